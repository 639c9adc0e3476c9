"""The policy on real steps: those of the courses that ship, and of an imported course without variants."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache, partial
from pathlib import Path

import pytest

from courses.folder.read import read
from courses.importers import oatutor
from courses.types import Course, Step
from tests.courses.importers.tiny_pool import choice, files, hint, pack, problem, scaffold, step
from tests.talk import right, wrong
from tests.tutor.dialogue.talk import LIKE_IT, Talk
from tests.tutor.dialogue.walk import behaviours_on, longest_talk, most_turns, shape
from tutor import grading
from tutor.dialogue import replay
from tutor.dialogue.gate import may_reveal
from tutor.grading import variants
from tutor.types import Answer, MoveKind

RAMPS = Path(__file__).parents[3] / "courses" / "ramps"
TURNS = 30


def imported(folder: Path) -> Course:
    """Steps with hints, a smaller question, a choice, no help at all; no variants, no written solutions."""
    hints = [
        hint("a1", "Add the ones first."),
        scaffold("a2", "What is $$2+3$$?", "$$5$$", needs=("a1",)),
        hint("a3", "So it is $$25$$.", needs=("a2",)),
    ]
    sums = problem("sum1", [step("sum1a", "Add: $$12+13$$", "$$25$$", hints)])
    larger = problem("sum2", [choice("sum2a", "Which is larger?", "$$3$$", ["$$2$$", "$$3$$", "$$1$$"])])
    bare = problem("sum3", [step("sum3a", "Add: $$40+41$$", "$$81$$")])
    skills = {name: ["add_whole_numbers"] for name in ("sum1a", "sum2a", "sum3a")}
    return oatutor.read(pack(folder / "pool.tar.gz", files([sums, larger, bare], skills)), "Small Sums")


def steps(course: Course) -> Iterator[tuple[str, str, Step]]:
    for one in course.problems():
        variant = variants.instantiate(one, 3)
        for asked in variant.steps:
            yield f"{one.id}/{asked.id}", variant.stem, asked


def leaks_on(asked: Step, stem: str) -> Callable[[str], bool]:
    return lru_cache(maxsize=512)(partial(grading.leaks, spec=grading.spec_of(asked, stem)))


@pytest.fixture(scope="module", params=["shipped", "imported"])
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Course:
    if request.param == "imported":
        return imported(tmp_path_factory.mktemp("pool"))
    return read(RAMPS / "linear-equations")


def test_on_every_step_every_talk_ends(course: Course) -> None:
    """Steps of one shape are walked once: the policy's states are the same."""
    shapes: dict[Hashable, tuple[str, Step, Callable[[str], bool]]] = {}
    for name, stem, asked in steps(course):
        leaks = leaks_on(asked, stem)
        shapes.setdefault(shape(asked, leaks), (name, asked, leaks))
    assert len(shapes) >= 2
    for name, asked, leaks in shapes.values():
        for sibling in (None, LIKE_IT):
            start = Talk(asked, leaks=leaks, sibling=sibling)
            _states, most = longest_talk(start, behaviours_on(asked))
            assert most <= most_turns(asked, leaks), name


@pytest.mark.parametrize("button", ["hint", "idk", "reveal"])
@pytest.mark.parametrize("tries", [0, 1])
def test_with_the_real_checker_each_button_leads_to_an_end_and_tells_nothing_before(
    course: Course, button: str, tries: int
) -> None:
    for name, stem, asked in steps(course):
        talk, leaks = replay.Talk(asked, stem), leaks_on(asked, stem)
        for _ in range(tries):
            talk.take(Answer("answer", wrong(asked.answer)))
        met, earned = [], False
        while not talk.state.over:
            earned = may_reveal(talk.state).allowed
            reply = talk.take(Answer("button", button))
            met.append(reply.move.kind)
            told = re.sub(r"`[^`]*`|“[^”]*”", "that", reply.words)
            assert reply.revealed or not leaks(told), (name, told)
            assert len(met) <= TURNS, name
        assert met[-1] is (MoveKind.REVEAL if earned else MoveKind.DETOUR), (name, met)


def test_with_the_real_checker_a_right_answer_ends_it_at_once(course: Course) -> None:
    for name, stem, asked in steps(course):
        reply = replay.Talk(asked, stem).take(Answer("answer", right(asked.answer)))
        assert reply.move.kind is MoveKind.ACKNOWLEDGE, name
        assert reply.move.step_done
