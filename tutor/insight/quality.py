"""How each question of a course version does with its learners, from the log. Reads records; judges nobody.

Seven queries, whatever the size of the course. What is counted is the first answer of each learner to each
question; it is compared with what was predicted when the question was chosen, where somebody predicted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import atanh, sqrt, tanh
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef
from django.utils import timezone

from courses.types import Course
from tutor.dialogue.state import GIVING
from tutor.models import EventRow, Session

LEFT_AFTER = timedelta(days=2)  # a conversation in which nothing was said for longer has ended there
FEW = 20  # answers; numbers of fewer are shown, but grey
Z = 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """k of n, with a 95 % interval (Wilson)."""

    k: int
    n: int

    @property
    def value(self) -> float | None:
        return self.k / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.k, self.n) if self.n else None


@dataclass(frozen=True, slots=True)
class Item:
    """One question. None where there is nothing to say it of."""

    item: str
    title: str
    place: int  # in the course, from 0
    seen: int = 0  # times it was asked
    learners: int = 0  # who answered it
    success: Share = Share(0, 0)  # first answers without help that were right
    predicted: float | None = None  # mean of what was predicted for just those that a prediction stands by
    predicted_n: int = 0
    happened: float | None = None  # and what came of those
    discrimination: float | None = None  # of the item against the rest of the learner's items
    pairs: int = 0  # learners that this is of
    hints: Share = Share(0, 0)  # times asked in which a hint was given
    seconds: float | None = None  # median of the first answer
    left: int = 0  # conversations that ended at it
    eurekas: int = 0

    @property
    def is_few(self) -> bool:
        return self.success.n < FEW

    @property
    def off(self) -> float | None:
        """How much better it went than predicted."""
        if self.predicted is None or self.happened is None:
            return None
        return self.happened - self.predicted

    @property
    def correlation(self) -> tuple[float, float] | None:
        """95 % interval of the discrimination (Fisher's z)."""
        if self.discrimination is None or self.pairs <= 3:
            return None
        middle, half = atanh(max(min(self.discrimination, 0.999), -0.999)), Z / sqrt(self.pairs - 3)
        return tanh(middle - half), tanh(middle + half)


def items(course: Course, version_id: int, now: datetime | None = None) -> list[Item]:
    """Every question of the version, in the order of the course."""
    answered = _answers(version_id)
    asked = _asked(version_id)
    helped = _helped(version_id)
    left = _left(version_id, now or timezone.now())
    predicted = _predicted(version_id)
    eurekas = _eurekas(version_id)
    found = []
    for place, (item, title) in enumerate(_questions(course)):
        answers, guess = answered.get(item, {}), predicted.get(item, {})
        found.append(
            Item(
                item,
                title,
                place,
                seen=asked.get(item, 0),
                learners=answers.get("learners", 0),
                success=Share(answers.get("right", 0), answers.get("n", 0)),
                predicted=guess.get("p"),
                predicted_n=guess.get("n", 0),
                happened=guess.get("right"),
                discrimination=_pearson(answers),
                pairs=answers.get("pairs", 0),
                hints=Share(min(helped.get(item, 0), asked.get(item, 0)), asked.get(item, 0)),
                seconds=answers.get("seconds"),
                left=left.get(item, 0),
                eurekas=eurekas.get(item, 0),
            )
        )
    return found


def wilson(k: int, n: int) -> tuple[float, float]:
    p = k / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _questions(course: Course) -> list[tuple[str, str]]:
    return [
        (f"{problem.id}/{step.id}", problem.title) for problem in course.problems() for step in problem.steps
    ]


# The first answer of each learner to each question, as the checker or a person found it: "I don't know" is
# one. Help makes it no success. `rest` is how the same learner did on all other questions.
_FIRST = """
WITH told AS (
    SELECT e.learner_id, e.item, e.seconds, e.session_id, e.message_seq, e.assisted, e.begun,
        CASE WHEN e.score >= 1.0 AND NOT e.assisted THEN 1.0 ELSE 0.0 END AS success,
        ROW_NUMBER() OVER (PARTITION BY e.learner_id, e.item ORDER BY e.at, e.n) AS nth
    FROM tutor_evidencerow e JOIN tutor_session s ON s.id = e.session_id
    WHERE s.version_id = %s AND e.part = '' AND NOT e.void
), first AS (SELECT * FROM told WHERE nth = 1)
"""
_ANSWERS = (
    _FIRST
    + """
, beside AS (
    SELECT item, learner_id, seconds, success AS x,
        SUM(success) OVER (PARTITION BY learner_id) - success AS others,
        COUNT(*) OVER (PARTITION BY learner_id) - 1 AS n,
        ROW_NUMBER() OVER (
            PARTITION BY item ORDER BY CASE WHEN seconds IS NULL THEN 1 ELSE 0 END, seconds
        ) AS place,
        COUNT(seconds) OVER (PARTITION BY item) AS timed
    FROM first
), scaled AS (
    SELECT *, CASE WHEN n > 0 THEN others / n END AS y FROM beside
)
SELECT item, COUNT(*), SUM(x),
    COUNT(y), SUM(CASE WHEN y IS NOT NULL THEN x END), SUM(y), SUM(x * y), SUM(y * y),
    AVG(CASE WHEN 2 * place BETWEEN timed AND timed + 2 THEN seconds END)
FROM scaled GROUP BY item
"""
)


def _answers(version_id: int) -> Mapping[str, dict[str, Any]]:
    found = {}
    for item, n, right, pairs, sx, sy, sxy, syy, seconds in _rows(_ANSWERS, version_id):
        sums = (float(sx or 0), float(sy or 0), float(sxy or 0), float(syy or 0))
        found[item] = {
            "learners": n,
            "n": n,
            "right": round(float(right)),
            "pairs": pairs,
            "sums": sums,
            "seconds": None if seconds is None else float(seconds),
        }
    return found


_OPENED = (
    _FIRST
    + """
SELECT f.item, f.success, f.session_id, (
    SELECT MAX(o.seq) FROM tutor_eventrow o
    WHERE o.session_id = f.session_id AND o.kind = 'problem' AND o.seq < f.message_seq
) FROM first f
"""
)


def _predicted(version_id: int) -> Mapping[str, dict[str, Any]]:
    """What stood by the question when it was asked, and what came of it. `problem` events keep it as `p`."""
    problems = EventRow.objects.filter(
        session__version=version_id, kind="problem", body__p__isnull=False
    ).exclude(body__p=None)
    rows = problems.values_list("session_id", "seq", "body__item", "body__p")
    stood = {(str(session), seq): (item, p) for session, seq, item, p in rows}
    found: dict[str, list[tuple[float, float]]] = {}
    for item, success, session, opener in _rows(_OPENED, version_id):
        asked, p = stood.get((_uuid(session), opener), (None, None))
        if asked == item and p is not None:
            found.setdefault(item, []).append((float(p), float(success)))
    return {
        item: {
            "n": len(pairs),
            "p": sum(p for p, _ in pairs) / len(pairs),
            "right": sum(right for _, right in pairs) / len(pairs),
        }
        for item, pairs in found.items()
    }


def _asked(version_id: int) -> Mapping[str, int]:
    rows = EventRow.objects.filter(session__version=version_id, kind__in=("problem", "step"))
    return dict(rows.values("body__item").annotate(n=Count("id")).values_list("body__item", "n"))


def _helped(version_id: int) -> Mapping[str, int]:
    """Times a first hint was given: each time a question was asked has one at most."""
    moves = EventRow.objects.filter(
        session__version=version_id, kind="move", body__kind__in=[kind.value for kind in GIVING], body__rung=1
    )
    return dict(moves.values("body__item").annotate(n=Count("id")).values_list("body__item", "n"))


def _left(version_id: int, now: datetime) -> Mapping[str, int]:
    """Conversations that stopped with the question open, and no later one of the same learner."""
    newer = Session.objects.filter(
        learner=OuterRef("session__learner"),
        version__course=OuterRef("session__version__course"),
        last_at__gt=OuterRef("session__last_at"),
    )
    open_ = EventRow.objects.filter(
        ~Exists(newer),
        session__version=version_id,
        session__last_at__lt=now - LEFT_AFTER,
        seq=F("session__opener_seq"),
        kind__in=("problem", "step"),
    )
    return dict(open_.values("body__item").annotate(n=Count("id")).values_list("body__item", "n"))


_EUREKAS = """
SELECT e.item, COUNT(*) FROM tutor_skillstate k
JOIN tutor_evidencerow e ON e.learner_id = k.learner_id AND e.course_id = k.course_id AND e.n = k.eureka_n
JOIN tutor_session s ON s.id = e.session_id
WHERE s.version_id = %s GROUP BY e.item
"""


def _eurekas(version_id: int) -> Mapping[str, int]:
    return {str(item): int(n) for item, n in _rows(_EUREKAS, version_id)}


def _pearson(answers: Mapping[str, Any]) -> float | None:
    """Point-biserial correlation of right or not with the share of all else that was right."""
    n = answers.get("pairs", 0)
    if n < 3:
        return None
    sx, sy, sxy, syy = answers["sums"]
    over = n * sxy - sx * sy
    under = (n * sx - sx * sx) * (n * syy - sy * sy)  # x is 0 or 1, its own square
    return over / sqrt(under) if under > 1e-9 else None


def _rows(sql: str, version_id: int) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [version_id])
        return cursor.fetchall()


def _uuid(value: Any) -> str:
    """SQLite keeps it as 32 digits, PostgreSQL as what it is."""
    return str(value if isinstance(value, UUID) else UUID(value))
