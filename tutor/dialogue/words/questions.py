"""What is said to a learner's question: an answer quoted with its source, or plainly that there is none.

`{text}` is quoted from a course or from the question, `{title}` is that of the text it stands in, `{course}`
that of another course, `{skill}` that of what a detour goes by.
"""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
    # from a passage that was read before
    "told_here": (
        "From “{title}”:\n\n{text}",
        "This course explains it in “{title}”:\n\n{text}",
        "You can read about it in “{title}”:\n\n{text}",
        "“{title}” puts it like this:\n\n{text}",
        "A useful question. Here is a piece of “{title}”:\n\n{text}",
        "Let me read to you from “{title}”.\n\n{text}",
        "That is answered in “{title}”:\n\n{text}",
        "In the course’s own words, from “{title}”:\n\n{text}",
        "“{title}” is where this belongs:\n\n{text}",
    ),
    # from a passage that is still to come: a sentence or two
    "told_ahead": (
        "“{title}” is still ahead of you. A line of it now:\n\n{text}",
        "You will meet this in “{title}”. Here is a part of it already:\n\n{text}",
        "That is a bit early, and it has an answer. From “{title}”, which comes later:\n\n{text}",
        "A later passage, “{title}”, begins like this:\n\n{text}\n\nThe rest can wait until you get there.",
        "We come to that in “{title}”. For today, this is enough:\n\n{text}",
        "You have not read it yet, but it is in “{title}”:\n\n{text}",
        "Here are a few words from “{title}”, further on in this course:\n\n{text}",
        "Later you read all of it in “{title}”; this is the main point:\n\n{text}",
    ),
    # perhaps
    "told_near": (
        "I am not sure that this is what you ask. The nearest place is “{title}”:\n\n{text}",
        "There is no direct answer in this course; the closest is “{title}”:\n\n{text}",
        "Perhaps you mean what is written in “{title}”:\n\n{text}",
        "This may or may not settle it. It is from “{title}”:\n\n{text}",
        "It is not certain that this fits, but here is “{title}”:\n\n{text}",
        "The course only touches on it, in “{title}”:\n\n{text}",
        "It could be that “{title}” helps:\n\n{text}",
        "It may not be what you mean, but “{title}” has this:\n\n{text}",
    ),
    "told_elsewhere": (
        "This course does not say. You find it in “{course}”, under “{title}”:\n\n{text}",
        "There is nothing here on that. Another course, “{course}”, has it in “{title}”:\n\n{text}",
        "That belongs to “{course}”. Its passage “{title}” says:\n\n{text}",
        "I had to look outside this course. “{course}”, in “{title}”:\n\n{text}",
        "You would find that in “{course}” rather than here. From “{title}” there:\n\n{text}",
        "Another course explains it: “{course}”, passage “{title}”.\n\n{text}",
        "It is the subject of “{course}”. I quote “{title}”:\n\n{text}",
        "This is not taught here; “{course}” teaches it, and says in “{title}”:\n\n{text}",
    ),
    # from the question that is open
    "told_task": (
        "The question itself says:\n\n{text}",
        "Look at this line above once more:\n\n{text}",
        "What is given about that is written here:\n\n{text}",
        "I can only point at its own words:\n\n{text}",
        "Read this part slowly again:\n\n{text}",
        "All that the question says about it is here:\n\n{text}",
        "This is the sentence that counts for that:\n\n{text}",
        "The wording is all we have, and it says:\n\n{text}",
    ),
    "told_form": (
        "How to write it down: {text}",
        "About the form I can say this much. {text}",
        "What the answer field takes: {text}",
        "This is how your answer is read. {text}",
        "So that it can be checked: {text}",
        "Here is the form that is wanted. {text}",
        "Please write it like this. {text}",
        "That I know for sure. {text}",
    ),
    # it would give away what is asked
    "told_closed": (
        "This course has that, but read out now it would do your question for you. Have a go first.",
        "I know where that is explained, and I keep it closed while we are on this one.",
        "The passage for it answers what is asked above as well. Yours first.",
        "Quoting it here would tell you what you are about to find. Try first, then ask me again.",
        "That one is for afterwards: the course says it rather too plainly.",
        "If I read it to you today, nothing would be left to do. Put down what you think.",
        "There is an answer to that. It gives too much away just now, so let’s hear your own idea.",
        "Bring that up once more when this is done; our text would tell you more than it should.",
    ),
    # nobody knows
    "told_nothing": (
        "That is not in this course, and I would be guessing. Your question is kept for the author.",
        "I find no word on it; I would be guessing. Whoever writes this course gets to see what you asked.",
        "This course is silent about it, so it would be a guess. I have noted it for its author.",
        "None of our texts answers that. I would be guessing, so I pass on what you wanted to know.",
        "Sorry, not in this course. Rather than invent something I leave it with the people who write it.",
        "Honestly, I would be guessing: it stands nowhere in these pages. It goes on the author’s list.",
        "I looked all through the course: I would be guessing. What you ask stays on record.",
        "Nothing of ours is about it, so I would only guess, and you deserve better: the question is "
        "with the author now.",
    ),
    "told_nearest": (
        "What comes nearest is “{title}”.",
        "“{title}” comes closest.",
        "The best I have is “{title}”.",
        "Perhaps “{title}” helps a little.",
        "The closest passage to it is “{title}”.",
        "A passage close to it is “{title}”.",
        "The most similar passage here is “{title}”.",
        "Of all passages “{title}” is the nearest to it.",
    ),
    "rung_after_unanswered": (
        "Our course lacks that, and a guess would not help. For the question above there is this.\n\n{text}",
        "I have no text on that, so here is something on our own question instead.\n\n{text}",
        "Nobody wrote that down here; the author will hear of it. Meanwhile:\n\n{text}",
        "These passages do not answer that. What I can offer is help with this one.\n\n{text}",
        "Your question is kept. The one above is still open, and this belongs to it.\n\n{text}",
        "I could only guess at an answer to that. For the question above I have this:\n\n{text}",
        "No answer of mine to that would be worth much. This might be.\n\n{text}",
        "That stays open until the author reads it. On we go, with a bit of help.\n\n{text}",
    ),
    # a prerequisite behind the question
    "detour_offer": (
        "This rests on “{skill}”. If that is shaky, a short detour there and back is one tap away.",
        "You need “{skill}” for it. You can practise that first and come back; the button is below.",
        "It helps to have “{skill}” first. The detour is short, and this question waits for you.",
        "If “{skill}” is new to you, take the detour below. We return to this afterwards.",
        "What you ask belongs to “{skill}”, which comes before this. A tap takes you there and back.",
        "“{skill}” is needed for it. Go there for a moment if you like; nothing here is lost.",
        "Perhaps “{skill}” is the real question. There is a small detour for that, with a way back.",
        "If you want to be surer of “{skill}”, one tap takes you to a problem on it and back here.",
    ),
    "detour_taken": (
        "A short detour to “{skill}”, then. This question waits.",
        "We go to “{skill}” for a moment; afterwards we come back to this.",
        "Good idea. First “{skill}”, and this one again when that is done.",
        "We take the way through “{skill}”. I keep your place.",
        "Let’s look at “{skill}”. What you leave here will be asked again, just as it stands.",
        "All right: “{skill}”, one problem of it, and back.",
        "This can rest while we see to “{skill}”.",
        "“{skill}” comes first, with one problem. You will find this question again after it.",
    ),
}
