"""Answers a person ruled on: as they were written, in equal forms where those are exact, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.grading import check, find_leak, parse_spec
from tutor.grading.ruled import RIGHT, WRONG, as_written

NUMBER: dict[str, Any] = {"kind": "number", "value": "7"}
NEAR: dict[str, Any] = {"kind": "number", "value": "7", "tolerance": "1"}
WORDS: dict[str, Any] = {"kind": "text", "accept": ["slope"]}


def outcome(body: dict[str, Any], said: str, **more: Any) -> str:
    return check(parse_spec({**body, **more}), said).outcome.value


def test_what_was_accepted_is_right_in_every_equal_form_and_nothing_near_it() -> None:
    for said in ("9", "9.0", "18/2"):
        assert outcome(NUMBER, said, accepted=["9"]) == "correct"
    assert outcome(NUMBER, "8", accepted=["9"]) == "incorrect"
    assert outcome(NUMBER, "7", accepted=["9"]) == "correct"
    # With a tolerance only what was looked at counts: 9.5 is near it, and nobody said that it is right.
    assert outcome(NEAR, "9.5", accepted=["10"]) == "incorrect"
    assert outcome(NEAR, " 10 ", accepted=["10"]) == "correct"


def test_words_count_as_they_were_written() -> None:
    assert outcome(WORDS, "the  Steepness", accepted=["the steepness"]) == "correct"
    assert outcome(WORDS, "steepness", accepted=["the steepness"]) != "correct"
    assert check(parse_spec({**WORDS, "accepted": ["gradient"]}), "gradient").reason == RIGHT


@pytest.mark.parametrize(("one", "other"), [("1 1/2", "11/2"), ("a b", "ab"), ("2\n3", "23")])
def test_what_means_something_else_stays_apart(one: str, other: str) -> None:
    assert as_written(one) != as_written(other)


def test_what_was_refused_is_wrong_and_never_against_the_checker() -> None:
    shows = {"answer": "1/0", "why": "Nothing is divided by nothing.", "misconception": "zero"}
    verdict = check(parse_spec({**NUMBER, "refused": [shows]}), "1 / 0")
    assert (verdict.outcome.value, verdict.misconception) == ("incorrect", "zero")
    assert verdict.reason == f"{WRONG} Nothing is divided by nothing."
    assert outcome(NUMBER, "7.0", refused=[{"answer": "7.0"}]) == "correct"


def test_why_it_was_refused_never_gives_the_answer_away() -> None:
    for why in ("It is 7.", "The answer is fourteen halves.", "It is 9."):
        refused = [{"answer": "8", "why": why}]
        assert check(parse_spec({**NUMBER, "accepted": ["9"], "refused": refused}), "8").reason == WRONG


def test_an_accepted_answer_is_as_secret_as_the_first() -> None:
    spec = parse_spec({**WORDS, "accepted": ["how steep it is"]})
    assert find_leak("Think of how steep  it is.", spec) is not None
    assert find_leak("Think of how fast it rises.", spec) is None
