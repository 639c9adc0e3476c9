"""Reading and answering in a browser that runs no scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.pages import Conversation

pytestmark = pytest.mark.browser


class PlainConversation(Conversation):
    """Every action is a form that loads the page anew."""

    def send(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()

    def reply(self, text: str) -> None:
        with self.page.expect_navigation():
            self.enter(text)

    def skip_placing(self) -> None:
        self.send("Skip this question")
        self.send("Skip the rest")

    def skip_guesses(self) -> None:
        while self.kind in ("guess", "closing"):
            self.send("No idea" if self.kind == "guess" else "Skip this question")


@pytest.fixture
def plain(new_visitor: NewVisitor) -> PlainConversation:
    visitor = new_visitor(java_script_enabled=False)
    page, watch = visitor.tab()
    page.get_by_role("button", name=re.compile("^Start")).click()
    conversation = PlainConversation(page, watch, visitor.live)
    conversation.skip_placing()
    expect(page.locator("#composer[data-kind=guess]")).to_be_visible()
    return conversation


def test_a_guess_an_answer_and_a_hint_work_as_forms(plain: PlainConversation) -> None:
    guess = plain.log.events("guess")[-1].body["choices"][1]
    with plain.page.expect_navigation():
        plain.page.locator("#composer [data-option]").nth(1).click()
    expect(plain.page.locator("article.passage").first).to_be_visible()
    assert plain.log.said(guess) == 1

    plain.skip_guesses()
    plain.reply(plain.log.wrong_answer())
    expect(plain.marks.last).to_have_text("Not yet")
    expect(plain.newest).to_contain_text("?")

    plain.send("A hint")
    expect(plain.newest).to_contain_text("Hint")
    assert plain.log.step.hints[0].title in plain.newest.inner_text()

    plain.reply(plain.log.right_answer())
    expect(plain.page.locator("#log .mark.correct")).to_have_count(1)
    assert plain.seqs() == [event.seq for event in plain.log.events()]
    assert plain.watch.sockets == 0


def test_a_refused_answer_comes_back_in_its_field(plain: PlainConversation) -> None:
    plain.skip_guesses()
    while plain.kind != "text":
        plain.reply(plain.log.right_answer())
        plain.skip_guesses()
    text, before = "7" * 2001, plain.seqs()
    plain.reply(text)
    expect(plain.note).to_contain_text("too long")
    expect(plain.field).to_have_value(text)
    assert plain.seqs() == before


def test_a_double_click_counts_once(plain: PlainConversation) -> None:
    plain.skip_guesses()
    while plain.kind != "choice":
        plain.reply(plain.log.right_answer())
        plain.skip_guesses()
    marks = plain.marks.count()
    wrong = plain.log.wrong_answer()
    plain.option(wrong).check()
    with plain.page.expect_navigation():
        plain.page.get_by_role("button", name="Check").dblclick()
    expect(plain.marks).to_have_count(marks + 1)
    assert plain.log.said(wrong) == 1


def test_a_solution_is_closed_by_one_tap(plain: PlainConversation) -> None:
    plain.skip_guesses()
    plain.reply(plain.log.wrong_answer())
    while plain.kind != "closing":
        plain.send("Show the solution")
    choice = plain.log.events("closing")[-1].body["choices"][0]["text"]
    with plain.page.expect_navigation():
        plain.page.locator("#composer [data-option]").first.click()
    assert plain.log.said(choice) == 1
    assert plain.log.events("closed")[-1].body["chosen"] == 0
    assert plain.kind != "closing"
