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
    """POST /v1/courses/{ref}/predict | probe | next. A server whose n is not `at_n` answers `behind` (409).

    Without `candidates` all items of the course are meant.
    """

    learner: str
    at_n: int
    now: float
    candidates: NotRequired[list[str]]


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


ErrorCode = Literal[
    "unknown_course",  # 404: PUT it, then ask again
    "unknown_item",  # 404
    "behind",  # 409: `have` says what the server has; resend from there
    "course_exists",  # 409: this id@version is another course
    "bad_course",  # 422: cycle, self-loop, unknown prerequisite: named in `message`
    "bad_request",  # 422
    "not_ready",  # 503 with Retry-After: this part is still loading, or switched off
    "busy",  # 503 with Retry-After: too many requests wait already
    "too_large",  # 413
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


class HealthResponse(TypedDict):
    """GET /healthz: the process lives."""

    status: Literal["ok"]


PartState = Literal["ready", "loading", "off", "failed"]


class ReadyParts(TypedDict):
    knowledge: PartState
    meaning: PartState


class ReadyResponse(TypedDict):
    """GET /readyz: the port opens when knowledge is ready; `parts` says how far the others are."""

    ready: bool
    parts: ReadyParts
    params: str
