"""What to read before a problem."""

from __future__ import annotations

import pytest

from tests.tutor.learner.course import COURSE, beliefs
from tutor.learner.passages import before


@pytest.mark.parametrize(
    ("problem", "read", "known", "shown"),
    [
        ("count-1", [], {}, ["p-count", "p-add"]),
        ("equations-2", [], {}, ["p-add", "p-more"]),
        ("add-1", ["p-count"], {}, ["p-add", "p-more"]),
        ("add-1", [], beliefs(count=0.9, add=0.9), []),
        ("add-1", [], beliefs(count=0.9, add=0.84), ["p-add", "p-more"]),
        ("count-1", [], beliefs(count=float("nan")), ["p-count", "p-add"]),
        ("equations-1", [], {}, []),
    ],
)
def test_unread_passages_on_skills_that_are_not_known(problem, read, known, shown):
    passages = before(COURSE, COURSE.problem(problem), read, known)
    assert [passage.id for passage in passages] == shown
