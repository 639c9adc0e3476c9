"""What is asked about a wrong answer that is one number, with nothing said of how it came about.

`{said}` is the number as it was written. `bare_given` is for a number that stands in the question. What the
question asks (`{asked}`, in its own words) and what it asks the number of (`{things}`) are named where known.
"""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
    "bare_number": (
        "{said} is not the answer [yet|so far]. [Which calculation did you do to arrive at it|On what "
        "calculation is it based]?",
        "My check does not agree with {said}. [Could you write out the working that led you there|May I "
        "see your steps, one below the other]?",
        "Please [tell me|explain] how {said} was worked out: with which numbers from the text did you "
        "[begin|start]?",
        "Put {said} back into the question as though it were the answer. [Which sentence is no longer "
        "true|Do all its sentences stay true]?",
        "What does {said} count or measure, and is [this really what we are looking for|it the quantity "
        "to be found]?",
        "Before we go on from {said}, could you [say in your own words|put into words] what we want to find?",
        "Let’s make a rough estimate. Should the answer be [larger or smaller|more or less] than {said}, "
        "and [why|for what reason]?",
        "That is not it yet. If you take me through {said} one step at a time, [where do you begin|how "
        "does your first step look]?",
        "Imagine that you tell a classmate the answer is {said}. [What reason would you give them|How "
        "might they test your claim]?",
        "I have {said} from you, and it does not match. [Which part of your working are you least sure "
        "about|What part are you surest of]?",
        "There may be more than one step here. [How many did you need in order to|How many steps did it "
        "take you to] reach {said}?",
        "Would you draw a small sketch of the situation and [show where {said} belongs in it|mark {said} "
        "in the right place]?",
        "Start from {said} and work backwards. [Do you return to the numbers that you were given|Are the "
        "given numbers what you find at the end]?",
        "Did you add, subtract, multiply or divide to find {said}, and [what made you choose that|why "
        "does that suit this task]?",
        "Read the [last|final] sentence of the task once more. Does {said} [answer exactly that|say "
        "precisely what it wants to know]?",
        "Not quite. When you write one line of working that ends in {said}, what does [the|that] line say?",
        "Go through the given numbers one by one. Is there any that [played no part in|was not used for] "
        "{said}?",
        "Which unit [would you write after|belongs to] {said}, and is it the [unit that is asked for|unit"
        " of the thing asked for]?",
        "If {said} were correct, what else [follows for the situation described|could we say about the "
        "situation]?",
        "From {said} alone your method is not visible. [What was the very first thing you did|How did you"
        " set about the task]?",
        "Was {said} an estimate, or [does a calculation stand behind it|can you show a calculation for it]?",
        "A different method can test {said} for you. [Can you think of one|Do you know one that would suit]?",
        "Your answer of {said} needs another look. At which point might something have [gone wrong|been "
        "mixed up]?",
        "Thank you for {said}, although it is not right yet. How did you decide [what to do with the "
        "numbers|on your method]?",
        "Suppose someone doubted {said}. [Which fact would convince them most|With what facts could you "
        "reply]?",
        "Could {said} be the result of an earlier step, with [something still left to work out|another "
        "calculation still to come]?",
        "Compare {said} with the given numbers. [Is it about as big as you would expect|Does its size "
        "seem reasonable beside them]?",
        "{said} does not pass the check. What were you picturing as you [wrote it down|worked it out]?",
        "Put {said} into a full sentence about the situation. What does [your sentence say|this sentence "
        "tell the reader]?",
        "Look at the wording again. Does one of the words [tell you how to get|lead to] {said}?",
        "Let’s find out together why {said} does not fit. Which facts are [known for certain so far|clear"
        " to you already]?",
        "Think of the step just before {said} in your working. What was [its result|done there]?",
        "To get {said}, did you take in [everything that the question tells you|all the facts, including "
        "the small ones]?",
        "Numbers are easily miscopied. Do all the ones you used for {said} [stand in the text like "
        "that|agree with what is written there]?",
        "It isn’t {said}, so let’s look at the method. [What came first, and what came after that|Can you"
        " list what you did, in order]?",
        "Tell me about the operation that produced {said}. [Why would it be the one needed here|What in "
        "the wording points to it]?",
        "If you had to check {said} without any help, [how would you go about it|where would you begin "
        "checking]?",
        "What is the aim here, and how far does {said} [take you towards it|fall short of that]?",
        "We still need a number other than {said}. Which of your steps [shall we go over first|seems the "
        "most doubtful]?",
        "Take each number that went into {said}. What does it [mean in the situation|tell you about the "
        "people or things]?",
        "Could you repeat the calculation for {said} slowly and [see whether the same number comes "
        "out|say aloud what you do each time]?",
        "Make a guess without calculating. Do you land near {said}, or [somewhere quite different|far "
        "away from it]?",
        "How would you [test|compare] {said} against the facts that you were given?",
        "I would like to follow your thinking. What took you from the [text to|wording to the result] "
        "{said}?",
        "Please consider {said} again. Is it all of what was asked, or [only a part|does a part remain]?",
        "Which numbers did you combine in the step that gave {said}, and [for what reason|how]?",
        "Sort things into what is known and what is unknown. [On which side does {said} stand|Where in "
        "these two lists is {said}]?",
        "Is there a question to which {said} would be the right answer, and [is it this one|how does it "
        "differ from ours]?",
        "Where does the working for {said} set out: from a given number, or [from one you found|from "
        "something you assumed]?",
        "So far you have {said}. Can you describe [what it tells us about the situation|how that number "
        "is linked with the facts]?",
        "An answer can be checked by putting it back. When you try this with {said}, [what happens|does "
        "each fact still agree]?",
        "I do not get {said} here. Shall we compare our first steps: [what was yours|how did you start]?",
        "Would a drawing or a table [support {said} as the result|lead you to {said} as well]?",
        "In one sentence, why should it be {said} that [comes out|answers the task]?",
        "You wrote {said}. Which given number matters most for that, and [how did you use it|what role "
        "has it]?",
        "Let me ask about the method. On which rule or fact does your {said} [depend|rest]?",
        "If a friend handed you {said} as their answer, what would you [want them to explain|ask to see "
        "first]?",
        "Has a sign, a digit or a decimal point been [lost|changed] on the way to {said}?",
        "Suppose all the numbers were very simple. Would the same steps as for {said} [make sense "
        "then|still be the natural ones]?",
        "Not yet, I’m afraid. Does anything happen [more than once|several times] that {said} might count"
        " only once?",
        "My check tells me that {said} is not what is wanted. [What have you found with it instead|Which "
        "other quantity could it be]?",
        "We could read the task slowly together. Which of its sentences [have you used for|were important"
        " for] {said}?",
        "Is anything left out, or counted more than once, in [the working behind|your steps to] {said}?",
        "Describe the situation without using numbers. Where would {said} [come into your description|be "
        "needed in this account]?",
        "Looking back at {said}, which decision on the way was the [hardest|least certain]?",
        "How can you tell whether {said} is [too large or too small|of a sensible size]?",
        "What has to be known before anyone can work out {said}, and [do you know it all|were you told "
        "all of that]?",
        "Is {said} a total, or [the amount for just one item|does it describe only one of several things]?",
        "Would you list the steps behind {said} in their order, [beginning with the earliest|and give a "
        "reason for each]?",
        "One more look at {said} is worthwhile. What operations were [used for it|involved, and where]?",
        "I’d like to understand {said} better. What were you [trying to find at that moment|hoping to "
        "learn from it]?",
        "Some questions want a difference, some a total, some a share. Which of these is {said} [meant to"
        " be|supposed to give]?",
        "Think of a quick way to check {said}. [What could you compare the number with|Can you do it in "
        "your head]?",
        "Perhaps a condition was overlooked. Is there one that {said} [does not meet|breaks]?",
        "That answer, {said}, does not solve it yet. Which step will you [do differently on a second "
        "try|change if you start afresh]?",
        "Look at how {said} was made. Did each step [build on the result of the one before|have a clear "
        "purpose]?",
        "Which part of the task should be dealt with first, and [did you start there to get|does this "
        "part come into] {said}?",
        "I checked {said} and it does not hold. Where shall we look first, at the [plan or at the "
        "arithmetic|reading or at the calculating]?",
        "Can you match your {said} to something that is [named|described] in the text?",
        "Having reached {said}, what made you [stop rather than go on|sure that nothing else was to be "
        "done]?",
        "How sure are you of {said}, and which step [makes you doubt it most|would you check first]?",
        "Underline the words that say what to find. Does {said} [give precisely this|answer those words]?",
        "The answer is a different number. Which calculation could [justify|explain] {said}?",
        "Please keep {said} in view, as it can help us. Which line belongs [right above it|just before it]?",
        "Are there two quantities here that are easily confused, and [which of them would {said} be|does "
        "{said} stand for the wrong one]?",
        "Round the numbers and calculate again. Is {said} [anywhere near that|close to it or far away]?",
        "It is worth slowing down at {said}. What exactly happened to the [first number you took|number "
        "that you used last]?",
        "Results like {said} can be checked in various ways. Which [would you choose|one suits this task]?",
        "Something is not right on the way to {said}. What steps can you [remember taking|still explain]?",
        "Could you read me the sentence that {said} [is based on|comes from]?",
        "We know now that {said} is not right, which is useful. Is the true value likely to be "
        "[greater|smaller]?",
        "According to the text, whom or what does your number {said} [describe|belong to]?",
        "What did you assume when working out {said}, and [does the text say so|can you find that in the "
        "text]?",
        "Write {said} to the right of an equals sign. Which calculation [stands to the left|is on the "
        "other side]?",
        "I am not able to confirm {said}. Which information did you [rely|build] on?",
        "Go through what happens in the text from start to end. When does {said} [come up|become known]?",
        "Did you do a step in your head before {said}? Writing it down may show us [what to change|where "
        "to look].",
        "There is a gap between {said} and what is wanted. In which words does the task describe [the "
        "thing to find|what it wants]?",
        "For {said}, please explain your choice of operation. What in the text [suggests it|made you "
        "think of that]?",
        "You could repeat the working for {said} with a calculator. Does the same number [appear|come out]?",
        "Your {said} may be an answer to part of this. Which part [would that be|might it answer]?",
        "Could we go over {said} together? Begin with [whatever you worked out first|the facts that you "
        "used].",
        "I have to say that {said} is not right. [Do you see a number you have not used|Is there "
        "information that you left aside]?",
        "There is something to change before or at {said}. Are the units [the same all the way "
        "through|alike in every step]?",
        "As it stands, {said} cannot be the answer. Would a bigger or a smaller number [make more "
        "sense|seem better to you]?",
        "Nobody can see your working in a single number like {said}. Would you add [a line that shows "
        "it|how you found it]?",
        "What you sent, {said}, is not what the checker found. May I ask how you [understood the "
        "task|read the last part]?",
        "The number of {things} does not come out as {said} in my check. In what way did you [work it "
        "out|count]?",
        "Could there be {said} {things}, going by what the text [says|tells us]?",
        "A number of {things} is wanted here. From which facts does {said} [follow|come]?",
        "To find how many {things} there are, what did you calculate before you [wrote|came to] {said}?",
        "Suppose there are {said} {things}. Is every other sentence of the text [still true|in agreement "
        "with that]?",
        "Is {said} a number of {things}, or does it [count|measure] something else?",
        "Let’s see about {said} {things}. Which facts [lead to this number|did you take from the text for"
        " this]?",
        "The words {asked} tell us what to find. In what way does {said} [answer|fit] them?",
        "Look again at {asked} and at your {said}. Which calculation would [connect the two|lead from the"
        " facts to that]?",
        "You were asked {asked}. Which steps turn the given facts into {said}?",
        "Taking {asked} as the goal, is {said} [there already or on the way|the last thing to find]?",
        "You have sent {said}, which isn’t [correct|right]. [Would|Could] you [describe|outline] the plan"
        " behind it in two or three sentences?",
        "Let’s check {said} [against|by] an estimate. What would be a [sensible|reasonable] range for the"
        " answer?",
        "[Sorry|I’m afraid], it can’t be {said}. [Shall|Could] we begin again with what is given: which "
        "facts do you [note|list]?",
        "The number {said} does not [answer|solve] this. Which part did you find [hard|difficult] to "
        "understand?",
        "As the answer, {said} does not fit. Have you [tried|thought of] writing down each step [in a "
        "line of its own|separately]?",
        "One number says little about the [method|way] behind it. Can you [explain|teach] {said} to a "
        "younger pupil?",
        "Let’s [treat|see] {said} as a first [try|attempt]. Which point would you like to check "
        "[about|in] it?",
        "Please test {said} with a calculation in the other [direction|order]. Do the given facts "
        "[reappear|come out again]?",
        "It [may|might] be that {said} came from a step in between. What [ought|has] to follow that step?",
        "Could it be that {said} answers a different question, and if so, which one?",
        "Take a [clean|blank] sheet and forget {said} for a moment. Which fact would you write on it first?",
        "[Tell|Remind] me what the task [describes|is about], and then say where {said} fits. Who or what"
        " is involved?",
        "If {said} were the answer, how [could|would] you convince a [careful|critical] reader of it?",
        "There are different reasons why {said} might come out. Which of the given facts did you "
        "[combine|connect]?",
        "[Double-check|Go over] the last operation that [gave|produced] {said}. Was it the one you intended?",
        "I wonder how {said} [came about|was found]. May I see your calculation?",
        "[Besides|Apart from] {said}, did you consider any other [result|number] along the way?",
        "The checker says no to {said}. Was some [sentence|detail] perhaps read too [quickly|fast]?",
        "When you worked towards {said}, what did you [take|understand] the question to mean?",
        "Let me [suggest|propose] a test for {said}: tell the story of the task with this number in it. "
        "Does it make sense?",
        "You are [welcome|free] to try again after {said}. How will you [begin|start] this time?",
        "[Explain|Say] in words what you did to the given numbers. Does that [lead|take you] to {said} "
        "every time?",
        "It would help to know [more|something] about {said}. Is it a result you [calculated|worked out],"
        " or one you estimated?",
        "That number, {said}, [differs|is different] from what I expected. In your view, what is the "
        "[goal|aim] of this task?",
        "Could we split the task into smaller [parts|pieces], and see which of them gives {said}?",
        "What [happens|changes] if you check each operation behind {said} with its opposite?",
        "[Mark|Circle] every number in the task. Which ones did you need for {said}, and which not?",
        "The value {said} can’t be right. Is one of your steps [perhaps|possibly] in the wrong order?",
        "Thanks for trying; {said} is not yet right. [What|Which] information would help you to be more "
        "certain?",
        "Let’s compare {said} with something we know. Which number in the text should it be [close "
        "to|similar to]?",
        "An answer such as {said} should fit every [fact|statement] in the task. With which of them have "
        "you compared it?",
        "Let’s [talk|think] about units. In which unit is {said}, and which units do the given numbers have?",
        "Maybe there is a hidden step [before|ahead of] {said}. Which quantity should be known first?",
        "I see {said}, but no [steps|working] with it. [Would|Could] you type in the calculation as well?",
        "If I [asked|wanted] you to justify {said} in one line, what would this line be?",
        "We could [start|set out] from a drawing instead of {said}. What comes first in your "
        "[drawing|sketch]?",
        "[After|Since] the check, {said} is ruled out. Does that change your [view|idea] of what to "
        "calculate?",
        "Try [saying|reading] the question aloud and [stop|pause] before the end. Which part leads to "
        "{said}?",
        "[Somebody|Another learner] may have answered {said} for a different reason than you. What was "
        "yours?",
        "Look for words such as each, left, more or altogether. Is one of them [important|useful] for "
        "checking {said}?",
        "Although {said} may look [plausible|likely], it is not right. Which fact speaks against it?",
        "Which [relationship|connection] between the given numbers did you use to come to {said}?",
        "I’m interested in the [start|beginning] of your working for {said}. Which line stands first of all?",
        "[Consider|Think about] who or what the task talks about. Does {said} refer to all of that?",
        "What would make you [change|give up] {said}: a new estimate, another reading, or a second "
        "calculation?",
        "Our results do not match, since you have {said}. Which formula or rule have you [applied|used]?",
        "[Replace|Exchange] the unknown with {said}. As you read it through, what do you notice?",
        "If the answer were {said}, would each number in the task still have a [use|purpose]?",
        "You gave {said} as a number only. Would adding a [unit|word] show what it measures?",
        "Let’s look for the point where {said} goes wrong. Up to which step are you completely sure?",
        "Your number {said} is not [accepted|the one wanted]. Are you solving for the same thing as the "
        "task?",
        "Perhaps we read the task in different ways. What does {said} mean [in your reading|as you read it]?",
        "Have you used the same number twice in [finding|getting] {said}, or one of them not at all?",
        "Let’s put {said} to [one side|the side]. How does the task go, in your own words?",
        "[Walk|Lead] me through the decisions you made for {said}. Which one came first?",
        "It may help to say in words what is unknown. Does this [name|description] go with {said}?",
        "{said} is not correct, but we can start with it. Should it be made larger or smaller?",
        "For a number like {said}, I would [like|want] to see two lines of working. What would they "
        "[say|contain]?",
        "[Check|Look] whether {said} has the right size. Roughly, how large should the answer be?",
        "I do not find {said} when I work it out. On which step would you [like|want] us to compare notes?",
        "Think of another task in which {said} is the answer. In what does it differ from this one?",
        "To understand {said}, I need to know your first line. What [is|was] in it?",
        "Work out [only|just] the first part. Is {said} its result?",
        "[Tell|Show] me which operation came last before {said}, and also its two numbers. Were both of "
        "them given?",
        "Are you able to reach {said} again if you [cover|hide] your earlier working?",
        "Does the wording [allow|permit] {said}, or is there a limit in it that you went past?",
        "We have {said} on [one|the one] hand and the task on the other. Which step leads from one to the"
        " other?",
        "[Seeing|Given] that {said} is incorrect, would you rather check the reading or the calculation?",
        "How was the [largest|biggest] number of the text used for {said}?",
        "[Choose|Take] one number from the task and tell me its part in {said}. Does it have one?",
        "Here {said} is not [correct|right]. Think of a [similar|simpler] task you can solve: how did you"
        " go about that one?",
        "We can [learn|find out] something from {said}. Which change to the task would make it right?",
        "Let’s leave {said} and collect some facts. What can be said for [certain|sure] about the answer?",
        "Is the answer more likely to be a whole number or a fraction, and what does that say about {said}?",
        "Your answer was {said}. [Supposing|If] you check it by drawing, what do you have to draw?",
        "[Everything|All] in the text up to the question is information. How much of it is "
        "[contained|used] in {said}?",
        "At the moment {said} stands without a reason. Would you give one, in a [sentence|line] or two?",
        "[A|One] way to test {said} is to make a table from the facts. What would its first row be?",
        "The answer field has {said} in it, and that isn’t right. What have you written on paper, if "
        "anything?",
        "To check {said}, we can think from the end. What must [happen|be done] last to obtain the answer?",
        "[The true result is another one than|Another number than] {said} is needed. [What relationship "
        "between the facts did you see|Can the facts be arranged in a different way]?",
        "[Do not worry about|There is no harm in] {said} being wrong. [What is the simplest thing you can"
        " say about the task|Which fact do you understand best]?",
        "[Each|Every] number in a task means something. [What should {said} mean|Can you tell what {said}"
        " means] in this one?",
        "[How many different quantities|Which quantities] does the task mention, and does {said} [belong "
        "to one of them|measure any of these]?",
        "[According to the facts|Going by the facts], is {said} [possible at all|ruled out by one of them]?",
        "[Let me see how|I’d be glad to know how] you think: [what was on your mind|what did you pay "
        "attention to] when {said} came out?",
        "[Some choice of operation led|One of your choices led] to {said}. [What else could you have "
        "chosen there|Was there any alternative]?",
        "[Time for a check|A check is due]: does {said} [keep to every condition|agree with each "
        "statement] of the task?",
        "[In a single step|In one short step] from the facts, what can be found, and is that "
        "[already|perhaps] {said}?",
        "[Knowing that|Now that] {said} is not the answer, [which step do you trust less than "
        "before|which step do you want to look at again]?",
        "[Describe|Name] the thing you were [counting|measuring] when {said} came out. Is it [the one "
        "wanted|what the last line speaks about]?",
        "{said} [was turned down by|is in conflict with] the check. [Are you able to point to a weak "
        "step|Could a misread word be the cause]?",
        "[If we disagree on|Since we differ about] {said}, a drawing can decide. [How will you begin "
        "it|What are its main parts]?",
        "[For a moment, forget the arithmetic|Leave the arithmetic aside]. Is {said} the sort of number "
        "that [fits the story|people would expect here]?",
        "[What remains unknown|Which thing is unknown] in this task, and [is it what {said} stands "
        "for|have you put {said} in its place]?",
        "Between the facts and {said} there [must be|should be] a calculation. [Please type it here|Let "
        "me see it]: how does it go?",
        "[At present|For now], {said} is your [proposal|suggestion]. [Which observation supports it|Which"
        " fact speaks for it]?",
        "[Say|Suppose] that I know only the facts and not {said}. [How should I proceed|What must I do "
        "first] to get there?",
        "[Numbers can be combined in several ways|There are several ways to combine numbers]. Why did you"
        " choose the [way that gives|one leading to] {said}?",
        "I [would not|wouldn’t] expect {said}. [Does the order of the steps matter|Are all steps in a "
        "sensible order], do you think?",
        "With {said} you have [made a beginning|made a first try]. [How do the remaining facts "
        "enter|Where do other facts enter]?",
        "[Checking|Testing] is part of solving. [By which test|With what kind of test] would you find out"
        " that {said} is not right?",
        "[Are you content with|Do you trust] {said}, or [would you rather see a step again|do you have "
        "doubts about any line]?",
        "[An arrow diagram|A number line] can show the way to {said}. [What is written at its start|Where"
        " would its first mark be]?",
        "Could {said} [have come from|be due to] reading one number [for another|in the wrong place]?",
        "[Sum up|Shorten] the task to [one|a single] line. [Is {said} still a fitting reply|Do you see "
        "where {said} goes wrong]?",
        "[The check rejects|My calculation rules out] {said}. In your calculation, [which operation comes"
        " at the end|how many operations are there]?",
        "[I have a doubt about|My result speaks against] {said}. [What can you add in support|How else "
        "can this be solved]?",
        "Was it [easy|difficult] for you to decide on {said}, and [between which possibilities|on what "
        "grounds] did you decide?",
        "[Look closely at|Examine] the smallest number given. [How does it affect|Does it have any effect"
        " on] {said}?",
        "[Compared with a rough guess|Beside a quick guess], is {said} [surprisingly large or small|of a "
        "surprising size]?",
        "[The facts|The things we are told] can be put into a list. [Next to which of them|At which line "
        "of it] does {said} come in?",
        "I [take note of|have read] {said}, [yet it fails the test|but it does not agree]. [Will you go "
        "back over your steps|Can we go back over your steps together]?",
        "[Assume for the moment|Let’s assume] that {said} is right. [What contradiction|Which "
        "contradiction] do you meet?",
        "[Whenever|If] a result like {said} is rejected, it pays to reread. [What stands out|Is there "
        "something new to you] on a second reading?",
        "[If somebody were told|Suppose somebody is told] {said}. Would [they then know what the task "
        "wants|this settle what they wanted to know]?",
        "[Make|Write] a number sentence with a gap for the unknown. [Does {said} make it true|What "
        "happens with {said} in the gap]?",
        "[Pretend that|Imagine] I have not read the task. [How do you explain to me|In what words do you "
        "make clear] what {said} is?",
        "[Two things can go wrong|There are two places to look], the choice of steps and the calculating."
        " [Which of these may affect {said}|In which of them may {said} have gone wrong]?",
        "[First the meaning, then the number|The meaning comes before the number]: [what should {said} "
        "express|which amount ought {said} to be]?",
        "[Your reply was|What I have from you is] {said}, [and it does not solve the task|but the task "
        "needs another number]. [Where in your work would you search for a reason|Can you spot a line to "
        "change]?",
        "[Maybe|Possibly] {said} is correct for one part only. [How many parts has the task|Into which "
        "parts can the task be divided]?",
        "[I believe there was|Surely there was] some thought behind {said}. [Will you share it|Would you "
        "put it into a sentence]?",
        "[Quickly estimate|Make an estimate of] the result [before anything else|as the first thing]. "
        "Does {said} lie [within it|in that range]?",
        "[Read slowly and count|Count] the facts in the task. [How many of these support|Are there any "
        "that contradict] {said}?",
        "[There was something missing|A piece may be missing] when you got {said}. [Might a small word "
        "have escaped you|Can you see a fact without a use]?",
        "[Please defend|Can you support] {said} with [one fact|two facts] from the task: [which do you "
        "select|where do they stand]?",
        "[I am looking for|What we want is] another number than {said}. [Could the last step be left out "
        "by accident|Was the last step perhaps forgotten]?",
        "[Let me put it differently|To say it differently]: the task leads to some amount that isn’t "
        "You give {said}. [What kind of amount must it be|In what unit must it come]?",
        "[Draw|Make] a bar for [each|every] amount in the task. [How long is the bar for|Does any of the "
        "bars show] {said}?",
        "[Try out|Use] a smaller version of the same task. [Would your way to {said} work there|Is the "
        "way to {said} still sensible there]?",
        "[It can help|It often helps] to say the task to somebody else. [At what moment would you "
        "mention|Would they, too, think of] {said}?",
        "{said} [would mean|means] something in real life. [Is this believable|Could that really happen]?",
        "[A test with opposites|An inverse operation] can tell whether {said} holds. [Which inverse would"
        " you use|Will you carry it out]?",
        "[Maybe the step to|Perhaps the move to] {said} was made too soon. [What had to be known by "
        "then|Was all you needed known by then]?",
        "[You and I|We both] want to know why {said} came out. [Shall we begin at the end or at the "
        "start|Which line do we inspect]?",
        "[Often the units|Sometimes the units] explain a wrong result. Does {said} come in [minutes, "
        "metres, money|a unit such as hours, kilograms, pounds] or in something else?",
        "[Think once more of|Return to] the unknown. [Once found, what would you know|What does it "
        "measure], and is that {said}?",
        "{said} [contradicts my result|was not confirmed]. [Do we read the same facts|Could one of us "
        "misread a fact], do you suppose?",
        "[Make two columns|Take two columns], one for facts and one for steps. [To which step goes|Beside"
        " which step stands] {said}?",
        "[The next try may be closer|You can come closer] than {said}. [What information has not been "
        "looked at|Which fact has been of no use so far]?",
    ),
    "bare_given": (
        "{said} is one of the numbers we were given. What does the question want you to [do|calculate] "
        "with it?",
        "I see {said} in the text itself. Which other number has to be [combined|compared] with it?",
        "You have chosen {said}, which the question tells us. Which quantity are we to find?",
        "Since {said} is given, the answer probably needs a calculation. Which one would you try first?",
        "The number {said} is known from the start. How could it help us towards the [unknown|answer]?",
        "In the text, {said} describes something. What does it describe, and what is asked for instead?",
        "That {said} stands in the question already. What [changes|happens] between it and the end?",
        "Good, you have found {said} in the text. What else are you told that you could use [with it|too]?",
        "A given number such as {said} is seldom the whole answer. What would your next step be?",
        "My check wants something other than {said}, which we could simply read. What has to be worked out?",
        "We can both read {said} in the question. Why would nothing need to be done to it?",
        "Starting from {said} is sensible, as it is given. Should the result be [more than that, or "
        "less|larger or smaller]?",
        "Please find the place where {said} is mentioned. What can be learned from the sentence around it?",
        "{said} belongs to the information in the task. Which operation would you use on it, and why?",
        "The words {asked} are what you should answer. What has the given number {said} to do with that?",
        "We are told {said}, and we want to know the number of {things}. What connects the two?",
    ),
}
