"""A log walked through by the graph filter: what it would have said before each answer. Keeps nothing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

from models_server.knowledge.filter import Filter, Finding
from models_server.knowledge.posterior import Posterior
from models_server.knowledge.predictor.log import Floats, Log

_LEAST = 1e-4  # of a probability whose log odds are taken


def replaying(knowledge: Filter) -> Callable[[Log], Floats]:
    """For `predictor.fit`: log odds of success before each row of a log on the items of this course."""
    return lambda log: log_odds(_walked(knowledge, log))


def log_odds(p: Floats) -> Floats:
    held = np.clip(p, _LEAST, 1.0 - _LEAST)
    odds: Floats = np.log(held / (1.0 - held))
    return odds


def _walked(knowledge: Filter, log: Log) -> Floats:
    kinds = [knowledge.course.kind_of[item] for item in log.items.ids]
    p = np.empty(len(log.item))
    last, n, posterior = -1, 0, knowledge.prior([""])
    rows = zip(log.learner.tolist(), log.item.tolist(), log.score.tolist(), log.at.tolist(), strict=True)
    for row, (learner, item, score, at) in enumerate(rows):
        if learner != last:
            last, n, posterior = learner, 0, knowledge.prior([log.learners[learner]])
        n += 1
        now = torch.tensor([at], dtype=torch.float64, device=knowledge.device)
        p[row] = _success(knowledge, knowledge.aged(posterior, now), kinds[item])
        found = Finding(log.learners[learner], n, kinds[item], score, False, False, False, at)
        posterior = knowledge.observe(posterior, [found])
    return p


def _success(knowledge: Filter, posterior: Posterior, position: int) -> float:
    """P(right) on one kind of item, as `estimates.of_kinds` has it."""
    kind = knowledge.course.kinds[position]
    members = list(knowledge.course.sets[kind.skill_set])
    mass = posterior.mass(posterior.columns[:, members].all(1)).item()
    return kind.guess + (1.0 - knowledge.parameters.slip - kind.guess) * mass
