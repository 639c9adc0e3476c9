"""What stands in the database of a running Edgewise, SQLite or PostgreSQL; read only, past its own code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courses.types import Step
from tests.browser.answers import Logged, course
from tests.faults.database import body_of, rows
from tests.faults.page import ASKS, REPLIES, Guest, Tab
from tests.live import wait_until
from tests.talk import right_answer, wrong
from tutor.grading import variants


def is_unasked(event: Logged) -> bool:
    """Whether it came without a guess that it answers: guesses rest after three empty ones."""
    return (event.kind, event.body.get("truth")) == ("passage", None) or event.body.get("found") == "shown"


@dataclass(frozen=True)
class Records:
    """All about one guest's conversation."""

    guest: Guest

    def _rows(self, columns: str, table: str, order: str, key: str = "session_id") -> list[tuple[Any, ...]]:
        value: UUID | str = self.guest.session_id if key in ("session_id", "id") else self._learner
        # SQLite keeps ids without dashes; PostgreSQL takes them either way.
        hexed = value.hex if isinstance(value, UUID) else value
        return rows(
            self.guest.live, f"SELECT {columns} FROM {table} WHERE {key} = '{hexed}' ORDER BY {order}"
        )

    @property
    def _learner(self) -> str:
        found = self._rows("learner_id", "tutor_session", "id", "id")[0][0]
        return found.hex if isinstance(found, UUID) else str(found)

    def events(self, kind: str | None = None) -> list[Logged]:
        found = self._rows("seq, kind, body", "tutor_eventrow", "seq")
        return [Logged(seq, name, body_of(body)) for seq, name, body in found if kind in (None, name)]

    def client_ids(self) -> Counter[str]:
        """How often each stands in the log."""
        return Counter(one for (one,) in self._rows("client_id", "tutor_eventrow", "seq") if one)

    def evidence(self) -> list[tuple[int, int, float]]:
        """(n, seq of the message, score), by n."""
        return [
            (n, seq, score) for n, seq, score in self._rows("n, message_seq, score", "tutor_evidencerow", "n")
        ]

    def wholes(self) -> list[tuple[int, float]]:
        """(seq of the message, score) of what is on a whole item: a worked answer is on its lines besides."""
        found = self._rows("message_seq, score, part", "tutor_evidencerow", "n")
        return [(seq, score) for seq, score, part in found if not part]

    def counted(self) -> tuple[int, int]:
        """How much evidence there is, and how much of it the beliefs rest on."""
        found = self._rows("evidence_n, believed_n", "tutor_learnercourse", "id", "learner_id")
        return found[0][0], found[0][1]

    def beliefs(self) -> dict[str, tuple[Any, ...]]:
        """skill → (p, low, high, n, params, seed)."""
        columns = "skill, p, low, high, n, params, seed"
        return {
            skill: tuple(rest)
            for skill, *rest in self._rows(columns, "tutor_skillstate", "skill", "learner_id")
        }

    def right_answer(self) -> str:
        return right_answer(self._step())

    def wrong_answer(self, nth: int = 0) -> str:
        """One of several that the checker calls wrong; there are three at least."""
        answer = self._step().answer
        if answer["kind"] == "choice":
            return str([one for n, one in enumerate(answer["options"]) if n != answer["correct"]][nth])
        if answer["kind"] in ("several", "order", "match", "cloze", "derivation"):
            return wrong(answer)
        return str(98765 + nth)

    def _step(self) -> Step:
        """What is asked now, with this learner's numbers."""
        asked = [event for event in self.events() if event.kind in ("problem", "step")][-1].body
        problem = variants.instantiate(course().problem(asked["problem"]), asked["seed"])
        return problem.steps[asked["index"]]

    def asked(self) -> str | None:
        """What is open, as the composer names it, empty where nothing is; None while a turn is under way."""
        events = self.events()
        opener = max((event for event in events if event.kind in ASKS), key=lambda event: event.seq)
        is_open, once = True, opener.kind in ("guess", "example")  # any message ends these
        for event in events[events.index(opener) + 1 :]:
            if event.kind == "closing":  # one choice more after the answer
                is_open = True
            elif event.kind == "closed" or event.body.get("step_done") or (once and event.kind == "message"):
                is_open = False
        if not is_open:
            return None
        return str(opener.body.get("item") or opener.body.get("passage") or "")

    def to_a_problem(self, tab: Tab) -> None:
        """Like the tab's own, but sure that the page asks what the log asks.

        A page that comes back in the middle of a turn is shown the question before for a moment: nobody
        answers as fast as a test does.
        """
        while True:
            tab.listen(lambda: (tab.asked.get("step") or "") == self.asked(), "the question of the log")
            if tab.asks == "finished" or (tab.control not in ("none", "guess") and tab.asks != "example"):
                return
            tab.to_a_problem()

    def until_believed(self, within_s: float = 120.0) -> int:
        """Wait until the beliefs rest on all evidence; how much that is."""

        def believed() -> bool:
            evidence, beliefs = self.counted()
            return evidence == beliefs

        wait_until(believed, "the beliefs to catch up", lambda: str(self.counted()), within_s)
        return self.counted()[0]

    def faults(self, said: list[str]) -> list[str]:
        """What is wrong with the log after everything in `said` (client ids) was accepted; nothing should be.

        Each message stands in it once and has one reply, after it; numbers are dense; nothing counts twice.
        """
        events = self.events()
        known = self.client_ids()
        found = [f"{one} stands {known[one]} times in the log" for one in said if known[one] != 1]
        if [event.seq for event in events] != list(range(1, len(events) + 1)):
            found.append("the log has gaps")
        waiting = 0
        for event in events:
            waiting += (event.kind == "message") - (event.kind in REPLIES and not is_unasked(event))
            if waiting < 0:
                found.append(f"a reply to nothing at {event.seq}")
                waiting = 0
        if waiting:
            found.append(f"{waiting} messages without a reply")
        evidence = self.evidence()
        if [n for n, _seq, _score in evidence] != list(range(1, self.counted()[0] + 1)):
            found.append(f"evidence is not dense: {[n for n, _seq, _score in evidence]}")
        wholes = self.wholes()
        if len({seq for seq, _score in wholes}) != len(wholes):
            found.append("a message counts twice")
        marked = sum(
            event.body["outcome"] == "correct" and event.body["scaffold"] is None
            for event in self.events("verdict")
        )
        if marked != sum(score == 1.0 for _seq, score in wholes):
            found.append(f"{marked} right answers, but evidence {evidence}")
        return found
