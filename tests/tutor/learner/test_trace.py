"""A trace that takes evidence piece by piece says what the whole history says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tutor.learner import whole
from tutor.learner import mastery
from tutor.learner.trace import Trace, Traces
from tutor.types import Evidence

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CHAIN = {"d": ("c",), "c": ("b", "x"), "b": ("a",), "a": (), "x": ()}
SKILLS = sorted(CHAIN)


def follow(history: Sequence[Evidence], pieces: int = 1) -> dict[str, Trace]:
    """Through JSON between every `pieces` pieces, as when each attempt is taken in by another worker."""
    kept: dict[str, dict] = {}
    for at in range(0, len(history), pieces):
        traces = Traces(kept, CHAIN)
        for one in history[at : at + pieces]:
            traces.follow(one)
        made = {skill: trace.as_dict() for skill, trace in traces.changed.items()}
        kept |= json.loads(json.dumps(made))
    return {skill: Trace.from_dict(plain) for skill, plain in kept.items()}


@st.composite
def histories(draw: st.DrawFn) -> list[Evidence]:
    """Steady clocks: `memory.traces` straightens those that are not."""
    hours = sorted(draw(st.lists(st.integers(0, 24 * 30), max_size=25)))
    return [
        Evidence(
            n=n,
            item=draw(st.sampled_from(["p/1", "p/2", "q/1", "r/1", "s/1"])),
            skills=tuple(draw(st.lists(st.sampled_from(SKILLS), min_size=1, max_size=2, unique=True))),
            score=draw(st.sampled_from([0.0, 0.5, 1.0, 1.0])),
            assisted=draw(st.booleans()),
            void=draw(st.sampled_from([False, False, True])),
            at=START + hour * HOUR,
            says_unknown=draw(st.sampled_from([False, False, True])),
            variant=draw(st.sampled_from(["", "7"])),
        )
        for n, hour in enumerate(hours, start=1)
    ]


@settings(deadline=None, max_examples=200)
@given(histories(), st.integers(1, 6))
def test_piece_by_piece_is_the_same_as_all_at_once(history: list[Evidence], pieces: int) -> None:
    traces = follow(history, pieces)
    now = START + 40 * 24 * HOUR
    for skill in SKILLS:
        trace = traces.get(skill, Trace())
        own = [one for one in history if skill in one.skills]
        results = [mastery.result(one, one.variant) for one in own]
        assert trace.marks.got_at == whole.got_at(results)
        assert trace.marks.kept_at == whole.kept_at(results)
        assert trace.marks.eureka_at == whole.eureka_at(results)
        assert trace.spin.since == whole.stuck_at(own)
        assert trace.returns.due == whole.due(history, skill, CHAIN, now)
        assert (trace.eureka_n is None) == (trace.marks.eureka_at is None)


def piece(n: int, skills: str, score: float = 1.0, **facts: object) -> Evidence:
    at = START + n * HOUR
    plain = {"item": f"{n}/s", "skills": tuple(skills), "assisted": False, "void": False, "at": at}
    return Evidence(n=n, score=score, **{**plain, **facts})  # type: ignore[arg-type]


def test_an_error_told_by_lines_is_one_on_the_skill_of_the_line() -> None:
    worked = [
        piece(1, "ab", 0.0, weight=0.0),
        piece(2, "a", 1.0, part="line 1: a", practice=False),
        piece(3, "b", 0.0, part="line 2: b", practice=False),
    ]
    traces = Traces({}, CHAIN)
    assert [traces.follow(one) for one in [*worked, piece(4, "ab")]][-1] == ["b"]
    assert (traces.of("b").marks.misses, traces.of("b").eureka_n) == (1, 4)
    assert traces.of("a").marks.eureka_at is None


def test_a_line_that_only_may_be_wrong_and_a_word_about_oneself_are_no_errors() -> None:
    traces = Traces({}, CHAIN)
    traces.follow(piece(1, "a", 0.0, weight=0.0))
    traces.follow(piece(2, "a", 0.0, part="line 1: a", weight=2 / 3, practice=False))
    traces.follow(piece(3, "a", 0.0, part="said: never met", practice=False))
    assert traces.follow(piece(4, "a")) == []


def test_a_wrong_guess_is_asked_for_once_and_makes_a_eureka() -> None:
    asked = []

    def wrong_guess(skill: str, before: datetime) -> datetime:
        asked.append(skill)
        return START

    traces = Traces({}, CHAIN, wrong_guess)
    assert [traces.follow(piece(n, "a")) for n in (1, 2, 3)] == [["a"], [], []]
    assert asked == ["a"]
    assert traces.of("a").marks.misses == 0


def test_errors_on_purpose_earn_no_second_eureka() -> None:
    traces = Traces({}, CHAIN)
    log = [piece(n, "a", float(n % 2 == 0)) for n in range(1, 60)]
    assert [one.n for one in log if traces.follow(one)] == [2]


def test_a_hundred_thousand_pieces_leave_a_trace_as_small_as_ten() -> None:
    def size(pieces: int) -> int:
        traces = Traces({}, CHAIN)
        for n in range(pieces):
            traces.follow(piece(n, "abcd"[n % 4], float(n % 3 == 0), variant=str(n), at=START + n * HOUR / 9))
        return len(json.dumps(traces.of("d").as_dict()))

    assert size(100_000) < size(10) + 200
