"""Own words as hearsay about skills: with a tiny embedding whose neighbours are stated, and the real one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import torch

from courses import folder
from courses.types import Course, Lesson, Passage, Skill
from models_server.knowledge.parameters import Parameters
from models_server.meaning import Meaning
from scripts.places import ROOT
from tutor.learner import background
from tutor.learner.background import Embed, Hearsay, contradicted, read, taken_back, texts

COURSE = Course(
    id="small",
    title="Small",
    summary="",
    language="en",
    licence="",
    source="",
    skills=(
        Skill("sum", "Sums"),
        Skill("slope", "Slope", prerequisites=("sum",)),
        Skill("area", "Area", prerequisites=("slope",)),
        Skill("table", "Tables", prerequisites=("sum",)),
    ),
    lessons=(Lesson("curves", "Curves", passages=(Passage("p", "P", "", ("slope", "area")),)),),
)
NEEDS = {skill.id: skill.prerequisites for skill in COURSE.skills}
# Words on one row mean the same to this embedding, and nothing else is alike.
ALIKE = (
    ("sums", "sum"),
    ("slope", "steepness"),
    ("area",),
    ("tables", "table", "grids"),
    ("curves", "calculus"),
)


def tiny(asked: Sequence[str]) -> list[list[float]]:
    rows = []
    for text in asked:
        first = text.lower().replace(":", " ").split()[0]
        rows.append([float(first in alike) for alike in ALIKE])
    return rows


def refusing(asked: Sequence[str]) -> list[list[float]]:
    raise AssertionError("nothing was to be embedded")


def signs(told: Sequence[Hearsay]) -> dict[str, bool]:
    return {one.skill: one.known for one in told}


def test_a_skill_is_known_by_what_is_like_its_title() -> None:
    told = read("I know grids but not steepness", COURSE, tiny)
    assert signs(told) == {"slope": False, "table": True}
    assert [one.quote for one in told] == ["not steepness", "i know grids"]
    assert all(0 < one.weight <= 1 for one in told)


def test_a_lesson_stands_for_its_skills_and_never_for_their_beginnings() -> None:
    assert signs(read("I did calculus", COURSE, tiny)) == {"slope": True, "area": True}
    assert signs(read("I never did calculus", COURSE, tiny)) == {"slope": False}


def test_what_is_said_of_one_thing_goes_before_what_is_said_of_all() -> None:
    told = signs(read("I know everything except slope", COURSE, tiny))
    assert told == {"sum": True, "slope": False, "table": True}


def test_contradictions_and_the_unknown_say_nothing() -> None:
    assert read("I know tables. I don't know tables.", COURSE, tiny) == ()
    assert read("I know opera", COURSE, tiny) == ()


@pytest.mark.parametrize("text", ["", "hello", "I want to learn tables", "Ich kenne keine Tabellen"])
def test_where_nothing_is_said_nothing_is_embedded(text: str) -> None:
    assert read(text, COURSE, refusing) == ()
    assert texts(text, COURSE) == ()


def test_only_english_is_read() -> None:
    german = Course(**{**{f: getattr(COURSE, f) for f in COURSE.__slots__}, "language": "de"})
    assert read("I know tables", german, refusing) == ()


def test_it_asks_for_the_texts_it_names_and_no_others() -> None:
    asked: list[str] = []

    def noting(wanted: Sequence[str]) -> list[list[float]]:
        asked.extend(wanted)
        return tiny(wanted)

    read("I know grids", COURSE, noting)
    assert tuple(asked) == texts("I know grids", COURSE)
    assert "grids" in asked


def test_a_whole_text_weighs_no_more_than_its_bound() -> None:
    many = tuple(Skill(f"s{i}", f"word{chr(97 + i)}") for i in range(26))
    course = Course("big", "Big", "", "en", "", "", many, ())
    alike = {skill.title: i for i, skill in enumerate(many)}

    def embed(asked: Sequence[str]) -> list[list[float]]:
        return [[float(i == alike.get(text.split(":")[0])) for i in range(26)] for text in asked]

    told = read("I know " + ", ".join(skill.title for skill in many), course, embed)
    assert len(told) == 26
    assert sum(one.weight for one in told) <= background.TOTAL + 0.01


def test_an_answer_against_the_words_takes_them_back() -> None:
    told = (
        Hearsay("area", True, 0.5, "i know area"),
        Hearsay("table", True, 0.5, "i know tables"),
        Hearsay("slope", False, 0.4, "not slope"),
    )
    wrong_below, right_above = ("sum", False), ("area", True)  # area rests on slope, and all on sums
    assert contradicted(told, [wrong_below], NEEDS) == ()  # it may be a slip
    assert contradicted(told, [wrong_below, ("slope", False)], NEEDS) == told[:2]
    assert contradicted(told, [right_above, right_above], NEEDS) == told[2:]
    assert contradicted(told, [wrong_below, right_above], NEEDS) == ()
    assert contradicted(told, [("table", True), ("sum", True), ("slope", False)], NEEDS) == ()
    assert contradicted((), [wrong_below, wrong_below], NEEDS) == ()


def test_taking_back_leaves_nothing() -> None:
    """By the ratios that the model server reckons with."""
    numbers = Parameters()
    right = torch.log(torch.tensor((1 - numbers.slip) / numbers.guess)).item()
    wrong = torch.log(torch.tensor((1 - numbers.guess) / numbers.slip)).item()
    assert right == pytest.approx(background.RIGHT_TELLS, rel=1e-5)
    assert wrong == pytest.approx(background.WRONG_TELLS, rel=1e-5)
    for known in (True, False):
        one = Hearsay("sum", known, 0.3, "")
        back = taken_back(one)
        told = (right if known else -wrong) * one.weight
        assert told + (right if back.known else -wrong) * back.weight == pytest.approx(0.0, abs=1e-5)


@pytest.fixture(scope="module")
def shipped() -> Course:
    return folder.read(ROOT / "courses" / "ramps" / "linear-equations")


@pytest.fixture(scope="module")
def real() -> Embed:
    meaning = Meaning("cpu")
    meaning.load()
    return lambda asked: meaning.embed(asked).rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "I know how to expand brackets but not word problems",
            {"brackets": True, "words-to-equation": False},
        ),
        ("brakets are fine", {"brackets": True}),
        ("I'm ok with brackets, story problems I never get", {"brackets": True, "words-to-equation": False}),
        ("I can't do equations with the letter on both sides", {"both-sides": False}),
        ("I play football and like pizza", {}),
        ("Brackets keep my bookshelf on the wall, no?", {}),
    ],
)
def test_the_real_model_reads_real_sentences(
    shipped: Course, real: Embed, text: str, expected: dict[str, bool]
) -> None:
    assert signs(read(text, shipped, real)) == expected


def test_a_beginner_knows_not_even_the_first_things(shipped: Course, real: Embed) -> None:
    assert signs(read("I'm a complete beginner", shipped, real)) == {"equation-meaning": False}
