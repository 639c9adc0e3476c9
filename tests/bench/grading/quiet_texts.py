"""Sentences that give nothing away: the problem in other words, hints, wrong numbers. Uses no checker
code.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tests.bench.grading.leak_texts import around, in_words
from tests.bench.grading.notation import write
from tests.bench.grading.right import Right

_HELP = (
    "What have you tried so far?",
    "Which step comes first?",
    "Can you say in your own words what is asked?",
    "Check your sign.",
    "Write down what you know.",
    "Look at the units.",
    "Could you draw it?",
    "One thing at a time.",
    "What would make it simpler?",
    "There are two steps.",
    "Step 1 is to tidy up. Step 2 is to solve.",
    "Try again!",
    "You may be one sign away.",
    "Is your result larger or smaller than you expected?",
    "Look at line 2 once more.",
    "That is half of the work done.",
    "Think of a similar one that you solved before.",
    "Which rule did you use?",
)


def quiet(right: Right, draw: Random) -> str:
    """One text that only restates the problem or helps."""
    makers = [_question, _question, _hint, _hint, _help, _given, _wrong, _both, _near]
    return draw.choice(makers)(right, draw)


def _question(right: Right, draw: Random) -> str:
    maths = right.question.split("$")[1::2]
    frames = [
        "{}",
        "Look again: {}",
        "The task was this. {}",
        "You were asked: {}",
        "So, {} Where do you begin?",
    ]
    text = draw.choice(frames).format(right.question)
    if maths and draw.random() < 0.5:
        text = draw.choice(
            [f"We have ${maths[0]}$.", f"What can you do with ${maths[0]}$?", f"Start from ${maths[0]}$."]
        )
    if right.shape == "choice" and draw.random() < 0.6:
        listed = list(right.spec["options"])
        text = draw.choice(
            [f"Is it {' or '.join(listed)}?", f"Choose: {', '.join(listed[:-1])} or {listed[-1]}?"]
        )
    return around(text, draw)


def _hint(right: Right, draw: Random) -> str:
    return around(draw.choice(right.hints), draw) if right.hints else _help(right, draw)


def _help(right: Right, draw: Random) -> str:
    return around(draw.choice(_HELP), draw)


def _given(right: Right, draw: Random) -> str:
    """Numbers that the question shows."""
    shown = [
        word.strip(".,?$")
        for word in right.question.replace("$", " ").split()
        if word.strip(".,?$").isdigit()
    ]
    if not shown:
        return _help(right, draw)
    number = draw.choice(shown)
    said = draw.choice([number, in_words(Fraction(number))])
    frames = [
        "Where does the {} in the question come in?",
        "You have used the {} already.",
        "Think about the {} first.",
    ]
    return around(draw.choice(frames).format(said), draw)


def _wrong(right: Right, draw: Random) -> str:
    """What the learner said, which is wrong."""
    if right.shape == "choice":
        option = draw.choice([option for option in right.spec["options"] if option != right.typed])
        kept = len(right.spec["options"]) > 2
        return around(f"You chose “{option}”. Why?" if not kept else f"It is not “{option}”. Why not?", draw)
    if right.shape == "text":
        return around(
            draw.choice(["Not quite: a different word.", "It is a word from lesson 3.", "Not 17 m."]), draw
        )
    wrong = _other(right, draw)
    frames = [
        "{} is too large.",
        "You wrote {}. Put it in and see.",
        "It is not {}.",
        "Does {} fit?",
        "How did you get {}?",
    ]
    return around(draw.choice(frames).format(wrong), draw)


def _other(right: Right, draw: Random) -> str:
    value = right.tree if isinstance(right.tree, Fraction) else Fraction(draw.randint(2, 40))
    while True:
        other = value + Fraction(draw.choice(["-10", "-2", "-1", "1", "2", "10", "1/2"]))
        text = write(other)
        if not right.same(text):
            return draw.choice([text, f"${text}$", in_words(other) if other.denominator < 10 else text])


def _near(right: Right, draw: Random) -> str:
    """A calculation that comes to something else, or a word that only looks alike."""
    if right.shape == "text":
        return (
            around(f"It begins with “{right.typed[0]}”.", draw)
            if right.family == "term"
            else _help(right, draw)
        )
    if not isinstance(right.tree, Fraction):
        return _hint(right, draw)
    a, b = draw.randint(2, 60), draw.randint(2, 60)
    while right.tree in (a + b, a - b, b - a, a * b, Fraction(a, b), Fraction(b, a), a, b, 2 * a):
        a, b = draw.randint(2, 60), draw.randint(2, 60)
    frames = [
        "Take {a} and add {b}: is that more than you have?",
        "Add {b} to {a} first.",
        "Work out ${a} + {b}$ first.",
        "Multiply {a} by {b}, then go on.",
        "Someone got {a}. Someone else got {b}.",
        "Is {a} - {b} of any use?",
    ]
    return around(draw.choice(frames).format(a=a, b=b), draw)


def _both(right: Right, draw: Random) -> str:
    return f"{right.question} {_hint(right, draw)}"
