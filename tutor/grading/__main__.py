"""A filter: `python -m tutor.grading < cases.jsonl > verdicts.jsonl`. One line in, one line out, in order."""

from __future__ import annotations

import json
import sys
from typing import Any

from tutor.grading import SpecError, check, parse_spec
from tutor.grading.verdicts import cannot_check


def judged(row: dict[str, Any]) -> dict[str, Any]:
    """`{"id", "spec", "response"}` → id and the verdict's fields. A spec that is wrong is *cannot check*."""
    try:
        verdict = check(parse_spec(row["spec"]), row["response"])
    except SpecError as error:
        verdict = cannot_check(f"The specification cannot be used: {error}")
    return {"id": row.get("id"), **verdict.as_dict()}


def main() -> None:
    for line in sys.stdin:
        if line.strip():
            sys.stdout.write(json.dumps(judged(json.loads(line)), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
