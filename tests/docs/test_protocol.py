"""Every frame and error code stands in docs/protocol.md."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "protocol.md").read_text()


def written_in(*paths: str) -> str:
    return "\n".join((ROOT / path).read_text() for path in paths)


def test_every_frame_type_is_described() -> None:
    types = set(re.findall(r'"type": "(\w+)"', written_in("tutor/chat/frames.py")))
    types |= set(re.findall(r'get\("type"\) == "(\w+)"', written_in("tutor/chat/frames.py")))
    assert {"hello", "say", "ack", "events", "bars", "error"} == types
    for name in types:
        assert f'"type": "{name}"' in PAGE


def test_every_error_code_is_described() -> None:
    source = written_in(
        "tutor/chat/frames.py",
        "tutor/chat/consumer.py",
        "tutor/session/turn.py",
        "tutor/session/start.py",
        "tutor/session/fields.py",
    )
    codes = set(re.findall(r'(?:SessionError|FrameError|frames\.error)\(\s*"(\w+)"', source))
    assert codes
    for code in codes:
        assert f"| `{code}` |" in PAGE
