"""Contexts of MRBench, all after an error: the guard against human labels, and our replies beside others'."""

from __future__ import annotations

import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courses.types import Step
from tests.bench.dialogue.problems import shipped
from tutor import grading
from tutor.dialogue.replay import Talk
from tutor.dialogue.telling import says
from tutor.grading import Spec
from tutor.types import Answer

SIZES = (1, 2, 3, 4)
TOLD = "Yes (and the answer is correct)"
LABEL = "Revealing_of_the_Answer"
_ASKED = re.compile(r"The question is:(.*?)(?:\xa0|\n)", re.DOTALL)
_TURN = re.compile(r"(?:^|\n)[\xa0\s]*(Tutor|Student):", re.DOTALL)


@dataclass(frozen=True)
class Context:
    key: str
    source: str
    asked: str
    history: str
    turns: tuple[tuple[str, str], ...]  # role, text
    answer: str | None
    replies: Mapping[str, tuple[str, str]]  # tutor → reply, label of revealing

    @property
    def spec(self) -> Spec | None:
        """The task as given: opening question and final number."""
        if self.answer is None:
            return None
        return grading.parse_spec({"kind": "number", "value": self.answer, "asked": [self.asked]})

    @property
    def attempt(self) -> str:
        """What the learner wrote last."""
        return next(text for role, text in reversed(self.turns) if role == "Student")


def contexts(folder: Path) -> list[Context]:
    return [
        _context(row)
        for path in sorted(folder.rglob("mrbench_v2_*.json"))
        for row in json.loads(path.read_text())
    ]


def _context(row: Mapping[str, Any]) -> Context:
    history = row["conversation_history"]
    marks = list(_TURN.finditer(history))
    ends = [*(mark.start() for mark in marks[1:]), len(history)]
    turns = [
        (mark.group(1), history[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)
    ]
    last = row["Ground_Truth_Solution"].strip().split("\n")[-1].strip()
    return Context(
        row["conversation_id"],
        row["Data"],
        turns[0][1] if turns and turns[0][0] == "Tutor" else "",
        history,
        tuple(turns),
        last if re.fullmatch(r"-?\d+(?:\.\d+)?", last) else None,
        {
            tutor: (said["response"], said["annotation"][LABEL])
            for tutor, said in row["anno_llm_responses"].items()
        },
    )


@dataclass(frozen=True)
class Guard:
    f1: float
    recall: float
    precision: float
    alarms_on_no: float
    positives: int
    missed: tuple[str, ...]


def guard(found: Sequence[Context], by_number: bool = False) -> Guard:
    """MathDial rows only: `telling.says`, or with `by_number` the rule *final number appears*."""
    rows = []
    for context in found:
        spec = context.spec
        if context.source != "MathDial" or spec is None:
            continue
        for reply, label in context.replies.values():
            told = (
                _appears(context.answer or "", reply) if by_number else says(reply, spec, [context.history])
            )
            rows.append((told, label, reply))
    hits = sum(told and label == TOLD for told, label, _ in rows)
    positives = sum(label == TOLD for _, label, _ in rows)
    flagged = sum(told for told, _, _ in rows)
    honest = [told for told, label, _ in rows if label == "No"]
    return Guard(
        2 * hits / max(1, positives + flagged),
        hits / max(1, positives),
        hits / max(1, flagged),
        sum(honest) / max(1, len(honest)),
        positives,
        tuple(f"not seen: {reply[-160:]!r}" for told, label, reply in rows if label == TOLD and not told),
    )


def _appears(answer: str, reply: str) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(answer)}(?![\d]|\.\d)", reply.replace(",", "")) is not None


def alarms_on_hints(seed: int) -> tuple[int, int]:
    """Shipped hints at which the same question says yes; of how many."""
    told = [
        says(hint.text, grading.spec_of(problem.step, problem.stem))
        for problem in shipped(seed)
        for hint in problem.step.hints
    ]
    return sum(told), len(told)


