"""What a learner sees of what is believed of them, and that it leads to where it came from."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses import publish
from courses.types import Course, Lesson, Problem, Skill, Step
from tests.live import ModelServer
from tests.talk import Talk
from tests.tutor.web.conftest import guest
from tutor import memory
from tutor.insight import because
from tutor.models import EvidenceRow, LearnerCourse, Review, SkillState

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)
SKILL = "check-value"
WORKED = {
    "kind": "derivation",
    "given": "3(x - 2) = 12",
    "answer": "x = 6",
    "milestones": [{"lines": ["3x - 6 = 12"], "shows": "brackets"}, {"lines": ["3x = 18"], "shows": "undo"}],
}


def text(html: str) -> str:
    """As it is read: without tags and with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def page(talk: Talk, name: str = "climb", *arguments: str, **query: str) -> str:
    response = guest(talk.learner).get(reverse(name, args=[talk.session_id, *arguments]), query)
    assert response.status_code == 200
    return response.content.decode()


def update(talk: Talk) -> None:
    async_to_sync(memory.update_beliefs)(talk.learner.id, talk.version.course_id)


def state(talk: Talk, skill: str, **facts: object) -> None:
    SkillState.objects.update_or_create(
        learner=talk.learner,
        course_id=talk.version.course_id,
        skill=skill,
        defaults={"p": 0.72, "low": 0.51, "high": 0.88, "n": 1, "params": "test", "seed": 1} | facts,
    )


def history(talk: Talk, rows: int, skill: str = SKILL) -> None:
    """Evidence without its conversation, as after a move to another machine."""
    now = timezone.now()
    problem = next(one for one in publish.load(talk.version).problems() if skill in one.steps[0].skills)
    EvidenceRow.objects.bulk_create(
        EvidenceRow(
            learner=talk.learner, course_id=talk.version.course_id, n=n, session_id=talk.session_id,
            message_seq=1000 + n, item=f"{problem.id}/{problem.steps[0].id}", skills=[skill],
            score=float(n % 3 > 0), assisted=False, at=now - (rows - n) * DAY / 50,
        )
        for n in range(1, rows + 1)
    )  # fmt: skip
    LearnerCourse.objects.filter(learner=talk.learner).update(evidence_n=rows)


def test_before_anything_was_asked_the_pages_say_so(talk: Talk) -> None:
    assert "Nobody has climbed here yet" in page(talk)
    one = text(page(talk, "skill", SKILL))
    assert "I know nothing of this yet" in one
    assert "Nothing here yet" in one
    assert "Not yet: it takes more than one problem" in one


def test_the_bars_and_the_climb_lead_to_every_skill(talk: Talk, models: ModelServer) -> None:
    talk.say(talk.right_answer())
    update(talk)
    for html in (page(talk, "session"), page(talk)):
        for skill in publish.load(talk.version).skills:
            assert f'href="{reverse("skill", args=[talk.session_id, skill.id])}"' in html
            assert skill.title in text(html)


def test_the_climb_is_in_order_and_says_each_state_in_words(talk: Talk) -> None:
    skills = publish.load(talk.version).skills
    state(talk, skills[0].id, got_at=timezone.now(), kept_at=timezone.now(), eureka_at=timezone.now())
    state(talk, skills[1].id, got_at=timezone.now())
    html = page(talk)
    places = [html.index(f">{skill.title}</a>") for skill in skills]
    assert places == sorted(places)
    words = text(html)
    assert f"{skills[0].title} kept" in words
    assert "it clicked" in words
    assert f"{skills[1].title} got it" in words
    assert "Got: 2 of 8. Kept: 1. Once, something clicked." in words


def test_a_belief_is_told_in_words_with_an_honest_interval(talk: Talk) -> None:
    state(talk, SKILL)
    words = text(page(talk, "skill", SKILL))
    assert "You probably know this" in words
    assert "My guess is about 7 in 10. Anything from 5 to 9 in 10" in words
    assert "0.72" not in words
    assert "Nothing was asked about it itself" in words
    for p, said in ((0.999, "about 9 in 10"), (0.001, "about 1 in 10")):
        state(talk, SKILL, p=p, low=p, high=p)
        assert said in text(page(talk, "skill", SKILL))


def test_milestones_have_their_day_and_so_has_the_next_review(talk: Talk) -> None:
    then = timezone.now() - 40 * DAY
    marks = {"first": ["p/s", ""], "misses": 2}
    state(talk, SKILL, got_at=then, kept_at=then + DAY, eureka_at=then, trace={"marks": marks})
    Review.objects.create(
        learner=talk.learner, course_id=talk.version.course_id, skill=SKILL, n=1,
        due_at=timezone.now() + 3 * DAY,
    )  # fmt: skip
    words = text(page(talk, "skill", SKILL))
    assert "right without help on more than one problem" in words
    assert "after 2 that went wrong" in words
    assert "Comes back On " in words
    Review.objects.update(due_at=timezone.now() - 9 * DAY)
    assert "Comes back Today, for review." in text(page(talk, "skill", SKILL))


