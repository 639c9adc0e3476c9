"""What a test's author knows and a page never tells: the log of a conversation, and the answers to it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any
from uuid import UUID

from courses import folder
from courses.types import Course, Step
from scripts.places import ROOT
from tests.live import Live
from tests.talk import right_answer, wrong
from tutor.grading import variants
from tutor.printing import markup

_TAG = re.compile(r"<[^>]*>")


@cache
def course() -> Course:
    return folder.read(ROOT / "courses" / "ramps" / "linear-equations")


@dataclass(frozen=True)
class Logged:
    seq: int
    kind: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Log:
    """The log of one conversation as it stands on disk; read only."""

    live: Live
    session_id: UUID

    def events(self, kind: str | None = None) -> list[Logged]:
        path = self.live.env["DATABASE_URL"].removeprefix("sqlite:///")
        question = "SELECT seq, kind, body FROM tutor_eventrow WHERE session_id = ? ORDER BY seq"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            rows = database.execute(question, (self.session_id.hex,)).fetchall()
        events = [Logged(seq, name, json.loads(body)) for seq, name, body in rows]
        return [event for event in events if kind in (None, event.kind)]

    def evidence(self) -> list[dict[str, Any]]:
        """What was found in this conversation: skills and score of each finding."""
        path = self.live.env["DATABASE_URL"].removeprefix("sqlite:///")
        question = "SELECT skills, score FROM tutor_evidencerow WHERE session_id = ? ORDER BY n"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            rows = database.execute(question, (self.session_id.hex,)).fetchall()
        return [{"skills": json.loads(skills), "score": score} for skills, score in rows]

    def said(self, text: str) -> int:
        """How often the learner said exactly this."""
        return sum(event.body["text"] == text for event in self.events("message"))

    @property
    def opener(self) -> Logged:
        """The problem or step that is open."""
        return [event for event in self.events() if event.kind in ("problem", "step")][-1]

    @property
    def control(self) -> Mapping[str, Any]:
        """The control of what is asked: that of the open smaller question, else of the step."""
        moves = [event for event in self.events("move") if event.seq > self.opener.seq]
        scaffold = moves[-1].body["control"] if moves else None
        return dict(scaffold or self.opener.body["control"])

    @property
    def step(self) -> Step:
        """The open step with this learner's numbers."""
        body = self.opener.body
        problem = variants.instantiate(course().problem(body["problem"]), body["seed"])
        return problem.steps[body["index"]]

    def right_answer(self) -> str:
        return right_answer(self.step)

    def wrong_answer(self, nth: int = 0) -> str:
        """One of several that the checker calls wrong."""
        answer = self.step.answer
        if answer["kind"] == "choice":
            return [str(one) for n, one in enumerate(answer["options"]) if n != answer["correct"]][nth]
        if answer["kind"] in ("number", "expression", "text"):
            return str(98765 + nth)
        return wrong(answer)


def letters(html: str) -> str:
    """What can be read, without tags and blanks: the same words are found however they are marked up."""
    return "".join(unescape(_TAG.sub("", html)).split())


def gives_away(html: str, step: Step) -> list[str]:
    """The authored solution lines of `step` that can be read or are hidden anywhere in `html`."""
    seen = letters(html)
    return [line for line in step.solution if line in html or letters(markup.render_inline(line)) in seen]