def our_replies(found: Sequence[Context], draw: int) -> list[tuple[Context, str]]:
    """What the default install says to each context's last message; each row is a session of its own."""
    return [(context, _reply(context, f"{draw}:{row}")) for row, context in enumerate(found)]


def _reply(context: Context, session: str) -> str:
    """The last message is a wrong answer; where no right one is given, nothing the learner says can be it."""
    number = context.answer if context.answer is not None else "987654321.5"
    stem = _ASKED.search(context.asked)
    step = Step(
        "s1",
        stem.group(1).strip() if stem else context.asked[:300],
        {"kind": "number", "value": number},
        ("s",),
    )
    talk = Talk(step, seed=zlib.crc32(f"{session}:{context.key}".encode()))
    talk.tell([("tutor", text) for role, text in context.turns if role == "Tutor"])
    return talk.take(Answer("answer", context.attempt)).words


@dataclass(frozen=True)
class Talked:
    question_share: float
    self_bleu4: float
    opener_top: float
    names_attempt: float
    duplicates: int


def talked(rows: Sequence[tuple[Context, str]]) -> Talked:
    texts = [text for _, text in rows]
    openers = Counter(" ".join(_words(text)[:2]) for text in texts)
    return Talked(
        sum("?" in text for text in texts) / len(texts),
        self_bleu([re.findall(r"\w+|[^\w\s]", text.lower()) for text in texts]),
        openers.most_common(1)[0][1] / len(texts),
        sum(names(context.attempt, text) for context, text in rows) / len(texts),
        len(texts) - len(set(texts)),
    )


def over(draws: Sequence[Talked]) -> Talked:
    """The mean over several draws of the sessions' seeds; of duplicates the most."""
    count = len(draws)
    return Talked(
        sum(one.question_share for one in draws) / count,
        sum(one.self_bleu4 for one in draws) / count,
        sum(one.opener_top for one in draws) / count,
        sum(one.names_attempt for one in draws) / count,
        max(one.duplicates for one in draws),
    )


_PLAIN = frozenset(
    {"the", "and", "was", "were", "you", "that", "this", "she", "they", "his", "her", "there", "for"}
    | {"have", "has", "had", "did", "then", "them", "your", "but", "from", "how", "what", "which", "one"}
    | {"can", "are", "with", "not"}
)


def names(attempt: str, reply: str) -> bool:
    """Whether a number, or two words with content, of what the learner wrote stand in the reply."""
    said = {word.strip(".") for word in re.findall(r"\d[\d.,/]*\d|\d", attempt)}
    back = {word.strip(".") for word in re.findall(r"\d[\d.,/]*\d|\d", reply)}
    words = {word for word in _words(attempt) if len(word) > 2} - _PLAIN
    shared = words & set(_words(reply))
    return bool(said & back) or len(shared) >= min(2, max(1, len(words)))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text.lower())


def self_bleu(texts: Sequence[Sequence[str]]) -> float:
    """Self-BLEU: the mean over texts of BLEU-4 against all the others, without smoothing."""
    grams = [{size: Counter(_grams(text, size)) for size in SIZES} for text in texts]
    scores = []
    for at, text in enumerate(texts):
        others = grams[:at] + grams[at + 1 :]
        closest = min((abs(len(other) - len(text)), len(other)) for n, other in enumerate(texts) if n != at)[
            1
        ]
        scores.append(bleu(grams[at], others) * math.exp(min(0.0, 1 - closest / max(1, len(text)))))
    return sum(scores) / max(1, len(scores))


Grams = Mapping[int, Counter[tuple[str, ...]]]


def bleu(mine: Grams, others: Sequence[Grams]) -> float:
    """The geometric mean of the shares of grams that stand in any of the others."""
    logs = 0.0
    for size in SIZES:
        most: Counter[tuple[str, ...]] = Counter()
        for other in others:
            most |= other[size]
        same = (mine[size] & most).total()
        if not same:
            return 0.0
        logs += math.log(same / mine[size].total()) / len(SIZES)
    return math.exp(logs)


def _grams(text: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(text[at : at + size]) for at in range(len(text) - size + 1))
