"""Lines of algebra and prose, judged a second time: exact polynomials, plain arithmetic, no checker code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from tests.bench.grading import oracle
from tests.bench.grading.oracle import Unreadable

Row = tuple[Fraction, ...]  # coefficients, lowest power first
_DEGREE = 4
_CLAIM = re.compile(r"([-+*/x×.()\d\s$]*\d[)\s]*)=\s*\$?(-?\s*\d+(?:\.\d+)?)(?![\d.]*\s*[-+*/x×]\s*\d)")
_LAST = re.compile(r"-?\d+(?:\.\d+)?(?:/\d+)?")


@dataclass(frozen=True)
class Claim:
    """What a line says of one letter: zeros of a polynomial, or where a linear one has a sign."""

    zeros: Row  # each zero once, the leading coefficient 1
    sign: str = "="  # or "<", "<=", whichever way it points
    up: bool = True


def says(line: str, letter: str) -> Claim:
    """Raises Unreadable for what is neither an equation nor a linear inequality in the letter."""
    parts = [part.strip() for part in re.split(r"\bor\b|,", line)]
    if len(parts) > 1:
        product: Row = (Fraction(1),)
        for part in parts:
            claim = says(part, letter)
            if claim.sign != "=":
                raise Unreadable(line)
            product = _times(product, claim.zeros)
        return Claim(_each_once(product))
    match = re.fullmatch(r"([^=<>!]+)(<=|>=|!=|=|<|>)([^=<>!]+)", line)
    if match is None or match.group(2) == "!=":
        raise Unreadable(line)
    row = _row(f"({match.group(1)})-({match.group(3)})", letter)
    if match.group(2) == "=":
        return Claim(_each_once(row))
    if len(row) != 2:
        raise Unreadable(line)
    sign = "<=" if match.group(2).endswith("=") else "<"
    return Claim(_each_once(row), sign, (match.group(2)[0] == ">") == (row[1] > 0))


def _row(text: str, letter: str) -> Row:
    """A polynomial from its exact values; more values than it needs show that it is one."""
    function = oracle.compiled(text)
    points = [Fraction(k) for k in range(_DEGREE + 4)]
    values = []
    for point in points:
        try:
            value = function({letter: point})
        except (ZeroDivisionError, ValueError) as error:
            raise Unreadable(text) from error
        if not isinstance(value, Fraction):
            raise Unreadable(text)
        values.append(value)
    row: Row = ()
    basis: Row = (Fraction(1),)
    table = list(values)
    for k in range(len(points)):
        row = _plus(row, tuple(table[0] * value for value in basis))
        basis = _times(basis, (-points[k], Fraction(1)))
        table = [(b - a) / (k + 1) for a, b in pairwise(table)]
    row = _trimmed(row)
    if len(row) > _DEGREE + 1:
        raise Unreadable(text)
    return row


def _plus(a: Row, b: Row) -> Row:
    size = max(len(a), len(b))
    wide = [list(row) + [Fraction(0)] * (size - len(row)) for row in (a, b)]
    return tuple(x + y for x, y in zip(*wide, strict=True))


def _times(a: Row, b: Row) -> Row:
    found = [Fraction(0)] * (len(a) + len(b) - 1) if a and b else []
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            found[i + j] += x * y
    return tuple(found)


def _trimmed(row: Row) -> Row:
    while row and not row[-1]:
        row = row[:-1]
    return row


def _rest(a: Row, b: Row) -> tuple[Row, Row]:
    """Quotient and rest of a by b."""
    quotient = [Fraction(0)] * max(len(a) - len(b) + 1, 0)
    row = list(a)
    for k in range(len(quotient) - 1, -1, -1):
        quotient[k] = row[k + len(b) - 1] / b[-1]
        for j, value in enumerate(b):
            row[k + j] -= quotient[k] * value
    return tuple(quotient), _trimmed(tuple(row))


def _each_once(row: Row) -> Row:
    if len(row) < 2:
        return (Fraction(1),) if row else ()
    first, second = row, tuple(k * value for k, value in enumerate(row))[1:]
    while second:
        first, second = second, _rest(first, second)[1]
    found = _rest(row, first)[0]
    return tuple(value / found[-1] for value in found)


def allows_more(claim: Claim, than: Claim) -> bool:
    """Whether all zeros of the other are zeros of this one, and there are more."""
    if claim.sign != "=" or than.sign != "=" or claim == than:
        return False
    return not claim.zeros or bool(than.zeros and not _rest(claim.zeros, than.zeros)[1])


def derivation_is_sound(text: str, given: str, answer: str, letter: str) -> bool:
    """Each line has the solutions of the one before, or more that a later one throws out; the last answers.

    Raises Unreadable.
    """
    sound, end = says(given, letter), says(answer, letter)
    lines = [line for line in text.split("\n") if line.strip()]
    for k, line in enumerate(lines):
        now = says(line, letter)
        if now != sound and (k == len(lines) - 1 or not allows_more(now, sound)):
            return False
    return bool(lines) and says(lines[-1], letter) == end


def rewriting_is_sound(text: str, given: str) -> bool:
    """Every line is an expression equal to the given one. Raises Unreadable."""
    lines = [line.strip().removeprefix("=") for line in text.split("\n") if line.strip()]
    return bool(lines) and all(oracle.same_value(line, given) for line in lines)


def sums_hold(text: str, claims: int, answer: Fraction) -> bool:
    """As many sums as there were, all true, and the last number the answer. Raises Unreadable."""
    found = _CLAIM.findall(text)
    if len(found) != claims:
        return False
    for left, right in found:
        plain = left.replace("$", "").replace("x", "*").replace("×", "*")
        if not oracle.same_value(plain, right.replace(" ", "")):
            return False
    numbers = _LAST.findall(text)
    return bool(numbers) and Fraction(numbers[-1]) == answer


def ends_with(text: str, answer: str) -> bool:
    """Whether the last line that holds a letter or a digit says the answer, words around it or not."""
    lines = [line for line in re.split(r"[\n\r]", text) if any(char.isalnum() for char in line)]
    squeezed = "".join(answer.split())
    return bool(lines) and "".join(lines[-1].split()).rstrip(".!").endswith(squeezed)
