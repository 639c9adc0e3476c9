"""The only code that talks to the model server. Knows no database: what to send comes in as values."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from typing import Any, Literal, cast
from weakref import WeakKeyDictionary

import httpx
from prometheus_client import Counter, Histogram

from courses.types import Course
from models_server.wire import (
    AskRequest,
    AskResponse,
    ChatMessage,
    ChatRequest,
    CourseSpec,
    EmbeddingsRequest,
    EmbeddingsResponse,
    EvidenceItem,
    FitAgainst,
    FitAttempt,
    FitBody,
    FitReport,
    FitRequest,
    FitResponse,
    ObserveRequest,
    ObserveResponse,
    SearchRequest,
    SearchResponse,
    SimilarityRequest,
    SimilarityResponse,
    Text,
    TextsRequest,
)
from tutor.types import Evidence

__all__ = [
    "AskResponse",
    "FitAttempt",
    "FitReport",
    "FitResponse",
    "Inference",
    "InferenceError",
    "ObserveResponse",
    "Question",
    "SearchResponse",
]

_TEXTS = 512  # the model server embeds no more in one request
Question = Literal["predict", "probe", "next"]

_seconds = Histogram("edgewise_inference_seconds", "Time of calls to the model server", ["call"])
_failures = Counter("edgewise_inference_failures_total", "Failed calls to the model server", ["call", "code"])

# One client an event loop: connections belong to the loop that opened them.
_clients: WeakKeyDictionary[asyncio.AbstractEventLoop, httpx.AsyncClient] = WeakKeyDictionary()


class InferenceError(Exception):
    """The model server did not answer the question.

    `code` is one of wire.ErrorCode, or `unreachable` (down, too late, or not talking JSON); `have` comes with
    `behind` and says which evidence the server has.
    """

    def __init__(self, code: str, message: str, have: int | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.have = have


class Inference:
    """Calls to one model server, each under one deadline in seconds; `token` where the server wants one."""

    def __init__(self, url: str, deadline: float, token: str = "") -> None:
        self.url = url.rstrip("/")
        self.deadline = deadline
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    async def tell_course(self, ref: str, course: Course) -> None:
        await self._call("tell_course", "PUT", f"courses/{ref}", course_spec(course))

    async def tell_fit(self, fit: str, fitted: bytes) -> None:
        """Raise InferenceError(`bad_request`) when it does not read these bytes as that fit."""
        body = FitBody(fitted=base64.b64encode(fitted).decode())
        await self._call("tell_fit", "PUT", f"fits/{fit}", body)

    async def fit(
        self,
        ref: str,
        log: Sequence[FitAttempt],
        seed: int,
        against: tuple[bytes, float] | None = None,
    ) -> FitResponse:
        """Fit the predictor of a course on its log: seconds to minutes.

        `against` is an earlier fit to compare with, and when it was made (seconds since the epoch).
        Raise InferenceError: `too_little` to fit on, `busy` with another fit, `too_large` for one request.
        """
        body = FitRequest(log=list(log), seed=seed)
        if against is not None:
            fitted, since = against
            body["against"] = FitAgainst(fitted=base64.b64encode(fitted).decode(), since=since)
        return cast(FitResponse, await self._call("fit", "POST", f"courses/{ref}/fit", body))

    async def observe(
        self,
        ref: str,
        learner: str,
        after_n: int,
        evidence: Sequence[Evidence],
        course: Course,
        fit: str = "",
    ) -> ObserveResponse:
        """`course` is that of `ref`. Raise InferenceError(`behind`) when evidence before is missing.

        `fit` names the fitted predictor whose numbers are wanted; `unknown_fit` says that it has to be told.
        """
        items = {f"{problem.id}/{step.id}" for problem in course.problems() for step in problem.steps}
        skills = {skill.id for skill in course.skills}
        body = ObserveRequest(
            learner=learner,
            after_n=after_n,
            evidence=[evidence_item(one, items, skills) for one in evidence],
        )
        if fit:
            body["fit"] = fit
        return cast(ObserveResponse, await self._call("observe", "POST", f"courses/{ref}/observe", body))

    async def ask(
        self,
        question: Question,
        ref: str,
        learner: str,
        at_n: int,
        now: float,
        candidates: Sequence[str],
        fit: str = "",
    ) -> AskResponse:
        body = AskRequest(learner=learner, at_n=at_n, now=now, candidates=list(candidates))
        if fit:
            body["fit"] = fit
        return cast(AskResponse, await self._call(question, "POST", f"courses/{ref}/{question}", body))

    async def beliefs_at(
        self, ref: str, learner: str, at_n: int, now: float, fit: str = ""
    ) -> ObserveResponse:
        """What is believed at `now`, which time has moved; nothing changes by asking."""
        body = AskRequest(learner=learner, at_n=at_n, now=now)
        if fit:
            body["fit"] = fit
        return cast(ObserveResponse, await self._call("beliefs", "POST", f"courses/{ref}/beliefs", body))

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Unit vectors in the order of the texts. Raise InferenceError(`not_ready`) while the model loads."""
        found: list[list[float]] = []
        for start in range(0, len(texts), _TEXTS):
            body = EmbeddingsRequest(input=list(texts[start : start + _TEXTS]))
            answer = await self._call("embed", "POST", "embeddings", body)
            found += [cast(list[float], one["embedding"]) for one in cast(EmbeddingsResponse, answer)["data"]]
        return found

    async def similarity(self, a: Sequence[str], b: Sequence[str]) -> list[list[float]]:
        """Cosines: a row for each text of `a`."""
        body = SimilarityRequest(a=list(a), b=list(b))
        return cast(SimilarityResponse, await self._call("similarity", "POST", "similarity", body))["scores"]

    async def tell_texts(self, ref: str, course: Course) -> None:
        """Raise InferenceError(`texts_exist`) where the same version was told with other texts."""
        await self._call("tell_texts", "PUT", f"texts/{ref}", TextsRequest(texts=course_texts(course)))

    async def search(self, ref: str, query: str, limit: int = 3) -> SearchResponse:
        """Raise InferenceError: `unknown_texts` where they must be told, `not_ready` while they are read."""
        body = SearchRequest(query=query, limit=limit)
        return cast(SearchResponse, await self._call("search", "POST", f"texts/{ref}/search", body))

    async def search_telling(self, ref: str, course: Course, query: str, limit: int = 3) -> SearchResponse:
        """As `search`; texts that the model server has not, or no longer, are told first."""
        try:
            return await self.search(ref, query, limit)
        except InferenceError as error:
            if error.code != "unknown_texts":
                raise
        await self.tell_texts(ref, course)
        return await self.search(ref, query, limit)

    async def chat(
        self, messages: Sequence[Mapping[str, str]], most: int, take: Callable[[str], Awaitable[bool]]
    ) -> None:
        """Pass on words as they come, until the model has ended, or `take` has enough and says so (False).

        Raise InferenceError when there are no more: down, `busy`, or not done by the deadline.
        """
        body = ChatRequest(
            messages=cast(list[ChatMessage], list(messages)),
            max_tokens=most,
            temperature=0.7,
            stream=True,
            deadline_s=self.deadline,
        )
        url = f"{self.url}/v1/chat/completions"
        try:
            with _seconds.labels("chat").time():
                async with (
                    asyncio.timeout(self.deadline),
                    self._client().stream(
                        "POST", url, json=body, headers=self._headers, timeout=self.deadline
                    ) as response,
                ):
                    if not response.is_success:
                        answer = json.loads(await response.aread() or b"{}")
                        raise _error_in(answer, f"status {response.status_code}")
                    async for line in response.aiter_lines():
                        piece = _piece(line)
                        if piece is not None and not await take(piece):
                            return
        except InferenceError as error:
            _failures.labels("chat", error.code).inc()
            raise
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            _failures.labels("chat", "unreachable").inc()
            raise InferenceError("unreachable", repr(error)) from error

    async def is_ready(self) -> bool:
        try:
            response = await self._client().get(f"{self.url}/readyz", timeout=self.deadline)
        except httpx.HTTPError:
            return False
        return response.is_success

    async def _call(self, call: str, method: str, path: str, body: Any) -> Any:
        url = f"{self.url}/v1/{path}"
        try:
            # httpx has deadlines for each read and write; an answer that trickles in would meet them all.
            with _seconds.labels(call).time():
                async with asyncio.timeout(self.deadline):
                    response = await self._client().request(
                        method, url, json=body, headers=self._headers, timeout=self.deadline
                    )
            answer = response.json() if response.content else {}
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            _failures.labels(call, "unreachable").inc()
            raise InferenceError("unreachable", repr(error)) from error
        if response.is_success and isinstance(answer, dict):
            return answer
        refusal = _error_in(answer, f"status {response.status_code}")
        _failures.labels(call, refusal.code).inc()
        raise refusal

    def _client(self) -> httpx.AsyncClient:
        loop = asyncio.get_running_loop()
        if loop not in _clients:
            # No environment proxies: the model server stands beside us.
            _clients[loop] = httpx.AsyncClient(trust_env=False)
        return _clients[loop]


