"""What all tests share: real servers, the fast ones first, and no skipping in CI."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import pytest
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import override_settings

from tests import early, services

# Folders of tests that start processes or browsers, the slowest last.
SLOW = ("tests/scripts", "tests/faults", "tests/browser")
_skipped: list[str] = []


@pytest.fixture(scope="session", autouse=True)
def redis_server() -> Iterator[services.RedisServer]:
    """The Redis that `settings.REDIS_URL` names. A test that stops it starts it again."""
    early.redis_server.start()
    yield early.redis_server
    early.redis_server.stop()


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """A password is made slow to guess, a fifth of a second each, and no test here guesses."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """What is written need not survive a power cut: to wait for the disk is half of the time."""
    database = connections.settings["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Threads of the tests may be connected still, and the PostgreSQL that holds the database ends anyway."""
    return connections.settings["default"]["ENGINE"] == "django.db.backends.postgresql"


@pytest.fixture(scope="session", autouse=True)
def quickly_emptied() -> Iterator[None]:
    """PostgreSQL gives each table that it truncates new files; to delete a few rows is far quicker."""

    def sql_flush(
        operations: DatabaseOperations, _style: object, tables: Sequence[str], **_options: bool
    ) -> list[str]:
        rows = [f"DELETE FROM {operations.quote_name(table)}" for table in tables]
        # As a replica it asks no foreign key, so the order does not matter. Until the transaction's end.
        return ["SET LOCAL session_replication_role = replica", *rows] if rows else []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty database in a real PostgreSQL, for tests that start processes with `DATABASE_URL`."""
    with services.postgres() as url:
        yield url


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first: a mistake shows in seconds. Within a rank, the order stays."""

    def rank(item: pytest.Item) -> int:
        place = item.nodeid
        return next((n for n, folder in enumerate(SLOW, 1) if place.startswith(folder)), 0)

    items.sort(key=rank)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _skipped.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failed one: the machine lacks a part that everything is shown with."""
    if os.environ.get("CI") == "true" and _skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if os.environ.get("CI") == "true" and _skipped:
        terminalreporter.section("skipped, which CI counts as failed", red=True)
        for name in _skipped:
            terminalreporter.write_line(name)
