"""What learners type is text, whatever it looks like."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.pages import Conversation, Visitor

pytestmark = pytest.mark.browser

HTML = '<img src="/nothing-here" onerror="window.hacked = 1"><b>7</b>'
LINK = "[here](https://foreign.example/) ![x](/nothing-here) **7**"


@pytest.fixture
def conversation(visitor: Visitor) -> Conversation:
    started = visitor.start()
    started.to_a_written_answer()
    return started


def bubble(conversation: Conversation) -> Locator:
    return conversation.page.locator("#log article.message .bubble bdi").last


def assert_nothing_grew(conversation: Conversation) -> None:
    log = conversation.page.locator("#log")
    expect(log.locator("img, b, script, a[href*=foreign]")).to_have_count(0)
    assert conversation.page.evaluate("window.hacked") is None
    assert not any("nothing-here" in url for url in conversation.watch.requests)


@pytest.mark.parametrize("text", [HTML, LINK, f"$x$ {HTML}"], ids=["html", "markdown", "html and maths"])
def test_markup_is_shown_as_it_was_typed(conversation: Conversation, text: str) -> None:
    conversation.answer(text)
    if "$" not in text:
        expect(bubble(conversation)).to_have_text(text)
    assert_nothing_grew(conversation)
    conversation.page.reload()
    assert_nothing_grew(conversation)


def test_control_characters_hide_and_turn_nothing(conversation: Conversation) -> None:
    conversation.answer("7\u202e98\u0007\u001b[31m \u0085\u2066x")
    shown = bubble(conversation).inner_text()
    assert shown == "798[31m \ufffdx"
    assert conversation.log.events("message")[-1].body["text"].startswith("798")


@pytest.mark.parametrize("length", [2001, 5000], ids=["for the server", "for a frame"])
def test_a_message_too_long_is_refused_with_words_and_stays_in_the_field(
    conversation: Conversation, length: int
) -> None:
    text, before = "7" * length, conversation.log.events()
    conversation.enter(text)
    expect(conversation.note).to_contain_text("Send the part that matters")
    expect(conversation.field).to_have_value(text)
    expect(conversation.page.locator("[data-pending]")).to_have_count(0)
    assert conversation.log.events() == before
    conversation.answer(conversation.log.wrong_answer())  # and on it goes
    expect(conversation.note).to_be_empty()
