"""Sentences by another pen: written by hand before their author had seen how leaks are found.

Knows no checker. A file in `sentences/` holds problems: `# ask:` and `# answer:` lines, then texts that
give the answer away (`! …`) and texts that do not (`. …`). Those
with `~` are counted as neither: their author held
them for telling, but by the rules in docs/answers.md they only set the work up, or leave it unfinished. What
stands in `anywhere.txt` gives nothing away at any problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import yaml

from courses.types import Step
from tutor.grading import Spec, spec_of

FOLDER = Path(__file__).parent / "sentences"
ANYWHERE = "anywhere"
REPEATS = 2  # problems that a text of `anywhere` is tried at


@dataclass
class Problem:
    """A problem with texts about it."""

    asked: str
    answer: dict[str, Any]
    telling: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    @property
    def spec(self) -> Spec:
        return spec_of(Step(id="s1", prompt=self.asked, answer=self.answer, skills=()))


def problems(name: str) -> list[Problem]:
    """The problems of one file."""
    read: list[Problem] = []
    for line in (FOLDER / f"{name}.txt").read_text().splitlines():
        mark, _, rest = line.partition(" ")
        if line.startswith("# ask: "):
            read.append(Problem(line.removeprefix("# ask: "), {}))
        elif line.startswith("# answer: "):
            read[-1].answer.update(yaml.safe_load(line.removeprefix("# answer: ")))
        elif mark == "!":
            read[-1].telling.append(rest)
        elif mark == ".":
            read[-1].silent.append(rest)
    return read


def everywhere(over: list[Problem], seed: int) -> Iterator[tuple[Problem, str]]:
    """Texts that give nothing away anywhere, each at some of the problems."""
    draw = Random(seed)
    for line in (FOLDER / f"{ANYWHERE}.txt").read_text().splitlines():
        for problem in draw.sample(over, REPEATS):
            yield problem, line.removeprefix(". ")
