"""Bodies of requests as pydantic checks them: the TypedDicts of wire.py with their limits. Knows no answers.

A test holds the fields equal to wire.py. Unknown fields are ignored: a caller may be newer than the server.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(min_length=1, max_length=400)]
Seconds = Annotated[float, Field(ge=0.0, le=1e11)]  # since the epoch; milliseconds would not pass
Fit = Annotated[str, Field(min_length=1, max_length=64)]
MAX_WEIGHT = 3.0  # of one finding: nothing that is said or done once is worth more than three plain answers
Stop = Annotated[str, Field(min_length=1, max_length=100)]
Sentence = Annotated[str, Field(min_length=1, max_length=20_000)]
Count = Annotated[int, Field(ge=0, le=2**53)]


class Body(BaseModel):
    model_config = ConfigDict(strict=True, allow_inf_nan=False, frozen=True)


class SkillBody(Body):
    id: Name
    prerequisites: Annotated[list[Name], Field(max_length=2000)]
    topic: Annotated[str, Field(max_length=400)] = ""


class ItemBody(Body):
    id: Name
    problem: Name
    skills: Annotated[list[Name], Field(max_length=2000)]
    choices: Annotated[int, Field(ge=0, le=1000)]


class CourseBody(Body):
    skills: Annotated[list[SkillBody], Field(min_length=1, max_length=2000)]
    items: Annotated[list[ItemBody], Field(max_length=50_000)]


class EvidenceBody(Body):
    n: Annotated[int, Field(ge=1, le=2**53)]
    item: Name
    score: Annotated[float, Field(ge=0.0, le=1.0)]
    assisted: bool
    void: bool
    says_unknown: bool
    at: Seconds
    skills: Annotated[list[Name], Field(min_length=1, max_length=2000)] | None = None
    weight: Annotated[float, Field(ge=0.0, le=MAX_WEIGHT)] = 1.0
    practice: bool = True


class ObserveBody(Body):
    learner: Name
    after_n: Count
    evidence: list[EvidenceBody]
    fit: Fit | None = None


class AskBody(Body):
    learner: Name
    at_n: Count
    now: Seconds
    candidates: Annotated[list[Name], Field(max_length=50_000)] | None = None
    fit: Fit | None = None


class FitAttemptBody(Body):
    learner: Name
    item: Name
    score: Annotated[float, Field(ge=0.0, le=1.0)]
    at: Seconds


class FitAgainstBody(Body):
    fitted: str
    since: Seconds


class FitRequestBody(Body):
    log: list[FitAttemptBody]
    seed: Annotated[int, Field(ge=0, le=2**31)]
    against: FitAgainstBody | None = None


class FitBody(Body):
    fitted: str


class MessageBody(Body):
    role: Literal["system", "user", "assistant"]
    content: Annotated[str, Field(max_length=100_000)]


class StreamOptionsBody(Body):
    include_usage: bool


class ChatBody(Body):
    messages: Annotated[list[MessageBody], Field(min_length=1, max_length=200)]
    model: Name | None = None
    max_tokens: Annotated[int, Field(ge=1, le=32_768)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1, le=32_768)] | None = None
    temperature: Annotated[float, Field(ge=0.0, le=2.0, strict=False)] = 0.7
    stop: Stop | Annotated[list[Stop], Field(max_length=8)] | None = None
    stream: bool = False
    stream_options: StreamOptionsBody | None = None
    deadline_s: Annotated[float, Field(gt=0.0, le=600.0, strict=False)] = 60.0
    priority: Literal["learner", "background"] = "learner"


class EmbeddingsBody(Body):
    input: Sentence | Annotated[list[Sentence], Field(min_length=1, max_length=512)]
    model: Name | None = None
    encoding_format: Literal["float", "base64"] = "float"


class SimilarityBody(Body):
    a: Annotated[list[Sentence], Field(min_length=1, max_length=256)]
    b: Annotated[list[Sentence], Field(min_length=1, max_length=256)]


class TextBody(Body):
    id: Name
    title: Annotated[str, Field(max_length=1000)]
    text: Annotated[str, Field(max_length=100_000)]


class TextsBody(Body):
    texts: Annotated[list[TextBody], Field(max_length=20_000)]


class SearchBody(Body):
    query: Annotated[str, Field(min_length=1, max_length=4000)]
    limit: Annotated[int, Field(ge=1, le=50)] = 3
