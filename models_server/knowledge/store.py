"""Courses told once and the learners held in memory: carries out what the wire asks. Knows nothing of HTTP.

All of it can be lost: courses are told again, learners are rebuilt from their evidence. One thread at a time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch

from models_server.errors import Refusal
from models_server.knowledge import course as courses
from models_server.knowledge import estimates
from models_server.knowledge.course import Course, Kind
from models_server.knowledge.estimates import Estimates
from models_server.knowledge.filter import Filter, Finding
from models_server.knowledge.graph import GraphError
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.posterior import Posterior
from models_server.wire import (
    AskRequest,
    AskResponse,
    BeliefItem,
    CourseSpec,
    EvidenceItem,
    ItemEstimate,
    ObserveRequest,
    ObserveResponse,
)

Ranking = Callable[[Estimates, Sequence[Kind]], list[int]]


@dataclass(frozen=True, slots=True)
class Told:
    """A course as it was told, and its filter."""

    spec: CourseSpec
    course: Course
    knowledge: Filter


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of one learner in one course: the posterior after evidence n."""

    n: int
    posterior: Posterior


class Store:
    """Raises Refusal (code, status, message, have) where it cannot do what is asked; then nothing changes."""

    def __init__(self, parameters: Parameters, seed: int, device: torch.device, capacity: int) -> None:
        self._parameters, self._seed, self._device, self._capacity = parameters, seed, device, capacity
        self._courses: dict[str, Told] = {}
        self._learners: OrderedDict[tuple[str, str], Held] = OrderedDict()
        self.applied = 0  # evidence applied since the start, void ones included

    @property
    def learners_held(self) -> int:
        return len(self._learners)

    @property
    def courses_held(self) -> int:
        return len(self._courses)

    @property
    def params(self) -> str:
        return self._parameters.version

    def put_course(self, ref: str, spec: CourseSpec) -> bool:
        """True when the course is new, False when it was told before; `course_exists` when it was another."""
        told = self._courses.get(ref)
        if told is not None:
            if told.spec == spec:
                return False
            raise Refusal(
                "course_exists", f"{ref} is another course already; publish this one as a new version"
            )
        try:
            course = courses.build(spec, self._parameters)
        except GraphError as error:
            raise Refusal("bad_course", str(error)) from error
        knowledge = Filter(course, self._parameters, self._seed, self._device)
        self._courses[ref] = Told(spec, course, knowledge)
        return True

    def observe(self, ref: str, request: ObserveRequest) -> ObserveResponse:
        """Apply what is not yet held; `behind` when evidence between is missing."""
        told = self._told(ref)
        learner, evidence = request["learner"], request["evidence"]
        held = self._held(told, ref, learner)
        if request["after_n"] > held.n:
            raise Refusal("behind", f"evidence after n = {held.n} is missing", have=held.n)
        _check_dense(request["after_n"], evidence)
        new = [item for item in evidence if item["n"] > held.n]
        findings = [_finding(told.course, learner, item) for item in new]
        posterior = held.posterior
        for finding in findings:
            posterior = told.knowledge.observe(posterior, [finding])
        held = Held(held.n + len(findings), posterior)
        self.applied += len(findings)
        self._keep(ref, learner, held)
        return {
            "learner": learner,
            "n": held.n,
            "beliefs": _beliefs(told.course, posterior),
            "params": self.params,
            "seed": self._seed,
        }

    def predict(self, ref: str, request: AskRequest) -> AskResponse:
        """In the order asked."""
        return self._ask(ref, request, lambda values, kinds: list(range(len(kinds))))

    def probe(self, ref: str, request: AskRequest) -> AskResponse:
        """Most informative first."""
        return self._ask(ref, request, lambda values, kinds: estimates.ranked_by_information(values))

    def next(self, ref: str, request: AskRequest) -> AskResponse:
        """Best to serve first."""
        slip = self._parameters.slip
        return self._ask(ref, request, lambda values, kinds: estimates.ranked_by_fit(values, kinds, slip))

    def _ask(self, ref: str, request: AskRequest, ranking: Ranking) -> AskResponse:
        told = self._told(ref)
        names = request.get("candidates")
        names = list(told.course.kind_of) if names is None else names
        positions = [_kind(told.course, name) for name in names]
        held = self._held(told, ref, request["learner"])
        if held.n != request["at_n"]:
            raise Refusal("behind", f"asked at n = {request['at_n']}, held is n = {held.n}", have=held.n)
        now = torch.tensor([request["now"]], dtype=torch.float64, device=self._device)
        distinct = sorted(set(positions))
        kinds = [told.course.kinds[position] for position in distinct]
        values = estimates.of_kinds(told.knowledge, told.knowledge.aged(held.posterior, now), kinds)
        if held.n:
            self._keep(ref, request["learner"], held)
        return {
            "learner": request["learner"],
            "n": held.n,
            "items": _in_order(names, positions, distinct, values, kinds, ranking),
            "params": self.params,
            "seed": self._seed,
        }

    def _told(self, ref: str) -> Told:
        if ref not in self._courses:
            raise Refusal("unknown_course", f"the course {ref} has not been told")
        return self._courses[ref]

    def _held(self, told: Told, ref: str, learner: str) -> Held:
        """Of a learner not held: the prior. It takes no place in memory until there is evidence."""
        return self._learners.get((ref, learner)) or Held(0, told.knowledge.prior([learner]))

    def _keep(self, ref: str, learner: str, held: Held) -> None:
        self._learners[ref, learner] = held
        self._learners.move_to_end((ref, learner))
        if len(self._learners) > self._capacity:
            self._learners.popitem(last=False)


