"""Signs that a line of a wrong solution is where it went wrong: numbers from 0 to 1 for `suspicion`."""

from __future__ import annotations

from fractions import Fraction

from tutor.grading.prose.claims import Content, Sum
from tutor.grading.prose.mending import mended
from tutor.grading.prose.plan import Plan, take_sum
from tutor.grading.prose.unknowns import equations, solutions_among
from tutor.grading.prose.wording import Beside, said_in
from tutor.grading.prose.work import Work, near, results_of, worked_sums

Row = dict[str, float]
_CONSTANTS = frozenset(map(Fraction, (0, 1, 2, 100, 60, 24, 7, 12, 30, 31, 365, 52, 1000)))
# (name behind first_ and after_, the sign)
_FIRSTS = (
    ("strange", "strange"),
    ("unreachable", "unreachable"),
    ("named", "loose"),
    ("final", "final"),
    ("op", "unplanned"),
    ("letter", "letter_equation"),
    ("answer", "answer"),
)


def signs_of(work: Work) -> list[Row]:
    """One mapping of named signs per line."""
    beside = Beside(work)
    rows: list[Row] = []
    known = set(work.given) | _CONSTANTS
    state = {name: False for name, _ in _FIRSTS}
    for at, content in enumerate(work.lines):
        row = _line(work, content, known)
        row |= beside.signs(content) | mended(work, at)
        row["last"] = float(at == len(work.lines) - 1)
        row["first"] = float(at == 0)
        row["place"] = at / max(len(work.lines) - 1, 1)
        _firsts(row, state)
        rows.append(row)
        known.update(results_of(content))
        known.update(content.numbers)
    _letters(work, rows)
    _forms(work, rows)
    _progress(work, rows)
    _neighbours(rows)
    return rows


def _line(work: Work, content: Content, known: set[Fraction]) -> Row:
    plan = work.plan
    sums = worked_sums(content)
    values = results_of(content)
    operations = [(s, frozenset((a, b))) for side, _ in sums for s, a, b in side.operations]
    operands = {abs(n) for side, _ in sums for n in side.numbers}
    inside = {number for side, _ in sums for number in side.numbers} | set(values)
    loose = [n for n in content.numbers if n not in inside and n not in known]
    planned = [operation in plan.operations for operation in operations]
    row = said_in(content, sums=bool(sums))
    row |= {
        "false": float(any(claim.holds is False for claim in content.claims)),
        "unsure": float(any(claim.holds is None and claim.left.operations for claim in content.claims)),
        "sums": float(bool(sums)),
        "strange": float(any(_strange(side, abs(value), plan.results) for side, value in sums)),
        "unreachable": float(any(not near(value, plan.reachable) for value in values)),
        "loose": float(any(not near(n, plan.results | plan.numbers) for n in loose)),
        "equation": float(not content.claims and "=" in content.text),
        "unplanned": float(bool(planned) and not any(planned)),
        "sign_off": float(any(_sign_off(plan, sign, pair) for sign, pair in operations)),
        "final": float(work.final is not None and work.final in (*values, *content.numbers)),
        "answer": float(work.answer is not None and work.answer in values),
    }
    row["mixed"] = float(bool(operands & (plan.results - work.given))) * row["strange"]
    row["strange_planless"] = row["strange"] * row["unplanned"]
    return row


def _strange(side: Sum, value: Fraction, known: set[Fraction]) -> bool:
    """Nothing the authors worked out, also not as a percentage; 1 × 20 = 20 works out nothing."""
    if value in side.numbers and Fraction(1) in side.numbers:
        return False
    return not (near(value, known) or (side.percent and (value * 100 in known or value / 100 in known)))


def _sign_off(plan: Plan, sign: str, pair: frozenset[Fraction]) -> bool:
    """An authored operation with another sign."""
    return (sign, pair) not in plan.operations and any(pair == theirs for _, theirs in plan.operations)


def _firsts(row: Row, state: dict[str, bool]) -> None:
    """Whether it is the first line with a sign."""
    for name, sign in _FIRSTS:
        row[f"first_{name}"] = float(bool(row[sign]) and not state[name])
        row[f"after_{name}"] = float(state[name])
        state[name] = state[name] or bool(row[sign])


def _letters(work: Work, rows: list[Row]) -> None:
    """Equations in one letter: those that nothing the authors worked out can satisfy."""
    possible: dict[str, set[Fraction]] = {}
    lost = False
    for content, row in zip(work.lines, rows, strict=True):
        row["letter_possible"] = row["letter_impossible"] = 0.0
        for equation in equations(content.text):
            candidates = possible.get(equation[0], {abs(v) for v in work.plan.results} | work.given)
            left = solutions_among(equation, candidates)
            if left:
                possible[equation[0]] = left
            row["letter_possible" if left else "letter_impossible"] = 1.0
        row["first_letter_impossible"] = float(bool(row["letter_impossible"]) and not lost)
        lost = lost or bool(row["letter_impossible"])
        row["after_letter_impossible"] = float(lost)


def _forms(work: Work, rows: list[Row]) -> None:
    """A number the authors have too, made of the problem's numbers in another way."""
    own = Plan()
    for content, row in zip(work.lines, rows, strict=True):
        row["other_form"] = 0.0
        for side, value in worked_sums(content):
            take_sum(own, side, value)
            theirs, mine = work.plan.built.get(value, []), own.built.get(value, [])
            if abs(value) in work.plan.results and not any(form in theirs for form in mine):
                row["other_form"] = 1.0


def _progress(work: Work, rows: list[Row]) -> None:
    """How many of the authored results come up for the first time before, in and after each line."""
    seen: set[Fraction] = set()
    new: list[int] = []
    for content in work.lines:
        values = set(results_of(content)) & work.plan.results
        new.append(len(values - seen))
        seen |= values
    total = max(sum(new), 1)
    used = [
        {abs(n) for side, value in worked_sums(c) if abs(value) in work.plan.results for n in side.numbers}
        for c in work.lines
    ]
    for at, row in enumerate(rows):
        row["reached_before"] = sum(new[:at]) / total
        row["none_after"] = float(not any(new[at + 1 :]))
        row["new_result"] = float(new[at] > 0)
        row["strange_recovered"] = row["strange"] * float(any(new[at + 1 :]))
        values = set(results_of(work.lines[at])) - work.given
        row["used"] = float(any(values & numbers for numbers in used[at + 1 :]))


def _neighbours(rows: list[Row]) -> None:
    for at, row in enumerate(rows):
        before_strange = rows[at + 1]["first_strange"] if at + 1 < len(rows) else 0.0
        row["strange_past_answer"] = row["first_strange"] * row["after_answer"]
        row["past_answer_at_once"] = rows[at - 1]["first_answer"] if at else 0.0
        row["leads_in"] = before_strange * (1 - row["sums"])
    for name in ("repair_result", "repair_reachable"):
        marked = [at for at, row in enumerate(rows) if row[name]]
        for at, row in enumerate(rows):
            row[f"first_{name}"] = float(at == min(marked, default=-1))
            row[f"last_{name}"] = float(at == max(marked, default=-1))
