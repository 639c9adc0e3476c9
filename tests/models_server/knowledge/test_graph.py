from __future__ import annotations

import pytest

from models_server.knowledge import course as courses
from models_server.knowledge import graph
from models_server.knowledge.graph import GraphError
from models_server.knowledge.parameters import Parameters
from models_server.wire import SkillSpec
from tests.models_server.cast import course


def skills(**prerequisites: list[str]) -> list[SkillSpec]:
    return [{"id": name, "prerequisites": before} for name, before in prerequisites.items()]


def test_prerequisites_come_first_whatever_the_order_of_the_file():
    built = graph.build(skills(c=["a", "b"], b=["a"], a=[]))
    assert [built.skills[i] for i in built.order] == ["a", "b", "c"]
    assert built.depth == (2, 1, 0)
    assert built.children == ((), (0,), (1, 0))


@pytest.mark.parametrize(
    ("bad", "names"),
    [
        (skills(a=["c"], b=["a"], c=["b"], d=[]), ["'a'", "'b'", "'c'", "circle"]),
        (skills(a=[], b=["b"]), ["'b'", "its own"]),
        (skills(a=["z"]), ["'a'", "'z'", "unknown"]),
        (skills(a=[]) + skills(a=[]), ["'a'", "twice"]),
    ],
)
def test_a_bad_graph_is_refused_by_name(bad: list[SkillSpec], names: list[str]):
    with pytest.raises(GraphError) as refused:
        graph.build(bad)
    assert all(name in str(refused.value) for name in names)
    assert "'d'" not in str(refused.value)


def test_items_on_unknown_skills_and_doubled_items_are_refused_by_name():
    spec = course()
    spec["items"].append({"id": "x/1", "problem": "x", "skills": ["divide"], "choices": 0})
    with pytest.raises(GraphError, match=r"'x/1'.*'divide'"):
        courses.build(spec, Parameters())
    spec["items"][-1] = spec["items"][0]
    with pytest.raises(GraphError, match=r"'count1/1' is listed twice"):
        courses.build(spec, Parameters())


def test_items_that_no_answer_tells_apart_are_one_kind():
    built = courses.build(course(), Parameters())
    assert built.kind_of["add1/1"] == built.kind_of["add2/1"] != built.kind_of["add-choice/1"]
    assert built.kinds[built.kind_of["add-choice/1"]].guess == 0.25
