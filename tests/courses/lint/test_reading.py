from __future__ import annotations

from dataclasses import replace

import pytest

from courses.lint.reading import lix, reading_level
from tests.courses.build import course, lesson, problem

PLAIN = "Take a bag and put it on the left pan. Then see what the scales do now. " * 4
HARD = "Notwithstanding considerable methodological reservations, investigators subsequently recommended " * 8


def test_lix_is_words_a_sentence_and_the_share_of_long_words():
    # 60 words in 6 sentences, 6 of more than six letters: 10 + 10
    assert lix("One two three four five six seven eight nine seventeen. " * 6) == pytest.approx(20)
    assert lix("“One two three four five six seven eight nine seventeen.” " * 6) == pytest.approx(20)


def test_of_few_words_and_of_formulas_it_says_nothing():
    assert lix("One two three.") is None
    assert lix("$incomprehensibilities$ " * 20) is None


def test_a_text_like_a_law_is_a_warning_and_a_plain_one_is_not():
    def said(stem):
        return [
            (f.place, str(f.severity))
            for f in reading_level(course(lesson("l", replace(problem("p"), stem=stem))))
        ]

    assert said(HARD) == [("l/p", "warning")]
    assert said(PLAIN) == []
