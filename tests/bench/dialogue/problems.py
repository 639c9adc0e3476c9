"""Problems to talk about: those of the courses that ship and of the grading bench, each with its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from courses.folder.read import read
from courses.types import Hint, Step
from tests.bench.grading.corpus import everything
from tests.bench.grading.right import Right
from tutor import grading
from tutor.dialogue.replay import Talk
from tutor.grading import variants

RAMPS = Path(__file__).parents[3] / "courses" / "ramps"


@dataclass(frozen=True)
class Problem:
    """One step with its answer in plain typing.

    `is_it`: whether a text is the answer, by the bench's own reading, which shares no code with the checker
    where the problem comes from the grading bench. `wrong` and `right` are answers to send in.
    """

    name: str
    step: Step
    stem: str
    answer: str
    is_it: Callable[[str], bool]
    wrong: tuple[str, ...]
    near: tuple[str, ...]  # those of the wrong ones that somebody who knows something would give
    right: str

    def talk(self, seed: int = 0) -> Talk:
        return Talk(self.step, self.stem, seed)


def problems(seed: int, count: int) -> list[Problem]:
    """`count` of the grading bench, its families in turn, and every step of the courses that ship."""
    return [*shipped(seed), *made(seed, count)]


def shipped(seed: int) -> Iterator[Problem]:
    for folder in sorted(RAMPS.iterdir()):
        for problem in read(folder).problems():
            variant = variants.instantiate(problem, seed)
            for step in variant.steps:
                found = _of_step(f"{problem.id}/{step.id}", step, variant.stem)
                if found is not None:
                    yield found


def _of_step(name: str, step: Step, stem: str) -> Problem | None:
    spec = grading.spec_of(step, stem)
    answer = grading.answer_text(spec)
    plain = answer.replace("$", "").replace("**", "").strip()
    if not plain or len(plain) > 60 or "\n" in plain:
        return None
    bare = plain.split("=")[-1].strip()
    texts = {_squeezed(plain), _squeezed(bare)}
    known = tuple(text for wrong in step.misconceptions for text in wrong.answers)
    options = tuple(str(one) for one in step.answer.get("options", ()) if _squeezed(str(one)) not in texts)
    return Problem(
        name,
        step,
        stem,
        bare,
        lambda text: _squeezed(text) in texts,
        (*known, *options, "999", "1000"),
        known,
        plain,
    )


def made(seed: int, count: int) -> Iterator[Problem]:
    draw = Random(seed + 31)
    kept = 0
    for right in everything(seed + 31, 4 * count):
        if right.spec["kind"] == "reading" or "\n" in right.end or not 0 < len(right.end) <= 40:
            continue
        yield _of_right(right, draw)
        kept += 1
        if kept == count:
            return


def _of_right(right: Right, draw: Random) -> Problem:
    spec = {key: value for key, value in right.spec.items() if key != "asked"}
    hints = tuple(Hint(f"h{n}", text) for n, text in enumerate(right.hints))
    step = Step("s1", right.question, spec, ("skill",), hints, (), ("Look at what is asked.",))
    options = tuple(str(one) for one in right.spec.get("options", ()) if str(one) != right.end)
    near = tuple(text for _, text in right.near)
    number = str(draw.randint(101, 999))
    return Problem(
        right.family,
        step,
        "",
        right.end,
        lambda text: _squeezed(text) == _squeezed(right.end) or (len(text) < 60 and right.same(text)),
        (*near, *options, number, f"{number}0"),
        near,
        right.typed,
    )


def _squeezed(text: str) -> str:
    return "".join(text.replace("$", "").replace("*", "").split()).casefold()
