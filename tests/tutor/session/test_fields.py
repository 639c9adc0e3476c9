"""What stands in several fields becomes one response; what cannot be one is refused with a word."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.talk import right
from tutor.grading import check, control, parse_spec
from tutor.session.fields import assemble
from tutor.session.view import SessionError
from tutor.types import Outcome

LINES = {"kind": "derivation", "given": "3(x - 2) = 12", "answer": "x = 6"}
SEVERAL = {"kind": "several", "options": ["two\nlines", "$b$", "c = d"], "correct": [0, 2]}
NOTHING = {"kind": "several", "options": ["2", "4"], "correct": []}
ORDER: dict[str, Any] = {"kind": "order", "items": ["c", "a", "b"]}  # shown as a, b, c
MATCH: dict[str, Any] = {
    "kind": "match",
    "pairs": {"a = b": "c", "a": "d = e"},
    "others": ["f"],
}  # partners shown: c, d = e, f
CLOZE = {
    "kind": "cloze",
    "text": "___ and ___",
    "gaps": [{"kind": "number", "value": "2"}, {"kind": "choice", "options": ["x\ny", "z"], "correct": 0}],
}
PARTS: list[tuple[dict[str, Any], list[str]]] = [
    (LINES, ["3x - 6 = 12\n\n  x = 6 \n"]),
    (SEVERAL, ["", "2", "0"]),
    (NOTHING, ["none"]),
    (ORDER, ["2", "3", "1"]),
    (CLOZE, [" 2 ", "0"]),
]


def controls(answer: dict[str, Any]) -> dict[str, Any]:
    return control(parse_spec(answer))


@pytest.mark.parametrize(
    ("answer", "parts"), PARTS, ids=lambda one: one["kind"] if isinstance(one, dict) else ""
)
def test_right_fields_are_a_right_response(answer: dict[str, Any], parts: list[str]) -> None:
    response = assemble(controls(answer), parts)
    assert check(parse_spec(answer), response.text).outcome is Outcome.CORRECT
    assert response.shown["kind"] == controls(answer)["kind"]
    assert response.shown["parts"] == parts


def test_a_match_is_safe_from_equals_signs() -> None:
    asked = controls(MATCH)
    parts = [str(asked["partners"].index(MATCH["pairs"][left])) for left in asked["options"]]
    response = assemble(asked, parts)
    assert response.text == "a = d = e\na = b = c"
    assert response.shown["items"] == [["a", "d = e"], ["a = b", "c"]]
    assert check(parse_spec(MATCH), response.text).outcome is Outcome.CORRECT


REFUSED: list[tuple[dict[str, Any], list[str], str]] = [
    (LINES, [" \n "], "empty"),
    (LINES, [], "empty"),
    (SEVERAL, [], "empty"),
    (SEVERAL, [""], "empty"),
    (SEVERAL, ["none", "1"], "incomplete"),
    (SEVERAL, ["3"], "malformed"),
    (SEVERAL, ["-1"], "malformed"),
    (SEVERAL, ["٢"], "malformed"),
    (ORDER, ["1", "1", "2"], "incomplete"),
    (ORDER, ["0", "1", "2"], "incomplete"),
    (ORDER, ["1", "2", "4"], "malformed"),
    (ORDER, ["1", "2"], "malformed"),
    (MATCH, ["0", ""], "incomplete"),
    (MATCH, ["0", "3"], "malformed"),
    (CLOZE, ["2", ""], "incomplete"),
    (CLOZE, ["2", "z"], "malformed"),
    (CLOZE, ["2"], "malformed"),
    ({"kind": "number", "value": "7"}, ["7"], "malformed"),
]


@pytest.mark.parametrize(("answer", "parts", "code"), REFUSED)
def test_what_is_no_response_yet_is_refused(answer: dict[str, Any], parts: list[str], code: str) -> None:
    with pytest.raises(SessionError) as refused:
        assemble(controls(answer), parts)
    assert refused.value.code == code
    assert refused.value.words


@given(st.sampled_from([LINES, SEVERAL, ORDER, MATCH, CLOZE]), st.lists(st.text(max_size=6), max_size=70))
def test_no_fields_break_it(answer: dict[str, Any], parts: list[str]) -> None:
    try:
        response = assemble(controls(answer), parts)
    except SessionError:
        return
    assert response.text


def test_the_order_is_sent_for_the_items_as_they_are_shown() -> None:
    asked = controls(ORDER)
    places = [str(ORDER["items"].index(item) + 1) for item in asked["options"]]
    assert assemble(asked, places).text == right(ORDER)
