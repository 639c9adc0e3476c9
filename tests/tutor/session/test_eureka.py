"""What has just clicked is said at once, once, and only where it is true."""

from __future__ import annotations

import pytest
from asgiref.sync import async_to_sync

from courses import publish
from courses.models import CourseVersion
from courses.types import Course, Guess, GuessChoice, Lesson, Passage, Problem, Skill, Step
from tests.live import ModelServer
from tests.talk import Talk, bodies
from tutor import memory
from tutor.models import EvidenceRow, Session, SkillState
from tutor.types import Event

pytestmark = pytest.mark.django_db(transaction=True)

GUESS = Guess("More?", (GuessChoice("yes", "So it is."), GuessChoice("no", "Look again.")), 0)


def course(*, guess: Guess | None = None, problems: int = 6) -> Course:
    """Sums with fixed answers, all on one skill."""
    step = Step("s", "What is $3 + 4$?", {"kind": "number", "value": "7"}, ("add",))
    asked = tuple(Problem(f"p{n}", f"Sum {n}", "", (step,)) for n in range(problems))
    passages = (Passage("why", "Why", "Words.", ("add",), guess),)
    lesson = Lesson("l", "L", passages if guess else (), asked)
    return Course("eureka", "Sums", "", "en", "CC0-1.0", "tests", (Skill("add", "Adding"),), (lesson,))


@pytest.fixture
def sums(version: CourseVersion) -> Talk:
    return Talk(publish.publish(course()))


def eurekas(events: list[Event]) -> list[list[dict[str, object]]]:
    return [body["skills"] for body in bodies(events, "eureka")]


def miss(talk: Talk) -> None:
    """One wrong answer, then on to another problem."""
    before = talk.opener.seq
    talk.say("8")
    for _ in range(12):
        if talk.opener.seq != before:
            return
        talk.press("reveal")
    raise AssertionError("never shown")


def test_the_first_success_after_an_error_is_said_at_once_and_once(sums: Talk) -> None:
    miss(sums)
    miss(sums)
    events = sums.say("7")
    assert eurekas(events) == [[{"id": "add", "title": "Adding", "misses": 2}]]
    kinds = [event.kind for event in events]
    assert kinds[:4] == ["message", "verdict", "move", "eureka"]
    assert [event.seq for event in sums.log()] == list(range(1, sums.view.last_seq + 1))
    assert sums.opener.kind == "problem"
    miss(sums)
    assert eurekas(sums.say("7")) == []
    assert len(eurekas(sums.log())) == 1


def test_a_success_from_the_start_is_none(sums: Talk) -> None:
    sums.say("7")
    miss(sums)
    sums.say("7")
    assert eurekas(sums.log()) == []


def test_with_help_or_on_the_second_try_nothing_clicked_yet(sums: Talk) -> None:
    sums.say("8")
    assert eurekas(sums.say("7")) == []
    assert len(eurekas(sums.say("7"))) == 1


def test_not_knowing_is_no_error(sums: Talk) -> None:
    before = sums.opener.seq
    while sums.opener.seq == before:
        sums.press("idk")
    sums.say("7")
    assert eurekas(sums.log()) == []


@pytest.mark.parametrize(("guess", "clicks"), [("no", True), ("yes", False), ("", False)])
def test_after_a_wrong_guess_but_not_after_a_right_one_or_none(
    version: CourseVersion, guess: str, clicks: bool
) -> None:
    talk = Talk(publish.publish(course(guess=GUESS)))
    talk.say(guess, "guess")
    found = eurekas(talk.say("7"))
    assert found == ([[{"id": "add", "title": "Adding", "misses": 0}]] if clicks else [])


def test_a_second_conversation_does_not_say_it_again(sums: Talk) -> None:
    miss(sums)
    other = Talk(sums.version, sums.learner)
    assert len(eurekas(sums.say("7"))) == 1
    assert eurekas(other.say("7")) == []
    assert Session.objects.filter(learner=sums.learner).count() == 2


def test_what_is_said_is_what_is_kept(sums: Talk, models: ModelServer) -> None:
    """With the beliefs up to date, lagging, and made again."""
    miss(sums)
    async_to_sync(memory.update_beliefs)(sums.learner.id, "eureka")
    assert len(eurekas(sums.say("7"))) == 1
    for _ in range(2):
        async_to_sync(memory.update_beliefs)(sums.learner.id, "eureka")
        state = SkillState.objects.get(skill="add")
        assert state.eureka_n is not None
        evidence = EvidenceRow.objects.get(n=state.eureka_n)
        assert (evidence.score, evidence.at) == (1.0, state.eureka_at)
        memory.forget_beliefs(sums.learner.id, "eureka")
