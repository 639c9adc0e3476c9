"""The doors of the model server: addresses, checking of bodies, who works where. Knows no mathematics."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, cast

import torch
from fastapi import APIRouter, Depends, FastAPI, Path, Request
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response

from models_server import replies
from models_server.connections import Crowd
from models_server.errors import Refusal
from models_server.fitting import Fitting
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.predictor import Fitted
from models_server.knowledge.store import Store
from models_server.language import doors
from models_server.language.service import Language
from models_server.meaning import Meaning
from models_server.meaning import doors as meaning_doors
from models_server.meaning.joined import Joined
from models_server.meaning.texts import Texts
from models_server.metrics import Measured, Metrics
from models_server.requests import AskBody, CourseBody, FitBody, ObserveBody
from models_server.settings import SettingError, Settings
from models_server.wire import (
    AskRequest,
    CourseSpec,
    HealthResponse,
    ObserveRequest,
    ReadyResponse,
)
from models_server.worker import Worker

_FITS_WAITING = 4  # bodies of some megabytes
_WAITING = 256  # requests that may wait for one worker; at some milliseconds each, about a second


class Parts:
    """What one server is made of. Knowledge and meaning each have a thread: neither waits for the other."""

    def __init__(self, settings: Settings) -> None:
        device = _device(settings.device)
        torch.set_num_threads(settings.threads)
        parameters = Parameters(states=settings.states)
        try:
            self.store = Store(parameters, settings.seed, device, settings.learners, settings.snapshots)
        except OSError as error:
            raise SettingError(f"MODELS_SNAPSHOTS cannot be used: {error}") from error
        self.meaning = Meaning(device.type, settings.meaning, settings.meaning_cache_mb << 20)
        self.language = Language(settings, device)
        self.fitting = Fitting(settings.states, settings.seed)
        self.knowing = Worker("knowledge", _WAITING)
        self.embedding = Worker("meaning", _WAITING)
        self.joined = Joined(self.meaning.embed, self.embedding)
        self.texts = Texts(self.meaning, self.joined, self.embedding)
        self.crowd = Crowd()
        self.metrics = Metrics()
        self.metrics.of_knowledge(self.store, self.fitting, self.knowing)
        self.metrics.of_meaning(self.meaning, self.joined, self.texts)
        self.metrics.of_language(self.language)
        self.metrics.of_connections(self.crowd)
        self.unpacking = Worker("fits", _FITS_WAITING)
        self.stopping = False

    def stop(self) -> None:
        """Nothing new from now on. A signal calls this: the fit that runs takes minutes, and is ended."""
        self.stopping = True
        self.fitting.close()

    def close(self) -> None:
        """Learners are written first, when nothing changes them any more: the rest can be made anew."""
        self.fitting.close()
        self.unpacking.close()
        self.knowing.close()
        self.store.close()
        self.texts.close()
        self.meaning.stop()
        self.embedding.close()


def create_app(settings: Settings | None = None) -> FastAPI:
    """Raise SettingError for a device that is not there. Knowledge answers from the first request on."""
    settings = settings or Settings.from_environment()
    parts = Parts(settings)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        parts.meaning.start()
        parts.language.start(after=parts.meaning.loader)
        yield
        parts.close()
        await parts.language.close()

    # The pages that draw the API load scripts from a foreign host: only /openapi.json is served.
    app = FastAPI(title="Edgewise models", lifespan=life, docs_url=None, redoc_url=None)
    app.state.parts = parts
    replies.install(app)
    app.add_middleware(replies.Limited)
    app.add_middleware(replies.Closing, is_stopping=lambda: parts.stopping)
    if settings.token:
        app.add_middleware(replies.Trusted, token=settings.token)
    app.add_middleware(Measured, metrics=parts.metrics)
    app.include_router(routes)
    app.include_router(meaning_doors.routes)
    app.include_router(doors.routes)
    return app


routes = APIRouter()


def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


Ready = Annotated[Parts, Depends(_parts)]
FitId = Annotated[str, Path(max_length=64)]
Ref = Annotated[str, Path(pattern=r"^[^@]+@[^@]+$", max_length=400, description="<course id>@<version>")]


@routes.put("/v1/courses/{ref}")
async def put_course(parts: Ready, ref: Ref, body: CourseBody) -> Response:
    spec = cast(CourseSpec, body.model_dump())
    created = await parts.knowing.run(parts.store.put_course, ref, spec)
    return JSONResponse({"course": ref}, 201 if created else 200)


@routes.post("/v1/courses/{ref}/observe")
async def observe(parts: Ready, ref: Ref, body: ObserveBody) -> Response:
    request = cast(ObserveRequest, body.model_dump(exclude_none=True))
    steps = parts.store.observing(ref, request)
    # Each part queues anew, so that a long history and the questions of others take turns.
    while (answer := await parts.knowing.run(next, steps)) is None:
        pass
    return JSONResponse(answer)


@routes.post("/v1/courses/{ref}/predict")
async def predict(parts: Ready, ref: Ref, body: AskBody) -> Response:
    return JSONResponse(await parts.knowing.run(parts.store.predict, ref, _ask(body)))


@routes.post("/v1/courses/{ref}/probe")
async def probe(parts: Ready, ref: Ref, body: AskBody) -> Response:
    return JSONResponse(await parts.knowing.run(parts.store.probe, ref, _ask(body)))


@routes.post("/v1/courses/{ref}/next")
async def next_item(parts: Ready, ref: Ref, body: AskBody) -> Response:
    return JSONResponse(await parts.knowing.run(parts.store.next, ref, _ask(body)))


@routes.post("/v1/courses/{ref}/beliefs")
async def beliefs(parts: Ready, ref: Ref, body: AskBody) -> Response:
    return JSONResponse(await parts.knowing.run(parts.store.beliefs, ref, _ask(body)))


@routes.post("/v1/courses/{ref}/fit")
async def fit(parts: Ready, ref: Ref, request: Request) -> Response:
    """The body is a FitRequest; it is read by the process that fits."""
    spec = parts.store.spec_of(ref)
    parts.fitting.refuse_if_busy()
    answer = await parts.fitting.run(spec, await request.body())
    return Response(answer, media_type="application/json")


@routes.put("/v1/fits/{fit}")
async def put_fit(parts: Ready, fit: FitId, request: Request) -> Response:
    fitted = await parts.unpacking.run(_unpacked, await request.body(), fit)
    created = await parts.knowing.run(parts.store.put_fit, fitted)
    return JSONResponse({"fit": fit}, 201 if created else 200)


@routes.get("/healthz")
async def healthz() -> Response:
    body: HealthResponse = {"status": "ok"}
    return JSONResponse(body)


@routes.get("/readyz")
async def readyz(parts: Ready) -> Response:
    body: ReadyResponse = {
        "ready": not parts.stopping,
        "parts": {"knowledge": "ready", "meaning": parts.meaning.state, "language": parts.language.state},
        "params": parts.store.params,
    }
    return JSONResponse(body, 503 if parts.stopping else 200)


@routes.get("/metrics")
async def metrics(parts: Ready) -> Response:
    return Response(parts.metrics.text(), media_type=CONTENT_TYPE_LATEST)


def _ask(body: AskBody) -> AskRequest:
    return cast(AskRequest, body.model_dump(exclude_none=True))


def _unpacked(body: bytes, fit: str) -> Fitted:
    try:
        # Strictly: b64decode else drops what does not belong, and reads what was never sent.
        fitted = Fitted.unpacked(base64.b64decode(FitBody.model_validate_json(body).fitted, validate=True))
    except ValueError as error:  # pydantic's and binascii's are of this kind
        raise Refusal("bad_request", "the body holds no fit that this server can read") from error
    if fitted.id != fit:
        raise Refusal("bad_request", f"this is the fit {fitted.id}, not the one of the address")
    return fitted


def _device(name: str) -> torch.device:
    there = torch.cuda.is_available()
    if name == "cuda" and not there:
        raise SettingError("MODELS_DEVICE is 'cuda', but torch finds no GPU; use auto or cpu")
    return torch.device("cuda" if name == "cuda" or (name == "auto" and there) else "cpu")
