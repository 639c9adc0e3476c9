"""Staff sign in with a password and find the administration, under the same policy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.pages import Visitor
from tests.fakes import Fits
from tests.live import Live

pytestmark = pytest.mark.browser

NAME, PASSWORD = "grace", "a long enough phrase"


@pytest.fixture(scope="module")
def staff(live: Live) -> None:
    with_password = replace(live, env={**live.env, "DJANGO_SUPERUSER_PASSWORD": PASSWORD})
    with_password.manage("createsuperuser", "--noinput", "--username", NAME, "--email", "grace@example.org")


@pytest.mark.usefixtures("staff")
def test_staff_sign_in_and_use_the_administration(visitor: Visitor) -> None:
    page, watch = visitor.tab("/accounts/login/")
    page.get_by_label("Username").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Site administration")).to_be_visible()
    page.get_by_role("link", name="Course versions").first.click()
    expect(page.locator("#result_list")).to_contain_text("Linear equations, first steps")
    assert watch.complaints == []


A_FIT = """
from django.utils import timezone
from courses.models import CourseVersion
from tutor.models import CourseFit
version = CourseVersion.objects.first()
fit = CourseFit.objects.create(
    course_id=version.course_id, version=version, fit="abcdef0123456789", fitted=b"", report={report},
    seed=1, log_digest="", made_at=timezone.now(), chosen=False, why="The filter alone does as well.",
)
print(f"fit {{fit.pk}}")
"""


@pytest.mark.usefixtures("staff")
def test_the_page_of_a_fit_draws_its_plot_on_a_phone_under_the_same_policy(
    live: Live, new_visitor: NewVisitor
) -> None:
    report = Fits("abcdef0123456789", loss=0.66).answer()["report"]
    number = live.manage("shell", "-c", A_FIT.format(report=report)).split("fit ")[-1].strip()
    page, watch = new_visitor(viewport={"width": 360, "height": 740}).tab("/accounts/login/")
    page.get_by_label("Username").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{live.url}/admin/tutor/coursefit/")
    expect(page.get_by_role("table", name="How the courses stand")).to_be_visible()
    page.goto(f"{live.url}/admin/tutor/coursefit/{number}/change/")
    plot = page.get_by_role("img", name="How often what was predicted was seen")
    expect(plot).to_be_visible()
    box = plot.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    dot = page.locator(".fit-dot").first
    assert dot.evaluate("dot => getComputedStyle(dot).fill") != "rgb(0, 0, 0)"  # the stylesheet is there
    assert watch.complaints == []


@pytest.mark.usefixtures("staff")
def test_a_wrong_password_is_met_with_words(visitor: Visitor) -> None:
    page, _watch = visitor.tab("/accounts/login/")
    page.get_by_label("Username").fill(NAME)
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("correct username and password")
    expect(page.get_by_label("Username")).to_have_value(NAME)


def test_a_guest_is_sent_to_sign_in(visitor: Visitor) -> None:
    page, _watch = visitor.tab("/admin/")
    expect(page.get_by_label("Password")).to_be_visible()
