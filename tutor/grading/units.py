"""Units of measure: which there are, what they come to in base units, and of what dimension. Knows no
answers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from tutor.grading import exact, parser, poly, unit_words
from tutor.grading.tree import MathsError, Node, Number, children, rebuilt

Dimension = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of units: `size` (a polynomial without letters), what one unit comes to, and its dimension."""

    size: poly.Poly
    unit: tuple[tuple[str, Fraction], ...]
    factor: Fraction
    dimension: Dimension


# SI base units stand for themselves; everything else is a number times powers of them.
_BASE = ("m", "g", "s", "A", "K", "mol", "cd", "rad", "bit")
_DERIVED: dict[str, tuple[int | Fraction, str]] = {
    "Hz": (1, "s^-1"),
    "N": (1000, "g m s^-2"),
    "J": (1000, "g m^2 s^-2"),
    "W": (1000, "g m^2 s^-3"),
    "Pa": (1000, "g m^-1 s^-2"),
    "C": (1, "A s"),
    "V": (1000, "g m^2 s^-3 A^-1"),
    "VA": (1000, "g m^2 s^-3"),
    "F": (Fraction(1, 1000), "g^-1 m^-2 s^4 A^2"),
    "Ω": (1000, "g m^2 s^-3 A^-2"),
    "ohm": (1000, "g m^2 s^-3 A^-2"),
    "S": (Fraction(1, 1000), "g^-1 m^-2 s^3 A^2"),
    "Wb": (1000, "g m^2 s^-2 A^-1"),
    "T": (1000, "g s^-2 A^-1"),
    "H": (1000, "g m^2 s^-2 A^-2"),
    "l": (Fraction(1, 1000), "m^3"),
    "L": (Fraction(1, 1000), "m^3"),
    "t": (10**6, "g"),
    "Bq": (1, "s^-1"),
    "Gy": (1, "m^2 s^-2"),
    "Sv": (1, "m^2 s^-2"),
    "lm": (1, "cd"),
    "lx": (1, "cd m^-2"),
    "M": (1000, "mol m^-3"),
    "eV": (Fraction("1.602176634e-16"), "g m^2 s^-2"),
    "bar": (10**8, "g m^-1 s^-2"),
    "cal": (4184, "g m^2 s^-2"),
    "kat": (1, "mol s^-1"),
    "B": (8, "bit"),
    "u": (Fraction("1.66053906660e-24"), "g"),
    "amu": (Fraction("1.66053906660e-24"), "g"),
    "Da": (Fraction("1.66053906660e-24"), "g"),
    "pc": (Fraction("3.0856775814913673e16"), "m"),
    "Wh": (3600000, "g m^2 s^-2"),
}
_PLAIN: dict[str, tuple[int | Fraction, str]] = {
    "min": (60, "s"),
    "h": (3600, "s"),
    "hr": (3600, "s"),
    "hour": (3600, "s"),
    "hours": (3600, "s"),
    "d": (86400, "s"),
    "day": (86400, "s"),
    "days": (86400, "s"),
    "week": (604800, "s"),
    "weeks": (604800, "s"),
    "sec": (1, "s"),
    "in": (Fraction("0.0254"), "m"),
    "ft": (Fraction("0.3048"), "m"),
    "yd": (Fraction("0.9144"), "m"),
    "mi": (Fraction("1609.344"), "m"),
    "mile": (Fraction("1609.344"), "m"),
    "miles": (Fraction("1609.344"), "m"),
    "nmi": (1852, "m"),
    "au": (149597870700, "m"),
    "ly": (9460730472580800, "m"),
    "Å": (Fraction("1e-10"), "m"),
    "lb": (Fraction("453.59237"), "g"),
    "oz": (Fraction("28.349523125"), "g"),
    "st": (Fraction("6350.29318"), "g"),
    "lbf": (Fraction("4448.2216152605"), "g m s^-2"),
    "psi": (Fraction("6894757.293168"), "g m^-1 s^-2"),
    "hp": (Fraction("745699.8715822702"), "g m^2 s^-3"),
    "gal": (Fraction("0.003785411784"), "m^3"),
    "atm": (101325000, "g m^-1 s^-2"),
    "mmHg": (Fraction("133322.387415"), "g m^-1 s^-2"),
    "mph": (Fraction("0.44704"), "m s^-1"),
    "ha": (10000, "m^2"),
    "cc": (Fraction("1e-6"), "m^3"),
    "rpm": (Fraction(1, 60), "s^-1"),
    "mole": (1, "mol"),
    "moles": (1, "mol"),
    "meters": (1, "m"),
    "metres": (1, "m"),
    "meter": (1, "m"),
    "metre": (1, "m"),
    "seconds": (1, "s"),
    "second": (1, "s"),
    "minutes": (60, "s"),
    "minute": (60, "s"),
    "gram": (1, "g"),
    "grams": (1, "g"),
    "litre": (Fraction(1, 1000), "m^3"),
    "litres": (Fraction(1, 1000), "m^3"),
    "liter": (Fraction(1, 1000), "m^3"),
    "liters": (Fraction(1, 1000), "m^3"),
    "inch": (Fraction("0.0254"), "m"),
    "inches": (Fraction("0.0254"), "m"),
    "feet": (Fraction("0.3048"), "m"),
    "foot": (Fraction("0.3048"), "m"),
    "EUR": (1, "EUR"),
    "USD": (1, "USD"),
    "GBP": (1, "GBP"),
}
_PREFIXES = {
    "Y": 24,
    "Z": 21,
    "E": 18,
    "P": 15,
    "T": 12,
    "G": 9,
    "M": 6,
    "k": 3,
    "h": 2,
    "da": 1,
    "d": -1,
    "c": -2,
    "m": -3,
    "u": -6,
    "μ": -6,
    "n": -9,
    "p": -12,
    "f": -15,
    "a": -18,
    "z": -21,
    "y": -24,
}


