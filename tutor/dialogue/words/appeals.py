"""Words to “I think I’m right”, and what a person found. `{title}`: of the question, `{text}`: a note."""

from __future__ import annotations

SLOTS: dict[str, tuple[str, ...]] = {
    "appeal_taken": (
        "Then a person looks at {said}. Until they have, it counts neither for you nor against you. "
        "We put this one aside and go on with another.",
        "I pass {said} on to a person, who decides. Nothing of it counts until then, and you hear from me "
        "what they find. Here is something else meanwhile.",
        "You may be right about {said}: somebody will read it. It stays out of the count until they have, "
        "and this question waits. We go on.",
    ),
    "appeal_taken_later": (
        "Then a person looks at {said}. Until they have, it counts neither for you nor against you. "
        "We stay where we are.",
        "I pass {said} on to a person, who decides; you hear from me what they find. Here we just go on.",
        "You may be right about {said}: somebody will read it, and it stays out of the count until then. "
        "What is open stays open.",
    ),
    "appeal_known": (
        "A person has {said} in front of them already. I tell you as soon as they have decided.",
        "It is with a person already: {said}. You hear from me once it is decided.",
        "Somebody is going to read {said}; once is enough for that. I tell you what comes of it.",
    ),
    "appeal_full": (
        "As many as {text} of your answers wait for a person by now. Once one is decided I can pass on more, "
        "and until then this one stays as it is.",
        "I can keep {text} answers waiting for you, and that many are. When one is decided there is room for "
        "this one too.",
        "There are {text} of yours in the queue, as many as it takes from one person. This one has to stand "
        "for now.",
    ),
    "appeal_found_wrong": (
        "A person has looked at just this answer before, {said}, and found that it is not right. {text}",
        "That one, {said}, was read by a person already: it does not count as right. {text}",
        "Somebody has been asked about {said} before and decided that it is not right. {text}",
    ),
    "appeal_found_right": (
        "A person has looked at {said} already and found it right: it counts.",
        "You were right with {said}, a person has found so. There is nothing left to decide.",
        "Somebody has read {said} before and found it right. It counts as it should.",
    ),
    "appeal_nothing": (
        "There is no verdict there that a person could look at.",
        "Nothing stands there that I could pass on.",
        "I find no answer there to pass on to a person.",
    ),
    # what a person found, told when the learner is there
    "ruled_right": (
        "About your answer {said} to “{title}”: a person has looked, and you were right. It counts now.",
        "You were right with {said} at “{title}”: a person has read it, and it counts as it should have.",
        "Good that you said so: {said} was right for “{title}”. A person has found it so, and it counts.",
    ),
    "ruled_wrong": (
        "About your answer {said} to “{title}”: a person has looked, and it is not right. {text}",
        "A person has read {said}, your answer to “{title}”. It does not hold. {text}",
        "You asked about {said} at “{title}”. A person has looked at it: it is not right. {text}",
    ),
    "ruled_misconception": (
        "About your answer {said} to “{title}”: a person has looked. Many fall for just this. {text}",
        "A person has read {said}, your answer to “{title}”: an idea behind it is easily mixed up. {text}",
        "You asked about {said} at “{title}”. A person has looked: what it rests on does not hold. {text}",
    ),
}
