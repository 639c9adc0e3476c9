"""What the server counts, in Prometheus' shape. Knows names of routes, never of learners or texts."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models_server.fitting import Fitting
from models_server.knowledge.store import Store
from models_server.language.service import Language
from models_server.meaning import Meaning
from models_server.meaning.joined import Joined
from models_server.meaning.texts import Texts

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """One registry an app, so that two apps in one process do not share their numbers."""

    def __init__(self, store: Store, fitting: Fitting, language: Language) -> None:
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
        self._gauge("models_learners_held", "Learners held in memory", lambda: store.learners_held)
        self._gauge("models_courses_held", "Courses told", lambda: store.courses_held)
        self._gauge("models_fit_running", "1 while a fit runs", lambda: fitting.is_running)
        self._gauge("models_fits_held", "Fitted predictors held", lambda: store.fits_held)
        self._gauge("models_evidence_applied", "Evidence applied since the start", lambda: store.applied)
        self._gauge(
            "models_language_ready", "1 when conversations are answered", lambda: language.state == "ready"
        )
        self._gauge("models_language_inside", "Conversations being answered", lambda: language.inside)
        self._gauge("models_language_waiting", "Conversations that wait", lambda: language.waiting)
        self._gauge("models_language_tokens", "Tokens answered since the start", lambda: language.tokens)
        self._gauge("models_language_deaths", "Times the engine was begun anew", lambda: language.deaths)

    def of_meaning(self, meaning: Meaning, joined: Joined, texts: Texts) -> None:
        cache = meaning.cache
        self._gauge("models_meaning_ready", "1 when embeddings answer", lambda: meaning.state == "ready")
        self._gauge("models_meaning_waiting", "Texts that wait to be embedded", lambda: joined.waiting)
        self._gauge("models_meaning_cache_hits", "Texts whose vector was there", lambda: cache.hits)
        self._gauge("models_meaning_cache_misses", "Texts that were embedded", lambda: cache.misses)
        self._gauge("models_meaning_cache_bytes", "Memory of the vectors held", lambda: cache.bytes)
        self._gauge("models_texts_held", "Courses whose texts can be searched", lambda: texts.held)

    def text(self) -> bytes:
        return generate_latest(self._registry)

    def _gauge(self, name: str, words: str, value: Callable[[], float]) -> None:
        Gauge(name, words, registry=self._registry).set_function(value)


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
