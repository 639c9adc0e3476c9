"""What is said where the learner showed sums: what holds in them, and one question.

`{sum}` is a sum of theirs; where it is called right, it was checked. `{left}` is its left side, or that of
one that does not hold, `{value}` the right side, `{number}` a number of the question that is in none of them.
Where known: `{kind}` is the name of the operation; `{added}`, `{taken}`, `{times}` and `{shared}` are a sum
with that one operation; `{part}` is a number on the left, `{thing}` what the learner says the result counts,
`{things}` what the question wants the number of, `{asked}` its own words.
"""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
    "sum_false": (
        "{sum} needs a closer look. Can you work out {left} again and tell me what comes out?",
        "{left} does not come to {value}. [How did you calculate it|Could you do it again in writing]?",
        "One line needs checking, namely {sum}. What is its left side equal to?",
        "I get a different result for {left}. Could you show me [the steps that led|how you came] to "
        "{value}?",
        "The two sides of {sum} are not equal. Which of them is larger?",
        "Please estimate {left} with round numbers. Is {value} close to your estimate?",
        "Before we talk about the plan, please check {sum}. Where could the slip be?",
        "Try working backwards from {value} to test {left}. Do you come back to where you started?",
        "Your plan may well be right, but {left} is not {value}. What is your result on paper?",
        "There is a mistake in {sum}. Can you find it by going in smaller steps?",
        "Something is not right in {sum}: could it be a sign, a digit, the order or something else?",
        "What does a calculator show for {left} instead of {value}?",
        "You could do {left} in two easier steps. What comes out of the first one?",
        "The result {value} does not belong to {left}. Which calculation would really give it?",
        "Try {left} afresh, without looking at {value}. Which result comes this time?",
        "I stopped reading at {sum}, because it does not hold. Which number in it would you change?",
        "Is there a second method for {left}, and does it give {value} as well?",
        "Should the result of {left} be more than {value}, or less, and how do you know?",
        "Can you explain to me, line by line, how {left} became {value}?",
        "Look at each number in {sum} once more. Is it the number that you meant to write?",
        "It is not true that {sum}. What should the result be?",
        "For {left}, the value {value} does not pass my check. Which part did you do in your head?",
        "Please go through {left} slowly. At which moment does {value} appear?",
        "The arithmetic in {sum} needs a correction. How does it look when you write it out in full?",
        "Let’s settle {left} before anything else. Which number do you find now, if not {value}?",
        "My result for {left} is not {value}. Do you see what may have happened?",
    ),
    "sums_then_false": (
        "{sum} is correct, so now look at {left}: does that really come to {value}?",
        "Your line {sum} is without a mistake. When you do {left} again, what is the result?",
        "I agree with {sum}, but not with {value} afterwards. Which steps do you take for {left}?",
        "Your first result is right, {sum}. The step with {left} is not: what does your check give?",
        "As far as {sum} everything holds. After it, is {value} really the value of {left}?",
        "We can keep {sum}, as it is true. Would you do {left} once more and say what you find?",
        "The line {sum} is fine; the one with {left} needs a correction. What should stand instead of "
        "{value}?",
        "That {sum} is certain. How close is {value} to a rough estimate of {left}?",
        "Well calculated up to {sum}. For {left} I do not get {value}: which steps did you take?",
        "There is no error in {sum}, but there is one in {left}. Can you find it?",
        "It is right that {sum}. Does a calculator also give you {value} for {left}?",
        "Since {sum} holds, we only need to look after it. Which calculation did you mean by {left}?",
        "I checked both: {sum} is correct and {value} for {left} is not. What comes out when you go slowly?",
        "With {sum} there is no difficulty, as it holds. Try {left} in smaller steps: what is the first?",
    ),
    "sum_unused": (
        "{sum} is right, and the question also mentions {number}: what does that number describe?",
        "Your calculation of {sum} was done well and holds. [Where do you think the {number} from the "
        "text comes in|For what purpose might {number} be used]?",
        "The arithmetic in {sum} holds. [Have you used the {number} anywhere|Could a sentence about "
        "{number} have gone unused]?",
        "I agree that {left} is {value}. [Of which fact in the question is {number} a part|Do you see how"
        " {number} is connected with this]?",
        "You calculated {left} properly. Please read the part with {number}: does it change anything?",
        "Correct, {sum}. I do not see {number} in your message: is it needed?",
        "Yes, {left} gives {value}. [How would the {number} affect that, if at all|Does {number} make a "
        "further step necessary]?",
        "No mistake has been made in {sum}. [Which step of your plan makes use of the {number}|At what "
        "point does {number} come into the story]?",
        "{value} is the correct result of {left}. [And what about the {number}, which is given as "
        "well|Could {number} tell us how often something happens]?",
        "That step is right, {sum}. [Does the {number} belong before it, after it or not in it at "
        "all|What would the text be without {number}]?",
        "I checked {sum} and it is correct. Please look for {number} in the text: to what does it refer?",
        "In {sum} your calculation holds. [Could we find the answer without knowing the {number}|Should "
        "{number} be used first, last or somewhere between]?",
        "This line is right so far: {sum}. [Would the answer be different with another number in place of"
        " {number}|Which quantity has the value {number}]?",
        "You can keep {sum}, because it is true. [What connection do you see with the {number}|Did you "
        "read {number} as important or as extra information]?",
        "In your working {left} comes to {value}, as it should. What part does the {number} play?",
        "Right, {left} makes {value}. [Why do you think we are told about {number} too|Will {value} stay "
        "the same when {number} is used]?",
        "Your sum is sound: {sum}. [Could you tell me what {number} means in this situation|What noun "
        "stands next to {number}]?",
        "Good work on {sum}, as it is correct. [Has the {number} been taken into account as well|To whom "
        "or to what does {number} apply]?",
        "I find no error in {sum}. [Before we go on, what is said about the {number}|Does any calculation"
        " need both {value} and {number}]?",
        "{sum} has been worked out well and holds. [Does {number} concern the same thing as your "
        "{value}|Do you have a reason not to use {number}]?",
        "My own result confirms {sum}. [In what way might {number} be connected with your result|May I "
        "ask what you made of {number}]?",
        "{left} does equal {value}. [If the {number} were missing from the text, could you still "
        "answer|For which purpose is {number} stated here]?",
        "Since {sum} is correct, let’s see what is unused. [What could be done with the {number}|Can you "
        "put {number} into your own words, with its unit]?",
        "Your {kind} is right, {sum}. Would a further step with the {number} make sense?",
        "The result {value} is correct for {left}. [Is that before or after {number} is considered|Where "
        "should we write {number}]?",
        "You worked with care, and {sum} holds. [What does the sentence that contains {number} add to "
        "what you know|Do you think {number} belongs to the answer]?",
        "By itself {sum} is quite correct. [What effect should {number} have on the answer|Does the "
        "result depend on {number} too]?",
        "You have {sum}, and this is right. [Did you leave out the {number} on purpose|Is {number} "
        "something to add, to take away or to multiply by]?",
        "For {left} I get {value} too. At which point would you bring in the {number}?",
        "Correct as it stands, {sum}. [Which unit does {number} have, and is it that of {value}|Would the"
        " story be complete without {number}]?",
        "I understand {left} and find {value} as well. [Which fact in the text goes with the {number}|In "
        "what way was {number} treated]?",
        "Nothing needs correcting in {sum}. Suppose the {number} were doubled: should your answer change?",
        "Here you calculated correctly that {sum}. [Is {number} meant per item, or for the whole|Does "
        "your plan have a place for {number}]?",
        "{value} is correct as the value of {left}. [Where would you write {number} in your working|Which"
        " words come right after {number}]?",
        "Your numbers agree: {sum}. [If you made a sketch, what would {number} be in it|Might {number} be"
        " a limit or a starting point]?",
        "This much is certain: {sum}. [Which operation would bring {number} into it|If we look for what "
        "{number} counts, what do we find]?",
        "You did {left} without a mistake and found {value}. [What did you decide about {number}|Has "
        "anything been done with {number} so far]?",
        "I see no error in your {sum}. [Does it tell us everything while {number} is not used|Could "
        "{number} be of use as well]?",
        "As you say, {left} is {value}. [Does {number} come into play earlier, or only later|In which "
        "step could {number} appear]?",
        "You are right about {sum}. [The text gives {number} too, so what is it for|Are {number} and "
        "{value} measures of the same quantity]?",
        "The check finds {sum} in order. [Had you a reason for not using the {number}|Have you noticed "
        "{number} while reading]?",
        "We may rely on {sum}. Tell me how you understand the words around {number}: what do they say?",
        "Your {kind} {sum} was done correctly. Is another calculation needed, one that involves {number}?",
        "Exactly, {left} has the value {value}. What would happen if you took {number} into the calculation?",
        "I have no doubt about {sum}. [How are {number} and {value} related|Is the information about "
        "{number} already contained in {value}]?",
        "{left} was worked out properly as {value}. [Does the {number} make the answer bigger, smaller or"
        " neither|With what is {number} compared]?",
        "The two halves of {sum} match. Look at the {number}: is it a fact you need here?",
        "True, {sum}. Let’s list the given numbers: how would you label {number}?",
        "A careful calculation, since {sum} does hold. [Which of your steps was meant to include "
        "{number}|Could you describe what {number} measures]?",
        "The value of {left} is indeed {value}. [Could the {number} be a condition that has to be "
        "met|What would {number} be in a picture]?",
        "As a calculation, {sum} has nothing wrong with it. [When is {number} important in the text|Does "
        "anything happen {number} times]?",
        "That is fine: {sum}. [Was the {number} left for a later step|When would {number} start to matter]?",
        "Your {value} {thing} follow correctly from {left}. Has the {number} anything to do with them?",
        "You correctly found {value} {thing}. Should {number} be used together with these {thing}?",
        "{sum} is without error. How does {number} influence the number of {things}?",
        "Your step {sum} has no mistake in it. To find the number of {things}, do you need {number} as well?",
        "Correctly done: {sum}. Would there be more {things}, or fewer, if {number} were larger?",
        "You are correct that {sum}. For answering {asked}, does {number} matter?",
        "Your result holds, {sum}. Read {asked} again: should {number} be part of the working for this?",
        "The {part} in {sum} was used correctly. What about {number}, which the text gives too?",
        "[Well done|Good work] on {left}, where {value} is right. Which [sentence|part] has the {number} "
        "in it?",
        "The calculation with the result {value} is correct. How does {number} [enter|come into] your plan?",
        "The line with {sum} holds. [If you had to use {number} next, what would you do with it|What can "
        "be found out with the help of {number}]?",
        "I get {sum} as well. Perhaps you have already thought about {number}: what is it there for?",
        "{sum} is true. [Imagine|Suppose] that {number} were left out of the task: would anything be lost?",
        "We have the same value for {left}, namely {value}. [What does {number} tell you that {value} "
        "does not|Must {value} be changed because of {number}]?",
        "I see that {left} makes {value}, and that is right. Does the {number} seem "
        "[unimportant|unnecessary] to you?",
        "[Certainly|Of course] {sum} holds. [Which thing in the text comes with the number {number}|Let "
        "me turn to {number}: what is it telling you]?",
        "There is nothing to [change|correct] in {sum}. [How is {number} used, when you look at it "
        "again|Would leaving out {number} be safe]?",
        "From {left} you [rightly|correctly] get {value}. Could {number} describe a change that happens "
        "[afterwards|later]?",
        "The result {value} was found correctly. Do you have a [plan|use] for the {number} too?",
        "It’s correct that {left} [gives|makes] {value}. [When {number} is added to the picture, what "
        "changes|Is it possible that {number} has to be used before this]?",
        "I have nothing to add to {sum}, which holds. Still, {number} is in the text: how did you "
        "[understand|read] that part?",
        "When I look over {sum}, everything holds. I only miss the {number}: where could it belong?",
        "It is correct to say {sum}. [Does|Will] {number} have to be combined with that result?",
        "There is a correct step here, {sum}. [In what order would you use {value} and {number}|For which"
        " purpose do we have {number}]?",
        "You have done {left} well to find {value}. [Which person or thing comes with {number}|Which "
        "meaning has {number}]?",
        "There is no mistake up to here, {sum}. What would a [sketch|drawing] with the {number} in it "
        "look like?",
        "[Thanks|Thank you] for writing {sum}, a correct step. [Where could the {number} make a "
        "difference|Has {number} been taken care of in an earlier line]?",
        "{sum} needs no correction. Please compare your working with the text: was {number} overlooked?",
        "I have worked through {sum} and it holds. [Is it the whole working, or is there a step with "
        "{number}|Does {number} refer to each thing or to everything]?",
        "Up to {sum} I can follow you, and it holds. [Can the task be finished without {number}|Can "
        "{number} be turned into the unit of {value}]?",
        "{value} is what {left} comes to. [Does {number} stand for an amount, a price, a time or "
        "something else|Which step would be different with a smaller {number}]?",
        "To find {left} was done correctly as {value}. Might {number} have something to do with the goal?",
        "In {sum} left and right agree. Is a step with {number} still missing?",
        "Every part of {sum} holds. We [come|turn] to {number} next: for what is it given?",
        "{left} leads to {value}, as you say. Do you think that the {number} is needed for the final step?",
        "Your {value} comes correctly from {left}. Is {number} of the same kind as these numbers, or of "
        "another kind?",
        "When I [test|check] {left}, I find {value} too. What happens to the result once {number} is "
        "included?",
        "You have proved that {sum}. Does the task mention {number} as something that is [fixed|given] or"
        " that changes?",
        "The numbers are added correctly in {added}. Should {number} be part of this total, or is it for "
        "another step?",
        "The numbers in {added} add up as you say. Was there a reason for leaving {number} aside?",
        "Your addition to get {added} holds true. Should the {number} be dealt with separately?",
        "The subtraction is done well in {taken}. Was the {number} there at the start, or only later?",
        "You know how to subtract, as {taken} is correct. Could {number} be used as well?",
        "You have the difference right in {taken}. Does {number} change what is left?",
        "The multiplication is done well in {times}. Does {number} say how often something happens, or "
        "how much it is?",
        "You have the right product, {times}. Must the product be combined with {number}?",
        "Your multiplication in {times} was done well. Does the {number} belong to one of the groups?",
        "You have the product right in {times}. What kind of quantity would {number} be?",
        "The division is done well in {shared}. Does the {number} fit in with the shares?",
        "Dividing gives what you write in {shared}. Was {number} part of the whole that you divided?",
        "You have the quotient right in {shared}. Does the {number} have to be considered before dividing?",
        "{sum} is correct, and I am happy with it. [To what does the number {number} belong|What follows "
        "from {number}, then]?",
        "{sum}, you write, and I find the same. [For what purpose is {number} mentioned|Did you come "
        "across {number} in your plan]?",
        "When checking {left}, I arrive at {value} like you. [May {number} change the outcome|Was "
        "{number} looked at too]?",
        "Your way of calculating {left} is right. [By {number}, what is being described|Are there "
        "important words around {number}]?",
        "Entirely correct, {left} is {value}. [Say what you know about {number}|Tell me about {number}]: "
        "is it an amount or a number of times?",
        "In this we agree, {sum}. [Is any step of yours built on {number}|With what would you combine "
        "{number}]?",
        "As to {sum}, the check says yes. [How important is {number}|Of what importance is {number}], in "
        "your view?",
        "{value} is a true result for {left}. [Would a larger {number} change it|Is it independent of "
        "{number}]?",
        "For {left} you give the true value, {value}. [Was {number} harder to place|Have you an idea "
        "about {number}]?",
        "I can tick {sum} as true. [On which line do you need {number}|Is {number} for a line below it]?",
        "When I do it myself, {left} makes {value} as well. [Is {number} then still to come|Have you any "
        "plans for {number}]?",
        "All right, {sum} holds. [With {number} in hand, can more be found out|Which sentence explains "
        "{number}]?",
        "You and I share the result {value} for {left}. [Which way of using {number} would you choose|Do "
        "we need {number} as well]?",
        "You obtained {value} from {left} without any slip. [Is {number} hidden in one of those "
        "numbers|Have we forgotten {number}]?",
        "{value} is indeed the result of {left}. [And {number}, is it a detail we need|Should {number} "
        "have been used]?",
    ),
    "sum_stands": (
        "{sum} is right, so let me ask: [what does the {value} stand for in the question|does the number "
        "{value} belong to a person or thing]?",
        "Your calculation {sum} is correct. [Is {value} the thing to be found, or do you need another "
        "step|Did you take every number in it from the text]?",
        "The arithmetic holds: {sum}. [Why are these the numbers to put together here|Which fact made "
        "this step necessary]?",
        "I checked {sum} and found nothing wrong. [Which sentence made you do this calculation|By which "
        "steps would you finish from here]?",
        "You worked out {left} correctly. [In words, what have you found|What would change if you drew "
        "the facts as a diagram]?",
        "Yes, {left} gives {value}. [What remains to be done before the question is answered|Can you say "
        "what you still want to find]?",
        "{value} is the right result for {left}. [How does it help you to find the answer|Does the text "
        "ask about all of this, or about one share]?",
        "There is no mistake in {sum}, so let’s talk about the plan. [What was this step meant to "
        "find|Could there be a step that has to come first]?",
        "That calculation is sound: {sum}. [Could you name the unit of {value}|What kind of amount is "
        "{value}]?",
        "It is true that {sum}. Please read the end of the question again: what does it want to know?",
        "Since {sum} is correct, we can look at the rest. [Which other steps did you take|Do the units on"
        " both sides match what is asked]?",
        "In {sum} everything is calculated correctly. [What does each of the numbers mean|Would a friend "
        "know from this line what {value} counts]?",
        "Correctly calculated, {left} makes {value}. [From which sentences do its numbers come|What were "
        "you thinking of as you chose these numbers]?",
        "I agree that {left} comes to {value}. [What made you choose this operation|Which of the given "
        "numbers have you left aside so far]?",
        "Your working is right at {sum}. [Can the result be put into a full sentence|What makes this "
        "calculation fit the situation]?",
        "The result {value} is correct for {left}. [Does the question ask for exactly this quantity|Do "
        "you need to do this more than once]?",
        "We can rely on {sum}. [Which number from the text would you look at next|Has something happened "
        "in the text before this amount comes into play]?",
        "So {left} does equal {value}. [If you put {value} back as the answer, does everything agree|May "
        "we compare it with a quick estimate of the answer]?",
        "As arithmetic, {sum} is fine. [Does the situation call for this operation, or a different "
        "one|Should something still be added or taken away]?",
        "What you show in {sum} is perfectly correct. [How would the next line of your working begin|How "
        "does it follow from what you read]?",
        "You can keep {sum}, because it is correct. [Has any information gone unused|What name would you "
        "give to that quantity]?",
        "{left} was calculated correctly as {value}. [What do the numbers in it describe|Where does this "
        "lead you]?",
        "I have no objection to {sum}, since it holds. [With which words would you explain to a classmate"
        " why it is needed|If you wrote {value} into the last sentence, would the sentence be true]?",
        "For {left} I also get {value}. Do you expect the answer to be larger than that, or smaller?",
        "Right so far, {left} is {value}. [Is this the amount for a single item, or for all of them|What "
        "comes after it]?",
        "My check agrees with {sum}. [In a drawing of the situation, where would {value} appear|Does each"
        " number stand for what you think it does]?",
        "Both sides of {sum} are equal. [Which words in the question led you to this step|Could you put "
        "the whole plan into one sentence]?",
        "The step {sum} contains no error. [Is it the first thing to work out, or does another come "
        "before it|Is this the beginning, the middle or the end of your plan]?",
        "Nothing needs changing in {sum}. [Do its numbers all refer to the same thing|How many of the "
        "facts have you used by now]?",
        "You have shown correctly that {sum}. [To which question would that be the complete answer|Which "
        "words would you mark as the most important]?",
        "You have {value} for {left}, and so have I. [Which quantity did you want to know then|Are you "
        "looking for something larger than {value}]?",
        "We now know for certain that {left} equals {value}. [What can be worked out from there|Should "
        "anyone choose another operation, what might you tell them]?",
        "I can confirm {sum}. Now think about the {part} in it: where does it come from?",
        "Your {kind} is correct: {sum}. What in the text suggested {kind} to you?",
        "The {kind} {sum} was done properly. Would any other operation suit the situation better?",
        "In the correct line {sum}, what does the {part} describe?",
        "You are right about {sum}. Is the {part} a given number, or one you worked out yourself?",
        "Your result of {value} {thing} follows correctly from {left}. Which {thing} are meant by that?",
        "You correctly get {value} {thing}. Are there other {thing} that still have to be considered?",
        "It is right that {left} makes {value} {thing}. Is a number of {thing} what you need in the end?",
        "A number of {things} is wanted. Correct as it is, does {sum} already tell you that number?",
        "Your step {sum} holds good. In which way can you get from there to the number of {things}?",
        "As you say, {left} gives {value}. Would you expect that many {things}, and why?",
        "This is free of mistakes: {sum}. What has it to do with the {things} you were asked about?",
        "{sum} is worked out correctly. Does it answer {asked}, or only a part of that?",
        "True, {left} is {value}. In what way can this be used to answer {asked}?",
        "Well calculated, {sum} holds. [What comes next, and with which numbers|Has every person or "
        "object in the text been included]?",
        "So far this is right: {sum}. [Does the text say anything that happens after that|Is a "
        "percentage, a fraction or a rate mentioned that you should look at]?",
        "Good, I find your {sum} correct as well. [How could you check whether {value} is sensible as the"
        " answer|What would the next calculation contain]?",
        "I can follow {left} and agree with {value}. [Which idea was behind it|Could the order of events "
        "matter here]?",
        "You did {left} without a mistake. [Is the {value} a total, a difference or something else|Do you"
        " know how long, how often or how many times this happens]?",
        "The numbers in {sum} are combined correctly. [Were they all given, or did you find some of them "
        "earlier|Which quantity is it that you calculate here]?",
        "That {left} comes to {value} is beyond doubt. [Does it fail to meet a condition in the text|Can "
        "the situation be told again with {value} in it]?",
        "I accept {sum}, since both sides agree. [Under which condition could {value} be the answer|What "
        "is known now, and what is still missing]?",
        "{sum} passes my check. Does anything in the situation happen more often than you have counted?",
        "Your arithmetic in {sum} is accurate. [What is it that you still do not know|Does it describe "
        "one day, one person, one thing or more than that]?",
        "Indeed, {left} equals {value}. Would a rough estimate of the answer be near that?",
        "One thing is settled: {sum}. [Which quantity in the question does {value} belong to|Would it "
        "help to label each number with its meaning]?",
        "A correct calculation, {sum}. [If you changed the order of your steps, where would it go|Is the "
        "question about a change or about a final amount]?",
        "In your message {sum} holds. [Would you stop at {value}, or go on|How do you get this line from "
        "the words of the text]?",
        "{left} really is {value}. [What happens in the part of the text with these numbers|What relation"
        " does this have to the goal]?",
        "Exactly, {sum}. Please compare {value} with the numbers you were given: does its size make sense?",
        "On {sum} we agree. [What would be a short name for what {value} measures|Have you checked what "
        "exactly is to be found]?",
        "Let’s note that {sum} was well calculated and holds. [Are there facts that you still have to "
        "bring in|Should you go on with {value} or start from other numbers]?",
        "No correction is needed for {sum}. [Was anything done before this line|Do any of the facts limit"
        " what {value} can be]?",
        "You found {value} correctly from {left}. [Does the task want this amount, or one that depends on"
        " it|Judging by the story, would you expect so much]?",
        "I trust your {left}, as it does give {value}. May I hear the words that it is based on?",
        "With {sum} one part is done correctly. [Can you describe the part that is left|Does this depend "
        "on an earlier result of yours]?",
        "Careful work: {left} does make {value}. What question did you ask yourself at this step?",
        "There’s nothing wrong with {sum} itself. [Does {value} have the unit that the answer should "
        "have|Is this what a reader of the task would want to know]?",
        "I went through {sum}, and the calculation is sound. [Should this quantity be compared with a "
        "second one|How could you see from the text that nothing more is to be done]?",
        "Your {value} is right for {left}. [How would the situation look if you drew it step by step|Did "
        "the wording suggest this step, or did you guess]?",
        "[Well done|Good work] with {sum}, where all is correct. Does another [fact|number] have to be "
        "[used|brought in]?",
        "I have [checked|tested] {left}, and {value} is what it gives. May I ask the [purpose|aim] of "
        "this step?",
        "The way you get {value} is right. Why did {left} seem the [natural|best] thing to do?",
        "[Certainly|Of course] {left} comes to {value}. In which [unit|units] would you give that?",
        "Your line {sum} is correct as it [stands|is]. Would you tell me what its [first|second] number "
        "refers to?",
        "{sum} is true, but a true [sum|line] can still answer another question. [Which one does it "
        "answer|Do you use the same unit from beginning to end]?",
        "[This|That] part is fine: {sum}. Where would you [place|put] it among all the steps you need?",
        "We agree that {left} results in {value}. Could you name the [aim|goal] in words?",
        "You have calculated {value} from {left} without error. What told you [which|what] numbers to take?",
        "The equals sign in {sum} is justified. Does the [task|text] compare these two "
        "[quantities|amounts] as well?",
        "[Correct|Right]: {left} amounts to {value}. [Imagine|Picture] the situation: what is it that "
        "comes to {value}?",
        "I find {sum} correct. Have you [got|noticed] a number that describes the same thing as {value}?",
        "There is no [problem|difficulty] with {sum}. Please [underline|point out] what you have to find."
        " How is it linked with this line?",
        "From {left} you [rightly|correctly] get {value}. Should this be [added to|combined with] another"
        " amount?",
        "{value} was found correctly. What [led|brought] you to work out {left} rather than something else?",
        "Everything in {sum} is as it should be. Which [condition|fact] in the task could still change "
        "the result?",
        "It’s correct that {left} [gives|makes] {value}. [Is your aim to find a part or a difference|Was "
        "there a result before that, was it right too]?",
        "[Looking|Going] over {sum}, I see nothing to correct. How many [further|other] steps will you "
        "need, do you think?",
        "Your {left} is [worked out|calculated] correctly. [For whom or for what do you now know "
        "{value}|Can you think of a fact that speaks against {value} as the answer]?",
        "You are right to say {sum}. How might one [check|test] whether {value} can be the answer?",
        "[Both|All] numbers in {left} are handled correctly. Is {value} an amount that the task "
        "[mentions|talks about]?",
        "I see a correct step, {sum}. Which idea [connects|links] it with the question?",
        "Yes, I also find {sum}. Try it in the text as the answer: does anything [become|turn out] false?",
        "{left} leads to {value}, as you say. [Can|Could] you show me that step in a [diagram|drawing]?",
        "The result is right, {sum}. [Look|Check] how often each fact is needed: was anything counted too"
        " often or too seldom?",
        "The value of {left} was [calculated|found] correctly, {value}. [Did we miss out any sentence so "
        "far|On what information is this line based]?",
        "We have this for certain: {sum}. To which person or thing in the text does {value} [belong|refer]?",
        "That {sum} needs no [change|correction]. In your opinion, what should be done with {value} now?",
        "[Thanks|Thank you] for showing {sum} so clearly, for it is correct. [Can|Could] you say why it "
        "comes at this point?",
        "A sum like {sum} is correct in itself. What makes it the sum for this [task|situation]?",
        "{value} is what {left} comes to. Would the question still be [open|unanswered] if you wrote that"
        " down?",
        "I can follow you as far as {sum}, and it holds. How did you [plan|intend] to use that result?",
        "The {part} and the rest of {sum} are combined correctly. Why does the {part} belong there?",
        "You took the {part} for {sum} and calculated correctly. How does the text introduce this number?",
        "You have added correctly in {added}. Do all of these numbers count the same [kind of thing|thing]?",
        "You added without a mistake in {added}, so let’s see: does the text ask for everything together,"
        " or for something else?",
        "You have the total right in {added}. Should anything not be [part of|included in] it?",
        "I get the same total, {added}. Is something missing from the list of things you added?",
        "Your addition is right: {added}. Which parts make up this total, in [words|your own words]?",
        "You have subtracted correctly in {taken}. Which amount do we have at the start, and how much "
        "goes away?",
        "You subtracted properly, as {taken} holds. Do we learn from it what is left, or how much two "
        "things differ?",
        "The difference is correct, {taken}. What are the two [things|amounts] that you compare?",
        "Your subtraction {taken} gives the true difference. Is that all that has to be taken away?",
        "I agree with the difference in {taken}. What should be subtracted, and from what?",
        "You have multiplied correctly in {times}. Which number tells how many groups there are?",
        "You multiplied properly to get {times}, but how many times does this amount really occur in the "
        "text?",
        "The product is correct, {times}. Which amount is repeated, and how often?",
        "Your multiplication {times} holds as well. Which number is the amount for one, and which says "
        "how often?",
        "I agree with the product in {times}. Does every one of them have the same amount?",
        "You have divided correctly in {shared}. Which amount is shared out, and among how many?",
        "You divided properly in {shared}. Does the result belong to one share, or does it count the shares?",
        "The quotient is correct, {shared}. Which thing does one of the equal parts stand for?",
        "Your division holds, as {shared}. Are the parts really all equal in this situation?",
        "I agree with the division in {shared}. Why does this amount have to be split up?",
        "I’m happy with {sum}, as it is correct. [What were the reasons to begin there|Does the text "
        "contain a hint on how to continue]?",
        "{sum}, you calculate, and so do I. [Of which thing is that the amount|Are you done, or are there"
        " more steps]?",
        "On checking {left}, I arrive at {value} like you. [How is it related to the goal|Is there one "
        "step more to the goal]?",
        "The way you calculate {left} is right. [For what do we need|Where will you use] the {value}?",
        "Quite right, {left} is {value}. [Say what sort of number you are searching for|Describe the "
        "number you search for]: should it be whole, and how large?",
        "There I agree, {sum}. [What made it seem enough|Which fact came last in your working]?",
        "As to {sum}, it is true. [Have the people in the story done anything else|Is there more to the "
        "story than this]?",
        "{value} is a correct value for {left}. [In the story, when is this amount reached|Who in the "
        "story would want to know it]?",
        "You had no difficulty with {left}, as {value} is correct. [Was it harder to choose what to "
        "calculate|Why did you take that step and no other]?",
        "Let me tick {sum} as true. [Would another reader see why it is there|How does one see that it "
        "belongs here]?",
        "By my own calculation, {left} makes {value} as well. [Might the goal be a different amount|Do "
        "you have the goal written down somewhere]?",
        "Agreed, {sum} holds. [Can each number be traced to a sentence|To which sentences can its numbers"
        " be traced]?",
        "We share the result {value} for {left}. [Could it be the final answer, going by the text|Does "
        "the text say more about it]?",
        "You got {value} from {left}, and that stands. [Does another amount have to be added to it|With "
        "which amount will it be compared]?",
        "The value {value} has been reached correctly by {left}. [How does your plan go on from "
        "here|Which steps are left in your plan]?",
    ),
    "sum_rounded": (
        "Rounded, {sum} is right. And what does the part after the decimal point mean in this situation?",
        "You rounded in {sum}, and that is accurate enough. Should the result go up or down here, and why?",
        "{sum} holds apart from rounding. Can the answer be a fraction, or must it be a whole number?",
        "To the places you give, {sum} is accurate. What does such a number describe here?",
        "Apart from rounding I agree with {sum}. Why did you choose this calculation?",
        "It is nearly exact that {sum}, since you rounded. Is that result what you were asked to find?",
        "In {sum} you rounded as one should. What has to be done with what is left over?",
        "The calculation {sum} is correct when rounded. Which of its numbers were given in the question?",
        "As a rounded value, {sum} is fine. In what form will you write your final answer, and with which"
        " unit?",
        "With rounding, {sum} is true. What would be the next step towards the answer?",
    ),
}
