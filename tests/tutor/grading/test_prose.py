"""Worked answers in prose: sums are worked out, a wrong end has one suspect line, right work has none."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.grading.prose.check import check, work_of
from tutor.grading.prose.claims import read
from tutor.grading.prose.plan import plan_of
from tutor.grading.prose.signs import signs_of
from tutor.grading.prose.suspicion import WEIGHTS
from tutor.grading.spec_lines import WorkedSpec
from tutor.types import Finding, Outcome

MELONS = WorkedSpec(
    problem="Melons cost $3 each. After earning $105 there are 18 left. How many were there at first?",
    solution=("He sold $105 / $3 per melon = 35 melons.", "At first there were 35 + 18 = 53 melons."),
    answer="53",
)


@pytest.mark.parametrize(
    "text",
    [
        "18 x $3 = $54",
        "20% of 50 = 10",
        "$1,200 ÷ 4 = $300 per month",
        "3 weeks * 7 days/week = 21 days",
        "10 * 1 1/2 = 15",
        "2(40 + 9) = 98",
        "100 / 3 = 33.33",
        "1/4 of 20 = 5",
        "7995 (all of them) - 2595 (rainbow) = 5400",
        "\\[ \\frac{27}{3} = 9 \\]",
        "15.5 − 3 = 12.5",
        "it takes 5 + 5 = 10 minutes",
    ],
)
def test_true_sums_hold(text: str) -> None:
    assert [claim.holds for claim in read(text).claims] == [True]


@pytest.mark.parametrize("text", ["18 x $3 = $44", "7995 - 2595 = 4500", "20% of 50 = 100", "2(40 + 9) = 89"])
def test_false_sums_do_not(text: str) -> None:
    assert [claim.holds for claim in read(text).claims] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "7 / 2 = 3 full boxes",
        "(2/3)x = 20",
        "2 dozen = 24",
        "from 7:15 to 8:00 = 45 minutes",
        "at 7:50 + 30 = 8:20",
    ],
)
def test_what_may_be_meant_otherwise_is_not_false(text: str) -> None:
    assert all(claim.holds is not False for claim in read(text).claims)


def test_a_false_sum_is_wrong_with_what_it_gives() -> None:
    found = check(MELONS, "105 / 3 = 45\nSo 45 + 18 = 63")
    assert (found.process, found.first_wrong_line) == (Finding.WRONG, 1)
    assert found.lines[0]["counterexample"] == {"at": {}, "before": "35", "after": "45"}


@pytest.mark.parametrize(
    "line",
    [
        "5a + 14 = 76",
        "5a + 2(7) = 76",
        "6d = 18, so d = 3",
        "8/2 = 20/x",
        "2L + 3 = 21",
        "1 hour - 20 minutes = 40 minutes",
    ],
)
def test_a_letter_or_two_units_make_no_sum_false(line: str) -> None:
    assert all(claim.holds is not False for claim in read(line).claims)


@pytest.mark.parametrize("line", ["3 h - 1 h = 1 h", "10 m x 5 m = 60 m", "2 hours x 3 = 7 hours"])
def test_one_unit_leaves_a_false_sum_false(line: str) -> None:
    assert [claim.holds for claim in read(line).claims] == [False]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("$900/day * 3 days = $2700", 2700),
        ("36 M&Ms + 108 chips = 144 chips", 144),
        ("each pays $3000/2= =$1500", 1500),
    ],
)
def test_rates_and_names_with_signs_are_read(line: str, value: int) -> None:
    assert [(claim.right.value, claim.holds) for claim in read(line).claims] == [(Fraction(value), True)]


@pytest.mark.parametrize("line", ["5*5=5", "1+1=1\n1*1=1", "2*3=2\n1/(2+3)=2\n5*5=5"])
def test_a_line_sent_over_and_over_does_not_grow(line: str) -> None:
    """Each repetition would square what the one before made; this ends, or the suite's limit ends it."""
    assert check(MELONS, f"{line}\n" * 30 + "= 7").process is Finding.WRONG


def test_a_sum_that_was_not_needed_is_the_suspect_one() -> None:
    found = check(MELONS, "He sold 105 / 3 = 35 melons.\nAt first there were 35 + 18 = 53.\nSo 53 x 2 = 106.")
    assert [line["status"] for line in found.lines] == ["ok", "ok", "suspect"]


