"""Loaded by pytest before Django's settings are: says which database and Redis the tests use.

The servers themselves start where this says so (PostgreSQL) or with the first test (Redis, in conftest.py).
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import services  # noqa: E402

resources = contextlib.ExitStack()
redis_server = services.RedisServer(
    Path(resources.enter_context(tempfile.TemporaryDirectory(prefix="edgewise-")))
)

os.environ.setdefault("SECRET_KEY", "only for tests")
os.environ["REDIS_URL"] = redis_server.url
# Nobody listens there: a test that wants a model server starts one, and never meets the one of `make run`.
os.environ["MODELS_URL"] = "http://127.0.0.1:9"
os.environ.pop("DATABASE_URL", None)
(ROOT / ".run" / "static").mkdir(parents=True, exist_ok=True)
if os.environ.get("TEST_DATABASE") == "postgresql":
    os.environ["DATABASE_URL"] = resources.enter_context(services.postgres())


def pytest_unconfigure() -> None:
    redis_server.stop()
    resources.close()
