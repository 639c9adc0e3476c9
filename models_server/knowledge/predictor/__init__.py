"""p(this learner answers this item, unassisted, now), fitted on a course's own log: docs/knowledge.md.

fitted = fit(log, course, seed)          # fit.py: plain values in
fitted.save(path); Fitted.load(path)     # predict.py: one .npz, no code in it
learner = fitted.learner()
learner.observe("item", 1.0)             # constant work an answer
learner.predict(["item", "another"])     # probabilities with 90 % intervals
"""

from models_server.knowledge.predictor.fit import TooLittle, fit
from models_server.knowledge.predictor.log import Attempt, CourseItem, FitError
from models_server.knowledge.predictor.predict import (
    Compared,
    Fitted,
    Learner,
    Probability,
    Report,
    UnknownItem,
)

__all__ = [
    "Attempt",
    "Compared",
    "CourseItem",
    "FitError",
    "Fitted",
    "Learner",
    "Probability",
    "Report",
    "TooLittle",
    "UnknownItem",
    "fit",
]
