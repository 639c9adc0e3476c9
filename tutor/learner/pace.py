"""Whether an answer came too soon to have been thought about. Knows seconds, no learner and no problem.

Only quick is looked at; nobody loses anything by being slow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, isfinite, log
from statistics import median

ENOUGH = 20  # learners; fewer do not say how long an item takes
PART = 0.10  # of the usual time: NT10, the normative threshold of Wise & Ma (2012), Wise (2017)
FLOOR = 10.0  # seconds; who takes longer has had time to think, whatever the item (the same authors' cap)
FAR = 2.0  # robust standard deviations: where times differ that much between people, quick is nothing odd
WORDS_A_SECOND = 200 / 60  # read with attention; silent reading for pleasure is quicker (Brysbaert 2019: 238)
LEAST = 3.0  # seconds for the shortest text
_SPREAD = 1.4826  # makes the median absolute deviation of a normal its standard deviation
RAPID = 0.25  # what a right choice counts that came so soon: it says little more than a guess. Our choice.


@dataclass(frozen=True, slots=True)
class Usual:
    """How long learners take to answer an item first: median of the seconds, and spread of their logarithm.

    `spread` is the median absolute deviation, scaled like a standard deviation.
    """

    seconds: float
    spread: float


def usual(seconds: Iterable[float]) -> Usual | None:
    """From the first answers of different learners, one each; None if there are fewer than ENOUGH.

    No time, less than none and what is no number are left out.
    """
    logs = [log(one) for one in seconds if isfinite(one) and one > 0.0]
    if len(logs) < ENOUGH:
        return None
    middle = median(logs)
    return Usual(exp(middle), _SPREAD * median(abs(one - middle) for one in logs))


def is_rapid(seconds: float | None, item: Usual | None) -> bool:
    """Whether an answer was implausibly quick for its item. Never where either is not known."""
    if item is None or seconds is None or not isfinite(seconds) or seconds < 0.0:
        return False
    if not seconds < min(PART * item.seconds, FLOOR):
        return False
    return seconds == 0.0 or log(item.seconds) - log(seconds) > FAR * item.spread


def share(seconds: float | None, item: Usual | None, *, right: bool, picked: bool) -> float:
    """What a finding counts for its pace: all, or RAPID of it for a right pick that was rapid.

    A wrong answer that came quickly counts in full: guessing is no excuse. So does whatever was written.
    """
    return RAPID if right and picked and is_rapid(seconds, item) else 1.0


def reading(text: str) -> float:
    """Seconds that it takes to read `text` at least."""
    return max(LEAST, len(text.split()) / WORDS_A_SECOND)
