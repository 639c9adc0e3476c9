"""Trees back to text: as a learner would type it, or as LaTeX. Both are readable by our own parser."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from tutor.grading.tree import (
    Add,
    Call,
    Div,
    Group,
    Mul,
    Name,
    Neg,
    Node,
    Number,
    Percent,
    Pow,
    Relation,
)

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = 10, 20, 25, 30, 40
_LATEX_NAMES = {"π": "\\pi", "∞": "\\infty", "θ": "\\theta", "α": "\\alpha", "β": "\\beta"}
_LATEX_SIGNS = {"<=": "\\le", ">=": "\\ge", "!=": "\\ne", "∈": "\\in"}
_LATEX_WORDS = {"and": "\\text{ and }", "or": "\\text{ or }", "∪": "\\cup"}
_LATEX_CALLS = frozenset(
    {"sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh", "ln", "exp", "min", "max", "gcd"}
)
_ARCS = {"asin": "arcsin", "acos": "arccos", "atan": "arctan"}


def plain(node: Node) -> str:
    """For example `3x^2 - 7/2`."""
    return _Printer(latex=False).text(node, 0)


def latex(node: Node) -> str:
    """For example `3x^{2} - \\frac{7}{2}`, without dollar signs."""
    return _Printer(latex=True).text(node, 0)


def decimal(value: Fraction) -> str:
    """A finite decimal expansion, exactly. The denominator must divide a power of ten."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


