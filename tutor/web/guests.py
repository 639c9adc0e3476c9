"""Which learner this browser is. A guest becomes one on the first start; nobody has to sign up."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from tutor.models import Learner
from tutor.session import LEARNER_KEY, TRIALS_KEY

MOST_TRIALS = 5  # of an author, that stay open at once


def learner_id_of(request: HttpRequest) -> UUID | None:
    value = request.session.get(LEARNER_KEY)
    return UUID(value) if value else None


def learner_of(request: HttpRequest) -> Learner | None:
    learner_id = learner_id_of(request)
    return Learner.objects.filter(id=learner_id).first() if learner_id else None


def become_learner(request: HttpRequest) -> Learner:
    """The browser's learner, made now if it has none."""
    learner = learner_of(request)
    if learner is None:
        learner = Learner.objects.create()
        request.session[LEARNER_KEY] = str(learner.id)
    return learner


def remember_trial(request: HttpRequest, learner_id: UUID) -> None:
    """This browser may open the trial besides; whoever it was before it still is."""
    known = request.session.get(TRIALS_KEY, [])
    request.session[TRIALS_KEY] = [*known, str(learner_id)][-MOST_TRIALS:]


def forget_learner(request: HttpRequest) -> None:
    """Another person sits down: nothing of the one before can be reached from this browser any more."""
    request.session.flush()
