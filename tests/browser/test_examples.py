"""A worked example with a line to predict, and the question how sure one is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from courses.types import Step
from tests.browser.answers import course, gives_away
from tests.browser.conftest import NewVisitor
from tests.browser.pages import Conversation, Visitor
from tests.browser.test_accessibility import assert_fits, grave
from tests.talk import right, wrong
from tutor.grading import variants

pytestmark = pytest.mark.browser

# Has the conversation go on with a problem as if the model server had said this of it.
PUT = """
from asgiref.sync import async_to_sync
from tutor.session import choosing, following, showing, read
from tutor.session.commit import Decision, Draft, carry_out
view = read("{session}")
past = choosing.past_of(view)
chosen = choosing.Chosen(view.course.problem("{problem}"), "It is next.", "model", "edge", {p})
draft = async_to_sync(following._put)(view, past, chosen, showing.plan(view.course, past, chosen))
assert carry_out(view, Decision((Draft(draft.kind, {{**draft.body, **{more}}}),))) is not None
"""


def put(conversation: Conversation, problem: str, p: float, **more: object) -> Conversation:
    """The same conversation after it went on with `problem`."""
    code = PUT.format(session=conversation.session_id, problem=problem, p=p, more=more)
    conversation.live.manage("shell", "-c", code)
    conversation.page.reload()
    expect(conversation.composer).to_be_visible()
    return conversation


def step_of_example(conversation: Conversation) -> Step:
    body = conversation.log.events("example")[-1].body
    problem = variants.instantiate(course().problem(body["problem"]), body["seed"])
    return next(step for step in problem.steps if step.id == body["step"])


def test_an_example_is_predicted_then_shown_and_the_next_is_begun(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    conversation = put(visitor.start(), "two-moves", 0.2)
    page, step = conversation.page, step_of_example(conversation)
    expect(page.get_by_role("heading", name="Two moves")).to_be_visible()
    expect(page.locator("article.example .solution li")).to_have_count(len(step.solution))
    assert step.solution[-1] not in page.content()
    assert len(gives_away(conversation.all_html(), step)) == len(step.solution) - 1
    assert grave(page) == []
    assert_fits(page)
    field = page.get_by_label("Your prediction for line 4")
    conversation.is_joined()
    with conversation.turn():
        field.fill(right(step.answer))
        page.keyboard.press("Enter")
    worked = page.locator("article.worked").last
    expect(worked.locator(".solution li")).to_have_count(len(step.solution))
    expect(page.locator("#log .mark")).to_have_count(0)
    begun = page.locator("article.problem").last
    expect(begun).to_contain_text("It begins like this; the rest is yours")
    assert conversation.log.opener.body["support"] == "faded"
    assert grave(page) == []
    assert_fits(page)
    assert conversation.log.step.solution[-1] not in gives_away(
        conversation.all_html(), conversation.log.step
    )
    conversation.answer(conversation.log.right_answer())
    expect(page.locator("#log .mark.correct")).to_have_count(1)


def test_no_idea_is_one_tap_also_without_scripts(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(java_script_enabled=False)
    page, watch = visitor.tab()
    page.get_by_role("button", name=re.compile("^Start")).first.click()
    conversation = put(visitor.conversation(page, watch), "two-moves", 0.2)
    with page.expect_navigation():
        page.get_by_role("button", name="No idea").click()
    expect(page.locator("article.worked")).to_have_count(1)
    assert conversation.log.events("worked")[-1].body["found"] == "none"
    expect(page.locator("#composer[data-kind=text]")).to_be_visible()


def test_a_typed_prediction_arrives_without_scripts(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(java_script_enabled=False)
    page, watch = visitor.tab()
    page.get_by_role("button", name=re.compile("^Start")).first.click()
    conversation = put(visitor.conversation(page, watch), "two-moves", 0.2)
    page.get_by_label("Your prediction").fill("98765")
    with page.expect_navigation():
        page.get_by_role("button", name="Send").click()
    assert conversation.log.events("worked")[-1].body["said"] == "98765"


@pytest.mark.parametrize("problem", ["two-moves", "say-it-in-words", "line-by-line"])
def test_how_sure_is_one_tap_and_sent_with_the_answer(new_visitor: NewVisitor, problem: str) -> None:
    visitor = new_visitor(viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    conversation = put(visitor.start(), problem, 0.5, asks_sure=True)
    page = conversation.page
    conversation.is_joined()
    sure = page.get_by_role("radio", name="Sure", exact=True)
    expect(sure).to_be_visible()
    assert grave(page) == []
    assert_fits(page)
    box = page.locator(".sure .option").first.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    sure.check()
    conversation.answer(wrong(conversation.log.step.answer))
    said = conversation.log.events("message")[-1].body
    assert said["sure"] is True
    expect(page.locator("article.message").last).to_contain_text("sure")
    expect(page.locator(".sure")).to_have_count(0)


def test_skipping_it_is_fine_and_the_keyboard_reaches_it(visitor: Visitor) -> None:
    conversation = put(visitor.start(), "two-moves", 0.5, asks_sure=True)
    page = conversation.page
    conversation.is_joined()
    conversation.field.focus()
    page.keyboard.type("98765")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Not sure")).to_be_checked()
    with conversation.turn():
        page.keyboard.press("Enter")
    assert conversation.log.events("message")[-1].body["sure"] is False
    conversation = put(conversation, "two-moves", 0.5, asks_sure=True)
    conversation.is_joined(2)
    conversation.answer("98765")
    assert "sure" not in conversation.log.events("message")[-1].body


def test_how_sure_arrives_without_scripts(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(java_script_enabled=False)
    page, watch = visitor.tab()
    page.get_by_role("button", name=re.compile("^Start")).first.click()
    conversation = put(visitor.conversation(page, watch), "line-by-line", 0.5, asks_sure=True)
    page.get_by_role("radio", name="Not sure").check()
    page.locator("#answer").fill("x = 98765")
    with page.expect_navigation():
        page.get_by_role("button", name="Check").click()
    assert conversation.log.events("message")[-1].body["sure"] is False
