"""What is said around the problems: guesses that are off, coming back, and the end of a day."""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
    # a passage or an example that no longer asks for a guess
    "guesses_off": (
        "I stop asking for guesses in this lesson: you can read on at once.",
        "No more guesses in this lesson. Here it is, straight away.",
        "You need not have an idea at once. For the rest of this lesson I show things first.",
        "From here to the end of this lesson you read first, without guessing.",
    ),
    "example_shown": (
        "This one is worked out from start to end. The next is yours.",
        "Follow it line by line; one like it comes next.",
        "Read it through to the end. After it you do one.",
        "Here is how one goes, from the first line to the last.",
        "This one is done for you. Look for what each line changes.",
        "All lines of it, in order. Yours comes right after.",
        "See where each line comes from; then try one yourself.",
        "Here is a whole one to look at first. You do the next.",
    ),
    # coming back on a later day: a greeting, what was done, what comes now
    "back": (
        "Welcome back.",
        "Good to see you again.",
        "Hello again.",
        "There you are.",
        "Nice that you are back.",
        "Hello, let’s go on.",
        "I am glad that you are back.",
        "Good that you came by.",
    ),
    "back_done": (
        "Last time you worked on {said}.",
        "When you were here last, it was {said}.",
        "On your last visit you did {said}.",
        "Done last time: {said}.",
        "Last time it was {said}.",
        "You did {said} on your last visit.",
        "What you did last time: {said}.",
        "From your last visit: {said}.",
    ),
    "back_got": (
        "Last time you worked on {said} and got {text}.",
        "On your last visit, over {said}, you got {text}.",
        "From last time you have {text}, after {said}.",
        "Your last visit: {said}, and {text} among what you got.",
        "Last time you did {said}, and since then you have {text}.",
        "Last time came to {said}; you got {text}.",
        "When you were here last you did {said} and got {text}.",
        "Since your last visit, with {said}, you have got {text}.",
    ),
    "back_open": (
        "{text} is still open: take it up where you left it.",
        "You were at {text}, and it is open as it was.",
        "Now: {text}, where you stopped.",
        "It goes on with {text}, which waited for you.",
        "Next is {text}, just as you left it.",
        "We are still at {text}.",
        "What is open now is {text}.",
        "Take up {text} where you were.",
    ),
    "back_due": (
        "First a look at what you have learned: {text}.",
        "Today you see this again: {text}.",
        "It is time to see {text} again.",
        "Some of it returns today: {text}.",
        "We begin with what is due: {text}.",
        "It is time for another look at this: {text}.",
        "Before anything new: {text}.",
        "Due today: {text}.",
    ),
    # coming back after a month
    "back_probe": (
        "It has been a while, so first a few questions: they show what is still there, and are not marked.",
        "After so long I ask a few things before we build on them. None of it is marked against you.",
        "Some of it may have faded meanwhile. A few questions will tell, and nobody marks them.",
        "A few questions to begin with, to see where you stand after this time. They are not marked.",
    ),
    "back_stands": (
        "You still know it. We go on where you were.",
        "Your answers say that it has stayed. On we go.",
        "You have kept it, so we go on from there.",
        "You have remembered it all this time. Let’s go on from there.",
    ),
    "back_faded": (
        "You still know {said}. Some of {text} has faded. We take that up soon.",
        "You have kept {said}. What has faded, {text}, we take up again.",
        "What you still know: {said}. What needs another look: {text}.",
        "{said} stayed with you. {text} will come up again.",
    ),
    "back_all_faded": (
        "Some of it has faded, as is usual: {text}. It comes back faster than it came the first time.",
        "After this time {text} wants another look. That is usual, and quicker than the first time.",
        "We take up {text} again. What was learned once is learned again sooner.",
    ),
    "back_unasked": (
        "Then we go on, and reviews will show what is still there.",
        "Let us just go on. What has faded will show itself.",
        "On we go, then; what was learned comes back bit by bit.",
    ),
    # the end of a day
    "summary": (
        "That was today.",
        "Here is what today came to.",
        "Today, in short.",
        "What you take with you from today.",
        "That is all for today.",
        "This is how far it went.",
        "A look back at today.",
        "Today in a few lines.",
    ),
}
