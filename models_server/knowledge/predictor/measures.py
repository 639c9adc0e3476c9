"""How good probabilities are: order, calibration, surprise. Knows not where they come from."""

from __future__ import annotations

import numpy as np

from models_server.knowledge.predictor.log import Floats

BINS = 15


def auc(score: Floats, p: Floats) -> float:
    """P(a right answer had the higher probability than a wrong one); 0.5 where there is only one kind."""
    right = score >= 0.5
    ones, zeros = int(right.sum()), int((~right).sum())
    if not ones or not zeros:
        return 0.5
    _, index, count = np.unique(p, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2.0)[index]
    return float((rank[right].sum() - ones * (ones + 1) / 2.0) / (ones * zeros))


def log_loss(score: Floats, p: Floats) -> float:
    p = np.clip(p, 1e-9, 1 - 1e-9)
    return float(-(score * np.log(p) + (1 - score) * np.log(1 - p)).mean())


def reliability(score: Floats, p: Floats, bins: int = BINS) -> list[tuple[float, float, int]]:
    """Equal-mass bins in order of p: (mean p, share right, answers)."""
    parts = np.array_split(np.argsort(p, kind="stable"), bins)
    return [(float(p[part].mean()), float(score[part].mean()), len(part)) for part in parts if len(part)]


def ece(score: Floats, p: Floats, bins: int = BINS) -> float:
    """Mean distance of predicted and seen share over the bins, weighed by their answers."""
    found = reliability(score, p, bins)
    return sum(abs(said - seen) * n for said, seen, n in found) / max(sum(n for _, _, n in found), 1)
