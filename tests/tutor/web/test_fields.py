"""Answers of several fields through the real views, in a browser without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from courses import folder, publish
from courses.models import CourseVersion
from tests import ramps
from tests.talk import Talk, bodies
from tests.tutor.web.conftest import guest
from tests.tutor.web.test_views import form_of, hidden, page_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

Ask = Callable[[str], tuple[Talk, Client]]
# Wrong fields, what the log then shows, and the right fields. Options stand in order of their texts.
FIELDS = {
    "lines": (
        ["3x - 2 = 12\r\nx = 14/3"],
        ["<li><bdi>3x - 2 = 12</bdi></li>"],
        ["3x - 6 = 12\r\n3x = 18\r\nx = 6"],
    ),
    "order": (["1", "2", "3"], ['<div class="bubble given">', "<ol>"], ["2", "3", "1"]),
    "match": (["0", "1"], ["goes with", "add 7"], ["1", "2"]),
    "formulas": (["0", "1", "2"], ["<math"], ["1", "2", "0"]),
    "several": (["", "0", "2"], ["<ul>", "<math"], ["", "none"]),
    "cloze": (["3", "2x", "1"], ["gap 2:", "<bdi>2x</bdi>"], ["2", "2x + 4", "0"]),
}


@pytest.fixture
def ask(version: CourseVersion, tmp_path: Path) -> Ask:
    """A conversation that begins with the control of that name, and its learner's browser."""
    ramps.write(tmp_path)

    def make(name: str) -> tuple[Talk, Client]:
        talk = Talk(publish.publish(folder.read(tmp_path / name)))
        return talk, guest(talk.learner)

    return make


def send(talk: Talk, browser: Client, parts: list[str], **more: str) -> str:
    """The page after the form was sent with these fields."""
    fields = hidden(browser.get(page_of(talk)).content.decode())
    response = browser.post(form_of(talk), {**fields, "part": parts, **more}, follow=True)
    return response.content.decode()


def kept(html: str) -> list[str]:
    """What stands in the fields of the composer."""
    form = html[html.index('id="composer"') :]
    chosen = re.findall(r'<option value="(\d+)" selected>|<option selected>(\d+)<', form)
    ticked = re.findall(r'value="(\w+)" data-part[^>]* checked', form)
    typed = re.findall(r'type="text" name="part" data-part="\d+" value="([^"]+)"', form)
    lines = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", form, re.DOTALL)
    return [*typed, *lines, *ticked, *(one or other for one, other in chosen)]


@pytest.mark.parametrize("name", ramps.PROMPTS)
def test_every_control_is_asked_answered_kept_and_printed_again(ask: Ask, name: str) -> None:
    talk, browser = ask(name)
    wrong, words, right = FIELDS[name]
    html = send(talk, browser, wrong)
    assert bodies(talk.log(), "verdict")[-1]["outcome"] == "incorrect"
    assert all(word in html for word in words)
    assert html.count("article id=") == browser.get(page_of(talk)).content.decode().count("article id=")
    assert kept(html) == [part.replace("\r\n", "\n") for part in wrong if part]
    html = send(talk, browser, right)
    assert bodies(talk.log(), "verdict")[-1]["outcome"] == "correct"
    assert 'data-kind="none"' in html or bodies(talk.log(), "closing")


REFUSED = {
    "lines": ["  \n "],
    "order": ["1", "1", "3"],
    "match": ["2", ""],
    "formulas": ["", "1", "2"],
    "several": ["1", "none"],
    "cloze": ["2", "", "1"],
}


@pytest.mark.parametrize("name", ramps.PROMPTS)
def test_what_is_not_complete_is_not_logged_and_stays_in_its_fields(ask: Ask, name: str) -> None:
    talk, browser = ask(name)
    before = talk.view.last_seq
    html = send(talk, browser, REFUSED[name])
    assert re.search(r'id="note"[^>]*>[^<]+<', html)
    assert talk.view.last_seq == before
    assert kept(html) == [part for part in REFUSED[name] if part]


def test_nothing_chosen_is_no_answer_and_none_of_these_is(ask: Ask) -> None:
    talk, browser = ask("several")
    assert "“None of these”" in unescape(send(talk, browser, [""]))
    assert bodies(talk.log(), "message") == []
    assert '<div class="bubble given">' in send(talk, browser, ["none"])
    assert bodies(talk.log(), "message")[-1]["text"] == "None of these"


def test_a_hint_needs_no_fields(ask: Ask) -> None:
    talk, browser = ask("match")
    send(talk, browser, ["", ""], button="hint")
    said = bodies(talk.log(), "message")[-1]
    assert (said["kind"], said["text"]) == ("button", "hint")
    assert "shown" not in said


@pytest.mark.parametrize("more", [{"step": ""}, {"step": "one/else"}, {"scaffold": "h1"}, {"kind": "guess"}])
def test_fields_for_a_question_that_was_not_asked_are_refused(ask: Ask, more: dict[str, str]) -> None:
    talk, browser = ask("order")
    before = talk.view.last_seq
    fields = hidden(browser.get(page_of(talk)).content.decode())
    response = browser.post(form_of(talk), {**fields, "part": ["1", "2", "3"], **more})
    assert response.status_code == 400
    assert talk.view.last_seq == before


def test_an_answer_of_lines_shows_its_first_bad_line_and_never_the_end(ask: Ask) -> None:
    talk, browser = ask("lines")
    html = send(talk, browser, ["3x - 6 = 12\r\n3x = 6\r\nx = 2"])
    verdict, move = bodies(talk.log(), "verdict")[-1], bodies(talk.log(), "move")[-1]
    assert [line["status"] for line in verdict["lines"]] == ["ok", "wrong", "ok"]
    assert [line["text"] for line in verdict["lines"]] == ["3x - 6 = 12", "3x = 6", "x = 2"]
    assert "x = 2 solves line 2 (6 = 6), but not line 1 (0 = 12)." in html
    assert "line 2" in move["words"]
    assert "$x = 2$" in move["words"]
    assert re.search(r"(?<![0-9])x = 6", html) is None
    assert re.search(r"✗</span>\s*does not hold", html)


def test_a_right_end_by_a_bad_line_is_no_full_success(ask: Ask) -> None:
    talk, browser = ask("lines")
    html = send(talk, browser, ["3x - 2 = 12\r\nx = 6"])
    verdict = bodies(talk.log(), "verdict")[-1]
    assert (verdict["outcome"], verdict["value"], verdict["process"]) == ("partial", "ok", "wrong")
    assert verdict["score"] < 0.5
    assert "Your last line is what is asked for. Line 1 does not follow" in html
    assert not bodies(talk.log(), "move")[-1]["step_done"]


def test_html_in_lines_and_gaps_stays_text(ask: Ask) -> None:
    for name, parts in (("lines", ["<b>x</b> = 6"]), ("cloze", ["<b>2</b>", "<script>", "0"])):
        talk, browser = ask(name)
        html = send(talk, browser, parts)
        assert "<b>" not in html
        assert "<script>" not in html
        assert "&lt;b&gt;" in html


def test_everything_is_still_there_after_a_reload(ask: Ask) -> None:
    talk, browser = ask("lines")
    sent = send(talk, browser, ["3x - 2 = 12\r\nx = 6"])
    again = browser.get(reverse("session", args=[talk.session_id])).content.decode()
    log = slice(sent.index('id="log"'), sent.index('id="pending"'))
    assert sent[log] == again[log]
    assert "3x - 2 = 12\nx = 6</textarea>" in again
