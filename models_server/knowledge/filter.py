"""A Bayesian filter over knowledge states: what evidence, practice and time do to beliefs about learners.

A course with no more feasible states than are held has them all, and its numbers are exact; else they are a
sample, kept alive by redrawing (moves.py), and its error is that of a sample of this size.
Knows skills by position and learners only as keys of randomness; keeps nothing between calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log, nan

import torch
from torch import Tensor

from models_server.knowledge import moves
from models_server.knowledge.course import Course
from models_server.knowledge.graph import feasible
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.posterior import Posterior, join, normalised, split

HOUR = 3600.0
DAY = 24 * HOUR
_LEAST = 1e-6  # keeps odds finite where no state, or every state, holds something
_RARE = 0.02  # a share no smaller is assumed before practice: a few states cannot tell .001 from 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of evidence on one kind of item. `n` ≥ 1 and `learner` key the randomness."""

    learner: str
    n: int
    kind: int  # position in Course.kinds
    score: float
    assisted: bool
    void: bool
    says_unknown: bool
    at: float


class Filter:
    """Updates posteriors on one course. Float64 throughout; the seed is part of every number.

    On a CPU each learner is updated alone, at one shape, so that who else is in the batch changes no bit.
    """

    def __init__(self, course: Course, parameters: Parameters, seed: int, device: torch.device) -> None:
        self.course, self.parameters, self.seed, self.device = course, parameters, seed, device
        skills = len(course.graph.skills)
        theta = torch.tensor([parameters.prior(d) for d in course.graph.depth], dtype=torch.float64)
        self._theta = theta.to(device)
        self._members = _membership(course.sets, skills).to(device)  # bool [G, K]
        self._before = _membership(course.graph.prerequisites, skills).to(device)  # bool [K, K]
        self._flips = moves.Flips(course)
        every = feasible(course.graph, parameters.states)
        self._every = None if every is None else _membership([tuple(s) for s in every], skills).to(device)

    @property
    def members(self) -> Tensor:
        """Skills of each skill set: bool [G, K]."""
        return self._members

    def prior(self, learners: Sequence[str]) -> Posterior:
        """Before any evidence: every feasible state, or S equally likely draws from the prior."""
        return join([self._prior_of(learner) for learner in learners])

    def observe(self, posterior: Posterior, findings: Sequence[Finding]) -> Posterior:
        """The posterior after one finding for each learner, in the order of the learners."""
        if self.device.type == "cpu" and posterior.learners > 1:
            alone = zip(split(posterior), findings, strict=True)
            return join([self._observe(one, [finding]) for one, finding in alone])
        return self._observe(posterior, findings)

    def aged(self, posterior: Posterior, now: Tensor) -> Posterior:
        """The posterior at `now` (seconds, float64 [L]): what is known beyond the prior fades by half-life.

        Less than an hour is no time, and neither is a clock that runs backwards.
        """
        first = posterior.at.isnan()
        elapsed = torch.where(first, 0.0, now - posterior.at).clamp(min=0.0)
        passed = elapsed >= HOUR
        posterior = replace(posterior, at=torch.where(first | passed, now, posterior.at))
        if not bool(passed.any()):
            return posterior
        kept = torch.exp2(-torch.where(passed, elapsed, 0.0) / (self.parameters.half_life_days * DAY))
        ready = self._ready(posterior)  # [L, S, K]
        share = (posterior.mass(posterior.states) / posterior.mass(ready).clamp(min=_LEAST)).clamp(0.0, 1.0)
        later = torch.minimum(share, self._theta + (share - self._theta) * kept[:, None])
        down = torch.log(later.clamp(min=_LEAST) / share.clamp(min=_LEAST))
        up = torch.log((1.0 - later).clamp(min=1e-3) / (1.0 - share).clamp(min=1e-3))
        tilt = torch.where(posterior.states, down[:, None], up[:, None]) * ready
        return replace(
            posterior,
            logw=normalised(posterior.logw + tilt.sum(-1)),
            known=posterior.known + down,
            open=posterior.open + up,
        )

    def ready_to_learn(self, posterior: Posterior) -> Tensor:
        """P(prerequisites known, skill not): float64 [L, K]."""
        return posterior.mass(self._ready(posterior) & ~posterior.states)

    def _ready(self, posterior: Posterior) -> Tensor:
        """Which states hold all prerequisites of each skill: bool [L, S, K]. Counts are exact in float32."""
        held = posterior.states.float() @ self._before.float().T
        return held == self._before.sum(-1)

    def _prior_of(self, learner: str) -> Posterior:
        states = self._drawn(learner) if self._every is None else self._every
        known, open_ = self._theta.log()[None], (1.0 - self._theta).log()[None]
        even = torch.zeros(1, len(states), dtype=torch.float64, device=self.device)
        zeros = torch.zeros_like(known)
        posterior = Posterior(
            states=states[None],
            logw=normalised(even),
            known=known,
            open=open_,
            found=torch.zeros(1, len(self.course.sets), dtype=torch.float64, device=self.device),
            seen=zeros,
            at=torch.full((1,), nan, dtype=torch.float64, device=self.device),
        )
        if self._every is None:
            return posterior
        terms = torch.where(posterior.states, known[:, None], open_[:, None]) * self._ready(posterior)
        return replace(posterior, logw=normalised(terms.sum(-1)))

    def _drawn(self, learner: str) -> Tensor:
        """S states from the prior, each skill after its prerequisites: bool [S, K]."""
        graph, count = self.course.graph, self.parameters.states
        noise = moves.strata(len(graph.skills), count, moves.generator(self.seed, learner, 0))
        states = torch.zeros(count, len(graph.skills), dtype=torch.bool)
        for skill in graph.order:
            ready = states[:, list(graph.prerequisites[skill])].all(-1)
            states[:, skill] = ready & (noise[skill] < self.parameters.prior(graph.depth[skill]))
        return states.to(self.device)

    def _observe(self, posterior: Posterior, findings: Sequence[Finding]) -> Posterior:
        live = self._vector([not finding.void for finding in findings], torch.bool)
        if not bool(live.any()):
            return posterior
        before = posterior.at
        now = torch.where(live, self._vector([finding.at for finding in findings]), before)
        posterior = self.aged(posterior, now)
        slept = (posterior.at - before) >= HOUR
        sets = [self.course.kinds[finding.kind].skill_set for finding in findings]
        posterior = self._weighed(posterior, findings, sets)
        posterior = self._practised(posterior, findings, sets)
        if self._every is not None:
            return posterior
        return self._kept_alive(posterior, findings, sets, slept & live)

    def _weighed(self, posterior: Posterior, findings: Sequence[Finding], sets: list[int]) -> Posterior:
        """Evidence speaks for or against the states that hold every skill of its item."""
        members = self._members[sets]
        holds = posterior.knows(members)
        odds = _logit(posterior.mass(holds))
        ratio = self._vector([self._log_ratio(finding) for finding in findings])
        top = self._vector([_logit_of(self._ceiling(finding)) for finding in findings])
        bottom = _logit_of(self.parameters.margin)
        upward = torch.minimum(ratio, (top - odds).clamp(min=0.0))
        downward = torch.maximum(ratio, (bottom - odds).clamp(max=0.0))
        change = torch.where(ratio > 0.0, upward, downward)
        found = posterior.found.clone()
        found[torch.arange(len(sets)), sets] += change
        share = self._vector([self._share(finding) for finding in findings])
        return replace(
            posterior,
            logw=normalised(posterior.logw + change[:, None] * holds),
            found=found,
            seen=posterior.seen + members * share[:, None],
        )

    def _practised(self, posterior: Posterior, findings: Sequence[Finding], sets: list[int]) -> Posterior:
        """An attempt teaches: P(known | prerequisites known) of each of its skills moves up by `learn`."""
        learns = self._vector([not (f.void or f.says_unknown) for f in findings], torch.bool)
        ceiling = self._vector([self._ceiling(finding) for finding in findings])
        practised = {skill for position in sets for skill in self.course.sets[position]}
        for skill in (skill for skill in self.course.graph.order if skill in practised):
            mine = learns & self._members[sets][:, skill]
            posterior = self._taught(posterior, skill, mine, ceiling)
        return posterior

    def _taught(self, posterior: Posterior, skill: int, mine: Tensor, ceiling: Tensor) -> Posterior:
        """Both sides of the odds move, so that what is believed of the prerequisites stays."""
        has = posterior.states[..., skill]
        ready = posterior.states[..., list(self.course.graph.prerequisites[skill])].all(-1)
        share = posterior.mass(has) / posterior.mass(ready).clamp(min=_LEAST)
        share = share.clamp(_RARE, 1.0 - self.parameters.margin)
        raised = torch.minimum(share + (1.0 - share) * self.parameters.learn, torch.maximum(share, ceiling))
        up = torch.where(mine, torch.log(raised / share), 0.0)
        down = torch.where(mine, torch.log((1.0 - raised) / (1.0 - share)), 0.0)
        known, open_ = posterior.known.clone(), posterior.open.clone()
        known[:, skill] += up
        open_[:, skill] += down
        tilt = torch.where(has, up[:, None], down[:, None]) * ready
        return replace(posterior, logw=normalised(posterior.logw + tilt), known=known, open=open_)

    def _kept_alive(
        self, posterior: Posterior, findings: Sequence[Finding], sets: list[int], slept: Tensor
    ) -> Posterior:
        """Redraw states where their effective number fell by half, where evidence speaks for states of which
        there are hardly any, and after a pause."""
        count = self.parameters.states
        live = self._vector([not finding.void for finding in findings], torch.bool)
        low = live & (posterior.effective_states() < count / 2)
        agreed = posterior.knows(self._members[sets]).sum(-1)
        lifts = self._vector([self._log_ratio(finding) > 0.0 for finding in findings], torch.bool)
        thin = live & (torch.where(lifts, agreed, count - agreed) < count / 64)
        everywhere, nearby = (low | slept).tolist(), thin.tolist()
        plans = [
            self._plan(whole, near, position)
            for whole, near, position in zip(everywhere, nearby, sets, strict=True)
        ]
        if not any(plans):
            return posterior
        sources = [moves.generator(self.seed, finding.learner, finding.n) for finding in findings]
        offset = torch.cat([torch.rand(1, generator=g, dtype=torch.float64) for g in sources])
        posterior = moves.resample(posterior, low, offset.to(self.device))
        shrinking = [plan[::-1] for plan in plans]
        for round_plans in (shrinking, plans):  # a set empties from its end and fills from its start
            posterior = self._swept(posterior, round_plans, sources)
        return posterior

    def _plan(self, everywhere: bool, nearby: bool, position: int) -> list[int]:
        if everywhere:
            return list(self.course.graph.order)
        return self.course.graph.relatives(self.course.sets[position]) if nearby else []

    def _swept(
        self, posterior: Posterior, plans: list[list[int]], sources: list[torch.Generator]
    ) -> Posterior:
        """One sweep of each learner's plan; a learner's draws do not depend on the others' plans."""
        longest = max(plans, key=len)
        skills = list(dict.fromkeys(longest + [skill for plan in plans for skill in plan]))
        place = {skill: position for position, skill in enumerate(skills)}
        active = torch.zeros(len(plans), len(skills), dtype=torch.bool)
        noise = torch.ones(len(plans), len(skills), self.parameters.states, dtype=torch.float64)
        for row, (plan, source) in enumerate(zip(plans, sources, strict=True)):
            mine = [place[skill] for skill in plan]
            active[row, mine] = True
            noise[row, mine] = moves.strata(len(plan), self.parameters.states, source)
        return self._flips.sweep(posterior, skills, active.to(self.device), noise.to(self.device))

    def _log_ratio(self, finding: Finding) -> float:
        """log P(seen | every skill known) − log P(seen | one missing). Partial scores mix both."""
        numbers, guess = self.parameters, self.course.kinds[finding.kind].guess
        if finding.void:
            return 0.0
        if finding.says_unknown:
            return log(numbers.blank_if_known / numbers.blank_if_missing)
        right, score = 1.0 - numbers.slip, finding.score
        ratio = log(score * right + (1.0 - score) * (1.0 - right)) - log(
            score * guess + (1.0 - score) * (1.0 - guess)
        )
        return ratio * numbers.assisted_weight if finding.assisted and ratio > 0.0 else ratio

    def _ceiling(self, finding: Finding) -> float:
        """Help explains a success, it does not excuse an error: only the way up is shortened."""
        return self.parameters.assisted_ceiling if finding.assisted else 1.0 - self.parameters.margin

    def _share(self, finding: Finding) -> float:
        if finding.void:
            return 0.0
        return self.parameters.assisted_weight if finding.assisted else 1.0

    def _vector(self, values: Sequence[float | bool], dtype: torch.dtype = torch.float64) -> Tensor:
        return torch.tensor(values, dtype=dtype, device=self.device)


def _membership(sets: Sequence[Sequence[int]], skills: int) -> Tensor:
    """bool [len(sets), skills]."""
    table = torch.zeros(len(sets), skills, dtype=torch.bool)
    for row, members in enumerate(sets):
        table[row, list(members)] = True
    return table


def _logit(p: Tensor) -> Tensor:
    held = p.clamp(_LEAST, 1.0 - _LEAST)
    return held.log() - (1.0 - held).log()


def _logit_of(p: float) -> float:
    return log(p / (1.0 - p))
