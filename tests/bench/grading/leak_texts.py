"""Sentences that give an answer away, way by way, and sentences that only restate the problem or help.

Knows the answers of the corpus and English; uses no checker code.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random

from tests.bench.grading.notation import (
    LATEX,
    MATHLIVE,
    STARS,
    STYLES,
    TYPED,
    UNICODE,
    Maths,
    reordered,
    write,
)
from tests.bench.grading.right import Right

Way = Callable[[Right, Random], list[str]]
WAYS: dict[str, Way] = {}
_ONES = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_PARTS = {
    2: "half",
    3: "third",
    4: "quarter",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
    12: "twelfth",
    20: "twentieth",
}
_ORDINALS = ("first", "second", "third", "fourth")
_FRAMES = (
    "So it is {}.",
    "The answer is {}.",
    "You should get {}.",
    "That leaves {}.",
    "Just write {}.",
    "{} is what you want.",
    "I get {} there, do you?",
    "Well, {} works.",
    "Did you notice that {} fits?",
    "It comes out as {}",
    "Result: {}",
    "Nearly! One more look and you have {}.",
    "(psst: {})",
    "As you said before, {}.",
    "Let us agree on {} and move on.",
)
_FILLER = (
    "Read the question once more.",
    "Take your time.",
    "That was a good start!",
    "You are close.",
    "Check each line.",
    "Let us look at this together.",
    "Many find this hard at first.",
    "Draw a picture if it helps.",
)


def way(name: str) -> Callable[[Way], Way]:
    """Register a way of giving an answer away."""

    def put(generator: Way) -> Way:
        WAYS[name] = generator
        return generator

    return put


def framed(said: str, draw: Random) -> str:
    """The words in a sentence, perhaps among others."""
    text = draw.choice(_FRAMES).format(said)
    return around(text, draw)


def around(text: str, draw: Random) -> str:
    before = f"{draw.choice(_FILLER)} " if draw.random() < 0.4 else ""
    after = f" {draw.choice(_FILLER)}" if draw.random() < 0.3 else ""
    return f"{before}{text}{after if text[-1:] in '.?!' else ''}"


def in_words(value: Fraction) -> str:
    """A number in words: "minus three and a half" is "minus seven halves" here."""
    if value < 0:
        return f"minus {in_words(-value)}"
    if value.denominator == 1:
        return _whole(value.numerator)
    part = _PARTS.get(value.denominator)
    if part is None:
        return f"{_whole(value.numerator)} over {_whole(value.denominator)}"
    plural = "halves" if part == "half" else f"{part}s"
    return f"{_whole(value.numerator)} {part if value.numerator == 1 else plural}"


def _figures(number: int) -> str:
    return str(number)


def _whole(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} hundred" + (f" and {_whole(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    return f"{_whole(thousands)} thousand" + (
        f" {'and ' if rest < 100 else ''}{_whole(rest)}" if rest else ""
    )


def read_aloud(tree: Maths) -> str:
    """Maths as people say it; "" where it would be unclear."""
    if isinstance(tree, Fraction):
        return in_words(tree)
    if isinstance(tree, str):
        return {"inf": "infinity"}.get(tree, tree)
    kind, *parts = tree
    said = [read_aloud(part) for part in parts]
    if not all(said):
        return ""
    match kind:
        case "+":
            return " plus ".join(said).replace("plus minus", "minus")
        case "-":
            return f"minus {said[0]}"
        case "*":
            if any(isinstance(part, tuple) and part[0] == "+" for part in parts):
                return " times ".join(
                    f"open bracket {word} close bracket" if isinstance(part, tuple) else word
                    for part, word in zip(parts, said, strict=True)
                )
            return " times ".join(said) if parts[1:] == ["pi"] else " ".join(said)
        case "/":
            return ""
        case "^":
            return {2: f"{said[0]} squared", 3: f"{said[0]} cubed"}.get(int(parts[1]), "")
        case "sqrt":
            return f"times the square root of {said[0]}"
        case "rel" if len(parts) == 3:
            words = {
                "=": "equals",
                "<": "is less than",
                ">": "is greater than",
                "<=": "is at most",
                ">=": "is at least",
            }
            return f"{said[0]} {words[parts[1]]} {said[2]}"
    return ""


@way("notation")
def notation(right: Right, draw: Random) -> list[str]:
    if right.tree is None or right.family == "decimal":
        return [framed(right.typed, draw)]
    style = draw.choice(STYLES)
    said = write(reordered(right.tree, draw) if draw.random() < 0.4 else right.tree, style)
    if style in (LATEX, MATHLIVE):
        said = draw.choice([f"${said}$", f"\\({said}\\)", f"$${said}$$"])
    return [framed(draw.choice([said, said, f"**{said}**"]) if "*" not in said else said, draw)]


@way("as an equation")
def as_equation(right: Right, draw: Random) -> list[str]:
    if not isinstance(right.tree, Fraction):
        return []
    name = right.spec.get("variable", "x")
    style = draw.choice([TYPED, UNICODE, LATEX])
    made = write(("rel", name, "=", right.tree), style)
    return [framed(f"${made}$" if draw.random() < 0.6 or style is LATEX else made, draw)]


@way("words")
def words(right: Right, draw: Random) -> list[str]:
    said = read_aloud(right.tree) if right.tree is not None and right.family != "decimal" else ""
    if right.family == "decimal" or not said or right.shape in ("interval", "tuple", "set", "list"):
        return []
    return [framed(said, draw)]


@way("other number")
def other_number(right: Right, draw: Random) -> list[str]:
    value = right.tree
    if not isinstance(value, Fraction):
        return []
    k = draw.randint(2, 9)
    made = [
        f"{value.numerator * k}/{value.denominator * k}",
        f"\\frac{{{value.numerator * k}}}{{{value.denominator * k}}}",
    ]
    made[1] = f"${made[1]}$"
    if value.denominator == 1:
        made += [f"{value}.0", f"{value}.00"]
    elif value > 1:
        whole, rest = divmod(value, 1)
        made.append(f"{whole} {rest.numerator}/{rest.denominator}")
    if 1000 % value.denominator == 0 and not right.spec.get("percent"):
        made += [f"{float(value):g}", f"{float(value * 100):g}%"]
    return [framed(draw.choice(made), draw)]


@way("code")
def code(right: Right, draw: Random) -> list[str]:
    if right.shape != "value" or right.family in ("tolerance", "root", "trig"):
        return []
    made = write(right.tree, STARS) if right.family != "decimal" else right.typed
    forms = [
        f"`{made}`",
        f"`return {made}`",
        f"`print({made})`",
        f"`answer = {made}`",
        f"```\nresult = {made}\n```",
    ]
    value = right.tree
    if isinstance(value, Fraction):
        forms += [
            f"`Fraction({value.numerator}, {value.denominator})`",
            f"`x == {made}`",
            f'`{{"answer": {made}}}`',
        ]
        if value.denominator == 1:
            k = draw.randint(2, 30)
            forms += [
                f"`int('{value}')`",
                f"`{value - k} + {k}`",
                f"`{value * k} // {k}`",
                f"`sum([{value - k}, {k}])`",
            ]
        if value.denominator == 1 and value > 0:
            forms += [f"`{hex(int(value))}`", f"`{bin(int(value))}`"]
    else:
        forms += [f"`f = lambda {draw.choice('xyz')}: {made}`", f"`def f(x): return {made}`"]
    return [
        around(
            draw.choice(["Try {}.", "{}", "In code: {}", "Run {} and see."]).format(draw.choice(forms)),
            draw,
        )
    ]


@way("arithmetic")
def arithmetic(right: Right, draw: Random) -> list[str]:
    value = right.tree
    if not isinstance(value, Fraction) or value.denominator != 1 or value < 3:
        return []
    n = int(value)
    k, m = draw.randint(1, n - 1), draw.randint(2, 40)
    spell: Callable[[int], str] = draw.choice([_figures, _whole])
    a, b = spell(n - k), spell(k)
    told = [
        f"Take {a} and add {b}.",
        f"Add {b} to {a}.",
        f"Start with {a}. Then add {b}.",
        f"It is the sum of {a} and {b}.",
        f"Subtract {spell(m)} from {spell(n + m)}.",
        f"Take {spell(n + m)} and subtract {spell(m)}.",
        f"It is {b} more than {a}.",
        f"{spell(m)} less than {spell(n + m)} is what you want.",
        f"It is {n - k} + {k}.",
        f"Think of {a} plus {b}.",
        f"Half of {spell(2 * n)} is it.",
        f"Divide {spell(n * m)} by {spell(m)}.",
        f"It is ${n + m} - {m}$.",
        f"Take {spell(n + m)} away from {spell(2 * n + m)}.",
        f"Just {n * m} ÷ {m}, that is all.",
        f"It is the number after {n - 1}.",
        f"The number between {n - 1} and {n + 1} fits.",
        f"x is {n * 10} / 10.",
    ]
    if n % 2 == 0:
        told += [f"Double {spell(n // 2)}.", f"It is twice {spell(n // 2)}.", f"Take {n // 2}. Double it."]
    return [around(draw.choice(told), draw)]


@way("split")
def split(right: Right, draw: Random) -> list[str]:
    value = right.tree
    if isinstance(value, Fraction):
        return [around(text, draw) for text in _split_number(value, draw)]
    if right.shape in ("list", "set"):
        items = [write(item) for item in value[2:]]
        if len(items) == 2:
            a, b = items
            return [
                around(
                    draw.choice(
                        [
                            f"One solution is {a}. The other is {b}.",
                            f"First you get {a}. Then there is also {b}.",
                            f"There is {a} in it. And do not forget {b}.",
                            f"It holds {a}, and it holds {b}.",
                        ]
                    ),
                    draw,
                )
            ]
        return [around(" ".join(f"It has {item} in it." for item in items), draw)]
    return [around(text, draw) for text in _split_maths(right, draw)]


def _split_number(value: Fraction, draw: Random) -> list[str]:
    if value.denominator != 1 and value > 0:
        a, b = value.numerator, value.denominator
        return [
            draw.choice(
                [
                    f"The numerator is {a}. The denominator is {b}.",
                    f"On top stands {a}. Below the line stands {b}.",
                    f"The denominator is {in_words(Fraction(b))}. The numerator is {in_words(Fraction(a))}.",
                    f"The top number is {a}, and the bottom number is {b}.",
                ]
            )
        ]
    if value < 0 and value.denominator == 1:
        return [
            draw.choice(
                [
                    f"It is negative. Its size is {-value}.",
                    f"Start with a minus sign. Then write {-value}.",
                    f"The number without its sign is {-value}. And it is below zero.",
                ]
            )
        ]
    if 10 <= value < 100 and value.denominator == 1:
        a, b = divmod(int(value), 10)
        return [
            draw.choice(
                [
                    f"The first digit is {a}. The second digit is {b}.",
                    f"The tens digit is {a} and the ones digit is {b}.",
                    f"The digits are {a} and {b}.",
                    f"Write a {a}, followed by a {b}.",
                    f"It has {a} tens and {b} ones.",
                    f"The ones digit is {_ONES[b]}. The tens digit is {_ONES[a]}.",
                ]
            )
        ]
    return []


def _split_maths(right: Right, draw: Random) -> list[str]:
    tree = right.tree
    match right.family:
        case "factored":
            a, b = write(tree[1]), write(tree[2])
            return [
                draw.choice(
                    [
                        f"One factor is ${a}$. The other one is ${b}$.",
                        f"The first bracket holds {a}. The second bracket holds {b}.",
                        f"A factor is {b}. Multiply it by {a}.",
                    ]
                )
            ]
        case "simplified" | "expanded" | "two_letters":
            said = [write(term) for term in tree[1:]]
            ordinals = [
                f"The {place} term is ${term}$." for place, term in zip(_ORDINALS, said, strict=False)
            ]
            return [" ".join(ordinals)]
        case "point":
            a, b = write(tree[2]), write(tree[3])
            return [
                draw.choice(
                    [
                        f"The first coordinate is {a}. The second coordinate is {b}.",
                        f"There x is {a} and y is {b}.",
                        f"The x-coordinate is {a}; the y-coordinate is {b}.",
                    ]
                )
            ]
        case "root":
            positive = tree[0] == "*"
            a, b = (write(tree[1]), write(tree[2][1])) if positive else ("", "")
            return [f"Outside the root stands {a}. Under the root stands {b}."] if positive else []
    return []


@way("options")
def options(right: Right, draw: Random) -> list[str]:
    if right.shape != "choice":
        return []
    listed, correct = list(right.spec["options"]), right.spec["correct"]
    others = [option for option in listed if option != right.typed]
    letter = "ABCD"[correct]
    told = [
        f"Option {letter} fits.",
        f"It is ({letter.lower()}).",
        f"Choose {letter}.",
        f"Take the {_ORDINALS[correct]} option.",
        f"The {_ORDINALS[correct]} one is right.",
        " ".join(f"It is not “{option}”." for option in others),
        f"You can rule out {' and '.join(others)}.",
        f"Pick “{right.typed}”.",
        f"The answer: {right.typed}",
    ]
    return [around(draw.choice(told), draw)]


@way("spelled")
def spelled(right: Right, draw: Random) -> list[str]:
    if right.shape != "text" or right.family == "ratio" or len(right.typed) < 2 or "/" in right.typed:
        return []
    word, cut = right.typed, max(1, len(right.typed) // 2)
    told = [
        f"Spell it {'-'.join(word)}.",
        f"{' '.join(word)}",
        f"The letters are {', '.join(word)}.",
        f"It is called *{word}*.",
    ]
    if right.family == "term":
        told += [f"It starts with “{word[:cut].strip()}”. It ends with “{word[cut:].strip()}”.", word.upper()]
        told += [f"Some would say {word}s are like that, but it is {word}.", f"Think of the {word} here."]
    return [around(draw.choice(told), draw)]
