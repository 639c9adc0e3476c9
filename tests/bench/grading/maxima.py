"""Maxima's notation in the checker's grammar, token by token; nothing is evaluated.

What has no counterpart (calculus left as nouns, assumptions, indexed names, …) raises `Untranslatable`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(?P<name>[%A-Za-zα-ωΑ-Ω][%\w]*)|"
    r'(?P<sign>#pm#|:=|::|>=|<=|\*\*|"[^"]*"|.))',
    re.DOTALL,
)
_CONSTANTS = {
    "%pi": "pi",
    "pi": "pi",
    "%e": "e",
    "e": "e",
    "%i": "i",
    "i": "i",
    "inf": "inf",
    "minf": "(-inf)",
}
_WORDS = {"and": " and ", "or": " or ", "not": " not ", "nounand": " and ", "nounor": " or "}
_FUNCTIONS = frozenset(
    [
        "sin",
        "cos",
        "tan",
        "sec",
        "csc",
        "cot",
        "cosec",
        "asin",
        "acos",
        "atan",
        "sinh",
        "cosh",
        "tanh",
        "sech",
        "csch",
        "coth",
        "cosech",
        "asinh",
        "acosh",
        "atanh",
        "acoth",
        "abs",
        "exp",
        "ln",
        "sqrt",
        "root",
        "floor",
        "gcd",
        "lcm",
        "min",
        "max",
        "signum",
        "binomial",
        "factorial",
    ]
)
_RENAMED = {"log": "ln", "lg": "log", "ceiling": "ceil", "arcsin": "asin", "arccos": "acos", "arctan": "atan"}
_INTERVALS = {"oo": "()", "cc": "[]", "co": "[)", "oc": "(]"}
_REFUSED = frozenset(
    [
        "ev",
        "diff",
        "int",
        "integrate",
        "limit",
        "sum",
        "product",
        "makelist",
        "map",
        "taylor",
        "radcan",
        "ratsimp",
        "expand",
        "declare",
        "assume",
        "noundiff",
        "lowesttermsp",
        "rationalized",
        "exdowncase",
        "polarform",
        "rectform",
        "trigrat",
        "trigreduce",
        "stackeq",
        "cases",
        "if",
        "then",
        "else",
        "lambda",
        "subst",
        "natural_domain",
        "stack_single_variable_solver",
        "true",
        "false",
        "all",
        "none",
        "xor",
        "implies",
        "nand",
        "nor",
        "null",
        "scientific_notation",
        "scientific_notationp",
        "displaysci",
        "remove_numerical_inert",
        "round",
        "make_less_ineq",
        "integerp",
        "num_ensure_rational",
        "complex_exponentialp",
        "algebraic_equivalence_trigexpandp",
        "disp_complex",
        "stackvector",
        "nounint",
        "ntuple",
        "sremove_chars",
        "logbasesimp",
        "undefined",
        "unknown",
        "stackbasen",
        "realset",
        "realonly",
        "nounlimit",
        "matrix_multiply",
        "vec",
        "det",
        "transpose",
        "conjugate",
        "realpart",
        "imagpart",
        "carg",
        "cabs",
        "numberp",
        "argument",
        "grad",
        "div",
        "curl",
    ]
)


class Untranslatable(Exception):
    """Says what has no counterpart in the checker's grammar."""


@dataclass(frozen=True)
class Translated:
    """`names` are the letters and words in use, functions as `f()`; `imaginary`: i means √-1."""

    text: str
    names: frozenset[str]
    imaginary: bool
    indexed: bool


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def translated(text: str) -> Translated:
    """Raises Untranslatable. A text that is no Maxima at all comes back as well as it can be read."""
    reader = _Reader(_tokens(text))
    text = reader.all().strip()
    if any(f"{name}()" in reader.names for name in reader.names):
        raise Untranslatable("a letter that is a function too")
    return Translated(text, frozenset(reader.names), reader.imaginary, reader.indexed)


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text.strip()):
        kind = match.lastgroup or "sign"
        if match[kind] == "'" and text[match.end() : match.end() + 4] == "root":
            continue  # a noun form: only its display differs
        found.append(_Token(kind, match[kind]))
    return found


