"""The client of the model server: against a real one, and against what is no model server at all."""

from __future__ import annotations

import http.server
import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asgiref.sync import async_to_sync

from courses import folder
from courses.types import Course
from scripts import ports
from scripts.places import ROOT
from tests.live import ModelServer
from tutor.inference import Inference, InferenceError, course_spec, course_texts, evidence_item
from tutor.types import Evidence

REF = "linear-equations@1"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def course() -> Course:
    return folder.read(ROOT / "courses" / "ramps" / "linear-equations")


@pytest.fixture
def inference(model_server: ModelServer) -> Inference:
    """A client of a model server that knows nothing yet."""
    model_server.restart()
    return Inference(model_server.url, deadline=10.0)


def items(course: Course) -> list[str]:
    return [f"{problem.id}/{step.id}" for problem in course.problems() for step in problem.steps]


def seen(n: int, item: str, score: float = 1.0) -> Evidence:
    at = NOW + timedelta(minutes=n)
    return Evidence(n=n, item=item, skills=(), score=score, assisted=False, void=False, at=at)


async def failure(call) -> InferenceError:
    with pytest.raises(InferenceError) as caught:
        await call
    return caught.value


async def test_it_is_told_a_course_then_evidence_then_asked(inference: Inference, course: Course) -> None:
    assert await inference.is_ready()
    await inference.tell_course(REF, course)
    known = items(course)
    told = await inference.observe(REF, "ada", 0, [seen(1, known[0])], course)
    assert told["n"] == 1
    assert {belief["skill"] for belief in told["beliefs"]} == {skill.id for skill in course.skills}
    assert all(0 <= one["low"] <= one["p"] <= one["high"] <= 1 for one in told["beliefs"])
    for question in ("predict", "probe", "next"):
        answer = await inference.ask(question, REF, "ada", 1, NOW.timestamp(), known[:3])
        assert sorted(one["item"] for one in answer["items"]) == sorted(known[:3])
        assert all(0 < one["p"] < 1 for one in answer["items"])


async def test_a_course_it_was_not_told_is_unknown(inference: Inference, course: Course) -> None:
    assert (await failure(inference.observe("nothing@1", "ada", 0, [], course))).code == "unknown_course"
    asked = inference.ask("next", "nothing@1", "ada", 0, NOW.timestamp(), ["a/b"])
    assert (await failure(asked)).code == "unknown_course"


async def test_texts_it_was_not_told_are_told_and_asked_for_again(
    inference: Inference, course: Course
) -> None:
    assert (await failure(inference.search(REF, "how do I undo plus?"))).code == "unknown_texts"
    # The texts are there now; the sentence model of this server is off.
    assert (await failure(inference.search_telling(REF, course, "how do I undo plus?"))).code == "not_ready"
    assert (await failure(inference.search(REF, "how do I undo plus?"))).code == "not_ready"


async def test_the_texts_of_a_version_are_told_once(inference: Inference, course: Course) -> None:
    await inference.tell_texts(REF, course)
    await inference.tell_texts(REF, course)
    other = replace(course, skills=course.skills[:3])
    assert (await failure(inference.tell_texts(REF, other))).code == "texts_exist"


def test_what_may_be_searched_holds_no_problem(course: Course) -> None:
    told = course_texts(course)
    assert {one["id"].partition("/")[0] for one in told} == {"passage", "skill"}
    assert len({one["id"] for one in told}) == len(told)
    said = " ".join(one["text"] for one in told)
    assert not any(problem.stem in said for problem in course.problems())


async def test_it_says_which_evidence_it_has(inference: Inference, course: Course) -> None:
    await inference.tell_course(REF, course)
    known = items(course)
    await inference.observe(REF, "bea", 0, [seen(1, known[0]), seen(2, known[1])], course)
    behind = await failure(inference.observe(REF, "bea", 4, [seen(5, known[0])], course))
    assert (behind.code, behind.have) == ("behind", 2)
    behind = await failure(inference.ask("next", REF, "bea", 3, NOW.timestamp(), known[:1]))
    assert (behind.code, behind.have) == ("behind", 2)


async def test_evidence_told_twice_counts_once(inference: Inference, course: Course) -> None:
    await inference.tell_course(REF, course)
    known = items(course)
    evidence = [seen(1, known[0]), seen(2, known[0], score=0.0)]
    first = await inference.observe(REF, "cem", 0, evidence, course)
    again = await inference.observe(REF, "cem", 0, evidence, course)
    assert again == first


async def test_what_it_cannot_read_is_a_typed_error(inference: Inference, course: Course) -> None:
    await inference.tell_course(REF, course)
    asked = inference.ask("next", REF, "dot", 0, NOW.timestamp(), ["no/such"])
    error = await failure(asked)
    assert error.code not in {"unreachable", "behind", "unknown_course"}
    assert "no/such" in str(error)


