"""The families of right answers that are words or signs: options, terms, units, ratios."""

from __future__ import annotations

from random import Random

from tests.bench.grading.right import Right, family

_TERMS = {
    "slope": "What do we call the steepness of a line?",
    "mitosis": "How does a body cell divide into two equal cells?",
    "denominator": "What is the lower part of a fraction called?",
    "hypotenuse": "What is the longest side of a right triangle called?",
    "photosynthesis": "How do plants make sugar from light?",
    "perpendicular": "How do two lines meet at a right angle?",
    "median": "Which value stands in the middle of sorted data?",
    "acceleration": "What is the rate of change of velocity called?",
    "oxidation": "What is the loss of electrons called?",
    "prime number": "What has exactly two divisors?",
}
_UNITS = ("mW", "MW", "kPa", "mol", "Hz", "kg", "mA", "Pa", "km/h", "m/s", "J", "N")
_OPTIONS = (
    ("positive", "negative", "zero"),
    ("It doubles", "It halves", "It stays the same", "It grows by two"),
    ("A line", "A parabola", "A circle", "A hyperbola"),
    ("$x + 3$", "$x - 3$", "$3 - x$", "$3x$"),
    ("$\\frac{1}{7}$", "$\\frac{7}{1}$", "$-\\frac{1}{7}$"),
    ("Yes", "No"),
    ("Add 5 to both sides", "Subtract 5 from both sides", "Divide both sides by 5"),
    ("mitosis", "meiosis", "osmosis"),
)
_HINTS = ("Read the question once more.", "Think of what each word means.", "Try an example of your own.")


@family("choice")
def choice(draw: Random) -> Right:
    options = list(draw.choice(_OPTIONS))
    draw.shuffle(options)
    correct = draw.randrange(len(options))
    question = "Which one fits what you see in the picture?"
    spec = {"kind": "choice", "options": options, "correct": correct, "asked": [question]}
    return Right("choice", spec, options[correct], "choice", None, question, _HINTS)


@family("term")
def term(draw: Random) -> Right:
    word, question = draw.choice(list(_TERMS.items()))
    spec = {"kind": "text", "accept": [word], "asked": [question]}
    return Right("term", spec, word, "text", None, question, _HINTS)


@family("unit")
def unit(draw: Random) -> Right:
    word, question = draw.choice(_UNITS), "Which unit belongs here?"
    spec = {"kind": "text", "accept": [word], "case": True, "asked": [question]}
    return Right("unit", spec, word, "text", None, question, _HINTS)


@family("ratio")
def ratio(draw: Random) -> Right:
    word = f"{draw.choice(['', '-'])}{draw.randint(1, 30)}{draw.choice('/:')}{draw.randint(2, 30)}"
    question = "Write it just as it stands on the label."
    spec = {"kind": "text", "accept": [word], "asked": [question]}
    return Right("ratio", spec, word, "text", None, question, _HINTS)
