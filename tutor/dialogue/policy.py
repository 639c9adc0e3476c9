"""What the tutor does next: one table from what is known to the next move. Knows no learner model and no log.

The rows of TABLE are read from the top; the first that fits decides. A row that gives nothing away stands
below the row that ends nudging, so nobody is asked more than turn.MOST_NUDGES times before something is
given, and every rung is given once: each walk through the table ends. Only `_reveal` asks for the solution,
and only past the gate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from courses.types import Hint, Step
from tutor.dialogue import ladder
from tutor.dialogue.gate import ENOUGH_QUESTIONS, may_reveal, may_tell_scaffold
from tutor.dialogue.intent import Intent
from tutor.dialogue.state import StepState
from tutor.dialogue.turn import WORDS_FIRST, Turn
from tutor.types import Finding, Move, MoveKind, Outcome, Verdict


def _tells_nothing(_text: str) -> bool:
    return False


def next_move(
    state: StepState,
    step: Step,
    intent: Intent,
    verdict: Verdict | None,
    *,
    answer: Callable[[], str],
    text: str = "",
    reveals_allowed: bool = True,
    seed: int = 0,
    hint_answer: Callable[[Hint], str] | None = None,
    leaks: Callable[[str], bool] = _tells_nothing,
    contact: str = "",
) -> Move:
    """The tutor's reply to one message. Pure: the same arguments give the same move; never without words.

    `state` holds what stood before this message, `text` is what the learner wrote. `verdict` is about the
    open scaffold when there is one, else about the step (for a right answer to the step meanwhile pass
    `state.without_scaffold()`); give it for gibberish in the answer field too, which is no plain remark.
    `answer()` gives the step's answer as Markdown and is called only past the gate; `hint_answer(hint)` a
    scaffold's, only after an attempt at it (without it, a scaffold is left untold). `leaks(text)` says if
    a text gives the step's answer away: authored hints that do are kept back until the solution is earned.
    `contact` is whom a learner in distress can turn to, empty where nobody is named.
    """
    turn = Turn(
        state, step, intent, verdict, text, seed, reveals_allowed, answer, hint_answer, leaks, contact
    )
    for why, fits, reply in TABLE:
        if fits(turn):
            return reply(turn, why)
    raise AssertionError("the last row of the table fits everything")


def _care(turn: Turn, why: str) -> Move:
    """A human contact, calmly; the question can wait."""
    slot = "distress" if turn.contact else "distress_no_contact"
    return turn.move(MoveKind.REPLY, slot, why, contact=turn.contact)


def _care_and_leave(turn: Turn, why: str) -> Move:
    """The same words, and nobody is held at the question."""
    kind = MoveKind.STEP_OVER if turn.state.placing else MoveKind.DETOUR
    return replace(_care(turn, why), kind=kind)


def _over(turn: Turn, why: str) -> Move:
    return turn.move(MoveKind.REPLY, "over", why)


def _acknowledge(turn: Turn, why: str) -> Move:
    slot = "right_assisted" if turn.state.rung else "right_begun" if turn.state.begun else "right"
    return turn.move(MoveKind.ACKNOWLEDGE, slot, why, done=True)


def _take(turn: Turn, why: str) -> Move:
    """While placing, a mark is enough; more would be read as teaching."""
    return turn.move(MoveKind.ACKNOWLEDGE, "placing_right", why, done=True)


def _step_over(turn: Turn, why: str) -> Move:
    slot = "placing_unknown" if turn.says_unknown else "placing_on"
    return turn.move(MoveKind.STEP_OVER, slot, why)


def _no_help_yet(turn: Turn, why: str) -> Move:
    return turn.move(MoveKind.REPLY, "placing_no_help", why)


def _hand_back(turn: Turn, why: str) -> Move:
    return turn.move(MoveKind.ACKNOWLEDGE, "right_scaffold", why, hint=turn.state.open_scaffold)


def _retry_scaffold(turn: Turn, why: str) -> Move:
    return turn.move(MoveKind.PROBE, "scaffold_retry", why)


def _set_aside(turn: Turn, why: str) -> Move:
    return turn.move(MoveKind.REPLY, "scaffold_left", why, hint=turn.state.open_scaffold)


def _tell_or_leave(turn: Turn, why: str) -> Move:
    """The open scaffold's answer if it is earned and is not the step's own answer; else on without it."""
    scaffold = turn.scaffold
    if scaffold is None or turn.hint_answer is None or not may_tell_scaffold(turn.state).allowed:
        return _climb(turn, why)
    told = turn.hint_answer(scaffold)
    if turn.tells(told):
        return _climb(turn, f"{why}; its answer would be the whole answer")
    return turn.move(MoveKind.POINT, "scaffold_told", why, text=told, hint=scaffold.id)


def _climb(turn: Turn, why: str) -> Move:
    """The next rung; at the top of the ladder whatever is left to do."""
    hint = ladder.next_rung(turn.step, turn.state.shown, turn.tells)
    if hint is None:
        return _set_aside(turn, why) if turn.state.in_scaffold else _at_the_top(turn, why)
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
        return "rung_after_frustration" if turn.intent is Intent.FRUSTRATED else "rung_after_question"
    if turn.intent is Intent.ASKS_ANSWER and turn.state.own_tries and turn.reveals_allowed:
        return "rung_before_reveal"
    return kind.value


def _at_the_top(turn: Turn, why: str) -> Move:
    """No rung is left: ask, then offer, then show what is earned, else lead to another problem."""
    why = f"{why}; no rung left"
    if turn.wrong and turn.state.questions < ENOUGH_QUESTIONS and not turn.nudged_enough:
        return _probe(turn, why)
    if turn.state.nudges < (1 if turn.wants_help else 2):
        if turn.earned:
            return turn.move(MoveKind.REPLY, "offer_reveal", why)
        return turn.move(MoveKind.ASK_FOR_GUESS, "offer_guess" if turn.state.rung else "no_hints", why)
    return _reveal(turn, why)


def _reveal(turn: Turn, why: str) -> Move:
    """The solution if the gate opens; without it another problem. The one place that asks for the answer."""
    permission = may_reveal(turn.state, turn.reveals_allowed)
    if not permission.allowed:
        return turn.move(MoveKind.DETOUR, "detour", f"{why}; {permission.why}")
    move = turn.move(MoveKind.REVEAL, "reveal", f"{why}; {permission.why}", done=True)
    lines = turn.step.solution or ladder.withheld(turn.step, turn.state.shown, turn.tells)
    return Move(
        move.kind, move.words, move.reason, rung=move.rung, step_done=True, solution=(*lines, turn.answer())
    )


def _ask_for_guess(turn: Turn, why: str) -> Move:
    if turn.state.in_scaffold:
        return turn.move(MoveKind.ASK_FOR_GUESS, "ask_guess_scaffold", why)
    slot = "ask_guess" if turn.reveals_allowed else "ask_guess_closed"
    return turn.move(MoveKind.ASK_FOR_GUESS, slot, why)


def _rephrase(slot: str) -> Callable[[Turn, str], Move]:
    return lambda turn, why: turn.move(MoveKind.REPHRASE, slot, why)


def _say_why(turn: Turn, why: str) -> Move:
    """What kept the checker from reading it, in its own words: they compare nothing with the answer."""
    reason = turn.verdict.reason if turn.verdict else ""
    if not reason or turn.tells(reason):
        return turn.move(MoveKind.REPHRASE, "not_an_attempt", why)
    return Move(MoveKind.REPHRASE, reason, why, rung=turn.state.rung)


def _expose(turn: Turn, why: str) -> Move:
    known = turn.misconception
    if known is None:
        return _probe(turn, why)
    if turn.bad_line is not None:
        line = str(turn.bad_line)
        return turn.move(MoveKind.PROBE, "line_idea", f"{why}: {known.id}", text=known.question, line=line)
    return turn.move(MoveKind.PROBE, "misconception", f"{why}: {known.id}", text=known.question)


def _ask_about_line(turn: Turn, why: str) -> Move:
    """The line that decides, with numbers that show it, unless those would tell the answer."""
    number = turn.bad_line
    found = (
        next((line for line in turn.verdict.lines if line["line"] == number), None) if turn.verdict else None
    )
    if number is None or found is None:
        return _probe(turn, why)
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


def _probe(turn: Turn, why: str) -> Move:
    if turn.unfinished:
        slot = "unfinished"
    elif turn.only_form_wrong:
        slot = "probe_form"
    elif turn.outcome is Outcome.PARTIAL:
        slot = "probe_partial"
    else:
        slot = "probe_more" if turn.state.own_tries else "probe_first"
    return turn.move(MoveKind.PROBE, slot, why)


def _remark(turn: Turn, why: str) -> Move:
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


Row = tuple[str, Callable[[Turn], bool], Callable[[Turn, str], Move]]

TABLE: tuple[Row, ...] = (
    # before everything else, also when the question is over
    (
        "speaks of harm, again and again",
        lambda t: (
            t.in_distress
            and not t.state.over
            and (t.nudged_enough or (t.state.placing and t.state.nudges > 0))
        ),
        _care_and_leave,
    ),
    ("speaks of harm", lambda t: t.in_distress, _care),
    ("the step is over", lambda t: t.state.over, _over),
    # while a learner is being placed there is one answer and no ladder
    ("right, placing", lambda t: t.state.placing and t.right, _take),
    ("says that they do not know, placing", lambda t: t.state.placing and t.says_unknown, _step_over),
    ("wrong, placing", lambda t: t.state.placing and t.wrong and not t.copied, _step_over),
    ("nothing to judge again, placing", lambda t: t.state.placing and t.state.nudges > 0, _step_over),
    ("wants help, placing", lambda t: t.state.placing and t.begs_or_wants_help, _no_help_yet),
    ("asked for the answer", lambda t: t.intent is Intent.ASKS_ANSWER and t.earned, _reveal),
    # while a smaller question is open, answers are answers to it
    ("right on the smaller question", lambda t: t.state.in_scaffold and t.right, _hand_back),
    ("set aside", lambda t: t.state.in_scaffold and t.intent is Intent.SETS_ASIDE, _set_aside),
    ("missed it twice", lambda t: t.state.in_scaffold and t.second_scaffold_miss, _tell_or_leave),
    ("nudged often enough", lambda t: t.state.in_scaffold and t.nudged_enough, _tell_or_leave),
    ("wrong on the smaller question", lambda t: t.state.in_scaffold and t.wrong, _retry_scaffold),
    ("wants help with it", lambda t: t.state.in_scaffold and t.wants_help, _tell_or_leave),
    (
        "asked for its answer after a try",
        lambda t: t.intent is Intent.ASKS_ANSWER and may_tell_scaffold(t.state).allowed,
        _tell_or_leave,
    ),
    # the question of the step
    ("right", lambda t: t.right, _acknowledge),
    ("wants help", lambda t: t.wants_help, _climb),
    ("nudged often enough", lambda t: t.nudged_enough, _climb),
    (
        "asked for the answer after a try",
        lambda t: t.intent is Intent.ASKS_ANSWER and not t.state.in_scaffold and t.state.own_tries > 0,
        _climb,
    ),
    ("asked for the answer too early", lambda t: t.intent is Intent.ASKS_ANSWER, _ask_for_guess),
    ("tells how they went", lambda t: t.explains, _climb),
    ("a step on the way", lambda t: t.intent is Intent.PART, _remark),
    ("not readable as an answer", lambda t: t.gibberish and t.nearly_an_answer, _say_why),
    ("not an attempt", lambda t: t.gibberish, _rephrase("not_an_attempt")),
    ("cannot be checked", lambda t: t.outcome is Outcome.CANNOT_CHECK, _rephrase("cannot_check")),
    ("hands back the question", lambda t: t.wrong and t.copied, _rephrase("copied")),
    ("shows a known wrong idea", lambda t: t.misconception is not None, _expose),
    ("a line that does not follow", lambda t: t.new_bad_line, _ask_about_line),
    ("only the form is wrong", lambda t: t.only_form_wrong, _probe),
    ("first miss", lambda t: t.wrong and t.state.own_tries == 0, _probe),
    ("missed again, where help is for the asking", lambda t: t.wrong and t.state.bare, _probe),
    ("missed again", lambda t: t.wrong, _climb),
    ("asks about the task", lambda t: t.intent is Intent.ASKS_TASK, _remark),
    ("asks about the subject", lambda t: t.intent is Intent.ASKS_SUBJECT, _remark),
    ("tired of it", lambda t: t.intent is Intent.FRUSTRATED, _remark),
    ("speaks of something else", lambda t: t.intent is Intent.OFF_TOPIC, _remark),
    ("claims a right to the answer", lambda t: t.intent is Intent.AUTHORITY, _remark),
    ("wants rules or marks changed", lambda t: t.intent is Intent.TAMPERING, _remark),
    ("a remark", lambda t: True, _remark),
)
