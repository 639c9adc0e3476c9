"""The way of a guest through a lesson, with everything running."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.answers import gives_away
from tests.browser.pages import Conversation, Visitor, until

pytestmark = pytest.mark.browser

SHOWN = 'class="solution"'


def assert_solution_is_nowhere(conversation: Conversation) -> None:
    """But for the lines that were given with it, and those of an example that happen to be the same."""
    html, log = conversation.all_html(), conversation.log
    shown = {*log.opener.body["given"], *(line for one in log.events("worked") for line in one.body["lines"])}
    assert [line for line in gives_away(html, log.step) if line not in shown] == []
    assert SHOWN not in html


def test_a_guest_starts_at_once_and_is_asked_within_ten_seconds(visitor: Visitor) -> None:
    begun = time.monotonic()
    page, _watch = visitor.tab()
    expect(page.get_by_role("heading", name="Linear equations, first steps")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Start")).first.click()
    expect(page.locator("#composer[data-kind=opening]")).to_be_visible()
    assert time.monotonic() - begun < 10


def test_a_guess_opens_the_passage_with_a_reply_to_it(visitor: Visitor) -> None:
    conversation = visitor.start()
    guess = conversation.log.events("guess")[-1].body
    expect(conversation.page.locator("article.passage")).to_have_count(0)
    with conversation.turn():
        conversation.page.locator("#composer [data-option]").first.click()
    passage = conversation.page.locator("article.passage").first
    expect(passage).to_contain_text(guess["title"])
    expect(passage).to_contain_text("Many people say 12")
    assert conversation.log.said(guess["choices"][0]) == 1


def test_begging_then_a_wrong_answer_then_a_right_one(visitor: Visitor) -> None:
    conversation = visitor.start()
    conversation.to_a_problem()
    log, page = conversation.log, conversation.page

    conversation.press("Show the solution")
    assert log.events("move")[-1].body["kind"] == "ask_for_guess"
    expect(conversation.newest).to_contain_text("?")
    assert_solution_is_nowhere(conversation)

    conversation.answer(log.wrong_answer())
    expect(conversation.marks.last).to_have_text("Not yet")
    assert log.events("move")[-1].body["kind"] == "probe"
    expect(conversation.newest).to_contain_text("?")
    assert_solution_is_nowhere(conversation)

    (skill,) = log.step.skills
    page.evaluate("window.sameDocument = true")
    before = conversation.bar(skill)
    solved = log.opener.seq
    conversation.answer(log.right_answer())
    expect(page.locator("#log .mark.correct")).to_have_text(re.compile("Right"))
    until(page, lambda: conversation.bar(skill) != before, "the bar of the skill to move")
    conversation.to_a_problem()
    assert log.opener.seq > solved
    assert log.opener.body["chosen_by"] == "model" or log.opener.body["why"] == "alone"
    why = page.locator("article.problem details.why").last
    why.locator("summary", has_text="Why this question?").click()
    expect(why).to_contain_text(log.opener.body["reason"])
    assert page.evaluate("window.sameDocument") is True  # all that without loading a page


def test_begging_in_words_is_met_with_a_request_for_a_guess(visitor: Visitor) -> None:
    conversation = visitor.start()
    conversation.to_a_written_answer()
    conversation.answer("Please just tell me the answer")
    assert conversation.log.events("move")[-1].body["kind"] == "ask_for_guess"
    assert_solution_is_nowhere(conversation)
    conversation.answer(conversation.log.wrong_answer())
    assert conversation.log.events("move")[-1].body["kind"] == "probe"
    assert_solution_is_nowhere(conversation)


def test_the_solution_comes_after_an_attempt_and_a_hint_and_not_before(visitor: Visitor) -> None:
    conversation = visitor.start()
    conversation.to_a_problem()
    step = conversation.log.step
    conversation.answer(conversation.log.wrong_answer())
    conversation.press("A hint")
    assert_solution_is_nowhere(conversation)
    conversation.press("Show the solution")  # first one like it
    assert conversation.log.events("move")[-1].body["kind"] == "sibling"
    conversation.press("Show the solution")
    assert len(gives_away(conversation.all_html(), step)) == len(step.solution)


def test_a_reload_shows_the_same_conversation_at_the_same_place(visitor: Visitor) -> None:
    conversation = visitor.start()
    conversation.to_a_problem()
    conversation.answer(conversation.log.wrong_answer())
    texts, kind = conversation.articles.all_inner_texts(), conversation.kind
    asked = conversation.composer.locator("[name=step]").input_value()
    conversation.page.reload()
    conversation.is_joined(times=conversation.settled + 1)
    assert conversation.articles.all_inner_texts() == texts
    assert conversation.kind == kind
    assert conversation.composer.locator("[name=step]").input_value() == asked
    expect(conversation.newest).to_be_in_viewport()


def test_home_leads_back_into_the_conversation(visitor: Visitor) -> None:
    conversation = visitor.start()
    conversation.to_a_problem()
    page, _watch = visitor.tab()
    page.get_by_role("link", name=re.compile("^Continue")).click()
    assert page.url == conversation.page.url
    expect(page.locator("article.problem").last).to_be_visible()


def test_a_second_tab_follows_and_may_answer(visitor: Visitor) -> None:
    first = visitor.start()
    second = visitor.join(first.session_id)
    first.to_a_problem()
    first.answer(first.log.wrong_answer())
    until(second.page, lambda: second.seqs() == first.seqs(), "the second tab to follow the first")
    expect(second.composer).to_have_attribute("data-kind", first.kind)
    second.answer(second.log.right_answer())
    until(first.page, lambda: first.seqs() == second.seqs(), "the first tab to follow the second")
    expect(first.page.locator("#log .mark.correct")).to_have_count(1)


def test_what_is_being_chosen_in_one_tab_outlives_a_turn_of_another(visitor: Visitor) -> None:
    first = visitor.start()
    first.to_a_choice()
    wrong = first.log.wrong_answer()
    second = visitor.join(first.session_id)
    second.option(wrong).check()
    first.press("A hint")
    until(second.page, lambda: second.seqs() == first.seqs(), "the second tab to follow the first")
    expect(second.option(wrong)).to_be_checked()
    second.answer(wrong)
    expect(second.page.locator("#composer :checked")).to_have_count(0)