def test_evidence_shows_the_learners_words_and_leads_to_them(talk: Talk, models: ModelServer) -> None:
    talk.to_a_problem()
    skill, wrong, place = talk.step.skills[0], talk.wrong_answer(), talk.view.last_seq + 1
    reason = next(event.body["reason"] for event in talk.say(wrong) if event.kind == "verdict")
    later = talk.say(talk.right_answer())[0].seq
    update(talk)
    html = page(talk, "skill", skill)
    words = text(html)
    assert f'href="{reverse("session", args=[talk.session_id])}#e-{place}"' in html
    assert f'id="e-{place}"' in page(talk, "session")
    assert "Not yet" in words
    assert text(reason)[:20] in words
    assert "With help, or after an earlier try." in words
    assert html.index(f"#e-{later}") < html.index(f"#e-{place}"), "the newest comes first"


def test_i_dont_know_and_what_was_shown_are_said_plainly(talk: Talk) -> None:
    talk.to_a_problem()
    skill = talk.step.skills[0]
    talk.press("idk")
    assert "You said that you don’t know." in text(page(talk, "skill", skill))
    EvidenceRow.objects.update(void=True)
    assert "Not counted, because the solution was shown." in text(page(talk, "skill", skill))


def test_lines_say_what_they_showed_and_what_they_lacked(talk: Talk) -> None:
    skills = (Skill("brackets", "Brackets"), Skill("undo", "Undoing"), Skill("divide", "Dividing"))
    step = Step("s", "Solve it.", WORKED, tuple(one.id for one in skills))
    lesson = Lesson("l", "L", problems=(Problem("p", "A worked one", "", (step,)),))
    course = Course("worked", "Lines", "", "en", "CC0-1.0", "tests", skills, (lesson,))
    worked = Talk(publish.publish(course))
    worked.say("3x - 6 = 12\n3x = 6\nx = 2")
    said = {skill.id: text(page(worked, "skill", skill.id)) for skill in skills}
    assert "A worked one" in said["brackets"]
    assert "Line 1 showed it." in said["brackets"]
    assert "Line 2 needed it, and does not hold." in said["undo"]
    assert "Not counted here: your lines show that it was about something else." in said["divide"]


def test_what_was_said_in_an_earlier_conversation_is_read_there(talk: Talk) -> None:
    talk.to_a_problem()
    skill = talk.step.skills[0]
    talk.say(talk.wrong_answer())
    place = EvidenceRow.objects.get().message_seq
    later = Talk(talk.version, talk.learner)
    before = talk.view.last_seq
    assert f'href="{reverse("transcript", args=[talk.session_id])}#e-{place}"' in page(later, "skill", skill)
    html = page(talk, "transcript")
    assert f'id="e-{place}"' in html
    assert "composer" not in html
    assert talk.view.last_seq == before


def test_a_typed_text_stays_text(talk: Talk) -> None:
    talk.to_a_problem()
    while talk.step.answer["kind"] == "choice":
        talk.say(talk.right_answer())
        talk.to_a_problem()
    skill = talk.step.skills[0]
    talk.say("<script>alert(1)</script>")
    talk.say("<b>7</b> 98765")
    html = page(talk, "skill", skill)
    assert "<script>alert" not in html
    assert "<b>7" not in html


def test_a_long_history_is_turned_page_by_page_with_as_many_queries(talk: Talk) -> None:
    history(talk, 2_000)
    state(talk, SKILL)
    seen: list[int] = []
    counts, before = [], None
    for _ in range(3):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = because.known(talk.learner.id, publish.load(talk.version), SKILL, before)
        assert found is not None
        seen += [piece.n for piece in found.evidence]
        counts.append(len(queries))
        before = found.older
    assert seen == list(range(2_000, 2_000 - 3 * because.PAGE, -1))
    assert len(set(counts)) == 1
    assert counts[0] <= 10
    html = page(talk, "skill", SKILL)
    assert f'?before={2_000 - because.PAGE + 1}"' in html
    assert html.count('class="piece card"') == because.PAGE
    last = page(talk, "skill", SKILL, before="3")
    assert "Older ones" not in last
    assert "The newest" in last


def test_the_climb_asks_as_much_of_a_long_history_as_of_a_short_one(talk: Talk) -> None:
    browser = guest(talk.learner)

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            assert browser.get(reverse("climb", args=[talk.session_id])).status_code == 200
        return len(made)

    queries()
    short = queries()
    history(talk, 2_000)
    assert queries() == short <= 12


@pytest.mark.parametrize("name", ["climb", "skill", "transcript"])
def test_unknown_and_foreign_look_the_same(name: str, talk: Talk) -> None:
    more = [SKILL] if name == "skill" else []
    other = guest(Talk(talk.version).learner)
    foreign = other.get(reverse(name, args=[talk.session_id, *more]))
    unknown = other.get(reverse(name, args=["00000000-0000-0000-0000-000000000007", *more]))
    assert foreign.status_code == unknown.status_code == 404
    assert text(foreign.content.decode()) == text(unknown.content.decode())
    assert Client().get(reverse(name, args=[talk.session_id, *more])).status_code == 404
