"""Questions of learners, answered from courses' own texts by a real model server; and without one."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from pytest_django import Settings

from courses import publish
from courses.types import Course, Lesson, Passage
from tests.courses import build
from tests.live import ModelServer
from tests.talk import Talk, bodies
from tests.tutor.session.conftest import read_up
from tutor import session
from tutor.dialogue.words import SLOTS, forms
from tutor.models import AskedQuestion, EvidenceRow, Learner
from tutor.session import choosing, detours, following, questions
from tutor.session.commit import Decision, Draft, carry_out
from tutor.types import PLACEMENT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
ABOUT_EQUALS = "what does the equals sign actually mean"
SAYS_EQUALS = "It makes a **claim**"


def fractions() -> Course:
    body = (
        "A fraction counts parts of equal size. The number below the line, the denominator, says into how "
        "many parts the whole is cut. The number above it, the numerator, says how many of them we take."
    )
    lesson = Lesson("all", "All", (Passage("parts", "Parts of a whole", body),), (build.problem("p1"),))
    return build.course(lesson, id="fractions", title="Fractions")


def ask(talk: Talk, text: str) -> dict[str, Any]:
    (move,) = bodies(talk.say(text, "chat"), "move")
    return dict(move)


def test_an_answer_is_the_courses_own_words_with_their_source(talk: Talk, understanding: ModelServer) -> None:
    opener = talk.to_a_problem()
    move = ask(talk, ABOUT_EQUALS)
    assert "“What an equation says”" in str(move["words"])
    assert SAYS_EQUALS in str(move["words"])
    assert move["kind"] == "reply"
    assert talk.opener == opener  # the question is still there
    assert not EvidenceRow.objects.exists()
    kept = AskedQuestion.objects.get()
    assert (kept.text, kept.answered_from, kept.nearest) == (ABOUT_EQUALS, "here", "What an equation says")
    assert kept.item == talk.view.item


def test_of_a_passage_still_to_come_a_sentence_or_two_are_told(
    talk: Talk, understanding: ModelServer
) -> None:
    talk.to_a_problem()
    move = ask(talk, "how do I get rid of the brackets")
    assert "“Brackets are parcels”" in str(move["words"])
    quoted = [line for line in str(move["words"]).splitlines() if line.startswith("> ")]
    assert quoted
    assert len("".join(quoted)) < 250
    assert "two good ways" not in str(move["words"])


def test_another_course_answers_by_name(talk: Talk, understanding: ModelServer) -> None:
    read_up(publish.publish(fractions()))
    talk.to_a_problem()
    move = ask(talk, "what does the number below the line of a fraction say?")
    assert "“Fractions”" in str(move["words"])
    assert "into how many parts the whole is cut" in str(move["words"])
    assert AskedQuestion.objects.get().other_course == "Fractions"


def test_what_nothing_answers_is_said_to_be_so_and_kept(talk: Talk, understanding: ModelServer) -> None:
    talk.to_a_problem()
    ask(talk, "what is photosynthesis")
    assert AskedQuestion.objects.get().answered_from == "nothing"
    assert "help" in str(ask(talk, "what is a volcano")["reason"])  # asked again, a rung is given
    assert AskedQuestion.objects.count() == 2


def test_what_gives_the_open_question_away_is_not_quoted(understanding: ModelServer) -> None:
    body = (
        "A sum counts two heaps of pebbles. Three pebbles and four, counted together, make 7.\n\n"
        "Whichever heap is counted first, the sum stays the same."
    )
    lesson = Lesson("all", "All", (Passage("heaps", "Two heaps", body, ("add",)),), (build.problem("p1"),))
    version = publish.publish(build.course(lesson))
    read_up(version)
    talk = Talk(version)
    assert talk.opener.body["prompt"] == "What is $3 + 4$?"
    move = ask(talk, "how many pebbles do three and four pebbles make together?")
    assert "7" not in str(move["words"])
    assert AskedQuestion.objects.get().answered_from == "closed"
    harmless = ask(talk, "does it matter which heap is counted first?")
    assert "stays the same" in str(harmless["words"])
    assert "7" not in str(harmless["words"])


def test_a_question_about_the_task_needs_no_model_server(talk: Talk) -> None:
    talk.to_a_problem()
    move = ask(talk, "how do I write the answer?")
    assert "Pick one of the answers that are offered." in str(move["words"])
    assert AskedQuestion.objects.get().answered_from == "task"


def test_without_a_model_server_the_words_are_those_of_always(talk: Talk) -> None:
    talk.to_a_problem()
    move = ask(talk, ABOUT_EQUALS)
    assert "told" not in move
    always = {form for variant in SLOTS["question_subject"] for form in forms(variant)}
    assert move["words"] in always
    assert AskedQuestion.objects.get().answered_from == "unsearched"


def test_a_question_beside_a_guess_is_answered_and_the_guess_is_still_asked(
    talk: Talk, understanding: ModelServer
) -> None:
    opener = talk.opener
    assert opener.kind == "guess"
    move = ask(talk, "how do I undo a multiplication?")
    assert "“Undoing times and divided by”" in str(move["words"])
    assert talk.opener == opener
    # The guess that is open is not answered by the passage it stands before.
    hidden = ask(talk, "why is n seven in 8 + 4 = n + 5")
    assert "other 7" not in str(hidden["words"])


def test_who_asks_and_asks_is_given_something(talk: Talk, understanding: ModelServer) -> None:
    talk.to_a_problem()
    kinds = [ask(talk, ABOUT_EQUALS)["kind"] for _ in range(4)]
    assert kinds[:3] == ["reply"] * 3
    assert kinds[3] in ("nudge", "scaffold")


def test_a_learner_takes_their_questions_along(talk: Talk) -> None:
    talk.to_a_problem()
    ask(talk, ABOUT_EQUALS)
    Learner.objects.all().delete()
    assert not AskedQuestion.objects.exists()


def test_a_question_that_rests_on_what_came_before_offers_a_detour_and_back(
    talk: Talk, understanding: ModelServer
) -> None:
    course = talk.view.course
    past = choosing.past_of(talk.view)
    problem = course.problem("two-moves")
    asked = following._problem(talk.view, past, choosing.Chosen(problem, "for a test", "ramp"))
    carry_out(talk.view, Decision((asked,)))
    opener = talk.opener
    first = talk.say(talk.wrong_answer())
    assert bodies(first, "verdict")
    move = ask(talk, "how do I undo a multiplication?")
    assert move["told"]["detour"] == "undo-multiplication"
    prompt = session.prompt_of(talk.view)
    assert prompt.buttons[0] == "detour"
    assert prompt.detour == "Undoing times and divided by"
    taken = talk.press("detour")
    assert bodies(taken, "move")[0]["kind"] == "detour"
    assert "Undoing times and divided by" in bodies(taken, "move")[0]["words"]
    # The passage with its guess, a problem of it, and then what was left, as it stood.
    assert talk.opener.kind == "guess"
    assert talk.opener.body["passage"] == "undoing-times-and-divided-by"
    talk.say("", "guess")
    assert "undo-multiplication" in talk.step.skills
    assert detours.is_on(talk.view)
    while talk.opener.body["problem"] != "two-moves":
        talk.say(talk.right_answer())
    assert talk.opener.body["seed"] == opener.body["seed"]
    assert talk.opener.body["item"] == opener.body["item"]
    assert talk.opener.body["seen_solution"] is True  # it had been tried
    assert not detours.is_on(talk.view)
    talk.say(talk.right_answer())
    assert talk.opener.body.get("reason") != detours.BACK


def test_a_detour_that_nobody_offered_is_none(talk: Talk) -> None:
    opener = talk.to_a_problem()
    (move,) = bodies(talk.press("detour"), "move")
    assert move["kind"] == "reply"
    assert talk.opener == opener


def test_a_detour_goes_on_after_a_solution_with_one_like_it_and_comes_back(
    talk: Talk, understanding: ModelServer
) -> None:
    past = choosing.past_of(talk.view)
    problem = talk.view.course.problem("two-moves")
    asked = following._problem(talk.view, past, choosing.Chosen(problem, "for a test", "ramp"))
    carry_out(talk.view, Decision((asked,)))
    ask(talk, "how do I undo a multiplication?")
    talk.press("detour")
    for _ in range(80):
        if talk.opener.body.get("reason") == detours.BACK:
            break
        talk.press("idk") if talk.opener.kind != "guess" else talk.say("", "guess")
    assert talk.opener.body["problem"] == "two-moves"
    assert talk.opener.body["seen_solution"] is False


def test_a_model_server_that_never_answers_is_not_waited_for(
    talk: Talk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.to_a_problem()
    monkeypatch.setattr(questions, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.MODELS_URL = f"http://127.0.0.1:{silent.getsockname()[1]}"
        assert "told" not in ask(talk, ABOUT_EQUALS)


def test_while_being_placed_nothing_is_told(talk: Talk, understanding: ModelServer) -> None:
    past = choosing.past_of(talk.view)
    chosen = choosing.Chosen(talk.view.course.problem("two-moves"), "", "model", PLACEMENT)
    carry_out(talk.view, Decision((following._problem(talk.view, past, chosen),)))
    assert "told" not in ask(talk, "how do I undo a multiplication?")


def test_a_finished_course_still_answers(talk: Talk, understanding: ModelServer) -> None:
    carry_out(talk.view, Decision((Draft("finished", {"words": "Done."}),)))
    assert SAYS_EQUALS in str(ask(talk, ABOUT_EQUALS)["words"])
    assert "end of this course" in str(ask(talk, "thanks, that was nice")["words"])
