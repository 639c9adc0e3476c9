"""What the linter finds by asking the checker: of each rule what breaks it, and a near miss."""

from dataclasses import replace
from typing import Any

import pytest

from courses.lint import Finding, Severity, lint
from courses.lint.proof import proofs
from courses.types import Hint, Misconception, Problem
from tests.courses import build


def asks(answer: dict[str, Any], prompt: str = "What is it?", **fields) -> Problem:
    """A problem of one step without parameters."""
    return build.problem("p", build.step(answer=answer, prompt=prompt, **fields))


def varies(where: dict[str, str], prompt: str, value: str, kind: str = "number", **fields) -> Problem:
    step = build.step(prompt=prompt, answer={"kind": kind, "value": value}, **fields)
    return build.problem("p", step, where=where)


def found_in(problem: Problem) -> list[Finding]:
    """Places from the problem on."""
    course = build.course(build.lesson("first", problem))
    return [replace(one, place=one.place.removeprefix("first/")) for one in proofs(course)]


def rules(problem: Problem) -> list[tuple[str, str]]:
    return [(one.rule, one.place) for one in found_in(problem)]


def only(problem: Problem) -> Finding:
    (found,) = found_in(problem)
    return found


def test_places_lead_from_the_lesson_on():
    course = build.course(build.lesson("first", asks({"kind": "number", "value": "3.14159", "decimals": 2})))
    (found,) = proofs(course)
    assert (found.rule, found.place) == ("refused", "first/p/s1")
    assert found in lint(course)


# -- answers -----------------------------------------------------------------------------------------------


def test_a_right_answer_that_is_refused():
    found = only(asks({"kind": "expression", "value": "2x + 3x", "form": "simplified"}))
    assert (found.rule, found.severity) == ("refused", Severity.STOP)
    assert "2x + 3x" in found.message
    assert rules(asks({"kind": "expression", "value": "5x", "form": "simplified"})) == []


def test_a_scaffold_whose_own_answer_is_refused():
    hint = Hint(
        "h1", "What is $6 - 1$?", answer={"kind": "expression", "value": "6/2+2", "form": "simplified"}
    )
    assert rules(asks({"kind": "number", "value": "7"}, hints=(hint,))) == [("refused", "p/s1/h1")]
    hint = Hint("h1", "What is $6 - 1$?", answer={"kind": "number", "value": "5"})
    assert rules(asks({"kind": "number", "value": "7"}, hints=(hint,))) == []


def misled(*answers: str, value: str = "1/2") -> Problem:
    wrong = tuple(Misconception(f"m{n}", "a slip", "Sure?", (one,)) for n, one in enumerate(answers))
    return asks({"kind": "number", "value": value}, misconceptions=wrong)


def test_a_wrong_idea_whose_answer_is_right():
    found = only(misled("0.5"))
    assert (found.rule, found.place, found.severity) == ("right-misconception", "p/s1/m0", Severity.STOP)
    assert rules(misled("0.55")) == []


def test_wrong_ideas_that_nobody_would_be_told_of():
    found = only(misled("2", "4/2"))  # both are two: only the first is ever named
    assert (found.rule, found.place, found.severity) == (
        "unseen-misconception",
        "p/s1/m1",
        Severity.WARNING,
    )
    assert "'m0'" in found.message
    assert rules(misled("2", "3")) == []


def test_a_wrong_idea_that_cannot_be_read_is_named_by_its_place():
    course = build.course(build.lesson("first", misled("two thirds of it")))
    (found,) = [one for one in lint(course) if one.severity is Severity.FAULT]
    assert (found.rule, found.place) == ("misconception", "first/p/s1/m0")


def test_a_number_that_is_compared_as_a_text():
    assert rules(asks({"kind": "text", "accept": ["3.5", "7/2"]})) == [("number-as-text", "p/s1")]
    assert rules(asks({"kind": "text", "accept": ["007"]})) == []
    assert rules(asks({"kind": "text", "accept": ["3 and a half"]})) == []


# -- options -----------------------------------------------------------------------------------------------


def choice(*options: str) -> dict[str, Any]:
    """The first one is right."""
    return {"kind": "choice", "options": list(options), "correct": 0}


