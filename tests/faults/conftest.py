"""One running Edgewise for the whole folder; every test brings its own guest and mends what it broke."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import live as running
from tests.faults.page import Guest
from tests.faults.records import Records
from tests.live import Live

LEAN = {"MODELS_MEANING": "off"}  # no sentence model: nothing here reads sentences


@pytest.fixture(scope="package")
def live() -> Iterator[Live]:
    with running.edgewise(**LEAN) as live:
        yield live


@pytest.fixture(scope="package")
def live_on_postgres(postgres_url: str) -> Iterator[Live]:
    with running.edgewise(database_url=postgres_url, **LEAN) as live:
        yield live


@pytest.fixture
def guest(live: Live) -> Guest:
    return Guest(live)


@pytest.fixture
def records(guest: Guest) -> Records:
    return Records(guest)
