"""Is a right answer that was changed in one place still accepted? Changes that keep it right are taken out by
the bench's own reading (`oracle`, `second_units`, `second_lines`), not by the checker's equality.

Of several lines one is changed so that it no longer follows; a right end does not make up for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from tests.bench.grading import baselines
from tests.bench.grading.corpus import everything
from tests.bench.grading.notation import STARS, TIGHT, TYPED, write
from tests.bench.grading.part import Part
from tests.bench.grading.right import Right
from tutor.grading import check, parse_spec
from tutor.types import Outcome

ANSWERS = 1300
EACH = 12
SHOWN = 8
_OPERATORS = "+-*/^"
_SUM = re.compile(r"\$?\d+(?: [-+*/x] \$?\d+)+ = \$?\d+")
_NEEDS_MORE = re.compile(
    r"!|\d\s*(?:\^|\*\*)\s*[a-z]|%|/\s*\(?[a-z]"
)  # solutions that the second opinion cannot find
_RELATIONS = ("<=", ">=", "!=", "<", ">", "=")
_UNITS = (
    "mW",
    "MW",
    "kW",
    "kPa",
    "Pa",
    "mol",
    "mmol",
    "Hz",
    "kHz",
    "kg",
    "g",
    "mg",
    "mA",
    "A",
    "km/h",
    "m/s",
)


def run(data: Path | None, seed: int, answers: int = ANSWERS) -> Part:
    """Mutants of `answers` right answers, and those that were marked correct."""
    accepted, total, notes = 0, 0, list[str]()
    naive = baselines.Naive()
    for right, text in mutants(seed, answers):
        verdict = check(parse_spec(right.spec), text)
        total += 1
        naive.see(right, text)
        if verdict.outcome is Outcome.CORRECT:
            accepted += 1
            if len(notes) < SHOWN:
                notes.append(f"accepted: {right.family} {right.typed!r} changed to {text!r}")
    return Part(
        metrics={"mutants": total, "mutants_accepted": accepted / total},
        baselines={name: {"mutants_accepted": value} for name, value in naive.accepted().items()},
        floors={"mutants": 5_000},
        budgets={"mutants_accepted": 0.0005},
        notes=notes,
    )


def mutants(seed: int, answers: int) -> Iterator[tuple[Right, str]]:
    """One change each; never the right answer itself."""
    draw = Random(seed + 2)
    for right in everything(seed, answers):
        seen = {right.typed}
        for _ in range(EACH):
            text = changed(right, draw)
            if text in seen or (right.shape == "derivation" and _NEEDS_MORE.search(text)):
                continue
            if not right.same(text):
                seen.add(text)
                yield right, text


def changed(right: Right, draw: Random) -> str:
    """The right answer with one change; it may be right still, or the same."""
    text = right.typed
    if right.near and draw.random() < 0.3:
        return draw.choice(right.near)[1]
    if right.in_lines:
        return _line_changed(text, draw)
    if right.spec["kind"] in ("several", "order", "match", "cloze"):
        return draw.choice(_ROW_CHANGES)(text, draw)
    if right.shape in ("slips", "accents"):
        return draw.choice((_case, _word, _doubled, _sign, _digit))(text, draw)
    if right.shape in ("quantity", "figures"):
        return draw.choice(_MEASURE_CHANGES)(text, draw)
    if right.tree is not None and not isinstance(right.spec.get("value"), str):
        return text
    if right.tree is not None and right.family != "decimal":
        text = write(right.tree, draw.choice([TYPED, TYPED, TIGHT, STARS]))
    if right.shape == "choice":
        return str(draw.choice(right.spec["options"])) if draw.random() < 0.6 else _letter(text, draw)
    changes = _WORD_CHANGES if right.shape == "text" else _MATHS_CHANGES
    return draw.choice(changes)(text, draw)


def _at(pattern: str, text: str, draw: Random) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return draw.choice(found) if found else None


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _sign(text: str, draw: Random) -> str:
    match = _at(r"[+-]", text, draw)
    if match is None or draw.random() < 0.3:
        place = _at(r"(?<![\w.])(?=[\w(])", text, draw)
        return text if place is None else _put(text, place, "-")
    return _put(text, match, {"+": "-", "-": draw.choice(["+", ""])}[match.group()])


def _digit(text: str, draw: Random) -> str:
    match = _at(r"\d", text, draw)
    if match is None:
        return text
    digit = match.group()
    other = draw.choice([n for n in "0123456789" if n != digit])
    return _put(text, match, draw.choice([other, digit + other, other + digit, digit + digit]))


def _digit_lost(text: str, draw: Random) -> str:
    match = _at(r"(?<=[\d.])\d|\d(?=[\d.])", text, draw)
    return text if match is None else _put(text, match, "")


def _digits_swapped(text: str, draw: Random) -> str:
    match = _at(r"\d\d", text, draw)
    return text if match is None else _put(text, match, match.group()[::-1])


def _point(text: str, draw: Random) -> str:
    match = _at(r"\.", text, draw)
    if match is not None:
        return _put(text, match, draw.choice(["", "/", "-"]))
    place = _at(r"(?<=\d)(?=\d)", text, draw)
    return text if place is None else _put(text, place, draw.choice([".", " ", "/", "^"]))


def _operator(text: str, draw: Random) -> str:
    match = _at(r"\*\*|[-+*/^]", text, draw)
    if match is None:
        place = _at(r"(?<=[\w)])(?=[A-Za-z(])", text, draw)
        return text if place is None else _put(text, place, draw.choice("+-/^"))
    return _put(text, match, draw.choice([sign for sign in _OPERATORS if sign != match.group()]))


def _relation(text: str, draw: Random) -> str:
    match = _at(r"<=|>=|!=|[<>=]", text, draw)
    if match is None:
        return text
    return _put(text, match, draw.choice([sign for sign in _RELATIONS if sign != match.group()]))


def _bracket(text: str, draw: Random) -> str:
    match = _at(r"[()\[\]{}]", text, draw)
    if match is None:
        place = _at(r"\d+", text, draw)
        return text if place is None else _put(text, place, f"({place.group()}")
    return _put(text, match, draw.choice([mark for mark in "()[]{}" if mark != match.group()] + [""]))


def _bracket_moved(text: str, draw: Random) -> str:
    """(x + 2)*3 → x + (2*3) and the like: one pair taken away."""
    opening, closing = text.find("("), text.rfind(")")
    if opening < 0 or closing < opening:
        return text
    return text[:opening] + text[opening + 1 : closing] + text[closing + 1 :]


def _order(text: str, draw: Random) -> str:
    """Two neighbours around a sign or a comma change places."""
    match = _at(r"([\w.]+)(\s*[-+*/^,<>=]=?\s*)([\w.]+)", text, draw)
    return text if match is None else _put(text, match, match.group(3) + match.group(2) + match.group(1))


def _letter(text: str, draw: Random) -> str:
    match = _at(r"[A-Za-z]", text, draw)
    if match is None:
        return text
    other = draw.choice([letter for letter in "abcdknmpqrstuvwxyz" if letter != match.group().lower()])
    return _put(text, match, draw.choice([other, match.group() + other, ""]))


def _power(text: str, draw: Random) -> str:
    match = _at(r"(?<=[\w)])(?![\w.(])", text, draw)
    return (
        text if match is None else _put(text, match, draw.choice(["^2", "^3", "!", "%", "0", "/2", " + 1"]))
    )


def _case(text: str, draw: Random) -> str:
    match = _at(r"[A-Za-z]", text, draw)
    return text if match is None else _put(text, match, match.group().swapcase())


def _unit(text: str, draw: Random) -> str:
    return draw.choice(_UNITS) if text in _UNITS else f"{text} {draw.choice(_UNITS)}"


def _word(text: str, draw: Random) -> str:
    pairs = {"mitosis": "meiosis", "perpendicular": "parallel", "denominator": "numerator", "median": "mean"}
    return pairs.get(text, f"not {text}")


def _line_changed(text: str, draw: Random) -> str:
    """One line of algebra, or the sum in one line of prose."""
    lines = text.split("\n")
    at = draw.randrange(len(lines))
    found = _SUM.search(lines[at])
    start, end = found.span() if found else (0, len(lines[at]))
    step = draw.choice(_STEP_CHANGES)(lines[at][start:end], draw)
    return "\n".join([*lines[:at], lines[at][:start] + step + lines[at][end:], *lines[at + 1 :]])


def _row_changed(text: str, draw: Random) -> str:
    lines = text.split("\n")
    at = draw.randrange(len(lines))
    return "\n".join([*lines[:at], draw.choice(_MATHS_CHANGES)(lines[at], draw), *lines[at + 1 :]])


def _row_lost(text: str, draw: Random) -> str:
    lines = text.split("\n")
    at = draw.randrange(len(lines))
    return "\n".join([*lines[:at], *lines[at + 1 :]])


def _rows_swapped(text: str, draw: Random) -> str:
    lines = text.split("\n")
    if len(lines) < 2:
        return text
    first, second = draw.sample(range(len(lines)), 2)
    lines[first], lines[second] = lines[second], lines[first]
    return "\n".join(lines)


def _row_twice(text: str, draw: Random) -> str:
    lines = text.split("\n")
    return "\n".join([*lines, draw.choice(lines)])


def _partners_swapped(text: str, draw: Random) -> str:
    """Two lines `left = right` change their right sides."""
    lines = [line.partition(" = ") for line in text.split("\n")]
    if len(lines) < 2:
        return text
    first, second = draw.sample(range(len(lines)), 2)
    ends = [line[2] for line in lines]
    ends[first], ends[second] = ends[second], ends[first]
    return "\n".join(f"{line[0]}{line[1]}{end}" for line, end in zip(lines, ends, strict=True))


def _unit_changed(text: str, draw: Random) -> str:
    number, space, unit = text.partition(" ")
    return f"{number}{space}{draw.choice(_UNITS)}" if unit else text


def _prefix_changed(text: str, draw: Random) -> str:
    number, space, unit = text.partition(" ")
    if not unit:
        return text
    bare = unit[1:] if len(unit) > 1 and unit[0] in "kMmcnμ" and unit[1].isalpha() else unit
    return f"{number}{space}{draw.choice(['k', 'M', 'm', 'c', 'n', 'G', ''])}{bare}"


def _doubled(text: str, draw: Random) -> str:
    return f"{text} {text}" if draw.random() < 0.5 else text + text[-1]


Change = Callable[[str, Random], str]
_MATHS_CHANGES: tuple[Change, ...] = (
    _sign,
    _digit,
    _digit,
    _digit_lost,
    _digits_swapped,
    _point,
    _operator,
    _relation,
    _bracket,
    _bracket_moved,
    _order,
    _letter,
    _power,
)
_STEP_CHANGES: tuple[Change, ...] = (
    _sign,
    _digit,
    _digit,
    _digit_lost,
    _digits_swapped,
    _operator,
    _relation,
    _bracket_moved,
    _power,
)
_ROW_CHANGES: tuple[Change, ...] = (
    _row_changed,
    _row_lost,
    _rows_swapped,
    _row_twice,
    _partners_swapped,
    _letter,
)
_MEASURE_CHANGES: tuple[Change, ...] = (
    _sign,
    _digit,
    _digit,
    _digit_lost,
    _digits_swapped,
    _point,
    _operator,
    _case,
    _letter,
    _power,
    _unit_changed,
    _prefix_changed,
    _doubled,
)
_WORD_CHANGES: tuple[Change, ...] = (_sign, _digit, _operator, _case, _unit, _word, _letter, _doubled, _order)
