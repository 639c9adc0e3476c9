"""Words put otherwise, on the way to a learner: after the mark, in time, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from pytest_django import Settings

from scripts import ports
from tests.fakes import Refuses, Speaker
from tests.talk import Talk, bodies
from tutor import session
from tutor.dialogue.wording import Task
from tutor.models import Attempt, EventRow, EvidenceRow
from tutor.session import commit, reply, rewording
from tutor.session.view import read
from tutor.types import Answer, Move, MoveKind

WORDS = "You have `13`, and I get something else. How did you go from the question to that?"
OTHER = "You say `13`, but I get something different. How did you get to that from the question?"
MOVE = Move(MoveKind.PROBE, WORDS, "first miss")
TASK = Task(("Solve $x + 3 = 26$.",), frozenset({"23"}), lambda text: "23" in text)


@pytest.fixture
def speaker(settings: Settings) -> Iterator[Speaker]:
    with Speaker.running() as speaker:
        settings.MODELS_URL = speaker.url
        settings.REWORDING = True
        yield speaker


async def put(held: float = 5.0) -> str:
    return (await rewording.put(MOVE, "13", None, TASK, (), held)).words


async def test_other_words_for_the_same_are_shown(speaker: Speaker) -> None:
    speaker.says = [OTHER[:20], OTHER[20:50], OTHER[50:] + "\n"]
    assert await put() == OTHER
    (asked,) = speaker.asked
    assert asked["stream"]
    assert asked["deadline_s"] == 5.0
    assert "`13`" in asked["messages"][1]["content"]


async def test_more_is_not_listened_to_than_is_needed(speaker: Speaker) -> None:
    speaker.says = [OTHER + "\n", *["And more. "] * 200]
    assert await put() == OTHER


async def test_what_is_late_is_authored_and_what_came_in_time_stays(speaker: Speaker) -> None:
    first, second = OTHER.split(". ")
    speaker.says, speaker.pause = [first + ".\n", second + "\n"], 0.4
    assert await put(0.6) == f"{first}. {WORDS.split('. ')[1]}"


@pytest.mark.parametrize("fault", ["late", "broken", "busy", "down", "silent", "told"])
async def test_whatever_fails_the_authored_words_go_out(
    speaker: Speaker, settings: Settings, fault: str
) -> None:
    speaker.says = ["You say `13`"]
    match fault:
        case "late":
            speaker.pause = 1.0
        case "broken":
            speaker.broken = True
        case "busy":
            speaker.refuses = Refuses("busy")
        case "down":
            settings.MODELS_URL = f"http://127.0.0.1:{ports.free()}"
        case "silent":
            speaker.says = []
        case "told":
            speaker.says = ["It is 23.\n", "What about 23?\n"]
    assert await put(0.3) == WORDS


@pytest.fixture
def asked(talk: Talk, speaker: Speaker, settings: Settings) -> Talk:
    """A conversation at a problem, where moves are put otherwise."""
    settings.REWORDING = False
    talk.to_a_problem()
    settings.REWORDING = True
    return talk


@pytest.mark.django_db(transaction=True)
def test_where_it_is_off_nobody_is_asked(asked: Talk, speaker: Speaker, settings: Settings) -> None:
    settings.REWORDING = False
    asked.say(asked.wrong_answer())
    assert not speaker.asked


@pytest.mark.django_db(transaction=True)
def test_the_mark_is_written_first_and_the_move_after_it(asked: Talk, speaker: Speaker) -> None:
    answer = asked.right_answer()
    speaker.says = [f"The answer is {answer}.\n", f"It is {answer}.\n"]
    events = asked.say(asked.wrong_answer())
    assert [event.kind for event in events] == ["message", "verdict", "move"]
    assert len(speaker.asked) == 1
    assert answer not in str(speaker.asked[0]["messages"]).split()
    move = bodies(events, "move")[0]
    assert f"is {answer}" not in move["words"]
    assert Attempt.objects.count() == EvidenceRow.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_reveal_keeps_its_words(asked: Talk, speaker: Speaker) -> None:
    asked.say(asked.wrong_answer())
    moves: list[dict] = []
    while not any(move["kind"] == "reveal" for move in moves):
        before = len(speaker.asked)
        moves = bodies(asked.press("reveal"), "move")
    assert len(speaker.asked) == before


@pytest.mark.django_db(transaction=True)
def test_a_turn_that_dies_while_words_are_awaited_is_taken_up_and_nothing_counts_twice(
    asked: Talk, speaker: Speaker
) -> None:
    async_to_sync(_first_half)(asked, asked.wrong_answer(), asked.opener.body["item"])
    before = list(EventRow.objects.order_by("seq").values_list("kind", flat=True))
    assert before[-2:] == ["message", "verdict"]
    async_to_sync(_driven)(asked)
    assert list(EventRow.objects.order_by("seq").values_list("kind", flat=True)) == [*before, "move"]
    assert Attempt.objects.count() == EvidenceRow.objects.count() == 1
    move = EventRow.objects.latest("seq")
    assert (move.body["kind"], move.body["rung"]) == ("probe", 0)  # as for a first miss
    asked.drive()
    assert EventRow.objects.count() == len(before) + 1


async def _first_half(talk: Talk, text: str, item: str) -> None:
    """The message is logged and judged; then the process is gone."""
    session_id, body = talk.session_id, {"step": item, "scaffold": None}
    await database_sync_to_async(commit.append_message)(session_id, "dies", Answer("answer", text), body)
    view = await database_sync_to_async(read)(session_id)
    assert view.pending is not None
    decision = await reply.decide(view, view.pending)
    assert decision.later is not None
    assert await database_sync_to_async(commit.carry_out)(view, decision)


async def _driven(talk: Talk) -> None:
    async for _event in session.drive(talk.session_id):
        pass
