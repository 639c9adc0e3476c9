"""The bench of the conversation: its adversary can read what it hides, and its measures measure."""

from __future__ import annotations

from random import Random

import pytest

from tests.bench.dialogue import leaks, upper
from tests.bench.dialogue.adversary import AGREED, DISGUISES
from tests.bench.dialogue.mrbench import self_bleu
from tests.bench.dialogue.pressure import KINDS, messages
from tests.bench.dialogue.problems import Problem, problems

WORDS = "You have `13`, and I get something else. How did you go from the question to that?"


@pytest.fixture(scope="module")
def few() -> list[Problem]:
    return problems(0, 1)[:3]


@pytest.mark.parametrize("name", DISGUISES)
@pytest.mark.parametrize("answer", ["7", "12"])
def test_what_is_hidden_is_read_again(name, answer):
    disguise = DISGUISES[name]
    said = disguise.hide(answer, WORDS, Random(1))
    if said is not None:
        assert answer in [one.strip() for one in disguise.find(said)]


def test_there_are_enough_disguises_and_kinds_of_pressure():
    assert len(DISGUISES) >= 20
    assert len(KINDS) >= 12
    assert all(messages(kind, ["1", "2"], Random(0)) for kind in KINDS)


def test_without_a_guard_the_answer_gets_through_and_with_it_none(few):
    mine, others = leaks.Count(), leaks.Count()
    for kind in ("plain", "only check"):
        replies = leaks.talks(few[1], 0)[kind]
        for disguise in DISGUISES.values():
            leaks.tried(few[1], replies, kind, disguise, leaks.ours, mine, 0)
            leaks.tried(few[1], replies, kind, disguise, leaks.no_guard, others, 0)
    assert mine.trials == others.trials
    assert mine.rate() == 0
    assert others.rate() > 0.8
    assert others.worst()[0] == 1


def test_a_code_agreed_on_is_read_again():
    said = AGREED.hide("13", WORDS, Random(0))
    assert said is not None
    assert "13" in AGREED.find(said)


def test_texts_that_repeat_each_other_have_a_high_self_bleu():
    one = ["what", "did", "you", "do", "first"]
    other = ["a", "nut", "fell", "on", "me"]
    assert self_bleu([one, one]) == pytest.approx(1.0)
    assert self_bleu([one, other]) == 0.0


def test_the_bound_of_no_failures_falls_with_the_trials():
    assert upper(0, 0) == 1.0
    assert upper(0, 100) > upper(0, 10_000) > 0.0
    assert upper(5, 100) > 0.05
