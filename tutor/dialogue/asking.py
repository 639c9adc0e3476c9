"""Moves that give nothing away: a mark, a question about an answer, a word to a remark. Decides no order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tutor.dialogue import answering
from tutor.dialogue.intent import Intent
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


def say_why(turn: Turn, why: str) -> Move:
    """What kept the checker from reading it, in its own words: they compare nothing with the answer."""
    reason = turn.verdict.reason if turn.verdict else ""
    if not reason or turn.tells(reason):
        return turn.move(MoveKind.REPHRASE, "not_an_attempt", why)
    return Move(MoveKind.REPHRASE, reason, why, rung=turn.state.rung)


def expose(turn: Turn, why: str) -> Move:
    known = turn.misconception
    if known is None:
        return probe(turn, why)
    if turn.bad_line is not None:
        line = str(turn.bad_line)
        return turn.move(MoveKind.PROBE, "line_idea", f"{why}: {known.id}", text=known.question, line=line)
    return turn.move(MoveKind.PROBE, "misconception", f"{why}: {known.id}", text=known.question)


def ask_about_line(turn: Turn, why: str) -> Move:
    """The line that decides, with numbers that show it, unless those would tell the answer."""
    number = turn.bad_line
    found = (
        next((line for line in turn.verdict.lines if line["line"] == number), None) if turn.verdict else None
    )
    if number is None or found is None:
        return probe(turn, why)
    why = f"{why}: line {number}"
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


def probe(turn: Turn, why: str) -> Move:
    if turn.unfinished:
        slot = "unfinished"
    elif turn.only_form_wrong:
        slot = "probe_form"
    elif turn.outcome is Outcome.PARTIAL:
        slot = "probe_partial"
    else:
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
    return turn.move(MoveKind.REPLY, REPLIES.get(turn.intent, "remark"), why)


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
