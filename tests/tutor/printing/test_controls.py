"""The controls of several fields as a page gets them."""

from __future__ import annotations

from typing import Any

import pytest

from tests import ramps
from tutor.grading import control, parse_spec
from tutor.printing import controls
from tutor.printing.markup import render_with_gaps


def fields(answer: dict[str, Any], *kept: str) -> dict[str, Any]:
    return controls.fields(control(parse_spec(answer)), kept)


def test_a_list_to_choose_from_shows_plain_words_and_letters_for_formulas() -> None:
    assert fields(ramps.MATCH)["key"] == []
    assert [one["text"] for one in fields(ramps.MATCH)["rows"][0]["choices"]] == [
        "add 7",
        "divide by 7",
        "take 7 away",
    ]
    formulas = fields(ramps.FORMULAS)
    assert [one["letter"] for one in formulas["key"]] == ["A", "B", "C"]
    assert [one["text"] for one in formulas["rows"][0]["choices"]] == ["A", "B", "C"]


def test_there_are_letters_for_everything() -> None:
    pairs = {f"{n}": f"$x^{n}$" for n in range(30)}
    letters = [one["letter"] for one in fields({"kind": "match", "pairs": pairs})["key"]]
    assert (letters[25:28], len(set(letters))) == (["Z", "AA", "AB"], 30)


def test_every_gap_has_its_field_and_its_name() -> None:
    html = fields(ramps.CLOZE, "<b>", "2x", "1")["text"]
    assert "<math" in html
    assert [f"gap {n} of 3" in html for n in (1, 2, 3)] == [True] * 3
    assert 'value="&lt;b&gt;"' in html
    assert '<option value="1" selected>length</option>' in html


def test_an_order_stands_as_it_was_sent_or_in_its_first_order() -> None:
    assert [one["place"] for one in fields(ramps.ORDER)["items"]] == ["1", "2", "3"]
    assert [one["place"] for one in fields(ramps.ORDER, "2", "3", "1")["items"]] == ["2", "3", "1"]
    assert [one["place"] for one in fields(ramps.ORDER, "2")["items"]] == ["1", "2", "3"]


def test_pieces_stand_where_the_gaps_were() -> None:
    html = render_with_gaps("A *b ___ c* $x$\n\n- ___", ["<i>1</i>", "<i>2</i>"])
    assert "<em>b <i>1</i> c</em>" in html
    assert "<li><i>2</i></li>" in html
    with pytest.raises(ValueError, match="gaps"):
        render_with_gaps("___ \ue000 ___", ["1"])
    assert "\ue000" not in render_with_gaps("\ue000 ___", ["1"])
