"""How much of a problem is shown first."""

import math

import pytest

from tutor.learner.support import ABOVE, ALONE, BELOW, EDGE, FADINGS, MIDDLE, Support, support


def test_a_new_skill_out_of_reach_begins_worked_and_fades_until_it_is_within_reach():
    assert support(0.2, True, 0) is Support.WORKED
    assert [support(p, True, n) for n, p in enumerate((0.3, 0.2, 0.5), 1)] == [Support.FADED] * 3
    assert support(EDGE, True, 4) is Support.PLAIN


def test_what_came_within_reach_is_asked_plainly():
    assert support(EDGE, True, 1) is Support.PLAIN
    assert support(BELOW, True, 0) is Support.PLAIN


def test_a_skill_that_went_well_once_is_not_worked_again():
    assert support(0.1, False, 0) is Support.PLAIN
    assert support(0.1, False, 2) is Support.PLAIN


@pytest.mark.parametrize("before", [0, 1, 5])
@pytest.mark.parametrize("is_new", [True, False])
def test_nothing_unasked_for_whoever_can_do_it(is_new: bool, before: int):
    assert support(0.9, is_new, before) is Support.BARE
    assert support(ABOVE, is_new, before) is not Support.BARE


@pytest.mark.parametrize("p", [-0.1, 1.1, math.nan])
def test_what_is_no_probability_is_refused(p: float):
    with pytest.raises(ValueError, match="not a probability"):
        support(p, True, 0)


def test_a_count_below_nothing_is_refused():
    with pytest.raises(ValueError, match="no number"):
        support(0.5, True, -1)


MOST_FIRST = (Support.WORKED, Support.FADED, Support.PLAIN, Support.BARE)
CHANCES = [n / 20 for n in range(21)]


@pytest.mark.parametrize("is_new", [True, False])
@pytest.mark.parametrize("before", [0, 1, 2])
def test_whoever_wants_less_never_gets_more(is_new: bool, before: int):
    for p in CHANCES:
        shown = [MOST_FIRST.index(support(p, is_new, before, level)) for level in sorted(FADINGS)]
        assert shown == sorted(shown)


def test_the_middle_is_what_it_begins_with():
    assert all(support(p, True, n) is support(p, True, n, MIDDLE) for p in CHANCES for n in range(3))


def test_every_setting_makes_a_difference():
    ways = [[support(p, True, n, level) for p in CHANCES for n in range(3)] for level in sorted(FADINGS)]
    assert all(ways[n] != ways[m] for n in range(5) for m in range(n))


def test_alone_nothing_comes_unasked_and_at_the_other_end_nothing_is_bare():
    assert {support(p, True, n, ALONE) for p in CHANCES for n in range(3)} == {Support.BARE}
    assert Support.BARE not in {support(p, new, 0, 1) for p in CHANCES for new in (True, False)}
    assert [support(0.5, True, n, 1) for n in range(3)] == [Support.WORKED, Support.WORKED, Support.FADED]


def test_a_setting_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        support(0.5, True, 0, 6)