def _error_in(answer: object, otherwise: str) -> InferenceError:
    """The typed error of an answer; `unreachable` when it has none, as what a proxy says instead."""
    problem = answer.get("error") if isinstance(answer, dict) else None
    if not isinstance(problem, dict) or not isinstance(problem.get("code"), str):
        return InferenceError("unreachable", otherwise)
    return InferenceError(problem["code"], str(problem.get("message", "")), problem.get("have"))


def _piece(line: str) -> str | None:
    """The words in one line of a stream; None for what carries none. Raise ValueError for no such line."""
    if not line.startswith("data:") or line.strip() == "data: [DONE]":
        return None
    event = json.loads(line.removeprefix("data:"))
    if not isinstance(event, dict):
        raise ValueError("an event that is no object")
    if "error" in event:
        raise _error_in(event, "the stream broke off")
    choices = event.get("choices")
    delta = (
        choices[0].get("delta")
        if isinstance(choices, list) and choices and isinstance(choices[0], dict)
        else None
    )
    content = delta.get("content") if isinstance(delta, dict) else None
    return content if isinstance(content, str) else None


def course_spec(course: Course) -> CourseSpec:
    """What the model server needs of a course: skills, prerequisites, and which skills each step uses."""
    return {
        "skills": [{"id": skill.id, "prerequisites": list(skill.prerequisites)} for skill in course.skills],
        "items": [
            {
                "id": f"{problem.id}/{step.id}",
                "problem": problem.id,
                "skills": list(step.skills),
                "choices": len(step.answer.get("options", ())),
            }
            for problem in course.problems()
            for step in problem.steps
        ],
    }


def course_texts(course: Course) -> list[Text]:
    """What a course says and may be searched: its passages, what each skill is; never a solution."""
    passages = [
        Text(id=f"passage/{passage.id}", title=passage.title, text=passage.body)
        for lesson in course.lessons
        for passage in lesson.passages
    ]
    skills = [
        Text(id=f"skill/{skill.id}", title=skill.title, text=skill.description)
        for skill in course.skills
        if skill.description
    ]
    return passages + skills


def evidence_item(evidence: Evidence, items: Set[str], skills: Set[str]) -> EvidenceItem:
    """Evidence on what this course version no longer has moves nothing, but keeps `n` dense.

    What is said of a part of an answer is on its skills, not on those of the item.
    """
    known = skills >= set(evidence.skills) if evidence.part else evidence.item in items
    sent: EvidenceItem = {
        "n": evidence.n,
        "item": evidence.item,
        "score": evidence.score,
        "assisted": evidence.assisted,
        "void": evidence.void or not known,
        "says_unknown": evidence.says_unknown,
        "at": evidence.at.timestamp(),
        "weight": evidence.weight,
        "practice": evidence.practice,
    }
    if evidence.part:
        sent["skills"] = list(evidence.skills)
    return sent