class _Printer:
    def __init__(self, *, latex: bool) -> None:
        self.latex = latex

    def text(self, node: Node, binding: int) -> str:
        """The node's text, in brackets where it binds looser than `binding`."""
        own, text = self.bare(node)
        return f"({text})" if own < binding else text

    def bare(self, node: Node) -> tuple[int, str]:
        """How tightly the node binds, and its text without brackets around it."""
        match node:
            case Number():
                return self.number(node)
            case Name(name):
                return _ATOM, self.name(name)
            case Neg(arg):
                # Each child is written once: twice at every level would be 2^depth times.
                own, text = self.bare(arg)
                text = f"({text})" if own < _PRODUCT else text
                return _SIGN if own >= _POWER else _SUM, f"-{text}"
            case Percent(arg):
                return _ATOM, self.text(arg, _ATOM) + ("\\%" if self.latex else "%")
            case Add(terms):
                return _SUM, self.sum(terms)
            case Mul(factors):
                return _PRODUCT, self.product(factors)
            case Div(top, bottom) if self.latex:
                return _ATOM - 1, f"\\frac{{{self.text(top, 0)}}}{{{self.text(bottom, 0)}}}"
            case Div(top, bottom):
                return _PRODUCT, f"{self.text(top, _PRODUCT)}/{self.text(bottom, _PRODUCT + 1)}"
            case Pow(base, exponent):
                return _POWER, self.power(base, exponent)
            case Call(name, args):
                return self.call(name, args)
            case Relation(signs, sides):
                return 0, self.relation(signs, sides)
            case Group("and" | "or" | "∪" as word, items):
                spelled = _LATEX_WORDS[word] if self.latex else word
                return 0, f" {spelled} ".join(self.text(item, 1 if word == "and" else 0) for item in items)
            case Group("not", (item,)):
                denial = "\\text{not }" if self.latex else "not "
                return 0, denial + self.text(item, 1)
            case Group(brackets, items):
                inside = ", ".join(self.text(item, 0) for item in items)
                opening, closing = brackets[:1], brackets[1:]
                slash = "\\" if self.latex and opening == "{" else ""
                return 0, f"{slash}{opening}{inside}{slash}{closing}"

    def name(self, name: str) -> str:
        head, _, index = name.partition("_")
        if not self.latex:
            return name if len(index) < 2 else f"{head}_{{{index}}}"
        shown = _LATEX_NAMES.get(head, head if len(head) == 1 else f"\\mathit{{{head}}}")
        return f"{shown}_{{{index}}}" if index else shown

    def number(self, node: Number) -> tuple[int, str]:
        value = node.value
        if node.style != "mixed" or value.denominator == 1:
            return _ATOM, decimal(value)
        whole, part = divmod(value, 1)
        fraction = f"{part.numerator}/{part.denominator}"
        if self.latex:
            fraction = f"\\frac{{{part.numerator}}}{{{part.denominator}}}"
        return _PRODUCT, f"{whole} {fraction}" if whole else fraction

    def sum(self, terms: tuple[Node, ...]) -> str:
        parts = [self.text(terms[0], _SUM)]
        for term in terms[1:]:
            if isinstance(term, Neg):
                parts += ["-", self.text(term.arg, _PRODUCT)]
            elif isinstance(term, Call) and term.name in ("pm", "mp"):
                parts.append(self.bare(term)[1])
            else:
                text = self.text(term, _PRODUCT)
                parts += ["-", text[1:]] if text.startswith("-") else ["+", text]
        return " ".join(parts)

    def product(self, factors: tuple[Node, ...]) -> str:
        text = self.text(factors[0], _PRODUCT)
        for before, factor in pairwise(factors):
            following = self.text(factor, _POWER)
            joined = self.juxtaposable(before, factor)
            if joined and re.search(r"\\[a-z]+$", text) and following[:1].isalpha():
                text += " "  # "\\pi x": without it the letter would join the command
            text += following if joined else (" \\cdot " if self.latex else "*") + following
        return text

    def juxtaposable(self, before: Node, factor: Node) -> bool:
        """2x and 2(x + 1), but not 2*3, x*y^2 in words of several letters, or a fraction's tail."""
        if isinstance(before, Div | Call) and not self.latex:
            return False
        base = factor.base if isinstance(factor, Pow) else factor
        if base == (before.base if isinstance(before, Pow) else before):
            return False
        if isinstance(base, Name):
            return len(base.name) == 1 and not (isinstance(before, Name) and len(before.name) > 1)
        return isinstance(base, Add | Call) and not isinstance(before, Name)

    def power(self, base: Node, exponent: Node) -> str:
        below = self.text(base, _ATOM)
        if self.latex:
            return f"{below}^{{{self.text(exponent, 0)}}}"
        return f"{below}^{self.text(exponent, _ATOM)}"

    def call(self, name: str, args: tuple[Node, ...]) -> tuple[int, str]:
        if name == "factorial":
            return _ATOM, self.text(args[0], _ATOM) + "!"
        if name in ("pm", "mp"):
            sign = {"pm": "\\pm ", "mp": "\\mp "}[name] if self.latex else {"pm": "±", "mp": "∓"}[name]
            return _SUM, sign + self.text(args[0], _PRODUCT)
        inside = [self.text(arg, 0) for arg in args]
        if name == "abs":
            return _ATOM, f"|{inside[0]}|"
        name = _ARCS.get(name, name)
        if not self.latex:
            return _ATOM, f"{name}({', '.join(inside)})"
        if name == "sqrt":
            return _ATOM, f"\\sqrt{{{inside[0]}}}"
        if name in ("cbrt", "root"):
            return _ATOM, f"\\sqrt[{inside[1] if name == 'root' else 3}]{{{inside[0]}}}"
        if name == "log" and len(args) == 2:
            return _ATOM, f"\\log_{{{inside[1]}}}({inside[0]})"
        spelled = f"\\{name}" if name in _LATEX_CALLS or name in (*_ARCS.values(), "log") else name
        return _ATOM, f"{spelled}({', '.join(inside)})"

    def relation(self, signs: tuple[str, ...], sides: tuple[Node, ...]) -> str:
        text = self.text(sides[0], 0)
        for sign, side in zip(signs, sides[1:], strict=True):
            text += f" {_LATEX_SIGNS.get(sign, sign) if self.latex else sign} {self.text(side, 0)}"
        return text