async def test_evidence_on_a_step_that_is_gone_is_void_but_keeps_its_number(course: Course) -> None:
    known, skills = frozenset(items(course)), {skill.id for skill in course.skills}
    assert evidence_item(seen(3, "gone/gone"), known, skills)["void"]
    assert evidence_item(seen(3, "gone/gone"), known, skills)["n"] == 3
    assert not evidence_item(seen(3, items(course)[0]), known, skills)["void"]


def test_what_is_told_of_a_course_holds_no_answer(course: Course) -> None:
    spec = course_spec(course)
    assert set(spec) == {"skills", "items"}
    assert {key for item in spec["items"] for key in item} == {"id", "problem", "skills", "choices"}


@contextmanager
def pretender(reply: bytes | None, trickles: bool = False) -> Iterator[str]:
    """Takes connections and says `reply` to everything; nothing, or a little now and then, without one."""
    done = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65_536)
            if reply is None:
                done.wait(30)
            elif trickles:
                for place in range(len(reply)):
                    self.request.sendall(reply[place : place + 1])
                    if done.wait(0.1):
                        return
            else:
                self.request.sendall(reply)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            done.set()
            server.shutdown()


def page(status: str, body: bytes, kind: str = "application/json") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + body


PRETENDERS = {
    "nothing": None,
    "another protocol": b"+PONG\r\n",
    "half an answer": page("200 OK", b"{}")[:-1],
    "a page": page("200 OK", b"<html>welcome</html>", "text/html"),
    "a proxy's error": page("502 Bad Gateway", b"<html>bad</html>", "text/html"),
    "an error of no known shape": page("500 Internal Server Error", b'{"detail": "oh"}'),
    "a list as error": page("503 Service Unavailable", b"[]"),
    "a word as error": page("503 Service Unavailable", b'{"error": "busy"}'),
    "an error without a code": page("503 Service Unavailable", b'{"error": {"message": "x"}}'),
    "bytes": page("200 OK", b"\xff\xfe\x00"),
    "a list": page("200 OK", b"[]"),
}


@pytest.mark.parametrize("reply", PRETENDERS.values(), ids=PRETENDERS.keys())
async def test_what_is_no_model_server_is_unreachable_within_the_deadline(reply: bytes | None) -> None:
    with pretender(reply) as url:
        inference = Inference(url, deadline=0.4)
        began = time.monotonic()
        error = await failure(inference.ask("next", REF, "ada", 0, NOW.timestamp(), ["a/b"]))
        assert error.code == "unreachable"
        assert time.monotonic() - began < 2


async def test_an_answer_that_trickles_in_is_given_up_at_the_deadline() -> None:
    with pretender(page("200 OK", b"{}"), trickles=True) as url:
        began = time.monotonic()
        error = await failure(Inference(url, 0.4).ask("next", REF, "ada", 0, NOW.timestamp(), ["a/b"]))
        assert error.code == "unreachable"
        assert time.monotonic() - began < 2


async def test_a_closed_port_is_unreachable_at_once(course: Course) -> None:
    inference = Inference(f"http://127.0.0.1:{ports.free()}", deadline=5.0)
    began = time.monotonic()
    assert not await inference.is_ready()
    assert (await failure(inference.tell_course(REF, course))).code == "unreachable"
    assert time.monotonic() - began < 2


def test_every_event_loop_gets_connections_of_its_own(model_server: ModelServer) -> None:
    """A sync page opens a loop for each request."""
    model_server.ensure_up()
    inference = Inference(model_server.url, deadline=5.0)
    assert [async_to_sync(inference.is_ready)() for _ in range(3)] == [True] * 3


class Embeds(http.server.BaseHTTPRequestHandler):
    """Says of each text the number that it is."""

    sizes: list[int] = []

    def do_POST(self) -> None:
        texts = json.loads(self.rfile.read(int(self.headers["content-length"])))["input"]
        self.sizes.append(len(texts))
        rows = [{"object": "embedding", "index": i, "embedding": [float(t)]} for i, t in enumerate(texts)]
        body = json.dumps({"object": "list", "data": rows}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Tests keep quiet."""


async def test_vectors_come_in_the_order_of_the_texts_however_many() -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Embeds) as server:
        threading.Thread(target=server.serve_forever).start()
        inference = Inference(f"http://127.0.0.1:{server.server_address[1]}", deadline=5.0)
        rows = await inference.embed([str(i) for i in range(600)])
        assert await inference.embed([]) == []
        server.shutdown()
    assert rows == [[float(i)] for i in range(600)]
    assert Embeds.sizes == [512, 88]


async def test_without_a_sentence_model_embedding_is_refused(inference: Inference) -> None:
    assert (await failure(inference.embed(["brackets"]))).code == "not_ready"
