"""Right answers as small trees of the bench's own, and the notations people write them in. Uses no
checker code.

A tree is a Fraction, a name, or a tuple: ("+", a, b, …), ("*", a, b, …), ("/", a, b), ("^", a, n), ("-", a),
("sqrt", a), ("call", name, a), ("rel", a, sign, b, …), ("group", brackets, a, b, …).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

Maths = Any
_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
VULGAR = {
    Fraction(1, 2): "½",
    Fraction(1, 3): "⅓",
    Fraction(2, 3): "⅔",
    Fraction(1, 4): "¼",
    Fraction(3, 4): "¾",
    Fraction(1, 5): "⅕",
    Fraction(3, 8): "⅜",
}


@dataclass(frozen=True)
class Style:
    """How one notation writes things."""

    name: str
    minus: str = "-"
    times: str = "*"  # between factors that cannot stand side by side
    implied: bool = True  # 2x rather than 2*x
    division: str = "/"  # or "frac"
    power: str = "^"  # "^", "**", "{}" or "sup"
    root: str = "sqrt({})"
    left: str = "("
    right: str = ")"
    space: str = " "
    pi: str = "pi"
    vulgar: bool = False
    call: str = "{}({})"
    signs: tuple[tuple[str, str], ...] = ()
    braces: tuple[str, str] = ("{", "}")
    infinity: str = "inf"


_LATEX_SIGNS = (("<=", "\\le "), (">=", "\\ge "), ("!=", "\\ne "), ("<", "<"), (">", ">"))
TYPED = Style("typed")
TIGHT = replace(TYPED, name="tight", space="")
STARS = replace(TYPED, name="stars", implied=False, power="**")
WIDE = replace(TYPED, name="wide", space="  ", implied=False, times=" * ")
UNICODE = Style(
    "unicode",
    "−",
    "·",
    True,
    "/",
    "sup",
    "√({})",
    pi="π",
    vulgar=True,
    infinity="∞",
    signs=(("<=", "≤"), (">=", "≥"), ("!=", "≠")),
)
CROSSES = replace(UNICODE, name="crosses", times=" × ", implied=False, division=" ÷ ", minus="–")
LATEX = Style(
    "latex",
    "-",
    " \\cdot ",
    True,
    "frac",
    "{}",
    "\\sqrt{{{}}}",
    pi="\\pi ",
    infinity="\\infty",
    call="\\{}({})",
    signs=_LATEX_SIGNS,
    braces=("\\{", "\\}"),
)
DOLLARS = replace(LATEX, name="dollars", left="\\left(", right="\\right)", times=" \\times ")
MATHLIVE = replace(
    LATEX,
    name="mathlive",
    left="\\left(",
    right="\\right)",
    space="",
    times="\\cdot ",
    power="short",
    call="\\{}\\left({}\\right)",
    braces=("\\left\\lbrace ", "\\right\\rbrace "),
)
STYLES = (TYPED, TIGHT, STARS, WIDE, UNICODE, CROSSES, LATEX, DOLLARS, MATHLIVE)


def write(tree: Maths, style: Style = TYPED) -> str:
    """The tree in a notation; "dollars" puts $…$ around."""
    text = _Writer(style).bare(tree)[1].strip()
    return f"${text}$" if style.name == "dollars" else text


class _Writer:
    def __init__(self, style: Style) -> None:
        self.style = style

    def text(self, tree: Maths, binding: int) -> str:
        own, text = self.bare(tree)
        return f"{self.style.left}{text}{self.style.right}" if own < binding else text

    def bare(self, tree: Maths) -> tuple[int, str]:
        if isinstance(tree, Fraction):
            return self.number(tree)
        if isinstance(tree, str):
            return _ATOM, {"pi": self.style.pi, "inf": self.style.infinity}.get(tree, tree)
        kind, *parts = tree
        match kind:
            case "+":
                return _SUM, self.sum(parts)
            case "-":
                return _SUM, self.style.minus + self.text(parts[0], _PRODUCT)
            case "*":
                return _PRODUCT, self.product(parts)
            case "/":
                return self.quotient(*parts)
            case "^":
                return _POWER, self.power(*parts)
            case "sqrt":
                return _ATOM, self.style.root.format(self.text(parts[0], 0))
            case "call":
                return _ATOM, self.style.call.format(parts[0], self.text(parts[1], 0))
            case "rel":
                return 0, self.relation(parts)
        return 0, self.group(*parts)

    def number(self, value: Fraction) -> tuple[int, str]:
        if value < 0:
            return _SUM, self.style.minus + self.text(-value, _PRODUCT)
        if value.denominator == 1:
            return _ATOM, str(value.numerator)
        if self.style.vulgar and value in VULGAR:
            return _PRODUCT, VULGAR[value]
        return self.quotient(Fraction(value.numerator), Fraction(value.denominator))

    def quotient(self, top: Maths, bottom: Maths) -> tuple[int, str]:
        if self.style.division == "frac":
            return _PRODUCT, f"\\frac{{{self.text(top, 0)}}}{{{self.text(bottom, 0)}}}"
        return _PRODUCT, f"{self.text(top, _PRODUCT)}{self.style.division}{self.text(bottom, _POWER)}"

    def sum(self, terms: list[Maths]) -> str:
        text = self.text(terms[0], _SUM)
        gap = self.style.space
        for term in terms[1:]:
            sign, positive = "+", term
            if isinstance(term, tuple) and term[0] == "-":
                sign, positive = self.style.minus, term[1]
            elif isinstance(term, Fraction) and term < 0:
                sign, positive = self.style.minus, -term
            text += f"{gap}{sign}{gap}{self.text(positive, _PRODUCT)}"
        return text

    def product(self, factors: list[Maths]) -> str:
        text = self.text(factors[0], _PRODUCT)
        for before, factor in pairwise(factors):
            following = self.text(factor, _POWER)
            text += following if self.side_by_side(before, factor) else self.style.times + following
        return text

    def side_by_side(self, before: Maths, factor: Maths) -> bool:
        if not self.style.implied or before == "pi":
            return False
        if isinstance(before, Fraction) and before.denominator != 1:
            return False
        base = factor[1] if isinstance(factor, tuple) and factor[0] == "^" else factor
        if isinstance(base, Fraction):
            return False
        if isinstance(before, str) and isinstance(base, tuple):
            return False  # x(y + 1) may be read as a function
        return isinstance(base, str) or base[0] in ("+", "sqrt", "call")

    def power(self, base: Maths, exponent: Fraction) -> str:
        below = self.text(base, _ATOM)
        written = str(exponent)
        match self.style.power:
            case "sup":
                return below + written.translate(_SUPERSCRIPT)
            case "{}":
                return f"{below}^{{{written}}}"
            case "short":
                return f"{below}^{written}" if len(written) == 1 else f"{below}^{{{written}}}"
        return f"{below}{self.style.power}{written if exponent >= 0 else f'({written})'}"

    def relation(self, parts: list[Maths]) -> str:
        text = self.text(parts[0], 0)
        for sign, side in zip(parts[1::2], parts[2::2], strict=True):
            spelled = dict(self.style.signs).get(sign, sign)
            text += f"{self.style.space}{spelled}{self.style.space}{self.text(side, 0)}"
        return text

    def group(self, brackets: str, *items: Maths) -> str:
        opening, closing = self.style.braces if brackets == "{}" else (brackets[:1], brackets[1:])
        return opening + f",{self.style.space}".join(self.text(item, 0) for item in items) + closing


def reordered(tree: Maths, draw: Random) -> Maths:
    """The same value with terms, factors, sides of "=" and items of sets and lists in another order."""
    if not isinstance(tree, tuple):
        return tree
    kind, *parts = tree
    if kind == "call":
        return (kind, parts[0], reordered(parts[1], draw))
    if kind == "rel":
        return _turned(parts, draw)
    if kind == "group":
        items = [reordered(item, draw) for item in parts[1:]]
        if parts[0] in ("{}", ""):
            draw.shuffle(items)
        return (kind, parts[0], *items)
    changed = [reordered(part, draw) for part in parts]
    if kind == "+" or (kind == "*" and not isinstance(changed[0], Fraction)):
        draw.shuffle(changed)
    return (kind, *changed)


def _turned(parts: list[Maths], draw: Random) -> Maths:
    mirrored = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
    sides = [reordered(part, draw) if k % 2 == 0 else part for k, part in enumerate(parts)]
    if draw.random() < 0.5:
        return ("rel", *sides)
    return ("rel", *(mirrored.get(part, part) if k % 2 else part for k, part in enumerate(sides[::-1])))
