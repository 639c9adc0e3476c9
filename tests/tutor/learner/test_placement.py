"""Which probe comes next, when it is enough, and what is said then."""

from __future__ import annotations

import pytest

from tutor.learner import placement
from tutor.learner.placement import Asked, Probe


def probe(item: str, information: float, *skills: str, minutes: float = 1.0) -> Probe:
    return Probe(item, f"p-{item}", skills or (item,), information, minutes)


def test_the_probe_that_tells_most_a_minute_comes_first():
    long = probe("a", 3.0, minutes=5.0)
    assert placement.choose([long, probe("b", 1.0), probe("c", 0.9)], []) == probe("b", 1.0)


def test_no_two_probes_alike():
    probes = [probe("a1", 3.0, "a"), probe("a2", 2.9, "a"), probe("b", 0.1)]
    second = placement.choose(probes, [Asked("p-a1", ("a",))])
    assert second is not None
    assert second.item == "b"
    third = placement.choose(probes, [Asked("p-a1", ("a",)), Asked("p-b", ("b",))])
    assert third is not None
    assert third.item == "a2"  # better than none
    everything = [Asked(one.problem, one.skills) for one in probes]
    assert placement.choose(probes, everything) is None


def test_questions_spread_over_the_topics():
    topics = {"a": "x", "b": "x", "c": "y"}
    probes = [probe("b", 1.0), probe("c", 0.9)]
    before = [Asked("p-a", ("a",))]
    assert placement.choose(probes, before) == probes[0]
    assert placement.choose(probes, before, topics) == probes[1]
    much_better = [probe("b", 2.0), probe("c", 0.9)]
    assert placement.choose(much_better, before, topics) == much_better[0]


def test_ties_are_settled_by_name_and_not_by_order():
    one, other = probe("a", 1.0), probe("b", 1.0)
    assert placement.choose([one, other], []) == placement.choose([other, one], []) == one


def test_it_stops_when_the_frontier_is_clear():
    clear = {f"s{i}": 0.99 if i < 60 else 0.01 for i in range(100)}
    assert placement.enough(clear, 8).stop
    doubtful = clear | {f"s{i}": 0.5 for i in range(20)}
    decision = placement.enough(doubtful, 8)
    assert not decision.stop
    assert "20 skills" in decision.reason


def test_it_asks_a_few_questions_whatever_is_believed_and_never_more_than_the_most():
    clear, open_ = {"a": 0.99, "b": 0.01}, {"a": 0.5, "b": 0.5}
    assert not placement.enough(clear, 2).stop
    assert placement.enough(clear, 3).stop
    assert not placement.enough(open_, 24).stop
    assert placement.enough(open_, 25).stop
    assert placement.enough(open_, 6, most=6).stop


def test_it_says_how_sure_it_is_and_never_that_it_is_certain():
    now = placement.standing({"a": 0.95, "b": 0.2, "c": 0.5})
    assert now.open == ("c", "b")
    assert now.settled == pytest.approx(1 / 3)
    assert now.accuracy == pytest.approx((0.95 + 0.8 + 0.5) / 3)
    assert "7 in 10" in placement.certainty(now)
    assert "9 in 10" in placement.certainty(placement.standing({"a": 1.0}))


def test_a_course_without_skills_is_placed():
    assert placement.enough({}, 3).stop


def test_an_easy_one_begins_and_comes_after_two_misses_in_a_row():
    probes = [
        Probe("easy/a", "easy", ("a",), 0.2, known=0.8),
        Probe("hard/b", "hard", ("b",), 1.0, known=0.4),
    ]
    missed, met = Asked("x", ("x",), missed=True), Asked("y", ("y",))
    assert placement.gentle(probes, []) == (probes[:1], True)
    assert placement.gentle(probes, [missed]) == (probes, False)
    assert placement.gentle(probes, [missed, missed]) == (probes[:1], True)
    assert placement.gentle(probes, [missed, missed, met]) == (probes, False)
    assert placement.gentle(probes, [missed, met, missed]) == (probes, False)
    asked = [missed, Asked("easy", ("a",), missed=True)]
    assert placement.gentle(probes, asked) == (probes, True)  # nothing easier is left


def test_where_nothing_is_easy_the_easiest_will_do():
    probes = [Probe(f"{n}/s", str(n), ("a",), 1.0, known=n / 100) for n in (1, 7, 8, 31, 40)]
    easy, due = placement.gentle(probes, [])
    assert due
    assert [one.problem for one in easy] == ["31", "40"]
    assert placement.gentle([], []) == ([], False)


@pytest.mark.parametrize(
    ("skills", "most"), [(6, 4), (8, 5), (20, 8), (28, 10), (60, 10), (61, 11), (300, 25), (3000, 25)]
)
def test_the_size_of_a_course_bounds_the_questions(skills: int, most: int):
    assert placement.most(skills) == most


def test_more_skills_never_mean_fewer_questions():
    bounds = [placement.most(skills) for skills in range(1, 400)]
    assert bounds == sorted(bounds)
    assert set(bounds[:60]) <= set(range(placement.LEAST, placement.MOST_SMALL + 1))


def test_a_short_course_is_walked_through():
    assert not placement.is_worth_it(5, 100)
    assert placement.is_worth_it(6, 4)
    assert not placement.is_worth_it(6, 3)


def test_how_many_questions_there_will_be_is_never_fewer_than_this_one():
    for most in range(placement.LEAST, placement.MOST + 1):
        said = [placement.about(nth, most) for nth in range(1, most + 1)]
        assert all(nth <= about <= most for nth, about in enumerate(said, 1))
        assert said == sorted(said)
    assert placement.about(3, 10) == 6


def test_time_is_what_it_took_once_enough_have_answered():
    assert placement.minutes("choice", []) < placement.minutes("number", [600.0] * 4) == 1.0
    assert placement.minutes("number", [30.0, 30.0, 30.0, 30.0, 86400.0]) == 0.5
    assert placement.minutes("number", [0.0] * 9) > 0.0


def test_what_can_be_skipped_is_counted_and_never_certain():
    beliefs = {f"s{i}": 0.95 if i < 23 else 0.3 for i in range(60)}
    assert placement.sentence(beliefs, 0.8) == (
        "You can skip 23 of 60 skills. Start here; I am about 80 % sure. Prove me wrong?"
    )
    nothing = placement.sentence(dict.fromkeys("abc", 0.02), 0.8)
    assert nothing.startswith("There is nothing to skip yet")
    everything = placement.sentence(dict.fromkeys("abc", 1.0), 0.8)
    assert everything.startswith("You seem to know all 3 skills")
    assert "about 95 % sure" in everything


def test_no_time_is_refused():
    with pytest.raises(ValueError, match="no time"):
        probe("a", 1.0, minutes=0.0)
