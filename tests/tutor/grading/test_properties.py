"""What holds for every answer: reflexive, symmetric, blind to names and layout, and never an exception."""

from __future__ import annotations

import contextlib
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.grading.corpus import corpus
from tests.bench.grading.notation import STYLES, Maths, write
from tests.bench.grading.right import FAMILIES, Right
from tutor.grading import check, parse_spec, show
from tutor.grading.equal import Result, compare
from tutor.grading.parser import parse
from tutor.grading.tree import MathsError, Name, names_of, substitute

ANSWERS = list(corpus(11, 4 * len(FAMILIES)))
right_answers = st.sampled_from(ANSWERS)
MATHS_CHARACTERS = "0123456789xyn+-*/^=<>()[]{}|.,;! %°√π²³½×÷−≤≥\\_∞"
PIECES = [
    "\\frac",
    "\\sqrt",
    "{",
    "}",
    "sin",
    "log_",
    "\\left(",
    "\\right)",
    "\\cdot",
    "or",
    "and",
    "\\pi",
    "x",
    "2",
]


def trees(depth: int = 3) -> st.SearchStrategy[Maths]:
    """Values as trees of the bench's own, in x and y."""
    leaves = st.one_of(st.integers(1, 30).map(Fraction), st.sampled_from(["x", "y"]))
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(st.just("+"), inner, inner),
            st.tuples(st.just("*"), inner, inner),
            st.tuples(st.just("-"), inner),
            st.tuples(st.just("^"), inner, st.integers(1, 3).map(Fraction)),
        ),
        max_leaves=2**depth,
    )


@given(trees())
def test_reflexive_in_every_notation(tree: Maths) -> None:
    typed = parse(write(tree))
    for style in STYLES:
        written = parse(write(tree, style).strip("$"))
        assert compare(typed, written).result is Result.SAME


@given(trees(), trees())
def test_symmetric(left: Maths, right: Maths) -> None:
    first, second = parse(write(left)), parse(write(right))
    assert compare(first, second).result is compare(second, first).result


@given(trees(), trees(), st.sampled_from(["a", "t", "u", "θ"]))
def test_names_do_not_matter(left: Maths, right: Maths, name: str) -> None:
    first, second = parse(write(left)), parse(write(right))
    one, other = (substitute(tree, {"x": Name(name)}) for tree in (first, second))
    assert compare(first, second).result is compare(one, other).result


@given(right_answers, st.randoms(use_true_random=False))
def test_layout_does_not_matter(right: Right, draw: Random) -> None:
    if right.shape in ("choice", "text"):
        return
    spaced = "".join(char + " " * draw.randint(0, 2) if char in "+*^/=()," else char for char in right.typed)
    assert check(parse_spec(right.spec), spaced).outcome == "correct"


@given(right_answers)
def test_every_answer_is_its_own_and_the_reason_says_how_it_was_read(right: Right) -> None:
    verdict = check(parse_spec(right.spec), right.typed)
    assert verdict.outcome == "correct"
    assert verdict.score == 1.0
    assert verdict.value == "ok"
    assert verdict.reason.endswith(".")
    assert len(verdict.reason.split()) >= 4
    if right.tree is not None:
        spoken = verdict.reason.partition(" as ")[2]
        assert any(char in spoken for char in right.typed if char.isalnum())


@given(st.text(max_size=80), right_answers)
def test_no_text_raises_and_every_verdict_has_a_reason(text: str, right: Right) -> None:
    verdict = check(parse_spec(right.spec), text)
    assert verdict.reason.strip()
    assert 0.0 <= verdict.score <= 1.0
    assert (verdict.outcome == "correct") == (verdict.score == 1.0)


@given(st.characters(), right_answers, st.integers(0, 20))
def test_no_character_anywhere_raises(char: str, right: Right, at: int) -> None:
    check(parse_spec(right.spec), right.typed[:at] + char + right.typed[at:])


fuzz = st.one_of(
    st.text(alphabet=MATHS_CHARACTERS, max_size=50),
    st.lists(st.sampled_from(PIECES), max_size=15).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=15).map(" ".join),
)


@settings(max_examples=400)
@given(fuzz)
def test_the_parser_reads_or_says_why_not(text: str) -> None:
    with contextlib.suppress(MathsError):
        tree = parse(text)
        for printed in (show.plain(tree), show.latex(tree)):
            assert names_of(parse(printed, names_of(tree))) <= names_of(tree)


@given(fuzz, right_answers)
def test_what_was_read_is_judged_twice_alike(text: str, right: Right) -> None:
    spec = parse_spec(right.spec)
    assert check(spec, text) == check(spec, text)


@given(st.fractions(max_denominator=500), st.fractions(max_denominator=500))
def test_numbers_are_equal_only_when_they_are(left: Fraction, right: Fraction) -> None:
    body: dict[str, Any] = {"kind": "number", "value": str(left)}
    assert (check(parse_spec(body), str(right)).outcome == "correct") == (left == right)
