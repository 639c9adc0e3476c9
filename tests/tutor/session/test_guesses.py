"""Guesses that are switched off, what follows a passage, and the first guess weeks later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.utils import timezone

from courses import publish
from courses.models import CourseVersion
from courses.types import Course, Guess, GuessChoice, Lesson, Passage, Problem, Skill, Step
from tests.talk import Talk, bodies
from tutor.dialogue.words import SLOTS
from tutor.insight import because
from tutor.learner.support import Support
from tutor.models import EventRow
from tutor.session import choosing, first_guess, following, showing
from tutor.session.choosing import Chosen
from tutor.session.commit import Decision, Draft, carry_out
from tutor.session.showing import Plan
from tutor.types import Event

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)


def course(*, without: str = "") -> Course:
    """Two lessons of five skills each; one passage with a guess and one problem a skill.

    `without`: the passage that asks for no guess.
    """
    skills = tuple(Skill(f"k{n}", f"Skill k{n}") for n in range(10))
    passages = [
        Passage(f"r{n}", f"About k{n}", "Words.", (f"k{n}",), None if f"r{n}" == without else _guess(n))
        for n in range(10)
    ]
    problems = [Problem(f"p{n}", f"On k{n}", "", (_step(n),)) for n in range(10)]
    lessons = (
        Lesson("one", "One", tuple(passages[:5]), tuple(problems[:5])),
        Lesson("two", "Two", tuple(passages[5:]), tuple(problems[5:])),
    )
    return Course("guesses", "Guesses", "", "en", "CC0-1.0", "tests", skills, lessons)


def _guess(n: int) -> Guess:
    return Guess(f"More of k{n}?", (GuessChoice("yes", "So it is."), GuessChoice("no", "Look again.")), 0)


def _step(n: int) -> Step:
    return Step("s", f"What is ${n} + 40$?", {"kind": "number", "value": str(n + 40)}, (f"k{n}",))


@pytest.fixture
def guessing(version: CourseVersion) -> Talk:
    return Talk(publish.publish(course()))


def kinds(events: list[Event]) -> list[str]:
    return [event.kind for event in events]


def on(talk: Talk, guess: str = "") -> list[Event]:
    """The guess that is asked for, then the problem after it, solved."""
    events = talk.say(guess, "guess")
    return [*events, *talk.say(talk.right_answer())]


def test_after_three_empty_guesses_the_lesson_shows_its_passages_at_once(guessing: Talk) -> None:
    for _ in range(3):
        assert guessing.opener.kind == "guess"
        on(guessing)
    unasked = bodies(guessing.log(), "passage")[-1]
    assert unasked["reply"] in SLOTS["guesses_off"]
    assert unasked["truth"] is None
    assert guessing.opener.kind == "problem"
    guessing.say(guessing.right_answer())
    fifth = bodies(guessing.log(), "passage")[-1]
    assert (fifth["passage"], fifth["reply"]) == ("r4", None)  # said once
    guessing.say(guessing.right_answer())
    assert guessing.opener.body["passage"] == "r5"  # and the next lesson asks again
    assert guessing.opener.kind == "guess"


def test_one_guess_in_between_and_they_go_on(guessing: Talk) -> None:
    for guess in ("", "", "no", ""):
        on(guessing, guess)
    assert guessing.opener.kind == "guess"


def test_an_example_is_shown_whole_where_guesses_are_off(talk: Talk) -> None:
    view, past = talk.view, choosing.past_of(talk.view)
    chosen = Chosen(view.course.problem("two-moves"), "why", "model", p=0.2)
    draft = async_to_sync(following._put)(view, past, chosen, Plan(Support.WORKED, "two-steps"))
    asks, told = showing.unasked(view, draft, "seed")
    assert carry_out(view, Decision((asks, told))) is not None
    assert asks.body["lines"] == []
    assert len(told.body["lines"]) == asks.body["of"]
    assert told.body["found"] == "shown"
    talk.drive()
    assert talk.opener.kind == "problem"
    assert talk.opener.body["problem"] == "two-moves"
    assert choosing.past_of(talk.view).guesses[-1].asked is False


def test_after_a_passage_comes_a_problem_on_its_skill(guessing: Talk) -> None:
    for _ in range(10):
        read = guessing.opener.body["passage"]
        guessing.say("yes", "guess")
        assert guessing.opener.kind == "problem"
        assert guessing.opener.body["skills"][0]["id"] == read.replace("r", "k")
        guessing.say(guessing.right_answer())


def test_a_passage_without_a_guess_is_followed_by_its_problem_too(version: CourseVersion) -> None:
    talk = Talk(publish.publish(course(without="r0")))
    assert kinds(talk.log()) == ["opened", "passage", "problem"]
    assert talk.opener.body["problem"] == "p0"
    assert choosing.past_of(talk.view).guesses == ()


def test_what_was_read_and_left_comes_first_on_another_day(guessing: Talk) -> None:
    view = guessing.view
    passage = EventRow(
        session_id=view.session_id, seq=view.last_seq + 1, kind="passage", at=timezone.now() - 3 * DAY,
        body={"passage": "r3", "title": "", "body": "", "reply": "So it is.", "truth": "yes"},
    )  # fmt: skip
    passage.save()
    past = choosing.past_of(guessing.view)
    assert past.untried == {"r3"}
    chosen = async_to_sync(choosing.next_problem)(guessing.view, past, {})
    assert chosen is not None
    assert (chosen.problem.id, chosen.why) == ("p3", "read")


def weeks_later(talk: Talk, guess: str, days: int = 21) -> None:
    """A guess and a success, both so many days ago."""
    on(talk, guess)
    then = timezone.now() - days * DAY
    EventRow.objects.filter(session_id=talk.session_id).update(at=then)
    talk.learner.evidence.update(at=then + timedelta(hours=1))


def review(talk: Talk, problem: str = "p0") -> Draft:
    view = talk.view
    chosen = Chosen(view.course.problem(problem), "why", "model", "review", 0.8)
    return first_guess.beside(view, following._problem(view, choosing.past_of(view), chosen))


def test_weeks_later_a_wrong_first_guess_stands_beside_the_review(guessing: Talk) -> None:
    weeks_later(guessing, "no")
    assert review(guessing).body["guessed"] == {"said": "no", "title": "About k0", "weeks": 3}
    assert "guessed" not in review(guessing, "p1").body


@pytest.mark.parametrize(("guess", "days"), [("yes", 21), ("", 21), ("no", 13)])
def test_not_a_right_one_nor_none_nor_a_fresh_one(guessing: Talk, guess: str, days: int) -> None:
    weeks_later(guessing, guess, days)
    assert "guessed" not in review(guessing).body


def test_no_guess_that_gives_the_answer_away(guessing: Talk) -> None:
    weeks_later(guessing, "no")
    view = guessing.view
    asked = following._problem(
        view, choosing.past_of(view), Chosen(view.course.problem("p0"), "why", "model", "review", 0.8)
    )
    assert first_guess._is_safe(view, asked, "no")
    assert not first_guess._is_safe(view, asked, "It is 40")


def test_the_page_of_a_skill_has_the_first_guess_and_what_came_since(guessing: Talk) -> None:
    weeks_later(guessing, "no")
    found = because.known(guessing.learner.id, guessing.view.course, "k0")
    assert found is not None
    assert found.guess is not None
    assert (found.guess.guess.said, found.guess.guess.title, found.guess.alone) == ("no", "About k0", 1)
    other = because.known(guessing.learner.id, guessing.view.course, "k1")
    assert other is not None
    assert other.guess is None


def test_no_idea_is_shown_once_something_was_built_on_it(guessing: Talk) -> None:
    guessing.say("", "guess")
    before = because.known(guessing.learner.id, guessing.view.course, "k0")
    assert before is not None
    assert before.guess is None
    guessing.say(guessing.right_answer())
    after = because.known(guessing.learner.id, guessing.view.course, "k0")
    assert after is not None
    assert after.guess is not None
    assert (after.guess.guess.said, after.guess.alone) == ("", 1)
