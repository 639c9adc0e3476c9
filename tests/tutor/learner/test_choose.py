"""The next problem and its reason."""

from __future__ import annotations

import pytest

from tests.tutor.learner.course import problem
from tutor.learner.choose import BEGUN, Candidate, Recent, choose
from tutor.learner.support import Support


def candidate(
    problem_id: str, p: float, *, skill: str = "a", gain: float = 0.0, information: float = 0.0
) -> Candidate:
    return Candidate(problem(problem_id, skill), p, information, gain)


def chosen(candidates, recent=(), seed=0):
    return choose(candidates, recent, seed, exploring=0.0).problem.id


def test_in_the_band_before_outside_it():
    assert (
        chosen([candidate("easy", 0.99, gain=9), candidate("edge", 0.7), candidate("hard", 0.1, gain=9)])
        == "edge"
    )


def test_outside_the_band_the_nearest():
    assert chosen([candidate("easy", 0.95), candidate("hard", 0.4)]) == "easy"


def test_in_the_band_most_gain_then_most_information():
    assert chosen([candidate("x", 0.7, gain=0.1, information=1), candidate("y", 0.65, gain=0.2)]) == "y"
    assert chosen([candidate("x", 0.7, information=0.1), candidate("y", 0.65, information=0.2)]) == "y"


def test_not_the_one_just_seen_if_there_is_another():
    just = [Recent("x", ("a",), success=False)]
    assert chosen([candidate("x", 0.7), candidate("y", 0.2)], just) == "y"
    assert chosen([candidate("x", 0.7)], just) == "x"


def test_after_a_success_no_third_one_alike():
    two = [Recent("a1", ("a",), success=False), Recent("a2", ("a",), success=True)]
    options = [candidate("a3", 0.7, gain=1), candidate("b1", 0.55, skill="b")]
    assert chosen(options, two) == "b1"
    assert "different" in choose(options, two, 0, exploring=0.0).reason
    failing = [Recent("a1", ("a",), success=False), Recent("a2", ("a",), success=False)]
    assert chosen(options, failing) == "a3"
    assert chosen(options, two[1:]) == "a3"
    far_off = [candidate("a3", 0.7), candidate("b1", 0.1, skill="b")]
    assert chosen(far_off, two) == "a3"


def test_ties_are_thrown_by_the_seed_alone():
    same = [candidate(name, 0.7) for name in "uvwxyz"]
    assert chosen(same, seed=5) == chosen(same[::-1], seed=5)
    assert len({chosen(same, seed=seed) for seed in range(30)}) > 2


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.7, "You have about a 7 in 10 chance here: near your edge."),
        (0.8, "You have about an 8 in 10 chance here: near your edge."),
        (0.3, "A stretch, with help close by."),
        (1.0, "A quick one, to be sure of it."),
        (0.0, "A stretch, with help close by."),
    ],
)
def test_the_reason_is_one_sentence_in_a_learners_words(p, words):
    assert choose([candidate("x", p)], [], 0).reason == words


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused_by_name(p):
    with pytest.raises(ValueError, match="x: p is"):
        candidate("x", p)


def test_nothing_to_choose_from_is_an_error():
    with pytest.raises(ValueError, match="no candidates"):
        choose([], [], 0)


NEW = [Recent(f"n{n}", ("a",), success=False) for n in range(3)]


def offered(problem_id: str, p: float, *, skill: str = "old", due: float = 0.0) -> Candidate:
    return Candidate(problem(problem_id, skill), p, 0.1, 0.0, due=due, earlier=True)


def test_one_in_four_comes_from_earlier():
    options = [candidate("edge", 0.7), offered("old", 0.9)]
    assert chosen(options, NEW) == "old"
    assert choose(options, NEW, 0).why == "earlier"
    assert chosen(options, NEW[1:]) == "edge"
    met = Recent("old", ("old",), success=True, earlier=True)
    for behind in range(3):
        assert chosen(options, [*NEW, met, *NEW[:behind]]) == "edge"
    assert chosen(options, [*NEW, met, *NEW]) == "old"


def test_among_the_earlier_ones_what_covers_most_reviews():
    options = [candidate("edge", 0.7), offered("r1", 0.9, due=1), offered("r2", 0.88, due=1.5)]
    choice = choose(options, NEW, 0)
    assert (choice.problem.id, choice.why) == ("r2", "review")
    assert "still there" in choice.reason


def test_what_was_forgotten_is_no_warm_up():
    assert chosen([candidate("edge", 0.7), offered("old", 0.2, due=1)], NEW) == "edge"


def test_now_and_then_the_one_that_tells_most_and_it_says_so():
    options = [candidate("edge", 0.7, gain=1, information=0.1), candidate("open", 0.62, information=0.9)]
    picks = [choose(options, [], seed) for seed in range(400)]
    explored = [pick for pick in picks if pick.why == "explore"]
    assert {pick.problem.id for pick in explored} == {"open"}
    assert 5 <= len(explored) <= 40
    assert all("tells me" in pick.reason for pick in explored)
    assert {pick.problem.id for pick in picks if pick.why == "edge"} == {"edge"}


def shown(problem_id: str, support: Support, *, gain: float = 0.09, begun: bool = False) -> Candidate:
    own = problem(problem_id, problem_id)
    return Candidate(own, 0.1, 0.5, gain, support=support, begun=begun)


def test_what_comes_worked_or_faded_is_no_stretch():
    options = [candidate("edge", 0.7, gain=0.02), shown("new", Support.WORKED)]
    choice = choose(options, [], 0, exploring=0.0)
    assert (choice.problem.id, choice.why) == ("new", "new")
    assert "worked out" in choice.reason
    faded = [candidate("edge", 0.7, gain=0.02), shown("half", Support.FADED, begun=True)]
    assert "yours to finish" in choose(faded, [], 0, exploring=0.0).reason


def test_nothing_new_is_begun_while_enough_is():
    halves = [shown(f"half{n}", Support.FADED, gain=0.05, begun=True) for n in range(BEGUN)]
    new = shown("new", Support.WORKED, gain=0.09)
    assert chosen([*halves[1:], new]) == "new"
    assert chosen([*halves, new]).startswith("half")


def test_nobody_is_sounded_out_with_what_is_half_done():
    options = [shown("half", Support.FADED, begun=True), candidate("a", 0.7, information=0.1)]
    options.append(candidate("b", 0.65, information=0.2))
    picks = [choose(options, [], seed) for seed in range(200)]
    assert {pick.problem.id for pick in picks if pick.why == "explore"} == {"b"}
