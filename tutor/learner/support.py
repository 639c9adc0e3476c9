"""How much of a problem is shown before it is asked. Knows the prediction, not the problem.

A worked example first is worth most to whoever cannot do any of it yet, and is in the way of whoever can
(Kalyuga et al. 2003, expertise reversal). It fades step by step (Renkl & Atkinson 2003), until one is likely
to do it alone; who never gets there is noticed by `stuck`, whose ten attempts count these too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

BELOW = 0.35  # predicted unassisted success under which a new skill begins with a worked example
EDGE = 0.60  # from here on the problem is asked as it is: the low end of the band
ABOVE = 0.85  # above this nothing is offered unasked


MIDDLE, ALONE = 3, 5  # of the five settings of how much is shown: what it begins with, nothing unasked


@dataclass(frozen=True, slots=True)
class Fading:
    """From which predictions on help fades, for one setting. `examples`: worked ones before a begun one."""

    worked: float
    faded: float
    bare: float
    examples: int = 1


FADINGS: Mapping[int, Fading] = {
    1: Fading(0.60, 0.80, 1.0, examples=2),  # show me more
    2: Fading(0.45, 0.70, 0.92),
    MIDDLE: Fading(BELOW, EDGE, ABOVE),
    4: Fading(0.20, 0.45, 0.70),
    ALONE: Fading(0.0, 0.0, -1.0),  # let me try alone
}


class Support(StrEnum):
    """What a problem comes with."""

    WORKED = "worked"  # worked out, but for one step to predict
    FADED = "faded"  # begun, and to be finished
    PLAIN = "plain"  # as it is; help is offered
    BARE = "bare"  # as it is; help comes only when asked for


def support(p: float, is_new: bool, worked_before: int, autonomy: int = MIDDLE) -> Support:
    """How to present a problem that would be done without help with probability `p`.

    `is_new`: never yet a success without help on what it is for. `worked_before`: problems on it that came
    worked or faded so far. `autonomy`: the learner's setting. Raise ValueError for a p outside [0, 1] (NaN
    among them) or a count below 0, KeyError for a setting that is none of FADINGS.
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"p is {p}, not a probability")
    if worked_before < 0:
        raise ValueError(f"{worked_before} is no number of problems")
    fading = FADINGS[autonomy]
    if p > fading.bare:
        return Support.BARE
    if is_new and worked_before < fading.examples and p < fading.worked:
        return Support.WORKED
    if is_new and worked_before > 0 and p < fading.faded:
        return Support.FADED
    return Support.PLAIN
