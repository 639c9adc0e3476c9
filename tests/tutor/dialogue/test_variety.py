"""A long session does not repeat itself."""

from __future__ import annotations

from collections import Counter
from itertools import cycle

import pytest

from courses.types import Hint, Step
from tutor.dialogue.guard import sentences
from tutor.dialogue.replay import Talk
from tutor.dialogue.words import opener
from tutor.types import Answer

TURNS = 50


def steps():
    """A course's worth of small questions, each with its hints."""
    for number in range(3, 60):
        hints = (
            Hint(f"h{number}", f"Look at the {number}."),
            Hint(f"i{number}", f"Start from {number} tens."),
        )
        prompt = f"A box holds {number} pens and there are 7 boxes. How many pens are there?"
        yield Step(f"s{number}", prompt, {"kind": "number", "value": str(number * 7)}, ("a",), hints)


def messages(step, turn):
    """What a learner who means well says to a step, in turn: guesses, sums, words, calls for help."""
    number = int(step.id[1:])
    return [
        Answer("answer", str(number + 7)),
        Answer("answer", f"I added {number} + 7 = {number + 7}. So it is {number + 7}."),
        Answer("button", "hint"),
        Answer("chat", f"is it {number * 7 + turn + 1}?"),
        Answer("chat", "what does the question mean"),
        Answer("answer", "many"),
        Answer("chat", "this is boring"),
        Answer("answer", str(number * 7)),
    ][turn % 8]


@pytest.mark.parametrize("seed", range(3))
def test_fifty_turns_without_a_sentence_said_twice(seed):
    said: list[str] = []
    heard: tuple[str, ...] = ()
    source, turn = steps(), cycle(range(8))
    talk: Talk | None = None
    while len(said) < TURNS:
        if talk is None or talk.state.over:
            talk = Talk(next(source), seed=seed)
            talk.tell([("tutor", words) for words in heard])
            turn = cycle([seed, 1, 3, 2, 4, 5, 6, 7] if len(said) % 2 else [1, 5, 0, 6, 3, 2, 4, 7])
        reply = talk.take(messages(talk.step, next(turn)))
        lead = reply.words.partition("\n\n")[0]
        said.append(lead)
        heard = talk.state.heard
    counts = Counter(sentence for lead in said for sentence in sentences(lead))
    assert {sentence: count for sentence, count in counts.items() if count > 1} == {}
    for at, lead in enumerate(said):
        assert opener(lead) not in {opener(one) for one in said[max(0, at - 8) : at]}, (at, lead)
