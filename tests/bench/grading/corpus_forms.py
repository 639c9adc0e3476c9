"""The families of right answers that are expressions in a form, equations, several parts, antiderivatives."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from fractions import Fraction
from random import Random

from tests.bench.grading import oracle
from tests.bench.grading.notation import Maths
from tests.bench.grading.oracle import Unreadable
from tests.bench.grading.right import FURTHER, Right, asked, away_from_zero, family, make
from tests.bench.grading.second_lines import says

_HINTS = ("Read the question once more.", "Which form is asked for?", "Try it with a small number.")


def _formed(
    name: str, form: str, tree: Maths, question: str, unready: tuple[str, ...], **spec: object
) -> Right:
    right = make(name, "expression", tree, question, _HINTS, form=form, **spec)
    return Right(name, right.spec, right.typed, "value", tree, question, _HINTS, None, (), (), unready)


def _linear(a: int) -> Maths:
    return ("+", "x", Fraction(a))


def _quadratic(p: int, q: int, constant: int | None = None) -> str:
    end = p * q if constant is None else constant
    return f"x^2 {'+' if p + q >= 0 else '-'} {abs(p + q)}x {'+' if end >= 0 else '-'} {abs(end)}"


def _two(draw: Random) -> tuple[int, int]:
    while True:
        p, q = draw.sample([n for n in range(-9, 10) if n], 2)
        if abs(p) != abs(q):
            return p, q


@family("form_factored", FURTHER)
def form_factored(draw: Random) -> Right:
    p, q = _two(draw)
    flat = _quadratic(p, q)
    tree = ("*", _linear(p), _linear(q))
    unready: tuple[str, ...] = (
        flat,
        f"1*({flat})",
        f"({flat})^1",
        f"sqrt(({flat})^2)",
        f"e^(ln({flat}))",
        f"({flat}) + 0",
    )
    unready += (
        f"x(x + {p + q}) + {p * q}",
        f"({flat})/1",
        f"|{flat}|",
        f"log(10^({flat}))",
        f"(2*({flat}))/2",
    )
    return _formed("form_factored", "factored", tree, f"Factor ${flat}$.", unready)


@family("form_expanded", FURTHER)
def form_expanded(draw: Random) -> Right:
    p, q = _two(draw)
    given = f"(x + {p})(x + {q})".replace("+ -", "- ")
    right = make(
        "form_expanded",
        "expression",
        _polynomial(p + q, p * q),
        f"Expand ${given}$.",
        _HINTS,
        form="expanded",
    )
    unready: tuple[str, ...] = (
        given,
        f"1*{given}",
        f"{given} + 0",
        f"x(x + {p + q}) + {p * q}",
        f"x^2 + {p}x + {q}x + {p * q}",
    )
    unready += (f"e^(ln({given}))", f"sqrt(({given})^2)", f"x*x + {p + q}*x + {p}*{q}", f"({given})^1")
    return Right(
        right.family,
        right.spec,
        right.typed,
        "value",
        right.tree,
        right.question,
        _HINTS,
        None,
        (),
        (),
        unready,
    )


def _polynomial(middle: int, end: int) -> Maths:
    size: Maths = "x" if abs(middle) == 1 else ("*", Fraction(abs(middle)), "x")
    return ("+", ("^", "x", Fraction(2)), ("-", size) if middle < 0 else size, Fraction(end))


@family("form_simplified", FURTHER)
def form_simplified(draw: Random) -> Right:
    a, b, c = draw.randint(2, 9), draw.randint(2, 9), draw.randint(2, 9)
    tree = ("+", ("*", Fraction(a + b), "x"), Fraction(c))
    unready: tuple[str, ...] = (
        f"{a}x + {b}x + {c}",
        f"{a}x + {c} + {b}x",
        f"{a + b}x + {c} + 0",
        f"({2 * (a + b)}x + {2 * c})/2",
    )
    unready += (f"e^(ln({a + b}x + {c}))", f"{a + b}x^1 + {c}", f"1*({a + b}x + {c})", f"{a + b}x + {c}x^0")
    return _formed("form_simplified", "simplified", tree, f"Simplify ${a}x + {b}x + {c}$.", unready)


@family("single_fraction", FURTHER)
def single_fraction(draw: Random) -> Right:
    a, b, p = draw.randint(2, 9), draw.randint(2, 9), draw.randint(1, 8)
    top = ("+", ("*", Fraction(a + b), "x"), Fraction(a * p))
    tree = ("/", top, ("*", "x", _linear(p)))
    given = f"{a}/x + {b}/(x + {p})"
    unready: tuple[str, ...] = (
        given,
        f"{b}/(x + {p}) + {a}/x",
        f"({a} + {b}x/(x + {p}))/x",
        f"(({given}))/1",
        f"({a + b}x + {a * p})/x/(x + {p})",
    )
    return _formed("single_fraction", "single_fraction", tree, f"Write ${given}$ as one fraction.", unready)


@family("partial_fractions", FURTHER)
def partial_fractions(draw: Random) -> Right:
    a, b, p = draw.randint(2, 9), draw.randint(2, 9), draw.randint(1, 8)
    tree = ("+", ("/", Fraction(a), "x"), ("/", Fraction(b), _linear(p)))
    given = f"({a + b}x + {a * p})/(x(x + {p}))"
    unready: tuple[str, ...] = (
        given,
        f"{given} + 0",
        f"({a + b}x + {a * p})/(x^2 + {p}x)",
        f"1/x + {a - 1}/x + {b}/(x + {p})",
    )
    return _formed("partial_fractions", "partial_fractions", tree, f"Split ${given}$.", unready)


@family("completed_square", FURTHER)
def completed_square(draw: Random) -> Right:
    h, k = draw.choice([n for n in range(-9, 10) if n]), away_from_zero(draw, -20, 20)
    tree = ("+", ("^", _linear(h), Fraction(2)), k)
    flat = f"x^2 + {2 * h}x + {h * h + k}".replace("+ -", "- ")
    unready: tuple[str, ...] = (
        flat,
        f"({flat})",
        f"(x + {h})(x + {h}) + {k}".replace("+ -", "- "),
        f"x(x + {2 * h}) + {h * h + k}",
    )
    unready += (f"e^(ln({flat}))", f"sqrt(({flat})^2)", f"(x + {h})^2 + {k} + x - x")
    return _formed("completed_square", "completed_square", tree, f"Complete the square in ${flat}$.", unready)


@family("rational_denominator", FURTHER)
def rational_denominator(draw: Random) -> Right:
    inside, top = draw.choice([2, 3, 5, 7, 11]), draw.randint(2, 9)
    while math.gcd(inside, top) > 1:
        top += 1
    tree = ("/", ("*", Fraction(top), ("sqrt", Fraction(inside))), Fraction(inside))
    given = f"{top}/sqrt({inside})"
    unready: tuple[str, ...] = (
        given,
        f"{2 * top}/(2sqrt({inside}))",
        f"{top}*{inside}^(-1/2)",
        f"{top}/{inside}^(1/2)",
        f"{top}*(1/sqrt({inside}))",
    )
    return _formed(
        "rational_denominator", "rational_denominator", tree, f"No root below the line: ${given}$.", unready
    )


@family("lowest_terms", FURTHER)
def lowest_terms(draw: Random) -> Right:
    while True:
        value = Fraction(draw.randint(2, 30), draw.randint(3, 30))
        if value.denominator > 1:
            break
    k = draw.randint(2, 7)
    given = f"{value.numerator * k}/{value.denominator * k}"
    unready: tuple[str, ...] = (
        given,
        f"-{value.numerator}/-{value.denominator}",
        f"{value.numerator * 10}/{value.denominator * 10}",
    )
    return _formed("lowest_terms", "lowest_terms", value, f"Cancel ${given}$.", unready)


@family("as_written", FURTHER)
def as_written(draw: Random) -> Right:
    a, b = draw.randint(2, 9), draw.randint(2, 9)
    tree = ("*", Fraction(a), _linear(b))
    unready: tuple[str, ...] = (
        f"{a}x + {a * b}",
        f"{a}(x + {b}) + 0",
        f"{a}(x + {b - 1} + 1)",
        f"(x + {b}) + {a - 1}(x + {b})",
    )
    return _formed("as_written", "as_written", tree, "Take the factor out.", unready)


@family("matrix", FURTHER)
def matrix(draw: Random) -> Right:
    rows, columns = draw.choice([(2, 2), (2, 3), (3, 2)])
    body = [[draw.randint(-9, 15) for _ in range(columns)] for _ in range(rows)]
    typed = _matrix_text(body)
    latex = " \\\\ ".join(" & ".join(map(str, row)) for row in body)
    neutral = [(f"{kind}matrix", f"\\begin{{{kind}matrix}}{latex}\\end{{{kind}matrix}}") for kind in "pb"]
    neutral += [
        ("tight", typed.replace(" ", "")),
        ("dollars", f"$\\begin{{pmatrix}} {latex} \\end{{pmatrix}}$"),
    ]
    turned = [list(row) for row in zip(*body, strict=True)]
    near = [
        ("transposed", _matrix_text(turned)),
        ("rows swapped", _matrix_text([body[-1], *body[1:-1], body[0]])),
    ]
    near += [
        ("flattened", f"[{', '.join(str(n) for row in body for n in row)}]"),
        ("extra row", _matrix_text([*body, body[0]])),
    ]
    near += [
        ("row missing", _matrix_text(body[:-1])),
        ("columns swapped", _matrix_text([row[::-1] for row in body])),
    ]
    near += [("two", f"{typed} or {_matrix_text(turned)}"), ("set of rows", "{" + typed[1:-1] + "}")]
    question = "Write the matrix of the map."

    def judge(text: str) -> bool:
        return _entries(text) == [[Fraction(n) for n in row] for row in body]

    spec = {"kind": "expression", "value": typed, "asked": asked(question)}
    return Right("matrix", spec, typed, "matrix", None, question, _HINTS, judge, tuple(neutral), tuple(near))


def _matrix_text(body: list[list[int]]) -> str:
    return "[" + ", ".join("[" + ", ".join(map(str, row)) + "]" for row in body) + "]"


def _entries(text: str) -> list[list[Fraction]]:
    plain = text.strip()
    if not re.fullmatch(r"\[\s*(\[[^\[\]]*\]\s*,\s*)*\[[^\[\]]*\]\s*\]", plain):
        raise Unreadable(text)
    return [[_number(entry) for entry in row.split(",")] for row in re.findall(r"\[([^\[\]]+)\]", plain)]


def _number(text: str) -> Fraction:
    value = oracle.compiled(text)({})
    if not isinstance(value, Fraction):
        raise Unreadable(text)
    return value


@family("vector", FURTHER)
def vector(draw: Random) -> Right:
    items = [Fraction(n) for n in draw.sample(range(-9, 15), 3)]
    right = make(
        "vector", "expression", ("group", "()", *items), "Write the vector as three coordinates.", _HINTS
    )
    text = [str(item) for item in items]
    near = [
        ("reversed", f"({', '.join(text[::-1])})"),
        ("one more", f"({', '.join([*text, '0'])})"),
        ("set", "{" + ", ".join(text) + "}"),
    ]
    near += [("one less", f"({', '.join(text[:-1])})"), ("two", f"({', '.join(text)}) or (0, 0, 0)")]
    return Right(
        "vector",
        right.spec,
        right.typed,
        right.shape,
        right.tree,
        right.question,
        _HINTS,
        None,
        (),
        tuple(near),
    )


@family("solutions", FURTHER)
def solutions(draw: Random) -> Right:
    """`solutions`: any condition with the same solutions."""
    p, q = _two(draw)
    typed = f"x = {p} or x = {q}"
    question = f"Solve ${_quadratic(-p, -q)} = 0$."

    def judge(text: str) -> bool:
        return says(re.sub(r"\band\b|;", ",", text), "x") == says(typed, "x")

    neutral = [
        ("turned", f"x = {q} or x = {p}"),
        ("comma", f"x = {p}, x = {q}"),
        ("swapped", f"{p} = x or {q} = x"),
    ]
    neutral += [("factors", f"(x - ({p}))(x - ({q})) = 0"), ("twice", f"x = {p} or x = {q} or x = {p}")]
    near = [
        ("one lost", f"x = {p}"),
        ("one more", f"{typed} or x = {p + q + 37}"),
        ("both", f"x = {p} < {q}"),
    ]
    near += [
        ("inequality", f"x <= {p} or x = {q}"),
        ("sign", f"x = {-p} or x = {-q}"),
        ("range", f"{min(p, q)} < x < {max(p, q)}"),
    ]
    near += [("everything", "x = x"), ("letter", f"y = {p} or y = {q}"), ("or anything", f"{typed} or x = x")]
    body = {"kind": "expression", "value": typed, "solutions": True, "asked": asked(question)}
    return Right(
        "solutions", body, typed, "solutions", None, question, _HINTS, judge, tuple(neutral), tuple(near)
    )


@family("system", FURTHER)
def system(draw: Random) -> Right:
    """`system`: equations that hold together."""
    x, y = _two(draw)
    typed = f"x = {x}, y = {y}"
    question = f"Solve $x + y = {x + y}$ and $x - y = {x - y}$."

    def judge(text: str) -> bool:
        inside = re.fullmatch(r"\s*\{(.*)\}\s*", text)
        parts = [part for part in re.split(r",|;|\band\b", inside[1] if inside else text) if part.strip()]
        return {_assigned(part) for part in parts} == {("x", Fraction(x)), ("y", Fraction(y))}

    neutral = [
        ("order", f"y = {y}, x = {x}"),
        ("and", f"x = {x} and y = {y}"),
        ("swapped", f"{x} = x, {y} = y"),
    ]
    neutral += [("and, order", f"y = {y} and x = {x}"), ("semicolon", f"x = {x}; y = {y}")]
    near = [("swapped values", f"x = {y}, y = {x}"), ("one", f"x = {x}"), ("or", f"x = {x} or y = {y}")]
    near += [
        ("one more", f"{typed}, x = {x + 1}"),
        ("another letter", f"x = {x}, z = {y}"),
        ("sign", f"x = {-x}, y = {y}"),
    ]
    near += [("sum only", f"x + y = {x + y + 1}"), ("third letter", f"{typed}, z = 0")]
    body = {"kind": "expression", "value": typed, "system": True, "asked": asked(question)}
    return Right("system", body, typed, "system", None, question, _HINTS, judge, tuple(neutral), tuple(near))


def _assigned(part: str) -> tuple[str, Fraction]:
    left, sign, right = (piece.strip() for piece in part.partition("="))
    if not sign:
        raise Unreadable(part)
    name, value = (left, right) if left.isalpha() else (right, left)
    return name, _number(value)


@family("antiderivative", FURTHER)
def antiderivative(draw: Random) -> Right:
    """With a constant that is required or may be left out."""
    n, a, b = draw.randint(2, 5), draw.randint(1, 9), away_from_zero(draw, -9, 9)
    required = draw.random() < 0.6
    base = f"{a}x^{n} {'+' if b > 0 else '-'} {abs(b)}x"
    typed = f"{base} + C" if required else base
    question = f"Integrate ${a * n}x^{n - 1} {'+' if b > 0 else '-'} {abs(b)}$."
    body = {
        "kind": "antiderivative",
        "value": base,
        "variable": "x",
        "constant": "required" if required else "optional",
        "asked": asked(question),
    }
    neutral = [
        ("constant before", f"C + {base}"),
        ("another letter", f"{base} + k"),
        ("named", f"F(x) = {base} + C"),
    ]
    neutral += [
        ("minus", f"{base} - C"),
        ("scaled", f"{base} + 2C"),
        ("LaTeX", f"${base.replace('x^', 'x^{', 1).replace(' ', '} ', 1)} + C$"),
    ]
    near = [
        ("derivative", f"{a * n}x^{n - 1} + {b}"),
        ("constant only", "C"),
        ("times C", f"({base})*C"),
        ("C x", f"{base} + C x"),
    ]
    near += [
        ("two constants", f"{base} + C + D"),
        ("square", f"{base} + C^2"),
        ("not there", f"{base} + C - C"),
        ("zero", f"{base} + 0C"),
    ]
    near += [
        ("either", f"{base} or {base} + C"),
        ("power", f"{a}x^{n + 1} + {b}x + C"),
        ("size", f"{base} + |C|"),
    ]
    near += [("sine", f"{base} + sin(C)"), ("divided", f"{base} + C/0")]
    if required:
        near += [
            ("no constant", base),
            ("number", f"{base} + 5"),
            ("pi", f"{base} + pi"),
            ("e", f"{base} + e"),
        ]
    judge = _integral(base, required)
    return Right(
        "antiderivative",
        body,
        typed,
        "antiderivative",
        None,
        question,
        _HINTS,
        judge,
        tuple(neutral),
        tuple(near),
    )


def _integral(base: str, required: bool) -> Callable[[str], bool]:
    """Equal to the base but for one letter that only adds a number (here: a multiple of itself)."""

    def judge(text: str) -> bool:
        text = re.sub(r"([A-Z])_?\d", r"\1", text)  # C1 is a constant as C is
        value, known = oracle.compiled(text), oracle.compiled(base)
        letters = sorted(set(re.findall(r"[A-Za-z]", text)) - {"x"})
        if len(letters) > 1 or (required and not letters):
            return False
        points = [(Fraction(k, 3), Fraction(c)) for k in range(1, 9) for c in (0, 1, 5)]
        gaps: dict[Fraction, set[Fraction]] = {}
        for x, c in points:
            point = {"x": x, **({letters[0]: c} if letters else {})}
            gaps.setdefault(c, set()).add(value(point) - known({"x": x}))
        if any(len(found) > 1 for found in gaps.values()):
            return False
        zero, one, five = (next(iter(gaps[Fraction(c)])) for c in (0, 1, 5))
        return not letters or (one != zero and five - zero == 5 * (one - zero))

    return judge
