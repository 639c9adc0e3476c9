"""How sure somebody says to be: when they are asked, what is kept of it, and what comes back."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.talk import Talk, right, wrong
from tutor.learner import confidence, pace
from tutor.learner.evidence import sure_weight
from tutor.models import EvidenceRow, Learner
from tutor.session import SessionError, choosing, following, prompt_of
from tutor.session.choosing import Chosen
from tutor.session.commit import Decision, Draft, carry_out

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def put(talk: Talk, problem_id: str, asks_sure: bool = True) -> None:
    chosen = Chosen(talk.view.course.problem(problem_id), "why", "model")
    draft = following._problem(talk.view, choosing.past_of(talk.view), chosen)
    body = {**draft.body, "asks_sure": asks_sure}
    assert carry_out(talk.view, Decision((Draft("problem", body),))) is not None


def test_it_is_asked_once_in_a_while_and_not_of_a_newcomer(talk: Talk) -> None:
    talk.to_a_problem()
    asked = []
    for problem in talk.view.course.problems():
        chosen = Chosen(problem, "why", "model")
        draft = following._problem(talk.view, choosing.past_of(talk.view), chosen)
        assert carry_out(talk.view, Decision((draft,))) is not None
        asked.append(prompt_of(talk.view).asks_sure)
    assert not any(asked[: confidence.FIRST - 1])
    assert 1 <= sum(asked) <= 1 + len(asked) / confidence.EVERY


@pytest.mark.parametrize(("sure", "said"), [("yes", True), ("no", False), (None, None)])
def test_what_was_said_stands_beside_the_evidence(talk: Talk, sure: str | None, said: bool | None) -> None:
    put(talk, "two-moves")
    assert prompt_of(talk.view).asks_sure
    talk.say(right(talk.step.answer), sure=sure)
    row = EvidenceRow.objects.get()
    assert row.confidence is said
    assert row.weight == pytest.approx(sure_weight(True, said))


def test_a_word_that_was_not_asked_for_counts_for_nothing(talk: Talk) -> None:
    put(talk, "two-moves", asks_sure=False)
    talk.say(right(talk.step.answer), sure="yes")
    row = EvidenceRow.objects.get()
    assert (row.confidence, row.weight) == (None, 1.0)


def test_after_the_first_verdict_nobody_is_asked_again(talk: Talk) -> None:
    put(talk, "two-moves")
    talk.say("98765", sure="yes")
    assert not prompt_of(talk.view).asks_sure
    talk.say(right(talk.step.answer), sure="yes")
    first, second = EvidenceRow.objects.order_by("n")
    assert first.confidence is True
    assert second.confidence is None


def test_only_yes_and_no_are_taken(talk: Talk) -> None:
    put(talk, "two-moves")
    before = len(talk.log())
    with pytest.raises(SessionError) as caught:
        talk.say("5", sure="perhaps")
    assert caught.value.code == "malformed"
    assert len(talk.log()) == before


def solve(talk: Talk) -> str:
    """Answer what is open rightly, all its steps; the problem."""
    talk.to_a_problem()
    problem = talk.opener.body["problem"]
    seq = talk.opener.body["seed"]
    while talk.opener.kind in ("problem", "step") and talk.opener.body["seed"] == seq:
        talk.say(right(talk.step.answer))
    return str(problem)


def test_a_confident_error_comes_back_after_two_to_four_others(talk: Talk) -> None:
    put(talk, "two-moves")
    numbers = talk.opener.body["seed"]
    talk.say(wrong(talk.step.answer), sure="yes")
    assert solve(talk) == "two-moves"
    others = []
    while talk.to_a_problem().body["why"] != "again":
        others.append(solve(talk))
        assert len(others) <= confidence.LATEST
    assert len(others) >= confidence.SOONEST
    body = talk.opener.body
    assert body["problem"] == "two-moves"
    assert body["seed"] != numbers
    assert body["reason"] == confidence.SURE_AND_WRONG
    assert body["seen_solution"] is False
    solve(talk)
    for _ in range(5):
        if talk.to_a_problem().kind == "finished":
            break
        assert talk.opener.body["why"] != "again"
        solve(talk)


def test_a_fixed_one_comes_back_as_it_is_and_proves_nothing(talk: Talk) -> None:
    put(talk, "a-fraction-first")
    talk.say("98765", sure="yes")
    while talk.to_a_problem().body["why"] != "again":
        solve(talk)
    assert talk.opener.body["problem"] == "a-fraction-first"
    assert talk.opener.body["seen_solution"] is True
    n = EvidenceRow.objects.count()
    talk.say(right(talk.step.answer))
    assert EvidenceRow.objects.get(n=n + 1).void


def test_an_error_that_nobody_was_sure_of_does_not_come_back(talk: Talk) -> None:
    put(talk, "two-moves")
    talk.say(wrong(talk.step.answer), sure="no")
    for _ in range(6):
        solve(talk)
        talk.to_a_problem()
        assert talk.opener.body.get("why") != "again"


def seen_by_others(talk: Talk, item: str, seconds: list[float]) -> None:
    """First answers of as many other learners."""
    for n, taken in enumerate(seconds):
        EvidenceRow.objects.create(
            learner=Learner.objects.create(),
            course_id=talk.version.course_id,
            n=1,
            session_id=talk.session_id,
            message_seq=10_000 + n,
            item=item,
            skills=[],
            score=1.0,
            assisted=False,
            seconds=taken,
            at=timezone.now(),
        )


@pytest.mark.parametrize(("others", "weight"), [(pace.ENOUGH, pace.RAPID), (pace.ENOUGH - 1, 1.0)])
def test_a_right_pick_that_came_at_once_counts_less(talk: Talk, others: int, weight: float) -> None:
    put(talk, "which-value-fits", asks_sure=False)
    seen_by_others(talk, talk.opener.body["item"], [300.0 + n for n in range(others)])
    talk.say(right(talk.step.answer))
    assert EvidenceRow.objects.get(learner=talk.learner).weight == weight


def test_a_wrong_pick_that_came_at_once_counts_in_full(talk: Talk) -> None:
    put(talk, "which-value-fits", asks_sure=False)
    seen_by_others(talk, talk.opener.body["item"], [300.0 + n for n in range(pace.ENOUGH)])
    talk.say(str(talk.step.answer["options"][0]))
    assert EvidenceRow.objects.get(learner=talk.learner).weight >= 1.0
