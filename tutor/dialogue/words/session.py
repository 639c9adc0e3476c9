"""What is said around the problems: guesses that are off, coming back, and the end of a day."""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
    # a passage or an example that no longer asks for a guess
    "guesses_off": (
        "I stop asking for guesses in this lesson: you can read on at once.",
        "No more guesses in this lesson. Here it is, straight away.",
        "Having no idea is fine. For the rest of this lesson I show things first.",
        "From here to the end of this lesson you read first, without guessing.",
    ),
    "example_shown": (
        "One that is worked out, all of it. The next is yours.",
        "Follow it line by line; one like it comes next.",
        "Read it through to the end. After it you do one.",
        "Here is how one goes, from the first line to the last.",
        "This one is done for you. Look for what each line changes.",
        "All lines of it, in order. Yours comes right after.",
        "See where each line comes from; then try one yourself.",
        "A whole one to look at first. You take the next.",
    ),
}
