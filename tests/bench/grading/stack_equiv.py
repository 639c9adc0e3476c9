"""STACK's arguments by equivalence: is it sound, how stands each line to the one before, where is it bad?

Lines are turned from Maxima's notation to ours; what a row expects is looked at only afterwards.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.bench.grading.part import Part
from tutor.grading.derivation.check import check
from tutor.grading.spec_lines import DerivationSpec
from tutor.types import Verdict

Row = dict[str, Any]
_PLAIN = (
    ("#pm#", "±"),
    ("nounor", " or "),
    ("nounand", " and "),
    ("nounnot", " not "),
    ("%i", "i"),
    ("%pi", "pi"),
    ("%e", "e"),
    ("noundiff", "diff"),
    ("nounint", "int"),
    ("nounlimit", "limit"),
    ("nounsum", "sum"),
)
_MARKERS = {
    "start": "EMPTYCHAR",
    "equivalent": "EQUIVCHAR",
    "same_roots": "SAMEROOTS",
    "equivalent_real": "EQUIVCHARREAL",
    "logical": "CHECKMARK",
    "implies": "IMPLIESCHAR",
    "implied_by": "IMPLIEDCHAR",
    "neither": "QMCHAR",
    "unknown": "QMCHAR",
    "words": "EMPTYCHAR",
    "unreadable": "QMCHAR",
    "missing_variable": "MISSINGVAR",
}
_BAD = ("QMCHAR", "IMPLIESCHAR", "IMPLIEDCHAR", "MISSINGVAR")


def run(data: Path | None, seed: int) -> Part:
    """`stack_equiv_*` over the rows of all `stack_equiv*.jsonl`. `seed` changes nothing."""
    rows = _rows(data)
    if not rows:
        return Part({}, notes=["stack_equiv: no table found"])
    seen = [(row, *judged(row)) for row in rows]
    verdicts = [(_sound(verdict) == (row["outcome"] is True)) for row, verdict, _ in seen]
    pairs = [pair for row, _, marks in seen for pair in _paired(markers_of(row), marks)]
    invalid = [(first_bad(markers_of(row)), marks) for row, _, marks in seen]
    bad = [(expected, first_bad(marks)) for expected, marks in invalid if expected is not None]
    metrics = {
        "stack_equiv_rows": float(len(rows)),
        "stack_equiv_verdict": _share(verdicts),
        "stack_equiv_marker": _share([left == right for left, right in pairs]),
        "stack_equiv_first_bad": _share([left == right for left, right in bad]),
    }
    floors = {"stack_equiv_verdict": 0.95, "stack_equiv_marker": 0.90, "stack_equiv_first_bad": 1.0}
    whole = _share([markers_of(row) == marks for row, _, marks in seen])
    return Part(
        metrics,
        floors=floors,
        notes=[
            "stack_equiv_marker counts lines; all lines of an argument as expected: " + f"{whole:.3f}",
            f"stack_equiv_first_bad: {len(bad)} invalid arguments with a bad line",
        ],
    )


def _rows(data: Path | None) -> list[Row]:
    found = sorted(data.glob("stack_equiv*.jsonl")) if data is not None else []
    return [json.loads(line) for path in found for line in path.read_text().splitlines() if line.strip()]


def judged(row: Row) -> tuple[Verdict | None, list[str]]:
    """The verdict (None for an argument without lines) and a marker a line."""
    lines = lines_of(row["casstring"])
    if not lines:
        return None, ["EMPTYCHAR"]
    verdict = check(spec_of(row), "\n".join(lines))
    marks = [marker(line, text) for line, text in zip(verdict.lines, lines, strict=False)]
    if verdict.lines and marks and marks[0] == "EMPTYCHAR":
        marks[0] = "ASSUMEPOSVARS" if row.get("assumepos") else marks[0]
        marks[0] = "ASSUMEREALVARS" if row.get("assumereal") else marks[0]
    return verdict, marks


def spec_of(row: Row) -> DerivationSpec:
    """STACK asks for equivalence in every line, over the complex numbers unless it says otherwise."""
    domain = "positive" if row.get("assumepos") else "real" if row.get("assumereal") else "complex"
    return DerivationSpec.model_validate({"domain": domain, "strict": True})


def lines_of(casstring: str) -> list[str]:
    """The items of Maxima's list in our notation."""
    return [_translated(item) for item in _items(casstring.strip()[1:-1])]


def _items(inside: str) -> list[str]:
    items, depth, start, quoted = [], 0, 0, False
    for at, char in enumerate(inside):
        quoted ^= char == '"'
        if quoted:
            continue
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth == 0:
            items.append(inside[start:at].strip())
            start = at + 1
    return [item for item in [*items, inside[start:].strip()] if item]


def _translated(item: str) -> str:
    if item.startswith('"'):
        return item.strip('"')
    for old, new in _PLAIN:
        item = item.replace(old, new)
    if item.startswith("stackeq(") and item.endswith(")"):
        item = "= " + item[len("stackeq(") : -1]
    item = re.sub(r"(?<![A-Za-z])log\(", "ln(", item)
    item = re.sub(r"(?<![A-Za-z])lg\(([^(),]+)\)", r"log_{10}(\1)", item)
    item = re.sub(r"(?<![A-Za-z])lg\(([^(),]+),([^(),]+)\)", r"(ln(\1)/ln(\2))", item)
    return item.replace("#", "!=")


def marker(line: Any, text: str) -> str:
    """Our finding in STACK's words. A continued expression has a check mark, an equation another sign."""
    found = _MARKERS[line["relation"]]
    if line["relation"] == "start" and line["status"] == "wrong":
        return "QMCHAR"
    if line["relation"] == "neither" or line["status"] in ("wrong", "suspect", "unchecked"):
        return "EMPTYCHAR" if "Words stand before" in line["why"] else found
    return "CHECKMARK" if found == "EQUIVCHAR" and text.startswith("=") else found


def markers_of(row: Row) -> list[str]:
    return str(row["debuglist"]).strip("()").split(",")


def first_bad(marks: list[str]) -> int | None:
    return next((at for at, mark in enumerate(marks) if mark in _BAD), None)


def _sound(verdict: Verdict | None) -> bool:
    return verdict is None or all(line["status"] == "ok" for line in verdict.lines)


def _paired(expected: list[str], marks: list[str]) -> list[tuple[str, str | None]]:
    padded = [*marks, *[None] * (len(expected) - len(marks))]
    return list(zip(expected, padded, strict=False))


def _share(values: list[bool]) -> float:
    return sum(values) / len(values) if values else 1.0
