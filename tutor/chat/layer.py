"""A Redis channel layer that waits for a restarted Redis instead of ending every open conversation."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog
from channels_redis.core import RedisChannelLayer
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

PAUSE_S = 1.0
CANCEL_AGAIN_S = 0.05


class PatientRedisLayer(RedisChannelLayer):
    """Notices sent while Redis was away are lost, and so may be its groups (see tutor/notify.py).

    Who listens is told by a message of type `layer.back`, so that it joins again and catches up.
    """

    async def receive(self, channel: str) -> dict[str, Any]:
        was_away = False
        while True:
            try:
                if was_away:
                    await self.connection(self.consistent_hash(channel)).ping()
                    return {"type": "layer.back"}
                return await _cancellable(super().receive(channel))
            except (RedisError, OSError) as error:
                if not was_away:
                    log.warning("channel_layer_away", error=repr(error))
                was_away = True
                await asyncio.sleep(PAUSE_S)


async def _cancellable(receiving: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
    """Python 3.11's `wait_for`, which redis writes under, may swallow a cancellation just when it is done.

    The page that left would then be listened for until Redis goes away: so ask again until it ends.
    """
    task = asyncio.ensure_future(receiving)
    try:
        await asyncio.wait([task])
    except asyncio.CancelledError:
        while not task.done():
            task.cancel()
            await asyncio.wait([task], timeout=CANCEL_AGAIN_S)
        raise
    return task.result()
