"""What each kind of evidence buys: questions until a learner is placed as well as by 15 answers alone.

The learners are those of the placement bench, on the graph that is named or on a made-up one of 60 skills.
Everything is told to the product's filter, with the same weights that the product gives it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from models_server.knowledge.filter import Finding
from models_server.knowledge.parameters import Parameters
from tests.bench import Args, Result
from tests.bench._course import course
from tests.bench.placement import junyi, on_graph, rich
from tests.bench.placement.oracles import GUESS, SLIP, START, Filtered
from tutor.learner.simulated.terrain import Terrain

QUESTIONS = 15
LONGEST = 20  # some evidence may cost questions
BLANK_IF_MISSING, BLANK_IF_KNOWN = 0.5, 0.03  # says "I don't know" instead of answering
HALF_IF_KNOWN, HALF_IF_MISSING = 0.6, 0.2  # of wrong answers, those with half of it right
MADE = (
    f"idk: in place of an answer with {BLANK_IF_MISSING} if not known, {BLANK_IF_KNOWN} if known; "
    f"confidence: sure with {rich.SURE_IF_KNOWN} if known, {rich.SURE_IF_NOT} if not; "
    f"lines: up to {rich.LINES} on the skills nearest below; "
    f"words: of each topic none, some or most, {rich.MISTAKEN:.0%} one step off, "
    f"at {rich.HEARSAY} of an answer; "
    f"partial: of wrong answers {HALF_IF_KNOWN} are half right if known, {HALF_IF_MISSING} if not; "
    "time taken is no evidence of the filter"
)
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Kinds:
    """Which evidence there is beside right and wrong."""

    idk: bool = False
    confidence: bool = False
    lines: bool = False
    words: bool = False
    partial: bool = False


VARIANTS: Mapping[str, Kinds] = {
    "answers": Kinds(),
    "idk": Kinds(idk=True),
    "confidence": Kinds(confidence=True),
    "lines": Kinds(lines=True),
    "words": Kinds(words=True),
    "partial": Kinds(partial=True),
    "all": Kinds(idk=True, confidence=True, lines=True, words=True, partial=True),
}


def run(args: Args) -> Result:
    """`--graph FILE`: its skills; `--learners N` of each generator."""
    torch.set_num_threads(1)
    terrain = _made_up(args.seed) if args.graph is None else _read(args.graph)
    count = args.learners or (24 if args.graph is None else 8)
    method = Filtered(terrain, Parameters(), args.seed)
    rows: dict[str, list[Floats]] = {name: [] for name in VARIANTS}
    for generator in on_graph.COUNTED:
        for name, known, _ in on_graph.learners(terrain, generator, count, args.seed):
            for variant, kinds in VARIANTS.items():
                rows[variant].append(_curve(method, terrain, name, known, kinds))
    curves = {name: np.array(found) for name, found in rows.items()}  # [learners, questions + 1]
    people = len(curves["answers"])
    whole = np.arange(people)
    needed = {name: _needed(curves, name, whole) for name in VARIANTS}
    draws = np.random.default_rng(args.seed)
    again = [draws.integers(0, people, people) for _ in range(1000)]
    notes = [f"{len(terrain.needs)} skills; {count} learners each of {', '.join(on_graph.COUNTED)}", MADE]
    for name in VARIANTS:
        low, high = np.percentile([QUESTIONS - _needed(curves, name, who) for who in again], [2.5, 97.5])
        at = "; ".join(f"{curves[name][:, k].mean():.3f} after {k}" for k in (0, 3, 6, 10, 15))
        notes.append(
            f"{name}: saves {QUESTIONS - needed[name]:.1f} of {QUESTIONS} questions "
            f"({low:.1f} to {high:.1f}); {at}"
        )
    return Result(
        {f"questions_{name}": value for name, value in needed.items()},
        baselines={"answers": {f"questions_{name}": needed["answers"] for name in VARIANTS}},
        notes=notes,
    )


def _made_up(seed: int) -> Terrain:
    spec = course(skills=60, items=0, seed=seed)
    return Terrain(
        {skill["id"]: tuple(skill["prerequisites"]) for skill in spec["skills"]},
        {skill["id"]: skill.get("topic", "") for skill in spec["skills"]},
    )


def _read(path: Path) -> Terrain:
    return junyi.read(path)[0]


def _curve(method: Filtered, terrain: Terrain, name: str, known: Bools, kinds: Kinds) -> Floats:
    """Share of skills on their side of .5 after each question."""
    luck = random.Random(f"evidence {name}")
    method.start(name)
    if kinds.words:
        rich.describe(method, terrain, known, random.Random(f"words {name}"), practice=False)
    found = [_right(method, known)]
    asked: set[int] = set()
    for _ in range(LONGEST):
        skill = method.best(asked)
        asked.add(skill)
        _question(method, skill, known, luck, kinds)
        found.append(_right(method, known))
    return np.array(found)


def _right(method: Filtered, known: Bools) -> float:
    return float(((method.beliefs() > 0.5) == known).mean())


def _question(method: Filtered, skill: int, known: Bools, luck: random.Random, kinds: Kinds) -> None:
    knows = bool(known[skill])
    if luck.random() < (BLANK_IF_KNOWN if knows else BLANK_IF_MISSING) and kinds.idk:
        _tell(method, skill, 0.0, idk=True)
        return
    right = luck.random() < (1.0 - SLIP if knows else GUESS)
    half = luck.random() < (HALF_IF_KNOWN if knows else HALF_IF_MISSING)
    score = 1.0 if right else 0.5 if half and kinds.partial else 0.0
    sure = luck.random() < (rich.SURE_IF_KNOWN if knows else rich.SURE_IF_NOT)
    weight = rich.confident(right, sure) if kinds.confidence and score in (0.0, 1.0) else 1.0
    _tell(method, skill, score, weight)
    if kinds.lines:
        for line in rich.below(method, skill):
            seen = luck.random() < (1.0 - SLIP if known[line] else GUESS)
            _tell(method, line, float(seen), practice=False)


def _tell(
    method: Filtered, skill: int, score: float, weight: float = 1.0, practice: bool = True, idk: bool = False
) -> None:
    method.n += 1
    finding = Finding(
        learner=method.learner,
        n=method.n,
        kind=skill,
        score=score,
        assisted=False,
        void=False,
        says_unknown=idk,
        at=START + 30.0 * method.n,
        weight=weight,
        practice=practice,
    )
    method.posterior = method.knowledge.observe(method.posterior, [finding])


def _needed(curves: Mapping[str, Floats], name: str, who: NDArray[np.int64]) -> float:
    """Questions until these learners are placed, on average, as well as by the answers to 15 alone."""
    wanted = curves["answers"][who].mean(0)[: QUESTIONS + 1].max()
    mean = np.maximum.accumulate(curves[name][who].mean(0))
    reached = np.flatnonzero(mean >= wanted - 1e-12)
    if not len(reached):
        return float(LONGEST)
    k = int(reached[0])
    return float(k) if k == 0 else float(k - 1 + (wanted - mean[k - 1]) / (mean[k] - mean[k - 1]))
