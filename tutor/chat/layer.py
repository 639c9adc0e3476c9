"""A Redis channel layer that waits for a restarted Redis instead of ending every open conversation."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog
from channels_redis.core import RedisChannelLayer
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

PAUSE_S = 1.0


class PatientRedisLayer(RedisChannelLayer):
    """Notices sent while Redis was away are lost; pages catch up from the log (see tutor/notify.py)."""

    async def receive(self, channel: str) -> dict[str, Any]:
        while True:
            try:
                return await super().receive(channel)
            except (RedisError, OSError) as error:
                log.warning("channel_layer_away", error=repr(error))
                await asyncio.sleep(PAUSE_S)
