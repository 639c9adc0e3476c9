"""What is said while a learner is being placed."""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
    # while a learner is being placed
    "placing_right": (
        "Good, {said} it is.",
        "You have this one right with {said}.",
        "Noted: {said} is right.",
        "Yes, {said} is the right answer.",
        "{said}, right.",
        "You know this one: {said}.",
        "Right, {said}. On we go.",
        "{said} is correct.",
        "You got that one, with {said}.",
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
        "It is useful that I saw that. Here is something else.",
        "We leave this one for another day. The next follows.",
        "I see where we are. Let’s go on.",
    ),
    "placing_unknown": (
        "Fair enough. Saying so helps as much as an answer.",
        "Good to know. That is one for later, then.",
        "Thanks for being plain about it. We will get to that.",
        "That is no problem: now I know where not to start.",
        "Thank you for saying so. On to the next.",
        "I have noted that this is new to you. Here is another one.",
        "All right, we will come to that one later.",
        "Thank you for an honest answer. Here is the next one.",
        "That is useful to know. Here is another.",
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
