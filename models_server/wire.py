"""Requests and responses of the model server. Standard library only: the one file `tutor` may import.

Every value is a TypedDict as it stands in the JSON. Times are seconds since the epoch (UTC, float).
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class SkillSpec(TypedDict):
    """`topic`: who knows one skill of a topic is likelier to know its others; left out, the graph is cut."""

    id: str
    prerequisites: list[str]
    topic: NotRequired[str]


class ItemSpec(TypedDict):
    """One step of one problem. `choices`: number of options (0 = open answer); it sets the guess rate."""

    id: str  # "<problem id>/<step id>"
    problem: str
    skills: list[str]
    choices: int


class CourseSpec(TypedDict):
    """Body of PUT /v1/courses/{id}@{version}; the same twice is accepted, another one is `course_exists`."""

    skills: list[SkillSpec]
    items: list[ItemSpec]


class EvidenceItem(TypedDict):
    """One finding. With `skills` it is on these alone: one skill, or those of some item."""

    n: int  # dense from 1 per learner and course
    item: str  # where it was seen; looked up in the course only where there are no `skills`
    score: float  # 0..1
    assisted: bool
    void: bool  # kept so that n stays dense; moves nothing
    says_unknown: bool
    at: float
    skills: NotRequired[list[str]]
    weight: NotRequired[float]  # 0..3 of its log likelihood ratio: hearsay below 1, a sure answer above
    practice: NotRequired[bool]  # left out: true. False where nothing was tried, so that nothing is learnt


class ObserveRequest(TypedDict):
    """POST /v1/courses/{ref}/observe. `evidence` starts at after_n + 1; what the server has is skipped."""

    learner: str
    after_n: int
    evidence: list[EvidenceItem]
    fit: NotRequired[str]


class BeliefItem(TypedDict):
    skill: str
    p: float
    low: float  # 90 % interval
    high: float


class ObserveResponse(TypedDict):
    learner: str
    n: int
    beliefs: list[BeliefItem]
    params: str  # version of the parameters that made these numbers
    seed: int


class AskRequest(TypedDict):
    """POST /v1/courses/{ref}/predict | probe | next | beliefs. Where n is not `at_n`: `behind` (409).

    Without `candidates` all items of the course are meant. With `fit` items have the numbers of that fitted
    predictor; a learner is held for each fit apart. `beliefs` is answered with ObserveResponse.
    """

    learner: str
    at_n: int
    now: float
    candidates: NotRequired[list[str]]
    fit: NotRequired[str]


class ItemEstimate(TypedDict):
    """p: unassisted success now; information: bits expected about skills; gain: newly known ones expected."""

    item: str
    p: float
    low: float
    high: float
    information: float
    gain: float


class AskResponse(TypedDict):
    """predict: in the order asked; probe: most informative first; next: best to serve first."""

    learner: str
    n: int
    items: list[ItemEstimate]
    params: str
    seed: int


class FitAttempt(TypedDict):
    """An answer without help on an item that is not void; each learner's stand in order of time."""

    learner: str
    item: str
    score: float  # 0..1
    at: float


class FitAgainst(TypedDict):
    """An earlier fit to compare the new one with, on answers given after `since`: when it was made."""

    fitted: str  # as it came in its FitResponse
    since: float


class FitRequest(TypedDict):
    """POST /v1/courses/{ref}/fit. One at a time: `busy` while another runs."""

    log: list[FitAttempt]
    seed: int
    against: NotRequired[FitAgainst]


class FitEstimator(TypedDict):
    """On held-out learners. `graph` is the filter alone, `item_average` a constant for each item."""

    name: str
    log_loss: float
    auc: float
    ece: float


class FitBin(TypedDict):
    """Held-out answers of like prediction: its mean, the share right, how many."""

    predicted: float
    seen: float
    count: int


class FitAgainstReport(TypedDict):
    """Log losses on the same held-out answers, which none of the three has seen."""

    attempts: int
    new: float
    in_use: float
    filter: float


class FitReport(TypedDict):
    """`bins`: of the chosen estimator, lowest prediction first."""

    learners: int
    attempts: int
    left_out: int  # on items that the course does not have, and before the newest 5,000 of a learner
    chosen: str
    seconds: float
    estimators: list[FitEstimator]
    bins: list[FitBin]
    against: NotRequired[FitAgainstReport]  # not where nothing could be compared


class FitResponse(TypedDict):
    fit: str  # names the numbers: the same ones have the same name
    fitted: str  # base64 of what PUT /v1/fits/{fit} takes
    report: FitReport


class FitBody(TypedDict):
    """Body of PUT /v1/fits/{fit}: 201, or 200 when it is held already."""

    fitted: str


