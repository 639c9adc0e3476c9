"""Small courses and evidence that the tests of the model server share."""

from __future__ import annotations

from models_server.wire import CourseSpec, EvidenceItem

MONDAY = 1_760_000_000.0  # seconds since the epoch
DAY = 86_400.0


def course() -> CourseSpec:
    """count → add → multiply, add → subtract: two open items each, one choice of four, one on two skills."""
    skills = {"count": [], "add": ["count"], "subtract": ["add"], "multiply": ["add"]}
    items = [(f"{skill}{i}", [skill], 0) for skill in skills for i in (1, 2)]
    items += [("add-choice", ["add"], 4), ("both", ["subtract", "multiply"], 0)]
    return {
        "skills": [{"id": skill, "prerequisites": before} for skill, before in skills.items()],
        "items": [{"id": f"{p}/1", "problem": p, "skills": s, "choices": c} for p, s, c in items],
    }


def evidence(
    n: int,
    item: str,
    score: float = 1.0,
    *,
    assisted: bool = False,
    void: bool = False,
    says_unknown: bool = False,
    at: float | None = None,
) -> EvidenceItem:
    """One piece of evidence on item `<item>/1`, a minute after the one before."""
    return {
        "n": n,
        "item": f"{item}/1",
        "score": score,
        "assisted": assisted,
        "void": void,
        "says_unknown": says_unknown,
        "at": MONDAY + 60.0 * n if at is None else at,
    }
