from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from courses import drafts, models, units
from courses.drafts import DraftError, LessonHead, Stale, sealing
from courses.models import CourseVersion, Revision, Unit
from courses.publish import PublishError, digest, load, publish
from courses.types import Skill
from tests.courses.build import course, full_course, lesson, passage, problem, skill, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return get_user_model().objects.create_user(username="ann", is_staff=True)


@pytest.fixture
def draft(ann):
    publish(full_course())
    return drafts.open("sums", ann)


def put(draft, unit, key, value, by, **place):
    """Save as somebody who looked at it a moment ago."""
    try:
        seen = drafts.seen(drafts.value(drafts.read(draft), unit, key))
    except KeyError:
        seen = ""
    return drafts.save(draft, unit, key, value, by=by, seen=seen, **place)


def looked_at(draft):
    """The linter's word that all is well; what it thinks of the course here is its own question."""
    models.LintReport.objects.update_or_create(
        version=draft, defaults={"digest": draft.digest, "findings": []}
    )


def now(draft, unit, key=""):
    return drafts.value(drafts.read(draft), unit, key)


def test_a_draft_begins_as_the_newest_version_stands(draft, ann):
    assert drafts.read(draft) == full_course()
    assert drafts.open("sums", ann) == draft == drafts.of("sums")
    assert (draft.number, draft.begun_from.number, draft.published_at) == (2, 1, None)


@pytest.mark.parametrize(
    ("unit", "key", "change"),
    [
        ("about", "", lambda one: replace(one, title="Sums, again", lessons=("again", "zero"))),
        ("skills", "", lambda many: (*many, Skill("carry", "Carry", "", ("add", "subtract")))),
        ("lesson", "again", lambda one: replace(one, title="Twice", problems=("p1", "p2"))),
        ("passage", "why", lambda one: replace(one, body="Other words.", skills=("number",), guess=None)),
        ("problem", "z1", lambda one: replace(one, where={"a": "2..4", "b": "5..8"}, title="Less")),
    ],
)
def test_each_unit_is_changed_read_back_and_undone(draft, ann, unit, key, change):
    before = drafts.read(draft)
    changed = change(now(draft, unit, key))
    made = put(draft, unit, key, changed, ann)
    assert drafts.seen(now(draft, unit, key)) == drafts.seen(changed)
    assert (made.number, made.by, draft.revision_n) == (1, ann, 1)
    undone = drafts.undo(draft, made.number, by=ann)
    assert digest(drafts.read(draft)) == digest(before)
    assert undone.undoes == made
    drafts.undo(draft, undone.number, by=ann)
    assert drafts.seen(now(draft, unit, key)) == drafts.seen(changed)


def test_problems_are_added_moved_taken_out_and_given_back(draft, ann):
    def order():
        return [[one.id for one in lesson.problems] for lesson in drafts.read(draft).lessons]

    put(draft, "problem", "new", problem("new", step(skills=("add",))), ann, lesson="zero", at=0)
    assert order() == [["new", "z1"], ["p2", "p1"]]
    moved = put(draft, "problem", "z1", now(draft, "problem", "z1"), ann, lesson="again", at=1)
    assert order() == [["new"], ["p2", "z1", "p1"]]
    gone = drafts.remove(draft, "lesson", "again", by=ann, seen=drafts.seen(now(draft, "lesson", "again")))
    assert order() == [["new"]]
    drafts.undo(draft, gone.number, by=ann)
    assert order() == [["new"], ["p2", "z1", "p1"]]
    drafts.undo(draft, moved.number, by=ann)
    assert order() == [["new", "z1"], ["p2", "p1"]]
    drafts.undo(draft, 1, by=ann)
    assert drafts.read(draft) == full_course()


def test_of_two_who_change_the_same_the_second_is_told_and_nothing_is_lost(draft, ann):
    seen, z1 = drafts.seen(now(draft, "problem", "z1")), now(draft, "problem", "z1")
    drafts.save(draft, "problem", "z1", replace(z1, title="First"), by=ann, seen=seen)
    with pytest.raises(Stale, match="ann changed this"):
        drafts.save(draft, "problem", "z1", replace(z1, title="Second"), by=None, seen=seen)
    assert now(draft, "problem", "z1").title == "First"
    # Of different parts nobody is in the way of anybody.
    put(draft, "passage", "how", replace(now(draft, "passage", "how"), title="How so"), None)
    with pytest.raises(Stale):
        drafts.save(draft, "problem", "gone", z1, by=ann, seen=seen)


