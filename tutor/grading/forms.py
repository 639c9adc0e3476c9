"""The form of an expression as it is written: is anything left to do? Knows nothing of the right answer.

Each function returns what is left in a learner's words, "" when nothing is, and None when it cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from tutor.grading import exact, poly, shapes, simplified, symbolic
from tutor.grading.tree import (
    Add,
    Call,
    Div,
    MathsError,
    Mul,
    Name,
    Neg,
    Node,
    Number,
    Percent,
    Pow,
    children,
    rebuilt,
    variables_of,
    walk,
)

# How a reason names a form.
SPOKEN = {
    "simplified": "simplified",
    "expanded": "expanded",
    "factored": "factored",
    "single_fraction": "a single fraction",
    "partial_fractions": "in partial fractions",
    "completed_square": "a completed square",
    "rational_denominator": "without roots below a line",
    "lowest_terms": "in lowest terms",
    "as_written": "in the form asked for",
}


def left_to_do(form: str, tree: Node, answer: Node | None = None, letter: Node | None = None) -> str | None:
    """What is left to do until `tree` has the form; nothing for "any".

    `answer` is what it must look like, for "as_written"; `letter` what a square or partial fractions are in.
    """
    try:
        match form:
            case "as_written":
                same = answer is not None and shapes.same_as_written(tree, answer)
                return "" if same else "it is not written as it was asked for"
            case "completed_square":
                return shapes.completed_square(tree, letter)
            case "partial_fractions":
                return shapes.partial_fractions(tree, letter)
        check = _FORMS.get(form)
        return "" if check is None else check(tree)
    except MathsError:
        return None


def is_number(tree: Node) -> bool:
    """One number as numbers are written: -7/2, 3.5, 3 1/2, 50%, 7.8·10^-3; not a calculation."""
    match tree:
        case Neg(arg):
            return not isinstance(arg, Neg) and is_number(arg)
        case Number():
            return True
        case Percent(arg):
            return is_number(arg)
        case Div(top, bottom):
            return _is_integer(top) and _is_integer(bottom)
        case Mul((Number(), Pow() as power)):
            return _is_power_of_ten(power)
        case Pow():
            return _is_power_of_ten(tree)
    return False


def _is_integer(tree: Node) -> bool:
    inner = tree.arg if isinstance(tree, Neg) else tree
    return isinstance(inner, Number) and inner.style == "integer"


def _is_power_of_ten(tree: Pow) -> bool:
    return tree.base == Number(Fraction(10)) and _is_integer(tree.exponent)


def expanded(tree: Node) -> str:
    for part in walk(tree):
        if isinstance(part, Mul) and any(_is_sum(factor) for factor in part.factors):
            return "there is still a bracket to multiply out"
        if isinstance(part, Pow) and _is_sum(part.base) and _is_integer(part.exponent):
            return "there is still a power of a bracket to multiply out"
        if isinstance(part, Neg) and _is_sum(part.arg):
            return "there is still a bracket with a minus sign in front of it"
    return simplified.fault(tree)


def factored(tree: Node) -> str | None:
    tree = _with_letters_for_calls(tree)
    whole = exact.form(tree)
    if not poly.atoms(whole.top) - {"π", "e"}:
        return ""
    if any(_has_roots(part) for part in (whole.top, *(exact.form(f).top for f, _ in _factors(tree, 1)))):
        return _factored_with_roots(tree)
    if symbolic.factors(whole.top) is None:
        return None
    for factor, count in _factors(tree, 1):
        top = exact.form(factor).top
        if not poly.atoms(top):
            continue
        parts = symbolic.factors(top)
        if parts is None or count < 0:
            return None
        if len(parts) > 1 or parts[0][1] > 1:
            return "one of the factors can be factored further"
        shared = symbolic.content(top)
        if shared is not None and shared.denominator == 1 and abs(shared) > 1:
            return "the terms of one factor still share a number"
    return ""


def _has_roots(part: poly.Poly) -> bool:
    return any(name.startswith("#") for name in poly.atoms(part))


def _factored_with_roots(tree: Node) -> str | None:
    """(x - √2)(x + √2): nothing is left when every factor is linear."""
    for factor, _ in _factors(tree, 1):
        top = exact.form(factor).top
        degrees = [sum((p for n, p in monomial if n[0] != "#"), Fraction(0)) for monomial in top]
        if max(degrees, default=Fraction(0)) > 1:
            return None
    return ""


def _with_letters_for_calls(tree: Node) -> Node:
    """cos²t - 1 is factored like c² - 1."""
    calls = dict.fromkeys(part for part in walk(tree) if isinstance(part, Call) and variables_of(part))
    letters = {call: Name(f"ξ_{k}") for k, call in enumerate(calls)}
    return _replaced(tree, letters) if letters else tree


def _replaced(tree: Node, letters: dict[Call, Name]) -> Node:
    if isinstance(tree, Call) and tree in letters:
        return letters[tree]
    return rebuilt(tree, tuple(_replaced(part, letters) for part in children(tree)))


def _factors(tree: Node, count: int) -> Iterator[tuple[Node, int]]:
    match tree:
        case Neg(arg):
            yield from _factors(arg, count)
        case Mul(parts):
            for part in parts:
                yield from _factors(part, count)
        case Pow(base, Number(exponent)) if exponent.denominator == 1:
            yield from _factors(base, count * int(exponent))
        case Div(top, Number()):
            yield from _factors(top, count)
        case _:
            yield tree, count


def _is_sum(tree: Node) -> bool:
    return isinstance(tree.arg if isinstance(tree, Neg) else tree, Add)


_FORMS: dict[str, Callable[[Node], str | None]] = {
    "simplified": simplified.fault,
    "expanded": expanded,
    "factored": factored,
    "single_fraction": shapes.single_fraction,
    "rational_denominator": shapes.rational_denominator,
    "lowest_terms": shapes.lowest_terms,
}
