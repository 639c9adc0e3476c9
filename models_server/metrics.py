"""What the server counts, in Prometheus' shape. Knows names of routes, never of learners or texts.

docs/metrics.md lists every series; a test keeps that list true.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models_server.connections import Crowd
from models_server.fitting import Fitting
from models_server.knowledge.store import Store
from models_server.language.service import Language
from models_server.meaning import Meaning
from models_server.meaning.joined import Joined
from models_server.meaning.texts import Texts
from models_server.wire import PartState
from models_server.worker import Worker

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_STATES: tuple[PartState, ...] = ("ready", "loading", "off", "failed")
# By the beginning of an address; whatever else is asked is no part's.
_PARTS = {
    "/v1/courses": "knowledge",
    "/v1/fits": "knowledge",
    "/v1/embeddings": "meaning",
    "/v1/similarity": "meaning",
    "/v1/texts": "meaning",
    "/v1/chat": "language",
}


class Metrics:
    """One registry an app, so that two apps in one process do not share their numbers."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "models_requests_total",
            "Requests by route and status",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self.seconds = Histogram(
            "models_request_seconds",
            "Time to answer",
            ["route"],
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self.outcomes = Counter(
            "models_part_requests_total",
            "Requests by part and how they ended: answered, refused, cancelled, deadline, failed",
            ["part", "outcome", "reason"],
            registry=self._registry,
        )
        self._states = Gauge(
            "models_part_state",
            "1 for the state that a part is in",
            ["part", "state"],
            registry=self._registry,
        )
        self._ready = Gauge(
            "models_part_ready_seconds",
            "From the start of the server until the part answered; 0 before",
            ["part"],
            registry=self._registry,
        )

    def of_knowledge(self, store: Store, fitting: Fitting, worker: Worker) -> None:
        ready = time.monotonic()
        self._part("knowledge", lambda: "ready", lambda: ready)
        self._gauge("models_knowledge_waiting", "Questions in hand and waiting", lambda: worker.inside)
        self._gauge("models_learners_held", "Learners held in memory", lambda: store.learners_held)
        self._gauge("models_courses_held", "Courses told", lambda: store.courses_held)
        self._gauge("models_fit_running", "1 while a fit runs", lambda: fitting.is_running)
        self._gauge("models_fits_held", "Fitted predictors held", lambda: store.fits_held)
        self._gauge("models_evidence_applied", "Evidence applied since the start", lambda: store.applied)

    def of_meaning(self, meaning: Meaning, joined: Joined, texts: Texts) -> None:
        cache = meaning.cache
        self._part("meaning", lambda: meaning.state, lambda: meaning.ready_s)
        self._registry.register(joined.registry)
        self._gauge("models_meaning_ready", "1 when embeddings answer", lambda: meaning.state == "ready")
        self._gauge("models_meaning_waiting", "Texts that wait to be embedded", lambda: joined.waiting)
        self._gauge("models_meaning_cache_hits", "Texts whose vector was there", lambda: cache.hits)
        self._gauge("models_meaning_cache_misses", "Texts that were embedded", lambda: cache.misses)
        self._gauge("models_meaning_cache_bytes", "Memory of the vectors held", lambda: cache.bytes)
        self._gauge("models_texts_held", "Courses whose texts can be searched", lambda: texts.held)

    def of_language(self, language: Language) -> None:
        self._part("language", lambda: language.state, lambda: language.ready_s)
        self._registry.register(language.measures.registry)
        self._gauge(
            "models_language_ready", "1 when conversations are answered", lambda: language.state == "ready"
        )
        self._gauge("models_language_inside", "Conversations being answered", lambda: language.inside)
        self._gauge("models_language_waiting", "Conversations that wait", lambda: language.waiting)
        self._gauge("models_language_batch", "Conversations in the engine's batch", lambda: language.batch)
        self._gauge("models_language_cache_use", "Share of the cache in use", lambda: language.cache_use)
        self._gauge("models_language_tokens", "Tokens answered since the start", lambda: language.tokens)
        self._gauge("models_language_deaths", "Times the engine was begun anew", lambda: language.deaths)

    def of_connections(self, crowd: Crowd) -> None:
        self._gauge("models_connections", "Connections that are open", lambda: len(crowd.all))
        self._gauge(
            "models_connections_shed", "Connections ended to make room, or not let in", lambda: crowd.shed
        )

    def text(self) -> bytes:
        return generate_latest(self._registry)

    def names(self) -> set[str]:
        """Of all series, as docs/metrics.md lists them."""
        ends = {"counter": "_total"}
        return {metric.name + ends.get(metric.type, "") for metric in self._registry.collect()}

    def count(self, scope: Scope, status: int) -> None:
        """A request has ended; whoever knows how has said so in the scope."""
        part = next((part for start, part in _PARTS.items() if scope["path"].startswith(start)), None)
        if part is None:
            return
        guess = "answered" if status < 400 else "refused" if status < 500 else "failed"
        outcome, reason = scope.get("ended", (guess, ""))
        self.outcomes.labels(part, outcome, reason).inc()

    def _part(self, part: str, state: Callable[[], PartState], ready: Callable[[], float | None]) -> None:
        for one in _STATES:
            self._states.labels(part, one).set_function(partial(_is, state, one))

        def seconds() -> float:
            at = ready()
            return 0.0 if at is None else max(at - self._begun, 0.0)

        self._ready.labels(part).set_function(seconds)

    def _gauge(self, name: str, words: str, value: Callable[[], float]) -> None:
        Gauge(name, words, registry=self._registry).set_function(value)


def _is(state: Callable[[], PartState], one: PartState) -> float:
    return float(state() == one)


class Measured:
    """ASGI middleware: counts each request under its route's pattern, so that ids never become labels."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        begun = perf_counter()
        try:
            await self._app(scope, receive, noting)
        finally:
            route = getattr(scope.get("route"), "path", "none")
            self._metrics.requests.labels(scope["method"], route, str(status)).inc()
            self._metrics.seconds.labels(route).observe(perf_counter() - begun)
            self._metrics.count(scope, status)