@pytest.mark.parametrize(
    ("options", "near"),
    [
        (("$8$ lb. $13$ oz", "$8$ lb. $13$ oz."), ("$8$ lb. $13$ oz", "$8$ lb. $12$ oz")),
        (("$0$, $-1$ or $1$", "$0$, $-1$, or $1$"), ("$0$, $-1$ or $1$", "$0$, $1$ or $1$")),
        (("$\\frac{a}{b}$", "$a/b$"), ("$\\frac{a}{b}$", "$b/a$")),
    ],
)
def test_a_wrong_option_that_reads_like_the_right_one(options, near):
    found = only(asks(choice(*options, "none")))
    assert (found.rule, found.severity) == ("right-distractor", Severity.STOP)
    assert rules(asks(choice(*near, "none"))) == []


def test_a_wrong_option_of_the_right_value_unless_a_form_is_asked_for():
    options = choice("$1 + i$", "$i + 1$", "$i$")
    found = only(asks(options, "What is the remainder?"))
    assert (found.rule, found.severity) == ("right-distractor", Severity.WARNING)
    assert rules(asks(options, "Write the remainder in standard form.")) == []


@pytest.mark.parametrize(
    "options",
    [
        ("$1.70$", "$1.700$"),  # asked for with so many figures
        ("A", "a"),
        ("$2, 3$", "$3, 2$"),
        ("$\\ln x$", "$\\ln |x|$"),
        ("$x = 2$", "$2x = 4$"),
        ("$50$", "$50\\%$"),
    ],
)
def test_options_that_only_look_alike(options):
    assert rules(asks(choice(*options), "Round it and pick one.")) == []


def test_texts_to_put_in_order_or_in_pairs_that_are_the_same():
    assert rules(asks({"kind": "order", "items": ["$1/4$", "$\\frac{1}{4}$", "$1$"]})) == [
        ("same-options", "p/s1")
    ]
    assert rules(asks({"kind": "match", "pairs": {"a": "$2$", "b": "$3$"}, "others": ["2"]})) == [
        ("same-options", "p/s1")
    ]
    assert rules(asks({"kind": "match", "pairs": {"a": "$2$", "b": "$3$"}, "others": ["4"]})) == []


def test_a_gap_is_looked_at_like_a_step():
    gap = {"kind": "choice", "options": ["double it.", "double it", "halve it"], "correct": 0}
    assert rules(asks({"kind": "cloze", "text": "You ___", "gaps": [gap]})) == [("right-distractor", "p/s1")]


def test_a_text_that_is_unlike_and_accepted():
    text = {"kind": "text", "accept": ["affect"], "unlike": ["Affect"]}
    assert rules(asks(text)) == [("right-distractor", "p/s1")]
    assert rules(asks({**text, "case": True})) == []


def test_options_that_meet_for_some_numbers_only():
    step = build.step(prompt="Which is it?", answer=choice("$[[a]]$", "$[[b]]$", "neither"))
    apart = {"a": "3..9", "b": "2..6", "require": "a != b"}
    assert rules(build.problem("p", step, where=apart)) == []
    broken = build.problem("p", step, where={"a": "3..9", "b": "2..6"})
    assert ("answer", "p/s1") in rules(broken)  # the same text twice is no choice at all


# -- variants ----------------------------------------------------------------------------------------------

SUM = "What is $[[a]] + [[b]]$?"
WIDE = {"a": "11..39", "b": "2..9"}


def test_enough_variants():
    assert rules(varies(WIDE, SUM, "[[a + b]]")) == []


def test_too_few_variants():
    found = only(varies({"a": "{2, 3}", "b": "{4, 5}"}, SUM, "[[a + b]]"))
    assert (found.rule, found.place) == ("few-variants", "p")
    assert "only 4 different questions" in found.message
    assert rules(varies({"a": "{2, 3}", "b": "{4, 5, 6}"}, SUM, "[[a + b]]")) == []


