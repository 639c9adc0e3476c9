"""What is said to what cannot be read at all, and beside an answer that came with something else."""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
    # words in a language or script that nobody here reads
    "other_script": (
        "I read only English here, and figures in any words. What would you put as your answer?",
        "That language is beyond me, sorry. Could you give the answer in figures, or in English?",
        "Figures I can read everywhere, words only in English. What do you get?",
        "I would like to follow, but English is all I know. How does your answer look in figures?",
        "Only English reaches me, sorry. If you do not know, the button below says so for you.",
    ),
    # a program where a value is asked
    "code": (
        "That reads like a program, and I run none. Which value comes out of it?",
        "Code is not run here, so I cannot tell what it gives. What would it print?",
        "I see lines of code, and the question asks for one answer. What is it, written out?",
        "A program can find it, but only its result can be checked. What did you get?",
    ),
    # pictures and signs, nothing to read
    "only_signs": (
        "I see the face you make, but not an answer. What would you write in figures or words?",
        "Signs alone I cannot mark. What goes into the field as your answer?",
        "That may say a lot, only not to me. Could you put it in figures or words?",
        "No letter and no figure in it, so I cannot read it. What is your idea so far?",
    ),
    # right for the question before this one
    "one_before": (
        "{said} was the answer to the one before; this asks something new.",
        "With {said} you had the last question right, but this is another one.",
        "That was right a moment ago: {said} belongs to the question before this one.",
        "{said} answered what was asked before, and the question has changed since.",
    ),
    # "10, but why?", said to a right answer
    "why_beside": (
        "As to why: put it back into the question, and everything there agrees.",
        "And why it holds: read the question once more with that in place, and nothing in it objects.",
        "Why it must be so shows when you go through the question again with your answer in it.",
    ),
}