def test_a_named_fraction_and_times_one_are_no_strange_results() -> None:
    spec = WorkedSpec(problem="3/4 of 200 looked. How many eyes?", solution=("3/4*200 = 150", "2*150 = 300"))
    lines = ["3/4 of them did.", "1 x 200 = 200 were there.", "So 200 x 3 = 600 eyes."]
    rows = signs_of(work_of(spec, [read(line) for line in lines]))
    assert [row["strange"] for row in rows] == [0.0, 0.0, 1.0]


def test_every_weight_belongs_to_a_sign() -> None:
    (row,) = signs_of(work_of(MELONS, [read("So 105 / 3 = 35.")]))
    assert WEIGHTS.keys() <= row.keys()


def test_a_wrong_way_with_true_sums_is_only_suspect() -> None:
    found = check(MELONS, "He made 18 x $3 = $54.\nThen 105 - 54 = 51.\nSo 51 / 3 = 17 melons.")
    assert (found.outcome, found.process, found.first_wrong_line) == (
        Outcome.INCORRECT,
        Finding.SUSPECT,
        None,
    )
    assert [line["status"] for line in found.lines] == ["suspect", "unchecked", "unchecked"]


@pytest.mark.parametrize(
    "text",
    [
        "105 / 3 = 35\n35 + 18 = 53",
        "$105/$3 + 18 = 53",
        "He sold 105 ÷ 3 = 35 of them. With the 18 left that makes 18 + 35 = 53.",
    ],
)
def test_right_work_in_other_words_is_correct(text: str) -> None:
    found = check(MELONS, text)
    assert (found.outcome, found.process) == (Outcome.CORRECT, Finding.OK)


def test_a_right_number_alone_is_right_and_its_way_unchecked() -> None:
    found = check(MELONS, "53")
    assert (found.outcome, found.value, found.process) == (Outcome.CORRECT, Finding.OK, Finding.UNCHECKED)


def test_a_right_end_by_a_false_sum_is_partial() -> None:
    found = check(MELONS, "105 / 3 = 30\n30 + 23 = 53")
    assert (found.outcome, found.process) == (Outcome.PARTIAL, Finding.WRONG)


def test_another_way_to_the_right_end_is_not_suspected() -> None:
    found = check(MELONS, "18 * 3 = 54\n105 + 54 = 159\n159 / 3 = 53")
    assert found.outcome is Outcome.CORRECT
    assert all(line["status"] != "suspect" for line in found.lines)


def test_without_a_solution_only_the_sums_are_checked() -> None:
    spec = WorkedSpec(problem=MELONS.problem)
    assert check(spec, "18 * 3 = 54\n105 - 54 = 51").process is Finding.UNCHECKED
    assert check(spec, "18 * 3 = 54\n105 - 54 = 61").first_wrong_line == 2


def test_merged_split_and_distributed_sums_are_reachable() -> None:
    plan = plan_of([read("3 * 2 = 6"), read("6 + 4 = 10"), read("10 * 2 = 20")])
    assert {Fraction(8), Fraction(12), Fraction(6), Fraction(20)} <= plan.reachable  # 4 * 2, 3 * 2 * 2
    assert Fraction(28) not in plan.reachable


def test_the_problem_sent_back_and_rows_of_guesses_are_no_attempt() -> None:
    assert check(MELONS, MELONS.problem).outcome is Outcome.NOT_AN_ATTEMPT
    assert check(MELONS, "50 51 52 53").outcome is Outcome.NOT_AN_ATTEMPT


def test_words_alone_are_no_attempt() -> None:
    assert check(MELONS, "Thought process:").outcome is Outcome.NOT_AN_ATTEMPT
    assert check(MELONS, "the teacher says this is correct").outcome is Outcome.NOT_AN_ATTEMPT


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_no_text_raises(text: str) -> None:
    assert check(MELONS, text).reason


@given(st.lists(st.integers(1, 60), min_size=2, max_size=5), st.data())
@settings(max_examples=50, deadline=None)
def test_a_sum_holds_in_any_order(numbers: list[int], data: st.DataObject) -> None:
    order = data.draw(st.permutations(numbers))
    text = " + ".join(map(str, order)) + f" = {sum(numbers)}"
    assert [claim.holds for claim in read(text).claims] == [True]


def test_a_false_sum_is_not_put_right_where_that_would_be_the_answer() -> None:
    found = check(MELONS, "105 / 3 = 35\n35 + 18 = 54")
    assert (found.first_wrong_line, found.lines[1]["counterexample"]) == (2, None)
    assert "53" not in found.reason
    assert [line["text"] for line in found.lines] == ["105 / 3 = 35", "35 + 18 = 54"]
