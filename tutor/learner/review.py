"""When a skill should come back. Knows one skill's history and the default FSRS parameters, no log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, MemoryState

RETENTION = 0.90  # probability of recall at which a review is due
SHORTEST = 1.0  # days; what comes back sooner is still the same lesson, not a review
LONGEST = 3650.0  # days
_MODEL = FSRS(DEFAULT_PARAMETERS)


def next_due(history: Sequence[tuple[datetime, bool]], now: datetime) -> datetime:
    """When to review, from `history` of (when, remembered) in order of the log; `now` if there is none.

    All datetimes are aware, or none is. The answer may lie in the past (overdue). Deterministic. A clock that
    ran backwards counts as no time passed, one that ran ahead of `now` as `now`.
    """
    if not history:
        return now
    memory: MemoryState | None = None
    days = SHORTEST
    last = min(history[0][0], now)
    for at, remembered in history:
        at = max(last, min(at, now))
        states = _MODEL.next_states(memory, RETENTION, (at - last).days)
        state = states.good if remembered else states.again
        memory, days, last = state.memory, state.interval, at
    return last + timedelta(days=min(max(days, SHORTEST), LONGEST))
