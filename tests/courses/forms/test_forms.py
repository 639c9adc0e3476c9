"""Forms: through the fields and back, what the buttons do, and what is wrong said at its field."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from courses import folder, types
from courses.forms import answers, passages, presses, problems
from courses.forms import tree as trees
from courses.forms.bound import Form
from courses.forms.declared import KINDS, PASSAGE, PROBLEM
from courses.forms.faults import FormError
from courses.forms.tree import Tree
from tests.courses.build import full_course, problem, step

ROOT = Path(__file__).parents[3]
EXAMPLES = re.findall(r"^\| `(\{kind.*?\})` \|", (ROOT / "docs" / "answers.md").read_text(), re.MULTILINE)


def through_the_page(tree: Tree) -> Tree:
    """As a browser sends it back: names and texts."""
    return trees.planted(dict(trees.posted(tree)))


def test_what_a_shipped_course_holds_comes_back_as_it_was() -> None:
    course = folder.read(ROOT / "courses" / "ramps" / "linear-equations")
    skills = [skill.id for skill in course.skills]
    for lesson in course.lessons:
        inherited = (lesson.source, course.licence)
        for one in lesson.problems:
            tree = problems.tidied(through_the_page(problems.to_tree(one, inherited)))
            assert problems.read(tree, skills, inherited, one) == one
        for passage in lesson.passages:
            tree = passages.tidied(through_the_page(passages.to_tree(passage)))
            assert passages.read(tree, skills) == passage


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_kind_of_answer_can_be_written(text: str) -> None:
    spec = yaml.safe_load(text)
    back, complaints = answers.to_mapping(through_the_page({"answer": answers.to_tree(spec)})["answer"])
    assert answers.alike(back, spec)
    assert complaints == []


def test_every_kind_is_shown_by_an_example() -> None:
    assert {yaml.safe_load(text)["kind"] for text in EXAMPLES} <= {kind.name for kind in KINDS}


def test_a_figure_that_is_typed_anew_is_no_change() -> None:
    old = problem("p1", step(answer={"kind": "number", "value": 7}))
    tree = through_the_page(problems.to_tree(old))
    assert problems.read(problems.tidied(tree), ["add"], ("", ""), old) == old


def typed(**posted: str | list[str]) -> Tree:
    return trees.planted(
        {name.replace("__", "-"): [v] if isinstance(v, str) else v for name, v in posted.items()}
    )


def test_rows_stand_as_they_were_dragged() -> None:
    tree = typed(where__0__name="a", where__0__order="2", where__1__name="b", where__1__order="1")
    assert [row["name"] for row in tree["where"]] == ["b", "a"]
    again = trees.renumbered(tree)
    assert dict(trees.posted(again)) == {"where-0-name": ["b"], "where-1-name": ["a"]}


def test_the_right_one_of_several_rows_stays_right_when_rows_move() -> None:
    options = {"answer-options-0-text": ["yes"], "answer-options-0-order": ["2"]}
    options |= {"answer-options-1-text": ["no"], "answer-options-1-order": ["1"]}
    tree = trees.planted({"answer-kind": ["choice"], "answer-right": ["0"], **options})
    mapping, _ = answers.to_mapping(tree["answer"])
    assert mapping == {"kind": "choice", "options": ["no", "yes"], "correct": 1}


def hints(*texts: str) -> Tree:
    return trees.renumbered(
        {"steps": [{"hints": [{"id": f"h{at}", "text": text} for at, text in enumerate(texts)]}]}
    )


@pytest.mark.parametrize(
    ("do", "after", "focus"),
    [
        ("up:steps-0-hints-2", "acb", "id_steps-0-hints-1-up"),
        ("up:steps-0-hints-1", "bac", "id_steps-0-hints-0-down"),  # nothing is above it now
        ("down:steps-0-hints-0", "bac", "id_steps-0-hints-1-down"),
        ("down:steps-0-hints-2", "abc", "id_steps-0-hints-2-up"),
        ("remove:steps-0-hints-2", "ab", "id_steps-0-hints-1-text"),
        ("remove:steps-0-hints-0", "bc", "id_steps-0-hints-0-text"),
    ],
)
def test_buttons_move_rows_and_keep_the_focus(do: str, after: str, focus: str) -> None:
    done = presses.pressed(hints("a", "b", "c"), do)
    assert "".join(row["text"] for row in done.tree["steps"][0]["hints"]) == after
    assert done.focus == focus


def test_what_is_added_has_a_name_of_its_own() -> None:
    tree = hints("a", "b", "c")
    done = presses.pressed(tree, "add:steps-0-hints")
    assert done.tree["steps"][0]["hints"][-1]["id"] == "h3"
    assert done.focus == "id_steps-0-hints-3-text"
    assert len(tree["steps"][0]["hints"]) == 3  # what was typed is not changed


@pytest.mark.parametrize("do", ["where", "steps-0-solution", "steps-0-misconceptions", "guess"])
def test_a_row_that_is_added_is_there_though_nothing_is_in_it(do: str) -> None:
    done = presses.pressed(hints("a"), f"add:{do}")
    assert len(trees.found(trees.renumbered(done.tree), do)) == 1


@pytest.mark.parametrize(
    "do", ["up:steps-0-hints-7", "remove:steps", "add:steps-0-fish", "add:title", "up:", "kind:x"]
)
def test_a_button_of_nothing_is_refused(do: str) -> None:
    with pytest.raises(KeyError):
        presses.pressed(hints("a"), do)


@pytest.mark.parametrize(
    "name", ["steps-1000-prompt", "a" * 9 + "-0" * 30, "__class__", "steps--prompt", "steps-0-", "-", "Steps"]
)
def test_names_that_are_no_path_or_far_too_long_are_passed_over(name: str) -> None:
    assert trees.found(trees.planted({name: ["x"], "title": ["T"]}), "title") == "T"


def test_a_field_that_is_a_row_too_breaks_nothing() -> None:
    assert trees.planted({"steps": ["x"], "steps-0-prompt": ["y"]}) == {"steps": "x"}
    assert trees.planted({"steps-0-prompt": ["y"], "steps": ["x"]})["steps"][0]["prompt"] == "y"


def complaints(tree: Tree, skills: tuple[str, ...] = ("add",)) -> dict[str, list[str]]:
    with pytest.raises(FormError) as caught:
        problems.read(problems.tidied(tree), skills, ("", ""))
    return caught.value.faults.by_name


def changed(one: types.Problem, **fields: Any) -> Tree:
    return through_the_page({**problems.to_tree(one), **fields})


def test_what_is_wrong_is_said_at_its_field() -> None:
    whole = problem(
        "p1",
        step(answer={"kind": "number", "value": "x"}, hints=(types.Hint("h1", "", requires=("h9",)),)),
        step("s2", skills=(), answer={"kind": "choice", "options": ["a", "a"], "correct": 0}),
    )
    found = complaints(changed(replace(whole, title="")))
    assert found["title"] == ["is empty"]
    assert found["steps-0-hints-0-text"] == ["is empty"]
    assert "steps-1-skills" in found
    assert "letters" in complaints(changed(problem("p", step(answer={"kind": "number", "value": "x"}))))[
        "steps-0-answer-value"
    ][0]  # fmt: skip
    twice = {"kind": "choice", "options": ["a", "a"], "correct": 0}
    assert complaints(changed(problem("p", step(answer=twice)))) == {
        "steps-0-answer-options": ["two are the same"]
    }
    numbers = changed(problem("p"), where=[{"name": "a", "says": "9..2"}])
    assert list(complaints(numbers)) == ["where-0-says"]
    twice_named = changed(problem("p"), where=[{"name": "a", "says": "1..2"}, {"name": "a", "says": "1..2"}])
    assert "where-1-name" in complaints(twice_named)
    more = changed(problem("p"))
    more["steps"][0]["answer"]["more"] = "figures: [1"
    assert "steps-0-answer-more" in complaints(more)


def test_what_was_wrong_before_stops_nobody() -> None:
    odd = problem("p 1", step(skills=("add",)))
    tree = changed(odd, title="Better")
    assert problems.read(problems.tidied(tree), ["add"], ("", ""), odd).title == "Better"


def test_empty_rows_are_left_out_and_names_are_made() -> None:
    tree = changed(problem(""), title="Sums, and more", id="")
    tree["steps"][0] |= {
        "hints": [{"text": ""}, {"id": "h1", "text": "Look."}],
        "solution": [{"text": ""}],
        "misconceptions": [
            {"name": "Forgot one", "question": "All?", "answers": [{"text": ""}, {"text": "3"}]}
        ],
    }
    made = problems.read(problems.tidied(tree), ["add"], ("", ""))
    assert made.id == "sums-and-more"
    assert [hint.id for hint in made.steps[0].hints] == ["h1"]
    assert made.steps[0].misconceptions == (types.Misconception("forgot-one", "Forgot one", "All?", ("3",)),)
    assert made.steps[0].solution == ()


def test_a_guess_needs_one_truth() -> None:
    tree = typed(title="A half", id="a-half", body="Half of $6$.", guess__0__prompt="How many?",
                 guess__0__choices__0__text="2", guess__0__choices__0__reply="No.",
                 guess__0__choices__1__text="3", guess__0__choices__1__reply="Yes.")  # fmt: skip
    with pytest.raises(FormError, match="exactly one choice turns out right"):
        passages.read(passages.tidied(tree), [])
    tree["guess"][0]["choices"][1]["right"] = "on"
    guess = passages.read(passages.tidied(tree), []).guess
    assert guess is not None
    assert guess.truth == 1


def test_every_fault_leads_to_something_on_the_page() -> None:
    course = full_course()
    for one in course.problems():
        tree = problems.to_tree(one)
        form = Form(PROBLEM, tree)
        shown = {f"id_{name}" for name in form.labels}
        faults = FormError
        with pytest.raises(faults) as caught:
            problems.read(problems.tidied({**tree, "title": "", "steps": []}), [], ("", ""))
        summary = Form(PROBLEM, tree, caught.value.faults).summary
        assert summary
        assert {fault.target for fault in summary} <= shown
    assert Form(PASSAGE, passages.blank()).fields
