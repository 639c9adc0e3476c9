"""The families of right answers that are a way: lines of algebra, and the worked answers of word problems."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from random import Random

from tests.bench.grading.right import FURTHER, Right, asked, away_from_zero, family
from tests.bench.grading.second_lines import derivation_is_sound, rewriting_is_sound, sums_hold

_HINTS = ("What can you do to both sides?", "Write one step a line.", "Try your result in the first line.")


def _signed(value: int | Fraction) -> str:
    return f"- {abs(value)}" if value < 0 else f"+ {value}"


def _way(
    name: str, letter: str, given: str, answer: str, lines: list[str], question: str, **spec: object
) -> Right:
    """A derivation of statements, with the layouts that change nothing."""
    typed = "\n".join(lines)

    def judge(text: str) -> bool:
        return derivation_is_sound(text, given, answer, letter)

    body = {"kind": "derivation", "given": given, "answer": answer, "asked": asked(question), **spec}
    turned = [_mirrored(line) for line in lines]
    neutral = [*_layouts(lines), ("sides swapped", "\n".join(turned))]
    neutral.append(("given first", "\n".join([given, *lines])))
    return Right(name, body, typed, "derivation", None, question, _HINTS, judge, tuple(neutral))


def _mirrored(line: str) -> str:
    left, sign, right = line.partition(" = ")
    return f"{right} = {left}" if sign and " = " not in right else line


def _layouts(lines: list[str]) -> list[tuple[str, str]]:
    return [
        ("blank lines", "\n\n".join(lines)),
        ("windows lines", "\r\n".join(lines)),
        ("numbered", "\n".join(f"{k}) {line}" for k, line in enumerate(lines, 1))),
        ("numbered with points", "\n".join(f"{k}. {line}" for k, line in enumerate(lines, 1))),
        ("arrows", "\n".join(f"=> {line}" for line in lines)),
        ("therefore", "\n".join(f"∴ {line}" for line in lines)),
        ("implies", "\n".join(f"\\implies {line}" for line in lines)),
        ("so", "\n".join([*lines[:-1], f"so {lines[-1]}"])),
        ("dollars", "\n".join(f"${line}$" for line in lines)),
        ("full stops", "\n".join(f"{line}." for line in lines)),
        ("indented", "\n".join(f"   {line}  " for line in lines)),
        ("tight", "\n".join(line.replace(" ", "") if " or " not in line else line for line in lines)),
        ("the end again", "\n".join([*lines, lines[-1]])),
        ("answer said", "\n".join([*lines[:-1], f"The answer is {lines[-1]}"])),
        ("dots for times", "\n".join(line.replace("*", "·") for line in lines)),
        ("typographic minus", "\n".join(line.replace("-", "−") for line in lines)),
    ]


@family("linear_way", FURTHER)
def linear_way(draw: Random) -> Right:
    a, x, letter = draw.randint(2, 9), draw.choice([n for n in range(-9, 13) if n]), draw.choice("xtn")
    b = draw.choice([n for n in range(-12, 13) if n and n != x])
    given = f"{a}({letter} {_signed(b)}) = {a * (x + b)}"
    lines = [f"{a}{letter} {_signed(a * b)} = {a * (x + b)}", f"{a}{letter} = {a * x}", f"{letter} = {x}"]
    return _way("linear_way", letter, given, f"{letter} = {x}", lines, f"Solve ${given}$.")


@family("both_sides_way", FURTHER)
def both_sides_way(draw: Random) -> Right:
    a, c = draw.sample(range(2, 10), 2)
    a, c = max(a, c) + 1, min(a, c)
    x, b = draw.choice([n for n in range(-9, 13) if n]), draw.choice([n for n in range(-12, 13) if n])
    d = (a - c) * x + b
    given = f"{a}x {_signed(b)} = {c}x {_signed(d)}" if d else f"{a}x {_signed(b)} = {c}x"
    lines = [f"{a - c}x {_signed(b)} = {d}", f"{a - c}x = {d - b}", f"x = {x}"]
    return _way("both_sides_way", "x", given, f"x = {x}", lines, f"Solve ${given}$.")


@family("quadratic_way", FURTHER)
def quadratic_way(draw: Random) -> Right:
    p, q = draw.sample([n for n in range(-9, 10) if n], 2)
    if p == -q:
        q += 1 if q not in (-1, p - 1) else 2
    middle = -(p + q)
    given = f"x^2 {_signed(middle)}x = {-p * q}"
    lines = [f"x^2 {_signed(middle)}x {_signed(p * q)} = 0", f"(x {_signed(-p)})(x {_signed(-q)}) = 0"]
    lines.append(f"x {_signed(-p)} = 0 or x {_signed(-q)} = 0")
    lines.append(f"x = {p} or x = {q}")
    return _way("quadratic_way", "x", given, f"x = {p} or x = {q}", lines, f"Solve ${given}$.")


@family("inequality_way", FURTHER)
def inequality_way(draw: Random) -> Right:
    a, bound, b = draw.randint(2, 9), away_from_zero(draw, -9, 12), away_from_zero(draw, -12, 12)
    sign = draw.choice(["<", ">", "<=", ">="])
    turned = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}[sign]
    given = f"{b} - {a}x {sign} {b - a * bound}"
    lines = [f"-{a}x {sign} {-a * bound}", f"{a}x {turned} {a * bound}", f"x {turned} {bound}"]
    return _way("inequality_way", "x", given, f"x {turned} {bound}", lines, f"Solve ${given}$.")


@family("rewriting_way", FURTHER)
def rewriting_way(draw: Random) -> Right:
    """An expression brought into another form, line by line."""
    a, b, c = draw.randint(2, 9), draw.choice([n for n in range(-9, 10) if n]), draw.randint(2, 9)
    given = f"{a}(x {_signed(b)}) + {c}x"
    lines = [f"{a}x {_signed(a * b)} + {c}x", f"{a}x + {c}x {_signed(a * b)}", f"{a + c}x {_signed(a * b)}"]
    return _rewriting("rewriting_way", given, lines, "simplified")


@family("expansion_way", FURTHER)
def expansion_way(draw: Random) -> Right:
    p, q = draw.sample(range(1, 10), 2)
    given = f"(x + {p})(x - {q})"
    middle = f"{_signed(p - q)}x".replace(" 1x", " x")
    lines = [f"x^2 - {q}x + {p}x - {p * q}".replace(" 1x", " x"), f"x^2 {middle} - {p * q}"]
    return _rewriting("expansion_way", given, lines, "expanded")


def _rewriting(name: str, given: str, lines: list[str], form: str) -> Right:
    question = f"Bring ${given}$ into the form asked for."
    body = {"kind": "derivation", "given": given, "answer": lines[-1], "form": form, "asked": asked(question)}

    def judge(text: str) -> bool:
        return rewriting_is_sound(text, given)

    neutral = [*_layouts(lines), ("equals", "\n".join(f"= {line}" for line in lines))]
    neutral = [(kind, text) for kind, text in neutral if kind not in ("answer said", "so")]
    return Right(name, body, "\n".join(lines), "derivation", None, question, _HINTS, judge, tuple(neutral))


@family("melons", FURTHER)
def melons(draw: Random) -> Right:
    each, sold, left = draw.randint(3, 9), draw.randint(11, 60), draw.randint(12, 48)
    problem = (
        f"Melons cost ${each} each. After earning ${each * sold} there are {left} left. How many were there "
        "at first?"
    )
    lines = [
        f"He sold {each * sold} / {each} = {sold} melons.",
        f"At first there were {sold} + {left} = {sold + left} melons.",
    ]
    return _worked("melons", problem, lines, sold + left)


@family("boxes", FURTHER)
def boxes(draw: Random) -> Right:
    count, each, broken, price = (
        draw.randint(3, 12),
        draw.randint(11, 40),
        draw.randint(2, 9),
        draw.randint(2, 6),
    )
    problem = (
        f"A shop packs {count} boxes with {each} cups in each. {broken} cups break. Each of the others is "
        f"sold for ${price}. How much does the shop earn?"
    )
    total = count * each
    lines = [f"There are {count} x {each} = {total} cups."]
    lines.append(f"Whole are {total} - {broken} = {total - broken} cups.")
    lines.append(f"They bring {total - broken} x ${price} = ${(total - broken) * price}.")
    return _worked("boxes", problem, lines, (total - broken) * price)


@family("journey", FURTHER)
def journey(draw: Random) -> Right:
    speed, hours, rest = draw.randint(31, 95), draw.randint(2, 7), draw.randint(11, 29)
    problem = (
        f"A bus goes {speed} km each hour for {hours} hours and then {rest} km more. How far does it go?"
    )
    lines = [f"In {hours} hours it goes {hours} * {speed} = {hours * speed} km."]
    lines.append(f"Together that is {hours * speed} + {rest} = {hours * speed + rest} km.")
    return _worked("journey", problem, lines, hours * speed + rest)


def _worked(name: str, problem: str, lines: list[str], answer: int) -> Right:
    typed = "\n".join(lines)
    body = {
        "kind": "worked",
        "problem": problem,
        "solution": lines,
        "answer": str(answer),
        "asked": [problem],
    }
    neutral = [*_prose_layouts(lines), ("answer alone", f"{answer}")]
    return Right(
        name, body, typed, "worked", None, problem, _HINTS, _sums(len(lines), answer), tuple(neutral)
    )


def _sums(claims: int, answer: int) -> Callable[[str], bool]:
    """Either all sums as they were, or no number but the answer, among plain words or none."""

    def judge(text: str) -> bool:
        plain = re.fullmatch(r"[\w\s.,:;!|$]*", text) is not None
        if plain and set(re.findall(r"\d+(?:\.\d+)?", text)) == {str(answer)}:
            return True
        return sums_hold(text, claims, Fraction(answer))

    return judge


def _prose_layouts(lines: list[str]) -> list[tuple[str, str]]:
    return [
        ("one paragraph", " ".join(lines)),
        ("blank lines", "\n\n".join(lines)),
        ("windows lines", "\r\n".join(lines)),
        ("numbered", "\n".join(f"{k}) {line}" for k, line in enumerate(lines, 1))),
        ("steps", "\n".join(f"Step {k}: {line}" for k, line in enumerate(lines, 1))),
        ("bullets", "\n".join(f"- {line}" for line in lines)),
        ("times", "\n".join(line.replace(" x ", " × ").replace(" * ", " × ") for line in lines)),
        ("stars", "\n".join(line.replace(" x ", " * ") for line in lines)),
        ("division sign", "\n".join(line.replace(" / ", " ÷ ") for line in lines)),
        (
            "tight",
            "\n".join(line.replace(" = ", "=").replace(" + ", "+").replace(" - ", "-") for line in lines),
        ),
        ("no full stops", "\n".join(line.rstrip(".") for line in lines)),
        ("no words", "\n".join(_sum_of(line) for line in lines)),
        ("capitals", "\n".join(line.upper().replace(" X ", " x ") for line in lines)),
        (
            "in a sentence",
            "\n".join([*lines, f"So the answer is {_sum_of(lines[-1]).rpartition('= ')[2].strip('$')}."]),
        ),
    ]


def _sum_of(line: str) -> str:
    kept = [
        word for word in line.rstrip(".").split() if any(char.isdigit() for char in word) or word in "+-*/x="
    ]
    while kept and kept[1:2] and kept[1] not in "+-*/x=":
        kept = kept[1:]
    return " ".join(kept)
