"""The only way to a solution. Knows what the learner did on the step, never the solution itself.

A reveal is earned by work of the learner's own, never by asking:

* a scaffold finished by the learner (where the first lines were given, they may hold its answer: it earns
  nothing there), or
* three different honest attempts, or
* one honest attempt, after help was offered: a rung of the ladder, or, on a step without hints, two of the
  tutor's questions about wrong answers.

An honest attempt was judged wrong or partly wrong; gibberish, copies of the question, the same answer again
and answers that could not be checked are none. Begging is not looked at: it neither helps nor harms. Who
never attempts anything is led elsewhere by the policy (a detour), so a closed gate is no wall.

A worked example shows the solution of something else, which nobody has to earn. It passes only if it is no
item that is asked as evidence and gives none away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tutor.dialogue.state import StepState

ENOUGH_TRIES = 3
ENOUGH_QUESTIONS = 2


@dataclass(frozen=True, slots=True)
class Permission:
    allowed: bool
    why: str


def may_reveal(state: StepState, reveals_allowed: bool = True) -> Permission:
    """Whether the solution of the step may be shown now. `reveals_allowed`: the lesson's own rule."""
    if not reveals_allowed:
        return Permission(False, "this lesson shows no solutions")
    if state.right:
        return Permission(True, "solved")
    if state.finished_scaffolds and not state.begun:
        return Permission(True, "finished a scaffold")
    if state.own_tries >= ENOUGH_TRIES:
        return Permission(True, f"{ENOUGH_TRIES} different attempts")
    if state.own_tries and (state.rung or state.questions >= ENOUGH_QUESTIONS):
        return Permission(True, "an attempt, and help was offered")
    if state.own_tries:
        return Permission(False, "an attempt, but no help yet")
    return Permission(False, "no attempt yet")


def may_tell_scaffold(state: StepState) -> Permission:
    """Whether the answer of the open scaffold may be told: by an honest attempt at that very question."""
    if state.scaffold_misses:
        return Permission(True, "an attempt at the smaller question")
    return Permission(False, "no attempt at the smaller question yet")


def may_demonstrate(
    shown: str, *, reveals_allowed: bool, is_asked: bool, tells: Iterable[Callable[[str], bool]]
) -> Permission:
    """Whether `shown`, all that a worked example says, may be seen before the question that comes next.

    `is_asked`: the same item, with the same numbers, was asked or is asked next. `tells`: does a text give
    the answer away to what is asked next, one for each step. `reveals_allowed`: the rule of its lesson.
    """
    if not reveals_allowed:
        return Permission(False, "its lesson shows no solutions")
    if is_asked:
        return Permission(False, "it is asked itself")
    if any(gives_away(shown) for gives_away in tells):
        return Permission(False, "it gives away what is asked next")
    return Permission(True, "nothing that is asked")
