"""A filter: `python -m tutor.dialogue < dialogues.jsonl > replies.jsonl`. One line in, one line out.

In: `{"id", "problem": {"stem", "answer", "solution", "hints", "misconceptions"},
"history": [{"role", "text"}], "learner": ["message", …], "forced_words": ["…", …]}`.
Out: `{"id", "turns": [{"intent", "verdict", "move", "words", "revealed", "reasons"}, …]}`, a turn a message.
The n-th of `forced_words` goes through the guard as if a model had proposed it for the n-th reply. A row that
cannot be used gives `{"id", "error"}`, and the exit status is 1.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Mapping
from typing import Any

from courses.types import Hint, Misconception, Step
from tutor.deadline import within
from tutor.dialogue.replay import Reply, Talk, proposes
from tutor.grading import SpecError
from tutor.types import Answer

DEADLINE_S = 20.0  # for a row
LEARNERS = frozenset({"learner", "student", "user"})
KINDS = frozenset({"answer", "chat", "button"})


class BadRow(Exception):
    """A line that is no dialogue; the message says why."""


def replayed(row: Mapping[str, Any], place: int = 0) -> list[Reply]:
    """The reply to each message of a row. Raise BadRow or SpecError.

    `place` counts the rows: two that are alike are two talks, and need not be answered in the same words.
    """
    problem = row.get("problem")
    if not isinstance(problem, dict):
        raise BadRow('no "problem"')
    talk = Talk(_step(problem), seed=zlib.crc32(f"{place}:{row.get('id')}".encode()))
    talk.tell([_said(one) for one in _list(row, "history")])
    messages = [_message(one) for one in _list(row, "learner")]
    forced = [_text(one, "forced_words") for one in _list(row, "forced_words")]
    return [talk.take(said, proposer) for said, proposer in zip(messages, proposes(forced), strict=False)]


def _step(problem: Mapping[str, Any]) -> Step:
    answer = problem.get("answer")
    if not isinstance(answer, dict):
        raise BadRow('the problem has no "answer"')
    hints = tuple(_hint(one, f"h{count}") for count, one in enumerate(_list(problem, "hints"), 1))
    wrong = tuple(
        _misconception(one, f"m{count}") for count, one in enumerate(_list(problem, "misconceptions"), 1)
    )
    solution = tuple(_text(one, "solution") for one in _list(problem, "solution"))
    return Step("step", _text(problem.get("stem"), "stem"), answer, ("skill",), hints, wrong, solution)


def _hint(body: Any, otherwise: str) -> Hint:
    """A hint is a text, or has a `text` and what else a hint may have."""
    if isinstance(body, str):
        return Hint(otherwise, body)
    fields = _mapping(body, "hints")
    answer = fields.get("answer")
    if answer is not None and not isinstance(answer, dict):
        raise BadRow("the answer of a hint is no specification")
    return Hint(
        str(fields.get("id", otherwise)),
        _text(fields.get("text"), "text of a hint"),
        _text(fields.get("title", ""), "title of a hint"),
        answer,
        tuple(str(one) for one in _list(fields, "requires")),
    )


def _misconception(body: Any, otherwise: str) -> Misconception:
    fields = _mapping(body, "misconceptions")
    return Misconception(
        str(fields.get("id", otherwise)),
        _text(fields.get("name", ""), "name of a misconception"),
        _text(fields.get("question", ""), "question of a misconception"),
        tuple(str(one) for one in _list(fields, "answers")),
    )


def _said(body: Any) -> tuple[str, str]:
    fields = _mapping(body, "history")
    role = "learner" if fields.get("role") in LEARNERS else "tutor"
    return role, _text(fields.get("text"), "text of the history")


def _message(body: Any) -> Answer:
    """A message is a text in the answer field, or has a `kind` (answer, chat, button) and a `text`."""
    if isinstance(body, str):
        return Answer("answer", body)
    fields = _mapping(body, "learner")
    kind = fields.get("kind", "answer")
    if kind not in KINDS:
        raise BadRow(f'"kind" is none of {", ".join(sorted(KINDS))}')
    return Answer(kind, _text(fields.get("text"), "text of a message"))


def _list(fields: Mapping[str, Any], name: str) -> list[Any]:
    value = fields.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadRow(f'"{name}" is no list')
    return value


def _mapping(body: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(body, dict):
        raise BadRow(f'something in "{name}" is no object')
    return body


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise BadRow(f'"{name}" is no text')
    return value


def as_row(reply: Reply) -> dict[str, Any]:
    return {
        "intent": reply.intent.value,
        "verdict": reply.verdict.as_dict() if reply.verdict else None,
        "move": reply.move.kind.value,
        "words": reply.words,
        "revealed": reply.revealed,
        "reasons": reply.reasons,
    }


def answered(line: str, place: int = 0) -> dict[str, Any]:
    """What goes out for the line at `place`, whatever it is."""
    key: Any = None
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise BadRow("not an object")
        key = row.get("id")
        with within(DEADLINE_S):
            return {"id": key, "turns": [as_row(reply) for reply in replayed(row, place)]}
    except (BadRow, SpecError) as error:
        return {"id": key, "error": str(error)}
    except TimeoutError:
        return {"id": key, "error": f"not done within {DEADLINE_S:g} s"}
    except (ValueError, RecursionError) as error:
        return {"id": key, "error": f"cannot be used: {error}"}


def main() -> int:
    status = 0
    for place, line in enumerate(sys.stdin.buffer):
        if not line.strip():
            continue
        row = answered(line.decode(errors="replace"), place)
        status |= "error" in row
        sys.stdout.write(json.dumps(row) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
