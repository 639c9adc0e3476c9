"""Fits through the real door: made in a process of their own, told, asked with."""

from __future__ import annotations

import asyncio
import base64
import io
import json
from collections.abc import AsyncIterator

import httpx
import numpy as np
import pytest
from fastapi import FastAPI

from models_server import replies
from models_server.app import create_app
from models_server.errors import STATUS
from models_server.knowledge.predictor import Fitted
from models_server.settings import Settings
from models_server.wire import ErrorCode, FitResponse
from tests.models_server.cast import DAY, MONDAY, attempts, course, evidence

COURSE = "/v1/courses/sums@1"
VERBS = ("predict", "probe", "next", "beliefs")


@pytest.fixture
def app() -> FastAPI:
    return create_app(Settings(device="cpu", meaning=False))


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://models", timeout=120.0) as client:
        await client.put(COURSE, json=course())
        yield client
    app.state.parts.close()


def packed(fitted: Fitted) -> dict[str, str]:
    return {"fitted": base64.b64encode(fitted.packed()).decode()}


def observed(after_n: int, *items, **more) -> dict:
    return {"learner": "ada", "after_n": after_n, "evidence": list(items)} | more


def asking(at_n: int, **more) -> dict:
    return {"learner": "ada", "at_n": at_n, "now": MONDAY + 1000.0} | more


def refused(answer: httpx.Response, code: ErrorCode) -> str:
    error = answer.json()["error"]
    assert (error["code"], answer.status_code) == (code, STATUS[code])
    return error["message"]


def by_item(answer: httpx.Response) -> dict[str, dict]:
    assert answer.status_code == 200
    return {item["item"]: item for item in answer.json()["items"]}


async def test_a_log_is_fitted_while_others_are_answered_and_what_comes_of_it_is_used(
    client: httpx.AsyncClient, app: FastAPI
):
    """One fit through the process that serves it: seconds, so its whole story is told here."""
    body = {"log": [*attempts(), attempts(1, 1)[0] | {"item": "withdrawn/1"}], "seed": 3}
    running = asyncio.create_task(client.post(f"{COURSE}/fit", json=body))
    while not app.state.parts.fitting.is_running:
        await asyncio.sleep(0.01)
    refused(second := await client.post(f"{COURSE}/fit", json=body), "busy")
    assert int(second.headers["retry-after"]) > 0
    for _ in range(3):
        assert (await client.post(f"{COURSE}/predict", json=asking(0))).status_code == 200
    assert not running.done()  # all that was answered while the fit ran

    answer: FitResponse = (await running).json()
    report = answer["report"]
    assert (report["learners"], report["attempts"], report["left_out"]) == (40, 600, 1)
    losses = {one["name"]: one["log_loss"] for one in report["estimators"]}
    assert {"graph", "item_average", "logistic", "network+graph"} <= set(losses)
    assert report["chosen"] == min(losses, key=lambda name: losses[name])
    assert losses[report["chosen"]] <= losses["graph"] < losses["item_average"]
    assert sum(one["count"] for one in report["bins"]) == 600
    assert all(0.0 <= one["predicted"] <= 1.0 and 0.0 <= one["seen"] <= 1.0 for one in report["bins"])
    assert report["seconds"] > 0.0

    fit = answer["fit"]
    refused(await client.post(f"{COURSE}/predict", json=asking(0, fit=fit)), "unknown_fit")
    told = [await client.put(f"/v1/fits/{fit}", json={"fitted": answer["fitted"]}) for _ in range(2)]
    assert [one.status_code for one in told] == [201, 200]
    assert (await client.post(f"{COURSE}/predict", json=asking(0, fit=fit))).status_code == 200


