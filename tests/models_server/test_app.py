"""The model server through its real door: requests in, answers and typed errors out."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from models_server.app import create_app
from models_server.errors import STATUS
from models_server.settings import Settings
from models_server.wire import ErrorCode, EvidenceItem
from tests.models_server.cast import MONDAY, course, evidence

COURSE = "/v1/courses/sums@1"
HISTORY = [evidence(1, "count1"), evidence(2, "add1", 0.0), evidence(3, "add2"), evidence(4, "both", 0.5)]


@pytest.fixture
def app() -> FastAPI:
    return create_app(Settings(device="cpu", meaning=False, learners=3, language="off"))


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://models") as client:
        await client.put(COURSE, json=course())
        yield client
    app.state.parts.close()


def observed(after_n: int, *items: dict | EvidenceItem, learner: str = "ada") -> dict:
    return {"learner": learner, "after_n": after_n, "evidence": list(items)}


def asking(at_n: int, learner: str = "ada", **more) -> dict:
    return {"learner": learner, "at_n": at_n, "now": MONDAY + 1000.0} | more


def refused(answer: httpx.Response, code: ErrorCode) -> str:
    """The message, once status and shape are as the wire says."""
    error = answer.json()["error"]
    assert (error["code"], answer.status_code) == (code, STATUS[code])
    return error["message"]


async def test_a_course_is_told_once_and_the_same_again_is_welcome(client: httpx.AsyncClient):
    assert (await client.put(COURSE, json=course())).status_code == 200
    assert (await client.put("/v1/courses/sums@2", json=course())).status_code == 201
    other = course()
    other["items"].pop()
    assert "sums@1" in refused(await client.put(COURSE, json=other), "course_exists")


async def test_a_bad_course_is_refused_by_name(client: httpx.AsyncClient):
    circle = course()
    circle["skills"][0]["prerequisites"] = ["multiply"]
    message = refused(await client.put("/v1/courses/round@1", json=circle), "bad_course")
    assert "'multiply'" in message
    assert "circle" in message


async def test_a_right_answer_moves_the_bar(client: httpx.AsyncClient):
    before = (await client.post(f"{COURSE}/observe", json=observed(0))).json()
    after = (await client.post(f"{COURSE}/observe", json=observed(0, evidence(1, "count1")))).json()
    assert (before["n"], after["n"]) == (0, 1)
    assert [belief["skill"] for belief in after["beliefs"]] == ["count", "add", "subtract", "multiply"]
    assert after["beliefs"][0]["p"] > before["beliefs"][0]["p"] + 0.2
    assert all(0 <= b["low"] <= b["p"] <= b["high"] <= 1 for b in after["beliefs"])
    assert after["params"]
    assert after["seed"] == 1


async def test_a_repeat_counts_once_and_the_rest_of_it_counts(client: httpx.AsyncClient):
    whole = (await client.post(f"{COURSE}/observe", json=observed(0, *HISTORY, learner="bob"))).json()
    await client.post(f"{COURSE}/observe", json=observed(0, *HISTORY[:2]))
    await client.post(f"{COURSE}/observe", json=observed(0, *HISTORY[:2]))
    await client.post(f"{COURSE}/observe", json=observed(1, *HISTORY[1:]))
    again = (await client.post(f"{COURSE}/observe", json=observed(4))).json()
    assert again["n"] == 4
    assert again["beliefs"] == whole["beliefs"]


async def test_missing_evidence_is_asked_for(client: httpx.AsyncClient):
    await client.post(f"{COURSE}/observe", json=observed(0, *HISTORY[:2]))
    late = await client.post(f"{COURSE}/observe", json=observed(3, HISTORY[3]))
    refused(late, "behind")
    assert late.json()["error"]["have"] == 2
    for verb in ("predict", "probe", "next"):
        for at_n in (1, 3):
            answer = await client.post(f"{COURSE}/{verb}", json=asking(at_n))
            refused(answer, "behind")
            assert answer.json()["error"]["have"] == 2


async def test_a_learner_who_had_to_make_room_is_rebuilt_to_the_same_numbers(client: httpx.AsyncClient):
    first = (await client.post(f"{COURSE}/observe", json=observed(0, *HISTORY))).json()
    for other in ("bob", "eve", "joe"):
        await client.post(f"{COURSE}/observe", json=observed(0, HISTORY[0], learner=other))
    gone = await client.post(f"{COURSE}/predict", json=asking(4))
    refused(gone, "behind")
    assert gone.json()["error"]["have"] == 0
    assert (await client.post(f"{COURSE}/observe", json=observed(0, *HISTORY))).json() == first


@pytest.mark.parametrize(
    "numbers", [[2], [1, 3], [2, 1], [1, 1]], ids=["starts late", "gap", "turned round", "twice"]
)
async def test_evidence_that_is_not_dense_is_refused_whole(client: httpx.AsyncClient, numbers: list[int]):
    items = [evidence(n, "count1") for n in numbers]
    refused(await client.post(f"{COURSE}/observe", json=observed(0, *items)), "bad_request")
    assert (await client.post(f"{COURSE}/predict", json=asking(0))).status_code == 200


async def test_an_unknown_item_is_refused_whole_unless_it_is_void(client: httpx.AsyncClient):
    mixed = observed(0, HISTORY[0], evidence(2, "divide"))
    assert "'divide/1'" in refused(await client.post(f"{COURSE}/observe", json=mixed), "unknown_item")
    refused(await client.post(f"{COURSE}/next", json=asking(0, candidates=["divide/1"])), "unknown_item")
    void = observed(0, evidence(1, "divide", void=True))
    assert (await client.post(f"{COURSE}/observe", json=void)).json()["n"] == 1


async def believed(client: httpx.AsyncClient, learner: str, *items: dict | EvidenceItem) -> dict[str, float]:
    answer = await client.post(f"{COURSE}/observe", json=observed(0, *items, learner=learner))
    return {belief["skill"]: belief["p"] for belief in answer.json()["beliefs"]}


async def test_a_finding_on_one_skill_of_an_item_blames_no_other(client: httpx.AsyncClient):
    both = {**evidence(1, "both", 0.0), "weight": 0.0}
    shown = {**evidence(2, "both", 1.0), "skills": ["subtract"], "practice": False}
    missed = {**evidence(3, "both", 0.0), "skills": ["multiply"], "practice": False}
    apart = await believed(client, "ada", both, shown, missed)
    smeared = await believed(client, "bob", evidence(1, "both", 0.0))
    nothing = await believed(client, "eve", both)
    assert apart["subtract"] > nothing["subtract"] > smeared["subtract"]
    assert apart["multiply"] < nothing["multiply"]


async def test_hearsay_weighs_less_than_an_answer_and_a_sure_answer_more(client: httpx.AsyncClient):
    weights = {"half": 0.5, "plain": 1.0, "sure": 1.5}
    p = [
        (await believed(client, name, {**evidence(1, "add1"), "weight": weight}))["add"]
        for name, weight in weights.items()
    ]
    assert p == sorted(p)
    assert p[0] < p[1] < p[2]


async def test_what_is_only_said_teaches_nothing(client: httpx.AsyncClient):
    said = {**evidence(1, "multiply1", 0.0), "weight": 0.0, "practice": False}
    tried = {**evidence(1, "multiply1", 0.0), "weight": 0.0}
    before = await believed(client, "eve")
    assert await believed(client, "ada", said) == pytest.approx(before)
    assert (await believed(client, "bob", tried))["multiply"] > before["multiply"]


@pytest.mark.parametrize("skills", [["divide"], ["count", "subtract"]], ids=["unknown", "no item has them"])
async def test_a_finding_on_skills_that_no_item_has_is_refused_by_name(
    client: httpx.AsyncClient, skills: list[str]
):
    odd = {**evidence(1, "count1"), "skills": skills}
    assert skills[-1] in refused(
        await client.post(f"{COURSE}/observe", json=observed(0, odd)), "unknown_item"
    )


async def test_void_evidence_moves_no_belief(client: httpx.AsyncClient):
    before = (await client.post(f"{COURSE}/observe", json=observed(0, HISTORY[0]))).json()
    revealed = observed(1, evidence(2, "count1", void=True, at=MONDAY + 1e7))
    after = (await client.post(f"{COURSE}/observe", json=revealed)).json()
    assert after["n"] == 2
    assert after["beliefs"] == before["beliefs"]


async def test_predictions_come_in_the_order_asked_and_probes_by_information(client: httpx.AsyncClient):
    asked = ["multiply1/1", "count1/1", "both/1"]
    predicted = (await client.post(f"{COURSE}/predict", json=asking(0, candidates=asked))).json()["items"]
    assert [item["item"] for item in predicted] == asked
    probes = (await client.post(f"{COURSE}/probe", json=asking(0))).json()["items"]
    assert {item["item"] for item in probes} == {item["id"] for item in course()["items"]}
    information = [item["information"] for item in probes]
    assert information == sorted(information, reverse=True)
    assert (await client.post(f"{COURSE}/predict", json=asking(0, candidates=[]))).json()["items"] == []


async def test_the_next_item_climbs_with_the_learner(client: httpx.AsyncClient):
    served, n = [], 0
    for n in range(16):
        answer = (await client.post(f"{COURSE}/next", json=asking(n))).json()
        best = answer["items"][0]["item"]
        assert answer == (await client.post(f"{COURSE}/next", json=asking(n))).json()
        served.append(best.rstrip("/12"))
        right = evidence(n + 1, best.removesuffix("/1"))
        await client.post(f"{COURSE}/observe", json=observed(n, right))
    assert served[0] == "count"
    assert {"add", "subtract", "multiply"} & set(served)
    assert served.count("count") < 5


async def test_a_course_that_was_never_told_is_asked_for(client: httpx.AsyncClient):
    for verb, body in (("observe", observed(0)), ("predict", asking(0)), ("next", asking(0))):
        assert "sums@9" in refused(
            await client.post(f"/v1/courses/sums@9/{verb}", json=body), "unknown_course"
        )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("n", 0),
        ("n", -1),
        ("n", 1.5),
        ("n", True),
        ("score", 1.01),
        ("score", -0.1),
        ("score", float("nan")),
        ("score", "1"),
        ("weight", -0.1),
        ("weight", 3.1),
        ("weight", float("nan")),
        ("skills", []),
        ("skills", ["count"] * 2001),
        ("at", float("inf")),
        ("at", -1.0),
        ("at", MONDAY * 1000),
        ("assisted", 1),
        ("item", ""),
        ("item", None),
    ],
)
async def test_a_field_that_cannot_be_is_named(client: httpx.AsyncClient, field: str, value: object):
    bad = observed(0) | {"evidence": [dict(HISTORY[0]) | {field: value}]}
    answer = await client.post(
        f"{COURSE}/observe", content=json.dumps(bad), headers={"content-type": "application/json"}
    )
    assert f"evidence.0.{field}" in refused(answer, "bad_request")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[]", b"null", b"[" * 100_000, b'{"after_n": 1' + b"0" * 5000 + b"}"]
)
async def test_what_is_no_request_is_refused_as_one(client: httpx.AsyncClient, content: bytes):
    headers = {"content-type": "application/json"}
    refused(await client.post(f"{COURSE}/observe", content=content, headers=headers), "bad_request")


async def test_strange_learners_are_learners(client: httpx.AsyncClient):
    for learner in ("żółw", "a b\u0000c", "'; drop", "\U0001f40c" * 100):
        answer = await client.post(f"{COURSE}/observe", json=observed(0, HISTORY[0], learner=learner))
        assert answer.json()["learner"] == learner


async def test_a_clock_that_runs_backwards_gives_a_sane_state(client: httpx.AsyncClient):
    items = [evidence(n, "count1", at=MONDAY - 1e6 * n) for n in range(1, 6)]
    answer = (await client.post(f"{COURSE}/observe", json=observed(0, *items))).json()
    assert answer["beliefs"][0]["p"] > 0.9
    past = (await client.post(f"{COURSE}/predict", json=asking(5) | {"now": 0.0})).json()
    assert all(0 <= item["low"] <= item["p"] <= item["high"] <= 1 for item in past["items"])


async def test_a_body_that_is_too_large_is_refused_announced_or_not(client: httpx.AsyncClient):
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(9):
            yield b" " * 1024 * 1024

    headers = {"content-type": "application/json"}
    refused(await client.post(f"{COURSE}/observe", content=b" " * (9 << 20), headers=headers), "too_large")
    refused(await client.post(f"{COURSE}/observe", content=endless(), headers=headers), "too_large")


async def test_every_wrong_address_answers_in_the_one_shape(client: httpx.AsyncClient):
    refused(await client.get("/nothing"), "not_found")
    refused(await client.put("/v1/courses/no-version", json=course()), "bad_request")
    wrong_method = await client.get(f"{COURSE}/observe")
    assert wrong_method.status_code == 405
    assert wrong_method.json()["error"]["code"] == "not_found"


async def test_health_readiness_and_what_is_switched_off(client: httpx.AsyncClient):
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    ready = (await client.get("/readyz")).json()
    assert ready["ready"]
    assert ready["parts"] == {"knowledge": "ready", "meaning": "off", "language": "off"}
    embeddings = await client.post("/v1/embeddings", json={"input": "hello"})
    assert "off" in refused(embeddings, "not_ready")
    assert int(embeddings.headers["retry-after"]) > 0


async def test_metrics_count_by_route_and_hold_no_ids(client: httpx.AsyncClient):
    await client.post(f"{COURSE}/observe", json=observed(0, *HISTORY))
    await client.get("/no/such/address")
    text = (await client.get("/metrics")).text
    assert 'models_requests_total{method="POST",route="/v1/courses/{ref}/observe",status="200"} 1.0' in text
    assert 'route="none",status="404"' in text
    assert 'models_request_seconds_count{route="/v1/courses/{ref}/observe"} 1.0' in text
    assert "models_learners_held 1.0" in text
    assert "models_evidence_applied 4.0" in text
    assert "ada" not in text
    assert "sums" not in text
