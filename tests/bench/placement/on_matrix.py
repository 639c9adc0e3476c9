"""Adaptive questions to real people whose answers are all known: five folds of people, each held out once.

questions_to_760   questions until the AUC on held-out people's unasked items is .760 (M if never)
acc_3              share of all items foretold after three questions, an asked one by its answer
acc_3_unasked      the same of the unasked items alone
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from models_server.knowledge import matrix
from models_server.knowledge.matrix import Learnt, Shape
from tests.bench import Result

FOLDS = 5
ENOUGH = 0.760
Choose = Callable[[Learnt, Tensor, Tensor, int], Tensor]  # model, log weights, asked, question → items [L]


def read(path: Path) -> Tensor:
    with path.open(newline="") as file:
        rows = list(csv.reader(file))[1:]
    return torch.tensor([[float(cell) if cell else torch.nan for cell in row] for row in rows])


def fold_of(person: int) -> int:
    return int(hashlib.sha256(str(person).encode()).hexdigest(), 16) % FOLDS


def auc(score: Tensor, right: Tensor) -> float:
    """Ties count half."""
    _, place, counts = score.unique(return_inverse=True, return_counts=True)
    ranks = (counts.cumsum(0) - (counts - 1) / 2.0)[place]
    yes = int(right.sum())
    no = len(right) - yes
    return float((ranks[right].sum() - yes * (yes + 1) / 2) / (yes * no)) if yes and no else float("nan")


def most(aim: matrix.Aim) -> Choose:
    return lambda model, weights, asked, _: model.worth(weights, asked, aim).argmax(1)


def about_ability(model: Learnt, weights: Tensor, asked: Tensor, _: int) -> Tensor:
    """Maximum information on the ability of a 2PL: how far the item splits what is likely."""
    p = model.predict(weights)
    spread = (weights.exp()[:, :, None] * (model.right[None] - p[:, None]).square()).sum(1) / (p * (1.0 - p))
    return spread.masked_fill(asked, -1.0).argmax(1)


def at_random(model: Learnt, weights: Tensor, asked: Tensor, n: int) -> Tensor:
    source = torch.Generator().manual_seed(n)
    return torch.rand(asked.shape, generator=source).masked_fill(asked, -1.0).argmax(1)


def in_order(model: Learnt, weights: Tensor, asked: Tensor, n: int) -> Tensor:
    return torch.full((len(asked),), n, dtype=torch.long)


class Asked:
    """Predictions of held-out people after 0..K questions: [K + 1] tensors of [L, M]."""

    def __init__(
        self, people: Tensor, models: list[Learnt], folds: Tensor, choose: Choose, most: int
    ) -> None:
        self.people, self.known = people, ~people.isnan()
        self.p = torch.zeros(most + 1, *people.shape, dtype=torch.float64)
        self.asked = torch.zeros(most + 1, *people.shape, dtype=torch.bool)
        for fold, model in enumerate(models):
            self._ask(model, folds == fold, choose, most)

    def _ask(self, model: Learnt, mine: Tensor, choose: Choose, most: int) -> None:
        people, known = self.people[mine], self.known[mine]
        asked, weights = ~known, model.start(len(people))
        for n in range(most + 1):
            self.p[n, mine], self.asked[n, mine] = model.predict(weights), asked & known
            if n == most:
                return
            items = choose(model, weights, asked, n)
            weights = model.observe(weights, items, people[torch.arange(len(people)), items] == 1.0)
            asked = asked.clone()
            asked[torch.arange(len(people)), items] = True

    def auc(self, n: int, who: Tensor | None = None) -> float:
        who = torch.arange(len(self.people)) if who is None else who
        open_ = ~self.asked[n, who] & self.known[who]
        return auc(self.p[n, who][open_], self.people[who][open_] == 1.0)

    def accuracy(self, n: int, unasked: bool) -> Tensor:
        """Of each person: float64 [L]."""
        right = (self.p[n] > 0.5) == (self.people == 1.0)
        counted = self.known & ~self.asked[n] if unasked else self.known
        return ((right | self.asked[n]) & counted).sum(1).double() / counted.sum(1)


def questions_to(asked: Asked, most: int, never: int) -> int:
    return next((n for n in range(most + 1) if asked.auc(n) >= ENOUGH), never)


def run(path: Path, seed: int) -> Result:
    people = read(path)
    folds = torch.tensor([fold_of(person) for person in range(len(people))])
    most_asked = min(12, people.shape[1] - 2)
    ours = [matrix.fit(people[folds != f], seed) for f in range(FOLDS)]
    one = [matrix.fit(people[folds != f], seed, (Shape(1, 61, 1.0),)) for f in range(FOLDS)]
    bits = Asked(people, ours, folds, most("bits"), most_asked)
    right = Asked(people, ours, folds, most("right"), 3)
    others = {
        "2PL, maximum information": Asked(people, one, folds, about_ability, most_asked),
        "random": Asked(people, ours, folds, at_random, most_asked),
        "fixed order": Asked(people, ours, folds, in_order, most_asked),
    }
    never = people.shape[1]

    def measured(asked: Asked, three: Asked) -> dict[str, float]:
        return {
            "questions_to_760": float(questions_to(asked, most_asked, never)),
            "acc_3": float(three.accuracy(3, unasked=False).mean()),
            "acc_3_unasked": float(three.accuracy(3, unasked=True).mean()),
            "auc_7": asked.auc(7),
        }

    large = people.shape[1] >= 40
    draws = np.random.default_rng(seed)
    again = [torch.as_tensor(draws.integers(0, len(people), len(people))) for _ in range(200)]
    three = np.percentile([float(right.accuracy(3, unasked=False)[who].mean()) for who in again], [2.5, 97.5])
    seven = np.percentile([bits.auc(7, who) for who in again], [2.5, 97.5])
    curve = ", ".join(f"{bits.auc(n):.4f}" for n in range(min(12, most_asked) + 1))
    return Result(
        metrics=measured(bits, right),
        baselines={name: measured(asked, asked) for name, asked in others.items()},
        budgets={"questions_to_760": 7.0} if large else {},
        floors={} if large else {"acc_3": 0.797},
        notes=(
            f"{len(people)} people, {people.shape[1]} items, {FOLDS} folds; AUC after 0, 1, 2, … : {curve}",
            f"95 %: auc_7 {seven[0]:.3f} to {seven[1]:.3f}, acc_3 {three[0]:.3f} to {three[1]:.3f}",
            "acc_3 counts an asked item as known; questions for it are chosen by expected items foretold",
        ),
    )
