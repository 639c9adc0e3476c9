"""The database of a running Edgewise, SQLite or PostgreSQL; read only, past its own code."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any
from uuid import UUID

import psycopg

from tests.live import Live


def rows(live: Live, question: str) -> list[tuple[Any, ...]]:
    url = live.env["DATABASE_URL"]
    if url.startswith("sqlite:///"):
        path = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return database.execute(question).fetchall()
    with psycopg.connect(url) as connection:
        return connection.execute(question.encode()).fetchall()


def body_of(value: str | dict[str, Any]) -> Mapping[str, Any]:
    return json.loads(value) if isinstance(value, str) else value


def control_of(live: Live, session_id: UUID) -> Mapping[str, Any]:
    """The control of the question that is open."""
    found = rows(
        live,
        "SELECT body FROM tutor_eventrow WHERE kind IN ('problem', 'step') "
        f"AND session_id = '{session_id.hex}' ORDER BY seq DESC LIMIT 1",
    )
    control: Mapping[str, Any] = body_of(found[0][0])["control"]
    return control
