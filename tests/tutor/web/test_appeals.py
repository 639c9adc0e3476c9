"""“I think I’m right” under a verdict, for browsers without scripts and over the websocket."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.talk import Talk
from tests.tutor.chat.conftest import Pages
from tests.tutor.web.conftest import Cast
from tutor.models import Appeal, Ruling
from tutor.session import ruling
from tutor.session.ruling import Found

pytestmark = pytest.mark.django_db(transaction=True)
BUTTON = re.compile(r'<p class="appeal"><button [^>]*form="appeals"[^>]*value="(appeal-\d+)">')


def test_the_button_works_once_without_scripts_and_the_ruling_is_read_on_the_page(
    cast: Cast, talk: Talk
) -> None:
    talk.say(talk.wrong_answer())
    page, form = reverse("session", args=[talk.session_id]), reverse("answer", args=[talk.session_id])
    found = BUTTON.search(cast["owner"].get(page).content.decode())
    assert found is not None
    said = {"button": found[1]}
    assert cast["stranger"].post(form, said).status_code == 404
    for _ in range(2):
        assert cast["owner"].post(form, said).status_code == 302
    assert Appeal.objects.get().kind == "appeal"
    html = cast["owner"].get(page).content.decode()
    assert "You think that you are right" in html
    assert not BUTTON.search(html)
    ruling.rule(Ruling.objects.get(), Found("wrong"), None)
    assert "A person has looked" in cast["owner"].get(page).content.decode()


@pytest.mark.once
def test_nothing_is_appealed_in_an_old_conversation_that_is_only_read(cast: Cast, talk: Talk) -> None:
    talk.say(talk.wrong_answer())
    html = cast["owner"].get(reverse("transcript", args=[talk.session_id])).content.decode()
    assert "Not yet" in html
    assert 'class="appeal"' not in html


async def test_an_open_page_offers_it_and_hears_of_the_ruling_at_once(talk: Talk) -> None:
    from channels.db import database_sync_to_async

    await database_sync_to_async(talk.to_a_problem)()
    wrong = await database_sync_to_async(talk.wrong_answer)()
    pages = await database_sync_to_async(Pages)(talk)
    async with pages.open() as line:
        await line.hello()
        await line.say(wrong)
        await line.until_settled()
        found = BUTTON.search(line.html)
        assert found is not None
        await line.say(found[1], "button", found[1])
        await line.until_settled()
        row = await Ruling.objects.aget()
        await database_sync_to_async(ruling.rule)(row, Found("right"), None)
        await line.until(lambda _frame: "ruled" in [one.kind for one in line.shown])
