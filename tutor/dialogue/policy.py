"""What the tutor does next: one table from what is known to the next move. Knows no learner model and no log.

The rows of TABLE are read from the top; the first that fits decides. A row that gives nothing away stands
below the row that ends nudging, so nobody is asked more than turn.MOST_NUDGES times before something is
given, and every rung is given once: each walk through the table ends. `asking` and `giving` hold the moves.
"""

from __future__ import annotations

from collections.abc import Callable

from courses.types import Hint, Step
from tutor.dialogue import asking, giving
from tutor.dialogue.answering import Told
from tutor.dialogue.gate import may_tell_scaffold
from tutor.dialogue.intent import Intent
from tutor.dialogue.state import StepState
from tutor.dialogue.turn import Turn
from tutor.types import Move, Outcome, Sibling, Verdict


def _tells_nothing(_text: str) -> bool:
    return False


def _no_sibling() -> Sibling | None:
    return None


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
    sibling: Callable[[], Sibling | None] = _no_sibling,
    told: Told | None = None,
    hurried: bool = False,
    leads_to: Callable[[], str] = str,
) -> Move:
    """The tutor's reply to one message. Pure: the same arguments give the same move; never without words.

    `state` holds what stood before this message, `text` is what the learner wrote. `verdict` is about the
    open scaffold when there is one, else about the step (for a right answer to the step meanwhile pass
    `state.without_scaffold()`); give it for gibberish in the answer field too, which is no plain remark.
    `answer()` gives the step's answer as Markdown and is called only past the gate; `hint_answer(hint)` a
    scaffold's, only after an attempt at it (without it, a scaffold is left untold). `leaks(text)` says if
    a text gives the step's answer away: authored hints that do are kept back until the solution is earned.
    `contact` is whom a learner in distress can turn to, empty where nobody is named. `sibling()` gives a
    problem like this one that may be shown worked out (`gate.may_demonstrate`), None where there is none; it
    is called only where one is to be shown. `told` is what was found in answer to a question, None where
    nothing was looked for. `hurried`: the message came sooner than the last hint can be read.
    `leads_to()` names what a detour leads to, and from where this problem comes back; empty if it does not.
    """
    turn = Turn(
        state,
        step,
        intent,
        verdict,
        text,
        seed,
        reveals_allowed,
        answer,
        hint_answer,
        leaks,
        contact,
        sibling,
        told,
        hurried,
        leads_to,
    )
    for why, fits, reply in TABLE:
        if fits(turn):
            return reply(turn, why)
    raise AssertionError("the last row of the table fits everything")


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
        asking.care_and_leave,
    ),
    ("speaks of harm", lambda t: t.in_distress, asking.care),
    ("the step is over", lambda t: t.state.over, asking.over),
    # while a learner is being placed there is one answer and no ladder
    ("right, placing", lambda t: t.state.placing and t.right, asking.take),
    ("says that they do not know, placing", lambda t: t.state.placing and t.says_unknown, asking.step_over),
    ("wrong, placing", lambda t: t.state.placing and t.wrong and not t.copied, asking.step_over),
    ("nothing to judge again, placing", lambda t: t.state.placing and t.state.nudges > 0, asking.step_over),
    ("wants help, placing", lambda t: t.state.placing and t.begs_or_wants_help, asking.no_help_yet),
    ("asked for the answer", lambda t: t.intent is Intent.ASKS_ANSWER and t.earned, giving.lead_to_reveal),
    ("hurries past the last hint", lambda t: t.skips_hint, asking.pause),
    # while a smaller question is open, answers are answers to it
    ("right on the smaller question", lambda t: t.state.in_scaffold and t.right, asking.hand_back),
    ("set aside", lambda t: t.state.in_scaffold and t.intent is Intent.SETS_ASIDE, asking.set_aside),
    ("missed it twice", lambda t: t.state.in_scaffold and t.second_scaffold_miss, giving.tell_or_leave),
    ("nudged often enough", lambda t: t.state.in_scaffold and t.nudged_enough, giving.tell_or_leave),
    ("takes the detour that was offered", lambda t: t.takes_detour, asking.take_detour),
    ("asks what the course answers", lambda t: t.is_told and not t.nudged_enough, asking.tell),
    ("wrong on the smaller question", lambda t: t.state.in_scaffold and t.wrong, asking.retry_scaffold),
    ("wants help with it", lambda t: t.state.in_scaffold and t.wants_help, giving.tell_or_leave),
    (
        "asked for its answer after a try",
        lambda t: t.intent is Intent.ASKS_ANSWER and may_tell_scaffold(t.state).allowed,
        giving.tell_or_leave,
    ),
    # the question of the step
    ("right", lambda t: t.right, asking.acknowledge),
    ("never knows", lambda t: t.never_knows and not t.state.in_scaffold, giving.show_sibling_or_climb),
    ("wants help", lambda t: t.wants_help, giving.climb),
    ("nudged often enough", lambda t: t.nudged_enough, giving.climb),
    (
        "asked for the answer after a try",
        lambda t: t.intent is Intent.ASKS_ANSWER and not t.state.in_scaffold and t.state.own_tries > 0,
        giving.climb,
    ),
    ("asked for the answer too early", lambda t: t.intent is Intent.ASKS_ANSWER, asking.ask_for_guess),
    ("asks what nobody here answers", lambda t: t.told is not None, asking.tell),
    ("signs that nobody here reads", lambda t: t.unreadable is not None, asking.say_unreadable),
    ("tells how they went", lambda t: t.explains, giving.climb),
    ("a step on the way", lambda t: t.intent is Intent.PART, asking.remark),
    ("not readable as an answer", lambda t: t.gibberish and t.nearly_an_answer, asking.say_why),
    ("not an attempt", lambda t: t.gibberish, asking.take_up),
    ("cannot be checked", lambda t: t.outcome is Outcome.CANNOT_CHECK, asking.rephrase("cannot_check")),
    ("hands back the question", lambda t: t.wrong and t.copied, asking.rephrase("copied")),
    ("shows a known wrong idea", lambda t: t.misconception is not None, asking.expose),
    ("a line that does not follow", lambda t: t.new_bad_line, asking.ask_about_line),
    ("only the form is wrong", lambda t: t.only_form_wrong, asking.probe),
    ("first miss", lambda t: t.wrong and t.state.own_tries == 0, asking.probe),
    ("missed again, where help is for the asking", lambda t: t.wrong and t.state.bare, asking.probe),
    ("missed again", lambda t: t.wrong, giving.climb),
    ("asks about the task", lambda t: t.intent is Intent.ASKS_TASK, asking.remark),
    ("asks about the subject", lambda t: t.intent is Intent.ASKS_SUBJECT, asking.remark),
    ("tired of it", lambda t: t.intent is Intent.FRUSTRATED, asking.remark),
    ("speaks of something else", lambda t: t.intent is Intent.OFF_TOPIC, asking.remark),
    ("claims a right to the answer", lambda t: t.intent is Intent.AUTHORITY, asking.remark),
    ("wants rules or marks changed", lambda t: t.intent is Intent.TAMPERING, asking.remark),
    ("a remark", lambda t: True, asking.remark),
)
