"""An author edits a problem by keyboard, with the learner's view and the checker beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.pages import until
from tests.browser.test_accessibility import assert_fits, grave
from tests.browser.watch import Watch
from tests.live import Live

pytestmark = pytest.mark.browser

NAME, PASSWORD = "ada", "a long enough phrase"
WITHIN_MS = 60_000  # the checker's first answer waits for its processes to load
PROBLEM = "/admin/courses/draft/linear-equations/problem/two-moves"
DRAFT = """
from courses import drafts
from tutor.models import User
drafts.open("linear-equations", User.objects.get(username="ada"))
"""


@pytest.fixture(scope="module")
def author(live: Live) -> None:
    with_password = replace(live, env={**live.env, "DJANGO_SUPERUSER_PASSWORD": PASSWORD})
    with_password.manage("createsuperuser", "--noinput", "--username", NAME, "--email", "ada@example.org")
    live.manage("shell", "-c", DRAFT)


def opened(new_visitor: NewVisitor, width: int, **options: object) -> tuple[Page, Watch]:
    visitor = new_visitor(viewport={"width": width, "height": 800}, **options)
    page, watch = visitor.tab(f"/accounts/login/?next={PROBLEM}")
    page.get_by_label("Username").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Two moves", level=1)).to_be_visible()
    page.wait_for_load_state()  # the fields stand below
    return page, watch


def hint_titles(page: Page) -> list[str]:
    fields = page.locator("#id_steps-0-hints > ol > li > .au-field input[name$='-title']")
    return [str(title) for title in fields.evaluate_all("all => all.map(one => one.value)")]


def has_titles(page: Page, wanted: list[str]) -> None:
    """Once the page that a button leads to is there, and all of it."""
    until(page, lambda: hint_titles(page) == wanted, f"the hints to be {wanted}")


@pytest.mark.usefixtures("author")
def test_a_problem_is_edited_by_keyboard_and_kept_until_it_is_saved(new_visitor: NewVisitor) -> None:
    page, watch = opened(new_visitor, 1280)
    preview = page.locator("#preview")
    expect(preview.locator("math").first).to_be_visible()

    stem = page.get_by_label("What holds for all steps")
    stem.fill("Somebody did two things to $x^2$: $[[a]]x + [[b]] = [[a*s + b]]$")
    expect(preview.locator("msup")).to_be_visible()  # set as maths, after a pause in typing

    before = hint_titles(page)
    page.locator("#id_steps-0-hints-0-text").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#id_steps-0-hints-0-text")).to_be_focused()
    expect(page.locator("#moved")).to_have_text("2 / 3")
    has_titles(page, [before[1], before[0], before[2]])

    page.get_by_role("button", name="Hint 3: up").focus()  # the same without a script's keys: a button
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Hint 2: up")).to_be_focused()
    has_titles(page, [before[1], before[2], before[0]])

    page.locator("#id_steps-0-answer-try").fill("a dozen")
    page.locator("#id_steps-0-answer").get_by_role("button", name="Check").first.click()
    expect(page.locator("#id_steps-0-answer-tried")).to_contain_text(
        "Not taken for an answer", timeout=WITHIN_MS
    )

    page.locator("#id_steps-0-misconceptions-0-answers-0-text").fill("[[s]]")  # which is right
    wrong = page.locator("[data-verdict='steps-0-misconceptions-0-answers-0']")
    expect(wrong).to_contain_text("accepted", timeout=WITHIN_MS)
    expect(page.locator("#kept")).to_contain_text("kept")
    page.get_by_role("button", name="20 variants").click()
    expect(page.locator("#sample tbody tr")).to_have_count(20, timeout=WITHIN_MS)
    expect(page.locator("#sample")).to_contain_text("20 of them are not judged as you mean it")

    page.on("dialog", lambda dialog: dialog.accept())  # there are changes that are not saved
    page.reload()
    expect(page.get_by_text("without saving")).to_be_visible()
    page.get_by_role("link", name="Take it up again").click()
    has_titles(page, [before[1], before[2], before[0]])
    expect(page.locator("#id_steps-0-misconceptions-0-answers-0-text")).to_have_value("[[s]]")
    page.locator("#id_steps-0-misconceptions-0-answers-0-text").fill("[[a*s]]")
    page.locator("#id_where-0-says").fill("3..")
    page.keyboard.press("Control+s")
    fault = page.get_by_role("alert").get_by_role("link")
    expect(fault).to_contain_text("Number 1")
    fault.click()
    expect(page.locator("#id_where-0-says")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("3..9")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text("without saving")).to_have_count(0)
    has_titles(page, [before[1], before[2], before[0]])
    page.get_by_role("button", name="Undo change").first.click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    has_titles(page, before)
    assert grave(page, sheets=False) == []
    assert watch.complaints == []


@pytest.mark.usefixtures("author")
def test_on_a_phone_without_scripts_the_buttons_do_it_all(new_visitor: NewVisitor) -> None:
    page, watch = opened(new_visitor, 360, java_script_enabled=False)
    before = hint_titles(page)
    page.get_by_role("button", name="Hint 1: down").click()
    has_titles(page, [before[1], before[0], before[2]])
    page.get_by_role("button", name="Add a hint").click()
    page.locator("#id_steps-0-hints-3-text").fill("What is left to do?")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    has_titles(page, [before[1], before[0], before[2], ""])
    page.get_by_role("button", name="Undo change").first.click()
    has_titles(page, before)
    with page.expect_popup() as popped:
        page.get_by_role("button", name="Preview").click()
    expect(popped.value.locator("math").first).to_be_visible()
    popped.value.close()
    assert_fits(page)
    assert watch.complaints == []
