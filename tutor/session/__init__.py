"""Joins records, thinkers and the model server into one turn. Every door calls only what stands here."""

from tutor.session.appeals import named as appeal_id
from tutor.session.appeals import pressed as appealed
from tutor.session.autonomy import setting as autonomy_of
from tutor.session.opening import is_placeable
from tutor.session.prompt import Prompt, prompt_of
from tutor.session.start import (
    LEARNER_KEY,
    TRIALS_KEY,
    latest_session,
    open_session,
    session_here,
    session_of,
)
from tutor.session.turn import drive, take_turn, tell_news
from tutor.session.view import SessionError, View, events_after, read

__all__ = [
    "LEARNER_KEY",
    "TRIALS_KEY",
    "Prompt",
    "SessionError",
    "View",
    "appeal_id",
    "appealed",
    "autonomy_of",
    "drive",
    "events_after",
    "is_placeable",
    "latest_session",
    "open_session",
    "prompt_of",
    "read",
    "session_here",
    "session_of",
    "take_turn",
    "tell_news",
]
