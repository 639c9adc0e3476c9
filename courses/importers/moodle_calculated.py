"""Moodle's calculated questions: numbers drawn from a range as `where`, a formula as the answer."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from courses.importers import asking
from courses.importers.asking import Option
from courses.importers.moodle_types import Reading, marks
from courses.importers.questions import Asked, Question, Skip

RANGE = "the range of one of its numbers cannot be read"
NAME = "one of its numbers has a name that cannot be used"
FORMULA = "its formula uses what our parameters do not have"
FRACTIONS = "numbers with decimals are shown as fractions"

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)?")
_SAFE = re.compile(r"[A-Za-z0-9_+*/^().,\s-]*")
_FUNCTIONS = {"log": "ln", "log10": "log", "pow": "pow", "pi": "pi"}
_FUNCTIONS |= {name: name for name in "abs sqrt exp sin cos tan floor ceil min max sinh cosh tanh".split()}  # noqa: SIM905
_FUNCTIONS |= {"asin": "arcsin", "acos": "arccos", "atan": "arctan"}
_MAX_SPAN = 100_000


def question(kind: str, reading: Reading) -> Question:
    """Raises Skip."""
    where, names = _where(reading)
    hole = re.compile(
        r"\{=(?P<formula>(?:[^{}]|\{[^{}]*\})*)\}|\{(?P<name>" + "|".join(map(re.escape, names)) + r")\}"
    )
    reading.holes = (hole, lambda found, in_maths: f"[[{formula(found['formula'] or found[0], names)}]]")
    prompt = reading.text("questiontext")
    asked = _options(reading, prompt) if kind == "calculatedmulti" else _value(reading, prompt, names)
    built = reading.question(asked)
    built.where = where
    return built


def _where(reading: Reading) -> tuple[dict[str, str], dict[str, str]]:
    """The clauses, and for each name in the file our name."""
    where: dict[str, str] = {}
    names: dict[str, str] = {}
    for one in reading.all("dataset_definitions/dataset_definition"):
        name = (one.findtext("name/text") or "").strip()
        ours = name.replace("_", "")
        if not _NAME.fullmatch(ours) or ours in where or ours in ("e", "i", "pi"):
            raise Skip(NAME, name)
        names[name] = ours
        where |= _drawn(one, ours, reading)
    if not where:
        raise Skip(RANGE)
    return where, names


def _drawn(one: Element, name: str, reading: Reading) -> dict[str, str]:
    low, high = (asking.decimal(one.findtext(f"{end}/text") or "") for end in ("minimum", "maximum"))
    try:
        places = int(one.findtext("decimals/text") or "0")
        scale = 10**places
        ends = [round(float(low or "") * scale), round(float(high or "") * scale)]
    except (ValueError, OverflowError):
        raise Skip(RANGE, name) from None
    if not 0 <= places <= 6 or not 0 <= ends[1] - ends[0] <= _MAX_SPAN:
        raise Skip(RANGE, name)
    if places == 0:
        return {name: f"{ends[0]}..{ends[1]}"}
    reading.changes.append((FRACTIONS, name))
    return {f"{name}0": f"{ends[0]}..{ends[1]}", name: f"{name}0/{scale}"}


def _value(reading: Reading, prompt: str, names: dict[str, str]) -> Asked:
    right = next((one for one in reading.all("answer") if marks(one) >= 100), None)
    if right is None:
        raise Skip(asking.NONE_RIGHT)
    answer = {"kind": "number", "value": f"[[{formula((right.findtext('text') or '').strip(), names)}]]"}
    off = asking.decimal(right.findtext("tolerance") or "0")
    if off is not None and float(off):
        relative = (right.findtext("tolerancetype") or "1").strip() in ("1", "3")
        answer["relative" if relative else "tolerance"] = off
    words = reading.words(right.find("feedback"))
    return Asked(prompt, answer, solution=[words] if words else [])


def _options(reading: Reading, prompt: str) -> Asked:
    options = [
        Option(reading.line(one), marks(one), reading.words(one.find("feedback")))
        for one in reading.all("answer")
    ]
    return asking.picked(prompt, options, reading.yes("single"), reading.changes)


def formula(text: str, names: dict[str, str]) -> str:
    """`pow({a},2)+pi()` as `((a)^(2))+pi`. Raises Skip."""
    text = re.sub(r"\{([^{}]*)\}", lambda found: f" {names.get(found[1], '?')} ", text.lstrip("="))
    text = re.sub(r"\bpi\s*\(\s*\)", "pi", text).replace("**", "^")
    known = set(names.values())
    for word in re.findall(r"[A-Za-z_][A-Za-z0-9_]*", text):
        if word not in known and word not in _FUNCTIONS:
            raise Skip(FORMULA, word)
    if not text.strip() or not _SAFE.fullmatch(text):
        raise Skip(FORMULA, text.strip()[:40])
    text = re.sub(
        r"([A-Za-z_][A-Za-z0-9_]*)",
        lambda found: found[1] if found[1] in known else _FUNCTIONS[found[1]],
        text,
    )
    return " ".join(_powers(text).split())


def _powers(text: str) -> str:
    """`pow(x, y)` as `((x)^(y))`, from the inside out."""
    while found := re.search(r"\bpow\s*\(", text):
        depth, comma, at = 1, -1, found.end()
        while at < len(text) and depth:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            comma = at if text[at] == "," and depth == 1 and comma < 0 else comma
            at += 1
        if depth or comma < 0:
            raise Skip(FORMULA, "pow")
        base, power = text[found.end() : comma], text[comma + 1 : at - 1]
        text = f"{text[: found.start()]}(({base})^({power})){text[at:]}"
    return text