def _check_dense(after_n: int, evidence: Sequence[EvidenceItem]) -> None:
    for expected, item in enumerate(evidence, start=after_n + 1):
        if item["n"] != expected:
            raise Refusal("bad_request", f"evidence must be dense: n = {expected} expected, got {item['n']}")


def _kind(course: Course, item: str) -> int:
    if item not in course.kind_of:
        raise Refusal("unknown_item", f"the course has no item {item!r}")
    return course.kind_of[item]


def _finding(course: Course, learner: str, item: EvidenceItem) -> Finding:
    # A void finding moves nothing, so its item may have left the course: it must not block what follows it.
    kind = -1 if item["void"] else _kind_of(course, item)
    return Finding(
        learner=learner,
        n=item["n"],
        kind=kind,
        score=item["score"],
        assisted=item["assisted"],
        void=item["void"],
        says_unknown=item["says_unknown"],
        at=item["at"],
        weight=item.get("weight", 1.0),
        practice=item.get("practice", True),
    )


def _kind_of(course: Course, item: EvidenceItem) -> int:
    """That of the skills it names, else that of its item."""
    names = item.get("skills")
    if names is None:
        return _kind(course, item["item"])
    place = {skill: position for position, skill in enumerate(course.graph.skills)}
    unknown = next((name for name in names if name not in place), None)
    if unknown is not None:
        raise Refusal("unknown_item", f"the course has no skill {unknown!r}")
    members = tuple(sorted({place[name] for name in names}))
    if members not in course.kind_on:
        raise Refusal("unknown_item", f"no item of the course has just the skills {', '.join(names)}")
    return course.kind_on[members]


def _beliefs(course: Course, posterior: Posterior) -> list[BeliefItem]:
    values = (value[0].tolist() for value in estimates.skill_beliefs(posterior))
    rows = zip(course.graph.skills, *values, strict=True)
    return [{"skill": skill, "p": p, "low": low, "high": high} for skill, p, low, high in rows]


def _in_order(
    names: Sequence[str],
    positions: Sequence[int],
    distinct: Sequence[int],
    values: Estimates,
    kinds: Sequence[Kind],
    ranking: Ranking,
) -> list[ItemEstimate]:
    """Estimates of kinds (one for each of `distinct`) spread over the items that are of them, and ranked."""
    place = {position: index for index, position in enumerate(distinct)}
    spread = [place[position] for position in positions]
    index = torch.tensor(spread, dtype=torch.long)
    columns = [v[index] for v in (values.p, values.low, values.high, values.information, values.gain)]
    rows = list(zip(names, *(column.tolist() for column in columns), strict=True))
    order = ranking(Estimates(*columns), [kinds[i] for i in spread])
    return [_estimate(*rows[i]) for i in order]


def _estimate(item: str, p: float, low: float, high: float, information: float, gain: float) -> ItemEstimate:
    return {"item": item, "p": p, "low": low, "high": high, "information": information, "gain": gain}
