"""Where a worked example stops for a prediction, and how far a problem is begun."""

from __future__ import annotations

from tutor.dialogue.examples import begun, to_predict
from tutor.dialogue.gate import may_demonstrate

LINES = ("Take 7 from both sides.", "$2x = 8$", "Divide by 2.", "$x = 4$", "Check: 2·4 + 7 = 15.")


def tells(text: str) -> bool:
    return "x = 4" in text


def test_the_first_line_that_says_the_answer_is_predicted() -> None:
    assert to_predict(LINES, tells) == 3


def test_without_a_line_before_or_with_the_answer_there_is_nothing_to_predict() -> None:
    assert to_predict(LINES[3:], tells) is None
    assert to_predict(LINES[:3], tells) is None
    assert to_predict((), tells) is None


def test_lines_that_tell_it_together_are_not_shown() -> None:
    assert to_predict(LINES, lambda text: tells(text) or ("2x = 8" in text and "Divide" in text)) is None


def test_a_beginning_has_a_line_less_where_there_is_one() -> None:
    assert begun(LINES, tells) == LINES[:2]
    assert begun(LINES[2:], tells) == LINES[2:3]
    assert begun(LINES[3:], tells) == ()


def test_an_example_passes_the_gate_only_if_it_is_nothing_that_is_asked() -> None:
    def allowed(reveals_allowed: bool = True, is_asked: bool = False, text: str = "x = 5") -> bool:
        return may_demonstrate(
            text, reveals_allowed=reveals_allowed, is_asked=is_asked, tells=[lambda _: False, tells]
        ).allowed

    assert allowed()
    assert not allowed(reveals_allowed=False)
    assert not allowed(is_asked=True)
    assert not allowed(text="as above, x = 4")
