"""What we believe of a learner: a view on the log of evidence."""

from tutor.memory.beliefs import (
    ask,
    beliefs_of,
    decay_beliefs,
    forget_beliefs,
    lagging,
    rebuild_beliefs,
    standing_of,
    update_beliefs,
)
from tutor.memory.decay import decay_some
from tutor.memory.fitting import Outcome, fit_course, losses, next_to_fit
from tutor.memory.guesses import Guess
from tutor.memory.guesses import first as first_guess
from tutor.memory.reading import beside, tell_course, tell_texts
from tutor.memory.reviews import comes_back
from tutor.memory.reviews import for_today as reviews_for_today
from tutor.memory.traces import clicked

__all__ = [
    "Guess",
    "Outcome",
    "ask",
    "beliefs_of",
    "beside",
    "clicked",
    "comes_back",
    "decay_beliefs",
    "decay_some",
    "first_guess",
    "fit_course",
    "forget_beliefs",
    "lagging",
    "losses",
    "next_to_fit",
    "rebuild_beliefs",
    "reviews_for_today",
    "standing_of",
    "tell_course",
    "tell_texts",
    "update_beliefs",
]
