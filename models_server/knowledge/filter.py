"""A Bayesian filter over knowledge states: what evidence, practice and time do to beliefs about learners.

A course with no more feasible states than are held has them all, and its numbers are exact; else they are a
sample, kept alive by redrawing (moves.py), and its error is that of a sample of this size.
Knows skills by position and learners only as keys of randomness; keeps nothing between calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan, log, nan

import torch
from torch import Tensor

from models_server.knowledge import moves
from models_server.knowledge.chance import Chance, generator, strata
from models_server.knowledge.course import Course
from models_server.knowledge.graph import feasible
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.posterior import Posterior, join, normalised, put, rows
from models_server.knowledge.prior import Prior, gathered
from models_server.knowledge.threads import one_thread

HOUR = 3600.0
DAY = 24 * HOUR
_LEAST = 1e-6  # keeps odds finite where no state, or every state, holds something
_USUAL = 4096  # states of the prior that tell how likely each skill is to be known
_ABREAST = 4  # learners whose states are redrawn at once: more save steps, but their numbers leave the cache
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
    weight: float = 1.0  # of its log likelihood ratio: below 1 for hearsay, above for a sure answer
    practice: bool = True  # something was tried, so something may have been learnt


@dataclass(frozen=True, slots=True)
class _Said:
    """What findings of L learners say, and which of their states agree."""

    sets: Tensor  # [L]
    own: Tensor  # [L, Q] the skills of each set, filled up
    holds: Tensor  # bool [L, S] every skill of the set
    each: Tensor  # bool [L, Q, S]
    ratio: list[float]  # log P(seen | every skill known) − log P(seen | one missing)


class Filter:
    """Updates posteriors on one course; the seed is part of every number.

    On a CPU who else is in the batch changes no bit: what is done to all learners at once is done number by
    number or along one learner's states; logarithms of single numbers are Python's, and products of matrices
    are made for each learner alone, at one shape.
    """

    def __init__(
        self,
        course: Course,
        parameters: Parameters,
        seed: int,
        device: torch.device,
        prior: Prior | None = None,
    ) -> None:
        self.course, self.parameters, self.seed, self.device = course, parameters, seed, device
        skills = len(course.graph.skills)
        self._members = _membership(course.sets, skills).to(device)  # bool [G, K]
        in_order = {skill: place for place, skill in enumerate(course.graph.order)}
        sets = [sorted(own, key=in_order.__getitem__) for own in course.sets]
        self._skills, self._filled = (table.to(device) for table in _padded(sets))
        self._alone = [course.kinds[course.kind_on[k,]].skill_set for k in range(skills)]  # sets of one skill
        self._before, without = (table.to(device) for table in _padded(course.graph.prerequisites))
        self._without = without[..., None]
        self._draws = prior or Prior(course.graph, course.topics, parameters)  # on the CPU
        self._from = self._draws.to(device)
        self._sweeps = moves.Sweeps(course, device)
        self._chance = Chance(seed, parameters.states, max(skills, 3 + 2 * self._from.topics), device)
        every = feasible(course.graph, parameters.states)
        self._every = None if every is None else _membership([tuple(s) for s in every], skills).to(device)
        usual = self._every if self._every is not None else self._drawn("", _USUAL).to(device)
        weights = torch.full((len(usual),), 1.0 / len(usual), dtype=torch.float64, device=device)
        if self._every is not None:
            self._logp = normalised(self._from.log_of(usual, self._held(usual))[None])
            weights = self._logp[0].exp()
        known, ready = ((weights[:, None] * which).sum(0) for which in (usual, self._held(usual)))
        self._theta = (known + 1e-3) / (ready + 2e-3)  # P(known | prerequisites known), on average

    @property
    def members(self) -> Tensor:
        """Skills of each skill set: bool [G, K]."""
        return self._members

    @one_thread()
    def prior(self, learners: Sequence[str]) -> Posterior:
        """Before any evidence: every feasible state, or S equally likely draws from the prior."""
        return join([self._prior_of(learner) for learner in learners])

    @one_thread()
    def observe(self, posterior: Posterior, findings: Sequence[Finding]) -> Posterior:
        """The posterior after one finding for each learner, in the order of the learners."""
        live = [i for i, finding in enumerate(findings) if not finding.void]
        if not live:
            return posterior
        return put(posterior, live, self._observe(rows(posterior, live), [findings[i] for i in live]))

    @one_thread()
    def aged(self, posterior: Posterior, now: Tensor) -> Posterior:
        """The posterior at `now` (seconds, float64 [L]): what is known beyond the prior fades by half-life.

        Less than an hour is no time, and neither is a clock that runs backwards.
        """
        then, at = posterior.at.tolist(), now.tolist()
        elapsed = [0.0 if isnan(old) else new - old for old, new in zip(then, at, strict=True)]
        if not any(isnan(old) or gone >= HOUR for old, gone in zip(then, elapsed, strict=True)):
            return posterior
        kept = [
            0.5 ** (gone / (self.parameters.half_life_days * DAY)) if gone >= HOUR else 1.0
            for gone in elapsed
        ]
        reached = [
            new if isnan(old) or gone >= HOUR else old
            for old, new, gone in zip(then, at, elapsed, strict=True)
        ]
        posterior = replace(posterior, at=self._vector(reached))
        for i in (i for i, share in enumerate(kept) if share < 1.0):
            posterior = put(posterior, [i], self._faded(rows(posterior, [i]), kept[i]))
        return posterior

    def _faded(self, posterior: Posterior, kept: float) -> Posterior:
        """One learner, of whose knowledge beyond the prior a share is kept."""
        ready = self._ready(posterior)  # [L, K, S]
        share = (posterior.beliefs() / posterior.mass(ready).clamp(min=_LEAST)).clamp(0.0, 1.0)
        later = torch.minimum(share, self._theta + (share - self._theta) * kept)
        down = torch.log(later.clamp(min=_LEAST) / share.clamp(min=_LEAST))
        up = torch.log((1.0 - later).clamp(min=1e-3) / (1.0 - share).clamp(min=1e-3))
        tilt = torch.cat([down - up, up], 1)[:, None]  # what is known was ready
        held = torch.cat([posterior.columns, ready], 1).double()
        return replace(
            posterior,
            logw=normalised(posterior.logw + torch.matmul(tilt, held)[:, 0]),
            known=posterior.known + down,
            open=posterior.open + up,
        )

    def ready_to_learn(self, posterior: Posterior) -> Tensor:
        """P(prerequisites known, skill not): float64 [L, K]."""
        return posterior.mass(self._ready(posterior) & ~posterior.columns)

    def log_prior(self, states: Tensor) -> Tensor:
        """log P(state) before any evidence, of bool [N, K] closed states: float64 [N]."""
        return self._from.log_of(states, self._held(states))

    def _ready(self, posterior: Posterior) -> Tensor:
        """Which states hold all prerequisites of each skill: bool [L, K, S]."""
        columns = moves.side_by_side(posterior)
        return self._sweeps.ready(columns).reshape(len(columns), posterior.learners, -1).transpose(0, 1)

    def _held(self, states: Tensor) -> Tensor:
        """Which skills have all their prerequisites in a state: bool [N, K], as `states`."""
        return self._sweeps.ready(states.T.contiguous()).T

    def _prior_of(self, learner: str) -> Posterior:
        states = (
            self._drawn(learner, self.parameters.states).to(self.device)
            if self._every is None
            else self._every
        )
        even = torch.zeros(1, len(states), dtype=torch.float64, device=self.device)
        zeros = torch.zeros(1, states.shape[1], dtype=torch.float64, device=self.device)
        return Posterior(
            columns=states.T.contiguous()[None],
            logw=normalised(even) if self._every is None else self._logp,
            known=zeros,
            open=zeros,
            found=torch.zeros(1, len(self.course.sets), dtype=torch.float64, device=self.device),
            seen=zeros,
            at=torch.full((1,), nan, dtype=torch.float64, device=self.device),
        )

    def _drawn(self, learner: str, count: int) -> Tensor:
        """States from the prior, each skill after its prerequisites: bool [S, K], on the CPU."""
        source = generator(self.seed, learner, 0)
        return self._draws.draw(source, strata(len(self.course.graph.skills), count, source))

    def _observe(self, posterior: Posterior, findings: Sequence[Finding]) -> Posterior:
        before, now = posterior.at.tolist(), [finding.at for finding in findings]
        posterior = self.aged(posterior, self._vector(now))
        slept = [new - old >= DAY for old, new in zip(before, now, strict=True)]
        said = self._said(posterior, findings)
        posterior = self._practised(self._weighed(posterior, findings, said), findings, said)
        if self._every is not None:
            return posterior
        return self._kept_alive(posterior, findings, said, slept)

    def _said(self, posterior: Posterior, findings: Sequence[Finding]) -> _Said:
        kinds = self.course.kinds
        sets = self._vector([kinds[f.kind].skill_set for f in findings], torch.long)
        own = self._skills[sets]  # [L, Q]
        learner = torch.arange(len(findings), device=self.device)[:, None]
        each = posterior.columns[learner, own] | self._filled[sets][..., None]
        return _Said(sets, own, each.all(1), each, [self._log_ratio(f) for f in findings])

    def _weighed(self, posterior: Posterior, findings: Sequence[Finding], said: _Said) -> Posterior:
        """Evidence speaks for or against the states that hold every skill of its item."""
        bottom, change = _logit(self.parameters.margin), []
        masses = posterior.mass(said.holds).tolist()
        for finding, ratio, mass in zip(findings, said.ratio, masses, strict=True):
            odds, top = _logit(mass), _logit(self._ceiling(finding))
            room = max(top - odds, 0.0) if ratio > 0.0 else min(bottom - odds, 0.0)
            change.append(min(ratio, room) if ratio > 0.0 else max(ratio, room))
        moved = self._vector(change)[:, None]
        share = self._vector([self._share(finding) for finding in findings])
        weighed = replace(
            posterior,
            logw=normalised(posterior.logw + moved * said.holds),
            found=posterior.found.scatter_add(1, said.sets[:, None], moved),
            seen=posterior.seen + self._members[said.sets] * share[:, None],
        )
        helped = [row for row, one in enumerate(findings) if one.assisted and said.ratio[row] > 0.0]
        for row in helped:
            weighed = self._held_down(weighed, row, rows(posterior, [row]).beliefs()[0])
        return weighed

    def _held_down(self, posterior: Posterior, row: int, before: Tensor) -> Posterior:
        """No skill of one learner believed more than `before` past where help can carry it.

        What a helped success says of what an item rests on is taken back, skill by skill, as if something on
        that skill alone had spoken against it.
        """
        order = list(self.course.graph.order)
        most = torch.clamp(before, min=self.parameters.assisted_ceiling)
        columns, logw, found = posterior.columns[row].double(), posterior.logw[row : row + 1], posterior.found
        place = 0
        while True:
            known = columns @ logw[0].exp()
            over = (known > most)[order[place:]].nonzero()
            if not len(over):
                break
            place += int(over[0]) + 1
            skill = order[place - 1]
            back = _logit(most[skill].item()) - _logit(known[skill].item())
            logw = normalised(logw + back * columns[skill])
            found = found.clone()
            found[row, self._alone[skill]] += back
        every = posterior.logw.clone()
        every[row] = logw[0]
        return replace(posterior, logw=every, found=found)

    def _practised(self, posterior: Posterior, findings: Sequence[Finding], said: _Said) -> Posterior:
        """An attempt teaches: P(known | prerequisites known) of each of its skills moves up by `learn`."""
        sizes = [len(self.course.sets[g]) for g in said.sets.tolist()]
        for place in range(max(sizes)):
            pairs = zip(findings, sizes, strict=True)
            ceilings = [
                self._ceiling(f) if f.practice and not f.says_unknown and size > place else 0.0
                for f, size in pairs
            ]
            if any(ceilings):
                posterior = self._taught(posterior, said, place, ceilings)
        return posterior

    def _taught(self, posterior: Posterior, said: _Said, place: int, ceilings: Sequence[float]) -> Posterior:
        """Both sides of the odds move, so that what is believed of the prerequisites stays. Ceiling 0: not
        at all."""
        skill, has = said.own[:, place], said.each[:, place]
        learner = torch.arange(posterior.learners, device=self.device)[:, None]
        ready = (posterior.columns[learner, self._before[skill]] | self._without[skill]).all(1)
        ups, downs, most = [], [], 1.0 - self.parameters.margin
        masses = zip(posterior.mass(has).tolist(), posterior.mass(ready).tolist(), ceilings, strict=True)
        for known, able, ceiling in masses:
            share = min(max(known / max(able, _LEAST), _RARE), most)
            raised = min(share + (1.0 - share) * self.parameters.learn, max(share, ceiling))
            ups.append(log(raised / share) if ceiling else 0.0)
            downs.append(log((1.0 - raised) / (1.0 - share)) if ceiling else 0.0)
        up, down = self._vector(ups)[:, None], self._vector(downs)[:, None]
        tilted = normalised(posterior.logw + has * (up - down) + ready * down)
        mine = self._vector([ceiling > 0.0 for ceiling in ceilings], torch.bool)[:, None]
        return replace(
            posterior,
            logw=torch.where(mine, tilted, posterior.logw),
            known=posterior.known.scatter_add(1, skill[:, None], up),
            open=posterior.open.scatter_add(1, skill[:, None], down),
        )

    def _kept_alive(
        self, posterior: Posterior, findings: Sequence[Finding], said: _Said, slept: list[bool]
    ) -> Posterior:
        """Redraw states where their effective number fell to a third, where evidence speaks for states of
        which there are hardly any, and after a day's pause."""
        count = self.parameters.states
        pairs = zip(said.ratio, said.holds.sum(-1).tolist(), strict=True)
        few = [holding if ratio > 0.0 else count - holding for ratio, holding in pairs]
        low = (posterior.effective_states() < count / 3).tolist()
        which = [i for i in range(len(few)) if low[i] or slept[i] or few[i] < count / 64]
        if not which:
            return posterior
        redrawn = []
        for begin in range(0, len(which), _ABREAST):
            some = which[begin : begin + _ABREAST]
            keys = [self._key(findings[i]) for i in some]
            tired = self._vector([low[i] for i in some], torch.bool)
            offset = self._vector([fraction for _, fraction in keys])
            resampled = moves.resample(rows(posterior, some), tired, offset)
            redrawn.append(self._redrawn(resampled, [starts for starts, _ in keys]))
        return put(posterior, which, join(redrawn))

    def _key(self, finding: Finding) -> tuple[list[int], float]:
        skills, topics = len(self.course.graph.skills), self._from.topics
        return self._chance.starts(finding.learner, finding.n, [3 + 2 * topics, skills, skills])

    def _redrawn(self, posterior: Posterior, starts: Sequence[list[int]]) -> Posterior:
        """Levels drawn from the states; levels and states moved together; every skill from its neighbours."""
        topics, skills, chance = self._from.topics, posterior.known.shape[1], self._chance
        few, luck, last = (list(column) for column in zip(*starts, strict=True))
        columns = moves.side_by_side(posterior)
        ready = self._sweeps.ready(columns)
        first, drawn = torch.split(chance.uniform(few, 3 + 2 * topics), [1 + topics, 2 + topics])
        count = posterior.logw.shape[1]
        alone = (torch.split(every, count, 1) for every in (columns, ready, first))
        lean = gathered([self._from.leaning(*own) for own in zip(*alone, strict=True)])
        other, odds = self._from.other(lean, drawn[1:])
        theta, also = self._from.theta(lean), self._from.theta(other)
        columns, taken = self._sweeps.shift(
            posterior, columns, ready, theta, also, odds, chance.uniform(luck, skills), drawn[0]
        )
        logit, open_ = self._from.log_odds(lean.mixed(other, taken))
        return self._sweeps.sweep(posterior, columns, logit, open_, chance.log_odds(last, skills))

    def _log_ratio(self, finding: Finding) -> float:
        """log P(seen | every skill known) − log P(seen | one missing). Partial scores mix both."""
        numbers, guess = self.parameters, self.course.kinds[finding.kind].guess
        if finding.void:
            return 0.0
        if finding.says_unknown:
            return finding.weight * log(numbers.blank_if_known / numbers.blank_if_missing)
        right, score = 1.0 - numbers.slip, finding.score
        likely = score * right + (1.0 - score) * (1.0 - right)
        ratio = finding.weight * log(likely / (score * guess + (1.0 - score) * (1.0 - guess)))
        return ratio * numbers.assisted_weight if finding.assisted and ratio > 0.0 else ratio

    def _ceiling(self, finding: Finding) -> float:
        """Help explains a success, it does not excuse an error: only the way up is shortened."""
        return self.parameters.assisted_ceiling if finding.assisted else 1.0 - self.parameters.margin

    def _share(self, finding: Finding) -> float:
        """How much of an attempt it was, for the interval around what is believed."""
        if finding.void:
            return 0.0
        whole = min(finding.weight, 1.0)
        return whole * self.parameters.assisted_weight if finding.assisted else whole

    def _vector(self, values: Sequence[float | bool], dtype: torch.dtype = torch.float64) -> Tensor:
        return torch.tensor(values, dtype=dtype, device=self.device)


def _membership(sets: Sequence[Sequence[int]], skills: int) -> Tensor:
    """bool [len(sets), skills]."""
    table = torch.zeros(len(sets), skills, dtype=torch.bool)
    for row, members in enumerate(sets):
        table[row, list(members)] = True
    return table


def _padded(lists: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Lists side by side: long [N, Q], and where they are filled up: bool [N, Q]; Q ≥ 1."""
    longest = max((len(own) for own in lists), default=0) or 1
    filled = [[*own, *[0] * (longest - len(own))] for own in lists]
    short = [[place >= len(own) for place in range(longest)] for own in lists]
    return torch.tensor(filled).reshape(-1, longest), torch.tensor(short).reshape(-1, longest)


def _logit(p: float) -> float:
    held = min(max(p, _LEAST), 1.0 - _LEAST)
    return log(held / (1.0 - held))
