"""The real sentence model, from its wheel, without a network."""

from __future__ import annotations

import base64
import struct
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from fastapi import FastAPI

from models_server.app import create_app
from models_server.settings import Settings


@pytest.fixture(scope="module")
def app() -> Iterator[FastAPI]:
    app = create_app(Settings(device="cpu", language="off"))
    app.state.parts.meaning.load()
    yield app
    app.state.parts.close()


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://models") as client:
        yield client


async def test_embeddings_answer_only_once_the_model_is_loaded():
    app = create_app(Settings(device="cpu", language="off"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://models") as client:
        answer = await client.post("/v1/embeddings", json={"input": "hello"})
    app.state.parts.close()
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "not_ready"
    assert 0 < int(answer.headers["retry-after"]) <= 10


async def test_readiness_says_that_the_model_is_loaded(client: httpx.AsyncClient):
    assert (await client.get("/readyz")).json()["parts"]["meaning"] == "ready"


def dot(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


async def test_alike_sentences_lie_nearer_than_unlike_ones(client: httpx.AsyncClient):
    texts = [
        "Solve the equation for x.",
        "Find the value of x in this equation.",
        "The cat sleeps by the fire.",
    ]
    answer = (await client.post("/v1/embeddings", json={"input": texts})).json()
    first, alike, unlike = (item["embedding"] for item in answer["data"])
    assert [item["index"] for item in answer["data"]] == [0, 1, 2]
    assert dot(first, alike) > dot(first, unlike) + 0.3
    assert dot(first, first) == pytest.approx(1.0, abs=1e-4)
    assert answer["usage"]["total_tokens"] > 15


async def test_packed_vectors_are_the_same_vectors(client: httpx.AsyncClient):
    plain = (await client.post("/v1/embeddings", json={"input": "two"})).json()["data"][0]["embedding"]
    body = {"input": ["two"], "encoding_format": "base64", "model": "all-MiniLM-L6-v2"}
    packed = (await client.post("/v1/embeddings", json=body)).json()["data"][0]["embedding"]
    assert list(struct.unpack(f"<{len(plain)}f", base64.b64decode(packed))) == pytest.approx(plain)


@pytest.mark.parametrize(
    "body", [{"input": ""}, {"input": []}, {"input": [""]}, {"input": 5}, {"input": "a", "model": "gpt"}, {}]
)
async def test_what_cannot_be_embedded_is_refused(client: httpx.AsyncClient, body: dict):
    answer = await client.post("/v1/embeddings", json=body)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "bad_request"


async def test_a_long_text_is_cut_not_refused(client: httpx.AsyncClient):
    answer = await client.post("/v1/embeddings", json={"input": "word " * 3000})
    assert answer.status_code == 200
    assert answer.json()["usage"]["total_tokens"] <= 256
