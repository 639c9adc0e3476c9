"""Finding where a new learner starts, on the shipped course with a real model server."""

from __future__ import annotations

from typing import Any

import pytest

from courses.models import CourseVersion
from tests.live import ModelServer
from tests.talk import Talk, bodies
from tutor import memory, session
from tutor.models import Attempt, EvidenceRow
from tutor.session import choosing, opening
from tutor.session.commit import append_message
from tutor.types import PLACEMENT, Answer, Event

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def newcomer(version: CourseVersion, models: ModelServer) -> Talk:
    return Talk(version, placed=False)


def kinds(events: list[Event]) -> list[str]:
    return [event.kind for event in events]


def is_probe(talk: Talk) -> bool:
    return talk.opener.body.get("why") == PLACEMENT


def to_the_end(talk: Talk, knows: Any = lambda _skills: False) -> dict[str, Any]:
    """Answer every probe, right where `knows` says so of its skills; what was said at the end."""
    for _ in range(20):
        if not is_probe(talk):
            break
        talk.say(talk.right_answer()) if knows(talk.step.skills) else talk.press("idk")
    (placed,) = bodies(talk.log(), "placed")
    return dict(placed)


def test_a_new_learner_is_first_asked_what_they_bring(newcomer: Talk) -> None:
    assert kinds(newcomer.log()) == ["opened", "opening"]
    prompt = session.prompt_of(newcomer.view)
    assert (prompt.kind, prompt.buttons) == ("opening", ("skip",))
    assert newcomer.view.course.title in newcomer.opener.body["question"]


@pytest.mark.parametrize(
    ("parts", "items"),
    [
        (("", "1"), ["Some of it"]),
        (("I had this at school", ""), ["I had this at school"]),
        (("I had this at school", "2"), ["Most of it", "I had this at school"]),
    ],
)
def test_a_tap_words_of_ones_own_or_both_lead_to_the_first_probe(
    newcomer: Talk, parts: tuple[str, str], items: list[str]
) -> None:
    assert opening.LEVELS[1:] == ("Some of it", "Most of it")
    events = newcomer.fill(*parts)
    assert kinds(events) == ["message", "placing", "problem"]
    assert events[0].body["shown"]["items"] == items
    assert is_probe(newcomer)


def test_nothing_tapped_and_nothing_written_is_no_answer(newcomer: Talk) -> None:
    for parts in (("", ""), ("  ", "")):
        with pytest.raises(session.SessionError) as caught:
            newcomer.fill(*parts)
        assert caught.value.code == "empty"
    for fields in (("", "3"), ("a",), ("", "", "")):
        with pytest.raises(session.SessionError) as caught:
            newcomer.fill(*fields)
        assert caught.value.code == "malformed"
    assert kinds(newcomer.log()) == ["opened", "opening"]


def test_what_is_said_is_hearsay_that_the_first_answers_outweigh(newcomer: Talk) -> None:
    newcomer.fill("", "2")
    rows = list(EvidenceRow.objects.order_by("n"))
    assert rows
    assert all((row.item, row.score, row.practice) == ("opening", 1.0, False) for row in rows)
    assert all(row.part == f"background: {row.skills[0]}" and row.weight < 0.5 for row in rows)
    before = memory.beliefs_of(newcomer.learner.id, newcomer.version.course_id)
    assert before["equation-meaning"].p > 0.4
    assert newcomer.view.skills  # and who says that they know most of it is not asked the easiest first
    to_the_end(newcomer)
    after = memory.beliefs_of(newcomer.learner.id, newcomer.version.course_id)
    assert after["equation-meaning"].p < 0.2
    assert not Attempt.objects.exists()


def test_words_that_two_answers_speak_against_are_taken_back_once(newcomer: Talk) -> None:
    newcomer.fill("", "2")
    said = EvidenceRow.objects.filter(part__startswith="background: ").count()
    assert said
    for _ in range(3):
        if is_probe(newcomer):
            newcomer.say(newcomer.wrong_answer())
    back = EvidenceRow.objects.filter(part__startswith="taken back: ")
    assert back.count() == said
    assert not back.filter(practice=True).exists()
    assert {row.score for row in back} == {0.0}
    ns = list(EvidenceRow.objects.order_by("n").values_list("n", flat=True))
    assert ns == list(range(1, len(ns) + 1))


def test_words_that_cannot_be_understood_in_time_hold_nothing_up(newcomer: Talk) -> None:
    """This model server has no sentence model."""
    newcomer.fill("I know brackets, but never stories", "")
    assert not EvidenceRow.objects.exists()
    assert is_probe(newcomer)


def test_a_probe_says_what_it_is_for_and_offers_no_help(newcomer: Talk) -> None:
    newcomer.press("skip")
    body = newcomer.opener.body
    assert (body["nth"], body["about"], body["chosen_by"]) == (1, 3, "model")
    assert body["reason"]
    assert session.prompt_of(newcomer.view).buttons == ("idk", "enough")
    for button in ("hint", "reveal"):
        events = newcomer.press(button)
        assert kinds(events)[:2] == ["message", "move"]
        assert bodies(events, "move")[0]["hint"] is None
        assert bodies(events, "move")[0]["solution"] == []
    assert newcomer.opener.body["nth"] == 2  # twice no answer: on


