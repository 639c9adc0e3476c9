"""Verdicts in few words, so that every kind says the same thing in the same way. Decides nothing."""

from __future__ import annotations

from dataclasses import replace

from tutor.grading import show
from tutor.grading.tree import MathsError, Node
from tutor.types import Finding, Outcome, Verdict

# A right value in the wrong form earns no more than this: it may be the question sent back.
FORM_SCORE = 0.25


def correct(reason: str, *, form: Finding = Finding.UNCHECKED) -> Verdict:
    return Verdict(Outcome.CORRECT, 1.0, reason, value=Finding.OK, form=form)


def incorrect(reason: str) -> Verdict:
    return Verdict(Outcome.INCORRECT, 0.0, reason, value=Finding.WRONG)


def wrong_form(reason: str) -> Verdict:
    return Verdict(Outcome.PARTIAL, FORM_SCORE, reason, value=Finding.OK, form=Finding.WRONG)


def unsure_form(reason: str) -> Verdict:
    """A right value whose form could not be judged."""
    return Verdict(Outcome.PARTIAL, FORM_SCORE, reason, value=Finding.OK, form=Finding.UNCHECKED)


def partly(right: int, parts: int, reason: str) -> Verdict:
    """Some parts of an answer are right. Less than half earns nothing: guesses do that well."""
    share = right / parts
    if share <= 0.5:
        return incorrect(reason)
    return Verdict(Outcome.PARTIAL, min(FORM_SCORE, share / 2), reason, value=Finding.WRONG)


def showing(verdict: Verdict, misconception: str) -> Verdict:
    """The same verdict, on an answer that shows a named wrong idea."""
    return replace(verdict, misconception=misconception)


def not_an_attempt(reason: str) -> Verdict:
    return Verdict(Outcome.NOT_AN_ATTEMPT, 0.0, reason)


def cannot_check(reason: str) -> Verdict:
    return Verdict(Outcome.CANNOT_CHECK, 0.0, reason)


def undecided(how: str) -> Verdict:
    """For a comparison that ended "costly", "undefined" or "undecided"."""
    if how == "costly":
        return cannot_check("That is too large for me to work out. Can you write it in a shorter way?")
    if how == "undefined":
        return cannot_check("What you wrote has no value: it divides by zero or takes an impossible root.")
    return cannot_check(
        "I can read your answer, but I cannot tell whether it is the same. Try another form of it."
    )


def unreadable(error: MathsError) -> Verdict:
    """For a response that is not maths, or not maths that can be read."""
    if error.code == "costly":
        return cannot_check(
            "That is too long or too deeply nested for me. Can you write it in a shorter way?"
        )
    if error.code == "words":
        return not_an_attempt(f"I cannot read “{error.detail}” as maths. Write only the answer.")
    if error.code == "empty":
        return not_an_attempt("There is no answer yet.")
    return not_an_attempt(f"I cannot read that as maths: {error.detail}.")


def as_read(tree: Node) -> str:
    """The learner's own input as it was understood, short enough for a sentence."""
    text = show.plain(tree)
    return text if len(text) <= 80 else text[:79] + "…"
