"""Model servers that say what a test wants to hear: one only fits, one only talks."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

STATUS = {"unknown_course": 404, "too_little": 422, "too_large": 413, "busy": 503, "bad_request": 422}


@dataclass(frozen=True)
class Fits:
    """It fits: log losses on held-out learners, and on answers since the fit in use was made."""

    fit: str
    loss: float
    filter: float = 0.65
    against: dict[str, float] | None = None

    def answer(self) -> dict[str, Any]:
        report: dict[str, Any] = {
            "learners": 12,
            "attempts": 345,
            "left_out": 6,
            "chosen": "logistic" if self.loss < self.filter else "graph",
            "seconds": 1.5,
            "estimators": [
                {"name": "item_average", "log_loss": 0.69, "auc": 0.5, "ece": 0.05},
                {"name": "logistic", "log_loss": self.loss, "auc": 0.7, "ece": 0.02},
                {"name": "graph", "log_loss": self.filter, "auc": 0.66, "ece": 0.04},
            ],
            "bins": [
                {"predicted": 0.2, "seen": 0.25, "count": 23},
                {"predicted": 0.5, "seen": 0.5, "count": 23},
                {"predicted": 0.9, "seen": 0.88, "count": 23},
            ],
        }
        if self.against is not None:
            report["against"] = self.against
        fitted = base64.b64encode(f"the numbers of {self.fit}".encode()).decode()
        return {"fit": self.fit, "fitted": fitted, "report": report}


@dataclass(frozen=True)
class Refuses:
    code: str
    message: str = "it says why"


@dataclass
class Fitter:
    """`says`: what it answers to one fit after another. `asked`: the bodies of these; `told`: courses."""

    url: str = ""
    says: list[Fits | Refuses] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Fitter]:
        fitter = cls()

        class Handler(BaseHTTPRequestHandler):
            def do_PUT(self) -> None:
                self._body()
                fitter.told.append(self.path.removeprefix("/v1/courses/"))
                self._answer(201, {})

            def do_POST(self) -> None:
                body = self._body()
                ref = self.path.removeprefix("/v1/courses/").removesuffix("/fit")
                if ref not in fitter.told:
                    self._refuse(Refuses("unknown_course"))
                    return
                fitter.asked.append(body)
                said = fitter.says.pop(0)
                if isinstance(said, Refuses):
                    self._refuse(said)
                else:
                    self._answer(200, said.answer())

            def _refuse(self, said: Refuses) -> None:
                self._answer(STATUS[said.code], {"error": {"code": said.code, "message": said.message}})

            def _body(self) -> dict[str, Any]:
                body: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                return body

            def _answer(self, status: int, body: dict[str, Any]) -> None:
                said = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing on the terminal."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            fitter.url = f"http://127.0.0.1:{server.server_address[1]}"
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            try:
                yield fitter
            finally:
                server.shutdown()


@dataclass
class Speaker:
    """A language model that streams what it is told to say. `asked`: the bodies of requests.

    `says` are pieces of words; `pause`: seconds before each; `broken`: the stream ends in what is no event.
    """

    url: str = ""
    says: list[str] = field(default_factory=list)
    pause: float = 0.0
    broken: bool = False
    refuses: Refuses | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Speaker]:
        speaker = cls()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if self.path != "/v1/chat/completions":
                    self.send_error(404)
                    return
                speaker.asked.append(body)
                if speaker.refuses is not None:
                    said = json.dumps({"error": {"code": speaker.refuses.code, "message": "no"}}).encode()
                    self.send_response(503)
                    self.end_headers()
                    self.wfile.write(said)
                    return
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                with suppress(OSError):  # whoever asked may have gone
                    for piece in speaker.says:
                        time.sleep(speaker.pause)
                        self._event(json.dumps({"choices": [{"delta": {"content": piece}}]}))
                    self._event("{" if speaker.broken else "[DONE]")

            def _event(self, said: str) -> None:
                self.wfile.write(f"data: {said}\n\n".encode())
                self.wfile.flush()

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing on the terminal."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            speaker.url = f"http://127.0.0.1:{server.server_address[1]}"
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            try:
                yield speaker
            finally:
                server.shutdown()