ErrorCode = Literal[
    "unauthorised",  # 401: no bearer token, or another one
    "unknown_course",  # 404: PUT it, then ask again
    "unknown_item",  # 404
    "unknown_fit",  # 404: PUT it, then ask again
    "unknown_texts",  # 404: PUT them, then ask again
    "behind",  # 409: `have` says what the server has; resend from there
    "course_exists",  # 409: this id@version is another course
    "texts_exist",  # 409: this id@version has other texts
    "bad_course",  # 422: cycle, self-loop, unknown prerequisite: named in `message`
    "bad_request",  # 422
    "too_little",  # 422: the log is not enough to fit on; `message` says what there is and what is needed
    "not_ready",  # 503 with Retry-After: this part is still loading, or switched off
    "busy",  # 503 with Retry-After: too many requests wait already, or another fit runs
    "too_large",  # 413
    "too_slow",  # 408: the body did not come within a minute
    "not_found",  # 404: no such address
    "internal",  # 500
]


class ErrorBody(TypedDict):
    code: ErrorCode
    message: str
    have: NotRequired[int]


class ErrorResponse(TypedDict):
    """Every status ≥ 400 carries this body."""

    error: ErrorBody


class EmbeddingsRequest(TypedDict):
    """POST /v1/embeddings, in OpenAI's shape."""

    input: str | list[str]
    model: NotRequired[str]
    encoding_format: NotRequired[Literal["float", "base64"]]  # base64: little-endian float32


class Embedding(TypedDict):
    """A vector of length 1, so that a dot product is the cosine."""

    object: Literal["embedding"]
    index: int
    embedding: list[float] | str


class EmbeddingsUsage(TypedDict):
    prompt_tokens: int
    total_tokens: int


class EmbeddingsResponse(TypedDict):
    """`data` in the order of the input."""

    object: Literal["list"]
    data: list[Embedding]
    model: str
    usage: EmbeddingsUsage


class SimilarityRequest(TypedDict):
    """POST /v1/similarity: each text of `a` with each of `b`."""

    a: list[str]
    b: list[str]


class SimilarityResponse(TypedDict):
    """A row for each text of `a`; cosines, to six places."""

    scores: list[list[float]]


class Text(TypedDict):
    """A piece of a course that may answer a question; `text` is Markdown."""

    id: str
    title: str
    text: str


class TextsRequest(TypedDict):
    """Body of PUT /v1/texts/{id}@{version}; the same twice is accepted, another one is `texts_exist`."""

    texts: list[Text]


class SearchRequest(TypedDict):
    """POST /v1/texts/{ref}/search."""

    query: str
    limit: NotRequired[int]  # left out: 3


class FoundText(TypedDict):
    """`excerpt` is the passage of the text that fits best; `score` orders, and says nothing by itself."""

    id: str
    score: float
    excerpt: str


class SearchResponse(TypedDict):
    """The nearest that there is, best first. Without `relevant` none of it answers the question.

    `relevance`: how likely the question is for this course; `relevant` where it is enough.
    """

    found: list[FoundText]
    relevant: bool
    relevance: float


class ChatMessage(TypedDict):
    role: Literal["system", "user", "assistant"]
    content: str


class StreamOptions(TypedDict):
    include_usage: bool


class ChatRequest(TypedDict):
    """POST /v1/chat/completions, in OpenAI's shape, and two fields of ours.

    `model`: the name of the model or of an adapter. `deadline_s`: seconds from now until the last word,
    waiting included; who cannot be served in time is refused with `busy`. `priority`: a learner goes first.
    """

    messages: list[ChatMessage]
    model: NotRequired[str]
    max_tokens: NotRequired[int]
    max_completion_tokens: NotRequired[int]
    temperature: NotRequired[float]
    stop: NotRequired[str | list[str]]
    stream: NotRequired[bool]
    stream_options: NotRequired[StreamOptions]
    deadline_s: NotRequired[float]
    priority: NotRequired[Literal["learner", "background"]]


FinishReason = Literal["stop", "length", "deadline"]


class ChatChoice(TypedDict):
    index: int
    message: ChatMessage
    finish_reason: FinishReason


class ChatUsage(TypedDict):
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatResponse(TypedDict):
    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[ChatChoice]
    usage: ChatUsage


class ChatDelta(TypedDict):
    role: NotRequired[Literal["assistant"]]
    content: NotRequired[str]


class ChunkChoice(TypedDict):
    index: int
    delta: ChatDelta
    finish_reason: FinishReason | None


class ChatChunk(TypedDict):
    """One event of a stream; where usage was asked for, the last before `[DONE]` has it and no choices."""

    id: str
    object: Literal["chat.completion.chunk"]
    created: int
    model: str
    choices: list[ChunkChoice]
    usage: NotRequired[ChatUsage]


class HealthResponse(TypedDict):
    """GET /healthz: the process lives."""

    status: Literal["ok"]


PartState = Literal["ready", "loading", "off", "failed"]


class ReadyParts(TypedDict):
    knowledge: PartState
    meaning: PartState
    language: PartState


class ReadyResponse(TypedDict):
    """GET /readyz: the port opens when knowledge is ready; `parts` says how far the others are.

    Not `ready`, with status 503, is a server that is stopping.
    """

    ready: bool
    parts: ReadyParts
    params: str
