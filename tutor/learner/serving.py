"""Whether a new fit of a course serves. Knows log losses of held-out answers, nothing of fits themselves."""

from __future__ import annotations

from dataclasses import dataclass

FEWEST = 200  # answers since the fit in use was made: on fewer, a difference says nothing


@dataclass(frozen=True, slots=True)
class Measured:
    """Log losses on the same answers, which none of the three had seen; `attempts`: how many those are."""

    attempts: int
    new: float
    in_use: float
    filter: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """`new`: the new fit serves. `in_use`: the one that served before goes on. Neither: the filter alone."""

    new: bool
    in_use: bool
    why: str


def rule(new: float, filter: float, against: Measured | None, another_serves: bool) -> Ruling:
    """`new` and `filter`: log losses on all held-out learners of the report.

    `against` compares with the fit in use on answers given since that was made: from earlier ones it has
    learnt, and would look better on them than it is. None: nothing could be compared.
    """
    if not another_serves:
        if new < filter:
            return Ruling(True, False, f"Its log loss is {new:.4f}, that of the filter alone {filter:.4f}.")
        return Ruling(
            False, False, f"The filter alone does as well: its log loss is {filter:.4f}, this {new:.4f}."
        )
    if against is None or against.attempts < FEWEST:
        have = against.attempts if against is not None else 0
        return Ruling(
            False,
            True,
            f"{have} held-out answers since the fit in use was made are too few to compare the two: "
            f"{FEWEST} are needed.",
        )
    told = (
        f"On {against.attempts} answers since the fit in use was made, its log loss is {against.new:.4f}, "
        f"that of the one in use {against.in_use:.4f}, that of the filter alone {against.filter:.4f}."
    )
    best = min(against.new, against.in_use, against.filter)
    if against.new == best and new < filter and against.new < min(against.in_use, against.filter):
        return Ruling(True, False, told)
    return Ruling(False, against.in_use < against.filter, told)
