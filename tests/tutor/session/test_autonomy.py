"""How much help a learner wants: kept, limited by the course, and from the next problem on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asgiref.sync import async_to_sync
from django.utils import timezone

from courses import publish
from courses.models import CourseVersion
from courses.types import Bounds
from tests.talk import Talk, bodies
from tests.tutor.conftest import shipped
from tests.tutor.web.conftest import guest
from tutor import session
from tutor.learner.support import ALONE, MIDDLE, Support
from tutor.models import LearnerCourse
from tutor.session import choosing, following, showing
from tutor.session.choosing import Chosen
from tutor.types import Event

pytestmark = pytest.mark.django_db(transaction=True)


def level(talk: Talk) -> int:
    return session.autonomy_of(talk.learner.id, talk.view.course).level


def plan(talk: Talk, p: float | None) -> Support:
    past = choosing.past_of(talk.view)
    chosen = Chosen(talk.view.course.problem("two-moves"), "why", "model", p=p)
    return showing.plan(talk.view.course, past, chosen).support


def kinds(events: list[Event]) -> list[str]:
    return [event.kind for event in events]


def test_it_begins_in_the_middle_and_is_kept_for_the_course(talk: Talk) -> None:
    assert level(talk) == MIDDLE
    opener = talk.opener
    events = talk.press("autonomy-4")
    assert kinds(events) == ["message", "autonomy"]
    assert bodies(events, "autonomy") == [{"level": 4, "asked": 4, "floor": 1, "ceiling": 5}]
    assert level(talk) == 4
    assert talk.opener.seq == opener.seq
    assert level(Talk(talk.version, talk.learner)) == 4
    assert level(Talk(talk.version)) == MIDDLE


def test_it_decides_what_the_next_problem_comes_with(talk: Talk) -> None:
    assert plan(talk, 0.5) is Support.PLAIN
    talk.press("autonomy-1")
    assert plan(talk, 0.5) is Support.WORKED
    talk.press("autonomy-5")
    assert {plan(talk, p) for p in (0.0, 0.5, None)} == {Support.BARE}


def test_alone_there_is_no_reading_first_until_something_went_wrong(talk: Talk) -> None:
    chosen = Chosen(talk.view.course.problem("two-moves"), "why", "model", p=0.5)

    def offered(past: choosing.Past) -> str:
        (draft,) = async_to_sync(following._offer)(talk.view, past, chosen, {})
        return draft.kind

    assert offered(choosing.past_of(talk.view)) == "guess"
    talk.press(f"autonomy-{ALONE}")
    past = choosing.past_of(talk.view)
    assert offered(past) == "problem"
    tried = choosing.Asked("two-moves", 1, timezone.now())
    assert offered(replace(past, asked=(*past.asked, tried))) == "guess"


@pytest.mark.parametrize("text", ["autonomy-0", "autonomy-6", "autonomy-", "autonomy-33", "autonomy-x"])
def test_what_is_no_setting_changes_nothing(talk: Talk, text: str) -> None:
    events = talk.press(text)
    assert "autonomy" not in kinds(events)
    assert level(talk) == MIDDLE
    assert "autonomy" not in kinds(talk.say("autonomy-4"))


def test_the_course_limits_it(version: CourseVersion) -> None:
    course = replace(shipped(), id="limited", autonomy=Bounds(2, 3))
    talk = Talk(publish.publish(course))
    assert talk.view.course.autonomy == Bounds(2, 3)
    (body,) = bodies(talk.press("autonomy-5"), "autonomy")
    assert (body["level"], body["asked"]) == (3, 5)
    LearnerCourse.objects.update(autonomy=1)  # as under an older version of the course
    assert level(talk) == 2
    html = guest(talk.learner).get(f"/s/{talk.session_id}/").content.decode()
    assert "autonomy-2" in html
    assert "autonomy-3" in html
    assert "autonomy-1" not in html
    assert "autonomy-4" not in html
    assert html.count("Your teacher has set how far it goes") == 2  # beside the control, and what was asked


def test_where_nothing_is_left_to_set_there_is_no_control(version: CourseVersion) -> None:
    talk = Talk(publish.publish(replace(shipped(), id="fixed", autonomy=Bounds(3, 3))))
    html = guest(talk.learner).get(f"/s/{talk.session_id}/").content.decode()
    assert "Your teacher has set this for the course." in html
    assert "autonomy-3" not in html


def test_the_form_of_the_page_sets_it(talk: Talk) -> None:
    browser = guest(talk.learner)
    answer = {"client_id": "set-it", "button": "autonomy-2"}
    response = browser.post(f"/s/{talk.session_id}/answer", answer)
    assert response.status_code == 302
    html = browser.get(f"/s/{talk.session_id}/").content.decode()
    assert "a little more" in html
    assert 'value="autonomy-2" checked' in html
    assert level(talk) == 2
