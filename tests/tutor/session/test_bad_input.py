"""Messages that no form expects: what a patient teacher would do, and nothing of them lost."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from courses import publish
from courses.types import Course, Lesson, Problem, Skill, Step
from tests.talk import Talk, bodies
from tutor.dialogue.words import SLOTS
from tutor.models import EvidenceRow
from tutor.printing.html import frame
from tutor.session import commit
from tutor.types import Answer, Event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

ROUND = "or do I have to round?"


def number(name: str, prompt: str, value: str) -> Problem:
    return Problem(name, name, "", (Step("s", prompt, {"kind": "number", "value": value}, ("sums",)),))


@pytest.fixture
def asked() -> Talk:
    """Two problems of one skill: 15 - 7 comes first, then 20 - 9."""
    problems = (number("first", "What is $15 - 7$?", "8"), number("second", "What is $20 - 9$?", "11"))
    lesson = Lesson("l", "L", (), problems)
    course = Course("sums", "Sums", "", "en", "CC0-1.0", "tests", (Skill("sums", "Sums"),), (lesson,))
    return Talk(publish.publish(course))


def marks(events: Sequence[Event]) -> list[str]:
    return [body["outcome"] for body in bodies(list(events), "verdict")]


def spoken(events: Sequence[Event]) -> str:
    return "\n".join(body["words"] for body in bodies(list(events), "move"))


def is_of(slot: str, said: str) -> bool:
    """Whether a text holds one of the slot's sentences, as far as it has no field."""
    return any(max(one.split("{said}"), key=len) in said for one in SLOTS[slot])


def value(talk: Talk) -> str:
    return str(talk.step.answer["value"])


@pytest.mark.parametrize(
    "text", ["{}, but why?", "{} or do I have to round?", "is it {} because 15-7?", "x = {}, why?"]
)
def test_an_answer_with_more_beside_it_is_judged(asked: Talk, text: str) -> None:
    assert marks(asked.say(text.format(99))) == ["incorrect"]
    assert marks(asked.say(text.format(value(asked)))) == ["correct"]


def test_a_question_that_comes_with_an_answer_is_answered_beside_the_mark(asked: Talk) -> None:
    wrong = asked.say(f"99, {ROUND}")
    assert marks(wrong) == ["incorrect"]
    assert "not to be rounded" in spoken(wrong)
    assert spoken(wrong).endswith("?"), "what is asked of the learner comes last"
    answer = value(asked)
    right = asked.say(f"{answer}, {ROUND}")
    assert marks(right) == ["correct"]
    assert "not to be rounded" in spoken(right)
    assert f"{ROUND}`" not in spoken(right), "the value is quoted, and not the whole message"


def test_why_beside_a_right_answer_is_not_passed_over(asked: Talk) -> None:
    assert is_of("why_beside", spoken(asked.say(f"{value(asked)}, but why?")))


def test_a_question_whether_it_is_right_needs_no_answer_but_the_mark(asked: Talk) -> None:
    said = asked.say("99, is that right?")
    assert marks(said) == ["incorrect"]
    assert "told" not in bodies(said, "move")[0]


@pytest.mark.parametrize(
    "text", ["{}", "is it {}?", "{}, but why?", "the answer is {} I think, what is a term?"]
)
def test_the_answer_to_the_question_before_is_met_kindly_and_judged(asked: Talk, text: str) -> None:
    before = value(asked)
    asked.say(before)
    asked.to_a_problem()
    assert value(asked) != before
    again = asked.say(text.format(before))
    assert marks(again) == ["incorrect"]
    assert f"`{before}`" in spoken(again)
    assert is_of("one_before", spoken(again))
    other = asked.say("77")
    assert not is_of("one_before", spoken(other))


def test_two_messages_at_once_are_answered_in_order(asked: Talk) -> None:
    """Both stand in the log before the first is answered, as from two tabs."""
    item = asked.view.item
    for n, text in enumerate(("do I have to round?", value(asked))):
        commit.append_message(
            asked.session_id, f"tab {n}", Answer("answer", text), {"step": item, "scaffold": None}
        )
    asked.drive()
    log = [event for event in asked.log() if event.kind in ("message", "verdict", "move")][-5:]
    assert [event.kind for event in log] == ["message", "message", "move", "verdict", "move"]
    assert "not to be rounded" in log[2].body["words"]
    assert log[3].body["outcome"] == "correct"


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("code", "def f(x):\n    return x + 1"),
        ("code", "print(3+4)"),
        ("code", "for (let i = 0; i < 3; i++) { go(); }"),
        ("only_signs", "🤔🤔"),
        ("only_signs", "👍"),
        ("other_script", "я не знаю, помоги"),
        ("other_script", "لا أعرف الجواب"),
        ("other_script", "我不知道怎么做"),
    ],
)
def test_what_cannot_be_read_is_told_so_and_counts_for_nothing(asked: Talk, slot: str, text: str) -> None:
    said = asked.say(text)
    assert is_of(slot, spoken(said))
    assert "`" not in spoken(said), "nothing of it is taken up as if it had been read"
    assert not EvidenceRow.objects.exists()
    assert bodies(said, "message")[0]["text"] == text


@pytest.mark.parametrize("text", ["Ответ {}", "الجواب هو {}", "答案是{}"])
def test_the_only_number_in_words_of_another_language_is_judged(asked: Talk, text: str) -> None:
    assert marks(asked.say(text.format(99))) == ["incorrect"]
    assert marks(asked.say(text.format(value(asked)))) == ["correct"]


def test_a_denial_in_another_language_is_not_judged(asked: Talk) -> None:
    assert marks(asked.say(f"не {value(asked)}")) == []


def test_figures_of_other_scripts_are_figures(asked: Talk) -> None:
    eastern = "".join(chr(0x660 + int(one)) for one in value(asked))
    assert marks(asked.say(f"الجواب هو {eastern}")) == ["correct"]


def test_text_from_right_to_left_turns_nothing_else_round(asked: Talk) -> None:
    said = asked.say("\u202eלא יודע\u202c לעזור?")
    html = frame(said, asked.session_id)
    assert "<bdi>לא יודע לעזור?</bdi>" in html
    assert not set(html) & set("\u202a\u202b\u202c\u202d\u202e")


def test_courtesy_alone_is_not_taken_for_an_answer(asked: Talk) -> None:
    assert is_of("not_an_attempt", spoken(asked.say("please")))


def test_words_are_remembered_from_one_problem_to_the_next(asked: Talk) -> None:
    """Else each problem would begin with the sentences of the last."""
    heard = []
    for _ in range(2):
        heard.append(spoken(asked.press("reveal")))
        asked.say(asked.right_answer())
        asked.to_a_problem()
    assert heard[0] != heard[1]
