"""Which fields the forms have, what they are called and how a new row begins. Knows no values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.forms.tree import Tree

Control = Literal[
    "line", "text", "lines", "words", "whole", "tick", "select", "boxes", "rows", "answer", "data"
]
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Declared:
    """One field. `aside`: seldom needed, folded away. `rows`: the fields of each row.

    Controls: `line` one line; `text` Markdown; `lines` a text each line; `words` texts between commas;
    `whole` a whole number; `data` YAML; `boxes` as many as apply; `answer` a kind with its fields.
    """

    key: str
    label: Words
    control: Control = "line"
    help: Words = ""
    aside: bool = False
    choices: tuple[tuple[str, Words], ...] = ()
    rows: tuple[Declared, ...] = ()
    one: Words = ""  # what one row is called
    add: Words = ""
    gives: Words = ""  # a default, shown where nothing is typed
    one_right: bool = False  # of these rows exactly one is chosen
    single: bool = False  # at most one row
    compact: bool = False  # rows of a field or two, without a heading each
    kinds: tuple[str, ...] = ()  # an answer's, where not every kind will do


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of answer, with the line that says what it is for."""

    name: str
    label: Words
    line: Words
    fields: tuple[Declared, ...]


ID_HELP = _(
    "Small letters, digits and hyphens. What learners have shown is kept under it: leave it once they have."
)
_RIGHT = Declared("right", _("right"), "tick")
_OPTION = (Declared("text", _("Option"), "text"), _RIGHT)
_FORMS = (
    ("", _("any equal one")),
    ("simplified", _("simplified")),
    ("expanded", _("expanded")),
    ("factored", _("factored")),
    ("single_fraction", _("a single fraction")),
    ("partial_fractions", _("partial fractions")),
    ("completed_square", _("a completed square")),
    ("rational_denominator", _("no roots below the line")),
    ("lowest_terms", _("in lowest terms")),
    ("as_written", _("as it is written, but for order")),
)

