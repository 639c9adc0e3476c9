"""How much has to come over the wire before anything can be read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.pages import Visitor

pytestmark = pytest.mark.browser

FIRST_SCREEN = 150_000  # bytes, all that home and the first page of a conversation transfer


class Scales:
    """Adds up what comes over the wire, headers and compression included."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        wire = page.context.new_cdp_session(page)
        wire.on("Network.loadingFinished", self._on_finished)
        wire.send("Network.enable")

    def _on_finished(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])


def test_home_and_conversation_together_stay_within_the_budget(visitor: Visitor) -> None:
    page = visitor.context.new_page()
    scales = Scales(page)
    page.goto(visitor.live.url, wait_until="networkidle")
    home = scales.bytes
    page.get_by_role("button", name=re.compile("^Start")).click()
    page.wait_for_url("**/s/**", wait_until="networkidle")
    assert 0 < home < scales.bytes <= FIRST_SCREEN, f"home {home} bytes, with the conversation {scales.bytes}"
