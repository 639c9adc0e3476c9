"""The shape of a visit: a greeting on another day, questions first after a month, a summary at the end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.utils import timezone
from pytest_django import Settings

from courses import publish
from courses.models import CourseVersion
from courses.types import Course, Lesson, Problem, Skill, Step
from scripts import ports
from tests.live import ModelServer
from tests.talk import Talk, bodies, wrong
from tests.tutor.web.conftest import guest
from tutor import memory
from tutor.models import EventRow, EvidenceRow, LearnerCourse, Review, Session, SkillState
from tutor.session import returning, summing
from tutor.session.commit import carry_out
from tutor.types import PLACEMENT, Event

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)
SKILLS = 5


def course() -> Course:
    """Five skills that do not build on each other, with one parametric problem each."""
    skills = tuple(Skill(f"k{n}", f"Skill k{n}") for n in range(SKILLS))
    problems = tuple(
        Problem(f"p{n}", f"On k{n}", "", (_step(f"k{n}"),), where={"a": "2..9", "b": "40..99"})
        for n in range(SKILLS)
    )
    return Course("visits", "Visits", "", "en", "CC0-1.0", "tests", skills, (Lesson("l", "L", (), problems),))


def _step(skill: str) -> Step:
    return Step("s", "What is $[[a]] + [[b]]$?", {"kind": "number", "value": "[[a + b]]"}, (skill,))


@pytest.fixture
def visit(version: CourseVersion) -> Talk:
    return Talk(publish.publish(course()))


def age(talk: Talk, days: float) -> None:
    """All that there is happened so many days earlier."""
    for rows in (EventRow.objects.filter(session_id=talk.session_id), talk.learner.evidence.all()):
        for row in rows:
            row.at -= days * DAY
            row.save(update_fields=["at"])


def kinds(events: list[Event]) -> list[str]:
    return [event.kind for event in events]


def greetings(talk: Talk) -> list[Any]:
    return bodies(talk.log(), "greeting")


def test_on_another_day_a_line_says_what_was_done_and_what_is_open(visit: Talk) -> None:
    visit.say(visit.right_answer())
    visit.say(visit.right_answer())
    opener = visit.opener
    age(visit, 1)
    visit.drive()
    (greeting,) = greetings(visit)
    assert "2 problems" in greeting["words"]
    assert f"“{opener.body['title']}”" in greeting["words"]
    assert greeting["days"] == 1
    assert visit.opener == Event(opener.seq, opener.kind, opener.body, None, visit.opener.at)
    visit.drive()
    assert len(greetings(visit)) == 1
    assert kinds(visit.say(visit.right_answer()))[1] == "verdict"


def test_the_same_day_needs_no_greeting(visit: Talk) -> None:
    visit.say(visit.right_answer())
    visit.drive()
    assert greetings(visit) == []


def test_an_answer_that_waited_is_answered_first(visit: Talk) -> None:
    """A page that was open over night: the answer, and no greeting in between."""
    age(visit, 2)
    assert kinds(visit.say(visit.right_answer()))[:3] == ["message", "verdict", "move"]
    assert greetings(visit) == []


def test_greetings_vary(visit: Talk) -> None:
    said = set()
    for _ in range(6):
        visit.say(visit.right_answer())
        age(visit, 1)
        visit.drive()
        said.add(greetings(visit)[-1]["words"].partition(".")[0])
    assert len(said) == 6


def test_the_button_sums_up_and_leaves_open_what_is_open(visit: Talk) -> None:
    visit.say(visit.right_answer())
    opener = visit.opener
    events = visit.press("done")
    assert kinds(events) == ["message", "summary"]
    (body,) = bodies(events, "summary")
    assert (body["problems"], body["alone"]) == (1, 1)
    assert body["next"] == opener.body["title"]
    assert visit.opener.seq == opener.seq
    assert visit.say(visit.right_answer())[1].kind == "verdict"


def test_pressed_again_it_says_where_the_summary_stands(visit: Talk) -> None:
    visit.say(visit.right_answer())
    visit.press("done")
    assert kinds(visit.press("done")) == ["message", "move"]
    visit.say(visit.right_answer())
    assert kinds(visit.press("done")) == ["message", "summary"]


def test_a_summary_of_nothing_says_so(visit: Talk) -> None:
    visit.press("done")
    html = guest(visit.learner).get(f"/s/{visit.session_id}/").content.decode()
    assert "Nothing was tried this time" in html


def test_what_was_hard_is_named(visit: Talk) -> None:
    skill = visit.opener.body["skills"][0]
    visit.say(wrong(visit.step.answer))
    while visit.opener.body["skills"][0] == skill and bodies(visit.log(), "move")[-1]["kind"] != "reveal":
        visit.say(str(90_000 + visit.view.last_seq))
        visit.press("idk")
        visit.press("reveal")
        if len(visit.log()) > 40:
            break
    (body,) = bodies(visit.press("done"), "summary")
    assert [one["title"] for one in body["hard"]] == [skill["title"]]


def test_with_the_model_server_got_bars_and_reviews_are_told(visit: Talk, models: ModelServer) -> None:
    SkillState.objects.create(
        learner=visit.learner, course_id="visits", skill="k0", p=0.1, low=0.0, high=0.3, n=0, params="t",
        seed=0,
    )  # fmt: skip
    visit.say(visit.right_answer())
    age(visit, 1)
    visit.drive()
    for _ in range(6):
        visit.say(visit.right_answer())
    (body,) = bodies(visit.press("done"), "summary")
    assert body["got"]
    assert body["review"]["days"] >= 1
    assert set(body["review"]["skills"]) <= {f"Skill k{n}" for n in range(SKILLS)}
    assert all(one["before"] != one["after"] for one in body["moved"])
    assert "k0" in {one["id"] for one in body["moved"]}
    html = guest(visit.learner).get(f"/s/{visit.session_id}/").content.decode()
    assert "comes back:" in html


def test_a_finished_course_sums_up_by_itself(visit: Talk) -> None:
    for _ in range(80):
        if visit.opener.kind == "finished":
            break
        visit.say(visit.right_answer())
    assert kinds(visit.log())[-2:] == ["finished", "summary"]
    assert visit.log()[-1].body["next"] is None


def away(talk: Talk, days: float) -> None:
    """Everything was got long ago, from real evidence, and the learner was away for so many days."""
    then = timezone.now() - (days + 40) * DAY
    EvidenceRow.objects.filter(learner=talk.learner).delete()
    EvidenceRow.objects.bulk_create(
        EvidenceRow(
            learner=talk.learner, course_id="visits", n=n + 1, session_id=talk.session_id,
            message_seq=9000 + n,
            item=f"p{n % SKILLS}/s", variant=str(-1 - n // SKILLS), skills=[f"k{n % SKILLS}"], score=1.0,
            assisted=False, at=then + (n // SKILLS) * DAY,
        )
        for n in range(2 * SKILLS)
    )  # fmt: skip
    LearnerCourse.objects.filter(learner=talk.learner).update(evidence_n=2 * SKILLS, believed_n=0)
    async_to_sync(memory.update_beliefs)(talk.learner.id, "visits")
    assert Review.objects.filter(due_at__lt=timezone.now()).count() == SKILLS
    age_events(talk, days)


def age_events(talk: Talk, days: float) -> None:
    EventRow.objects.filter(session_id=talk.session_id).update(at=timezone.now() - days * DAY)


def to_the_end(talk: Talk, right: bool) -> dict[str, Any]:
    for _ in range(8):
        if talk.opener.body.get("why") != PLACEMENT:
            break
        talk.say(talk.right_answer() if right else "98765")
    return dict(bodies(talk.log(), "placed")[-1])


@pytest.mark.parametrize("right", [True, False])
def test_after_a_month_a_few_questions_come_first(visit: Talk, models: ModelServer, right: bool) -> None:
    away(visit, 35)
    visit.drive()
    assert kinds(visit.log())[-3:] == ["greeting", "placing", "problem"]
    assert visit.opener.body["why"] == PLACEMENT
    assert visit.opener.body["about"] <= 4
    assert visit.opener.body["again"] is True
    placed = to_the_end(visit, right)
    assert 2 <= placed["asked"] <= 4
    if right:
        assert placed["faded"] == []
        assert len(placed["stands"]) == SKILLS
    else:
        assert len(placed["faded"]) >= placed["asked"]
    assert visit.opener.kind in ("problem", "finished")
    assert visit.opener.body.get("why") != PLACEMENT
    visit.drive()
    assert len(greetings(visit)) == 1


def test_the_questions_can_be_skipped(visit: Talk, models: ModelServer) -> None:
    away(visit, 35)
    visit.drive()
    visit.press("enough")
    assert bodies(visit.log(), "placed")[-1]["by"] == "skipped"
    assert visit.opener.body.get("why") != PLACEMENT


def test_for_less_than_a_month_there_is_only_the_greeting(visit: Talk, models: ModelServer) -> None:
    away(visit, 20)
    visit.drive()
    assert kinds(visit.log())[-1] == "greeting"
    assert "placing" not in kinds(visit.log())


def test_without_the_model_server_it_greets_and_goes_on(
    visit: Talk, models: ModelServer, settings: Settings
) -> None:
    away(visit, 35)
    settings.MODELS_URL = f"http://127.0.0.1:{ports.free()}"
    visit.drive()
    assert kinds(visit.log())[-1] == "greeting"
    assert visit.say(visit.right_answer())[1].kind == "verdict"


def test_the_summary_looks_at_the_last_visit_only(visit: Talk) -> None:
    visit.say(visit.right_answer())
    age(visit, 3)
    visit.drive()
    visit.say(visit.right_answer())
    assert summing.last_visit(visit.view)[0].kind == "greeting"
    (body,) = bodies(visit.press("done"), "summary")
    assert body["problems"] == 1


def test_two_tabs_that_come_back_together_greet_once(visit: Talk) -> None:
    age(visit, 1)
    view = visit.view
    decision = async_to_sync(returning.decide)(view, returning.how(view))
    visit.drive()
    assert carry_out(view, decision) is None
    assert len(greetings(visit)) == 1
    assert Session.objects.get(id=visit.session_id).last_seq == visit.log()[-1].seq
