"""The questions of the bench name passages and problems that there are."""

from __future__ import annotations

import pytest

from tests.bench import questions
from tests.bench.meaning.questions import course
from tutor.dialogue import shelf


@pytest.mark.parametrize("half", questions.HALVES)
def test_every_question_names_what_there_is(half: str) -> None:
    shipped, beside = course(), questions.others()
    here = set(shelf.passages(shipped))
    there = {passage for one in beside for passage in shelf.passages(one)}
    asked = questions.read(half)
    for one in asked:
        assert one.at in {problem.id for problem in shipped.problems()}
        known = {"here": here, "others": there}.get(one.group, set())
        assert one.answers <= known
        assert bool(one.answers) == (one.group in ("here", "others"))
        assert bool(one.says) == (one.group == "task")
    assert len({one.text for one in asked}) == len(asked)
