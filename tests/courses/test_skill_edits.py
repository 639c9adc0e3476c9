"""What an author does to the skills, from all skills to all skills."""

from __future__ import annotations

import pytest

from courses import skill_edits
from courses.drafts import DraftError
from tests.courses.build import skill

THREE = (skill("a"), skill("b", "a"), skill("c", "a", "b"))


def needs(edited):
    return {one.id: one.prerequisites for one in edited.skills}


def ids(edited):
    return [one.id for one in edited.skills]


def test_a_new_skill_gets_an_id_from_its_title_and_stands_where_it_was_asked_for():
    edited = skill_edits.add(THREE, title="Adding élégantly!", after="a")
    assert (ids(edited), edited.key) == (["a", "adding-elegantly", "b", "c"], "adding-elegantly")
    assert skill_edits.add(edited.skills, title="Adding elegantly").key == "adding-elegantly-2"
    assert ids(skill_edits.add(THREE, title="加法")) == ["a", "b", "c", "skill"]
    with pytest.raises(DraftError, match="already"):
        skill_edits.add(THREE, title="B again", key="b")


def test_who_needs_a_skill_follows_its_new_id():
    edited = skill_edits.change(THREE, "a", title="Alpha", new_key="alpha", description="x", place=3)
    assert needs(edited) == {"b": ("alpha",), "c": ("alpha", "b"), "alpha": ()}
    assert ids(edited) == ["b", "c", "alpha"]
    assert edited.renamed == {"a": "alpha"}
    with pytest.raises(DraftError, match="already"):
        skill_edits.change(THREE, "a", title="A", new_key="b", description="")


def test_a_removed_skill_is_needed_by_nobody():
    assert needs(skill_edits.remove(THREE, "a")) == {"b": (), "c": ("b",)}


def test_edges_are_added_once_cut_and_turned():
    assert needs(skill_edits.join(THREE, "c", "b"))["c"] == ("a", "b")
    assert needs(skill_edits.cut(THREE, "c", "a"))["c"] == ("b",)
    turned = skill_edits.turn(THREE, "b", "a")
    assert (needs(turned)["a"], needs(turned)["b"]) == (("b",), ())
    with pytest.raises(DraftError, match="itself"):
        skill_edits.join(THREE, "a", "a")
    with pytest.raises(DraftError, match="not there"):
        skill_edits.join(THREE, "a", "ghost")


def test_skills_move_up_and_down_and_stop_at_the_ends():
    assert ids(skill_edits.move(THREE, "c", -1)) == ["a", "c", "b"]
    assert ids(skill_edits.move(THREE, "a", -1)) == ["a", "b", "c"]
    assert ids(skill_edits.move(THREE, "c", 1)) == ["a", "b", "c"]
