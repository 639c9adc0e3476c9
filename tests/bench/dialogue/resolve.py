"""How many messages a learner sends until a step is over: by kind of learner, and at most.

Learners are made up: what each kind does is written here, how many there are of each is an assumption (MIX).
The maximum is none: it comes from the walk over all states of the policy.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import cycle

from courses.types import Hint, Step
from tests.bench.dialogue.problems import Problem, shipped
from tests.tutor.dialogue import talk as walked
from tests.tutor.dialogue.walk import longest_talk
from tutor import grading
from tutor.dialogue.replay import Talk
from tutor.types import Answer, Outcome

SEEDS = 3  # other numbers for each step, other words for each talk
TOO_LONG = 60  # turns after which something is wrong with the policy, not with the learner
BEGS = ("just tell me the answer", "please show me the solution", "what is the answer?", "give me the answer")
CHATS = ("why do I need this?", "nice weather today", "what does the x stand for?")

Learner = Callable[["Case", Talk], Iterator[Answer]]  # is asked for the next message, forever


@dataclass(frozen=True)
class Case:
    """A step with answers to send in."""

    problem: Problem
    misses: tuple[str, ...]  # wrong answers of somebody who tries, all different, as far as there are such
    known: tuple[str, ...]  # wrong answers that show a wrong idea whose question the tutor has
    solved: str  # the right answer, as it is typed or picked

    def miss(self) -> Iterator[Answer]:
        return cycle([Answer("answer", text) for text in self.misses])

    def right(self, talk: Talk) -> Answer:
        """To what is asked now, which may be the smaller question."""
        hint = _open(talk)
        if hint is not None:
            return Answer("answer", grading.answer_text(grading.spec_of_hint(hint)).replace("$", ""))
        return Answer("answer", self.solved)


def knows_it(case: Case, talk: Talk) -> Iterator[Answer]:
    while True:
        yield case.right(talk)


def slips(case: Case, talk: Talk) -> Iterator[Answer]:
    yield next(case.miss())
    yield from knows_it(case, talk)


def wrong_idea(case: Case, talk: Talk) -> Iterator[Answer]:
    """Shows it, and sees it once asked about it; else goes on as one who needs a rung."""
    yield Answer("answer", case.known[0])
    if talk.state.probed:
        yield from knows_it(case, talk)
    yield from needs_a_rung(case, talk)


def needs_a_rung(case: Case, talk: Talk) -> Iterator[Answer]:
    """Tries until something is given, and has it then."""
    misses = case.miss()
    while not talk.state.shown:
        yield next(misses)
    yield from knows_it(case, talk)


def asks_for_one(case: Case, talk: Talk) -> Iterator[Answer]:
    yield Answer("button", "hint")
    yield from knows_it(case, talk)


def needs_all(case: Case, talk: Talk) -> Iterator[Answer]:
    """Tries, asks, tries again, until no rung is left; solves the smaller questions, and then the step."""
    misses, rungs = case.miss(), 0
    yield next(misses)
    while True:
        rungs = talk.state.rung
        yield Answer("button", "hint")
        while talk.state.in_scaffold:
            yield case.right(talk)
        if talk.state.rung == rungs:
            yield from knows_it(case, talk)
        yield next(misses)


def guesses(case: Case, talk: Talk) -> Iterator[Answer]:
    yield from case.miss()


def never_knows(case: Case, talk: Talk) -> Iterator[Answer]:
    while True:
        yield Answer("button", "idk")


def begs(case: Case, talk: Talk) -> Iterator[Answer]:
    for said in cycle(BEGS):
        yield Answer("chat", said)


def chats(case: Case, talk: Talk) -> Iterator[Answer]:
    """Talks first, then tries, and has it at the second go."""
    for said in CHATS:
        yield Answer("chat", said)
    yield from slips(case, talk)


def only_chats(case: Case, talk: Talk) -> Iterator[Answer]:
    for said in cycle(CHATS):
        yield Answer("chat", said)


# Out of a hundred learners who do not have it at the first answer: those who do need no talk.
MIX: Mapping[Learner, int] = {
    slips: 25,
    wrong_idea: 15,
    needs_a_rung: 20,
    asks_for_one: 10,
    needs_all: 8,
    guesses: 7,
    never_knows: 5,
    begs: 4,
    chats: 4,
    only_chats: 2,
}


@dataclass(frozen=True)
class Resolved:
    """Turns of every talk by kind, and the moves that ended them."""

    turns: Mapping[str, tuple[int, ...]]
    ends: Mapping[str, int]
    most: int  # of any learner on any shipped step: proved
    states: int

    @property
    def median(self) -> float:
        """Over MIX: each kind counts by its share, however many steps it could be tried on."""
        return self._median(MIX)

    @property
    def even_median(self) -> float:
        """As if there were as many of each kind."""
        return self._median(dict.fromkeys(MIX, 1))

    def _median(self, mix: Mapping[Learner, int]) -> float:
        weighted = sorted(
            (turns, share / len(self.turns[kind.__name__]))
            for kind, share in mix.items()
            for turns in self.turns[kind.__name__]
        )
        half, sum_ = sum(weight for _, weight in weighted) / 2, 0.0
        for turns, weight in weighted:
            sum_ += weight
            if sum_ >= half:
                return turns
        raise AssertionError("the weights add up")

    def notes(self) -> list[str]:
        medians = ", ".join(
            f"{name.replace('_', ' ')} {statistics.median(each):g} (most {max(each)})"
            for name, each in self.turns.items()
        )
        ends = ", ".join(f"{name} {count}" for name, count in sorted(self.ends.items()))
        shares = ", ".join(f"{kind.__name__.replace('_', ' ')} {share}" for kind, share in MIX.items())
        return [
            f"turns until a step is over, median by kind: {medians}",
            f"out of a hundred who miss at first, as assumed: {shares}; talks ended with: {ends}",
            f"turns_to_resolve_max: walked through {self.states} states of the policy on the shipped steps",
        ]


def run(seed: int) -> Resolved:
    turns: dict[str, list[int]] = {kind.__name__: [] for kind in (knows_it, *MIX)}
    ends: dict[str, int] = {}
    for number in range(SEEDS):
        for problem in shipped(seed + number):
            case = case_of(problem)
            for kind in (knows_it, *MIX):
                if kind is wrong_idea and not case.known:
                    continue
                count, end = resolved(case, kind, seed + number)
                turns[kind.__name__].append(count)
                ends[end] = ends.get(end, 0) + 1
    most, states = proved(seed)
    return Resolved({name: tuple(each) for name, each in turns.items()}, ends, most, states)


def case_of(problem: Problem) -> Case:
    spec = grading.spec_of(problem.step, problem.stem)
    tried = [*problem.near, *problem.wrong, *(str(number) for number in range(1001, 1001 + TOO_LONG))]
    judged = {text: grading.check(spec, text) for text in dict.fromkeys(tried)}
    asked = {one.id for one in problem.step.misconceptions if one.question}
    solved = (problem.right, problem.answer, grading.answer_text(spec))
    return Case(
        problem,
        tuple(text for text, one in judged.items() if one.outcome in (Outcome.INCORRECT, Outcome.PARTIAL)),
        tuple(text for text, one in judged.items() if one.misconception in asked),
        next(text for text in solved if grading.check(spec, text).outcome is Outcome.CORRECT),
    )


def resolved(case: Case, kind: Learner, seed: int) -> tuple[int, str]:
    """Messages until the step is over, and the move that ended it."""
    talk = case.problem.talk(seed)
    said = kind(case, talk)
    for turn in range(1, TOO_LONG):
        reply = talk.take(next(said))
        if talk.state.over:
            return turn, reply.move.kind.value
    raise AssertionError(f"{kind.__name__} on {case.problem.name}: no end after {TOO_LONG} turns")


def proved(seed: int) -> tuple[int, int]:
    """(most turns that anything a learner does can take on a shipped step, states walked)."""
    longest, states = 0, 0
    for step, control, small in _shapes(seed).values():
        for reveals_allowed in (True, False):
            for more in ({}, {"support": "bare"}):
                start = walked.Talk(step, reveals_allowed, control=control, more=more, small=small)
                start = replace(start, scaffold_control=control)
                found, most = longest_talk(start)
                longest, states = max(longest, most), states + found
    return longest, states


Walkable = tuple[Step, Mapping[str, object] | None, str]


def _shapes(seed: int) -> dict[Hashable, Walkable]:
    """The shipped steps as the policy sees them: those that differ in words only are walked once.

    Hints that tell the answer are no rungs and left out. The walker has one wrong idea and one answer for
    smaller questions; a step with several has the first.
    """
    found: dict[Hashable, Walkable] = {}
    for problem in shipped(seed):
        step, spec = problem.step, grading.spec_of(problem.step, problem.stem)
        rungs = tuple(hint for hint in step.hints if not grading.leaks(f"{hint.title}\n{hint.text}", spec))
        asked = [one for one in step.misconceptions if one.question and not grading.leaks(one.question, spec)]
        wrong = tuple(replace(one, id=walked.MISCONCEPTION.id) for one in asked[:1])
        told = any(_tells(hint, spec) for hint in rungs if hint.is_scaffold)
        options = step.answer.get("options", ())
        control = {"kind": "choice", "options": ["4", "5", "6", "7"]} if options else None
        shape = (
            tuple((hint.is_scaffold, hint.requires) for hint in rungs),
            bool(wrong),
            told,
            control is None,
            bool(step.solution),
        )
        plain = replace(
            step, hints=rungs, misconceptions=wrong, solution=(walked.LINE,) * bool(step.solution)
        )
        found.setdefault(shape, (plain, control, walked.LEAK if told else walked.SMALL))
    return found


def _tells(hint: Hint, spec: grading.Spec) -> bool:
    """Whether the answer of a smaller question is that of the step."""
    return grading.leaks(grading.answer_text(grading.spec_of_hint(hint)), spec)


def _open(talk: Talk) -> Hint | None:
    return next((hint for hint in talk.step.hints if hint.id == talk.state.open_scaffold), None)
