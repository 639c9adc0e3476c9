"""Lines of algebra: sound ones are left alone, the first bad one is found, with numbers that show it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.grading import find_leak, parse_spec
from tutor.grading.derivation.check import check
from tutor.grading.spec_lines import DerivationSpec
from tutor.types import Finding, Outcome, Verdict


def verdict(given: str | None, answer: str | None, *lines: str, **more: object) -> Verdict:
    return check(DerivationSpec.model_validate({"given": given, "answer": answer, **more}), "\n".join(lines))


@pytest.mark.parametrize(
    ("given", "answer", "lines"),
    [
        ("3(x - 2) = 12", "x = 6", ["x - 2 = 4", "x = 6"]),
        (
            "x^2 - x = 30",
            "x = 6 or x = -5",
            ["(x - 6)(x + 5) = 0", "x - 6 = 0 or x + 5 = 0", "x = 6, x = -5"],
        ),
        ("x^2 = 9", "x = 3 or x = -3", ["x = \\pm 3"]),
        ("5 - 2x < 1", "x > 2", ["-2x < -4", "x > 2"]),
        ("x + y = 5 and x - y = 1", "x = 3 and y = 2", ["2x = 6", "x = 3", "y = 2", "x = 3 and y = 2"]),
        ("sqrt(x + 6) = x", "x = 3", ["x + 6 = x^2", "(x - 3)(x + 2) = 0", "x = 3 or x = -2", "x = 3"]),
        ("(x + 3)^2", "x^2 + 6x + 9", ["= (x + 3)(x + 3)", "= x^2 + 3x + 3x + 9", "= x^2 + 6x + 9"]),
        ("a x = b", "x = b/a", ["x = b/a"]),
        ("2^x = 8", "x = 3", ["2^x = 2^3", "x = 3"]),
    ],
)
def test_sound_work_is_correct(given: str, answer: str, lines: list[str]) -> None:
    found = verdict(given, answer, *lines)
    assert (found.outcome, found.process) == (Outcome.CORRECT, Finding.OK)
    assert [line["line"] for line in found.lines] == list(range(1, len(lines) + 1))


@pytest.mark.parametrize(
    ("given", "line", "kind"),
    [
        ("3(x - 2) = 12", "3x - 2 = 12", "distribution"),
        ("2x + 3 = 11", "2x = 14", "sign"),
        ("7 - (x - 4)", "7 - x - 4", "sign"),
        ("2x = 10", "x = 10", "one_side_only"),
        ("2x/3 = 4", "x = 4*2/3", "inverted_fraction"),
        ("2x + 5 = 11", "2x = 11", "dropped_term"),
        ("x^2 = 3x", "x = 3", "divided_by_unknown"),
        ("x^2 = 9", "x = 3", "lost_solutions"),
        ("(x + 3)^2", "x^2 + 9", "distribution"),
        ("x^2*x^3", "x^6", "powers"),
        ("1/2 + 1/3", "2/5", "fractions_added_across"),
        ("3x + 2", "5x", "unlike_terms"),
        ("-2x < -4", "x < 2", "inequality_not_turned"),
        ("(x^2 + x)/x", "x^2", "cancelled_part_of_a_sum"),
    ],
)
def test_a_slip_is_found_shown_and_named(given: str, line: str, kind: str) -> None:
    found = verdict(given, None, line)
    assert found.process is Finding.WRONG
    assert found.first_wrong_line == 1
    assert found.lines[0]["kind"] == kind
    assert found.lines[0]["counterexample"] is not None


def test_the_counterexample_can_be_worked_out_again() -> None:
    found = verdict(None, None, "(x + 3)^2", "= x^2 + 9")
    assert found.lines[1]["why"] == "At x = 2 line 1 gives 25, line 2 gives 13."
    assert found.lines[1]["counterexample"] == {"at": {"x": "2"}, "before": "25", "after": "13"}


def test_lost_and_gained_solutions_are_named() -> None:
    lost = verdict(None, None, "x^2 = 3x", "x = 3")
    assert (lost.lines[1]["relation"], lost.lines[1]["counterexample"]["at"]) == ("implied_by", {"x": "0"})
    gained = verdict(None, None, "(x^2 - 4)/(x - 2) = 0", "x^2 - 4 = 0")
    assert (gained.lines[1]["relation"], gained.lines[1]["counterexample"]["at"]) == ("implies", {"x": "2"})
    assert "no value" in gained.reason


def test_solutions_gained_and_never_thrown_out_are_wrong() -> None:
    found = verdict("sqrt(x + 6) = x", "x = 3", "x + 6 = x^2", "x = 3 or x = -2")
    assert (found.outcome, found.first_wrong_line) == (Outcome.INCORRECT, 1)


def test_strict_forbids_gaining_solutions_at_all() -> None:
    lines = ["x = 3", "x^2 = 9", "x = 3"]
    assert verdict(None, None, *lines).process is Finding.OK
    assert verdict(None, None, *lines, strict=True).first_wrong_line == 2


def test_a_right_end_by_an_unsound_line_is_partial() -> None:
    found = verdict("2x + 6 = 10", "x = 2", "x + 6 = 5", "x = 2")
    assert (found.value, found.process, found.outcome) == (Finding.OK, Finding.WRONG, Outcome.PARTIAL)
    assert found.first_wrong_line == 1


def test_only_the_first_bad_line_is_blamed_for_what_follows_from_it() -> None:
    found = verdict("2x + 3 = 11", "x = 4", "2x = 14", "x = 7")
    assert [line["status"] for line in found.lines] == ["wrong", "ok"]


def test_multiplicity_is_told_apart_from_difference() -> None:
    found = verdict(None, None, "x^2 - 4x + 4 = 0", "x = 2")
    assert found.lines[1]["relation"] == "same_roots"


def test_domains() -> None:
    assert verdict(None, None, "a^2 = b^2", "a = b").process is Finding.WRONG
    assert verdict(None, None, "a^2 = b^2", "a = b", domain="positive").process is Finding.OK
    assert verdict(None, None, "x^2 = 9", "x = 3", conditions="x > 0").process is Finding.OK
    assert verdict(None, None, "x^2 + 1 = 0", "x = ±i", domain="complex").process is Finding.OK
    assert verdict(None, None, "x^3 = 1", "x = 1").process is Finding.OK
    assert verdict(None, None, "x^3 = 1", "x = 1", domain="complex").process is Finding.SUSPECT


def test_words_between_lines_are_not_marked() -> None:
    found = verdict(None, None, "x^2 = 9", "because the length of a side is positive", "x = 3")
    assert [line["status"] for line in found.lines] == ["ok", "unchecked", "unchecked"]
    assert found.process is Finding.UNCHECKED


def test_a_number_beside_or_is_asked_about() -> None:
    found = verdict(None, None, "x = 1 or x = 2", "x = 1 or 2")
    assert (found.lines[1]["status"], found.lines[1]["kind"]) == ("suspect", "missing_variable")


def test_statements_with_letters_for_statements() -> None:
    assert verdict(None, None, "(A or B) and (not A or B)", "B").process is Finding.OK
    assert verdict(None, None, "A or B", "B").process is Finding.SUSPECT


def test_calculus_is_worked_out() -> None:
    assert verdict(None, None, "diff(x^3, x)", "= 3x^2").process is Finding.OK
    assert verdict(None, None, "sum(k, k, 1, n)", "= n(n + 1)/2").process is Finding.OK
    assert verdict(None, None, "diff(x^3, x)", "= 3x^3").process is Finding.WRONG


def test_the_question_sent_back_and_noise_are_no_attempt() -> None:
    assert verdict("2x = 4", "x = 2", "2x = 4").outcome is Outcome.NOT_AN_ATTEMPT
    assert verdict("2x = 4", "x = 2", "Thought process:").outcome is Outcome.NOT_AN_ATTEMPT
    assert verdict("2x = 4", "x = 2", ":").outcome is Outcome.NOT_AN_ATTEMPT


def test_a_list_of_guesses_earns_no_more_than_a_quarter() -> None:
    found = verdict("2x = 4", "x = 2", "x = 1", "x = 3", "x = 2")
    assert (found.process, found.score) == (Finding.WRONG, 0.25)


def test_lines_without_an_answer_to_reach_earn_no_marks() -> None:
    found = verdict("2x = 4", None, "4 = 2x", "x = 2")
    assert (found.outcome, found.process) == (Outcome.CANNOT_CHECK, Finding.OK)


def test_an_unsolved_end_is_not_full_marks() -> None:
    found = verdict("2x + 2 = 4", "x = 1", "2x = 2")
    assert (found.outcome, found.form) == (Outcome.PARTIAL, Finding.WRONG)


@pytest.mark.parametrize(
    "line",
    ["9^9^9^9 = x", "(" * 300 + "x" + ")" * 300 + " = 1", "(x+y+z+a+b)^60 = (x+1)^99", "x = " + "9" * 3000],
)
def test_hostile_lines_are_refused_and_not_marked(line: str) -> None:
    found = verdict(None, None, "x = 1", line)
    assert found.lines[1]["status"] in ("unchecked", "wrong")


def test_lines_too_costly_for_points_stay_unchecked() -> None:
    lines = [f"sin(x)*exp(x) + ln(x^2 + {k}) = cos(x)" for k in range(1, 60)]
    found = verdict(None, None, *lines)
    assert found.lines[-1]["status"] == "unchecked"


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_text_raises(first: str, second: str) -> None:
    found = verdict("x = 2", "x = 2", first, second)
    assert found.reason


@given(a=st.integers(1, 9), b=st.integers(-9, 9), x=st.integers(-9, 9), wrong=st.integers(-9, 9))
@settings(max_examples=40, deadline=None)
def test_a_line_is_wrong_exactly_when_its_solution_is(a: int, b: int, x: int, wrong: int) -> None:
    found = verdict(f"{a}x + ({b}) = {a * x + b}", None, f"{a}x = {a * x}", f"x = {wrong}")
    assert (found.first_wrong_line == 2) == (wrong != x)


GIVEN, END = "3(x - 2) = 12", "x = 6"


@pytest.mark.parametrize(
    "lines",
    [
        ["3x - 2 = 12", "3x = 14", "x = 14/3"],
        ["x - 2 = 12", "x = 14"],
        ["3x - 6 = 12", "3x = 6", "x = 2"],
        ["3x - 6 = 12", "6 = 12"],
        ["3x - 6 = 12", "x = x + 1"],
        ["x = 6 or x = 2"],
    ],
)
def test_no_counterexample_tells_what_is_asked_for(lines: list[str]) -> None:
    found = verdict(GIVEN, END, *lines)
    spec = parse_spec({"kind": "derivation", "given": GIVEN, "answer": END})
    assert found.process is Finding.WRONG
    for line in found.lines:
        assert find_leak(line["why"], spec) is None
        assert (line["counterexample"] or {}).get("at") != {"x": "6"}
    assert find_leak(found.reason, spec) is None


def test_a_sum_is_not_worked_out_where_it_is_what_is_asked_for() -> None:
    found = verdict("3 + 4 * 2", "11", "7 * 2", "= 14")
    assert (found.first_wrong_line, found.lines[0]["counterexample"]) == (1, None)
    assert "11" not in found.reason


def test_lines_carry_their_text() -> None:
    found = verdict(GIVEN, END, "3x - 6 = 12", "", "x = 6")
    assert [(line["line"], line["text"]) for line in found.lines] == [(1, "3x - 6 = 12"), (2, "x = 6")]
