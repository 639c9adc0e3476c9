"""A filter: `python -m tutor.grading < cases.jsonl > verdicts.jsonl`. One line in, one line out, in order.

What cannot be read, or not checked within two seconds, is *cannot check*, with the reason. The exit
status is 1 when a row was no case at all.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from tutor.deadline import within
from tutor.grading import SpecError, check, parse_spec
from tutor.grading.verdicts import cannot_check
from tutor.types import Verdict

DEADLINE_S = 2.0


class NoCase(Exception):
    """A line that is not `{"id", "spec", "response"}`."""


def case(line: str) -> tuple[Any, Mapping[str, Any], str]:
    """Id, specification and response of a line. Raises NoCase."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise NoCase(f"not JSON: {error}") from error
    fits = isinstance(row, dict) and isinstance(row.get("spec"), dict)
    if not fits or not isinstance(row.get("response"), str):
        raise NoCase('not {"id": …, "spec": {…}, "response": "…"}')
    return row.get("id"), row["spec"], row["response"]


def judged(spec: Mapping[str, Any], response: str) -> Verdict:
    try:
        with within(DEADLINE_S):
            return check(parse_spec(spec), response)
    except SpecError as error:
        return cannot_check(f"The specification cannot be used: {error}")
    except TimeoutError:
        return cannot_check("Checking this took too long. Can you write it in a shorter way?")


def main() -> int:
    status = 0
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            key, spec, response = case(line)
            verdict = judged(spec, response)
        except NoCase as error:
            key, verdict, status = None, cannot_check(f"This line is no case: {error}"), 1
        sys.stdout.write(json.dumps({"id": key, **verdict.as_dict()}, ensure_ascii=False) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
