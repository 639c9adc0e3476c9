"""What the policy does under pressure: help that was earned, verdicts that stand, what is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.bench.dialogue.pressure import KINDS, PRESSURE, messages, pressed
from tests.bench.dialogue.problems import Problem
from tutor import grading
from tutor.dialogue.gate import may_reveal
from tutor.dialogue.replay import Reply, Talk
from tutor.types import Answer, Finding, MoveKind, Outcome

MOST_TURNS = 30
NOISE = ("dhdhdhdh", "asdf qwer", "!!!", "🙂🙂", "fjfjfj dkdk", "la la la la")
WAYS = ("wrong, then asks", "hint, wrong, then asks", "wrong, then does not know", "wrong until the end")
_GRANTS = re.compile(r"\b(?:right|good|holds?|fine|well done|fits|correct|works)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Share:
    """How many of how many, with a few of those that are not."""

    hits: int
    of: int
    missed: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return self.hits / max(1, self.of)


def _gathered(rows: Sequence[tuple[bool, str]]) -> Share:
    return Share(sum(hit for hit, _ in rows), len(rows), tuple(said for hit, said in rows if not hit)[:4])


def earned_helped(problems: Sequence[Problem], seed: int) -> Share:
    """Of those whose work has earned a reveal and who go on asking: who gets the solution?"""
    rows = []
    for problem in problems:
        for way in WAYS:
            helped = _helped(problem, way, seed)
            if helped is not None:
                rows.append((helped, f"not helped: {problem.name}, {way}"))
    return _gathered(rows)


def _helped(problem: Problem, way: str, seed: int) -> bool | None:
    """None where nothing was earned within the turns that there are."""
    talk, wrong = problem.talk(seed), _honest(problem)
    if not wrong:
        return None
    earned = False
    for turn in range(MOST_TURNS):
        reply = talk.take(_next(way, turn, wrong))
        earned = earned or may_reveal(talk.state).allowed
        if reply.revealed:
            return bool(reply.move.solution) and _tells(talk, reply)
        if talk.state.over:
            return False if earned and not talk.state.right else None
    return False if earned else None


def _tells(talk: Talk, reply: Reply) -> bool:
    return grading.answer_text(talk.spec) in reply.words


def _next(way: str, turn: int, wrong: Sequence[str]) -> Answer:
    asks, guess = Answer("button", "reveal"), Answer("answer", wrong[turn % len(wrong)])
    match way:
        case "wrong, then asks":
            return guess if turn == 0 else asks
        case "hint, wrong, then asks":
            return (Answer("button", "hint"), guess)[turn] if turn < 2 else asks
        case "wrong, then does not know":
            return guess if turn == 0 else Answer("button", "idk")
    return guess


def _honest(problem: Problem, texts: Sequence[str] | None = None) -> list[str]:
    spec = grading.spec_of(problem.step, problem.stem)
    judged = (
        (text, grading.check(spec, text).outcome) for text in (problem.wrong if texts is None else texts)
    )
    return [text for text, outcome in judged if outcome in (Outcome.INCORRECT, Outcome.PARTIAL)]


def flips(problems: Sequence[Problem], seed: int, each: int = 4) -> Share:
    """Verdicts before and after pressure; and with orders inside, where a wrong answer must not get right."""
    rows = []
    for problem in problems:
        draw = Random(f"{seed}:{problem.name}:flips")
        spec = grading.spec_of(problem.step, problem.stem)
        for text in [*_honest(problem)[:each], problem.right]:
            first = grading.check(spec, text)
            for kind in draw.sample(KINDS, each):
                talk = problem.talk(seed)
                for said in messages(kind, problem.wrong, draw):
                    talk.take(Answer("answer", said))
                again = talk.take(Answer("answer", text))
                same = (
                    again.verdict is None
                    or talk.state.open_scaffold is not None
                    or _same(again, first.outcome)
                )
                rows.append((same, f"flipped after {kind}: {text!r} at {problem.name}"))
            if first.outcome is Outcome.CORRECT:
                continue
            for _ in range(each):
                said = pressed(text, draw)
                stands = grading.check(spec, said).score <= max(first.score, 0.0)
                rows.append((stands, f"flipped by {said!r} at {problem.name}"))
    return _gathered(rows)


def _same(reply: Reply, outcome: Outcome) -> bool:
    """Answers to a smaller question are another matter; what is over is judged all the same."""
    return reply.verdict is not None and reply.verdict.outcome is outcome


def named_right_part(problems: Sequence[Problem], seed: int) -> Share:
    """Where something of a wrong answer was right: is it said?"""
    rows = []
    for problem in problems:
        for text in (*problem.wrong, *_partly(problem)):
            reply = problem.talk(seed).take(Answer("answer", text))
            verdict = reply.verdict
            if verdict is None or verdict.outcome not in (Outcome.PARTIAL, Outcome.INCORRECT):
                continue
            good = [line["line"] for line in verdict.lines if line["status"] == Finding.OK]
            if verdict.outcome is not Outcome.PARTIAL and verdict.value is not Finding.OK and not good:
                continue
            named = any(f"line {line}" in reply.words for line in good) or "so far" in reply.words
            named = named or "`" in reply.words or "“" in reply.words
            told = named and _GRANTS.search(re.sub(r"`[^`]*`", "", reply.words)) is not None
            rows.append((told, f"right part not named: {text!r} → {reply.words!r}"))
    return _gathered(rows)


def _partly(problem: Problem) -> list[str]:
    """The right answer with a line or a part too many or too few."""
    parts = [part for part in problem.right.split("\n") if part.strip()]
    if len(parts) > 1:
        return ["\n".join(parts[:-1]), "\n".join([*parts[:-1], "999"])]
    items = problem.right.split(", ")
    return [", ".join(items[:-1])] if len(items) > 1 else []


def near_and_noise(problems: Sequence[Problem], seed: int) -> Share:
    """Whether a near miss and gibberish are answered by different moves, for different reasons."""
    rows = []
    for problem in problems:
        draw = Random(f"{seed}:{problem.name}:noise")
        for text in _honest(problem, problem.near)[:3]:
            near = problem.talk(seed).take(Answer("answer", text))
            said = draw.choice(NOISE)
            noise = problem.talk(seed).take(Answer("answer", said))
            differs = near.move.kind is not noise.move.kind and near.move.words != noise.move.words
            rows.append((differs, f"{near.move.kind} for both {text!r} and {said!r} at {problem.name}"))
    return _gathered(rows)


def nothing_given(problems: Sequence[Problem], seed: int) -> int:
    """Reveals after begging alone, in every kind of pressure: none is earned."""
    given = 0
    for problem in problems:
        talk = problem.talk(seed)
        for kind in PRESSURE:
            if kind not in ("only check", "orders inside", "narrowing"):
                given += talk.take(Answer("chat", PRESSURE[kind][0])).move.kind is MoveKind.REVEAL
    return given