def test_undo_keeps_what_was_changed_besides_and_refuses_what_was_changed_again(draft, ann):
    z1 = now(draft, "problem", "z1")
    put(draft, "problem", "z1", replace(z1, title="One"), ann)
    put(draft, "problem", "z1", replace(z1, title="One", stem="Other."), ann)
    drafts.undo(draft, 1, by=ann)
    assert now(draft, "problem", "z1") == replace(z1, stem="Other.")
    put(draft, "problem", "z1", replace(z1, title="Two"), ann)
    with pytest.raises(Stale, match="Change 2 cannot be undone by itself: change 4 "):
        drafts.undo(draft, 2, by=ann)


def test_what_names_a_skill_follows_its_new_name(draft, ann):
    line = {"kind": "derivation", "answer": "x = 4", "milestones": [{"lines": ["2x = 8"], "shows": "add"}]}
    put(draft, "problem", "p1", problem("p1", step(answer=line)), ann)
    plus, minus, number = now(draft, "skills")
    skills = (replace(plus, id="plus"), replace(minus, prerequisites=("number", "plus")), number)
    seen = drafts.seen(now(draft, "skills"))
    made = drafts.save(draft, "skills", "", skills, by=ann, seen=seen, renamed={"add": "plus"})
    course = drafts.read(draft)
    assert course.problem("z1").steps[0].skills == ("subtract", "plus")
    assert course.lessons[0].passages[0].skills == ("plus",)
    assert course.problem("p1").steps[0].answer["milestones"][0]["shows"] == "plus"
    assert made.words.startswith("Skills: skill add is now called plus: what learners have shown of it stays")
    assert sealing.renamed(draft).skills == {"add": "plus"}
    drafts.undo(draft, made.number, by=ann)
    assert drafts.read(draft).problem("z1").steps[0].skills == ("subtract", "add")
    assert drafts.read(draft).problem("p1").steps[0].answer == line


def test_a_skill_in_use_stays(draft, ann):
    with pytest.raises(DraftError) as refused:
        put(draft, "skills", "", (skill("number"),), ann)
    assert refused.value.problems == (
        "add is still used by step z1/z, step z1/a, step p2/s1, step p1/s1, passage why: "
        "take it out there first",
        "subtract is still used by step z1/z, passage minus: take it out there first",
    )


@pytest.mark.parametrize(
    ("unit", "key", "value", "words"),
    [
        ("problem", "z1", problem("z1", step(skills=("ad",))), "is add meant"),
        ("problem", "z1", problem("z1", step(answer={"kind": "number"})), "step 1, answer"),
        ("problem", "p1", problem("p2"), "id: there is a problem p2 already"),
        ("problem", "new", problem("new"), "in which lesson"),
        ("passage", "why", replace(passage("why"), body=" "), "body"),
        ("skills", "", (skill("add", "subtract"), skill("subtract", "add"), skill("number")), "a cycle"),
        ("lesson", "zero", LessonHead("Zero!", "Zero", True, "", ("why", "how"), ("z1",)), "small letters"),
    ],
)
def test_what_cannot_be_is_refused_in_words(draft, ann, unit, key, value, words):
    before = drafts.read(draft)
    with pytest.raises(DraftError, match=words):
        put(draft, unit, key, value, ann)
    assert drafts.read(draft) == before


def test_what_was_wrong_before_stops_nobody(ann):
    elsewhere = problem("Old_Id", step("S 1"), source="", licence="")
    publish(course(lesson("first", elsewhere), licence="", summary=""))
    draft = drafts.open("sums", ann)
    put(draft, "problem", "Old_Id", replace(elsewhere, stem="Better."), ann)
    put(draft, "about", "", replace(now(draft, "about"), title="Sums"), ann)
    with pytest.raises(DraftError, match="New Id"):
        put(draft, "problem", "Old_Id", replace(elsewhere, id="New Id"), ann)


def test_nothing_changed_leaves_nothing(draft, ann):
    assert put(draft, "problem", "z1", now(draft, "problem", "z1"), ann).number == 0
    assert not Revision.objects.exists()


