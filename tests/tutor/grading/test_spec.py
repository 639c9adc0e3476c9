"""Specifications that cannot be used say which field and why; the documentation's examples can be used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from tutor.grading import SpecError, check, parse_spec
from tutor.grading.check import answer_text
from tutor.grading.spec import Spec

PAGE = Path(__file__).parents[3] / "docs" / "answers.md"
LINES_PAGE = PAGE.with_name("answers-lines.md")


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({}, "kind"),
        ({"kind": "essay"}, "essay"),
        ({"kind": "number"}, "value"),
        ({"kind": "number", "value": "3x"}, "letters"),
        ({"kind": "number", "value": "1/0"}, "division by zero"),
        ({"kind": "number", "value": "9^9^9^9"}, "too large"),
        ({"kind": "number", "value": "3", "tolerance": "-1"}, "tolerance"),
        ({"kind": "number", "value": "3", "extra": 1}, "extra"),
        ({"kind": "expression", "value": "3 +"}, "cannot read"),
        ({"kind": "expression", "value": "squirrel"}, "cannot read"),
        ({"kind": "expression", "value": "y = x", "variable": "y"}, "already an equation"),
        ({"kind": "choice", "options": ["a", "b"], "correct": 2}, "no option 2"),
        ({"kind": "choice", "options": ["a", " a"], "correct": 0}, "the same"),
        ({"kind": "choice", "options": ["a"], "correct": 0}, "options"),
        ({"kind": "text", "accept": []}, "accept"),
        ({"kind": "number", "value": "3", "misconceptions": [{"id": "m", "answers": ["x"]}]}, "letters"),
    ],
)
def test_errors_name_the_field(mapping: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError, match=message):
        parse_spec(mapping)


def test_numbers_from_yaml_are_taken_as_written() -> None:
    assert check(parse_spec({"kind": "number", "value": 3.5}), "7/2").outcome == "correct"


_ROW = re.compile(r"^\| `(\{kind: .*?\})` \| (.*?) \| (.*?) \|$", re.MULTILINE)
_ROWS = [match for page in (PAGE, LINES_PAGE) for match in _ROW.findall(page.read_text())]


def _responses(cell: str) -> list[str]:
    return [text.strip().strip("`").replace("⏎", "\n") for text in cell.split("¦")]


@pytest.mark.parametrize(("written", "right", "wrong"), _ROWS, ids=range(len(_ROWS)))
def test_each_row_of_the_documentation_is_true(written: str, right: str, wrong: str) -> None:
    spec = parse_spec(yaml.safe_load(written))
    for text in _responses(right):
        assert check(spec, text).outcome == "correct", text
    for text in _responses(wrong):
        assert check(spec, text).outcome != "correct", text


def test_every_option_of_every_kind_has_a_row() -> None:
    shared = {"kind", "misconceptions", "asked", "accepted", "refused"}  # of every kind: said above the rows
    shown: dict[str, set[str]] = {}
    for written, _, _ in _ROWS:
        body = yaml.safe_load(written)
        shown.setdefault(body["kind"], set()).update(body)
    for model in get_args(Spec):
        fields = set(model.model_fields) - shared
        kind = model.model_fields["kind"].default
        assert fields <= shown[kind], (kind, fields - shown[kind])


def test_the_examples_of_the_documentation_can_be_used() -> None:
    examples = [
        yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)
    ]
    specs = [parse_spec(example["answer"]) for example in examples if "answer" in example]
    assert len(specs) >= 12
    typed = {"number", "expression", "choice", "text"}
    placed = {"reading", "antiderivative", "several", "order", "match", "cloze"}
    assert {spec.kind for spec in specs} == typed | placed
    for spec in specs:
        if spec.kind in typed and getattr(spec, "unit", None) is None:
            assert check(spec, answer_text(spec)).outcome == "correct"
