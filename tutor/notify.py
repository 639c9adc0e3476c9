"""Telling open pages that something changed. Group names live here; what changed is read from the database.

Every message may be lost (Redis down, nobody listening): pages catch up from the log.
"""

from __future__ import annotations

from uuid import UUID

import structlog
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


def session_group(session_id: UUID) -> str:
    return f"session.{session_id.hex}"


def learner_group(learner_id: UUID) -> str:
    return f"learner.{learner_id.hex}"


async def events_added(session_id: UUID, last_seq: int) -> None:
    await _send(session_group(session_id), {"type": "events.added", "last_seq": last_seq})


async def beliefs_changed(learner_id: UUID) -> None:
    await _send(learner_group(learner_id), {"type": "beliefs.changed"})


async def ruling_made(learner_id: UUID) -> None:
    """Open pages tell it; who has none open hears of it on the next visit."""
    await _send(learner_group(learner_id), {"type": "ruling.made"})


async def _send(group: str, message: dict[str, object]) -> None:
    layer = get_channel_layer()
    try:
        await layer.group_send(group, message)
    except (RedisError, OSError) as error:
        log.warning("notice_lost", group=group, error=repr(error))
