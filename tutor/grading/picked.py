"""Checks answers that are picked or put in place: several, order, match. Knows texts only, no maths."""

from __future__ import annotations

import re

from tutor.grading.choices import neutral
from tutor.grading.spec_choices import MatchSpec, OrderSpec, SeveralSpec, is_none
from tutor.grading.verdicts import correct, incorrect, not_an_attempt, partly
from tutor.types import Verdict

_NONE = re.compile(r"none(?: of (?:them|these|the above))?\.?", re.IGNORECASE)


def several(spec: SeveralSpec, response: str) -> Verdict:
    """Everything chosen and nothing else. Choosing all options earns nothing, unless all are right.

    That none is right is said by the word, as an empty response is no answer.
    """
    chosen, options = _lines(response), [neutral(option) for option in spec.options]
    if len(chosen) == 1 and chosen[0] not in options and (is_none(chosen[0]) or _NONE.fullmatch(chosen[0])):
        chosen = []
    elif not chosen or any(line not in options for line in chosen):
        return not_an_attempt("That is not among the options. Choose from them.")
    right = {options[index] for index in spec.correct}
    if set(chosen) == right and len(chosen) == len(set(chosen)):
        every = "You chose everything that is right, and nothing else."
        return correct(every if right else "None of the options is right, and you chose none.")
    if not chosen:
        return incorrect("Something among these is right.")
    if set(chosen) > right or not set(chosen) & right:
        return incorrect("Not all that you chose is right.")
    if set(chosen) < right:
        return incorrect("What you chose is right, but something is missing.")
    return incorrect("Not all that you chose is right, and something is missing.")


def order(spec: OrderSpec, response: str) -> Verdict:
    items, placed = [neutral(item) for item in spec.items], _lines(response)
    if sorted(items) != sorted(placed):
        return not_an_attempt("Put all the items in order, each of them once.")
    if items == placed:
        return correct("That is the right order.")
    first = next(k for k, (item, other) in enumerate(zip(items, placed, strict=True), 1) if item != other)
    return incorrect(f"The order is not right yet. Look at place {first}.")


def match(spec: MatchSpec, response: str) -> Verdict:
    right = {neutral(left): neutral(other) for left, other in spec.pairs.items()}
    known = set(right.values()) | {neutral(text) for text in spec.others}
    given: dict[str, str] = {}
    for line in _lines(response):
        pair = _pair(line, right, known)
        if pair is None or pair[0] in given:
            return not_an_attempt("Give each item on the left one partner from the right.")
        given[pair[0]] = pair[1]
    if given == right:
        return correct("Every pair is right.")
    if len(set(given.values())) < len(given):
        return incorrect("One of the partners is used more than once.")
    found = sum(right[left] == other for left, other in given.items())
    return partly(found, len(right), f"{found} of {len(right)} pairs are right.")


def _pair(line: str, right: dict[str, str], known: set[str]) -> tuple[str, str] | None:
    for left in right:
        for sign in (" = ", " → "):
            if line.startswith(left + sign) and line[len(left + sign) :] in known:
                return left, line[len(left + sign) :]
    return None


def _lines(response: str) -> list[str]:
    return [line for line in map(neutral, response.split("\n")) if line]
