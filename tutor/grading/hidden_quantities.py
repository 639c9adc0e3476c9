"""Looks for a number with a unit: in another unit, with the unit in words, or bare. Knows English "
"unit names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from tutor.grading import hidden_maths, quantities, units
from tutor.grading.spec import NumberSpec
from tutor.grading.spoken import figures
from tutor.grading.tree import MathsError
from tutor.types import Outcome

_PREFIX = {
    "kilo": "k",
    "centi": "c",
    "milli": "m",
    "deci": "d",
    "mega": "M",
    "giga": "G",
    "micro": "µ",
    "nano": "n",
}
_BASE = {
    r"met(?:re|er)s?": "m",
    r"gram(?:me)?s?": "g",
    r"lit(?:re|er)s?": "L",
    r"seconds?": "s",
    r"newtons?": "N",
    r"joules?": "J",
    r"watts?": "W",
    r"pascals?": "Pa",
    r"volts?": "V",
    r"hertz": "Hz",
    r"ohms?": "Ω",
    r"amp(?:ere)?s?": "A",
    r"coulombs?": "C",
    r"moles?": "mol",
}
_WHOLE = {
    r"minutes?|mins?": "min",
    r"hours?|hrs?": "h",
    r"days?": "d",
    r"weeks?": "week",
    r"tonn?es?": "t",
    r"kelvins?": "K",
    r"inch(?:es)?": "in",
    r"f(?:oo|ee)t": "ft",
    r"miles?": "mi",
    r"pounds?": "lb",
    r"ounces?": "oz",
    r"kilos?": "kg",
    r"secs?": "s",
}
_NAMED = [
    (re.compile(rf"\b{prefix}{name}\b", re.IGNORECASE), sign + unit)
    for name, unit in _BASE.items()
    for prefix, sign in {"": "", **_PREFIX}.items()
] + [(re.compile(rf"\b(?:{name})\b", re.IGNORECASE), unit) for name, unit in _WHOLE.items()]
_PER = re.compile(
    r"\s*\b(?:per|every|each|an?|for every|for each)\s+(?=[A-Za-zµΩ]{1,5}\b)(?:1\s*)?", re.IGNORECASE
)
_SQUARED = (
    (re.compile(r"\bsquare (?=[a-zA-Zµ]{1,4}\b)(\w+)"), r"\1^2"),
    (re.compile(r"\bcubic (\w{1,4})\b"), r"\1^3"),
)
_AFTER = re.compile(r"\b([A-Za-zµΩ]{1,4}) (squared|cubed)\b")
_TEN = re.compile(r"(?<=\d)\s*(?:\\times|\\cdot|×|·|\*|x|times)\s*10\s*(?:\^|\*\*)\s*\{?\s*([-−]?\d+)\s*\}?")
_MIXED = re.compile(r"(\d+)\s*\\[dt]?frac\s*\{?(\d)\}?\s*\{?(\d)\}?")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{(\d+)\}\s*\{(\d+)\}")
_UNIT = r"[A-Za-zµΩ°]{1,5}(?:\^-?\d|[²³])?"
_NUMBER = r"(?:\d+ \d+/\d+|[-−]?\d[\d,]*(?:\.\d+)?(?:/\d+(?:\.\d+)?)?)(?:[eE][-+]?\d+)?"
_MEASURED = re.compile(rf"(?<![\w.])({_NUMBER})\s?({_UNIT}(?:\s?[/*·]\s?{_UNIT})*)(?![\w])")
_ONE_IN = re.compile(rf"(?<![\w.])(an?)\s({_UNIT}\s?/\s?{_UNIT})(?!\w)", re.IGNORECASE)
_PART_OF = re.compile(r"(?<=\d)(/\d+) of an? (?=[A-Za-zµΩ]{1,5}\b)")
_SPACES = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def find(text: str, spec: NumberSpec) -> str | None:
    """A measured number that would be accepted, or the number of this unit on its own."""
    plain = in_units(text)
    shown = "".join(in_units("\n".join(spec.asked)).split())
    for start, end, number, unit in _measured(plain):
        if "".join(plain[start:end].split()) in shown and not hidden_maths.said_as_answer(plain[:start]):
            continue
        if _accepted(spec, f"{number} {unit}"):
            return plain[start:end].strip()
    bare = spec.model_copy(update={"unit": None, "misconceptions": ()})
    return hidden_maths.find(_MEASURED.sub(_kept(spec), plain), bare)


def in_units(text: str) -> str:
    """Numerals in figures and names of units as their signs: "five kilometres per hour" → "5 km/h"."""
    plain = _MIXED.sub(r"\1 \2/\3", text.replace("$", " ").replace("{,}", ","))
    plain = _TEN.sub(r"e\1", _FRACTION.sub(r"\1/\2", plain).replace("−", "-"))
    plain = _SPACES.sub("", figures(re.sub(r"\\(?:text|mathrm|,|;|:|!|quad)\b|\\[,;:! ]|[{}]", " ", plain)))
    for name, unit in _NAMED:
        plain = name.sub(unit, plain)
    plain = _PART_OF.sub(r"\1 ", plain)
    for square, sign in _SQUARED:
        plain = square.sub(sign, plain)
    plain = _AFTER.sub(lambda found: found.group(1) + ("^2" if found.group(2) == "squared" else "^3"), plain)
    return re.sub(r" {2,}", " ", _PER.sub("/", plain))


def _measured(text: str) -> Iterator[tuple[int, int, str, str]]:
    for match in _MEASURED.finditer(text):
        unit = _longest_unit(match.group(2))
        if unit:
            yield match.start(), match.end(), _plain(match.group(1)), unit
    for match in _ONE_IN.finditer(text):
        if is_unit(match.group(2)):
            yield match.start(), match.end(), "1", match.group(2)


def _plain(number: str) -> str:
    return re.sub(r"[eE]([-+]?\d+)$", r"*10^(\1)", number.replace(",", ""))


def _longest_unit(text: str) -> str:
    """ "km/h", of "m in" only "m"."""
    first = re.split(r"\s?[/*·]", text)[0]
    return text if is_unit(text) else first if is_unit(first) else ""


@lru_cache(maxsize=512)
def is_unit(text: str) -> bool:
    try:
        return bool(units.unit_of(text).unit)
    except MathsError:
        return False


def _accepted(spec: NumberSpec, text: str) -> bool:
    plain = spec.model_copy(update={"units": "any", "figures": None, "decimals": None, "asked": ()})
    return any(quantities.check(one, text).outcome is Outcome.CORRECT for one in (plain, spec))


def _kept(spec: NumberSpec) -> Callable[[re.Match[str]], str]:
    """A number with another unit is another quantity; one with this unit keeps its number."""
    wanted = (spec.unit or "").replace(" ", "")

    def kept(match: re.Match[str]) -> str:
        unit = _longest_unit(match.group(2))
        return f"{match.group(1)} " if unit == wanted else match.group() if not unit else "some"

    return kept
