"""Takes off what hides a text from a reader of maths: entities, emphasis, invisible signs, the words of code.

Knows no answer. The result is only looked through for one, never shown.
"""

from __future__ import annotations

import html
import re
import unicodedata

_TAG = re.compile(r"</?(?:b|i|em|strong|u|s|sup|sub|code|span|mark|p|br|div)\b[^<>]{0,80}>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3}|~~)(?=\S)([^*_~\n]{1,200}?)(?<=\S)\1(?![\w*])")
# Emphasis inside of a word: **Can**berra. Between figures the stars are a power.
_EMPHASIS_INSIDE = re.compile(r"(?<!\d)\*\*([A-Za-z]{1,40})\*\*(?!\d)")
_WRAPPED = re.compile(
    r"\\(?:boxed|mathbf|boldsymbol|mathrm|mathbb|fbox|underline|color\{[a-z]{1,20}\}|textcolor\{[a-z]{1,20}\})"
    r"\s*\{([^{}]{1,300})\}"
)
_CALLS = re.compile(
    r"\b(?:print|str|int|float|round|Decimal|Integer|console\.log|Number|repr|eval)(?=\()", re.IGNORECASE
)
_QUOTED = re.compile(r"\(\s*(['\"])([^'\"()]{1,200})\1\s*\)")
_FRACTION = re.compile(r"\b(?:Fraction|Rational|divide)\(\s*([^(),]{1,60}),\s*([^(),]{1,60})\)")
_SUM = re.compile(r"\bsum\(\s*[\[(]([^()\[\]]{1,200})[\])]\s*\)|\bSUM\(([^()\[\]]{1,200})\)")
_POW = re.compile(r"\b(?:[Mm]ath\.)?(?i:pow|power)\(\s*([^(),]{1,60}),\s*([^(),]{1,60})\)")
_MODULE = re.compile(r"\b(?:math|np|numpy|sympy|cmath|Math)\.(?=[a-z])")
_PI = re.compile(r"\b(?:math|np|numpy|Math)\.(?:pi|PI)\b|\bPI\(\)")
_STATEMENT = re.compile(
    r"\b(?:return|lambda(?:\s+[a-z](?:,\s*[a-z])*)?\s*:|def\s+\w+\([^()]{0,60}\)\s*:|let|const|var|assert)(?!\w)"
)
_BASED = re.compile(r"\b0(?:x[0-9a-fA-F]{1,12}|b[01]{1,40}|o[0-7]{1,14})\b")
_ASSIGNED = re.compile(r"(?<![\w.])[A-Za-z_]\w{1,30}\s*(==?)(?!=)\s*")
_KEY = re.compile(r"[\"'][\w ]{1,30}[\"']\s*:\s*[\"']?")
_TEN_TO = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)[eE]\+?(-?\d{1,3})(?!\w)")
_TIMES_ITSELF = re.compile(r"(?<![\w^)*])([a-z])\s*\*\s*\1(?![\w^(*])")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:(?:,|\{,\}|\\,)\d{3})+(?![\d,]|\.\d{4})")
_BRACES = re.compile(r"\\\{\s*([^{},]{1,60}?)\s*\\\}|(?<![\w\\}^_])\{\s*([-+]?[\d./]{1,20})\s*\}")
_SHIFT = re.compile(r"(?<![\w.])(\d{1,6})\s*<<\s*(\d{1,2})(?!\w)")
_DEGREES = re.compile(r"(?<=\d)\s*°\s?[CF]\b")
_WHOLE = re.compile(r"(?<=[\w)])\s*//\s*(?=[\w(])")


def unveiled(text: str) -> str:
    """The text as a reader would read it aloud: tags, emphasis and entities gone, ⑦ and 7️⃣ as 7."""
    text = html.unescape(text)
    text = "".join(map(_plain, text))
    text = _TAG.sub("", text)
    for _ in range(2):
        text = _EMPHASIS_INSIDE.sub(r"\1", _EMPHASIS.sub(r"\2", text))
        text = _WRAPPED.sub(r"\1", text)
    return text


def _plain(char: str) -> str:
    if char.isascii():
        return char
    category = unicodedata.category(char)
    if category in ("Cf", "Me") or char == "\ufe0f":
        return ""
    if category == "No" and unicodedata.decomposition(char).startswith("<circle>"):
        return unicodedata.normalize("NFKC", char)
    return char


_COMMAND = r"\\(?:[a-zA-Z]+|[{}])(?:\s*(?:\[[^\[\]]{0,20}\]|\{(?:[^{}]|\{[^{}]{0,80}\}){0,120}\}))*"
_PIECE = rf"(?:{_COMMAND}|[-+*/=<>^_()\[\]|,&\d.]|\{{|\}}|(?<![A-Za-z])[A-Za-z](?![A-Za-z]))"
_LATEX_RUN = re.compile(rf"(?:{_PIECE}\s?){{0,60}}?{_COMMAND}(?:\s?{_PIECE}){{0,60}}")
_ENVIRONMENT = re.compile(r"\\begin\{(\w{1,12}\*?)\}.{1,400}?\\end\{\1\}", re.DOTALL)


def marked_latex(text: str) -> str:
    """LaTeX that stands in prose put between dollars: "it is \\frac{5}{2}." """
    if "\\" not in text or "$" in text:
        return text
    if _ENVIRONMENT.search(text):
        return _ENVIRONMENT.sub(lambda found: f"${found.group()}$", text)
    return _LATEX_RUN.sub(lambda found: f" ${found.group().strip(' .,')}$ ", text)


def loosened(text: str) -> str:
    """12,000 as 12000, and a set of one item as that item."""
    text = _DEGREES.sub("", text)
    text = _THOUSANDS.sub(lambda found: re.sub(r"\D", "", found.group()), text)
    return _BRACES.sub(lambda found: found.group(1) or found.group(2), text)


def without_code(text: str) -> str:
    """Code as the maths that it works out: `return 3 + 4` → 3 + 4, `Fraction(7, 2)` → (7)/(2)."""
    text = _PI.sub("π", text)
    text = _BASED.sub(lambda found: str(int(found.group(), 0)), _MODULE.sub("", text))
    text = _SHIFT.sub(r"\1*2^\2", text)
    text = _TIMES_ITSELF.sub(r"\1^2", _TEN_TO.sub(r"\1*10^(\2)", text))
    text = _FRACTION.sub(r"((\1)/(\2))", _POW.sub(r"((\1)^(\2))", text))
    text = _SUM.sub(
        lambda found: "(" + (found.group(1) or found.group(2)).replace(",", "+").replace(";", "+") + ")", text
    )
    text = _QUOTED.sub(r"(\2)", _CALLS.sub(" ", text))
    text = _KEY.sub(" = ", _STATEMENT.sub("\n", text))
    return _WHOLE.sub("/", _ASSIGNED.sub(" = ", text))
