"""What the tests themselves stand on: a real PostgreSQL, whoever runs them."""

from __future__ import annotations

import psycopg


def test_postgres_answers(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute("select 6 * 7").fetchone()
    assert row == (42,)
