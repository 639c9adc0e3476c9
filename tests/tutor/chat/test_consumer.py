"""The websocket's promises: a clear word for what cannot be taken, every event once and in order."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.db import connection

from tests.talk import Talk
from tests.tutor.chat.conftest import Line, Pages, cookie_of
from tutor.chat.consumer import NOT_FOUND
from tutor.chat.frames import MAX_BYTES
from tutor.models import Attempt, EventRow, EvidenceRow, Learner
from tutor.session.commit import append_message
from tutor.types import Answer

pytestmark = pytest.mark.django_db(transaction=True)


@database_sync_to_async
def log(talk: Talk) -> list:
    return talk.log()


@database_sync_to_async
def last_seq(talk: Talk) -> int:
    return talk.view.last_seq


@database_sync_to_async
def count(model: Any) -> int:
    return int(model.objects.count())


def is_dense(seqs: list[int], first: int = 1) -> bool:
    return seqs == list(range(first, first + len(seqs)))


MALFORMED = [
    "",
    "{",
    "[]",
    "7",
    "null",
    "NaN",
    '"say"',
    "[" * 2000,
    "\x00",
    "{}",
    '{"type": 7}',
    '{"type": "shout"}',
    '{"type": "events", "content": "<b>"}',
    '{"type": "hello"}',
    '{"type": "hello", "last_seq": "1"}',
    '{"type": "hello", "last_seq": 1.5}',
    '{"type": "hello", "last_seq": true}',
    '{"type": "hello", "last_seq": -3, "type": "hola"}',
    '{"type": "say", "client_id": "a"}',
    '{"type": "say", "client_id": "", "kind": "answer", "text": "7"}',
    '{"type": "say", "client_id": "a", "kind": "answer", "text": null}',
    '{"type": "say", "client_id": "a", "kind": "answer", "text": "7", "step": 7}',
    '{"type": "say", "client_id": "a", "kind": "solve", "text": "7"}',
    '{"type": "say", "client_id": "a", "kind": "button", "text": "' + "x" * 2500 + '"}',
]


async def test_malformed_frames_get_a_word_each_and_the_page_goes_on(pages: Pages) -> None:
    before = await last_seq(pages.talk)
    async with pages.open() as page:
        for text in MALFORMED:
            await page.send_text(text)
            frame = await page.frame()
            assert frame["type"] == "error", text
            assert frame["code"] in {"malformed", "too_long"}, text
            assert frame["words"], text
            assert not frame["retry"], text
        assert await last_seq(pages.talk) == before
        await page.hello()
        assert is_dense(page.seqs)


async def test_bytes_where_text_belongs_are_malformed(pages: Pages) -> None:
    async with pages.open() as page:
        await page.send_bytes(b"\xff\xfe{}")
        assert (await page.frame())["code"] == "malformed"


@pytest.mark.parametrize("number", [2**31, 2**63, 2**64, 10**30])
async def test_a_last_seq_beyond_the_log_gets_what_is_asked_now_and_all_that_comes(
    pages: Pages, number: int
) -> None:
    before = await last_seq(pages.talk)
    async with pages.open() as page:
        await page.hello(number)
        assert page.seqs == []
        await page.say("123456", client_id="after")
        await page.until_settled()
        assert is_dense(page.seqs, before + 1)
        assert page.shown[0].client_id == "after"


async def test_a_message_over_4_kb_is_refused_by_name_and_not_logged(pages: Pages) -> None:
    before = await last_seq(pages.talk)
    async with pages.open() as page:
        for n, text in enumerate(["x" * MAX_BYTES, "é" * MAX_BYTES, "7" * 60_000]):
            await page.say(text, client_id=f"long-{n}")
            frame = await page.frame()
            assert (frame["code"], frame["client_id"], frame["retry"]) == ("too_long", f"long-{n}", False)
        await page.say("7" * 2001, client_id="long text")
        frame = await page.frame()
        assert (frame["code"], frame["client_id"]) == ("too_long", "long text")
    assert await last_seq(pages.talk) == before


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01", "\u202e", "\u200b\ufeff"])
async def test_blank_and_invisible_messages_are_empty(pages: Pages, text: str) -> None:
    before = await last_seq(pages.talk)
    async with pages.open() as page:
        await page.say(text)
        frame = await page.frame()
        assert (frame["code"], frame["client_id"], frame["retry"]) == ("empty", "one", False)
    assert await last_seq(pages.talk) == before


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    '</article><hx-partial hx-target="#log">x</hx-partial>',
    "$\\href{javascript:alert(1)}{x}$",
    "[x](javascript:alert(1))",
    "\u202e123\u2066",
    "1\x002\x1b[31m3",
    "{{ body.text }}{% debug %}",
    "\ud83d\ude00" * 50,
    "𝟜𝟚 \u0661",
]


async def test_html_and_control_characters_come_back_as_harmless_text_with_a_reply_each(pages: Pages) -> None:
    before = await last_seq(pages.talk)
    async with pages.open() as page:
        await page.hello()
        for n, text in enumerate(HOSTILE):
            await page.say(text, client_id=f"odd-{n}")
            frames = await page.until_settled()
            assert frames[0] == {"type": "ack", "client_id": f"odd-{n}"}, text
        html = page.html
    for tag in (
        "<script",
        "<img",
        "onerror=alert(1)>",
        'javascript:alert(1)"',
        "\u202e",
        "\u2066",
        "\x00",
        "\x1b",
    ):
        assert tag not in html, tag
    assert html.count('hx-target="#log"') == html.count('<hx-partial hx-target="#log" hx-swap')
    events = [event for event in await log(pages.talk) if event.seq > before]
    assert sum(event.kind == "message" for event in events) == len(HOSTILE)
    assert sum(event.kind == "move" for event in events) == len(HOSTILE)
    assert all(event.body["outcome"] != "correct" for event in events if event.kind == "verdict")


async def test_a_lone_surrogate_is_answered_and_the_page_goes_on(pages: Pages) -> None:
    """Valid as JSON, but no text: it cannot be stored or sent as UTF-8."""
    async with pages.open() as page:
        await page.hello()
        await page.send_text('{"type": "say", "client_id": "odd", "kind": "answer", "text": "7\\ud800"}')
        frame = await page.frame()
        assert frame["type"] in {"ack", "error"}
        await page.say("123456", client_id="after")
        await page.until(lambda frame: frame.get("client_id") == "after" and frame["type"] == "ack")


@pytest.mark.parametrize("name", ["client_id", "step", "scaffold"])
@pytest.mark.parametrize("value", ["\x00", "a\x00b", "\ud800", "\u202e7"])
async def test_ids_that_no_page_of_ours_makes_are_malformed_and_not_logged(
    pages: Pages, name: str, value: str
) -> None:
    """PostgreSQL stores neither zero bytes nor half a letter: a page must not try again for ever."""
    before = await last_seq(pages.talk)
    async with pages.open() as page:
        await page.say("123456", **{name: value})
        frame = await page.frame()
        assert (frame["type"], frame["code"], frame["retry"]) == ("error", "malformed", False)
    assert await last_seq(pages.talk) == before


async def refused(page: Line) -> dict:
    frame = await page.frame()
    assert (await page.frame())["type"] == "closed"
    return frame


@pytest.mark.parametrize("who", ["stranger", "nobody", "forged", "unknown session"])
async def test_only_its_learner_gets_in_and_all_others_hear_the_same(pages: Pages, who: str) -> None:
    cookies = {
        "stranger": await database_sync_to_async(lambda: cookie_of(Learner.objects.create()))(),
        "nobody": "",
        "forged": "sessionid=0123456789abcdefghijklmnopqrstuv",
        "unknown session": pages.cookie,
    }
    session_id = uuid.uuid4() if who == "unknown session" else None
    async with pages.open(session_id, cookies[who]) as page:
        frame = await refused(page)
        assert frame["type"] == "error"
        assert frame["code"] == "not_found"
        assert page.closed_with == NOT_FOUND
        assert page.shown == []


async def test_a_refused_page_that_goes_on_speaking_is_not_heard(pages: Pages) -> None:
    before = await last_seq(pages.talk)
    async with pages.open(cookie="") as page:
        await refused(page)
        await page.say("123456")
        await page.send({"type": "hello", "last_seq": 0})
        assert await page.asgi.receive_nothing(0.3)
    assert await last_seq(pages.talk) == before


async def test_another_sites_page_is_not_let_in(pages: Pages) -> None:
    async with pages.open(origin="https://elsewhere.example") as page:
        assert page.closed_with is not None


async def test_hello_brings_exactly_the_rest(pages: Pages) -> None:
    end = await last_seq(pages.talk)
    for seen in range(end + 1):
        async with pages.open() as page:
            await page.hello(seen)
            assert page.seqs == list(range(seen + 1, end + 1)), f"after {seen}"


async def test_what_others_do_before_the_hello_is_not_sent_from_the_beginning(pages: Pages) -> None:
    """Nobody knows yet what the page has: it used to get the whole conversation once more."""
    async with pages.open() as other, pages.open() as page:
        await other.hello()
        known = await last_seq(pages.talk)
        await other.say("123456")
        await other.until_settled()
        assert await page.asgi.receive_nothing(0.3)
        await page.hello(known)
        assert is_dense(page.seqs, known + 1)
        assert page.seqs == other.seqs[-len(page.seqs) :]


async def test_a_message_whose_turn_died_is_answered_on_hello(pages: Pages) -> None:
    said = Answer("answer", "123456")
    body = {"step": None, "scaffold": None}
    message = await database_sync_to_async(append_message)(pages.talk.session_id, "lost", said, body)
    async with pages.open() as page:
        await page.hello(message.seq)
        assert page.shown[0].kind in {"verdict", "move"}
        assert is_dense(page.seqs, message.seq + 1)
    assert await database_sync_to_async(lambda: pages.talk.view.pending)() is None


async def test_an_ack_comes_before_everything_the_message_leads_to(pages: Pages) -> None:
    async with pages.open() as page:
        await page.hello()
        await page.say("123456", client_id="first")
        frames = await page.until_settled()
        assert frames[0] == {"type": "ack", "client_id": "first"}
        assert [event.client_id for event in page.shown].count("first") == 1
        assert is_dense(page.seqs)


async def test_the_same_message_again_is_acknowledged_and_counts_once(pages: Pages) -> None:
    right = await database_sync_to_async(pages.talk.right_answer)()
    async with pages.open() as page, pages.open() as other:
        await page.hello()
        await other.hello()
        for line in (page, page, other):
            await line.say(right, client_id="once")
            await line.until(lambda frame: frame["type"] == "ack")
        await page.until_seq(await last_seq(pages.talk))
        await other.until_seq(await last_seq(pages.talk))
        assert is_dense(page.seqs)
        assert is_dense(other.seqs)
    events = await log(pages.talk)
    assert sum(event.client_id == "once" for event in events) == 1
    assert await count(Attempt) == await count(EvidenceRow) == 1


async def test_the_same_message_over_two_lines_at_the_same_moment_counts_once(pages: Pages) -> None:
    async with pages.open() as page, pages.open() as other:
        await asyncio.gather(page.hello(), other.hello())
        for trial in range(5):
            name = f"both-{trial}"
            await asyncio.gather(*(one.say(str(777000 + trial), client_id=name) for one in (page, other)))
            for line in (page, other):
                await line.until(lambda frame, name=name: frame == {"type": "ack", "client_id": name})
        for line in (page, other):
            await line.until_seq(await last_seq(pages.talk))
            assert is_dense(line.seqs)
    said = [event.client_id for event in await log(pages.talk) if event.client_id]
    assert [said.count(f"both-{trial}") for trial in range(5)] == [1] * 5


async def test_two_tabs_talking_at_once_both_get_every_event_once_and_in_order(pages: Pages) -> None:
    talk = pages.talk
    before = await last_seq(talk)
    async with pages.open() as page, pages.open() as other:
        await asyncio.gather(page.hello(), other.hello())
        for n in range(6):
            await asyncio.gather(
                page.say(f"{88_000 + n}", client_id=f"left-{n}"),
                other.say(f"{99_000 + n}", client_id=f"right-{n}"),
            )
        for line, side in ((page, "left"), (other, "right")):
            await line.until(lambda frame, side=side: frame == {"type": "ack", "client_id": f"{side}-5"})
        events = await wait_until_answered(talk)
        for line in (page, other):
            await line.until_seq(events[-1].seq)
            assert line.seqs == [event.seq for event in events]
            assert is_dense(line.seqs)
    new = [event for event in events if event.seq > before]
    messages = [event.client_id for event in new if event.kind == "message"]
    assert sorted(messages) == sorted(f"{side}-{n}" for side in ("left", "right") for n in range(6))
    assert sum(event.kind == "move" for event in new) == 12
    for side in ("left", "right"):
        own = [name for name in messages if name.startswith(side)]
        assert own == sorted(own)


async def wait_until_answered(talk: Talk) -> list:
    """Both turns may still be writing when the last message is acknowledged."""
    for _ in range(200):
        if await database_sync_to_async(lambda: talk.view.pending)() is None:
            return await log(talk)
        await asyncio.sleep(0.05)
    raise AssertionError("a message stays unanswered")


async def test_no_page_is_ever_closed_with_1000(pages: Pages) -> None:
    """hx-ws does not come back after it."""
    codes = []
    stranger = await database_sync_to_async(lambda: cookie_of(Learner.objects.create()))()
    for session_id, cookie in ((None, ""), (None, stranger), (uuid.uuid4(), None)):
        async with pages.open(session_id, cookie) as page:
            await refused(page)
            codes.append(page.closed_with)
    async with pages.open() as page:
        for text in MALFORMED:
            await page.send_text(text)
            await page.frame()
        await page.hello()
        codes.append(page.closed_with)
    assert codes == [NOT_FOUND, NOT_FOUND, NOT_FOUND, None]


async def test_a_failing_database_says_so_and_the_message_is_taken_later(pages: Pages) -> None:
    """The table is away for a moment, as with a disk that is full or a database being restarted."""
    rename = "ALTER TABLE {} RENAME TO {}".format
    run = database_sync_to_async(lambda sql: connection.cursor().execute(sql))
    async with pages.open() as page:
        await page.hello()
        await run(rename("tutor_eventrow", "tutor_away"))
        try:
            await page.say("123456", client_id="kept")
            frame = await page.frame()
        finally:
            await run(rename("tutor_away", "tutor_eventrow"))
        assert (frame["type"], frame["code"], frame["client_id"]) == ("error", "unavailable", "kept")
        assert frame["retry"]
        await page.say("123456", client_id="kept")
        await page.until_settled()
        assert is_dense(page.seqs)
    assert await database_sync_to_async(EventRow.objects.filter(client_id="kept").count)() == 1


async def test_fields_are_put_together_and_refused_by_name(pages: Pages) -> None:
    """The problem that is open is made to ask for an order: only the log says what a page was shown."""
    item, before = await ask_for_an_order(pages.talk)
    async with pages.open() as page:
        await page.say("", client_id="twice", parts=["1", "1", "2"], step=item)
        refused = await page.frame()
        assert (refused["code"], refused["client_id"], refused["retry"]) == ("incomplete", "twice", False)
        await page.say("", client_id="stray", parts=["1", "2", "3"], step="no/such")
        assert (await page.frame())["code"] == "malformed"
        assert await last_seq(pages.talk) == before
        await page.say("", client_id="right", parts=["3", "1", "2"], step=item)
        await page.until_settled()
        assert '<div class="bubble given">' in page.html
    said = [event.body for event in await log(pages.talk) if event.kind == "message"][-1]
    assert said["text"] == "2x = 8\nx = 4\ndone"
    assert said["shown"]["items"] == ["2x = 8", "x = 4", "done"]


@database_sync_to_async
def ask_for_an_order(talk: Talk) -> tuple[str, int]:
    row = EventRow.objects.filter(session_id=talk.session_id, kind="problem").latest("seq")
    row.body["control"] = {"kind": "order", "options": ["done", "2x = 8", "x = 4"]}
    EventRow.objects.filter(pk=row.pk).update(body=row.body)
    return row.body["item"], talk.view.last_seq