async def test_with_a_fit_items_have_its_numbers_and_beliefs_those_of_the_filter(
    client: httpx.AsyncClient, fitted: Fitted
):
    await client.put(f"/v1/fits/{fitted.id}", json=packed(fitted))
    answers = [evidence(n, item) for n, item in enumerate(["count1", "add1", "add2"], start=1)]
    plain = (await client.post(f"{COURSE}/observe", json=observed(0, *answers))).json()
    joined = (await client.post(f"{COURSE}/observe", json=observed(0, *answers, fit=fitted.id))).json()
    assert joined["beliefs"] == plain["beliefs"]
    assert joined["params"] == f"{plain['params']}+fit-{fitted.id}"
    before = by_item(await client.post(f"{COURSE}/predict", json=asking(3)))
    after = by_item(await client.post(f"{COURSE}/predict", json=asking(3, fit=fitted.id)))
    assert before["subtract1/1"]["p"] == pytest.approx(before["subtract2/1"]["p"])
    assert after["subtract1/1"]["p"] < after["subtract2/1"]["p"]  # harder than it looks: only the log knows
    for item in after.values():
        assert 0.0 <= item["low"] <= item["p"] <= item["high"] <= 1.0
        assert item["information"] >= 0.0
    assert {name: item["gain"] for name, item in after.items()} == {
        name: item["gain"] for name, item in before.items()
    }
    ranked = (await client.post(f"{COURSE}/probe", json=asking(3, fit=fitted.id))).json()["items"]
    assert [one["information"] for one in ranked] == sorted(
        (one["information"] for one in ranked), reverse=True
    )


async def test_after_a_new_fit_the_learner_is_told_again(client: httpx.AsyncClient, fitted: Fitted):
    await client.put(f"/v1/fits/{fitted.id}", json=packed(fitted))
    await client.post(f"{COURSE}/observe", json=observed(0, evidence(1, "count1")))
    for verb in VERBS:
        answer = await client.post(f"{COURSE}/{verb}", json=asking(1, fit=fitted.id))
        refused(answer, "behind")
        assert answer.json()["error"]["have"] == 0
    late = await client.post(f"{COURSE}/observe", json=observed(1, evidence(2, "add1"), fit=fitted.id))
    refused(late, "behind")
    whole = observed(0, evidence(1, "count1"), evidence(2, "add1"), fit=fitted.id)
    assert (await client.post(f"{COURSE}/observe", json=whole)).json()["n"] == 2
    assert (await client.post(f"{COURSE}/predict", json=asking(1))).status_code == 200


async def test_only_answers_without_help_move_the_fitted_p_beside_the_filter(
    client: httpx.AsyncClient, fitted: Fitted
):
    """Void evidence moves nothing at all, with a fit as without."""
    await client.put(f"/v1/fits/{fitted.id}", json=packed(fitted))
    first = observed(0, evidence(1, "count1"), fit=fitted.id)
    await client.post(f"{COURSE}/observe", json=first)
    before = by_item(await client.post(f"{COURSE}/predict", json=asking(1, fit=fitted.id)))
    revealed = observed(1, evidence(2, "add1", void=True), evidence(3, "gone", void=True), fit=fitted.id)
    await client.post(f"{COURSE}/observe", json=revealed)
    assert by_item(await client.post(f"{COURSE}/predict", json=asking(3, fit=fitted.id))) == before


async def test_an_item_that_the_fit_does_not_know_keeps_the_filters_numbers(
    client: httpx.AsyncClient, fitted: Fitted
):
    longer = course()
    longer["items"].append({"id": "new/1", "problem": "new", "skills": ["add"], "choices": 0})
    await client.put("/v1/courses/sums@2", json=longer)
    await client.put(f"/v1/fits/{fitted.id}", json=packed(fitted))
    told = observed(0, evidence(1, "new"), evidence(2, "count1"))
    for more in ({}, {"fit": fitted.id}):
        assert (await client.post("/v1/courses/sums@2/observe", json=told | more)).status_code == 200
    asked = {"candidates": ["count1/1", "new/1"]}
    plain = by_item(await client.post("/v1/courses/sums@2/predict", json=asking(2, **asked)))
    joined = by_item(await client.post("/v1/courses/sums@2/predict", json=asking(2, **asked, fit=fitted.id)))
    assert joined["new/1"] == pytest.approx(plain["new/1"])
    assert joined["count1/1"]["p"] != pytest.approx(plain["count1/1"]["p"])


