"""Whatever comes through the doors: a typed error or a sane state, and nobody waits long for it."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Any, cast

import httpx
import pytest
import torch
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st

from models_server.app import create_app
from models_server.errors import STATUS, Refusal
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.predictor import Fitted
from models_server.knowledge.store import PART, Store
from models_server.settings import Settings
from models_server.wire import AskRequest, CourseSpec, EvidenceItem, ObserveRequest
from tests.models_server.cast import MONDAY, course, evidence

REF = "sums@1"
ITEMS = [item["id"].removesuffix("/1") for item in course()["items"]]
SINGLE: CourseSpec = {
    "skills": [{"id": "count", "prerequisites": []}],
    "items": [{"id": "count1/1", "problem": "count1", "skills": ["count"], "choices": 0}],
}


def store(spec: CourseSpec | None = None, fitted: Fitted | None = None) -> Store:
    made = Store(Parameters(), 1, torch.device("cpu"), 10)
    made.put_course(REF, spec or course())
    if fitted is not None:
        made.put_fit(fitted)
    return made


def observing(items: list[EvidenceItem], after_n: int = 0, **more: Any) -> ObserveRequest:
    return cast(ObserveRequest, {"learner": "ada", "after_n": after_n, "evidence": items} | more)


def asking(at_n: int, **more: Any) -> AskRequest:
    return cast(AskRequest, {"learner": "ada", "at_n": at_n, "now": MONDAY + 1e6} | more)


def beliefs(made: Store, at_n: int, **more: Any) -> dict[str, float]:
    return {one["skill"]: one["p"] for one in made.beliefs(REF, asking(at_n, **more))["beliefs"]}


def assert_sane(made: Store, at_n: int, **more: Any) -> None:
    """Every number a caller can see is one, and probabilities lie in order."""
    for now in (0.0, MONDAY, MONDAY + 1e9):
        for belief in made.beliefs(REF, asking(at_n, now=now, **more))["beliefs"]:
            assert 0.0 <= belief["low"] <= belief["p"] <= belief["high"] <= 1.0
        for ask in (made.predict, made.probe, made.next):
            items = ask(REF, asking(at_n, now=now, **more))["items"]
            for item in items:
                assert 0.0 <= item["low"] <= item["p"] <= item["high"] <= 1.0
                assert 0.0 <= item["information"] < 1e3
                assert 0.0 <= item["gain"] < 1e3


anything = st.builds(
    lambda item, score, assisted, void, blank, at: (item, score, assisted, void, blank, at),
    st.sampled_from(ITEMS),
    st.floats(0.0, 1.0),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.floats(0.0, 1e11),
)


@settings(max_examples=25, deadline=None)
@given(given_=st.lists(anything, min_size=1, max_size=20))
@pytest.mark.parametrize("with_fit", [False, True])
def test_any_evidence_at_any_time_leaves_a_sane_state(
    fitted: Fitted, with_fit: bool, given_: list[tuple[str, float, bool, bool, bool, float]]
):
    made = store(fitted=fitted)
    more: dict[str, Any] = {"fit": fitted.id} if with_fit else {}
    items = [
        evidence(n, item, score, assisted=assisted, void=void, says_unknown=blank, at=at)
        for n, (item, score, assisted, void, blank, at) in enumerate(given_, start=1)
    ]
    assert made.observe(REF, observing(items, **more))["n"] == len(items)
    assert_sane(made, len(items), **more)


@settings(max_examples=25, deadline=None)
@given(
    cuts=st.lists(st.integers(0, 12), min_size=1, max_size=8),
    turned=st.randoms(use_true_random=False),
)
def test_however_often_and_in_whatever_order_it_comes_it_counts_once(cuts: list[int], turned: random.Random):
    """Parts of a history, twice and turned round: what is held is a beginning of it, with its numbers."""
    history = [evidence(n, ITEMS[n % len(ITEMS)], float(n % 3 > 0)) for n in range(1, 13)]
    sent = [(low, high) for low, high in pairwise([0, *cuts, 12]) if low < high] * 2
    turned.shuffle(sent)
    made, held = store(), 0
    for low, high in sent:
        if low > held:
            with pytest.raises(Refusal) as refused:
                made.observe(REF, observing(history[low:high], low))
            assert (refused.value.code, refused.value.have) == ("behind", held)
        else:
            held = max(held, high)
            assert made.observe(REF, observing(history[low:high], low))["n"] == held
    assert made.observe(REF, observing([], held)) == store().observe(REF, observing(history[:held]))


@settings(max_examples=25, deadline=None)
@given(
    history=st.lists(st.tuples(st.sampled_from(ITEMS), st.sampled_from([0.0, 0.5, 1.0])), max_size=8),
    void=st.lists(st.tuples(st.sampled_from([*ITEMS, "gone"]), st.floats(0.0, 1e11)), max_size=5),
)
@pytest.mark.parametrize("with_fit", [False, True])
def test_nothing_moves_by_what_is_void(
    fitted: Fitted, with_fit: bool, history: list[tuple[str, float]], void: list[tuple[str, float]]
):
    more: dict[str, Any] = {"fit": fitted.id} if with_fit else {}
    told = [evidence(n, item, score) for n, (item, score) in enumerate(history, start=1)]
    extra = [
        evidence(n, item, 1.0, void=True, at=at) for n, (item, at) in enumerate(void, start=len(told) + 1)
    ]
    plain, revealed = store(fitted=fitted), store(fitted=fitted)
    plain.observe(REF, observing(told, **more))
    revealed.observe(REF, observing(told + extra, **more))
    whole = len(told) + len(extra)
    for ask in ("predict", "next", "probe"):
        one = getattr(plain, ask)(REF, asking(len(told), **more))
        other = getattr(revealed, ask)(REF, asking(whole, **more))
        assert one["items"] == other["items"]
    assert beliefs(plain, len(told), **more) == beliefs(revealed, whole, **more)


@pytest.mark.parametrize("item", ITEMS)
def test_help_alone_never_makes_mastery(item: str):
    """Belief in what was practised stays below the ceiling, however often it went well with help."""
    made, numbers = store(), Parameters()
    guess = numbers.guess_rate(4 if item == "add-choice" else 0)
    most = guess + (1.0 - numbers.slip - guess) * numbers.assisted_ceiling

    def p(n: int) -> float:
        asked = asking(n, now=MONDAY + 60.0 * n, candidates=[f"{item}/1"])
        return made.predict(REF, asked)["items"][0]["p"]

    new = p(0)
    for n in range(1, 61):
        made.observe(REF, observing([evidence(n, item, assisted=True)], n - 1))
        assert p(n) <= most + 1e-6
    assert p(60) > new + 0.1  # it is evidence all the same


@pytest.mark.parametrize("items", [ITEMS, ["subtract1"], ["both"]], ids=["all over", "one", "on two skills"])
def test_no_skill_is_carried_past_the_ceiling_by_help(items: list[str]):
    """Not those practised, and not what they rest on."""
    made, most = store(), Parameters().assisted_ceiling
    for n in range(1, 61):
        told = observing([evidence(n, items[n % len(items)], assisted=True)], n - 1)
        answer = made.observe(REF, told)
        assert max(belief["p"] for belief in answer["beliefs"]) <= most + 1e-6


def test_help_does_not_move_the_memory_of_the_predictor(fitted: Fitted):
    """What it says moves with the filter only: the log it was fitted on holds no helped answers."""
    made = store(fitted=fitted)
    made.observe(REF, observing([evidence(n, "add1", assisted=True) for n in range(1, 6)], fit=fitted.id))
    (held,) = (kept for _, kept in made._learners._held.values())
    assert held.mind is not None
    new = fitted.learner().arrays()
    assert all(
        (array == new[name]).all() or (array != array).all() for name, array in held.mind.arrays().items()
    )


@pytest.mark.parametrize("with_fit", [False, True])
@pytest.mark.parametrize(
    "kind", ["random", "always I don't know", "always right", "always wrong", "always half"]
)
def test_learners_who_do_not_play_along_leave_a_sane_state(fitted: Fitted, kind: str, with_fit: bool):
    luck, made = random.Random(kind), store(fitted=fitted)
    more: dict[str, Any] = {"fit": fitted.id} if with_fit else {}
    scores = {"always right": 1.0, "always half": 0.5}
    items = [
        evidence(
            n,
            luck.choice(ITEMS),
            luck.choice([0.0, 1.0]) if kind == "random" else scores.get(kind, 0.0),
            says_unknown=kind.endswith("know"),
        )
        for n in range(1, 301)
    ]
    made.observe(REF, observing(items, **more))
    assert_sane(made, 300, **more)
    p = beliefs(made, 300, **more)["multiply"]
    if kind in ("always I don't know", "always wrong"):
        assert p < 0.1
    if kind == "always right":
        assert p > 0.9


@pytest.mark.parametrize("spec", [SINGLE, {"skills": SINGLE["skills"], "items": []}], ids=["one", "no items"])
def test_a_course_of_one_skill_is_a_course(spec: CourseSpec):
    made = store(spec)
    assert_sane(made, 0)
    if spec["items"]:
        made.observe(REF, observing([evidence(n, "count1", float(n % 2)) for n in range(1, 40)]))
        assert_sane(made, 39)


@pytest.fixture
def app() -> FastAPI:
    return create_app(Settings(device="cpu", meaning=False))


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://models") as client:
        await client.put(f"/v1/courses/{REF}", json=course())
        yield client
    app.state.parts.close()


@pytest.mark.parametrize("verb", ["predict", "probe", "next", "beliefs"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("now", float("nan")),
        ("now", float("-inf")),
        ("now", -1.0),
        ("now", "today"),
        ("at_n", -1),
        ("at_n", 1e400),
        ("at_n", None),
        ("learner", ""),
        ("learner", "x" * 401),
        ("learner", "\ud800"),
        ("candidates", ["count1/1", 7]),
        ("fit", 7),
    ],
)
async def test_a_question_that_cannot_be_is_refused_by_the_name_of_its_field(
    client: httpx.AsyncClient, verb: str, field: str, value: object
):
    body = {"learner": "ada", "at_n": 0, "now": MONDAY} | {field: value}
    headers = {"content-type": "application/json"}
    content = json.dumps(body)
    answer = await client.post(f"/v1/courses/{REF}/{verb}", content=content, headers=headers)
    error = answer.json()["error"]
    assert (error["code"], answer.status_code) == ("bad_request", STATUS["bad_request"])
    assert field in error["message"]


@pytest.mark.parametrize(
    "change",
    [
        {"skills": []},
        {"skills": [{"id": "a", "prerequisites": ["a"]}]},
        {"skills": [{"id": "a", "prerequisites": []}] * 2},
        {"skills": [{"id": "a", "prerequisites": ["b"]}]},
        {"items": [{"id": "i", "problem": "i", "skills": ["gone"], "choices": 0}]},
        {"items": [{"id": "i", "problem": "i", "skills": [], "choices": -1}]},
    ],
    ids=["no skill", "self-loop", "twice", "unknown prerequisite", "unknown skill", "choices"],
)
async def test_a_course_that_cannot_be_taught_is_refused(client: httpx.AsyncClient, change: dict):
    answer = await client.put("/v1/courses/bad@1", json=SINGLE | change)
    assert answer.json()["error"]["code"] in ("bad_course", "bad_request")
    assert answer.status_code == 422


async def test_a_long_history_lets_others_have_their_turn(client: httpx.AsyncClient, app: FastAPI):
    """Questions that come while it is worked through are answered before it is done, and so is a repeat."""
    long = [evidence(n, ITEMS[n % len(ITEMS)], float(n % 3 > 0)) for n in range(1, 20 * PART + 1)]
    url = f"/v1/courses/{REF}"
    running = asyncio.create_task(client.post(f"{url}/observe", json=observing(long)))
    while not app.state.parts.store.applied:
        await asyncio.sleep(0.001)
    question = {"learner": "bob", "at_n": 0, "now": MONDAY}
    for _ in range(3):
        assert (await client.post(f"{url}/next", json=question)).status_code == 200
    again = await client.post(f"{url}/observe", json=observing(long[:5]))
    assert 5 <= again.json()["n"] < len(long)
    assert not running.done()
    first = (await running).json()
    assert first["n"] == app.state.parts.store.applied == len(long)
    assert first == store().observe(REF, observing(long))


async def test_a_long_history_with_one_bad_item_is_refused_whole(client: httpx.AsyncClient, app: FastAPI):
    long = [evidence(n, "count1") for n in range(1, 5 * PART)]
    long.append(evidence(5 * PART, "divide"))
    answer = await client.post(f"/v1/courses/{REF}/observe", json=observing(long))
    assert answer.json()["error"]["code"] == "unknown_item"
    assert app.state.parts.store.applied == 0


async def test_who_goes_away_in_the_middle_leaves_a_beginning(client: httpx.AsyncClient, app: FastAPI):
    long = [evidence(n, "count1", float(n % 2)) for n in range(1, 20 * PART + 1)]
    steps = app.state.parts.store.observing(REF, observing(long))
    assert [next(steps), next(steps)] == [None, None]
    steps.close()
    held = (await client.post(f"/v1/courses/{REF}/observe", json=observing([]))).json()["n"]
    assert 2 <= held <= 2 * PART
    rest = await client.post(f"/v1/courses/{REF}/observe", json=observing(long[held:], held))
    assert rest.json() == store().observe(REF, observing(long))
