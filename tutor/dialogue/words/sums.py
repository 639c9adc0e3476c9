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
        "[Use|Take] easier numbers near {left}. What would [they|those] give?",
        "How would you [show|convince] a friend that {left} is {value}?",
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
        "[Keep|Leave] {sum}, [which|and that] holds, and go over {left}. What [changes|is different|do you "
        "get]?",
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
        "I agree [with|on] {sum}, that holds. How might the {number} [matter|change things|be needed]?",
        "As [arithmetic|a sum|a calculation] {sum} is [fine|right]. Which part of your [plan|work] "
        "[needs|uses] the {number}?",
        "No [slip|mistake|error] in {sum}, [it is right|it holds]. Has the {number} been used "
        "[anywhere|yet|so far]?",
        "So {sum} [holds|works]. And the {number}, what [do you do|happens] with [that|it]?",
        "You have {sum}, [rightly|correctly|and that is right]. What [would|could] the {number} do to that "
        "[result|total|number]?",
        "[That|This|Your] [sum|calculation|step] is right: {sum}. [What is|What’s] the {number} "
        "[about|telling you]?",
        "The {number} [has not|hasn’t] [come up|been used]. Would it [go|come|fit] before or after {sum}, "
        "which [holds|is right]?",
        "Your {sum} [holds|works]. What did the [question|text] say about {number}?",
        "[Keep|Save|Hold on to] {sum}, [it is|that is|so it is] right. What [else|more] [comes to mind|is "
        "needed], [seeing|given] the {number}?",
        "Correct, {sum}. [Does|Could|Will] the {number} [change|affect] [anything|that|what comes next]?",
        "Nothing wrong with {sum}, it [holds|works]. [Why|What for] was the {number} [mentioned|given]?",
        "{sum}: right. But the [question|text] [also says|mentions too] {number}. What does [that|it] "
        "[do|mean]?",
        "[Good|Well done|Nice], {sum} is right, I checked. Would the [answer|result] be the same without "
        "the {number}?",
        "The [question|text|task] [gives|tells us] {number} [as well|too]. How [could|might] it [join|go "
        "with|follow] {sum}, which holds?",
        "What about the {number}, now that {sum} is [right|found right|correct]?",
        "You did {sum}, [and it is right|rightly]. Is {number} [needed|wanted] [too|as well|somewhere]?",
        "[Though|While] {sum} holds, {number} [is|stays] [unused|untouched]. [When|At which point] would "
        "you [use|need] it?",
        "[Underline|Mark|Circle] {number} in the [question|text]. How is it [linked|related] to {sum}, "
        "which is [right|correct]?",
        "I [follow|can follow] {sum} and it is [correct|right]. Does it [settle|answer|finish] "
        "[everything|the task] without {number}?",
        "By itself {sum} works. {number} [what|of what], and is it [in|part of] your [work|plan]?",
        "[Right|Correct|True]: {sum}. [Does|Will|Could] {number} [matter|count|play a part]?",
        "[Right|Yes, right|Good], {sum}. [And|But] what about {number}?",
        "[Since|As] {sum} holds, [what|which step] [uses|needs|takes] {number}?",
        "[Without|Leaving out] the {number}, {sum} [holds|works]. Is [that|it] [enough|all|complete]?",
        "[After|Before] {sum}, which is [right|correct], where would {number} [fit|go|belong]?",
        "{value} is right for {left}. Does {number} [change|touch|alter] {value}?",
        "Right, {left} [is|makes|gives] {value}. [Where|When] does {number} [come in|matter|help]?",
        "{left} [does make|does give|is indeed] {value}, right. [How|Where] would {number} [fit "
        "in|help|matter]?",
        "You get {value} from {left}, [rightly|and that holds]. [Was|Is] {number} [used|needed|meant to "
        "help]?",
        "If {number} were [missing|gone|zero], would {value}, right for {left}, [change|still do]?",
        "Is there [any use|any need|a job] for {number}, now that {left} is [rightly|correctly] {value}?",
        "What [does|might|could] {number} do to {value}, the right [result|value] of {left}?",
        "Why [mention|give|tell us] {number}? {sum} holds [without it|as it is].",
        "Where did {number} go? {sum} is [right|correct] [as a step|so far|by itself].",
        "[Now|Next] to {number}: [does|would] it [join|change] {value}? {left} [holds|works].",
        "What [links|connects] {number} [to|with] {value}? {sum} [holds|works].",
        "Is {value} the [end|answer] while {number} is [open|unused]? {sum} [holds|works].",
        "How [could|can] {number} [change|touch] {value}? {left} [holds|works].",
        "[Had|If] you used {number}, would {value} [stay|change]? {left} [holds|works].",
        "What do {number} and {value} [have to do|share] with each other? {sum} [holds|works].",
        "{sum} [holds|works]. [Read|Go to] the [words|part] around {number}: what [happens|goes on] there?",
        "[Well worked|Good work]: {sum} is right, no doubt. [Who|What] [has|needs] the {number}?",
        "Your {value} [holds|is right]. [Suppose|Say] {number} [were|was] twice as big: would {value} "
        "[change|grow]?",
        "[Nice|Good], {left} is {value}. {number} [belongs|goes] to which [step|part]?",
        "{number} is in the question [too|as well]. [Before|After] {left}, rightly {value}, where "
        "[does|would] it go?",
        "Rightly {sum}. [Tell|Remind] me [about|of] {number}: what is it [for|of]?",
        "[Look|Search] for {number} in your [work|steps]. {sum} holds, but [is|was] {number} [there|used]?",
        "[Whose|Which thing] is {number}? Your {sum} [holds|works].",
        "{left} [gives|makes] {value}, [correctly|rightly]. [Has|Had] {number} [a part|a say] in {value}?",
        "[What|Which step] comes with {number}? {value} [holds|is right] for {left}.",
        "[Bring|Take] {number} into it: {sum} holds, and what [then|next]?",
        "[Correct|Right] about {left}. {value} and {number}: what [joins|connects] them?",
        "[Does|Should] {number} come [before|after] {value}? {left} [holds|works].",
        "[Can|Could] {value} be the [answer|end] with {number} [unused|left]? {left} holds.",
        "[Happy|Fine] with {sum}, [it|that|so it] holds. [Any|Some] idea what {number} [does|means]?",
        "{sum}: [correct|right]. Tell me [one thing|something] about {number}: [is it|does it count as] "
        "given per [one|item] or in all?",
        "[Two|Some] numbers [gave|made] {sum}, [rightly|correctly|and rightly]. Why [skip|leave out] "
        "{number}?",
        "Let’s [bring|work] {number} in. Where [does|might] it touch {sum}, which [holds|works]?",
        "{left} is right at {value}. Is {number} [more|another|a different] [of the same|kind of thing]?",
        "[Picture|Sketch] {sum}, [which|and that] holds, and then {number}. What [changes|is new] in the "
        "picture?",
        "You can [tick|keep] {sum}, right. [Who|What] talks about {number}?",
        "If I [cover|hide] the {number}, is {sum}, rightly done, [the whole story|all there is]?",
        "[Say|Read] the part with {number} [aloud|again]. Does {sum}, right as it is, [know|use] it?",
        "For {sum} a tick, [it is|that is|so it is] right. For {number}, which [operation|step]?",
        "[Maybe|Perhaps] {number} is [there|given] for a reason. Which? {sum} [holds|works].",
        "[Rightly|Correctly] you got {value}. [What happens|What is done] to {value} because of {number}?",
        "{number} [must|should] mean something. What? And {sum} [holds|works].",
        "[With|Next to] {number}, does {value} [stay|remain] the answer? {left} [holds|works].",
        "How would you [explain|teach] what {number} does, once {sum}, rightly, is [known|done]?",
        "[Count|List] the numbers you [used|took] for {sum}, right. Was {number} [one|with them]?",
        "There is {number}, and there is {value}, rightly from {left}. [How|In which order] do they "
        "[go|fit] together?",
    ),
    "sum_stands": (
        "{sum} [holds|is right|works]. What does the {value} [stand for|count|mean]?",
        "[True|Right|Correct], {sum}. Is {value} what the [question|task|text] [asks for|wants]?",
        "As [a sum|arithmetic] {sum} is [fine|right]. In [words|the story], {value} of [what|which things]?",
        "I agree [with|on] {sum}, [it|that|so it] holds. [Which|What] [question|part] does {value} answer?",
        "{sum} [works|is correct]. Why [choose|take|use] [those|exactly those] numbers?",
        "No [slip|mistake|error] there, {sum} is correct. What [told|led] you to [combine|join] those?",
        "Your [arithmetic|working|sum] is right: {sum}. What would you [call|name] the {value}?",
        "[Correct|Yes, right], {sum}. What [remains|is there] to [do|find] [after|beyond] that?",
        "{sum} is right [by itself|as it stands]. What in the text [needs|calls for|asks for] it?",
        "Let’s [keep|save|hold on to] {sum}, [it|that|so it] holds. [How|In what way] does {value} "
        "[help|bring you closer]?",
        "You get {value} from {sum}, [rightly|correctly|and rightly]. Is it [a part|one piece] of what is "
        "[wanted|asked], or [the whole|all of it]?",
        "[Rightly worked|Worked out right]: {sum}. What [were you trying|did you want] to [find|get] with "
        "it?",
        "So {sum}, [which is right|and it holds]. [Which|What] [label|unit|word] goes behind {value}?",
        "Fine so far, {sum}. Which [operation|step] [comes|follows] next, and why?",
        "Nothing to [fix|change] in {sum}, [it|that|so it] holds. Where do you [see|find] [a reason|a "
        "need] for it?",
        "{sum} holds. How would you [explain|defend|teach] [doing it|that step] to a [friend|classmate]?",
        "You [can|may] [trust|build on] {sum}, it is right. What does it [leave out|not tell]?",
        "It is right that {sum}. Are {value} and what [is asked for|we look for] the same [thing|quantity]?",
        "With {sum} right, read the [last|final] [sentence|line] of the [question|text]. What is "
        "[missing|wanted]?",
        "[Arithmetic|Calculating] is not the [trouble|problem]: {sum} is right, I checked. What "
        "[story|situation] does it [describe|tell]?",
        "If {sum} is one step, and it [holds|is right], what is the [step|one] [before|after] it?",
        "Right, {sum}. [Draw|Sketch|Picture] it: what do the [parts|numbers] [show|stand for]?",
        "{sum} [adds up|comes out] and is right. [Whose|Which] [number|amount|share] is {value}?",
        "[Taking|Knowing] {sum}, [which|and that] holds, what can you [say|find] that you [couldn’t|could "
        "not] before?",
        "Every [figure|number] in {sum} is [handled|used] correctly. Where did the [first|second] one come "
        "from?",
        "Good, {sum} holds. [Test|Hold|Put] {value} [against|next to] the question: what does not "
        "[fit|agree]?",
        "The step {sum} works. Does [anything|something] in the question [happen|count] more than once?",
        "That much is right, {sum}. Which [given|other] number would you [use|take] [next|now]?",
        "My check [passes|agrees on] {sum}: right. [Does|Would] {value} [make sense|be sensible] as the "
        "answer?",
        "So far right: {sum}. How [far|close] is {value} [from|to] what you were asked?",
        "{sum} [can stay|stays], [it is|that is|so it is] right. Should some [other|further] [sum|step] "
        "come [before|first]?",
        "Right, {left} [is|makes|gives] {value}. What [is|counts] {value}, in [words|a sentence]?",
        "{left} [does make|does give] {value}, [rightly|correctly|and rightly]. What does {value} "
        "[count|measure|tell you]?",
        "{sum} [holds|works]. Is {value} [enough|all|the end]?",
        "{value} [follows|comes] from {left}, [rightly|correctly|and rightly]. [Who|What] has {value}?",
        "Why {left}, [when|if] {value} [holds|is right] for it?",
        "Since {left} is [rightly|correctly] {value}, what [is next|comes next|follows]?",
        "[Good|Right], {value}. [Does|Did] the [question|task] want {left}?",
        "What [is left|remains] after {sum}, which [holds|works]?",
        "Would {value} be [sensible|the answer]? {sum} [holds|works].",
        "[Keep|Save] {left} as {value}, right. Which [step|sum] [uses|needs] {value}?",
        "Why was {left} [needed|done|chosen]? {value} is right for it.",
        "[Right|Correct]: {sum}. Has {value} a [name|unit|meaning]?",
        "What did {left} [find|tell you|show]? {value} holds.",
        "[True|Right] that {left} is {value}. Is {value} what they [want|ask]?",
        "How does {value}, right for {left}, [help|matter]?",
        "Which [words|facts] [ask|call] for {left}, [rightly|correctly] {value}?",
        "What [does|will] {value} [tell us|settle]? {left} [holds|works].",
        "Is {left} [needed|wanted|asked]? {value} is [right|correct] for it.",
        "What [came|comes] before {left}? {value} [holds|is right].",
        "Does {value} [match|fit] the [text|story|question]? {left} [holds|works].",
        "[Right|Good], {value} it is. But why {left}, and not [another sum|something else]?",
        "{value} is right. [Was|Is] {left} the [first|last|only] step?",
        "How [far|close] does {value} [get|take|bring] you? {sum} [holds|works].",
        "{left} [gives|makes] {value}, [rightly|correctly|and rightly]. [Where|When] does {value} [come "
        "in|help]?",
        "[What|Which question] is {value} the answer to? {left} [holds|works].",
        "Rightly {sum}. [Said|Put] in words, {value} [is|means] what?",
        "[Nice|Good], {left} is {value}, right. [So|Then] what do you [know|have]?",
        "Of the [text|question], which [words|line] [made|gave] {left}? {value} holds.",
        "[Happy|Fine] with {sum}, [it|that|so it] holds. [Which|What] fact [led|took] you to it?",
        "[Picture|Imagine] {value} [of them|in a row]. Of what? {sum} [holds|works].",
        "{sum}: [correct|right]. [Read|Take] the question [again|once more]: what does it [ask|count]?",
        "You can [tick|keep] {sum}, right. What would [your|the] next line [be|say]?",
        "[Rightly|Correctly] you got {value}. Does the question [stop|end] there?",
        "If {value} were the answer, what would [the story|it] say? {sum} [holds|works].",
        "Which [operation|sign] did you [choose|use] in {sum}, rightly worked, and why?",
        "A tick goes to {sum}, right. [For|To] which [part|bit] of the task is it?",
        "[Count|List] what is [known|given]. Is {sum}, [which|and that] holds, [using|taking] all of it?",
        "Between {value} and the answer, [is there|do you see] a step? {sum} [holds|works].",
        "[Say|Name] what you [know|learn] from {value}. Is {sum}, right as it is, about [one|each] or "
        "[all|everything]?",
        "{left} rightly [gave|made] {value}. Would [a drawing|a table] show [why|the same]?",
        "[Yes|Right] to {sum}. [What|Which thing] was it to [show|tell] you?",
        "Where do you [see|read] that {left} is what is [needed|called for]? {value} is right.",
        "{value}: [rightly worked|correct], from {left}. Is it too [big|small] for what is asked?",
        "[Ask|Tell] yourself what {value} [counts|is]. [Then|So] is {sum}, right, the [last|whole] step?",
        "Where would you [write|put] {value} in the [story|text]? {sum} [holds|works].",
        "You [took|did] {left}, rightly {value}. [What|Which word] made it [that operation|that kind of "
        "sum]?",
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
