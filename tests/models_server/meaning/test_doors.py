"""Embeddings, likeness and search through the real doors, with the real model, without a network."""

from __future__ import annotations

import base64
import struct

import httpx
import pytest

from models_server.app import create_app
from models_server.settings import Settings


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


@pytest.mark.parametrize(
    "text", ["\0\1\2", "\u200b", "%PDF-1.7 \x00\xff" * 500, "🦆" * 300, "\ufffd", " \n\t"]
)
async def test_what_is_no_text_has_a_vector_like_any_other(client: httpx.AsyncClient, text: str):
    answer = await client.post("/v1/embeddings", json={"input": [text, "two"]})
    first, second = (item["embedding"] for item in answer.json()["data"])
    assert dot(first, first) == pytest.approx(1.0, abs=1e-4)
    assert -1.0 <= dot(first, second) <= 1.0


async def test_half_of_a_pair_of_surrogates_is_no_text(client: httpx.AsyncClient):
    headers = {"Content-Type": "application/json"}
    answer = await client.post("/v1/embeddings", content=b'{"input": "\\ud800"}', headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad_request")


async def test_likeness_has_a_row_for_each_text(client: httpx.AsyncClient):
    a, b = ["Solve the equation.", "The cat sleeps."], ["Find x.", "A cat is asleep.", "Solve the equation."]
    scores = (await client.post("/v1/similarity", json={"a": a, "b": b})).json()["scores"]
    assert [len(row) for row in scores] == [3, 3]
    assert scores[0][2] == 1.0
    assert scores[1][1] > scores[1][0] + 0.3


@pytest.mark.parametrize(
    "body", [{"a": ["x"]}, {"a": [], "b": ["x"]}, {"a": ["x"], "b": [""]}, {"a": "x", "b": "y"}]
)
async def test_likeness_needs_texts_on_both_sides(client: httpx.AsyncClient, body: dict):
    assert (await client.post("/v1/similarity", json=body)).status_code == 422


async def test_metrics_tell_of_the_cache(client: httpx.AsyncClient):
    async def value(name: str) -> float:
        lines = (await client.get("/metrics")).text.splitlines()
        return next(
            float(line.split()[1]) for line in lines if line.startswith(f"models_meaning_cache_{name} ")
        )

    before = [await value(name) for name in ("hits", "misses", "bytes")]
    for _ in range(2):
        await client.post("/v1/embeddings", json={"input": "a text that no other test has"})
    after = [await value(name) for name in ("hits", "misses", "bytes")]
    assert [after[0] - before[0], after[1] - before[1]] == [1.0, 1.0]
    assert after[2] > before[2] + 384 * 4


TEXTS = [
    {"id": "p/frogs", "title": "Frogs", "text": "Frogs lay eggs in ponds. A tadpole has no legs yet."},
    {"id": "p/bees", "title": "Bees", "text": "Bees make honey from nectar.\n\nThe queen lays all the eggs."},
]


async def test_a_courses_text_is_told_once_and_searched(client: httpx.AsyncClient):
    assert (await client.put("/v1/texts/animals@1", json={"texts": TEXTS})).status_code == 201
    assert (await client.put("/v1/texts/animals@1", json={"texts": TEXTS})).status_code == 200
    other = await client.put("/v1/texts/animals@1", json={"texts": TEXTS[:1]})
    assert (other.status_code, other.json()["error"]["code"]) == (409, "texts_exist")
    asked = {"query": "where does honey come from", "limit": 1}
    answer = (await client.post("/v1/texts/animals@1/search", json=asked)).json()
    assert answer["relevant"]
    assert [one["id"] for one in answer["found"]] == ["p/bees"]
    assert answer["found"][0]["excerpt"].startswith("Bees make honey")


async def test_what_the_course_does_not_say_is_not_found(client: httpx.AsyncClient):
    await client.put("/v1/texts/animals@1", json={"texts": TEXTS})
    asked = {"query": "how do I integrate by parts"}
    assert not (await client.post("/v1/texts/animals@1/search", json=asked)).json()["relevant"]


async def test_texts_that_nobody_told_are_unknown(client: httpx.AsyncClient):
    answer = await client.post("/v1/texts/nothing@1/search", json={"query": "honey"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_texts")


@pytest.mark.parametrize("query", ["\0\0\0", "🦆", "????", " ", "x" * 4000, "123456"])
async def test_a_query_that_is_no_question_finds_nothing(client: httpx.AsyncClient, query: str):
    await client.put("/v1/texts/animals@1", json={"texts": TEXTS})
    answer = await client.post("/v1/texts/animals@1/search", json={"query": query})
    assert answer.status_code == 200
    assert not answer.json()["relevant"]


@pytest.mark.parametrize(
    "texts", [[], [{"id": "a", "title": "", "text": ""}], [{"id": "a", "title": "T", "text": "\0 $$"}]]
)
async def test_a_course_without_words_has_no_answers(client: httpx.AsyncClient, texts: list[dict]):
    ref = f"empty@{len(texts)}{len(texts and texts[0]['text'])}"
    assert (await client.put(f"/v1/texts/{ref}", json={"texts": texts})).status_code == 201
    answer = (await client.post(f"/v1/texts/{ref}/search", json={"query": "how do bees make honey"})).json()
    assert not answer["relevant"]


async def test_two_texts_of_one_id_are_refused(client: httpx.AsyncClient):
    answer = await client.put("/v1/texts/twice@1", json={"texts": [TEXTS[0], TEXTS[0]]})
    assert answer.json()["error"]["code"] == "bad_request"


async def test_texts_may_be_told_before_the_model_is_loaded():
    app = create_app(Settings(device="cpu", language="off"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://models") as client:
        assert (await client.put("/v1/texts/animals@1", json={"texts": TEXTS})).status_code == 201
        answer = await client.post("/v1/texts/animals@1/search", json={"query": "honey"})
    app.state.parts.close()
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "not_ready")
