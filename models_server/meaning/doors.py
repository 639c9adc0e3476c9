"""Embeddings in OpenAI's shape, likeness, search. Knows no models.

Vectors are long: they are written row by row on the thread of their work, since the encoder would else hold
up everything in the process for a tenth of a second.
"""

from __future__ import annotations

import base64
import json
from typing import Annotated, cast

import numpy as np
from fastapi import APIRouter, Path, Request
from starlette.responses import JSONResponse, Response

from models_server.errors import Refusal
from models_server.meaning.joined import Joined
from models_server.meaning.sentences import MODEL, Vectors
from models_server.meaning.texts import Texts
from models_server.requests import EmbeddingsBody, SearchBody, SimilarityBody, TextsBody
from models_server.wire import SimilarityResponse, Text
from models_server.worker import Worker

routes = APIRouter()
Ref = Annotated[str, Path(pattern=r"^[^@]+@[^@]+$", max_length=400, description="<course id>@<version>")]


@routes.post("/v1/embeddings")
async def embeddings(request: Request, body: EmbeddingsBody) -> Response:
    if body.model not in (None, MODEL):
        raise Refusal("bad_request", f"the model here is {MODEL}")
    texts = [body.input] if isinstance(body.input, str) else body.input
    vectors = await _joined(request).embed(texts)
    worker: Worker = request.app.state.parts.embedding
    content = await worker.run(_embedded, vectors, body.encoding_format == "base64")
    return Response(content, media_type="application/json")


@routes.post("/v1/similarity")
async def similarity(request: Request, body: SimilarityBody) -> Response:
    vectors = (await _joined(request).embed([*body.a, *body.b])).array.astype(np.float64)
    cosines = vectors[: len(body.a)] @ vectors[len(body.a) :].T
    answer: SimilarityResponse = {"scores": np.clip(cosines, -1.0, 1.0).round(6).tolist()}
    return JSONResponse(answer)


@routes.put("/v1/texts/{ref}")
async def put_texts(request: Request, ref: Ref, body: TextsBody) -> Response:
    told = cast(list[Text], [text.model_dump() for text in body.texts])
    if len({text["id"] for text in told}) < len(told):
        raise Refusal("bad_request", "two texts have the same id")
    return JSONResponse({"texts": ref}, 201 if _texts(request).tell(ref, told) else 200)


@routes.post("/v1/texts/{ref}/search")
async def search(request: Request, ref: Ref, body: SearchBody) -> Response:
    return JSONResponse(await _texts(request).search(ref, body.query, body.limit))


def _joined(request: Request) -> Joined:
    joined: Joined = request.app.state.parts.joined
    return joined


def _texts(request: Request) -> Texts:
    texts: Texts = request.app.state.parts.texts
    return texts


def _embedded(vectors: Vectors, packed: bool) -> bytes:
    """An EmbeddingsResponse."""
    data = []
    for index, row in enumerate(vectors.array):
        vector = base64.b64encode(row.astype("<f4").tobytes()).decode() if packed else row.tolist()
        data.append(json.dumps({"object": "embedding", "index": index, "embedding": vector}))
    usage = {"prompt_tokens": vectors.tokens, "total_tokens": vectors.tokens}
    whole = json.dumps({"object": "list", "model": MODEL, "usage": usage})
    return f'{whole[:-1]}, "data": [{", ".join(data)}]}}'.encode()
