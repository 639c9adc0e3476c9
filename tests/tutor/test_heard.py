"""What courses send, and what becomes of it. No broker and no model server: both sides are real functions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courses import audience, drafts
from courses.drafts import checks
from courses.models import LintReport
from courses.publish import latest_of, publish
from tests.courses.build import course, full_course, lesson, problem, skill
from tutor import heard, tasks
from tutor.models import EventRow, Learner, Session
from tutor.session.start import open_session

pytestmark = pytest.mark.django_db


def in_problem(version, key, seq=2):
    session = open_session(Learner.objects.create(), version)
    EventRow.objects.create(
        session=session,
        seq=seq,
        kind="problem",
        body={"problem": key, "item": f"{key}/s1"},
        at=session.opened_at,
    )
    Session.objects.filter(pk=session.pk).update(opener_seq=seq)
    return session


def test_who_is_in_a_lesson_is_counted_with_the_version_they_finish():
    first = publish(full_course())
    held = in_problem(first, "z1")
    in_problem(first, "p1")
    draft = drafts.open("sums", None)
    z1 = drafts.value(drafts.read(draft), "problem", "z1")
    drafts.save(
        draft, "problem", "z1", replace(z1, title="Other"), by=None, seen=drafts.seen(z1), lesson="again"
    )
    second = publish_unchecked(draft)
    in_problem(second, "z1")
    assert audience.learners_in("sums") == {"zero": (1, (1,)), "again": (2, (1, 2))}
    held.refresh_from_db()
    assert (held.version, latest_of("sums")) == (first, second)


def publish_unchecked(draft):
    """With the linter's word that all is well: what it thinks of this course is not the question here."""
    LintReport.objects.create(version=draft, digest=draft.digest, findings=[])
    return drafts.publish(draft, by=None)


def test_a_draft_is_looked_at_once_in_the_background(django_capture_on_commit_callbacks):
    wanted = []

    def listen(version_id, **_):
        wanted.append(version_id)
        return len(wanted) > 1  # the first time it is refused: the broker is away

    checks.asked.disconnect(dispatch_uid="tutor")
    checks.asked.connect(listen, dispatch_uid="t")
    publish(course(lesson("first", problem("p1")), skills=(skill("take"), skill("add", "take"))))
    draft = drafts.open("sums", None)
    with django_capture_on_commit_callbacks(execute=True):
        checks.want(draft)
    assert not checks.is_under_way(draft)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            checks.want(draft)
    checks.asked.disconnect(dispatch_uid="t")
    checks.asked.connect(heard.lint_asked, dispatch_uid="tutor")
    assert wanted == [draft.pk, draft.pk]
    assert checks.is_under_way(draft)
    assert checks.report(draft) is None
    tasks.lint_draft(draft.pk)
    found = checks.report(draft)
    assert found
    assert checks.findings(found)
    assert sum(checks.counts(found).values()) == len(found.findings)
    p1 = drafts.value(drafts.read(draft), "problem", "p1")
    drafts.save(draft, "problem", "p1", replace(p1, title="Other"), by=None, seen=drafts.seen(p1))
    assert checks.report(draft) is None
    tasks.lint_draft(0)  # discarded meanwhile