class _Reader:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.names: set[str] = set()
        self.imaginary = False
        self.indexed = False

    def all(self) -> str:
        return "".join(self.piece() for _ in iter(lambda: self.at < len(self.tokens), False))

    def peek(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def piece(self) -> str:
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "number":
            return token.text.replace("e", "E") + " "
        if token.kind == "name":
            return self.name(token.text)
        return self.sign(token.text)

    def sign(self, text: str) -> str:
        if text.startswith('"') or text in (":=", "::", "'", "@", "?", "\\", "~", "$"):
            raise Untranslatable("strings, definitions and quotes")
        if text == "{":
            return "\\{"
        if text == "}":
            return "\\}"
        if text == "[" and self.at >= 2 and self.tokens[self.at - 2].kind == "name":
            raise Untranslatable("indexed names")
        return {"#pm#": " ± ", "#": " != ", "**": "^"}.get(text, text)

    def name(self, text: str) -> str:
        plain = text.lstrip("'")
        if plain in _REFUSED:
            raise Untranslatable(plain)
        if plain in _CONSTANTS and self.peek() != "(":
            self.imaginary |= _CONSTANTS[plain] == "i"
            return f" {_CONSTANTS[plain]} "
        if plain in _WORDS:
            return _WORDS[plain]
        if self.peek() == "(":
            return self.call(plain)
        if plain.startswith("%"):
            raise Untranslatable(plain)
        index = self.index()
        if index and "_" in plain:
            raise Untranslatable("names with two kinds of index")
        self.indexed |= bool(index)
        plain += f"_{index}" if index else ""
        self.names.add(plain)
        return f" {plain} "

    def index(self) -> str:
        """`[1]` after a name, where it is one plain index."""
        inside = [token.text for token in self.tokens[self.at : self.at + 3]]
        if len(inside) == 3 and inside[0] == "[" and inside[2] == "]" and inside[1].isalnum():
            self.at += 3
            return inside[1]
        return ""

    def call(self, name: str) -> str:
        if name == "binomial" and re.match(
            r"\((?:[^()]*),\[", "".join(t.text for t in self.tokens[self.at :])
        ):
            raise Untranslatable("a function of lists")
        if name in _FUNCTIONS or name in _RENAMED:
            return f" {_RENAMED.get(name, name)}"
        if name in ("dispdp", "displaydp", "dispsf", "displaysf", "significantfigures"):
            return self.shown_number(name)
        arguments = self.arguments()
        if any(argument.startswith("[") for argument in arguments) and name != "matrix":
            raise Untranslatable("a function of lists")
        if name == "matrix":
            return f"[{', '.join(arguments)}]"
        if name in _INTERVALS and len(arguments) == 2:
            opening, closing = _INTERVALS[name][0], _INTERVALS[name][1]
            return f"{opening}{arguments[0]}, {arguments[1]}{closing}"
        if name == "%union":
            return " ∪ ".join(arguments)
        if name == "stackunits" and len(arguments) == 2:
            return f"(({arguments[0]})*({arguments[1]}))"
        if name.startswith("%"):
            raise Untranslatable(name)
        self.names.add(f"{name}()")
        return f" {name}({', '.join(arguments)})"

    def arguments(self) -> list[str]:
        """The translated arguments of the call whose bracket comes next."""
        self.at += 1
        parts, depth = [""], 0
        while self.at < len(self.tokens):
            text = self.peek()
            if text == ")" and depth == 0:
                self.at += 1
                return [part.strip() for part in parts]
            depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
            if text == "," and depth == 0:
                parts.append("")
                self.at += 1
                continue
            parts[-1] += self.piece()
        raise Untranslatable("a call that is not closed")

    def shown_number(self, name: str) -> str:
        """A number with so many decimals or significant figures, as it is displayed."""
        arguments = self.arguments()
        try:
            value, count = Decimal(arguments[0].strip()), int(arguments[1])
        except (InvalidOperation, ValueError, IndexError) as error:
            raise Untranslatable(name) from error
        places = count if name.endswith("dp") else count - 1 - value.adjusted()
        unit = Decimal(1).scaleb(-places)
        return f"{value.quantize(unit, rounding=ROUND_HALF_UP):f} "
