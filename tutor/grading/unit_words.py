"""Units as people say and typeset them, put into signs: "metres per second squared", \\mathrm{m/s^2}, €.

Knows spellings only; `units` knows what they come to.
"""

from __future__ import annotations

import re
from functools import cache

_TYPESET = re.compile(r"\\(?:text|mathrm|textrm|operatorname|mbox|unit)\s*\{([^{}]*)\}")
_ORDINARY = {
    "watt": "W", "volt": "V", "ampere": "A", "amp": "A", "joule": "J", "newton": "N", "pascal": "Pa",
    "hertz": "Hz", "ohm": "ohm", "kelvin": "K", "coulomb": "C", "farad": "F", "tesla": "T", "weber": "Wb",
    "metre": "m", "meter": "m", "gram": "g", "gramme": "g", "second": "s", "litre": "L", "liter": "L",
    "mole": "mol", "bit": "bit", "byte": "B", "calorie": "cal", "candela": "cd", "bar": "bar",
}  # fmt: skip
_UNPREFIXED = {
    "tonne": "t", "hour": "h", "minute": "min", "day": "d", "week": "week", "mile": "mi", "yard": "yd",
    "inch": "in", "inche": "in", "foot": "ft", "feet": "ft", "ounce": "oz", "gallon": "gal", "hectare": "ha",
    "euro": "EUR", "dollar": "USD", "kph": "km/h",
}  # fmt: skip
_PREFIXES = {
    "tera": "T", "giga": "G", "mega": "M", "kilo": "k", "hecto": "h", "deci": "d", "centi": "c", "milli": "m",
    "micro": "u", "nano": "n", "pico": "p",
}  # fmt: skip
_CURRENCIES = {"€": "EUR", "£": "GBP", "\\$": "USD", "$": "USD"}
_WORD = re.compile(r"(?<![A-Za-z\\])[A-Za-z]{3,}(?![A-Za-z])")
_POWERS = (
    (re.compile(r"\b(?:square|sq\.?) ([A-Za-z]+)"), r"\1^2"),
    (re.compile(r"\bcubic ([A-Za-z]+)"), r"\1^3"),
    (re.compile(r"(?<![A-Za-z])([A-Za-z]{1,30}) squared\b"), r"\1^2"),
    (re.compile(r"(?<![A-Za-z])([A-Za-z]{1,30}) cubed\b"), r"\1^3"),
    (re.compile(r"(?<=[\w ])\bper\b"), "/"),
    (re.compile(r"(?<=[A-Za-z])([23])(?![\w.,^])"), r"^\1"),  # m/s2: no unit has a digit in its name
)


def in_signs(text: str) -> str:
    """The text with unit words as signs; what is no such word stays."""
    text = _TYPESET.sub(r" \1", text)  # \text{m/s}^2 is seen as m/s²
    for sign, name in _CURRENCIES.items():
        text = text.replace(sign, f" {name} ")
    for pattern, plain in _POWERS:
        text = pattern.sub(plain, text)
    return _WORD.sub(lambda match: _known().get(_singular(match.group()), match.group()), text)


def _singular(word: str) -> str:
    """Watts and Watt as watt; kPa and mol stay as they are."""
    plain = word if word[1:] != word[1:].lower() else word.lower()
    return plain[:-1] if plain.endswith("s") and plain[:-1] in _known() else plain


@cache
def _known() -> dict[str, str]:
    prefixed = {
        head + word: sign + unit
        for head, sign in _PREFIXES.items()
        for word, unit in _ORDINARY.items()
        if word != "ohm"
    }
    ohms = {"kiloohm": "kohm", "kilohm": "kohm", "megaohm": "Mohm", "megohm": "Mohm", "milliohm": "mohm"}
    return {**prefixed, **ohms, **_ORDINARY, **_UNPREFIXED}
