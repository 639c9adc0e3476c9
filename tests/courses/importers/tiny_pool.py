"""Builds a small content pool in OATutor's layout, with sums of our own."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

CREDIT = "https://example.org/book <A Small Book>"
LICENCE = "https://creativecommons.org/licenses/by/4.0/ <CC BY 4.0>"


def hint(id_: str, text: str, *, needs: tuple[str, ...] = (), **fields: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "type": "hint",
        "dependencies": list(needs),
        "title": "",
        "text": text,
        "variabilization": {},
        "oer": "https://example.org/hints <Hint Writers>",
        "license": LICENCE,
    } | fields


def scaffold(
    id_: str, text: str, answer: str, *, needs: tuple[str, ...] = (), **fields: Any
) -> dict[str, Any]:
    asked = {"type": "scaffold", "problemType": "TextBox", "answerType": "arithmetic", "hintAnswer": [answer]}
    return hint(id_, text, needs=needs, **(asked | fields))


def step(
    id_: str, title: str, answer: str, hints: list[dict[str, Any]] | None = None, **fields: Any
) -> dict[str, Any]:
    return {
        "id": id_,
        "stepAnswer": [answer],
        "problemType": "TextBox",
        "stepTitle": title,
        "stepBody": "",
        "answerType": "arithmetic",
        "variabilization": {},
        "hints": hints or [],
    } | fields


def choice(id_: str, title: str, answer: str, choices: list[str], **fields: Any) -> dict[str, Any]:
    return step(
        id_, title, answer, problemType="MultipleChoice", answerType="string", choices=choices, **fields
    )


def problem(id_: str, steps: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "title": "A sum",
        "body": "",
        "variabilization": {},
        "oer": CREDIT,
        "license": LICENCE,
        "lesson": "1.1 Sums",
        "lessonId": "lesson-one",
        "courseName": "Small Sums",
        "steps": steps,
    } | fields


def plans() -> list[dict[str, Any]]:
    lessons = [
        {"id": "lesson-two", "name": "Lesson 2", "topics": "More sums", "learningObjectives": {}},
        {"id": "lesson-one", "name": "Lesson 1", "topics": "Sums", "learningObjectives": {}},
    ]
    course = {"courseName": "Small Sums", "language": "en", "courseOER": CREDIT, "courseLicense": LICENCE}
    other = {"courseName": "Other", "language": "se", "courseOER": 0.0, "courseLicense": 0.0, "lessons": []}
    return [other, course | {"lessons": lessons}]


def files(problems: list[dict[str, Any]], skills: dict[str, list[str]]) -> dict[str, bytes]:
    """Path in the archive → content; plans come last, as in the pool."""
    out: dict[str, Any] = {}
    for record in problems:
        base = f"content-pool/{record['id']}"
        for asked in record["steps"]:
            below = f"{base}/steps/{asked['id']}"
            out[f"{below}/{asked['id']}.json"] = {
                key: value for key, value in asked.items() if key != "hints"
            }
            out[f"{below}/tutoring/{asked['id']}DefaultPathway.json"] = asked["hints"]
        out[f"{base}/{record['id']}.json"] = {key: value for key, value in record.items() if key != "steps"}
    out |= {"coursePlans.json": plans(), "skillModel.json": skills}
    return {name: json.dumps(value).encode() for name, value in out.items()}


def pack(path: Path, content: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, data in content.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path
