"""Moves that give: a rung, a smaller question's answer, the solution or another problem. Decides no order.

Only `reveal` asks for the solution, and only past the gate.
"""

from __future__ import annotations

from dataclasses import replace

from tutor.dialogue import asking, examples, ladder, words
from tutor.dialogue.answering import Source
from tutor.dialogue.gate import ENOUGH_QUESTIONS, may_reveal, may_tell_scaffold
from tutor.dialogue.intent import Intent
from tutor.dialogue.turn import WORDS_FIRST, Turn
from tutor.types import Move, MoveKind, Outcome


def tell_or_leave(turn: Turn, why: str) -> Move:
    """The open scaffold's answer if it is earned and is not the step's own answer; else on without it."""
    scaffold = turn.scaffold
    if scaffold is None or turn.hint_answer is None or not may_tell_scaffold(turn.state).allowed:
        return climb(turn, why)
    told = turn.hint_answer(scaffold)
    if turn.tells(told):
        return climb(turn, f"{why}; its answer would be the whole answer")
    return turn.move(MoveKind.POINT, "scaffold_told", why, text=told, hint=scaffold.id)


def climb(turn: Turn, why: str) -> Move:
    """The next rung; at the top of the ladder whatever is left to do."""
    hint = ladder.next_rung(turn.step, turn.state.shown, turn.tells)
    if hint is None:
        return asking.set_aside(turn, why) if turn.state.in_scaffold else at_the_top(turn, why)
    kind = ladder.kind_of(hint, turn.state.rung)
    move = turn.move(kind, _lead_in(turn, kind), f"{why}: next rung", text=hint.text, hint=hint.id)
    return Move(move.kind, move.words, move.reason, rung=turn.state.rung + 1, hint=hint.id)


def _lead_in(turn: Turn, kind: MoveKind) -> str:
    if turn.wrong and not turn.state.in_scaffold:
        if turn.state.repeats(turn.text):
            return "rung_after_repeat"
        near = turn.outcome is Outcome.PARTIAL
        return "rung_after_near" if near else "rung_after_try"
    if turn.explains:
        return "rung_after_telling"
    if turn.intent in WORDS_FIRST and turn.wants_help:
        if turn.told is not None and turn.told.source is Source.NOTHING:
            return "rung_after_unanswered"
        return "rung_after_frustration" if turn.intent is Intent.FRUSTRATED else "rung_after_question"
    if turn.intent is Intent.ASKS_ANSWER and turn.state.own_tries and turn.reveals_allowed:
        return "rung_before_reveal"
    return kind.value


def at_the_top(turn: Turn, why: str) -> Move:
    """No rung is left: ask, show one like it, offer, show what is earned, else lead to another problem."""
    why = f"{why}; no rung left"
    if turn.wrong and turn.state.questions < ENOUGH_QUESTIONS and not turn.nudged_enough:
        return asking.probe(turn, why)
    untouched = not (turn.state.rung or turn.state.own_tries or turn.state.nudges)
    shown = None if untouched and turn.wants_help else one_like_it(turn, why)
    if shown is not None:
        return shown
    ready = turn.wants_help or turn.state.sibling or turn.state.blanked
    if turn.state.nudges < (1 if ready else 2):
        if turn.earned:
            return turn.move(MoveKind.REPLY, "offer_reveal", why)
        return _ask_without_hints(turn, why)
    return reveal(turn, why)


def _ask_without_hints(turn: Turn, why: str) -> Move:
    """Names what there is to name: this answer, else the last one, else what was written in its place."""
    slot = "offer_guess" if turn.state.rung else "no_hints"
    tried = turn.said if turn.wrong else turn.last_said
    if tried not in ("", words.NAMELESS):
        return turn.move(MoveKind.ASK_FOR_GUESS, f"{slot}_after_try", why, fields={"said": tried})
    if slot == "no_hints" and turn.verdict is not None and any(map(str.isalnum, turn.text)):
        slot = "no_hints_after_words"
    return turn.move(MoveKind.ASK_FOR_GUESS, slot, why)


def show_sibling_or_climb(turn: Turn, why: str) -> Move:
    """Who has no idea where to begin sees one like it; where there is none, the ladder has the rest."""
    return sibling(turn, why) or climb(turn, why)


def lead_to_reveal(turn: Turn, why: str) -> Move:
    """The solution is earned and asked for: once something comes before it that leaves the last word open."""
    return one_like_it(turn, why) or reveal(turn, why)


def one_like_it(turn: Turn, why: str) -> Move | None:
    """A worked sibling; where there is none, this solution but for its end. Each once, and one of the two."""
    if turn.state.blanked:
        return None
    return sibling(turn, why) or (None if turn.state.sibling else blank(turn, why))


def sibling(turn: Turn, why: str) -> Move | None:
    """No gate: it is no solution of what is asked. Whoever passes it in has seen to that."""
    if turn.state.sibling:
        return None
    like_it = turn.sibling()
    if like_it is None:
        return None
    slot = "sibling_after_try" if turn.wrong else "sibling"
    move = turn.move(MoveKind.SIBLING, slot, f"{why}: one like it, worked out")
    return replace(move, sibling=like_it)


def blank(turn: Turn, why: str) -> Move | None:
    permission = may_reveal(turn.state, turn.reveals_allowed)
    if not permission.allowed:
        return None
    lines = examples.blanked(turn.step.solution, turn.tells)
    if not lines or (turn.state.begun and lines == examples.begun(turn.step.solution, turn.tells)):
        return None
    move = turn.move(MoveKind.BLANK, "blank", f"{why}; {permission.why}: all but the end of it")
    return replace(move, begun=lines)


def reveal(turn: Turn, why: str) -> Move:
    """The solution if the gate opens; without it another problem. The one place that asks for the answer."""
    permission = may_reveal(turn.state, turn.reveals_allowed)
    if not permission.allowed:
        title = turn.leads_to()
        slot = "detour_to" if title and not turn.tells(title) else "detour"
        return turn.move(MoveKind.DETOUR, slot, f"{why}; {permission.why}", text=title)
    move = turn.move(MoveKind.REVEAL, "reveal", f"{why}; {permission.why}", done=True)
    lines = turn.step.solution or ladder.withheld(turn.step, turn.state.shown, turn.tells)
    return Move(
        move.kind, move.words, move.reason, rung=move.rung, step_done=True, solution=(*lines, turn.answer())
    )
