"""Moves that give nothing away: a mark, a question about an answer, a word to a remark. Decides no order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from tutor.dialogue import answering, words
from tutor.dialogue.intent import Intent, is_courtesy
from tutor.dialogue.turn import Turn
from tutor.types import Finding, Move, MoveKind, Outcome


def care(turn: Turn, why: str) -> Move:
    """A human contact, calmly; the question can wait."""
    slot = "distress" if turn.contact else "distress_no_contact"
    return turn.move(MoveKind.REPLY, slot, why, contact=turn.contact)


def care_and_leave(turn: Turn, why: str) -> Move:
    """The same words, and nobody is held at the question."""
    kind = MoveKind.STEP_OVER if turn.state.placing else MoveKind.DETOUR
    return replace(care(turn, why), kind=kind)


def over(turn: Turn, why: str) -> Move:
    return turn.move(MoveKind.REPLY, "over", why)


def acknowledge(turn: Turn, why: str) -> Move:
    slot = "right_assisted" if turn.state.rung else "right_begun" if turn.state.begun else "right"
    if turn.said == words.NAMELESS:
        slot = "right_unnamed"
    return turn.move(MoveKind.ACKNOWLEDGE, slot, why, done=True)


def take(turn: Turn, why: str) -> Move:
    """While placing, a mark is enough; more would be read as teaching."""
    return turn.move(MoveKind.ACKNOWLEDGE, "placing_right", why, done=True)


def step_over(turn: Turn, why: str) -> Move:
    slot = "placing_unknown" if turn.says_unknown else "placing_on"
    return turn.move(MoveKind.STEP_OVER, slot, why)


def no_help_yet(turn: Turn, why: str) -> Move:
    return turn.move(MoveKind.REPLY, "placing_no_help", why)


def hand_back(turn: Turn, why: str) -> Move:
    return turn.move(MoveKind.ACKNOWLEDGE, "right_scaffold", why, hint=turn.state.open_scaffold)


def retry_scaffold(turn: Turn, why: str) -> Move:
    return turn.move(MoveKind.PROBE, "scaffold_retry", why)


def set_aside(turn: Turn, why: str) -> Move:
    return turn.move(MoveKind.REPLY, "scaffold_left", why, hint=turn.state.open_scaffold)


def pause(turn: Turn, why: str) -> Move:
    """The next press gives the rung; this one asks what the last said."""
    return turn.move(MoveKind.PAUSE, "ask_guess_scaffold" if turn.state.in_scaffold else "pause", why)


def ask_for_guess(turn: Turn, why: str) -> Move:
    if turn.state.in_scaffold:
        return turn.move(MoveKind.ASK_FOR_GUESS, "ask_guess_scaffold", why)
    slot = "ask_guess" if turn.reveals_allowed else "ask_guess_closed"
    return turn.move(MoveKind.ASK_FOR_GUESS, slot, why)


def rephrase(slot: str) -> Callable[[Turn, str], Move]:
    return lambda turn, why: turn.move(MoveKind.REPHRASE, slot, why)


def take_up(turn: Turn, why: str) -> Move:
    """What is no answer to be marked: something of it is named where there is something."""
    found = turn.named
    if found is not None and not is_courtesy(turn.text):
        return turn.move(MoveKind.REPHRASE, found.slot, why, fields=found.fields)
    return turn.move(MoveKind.REPHRASE, "not_an_attempt", why)


def say_unreadable(turn: Turn, why: str) -> Move:
    """Another language, a program, signs alone: no word of it can be taken up."""
    return turn.move(MoveKind.REPHRASE, turn.unreadable or "not_an_attempt", why)


def say_why(turn: Turn, why: str) -> Move:
    """What was told in words is taken up; else what kept the checker from reading it, in its own words, which
    compare nothing with the answer."""
    reason = turn.verdict.reason if turn.verdict else ""
    if turn.named is not None or not reason or turn.tells(reason):
        return take_up(turn, why)
    return turn.move(MoveKind.REPHRASE, "unread", why, text=reason)


def expose(turn: Turn, why: str) -> Move:
    known = turn.misconception
    if known is None:
        return probe(turn, why)
    if turn.bad_line is not None:
        line = str(turn.bad_line)
        idea = turn.move(MoveKind.PROBE, "line_idea", f"{why}: {known.id}", text=known.question, line=line)
        return _what_holds_first(turn, idea)
    return turn.move(MoveKind.PROBE, "misconception", f"{why}: {known.id}", text=known.question)


def ask_about_line(turn: Turn, why: str) -> Move:
    """The line that decides, with numbers that show it, unless those would tell the answer."""
    number = turn.bad_line
    found = (
        next((line for line in turn.verdict.lines if line["line"] == number), None) if turn.verdict else None
    )
    if number is None or found is None:
        return probe(turn, why)
    return _what_holds_first(turn, _about_line(turn, number, found, f"{why}: line {number}"))


def _about_line(turn: Turn, number: int, found: Mapping[str, Any], why: str) -> Move:
    if found["status"] == Finding.SUSPECT:
        return turn.move(MoveKind.PROBE, "line_suspect", why, line=str(number))
    before = f"line {number - 1}" if number > 1 else "what was given"
    at = ", ".join(
        f"{name} = {value}" for name, value in (found["counterexample"] or {}).get("at", {}).items()
    )
    if at and "about" not in at and not turn.tells(f"Put ${at}$ into it."):
        return turn.move(MoveKind.PROBE, "line_at", why, line=str(number), before=before, at=f"${at}$")
    if found["relation"] == "false" or (number == 1 and not turn.step.answer.get("given")):
        return turn.move(MoveKind.PROBE, "line_alone", why, line=str(number))
    return turn.move(MoveKind.PROBE, "line_wrong", why, line=str(number), before=before)


def _what_holds_first(turn: Turn, move: Move) -> Move:
    """Before the question about a line, which of the others are right."""
    right = (
        [line["line"] for line in turn.verdict.lines if line["status"] == Finding.OK] if turn.verdict else []
    )
    if not right or turn.bad_line is None:
        return move
    last = turn.bad_line - 1
    from_start = last > 0 and set(range(1, last + 1)) <= set(right)
    lead = turn.move(
        move.kind,
        "lines_hold" if from_start else "line_holds",
        move.reason,
        line=str(last if from_start else right[0]),
    )
    return replace(move, words=f"{lead.words} {move.words}")


def probe(turn: Turn, why: str) -> Move:
    if turn.unfinished and turn.verdict is not None:
        return turn.move(MoveKind.PROBE, "unfinished", why, line=str(turn.verdict.lines[-1]["line"]))
    if turn.only_form_wrong:
        slot = "probe_form"
    elif turn.outcome is Outcome.PARTIAL:
        slot = "probe_partial"
    else:
        found = turn.named
        if found is not None:
            return turn.move(MoveKind.PROBE, found.slot, why, fields=found.fields)
        slot = "probe_more" if turn.state.own_tries else "probe_first"
    return turn.move(MoveKind.PROBE, slot, why)


def tell(turn: Turn, why: str) -> Move:
    """What was found in answer to a question, with its source; or that there is none. It is no rung."""
    told = turn.told
    if told is None:
        return remark(turn, why)
    said = answering.spoken(told, f"{turn.seed}:{turn.state.item}", turn.state.heard)
    return Move(MoveKind.REPLY, said, f"{why}: {told.source}", rung=turn.state.rung)


def take_detour(turn: Turn, why: str) -> Move:
    """Leaves the question for what it rests on; the session brings it back."""
    return turn.move(MoveKind.DETOUR, "detour_taken", why, skill=turn.state.offered)


def remark(turn: Turn, why: str) -> Move:
    found = turn.named if turn.intent in (Intent.PART, Intent.REMARK) else None
    if found is not None and (turn.intent is Intent.PART or found.slot not in NO_WORK):
        return turn.move(MoveKind.REPLY, found.slot, why, fields=found.fields)
    return turn.move(MoveKind.REPLY, REPLIES.get(turn.intent, "remark"), why)


# What may be said without being about the question at all: only an attempt that is read so is taken up.
NO_WORK = ("word", "told_words")
# What is no attempt and asks for nothing that a rung could answer: a slot of words each.
REPLIES = {
    Intent.PART: "part",
    Intent.ASKS_TASK: "question_task",
    Intent.ASKS_SUBJECT: "question_subject",
    Intent.FRUSTRATED: "frustrated",
    Intent.OFF_TOPIC: "off_topic",
    Intent.AUTHORITY: "authority",
    Intent.TAMPERING: "tampering",
}
