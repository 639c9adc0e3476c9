from __future__ import annotations

from cProfile import Profile
from dataclasses import replace

from courses.lint.duplicates import near_duplicates
from tests.courses.build import course, lesson, problem, step

STORY = "A farmer keeps $12$ hens and $5$ ducks in one yard by the river and feeds them all at noon."


def asked(problem_id, stem, prompt="How many birds does the farmer keep in all?", value="17", **fields):
    one = problem(problem_id, step(prompt=prompt, answer={"kind": "number", "value": value}), **fields)
    return replace(one, stem=stem)


def said(*problems):
    lessons = (lesson("one", *problems[:1]), lesson("two", *problems[1:]))
    return [f.place for f in near_duplicates(course(*lessons))]


def test_the_same_in_nearly_the_same_words_is_found_across_lessons():
    assert said(asked("p", STORY), asked("q", STORY.replace("by the river", "by the  river,"))) == ["two/q"]
    assert said(asked("p", STORY), asked("q", STORY.replace("and feeds", "feeding"))) == ["two/q"]


def test_other_numbers_another_question_or_another_story_make_another_problem():
    assert said(asked("p", STORY), asked("q", STORY.replace("12", "13"), value="18")) == []
    assert said(asked("p", STORY), asked("q", STORY, "How many more hens than ducks?", "7")) == []
    assert said(asked("p", STORY), asked("q", "There are $12$ red cups and $5$ blue ones on a shelf.")) == []


def test_a_formula_in_the_title_is_part_of_the_question():
    one = asked("p", STORY)
    titles = [replace(one, id=f"p{n}", title=f"The shape of $x^{n}$") for n in (2, 3)]
    assert said(*titles) == []
    assert said(*(replace(title, title="A shape") for title in titles)) == ["two/p3"]


def test_names_of_parameters_make_no_difference():
    def parametric(problem_id, name, sums):
        stem = STORY.replace("12", f"[[{name}]]").replace("5", f"[[{name}{sums}]]")
        return asked(problem_id, stem, value=f"[[2*{name}{sums}]]", where={name: "2..9"})

    assert said(parametric("p", "a", " + 1"), parametric("q", "n", " + 1")) == ["two/q"]
    assert said(parametric("p", "a", " + 1"), parametric("q", "n", " + 2")) == []


def test_steps_that_ask_in_the_same_words_are_found():
    twice = problem("p", step("s1"), step("s2"))
    assert [f.place for f in near_duplicates(course(lesson("l", twice)))] == ["l/p/s2"]
    other = problem("p", step("s1"), step("s2", prompt="And $4 + 4$?"))
    assert list(near_duplicates(course(lesson("l", other)))) == []


def test_the_work_grows_with_the_problems_and_not_with_their_pairs():
    """The worst there is: all of them alike but for their numbers."""

    def calls(count):
        drills = [asked(f"p{i}", STORY.replace("12", str(i + 20)), value=str(i)) for i in range(count)]
        many, counted = course(lesson("l", *drills)), Profile()
        assert counted.runcall(list, near_duplicates(many)) == []
        return sum(one.callcount for one in counted.getstats())

    calls(10)  # whatever is prepared once
    assert calls(400) < 6 * calls(100)  # pairs would be 16 times as many
