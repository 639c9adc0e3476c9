"""What the learner can do now: the control of the open question, and the buttons beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tutor.dialogue.state import StepState, fold
from tutor.session import afterwords, fields, showing
from tutor.session.view import View
from tutor.types import Event

SHORT = 160  # characters of Markdown that fit above the answer on a phone


@dataclass(frozen=True, slots=True)
class Prompt:
    """`kind`: that of the control, guess, opening, closing, or none when there is nothing to answer.

    `control` is the whole of it; `kept` what was last sent of its fields, where it has several.
    """

    kind: str
    label: str = ""
    question: str = ""  # Markdown: what is asked, short enough to stand beside the answer
    item: str | None = None
    scaffold: str | None = None
    options: tuple[str, ...] = ()
    control: Mapping[str, Any] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    asks_sure: bool = False  # how sure they are of the answer
    detour: str = ""  # the title of the skill that a button goes round by
    placing: bool = False  # a question that only finds out where to start


def prompt_of(view: View) -> Prompt:
    opener = view.opener
    if opener is None or opener.kind in ("finished", "placing"):
        return Prompt("none")
    if opener.kind == "opening":
        control = opener.body["control"]
        label = _("In your own words, if you like")
        return Prompt("opening", label, item=view.item, control=control, buttons=("skip",), placing=True)
    if opener.kind == "guess":
        return Prompt("guess", _("Your guess"), item=view.item, options=tuple(opener.body["choices"]))
    if opener.kind == showing.OPENER:
        return Prompt(
            "guess",
            _("Your prediction for line %(line)s") % {"line": opener.body["line"]},
            opener.body["prompt"][: 2 * SHORT],
            item=view.item,
            options=tuple(opener.body["control"]["options"]),
        )
    closing = afterwords.open_in(view.events)
    if closing is not None:
        options = tuple(choice["text"] for choice in closing.body["choices"])
        question = closing.body["words"]
        return Prompt("closing", _("One tap"), question, item=view.item, options=options, buttons=("skip",))
    state = fold(view.events)
    scaffold = state.open_scaffold
    control = opener.body["control"]
    question = _question(view, control["kind"])
    if scaffold is not None:  # it asks its own question until it is answered or set aside
        opened = [event for event in view.events if event.kind == "move" and event.body["control"]]
        control, question = opened[-1].body["control"], ""
    return Prompt(
        kind=control["kind"],
        label=_("Your answer to the question in between") if scaffold else _("Your answer"),
        question=question,
        item=view.item,
        scaffold=scaffold,
        options=tuple(control.get("options", ())),
        control=control,
        kept=_kept(view, control["kind"], scaffold),
        buttons=_buttons(state),
        detour=state.offered,
        placing=state.placing,
        asks_sure=is_asked_how_sure(opener, state),
    )


def is_asked_how_sure(opener: Event, state: StepState) -> bool:
    """Only before the first verdict on the step: afterwards everybody is surer, or less so."""
    asked = bool(opener.body.get("asks_sure"))
    return asked and not (state.in_scaffold or state.attempted or state.unknowns)


def _buttons(state: StepState) -> tuple[str, ...]:
    if state.placing:
        return ("idk", "enough")
    helps = ("back", "hint", "idk", "reveal") if state.in_scaffold else ("hint", "idk", "reveal")
    return ("detour", *helps) if state.offered else helps


def _kept(view: View, kind: str, scaffold: str | None) -> tuple[str, ...]:
    """A work of several lines or fields is mended, not written anew."""
    if kind not in fields.KINDS:
        return ()
    said = [event.body for event in view.events if event.kind == "message"]
    sent = [body["shown"] for body in said if body.get("scaffold") == scaffold and body.get("shown")]
    return tuple(sent[-1]["parts"]) if sent and sent[-1]["kind"] == kind else ()


def _question(view: View, kind: str) -> str:
    """The prompt, after the stem where both are short: on a phone the card may have scrolled away.

    What is picked or put in place shows its own material; there the prompt alone says what to do with it.
    """
    asked = [event.body for event in view.events if event.kind in ("problem", "step")][-1]
    whole = " ".join(part for part in (asked.get("stem", ""), asked["prompt"]) if part)
    is_short = len(whole) <= SHORT and (kind == "lines" or kind not in fields.KINDS)
    return whole if is_short else str(asked["prompt"])[: 2 * SHORT]
