"""What came of requests, counted; percentiles, ratios, growth. Pure: knows no server and no clock."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["whole", "refused", "late", "deadline", "left", "unanswered"]

AT_ONCE_S = 2.0  # a refusal that takes longer has kept somebody waiting for nothing


@dataclass(frozen=True, slots=True)
class Answer:
    """One request. `status` 0: no response; `first`, `seconds`: from sending to the first and last word."""

    status: int
    seconds: float
    first: float | None = None
    code: str = ""
    retry_after: str = ""
    finish: str = ""
    done: bool = False  # the stream came to its end
    tokens: int = 0
    prompt_tokens: int = 0
    left: bool = False  # the reader went away
    why: str = ""  # what broke, for a person


def kind(answer: Answer) -> Kind:
    """`late`: refused, but only after a wait. `unanswered`: whatever a caller cannot make sense of."""
    if answer.left:
        return "left"
    if answer.status == 200 and answer.done and answer.finish == "deadline":
        return "deadline"
    if answer.status == 200 and answer.done and answer.finish in ("stop", "length"):
        return "whole"
    retry = answer.retry_after
    if answer.status == 503 and answer.code == "busy" and retry.isdecimal() and int(retry) >= 1:
        return "refused" if answer.seconds <= AT_ONCE_S else "late"
    return "unanswered"


def counted(answers: Iterable[Answer]) -> Counter[Kind]:
    return Counter(kind(answer) for answer in answers)


def percentile(values: Sequence[float], percent: float) -> float:
    """Between the two nearest values, as numpy does it."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median over rounds: both sides of a round had the same minute of the machine."""
    return statistics.median(our / their for our, their in zip(ours, theirs, strict=True))


@dataclass(frozen=True, slots=True)
class Growth:
    """Megabytes. `growth`: the most held in the last tenth over the most in the second fifth.

    `early` and `late` are what the first and the second half of the time between added: filling up adds early
    only, a leak adds alike. `noise`: how far the most held in a tenth lies from that of the next, typically.
    """

    before: float
    growth: float
    early: float
    late: float
    noise: float


def growth(held: Sequence[float]) -> Growth:
    """`held` at even intervals, at least ten of them; the first fifth is warming up."""
    count = len(held)

    def most(begin: float, end: float) -> float:
        return max(held[int(begin * count) : max(int(end * count), int(begin * count) + 1)])

    before, middle, after = most(0.2, 0.4), most(0.6, 0.7), most(0.9, 1.0)
    tenths = [most(k / 10, (k + 1) / 10) for k in range(2, 10)]
    steps = [abs(b - a) for a, b in pairwise(tenths)]
    return Growth(before, after - before, middle - before, after - middle, statistics.median(steps))