def test_every_answer_gets_its_mark_and_the_next_question_comes(newcomer: Talk) -> None:
    newcomer.press("skip")
    first = newcomer.opener.body["problem"]
    events = newcomer.say(newcomer.wrong_answer())
    assert kinds(events) == ["message", "verdict", "move", "problem"]
    assert bodies(events, "verdict")[0]["outcome"] == "incorrect"
    assert bodies(events, "move")[0]["kind"] == "step_over"
    assert is_probe(newcomer)
    assert newcomer.opener.body["problem"] != first
    events = newcomer.press("idk")
    assert kinds(events)[:2] == ["message", "move"]
    events = newcomer.say(newcomer.right_answer())
    assert bodies(events, "move")[0]["kind"] == "acknowledge"
    rows = EvidenceRow.objects.order_by("n").values_list("score", "says_unknown", "assisted")
    assert list(rows) == [(0.0, False, False), (0.0, True, False), (1.0, False, False)]
    assert Attempt.objects.count() == 2


def test_at_the_end_it_says_what_can_be_skipped_and_asks_the_first_problem(newcomer: Talk) -> None:
    newcomer.press("skip")
    placed = to_the_end(newcomer, lambda _skills: True)
    assert placed["by"] == "enough"
    assert 3 <= placed["asked"] <= 5
    assert placed["skip"]
    assert f"You can skip {len(placed['skip'])} of 8 skills" in placed["words"]
    assert f"about {placed['sure']} % sure" in placed["words"]
    assert newcomer.opener.kind in ("guess", "problem")
    assert not is_probe(newcomer)


def test_who_knows_nothing_yet_has_nothing_to_skip(newcomer: Talk) -> None:
    newcomer.press("skip")
    placed = to_the_end(newcomer)
    assert placed["skip"] == []
    assert "nothing to skip" in placed["words"]
    assert placed["asked"] <= 5


def test_no_problem_comes_twice_while_placing(newcomer: Talk) -> None:
    newcomer.press("skip")
    to_the_end(newcomer)
    asked = [event.body["problem"] for event in newcomer.log() if event.body.get("why") == PLACEMENT]
    assert len(asked) == len(set(asked))


def test_what_was_missed_is_not_done_and_not_asked_again_right_away(newcomer: Talk) -> None:
    newcomer.press("skip")
    first = newcomer.opener.body["problem"]
    newcomer.say(newcomer.wrong_answer())
    newcomer.press("enough")
    newcomer.to_a_problem()
    assert newcomer.opener.body["problem"] != first
    past = choosing.past_of(newcomer.view)
    problem = newcomer.view.course.problem(first)
    assert not past.met(problem)
    assert first in past.just_missed()
    assert not past.was_revealed(problem)


def test_the_rest_can_be_skipped_at_once(newcomer: Talk) -> None:
    newcomer.press("skip")
    events = newcomer.press("enough")
    assert kinds(events)[:3] == ["message", "move", "placed"]
    placed = bodies(events, "placed")[0]
    assert (placed["by"], placed["asked"], placed["skip"]) == ("skipped", 1, [])
    assert not is_probe(newcomer)


def test_it_goes_on_where_it_was_after_a_reload(newcomer: Talk) -> None:
    newcomer.press("skip")
    newcomer.press("idk")
    before = newcomer.opener
    newcomer.drive()
    assert newcomer.opener == before
    newcomer.press("idk")
    assert newcomer.opener.body["nth"] == 3


def test_it_can_be_done_anew(newcomer: Talk) -> None:
    newcomer.press("skip")
    to_the_end(newcomer)
    newcomer.to_a_problem()
    events = newcomer.press("place")
    assert kinds(events) == ["message", "placing", "problem"]
    assert newcomer.opener.body["nth"] == 1
    again = bodies(newcomer.press("place"), "move")[0]
    assert again["kind"] == "reply"
    assert newcomer.opener.body["nth"] == 1
    newcomer.press("enough")
    assert len(bodies(newcomer.log(), "placed")) == 2


def test_who_has_been_here_before_is_not_placed_again(newcomer: Talk) -> None:
    newcomer.press("skip")
    newcomer.press("idk")
    second = Talk(newcomer.version, newcomer.learner, placed=False)
    assert "opening" not in kinds(second.log())
    assert not is_probe(second)


def test_without_a_model_server_the_course_begins_at_its_beginning(version: CourseVersion) -> None:
    talk = Talk(version, placed=False)
    assert kinds(talk.log()) == ["opened", "guess"]
    events = talk.press("place")
    assert "I cannot look for your level" in bodies(events, "placed")[0]["words"]
    assert talk.opener.kind == "guess"


def test_a_model_server_that_goes_away_ends_it(newcomer: Talk, settings: Any) -> None:
    newcomer.press("skip")
    newcomer.press("idk")
    settings.MODELS_URL = "http://127.0.0.1:9"
    events = newcomer.press("idk")
    assert bodies(events, "placed")[0]["by"] == "unavailable"
    assert newcomer.opener.kind == "guess"


def test_a_placement_whose_turn_died_goes_on(newcomer: Talk) -> None:
    body = {"step": "opening", "scaffold": None}
    append_message(newcomer.session_id, "lost", Answer("button", "skip"), body)
    newcomer.drive()
    assert newcomer.opener.body["nth"] == 1
