"""Several people, one computer or two: each sees only what is theirs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.pages import Visitor, until
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

START = re.compile("^Start")


def assert_not_found(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    expect(page.locator("main")).to_contain_text("somebody else")
    expect(page.locator("article, #composer")).to_have_count(0)
    page.get_by_role("link", name="To the courses").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A tutor that asks")


def test_start_afresh_closes_the_old_conversation_to_this_browser(visitor: Visitor) -> None:
    conversation = visitor.start()
    address, page = conversation.page.url, conversation.page
    page.get_by_role("button", name="Not you? Start afresh").click()
    expect(page.get_by_role("button", name=START)).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Continue"))).to_have_count(0)
    assert_not_found(page, address)


def test_a_stranger_with_the_address_sees_nothing(visitor: Visitor, new_visitor: NewVisitor) -> None:
    address = visitor.start().page.url
    page, _watch = new_visitor().tab()
    assert_not_found(page, address)


def test_a_stranger_cannot_answer_for_somebody(visitor: Visitor, new_visitor: NewVisitor) -> None:
    conversation = visitor.start()
    stranger = new_visitor().start()
    before = len(conversation.log.events())
    form = {"client_id": "x", "kind": "guess", "text": ""}
    token = stranger.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    answer = stranger.page.context.request.post(
        conversation.page.url + "answer", form={**form, "csrfmiddlewaretoken": token}
    )
    assert answer.status == 404
    assert len(conversation.log.events()) == before


def test_an_open_tab_of_the_person_before_is_shut_out_for_good(visitor: Visitor) -> None:
    """Its websocket is refused with a word and does not try again."""
    old = visitor.start()
    said = len(old.log.events("message"))
    page, _watch = visitor.tab()
    page.get_by_role("button", name="Not you? Start afresh").click()
    expect(page.get_by_role("button", name=START)).to_be_visible()
    line = "document.getElementById('line')"
    old.page.evaluate(f"htmx.process({line}, true)")  # the connection is made anew, as after a break
    until(old.page, lambda: old.watch.codes() == ["not_found"], "the refusal")
    expect(old.state).to_have_text("This conversation cannot be continued in this browser.")
    assert_stays_shut(old.page, old.watch)
    assert len(old.log.events("message")) == said


def assert_stays_shut(page: Page, watch: Watch) -> None:
    """Longer than any pause before a first new try, which is at most 2 s."""
    sockets = watch.sockets
    page.wait_for_timeout(2500)
    assert watch.sockets == sockets
