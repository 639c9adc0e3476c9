"""A server with a token answers nobody under /v1 who has none, and the tutor sends its own."""

from __future__ import annotations

import httpx
import pytest

from models_server.app import create_app
from models_server.settings import Settings


@pytest.fixture
def transport() -> httpx.ASGITransport:
    app = create_app(Settings(device="cpu", meaning=False, language="off", token="let me in"))
    return httpx.ASGITransport(app, raise_app_exceptions=False)


@pytest.mark.parametrize("said", [None, "Bearer wrong", "let me in", "Bearer ", "bearer let me in\u00e9"])
async def test_without_the_token_nothing_is_answered(
    transport: httpx.ASGITransport, said: str | None
) -> None:
    headers = {} if said is None else {b"Authorization": said.encode()}
    async with httpx.AsyncClient(transport=transport, base_url="http://models") as client:
        answer = await client.get("/v1/models", headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthorised")
        assert "let me in" not in answer.text
        assert (await client.get("/readyz")).status_code == 200


async def test_with_it_all_is_as_without(transport: httpx.ASGITransport) -> None:
    headers = {"Authorization": "Bearer let me in"}
    async with httpx.AsyncClient(transport=transport, base_url="http://models", headers=headers) as client:
        assert (await client.get("/v1/models")).json() == {"object": "list", "data": []}
