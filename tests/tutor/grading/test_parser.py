"""How typed maths, LaTeX and Unicode are read."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.grading import show
from tutor.grading.parser import parse
from tutor.grading.tree import Group, MathsError, Name, Node, Number, names_of

SAME_READING = [
    ("3x + 2", "3*x+2"),
    ("2x²y", "2*x^2*y"),
    ("x**2", "x^2"),
    ("−x^2", "-(x^2)"),
    ("2^-3", "2^(-3)"),
    ("2^3^2", "2^(3^2)"),
    ("1/2x", "(1/2)*x"),
    ("a/b/c", "(a/b)/c"),
    ("6 ÷ 2 × 3", "(6/2)*3"),
    ("1 1/2", "1½"),
    (r"1\frac{1}{2}", "1 1/2"),
    (r"1\frac12", "1 1/2"),
    (r"\frac12", "1/2"),
    (r"\dfrac{x+1}{2}", "(x+1)/2"),
    (r"\left(x-1\right)\cdot 2", "(x-1)*2"),
    (r"x^{10}", "x^10"),
    (r"\sqrt[3]{x}", "root(x, 3)"),
    ("√2x", "sqrt(2)*x"),
    ("2sqrt3", "2*sqrt(3)"),
    ("sin 2x cos x", "sin(2*x)*cos(x)"),
    ("sin^2 x", "sin(x)^2"),
    (r"\sin^{-1}(x)", "arcsin(x)"),
    ("log_2 8", "log(8, 2)"),
    (r"2\pi r", "2πr"),
    ("|x-1|", "abs(x-1)"),
    ("1,000", "1000"),
    ("1{,}000", "1000"),
    ("1 000", "1000"),
    ("1.5E3", "1500."),
    ("𝑥 + ３", "x+3"),
    ("x_{10}", "x10"),
    (r"x \le 3", "x<=3"),
    ("2 or 3", "2, 3"),
    ("30°", r"30^{\circ}"),
]


@pytest.mark.parametrize(("written", "plain"), SAME_READING)
def test_notation_does_not_matter(written: str, plain: str) -> None:
    assert show.plain(parse(written)) == show.plain(parse(plain))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("dhdhdhdh", "words"),
        ("the answer", "words"),
        ("да", "words"),
        (":", "syntax"),
        ("((", "syntax"),
        ("2 3", "syntax"),
        ("3+", "syntax"),
        ("(1,2)+3", "syntax"),
        ("(x=1)+3", "syntax"),
        (r"\begin{matrix}", "syntax"),
        ("(" * 100 + "x" + ")" * 100, "costly"),
        ("-" * 500 + "1", "costly"),
        ("1/" * 300 + "2", "costly"),
        ("x+" * 3000, "costly"),
        ("9" * 1000, "costly"),
    ],
)
def test_what_cannot_be_read_says_how(written: str, code: str) -> None:
    with pytest.raises(MathsError) as caught:
        parse(written)
    assert caught.value.code == code


def test_commas_group_thousands_only_outside_brackets_and_lists() -> None:
    assert parse("(1,000)") == Group("()", (Number(1), Number(0)))  # type: ignore[arg-type]
    assert parse("100,200", grouping=False) == Group("", (Number(100), Number(200)))  # type: ignore[arg-type]


def test_letters_are_cut_into_the_names_in_use() -> None:
    assert names_of(parse("ab", frozenset("ab"))) == {"a", "b"}
    assert names_of(parse("2 speed", frozenset({"speed"}))) == {"speed"}
    with pytest.raises(MathsError):
        parse("2 speed", frozenset({"time"}))


LEAVES = st.one_of(
    st.integers(0, 99).map(lambda value: str(value)),
    st.sampled_from(["x", "y", "π", "0.25", "1 1/2", "√2", "sin(x)", "|x|", "50%"]),
)
WRITTEN = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "^"]), inner).map(
            lambda parts: f"({parts[0]}){parts[1]}({parts[2]})"
        ),
        inner.map(lambda text: f"-({text})"),
    ),
    max_leaves=8,
)


@given(WRITTEN)
def test_what_is_shown_is_read_as_the_same(written: str) -> None:
    from tutor.grading.equal import Result, compare

    tree: Node = parse(written)
    for shown in (show.plain(tree), show.latex(tree)):
        assert compare(parse(shown), tree).result is not Result.DIFFERENT


def test_a_letter_after_a_greek_one_stays_a_letter() -> None:
    assert show.latex(parse("2 pi x")) == "2\\pi x"
    assert show.latex(parse("pi (x + 1)")).startswith("\\pi")


@given(st.text())
def test_no_text_breaks_the_parser(text: str) -> None:
    with contextlib.suppress(MathsError):
        parse(text)


def test_a_single_name() -> None:
    assert parse("theta") == Name("θ")
