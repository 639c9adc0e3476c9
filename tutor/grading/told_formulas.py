"""Formulas told as what is done to a letter: "multiply x by 2, add 1", "twice x", "a third of x cubed".

Judges nothing. Reads texts whose numerals are in figures (`spoken.figures`) and yields maths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tutor.grading.spoken import in_signs

_T = r"(\(?-?(?:\d+(?:\.\d+)?(?:/\d+)?\s?)?[a-zA-Zπ]?(?:\^\(?\d+\)?)?\)?)"
_ATOM = r"((?:\d+\s?)?[a-zA-Zπ](?![a-zA-Z])(?:\^\(?-?\d+\)?)?|\d+(?:\.\d+)?(?:/\d+)?|√\s?\d+)"
_FUNCTIONS = {"sine": "sin", "cosine": "cos", "tangent": "tan", "logarithm": "log"}
_REPLACED: list[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern, re.IGNORECASE), sign)
    for pattern, sign in [
        (r"\b(sine|cosine|tangent|logarithm) (?:of )?([a-z])\b", r"\1(\2)"),
        (r"\b(sin|cos|tan|ln|log) of ([a-z])\b", r"\1(\2)"),
        (rf"\bthe square root of {_ATOM}", r"sqrt(\1)"),
        (rf"\bthe square of {_ATOM}", r"(\1)^2"),
        (rf"\bthe cube of {_ATOM}", r"(\1)^3"),
        (r"\bsquare ([a-z])\b(?! root)", r"(\1)^2"),
        (r"\bcube ([a-z])\b", r"(\1)^3"),
        (r"\braise ([a-z]) to (?:the power (?:of )?)?\^?\s?(\d+)", r"(\1)^\2"),
        (
            r"(?:,)? ?(?:raised )?to the (?:power (?:of )?)?(\d+(?:/\d+)?)(?:st|nd|rd|th)?(?: power)?\b",
            r"^(\1)",
        ),
        (rf"\b(?:twice|double|doubled|2 times) {_ATOM}(?![\w(])", r"2*(\1)"),
        (rf"\b(?:triple|thrice) {_ATOM}(?![\w(])", r"3*(\1)"),
        (rf"\b(?:half|halve) (?:of )?{_ATOM}(?![\w(])", r"(\1)/2"),
        (rf"(?<![\w.])(\d+/\d+) of {_ATOM}", r"(\1)*\2"),
        (rf"\bmultiply (?:the )?{_ATOM} (?:by|with|and) (?:the )?{_ATOM}", r"\1*\2"),
        (
            r"\bmultiply \(?([^.;,()]{1,20}[-+][^.;,()]{1,20})\)? (?:by|with|and) "
            r"\(?([^.;,()]{1,20}[-+][^.;,()]{1,20})\)?",
            r"(\1)*(\2)",
        ),
        (r"\bproduct of \(?([^.;,()]{1,20})\)? and \(?([^.;,()]{1,20})\)?(?=[\s.;,)]|$)", r"(\1)*(\2)"),
        (r"(√\s?\d+|sqrt\(\d+\)),? (\d+) (?:times|\*)(?=\W*$|[.;])", r"\2*\1"),
        (rf"\bdivide {_ATOM} by {_ATOM}(?:\s?(π|[a-z])\b)?", r"\1/(\2 \3)"),
        (rf"\badd {_ATOM} (?:and|to) ([^.;,]{{1,20}})", r"\2+\1"),
        (rf"\b(?:take(?: away)?|subtract) {_ATOM} from ([^.;,]{{1,30}})", r"\2 - \1"),
        (rf"(?<![\w.]){_ATOM} (?:more|greater|larger) than ([^.;,]{{1,20}})", r"\2 + \1"),
        (rf"(?<![\w.]){_ATOM} less than ([^.;,]{{1,20}})", r"\2 - \1"),
        (r",? (?:and |then |and then )?(?:add|plus)(?: on)? (?:another )?(?=[\d\w(√])", " + "),
        (r",? (?:and |then |and then )?(?:take away|subtract|less|take off) (?=[\d\w(√])", " - "),
        (r",? (?:and |then |and then )?multiply (?:it |that |this )?by (\d+(?:/\d+)?)", r" *\1"),
        (r",? (?:and |then |and then )?divide (?:it |that |this )?by (\d+)", r" /\1"),
        (
            r",? (?:and )?(?:that|this|it|which|the result)? ?(?:is|gives|equals|makes|to get) "
            r"([a-z])(?=[.,;!]|$)",
            r" = \1",
        ),
        (r",? ?(?:and )?(?:it |you )?(?:finally |then )?(?:goes on|comes|ends|starts)(?: with)?", " "),
    ]
]
_DEGREE = re.compile(r"(?:\b(?:plus|and|add)|\+)\s+(?:a|an|any|the|some) constant(?: c)?\b", re.IGNORECASE)
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ORDINAL_POWER = re.compile(rf"\bto the ({'|'.join(_ORDINALS)})(?: power)?\b", re.IGNORECASE)
_FUNCTION = re.compile(r"\b([fghyp])\s*\(\s*([a-z])\s*\)\s*(?:=|->|→|is)\s*", re.IGNORECASE)
_DEF = re.compile(r"\bdef\s+(\w)\s*\(\s*\w\s*\)\s*:\s*return\s+([^\n`;]{1,80})", re.IGNORECASE)
_LAMBDA = re.compile(r"\blambda\s+\w\s*:\s*([^\n`;]{1,80})")
_SUBJECT = re.compile(r"\b(\w) is (?=[\w(-])", re.IGNORECASE)


def formulas(text: str, letters: Sequence[str] = ()) -> Iterator[str]:
    """Texts with the told work put into signs: whole sentences that may then be maths."""
    for match in _DEF.finditer(text):
        yield f"{match.group(1)} = {match.group(2)}"
        yield match.group(2)
    for match in _LAMBDA.finditer(text):
        yield match.group(1)
        yield f"y = {match.group(1)}"
    for match in _FUNCTION.finditer(text):
        rest = re.split(r"[.;\n`]", text[match.end() :])[0]
        yield f"y = {rest}"
        yield rest
    plain = _ORDINAL_POWER.sub(lambda found: f"to the {_ORDINALS.index(found.group(1).lower()) + 1}", text)
    plain = _DEGREE.sub("+ C", in_signs(plain))
    plain = re.sub(r" +\^ *", "^", plain)
    yield from _by_coefficients(re.sub(r" +\^ *", "^", in_signs(text)))
    for pattern, sign in _REPLACED:
        plain = pattern.sub(sign, re.sub(r" {2,}", " ", plain))
    for word, name in _FUNCTIONS.items():
        plain = re.sub(rf"\b{word}\b", name, plain)
    plain = re.sub(r",\s*(?=[-+*/] )", " ", plain)
    yield plain
    yield _UNDER.sub(r"/(\1*\2)", _SUBJECT.sub(r"\1 = ", plain))
    for letter in letters:
        if "A1" in text:
            yield text.replace("A1", letter)
    if _ADDED.search(text):
        yield _THEN.sub(" + ", plain)
    yield _SUBJECT.sub(r"\1 = ", plain)


_UNDER = re.compile(r"/\s*(\d+)\s*(π|[a-zA-Z])(?![\w^])")
_ADDED = re.compile(r"\b(?:added|add|adds|sum|plus)\b|\+", re.IGNORECASE)
_THEN = re.compile(r",? (?:and )?then (?:comes? )?(?=[-\d\w(√])|, (?:and )?(?=[\d(√]|[a-z]\b)", re.IGNORECASE)
_POWERED = r"(?:[a-z][²³]|[a-zA-Z](?:\s?\^\s?\(?\d+\)?)?(?:\s?[a-zA-Z](?:\s?\^\s?\d+)?)?)"
_VALUE = r"(?P<n>-?\s?\d+(?:/\d+)?)"
_COEFFICIENTS = [
    re.compile(
        rf"\b(?:coefficient|number in front|number before|that) (?:of |before "
        rf")?(?P<t>{_POWERED})(?:'s)? (?:is|:|equals)\s*{_VALUE}"
    ),
    re.compile(
        rf"(?<![\w^])(?P<t>{_POWERED})(?:-| )?(?:term|'s term)? (?:has|gets|with|comes with)(?: "
        rf"the)? (?:coefficient|factor)(?: of)?\s*{_VALUE}"
    ),
    re.compile(rf"(?<![\w.]){_VALUE} (?P<t>[a-zA-Z])['’]s\b"),
]
_CONSTANT = re.compile(
    rf"\b(?:constant(?: term)?|number (?:on its own|at the end)|last term) (?:is|:|equals)\s*{_VALUE}",
    re.IGNORECASE,
)


def _by_coefficients(text: str) -> Iterator[str]:
    """ "The coefficient of a is 2, that of b is 6" → 2*a + 6*b."""
    terms = {
        match.group("t"): match.group("n").replace(" ", "")
        for pattern in _COEFFICIENTS
        for match in pattern.finditer(text)
    }
    constant = _CONSTANT.search(text)
    if not terms or len(terms) + bool(constant) < 2:
        return
    written = [f"({number})*{term}" for term, number in terms.items()]
    if constant:
        written.append(f"({constant.group('n').replace(' ', '')})")
    yield " + ".join(written)
