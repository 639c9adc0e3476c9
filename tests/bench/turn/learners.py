"""What learners say on the course that ships: right and wrong answers, hints asked for, words beside it."""

from __future__ import annotations

import json
import random
import sqlite3
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from courses.folder.read import read
from courses.types import Step
from scripts.places import ROOT
from tests.bench.turn.page import COURSE, Page
from tests.live import Live
from tutor import grading
from tutor.grading import variants

MIX = {"right": 0.40, "wrong": 0.30, "hint": 0.10, "idk": 0.05, "chat": 0.15}
SAID = (
    "why do I have to do that?",
    "what is a coefficient?",
    "is it 7?",
    "first I take 3 away",
    "I hate this",
    "just tell me the answer",
    "ok",
    "can you explain it in other words please",
)


@dataclass
class Learners:
    """Draws messages. Looks up in the log what is asked, with its numbers, between the timed turns."""

    live: Live
    draw: random.Random
    said: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._course = read(ROOT / "courses" / "ramps" / COURSE)
        path = Path(self.live.env["DATABASE_URL"].removeprefix("sqlite:///"))
        self._log = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def next(self, page: Page) -> tuple[str, str]:
        """(kind, text) of the next message, as a frame has it."""
        if page.kind == "guess":
            return self._counted("guess", "guess", self.draw.choice(["", *page.options]))
        asked = self._asked(page)
        if asked is None:  # a prediction, or the end of the course
            return self._counted("guess", "answer", self._number())
        meant = self.draw.choices(list(MIX), list(MIX.values()))[0]
        if meant in ("hint", "idk") and meant in page.buttons:
            return self._counted(meant, "button", meant)
        if meant == "chat":
            return self._counted(meant, "chat", self.draw.choice(SAID))
        if meant == "right" and not page.in_scaffold:
            answer = grading.answer_text(grading.spec_of(*asked)).replace("$", "").replace("**", "")
            return self._counted(meant, "answer", answer)
        return self._counted("wrong", "answer", self._wrong(page, asked[0]))

    def _counted(self, meant: str, kind: str, text: str) -> tuple[str, str]:
        self.said[meant] = self.said.get(meant, 0) + 1
        return kind, text

    def _wrong(self, page: Page, step: Step) -> str:
        """A known wrong idea, an option, or a number that is hardly ever right."""
        known = [text for one in step.misconceptions for text in one.answers]
        return self.draw.choice(page.options or [*known[:1], self._number()])

    def _number(self) -> str:
        return str(self.draw.randint(100, 999))

    def _asked(self, page: Page) -> tuple[Step, str] | None:
        """The step that is open, and the stem of its problem."""
        openers = (
            "SELECT kind, body FROM tutor_eventrow WHERE session_id = ? AND kind IN "
            "('problem', 'step', 'guess', 'example', 'finished') ORDER BY seq DESC LIMIT 1"
        )
        kind, text = self._log.execute(openers, [uuid.UUID(page.session).hex]).fetchone()
        if kind not in ("problem", "step"):
            return None
        body = json.loads(text)
        problem = variants.instantiate(self._course.problem(body["problem"]), body["seed"])
        return problem.steps[body["index"]], problem.stem