@cache
def table() -> dict[str, tuple[Fraction, Dimension]]:
    """Every spelling of a unit: what it comes to, and its dimension. Capitals count: mW is not MW."""
    known: dict[str, tuple[Fraction, Dimension]] = {}
    bases = {name: (Fraction(1), ((name, Fraction(1)),)) for name in _BASE}
    derived = {name: (Fraction(factor), _dimension(text)) for name, (factor, text) in _DERIVED.items()}
    for name, (factor, dimension) in {**bases, **derived}.items():
        for prefix, power in _PREFIXES.items():
            known.setdefault(prefix + name, (factor * Fraction(10) ** power, dimension))
    plain = {name: (Fraction(factor), _dimension(text)) for name, (factor, text) in _PLAIN.items()}
    return {**known, **bases, **derived, **plain}


def _dimension(text: str) -> Dimension:
    parts = [part.partition("^") for part in text.split()]
    return tuple(sorted((name, Fraction(power or "1")) for name, _, power in parts))


@cache
def names() -> frozenset[str]:
    return frozenset(table())


def parse(text: str) -> Node:
    """Maths with units in it: kg and mm are names. Raises MathsError."""
    return parser.parse(unit_words.in_signs(text), names())


def measured(tree: Node) -> Measure | None:
    """A tree as a number of units; None if it is not one term of known units. Raises MathsError as
    `exact.form`."""
    form = exact.form(tree)
    if not form.top:
        ones = _with_ones(tree)
        alike = None if ones == tree else measured(ones)
        return None if alike is None else Measure({}, alike.unit, alike.factor, alike.dimension)
    if form.bottom != {poly.ONE: Fraction(1)}:
        return None
    known = table()
    size: poly.Poly = {}
    found: set[tuple[tuple[str, Fraction], ...]] = set()
    for monomial, coefficient in form.top.items():
        if any(name[0] not in "#πe@" and name not in known for name, _ in monomial):
            return None
        found.add(tuple((name, power) for name, power in monomial if name in known))
        size[tuple((name, power) for name, power in monomial if name not in known)] = coefficient
    if len(found) > 1:
        return None
    unit = found.pop() if found else ()
    if any(power.denominator != 1 or abs(power) > 12 for _, power in unit):
        return None
    factor, dimension = Fraction(1), dict[str, Fraction]()
    for name, power in unit:
        factor *= known[name][0] ** int(power)
        for base, exponent in known[name][1]:
            dimension[base] = dimension.get(base, Fraction(0)) + exponent * power
    return Measure(size, unit, factor, tuple(sorted(item for item in dimension.items() if item[1])))


def _with_ones(tree: Node) -> Node:
    """0 m as 1 m, for its unit. Raises MathsError where nothing but zero is left."""
    if isinstance(tree, Number):
        return Number(Fraction(1)) if not tree.value else tree
    return rebuilt(tree, tuple(map(_with_ones, children(tree))))


def unit_of(text: str) -> Measure:
    """A unit as a specification writes it. Raises MathsError for what is none."""
    found = measured(parse(text))
    if found is None or not found.unit:
        raise MathsError("syntax", f"“{text}” is no unit that I know")
    return found
