"""The pages of what is believed: for everybody, on a phone, without scripts, and by the keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answers import course
from tests.browser.conftest import NewVisitor
from tests.browser.pages import Conversation, Visitor, until
from tests.browser.test_accessibility import assert_fits, grave

pytestmark = pytest.mark.browser


def some_answers(conversation: Conversation) -> str:
    """A few right ones, a wrong one, and one not known; the skill of the first."""
    conversation.to_a_problem()
    skill = conversation.log.step.skills[0]
    conversation.answer(conversation.log.wrong_answer())
    conversation.press("A hint")
    for _ in range(4):
        conversation.answer(conversation.log.right_answer())
        conversation.to_a_problem()
    conversation.press("I don’t know")
    state = conversation.page.locator(f"#bar-{skill} .bar-state")
    until(conversation.page, lambda: "%" in (state.text_content() or ""), "a belief")
    return skill


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
def test_the_pages_are_for_everybody(new_visitor: NewVisitor, scheme: str, width: int) -> None:
    screen = {"width": width, "height": 800}
    visitor = new_visitor(color_scheme=scheme, reduced_motion="reduce", viewport=screen)
    conversation = visitor.start()
    place = f"/s/{conversation.session_id}"

    def findings(path: str) -> list[object]:
        page, _watch = visitor.tab(place + path)
        assert_fits(page)
        found: list[object] = list(grave(page))
        page.close()
        return found

    assert findings("/skills/") == []
    skill = some_answers(conversation)
    found = {path: findings(path) for path in ("/", "/skills/", f"/skills/{skill}", "/read")}
    assert {path: grave_ones for path, grave_ones in found.items() if grave_ones} == {}


def test_without_scripts_a_bar_leads_to_the_evidence_and_that_to_the_conversation(
    new_visitor: NewVisitor, visitor: Visitor
) -> None:
    conversation = visitor.start()
    skill = some_answers(conversation)
    kept = visitor.context.storage_state()
    plain = new_visitor(java_script_enabled=False, storage_state=kept)
    page, _watch = plain.tab(f"/s/{conversation.session_id}/")
    page.get_by_role("link", name="Your skills").click()
    page.get_by_role("link", name=title_of(conversation, skill)).click()
    expect(page.get_by_role("heading", name="What made me think so")).to_be_visible()
    page.locator(".piece h3 a").last.click()
    page.wait_for_url(re.compile(rf"/s/{conversation.session_id}/#e-\d+$"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_the_keyboard_reaches_a_skill_from_the_conversation(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport={"width": 1280, "height": 800})
    conversation = visitor.start()
    skill = some_answers(conversation)
    page = conversation.page
    page.locator("#skills-title a").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "bar-title" and focused(page).endswith(skill):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/skills/{skill}")
    expect(page.get_by_role("heading", level=1)).to_have_text(title_of(conversation, skill))


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('href') ?? ''"))


def title_of(conversation: Conversation, skill: str) -> str:
    return next(one.title for one in course().skills if one.id == skill)