KINDS: tuple[Kind, ...] = (
    Kind(
        "number",
        _("a number"),
        _("One number, written in any usual way: 7/2, 3.5, 3 1/2."),
        (
            Declared("value", _("Right answer")),
            Declared(
                "unit", _("Unit"), help=_("m/s^2, kg, €: any unit of the same dimension counts, converted")
            ),
            Declared("tolerance", _("May be off by"), gives="0"),
            Declared("figures", _("Significant figures"), "whole", aside=True),
            Declared("decimals", _("Decimal places"), "whole", aside=True),
            Declared("variable", _("Letter"), help=_("x, if “x = 3” should count like “3”"), aside=True),
            Declared("percent", _("“50%” counts like “50”"), "tick", aside=True),
        ),
    ),
    Kind(
        "expression",
        _("an expression or equation"),
        _("Maths with letters, also equations, inequalities, sets and several values."),
        (
            Declared("value", _("Right answer")),
            Declared("form", _("Written how?"), "select", choices=_FORMS),
            Declared("variable", _("Letter"), help=_("y, if “y = …” should count like “…”"), aside=True),
            Declared(
                "names", _("Long names"), "words", _("speed, area: names of more than one letter"), aside=True
            ),
            Declared("solutions", _("Conditions count by their solutions"), "tick", aside=True),
            Declared("calculation", _("A calculation of the right value counts too"), "tick", aside=True),
        ),
    ),
    Kind(
        "choice",
        _("one of several options"),
        _("The learner picks one. Write wrong options that a wrong idea would pick."),
        (
            Declared(
                "options",
                _("Options"),
                "rows",
                rows=_OPTION,
                compact=True,
                one=_("Option"),
                add=_("Add an option"),
                one_right=True,
            ),
        ),
    ),
    Kind(
        "several",
        _("all options that apply"),
        _("The learner ticks all right ones; “None of these” is always offered."),
        (
            Declared(
                "options",
                _("Options"),
                "rows",
                rows=_OPTION,
                compact=True,
                one=_("Option"),
                add=_("Add an option"),
            ),
        ),
    ),
    Kind(
        "text",
        _("a short text"),
        _("A word or two, compared letter by letter but for capitals and spaces."),
        (
            Declared("accept", _("Answers that count"), "lines", _("one a line")),
            Declared("case", _("Capitals matter"), "tick", aside=True),
            Declared("typos", _("Slips forgiven in a word of five letters or more"), "whole", aside=True),
            Declared("unlike", _("Never taken for a slip"), "lines", _("one a line"), aside=True),
        ),
    ),
    Kind(
        "order",
        _("things to put in order"),
        _("Give them in the right order; the page shows them in another."),
        (
            Declared(
                "items",
                _("In the right order"),
                "rows",
                rows=(Declared("text", _("Item"), "text"),),
                one=_("Item"),
                compact=True,
                add=_("Add an item"),
            ),
        ),
    ),
    Kind(
        "match",
        _("pairs to match"),
        _("Each text on the left has one partner on the right."),
        (
            Declared(
                "pairs",
                _("Pairs"),
                "rows",
                rows=(Declared("left", _("Left")), Declared("to", _("Its partner"))),
                one=_("Pair"),
                compact=True,
                add=_("Add a pair"),
            ),
            Declared("others", _("Partners of nothing"), "lines", _("one a line")),
        ),
    ),
    Kind(
        "cloze",
        _("gaps to fill in"),
        _("A text with ___ for each gap, and the answer of each gap."),
        (
            Declared(
                "text",
                _("Text with gaps"),
                "text",
                _("three low lines, ___, for each gap; none in a formula"),
            ),
            Declared(
                "gaps",
                _("Gaps"),
                "rows",
                rows=(
                    Declared(
                        "answer", _("Answer"), "answer", kinds=("number", "expression", "text", "choice")
                    ),
                ),
                one=_("Gap"),
                add=_("Add a gap"),
            ),
        ),
    ),
    Kind(
        "derivation",
        _("line by line"),
        _("Each line of algebra is checked against the one before."),
        (
            Declared("given", _("Begins with")),
            Declared("answer", _("Ends with")),
            Declared("form", _("Written how?"), "select", choices=_FORMS[:4]),
            Declared("conditions", _("Holds in every line"), help="x > 0", aside=True),
        ),
    ),
    Kind(
        "worked",
        _("a word problem, worked out"),
        _("Lines of sums and words, against the solution you write."),
        (
            Declared("answer", _("Comes to")),
            Declared("solution", _("Solution"), "lines", _("one line of sums a line")),
            Declared("problem", _("The problem in words"), "text"),
        ),
    ),
    Kind(
        "antiderivative",
        _("an antiderivative"),
        _("Its derivative is compared, and the constant looked for."),
        (
            Declared("value", _("One right answer")),
            Declared("variable", _("Letter"), gives="x"),
            Declared(
                "constant",
                _("The constant"),
                "select",
                choices=(
                    ("", _("has to be there")),
                    ("optional", _("may be there")),
                    ("free", _("any constants in any form")),
                ),
            ),
        ),
    ),
    Kind(
        "reading",
        _("a measurement of their own"),
        _("Only how many figures are written is looked at."),
        (
            Declared("figures", _("Significant figures"), "whole"),
            Declared("strict", _("Zeros at the end of a whole number do not count"), "tick"),
        ),
    ),
)
KIND = {kind.name: kind for kind in KINDS}
NO_QUESTION = ("", _("no question: a hint to read"))

MORE = Declared(
    "more",
    _("Further fields"),
    "data",
    _("`name: value` lines; the page on answers has them all"),
    aside=True,
)

