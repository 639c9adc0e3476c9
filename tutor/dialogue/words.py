"""The tutor's own words: a table of slots, each with variants. Knows nothing of problems and answers.

English for now; the table gets a sibling per course language later. `{said}` is the learner's own answer,
quoted; `{text}` is authored content; `{line}` counts the learner's lines, `{before}` names what stands before
it and `{at}` the numbers that show a difference. No variant asks more than one question.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from string import Formatter

QUOTED = 60  # characters of a learner's answer that are repeated back
NAMELESS = "that"  # stands where there is nothing to quote

SLOTS: Mapping[str, tuple[str, ...]] = {
    # right
    "right": (
        "Yes, {said} is right.",
        "Right: {said} is what was asked for.",
        "Correct, {said} it is.",
        "That works: {said} checks out.",
    ),
    "right_assisted": (
        "Yes, {said} is right, and you stayed with it.",
        "Right: {said}. The help got you started, the last step was yours.",
        "Correct, {said}. On the next one, see how far you get before a hint.",
        "That settles it: {said} checks out.",
    ),
    "right_begun": (
        "Yes, {said} is right: you finished it.",
        "Right: {said}. The beginning stood there, the end is yours.",
        "Correct, {said}. That is where those lines lead.",
    ),
    "right_scaffold": (
        "Yes, {said} is right. Take that back to the question above.",
        "Right: {said}. Now use it in the question you came from.",
        "Correct, {said}. That is a piece of the question above, so go on from there.",
        "That works: {said}. Back to the question above with it.",
    ),
    # a prediction in a worked example, which nobody marks
    "example_right": (
        "{said} is how it goes on. Here is all of it.",
        "You saw it coming: {said}. The whole of it, to look back on:",
        "Just so, {said}. Here are all the lines together.",
    ),
    "example_other": (
        "You predicted {said}; here it goes on differently. Compare the two before the next one.",
        "Your guess was {said}. See where the worked one takes another turn.",
        "Hold {said} against the line below: what did it do that you did not expect?",
    ),
    "example_open": (
        "You wrote {said}. I do not mark this one: compare it with the line below.",
        "Here is how it goes on. Hold {said} against it.",
        "Thanks for predicting. See how {said} and the worked one compare.",
    ),
    "example_none": (
        "No guess needed to read on. Here is all of it.",
        "Then let’s look at it together: here is the whole.",
        "That is fine, it is new. Here is how it goes on.",
    ),
    # wrong: the tutor asks
    "probe_first": (
        "You have {said}, and I get something else. How did you go from the question to that?",
        "Not {said}, going by my check. Which step led you there?",
        "Let’s look at {said} together. What did you do first to get it?",
        "I can’t make {said} fit the question. How could you test it yourself?",
        "Something on the way to {said} went off. Where were you least sure?",
    ),
    "probe_more": (
        "Also not {said}. What did you change from last time?",
        "Now you have {said}, which does not fit yet. What does the question ask you to end up with?",
        "Still not there with {said}. Which part of your working do you trust most?",
        "I see {said} this time. If you put it back into the question, what happens?",
    ),
    "probe_partial": (
        "Part of {said} is right, but not all of it. Which part would you check again?",
        "You are close with {said}. What is still missing?",
        "Some of {said} holds up. Which bit are you least sure of?",
    ),
    "probe_form": (
        "The value of {said} is right; its form is not what was asked. How should it be written here?",
        "You have the right amount in {said}, only not in the form asked for. What could you still do to it?",
        "Nothing wrong with the value of {said}. Which form does the question ask for?",
    ),
    "misconception": (
        "You have {said}. {text}",
        "I see how {said} can come about. {text}",
        "Let’s stay with {said} for a moment. {text}",
        "About {said}: {text}",
    ),
    # wrong, by a line that can be named; the verdict above it has said what was compared
    "line_at": (
        "Put {at} into {before}, and then into line {line}. What do you notice?",
        "Try {at} in {before} and again in line {line}. Where do the two part?",
        "Take {at}, and work out {before} and line {line} with it. What has changed on the way?",
    ),
    "line_wrong": (
        "Stay with line {line} for a moment. What did you do to get it from {before}?",
        "Let’s look at line {line} together. Which step leads to it from {before}?",
        "One line at a time, from {before} to line {line}. What happened in between?",
    ),
    "line_alone": (
        "Stay with line {line} for a moment. What do you get when you work it out once more?",
        "Let’s look at line {line} together. How could you test what it says?",
        "Go back to line {line}. What does each side of it come to?",
    ),
    "line_suspect": (
        "I would look at line {line} again, though I may be mistaken. Why did you do it that way?",
        "I am not sure about line {line}. How did you come to it?",
        "Tell me about line {line}, which I could not settle by myself. What does it say in your words?",
    ),
    "line_idea": (
        "It is line {line} that I would look at. {text}",
        "Let’s stay with line {line} for a moment. {text}",
        "About line {line}: {text}",
    ),
    "unfinished": (
        "What you have so far is right, and it goes on. What would the next line be?",
        "That holds, and it is not the end yet. Which line comes next?",
        "Right so far. What is still to be done after your last line?",
    ),
    "copied": (
        "That is the question as it stands. What would be your first step with it?",
        "You sent back what was asked. What do you get when you work on it?",
        "Those are the question’s own words. What would you turn them into?",
    ),
    # the ladder: a line that leads to the authored hint
    "nudge": (
        "Here is something to look at.\n\n{text}",
        "A small push.\n\n{text}",
        "Start from here.\n\n{text}",
        "One thing that may help.\n\n{text}",
    ),
    "point": (
        "A bit more to go on.\n\n{text}",
        "Here is the next piece.\n\n{text}",
        "Let me be more definite.\n\n{text}",
        "This goes one step further.\n\n{text}",
    ),
    "scaffold": (
        "Let’s take a smaller question first.\n\n{text}",
        "Here is a piece of it to do on its own.\n\n{text}",
        "Try just this part.\n\n{text}",
        "Leave the whole for a moment and do this much.\n\n{text}",
    ),
    "rung_after_try": (
        "Not {said} yet. This should help.\n\n{text}",
        "You tried {said}; that is not it. Look at this.\n\n{text}",
        "I can’t agree with {said}. Here is something to go on.\n\n{text}",
        "So {said} does not fit. Take this and try again.\n\n{text}",
    ),
    "rung_after_repeat": (
        "You sent {said} before, and it still does not fit. Here is something new.\n\n{text}",
        "That is {said} again. Let’s come at it from another side.\n\n{text}",
        "Same answer, {said}, same result. This may get you further.\n\n{text}",
    ),
    "rung_after_near": (
        "You are close with {said}. This is about the rest.\n\n{text}",
        "Some of {said} is right. For what is left, look at this.\n\n{text}",
        "Keep what is good in {said} and add this.\n\n{text}",
    ),
    # an open scaffold
    "scaffold_retry": (
        "Not {said} for this smaller one. What else could it be?",
        "On the smaller question {said} does not fit. Want to give it one more go?",
        "Hm, {said} is not it here. What does this smaller question ask for, in your words?",
    ),
    "scaffold_told": (
        "For this smaller one it is {text}. Take that back to the question above.",
        "It comes to {text}. With that in hand, go on with the question above.",
        "Here I’ll say it: {text}. Now use it in the question above.",
    ),
    "scaffold_left": (
        "Fine, we leave the smaller question. What would you try on the one above?",
        "Back to the question above, then. Where would you begin now?",
        "Let’s put the smaller one aside. What do you make of the question above?",
    ),
    # the end of the ladder
    "offer_reveal": (
        "That is all the help I have written down. Try once more, or ask again and I’ll show this one; "
        "then you do one like it.",
        "I have no hints left. Ask once more and I’ll show how it goes, and you do one like it after that.",
        "We have used every hint. Another try, or shall I show this one and then you do one like it?",
    ),
    "no_hints": (
        "I have no written hint for this one. What would you try first?",
        "There is no hint to this one, but a guess costs nothing. What would you put?",
        "No hint has been written for this. Which part of it do you know something about?",
    ),
    "offer_guess": (
        "I have no hints left, but a guess would help us both. What would you put if you had to choose?",
        "That was my last hint. What is your best guess, however rough?",
        "No more hints here. What is the first answer that comes to mind?",
    ),
    "reveal": (
        "I’ll show this one; then you do one like it.",
        "Here is how it goes. After it you get one like it to do yourself.",
        "You have earned a look at this one. The next will be like it, and yours to do.",
        "Let’s read this one through together; one of the same kind comes next.",
    ),
    "detour": (
        "Let’s leave this one for now and go on with another.",
        "This one can wait. We’ll come at it with other numbers or from another side.",
        "I’d rather not keep you here. Let’s do another one and come back to the idea.",
    ),
    # while a learner is being placed
    "placing_right": (
        "Good, {said} it is.",
        "With {said} you have this one.",
        "Noted: {said} is right.",
        "Yes, {said} holds up.",
    ),
    "placing_on": (
        "Thank you, that tells me something. We will come back to this one.",
        "Noted. This one can wait until you want it.",
        "That helps me find your place. The answer to this one stays open for now.",
        "All right, I know a little more now. This one will keep.",
    ),
    "placing_unknown": (
        "Fair enough. Saying so helps as much as an answer.",
        "Good to know. That is one for later, then.",
        "Thanks for being plain about it. We will get to that.",
        "No harm done: now I know where not to start.",
    ),
    "placing_no_help": (
        "I give no hints while I look for where you should start. Answer it, or say that you don’t know.",
        "Help comes later: these few are only to find your place. An honest “I don’t know” is fine.",
        "This one is only for finding your level, so I keep out of it. Leave it if it is new to you.",
    ),
    # asked for the answer too early
    "ask_guess": (
        "I’ll show it once you have had a go. What would you guess?",
        "Your own try comes first, even a wild one. What would you put down?",
        "A wrong guess costs nothing here and tells me where to help. What is yours?",
        "Before I show anything: what do you think it might be?",
        "Let’s hear your idea first. Which answer would surprise you least?",
    ),
    "ask_guess_closed": (
        "Solutions stay closed in this lesson, but help does not. What would you guess?",
        "I don’t show solutions here; I do help you to yours. What would you put down first?",
        "No solutions in this lesson, only company on the way. What is your first idea?",
    ),
    "rung_after_telling": (
        "Thanks for telling me how you went. Hold it against this.\n\n{text}",
        "I can’t check words, but they help me choose what to show you next.\n\n{text}",
        "Good that you can say how you got there. See whether this changes anything.\n\n{text}",
    ),
    "rung_before_reveal": (
        "You have tried, so one bit of help first; after it I can show the rest.\n\n{text}",
        "Nearly: have a look at this before I show it all.\n\n{text}",
        "Your try counts. See whether this is enough; if not, I’ll show it.\n\n{text}",
    ),
    "ask_guess_scaffold": (
        "Have one go at this smaller question. What would you guess?",
        "Just the smaller question, and any guess will do. What do you say?",
        "I can tell you after you have tried it. What would you put here?",
    ),
    # not to be judged
    "not_an_attempt": (
        "I could not read that as an answer to this. What would you write in the answer field?",
        "That does not look like an answer yet. What do you think it comes to?",
        "I don’t know what to make of that. Could you write it as an answer to the question?",
        "Let’s try that again in the shape the question asks for. What is your answer?",
    ),
    "cannot_check": (
        "I can’t check {said} myself, so I won’t call it right or wrong. A person can look at it; "
        "could you also write it another way?",
        "My checker is not able to decide about {said}. A teacher can. Is there a plainer way to write it?",
        "I honestly don’t know whether {said} is right: I can’t check it. A person can look at it. "
        "Could you put it differently for me?",
    ),
    "remark": (
        "I can check what you put in the answer field. What would you try here?",
        "Noted. Where would you start with this question?",
        "Let’s keep the question in sight. What do you see first when you look at it?",
        "I hear you. Which part of the question should we look at?",
        "Thanks for saying so. What would be your next step here?",
    ),
    # no attempt, and nothing that a hint would answer
    "part": (
        "Go on from there: what comes out?",
        "I can’t judge a step by itself. What do you get when you carry it through?",
        "Follow that to its end. What would the next line be?",
    ),
    "question_task": (
        "All I have on this question stands in it. Which words of it would you read again?",
        "I can’t say more about it than the question does. What is given in it, in your words?",
        "The question itself is all there is to go by. What do you think it asks for?",
    ),
    "question_subject": (
        "I would be guessing at an answer to that. The passages of this lesson are the place to look. "
        "What would you try here meanwhile?",
        "That goes beyond what I have for this question, and I don’t want to guess. What do you make of it "
        "yourself?",
        "I have no sure answer to that here. Is there a part of this question you can do without it?",
    ),
    "rung_after_question": (
        "I can’t answer that in words of my own, but this may help.\n\n{text}",
        "See whether this settles it.\n\n{text}",
        "This is the nearest I have to an answer.\n\n{text}",
    ),
    "frustrated": (
        "That sounds tiring. A break is fine, nothing is lost; when you go on, would a hint help?",
        "I hear you: this one is stubborn. Stop for a while if you like, or shall we take a smaller piece?",
        "Being stuck is no fun, and it says nothing about you. Would a hint make it easier to go on?",
    ),
    "rung_after_frustration": (
        "Let’s make it smaller, then.\n\n{text}",
        "Here is something to lean on.\n\n{text}",
        "One thing at a time. Begin with this.\n\n{text}",
    ),
    "off_topic": (
        "I am of no use for that, only for the question above. What would you try there?",
        "Let’s keep that for afterwards. What do you see first in the question above?",
        "That is another subject. Where were you with this question?",
    ),
    "authority": (
        "In here I treat everybody as a learner, whoever they are. What would you try?",
        "I can’t tell who is writing, so the way is the same for all: a try comes first. What is yours?",
        "Who runs the course sees its answers elsewhere, not in this talk. What would you put here?",
    ),
    "tampering": (
        "I can’t change rules or marks, whoever asks. What would you try on this question?",
        "That has no effect in here. What is your next step with the question?",
        "How answers are marked is not in my hands. Which part of the question shall we look at?",
    ),
    # harm and despair: a person is needed, and no question is asked
    "distress": (
        "Thank you for telling me. This matters more than any question here, and I am only a program. Please "
        "talk to a person now: {contact}. If you or somebody else is in danger, call your local emergency "
        "number. Whoever runs this course can see what you wrote.",
        "I am glad you said it, and I am not the one who can help with it. Please turn to {contact}. If "
        "there is danger right now, call your local emergency number. The lesson can wait.",
        "You don’t have to carry this alone. Please reach {contact} today, and your local emergency number "
        "at once if anybody is in danger. Nothing here is more important.",
    ),
    "distress_no_contact": (
        "Thank you for telling me. This matters more than any question here, and I am only a program. Please "
        "talk to somebody you trust today. If you or somebody else is in danger, call your local emergency "
        "number. Whoever runs this course can see what you wrote.",
        "I am glad you said it, and I am not the one who can help with it. Please tell a person near you "
        "whom you trust. If there is danger right now, call your local emergency number. The lesson "
        "can wait.",
        "You don’t have to carry this alone. Please talk to somebody you trust, and call your local "
        "emergency number at once if anybody is in danger. Nothing here is more important.",
    ),
    "over": (
        "This one is done. The next question is below.",
        "We have finished this one; go on with what follows.",
        "That question is closed now. What comes next stands below.",
    ),
}


def say(slot: str, seed: int | str, heard: Sequence[str], **fields: str) -> str:
    """A variant of `slot`, filled. Deterministic in its arguments.

    Variants that are among the tutor's last words (`heard`, oldest first) come last, so the same one never
    stands twice in a row. Raise KeyError for an unknown slot or a missing field.
    """
    variants = SLOTS[slot]
    order = list(variants)
    random.Random(f"{slot}:{seed}").shuffle(order)
    variant = min(order, key=lambda one: _last_heard(one, heard))
    return variant.format(**fields)


def quote(text: str, options: Sequence[str] = ()) -> str:
    """A learner's answer as it may stand in our words: a code span of at most QUOTED characters.

    What they typed is never read as Markdown or maths; an option they picked is our own text and is.
    """
    if text in options:
        return f"“{text}”" if len(text) <= QUOTED else NAMELESS
    printable = "".join(char for char in text if char.isprintable() or char.isspace())
    plain = " ".join(printable.replace("`", "'").replace("$", "").split())
    if not plain:
        return NAMELESS
    return f"`{plain}`" if len(plain) <= QUOTED else f"`{plain[: QUOTED - 1].rstrip()}…`"


def _last_heard(variant: str, heard: Sequence[str]) -> int:
    """0 if never heard, else higher the more recently."""
    return max((place for place, words in enumerate(heard, start=1) if _made_of(variant, words)), default=0)


def _made_of(variant: str, words: str) -> bool:
    """Whether `words` may be `variant` with its fields filled: its fixed parts follow each other in it."""
    start = 0
    for place, (literal, *_) in enumerate(Formatter().parse(variant)):
        found = words.find(literal, start)
        if found < 0 or (place == 0 and found > 0):
            return False
        start = found + len(literal)
    return True
