"""What the days of simulated learners come to. Knows no policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import fmean

import numpy as np

from tests.bench.teaching.lesson import Days
from tutor.learner.support import Support

BAND = (0.60, 0.85)
WINDOW = 20  # questions
ROUNDS = 1000
LEAST = 0.1  # skills: a baseline that teaches less is taken to teach this much


def gains(days: Sequence[Days]) -> np.ndarray:
    return np.array([float(one.gain) for one in days])


def ratio(ours: np.ndarray, other: np.ndarray) -> float:
    """Of mean gains."""
    return float(ours.mean() / max(other.mean(), LEAST))


def interval(ours: np.ndarray, other: np.ndarray, seed: int) -> tuple[float, float]:
    """95 % of the ratio when learners are drawn anew, each with what came of both."""
    draws = np.random.default_rng(seed).integers(0, len(ours), (ROUNDS, len(ours)))
    low, high = np.percentile([ratio(ours[who], other[who]) for who in draws], [2.5, 97.5])
    return float(low), float(high)


def outside(answers: Sequence[bool]) -> list[float]:
    """Of each WINDOW answers in a row: how far the share that is right lies outside the band."""
    shares = [fmean(answers[i : i + WINDOW]) for i in range(len(answers) - WINDOW + 1)]
    return [max(BAND[0] - share, share - BAND[1], 0.0) for share in shares]


def band_error(days: Sequence[Days]) -> float:
    """Mean over learners of the mean over their windows; who had no WINDOW questions has none."""
    found = [windows for one in days if (windows := outside(one.alone()))]
    return fmean(fmean(windows) for windows in found) if found else float("nan")


def near(days: Sequence[Days], slack: float = 0.05) -> float:
    """Share of all windows within `slack` of the band."""
    windows = [far for one in days for far in outside(one.alone())]
    return fmean(far <= slack + 1e-9 for far in windows) if windows else float("nan")


def reasons(days: Sequence[Days]) -> dict[str, float]:
    """Share of problems by why they were put, largest first."""
    counts = Counter(put.why for one in days for put, _ in one.met)
    return {why: count / counts.total() for why, count in counts.most_common()}


def attempts_at(days: Days, skill: str) -> list[int]:
    """Of each day: tries at a skill, without probes and worked examples, which are no evidence."""
    by_day: dict[int, int] = {}
    for put, done in days.met:
        for one in () if put.probe or put.support is Support.WORKED else done.tries:
            if skill in one.skills:
                by_day[int(one.at // 86_400)] = by_day.get(int(one.at // 86_400), 0) + 1
    return list(by_day.values())