def test_variants_that_are_mostly_alike():
    twice = "Double $[[a]]$."
    found = only(varies({"a": "{7, 7, 7, 7, 7, 7, 7, 7, 1, 2, 3, 4}"}, twice, "[[2*a]]"))
    assert (found.rule, found.severity) == ("alike-variants", Severity.WARNING)
    assert rules(varies({"a": "{7, 7, 1, 2, 3, 4}"}, twice, "[[2*a]]")) == []


def test_a_parameter_that_nothing_is_made_of():
    found = only(varies(WIDE | {"c": "2..5"}, SUM, "[[a + b]]"))
    assert (found.rule, found.severity) == ("unused-parameter", Severity.WARNING)
    assert "'c'" in found.message
    assert rules(varies(WIDE | {"c": "a + b"}, SUM, "[[c]]")) == []


def test_a_question_that_does_not_show_what_its_answer_depends_on():
    found = only(varies({"a": "2..6", "b": "2..9"}, "What is $[[a]]$ and some more?", "[[a + b]]"))
    assert (found.rule, found.place, found.severity) == ("ambiguous-variants", "p/s1", Severity.STOP)
    # Hidden, but of no account: b stands in a hint only.
    hint = Hint("h1", "Like $[[b]]$ and a ten more.")
    assert rules(varies({"a": "11..39", "b": "2..9"}, "Double $[[a]]$.", "[[2*a]]", hints=(hint,))) == []


def test_one_answer_for_all_numbers():
    assert rules(varies({"a": "11..39"}, "What is $[[a]] - [[a]] + 3$?", "3")) == [("same-answer", "p/s1")]


@pytest.mark.parametrize(
    ("prompt", "better"),
    [
        ("What is $50 + [[c]]$?", "What is $50 [[+c]]$?"),  # + -3
        ("What is $[[c]]x$ for $x = 7$?", "What is $[[c*x]]$ for $x = 7$?"),  # 1x
    ],
)
def test_signs_and_factors_that_are_badly_written_for_some_numbers(prompt, better):
    where = {"c": "-9..9 \\ 0"}
    found = only(varies(where, prompt, "[[c + 100]]"))
    assert (found.rule, found.place) == ("degenerate", "p/s1")
    assert "of 24 variants" in found.message
    assert rules(varies(where, better, "[[c + 100]]")) == []


def test_terms_that_vanish():
    with_zero = varies({"c": "0..9", "x": "2..5"}, "What is $[[c]] \\cdot ([[x]] + 1)$?", "[[c*(x + 1)]]")
    assert {rule for rule, _ in rules(with_zero)} == {"degenerate"}
    without = varies({"c": "2..9", "x": "2..5"}, "What is $[[c]] \\cdot ([[x]] + 1)$?", "[[c*(x + 1)]]")
    assert rules(without) == []


def test_what_an_author_wrote_out_is_meant():
    assert rules(varies(WIDE, "What is $[[a]] + 0 + [[b]] \\cdot 1x^1$ for $x = 1$?", "[[a + b]]")) == []


def test_an_expression_that_loses_its_letters():
    prompt = "Simplify $5x + [[a]]x$."
    found = found_in(varies({"a": "-9..-2"}, prompt, "[[(5 + a)*x]]", "expression"))
    assert "bare number 0" in " ".join(one.message for one in found)


def test_a_hint_that_gives_the_answer_away_for_some_numbers():
    hint = Hint("h1", "Ten more than 40 would be too much.")
    leaking = varies({"a": "2..9"}, "What is $30 + [[a]] + [[a]]$?", "[[30 + 2*a]]", hints=(hint,))
    found = only(leaking)
    assert (found.rule, found.place, found.severity) == ("leak", "p/s1/h1", Severity.WARNING)
    odd = varies({"a": "2..9"}, "What is $31 + [[a]] + [[a]]$?", "[[31 + 2*a]]", hints=(hint,))
    assert rules(odd) == []


def test_a_variant_that_cannot_be_made():
    found = found_in(varies({"a": "0..9"}, "What is a hundredth of $100 : [[a]]$?", "[[1/a]]"))
    assert ("where", Severity.STOP) in [(one.rule, one.severity) for one in found]
    assert rules(varies({"a": "2..9"}, "What is a hundredth of $100 : [[a]]$?", "[[1/a]]")) == []
