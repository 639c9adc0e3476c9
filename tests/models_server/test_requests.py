"""The checked bodies hold exactly the fields of the wire."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from models_server import requests, wire


@pytest.mark.parametrize(
    ("body", "typed"),
    [
        (requests.SkillBody, wire.SkillSpec),
        (requests.ItemBody, wire.ItemSpec),
        (requests.CourseBody, wire.CourseSpec),
        (requests.EvidenceBody, wire.EvidenceItem),
        (requests.ObserveBody, wire.ObserveRequest),
        (requests.AskBody, wire.AskRequest),
        (requests.MessageBody, wire.ChatMessage),
        (requests.StreamOptionsBody, wire.StreamOptions),
        (requests.ChatBody, wire.ChatRequest),
        (requests.EmbeddingsBody, wire.EmbeddingsRequest),
        (requests.SimilarityBody, wire.SimilarityRequest),
        (requests.TextBody, wire.Text),
        (requests.TextsBody, wire.TextsRequest),
        (requests.SearchBody, wire.SearchRequest),
    ],
)
def test_fields_are_those_of_the_wire(body: type[BaseModel], typed: type):
    required = {name for name, field in body.model_fields.items() if field.is_required()}
    assert set(body.model_fields) == set(typed.__annotations__)
    # Annotations are strings in wire.py, so NotRequired is read from their text.
    optional = {name for name, kind in typed.__annotations__.items() if "NotRequired" in str(kind)}
    assert required == set(typed.__annotations__) - optional
