"""The pages as a person uses them: what is seen, pressed and typed. Waits for conditions, never for time."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser import fields
from tests.browser.answers import Log
from tests.browser.watch import Watch
from tests.live import Live

WITHIN_S = 20.0
COURSE = "linear-equations"


def until(page: Page, is_so: Callable[[], object], what: str, within_s: float = WITHIN_S) -> None:
    """Like `tests.live.wait_until`, but lets the browser speak meanwhile."""
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline, f"waited {within_s:.0f} s for {what}"
        page.wait_for_timeout(25)


class Conversation:
    """One tab on one conversation."""

    def __init__(self, page: Page, watch: Watch, live: Live) -> None:
        self.page = page
        self.watch = watch
        self.live = live

    @property
    def log(self) -> Log:
        return Log(self.live, self.session_id)

    @property
    def session_id(self) -> UUID:
        return UUID(self.page.url.split("/s/")[1].split("/")[0])

    @property
    def composer(self) -> Locator:
        return self.page.locator("#composer")

    @property
    def kind(self) -> str:
        """What can be done now: opening, guess, closing, none, or the kind of the control."""
        return self.composer.get_attribute("data-kind") or ""

    @property
    def field(self) -> Locator:
        return self.page.locator("#answer")

    @property
    def articles(self) -> Locator:
        return self.page.locator("#log > article")

    @property
    def newest(self) -> Locator:
        """What the tutor did last."""
        return self.page.locator("#log > article.move").last

    @property
    def marks(self) -> Locator:
        return self.page.locator("#log .mark-word")

    @property
    def state(self) -> Locator:
        return self.page.locator("#state")

    @property
    def note(self) -> Locator:
        return self.page.locator("#note")

    def seqs(self) -> list[int]:
        return [int(seq) for seq in self.articles.evaluate_all("all => all.map(one => one.dataset.seq)")]

    def bar(self, skill: str) -> tuple[str, str]:
        """The width of a skill's bar and the words beside it."""
        bar = self.page.locator(f"#bar-{skill}")
        width = bar.locator(".meter-fill").get_attribute("width") or ""
        return width, " ".join((bar.locator(".bar-state").text_content() or "").split())

    def is_joined(self, times: int = 1) -> None:
        """Wait until the server has answered hello that often: what is asked now comes last."""
        until(self.page, lambda: self.settled >= times, "the websocket's first word")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """What is done inside is sent, logged, answered and shown when it is left."""
        before, settled = self.seqs()[-1], self.settled
        yield
        until(self.page, lambda: self.settled > settled, "the end of a turn")
        until(self.page, lambda: self._shows_reply_after(before), "a reply on the page")
        expect(self.page.locator("[data-pending]")).to_have_count(0)

    def press(self, button: str) -> None:
        with self.turn():
            self.page.get_by_role("button", name=button, exact=True).click()

    def answer(self, text: str) -> None:
        """Choose the option, or type and press Enter."""
        with self.turn():
            self.enter(text)

    def enter(self, text: str) -> None:
        """Like `answer`, without waiting for what comes of it."""
        if self.kind == "choice":
            self.option(text).check()
            self.page.get_by_role("button", name="Check").click()
        elif self.kind == "text":
            self.field.fill(text)
            self.field.press("Enter")
        else:
            fields.fill(self.page, self.log.control, text)
            self.page.get_by_role("button", name="Check", exact=True).click()

    def option(self, text: str) -> Locator:
        radios = self.page.locator("#composer input[type=radio]")
        values = radios.evaluate_all("all => all.map(one => one.value)")
        return radios.nth(values.index(text))

    def skip_placing(self) -> None:
        """Past the question about background, and past those that find where to start."""
        self.press("Skip this question")
        self.press("Skip the rest")

    def to_a_problem(self) -> None:
        """Say "no idea" to every guess, and skip what closes a step, until a problem is asked."""
        while self.kind in ("guess", "closing"):
            self.press("No idea" if self.kind == "guess" else "Skip this question")
        assert self.kind != "none"

    def solve(self) -> str:
        """The open problem's steps, all of them right; the id of the problem that was solved."""
        solved = str(self.log.opener.body["problem"])
        for _ in range(int(self.log.opener.body["steps"]) - int(self.log.opener.body["index"])):
            self.answer(self.log.right_answer())
            self.to_a_problem()
        return solved

    def to_a_written_answer(self) -> None:
        """Solve until an answer is to be typed."""
        self._to("text")

    def to_a_choice(self) -> None:
        """Solve until there are options to choose from."""
        self._to("choice")

    def _to(self, kind: str) -> None:
        self.to_a_problem()
        for _ in range(12):
            if self.kind == kind:
                return
            self.answer(self.log.right_answer())
            self.to_a_problem()
        raise AssertionError(f"no problem of the course has a control of kind {kind}")

    def all_html(self) -> str:
        """Everything the server told this learner: the page as it is, as it would be anew, and all frames."""
        anew = self.page.context.request.get(self.page.url)
        return "\n".join((self.page.content(), anew.text(), *self.watch.contents()))

    @property
    def settled(self) -> int:
        """How often the server has said what can be done now."""
        return sum('id="composer"' in content for content in self.watch.contents())

    def _shows_reply_after(self, before: int) -> bool:
        new = [seq for seq in self.seqs() if seq > before]
        return len(new) >= 2


class Visitor:
    """One browser of one person, with all its tabs."""

    def __init__(self, context: BrowserContext, live: Live) -> None:
        self.context = context
        self.live = live
        self.watches: list[Watch] = []

    def tab(self, path: str = "/") -> tuple[Page, Watch]:
        page = self.context.new_page()
        watch = Watch.over(page, self.live.url.removeprefix("http://"))
        self.watches.append(watch)
        page.goto(self.live.url + path)
        return page, watch

    def start(self, course: str = "", placed: bool = True) -> Conversation:
        """From home into a new conversation, with the websocket open, past placement."""
        page, watch = self.tab()
        page.get_by_role("button", name=re.compile(f"^Start.*{course}")).first.click()
        conversation = self.conversation(page, watch)
        expect(conversation.composer).to_be_visible()
        conversation.is_joined()
        if placed and conversation.kind == "opening":
            conversation.skip_placing()
        return conversation

    def join(self, session_id: UUID) -> Conversation:
        """Another tab on a conversation."""
        conversation = self.conversation(*self.tab(f"/s/{session_id}/"))
        conversation.is_joined()
        return conversation

    def conversation(self, page: Page, watch: Watch) -> Conversation:
        return Conversation(page, watch, self.live)
