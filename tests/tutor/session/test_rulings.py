"""A person rules on an answer: it counts as of then or stands as it was, and the learner hears of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync
from django.utils import timezone

from courses import publish
from courses.models import CourseVersion
from tests.live import ModelServer
from tests.talk import Talk, bodies
from tests.tutor.session.test_appeals import appealed
from tutor import grading, memory
from tutor.models import Appeal, Attempt, EvidenceRow, Learner, Ruling, SkillState
from tutor.session import overlay, ruling
from tutor.session.ruling import Found, RulingError

pytestmark = pytest.mark.django_db(transaction=True)


def ruled(found: Found) -> Ruling:
    row = Ruling.objects.get(state="open")
    ruling.rule(row, found, None)
    return row


def whole() -> list[EvidenceRow]:
    return list(EvidenceRow.objects.filter(part="").order_by("n"))


def test_found_right_it_counts_as_of_then_and_the_learner_hears_of_it(talk: Talk) -> None:
    item = talk.to_a_problem().body["item"]
    answer = talk.wrong_answer()
    appealed(talk, answer)
    ruled(Found("right"))
    first, anew = whole()
    assert first.void
    assert (anew.score, anew.assisted, anew.void, anew.ruled, anew.item) == (1.0, False, False, True, item)
    assert anew.at < Appeal.objects.get().settled_at  # type: ignore[operator]
    assert Attempt.objects.get(item=item).outcome == "correct"
    talk.drive()
    told = bodies(talk.log(), "ruled")
    assert [one["state"] for one in told] == ["right"]
    assert answer in told[0]["words"]
    talk.drive()
    assert len(bodies(talk.log(), "ruled")) == 1


def test_found_wrong_the_old_finding_stands_and_the_note_says_why(talk: Talk) -> None:
    appealed(talk)
    ruled(Found("wrong", note="Count the steps once more."))
    (row,) = whole()
    assert (row.void, row.withdrawn, row.score) == (False, False, 0.0)
    talk.drive()
    assert "Count the steps once more." in bodies(talk.log(), "ruled")[0]["words"]


def test_the_next_one_with_this_answer_to_the_same_numbers_is_right_at_once(
    talk: Talk, version: CourseVersion
) -> None:
    item = talk.to_a_problem().body["item"]
    answer = talk.wrong_answer()
    appealed(talk, answer)
    row = ruled(Found("right"))
    asked = ruling.question_of(row)
    assert grading.check(asked.spec, answer).outcome.value == "correct"
    other = Talk(version, Learner.objects.create())
    assert other.to_a_problem().body["item"] == item
    assert bodies(other.say(answer), "verdict")[0]["outcome"] == "correct"


def test_a_ruling_is_made_once_and_gives_nothing_away(talk: Talk) -> None:
    talk.to_a_problem()
    right = talk.right_answer()
    appealed(talk)
    row = Ruling.objects.get()
    with pytest.raises(RulingError, match="gives the answer away"):
        ruling.rule(row, Found("wrong", note=f"It is “{right}”."), None)
    with pytest.raises(RulingError, match="Choose the misconception"):
        ruling.rule(row, Found("misconception"), None)
    ruling.rule(row, Found("misconception", misconception="new", name="New", question="Why so?"), None)
    with pytest.raises(RulingError, match="meanwhile"):
        ruling.rule(row, Found("right"), None)


def numbers(learner: Any) -> dict[str, tuple[float, float, float]]:
    states = SkillState.objects.filter(learner=learner)
    return {one.skill: (one.p, one.low, one.high) for one in states}


def believed(learner_id: UUID, course_id: str) -> None:
    async_to_sync(memory.update_beliefs)(learner_id, course_id)


def test_beliefs_are_without_what_waits_and_again_what_they_were(
    version: CourseVersion, models: ModelServer
) -> None:
    talk = Talk(version)
    who = talk.learner.id
    talk.to_a_problem()
    answer = talk.wrong_answer()
    events = talk.say(answer)
    believed(who, version.course_id)
    before = numbers(talk.learner)
    verdict = next(event.seq for event in events if event.kind == "verdict")
    talk.press(f"appeal-{verdict}")
    believed(who, version.course_id)
    meanwhile = numbers(talk.learner)
    assert meanwhile != before
    async_to_sync(memory.rebuild_beliefs)(who, version.course_id)
    assert numbers(talk.learner) == meanwhile
    ruled(Found("wrong"))
    believed(who, version.course_id)
    assert numbers(talk.learner) == before


def undecided(version: CourseVersion) -> Talk:
    """A conversation at a question that takes a number, and an answer to it that has no value."""
    talk = Talk(version)
    while talk.to_a_problem().body["control"]["kind"] != "text":
        talk.say(talk.right_answer())
    talk.say("1/0")
    assert bodies(talk.log(), "verdict")[-1]["outcome"] == "cannot_check"
    return talk


def test_what_nobody_can_check_waits_by_itself_and_the_lesson_goes_on(version: CourseVersion) -> None:
    talk = undecided(version)
    row = Ruling.objects.get()
    assert (row.text, row.outcome, row.is_for_all) == ("1/0", "cannot_check", False)
    assert Appeal.objects.get().kind == "cannot_check"
    item = talk.opener.body["item"]
    talk.say("1 / 0")
    assert talk.opener.body["item"] == item
    assert Ruling.objects.get().appeals.count() == 2  # the same answer, so one line of the queue
    talk.say(talk.right_answer())
    before = len(whole())
    ruled(Found("right"))
    assert len(whole()) == before  # they were right without help besides: there is nothing to add
    assert not EvidenceRow.objects.filter(withdrawn=True).exists()


def test_a_later_error_goes_where_the_first_answer_was_right(version: CourseVersion) -> None:
    talk = undecided(version)
    talk.say(talk.wrong_answer())
    (error,) = EvidenceRow.objects.filter(part="", score=0.0)
    ruled(Found("right"))
    error.refresh_from_db()
    assert error.void
    anew = whole()[-1]
    assert (anew.ruled, anew.score, anew.assisted) == (True, 1.0, False)


def test_what_was_found_right_in_between_still_stands_for_what_came_after(version: CourseVersion) -> None:
    """An appeal of the first answer withdraws all of the step; found wrong, it gives back its own part."""
    talk = Talk(version)
    while talk.to_a_problem().body["control"]["kind"] != "text":
        talk.say(talk.right_answer())
    first = next(event.seq for event in talk.say(talk.wrong_answer()) if event.kind == "verdict")
    talk.say("1/0")
    talk.say("123456")
    before, after = (row.n for row in whole() if row.score == 0.0)
    talk.press(f"appeal-{first}")
    ruling.rule(Ruling.objects.get(text="1/0"), Found("right"), None)
    ruling.rule(Ruling.objects.get(state="open"), Found("wrong"), None)
    counts = {row.n: not row.void for row in whole()}
    assert (counts[before], counts[after]) == (True, False)
    assert [row.score for row in whole() if row.ruled] == [1.0]


@pytest.mark.once
def test_what_a_person_found_right_by_itself_is_not_withdrawn_by_its_button(version: CourseVersion) -> None:
    talk = undecided(version)
    verdict = next(event.seq for event in talk.log() if event.body.get("outcome") == "cannot_check")
    talk.say(talk.right_answer())
    ruled(Found("right"))
    talk.drive()
    talk.press(f"appeal-{verdict}")
    assert "right" in bodies(talk.log(), "move")[-1]["words"]
    assert not EvidenceRow.objects.filter(withdrawn=True).exists()


def test_a_wrong_ruling_lets_the_checker_decide_what_it_could_not(version: CourseVersion) -> None:
    talk = undecided(version)
    ruled(Found("wrong", note="Nothing is divided by nothing."))
    talk.say("1/0")
    verdict = bodies(talk.log(), "verdict")[-1]
    assert verdict["outcome"] == "incorrect"
    assert "Nothing is divided by nothing." in verdict["reason"]


def waiting(version: CourseVersion, *texts: str) -> dict[str, Ruling]:
    asked = overlay.asked(publish.load(version).problem("two-moves"), "solve")
    return {
        text: Ruling.objects.create(
            course_id=version.course_id,
            version=version,
            item="two-moves/solve",
            seed=7,
            is_for_all=False,
            asked=asked,
            key=text,
            text=text,
            outcome="incorrect",
            asked_at=timezone.now(),
        )
        for text in texts
    }


@pytest.mark.once
def test_who_appeals_a_wrong_idea_that_the_checker_knows_waits_for_a_person_of_their_own(
    version: CourseVersion,
) -> None:
    rows = waiting(version, "99", "0")
    step = ruling.question_of(rows["99"]).step
    known, idea = step.misconceptions[0], step.misconceptions[0].answers[0]
    Ruling.objects.filter(text="0").update(text=idea)
    settled = ruling.rule(rows["99"], Found("misconception", misconception=known.id), None)
    assert [one.text for one in settled] == ["99"]


def test_what_the_checker_then_finds_equal_is_settled_with_it(version: CourseVersion) -> None:
    rows = waiting(version, "99", "99.0", "x = 99", "98")
    settled = ruling.rule(rows["99"], Found("right"), None)
    assert {one.text for one in settled} == {"99", "99.0", "x = 99"}
    assert list(Ruling.objects.filter(state="open").values_list("text", flat=True)) == ["98"]
