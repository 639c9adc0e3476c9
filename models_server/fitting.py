"""Fits in a process of their own, at low priority, so that questions are answered meanwhile. One at a time.

`python -m models_server.fitting` is that process: a course and the body of a request in, an answer out. The
body is read there too: parsing 200,000 attempts would hold up everybody here.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import signal
import sys
from typing import Any

from models_server.errors import Refusal
from models_server.wire import CourseSpec

LONGEST_S = 1800.0
_NICENESS = 15
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Fitting:
    """`busy` while a fit runs. Belongs to one event loop."""

    def __init__(self, states: int, seed: int) -> None:
        """`states` and `seed` of the filter that is replayed."""
        self._states, self._seed = states, seed
        self._running = self._stopping = False
        self._process: asyncio.subprocess.Process | None = None

    @property
    def is_running(self) -> bool:
        return self._running

    def refuse_if_busy(self) -> None:
        if self._stopping:
            raise Refusal("not_ready", "the server is stopping", retry_after=30)
        if self._running:
            raise Refusal("busy", "another fit runs", retry_after=30)

    async def run(self, spec: CourseSpec, body: bytes) -> bytes:
        """A FitResponse as JSON, for the body of a FitRequest. Raise Refusal."""
        self.refuse_if_busy()
        self._running = True
        try:
            return await asyncio.wait_for(self._run(spec, body), LONGEST_S)
        except TimeoutError as error:
            raise Refusal("internal", f"the fit took more than {LONGEST_S:.0f} s") from error
        finally:
            self._end()
            self._running, self._process = False, None

    def close(self) -> None:
        """End the fit that runs, and start no other: a signal calls this too."""
        self._stopping = True
        self._end()

    def _end(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    async def _run(self, spec: CourseSpec, body: bytes) -> bytes:
        head = json.dumps({"course": spec, "states": self._states, "seed": self._seed}).encode()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "models_server.fitting",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, **_ONE_THREAD},
        )
        said, _ = await self._process.communicate(len(head).to_bytes(8, "big") + head + body)
        if self._process.returncode == 0:
            return said
        if self._process.returncode == _REFUSED:
            refusal = json.loads(said)
            raise Refusal(refusal["code"], refusal["message"])
        if self._stopping:
            raise Refusal("not_ready", "the server is stopping", retry_after=30)
        raise Refusal("internal", f"the fit ended with status {self._process.returncode}")


_REFUSED = 3  # exit status of a child that says why


def main() -> None:
    os.nice(_NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches all of a group: nothing to say about it
    given = sys.stdin.buffer.read()
    start = 8 + int.from_bytes(given[:8], "big")
    head, body = json.loads(given[8:start]), given[start:]
    try:
        answer: Any = _fitted(head, body)
        status = 0
    except Refusal as refusal:
        answer, status = {"code": refusal.code, "message": refusal.message}, _REFUSED
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    sys.exit(status)


def _fitted(head: dict[str, Any], body: bytes) -> Any:
    # Imported here: the server that starts this process has no use for them in this module.
    import torch
    from pydantic import ValidationError

    from models_server.knowledge import course as courses
    from models_server.knowledge.filter import Filter
    from models_server.knowledge.parameters import Parameters
    from models_server.knowledge.predictor import Attempt, CourseItem, FitError, TooLittle, fit
    from models_server.knowledge.replay import replaying
    from models_server.requests import FitRequestBody
    from models_server.wire import FitResponse

    torch.set_num_threads(1)
    try:
        asked = FitRequestBody.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in ("body", *first["loc"]))
        raise Refusal("bad_request", f"{where}: {first['msg']}") from error
    parameters = Parameters(states=head["states"])
    knowledge = Filter(
        courses.build(head["course"], parameters), parameters, head["seed"], torch.device("cpu")
    )
    log = (Attempt(one.learner, one.item, one.score, one.at) for one in asked.log)
    items = [CourseItem(item["id"], tuple(item["skills"])) for item in head["course"]["items"]]
    try:
        found = fit(log, items, asked.seed, replaying(knowledge), _earlier(asked.against))
    except TooLittle as error:
        raise Refusal("too_little", str(error)) from error
    except FitError as error:
        raise Refusal("bad_request", str(error)) from error
    report = found.report
    chosen = next(one for one in report.compared if one.name == report.chosen)
    answer: FitResponse = {
        "fit": found.id,
        "fitted": base64.b64encode(found.packed()).decode(),
        "report": {
            "learners": report.learners,
            "attempts": report.attempts,
            "left_out": report.unknown_items + report.forgotten,
            "chosen": report.chosen,
            "seconds": report.seconds,
            "estimators": [
                {"name": one.name, "log_loss": one.log_loss, "auc": one.auc, "ece": one.ece}
                for one in report.compared
            ],
            "bins": [{"predicted": p, "seen": seen, "count": n} for p, seen, n in chosen.bins],
        },
    }
    if report.against is not None:
        answer["report"]["against"] = report.against
    return answer


def _earlier(asked: Any) -> Any:
    """The fit to compare with; None without one, and for one that this program does not read."""
    from models_server.knowledge.predictor import Fitted
    from models_server.knowledge.predictor.against import Earlier

    if asked is None:
        return None
    try:
        return Earlier(Fitted.unpacked(base64.b64decode(asked.fitted, validate=True)), asked.since)
    except ValueError:
        return None


if __name__ == "__main__":
    main()
