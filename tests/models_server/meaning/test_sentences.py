"""The same text has the same bits, alone or among others, embedded anew or remembered."""

from __future__ import annotations

import numpy as np
import pytest

from models_server.meaning import Meaning
from models_server.meaning.cache import Cache, key_of

TEXTS = [
    "x",
    "Solve 3x + 5 = 26.",
    "word " * 300,
    "",
    "What is left?",
    *(f"the {n}th " * n for n in range(1, 40, 3)),
]


@pytest.fixture(scope="module")
def forgetful(meaning: Meaning) -> Meaning:
    """The same model, and no memory."""
    other = Meaning("cpu")
    other._model = meaning._model
    return other


def test_the_batch_does_not_change_a_bit(forgetful: Meaning):
    together = forgetful.embed(TEXTS).array
    alone = np.concatenate([forgetful.embed([text]).array for text in TEXTS])
    backwards = forgetful.embed(TEXTS[::-1]).array[::-1]
    assert np.array_equal(together, alone)
    assert np.array_equal(together, backwards)


def test_the_cache_does_not_change_a_bit(meaning: Meaning, forgetful: Meaning):
    first, again = meaning.embed(TEXTS[3:12]), meaning.embed(TEXTS)
    anew = forgetful.embed(TEXTS)
    assert np.array_equal(first.array, anew.array[3:12])
    assert np.array_equal(again.array, anew.array)
    assert list(again.counts) == list(anew.counts)


def test_vectors_are_those_of_the_library(meaning: Meaning, forgetful: Meaning):
    assert meaning._model is not None
    theirs = meaning._model.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    assert np.abs(forgetful.embed(TEXTS).array - theirs).max() < 1e-5


def test_the_same_text_twice_is_embedded_once(meaning: Meaning):
    other = Meaning("cpu", cache=1 << 20)
    other._model = meaning._model
    rows = other.embed(["twice", "once", "twice"]).array
    assert np.array_equal(rows[0], rows[2])
    assert (other.cache.hits, other.cache.misses) == (0, 2)
    other.embed(["once", "twice"])
    assert (other.cache.hits, other.cache.misses) == (2, 2)


def row(value: float) -> tuple[np.ndarray, int]:
    return np.full(384, value, dtype=np.float32), 3


def test_the_cache_stays_small_and_keeps_what_is_used():
    cache = Cache(3 * (384 * 4 + 300))
    for n in range(3):
        cache.put(key_of("m", str(n)), row(n))
    assert cache.get(key_of("m", "0")) is not None
    cache.put(key_of("m", "3"), row(3))
    assert [cache.get(key_of("m", str(n))) is not None for n in range(4)] == [True, False, True, True]
    assert (len(cache), cache.bytes) == (3, 3 * (384 * 4 + 300))


def test_a_cache_of_no_size_holds_nothing():
    cache = Cache(0)
    cache.put(key_of("m", "a"), row(1.0))
    assert (len(cache), cache.bytes) == (0, 0)


def test_another_model_has_other_vectors():
    assert key_of("one", "text") != key_of("other", "text")
    assert key_of("m", "\ud800") != key_of("m", "\ud801")
