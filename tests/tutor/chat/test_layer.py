"""The channel layer's own promises: who stops listening is gone, and an idle one is left in peace."""

from __future__ import annotations

import asyncio
import logging

import pytest
from channels.layers import get_channel_layer

MOMENTS = 60


async def test_who_stops_listening_at_any_moment_is_gone_at_once() -> None:
    """A page may leave while the layer writes, connects or waits; one that stays behind listens for ever."""
    layer = get_channel_layer()
    late = []
    for n in range(MOMENTS):
        listening = asyncio.ensure_future(layer.receive(await layer.new_channel()))
        await asyncio.sleep(n * 0.0002)
        listening.cancel()
        await asyncio.wait([listening], timeout=1.0)
        if not listening.done():
            late.append(n)
    assert not late, f"{len(late)} of {MOMENTS} listened on: {late}"


async def test_an_idle_listener_hears_nothing_of_timeouts(caplog: pytest.LogCaptureFixture) -> None:
    """It waits longer than one blocking read lasts, and then still gets its message."""
    layer = get_channel_layer()
    channel = await layer.new_channel()
    with caplog.at_level(logging.WARNING):
        listening = asyncio.ensure_future(layer.receive(channel))
        await asyncio.wait([listening], timeout=layer.brpop_timeout + 0.5)
        await layer.send(channel, {"type": "at.last"})
        assert (await asyncio.wait_for(listening, 2.0))["type"] == "at.last"
    assert caplog.messages == []
