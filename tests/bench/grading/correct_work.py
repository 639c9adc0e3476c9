"""Correct work in other words, made from authored solutions and from small derivations: is it left alone?

What is done to a reference solution of StepVerify: two lines merged into one, a line split into its sums,
neighbours that do not need each other swapped, products and sums turned round, other signs for times and
divided by, the arithmetic without its words, other words around it. What is done to a derivation: a step left
out, a step in between, another letter, sides swapped, LaTeX, products written out. Every work is correct by
construction, where the reference is; references whose own sums are false are left out before anything is
checked, by the bench's own reading of them.
"""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from random import Random

from tests.bench.grading.part import Part
from tests.bench.grading.stepverify import Row, rows_of, solution_of, spec_of
from tutor.grading.derivation.check import check as check_derivation
from tutor.grading.prose.check import check as check_prose
from tutor.grading.spec_lines import DerivationSpec
from tutor.types import Verdict

DERIVATIONS = 400
PER_ROW = 2
_SUM = re.compile(
    r"(?<![\d.,/*x×+=-])(?<![-+*/x×=] )"
    r"\$?(\d+(?:\.\d+)?) ?([-+*/x]) ?\$?(\d+(?:\.\d+)?) ?= ?\$?(\d+(?:\.\d+)?)"
    r"(?![\d%]|[.,/]\d| ?[-+*/=x])"
)
_CHAIN = re.compile(
    r"(?<![\d.,/*x×+()=%-])(\d[\d,.]*(?: ?[-+*/] ?\d*\.?\d[\d,]*)+) ?= ?\$?(\d[\d,]*(?:\.\d+)?)(?![\d%/])"
)
_LEADS = ("So ", "Then ", "That makes ", "Next: ", "Therefore ", "This gives ")


def run(data: Path | None, seed: int) -> Part:
    """`correct_work_flagged`, `correct_work_suspected`, worst of prose and derivations."""
    source = Random(seed)
    rows = rows_of(data, "stepverify_*.jsonl")
    kinds = {
        "prose": [check_prose(spec_of(row), work) for row, work in prose_works(rows, source)],
        "derivations": [check_derivation(spec, work) for spec, work in derivations(source)],
    }
    shares = {kind: _shares(verdicts) for kind, verdicts in kinds.items() if verdicts}
    metrics = {
        "correct_work_works": float(sum(len(verdicts) for verdicts in kinds.values())),
        "correct_work_flagged": max(flagged for flagged, _ in shares.values()),
        "correct_work_suspected": max(suspected for _, suspected in shares.values()),
    }
    notes = [
        f"correct_work {kind}: {len(kinds[kind])} works, {flagged:.4f} flagged, {suspected:.4f} suspected"
        for kind, (flagged, suspected) in shares.items()
    ]
    return Part(
        metrics,
        budgets={"correct_work_flagged": 0.005, "correct_work_suspected": 0.05},
        notes=[*notes, "correct_work: paraphrases keep every number; no other way of solving is tried"],
    )


def _shares(verdicts: list[Verdict]) -> tuple[float, float]:
    def share(status: str) -> float:
        hit = [any(line["status"] == status for line in verdict.lines) for verdict in verdicts]
        return sum(hit) / len(hit)

    return share("wrong"), share("suspect")


def prose_works(rows: list[Row], source: Random) -> list[tuple[Row, str]]:
    works = []
    for row in rows:
        lines = solution_of(row)
        if not all(_is_true(match) for line in lines for match in _CHAIN.finditer(line)):
            continue
        for _ in range(PER_ROW):
            works.append((row, "\n".join(paraphrased(lines, source))))
    return works


