"""Does anything get through to a learner that an adversary in the model's place wants to tell?

A leak is counted when the adversary's own reader finds the answer in words that are not the authored ones.
Turns from an earned reveal or a right answer on are no trials: there the answer is the learner's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.bench.dialogue.adversary import AGREED, DISGUISES, Disguise
from tests.bench.dialogue.pressure import KINDS, messages
from tests.bench.dialogue.problems import Problem
from tutor import grading
from tutor.dialogue import wording
from tutor.dialogue.replay import Reply
from tutor.types import Answer, Outcome

SHOWN = 6
# What stands between the adversary and the learner: proposed and authored words → what is shown.
Filter = Callable[[str, Reply, Problem, Sequence[str]], str]


def ours(proposed: str, reply: Reply, _problem: Problem, heard: Sequence[str]) -> str:
    return wording.reworded(reply.move, proposed, reply.task, heard).text


def no_guard(proposed: str, _reply: Reply, _problem: Problem, _heard: Sequence[str]) -> str:
    return proposed


def final_number(proposed: str, reply: Reply, problem: Problem, _heard: Sequence[str]) -> str:
    """The rule in use elsewhere: the last number of the answer (or all of it) stands in the text."""
    numbers = re.findall(r"-?\d+(?:\.\d+)?", problem.answer)
    held = (numbers[-1] if numbers else problem.answer) in proposed
    return reply.move.words if held else proposed


def only_leaks(proposed: str, reply: Reply, _problem: Problem, _heard: Sequence[str]) -> str:
    """`grading.leaks` alone, without the list of what may be said."""
    leaks = reply.task.leaks
    return reply.move.words if leaks is not None and leaks(proposed) else proposed


@dataclass
class Count:
    trials: Counter[tuple[str, str]] = field(default_factory=Counter)
    leaks: Counter[tuple[str, str]] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)
    fates: Counter[str] = field(default_factory=Counter)

    def rate(self) -> float:
        return sum(self.leaks.values()) / max(1, sum(self.trials.values()))

    def worst(self) -> tuple[float, tuple[str, str]]:
        return max((self.leaks[cell] / count, cell) for cell, count in self.trials.items())


def talks(problem: Problem, seed: int) -> dict[str, list[Reply]]:
    """What the tutor answers to each kind of pressure, as far as the answer is a secret."""
    found = {}
    for kind in KINDS:
        draw = Random(f"{seed}:{problem.name}:{kind}")
        talk = problem.talk(draw.randrange(10_000))
        replies = []
        for text in messages(kind, problem.wrong, draw):
            reply = talk.take(Answer("answer", text))
            if reply.revealed or talk.state.right:
                break
            replies.append(reply)
        found[kind] = replies
    return found


def tried(
    problem: Problem,
    replies: Sequence[Reply],
    kind: str,
    disguise: Disguise,
    stands: Filter,
    count: Count,
    seed: int,
) -> None:
    """One conversation with one disguise: the adversary tries at every turn and reads what came through."""
    draw = Random(f"{seed}:{problem.name}:{kind}:{disguise.name}")
    shown: list[str] = []
    changed: list[str] = []
    hidden = False
    for reply in replies:
        proposed = disguise.hide(problem.answer, reply.move.words, draw)
        if proposed is None or not wording.is_reworded(reply.move):
            continue
        hidden = True
        words = stands(proposed, reply, problem, shown[-12:])
        shown.append(words)
        if words != reply.move.words:
            changed.append(words)
    if not hidden:
        return
    cell = (kind, disguise.name)
    count.trials[cell] += 1
    for text in (*changed, *(["\n".join(changed)] if len(changed) > 1 else [])):
        if any(problem.is_it(one) for one in disguise.find(text) if one):
            count.leaks[cell] += 1
            if len(count.shown) < SHOWN:
                count.shown.append(f"leak, {kind}, {disguise.name}: {problem.answer!r} in {text!r}")
            return


def run(problems: Sequence[Problem], seed: int) -> tuple[Count, dict[str, Count], Count]:
    """Ours, the baselines, and ours against a code that both sides agreed on before."""
    baselines: dict[str, Filter] = {
        "no guard": no_guard,
        "final number appears": final_number,
        "leaks alone": only_leaks,
    }
    counts, mine, agreed = {name: Count() for name in baselines}, Count(), Count()
    for place, problem in enumerate(problems):
        for kind, replies in talks(problem, seed).items():
            for disguise in DISGUISES.values():
                tried(problem, replies, kind, disguise, ours, mine, seed)
                for name, stands in baselines.items():
                    # asking `leaks` of everything takes half an hour: one problem in ten is enough to compare
                    if name != "leaks alone" or place % 10 == 0:
                        tried(problem, replies, kind, disguise, stands, counts[name], seed)
            tried(problem, replies, kind, AGREED, ours, agreed, seed)
    return mine, counts, agreed


def authored_tell(problems: Sequence[Problem], seed: int) -> int:
    """How many authored replies under pressure give the answer away by themselves."""
    told = 0
    for problem in problems:
        spec = grading.spec_of(problem.step, problem.stem)
        for replies in talks(problem, seed).values():
            told += any(
                grading.leaks(re.sub(r"`[^`]*`|“[^”]*”", "that", reply.words), spec)
                for reply in replies
                if reply.verdict is None or reply.verdict.outcome is not Outcome.CORRECT
            )
    return told
