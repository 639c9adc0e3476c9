"""The websocket's frames: what a browser may say and what it hears. docs/protocol.md describes them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tutor.session import SessionError
from tutor.types import Answer

MAX_BYTES = 4096
MAX_CLIENT_ID = 64


@dataclass(frozen=True, slots=True)
class Hello:
    """Sent on every connection: the last event this page has."""

    last_seq: int


@dataclass(frozen=True, slots=True)
class Say:
    """A message; the server answers `ack` once it stands in the log."""

    client_id: str
    answer: Answer
    step: str | None
    scaffold: str | None
    parts: tuple[str, ...] | None = None  # the fields of a control of several, in place of a text
    sure: str | None = None


class FrameError(SessionError):
    """A frame that cannot be read; `client_id` where it had a readable one."""

    def __init__(self, code: str, words: str, client_id: str | None = None) -> None:
        super().__init__(code, words)
        self.client_id = client_id


def read_frame(text: str) -> Hello | Say:
    """Raise FrameError(too_long | malformed)."""
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise FrameError("too_long", _("That is too long. Send the part that matters."), _client_id_in(text))
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _malformed() from error
    if not isinstance(frame, dict):
        raise _malformed()
    if frame.get("type") == "hello" and type(frame.get("last_seq")) is int:  # True is an int to isinstance
        return Hello(max(0, frame["last_seq"]))
    if frame.get("type") == "say":
        return _say(frame)
    raise _malformed()


def ack(client_id: str) -> str:
    return json.dumps({"type": "ack", "client_id": client_id})


def error(code: str, words: str, client_id: str | None = None, retry: bool = False) -> str:
    return json.dumps({"type": "error", "code": code, "words": words, "client_id": client_id, "retry": retry})


def events(content: str, last_seq: int) -> str:
    return json.dumps({"type": "events", "content": content, "last_seq": last_seq})


def bars(content: str) -> str:
    return json.dumps({"type": "bars", "content": content})


def _say(frame: dict[str, Any]) -> Say:
    client_id = frame.get("client_id")
    kind, text = frame.get("kind"), frame.get("text")
    step, scaffold, parts = frame.get("step"), frame.get("scaffold"), frame.get("parts")
    if not isinstance(client_id, str) or not 0 < len(client_id) <= MAX_CLIENT_ID:
        raise _malformed()
    sure = frame.get("sure")
    optional = all(value is None or isinstance(value, str) for value in (step, scaffold, sure))
    if not (isinstance(kind, str) and isinstance(text, str) and optional):
        raise _malformed(client_id)
    if parts is not None and not (isinstance(parts, list) and all(isinstance(part, str) for part in parts)):
        raise _malformed(client_id)
    return Say(
        client_id,
        Answer(kind, text),
        step or None,
        scaffold or None,
        None if parts is None else tuple(parts),
        sure or None,
    )


def _malformed(client_id: str | None = None) -> FrameError:
    return FrameError(
        "malformed", _("The page sent something this server does not know. Reload it, please."), client_id
    )


def _client_id_in(text: str) -> str | None:
    """An over-long frame still names its message, so that the page can give the text back."""
    try:
        frame = json.loads(text[: 64 * 1024])
    except (ValueError, RecursionError):
        return None
    client_id = frame.get("client_id") if isinstance(frame, dict) else None
    return client_id if isinstance(client_id, str) and len(client_id) <= MAX_CLIENT_ID else None
