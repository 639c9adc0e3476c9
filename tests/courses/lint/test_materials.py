from __future__ import annotations

from dataclasses import replace

import pytest

from courses.lint.materials import alternative_texts, links, rights
from tests.courses.build import course, lesson, problem


def with_stem(stem):
    return course(lesson("l", replace(problem("p"), stem=stem)))


def test_a_course_names_its_licence_and_source():
    assert list(rights(course())) == []
    assert [(f.rule, f.place) for f in rights(course(licence=" ", source=""))] == [
        ("licence", ""),
        ("source", ""),
    ]


def test_a_problem_from_elsewhere_names_its_licence():
    def found(**fields):
        return [f.place for f in rights(course(lesson("l", problem("p", **fields))))]

    assert found(source="a book") == ["l/p"]
    assert found(source="a book", licence="CC0") == found() == []


def test_a_picture_has_words_for_those_who_cannot_see_it():
    assert [f.place for f in alternative_texts(with_stem("![](/static/a.svg)"))] == ["l/p"]
    assert [f.place for f in alternative_texts(with_stem("![ ](/static/a.svg)"))] == ["l/p"]
    assert list(alternative_texts(with_stem("![Level scales](/static/a.svg) and $![](x)$"))) == []


@pytest.mark.parametrize(
    "link",
    [
        "[see](#slope)",
        "[see](lesson-two)",
        "[see](ftp://example.org/a)",
        "[see](javascript:alert(1))",
        "[see](https://localhost/a)",
        "[see](//example.org)",
        "[see](/nowhere)",
        "![scales](https://example.org/a.svg)",
        "[see][below]\n\n[below]: page.html",
    ],
)
def test_links_that_lead_nowhere_are_stops(link):
    assert [f.place for f in links(with_stem(link), {"/here"}.__contains__)] == ["l/p"]


@pytest.mark.parametrize(
    "link",
    ["[see](https://example.org/a#b)", "[see](/here)", "![scales](/here)", "$f](x)$", "an [aside] (really)"],
)
def test_others_are_left_alone(link):
    assert list(links(with_stem(link), {"/here"}.__contains__)) == []


def test_without_knowing_the_site_a_path_is_believed():
    assert list(links(with_stem("[see](/nowhere)"))) == []
