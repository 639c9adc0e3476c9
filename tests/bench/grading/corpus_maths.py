"""The families of right answers that are maths: numbers, expressions, relations, and several of them."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from tests.bench.grading.notation import Maths, write
from tests.bench.grading.right import Right, away_from_zero, family, fraction, linear, make


def _shown(tree: Maths) -> str:
    return f"${write(tree)}$"


@family("integer")
def integer(draw: Random) -> Right:
    a, x = Fraction(draw.randint(2, 9)), away_from_zero(draw, -60, 300)
    b = away_from_zero(draw, -40, 40)
    while b == x:
        b = away_from_zero(draw, -40, 40)
    equation = ("rel", linear("x", a, b), "=", a * x + b)
    verb = f"Add ${-b}$ to" if b < 0 else f"Subtract ${b}$ from"
    hints = (
        f"{verb} both sides first.",
        f"What undoes multiplying by ${a}$?",
        "Which number stands alone on its side, without $x$?",
        f"You know that {_shown(equation)}. What can you do to both sides?",
        f"Look at the ${a}$ in front of $x$: it multiplies.",
    )
    return make("integer", "number", x, f"Solve {_shown(equation)}.", hints, variable="x")


@family("word_problem")
def word_problem(draw: Random) -> Right:
    boxes, each, spare = draw.randint(3, 12), draw.randint(11, 40), draw.randint(2, 9)
    total = Fraction(boxes * each + spare)
    question = (
        f"A shop packs {boxes} boxes with {each} pens in each, and {spare} pens are left. How many pens?"
    )
    hints = (
        "First find how many pens are in the boxes, then think of those left.",
        f"There are {boxes} boxes, and each holds {each} pens.",
        f"Do not forget the {spare} pens that are left over.",
        "Will you add or multiply the pens of equal boxes?",
    )
    return make("word_problem", "number", total, question, hints)


@family("fraction")
def a_fraction(draw: Random) -> Right:
    while True:
        first, second = fraction(draw, 9), fraction(draw, 9)
        if (first + second).denominator > 1 and first.denominator != second.denominator:
            break
    question = f"Work out {_shown(('+', first, second))}."
    hints = (
        "Find a common denominator first.",
        f"The denominators are {first.denominator} and {second.denominator}.",
        "Do you add the denominators too?",
        f"Write both fractions over the least common multiple of {first.denominator} and "
        f"{second.denominator}.",
    )
    sign = -1 if draw.random() < 0.3 else 1
    if sign < 0:
        question = f"Work out {_shown(('-', ('+', first, second)))}."
    return make("fraction", "number", sign * (first + second), question, hints)


@family("decimal")
def a_decimal(draw: Random) -> Right:
    value = Fraction(draw.randint(11, 9999), draw.choice([10, 100, 1000]))
    if value.denominator == 1:
        value += Fraction(1, 10)
    question = f"A ribbon of {write(2 * value)} metres is cut into 2 equal parts. How long is each?"
    right = make("decimal", "number", value, question, ("Share the length equally.", "Into 2 parts it goes."))
    typed = f"{float(value):g}" if Fraction(f"{float(value):g}") == value else right.typed
    return Right(right.family, {**right.spec, "value": typed}, typed, "value", value, question, right.hints)


@family("percent")
def percent(draw: Random) -> Right:
    value, whole = Fraction(draw.randint(3, 97)), 100 * draw.randint(2, 9)
    question = f"What percentage of {whole} is {value * whole / 100}?"
    hints = (f"One percent of {whole} is {whole // 100}.", "Percent means out of a hundred.")
    return make("percent", "number", value, question, hints, percent=True)


@family("tolerance")
def tolerance(draw: Random) -> Right:
    tree = ("*", Fraction(draw.randint(2, 60)), "pi")
    radius = write(tree).removesuffix("pi").removesuffix("*")
    question = f"A circle has a diameter of {radius} cm. How long is its edge, to the nearest tenth?"
    return make("tolerance", "number", tree, question, ("Which formula has the edge?",), tolerance="0.05")


@family("root")
def root(draw: Random) -> Right:
    inside = Fraction(draw.choice([2, 3, 5, 6, 7, 10, 11, 13]))
    outside = Fraction(draw.randint(2, 12))
    tree: Maths = ("*", outside, ("sqrt", inside))
    if draw.random() < 0.4:
        tree = ("-", tree)
    question = f"Simplify $sqrt({inside * outside**2})$." if tree[0] == "*" else "Which is the lower root?"
    return make("root", "number", tree, question, ("Look for a square number that divides it.",))


@family("simplified")
def simplified(draw: Random) -> Right:
    a, b = away_from_zero(draw, -9, 12), away_from_zero(draw, -9, 12)
    if a + b in (0, 1, -1):
        b += 3 * abs(b)
    c, letter = away_from_zero(draw, -20, 20), draw.choice("xynt")
    asked = ("+", ("*", abs(a), letter), c, ("*", abs(b), letter))
    tree = linear(letter, abs(a) + abs(b), c)
    hints = ("Which terms are alike?", f"Both ${abs(a)}{letter}$ and ${abs(b)}{letter}$ hold ${letter}$.")
    question = f"Simplify {_shown(asked)}."
    return make("simplified", "expression", tree, question, hints, form="simplified")


@family("expanded")
def expanded(draw: Random) -> Right:
    p, q = away_from_zero(draw, -9, 9), away_from_zero(draw, -9, 9)
    if p == -q:
        q += abs(q)
    if p == -q:
        q += 1
    middle: Maths = "x" if abs(p + q) == 1 else ("*", abs(p + q), "x")
    tree = ("+", ("^", "x", Fraction(2)), ("-", middle) if p + q < 0 else middle, p * q)
    asked = ("*", ("+", "x", p), ("+", "x", q))
    hints = ("Multiply each term of one bracket with each of the other.", "There are four products.")
    return make("expanded", "expression", tree, f"Expand {_shown(asked)}.", hints, form="expanded")


@family("factored")
def factored(draw: Random) -> Right:
    p, q = draw.sample([n for n in range(-11, 12) if n], 2)
    if p == -q:
        q += 1 if q not in (-1, p - 1) else 2
    tree = ("*", ("+", "x", Fraction(p)), ("+", "x", Fraction(q)))
    asked = f"x^2 {'+' if p + q >= 0 else '-'} {abs(p + q)}x {'+' if p * q >= 0 else '-'} {abs(p * q)}"
    hints = (
        f"Which two numbers multiply to {p * q} and add to {p + q}?",
        "Look for two brackets.",
        f"List the pairs of factors of {abs(p * q)}.",
    )
    return make("factored", "expression", tree, f"Factor ${asked}$.", hints, form="factored")


@family("rational_expression")
def rational_expression(draw: Random) -> Right:
    a, b = away_from_zero(draw, -9, 9), Fraction(draw.randint(2, 9))
    tree = ("/", ("+", "x", a), ("*", b, ("^", "y", Fraction(draw.randint(2, 4)))))
    question = "Write the quantity as one fraction."
    return make("rational_expression", "expression", tree, question, ("What is the denominator?",))


@family("two_letters")
def two_letters(draw: Random) -> Right:
    a, b = Fraction(draw.randint(2, 15)), Fraction(draw.randint(2, 15))
    second = ("*", b, "n")
    tree = ("+", ("*", a, "m"), ("-", second) if draw.random() < 0.5 else second)
    question = f"A pen costs {a} euros. Write the price of m pens with {b} euros for each of n bags."
    return make("two_letters", "expression", tree, question, ("What do m pens cost?",))


@family("trig")
def trig(draw: Random) -> Right:
    name = draw.choice(["sin", "cos", "ln"])
    a, b = Fraction(draw.randint(2, 9)), Fraction(draw.randint(2, 9))
    tree = ("*", a, ("call", name, ("*", b, "x")))
    return make("trig", "expression", tree, "Differentiate the function.", ("Use the chain rule.",))


@family("line")
def line(draw: Random) -> Right:
    slope, shift = away_from_zero(draw, -9, 9), away_from_zero(draw, -12, 12)
    if slope in (1, -1):
        slope *= 2
    question = f"A line has slope {slope} and meets the y-axis at {shift}. Write its equation."
    hints = (f"The slope is {slope}.", "Where does it meet the y-axis?", "Which form of a line do you know?")
    return make("line", "expression", ("rel", "y", "=", linear("x", slope, shift)), question, hints)


@family("inequality")
def inequality(draw: Random) -> Right:
    sign, bound = draw.choice(["<", ">", "<=", ">="]), away_from_zero(draw, -20, 20)
    a = Fraction(draw.randint(2, 7))
    while a == bound:
        a += 1
    question = f"Solve {_shown(('rel', ('*', a, 'x'), sign, a * bound))}."
    hints = (f"Divide both sides by ${a}$.", "Does the sign turn round?")
    return make("inequality", "expression", ("rel", "x", sign, bound), question, hints)


@family("chain")
def chain(draw: Random) -> Right:
    low = draw.randint(-12, 8)
    high = low + draw.randint(2, 15)
    tree = ("rel", Fraction(low), draw.choice(["<", "<="]), "x", draw.choice(["<", "<="]), Fraction(high))
    return make("chain", "expression", tree, "Which x lie in the strip?", ("There are two bounds.",))


@family("interval")
def interval(draw: Random) -> Right:
    low = draw.randint(-12, 8)
    high = low + draw.randint(2, 15)
    brackets = draw.choice(["()", "[]", "[)", "(]"])
    tree = ("group", brackets, Fraction(low), Fraction(high))
    return make("interval", "expression", tree, "Write the domain as an interval.", ("Is the end in it?",))


@family("ray")
def ray(draw: Random) -> Right:
    low, bracket = away_from_zero(draw, -12, 12), draw.choice("([")
    tree = ("group", f"{bracket})", low, "inf")
    return make("ray", "expression", tree, "Write the domain as an interval.", ("Where does it begin?",))


@family("set")
def a_set(draw: Random) -> Right:
    items = [Fraction(n) for n in draw.sample(range(-9, 20), draw.randint(2, 4))]
    return make("set", "expression", ("group", "{}", *items), "List the elements.", ("Order is free.",))


@family("roots_list")
def roots_list(draw: Random) -> Right:
    p, q = draw.sample([n for n in range(-11, 12) if n], 2)
    tree = ("group", "", Fraction(p), Fraction(q))
    asked = f"x^2 {'-' if p + q >= 0 else '+'} {abs(p + q)}x {'+' if p * q >= 0 else '-'} {abs(p * q)} = 0"
    hints = ("Factor the left side.", f"Which two numbers multiply to {p * q}?", "There are two solutions.")
    return make("roots_list", "expression", tree, f"Solve ${asked}$.", hints)


@family("point")
def point(draw: Random) -> Right:
    tree = ("group", "()", Fraction(draw.randint(-9, 9)), away_from_zero(draw, -9, 9))
    hints = ("Which coordinate comes first?", "Where do both equations hold?")
    return make("point", "expression", tree, "Where do the lines meet? Give a point.", hints)
