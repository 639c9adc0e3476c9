"""What is asked about a wrong answer that is one number, with nothing said of how it came about.

`{said}` is the number as it was written. `bare_given` is for a number that stands in the question.
"""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
    "bare_number": (
        "{said} [isn’t right|does not fit|is not it]. [Which|What] [operation|calculation|sum] "
        "[led|took|brought] you [there|that way|to it]?",
        "My check [disagrees|differs|says no] at {said}. [How|In what way] [could|might|can] you test [it "
        "yourself|that alone|such a number]?",
        "[Where|From which numbers] did {said} [come|start|grow], and [by which step|through what|by doing "
        "what]?",
        "[Tell me|Show me|Let me know] how {said} [came about|arose|was made]: what [happened|was done|did "
        "you do] [first|at the start|to begin with]?",
        "[Before|Ahead of|Just above] {said} [there was|came|must stand] [a step|something|another line]. "
        "[What|Which one] [was|is] it?",
        "[Try|Test|Put] {said} [out|back] [in|inside] the [question|task|text]. What [breaks|goes "
        "wrong|fails to match|clashes]?",
        "Does {said} [count|measure|stand for] the [thing|quantity|amount] [asked for|that is wanted|we "
        "look for], or [a neighbour of it|something near it|another one]?",
        "{said} of [what|which thing|what sort of thing], [exactly|precisely|may I ask|would you say]?",
        "Say it in [words|a sentence|plain English]: {said} is the [number|amount|count] of [what|which "
        "things|whose things]?",
        "[Roughly|By eye|At a glance], [how big|how large|what] [should|would|might] the "
        "[answer|result|outcome] be, [next to|beside|compared with] {said}?",
        "What was your [first|opening|very first] [move|step|thought] [towards|on the road to|on the way "
        "to] {said}?",
        "[Suppose|Say|Imagine] a [friend|classmate|neighbour] [wrote|had|got] {said}. How [would|could] "
        "the two of you [check|test|prove] [it|that|such a thing]?",
        "{said} [won’t|will not] [work|fit|agree] [for me|here]. Which [detail|figure|number] did you [use "
        "last|lean on|start from]?",
        "[No match|Not a fit|No luck] [here|yet] with {said}. [With|From|At] which [given|known|stated] "
        "number did you [start|begin|set out]?",
        "[So far|Until now|For now] {said}. What [might|could|would] [change|look different|turn out "
        "otherwise] [after|on|with] a second [reading|look|go]?",
        "[Let’s|We could|We can] [test|try|examine] {said}: what [should|must|has to] be [true|so|the "
        "case] [if it were right|for it to be right|to make it right]?",
        "{said} [misses|is off|does not hit it]. By [a lot|much], or [by a little|only just|hardly], do "
        "you [think|guess|feel]?",
        "[Draw|Sketch|Outline] the [situation|question|story]. Where [does|would] {said} [sit|show "
        "up|appear|go] in [it|your picture|the drawing]?",
        "[Go backwards|Work in reverse|Undo your steps] from {said}. [What|Which number] do you [land "
        "on|end with|meet] [first|in the end|at the bottom]?",
        "[Which|What] [rule|idea|fact] did you [rely on|use|trust] [to reach|for|when you got] {said}?",
        "Did {said} [come|grow|follow] [from|out of] [a single|one|just one] step, or [from several|more|a "
        "chain of them]?",
        "[Reading|Seeing|Finding] {said}, I [wonder|ask]: which [words|phrase|sentence] [of the task|in "
        "the text] [put you on|set you on|pointed to] that [path|track|road]?",
        "[Split|Break|Cut] the work [up|in pieces]: which [piece|part|bit] [gave|made|led to] {said}?",
        "What [unit|label|word] would you [write|put|set] [behind|after|next to] {said}?",
        "If {said} were [right|true|so], [what else|which other thing|what more] [would|must|should] "
        "[follow|hold|be true]?",
        "The [question|text|task] and {said} [don’t agree|disagree|part ways]. Which [fact|line|sentence] "
        "would you [reread|look up|go back to] [first|now|before others]?",
        "Was {said} a [guess|hunch|feeling], or [is there|did you do|can you show] a "
        "[calculation|sum|reason] [behind it|for it|to go with it]?",
        "[Could|Can|Would] you [reach|get to|find] {said} [by a second|along another|by some other] "
        "[route|method|way], [to compare|as a test|for safety]?",
        "[Hm|Well|Now], {said}. Which [step|move|line] would you [redo|repeat|do again] [if you had only "
        "one|first of all|given one chance]?",
        "[There is|I see|We have] a gap [just before|in front of|ahead of] {said}. [What|Which step|Which "
        "idea] [fills|closes|bridges] it?",
        "When you [wrote|put|typed] {said}, [which|what] [amount|quantity|thing] [did you have in mind|was "
        "in your mind|were you thinking of]?",
        "[More steps than one|Two steps or more|Several steps] [may|might|could] be [needed|wanted|in it]. "
        "How many [led to|went into|gave you] {said}?",
        "[Look|Go|Read] over the given [facts|numbers|details]: is there [one|any|something] that {said} "
        "[ignores|leaves out|forgets]?",
        "[Can|Could|Would] you [write|put|set] down [a calculation|one sum|a line of working] that [ends "
        "in|gives|makes] {said}?",
        "[What|Which] question [would|could|might] {said} be the [answer|right answer|solution] to?",
        "[Could|Might|May] {said} be [only half|just a part|one side] of the [story|matter|work]?",
        "If one given number [doubled|were halved|grew], [what|how much] [would|should] [happen|change] "
        "[with|in|to] {said}?",
        "How did {said} [arise|start|begin|come]?",
        "[Why|Why exactly|Why just] {said}?",
        "[What|Which step|Which sum] [made|gave|brought] {said}?",
        "[Can|Could|May] {said} be [checked|tested|shown]?",
        "How was {said} [found|made|got|reached]?",
        "{said} [because of|by way of|out of|through] what?",
        "What does {said} [count|measure|mean|tell]?",
        "What is {said} [for|made of|part of|about]?",
        "How [sure|safe|solid] is {said}?",
        "Which [numbers|facts|words] [made|gave|led to] {said}?",
        "What [comes|stood|came] before {said}?",
        "[Where|How|When] would {said} [fail|break|clash]?",
        "[What|Which fact|Which line] [contradicts|speaks against|rules out] {said}?",
        "{said} [came|comes|stems] from [where|what|which numbers]?",
        "What if {said} [were double|were half|were wrong]?",
        "[Undo|Reverse|Unpick] {said}: what [appears|shows|is left]?",
        "[Is|Was] {said} [counted|measured|calculated], or [guessed|estimated|copied]?",
        "How many [steps|sums|lines] [gave|made|led to] {said}?",
        "[Would|Could|Should] {said} [surprise|satisfy|convince] [a friend|you|anyone]?",
        "[By what|Through which] [step|sum|rule] {said}?",
        "What would [disprove|confirm|support] {said}?",
        "[Where|When] did {said} [appear|turn up|enter]?",
        "{said} [rests|builds|hangs] on what?",
        "What [hides|lies|sits|is] behind {said}?",
        "Did {said} [feel|seem|look] [right|safe|finished]?",
        "What might {said} [miss|forget|ignore]?",
        "How [would|could|might] you [prove|defend|explain] {said}?",
        "Have you [tested|checked|tried out] {said}?",
        "To get {said}, what [came|went in|was used] first?",
        "{said} by [adding|taking away|counting], or [multiplying|dividing|sharing]?",
        "Where is {said} on your [sketch|paper|drawing]?",
        "What [would|could|might] change {said}?",
        "Is {said} [sensible|likely|possible] [here|at all|for this]?",
        "{said} [stands|counts] for [what|which thing|how many of what]?",
        "[Half way|Part way|Some way] at {said}, or [done|finished|at the end]?",
        "What [speaks|stands] for {said}?",
        "Which [line|sentence|bit] [asks|looks|calls] for {said}?",
        "Why [isn’t|is not] {said} [smaller|larger|different]?",
        "Does {said} [use|take in] [all|every number|everything] given?",
        "About what [is|was] {said}?",
        "What [went|goes] [into|inside|towards] {said}?",
        "Is {said} the [whole|answer|end], or [a part|one step]?",
        "[Which|What] [picture|drawing|table] [shows|gives|has] {said}?",
        "[When|If] [checked|tested|put back], does {said} [hold|stand|last]?",
        "Would [another|a second|any other] [way|route|path] [give|reach] {said}?",
        "What [did you do|happened|changed] [just before|right before] {said}?",
        "Where [could|might|can] {said} [go|be] wrong?",
        "What did you [add|take|multiply|use] for {said}?",
        "Is {said} [more|less] than you [expected|guessed|thought]?",
        "How would {said} [look|read|sound] in a [sentence|story]?",
        "What [question|thing] does {said} [answer|settle|solve]?",
        "[First|Start]: what [became|turned into|led to] {said}?",
        "From [which|what] [numbers|step|line] is {said}?",
        "[What|Which] [clue|hint|word] [said|pointed to|suggested] {said}?",
        "[Could|Might] a [mix-up|slip|skip] [hide|sit|be] in {said}?",
        "Out of {said}, what [makes|made] [sense|most sense]?",
        "How did you [get to|land at|end up with|come by] {said}?",
        "Which [operation|calculation] [gave|produced|ended in] {said}?",
        "Reread the [question|text|task]. Does {said} [answer|match|fit] it?",
        "Could {said} be [too big|too small|near]?",
        "Is {said} a [sum|difference|product|total]?",
        "In which [unit|units] is {said}?",
        "Does {said} [feel|look|seem] [high|low|about right] to you?",
        "What do you [notice|see|learn] by [checking|testing] {said}?",
        "{said} [answers|fits|solves] which [question|part]?",
        "[Where|When] would {said} be [right|true]?",
        "[Tell|Show] me the [line|sum] that ends with {said}. What [is|was] it?",
        "If a friend [got|wrote] {said}, what would you [say|ask]?",
        "Which word [goes|belongs] after {said}?",
        "What did you [think|picture] when {said} came out?",
        "[Count|Check] again: is {said} [one off|near|far off]?",
        "[Maybe|Perhaps] {said} answers part of it. Which [part|bit]?",
        "What [rule|method] [makes|gives] {said}?",
        "How would {said} [change|move] with [bigger|smaller] numbers?",
        "[After|Once at] {said}, was there [more|anything left] to do?",
        "[Step|Bit] by [step|bit], how did {said} [grow|build up]?",
        "Did you [add|multiply|guess] to [get|reach] {said}, or what else?",
        "Who or what are the {said}?",
        "What is [bigger|smaller] than {said} in the [question|text]?",
        "[Read|Look at] the question with {said} in [mind|hand]. What [jars|is odd]?",
        "Is {said} what [one has|each has], or [all have|they have together]?",
        "Which [fact|number] did {said} [begin|start] with?",
        "What [makes|made] {said} [fair|likely|better] than a guess?",
    ),
    "bare_given": (
        "{said} [stands|is|can be read] in the [question|text] [already|itself]. What [happens|has to "
        "happen|is to be done] [to|with] it?",
        "[That|The] {said} was [given|told to us]. What is it [to be|going to be|meant to be] "
        "[used|combined|worked] with?",
        "You were [told|given] {said}. What [is wanted|is asked|do they want] [beyond|besides|apart from] "
        "that?",
        "I [see|find] {said} among [what is given|the facts|the known numbers]. What [role|part] does it "
        "[play|have]?",
        "{said} is there [to work with|from the start|at the outset]. Which [other|further|second] number "
        "do you [need|want|use]?",
        "[Copied|Carried|Taken] straight over, {said} is not [the end|all] of it. What would you do "
        "[with|to|about] it?",
        "The question itself [says|has|mentions] {said}. [Who|What] does it [belong to|describe|go with]?",
        "We both [read|know|have] {said}. [What is|What’s] [asked|wanted|looked for] that [nobody has told "
        "us|isn’t there yet|is still open]?",
        "Among the [given|known|stated] numbers is {said}. How does it [change|move|get used] [on the "
        "way|as you go|later]?",
        "[Yes|True], {said} is in the [text|task]. What [step|operation] [suits|fits|goes with] it "
        "[first|now]?",
        "Only [repeating|writing] {said} leaves [something|a thing] open. What is [it|that], in your "
        "[words|own words]?",
        "{said} is [known|given]. What is the [unknown|missing|open] [thing|quantity|amount]?",
        "[Start|Begin] with {said}, then. What [joins|meets|comes to] it?",
        "From {said} alone [nothing|little] follows. What [else|more] [is|do we have] to hand?",
    ),
}
