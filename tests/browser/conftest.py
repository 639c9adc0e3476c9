"""One running Edgewise and one Chromium for the whole folder; every test brings its own people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from scripts import chromium
from tests import live as processes
from tests.browser.pages import Visitor
from tests.live import Live

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

NewVisitor = Callable[..., Visitor]


@pytest.fixture(scope="package")
def live() -> Iterator[Live]:
    """Shared: a test that kills a part starts it again."""
    with processes.edgewise() as running:
        yield running


@pytest.fixture(scope="package")
def chrome() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.skip(f"no Chromium found: {chromium.COMMAND}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def new_visitor(live: Live, chrome: Browser) -> Iterator[NewVisitor]:
    """Makes a person with a browser of their own; the options are those of a Playwright context.

    After every test: no page broke the content policy, asked another host for anything or lost an error.
    """
    visitors: list[Visitor] = []
    with ExitStack() as stack:

        def make(**options: Any) -> Visitor:
            context = chrome.new_context(**{"viewport": {"width": 390, "height": 844}, **options})
            stack.callback(context.close)
            visitors.append(Visitor(context, live))
            return visitors[-1]

        yield make
    watches = [watch for visitor in visitors for watch in visitor.watches]
    assert [words for watch in watches for words in watch.of_policy] == []
    assert [url for watch in watches for url in watch.foreign] == []
    assert [words for watch in watches for words in watch.crashes] == []


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    return new_visitor()
