"""What a browser may send, and the words it gets for the rest."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.chat.frames import FrameError, Hello, Say, read_frame
from tutor.types import Answer


def say(**changes: object) -> str:
    frame = {"type": "say", "client_id": "a", "kind": "answer", "text": "7", "step": "p/s", "scaffold": None}
    return json.dumps(frame | changes)


def test_a_message() -> None:
    assert read_frame(say()) == Say("a", Answer("answer", "7"), "p/s", None)


def test_a_message_of_several_fields() -> None:
    parts = ["2", "", "x = 1"]
    assert read_frame(say(text="", parts=parts)) == Say("a", Answer("answer", ""), "p/s", None, tuple(parts))
    for wrong in ("2", [2], [None], {"0": "2"}):
        with pytest.raises(FrameError) as refused:
            read_frame(say(parts=wrong))
        assert (refused.value.code, refused.value.client_id) == ("malformed", "a")


def test_a_message_with_a_word_on_how_sure() -> None:
    assert read_frame(say(sure="yes")) == Say("a", Answer("answer", "7"), "p/s", None, None, "yes")
    assert read_frame(say(sure=None)) == read_frame(say(sure="")) == read_frame(say())
    with pytest.raises(FrameError):
        read_frame(say(sure=True))


def test_a_hello() -> None:
    assert read_frame('{"type": "hello", "last_seq": 4}') == Hello(4)
    assert read_frame('{"type": "hello", "last_seq": -4}') == Hello(0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '{"type": "shout"}',
        '{"type": "hello"}',
        '{"type": "hello", "last_seq": "1"}',
        say(client_id=""),
        say(client_id="x" * 65),
        say(text=7),
        say(kind=None),
        say(step=[1]),
    ],
)
def test_what_cannot_be_read_is_malformed(text: str) -> None:
    with pytest.raises(FrameError) as caught:
        read_frame(text)
    assert caught.value.code == "malformed"


def test_a_long_message_is_refused_by_its_name_so_that_the_page_gives_it_back() -> None:
    with pytest.raises(FrameError) as caught:
        read_frame(say(text="é" * 3000))
    assert (caught.value.code, caught.value.client_id) == ("too_long", "a")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    refused = None
    try:
        read_frame(text)
    except FrameError as error:
        refused = error
    assert refused is None or refused.words
