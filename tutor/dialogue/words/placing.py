"""What is said while a learner is being placed."""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
    # while a learner is being placed
    "placing_right": (
        "Good, {said} it is.",
        "With {said} you have this one.",
        "Noted: {said} is right.",
        "Yes, {said} holds up.",
    ),
    "placing_on": (
        "Thank you, that tells me something. We will come back to this one.",
        "Noted. This one can wait until you want it.",
        "That helps me find your place. The answer to this one stays open for now.",
        "All right, I know a little more now. This one will keep.",
    ),
    "placing_unknown": (
        "Fair enough. Saying so helps as much as an answer.",
        "Good to know. That is one for later, then.",
        "Thanks for being plain about it. We will get to that.",
        "No harm done: now I know where not to start.",
    ),
    "placing_no_help": (
        "I give no hints while I look for where you should start. Answer it, or say that you don’t know.",
        "Help comes later: these few are only to find your place. An honest “I don’t know” is fine.",
        "This one is only for finding your level, so I keep out of it. Leave it if it is new to you.",
    ),
}
