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
        "{said}, right.",
        "You know this one: {said}.",
        "Right, {said}. On we go.",
        "{said} is correct.",
        "That one is yours, with {said}.",
        "Good, {said} is right.",
    ),
    "placing_on": (
        "Thank you, that tells me something. We will come back to this one.",
        "Noted. This one can wait until you want it.",
        "That helps me find your place. The answer to this one stays open for now.",
        "All right, I know a little more now. This one will keep.",
        "Thanks. Next one.",
        "That is useful to know. On to another.",
        "We leave it there for now.",
        "Good to have seen that. Here is something else.",
        "Not today, this one. Another follows.",
        "I see where we are. Let’s go on.",
    ),
    "placing_unknown": (
        "Fair enough. Saying so helps as much as an answer.",
        "Good to know. That is one for later, then.",
        "Thanks for being plain about it. We will get to that.",
        "No harm done: now I know where not to start.",
        "Thank you for saying so. On to the next.",
        "Not known yet, noted. Another one.",
        "All right, that one will come later.",
        "Honest answers make this short. Next.",
        "That saves us both time. Here is another.",
        "Then we have found something to learn.",
    ),
    "placing_no_help": (
        "I give no hints while I look for where you should start. Answer it, or say that you don’t know.",
        "Help comes later: these few are only to find your place. An honest “I don’t know” is fine.",
        "This one is only for finding your level, so I keep out of it. Leave it if it is new to you.",
        "While I find your place I keep quiet. Try it, or leave it.",
        "No help on these few, only an answer or “I don’t know”.",
        "These are to see what you know already. Skip it if you don’t.",
        "Hints begin after this part. For now, an answer or none.",
    ),
}