def _is_true(match: re.Match[str]) -> bool:
    """Whether a chain of sums in plain digits is, to within rounding, what it says."""
    written, stated = match.groups()
    total = Fraction(0)
    for sign, product in re.findall(r"(^|[-+]) ?([^-+]+)", written.replace(",", "")):
        value = Fraction(1)
        for turn, number in re.findall(r"(^|[*/]) ?(\d*\.?\d+)", product.strip()):
            if turn == "/" and not Fraction(number):
                return False
            value = value / Fraction(number) if turn == "/" else value * Fraction(number)
        total += -value if sign == "-" else value
    return abs(total - Fraction(stated.replace(",", ""))) < Fraction(1, 10)


def paraphrased(lines: list[str], source: Random) -> list[str]:
    """The same solution in other lines; the last one, the answer, stays last."""
    body, answer = list(lines[:-1]), lines[-1]
    body = [
        _SUM.sub(lambda match: _turned(match, source) if _alone(match) else match.group(), line)
        for line in body
    ]
    for change in source.sample((_merged, _split, _swapped, _bare, _led), k=2):
        body = change(body, source)
    return [*body, f"So the answer is {answer.strip()}" if source.random() < 0.5 else answer]


def _alone(match: re.Match[str]) -> bool:
    """Whether it is the whole sum, not the tail of a longer one."""
    left, sign, right, stated = (part.replace("x", "*") for part in match.groups())
    first, second = Fraction(left), Fraction(right)
    if sign == "/" and not second:
        return False
    value = {"+": first + second, "-": first - second, "*": first * second}.get(sign)
    return Fraction(stated) == (first / second if value is None else value)


def _turned(match: re.Match[str], source: Random) -> str:
    left, sign, right, stated = match.groups()
    if sign in "+*x" and source.random() < 0.5:
        left, right = right, left
    signs = {"*": ("*", "x", "×", "·"), "x": ("*", "x", "×"), "/": ("/", "÷"), "-": ("-", "−"), "+": ("+",)}
    return f"{left} {source.choice(signs[sign])} {right} = {stated}"


def _merged(lines: list[str], source: Random) -> list[str]:
    if len(lines) < 2:
        return lines
    at = source.randrange(len(lines) - 1)
    joined = f"{lines[at].rstrip('. ')}. {lines[at + 1]}"
    return [*lines[:at], joined, *lines[at + 2 :]]


def _split(lines: list[str], source: Random) -> list[str]:
    """A line with two sentences becomes two lines."""
    out: list[str] = []
    for line in lines:
        out.extend(re.split(r"(?<=[a-z)][.]) (?=[A-Z])", line, maxsplit=1))
    return out


def _swapped(lines: list[str], source: Random) -> list[str]:
    """Neighbours change places where the second does not use the first one's result."""
    for at in range(len(lines) - 1):
        results = {match.group(4) for match in _SUM.finditer(lines[at])}
        if results and not any(
            re.search(rf"(?<![\d.]){re.escape(r)}(?![\d.])", lines[at + 1]) for r in results
        ):
            return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
    return lines


def _bare(lines: list[str], source: Random) -> list[str]:
    """Some lines without their words."""
    out = []
    for line in lines:
        sums = [match for match in _SUM.finditer(line) if _alone(match)]
        out.append(sums[0].group() if len(sums) == 1 and line.count("=") == 1 else line)
    return out


def _led(lines: list[str], source: Random) -> list[str]:
    return [source.choice(_LEADS) + line[:1].lower() + line[1:] for line in lines]


def derivations(source: Random) -> list[tuple[DerivationSpec, str]]:
    makers = (_linear, _quadratic, _expansion, _fraction, _inequality, _system)
    return [makers[k % len(makers)](source) for k in range(DERIVATIONS)]


def _finished(
    given: str, answer: str, lines: list[str], source: Random, letters: str = "xtnkab"
) -> tuple[DerivationSpec, str]:
    """Some lines between left out, another letter, sides swapped, LaTeX signs."""
    kept = [line for line in lines[:-1] if source.random() < 0.75] + lines[-1:]
    new = source.choice(letters)
    if source.random() < 0.3:
        kept = [_mirrored(line) for line in kept]
    if source.random() < 0.3:
        kept = [line.replace("*", " \\cdot ") for line in kept]
    if new != "x":
        given, answer = (re.sub(r"x", new, text) for text in (given, answer))
        kept = [re.sub(r"x", new, line) for line in kept]
    return DerivationSpec(given=given, answer=answer), "\n".join(kept)


