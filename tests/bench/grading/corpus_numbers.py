"""The families of right answers that are numbers written in one way: with a unit, figures, separators."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from random import Random

from tests.bench.grading import oracle
from tests.bench.grading.right import FURTHER, Right, asked, family
from tests.bench.grading.second_units import figures_of, number, quantity, rounded, unit

# unit: others of the same quantity, some that look like it and are none, other spellings
_UNITS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "m": (("cm", "km", "mm"), ("m^2", "M", "s", "m/s"), ("\\text{m}", "metres", "\\mathrm{m}")),
    "cm^2": (("m^2", "mm^2"), ("cm", "cm^3", "c m^2"), ("cm²", "square centimetres", "\\text{cm}^2")),
    "L": (("mL", "m^3", "cm^3"), ("g", "L^2", "m^2"), ("litres", "\\text{L}", "l")),
    "m/s": (("km/h", "cm/s"), ("m", "m/s^2", "s/m", "m s"), ("m s^-1", "m·s⁻¹", "\\frac{m}{s}", "m s^{-1}")),
    "km/h": (("m/s", "km/min"), ("h/km", "km", "km h"), ("km h^-1", "km per h", "\\text{km/h}", "km/hr")),
    "m/s^2": (("cm/s^2", "km/s^2"), ("m/s", "m^2/s", "m s^2"), ("m s^-2", "m·s⁻²", "m s^{-2}", "m/s2")),
    "mW": (("W", "kW"), ("MW", "mV", "m W", "mw"), ("milliwatts", "\\text{mW}", "\\mathrm{mW}")),
    "MW": (("W", "kW"), ("mW", "Mw", "MV"), ("megawatts", "\\text{MW}")),
    "kPa": (("Pa", "MPa"), ("kpa", "kP", "kN"), ("\\text{kPa}", "kilopascals")),
    "N m": (("kN m", "N cm"), ("N", "N/m", "m"), ("N*m", "N·m", "m N")),
    "kJ": (("J", "MJ"), ("KJ/s", "kW", "kJ/s"), ("\\text{kJ}", "kilojoules")),
    "g/mol": (("kg/mol", "mg/mol"), ("g", "mol/g", "g mol"), ("g mol^-1", "g·mol⁻¹", "\\frac{g}{mol}")),
    "mol/L": (("mmol/L", "mol/m^3"), ("mol", "L/mol", "mol L"), ("mol L^-1", "mol·L⁻¹")),
    "Hz": (("kHz", "MHz"), ("s", "hz", "H"), ("\\text{Hz}", "s^-1")),
    "ms": (("s", "us"), ("Ms", "m/s", "m s"), ("\\text{ms}", "milliseconds")),
    "μF": (("F", "mF"), ("MF", "N"), ("uF", "\\text{μF}")),
}  # fmt: skip
_HINTS = ("Read the question once more.", "Think of what is asked for.", "Which quantity is it?")


def _sized(draw: Random) -> str:
    if draw.random() < 0.5:
        return str(draw.randint(2, 90))
    return f"{draw.randint(1, 60)}.{draw.randint(1, 9)}"


@family("quantity", FURTHER)
def a_quantity(draw: Random) -> Right:
    """Any unit of the dimension counts, converted."""
    digits, name = _sized(draw), draw.choice(list(_UNITS))
    same, other, spelled = _UNITS[name]
    question = f"The dial shows {digits} marks. Write the quantity with its unit."
    asked_for = quantity(f"{digits} {name}")
    neutral = [("unit spelled otherwise", f"{digits} {spelling}") for spelling in spelled]
    neutral += [("another unit", _converted(digits, name, unit_name)) for unit_name in same]
    neutral += [("no space", f"{digits}{name}"), ("spaces", f"{digits}  {name} ")]
    neutral.append(("times", f"{digits} * {name}"))
    near = [("unit", f"{digits} {wrong}") for wrong in (*other, *same)] + [("no unit", digits)]
    near += [("sign", f"-{digits} {name}"), ("two units", f"{digits} {name} {name}")]
    return _measured("quantity", digits, name, question, asked_for, near, neutral)


def _converted(digits: str, name: str, other: str) -> str:
    value = Fraction(digits) * unit(name)[0] / unit(other)[0]
    plain = f"{float(value):.15g}"
    return f"{plain} {other}" if Fraction(plain) == value and "e" not in plain else f"{value} {other}"


def _measured(
    name: str,
    digits: str,
    unit_name: str,
    question: str,
    asked_for: object,
    near: list[tuple[str, str]],
    neutral: list[tuple[str, str]],
    **spec: object,
) -> Right:
    def judge(text: str) -> bool:
        given = quantity(text)
        return (given.value, given.dimensions) == (asked_for.value, asked_for.dimensions)  # type: ignore[attr-defined]

    body = {"kind": "number", "value": digits, "unit": unit_name, "asked": asked(question), **spec}
    typed = f"{digits} {unit_name}"
    return Right(
        name,
        body,
        typed,
        "quantity",
        None,
        question,
        _HINTS,
        spec_judge(body, judge),
        tuple(neutral),
        tuple(near),
    )


def spec_judge(spec: dict[str, object], judge: Callable[[str], bool]) -> Callable[[str], bool]:
    """The judge, told of a variable that may stand before an equals sign."""
    variable = spec.get("variable")

    def told(text: str) -> bool:
        name, sign, value = text.partition("=")
        return judge(value if sign and name.strip() == variable else text)

    return told


@family("same_unit", FURTHER)
def same_unit(draw: Random) -> Right:
    """`units: same`: a right value in another unit is not what is asked for."""
    digits, name = _sized(draw), draw.choice(["cm", "kg", "min", "mA"])
    other = {"cm": "mm", "kg": "g", "min": "s", "mA": "A"}[name]
    question = f"Give the size in {name}."
    near = [
        ("unit", f"{digits} {other}"),
        ("no unit", digits),
        ("another unit", _converted(digits, name, other)),
    ]

    def judge(text: str) -> bool:
        given = quantity(text)
        return given.value == quantity(f"{digits} {name}").value and text.strip().endswith(name)

    body = {"kind": "number", "value": digits, "unit": name, "units": "same", "asked": asked(question)}
    neutral = (("no space", f"{digits}{name}"), ("typeset", f"{digits}\\,\\mathrm{{{name}}}"))
    return Right(
        "same_unit", body, f"{digits} {name}", "quantity", None, question, _HINTS, judge, neutral, tuple(near)
    )


@family("named_quantity", FURTHER)
def named_quantity(draw: Random) -> Right:
    """`variable`: v = 12 m/s counts like 12 m/s."""
    digits, name = _sized(draw), draw.choice(["m/s", "m/s^2"])
    question = "How fast does it become? Write v = ….", "v"
    neutral = [("variable before", f"v = {digits} {name}"), ("no space", f"v={digits}{name}")]
    near = [
        ("another letter", f"w = {digits} {name}"),
        ("unit", f"v = {digits} m"),
        ("no unit", f"v = {digits}"),
    ]
    return _measured(
        "named_quantity", digits, name, question[0], quantity(f"{digits} {name}"), near, neutral, variable="v"
    )


@family("figures", FURTHER)
def figures(draw: Random) -> Right:
    """So many significant figures; with another number of them the value is right and the form is not."""
    wanted = draw.randint(2, 4)
    value = Fraction(draw.randint(10**5, 10**6 - 1), 10 ** draw.randint(2, 6))
    typed = _with_figures(value, wanted)
    question = f"Give the mean to {wanted} significant figures."

    def judge(text: str) -> bool:
        given, digits, rest = number(text)
        fewest, most = figures_of(digits)
        return not rest.strip() and fewest <= wanted <= most and given == rounded(value, wanted)

    body = {
        "kind": "number",
        "value": str(float(value)),
        "figures": wanted,
        "asked": asked(question),
    }
    near = [("figures", _with_figures(value, n)) for n in (wanted - 1, wanted + 1) if n]
    near += [("figures", typed + ("0" if "." in typed else ".0")), ("sign", f"-{typed}")]
    neutral = [("power of ten", _scientific(value, wanted)), ("capital E", _scientific(value, wanted, "E"))]
    return Right(
        "figures", body, typed, "figures", None, question, _HINTS, judge, tuple(neutral), tuple(near)
    )


def _with_figures(value: Fraction, figures_wanted: int) -> str:
    near = rounded(value, figures_wanted)
    text = f"{float(value):.{figures_wanted - 1}e}"
    exponent = int(text.partition("e")[2])
    places = figures_wanted - 1 - exponent
    return f"{float(near):.{places}f}" if places > 0 else str(int(near))


def _scientific(value: Fraction, figures_wanted: int, sign: str = "") -> str:
    near = rounded(value, figures_wanted)
    mantissa, _, exponent = f"{float(near):.{figures_wanted - 1}e}".partition("e")
    return f"{mantissa}E{int(exponent)}" if sign else f"{mantissa} * 10^{int(exponent)}"


@family("decimals", FURTHER)
def decimals(draw: Random) -> Right:
    places = draw.randint(1, 3)
    value = Fraction(draw.randint(1001, 99999), 10**4)
    shift = Fraction(10) ** places
    near_value = Fraction((value * shift + Fraction(1, 2)).__floor__(), shift)
    typed = f"{float(near_value):.{places}f}"
    question = f"Work it out to {places} decimal places."

    def judge(text: str) -> bool:
        given, digits, rest = number(text)
        return not rest.strip() and given == near_value and len(digits.partition(".")[2]) == places

    body = {"kind": "number", "value": str(float(value)), "decimals": places, "asked": asked(question)}
    near = (
        ("places", typed + "0"),
        ("places", typed[:-1]),
        ("sign", f"-{typed}"),
        ("point", typed.replace(".", ",")),
    )
    neutral = (("plus", f"+{typed}"), ("spaces", f"  {typed} "))
    return Right("decimals", body, typed, "figures", None, question, _HINTS, judge, neutral, near)


@family("thousands", FURTHER)
def thousands(draw: Random) -> Right:
    value = draw.randint(1_001, 9_999_999)
    typed, grouped = str(value), f"{value:,}"
    question = "How many people live there?"
    body = {"kind": "number", "value": typed, "asked": asked(question)}
    neutral = [("separators", grouped), ("spaces", grouped.replace(",", " "))]
    neutral += [("narrow spaces", grouped.replace(",", "\u202f")), ("LaTeX", grouped.replace(",", "{,}"))]
    near = [
        ("point", grouped.replace(",", ".", 1)),
        ("moved", f"{typed[0]},{typed[1:]}"),
        ("end", f"{grouped},"),
    ]
    return Right(
        "thousands",
        body,
        typed,
        "value",
        None,
        question,
        _HINTS,
        _one_number(value),
        tuple(neutral),
        tuple(near),
    )


def _one_number(value: int | Fraction) -> Callable[[str], bool]:
    def judge(text: str) -> bool:
        try:
            return bool(oracle.same_value(re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text), str(value)))
        except oracle.Unreadable:
            given, _, rest = number(text)
            return not rest.strip() and given == value

    return judge


@family("comma", FURTHER)
def comma(draw: Random) -> Right:
    """A decimal comma where the specification says so; a point still counts."""
    kind = draw.choice(["comma", "either"])
    value = Fraction(draw.randint(1001, 999_999), 100)
    digits = f"{float(value):.2f}"
    typed = digits.replace(".", ",")
    question = "Schreibe den Preis." if kind == "comma" else "Write the price."
    body = {"kind": "number", "value": digits, "decimal": kind, "asked": asked(question)}

    def judge(text: str) -> bool:
        plain = text.strip()
        if re.fullmatch(r"-?\d{1,3}(?:[. ]\d{3})*,\d+|-?\d+,\d+", plain):
            plain = plain.replace(".", "").replace(" ", "").replace(",", ".")
        return _one_number(value)(plain)

    near = [
        ("comma", typed.replace(",", "")),
        ("comma moved", digits.replace(".", "")[:1] + "," + digits.replace(".", "")[1:]),
    ]
    near += [("two values", typed.replace(",", ", ")), ("semicolon", typed.replace(",", ";"))]
    return Right(
        "comma", body, typed, "value", None, question, _HINTS, judge, (("point", digits),), tuple(near)
    )


@family("mixed", FURTHER)
def mixed(draw: Random) -> Right:
    whole, below = draw.randint(1, 12), draw.randint(2, 9)
    top = draw.randint(1, below - 1)
    value = whole + Fraction(top, below)
    top, below = (value - whole).numerator, value.denominator
    typed = f"{whole} {top}/{below}"
    question = "Write the length as a mixed number."
    body = {"kind": "number", "value": typed, "asked": asked(question)}
    neutral = [("fraction", str(value)), ("LaTeX", f"{whole}\\frac{{{top}}}{{{below}}}")]
    neutral += [("LaTeX short", f"$\\frac{{{value.numerator}}}{{{value.denominator}}}$")]
    near = [
        ("no space", f"{whole}{top}/{below}"),
        ("times", f"{whole}*{top}/{below}"),
        ("point", f"{whole}.{top}/{below}"),
    ]
    near += [("upside down", f"{whole} {below}/{top}"), ("sum", f"{whole} - {top}/{below}")]
    return Right(
        "mixed", body, typed, "value", None, question, _HINTS, _one_number(value), tuple(neutral), tuple(near)
    )


@family("relative", FURTHER)
def relative(draw: Random) -> Right:
    """Within five per cent; what lies within is not tried as an attack."""
    value = Fraction(draw.randint(100, 9000), 10)
    question = "Estimate the mass."
    body = {"kind": "number", "value": str(float(value)), "relative": "0.05", "asked": asked(question)}

    def judge(text: str) -> bool:
        given, _, rest = number(text)
        return not rest.strip() and abs(given - value) <= value / 20

    low, high = f"{float(value * Fraction(96, 100)):.4f}", f"{float(value * Fraction(104, 100)):.4f}"
    near = [
        ("range", f"{low} to {high}"),
        ("range", f"{low}, {high}"),
        ("range", f"between {low} and {high}"),
    ]
    near += [
        ("range", f"[{low}, {high}]"),
        ("range", f"{float(value)} ± 5"),
        ("range", f"{low} < x < {high}"),
    ]
    near += [("too far", f"{float(value * Fraction(106, 100)):.4f}"), ("sign", f"-{float(value)}")]
    neutral = (("near", low), ("near", high))
    return Right(
        "relative", body, str(float(value)), "value", None, question, _HINTS, judge, neutral, tuple(near)
    )


@family("reading", FURTHER)
def reading(draw: Random) -> Right:
    """Any number with so many figures is right."""
    wanted = draw.randint(2, 4)
    typed = _with_figures(Fraction(draw.randint(10**4, 10**6), 10 ** draw.randint(2, 5)), wanted)
    question = f"Measure it and write {wanted} significant figures."

    def judge(text: str) -> bool:
        # Units and a name may stand by: only the figures are looked at.
        _, digits, rest = number(text)
        fewest, most = figures_of(digits)
        return fewest <= wanted <= most and not any(char.isdigit() for char in rest)

    body = {"kind": "reading", "figures": wanted, "asked": asked(question)}
    point = "0" if "." in typed else ".00"
    near = (("figures", typed + point), ("two", f"{typed} or {typed}"), ("words", "exactly"))
    return Right(
        "reading", body, typed, "reading", None, question, _HINTS, judge, (("plus", f"+{typed}"),), near
    )
