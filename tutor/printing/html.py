"""Events, the composer and the bars as HTML. Decides nothing and reads no records."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse

from tutor.insight.progress import Bar
from tutor.printing import controls
from tutor.session.appeals import pressed
from tutor.session.prompt import Prompt
from tutor.types import Event


def frame(
    events: Sequence[Event],
    session_id: UUID,
    prompt: Prompt | None = None,
    bars: Sequence[Bar] | None = None,
    can_appeal: bool = True,
) -> str:
    """What goes over the websocket: events to append, and the parts of the page that they replace."""
    context: dict[str, Any] = {"events": events, "session_id": session_id}
    context |= {"can_appeal": can_appeal, "appealed": pressed(events)}
    if prompt is not None:
        context["composer"] = composer(prompt, session_id)
    if bars is not None:
        context["bars"] = bars
    return render_to_string("session/_frame.html", context)


def composer(prompt: Prompt, session_id: UUID, kept: Sequence[str] | None = None) -> dict[str, Any]:
    """The answer form as the template wants it. The client id makes a form sent twice count once.

    `kept`: what stood in the fields of an answer that was refused.
    """
    return {
        "kind": prompt.kind,
        "step": prompt.item,
        "scaffold": prompt.scaffold,
        "prompt_label": prompt.label,
        "question": prompt.question,
        "options": prompt.options,
        "fields": controls.fields(prompt.control, prompt.kept if kept is None else kept),
        "buttons": prompt.buttons,
        "detour": prompt.detour,
        "placing": prompt.placing,
        "asks_sure": prompt.asks_sure,
        "post_url": reverse("answer", args=[session_id]),
        "client_id": str(uuid.uuid4()),
    }