def test_a_draft_is_published_as_the_newest_version(draft, ann):
    put(draft, "problem", "z1", replace(now(draft, "problem", "z1"), title="Less"), ann)
    overtaking = publish(course(title="From a folder"))
    with pytest.raises(PublishError, match="before lesson again introduces it"):
        drafts.publish(draft, by=ann)
    looked_at(draft)
    version = drafts.publish(draft, by=ann)
    assert (overtaking.number, version.number, version.pk) == (3, 4, draft.pk)
    assert load(version).problem("z1").title == "Less"
    assert version.digest == digest(load(version))
    assert drafts.of("sums") is None
    with pytest.raises(Stale):
        put(draft, "problem", "z1", now(draft, "problem", "z1"), ann)
    again = drafts.open("sums", ann)
    assert (again.number, again.begun_from) == (5, version)
    with pytest.raises(DraftError, match="Nothing differs from version 4"):
        drafts.publish(again, by=ann)


def test_an_empty_course_begins_is_owned_and_cannot_be_published(ann):
    draft = drafts.create("halves", "Halves", "en", ann)
    assert draft.course.roles.get().role == "owner"
    with pytest.raises(PublishError):
        drafts.publish(draft, by=ann)
    put(draft, "skills", "", (skill("half"),), ann)
    put(draft, "lesson", "one", LessonHead("one", "One", True, "", (), ()), ann)
    put(draft, "problem", "p", problem("p", step(skills=("half",))), ann, lesson="one")
    looked_at(draft)
    assert drafts.publish(draft, by=ann).number == 1
    for wrong in ("halves", "Halves!", ""):
        with pytest.raises(DraftError, match="id: "):
            drafts.create(wrong, "Halves", "en", ann)


def test_a_copy_is_a_course_of_its_own(draft, ann):
    copy = drafts.duplicate("sums", "sums-b", "Sums, b", ann)
    assert drafts.read(copy) == replace(full_course(), id="sums-b", title="Sums, b")
    drafts.discard(copy, ann)
    assert not models.Course.objects.filter(pk="sums-b").exists()
    drafts.discard(draft, ann)
    assert CourseVersion.objects.get().number == 1


def test_units_are_found_by_name():
    for unit, key in (
        ("about", ""),
        ("skills", ""),
        ("lesson", "zero"),
        ("passage", "why"),
        ("problem", "z1"),
    ):
        assert unit in Unit.values
        assert units.value(full_course(), unit, key)
        with pytest.raises(KeyError):
            units.value(full_course(), "lesson", "nowhere")


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_wins_and_every_change_of_another_part_stays():
    publish(course(lesson("first", *(problem(f"p{n}") for n in range(6)))))
    draft = drafts.open("sums", None)
    seen = {n: drafts.seen(now(draft, "problem", f"p{n}")) for n in range(6)}

    def work(n):
        """Everybody changes p0, and one of the others."""
        try:
            outcome = []
            for key in (0, n):
                value = (
                    replace(problem(f"p{key}"), stem=f"By {n}.")
                    if key == 0
                    else problem(f"p{key}", licence="CC0")
                )
                try:
                    mine = CourseVersion.objects.get(pk=draft.pk)
                    drafts.save(mine, "problem", f"p{key}", value, by=None, seen=seen[key])
                    outcome.append("saved")
                except Stale:
                    outcome.append("stale")
            return outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as many:
        outcomes = list(many.map(work, range(1, 6)))
    assert sorted(first for first, _ in outcomes) == ["saved", "stale", "stale", "stale", "stale"]
    assert {second for _, second in outcomes} == {"saved"}
    assert list(Revision.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    draft.refresh_from_db()
    assert draft.revision_n == 6
    winner = next(n for n, (first, _) in enumerate(outcomes, start=1) if first == "saved")
    assert now(draft, "problem", "p0").stem == f"By {winner}."
    assert all(now(draft, "problem", f"p{n}").licence == "CC0" for n in range(1, 6))


def test_published_versions_are_counted_without_gaps(ann):
    first = publish(full_course())
    draft = drafts.open(first.course_id, ann)
    CourseVersion.objects.filter(pk=draft.pk).update(number=7)  # as after drafts that were made anew
    about = drafts.value(drafts.read(draft), Unit.ABOUT, "")
    drafts.save(draft, Unit.ABOUT, "", replace(about, title="Another"), by=ann, seen=drafts.seen(about))
    looked_at(draft)
    assert drafts.publish(draft, by=ann).number == first.number + 1
