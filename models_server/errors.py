"""The one exception that leaves the parts of the model server. Knows nothing of HTTP libraries."""

from __future__ import annotations

from models_server.wire import ErrorBody, ErrorCode, ErrorResponse

STATUS: dict[ErrorCode, int] = {
    "unauthorised": 401,
    "unknown_course": 404,
    "unknown_item": 404,
    "unknown_fit": 404,
    "unknown_texts": 404,
    "not_found": 404,
    "too_slow": 408,
    "behind": 409,
    "course_exists": 409,
    "texts_exist": 409,
    "too_large": 413,
    "bad_course": 422,
    "bad_request": 422,
    "too_little": 422,
    "internal": 500,
    "not_ready": 503,
    "busy": 503,
}


class Refusal(Exception):
    """A request that is not carried out, with what the caller needs to act on it.

    `have` goes with `behind`: the n of the last evidence held. `retry_after` (seconds) goes with a 503.
    """

    def __init__(
        self, code: ErrorCode, message: str, *, have: int | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(message)
        self.code: ErrorCode = code
        self.status = STATUS[code]
        self.message = message
        self.have = have
        self.retry_after = retry_after

    def body(self) -> ErrorResponse:
        error: ErrorBody = {"code": self.code, "message": self.message}
        if self.have is not None:
            error["have"] = self.have
        return {"error": error}
