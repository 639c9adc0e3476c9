"""Text comes out as soon as it is certain, and not before."""

from __future__ import annotations

import pytest

from models_server.language.load import Loaded
from models_server.language.text import Reader


def pieces(loaded: Loaded, text: str, stops: tuple[str, ...] = ()) -> tuple[list[str], Reader]:
    reader = Reader(loaded.tokenizer, stops)
    ids = loaded.tokenizer(text, add_special_tokens=False)["input_ids"]
    found = [reader.read([one]) for one in ids]
    return [*found, reader.rest()], reader


@pytest.mark.parametrize("text", ["Hello there, learner.", "naïve 🌟 ½ 数学 — مرحبا", "a\n\n  b", ""])
def test_the_pieces_make_the_whole(loaded: Loaded, text: str) -> None:
    found, reader = pieces(loaded, text)
    assert "".join(found) == text
    assert not reader.stopped
    assert "\ufffd" not in "".join(found)


def test_nothing_from_a_stop_on_is_told_even_if_it_comes_in_parts(loaded: Loaded) -> None:
    found, reader = pieces(loaded, "One two three. STOP four", ("STOP",))
    assert "".join(found) == "One two three. "
    assert reader.stopped


def test_what_only_begins_like_a_stop_is_told_in_the_end(loaded: Loaded) -> None:
    found, reader = pieces(loaded, "One two ST", ("STOP",))
    assert "".join(found) == "One two ST"
    assert not reader.stopped


def test_the_first_of_several_stops_counts(loaded: Loaded) -> None:
    found, _ = pieces(loaded, "a b c d e", ("d", " b"))
    assert "".join(found) == "a"
