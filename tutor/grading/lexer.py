"""Typed maths, LaTeX and Unicode to tokens. Knows characters and spellings, not grammar."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tutor.grading.tree import CONSTANTS, MathsError, Style

MAX_CHARS = 4000
MAX_TOKENS = 800
MAX_DIGITS = 300

Kind = Literal["number", "vulgar", "name", "function", "frac", "sqrt", "symbol", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    spaced: bool = False  # white space stood before it
    value: Fraction = Fraction(0)
    style: Style = "integer"


# Spelling → the name used in the tree. `log` is the logarithm to base 10, `ln` the natural one.
FUNCTIONS = {
    **{name: name for name in ("sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh")},
    **{name: name for name in ("ln", "log", "exp", "abs", "sqrt", "cbrt", "root", "floor", "ceil")},
    **{
        name: name for name in ("gcd", "lcm", "min", "max", "mod", "sech", "csch", "coth", "sign", "binomial")
    },
    **{f"a{name}": f"a{name}" for name in ("sin", "cos", "tan", "sec", "csc", "cot")},
    **{f"arc{name}": f"a{name}" for name in ("sin", "cos", "tan", "sec", "csc", "cot")},
    **{
        f"{head}{name}": f"a{name}"
        for name in ("sinh", "cosh", "tanh", "coth")
        for head in ("a", "ar", "arc")
    },
    "cosec": "csc",
    "cosech": "csch",
    "arccosec": "acsc",
    "sgn": "sign",
    "signum": "sign",
    "lg": "log",
}
_GREEK_NAMES = (
    "alpha beta gamma delta epsilon theta lambda mu pi rho sigma tau phi omega Delta varphi varepsilon "
    "zeta eta kappa xi omicron upsilon chi psi iota nu Omega Gamma Lambda Sigma Phi Psi Theta"
)
GREEK = {
    **dict(zip(_GREEK_NAMES.split(), "αβγδεθλμπρστφωΔφεζηκξουχψινΩΓΛΣΦΨΘ", strict=True)),
    **dict.fromkeys(("inf", "infty", "infinity", "oo"), "∞"),
}
_SYMBOL_COMMANDS = {
    **dict.fromkeys(("cdot", "times", "ast"), "*"),
    **dict.fromkeys(("le", "leq", "leqslant"), "<="),
    **dict.fromkeys(("ge", "geq", "geqslant"), ">="),
    **dict.fromkeys(("ne", "neq"), "!="),
    **dict.fromkeys(("lvert", "rvert", "vert", "mid"), "|"),
    **dict.fromkeys(("pm", "plusmn"), "±"),
    **dict.fromkeys(("emptyset", "varnothing"), "∅"),
    "mp": "∓",
    "cup": "∪",
    "cap": "∩",
    "in": "∈",
    "lor": "or",
    "vee": "or",
    "land": "and",
    "wedge": "and",
    "approx": "=",
    "colon": ":",
    "iff": "=",
    "neg": "not",
    "lnot": "not",
    "lbrace": "\\{",
    "rbrace": "}",
    "div": "/",
    "lt": "<",
    "gt": ">",
}
_IGNORED_COMMANDS = frozenset(
    {"left", "right", "mleft", "mright", "big", "Big", "quad", "qquad", "displaystyle"}
)
_CHARACTERS = {
    **dict.fromkeys("×⋅·∙•∗⁢", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("−–—‐‑﹣－", "-"),
    **dict.fromkeys("≤⩽", "<="),
    **dict.fromkeys("≥⩾", ">="),
    **dict(zip("∣ϑϕµ", "|θφμ", strict=True)),
    "≠": "!=",
    **dict.fromkeys("≈≃≅", "="),
    "ℯ": "e",
    "ℼ": "π",
    "⦰": "∅",
    "∨": " or ",
    "∧": " and ",
    "¬": " not ",
}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ", "0123456789+-()n")
_SUPERSCRIPT_RUN = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ]+")
_VULGAR = {char: Fraction(unicodedata.numeric(char)).limit_denominator(10) for char in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"}
_NUMBER = re.compile(r"\d+\.\d+e[+-]?\d{1,3}(?!\d)|(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d{1,3}(?!\d))?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d{1,3}(?: \d{3})+(?! ?[\d/])(?:\.\d+)?")
_LETTERS = re.compile("[A-Za-zΑ-Ωα-ω]+")
_NUMBERED = re.compile(r"[0-9]{1,4}(?![0-9.])")
_DEGREES = re.compile(r"(?:(?:\^|\*\*)\s*)?(?:\{\s*\\(?:circ|degree)\s*\}|\\(?:circ|degree)(?![A-Za-z]))")
_DEGREES_IN_WORDS = re.compile(r"(?<=\d)\s*degrees?\b(?!\s*[A-Za-z])")  # "20 degrees Celsius" is no angle
# A capital U where only the sign of union can stand: after a bracket, before an interval.
_UNION = re.compile(r"(?<=[)\]])\s*U\s*(?=[(\[][^()\[\]]+,[^()\[\]]+[)\]])")
_UPRIGHT = re.compile(r"\\(?:operatorname|mathrm|mathit|text)\{([A-Za-z ]+)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_SYMBOL = re.compile(r"\*\*|<=|>=|==|!=|=<|=>|[-+*/^=<>()\[\]{}|!%,;_°±∓∪∩∈∅:&]")
_MATRIX = re.compile(r"\\(begin|end)\s*\{(?:[pbv]?matrix|array|smallmatrix)\}(?:\{[lcr| ]*\})?")
_SUBSCRIPT = re.compile(r"_(?:\{([A-Za-z0-9]{1,8})\}|([A-Za-z0-9]))")


def normalise(text: str) -> str:
    """Unicode spellings of maths in plain characters: x² → x^(2), − → -, 𝑥 → x. Vulgar fractions stay."""
    text = _UPRIGHT.sub(r" \1 ", _DEGREES.sub("°", text))
    text = _SUPERSCRIPT_RUN.sub(lambda run: f"^({run.group().translate(_SUPERSCRIPTS)})", text)
    text = _DEGREES_IN_WORDS.sub("°", "".join(map(_plain, text)))
    return _UNION.sub("∪", text) if "U" in text else text


def _plain(char: str) -> str:
    if char in _CHARACTERS:
        return _CHARACTERS[char]
    if char.isascii() or char in _VULGAR:
        return char
    if "！" <= char <= "～":  # the full-width forms of ASCII
        return chr(ord(char) - 0xFEE0)
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category == "Zs":
        return " "
    if category[0] == "L":
        return unicodedata.normalize("NFKC", char)
    return char


def tokens(text: str, names: frozenset[str] | None = None, *, grouping: bool = True) -> list[Token]:
    """Tokens of `text`, closed by one of kind "end".

    `names` are the names in use: longer ones are kept whole, "f()" is a function's, and letters that
    are mostly
    something else count as words. `grouping` reads 1,000 outside brackets as one thousand. Raises MathsError.
    """
    if len(text) > MAX_CHARS:
        raise MathsError("costly", "that is too long")
    return _Lexer(normalise(text).replace("{,}", ","), names, grouping).read()


class _Lexer:
    def __init__(self, text: str, names: frozenset[str] | None, grouping: bool) -> None:
        self.text = text
        self.names = names
        self.grouping = grouping
        self.at = 0
        self.brackets = 0
        self.out: list[Token] = []

    def read(self) -> list[Token]:
        while True:
            start = self.at
            while self.at < len(self.text) and self.text[self.at].isspace():
                self.at += 1
            spaced = self.at > start
            if self.at >= len(self.text):
                self.out.append(Token("end", "", spaced))
                return self.out
            self._one(spaced)
            if len(self.out) > MAX_TOKENS:
                raise MathsError("costly", "that is too long")

    def _one(self, spaced: bool) -> None:
        char = self.text[self.at]
        if char.isdigit() or (char == "." and self.text[self.at + 1 : self.at + 2].isdigit()):
            self._number(spaced)
        elif char in _VULGAR:
            self.out.append(Token("vulgar", char, spaced, _VULGAR[char]))
            self.at += 1
        elif char in "∞√":
            self.out.append(Token("name", char, spaced) if char == "∞" else Token("sqrt", "√", spaced))
            self.at += 1
        elif char == "\\":
            self._command(spaced)
        elif match := _LETTERS.match(self.text, self.at):
            self.at = match.end()
            self._letters(match.group(), spaced)
        elif match := _SYMBOL.match(self.text, self.at):
            self._symbol(match.group(), spaced)
        else:
            raise MathsError("words" if char.isalpha() else "syntax", shown(char))

    def _number(self, spaced: bool) -> None:
        match = _GROUPED.match(self.text, self.at) if self.grouping and not self.brackets else None
        match = match or _NUMBER.match(self.text, self.at)
        if match is None or len(match.group()) > MAX_DIGITS:
            raise MathsError("costly" if match else "syntax", "that number")
        self.at = match.end()
        literal = match.group().replace(",", "").replace(" ", "")
        style: Style = "integer" if literal.isdigit() else "decimal"
        self.out.append(Token("number", literal, spaced, Fraction(literal.removesuffix(".")), style))

    def _symbol(self, symbol: str, spaced: bool) -> None:
        if symbol == "_" and self._subscript():
            return
        self.brackets += (symbol in ("(", "[", "{", "\\{")) - (symbol in ")]}")
        plain = {"**": "^", "==": "=", ";": ",", "=<": "<=", "=>": ">="}.get(symbol, symbol)
        self.out.append(Token("symbol", plain, spaced))
        self.at += len(symbol)

    def _subscript(self) -> bool:
        """x_1 and x_{10} are names of their own."""
        last = self.out[-1] if self.out else None
        match = _SUBSCRIPT.match(self.text, self.at)
        if match is None or last is None or last.kind != "name":
            return False
        self.out[-1] = Token("name", f"{last.text}_{match.group(1) or match.group(2)}", last.spaced)
        self.at = match.end()
        return True

    def _command(self, spaced: bool) -> None:
        matrix = _MATRIX.match(self.text, self.at)
        if matrix is not None:
            self.at = matrix.end()
            self.out.append(Token("symbol", f"matrix {matrix.group(1)}", spaced))
            self.brackets += 1 if matrix.group(1) == "begin" else -1
            return
        match = _COMMAND.match(self.text, self.at)
        if match is None:
            self._escaped(self.text[self.at + 1 : self.at + 2], spaced)
            return
        self.at = match.end()
        word = match.group(1)
        if word in _IGNORED_COMMANDS:
            return
        if word in ("frac", "dfrac", "tfrac", "cfrac"):
            self.out.append(Token("frac", word, spaced))
        elif word == "sqrt":
            self.out.append(Token("sqrt", word, spaced))
        elif word in _SYMBOL_COMMANDS:
            self._insert(_SYMBOL_COMMANDS[word], spaced)
        elif word in FUNCTIONS:
            self.out.append(Token("function", FUNCTIONS[word], spaced))
        elif word in GREEK:
            self.out.append(Token("name", GREEK[word], spaced))
        else:
            raise MathsError("syntax", f"\\{word}")

    def _insert(self, symbol: str, spaced: bool) -> None:
        self.brackets += (symbol in ("(", "[", "{", "\\{")) - (symbol in ")]}")
        self.out.append(Token("symbol", symbol, spaced))

    def _escaped(self, char: str, spaced: bool) -> None:
        self.at += 2
        if char in ("{", "}"):
            self._insert("\\{" if char == "{" else "}", spaced)
        elif char in ("%", "\\"):
            self.out.append(Token("symbol", char, spaced))
        elif char not in tuple(",;:!> $"):
            raise MathsError("syntax", shown("\\" + char))

    def _letters(self, run: str, spaced: bool) -> None:
        """A run of letters. x1 is a name of its own, like x_1; "and" and "or" stand between answers."""
        if run in ("and", "or", "not"):
            self.out.append(Token("symbol", run, spaced))
            return
        numbered = _NUMBERED.match(self.text, self.at)
        if numbered and self.names is not None and run + numbered.group() in self.names:
            self.out.append(Token("name", run + numbered.group(), spaced))
            self.at = numbered.end()
            return
        self._read_letters(run, spaced)
        last = self.out[-1]
        if numbered and last.kind == "name" and last.text not in CONSTANTS:
            self.out[-1] = Token("name", f"{last.text}_{numbered.group()}", last.spaced)
            self.at = numbered.end()

    def _read_letters(self, run: str, spaced: bool) -> None:
        whole = self._known(run, whole=True)
        if whole is not None:
            self.out.append(Token(whole.kind, whole.text, spaced))
            return
        pieces = self._pieces(run)
        if self._is_prose(run, pieces):
            raise MathsError("words", shown(run))
        self.out.append(Token(pieces[0].kind, pieces[0].text, spaced))
        self.out.extend(pieces[1:])

    def _known(self, word: str, *, whole: bool) -> Token | None:
        if self.names is not None and word in self.names:
            return Token("name", word)
        if self.names is not None and f"{word}()" in self.names:
            return Token("function", word)
        if len(word) == 1:
            return Token("name", word)
        for spelling in (word, word.lower()):
            if spelling in FUNCTIONS:
                return Token("function", FUNCTIONS[spelling])
            if spelling in GREEK and (whole or spelling == "pi"):
                return Token("name", GREEK[spelling])
        return None

    def _pieces(self, run: str) -> list[Token]:
        """The run cut into the longest known names from the left, single letters otherwise."""
        pieces, start = [], 0
        while start < len(run):
            for end in range(min(len(run), start + 20), start, -1):
                piece = self._known(run[start:end], whole=False)
                if piece is not None:
                    pieces.append(piece)
                    start = end
                    break
        return pieces

    def _is_prose(self, run: str, pieces: list[Token]) -> bool:
        singles = [piece.text for piece in pieces if piece.kind == "name" and len(piece.text) == 1]
        if self.names is None:
            return len(singles) >= 4
        strangers = [name for name in singles if name not in self.names and name.lower() not in self.names]
        return len(run) >= 3 and 2 * len(strangers) > len(pieces)


def shown(text: str) -> str:
    """Input quoted in a reason: printable and short."""
    clean = "".join(char if char.isprintable() else " " for char in text).strip()
    return clean if len(clean) <= 40 else clean[:39] + "…"
