"""A newcomer says what they bring, answers a few questions, and is told where to start."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answers import gives_away
from tests.browser.conftest import NewVisitor
from tests.browser.pages import Conversation, Visitor, until
from tests.browser.test_without_scripts import PlainConversation
from tutor.types import PLACEMENT

pytestmark = pytest.mark.browser

KNOWN = {"equation-meaning", "check-value", "undo-addition", "undo-multiplication"}


def is_probe(conversation: Conversation) -> bool:
    return conversation.log.events()[-1].body.get("why") == PLACEMENT


def test_from_the_first_question_to_the_first_problem(new_visitor: NewVisitor) -> None:
    conversation = new_visitor(viewport={"width": 360, "height": 740}).start(placed=False)
    page, log = conversation.page, conversation.log
    expect(page.locator("article.opening")).to_contain_text("What brings you here")
    expect(page.get_by_role("button", name="Find my level again")).to_be_hidden()
    until(page, conversation.live.understands, "the sentence model", within_s=90)
    with conversation.turn():
        page.get_by_label("In your own words").fill("I never understood brackets")
        page.get_by_role("button", name="Some of it").click()
    expect(page.locator("article.message").first).to_contain_text("Some of it")
    expect(page.locator("article.placing")).to_contain_text("“Brackets” is new to you")
    assert [row for row in log.evidence() if row["skills"] == ["brackets"] and row["score"] == 0.0]

    asked = 0
    while is_probe(conversation):
        asked += 1
        card = page.locator("article.problem").last
        expect(card).to_contain_text(re.compile(f"Finding where to start · question {asked} of about \\d"))
        card.locator("summary", has_text="Why this question?").click()
        expect(card).to_contain_text(log.opener.body["reason"])
        for help_ in ("A hint", "Show the solution"):
            expect(page.get_by_role("button", name=help_)).to_have_count(0)
        step = log.step
        if KNOWN.issuperset(step.skills):
            conversation.answer(log.right_answer())
        else:
            conversation.answer(log.wrong_answer())
            expect(conversation.marks.last).to_have_text("Not yet")
            assert gives_away(conversation.all_html(), step) == []
        assert asked <= 5

    (placed,) = log.events("placed")
    skipped = len(placed.body["skip"])
    assert skipped
    expect(page.locator("article.placed")).to_contain_text(f"You can skip {skipped} of 8 skills. Start here;")
    expect(page.locator("article.placed")).to_contain_text("Prove me wrong?")
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    conversation.to_a_problem()
    expect(page.get_by_role("button", name="A hint")).to_be_visible()
    assert log.opener.body["why"] != PLACEMENT

    page.get_by_role("button", name="Find my level again").click()
    expect(page.locator("article.problem").last).to_contain_text("question 1 of about")
    assert is_probe(conversation)


def test_a_reload_goes_on_with_the_same_question(visitor: Visitor) -> None:
    conversation = visitor.start(placed=False)
    conversation.press("Skip this question")
    conversation.press("I don’t know")
    before = conversation.articles.all_inner_texts()
    conversation.page.reload()
    conversation.is_joined(times=conversation.settled + 1)
    assert conversation.articles.all_inner_texts() == before
    conversation.press("I don’t know")
    expect(conversation.page.locator("article.problem").last).to_contain_text("question 3 of about")


def test_what_was_written_outlives_a_refusal_and_an_empty_answer_is_none(visitor: Visitor) -> None:
    conversation = visitor.start(placed=False)
    page = conversation.page
    page.get_by_role("button", name="Send").click()
    assert conversation.kind == "opening"
    assert not conversation.log.events("message")
    own = page.get_by_label("In your own words")
    own.fill("I know most of it")
    with conversation.turn():
        own.press("Enter")
    assert conversation.log.events("message")[-1].body["shown"]["items"] == ["I know most of it"]


def test_it_all_works_without_scripts(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(java_script_enabled=False)
    page, watch = visitor.tab()
    page.get_by_role("button", name=re.compile("^Start")).click()
    plain = PlainConversation(page, watch, visitor.live)
    plain.send("Send")
    expect(plain.note).to_contain_text("Tap an answer or write one")
    page.get_by_label("In your own words").fill("I need it for a test")
    with page.expect_navigation():
        page.get_by_role("button", name="New to this").click()
    said = plain.log.events("message")[-1].body["shown"]["items"]
    assert said == ["New to this", "I need it for a test"]
    for _ in range(6):
        if not is_probe(plain):
            break
        plain.send("I don’t know")
    expect(page.locator("article.placed")).to_contain_text("There is nothing to skip yet")
    plain.skip_guesses()
    with page.expect_navigation():
        page.get_by_role("button", name="Find my level again").click()
    plain.send("Skip the rest")
    expect(page.locator("article.placed")).to_have_count(2)
