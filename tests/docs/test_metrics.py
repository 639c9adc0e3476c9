"""Every series of the model server stands in docs/metrics.md, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from models_server.app import create_app
from models_server.settings import Settings

PAGE = Path(__file__).resolve().parents[2] / "docs" / "metrics.md"


def test_the_list_of_series_is_true() -> None:
    app = create_app(Settings(device="cpu", meaning=False, language="off"))
    described = re.findall(r"^\| `(models_\w+)` \|", PAGE.read_text(), re.MULTILINE)
    assert len(described) == len(set(described))
    assert set(described) == app.state.parts.metrics.names()
    app.state.parts.close()
