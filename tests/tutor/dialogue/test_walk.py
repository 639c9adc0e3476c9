"""The policy's states, all of them: words everywhere, no reveal past the gate, no endless talk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.tutor.dialogue.talk import LIKE_IT, Talk
from tests.tutor.dialogue.walk import (
    BEHAVIOURS,
    CHOICE,
    COARSE,
    STEPS,
    behaviours_on,
    longest_talk,
    most_turns,
)
from tutor.types import Move, MoveKind

Behaviour = Callable[[Talk, int], Move]
LARGE = ("scaffold first", "all kinds")
KINDS = {"open": (None, None), "choice": (CHOICE, None), "with one like it": (None, LIKE_IT)}


@pytest.mark.parametrize(
    ("name", "kind", "reveals_allowed"),
    [
        (name, kind, allowed)
        for name in STEPS
        for kind in KINDS
        for allowed in (True, False)
        if allowed or kind == "open" or name not in LARGE  # each once, where all together take a minute
    ],
)
def test_every_reachable_state_has_words_and_every_talk_ends(name, kind, reveals_allowed):
    step, (control, sibling) = STEPS[name], KINDS[kind]
    start = Talk(step, reveals_allowed, control=control, scaffold_control=control, sibling=sibling)
    # All that anybody may do where the step is small; of the large ones one for each effect, and every miss
    # apart only where nothing else is unusual.
    behaviours: Mapping[str, Behaviour]
    if name not in LARGE:
        behaviours = BEHAVIOURS if kind == "open" else COARSE
    else:
        behaviours = COARSE if kind == "open" and reveals_allowed else behaviours_on(step)
    states, most = longest_talk(start, behaviours)
    assert states > 3
    assert most <= most_turns(step, start.leaks)


@pytest.mark.parametrize("control", [None, CHOICE], ids=["open", "choice"])
@pytest.mark.parametrize("name", STEPS)
def test_while_placing_nobody_is_asked_more_than_twice_and_nothing_is_given(name, control):
    _states, most = longest_talk(Talk(STEPS[name], control=control, placing=True))
    assert most == 2
    for behave in BEHAVIOURS.values():
        talk = Talk(STEPS[name], control=control, placing=True)
        moves = [behave(talk, 1)]
        while not talk.state.over:
            moves.append(behave(talk, 2))
        given = {MoveKind.ACKNOWLEDGE, MoveKind.STEP_OVER, MoveKind.REPLY, MoveKind.REPHRASE}
        assert {move.kind for move in moves} <= given
        assert talk.state.right == (moves[-1].kind is MoveKind.ACKNOWLEDGE)
        assert not talk.state.shown


@pytest.mark.parametrize("more", [{"support": "bare"}, {"support": "faded", "given": ["Take 3 away."]}])
@pytest.mark.parametrize("name", STEPS)
def test_begun_or_bare_every_talk_ends_as_well(name, more):
    start = Talk(STEPS[name], more=more)
    _states, most = longest_talk(start, behaviours_on(start.step) if name in LARGE else COARSE)
    assert most <= most_turns(start.step, start.leaks)


@pytest.mark.parametrize("reveals_allowed", [True, False])
@pytest.mark.parametrize("behaviour", BEHAVIOURS)
@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("sibling", [None, LIKE_IT], ids=["alone", "with one like it"])
def test_a_learner_who_only_ever_does_one_thing_gets_to_an_end(name, behaviour, reveals_allowed, sibling):
    talk = Talk(STEPS[name], reveals_allowed, sibling=sibling)
    heard: list[Move] = []
    while not talk.state.over:
        heard.append(BEHAVIOURS[behaviour](talk, len(heard)))
        assert len(heard) <= 30
    if sibling is not None and behaviour != "right":
        assert MoveKind.SIBLING in {move.kind for move in heard} or heard[-1].kind is MoveKind.DETOUR
    last = heard[-1]
    if behaviour in (
        "gibberish",
        "copy",
        "uncheckable",
        "asks for a hint",
        "asks for the answer",
        "does not know",
    ):
        assert last.kind is MoveKind.DETOUR
    if behaviour == "new wrong answer":
        assert last.kind is (MoveKind.REVEAL if reveals_allowed else MoveKind.DETOUR)
