"""Answers of several fields: lines, an order, pairs, gaps, all that apply; with scripts and without."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import live as processes
from tests import ramps
from tests.browser import fields
from tests.browser.conftest import NewVisitor
from tests.browser.pages import Conversation, Visitor
from tests.browser.test_accessibility import assert_fits, grave
from tests.live import Live
from tests.talk import right, wrong

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 640}}
KINDS = list(ramps.PROMPTS)


@pytest.fixture(scope="module")
def live() -> Iterator[Live]:
    """A server of this file's own: its courses would stand in the way of the others."""
    with processes.edgewise(MODELS_MEANING="off") as running, tempfile.TemporaryDirectory() as folder:
        ramps.write(Path(folder))
        running.manage("load_ramps", "--path", folder)
        yield running


@pytest.fixture
def phone(new_visitor: NewVisitor) -> Visitor:
    return new_visitor(**PHONE)


def given(conversation: Conversation) -> str:
    """The learner's newest answer, as the log shows it."""
    return conversation.page.locator("#log .given").last.inner_text()


@pytest.mark.parametrize("name", KINDS)
def test_every_control_takes_a_wrong_and_a_right_answer_on_a_small_phone(phone: Visitor, name: str) -> None:
    conversation, answer = phone.start(f"Asks {name}"), ramps.PROMPTS[name][1]
    assert_fits(conversation.page)
    assert grave(conversation.page) == []
    conversation.answer(wrong(answer))
    expect(conversation.marks.last).to_have_text("Not yet")
    assert_fits(conversation.page)
    conversation.answer(right(answer))
    expect(conversation.page.locator("#log .mark.correct")).to_have_count(1)
    said = [event.body["text"] for event in conversation.log.events("message")]
    assert said == [wrong(answer), right(answer)]
    assert grave(conversation.page) == []
    assert_fits(conversation.page)


@pytest.mark.parametrize("name", KINDS)
def test_every_control_is_a_plain_form(new_visitor: NewVisitor, name: str) -> None:
    visitor, answer = new_visitor(java_script_enabled=False, **PHONE), ramps.PROMPTS[name][1]
    page, watch = visitor.tab()
    page.get_by_role("button", name=re.compile(f"Asks {name}")).click()
    conversation = visitor.conversation(page, watch)
    expect(conversation.composer).to_be_visible()
    assert_fits(page)
    for response in (wrong(answer), right(answer)):
        with page.expect_navigation():
            conversation.enter(response)
    expect(page.locator("#log .mark.correct")).to_have_count(1)
    assert [event.body["text"] for event in conversation.log.events("message")] == [
        wrong(answer),
        right(answer),
    ]


def test_enter_makes_a_line_and_ctrl_enter_sends_them(phone: Visitor) -> None:
    conversation = phone.start("Asks lines")
    page = conversation.page
    conversation.field.focus()
    page.keyboard.type("3x - 2 = 12")
    page.keyboard.press("Enter")
    page.keyboard.type("x = 6")
    assert conversation.log.events("message") == []
    with conversation.turn():
        page.keyboard.press("Control+Enter")
    assert conversation.log.events("message")[-1].body["text"] == "3x - 2 = 12\nx = 6"
    expect(conversation.marks.last).to_have_text("Partly right")
    lines = page.locator("#log .checked-lines li")
    assert [" ".join(line.split()) for line in lines.all_inner_texts()] == [
        "3x - 2 = 12 ✗ does not hold",
        "x = 6 ✗ does not hold",
    ]
    expect(conversation.newest).to_contain_text("line 1")
    expect(conversation.field).to_have_value("3x - 2 = 12\nx = 6")
    page.reload()
    expect(conversation.field).to_have_value("3x - 2 = 12\nx = 6")
    expect(lines.first).to_contain_text("does not hold")


def test_lines_that_are_being_written_outlive_a_hint(phone: Visitor) -> None:
    conversation = phone.start("Asks lines")
    conversation.field.fill("3x - 6 = 12\n3x")
    conversation.press("A hint")
    expect(conversation.field).to_have_value("3x - 6 = 12\n3x")


def test_the_order_is_moved_by_keys_and_each_move_is_announced(phone: Visitor) -> None:
    conversation = phone.start("Asks order")
    page = conversation.page
    before = fields.order(page)
    last = page.locator("#composer .order .item").last.locator(".shift").first
    last.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#composer [data-announce]")).to_contain_text("now place 2 of 3")
    assert fields.order(page) == [before[0], before[2], before[1]]
    page.keyboard.press("Enter")  # the focus stayed on the button of the moved item
    expect(page.locator("#composer [data-announce]")).to_contain_text("now place 1 of 3")
    assert fields.order(page) == [before[2], before[0], before[1]]
    page.keyboard.press("ArrowUp")  # there is no higher place
    assert fields.order(page) == [before[2], before[0], before[1]]
    conversation.press("A hint")
    assert fields.order(page) == [before[2], before[0], before[1]]
    box = page.locator("#composer .shift").first.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44


def test_a_match_waits_until_each_has_its_partner(phone: Visitor) -> None:
    conversation = phone.start("Asks match")
    fields.part(conversation.page, 0).select_option(label="add 7")
    conversation.page.get_by_role("button", name="Check", exact=True).click()
    assert conversation.page.locator("#composer :invalid").count() > 0
    assert conversation.log.events("message") == []
    conversation.press("A hint")  # which needs nothing filled in
    expect(fields.part(conversation.page, 0)).to_have_value("0")


def test_none_of_these_stands_alone(phone: Visitor) -> None:
    conversation = phone.start("Asks several")
    page = conversation.page
    page.get_by_label("None of these").check()
    page.get_by_label("x=3").check()
    expect(page.get_by_label("None of these")).not_to_be_checked()
    page.get_by_label("None of these").check()
    expect(page.get_by_label("x=3")).not_to_be_checked()
    page.get_by_label("None of these").uncheck()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(conversation.note).to_contain_text("None of these")
    assert conversation.log.events("message") == []


def test_the_log_shows_what_was_put_together(phone: Visitor) -> None:
    matched = phone.start("Asks formulas")
    matched.answer(right(ramps.FORMULAS))
    expect(matched.page.locator("#log .given math")).to_have_count(3)
    filled = phone.start("Asks cloze")
    filled.answer(right(ramps.CLOZE))
    assert "kilometre gap 1: 2." in " ".join(given(filled).split())
    expect(filled.page.locator("#log .given math").first).to_be_visible()
