"""What is written on a button, and what the log says when one was pressed."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PRESSED = {
    "hint": gettext_lazy("You asked for a hint"),
    "idk": gettext_lazy("You said that you don’t know"),
    "reveal": gettext_lazy("You asked for the solution"),
    "back": gettext_lazy("You went back to the question"),
    "detour": gettext_lazy("You took the detour"),
    "skip": gettext_lazy("You skipped the question"),
    "enough": gettext_lazy("You skipped the rest"),
    "done": gettext_lazy("That was it for today"),
    "place": gettext_lazy("You asked to have your level looked for again"),
}
LABELS = {
    "hint": gettext_lazy("A hint"),
    "idk": gettext_lazy("I don’t know"),
    "reveal": gettext_lazy("Show the solution"),
    "back": gettext_lazy("Back to the question"),
    "skip": gettext_lazy("Skip this question"),
    "enough": gettext_lazy("Skip the rest"),
}


def pressed(button: str) -> str:
    """A line of the log; "" for a button that nobody knows."""
    if button.startswith("autonomy-"):
        return _("You set how much help you want")
    if button.startswith("appeal-"):
        return _("You think that you are right")
    return str(PRESSED.get(button, ""))


def label(button: str, detour: str = "") -> str:
    """`detour`: the title of the skill that a detour goes to."""
    if button == "detour":
        return _("A short detour to “%(skill)s”, and back") % {"skill": detour}
    return str(LABELS.get(button, ""))