def _mirrored(line: str) -> str:
    parts = line.split("=")
    if len(parts) != 2 or " or " in line or not parts[0].strip() or any(sign in line for sign in "<>±"):
        return line
    return f"{parts[1].strip()} = {parts[0].strip()}"


def _linear(source: Random) -> tuple[DerivationSpec, str]:
    a, c = source.sample(range(2, 10), 2)
    b, x = source.randint(-9, 9), source.randint(-6, 9)
    d = (a - c) * x + a * b
    lines = [
        f"{a}*x + ({a * b}) = {c}*x + ({d})",
        f"{a}*x - {c}*x = {d} - ({a * b})",
        f"({a - c})*x = {d - a * b}",
        f"x = ({d - a * b})/({a - c})",
        f"x = {x}",
    ]
    return _finished(f"{a}(x + ({b})) = {c}x + ({d})", f"x = {x}", lines, source)


def _quadratic(source: Random) -> tuple[DerivationSpec, str]:
    p, q = source.sample(range(-7, 8), 2)
    k = source.randint(1, 4)
    lines = [
        f"x^2 + ({-p - q})*x + ({p * q}) = 0",
        f"(x - ({p}))*(x - ({q})) = 0",
        f"x - ({p}) = 0 or x - ({q}) = 0",
        f"x = {p} or x = {q}",
    ]
    return _finished(f"{k}x^2 + ({k * (-p - q)})x = {-k * p * q}", f"x = {p} or x = {q}", lines, source)


def _expansion(source: Random) -> tuple[DerivationSpec, str]:
    a, b, c, d = (source.randint(1, 9) for _ in range(4))
    lines = [
        f"= {a}*x*({c}*x) - {a}*x*{d} + {b}*{c}*x - {b}*{d}",
        f"= {a * c}*x^2 - {a * d}*x + {b * c}*x - {b * d}",
        f"= {a * c}*x^2 + ({b * c - a * d})*x - {b * d}",
    ]
    answer = f"{a * c}x^2 + ({b * c - a * d})x - {b * d}"
    return _finished(f"({a}x + {b})({c}x - {d})", answer, lines, source)


def _fraction(source: Random) -> tuple[DerivationSpec, str]:
    a, x, b = source.randint(2, 9), source.randint(1, 9), source.randint(1, 9)
    right = Fraction(a * x, x + b)
    lines = [
        f"{a}*x = {right}*(x + {b})",
        f"{a}*x = {right}*x + {right * b}",
        f"({a - right})*x = {right * b}",
        f"x = {x}",
    ]
    return _finished(f"{a}x/(x + {b}) = {right}", f"x = {x}", lines, source)


def _inequality(source: Random) -> tuple[DerivationSpec, str]:
    a, b, x = source.randint(2, 9), source.randint(-9, 9), source.randint(-8, 8)
    lines = [f"-{a}*x < {-a * x}", f"x > {-a * x}/(-{a})", f"x > {x}"]
    return _finished(f"{b} - {a}x < {b - a * x}", f"x > {x}", lines, source)


def _system(source: Random) -> tuple[DerivationSpec, str]:
    x, y = source.randint(-6, 6), source.randint(-6, 6)
    a, b = source.sample(range(1, 6), 2)
    lines = [
        f"y = {x + y} - x",
        f"{a}*x + {b}*({x + y} - x) = {a * x + b * y}",
        f"({a - b})*x = {a * x + b * y - b * (x + y)}",
        f"x = {x}",
        f"x = {x} and y = {y}",
    ]
    given = f"x + y = {x + y} and {a}x + {b}y = {a * x + b * y}"
    return _finished(given, f"x = {x} and y = {y}", lines, source, letters="x")
