"""A ramp from nothing: built, stopped, mended, published, worked, and made better by what a learner wrote."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.pages import Visitor
from tests.live import Live

pytestmark = pytest.mark.browser

NAME, PASSWORD = "ines", "a long enough phrase"
WITHIN_MS = 60_000  # the checks run in the worker
DRAFT = "/admin/courses/draft/powers/"
INSTRUCTOR = f"""
from django.contrib.auth.models import Permission
from tutor.models import User
ines = User.objects.create_user("{NAME}", password="{PASSWORD}", is_staff=True)
ines.user_permissions.add(Permission.objects.get(codename="add_course"))
"""


# The other tests of this folder know one course: theirs is hidden as what an author tries is.
HIDDEN = """
from courses.models import Course
Course.objects.filter(pk="powers").update(trial_of="powers")
"""


@pytest.fixture
def instructor(live: Live) -> Iterator[None]:
    live.manage("shell", "-c", INSTRUCTOR)
    yield
    live.manage("shell", "-c", HIDDEN)


def signed_in(visitor: Visitor) -> Page:
    page, _watch = visitor.tab("/accounts/login/")
    page.get_by_label("Username").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


class Author:
    """What an instructor does on the pages of a draft."""

    def __init__(self, page: Page, live: Live) -> None:
        self.page, self.live = page, live

    def to(self, place: str) -> None:
        self.page.goto(self.live.url + DRAFT + place)

    def begins_a_course(self) -> None:
        self.page.get_by_role("link", name="Begin a course").click()
        self.page.get_by_label("Title").fill("Powers")
        self.page.get_by_role("button", name="Begin").click()
        self.to("about/")
        self.page.get_by_label("Summary").fill("What a small raised number does.")
        self.page.get_by_label("Licence").fill("CC0-1.0")
        self.page.get_by_label("Source").fill("Written for a test")
        self.page.get_by_role("button", name="Save").click()

    def adds_a_skill(self, title: str, needs: str = "") -> None:
        self.to("skills/")
        self.page.locator("#add-title").fill(title)
        self.page.get_by_role("button", name="Add it").click()
        if needs:
            self.page.locator("#need").select_option(label=needs)
            self.page.locator("#need ~ button").click()
            expect(self.page.get_by_role("cell", name=needs, exact=True)).to_be_visible()

    def adds_a_lesson(self, title: str) -> None:
        self.to("")
        self.page.get_by_label("A new lesson").fill(title)
        self.page.get_by_role("button", name="Add", exact=True).click()

    def writes_a_passage(self, title: str, body: str, *skills: str) -> None:
        self.to("new-passage/first-powers")
        self.page.get_by_label("Title").fill(title)
        self.introduces(*skills)
        self.page.get_by_label("Text").fill(body)
        self.saves()

    def introduces(self, *skills: str) -> None:
        for skill in skills:
            self.page.locator(f"input[name=skills][value={skill}]").check()

    def writes_a_problem(self, title: str, prompt: str, kind: str, answer: str, skill: str) -> None:
        self.to("new-problem/first-powers")
        self.page.get_by_label("Title").fill(title)
        if kind != "number":
            self.page.locator("[name=steps-0-answer-kind]").select_option(kind)
        self.page.locator("[name=steps-0-prompt]").fill(prompt)
        field = "accept" if kind == "text" else "value"
        self.page.locator(f"[name=steps-0-answer-{field}]").fill(answer)
        self.page.locator(f"[name=steps-0-skills][value={skill}]").check()
        self.saves()

    def saves(self) -> None:
        self.page.get_by_role("button", name="Save").first.click()
        expect(self.page.locator(".success")).to_be_visible()


def test_from_nothing_to_a_ruling(live: Live, new_visitor: NewVisitor, instructor: None) -> None:
    page = signed_in(new_visitor(viewport={"width": 1280, "height": 900}))
    author = Author(page, live)
    author.begins_a_course()
    author.adds_a_skill("Squares")
    author.adds_a_skill("Cubes", needs="Squares")
    author.adds_a_skill("Any power", needs="Cubes")
    author.adds_a_lesson("First powers")
    text = "$7^2$ is $7 \\cdot 7$, and $7^3$ is $7 \\cdot 7 \\cdot 7$."
    author.writes_a_passage("Times itself", text, "squares", "cubes")
    author.writes_a_problem(
        "The small number", "What is the raised number in $7^2$ called?", "text", "exponent", "squares"
    )
    author.writes_a_problem("Two cubed", "How much is $2^3$?", "number", "8", "cubes")
    author.writes_a_problem("Two to the fifth", "How much is $2^5$?", "number", "32", "any-power")

    author.to("publish/")
    stops = page.get_by_role("region", name="stand")
    expect(stops).to_contain_text("any-power", timeout=WITHIN_MS)
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_disabled()

    author.to("passage/times-itself")  # what the finding asks for
    author.introduces("any-power")
    author.saves()
    author.to("publish/")
    publish = page.get_by_role("button", name="Publish", exact=True)
    expect(publish).to_be_enabled(timeout=WITHIN_MS)
    publish.click()
    expect(page.locator(".success")).to_contain_text("1")

    learner = new_visitor().start("Powers")
    learner.to_a_problem()
    assert learner.log.opener.body["item"] == "the-small-number/s1"
    learner.answer("index")
    with learner.turn():
        learner.page.get_by_role("button", name="I think I’m right").click()
    expect(learner.newest).to_contain_text("index")

    page.goto(live.url + "/admin/")
    page.get_by_role("link", name="waits for a ruling").click()
    page.get_by_role("link", name="index", exact=True).click()
    page.get_by_label("Right").check()
    page.get_by_role("button", name="Rule").click()
    expect(page.locator("main")).to_contain_text("right")

    expect(learner.page.locator("#log > article.ruled")).to_contain_text("index", timeout=WITHIN_MS)
    author.to("problem/the-small-number")
    expect(page.locator("[name=steps-0-answer-accept]")).to_have_value("exponent\nindex")
