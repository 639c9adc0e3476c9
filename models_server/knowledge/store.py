"""Courses told once and the learners held in memory: carries out what the wire asks. Knows nothing of HTTP.

All of it can be lost: courses are told again, learners are rebuilt from their evidence. One thread at a time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from time import perf_counter

import torch

from models_server.errors import Refusal
from models_server.knowledge import course as courses
from models_server.knowledge import estimates, learners, refined
from models_server.knowledge.course import Course, Kind
from models_server.knowledge.estimates import Estimates
from models_server.knowledge.filter import Filter, Finding
from models_server.knowledge.graph import GraphError
from models_server.knowledge.learners import Held, Learners
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.posterior import Posterior
from models_server.knowledge.predictor import Fitted, Learner, Probability
from models_server.knowledge.replay import log_odds
from models_server.knowledge.snapshots import Snapshots
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

Ranking = Callable[[refined.Refined], list[int]]

PART, PART_S = 64, 0.05  # findings applied, and seconds taken, in one go: then others have their turn
COURSES = 256  # versions of courses held; the one unused for longest is told again when it is needed
FITS = 32  # fitted predictors held; the one unused for longest makes room
FILES = 5  # snapshots for each learner that memory has room for


@dataclass(frozen=True, slots=True)
class Told:
    """A course as it was told, and its filter."""

    spec: CourseSpec
    course: Course
    knowledge: Filter
    digest: str


class Store:
    """Raises Refusal (code, status, message, have) where it cannot do what is asked; then nothing changes."""

    def __init__(
        self,
        parameters: Parameters,
        seed: int,
        device: torch.device,
        capacity: int,
        snapshots: Path | None = None,
    ) -> None:
        """Raise OSError for a folder of snapshots that cannot be written in."""
        self._parameters, self._seed, self._device = parameters, seed, device
        self._courses: OrderedDict[str, Told] = OrderedDict()
        self._fits: OrderedDict[str, Fitted] = OrderedDict()
        files = None if snapshots is None else Snapshots(snapshots, FILES * capacity)
        mark = {"params": parameters.version, "seed": seed}
        self._learners = Learners(capacity, device, files, mark)
        self.applied = 0  # evidence applied since the start, void ones included

    @property
    def learners_held(self) -> int:
        return len(self._learners)

    @property
    def courses_held(self) -> int:
        return len(self._courses)

    @property
    def fits_held(self) -> int:
        return len(self._fits)

    @property
    def params(self) -> str:
        return self._parameters.version

    @property
    def seed(self) -> int:
        return self._seed

    def close(self) -> None:
        """Write the learners in memory into files, where there are some to be."""
        self._learners.write_all()

    def spec_of(self, ref: str) -> CourseSpec:
        return self._told(ref).spec

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
        self._courses[ref] = Told(spec, course, knowledge, learners.digest(spec))
        if len(self._courses) > COURSES:
            self._courses.popitem(last=False)
        return True

    def put_fit(self, fitted: Fitted) -> bool:
        """True when it is new."""
        new = fitted.id not in self._fits
        self._fits[fitted.id] = fitted
        self._fits.move_to_end(fitted.id)
        if len(self._fits) > FITS:
            self._fits.popitem(last=False)
        return new

    def observe(self, ref: str, request: ObserveRequest) -> ObserveResponse:
        """Apply what is not yet held; `behind` when evidence between is missing."""
        answers = [answer for answer in self.observing(ref, request) if answer is not None]
        return answers[0]

    def observing(self, ref: str, request: ObserveRequest) -> Iterator[ObserveResponse | None]:
        """The same in parts: None after each but the last.

        Between parts other work may be done, this learner's too. What is refused is refused before the first.
        """
        told, fitted = self._told(ref), self._fitted(request.get("fit"))
        learner, evidence = request["learner"], request["evidence"]
        held = self._held(told, ref, learner, fitted)
        if request["after_n"] > held.n:
            raise Refusal("behind", f"evidence after n = {held.n} is missing", have=held.n)
        _check_dense(request["after_n"], evidence)
        new = [item for item in evidence if item["n"] > held.n]
        for item in new:
            _finding(told.course, learner, item)
        while new and held.n < new[-1]["n"]:
            start = held.n - new[0]["n"] + 1  # they are dense
            held = self._applied(told, fitted, learner, held, new[start : start + PART])
            self._learners.keep(_key(ref, fitted, learner), told.digest, held)
            if held.n < new[-1]["n"]:
                yield None
                other = self._held(told, ref, learner, fitted)
                held = other if other.n > held.n else held
        if held.n and not new:
            self._learners.keep(_key(ref, fitted, learner), told.digest, held)
        yield self._believed(told, fitted, learner, held.n, held.posterior)

    def beliefs(self, ref: str, request: AskRequest) -> ObserveResponse:
        """What is believed at `now`, when time has moved it down. Changes nothing."""
        told, fitted = self._told(ref), self._fitted(request.get("fit"))
        held = self._asked(told, ref, request, fitted)
        aged = told.knowledge.aged(held.posterior, self._moment(request["now"]))
        return self._believed(told, fitted, request["learner"], held.n, aged)

    def predict(self, ref: str, request: AskRequest) -> AskResponse:
        """In the order asked."""
        return self._ask(ref, request, lambda items: list(range(len(items.least))))

    def probe(self, ref: str, request: AskRequest) -> AskResponse:
        """Most informative first."""
        return self._ask(ref, request, lambda items: estimates.ranked_by_information(items.estimates))

    def next(self, ref: str, request: AskRequest) -> AskResponse:
        """Best to serve first."""
        return self._ask(
            ref, request, lambda items: estimates.ranked_by_reach(items.estimates, items.least, items.most)
        )

    def _ask(self, ref: str, request: AskRequest, ranking: Ranking) -> AskResponse:
        told, fitted = self._told(ref), self._fitted(request.get("fit"))
        names = request.get("candidates")
        names = list(told.course.kind_of) if names is None else names
        positions = [_kind(told.course, name) for name in names]
        held = self._asked(told, ref, request, fitted)
        distinct = sorted(set(positions))
        kinds = [told.course.kinds[position] for position in distinct]
        aged = told.knowledge.aged(held.posterior, self._moment(request["now"]))
        values, each = _spread(positions, distinct, estimates.of_kinds(told.knowledge, aged, kinds), kinds)
        items = refined.plain(values, each, self._parameters.slip)
        if held.mind is not None and fitted is not None:
            said = _said(fitted, held.mind, names, values, request["now"])
            items = refined.refined(items, said)
        if held.n:
            self._learners.keep(_key(ref, fitted, request["learner"]), told.digest, held)
        return {
            "learner": request["learner"],
            "n": held.n,
            "items": _rows(names, items.estimates, ranking(items)),
            "params": self._named(fitted),
            "seed": self._seed,
        }

    def _applied(
        self, told: Told, fitted: Fitted | None, learner: str, held: Held, evidence: Sequence[EvidenceItem]
    ) -> Held:
        """What is held after as much of this evidence as can be applied in one go: some, at the least."""
        posterior, mind, n = held.posterior, held.mind.copy() if held.mind else None, held.n
        begun = perf_counter()
        for item in evidence:
            posterior = told.knowledge.observe(posterior, [_finding(told.course, learner, item)])
            n = item["n"]
            if mind is not None and fitted is not None and _is_answer(item, fitted):
                mind.observe(item["item"], item["score"], item["at"])
            if perf_counter() - begun > PART_S:
                break
        self.applied += n - held.n
        return Held(n, _laid_out(posterior), mind)

    def _asked(self, told: Told, ref: str, request: AskRequest, fitted: Fitted | None) -> Held:
        held = self._held(told, ref, request["learner"], fitted)
        if held.n != request["at_n"]:
            raise Refusal("behind", f"asked at n = {request['at_n']}, held is n = {held.n}", have=held.n)
        return held

    def _believed(
        self, told: Told, fitted: Fitted | None, learner: str, n: int, posterior: Posterior
    ) -> ObserveResponse:
        return {
            "learner": learner,
            "n": n,
            "beliefs": _beliefs(told.course, posterior),
            "params": self._named(fitted),
            "seed": self._seed,
        }

    def _named(self, fitted: Fitted | None) -> str:
        return self.params if fitted is None else f"{self.params}+fit-{fitted.id}"

    def _moment(self, now: float) -> torch.Tensor:
        return torch.tensor([now], dtype=torch.float64, device=self._device)

    def _told(self, ref: str) -> Told:
        if ref not in self._courses:
            raise Refusal("unknown_course", f"the course {ref} has not been told")
        self._courses.move_to_end(ref)
        return self._courses[ref]

    def _fitted(self, fit: str | None) -> Fitted | None:
        if fit is None:
            return None
        if fit not in self._fits:
            raise Refusal("unknown_fit", f"the fit {fit} has not been told")
        self._fits.move_to_end(fit)
        return self._fits[fit]

    def _held(self, told: Told, ref: str, learner: str, fitted: Fitted | None) -> Held:
        """Of a learner not held: the prior. It takes no place in memory until there is evidence."""
        held = self._learners.get(_key(ref, fitted, learner), told.digest, fitted)
        if held is None:
            mind = None if fitted is None else fitted.learner()
            held = Held(0, _laid_out(told.knowledge.prior([learner])), mind)
        return held


def _key(ref: str, fitted: Fitted | None, learner: str) -> learners.Key:
    return ref, "" if fitted is None else fitted.id, learner


def _laid_out(posterior: Posterior) -> Posterior:
    """In memory as a snapshot gives it back: sums over other strides may differ in the last bit."""
    return Posterior(*(getattr(posterior, field.name).contiguous() for field in fields(Posterior)))


def _is_answer(item: EvidenceItem, fitted: Fitted) -> bool:
    """Whether it is for the predictor: somebody answered, alone, an item that the fit knows.

    Findings on other skills and hearsay are for the filter only.
    """
    plain = item.get("skills") is None and item.get("practice") is not False
    return plain and not (item["assisted"] or item["void"]) and item["item"] in fitted.items.index


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


def _spread(
    positions: Sequence[int], distinct: Sequence[int], values: Estimates, kinds: Sequence[Kind]
) -> tuple[Estimates, list[Kind]]:
    """Estimates of kinds (one for each of `distinct`) spread over the items that are of them."""
    place = {position: index for index, position in enumerate(distinct)}
    spread = [place[position] for position in positions]
    index = torch.tensor(spread, dtype=torch.long)
    columns = [getattr(values, field.name)[index] for field in fields(Estimates)]
    return Estimates(*columns), [kinds[i] for i in spread]


def _said(
    fitted: Fitted, mind: Learner, names: Sequence[str], values: Estimates, now: float
) -> list[Probability | None]:
    """What the predictor says of each item; None of those that were not in the course when it was fitted."""
    known = [at for at, name in enumerate(names) if name in fitted.items.index]
    odds = log_odds(values.p.numpy())[known]
    said: list[Probability | None] = [None] * len(names)
    for at, one in zip(known, mind.predict([names[at] for at in known], now, odds.tolist()), strict=True):
        said[at] = one
    return said


def _rows(names: Sequence[str], values: Estimates, order: Sequence[int]) -> list[ItemEstimate]:
    columns = (getattr(values, field.name).tolist() for field in fields(Estimates))
    rows = list(zip(names, *columns, strict=True))
    return [_estimate(*rows[i]) for i in order]


def _estimate(item: str, p: float, low: float, high: float, information: float, gain: float) -> ItemEstimate:
    return {"item": item, "p": p, "low": low, "high": high, "information": information, "gain": gain}
