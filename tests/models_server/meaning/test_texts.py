"""What is held of courses' texts, and for how long."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from models_server.errors import Refusal
from models_server.meaning.texts import Texts
from models_server.wire import Text


@pytest.fixture
def texts(app: FastAPI) -> Iterator[Texts]:
    """Room for a hundred characters."""
    parts = app.state.parts
    texts = Texts(parts.meaning, parts.joined, parts.embedding, most=100)
    yield texts
    texts.close()


def text(about: str, length: int = 40) -> list[Text]:
    return [{"id": "a", "title": "", "text": f"All about {about}. ".ljust(length, "z")}]


async def test_the_course_not_searched_for_longest_makes_room(texts: Texts):
    for course in ("bees", "frogs"):
        texts.tell(f"{course}@1", text(course))
    await texts.search("bees@1", "bees", 1)
    texts.tell("ducks@1", text("ducks"))
    with pytest.raises(Refusal) as refused:
        await texts.search("frogs@1", "frogs", 1)
    assert refused.value.code == "unknown_texts"
    assert (await texts.search("bees@1", "bees", 1))["found"]
    assert texts.held == 2


async def test_one_course_is_held_whatever_its_size(texts: Texts):
    texts.tell("bees@1", text("bees", 500))
    assert (await texts.search("bees@1", "bees", 1))["found"]


async def test_the_same_question_has_the_same_answer(texts: Texts):
    texts.tell("bees@1", text("bees"))
    assert await texts.search("bees@1", "bees?", 3) == await texts.search("bees@1", "bees?", 3)
