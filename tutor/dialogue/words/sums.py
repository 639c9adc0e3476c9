"""What is said where the learner showed sums: what holds in them, and one question.

`{sum}` is a sum of theirs; where it is called right, it was checked. `{left}` is its left side, or that of
one that does not hold, `{value}` the right side, `{number}` a number of the question that is in none of them.
"""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
    "sum_false": (
        "[Work out|Do|Try] {left} [once more|again|slowly]. What do you [get|find|make it]?",
        "[Look at|Go back to|Read] {sum}. What does the left [side|half|part] [come to|make|give]?",
        "I [get|find|have] something [else|different] for {left}. How much do you [make|find|call] it "
        "[this time|now|on a second try]?",
        "{sum} does not [balance|match|come out even]. Which [side|half] would you [change|mend|do again]?",
        "[Stop|Pause|Wait] at {sum}: which [side|half] is [bigger|smaller|the larger]?",
        "[Check|Test] {left} with [an estimate|rough numbers|easy numbers]. Is {value} [near|close|about "
        "right]?",
        "Your plan [may|could|might] be fine, but {left} needs [another go|a second look|redoing]. What "
        "[comes out|is it|do you get]?",
        "[Undo|Turn round|Reverse] {sum}: does {value} [lead|bring you] back to where you [began|started]?",
        "[On its own|By itself|Taken alone], how much is {left}?",
        "How did {left} [become|turn into|end up as] {value}?",
        "Take {left} [apart|in pieces|bit by bit]. Which [piece|part] [comes first|do you start with|is "
        "easy]?",
        "{left}, [afresh|without looking back|from scratch]: what is it [now|this time|really]?",
        "There is [a slip|something off|an error] in {sum}. [Can|Could] you [find|spot|see] it?",
        "[Numbers|Figures] first: {left} [makes|gives|is] what?",
        "[Hold on|Stay a moment|Slow down] at {sum}. [Which|What] part of [that|it] did you do in your head?",
        "{left} [isn’t|is not|can’t be] {value}. What [is it|should stand there] instead?",
        "One sum [worries|stops|puzzles] me, {sum}. [How|In which way] can we [check|prove|test] it?",
        "Would a [calculator|second person|careful friend] [agree|go along] with {sum}?",
        "[Write|Set|Put] {left} out in [full|steps|columns]. Where does {value} [come|turn up|enter]?",
        "The [working|sum|line] [goes|runs] off at {sum}. What should [stand|be|go] on the right?",
        "Read {sum} [aloud|to yourself|slowly]. What [sounds|seems|looks] [odd|wrong|off] in it?",
        "[Before|Without] going on, {left}: [how much|what] is that, done [carefully|in steps|on paper]?",
    ),
    "sums_then_false": (
        "{sum} [holds|is right|is correct]. [And|But|Then] what about {left}?",
        "Right as far as {sum}. What do you [get|make|find] for {left}?",
        "I agree with {sum}, [but not|not yet|less so] with {value} [later on|below|after it]. How much is "
        "{left}?",
        "Good: {sum}. [Now|Then|Next] redo {left}: what [is it|comes out|do you see]?",
        "{sum} [works|checks out]; {left} [needs|wants|could do with] another look. What does it "
        "[give|come to|make]?",
        "[True|Correct|Right]: {sum}. Is {left} [really|truly|sure to be] {value}?",
        "[Keep|Leave] {sum}, which holds, and go over {left}. What [changes|is different|do you get]?",
        "Up to {sum} all is right. [After|Past|Below] that, what does {left} [make|come to]?",
        "You [did|have|worked] {sum} correctly. [Can|Could] you [check|test|redo] {left} the same way?",
        "Fine with {sum}. Where did {value} come from in {left}?",
        "Yes to {sum}. [Slowly|Carefully|Calmly] now: {left} is how much?",
        "The [first|earlier] sum is right, {sum}. Which [number|result|value] belongs behind {left}?",
        "Nothing [wrong|to mend] in {sum}, something in the one with {left}. What [is it|might it be]?",
        "{sum} is sound. What would [an estimate|rounding|a rough check] [say|show|tell] about {left}?",
    ),
    "sum_unused": (
        "{sum} [holds|is right|works]. [Where|At which step] does the {number} [come in|enter|get used]?",
        "[True|Right|Correct]: {sum}. What [is|was] the {number} [for|there for|meant for]?",
        "I agree [with|on] {sum}. [Yet|Still] the {number} is [unused|left over|waiting]; how might it "
        "[matter|change things|be needed]?",
        "As [arithmetic|a sum|a calculation] {sum} is [fine|right|sound]. Which part of your [plan|work] "
        "[needs|takes in|uses] the {number}?",
        "No [slip|mistake|error] in {sum}, [it is right|it holds]. Has the {number} been [used|taken "
        "in|thought of] [anywhere|yet|so far]?",
        "So {sum} [is right|holds|stands]. [And|Now] the {number}, what [do you do|happens|goes on] with "
        "[that|it]?",
        "You have {sum}, [rightly|correctly|and that is right]. What [would|could|might] the {number} do "
        "to that [result|outcome|value]?",
        "[That|This|Your] [sum|calculation|step] is right: {sum}. Which [quantity|thing|part] is the "
        "{number} [about|telling of|linked with]?",
        "With {sum} [right|correct|sound] and [done|in place|behind you], what is [open|missing|unsettled] "
        "about the {number}?",
        "The {number} [has not|hasn’t] [shown up|appeared|come up]. Would it [go|come|fit] before or after "
        "{sum}, which [holds|is right]?",
        "What {sum} says is [right|true|so]. How does {number} [bear on|connect to|touch] [it|that|the "
        "result]?",
        "Your {sum} [holds|is sound|is fine]. What did the [question|text] say [about|with] {number}?",
        "Correct, {sum}. [Does|Could|Will] the {number} [change|alter|affect] what [comes|you do] "
        "[next|after]?",
        "[Nothing|Not a thing] wrong with {sum}, it [holds|works]. [Why|What for] was the {number} "
        "[mentioned|given|told]?",
        "{sum}: right. But the [question|text|task] [also says|has as well|mentions too] {number}. What is "
        "[that one|the figure|it] [doing|good for]?",
        "Fine [so far|up to here] with {sum}. [Look|Search|Hunt] for the {number} in your "
        "[work|lines|steps]: [where|in which step] is it?",
        "One sum is [settled|safe|done] and right: {sum}. Which [other|further|next] one "
        "[needs|wants|takes] the {number}?",
        "[Suppose|Imagine|Say] the {number} [were|was] [twice as big|doubled|much bigger]. Would {sum}, "
        "[right as it is|though right], still be [enough|the end|all]?",
        "The [question|text|task] [gives|has|tells us] {number} [as well|too|besides]. How "
        "[could|might|would] it [join|go with|follow] {sum}, which holds?",
        "What about the {number}, now that {sum} is [right|found right|correct]?",
        "You did {sum}, [and it is right|rightly]. Is {number} [needed|wanted|called for] [too|as "
        "well|somewhere]?",
        "[Though|While] {sum} holds, {number} [sits|stays|lies] [unused|idle|untouched]. [When|At which "
        "point] would you [use|need|want] it?",
        "Your sum [holds|is right], {sum}. [Turn|Go|Move] to the [part|bit|words] with {number}: what "
        "[goes on|happens|is said] there?",
        "I [follow|can follow|read] {sum} and it is [correct|right]. Does it [settle|answer|finish] "
        "[everything|all|the task] without {number}?",
        "Leave {sum} [as it is|alone|be], for it holds. [What|Which step] [needs|waits for|would use] the "
        "{number}?",
        "{number} [is also there|is given too|stands there as well]. [With|After] {sum}, [quite "
        "right|rightly done], what [would you do|comes of it|is it for]?",
        "[We agree|No argument|All clear] on {sum}, it is right. [So why|Then why|Why then] the {number}?",
        "Is the {number} [of any use|needed|to be used], [given|seeing|knowing] that {sum} [holds|is right]?",
        "{sum} [holds|works|fits]. [Where|When|How] [does|will|should] {number} [come in|matter|count]?",
        "[Right|Correct|True]: {sum}. [Does|Will|Could] {number} [matter|count|play a part]?",
        "[Right|Yes, right|Good], {sum}. [And|Then|Now] {number}?",
        "[Fine|Good|Right] as {sum} is, what [about|becomes of|of] {number}?",
        "[Since|As|While] {sum} holds, [what|which step] [uses|needs|takes] {number}?",
        "[Without|Leaving out|Minus the] {number}, {sum} [holds|works]. [Enough|Finished|Complete]?",
        "[After|Before|Around] {sum}, which is [right|correct], where would {number} [fit|go|belong]?",
        "{value} [holds|is right] for {left}. Does {number} [change|touch|alter] {value}?",
        "Right, {left} [is|makes|gives] {value}. [Where|When] does {number} [come in|matter|enter]?",
        "{left} [does|really does] [make|give] {value}, rightly. [How|Where] would {number} [fit "
        "in|help|matter]?",
        "{value} [follows|comes] from {left}, rightly. [Is|Was] {number} [used|needed|meant]?",
        "[Agreed|Right]: {value} from {left}, which holds. [And|Now|Then] {number}?",
        "If {number} [vanished|were missing|were gone], would {value}, right for {left}, "
        "[change|differ|move]?",
        "[Any use|Any need|A job|Room] for {number}, with {left} [rightly|correctly] {value}?",
        "{number} [waits|is left|stays over]. {left} [gives|makes] {value}, right. What [joins|links] them?",
        "What [does|might|could] {number} do to {value}, the right [result|outcome] of {left}?",
        "Of {number}, [nothing|no trace] in {left}. {value} holds; is it [all|enough]?",
        "{left} [rightly|correctly] [gives|makes|is] {value}. And {number} [gives|tells|adds] what?",
        "Why [mention|give|tell] {number}? {sum} holds [without|by itself|as it is].",
        "Where did {number} go? [Right|Correct]: {sum}, but [alone|by itself].",
        "{left} is {value}, [right|correct]. [Why|Where|How] is {number} [given|used|needed]?",
        "[Holds|Works|Right]: {sum}. [Which|What] [step|line] [takes|needs|uses] {number}?",
        "[With|Given] {value} [right|correct] for {left}, {number} [does|says|adds] what?",
        "[Next|Now|Then], {number}: [does|would] it [join|change|meet] {value}? {left} [holds|is right].",
        "What [links|ties|joins] {number} to {value}, [right|correct] [from|for] {left}?",
        "[Put|Fit|Work] {number} in. {sum} holds, so what [changes|follows|comes]?",
        "Is {value} [all|enough|the end] while {number} [waits|is open]? {sum} [holds|is right].",
        "[Where|How] [could|can] {number} [meet|touch|use] {value}? {left} is right.",
        "What would {number} [make|do] of {sum}, [good|right] as it is?",
        "[Had|If] you [used|taken] {number}, would {value} [stay|change]? {left} [is right|holds].",
    ),
    "sum_stands": (
        "{sum} [holds|is right|works]. What does the {value} [stand for|count|mean] [here|in this|there]?",
        "[True|Right|Correct], {sum}. Is {value} [what|the thing] the [question|task|text] [asks "
        "for|wants|is after]?",
        "As [a sum|arithmetic] {sum} is [fine|right|sound]. In [words|the story|a sentence], {value} of "
        "[what|which things]?",
        "I agree [with|on] {sum}. Which [question|part|request] does {value} [answer|settle|speak to]?",
        "{sum} [works|is correct]. Why [choose|take|use] [those|these|exactly those] numbers?",
        "No [slip|mistake|error] there, {sum} is right. What [told|led|moved] you to [combine|join|pair] "
        "[those|them]?",
        "Your [arithmetic|working|sum] is right: {sum}. [Which|What] [quantity|thing|amount] would you "
        "call {value}?",
        "[Correct|Yes|Right so], {sum}. What [remains|is there] to [do|find|work out] [after|beyond|past] "
        "that?",
        "{sum} is right [by itself|on its own|as it stands]. What in the [text|question] [needs|calls "
        "for|asks for] it?",
        "Let’s [keep|save|hold on to] {sum}, [for|since] it holds. [How|In what way] does {value} "
        "[help|bring you closer|get you on]?",
        "You get {value} from {sum}, [right|rightly]. Is it [a part|one piece|a share] of what is "
        "[wanted|asked], or [the whole|all of it]?",
        "[Rightly worked|Worked out right|Well calculated and right]: {sum}. What [were you trying|did you "
        "mean|was it meant] to [find|get] with it?",
        "So {sum}, [which is right|and it holds]. [Put|Place|Write] a [label|unit|word] behind {value}: "
        "which [one|would it be]?",
        "{sum} [holds, no doubt|is right, sure|is fine, yes]. How would you [explain|defend|teach] [doing "
        "it|that step] to a [friend|classmate]?",
        "The [working|line] is right, {sum}. [Is it|Was that] the one [the question needs|that is called "
        "for|to be done here]?",
        "It is right that {sum}. Are {value} and what [is asked for|is wanted|we look for] the same "
        "[thing|quantity|kind of number]?",
        "{sum} [adds up|comes out] and is right. [Whose|Which] [number|amount|share] is {value}?",
        "[My check|The checker] [passes|is happy with|agrees on] {sum}: right. [Does|Would] {value} [make "
        "sense|be sensible|fit] as [an answer|the end]?",
        "{sum} [can stay|may stay|stays], it is right. [Should|Does|Must] some [other|further] [sum|step] "
        "come [before|first|ahead]?",
        "Right, {left} [is|makes|gives] {value}. [What|Which thing] is {value}?",
        "{left} [does|really does] [make|give] {value}, rightly. {value} [counts|measures|means] what?",
        "{sum} [holds|works|fits]. Is {value} [enough|all|the end]?",
        "{value} [follows|comes] from {left}, rightly. [Whose|Which] is {value}?",
        "[Why|What for] {left}, with {value} [right|correct] for it?",
        "Since {left} is {value}, [right|correct], what [is|comes] [next|then]?",
        "{value} for {left} [holds|works]. [What|Which words] [told|asked] you to do {left}?",
        "[Good|Right], {value}. [Does|Did] the [question|task] want {left}?",
        "What [is left|remains|follows] after {sum}, which [holds|works]?",
        "[Agreed|Right]: {value} from {left} holds. What [now|then|next]?",
        "{left}, [rightly|correctly] {value}, [finds|shows|tells] what?",
        "Would {value} be [sensible|the answer|all], [given|with] {sum}, which holds?",
        "[Keep|Save] {left} as {value}, right. Which [step|sum] [follows|uses] {value}?",
        "[In|Using] words, what is {value}, [rightly|correctly] {left}?",
        "Why was {left} [needed|done|chosen]? {value} is right for it.",
        "[Right|Correct]: {sum}. Has {value} a [name|unit|meaning]?",
        "What did {left} [find|settle|show]? {value} holds.",
        "[True|Right] that {left} is {value}. Is {value} what they [want|ask]?",
        "How does {value}, right for {left}, [help|serve|matter]?",
        "After {value}, [rightly|correctly] from {left}, which [step|move]?",
        "[Does|Could] {value} [finish|end|close] it, [right|good] as {left} is?",
        "[Holds|Works|Right]: {sum}. {value} [is|means|shows] what?",
        "{left} is {value}, [right|correct]. {value} [of what|for whom|is what]?",
        "[Why|How come] {left}? {value} [holds|is right].",
        "Which [words|facts] [ask|call] for {left}, [rightly|correctly] {value}?",
        "What [does|will] {value} [do|give|settle]? {left} [holds|is right].",
        "Is {left} [needed|wanted|asked]? {value} is [right|correct] for it.",
        "[If|Since] {left} [rightly|correctly] is {value}, [who|which thing] [has|gets] {value}?",
        "What [came|comes] before {left}? {value} [holds|is right].",
        "Does {value} [match|fit|suit] the [text|story|question]? {left} is right.",
        "{value} [is right|holds]. [Was|Is] {left} the [first|last|only] step?",
        "How [far|close] does {value} [get|take|bring] you? {sum} [holds|works].",
        "What [unit|name|label] has {value}, [right|correct] for {left}?",
    ),
    "sum_rounded": (
        "After rounding, {sum} is right. And the [bit|part] behind the point: what does it [mean|stand "
        "for|tell]?",
        "{sum} holds, [nearly|almost|as good as]: it is rounded. What should [happen|be done] with the rest?",
        "Rounded, {sum} is fine. [Can|Could|May] the answer be [a part|a fraction|a bit] of one?",
        "You rounded in {sum}, which is good [enough|so far]. Should it go [up or down|down or up] here, "
        "and why?",
        "It is right to a few places that {sum}. What [becomes|is to become] of such a "
        "[result|number|value]?",
        "Near enough, {sum} is right. Why [divide|work|calculate] with [those|exactly those] numbers?",
        "{sum} is good as a rounded value. Which [quantity|thing|amount] is it?",
        "Fine, {sum}, rounded. Does it [tell|say|give] what the [question|task] [wants|asks]?",
    ),
}
