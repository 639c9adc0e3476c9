"""Math-Verify's pairs: what a gold text and a model's text end with, compared by the checker."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

from tests.bench.grading.found_answers import answer_in, tidy, value_of
from tests.bench.grading.part import Part
from tests.bench.grading.rules import Rules
from tutor.grading import SpecError, check, parse_spec
from tutor.grading.attempt import readable
from tutor.types import Outcome

SHOWN = 8
_PARTS = re.compile(r"\s*(?:,|;|\\text\{ ?(?:and|or) ?\}|\band\b|\bor\b)\s*")
_COMMA = re.compile(r"(?<![\d,])(\d+),(\d{1,2}|(?<=0,)\d{3})(?![\d,])")


def spec_and_response(row: dict[str, Any]) -> tuple[dict[str, Any], str]:
    kinds = ast.literal_eval(row["match_types"])
    plain_only = kinds == ["expr"]
    gold = _prepared(answer_in(row["gold"], formulas="latex" in kinds, plain=True), commas=plain_only)
    labels = "=" in gold and not gold.startswith(("(", "["))
    found = answer_in(row["pred"], formulas="latex" in kinds, plain="expr" in kinds)
    pred = _prepared(found, commas=plain_only, labels=labels)
    if not _is_maths(gold):
        return {"kind": "text", "accept": [_plain(gold) or "?"]}, _plain(pred)
    if gold.startswith("(") and "," in pred and not re.search(r"[()\[\]]", pred):
        pred = f"({pred})"
    functions = sorted({f"{name}()" for name in re.findall(r"(?<![A-Za-z\\])([fgW])\s*\(", gold + pred)})
    spec: dict[str, Any] = {"kind": "expression", "value": gold, "calculation": True, "rounding": True}
    if functions:
        spec["names"] = functions
    return spec, pred


def _prepared(text: str, *, commas: bool, labels: bool = False) -> str:
    """Without labels (unless they are to stay) and typography; several answers each by itself.

    `commas`: a comma may stand before decimals.
    """
    text = tidy(text)
    if commas and re.fullmatch(r"-?\d+,\d+", text):
        text = _COMMA.sub(r"\1.\2", text)
    if text.startswith("{") and text.endswith("}") and text.count("{") == text.count("}") == 1:
        text = text[1:-1]
    rows = [_top_level(row) for row in text.split(";")] if re.search(r"=.*;.*=", text) else []
    if rows and all(len(row) == len(rows[0]) > 1 for row in rows):
        return ", ".join(f"({', '.join(value_of(piece).strip() for piece in row)})" for row in rows)
    if labels:
        return text
    pieces = _top_level(text)
    values = [value_of(piece) for piece in pieces]
    return ", ".join(value.strip() for value in values) if len(values) > 1 else value_of(text).strip()


def _top_level(text: str) -> list[str]:
    """The text cut at commas and joining words outside brackets."""
    pieces, depth, start, at = [], 0, 0, 0
    while at < len(text):
        char = text[at]
        depth += (char in "([{") - (char in ")]}")
        found = _PARTS.match(text, at) if depth <= 0 else None
        if found and found.end() > found.start() and not re.match(r"\d{3}(?!\d)", text[found.end() :]):
            pieces.append(text[start : found.start()])
            start = at = found.end()
            continue
        at += 1
    return [piece for piece in (*pieces, text[start:]) if piece.strip()]


def _is_maths(text: str) -> bool:
    words = re.sub(r"\\(?:begin|end)\{\w+\}(?:\{[a-z]+\})?|\\[A-Za-z]+|\b(?:or|and)\b", "", text)
    return bool(text) and not re.search(r"[A-Za-z]{3,}|_\d", words) and readable(text)


def _plain(text: str) -> str:
    text = re.sub(r"\\[a-z]+\{([^{}]*)\}", r"\1", text)
    return re.sub(r"^\((\w)\)$", r"\1", re.sub(r"\s+", " ", text).strip(" $.{}"))


def accepted(row: dict[str, Any]) -> bool:
    spec, response = spec_and_response(row)
    try:
        return check(parse_spec(spec), response).outcome is Outcome.CORRECT
    except SpecError:
        return False


def run(data: Path | None, seed: int) -> Part:
    del seed
    path = None if data is None else data / "math_verify.jsonl"
    if path is None or not path.is_file():
        return Part({}, notes=["math_verify: no math_verify.jsonl found"])
    right, wrongly, total, notes, naive = 0, 0, 0, list[str](), Rules()
    for row in map(json.loads, path.read_text().splitlines()):
        found, same = accepted(row), bool(row["expected"])
        total += 1
        right += found == same
        wrongly += found and not same
        naive.see(row["gold"].strip("$"), row["pred"][-200:].strip("$"), same)
        if found != same and len(notes) < SHOWN:
            notes.append(f"math_verify: {row['gold'][-60:]!r} | {row['pred'][-60:]!r}: should be {same}")
    return Part(
        metrics={"math_verify_right": float(right), "math_verify_false_accepts": float(wrongly)},
        baselines={name: {"math_verify_right": total * part["r"]} for name, part in naive.part("r").items()},
        floors={"math_verify_right": 251 / 254 * total},
        budgets={"math_verify_false_accepts": 0},
        notes=notes,
    )
