"""Numbers with units and figures, read a second time: exact fractions, its own table, no checker code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from tests.bench.grading.oracle import Unreadable

Dimensions = dict[str, int]
_UNITS: dict[str, tuple[str, str]] = {
    # name: what one comes to in kg, m, s, A, K, mol; and of which powers
    "m": ("1", "m"),
    "g": ("1/1000", "kg"),
    "s": ("1", "s"),
    "A": ("1", "A"),
    "K": ("1", "K"),
    "mol": ("1", "mol"),
    "N": ("1", "kg m s-2"),
    "J": ("1", "kg m2 s-2"),
    "W": ("1", "kg m2 s-3"),
    "Pa": ("1", "kg m-1 s-2"),
    "V": ("1", "kg m2 s-3 A-1"),
    "C": ("1", "A s"),
    "Hz": ("1", "s-1"),
    "L": ("1/1000", "m3"),
    "l": ("1/1000", "m3"),
    "T": ("1", "kg s-2 A-1"),
    "H": ("1", "kg m2 s-2 A-2"),
    "M": ("1000", "mol m-3"),
    "F": ("1", "kg-1 m-2 s4 A2"),
}
_PLAIN = {
    "min": ("60", "s"),
    "h": ("3600", "s"),
    "d": ("86400", "s"),
    "t": ("1000", "kg"),
    "ft": ("381/1250", "m"),
}
_PREFIXES = {"": 0, "k": 3, "M": 6, "G": 9, "T": 12, "m": -3, "u": -6, "μ": -6, "n": -9, "p": -12, "c": -2,
             "d": -1, "h": 2}  # fmt: skip
_NUMBER = re.compile(
    r"\s*(?P<sign>[-+]?)\s*(?P<digits>\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)"
    r"(?:\s*/\s*(?P<below>\d+)(?!\d))?"
    r"(?:\s*[*×·]\s*10\s*(?:\^|\*\*)\s*\(?(?P<power>-?\d+)\)?|E(?P<short>-?\d+))?"
)
_PART = re.compile(r"(?P<name>[A-Za-zμ]+)(?:\s*\^?\s*\(?(?P<power>-?\d+)\)?)?")


@dataclass(frozen=True)
class Quantity:
    value: Fraction
    dimensions: tuple[tuple[str, int], ...]
    written: str = ""  # the digits, for counting them


def table() -> dict[str, tuple[Fraction, Dimensions]]:
    found = {}
    for name, (factor, powers) in _UNITS.items():
        for prefix, power in _PREFIXES.items():
            found[prefix + name] = (Fraction(factor) * Fraction(10) ** power, _powers(powers))
    for name, (factor, powers) in _PLAIN.items():
        found[name] = (Fraction(factor), _powers(powers))
    return found


def _powers(text: str) -> Dimensions:
    pairs = [re.fullmatch(r"([A-Za-z]+)(-?\d+)?", part) for part in text.split()]
    return {pair.group(1): int(pair.group(2) or 1) for pair in pairs if pair is not None}


def number(text: str) -> tuple[Fraction, str, str]:
    """The number a text begins with, its digits as written, and the rest. Raises Unreadable."""
    match = _NUMBER.match(text)
    if match is None:
        raise Unreadable(text)
    digits = match["digits"].replace(",", "").replace(" ", "")
    value = Fraction(digits.rstrip(".")) if not digits.startswith(".") else Fraction("0" + digits)
    if match["below"]:
        value /= int(match["below"])
    power = match["power"] or match["short"]
    if power:
        value *= Fraction(10) ** int(power)
    return (-value if match["sign"] == "-" else value), digits, text[match.end() :]


def quantity(text: str) -> Quantity:
    """`9.81 m/s^2`. Raises Unreadable for anything but a number and one product of units."""
    turned = re.fullmatch(r"\s*([A-Za-zμ][^\d]*?)\s*(-?\d+(?:\.\d+)?)\s*", text)
    value, digits, rest = number(f"{turned[2]} {turned[1]}" if turned else text)
    factor, dimensions = unit(rest.strip())
    return Quantity(value * factor, tuple(sorted((k, v) for k, v in dimensions.items() if v)), digits)


def unit(text: str) -> tuple[Fraction, Dimensions]:
    text = re.sub(r"([12])!", r"\1", text)  # s^(2!) is s^2
    known, at, turn = table(), 0, 1
    factor, dimensions = Fraction(1), Dimensions()
    text = re.sub(r"/\s*\(([^()/]*)\)", lambda m: "".join("/" + part for part in m[1].split()), text)
    while at < len(text):
        gap = re.match(r"\s*([/*·]?)\s*", text[at:])
        if gap is not None:
            turn = -1 if gap.group(1) == "/" else turn if not gap.group(1) and at == 0 else 1
            at += gap.end()
        match = _PART.match(text, at)
        if match is None or match["name"] not in known:
            raise Unreadable(text)
        size, powers = known[match["name"]]
        power = turn * int(match["power"] or 1)
        if abs(power) > 12:
            raise Unreadable(text)
        factor *= size**power
        for name, exponent in powers.items():
            dimensions[name] = dimensions.get(name, 0) + exponent * power
        at = match.end()
    if not dimensions:
        raise Unreadable("no unit")
    return factor, dimensions


def figures_of(digits: str) -> tuple[int, int]:
    """Fewest and most significant figures that digits can have."""
    whole, point, part = digits.partition(".")
    significant = (whole + part).lstrip("0")
    if point:
        return len(significant), len(significant)
    return len(significant.rstrip("0")), len(significant)


def rounded(value: Fraction, figures: int) -> Fraction:
    """Halves away from zero."""
    size = abs(value)
    power = 0
    while size >= 10:
        size, power = size / 10, power + 1
    while size and size < 1:
        size, power = size * 10, power - 1
    step = Fraction(10) ** (power - figures + 1)
    count = (abs(value) / step + Fraction(1, 2)).__floor__()
    return count * step * (-1 if value < 0 else 1)
