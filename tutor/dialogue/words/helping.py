"""What leads to help: worked examples, hints, smaller questions, solutions and the way past them."""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
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
}
