"""Evidence on a problem with numbers says which numbers they were."""

from __future__ import annotations

import pytest

from tests.talk import Talk

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_success_with_other_numbers_is_another_one(talk: Talk) -> None:
    """Got takes more than one item, and two variants are two."""
    for _ in range(6):
        talk.say(talk.right_answer())
    course = talk.view.course
    rows = list(talk.learner.evidence.values_list("item", "variant"))
    parametric = {problem.id for problem in course.problems() if problem.where}
    assert any(item.partition("/")[0] in parametric for item, _ in rows)
    assert all(bool(variant) == (item.partition("/")[0] in parametric) for item, variant in rows)
