"""Small courses for tests, one for each control, so that a conversation begins with the control itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DERIVATION: dict[str, Any] = {"kind": "derivation", "given": "3(x - 2) = 12", "answer": "x = 6"}
ORDER: dict[str, Any] = {"kind": "order", "items": ["$2x + 1 = 9$", "$2x = 8$", "$x = 4$"]}
MATCH: dict[str, Any] = {
    "kind": "match",
    "pairs": {"$x + 7 = 18$": "take 7 away", "$7x = 21$": "divide by 7"},
    "others": ["add 7"],
}
FORMULAS: dict[str, Any] = {
    "kind": "match",
    "pairs": {"twice": "$2x$", "squared": "$x^2$", "half = shared": "$\\frac{x}{2}$"},
}
SEVERAL: dict[str, Any] = {"kind": "several", "options": ["$x = 2$", "$x = 3$", "$x = 5$"], "correct": []}
CLOZE: dict[str, Any] = {
    "kind": "cloze",
    "text": "Getting in costs $4$ and each kilometre ___. For $x$ kilometres that is ___, which is a ___.",
    "gaps": [
        {"kind": "number", "value": "2"},
        {"kind": "expression", "value": "2x + 4"},
        {"kind": "choice", "options": ["price", "length"], "correct": 0},
    ],
}
PROMPTS: dict[str, tuple[str, dict[str, Any]]] = {
    "lines": ("Solve $3(x - 2) = 12$, each step on its own line.", DERIVATION),
    "order": ("Put the lines in order.", ORDER),
    "match": ("Which move belongs to which equation?", MATCH),
    "formulas": ("Which words belong to which formula?", FORMULAS),
    "several": ("Which of these solve $2x = 9$?", SEVERAL),
    "cloze": ("Fill in the gaps.", CLOZE),
}


def write(folder: Path) -> None:
    """One ramp folder for each of PROMPTS, called by its name. JSON is YAML."""
    for name, (prompt, answer) in PROMPTS.items():
        lesson = folder / name / "lessons" / "only"
        (lesson / "problems").mkdir(parents=True)
        _dump(folder / name / "course.yaml", _course(name))
        _dump(lesson / "lesson.yaml", {"id": "only", "title": "Only", "problems": ["one"]})
        _dump(lesson / "problems" / "one.yaml", _problem(prompt, answer))


def _course(name: str) -> dict[str, Any]:
    return {
        "id": f"asks-{name}",
        "title": f"Asks {name}",
        "summary": "One problem.",
        "language": "en",
        "licence": "Apache-2.0",
        "source": "Written for tests",
        "skills": [{"id": "it", "title": "It"}],
        "lessons": ["only"],
    }


def _problem(prompt: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    step = {
        "id": "do",
        "prompt": prompt,
        "skills": ["it"],
        "answer": answer,
        "hints": [{"title": "Look", "text": "Read it once more."}],
        "solution": ["That is how it goes."],
    }
    return {"id": "one", "title": "One", "steps": [step]}


def _dump(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1))
