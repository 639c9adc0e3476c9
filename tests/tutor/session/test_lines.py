"""A worked answer in a real session: each line is evidence on its own skill."""

from __future__ import annotations

from typing import Any

import pytest
from asgiref.sync import async_to_sync

from courses import publish
from courses.models import CourseVersion
from courses.types import Course, Lesson, Problem, Skill, Step
from tests.live import ModelServer
from tests.talk import Talk
from tutor import memory
from tutor.models import EvidenceRow, LearnerCourse, SkillState

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

ANSWER: dict[str, Any] = {
    "kind": "derivation",
    "given": "3(x - 2) = 12",
    "answer": "x = 6",
    "milestones": [
        {"lines": ["3x - 6 = 12"], "shows": "brackets"},
        {"lines": ["3x = 18"], "shows": "undo"},
    ],
}


@pytest.fixture
def talk(version: CourseVersion) -> Talk:
    skills = (Skill("brackets", "Brackets"), Skill("undo", "Undoing"), Skill("divide", "Dividing"))
    step = Step("s", "Solve it.", ANSWER, tuple(one.id for one in skills))
    problems = (Problem("p", "P", "", (step,)), Problem("q", "Q", "", (step,)))
    lesson = Lesson("l", "L", problems=problems)
    course = Course("line-course", "Lines", "", "en", "CC0-1.0", "tests", skills, (lesson,))
    return Talk(publish.publish(course))


def rows() -> list[tuple[str, list[str], float, float, bool]]:
    found = EvidenceRow.objects.order_by("n")
    return [(row.part, row.skills, row.score, row.weight, row.practice) for row in found]


def test_a_wrong_line_blames_its_skill_and_clears_those_before(talk: Talk) -> None:
    talk.say("3x - 6 = 12\n3x = 6\nx = 2")
    assert rows() == [
        ("", ["brackets", "undo", "divide"], 0.0, 0.0, True),
        ("line 1: brackets", ["brackets"], 1.0, 1.0, False),
        ("line 2: undo", ["undo"], 0.0, 1.0, False),
    ]
    assert [row.n for row in EvidenceRow.objects.order_by("n")] == [1, 2, 3]
    assert LearnerCourse.objects.get().evidence_n == 3


def test_a_right_answer_is_one_piece_of_evidence(talk: Talk) -> None:
    talk.say("3x - 6 = 12\n3x = 18\nx = 6")
    assert rows() == [("", ["brackets", "undo", "divide"], 1.0, 1.0, True)]


def test_lines_raise_and_lower_beliefs_and_earn_nothing(talk: Talk, models: ModelServer) -> None:
    talk.say("3x - 6 = 12\n3x = 6\nx = 2")
    async_to_sync(memory.update_beliefs)(talk.learner.id, "line-course")
    p = {row.skill: row.p for row in SkillState.objects.all()}
    assert p["brackets"] > p["divide"] > p["undo"]
    assert not SkillState.objects.filter(got_at__isnull=False).exists()
