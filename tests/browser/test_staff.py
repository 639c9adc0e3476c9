"""Staff sign in with a password and find the administration, under the same policy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Visitor
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