WHERE = Declared(
    "where",
    _("Numbers that differ"),
    "rows",
    _(
        "A name, and 2..9 or {2, 3, 5} to draw from, or a formula in other names; texts and answers use it "
        "as [[a]]. A row named “require” says what must hold."
    ),
    rows=(Declared("name", _("Name")), Declared("says", _("Is"))),
    one=_("Number"),
    compact=True,
    add=_("Add a number"),
)
HINTS = Declared(
    "hints",
    _("Hints, from a nudge upwards"),
    "rows",
    _("A hint never holds the answer. With a question of its own it is a scaffold."),
    rows=(
        Declared("text", _("Text"), "text"),
        Declared("title", _("Title")),
        Declared("answer", _("Asks a question"), "answer"),
        Declared("requires", _("Only after"), "boxes", aside=True),
        Declared("id", _("Name in the records"), help=ID_HELP, aside=True),
    ),
    one=_("Hint"),
    add=_("Add a hint"),
)
MISCONCEPTIONS = Declared(
    "misconceptions",
    _("Wrong ideas"),
    "rows",
    rows=(
        Declared("name", _("What it is"), help=_("in a few words: “Doubled instead of halved”")),
        Declared("question", _("Question that exposes it"), "text"),
        Declared(
            "answers",
            _("Wrong answers that show it"),
            "rows",
            rows=(Declared("text", _("Wrong answer"), "text"),),
            one=_("Wrong answer"),
            compact=True,
            add=_("Add a wrong answer"),
        ),
        Declared("id", _("Name in the records"), help=ID_HELP, aside=True),
    ),
    one=_("Wrong idea"),
    add=_("Add a wrong idea"),
)
STEPS = Declared(
    "steps",
    _("Steps"),
    "rows",
    rows=(
        Declared("prompt", _("Question"), "text"),
        Declared("answer", _("Answer"), "answer"),
        Declared("skills", _("Skills"), "boxes"),
        HINTS,
        MISCONCEPTIONS,
        Declared(
            "solution",
            _("Solution, line by line"),
            "rows",
            rows=(Declared("text", _("Line"), "text"),),
            one=_("Line"),
            compact=True,
            add=_("Add a line"),
        ),
        Declared("id", _("Name in the records"), help=ID_HELP, aside=True),
    ),
    one=_("Step"),
    add=_("Add a step"),
)
PROBLEM = (
    Declared("title", _("Title")),
    WHERE,
    Declared("stem", _("What holds for all steps"), "text"),
    STEPS,
    Declared("source", _("Source"), aside=True),
    Declared("licence", _("Licence"), aside=True),
    Declared("id", _("Name in the records"), help=ID_HELP, aside=True),
)
GUESS = Declared(
    "guess",
    _("A guess before it is read"),
    "rows",  # so that it can be added and removed like everything else
    single=True,
    rows=(
        Declared("prompt", _("What is asked"), "text"),
        Declared(
            "choices",
            _("Choices, 2 to 6"),
            "rows",
            rows=(
                Declared("text", _("Choice"), "text"),
                Declared("reply", _("What the passage answers to it"), "text"),
                Declared("right", _("turns out right"), "tick"),
            ),
            one=_("Choice"),
            add=_("Add a choice"),
            one_right=True,
        ),
    ),
    one=_("Guess"),
    add=_("Add a guess"),
)
PASSAGE = (
    Declared("title", _("Title")),
    Declared("skills", _("Introduces"), "boxes", _("shown before the first problem on one of these")),
    GUESS,
    Declared("body", _("Text"), "text", _("Markdown, with $…$ around maths")),
    Declared("id", _("Name in the records"), help=ID_HELP, aside=True),
)


def free_id(rows: list[Tree], letter: str) -> str:
    """A name in the records that no row has: h1, h2, …"""
    taken = {row.get("id") for row in rows}
    return next(name for at in range(1, 1000) if (name := f"{letter}{at}") not in taken)


def _step(rows: list[Tree]) -> Tree:
    return {"id": free_id(rows, "s"), "answer": {"kind": "number"}}


def _plain(_rows: list[Tree]) -> Tree:
    return {}


# How a new row of each list begins, and which of its fields is typed in first.
BLANK: dict[str, Callable[[list[Tree]], Tree]] = {
    "where": _plain,
    "steps": _step,
    "hints": lambda rows: {"id": free_id(rows, "h")},
    "misconceptions": lambda _rows: {"answers": [{"text": ""}]},
    "answers": _plain,
    "solution": _plain,
    "options": _plain,
    "items": _plain,
    "pairs": _plain,
    "gaps": lambda _rows: {"answer": {"kind": "number"}},
    "guess": lambda _rows: {"choices": [{}, {}]},
    "choices": _plain,
}
FIRST = {
    "where": "name",
    "steps": "prompt",
    "hints": "text",
    "misconceptions": "name",
    "answers": "text",
    "solution": "text",
    "options": "text",
    "items": "text",
    "pairs": "left",
    "gaps": "answer-kind",
    "guess": "prompt",
    "choices": "text",
}
