"""Does a change that means nothing change a verdict? Notation, spacing, order where it is free, words
around.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.bench.grading import baselines
from tests.bench.grading.corpus import everything
from tests.bench.grading.notation import STYLES, reordered, write
from tests.bench.grading.part import Part
from tests.bench.grading.right import Right
from tutor.grading import check, parse_spec
from tutor.types import Outcome

ANSWERS = 455
_MATHS = ("value", "relation", "interval", "set", "list", "tuple", "quantity", "figures", "matrix", "system")
SHOWN = 8
_FULL_WIDTH = {ord(char): ord(char) + 0xFEE0 for char in "0123456789()+=<>xy"}
_ITALIC = {ord("x"): "𝑥", ord("y"): "𝑦", ord("n"): "𝑛", ord("m"): "𝑚"}


def run(data: Path | None, seed: int, answers: int = ANSWERS) -> Part:
    """Right answers written otherwise, and those not marked correct any more."""
    flipped, kinds, total, notes = 0, Counter[str](), 0, list[str]()
    naive = baselines.Naive()
    for right, change, text in rewritten(seed, answers):
        total += 1
        naive.see(right, text)
        verdict = check(parse_spec(right.spec), text)
        if verdict.outcome is not Outcome.CORRECT:
            flipped += 1
            kinds[change] += 1
            if len(notes) < SHOWN:
                notes.append(f"flipped by {change}: {right.family} {right.typed!r} as {text!r}")
    if kinds:
        notes.append(f"flips by change: {dict(kinds.most_common())}")
    others = {name: {"neutral_changes_flipped": 1 - value} for name, value in naive.accepted().items()}
    return Part(
        metrics={"neutral_changes": total, "neutral_changes_flipped": flipped / total},
        baselines=others,
        budgets={"neutral_changes_flipped": 0.01},
        notes=notes,
    )


def rewritten(seed: int, answers: int) -> Iterator[tuple[Right, str, str]]:
    """Each right answer in every notation and layout that fits it, with the name of the change."""
    draw = Random(seed + 3)
    for right in everything(seed, answers):
        seen = {right.typed}
        changes = [
            *right.neutral,
            *_layouts(right, draw),
            *(_notations(right, draw) if right.tree is not None else ()),
        ]
        for name, text in changes:
            if text not in seen:
                seen.add(text)
                yield right, name, text


def _layouts(right: Right, draw: Random) -> Iterator[tuple[str, str]]:
    typed = right.typed
    yield "space around", f"  {typed}\n"
    yield "decomposed", unicodedata.normalize("NFD", typed)
    if right.shape == "choice":
        yield "space inside", typed.replace(" ", "  ")
        return
    if right.spec["kind"] not in ("several", "order", "match"):
        yield "zero width", typed[:1] + "\u200b" + typed[1:]
    if right.shape == "text" and not right.spec.get("case"):
        yield "capitals", typed.upper()
    if right.shape not in _MATHS:
        return
    yield "full stop", f"{typed}."
    yield (
        "said",
        draw.choice(
            [f"The answer is {typed}", f"answer: {typed}", f"I think it's {typed}", f"It is {typed}."]
        ),
    )
    yield "dollars", f"${typed}$"
    yield "display", f"\\[{typed}\\]"
    yield "inline", f"\\({typed}\\)"
    yield "no-break space", typed.replace(" ", "\u00a0")
    yield "thin space", typed.replace(" ", "\u2009")
    if "inf" not in typed:
        yield "full width", typed.translate(_FULL_WIDTH)
        yield "italic letters", typed.translate(_ITALIC) if "exp" not in typed else typed


def _notations(right: Right, draw: Random) -> Iterator[tuple[str, str]]:
    for style in STYLES:
        yield style.name, write(right.tree, style)
        again = reordered(right.tree, draw)
        yield f"{style.name}, other order", write(again, style)
    variable = right.spec.get("variable")
    if variable:
        style = draw.choice(STYLES)
        yield "variable before", write(("rel", variable, "=", right.tree), style)
        yield "variable after", write(("rel", right.tree, "=", variable), style)
    if right.spec.get("percent"):
        yield "percent sign", f"{right.typed}%"
        yield "percent sign, LaTeX", f"${right.typed}\\%$"
