"""Pages for everybody: axe finds nothing grave, the keyboard is enough, a phone scrolls one way only."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scripts.places import ROOT
from tests.browser.conftest import NewVisitor
from tests.browser.pages import Visitor

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")


@cache
def axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def grave(page: Page, *, sheets: bool = True) -> list[tuple[str, str, list[Any]]]:
    """Rule, what it says, and where, of every serious or critical finding.

    Without `sheets` axe leaves the style sheets alone: where one imports another, as those of Django's admin
    do, it would read them by way of an inline style, which our policy forbids.
    """
    page.evaluate(axe())
    found = page.evaluate(
        "sheets => axe.run(document, {resultTypes: ['violations'], preload: sheets})", sheets
    )
    return [
        (one["id"], one["help"], [node["html"][:160] for node in one["nodes"]])
        for one in found["violations"]
        if one["impact"] in GRAVE
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280], ids=["phone", "desktop"])
def test_axe_finds_nothing_grave(new_visitor: NewVisitor, scheme: str, width: int) -> None:
    screen = {"width": width, "height": 800}
    visitor = new_visitor(color_scheme=scheme, reduced_motion="reduce", viewport=screen)
    findings = {}
    for name, path in (("home", "/"), ("sign in", "/accounts/login/"), ("not found", "/nothing/")):
        page, _watch = visitor.tab(path)
        findings[name] = grave(page)
        page.close()
    conversation = visitor.start(placed=False)
    findings["opening"] = grave(conversation.page)
    conversation.press("Skip this question")
    findings["probe"] = grave(conversation.page)
    conversation.press("Skip the rest")
    findings["guess"] = grave(conversation.page)
    conversation.to_a_problem()
    findings["problem"] = grave(conversation.page)
    conversation.answer(conversation.log.wrong_answer())
    conversation.press("A hint")
    findings["wrong, and a hint"] = grave(conversation.page)
    conversation.answer(conversation.log.right_answer())
    findings["right"] = grave(conversation.page)
    conversation.to_a_problem()
    conversation.answer(conversation.log.wrong_answer())
    while conversation.kind != "closing":
        conversation.press("Show the solution")
    findings["one like it, a solution, and what closes it"] = grave(conversation.page)
    conversation.to_a_written_answer()
    findings["to type"] = grave(conversation.page)
    assert {name: found for name, found in findings.items() if found} == {}


def test_new_words_are_announced(visitor: Visitor) -> None:
    page = visitor.start().page
    log = page.get_by_role("log", name="Conversation")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log.locator("article").first).to_be_visible()
    expect(page.locator("#state[role=status]")).to_have_count(1)
    expect(page.locator("#note[role=alert]")).to_have_count(1)


def test_the_keyboard_alone_is_enough_for_a_turn(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport={"width": 1280, "height": 800})
    page, watch = visitor.tab()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.startsWith('Start')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/s/**")
    conversation = visitor.conversation(page, watch)
    conversation.is_joined()
    with conversation.turn():
        page.keyboard.press("1")  # the first answer to what they bring
    with conversation.turn():
        page.get_by_role("button", name="Skip the rest").focus()
        page.keyboard.press("Enter")
    for _ in range(12):
        if conversation.kind == "choice":
            break
        with conversation.turn():
            if conversation.kind == "guess":
                page.keyboard.press("1")
            else:
                conversation.field.focus()
                page.keyboard.type(conversation.log.right_answer())
                page.keyboard.press("Enter")
    assert conversation.kind == "choice"
    marked = page.locator("#log .mark.correct").count()
    options = conversation.log.step.answer["options"]
    wrong = options.index(conversation.log.wrong_answer())
    with conversation.turn():
        page.keyboard.press(str(wrong + 1))
        expect(conversation.option(options[wrong])).to_be_checked()
        page.keyboard.press("Enter")
    expect(conversation.marks.last).to_have_text("Not yet")
    with conversation.turn():
        page.keyboard.press(str(options.index(conversation.log.right_answer()) + 1))
        page.keyboard.press("Enter")
    expect(page.locator("#log .mark.correct")).to_have_count(marked + 1)


def test_after_a_typed_answer_the_field_is_ready_for_the_next(new_visitor: NewVisitor) -> None:
    conversation = new_visitor(viewport={"width": 1280, "height": 800}).start()
    conversation.to_a_written_answer()
    conversation.field.focus()
    for nth in range(2):
        with conversation.turn():
            conversation.page.keyboard.type(conversation.log.wrong_answer(nth))
            conversation.page.keyboard.press("Enter")
        expect(conversation.field).to_be_focused()
        expect(conversation.field).to_have_value("")


def test_a_small_phone_never_scrolls_sideways(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(viewport={"width": 360, "height": 640})
    for path in ("/", "/accounts/login/", "/nothing/"):
        page, _watch = visitor.tab(path)
        assert_fits(page)
        page.close()
    conversation = visitor.start(placed=False)
    assert_fits(conversation.page)
    conversation.press("Some of it")
    assert_fits(conversation.page)
    conversation.press("Skip the rest")
    assert_fits(conversation.page)
    conversation.to_a_problem()
    assert_fits(conversation.page)
    conversation.answer(conversation.log.wrong_answer())
    conversation.press("A hint")
    assert_fits(conversation.page)
    conversation.answer(conversation.log.right_answer())
    conversation.to_a_problem()
    conversation.answer(conversation.log.wrong_answer())
    while conversation.kind != "closing":
        conversation.press("Show the solution")
    assert_fits(conversation.page)
    conversation.to_a_written_answer()
    conversation.answer("7" * 300)
    assert_fits(conversation.page)


def assert_fits(page: Page) -> None:
    root = "document.documentElement"
    wide, there = page.evaluate(f"[{root}.scrollWidth, {root}.clientWidth]")
    assert wide <= there, f"{page.url} is {wide} pixels wide on a screen of {there}"