async def test_beliefs_fall_with_time_and_asking_changes_nothing(client: httpx.AsyncClient):
    answers = [evidence(n, "count1") for n in range(1, 6)]
    told = (await client.post(f"{COURSE}/observe", json=observed(0, *answers))).json()
    at_once = (await client.post(f"{COURSE}/beliefs", json=asking(5))).json()
    assert at_once == told
    later = (await client.post(f"{COURSE}/beliefs", json=asking(5) | {"now": MONDAY + 900 * DAY})).json()
    assert later["beliefs"][0]["p"] < told["beliefs"][0]["p"] - 0.1
    assert (later["n"], later["params"]) == (5, told["params"])
    assert (await client.post(f"{COURSE}/beliefs", json=asking(5))).json() == told
    unknown = await client.post(f"{COURSE}/beliefs", json=asking(0, learner="nobody"))
    assert unknown.json()["beliefs"][0]["p"] == pytest.approx(0.35, abs=0.05)
    refused(await client.post(f"{COURSE}/beliefs", json=asking(4)), "behind")


async def test_a_fit_that_was_never_told_is_asked_for(client: httpx.AsyncClient):
    for verb in VERBS:
        message = refused(await client.post(f"{COURSE}/{verb}", json=asking(0, fit="1234")), "unknown_fit")
        assert "1234" in message
    refused(await client.post(f"{COURSE}/observe", json=observed(0, fit="1234")), "unknown_fit")


def pickled() -> bytes:
    file = io.BytesIO()
    np.savez(file, about=np.array([{"format": 2}], dtype=object))
    return file.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", pickled()], ids=["nothing", "no whole file", "objects"]
)
async def test_what_is_no_fit_is_refused(client: httpx.AsyncClient, content: bytes):
    body = {"fitted": base64.b64encode(content).decode()}
    refused(await client.put("/v1/fits/1234", json=body), "bad_request")


async def test_a_fit_under_another_name_or_in_no_base64_is_refused(client: httpx.AsyncClient, fitted: Fitted):
    assert fitted.id in refused(await client.put("/v1/fits/1234", json=packed(fitted)), "bad_request")
    cut = {"fitted": packed(fitted)["fitted"][:-400]}
    refused(await client.put(f"/v1/fits/{fitted.id}", json=cut), "bad_request")
    refused(await client.put(f"/v1/fits/{fitted.id}", json={"fitted": "ü"}), "bad_request")
    refused(await client.put(f"/v1/fits/{fitted.id}", content=b"{"), "bad_request")


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"log": []}, "too_little", "0 attempts of 0 learners"),
        ({"log": [*attempts(1, 1)], "seed": -1}, "bad_request", "body.seed"),
        ({"log": [attempts(1, 1)[0] | {"score": float("nan")}]}, "bad_request", "body.log.0.score"),
        ({"log": [attempts(1, 1)[0] | {"at": 1e300}]}, "bad_request", "body.log.0.at"),
    ],
    ids=["nothing", "no seed", "no score", "no time"],
)
async def test_what_cannot_be_fitted_is_said(
    client: httpx.AsyncClient, change: dict, code: ErrorCode, words: str
):
    content = json.dumps({"log": [], "seed": 1} | change)
    answer = await client.post(f"{COURSE}/fit", content=content)
    assert words in refused(answer, code)


async def test_a_course_that_was_never_told_is_not_fitted(client: httpx.AsyncClient):
    refused(await client.post("/v1/courses/sums@9/fit", json={"log": [], "seed": 1}), "unknown_course")


async def test_logs_and_fits_may_be_large_and_nothing_else(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(replies, "MAX_BODY", 1000)
    monkeypatch.setattr(replies, "MAX_LOG", 2000)
    refused(await client.put("/v1/fits/1234", content=b" " * 1500), "bad_request")
    refused(await client.put("/v1/fits/1234", content=b" " * 2500), "too_large")
    refused(await client.post(f"{COURSE}/observe", content=b" " * 1500), "too_large")
    assert "2000 bytes" in refused(await client.post(f"{COURSE}/fit", content=b" " * 2500), "too_large")
