"""How a clause of a learner's is named: from its subject on, and cut between phrases."""

from __future__ import annotations

import pytest

from tutor.dialogue.naming import named
from tutor.dialogue.words import QUOTED


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Ana is older than Leon, which means she is 9 months older", "she is 9 months older"),
        ("I know it, that meant that the bus was 5 minutes late", "the bus was 5 minutes late"),
        ("and then because the train has 4 coaches", "the train has 4 coaches"),
        (
            "I multiplied that number by 6 minutes to get the total of all the pencils",
            "I multiplied that number by 6 minutes …",
        ),
        (
            "To divide them equally into 4 classes each class would need to get new chairs",
            "To divide them equally into 4 classes …",
        ),
        (
            "I took away the original distance in miles (all of the 100 miles per week) from his goal",
            "I took away the original distance in miles …",
        ),
        (
            "there were 50 shells in the jar this week that I had to subtract something from",
            "there were 50 shells in the jar this week …",
        ),
        ("Meg has 46 pencils", "Meg has 46 pencils"),
    ],
)
def test_a_clause_begins_at_its_subject_and_ends_with_a_phrase(text, clause):
    found = named(text, (), lambda _: False, wrong=True)
    assert found is not None
    assert found.fields["clause"] == f"`{clause}`"


def test_no_number_is_picked_that_would_tell():
    def tells(text: str) -> bool:
        return "4900" in text

    found = named(
        "only check my answer please: is it more than -4900 or so", ("Give the mean.",), tells, wrong=False
    )
    assert found is None or "4900" not in found.fields.get("number", "")


def test_a_clause_without_a_place_to_cut_is_cut_at_a_word():
    found = named("seven " + "green bottles " * 9, (), lambda _: False, wrong=True)
    assert found is not None
    assert found.fields["clause"].endswith(" green …`")
    assert len(found.fields["clause"]) <= QUOTED + 2
