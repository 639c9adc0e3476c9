"""How long a verdict takes, on what learners send and on what is made to hurt. Processor time of this thread,
so that other work on the machine does not count; each hostile input is timed once, after warm-up."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.grading import mutants, neutral
from tests.bench.grading.attacks import ATTACKS
from tests.bench.grading.corpus import corpus
from tests.bench.grading.part import Part
from tutor.grading import check, parse_spec
from tutor.grading.spec import Spec

ANSWERS = 120
SPECS: tuple[dict[str, Any], ...] = (
    {"kind": "number", "value": "7/2", "variable": "x"},
    {"kind": "number", "value": "pi", "tolerance": "0.01"},
    {"kind": "expression", "value": "(x+2)(x+3)", "form": "factored"},
    {"kind": "expression", "value": "sin(x)^2"},
    {"kind": "expression", "value": "y = 2x + 1"},
    {"kind": "expression", "value": "1, -1"},
    {"kind": "choice", "options": ["(a+)+$", "positive"], "correct": 1},
    {"kind": "text", "accept": ["slope of the line"]},
    {"kind": "text", "accept": ["photosynthesis"], "typos": 2, "unlike": ["photolysis"]},
    {"kind": "number", "value": "5", "unit": "km"},
    {"kind": "number", "value": "3.14", "figures": 3},
    {"kind": "reading", "figures": 3},
    {"kind": "expression", "value": "1/(x-1)-1/(x+1)", "form": "partial_fractions"},
    {"kind": "expression", "value": "(x+2)^2-3", "form": "completed_square", "letter": "x"},
    {"kind": "expression", "value": "x^2+5x+6", "form": "expanded"},
    {"kind": "expression", "value": "(x+2)/(x+3)", "form": "single_fraction"},
    {"kind": "expression", "value": "sqrt(2)/2", "form": "rational_denominator"},
    {"kind": "expression", "value": "x=3 or x=-3", "solutions": True},
    {"kind": "expression", "value": "x > 3"},
    {"kind": "expression", "value": "[2,5)"},
    {"kind": "expression", "value": "{1,2,3}"},
    {"kind": "expression", "value": "[[1,2],[3,4]]"},
    {"kind": "expression", "value": "x+y=3, x-y=1", "system": True},
    {"kind": "expression", "value": "a x^2+b x+c", "renaming": True},
    {"kind": "expression", "value": "(1+i)/2", "domain": "complex"},
    {"kind": "antiderivative", "value": "x^3/3"},
    {"kind": "antiderivative", "value": "ln(x)", "constant": "free"},
    {"kind": "derivation", "given": "x^2-5x+6=0", "answer": "x=2 or x=3"},
    {"kind": "derivation", "given": "sin(x)^2+cos(x)^2", "answer": "1"},
    {"kind": "derivation", "given": "x^2+1=0", "domain": "complex"},
    {"kind": "derivation", "given": "sqrt(x)=2", "answer": "x=4", "domain": "positive"},
    {"kind": "derivation", "given": "x+y=3", "answer": "y=3-x"},
    {
        "kind": "worked",
        "problem": "Ann has 3 apples. How many with 4 more?",
        "solution": ["3+4=7"],
        "answer": "7",
    },
    {"kind": "worked"},
    {"kind": "several", "options": ["(a+)+$", "positive", "x"], "correct": [1]},
    {"kind": "order", "items": ["a", "b", "c"]},
    {"kind": "match", "pairs": {"a": "1", "b": "2"}},
    {
        "kind": "cloze",
        "text": "___ or ___",
        "gaps": [{"kind": "number", "value": "3"}, {"kind": "text", "accept": ["b"]}],
    },
)


def run(data: Path | None, seed: int, answers: int = ANSWERS) -> Part:
    """p50 and p95 over answers, changed answers and attacks; the worst over hostile input on every kind."""
    ordinary = sorted(_timed(spec, text) for spec, text in _ordinary(seed, answers))
    hostile = sorted(
        (_timed(parse_spec(body), text), name, f"{body['kind']} {body.get('value', body.get('given', ''))}")
        for body in SPECS
        for name, text in HOSTILE.items()
    )
    worst = hostile[-1]
    return Part(
        metrics={
            "p50_ms": _part(ordinary, 0.5),
            "p95_ms": _part(ordinary, 0.95),
            "hostile_max_ms": worst[0],
        },
        budgets={"p50_ms": 5, "p95_ms": 60, "hostile_max_ms": 100},
        notes=[
            f"speed: {len(ordinary)} ordinary checks, slowest {ordinary[-1]:.1f} ms; {len(hostile)} "
            f"hostile ones, "
            f"slowest {worst[1]} on {worst[2]}",
        ],
    )


def _ordinary(seed: int, answers: int) -> list[tuple[Spec, str]]:
    draw = Random(seed)
    rows = [(parse_spec(right.spec), right.typed) for right in corpus(seed, answers)]
    rows += [(parse_spec(right.spec), text) for right, text in mutants.mutants(seed, answers)]
    rows += [(parse_spec(right.spec), text) for right, _, text in neutral.rewritten(seed, answers)]
    for right in corpus(seed, answers // 4):
        spec = parse_spec(right.spec)
        rows += [(spec, text) for generate in ATTACKS.values() for text in generate(right, draw)]
    draw.shuffle(rows)
    return rows


def _timed(spec: Spec, text: str) -> float:
    start = time.thread_time()
    check(spec, text)
    return (time.thread_time() - start) * 1000


def _part(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))]


def _nested(opening: str, inside: str, closing: str, times: int) -> str:
    return opening * times + inside + closing * times


HOSTILE = {
    "tower": "9^9^9^9^9",
    "long tower": "9^" * 300 + "9",
    "tower of x": "x^" * 39 + "x",
    "towers added": " + ".join(["x^x^x^x"] * 40),
    "negative tower": "-2^-3^-4^-5^-6",
    "tower below one": "0.5^0.5^0.5^0.5^0.5^0.5^0.5^0.5",
    "power of powers": "((x^9999)^9999)^9999",
    "power of a sum": "(a+b+c+d+f+g+h)^40",
    "many powers": "(x+1)^64" * 20,
    "sums multiplied": "*".join(f"(x + {k}y + {k * k})" for k in range(1, 30)),
    "product of binomials": "".join(f"(x+{k})" for k in range(1, 200)),
    "fractions added": "+".join(f"1/(x+{k})" for k in range(1, 120)),
    "continued fraction": "1/(x+" * 38 + "1" + ")" * 38,
    "fraction of fractions": "1/" * 300 + "7",
    "nested exponentials": _nested("exp(", "x", ")", 30),
    "nested sines": _nested("sin(", "x", ")", 38),
    "nested roots": _nested("sqrt(x+", "1", ")", 38),
    "nested logarithms": _nested("ln(", "x", ")", 35),
    "sum of sines": "+".join(f"sin({k}x)" for k in range(1, 120)),
    "sum of roots": "+".join(f"sqrt({p})" for p in range(2, 180)),
    "product of roots": "*".join(f"sqrt({p})" for p in range(2, 90)),
    "root of a large number": "sqrt(" + "9" * 290 + ")",
    "root of a product of primes": "sqrt(1000003*1000033*1000037*1000039*1000081)",
    "strange root": "root(2, 99999999)",
    "strange power": "2^(1/99999999)",
    "fraction of a power": "x^(1/99999999999)",
    "factorials": "1" + "!" * 100,
    "large factorial": "99999999!",
    "factorial of a decimal": "10^15.7!",
    "large sine": "sin(10^4000)",
    "large floor": "floor(10^3999 + 0.5)",
    "gcd of large numbers": f"gcd({'9' * 280}, {'7' * 280}, {'3' * 280})",
    "lcm of many": "lcm(" + ",".join(str(10**30 + k) for k in range(8)) + ")",
    "mod of large": "mod(" + "9" * 290 + ", 7^90)",
    "large integer": "9" * 1000,
    "largest integer": "9" * 299,
    "long decimal": "0." + "3" * 290,
    "many digits": "9" * 3999,
    "scientific": "1.0E999",
    "scientific sum": "+".join(["1E999"] * 100),
    "tiny": "1.0E-999",
    "deep brackets": _nested("(", "x", ")", 1990),
    "deep braces": _nested("{", "x", "}", 1990),
    "open brackets": "(" * 3999,
    "brackets of every kind": "([{(" * 900,
    "deep bars": "|" * 39 + "x" + "|" * 39,
    "many bars": "|x" * 1900,
    "signs": "-" * 3999 + "1",
    "plus and minus": "1" + "+-" * 1500 + "1",
    "percent signs": "7" + "%" * 900,
    "primes": "x" + "'" * 3000,
    "carets": "x" + "^" * 3000,
    "frac of frac": "\\frac{1}{" * 35 + "x" + "}" * 35,
    "frac without arguments": "\\frac" * 700,
    "sqrt of sqrt": "\\sqrt" * 700 + "2",
    "left without right": "\\left(" * 600,
    "text of text": "\\text{" * 600,
    "long list": ",".join(map(str, range(390))),
    "long list of sines": ",".join(f"sin({k}x)" for k in range(90)),
    "long list of equations": ",".join(f"x={k}" for k in range(190)),
    "long chain": "<".join(map(str, range(390))),
    "long equation": "+".join(f"{k}x" for k in range(150)) + "=" + "+".join(f"{k}y" for k in range(140)),
    "mixed numbers": "1 1/2 " * 300,
    "thousands": "1,000" * 700,
    "spaced thousands": "1 000 " * 600,
    "spaces": "1" + " " * 3900 + "2",
    "backtracking a": "a" * 3998 + "!",
    "backtracking nested": ("a" * 30 + " ") * 120 + "!",
    "backtracking email": "a@" * 1900,
    "answer is": "the answer is " * 280,
    "i think": "i think, so " * 320,
    "slope": "slope of the line " * 220,
    "almost slope": "slope of the lin" + "e" * 3900,
    "letters": "abcdefghijklmnopqrstuvwxyz" * 150,
    "one long name": "x_" + "1" * 3900,
    "functions": "sincostan" * 400,
    "spelled functions": "arcsinarccos" * 330,
    "superscripts": "x" + "²" * 3900,
    "superscript towers": "x²³⁴⁵⁶⁷⁸⁹",
    "combining": "x" + "\u0301" * 3900,
    "ligatures": "ﷺ" * 3900,
    "vulgar": "½" * 3900,
    "zero width": "7" + "\u200b" * 3900 + "/2",
    "surrogates": "\ud800" * 3900,
    "thirty letters": "(a+b+c+d+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t+u+v+w+x+y+z)^9",
    "quotient of powers": "(x+1)^40/(x-1)^40 + (x-1)^40/(x+1)^40",
    "high degree": "x^9999 + x^9998 + 1 = x^9997",
    "absolute values": "+".join(f"|x-{k}|" for k in range(90)),
    "almost an identity": "sin(x)^2 + cos(x)^2 + 10^-300 - 1 + sin(x)^2",
    "logarithms of powers": "log(10^(10^(10^2)))",
    "trigonometry of towers": "sin(2^1000)^1000",
    "exponentials": "e^e^e^e^x",
    "lines of quadratics": "\n".join(f"x^2-{k}x+{k}=0" for k in range(40)),
    "lines of sines": "\n".join(f"sin({k}x)+cos(x)^{k}=0" for k in range(1, 41)),
    "lines of roots": "\n".join(f"sqrt(x+{k})=x-{k}" for k in range(1, 41)),
    "lines of high degree": "\n".join(f"x^{k}+x^{k - 1}+1=0" for k in range(20, 60)),
    "lines of many letters": "\n".join(f"a*b+c*d+f*g+h*j={k}*x*y" for k in range(40)),
    "lines of bars": "\n".join("+".join(f"|x-{k}|" for k in range(9)) + f"={j}" for j in range(40)),
    "lines of products": "\n".join("".join(f"(x+{k})" for k in range(j, j + 12)) + "=0" for j in range(40)),
    "lines of cases": "\n".join(" or ".join(f"x={k * j}" for k in range(9)) for j in range(1, 40)),
    "lines of inequalities": "\n".join(f"x^3-{k}x>{k}/(x-1)" for k in range(40)),
    "lines of sums": "\n".join("+".join(str(k * j) for k in range(60)) + "=7" for j in range(40)),
    "lines of integrals": "\n".join(f"int(sin({k}x)^{k},x)" for k in range(1, 40)),
    "chain of sines": "=".join(f"sin({k}x)" for k in range(1, 40)),
    "sentences of sums": " ".join(f"He buys {k} of {k + 1} and {k}*{k + 3} = {k * k}." for k in range(120)),
    "units multiplied": "5 " + "kg*m/s^2*" * 300 + "m",
    "units divided": "5 " + "m/s/" * 300 + "m",
    "large matrix": "["
    + ",".join("[" + ",".join(f"x+{i * j}" for i in range(12)) + "]" for j in range(12))
    + "]",
    "many intervals": " U ".join(f"({k},{k + 1})" for k in range(150)),
    "many cases": " or ".join(f"x^2={k}" for k in range(150)),
    "many conditions": " and ".join(f"x^2>{k}" for k in range(150)),
    "many double signs": "x=" + "±".join(f"sqrt({k})" for k in range(2, 40)),
    "10,000 of x": "x" * 10_000,
    "100,000 digits": "7" * 100_000,
    "a million spaces": " " * 1_000_000,
    "a million letters": "dh" * 500_000,
}
