"""How much help is wanted, and the summary of a visit: plain forms, with and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.test_accessibility import assert_fits, grave

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_help_is_set_by_keyboard_and_a_summary_is_one_button_away(
    new_visitor: NewVisitor, scripts: bool
) -> None:
    visitor = new_visitor(
        viewport={"width": 360, "height": 640}, reduced_motion="reduce", java_script_enabled=scripts
    )
    page, watch = visitor.tab()
    page.get_by_role("button", name=re.compile("^Start")).first.click()
    conversation = visitor.conversation(page, watch)
    help_ = page.locator("details.autonomy")
    expect(help_.locator("summary")).to_contain_text("as it comes")
    help_.locator("summary").focus()
    page.keyboard.press("Enter")
    chosen = page.get_by_role("radio", name=re.compile("^as it comes"))
    expect(chosen).to_be_checked()
    if scripts:
        assert grave(page) == []
        assert_fits(page)
    chosen.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name=re.compile("^a little less"))).to_be_checked()
    with page.expect_navigation():
        help_.get_by_role("button", name="Set").click()
    expect(page.locator("article.autonomy")).to_contain_text("From the next problem on: a little less.")
    expect(help_.locator("summary")).to_contain_text("a little less")
    asked = conversation.kind
    with page.expect_navigation():
        page.get_by_role("button", name="That’s it for today").click()
    expect(page.locator("article.summary")).to_be_visible()
    assert conversation.kind == asked
    if scripts:
        assert grave(page) == []
        assert_fits(page)
