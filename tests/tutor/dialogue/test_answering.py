"""What is quoted in answer to a question, and what is not."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

import pytest

from courses.types import Course, Guess, GuessChoice, Lesson, Passage
from tests.courses import build
from tutor.dialogue import answering, shelf
from tutor.dialogue.answering import Found, Source
from tutor.dialogue.intent import Intent
from tutor.dialogue.words import questions
from tutor.grading import parse_spec

BODY = """The sign $=$ makes a claim. What stands on the left is worth as much as the right.
Think of scales.

Something was done to $x$: 7 was added. The opposite is to take 7 away:

$x + 7 - 7 = 18 - 7$

so $x = 11$. Put it in to check.

* **Open it.** Then go on.
* Leave it closed, and divide.

1. Name it.
2. Build it from 3.5 and e.g. more."""
NUMBER = parse_spec({"kind": "number", "value": "11"})


def nothing(_text: str) -> bool:
    return False


def eleven(text: str) -> bool:
    return "11" in text


def test_sentences_stand_whole_with_their_paragraph() -> None:
    parts = answering.sentences(BODY)
    assert [(one.paragraph, one.text) for one in parts][:6] == [
        (0, "The sign $=$ makes a claim."),
        (0, "What stands on the left is worth as much as the right."),
        (0, "Think of scales."),
        (1, "Something was done to $x$: 7 was added."),
        (1, "The opposite is to take 7 away:"),
        (2, "$x + 7 - 7 = 18 - 7$"),
    ]
    assert "* **Open it.**" in [one.text for one in parts]
    assert parts[-1].text == "2. Build it from 3.5 and e.g. more."


def found(excerpt: str, met: bool = True, hides: object = None) -> Found:
    return Found("passage/p", "Signs", BODY, excerpt, 0.5, ("a",), met, hides)  # type: ignore[arg-type]


def test_the_thought_around_the_excerpt_is_quoted() -> None:
    told = answering.from_course([found("What stands on the left is worth as much as the right.")], nothing)
    assert told is not None
    assert told.source is Source.HERE
    assert told.text.startswith("> The sign $=$ makes a claim. What stands")
    assert told.text.endswith("Think of scales.")
    assert told.title == "Signs"


def test_a_sentence_that_ends_in_a_colon_goes_on() -> None:
    text = answering.quoted(found("The opposite is to take 7 away:"), nothing)
    assert "> $x + 7 - 7 = 18 - 7$" in text


def test_what_gives_the_answer_away_is_left_out_or_keeps_the_text_closed() -> None:
    text = answering.quoted(found("The opposite is to take 7 away:"), eleven)
    assert "opposite" in text
    assert "11" not in text
    told = answering.from_course([found("so $x = 11$.")], eleven)
    assert told is not None
    assert (told.source, told.text, told.title) == (Source.CLOSED, "", "")


def test_where_the_best_is_closed_the_next_is_quoted_with_a_doubt() -> None:
    told = answering.from_course([found("so $x = 11$."), found("Think of scales.")], eleven)
    assert told is not None
    assert told.source is Source.NEAR
    assert "scales" in told.text


def test_of_two_texts_that_are_nearly_as_near_the_first_is_quoted_with_a_doubt() -> None:
    told = answering.from_course([replace(found("Think of scales."), lead=0.05)], nothing)
    assert told is not None
    assert told.source is Source.NEAR


def test_of_what_was_not_met_two_sentences_are_told_and_not_what_a_guess_is_about() -> None:
    told = answering.from_course([found("Think of scales.", met=False)], nothing)
    assert told is not None
    assert told.source is Source.AHEAD
    assert len(answering.sentences(told.text.replace("> ", ""))) == 2
    told = answering.from_course([found("so $x = 11$.", met=False, hides=eleven)], nothing)
    assert told is not None
    assert told.source is Source.CLOSED


def test_an_excerpt_that_is_not_there_quotes_nothing() -> None:
    assert answering.quoted(found("Nobody wrote this."), nothing) == ""
    assert answering.quoted(found(""), nothing) == ""


def test_another_course_is_named_and_must_be_surer() -> None:
    told = answering.from_another([found("Think of scales.")], "Sums", nothing)
    assert told is not None
    assert (told.source, told.course) == (Source.ELSEWHERE, "Sums")
    faint = Found("passage/p", "Signs", BODY, "Think of scales.", 0.3)
    assert answering.from_another([faint], "Sums", nothing) is None
    assert answering.from_another([found("so $x = 11$.")], "Sums", eleven) is None


def test_a_text_whose_title_gives_the_answer_away_is_closed() -> None:
    told = answering.from_course([found("Think of scales.")], lambda text: "Signs" in text)
    assert told is not None
    assert (told.source, told.title) == (Source.CLOSED, "")


def test_a_title_that_gives_the_answer_away_is_not_named() -> None:
    assert answering.nothing(found("Think of scales."), lambda text: "Signs" in text).title == ""
    assert answering.nothing(found("Think of scales."), nothing).title == "Signs"
    assert answering.nothing(None, nothing).title == ""


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("do I have to round?", "It is not to be rounded"),
        ("how should I write my answer", "A number"),
        ("what is the question asking?", "> How many rides was that?"),
        ("does every ride cost 3", "> Every ride costs 3."),
    ],
)
def test_the_question_answers_for_itself(question: str, says: str) -> None:
    stem = "Getting into the fair costs 8, once. Every ride costs 3."
    told = answering.from_task(question, stem, "How many rides was that?", NUMBER, nothing)
    assert told is not None
    assert told.source is Source.TASK
    assert says in told.text


def test_what_the_question_does_not_say_is_not_put_into_its_mouth() -> None:
    stem = "Getting into the fair costs 8, once."
    assert answering.from_task("what is a prime number?", stem, "How many rides?", NUMBER, nothing) is None
    assert (
        answering.from_task("why do we divide both sides", stem, "", NUMBER, nothing, about_it=False) is None
    )


@pytest.mark.parametrize(
    ("intent", "text", "looked_for"),
    [
        (Intent.ASKS_SUBJECT, "what is x", True),
        (Intent.REMARK, "what is density", True),
        (Intent.REMARK, "does that work like scales?", True),
        (Intent.REMARK, "lol ok whatever", False),
        (Intent.REMARK, "why?", False),
        (Intent.PART, "3x + 5 = 26 where do I start", True),
        (Intent.PART, "first I take 3 away", False),
        (Intent.ATTEMPT, "what is 7 plus 4, 11?", False),
        (Intent.ASKS_ANSWER, "what is the answer to this", False),
        (Intent.DISTRESS, "why should I go on living", False),
    ],
)
def test_what_is_looked_for(intent: Intent, text: str, looked_for: bool) -> None:
    assert answering.is_question(intent, text) is looked_for


def course() -> Course:
    guess = Guess("Which?", (GuessChoice("Take 7", "Yes."), GuessChoice("Add 4", "No.")), 0)
    passages = (Passage("p", "Signs", BODY, ("add",), guess), Passage("q", "Others", "Some words."))
    skills = (build.skill("add"), build.skill("lone"))
    return build.course(Lesson("all", "All", passages, (build.problem("p1"),)), skills=skills)


def test_a_passage_goes_before_the_description_of_its_skill() -> None:
    rows = [
        {"id": "skill/add", "score": 1.0, "excerpt": "Adds."},
        {"id": "passage/q", "score": 0.9, "excerpt": "Some words."},
        {"id": "passage/p", "score": 0.8, "excerpt": "Think of scales."},
        {"id": "skill/lone", "score": 0.7, "excerpt": "Lone."},
        {"id": "passage/gone", "score": 0.6, "excerpt": "Of another version."},
    ]
    taken = shelf.taken(course(), rows, 0.4, {"q"})
    assert [one.place for one in taken] == ["passage/p", "passage/q", "skill/lone"]
    assert [one.met for one in taken] == [False, True, True]
    assert taken[0].lead == pytest.approx(0.8 + 0.5 - (0.9 + 0.5 * 0.6))
    hides = taken[0].hides
    assert hides is not None
    assert hides("You take 7 from both.") != hides("Think of scales.")


def test_no_five_words_of_one_variant_stand_in_another() -> None:
    where = defaultdict(set)
    for slot, variants in questions.SLOTS.items():
        assert len(variants) >= 8
        for number, variant in enumerate(variants):
            words = re.findall(r"[^\W_]+(?:’[^\W_]+)*|\{\w+\}", variant.lower())
            for start in range(len(words) - 4):
                where[" ".join(words[start : start + 5])].add((slot, number))
    assert not [run for run, places in where.items() if len(places) > 1]
