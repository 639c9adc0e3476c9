"""“I think I’m right”: what is appealed counts for nothing, waits for a person, and is not asked again."""

from __future__ import annotations

import pytest

from tests.talk import Talk, bodies
from tutor.models import Appeal, EvidenceRow, LearnerCourse, Ruling
from tutor.session import appeals, choosing

pytestmark = pytest.mark.django_db(transaction=True)


def appealed(talk: Talk, text: str | None = None) -> int:
    """Answer what is open wrongly and say that it is right; the number of the verdict."""
    talk.to_a_problem()
    events = talk.say(text or talk.wrong_answer())
    verdict = next(event.seq for event in events if event.kind == "verdict")
    talk.say(f"appeal-{verdict}", "button", appeals.client_id(verdict))
    return verdict


def test_an_appeal_waits_for_a_person_and_another_question_comes(talk: Talk) -> None:
    before = talk.to_a_problem()
    answer = talk.wrong_answer()
    verdict = appealed(talk, answer)
    moves = bodies(talk.log(), "move")
    assert moves[-1]["kind"] == "aside"
    assert moves[-1]["solution"] == []
    assert answer in moves[-1]["words"]
    ruling = Ruling.objects.get()
    assert (ruling.item, ruling.text, ruling.state) == (before.body["item"], answer, "open")
    appeal = Appeal.objects.get(ruling=ruling)
    assert (appeal.verdict_seq, appeal.kind, appeal.learner) == (verdict, "appeal", talk.learner)
    assert talk.to_a_problem().body["problem"] != before.body["problem"]
    assert before.body["problem"] in choosing.past_of(talk.view).waiting


def test_what_is_appealed_is_void_until_the_ruling(talk: Talk) -> None:
    appealed(talk)
    row = EvidenceRow.objects.get(part="")
    assert row.void
    assert row.withdrawn
    enrolment = LearnerCourse.objects.get()
    assert enrolment.believed_n == 0
    assert enrolment.known_as != str(talk.learner.id)


def test_one_answer_is_appealed_once(talk: Talk) -> None:
    verdict = appealed(talk)
    seqs = len(talk.log())
    talk.say(f"appeal-{verdict}", "button", appeals.client_id(verdict))
    assert len(talk.log()) == seqs
    talk.say(f"appeal-{verdict}", "button", "another tab")
    assert Appeal.objects.count() == 1


def test_three_wait_at_most_and_an_appeal_earns_nothing(talk: Talk) -> None:
    for _ in range(4):
        appealed(talk)
    assert Appeal.objects.count() == 3
    assert "three" in bodies(talk.log(), "move")[-1]["words"].lower()
    assert not EvidenceRow.objects.filter(score__gt=0).exists()
    assert EvidenceRow.objects.filter(part="", void=False).count() == 1


@pytest.mark.once
@pytest.mark.parametrize("button", ["appeal-1", "appeal-99999", "appeal-x", "appeal-", "appeal--1"])
def test_there_is_nothing_to_appeal_where_no_answer_was_rejected(talk: Talk, button: str) -> None:
    talk.to_a_problem()
    talk.press(button)
    talk.say(talk.right_answer())
    right = next(event.seq for event in talk.log() if event.kind == "verdict")
    talk.press(f"appeal-{right}")
    assert not Appeal.objects.exists()


def test_an_older_answer_is_appealed_where_one_is(talk: Talk) -> None:
    talk.to_a_problem()
    first = talk.say(talk.wrong_answer())
    verdict = next(event.seq for event in first if event.kind == "verdict")
    item = talk.opener.body["item"]
    talk.say(talk.right_answer())
    while talk.opener.body.get("item") == item and talk.closing is not None:
        talk.say("", "guess")
    open_now = talk.opener.seq
    talk.press(f"appeal-{verdict}")
    assert talk.opener.seq == open_now
    rows = EvidenceRow.objects.filter(part="")
    assert all(row.void for row in rows)  # the second try came after a verdict that is in doubt
