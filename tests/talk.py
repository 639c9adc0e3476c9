"""A learner at the keyboard, for tests: says things in a real session and knows the answers of the course."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from asgiref.sync import async_to_sync
from django.db.models import F

from courses.models import CourseVersion
from courses.types import Step
from tutor import session
from tutor.grading import parse_spec
from tutor.grading.rights import right_answer as right_answer_of
from tutor.grading.spec_choices import NONE, as_lines, as_pair
from tutor.models import EventRow, Learner
from tutor.session import afterwords, material
from tutor.types import PLACEMENT, Answer, Event


def right_answer(step: Step) -> str:
    """What a learner would type or tap to be right."""
    return right(step.answer)


def right(answer: Mapping[str, Any]) -> str:
    """The response that a specification asks for."""
    return right_answer_of(parse_spec(answer)) or ""


def wrong(answer: Mapping[str, Any]) -> str:
    """One that the checker calls incorrect and no misconception of the shipped course explains."""
    match answer["kind"]:
        case "choice":
            return str(next(one for n, one in enumerate(answer["options"]) if n != answer["correct"]))
        case "several":
            return as_lines(answer["options"])
        case "order":
            return as_lines([*answer["items"][2:], *answer["items"][:2]])
        case "match":
            rights = list(answer["pairs"].values())
            crossed = zip(answer["pairs"], rights[1:] + rights[:1], strict=True)
            return as_lines([as_pair(*pair) for pair in sorted(crossed)])
        case "cloze":
            return as_lines([wrong(gap) for gap in answer["gaps"]])
        case "derivation":
            return "x = 98765"
    return "98765"


@dataclass
class Talk:
    """One conversation. `log` is all that was printed so far.

    A new learner is asked for their background and placed only where a model server is up, and here only with
    `placed=False`: else both are skipped, and the conversation is where the course begins.
    """

    version: CourseVersion
    learner: Learner = field(default_factory=Learner.objects.create)
    placed: bool = True

    def __post_init__(self) -> None:
        self.session_id = session.open_session(self.learner, self.version).id
        self.drive()
        if self.placed:
            self.skip_placing()

    def skip_placing(self) -> None:
        """Past the question about background, and past the questions that find where to start."""
        if self.opener.kind == "opening":
            self.press("skip")
        if self.opener.body.get("why") == PLACEMENT:
            self.press("enough")

    def drive(self) -> None:
        async_to_sync(self._drive)()

    def say(
        self,
        text: str,
        kind: str = "answer",
        client_id: str | None = None,
        step: str | None = None,
        sure: str | None = None,
    ) -> list[Event]:
        """Everything the message led to, the message first."""
        return async_to_sync(self._say)(text, kind, client_id or str(uuid.uuid4()), step, None, sure)

    def fill(self, *fields: str) -> list[Event]:
        """Like `say`, for a control of several fields."""
        return async_to_sync(self._say)("", "answer", str(uuid.uuid4()), self.view.item, fields)

    def press(self, button: str) -> list[Event]:
        return self.say(button, "button")

    def wait(self, seconds: float = 60.0) -> None:
        """Let time pass: as if all so far had happened earlier."""
        EventRow.objects.filter(session=self.session_id).update(at=F("at") - timedelta(seconds=seconds))

    def log(self) -> list[Event]:
        return session.events_after(self.session_id, 0)

    @property
    def view(self) -> session.View:
        return session.read(self.session_id)

    @property
    def opener(self) -> Event:
        opener = self.view.opener
        assert opener is not None
        return opener

    @property
    def closing(self) -> Event | None:
        """The choice that is to close a step, if one is open."""
        return afterwords.open_in(self.view.events)

    @property
    def step(self) -> Step:
        """The open step with this learner's numbers."""
        body = self.opener.body
        return material.variant(self.view.course, body["problem"], body["seed"]).steps[body["index"]]

    def to_a_problem(self) -> Event:
        """Make guesses and skip closing choices until a problem is asked."""
        while self.opener.kind in ("guess", "example") or self.closing is not None:
            self.say("", "guess")
        return self.opener

    def wrong_answer(self) -> str:
        """One that the checker calls incorrect and no misconception explains."""
        self.to_a_problem()
        return wrong(self.step.answer)

    def right_answer(self) -> str:
        self.to_a_problem()
        return right_answer(self.step)

    async def _drive(self) -> None:
        async for _event in session.drive(self.session_id):
            pass

    async def _say(
        self,
        text: str,
        kind: str,
        client_id: str,
        step: str | None,
        fields: Sequence[str] | None = None,
        sure: str | None = None,
    ) -> list[Event]:
        turn = session.take_turn(self.session_id, client_id, Answer(kind, text), step, None, fields, sure)
        return [event async for event in turn]


def bodies(events: list[Event], kind: str) -> list[Any]:
    return [event.body for event in events if event.kind == kind]


def parts(control: Mapping[str, Any], response: str) -> list[str] | None:
    """A response as the fields of its control (`tutor.session.fields`); None for a control of one field."""
    lines = response.split("\n")
    match control["kind"]:
        case "lines":
            return [response]
        case "several":
            return ["none" if line == NONE else str(control["options"].index(line)) for line in lines]
        case "order":
            return [str(lines.index(option) + 1) for option in control["options"]]
        case "match":
            rights = dict(pair for pair in map(_halves(control["options"]), lines))
            return [str(control["partners"].index(rights[left])) for left in control["options"]]
        case "cloze":
            gaps = zip(control["gaps"], lines, strict=True)
            return [
                str(gap["options"].index(said)) if gap["kind"] == "choice" else said for gap, said in gaps
            ]
    return None


def _halves(lefts: list[str]) -> Callable[[str], tuple[str, str]]:
    def cut(line: str) -> tuple[str, str]:
        left = next(one for one in lefts if line.startswith(f"{one} = "))
        return left, line.removeprefix(f"{left} = ")

    return cut
