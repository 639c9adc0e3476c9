"""What we believe of a learner: a view on the log of evidence."""

from tutor.memory.beliefs import ask, beliefs_of, forget_beliefs, lagging, standing_of, update_beliefs
from tutor.memory.reviews import comes_back
from tutor.memory.reviews import for_today as reviews_for_today
from tutor.memory.traces import clicked

__all__ = [
    "ask",
    "beliefs_of",
    "clicked",
    "comes_back",
    "forget_beliefs",
    "lagging",
    "reviews_for_today",
    "standing_of",
    "update_beliefs",
]
