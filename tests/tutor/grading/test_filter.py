"""`python -m tutor.grading`: a row in, a row out, whatever the row is."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

SEVEN = {"kind": "number", "value": "7"}


def filtered(*lines: str) -> tuple[int, list[dict[str, Any]]]:
    text = "".join(f"{line}\n" for line in lines)
    done = subprocess.run(
        (sys.executable, "-m", "tutor.grading"), input=text, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def row(key: Any, spec: Any, response: Any) -> str:
    return json.dumps({"id": key, "spec": spec, "response": response})


def test_rows_come_out_in_order_with_every_field() -> None:
    status, rows = filtered(row(1, SEVEN, "7"), "", row("b", SEVEN, "8"))
    assert status == 0
    assert [(one["id"], one["outcome"]) for one in rows] == [(1, "correct"), ("b", "incorrect")]
    fields = {"id", "outcome", "score", "value", "form", "process", "lines", "first_wrong_line"}
    assert rows[0].keys() == fields | {"misconception", "reason"}


def test_what_is_no_case_is_said_and_stops_nothing() -> None:
    status, rows = filtered("junk", "[]", row(1, SEVEN, 7), row(2, {"kind": "?"}, "7"), row(3, SEVEN, "7"))
    assert status == 1
    assert [one["outcome"] for one in rows] == ["cannot_check"] * 4 + ["correct"]
    assert "not JSON" in rows[0]["reason"]
    assert rows[3]["id"] == 2
    assert "specification" in rows[3]["reason"]
