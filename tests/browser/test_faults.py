"""The same lesson while parts of Edgewise are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Conversation, Visitor, until
from tests.live import Live, Program

pytestmark = pytest.mark.browser

ASKING = ("guess", "example", "problem", "step")


@contextmanager
def dead(program: Program, start: Callable[[], None]) -> Iterator[None]:
    """The program is killed now and runs again when this is left."""
    program.kill()
    try:
        yield
    finally:
        start()


def ready_to_type(visitor: Visitor) -> Conversation:
    conversation = visitor.start()
    conversation.to_a_written_answer()
    return conversation


def test_without_the_model_server_the_lesson_goes_on_and_the_bars_catch_up(
    visitor: Visitor, live: Live
) -> None:
    conversation = visitor.start()
    conversation.to_a_problem()
    log = conversation.log
    skills = log.step.skills
    before = [conversation.bar(skill) for skill in skills]
    with dead(live.models, live.start_models):
        conversation.answer(log.wrong_answer())
        expect(conversation.newest).to_contain_text("?")
        conversation.press("Show the solution")  # and whatever that leads to, it is an answer
        conversation.answer(log.right_answer())
        expect(conversation.page.locator("#log .mark.correct")).to_have_count(1)
        conversation.to_a_problem()
        assert log.opener.body["chosen_by"] == "ramp"
        assert [conversation.bar(skill) for skill in skills] == before
    until(
        conversation.page,
        lambda: all(conversation.bar(skill) != old for skill, old in zip(skills, before, strict=True)),
        "the bars to catch up",
        within_s=40,
    )


def test_an_answer_sent_while_the_server_is_gone_arrives_once(visitor: Visitor, live: Live) -> None:
    conversation = ready_to_type(visitor)
    right, log = conversation.log.right_answer(), conversation.log
    settled = conversation.settled
    conversation.field.fill("12")
    with dead(live.web, live.start_web):
        expect(conversation.state).to_contain_text("Reconnecting")
        expect(conversation.field).to_have_value("12")
        conversation.enter(right)
        expect(conversation.page.locator("[data-pending]")).to_contain_text(right)
        expect(conversation.state).to_contain_text("your answer is kept", timeout=10_000)
        assert log.said(right) == 0
    page = conversation.page
    until(page, lambda: log.events()[-1].kind in ASKING, "the next question in the log")
    asked = log.events()[-1].body
    expect(conversation.composer.locator("[name=step]")).to_have_value(
        asked.get("item", asked.get("passage"))
    )
    conversation.is_joined(times=settled + 1)
    expect(page.locator("[data-pending]")).to_have_count(0)
    expect(conversation.state).to_be_empty()
    assert log.said(right) == 1
    conversation.to_a_problem()
    conversation.answer(log.wrong_answer())
    until(page, lambda: conversation.seqs() == [event.seq for event in log.events()], "the whole log")


def test_what_is_typed_outlives_a_restart_of_the_server(visitor: Visitor, live: Live) -> None:
    conversation = ready_to_type(visitor)
    settled = conversation.settled
    conversation.field.fill("not yet sent")
    with dead(live.web, live.start_web):
        expect(conversation.state).to_contain_text("Reconnecting")
    conversation.is_joined(times=settled + 1)
    expect(conversation.state).to_be_empty()
    expect(conversation.field).to_have_value("not yet sent")
    assert conversation.log.said("not yet sent") == 0


def test_an_unsent_answer_outlives_a_reload(visitor: Visitor, live: Live) -> None:
    conversation = ready_to_type(visitor)
    settled = conversation.settled
    wrong = conversation.log.wrong_answer()
    with dead(live.web, live.start_web):
        conversation.enter(wrong)
        expect(conversation.page.locator("[data-pending]")).to_contain_text(wrong)
    conversation.page.reload()
    conversation.is_joined(times=settled + 1)
    until(conversation.page, lambda: conversation.log.said(wrong) == 1, "the kept answer to be logged")
    expect(conversation.page.locator("[data-pending]")).to_have_count(0)
    expect(conversation.marks.last).to_have_text("Not yet")
    assert conversation.log.said(wrong) == 1


def test_where_no_websocket_comes_through_answers_go_the_way_of_forms(visitor: Visitor) -> None:
    conversation = ready_to_type(visitor)
    log, page = conversation.log, conversation.page
    wrong, too_long, before = log.wrong_answer(), "7" * 2001, log.events()
    page.route_web_socket("**/ws/**", lambda socket: socket.close(code=1011, reason="a proxy"))
    page.reload()
    conversation.enter(too_long)
    expect(conversation.note).to_contain_text("could not be taken", timeout=20_000)
    expect(conversation.field).to_have_value(too_long)
    expect(page.locator("[data-pending]")).to_have_count(0)
    assert log.events() == before
    conversation.enter(wrong)
    expect(conversation.marks.last).to_have_text("Not yet", timeout=20_000)
    expect(page.locator("[data-pending]")).to_have_count(0)
    assert log.said(wrong) == 1
