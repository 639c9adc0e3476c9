"""Records of people, conversations and what we believe of a learner."""

from tutor.models.fits import CourseFit, CourseFitting
from tutor.models.knowledge import EvidenceRow, LearnerCourse, Review, SkillState, StuckSkill
from tutor.models.people import Learner, User
from tutor.models.questions import AskedQuestion
from tutor.models.rulings import Appeal, Ruling
from tutor.models.session import Attempt, EventRow, Session
from tutor.models.sites import Site

__all__ = [
    "Appeal",
    "AskedQuestion",
    "Attempt",
    "CourseFit",
    "CourseFitting",
    "EventRow",
    "EvidenceRow",
    "Learner",
    "LearnerCourse",
    "Review",
    "Ruling",
    "Session",
    "Site",
    "SkillState",
    "StuckSkill",
    "User",
]
