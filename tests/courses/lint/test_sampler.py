"""What the checker says of a problem's own answers, variant by variant."""

import pytest

from courses.lint.sampler import SAMPLES, Role, sample
from courses.types import Hint, Misconception, Problem
from tests.courses import build
from tutor.grading import check, parse_spec
from tutor.grading.rights import right_answer
from tutor.types import Outcome

KINDS = {
    "number": {"kind": "number", "value": "7/2"},
    "unit": {"kind": "number", "value": "3.5", "unit": "km"},
    "percent": {"kind": "number", "value": "50", "percent": True},
    "expression": {"kind": "expression", "value": "2*x + 1", "form": "expanded"},
    "antiderivative": {"kind": "antiderivative", "value": "x^2"},
    "own constant": {"kind": "antiderivative", "value": "x^2 + C"},
    "reading": {"kind": "reading", "figures": 3},
    "derivation": {"kind": "derivation", "given": "2x = 6", "answer": "x = 3"},
    "worked": {"kind": "worked", "problem": "Two bags of 3?", "solution": ["2 * 3 = 6"], "answer": "6"},
    "worked without an answer": {"kind": "worked", "problem": "Two bags of 3?", "solution": ["2 * 3 = 6"]},
    "choice": {"kind": "choice", "options": ["a", "b"], "correct": 1},
    "several": {"kind": "several", "options": ["a", "b", "c"], "correct": [0, 2]},
    "none": {"kind": "several", "options": ["a", "b"], "correct": []},
    "order": {"kind": "order", "items": ["b", "a", "c"]},
    "match": {"kind": "match", "pairs": {"z": "26", "a": "1"}, "others": ["3"]},
    "cloze": {
        "kind": "cloze",
        "text": "___ and ___",
        "gaps": [{"kind": "number", "value": 4}, {"kind": "choice", "options": ["x", "y"], "correct": 0}],
    },
    "text": {"kind": "text", "accept": ["half", "a half"]},
}


@pytest.mark.parametrize("answer", KINDS.values(), ids=KINDS)
def test_the_right_answer_of_every_kind_is_right(answer):
    spec = parse_spec(answer)
    response = right_answer(spec)
    assert response is not None
    assert check(spec, response).outcome is Outcome.CORRECT


def test_only_lines_have_no_answer_of_their_own():
    assert right_answer(parse_spec({"kind": "derivation", "given": "2x = 6"})) is None


def parametric(**fields) -> Problem:
    step = build.step(
        prompt="What is $[[a]] + [[b]]$?",
        answer={"kind": "number", "value": "[[a + b]]"},
        hints=(Hint("h1", "And $[[a]] + 1$?", answer={"kind": "number", "value": "[[a + 1]]"}),),
        misconceptions=(Misconception("product", "multiplied", "Is it a sum?", ("[[a*b]]",)),),
    )
    return build.problem("p", step, where={"a": "11..39", "b": "2..9"}, **fields)


def test_twenty_variants_with_their_numbers_texts_and_verdicts():
    found = sample(parametric())
    assert [one.seed for one in found] == list(range(SAMPLES))
    first = found[0]
    a, b = int(first.parameters["a"]), int(first.parameters["b"])
    assert first.named == f"a = {a}, b = {b}"
    assert first.prompts == (f"What is ${a} + {b}$?",)
    right, wrong, scaffold = first.answers
    assert (right.place, right.role, right.response, right.remark) == (
        "s1",
        Role.STEP,
        str(a + b),
        "accepted",
    )
    assert (wrong.place, wrong.response, wrong.remark) == (
        "s1/product",
        str(a * b),
        "refused, recognised",
    )
    assert (scaffold.place, scaffold.role, scaffold.response) == ("s1/h1", Role.SCAFFOLD, str(a + 1))
    assert all(one.as_meant for one in found)


def test_what_cannot_be_used_is_named_by_its_place():
    step = build.step(
        answer={"kind": "number", "value": "7"},
        misconceptions=(
            Misconception("words", "said it in words", "In digits?", ("seven and some",)),
            Misconception("turned", "turned round", "Which first?", ("1",)),
        ),
        hints=(Hint("h1", "Half of it?", answer={"kind": "number", "value": "x"}),),
    )
    (only,) = sample(build.problem("p", step))
    by_place = {one.place: one for one in only.answers}
    assert "s1" not in by_place  # the step as a whole cannot be asked
    assert not by_place["s1/words"].as_meant
    assert "cannot read" in by_place["s1/words"].remark
    assert "letters" in by_place["s1/h1"].remark


def test_a_variant_that_cannot_be_made_says_why():
    step = build.step(answer={"kind": "number", "value": "[[1/a]]"})
    found = sample(build.problem("p", step, where={"a": "0..1"}))
    broken = [one for one in found if one.error]
    assert 0 < len(broken) < len(found)
    assert "1/a" in broken[0].error
