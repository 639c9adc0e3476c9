"""What is said to an answer that was judged, right or wrong."""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
    # right
    "right": (
        "Yes, {said} is right.",
        "Right: {said} is what was asked for.",
        "Correct, {said} it is.",
        "That works: {said} checks out.",
    ),
    "right_assisted": (
        "Yes, {said} is right, and you stayed with it.",
        "Right: {said}. The help got you started, the last step was yours.",
        "Correct, {said}. On the next one, see how far you get before a hint.",
        "That settles it: {said} checks out.",
    ),
    "right_begun": (
        "Yes, {said} is right: you finished it.",
        "Right: {said}. The beginning stood there, the end is yours.",
        "Correct, {said}. That is where those lines lead.",
    ),
    "right_scaffold": (
        "Yes, {said} is right. Take that back to the question above.",
        "Right: {said}. Now use it in the question you came from.",
        "Correct, {said}. That is a piece of the question above, so go on from there.",
        "That works: {said}. Back to the question above with it.",
    ),
    # wrong: the tutor asks
    "probe_first": (
        "You have {said}, and I get something else. How did you go from the question to that?",
        "Not {said}, going by my check. Which step led you there?",
        "Let’s look at {said} together. What did you do first to get it?",
        "I can’t make {said} fit the question. How could you test it yourself?",
        "Something on the way to {said} went off. Where were you least sure?",
    ),
    "probe_more": (
        "Also not {said}. What did you change from last time?",
        "Now you have {said}, which does not fit yet. What does the question ask you to end up with?",
        "Still not there with {said}. Which part of your working do you trust most?",
        "I see {said} this time. If you put it back into the question, what happens?",
    ),
    "probe_partial": (
        "Part of {said} is right, but not all of it. Which part would you check again?",
        "You are close with {said}. What is still missing?",
        "Some of {said} holds up. Which bit are you least sure of?",
    ),
    "probe_form": (
        "The value of {said} is right; its form is not what was asked. How should it be written here?",
        "You have the right amount in {said}, only not in the form asked for. What could you still do to it?",
        "Nothing wrong with the value of {said}. Which form does the question ask for?",
    ),
    "misconception": (
        "You have {said}. {text}",
        "I see how {said} can come about. {text}",
        "Let’s stay with {said} for a moment. {text}",
        "About {said}: {text}",
    ),
    # wrong, by a line that can be named; the verdict above it has said what was compared
    "line_at": (
        "Put {at} into {before}, and then into line {line}. What do you notice?",
        "Try {at} in {before} and again in line {line}. Where do the two part?",
        "Take {at}, and work out {before} and line {line} with it. What has changed on the way?",
    ),
    "line_wrong": (
        "Stay with line {line} for a moment. What did you do to get it from {before}?",
        "Let’s look at line {line} together. Which step leads to it from {before}?",
        "One line at a time, from {before} to line {line}. What happened in between?",
    ),
    "line_alone": (
        "Stay with line {line} for a moment. What do you get when you work it out once more?",
        "Let’s look at line {line} together. How could you test what it says?",
        "Go back to line {line}. What does each side of it come to?",
    ),
    "line_suspect": (
        "I would look at line {line} again, though I may be mistaken. Why did you do it that way?",
        "I am not sure about line {line}. How did you come to it?",
        "Tell me about line {line}, which I could not settle by myself. What does it say in your words?",
    ),
    "line_idea": (
        "It is line {line} that I would look at. {text}",
        "Let’s stay with line {line} for a moment. {text}",
        "About line {line}: {text}",
    ),
    "unfinished": (
        "What you have so far is right, and it goes on. What would the next line be?",
        "That holds, and it is not the end yet. Which line comes next?",
        "Right so far. What is still to be done after your last line?",
    ),
    "copied": (
        "That is the question as it stands. What would be your first step with it?",
        "You sent back what was asked. What do you get when you work on it?",
        "Those are the question’s own words. What would you turn them into?",
    ),
}
