"""The serving bench: what counts as answered, percentiles, ratios, and what counts as growth. No server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import numpy as np
import pytest

from tests.bench.serving.client import Client
from tests.bench.serving.outcomes import Answer, Kind, counted, growth, kind, percentile, ratio

WHOLE = Answer(200, 3.0, first=0.2, finish="length", done=True, tokens=32)
REFUSED = Answer(503, 0.01, code="busy", retry_after="4")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (WHOLE, "whole"),
        (replace(WHOLE, finish="stop"), "whole"),
        (replace(WHOLE, finish="deadline"), "deadline"),
        (replace(WHOLE, done=False, left=True), "left"),
        (replace(WHOLE, done=False), "unanswered"),
        (replace(WHOLE, finish=""), "unanswered"),
        (REFUSED, "refused"),
        (replace(REFUSED, seconds=30.0), "late"),
        (replace(REFUSED, retry_after=""), "unanswered"),
        (replace(REFUSED, code="not_ready"), "unanswered"),
        (Answer(500, 0.1, code="internal"), "unanswered"),
        (Answer(0, 75.0), "unanswered"),
    ],
)
def test_only_what_a_caller_can_act_on_is_an_answer(answer: Answer, expected: Kind) -> None:
    assert kind(answer) == expected
    assert counted([answer, answer]) == {expected: 2}


def test_percentiles_are_those_of_numpy() -> None:
    values = [5.0, 1.0, 4.0, 2.5, 9.0]
    for percent in (0, 50, 95, 99, 100):
        assert percentile(values, percent) == pytest.approx(np.percentile(values, percent))
    assert percentile([2.0], 95) == 2.0


def test_a_ratio_is_the_median_over_rounds_and_not_the_ratio_of_medians() -> None:
    assert ratio([10.0, 1.0, 30.0], [10.0, 2.0, 20.0]) == 1.0
    with pytest.raises(ValueError, match="shorter"):
        ratio([1.0, 2.0], [1.0])


def test_warming_up_is_no_growth_and_a_leak_grows_in_both_halves() -> None:
    warm = growth([min(k, 20) for k in range(100)])
    assert (warm.growth, warm.early, warm.late, warm.noise) == (0, 0, 0, 0)
    leak = growth([float(k) for k in range(100)])
    assert (leak.before, leak.growth, leak.early, leak.late) == (39.0, 60.0, 30.0, 30.0)


def test_the_client_reads_a_stream_a_refusal_and_a_stream_that_breaks() -> None:
    whole, refused, broken = asyncio.run(_asked())
    assert kind(whole) == "whole"
    assert (whole.tokens, whole.prompt_tokens) == (2, 7)
    assert whole.first is not None
    assert kind(refused) == "refused"
    assert kind(broken) == "unanswered"
    assert broken.code == "internal"


async def _asked() -> list[Answer]:
    def event(delta: dict, finish: str | None = None) -> dict:
        return {"choices": [{"delta": delta, "finish_reason": finish}]}

    usage = {"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 2}}
    begun = [event({"role": "assistant", "content": ""}), event({"content": "Once"})]
    whole = [*begun, event({}, "stop"), usage]
    broken = [*begun, {"error": {"code": "internal", "message": "it failed"}}]

    async def lines(events: list[dict], end: str) -> AsyncIterator[bytes]:
        for one in events:
            yield f"data: {json.dumps(one)}\n\n".encode()
        yield end.encode()

    replies = [
        httpx.Response(200, content=lines(whole, "data: [DONE]\n\n")),
        httpx.Response(
            503, json={"error": {"code": "busy", "message": "later"}}, headers={"Retry-After": "4"}
        ),
        httpx.Response(200, content=lines(broken, "")),
    ]
    door = httpx.MockTransport(lambda request: replies.pop(0))
    async with httpx.AsyncClient(base_url="http://models", transport=door) as http:
        client = Client(http)
        return [await client.ask([{"role": "user", "content": "Go on."}], 8) for _ in range(3)]
