"""Signs that a line of a wrong solution is where it went wrong: numbers from 0 to 1 for `suspicion`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tutor.grading.prose.claims import Content, Sum
from tutor.grading.prose.plan import Plan
from tutor.grading.prose.unknowns import equations, solutions_among

_WORD = re.compile(r"[a-z]{3,}")
_SKIPPED = frozenset(
    [
        "the",
        "and",
        "that",
        "this",
        "for",
        "his",
        "her",
        "their",
        "has",
        "have",
        "had",
        "will",
        "would",
        "with",
        "are",
        "was",
        "were",
        "each",
        "she",
    ]
)
_FACTORS = tuple(map(Fraction, (60, 100, 12, 7, 24, 1000, 30, 365, 52, 4, 16)))
_CONSTANTS = frozenset(map(Fraction, (0, 1, 2, 100, 60, 24, 7, 12, 30, 31, 365, 52, 1000)))
_EQUATION = re.compile(r"=")
_LETTER = re.compile(r"(?<![A-Za-z'’])(?![xX] ?[$\d(])[B-HJ-Zb-z](?![A-Za-z'’])|\d[a-z](?![A-Za-z])")
_SETTING_UP = re.compile(r"\blet\b|\bcall\b|we can|we know|we need|first,|to find|start", re.IGNORECASE)
_ENDING = re.compile(r"\b(?:therefore|so|thus|altogether|in total|finally|hence)\b", re.IGNORECASE)


@dataclass
class Work:
    """A worked answer beside the authored one."""

    lines: Sequence[Content]
    authored: Sequence[Content]
    plan: Plan
    given: frozenset[Fraction]
    final: Fraction | None
    answer: Fraction | None = None  # the authored one
    words: list[frozenset[str]] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)


def near(value: Fraction, known: Sequence[Fraction] | set[Fraction] | frozenset[Fraction]) -> bool:
    """Among them, allowing for rounding to about three digits."""
    size = abs(value)
    return size in known or any(abs(size - abs(other)) <= abs(other) / 200 for other in known)


def worked_sums(content: Content) -> list[tuple[Sum, Fraction]]:
    """Every sum of a line that is worked out, with the value the line gives it."""
    found: list[tuple[Sum, Fraction]] = []
    used: set[int] = set()
    for claim in content.claims:
        used |= {claim.left.start, claim.right.start}
        if claim.left.operations:
            found.append((claim.left, claim.right.value))
        if claim.right.operations:
            found.append((claim.right, claim.right.value))
    return found + [(s, s.value) for s in content.sums if s.start not in used and not _is_part(s)]


def _is_part(side: Sum) -> bool:
    """A fraction that is only named: 3/4 of the students."""
    return len(side.operations) == 1 and side.operations[0][0] == "/" and 0 < side.value < 1


def signs_of(work: Work) -> list[dict[str, float]]:
    """One mapping of named signs per line."""
    work.words = [_words(content.text) for content in work.authored]
    everywhere = Counter(word for words in work.words for word in words)
    work.weights = {word: 1 / count for word, count in everywhere.items()}
    ancestors = _ancestors(work)
    rows: list[dict[str, float]] = []
    known = set(work.given) | _CONSTANTS
    state = {
        "letter": False,
        "answer": False,
        "strange": False,
        "unreachable": False,
        "named": False,
        "final": False,
        "op": False,
    }
    unknown: set[Fraction] = set()
    for at, content in enumerate(work.lines):
        row = _line(work, content, known, unknown)
        row["ancestor"] = float(at in ancestors)
        row["last"] = float(at == len(work.lines) - 1)
        row["first"] = float(at == 0)
        row["place"] = at / max(len(work.lines) - 1, 1)
        _firsts(row, state)
        row["first_strange_used"] = row["first_strange"] * row["ancestor"]
        row["first_strange_dead"] = row["first_strange"] * (1 - row["ancestor"])
        row.update(_repaired(work, at))
        row.update(_other_operation(work, content))
        rows.append(row)
        for _, value in worked_sums(content):
            if row["strange"]:
                unknown.add(abs(value))
            known.add(abs(value))
        known.update(content.numbers)
    _letters(work, rows)
    _neighbours(rows)
    _progress(work, rows)
    return rows


def _line(work: Work, content: Content, known: set[Fraction], unknown: set[Fraction]) -> dict[str, float]:
    plan = work.plan
    sums = worked_sums(content)
    values = [abs(value) for _, value in sums]
    operations = [(s, frozenset((a, b))) for side, _ in sums for s, a, b in side.operations]
    inside = {number for side, _ in sums for number in side.numbers} | set(values)
    loose = [n for n in content.numbers if n not in inside and n not in known]
    strange = [value for value in values if not near(value, plan.results)]
    operands = {abs(n) for side, _ in sums for n in side.numbers}
    row = {
        "false": float(any(claim.holds is False for claim in content.claims)),
        "unsure": float(any(claim.holds is None and claim.left.operations for claim in content.claims)),
        "sums": float(bool(sums)),
        "strange": float(bool(strange)),
        "unreachable": float(any(not near(value, plan.reachable) for value in values)),
        "rescaled": float(any(_rescaled(value, plan.results) for value in strange)),
        "loose": float(any(not near(n, plan.results | plan.numbers) for n in loose)),
        "letter": float(bool(_LETTER.search(content.text))),
        "letter_equation": float(bool(_LETTER.search(content.text)) and "=" in content.text),
        "sets_up": float(bool(_SETTING_UP.search(content.text)) and not sums),
        "ends": float(bool(_ENDING.search(content.text)) and not sums),
        "no_number": float(not content.numbers),
        "equation": float(not content.claims and bool(_EQUATION.search(content.text))),
        "unplanned": float(bool(operations) and not any(op in plan.operations for op in operations)),
        "all_planned": float(bool(operations) and all(op in plan.operations for op in operations)),
        "on_unknown": float(bool(operands & unknown)),
        "from_given": float(bool(operands) and operands <= work.given | _CONSTANTS),
        "foreign": float(bool(operands - work.given - plan.results - plan.numbers - unknown - _CONSTANTS)),
        "one": float(Fraction(1) in operands and any(s in "*/" for s, _ in operations)),
        "repeats": float(bool(values) and all(value in known for value in values)),
        "final": float(
            work.final is not None and any(value == work.final for value in [*values, *content.numbers])
        ),
    }
    row["answer"] = float(work.answer is not None and work.answer in values)
    row.update(_beside(work, content, values))
    row["mixed"] = float(bool(operands & (plan.results - work.given))) * row["strange"]
    _joined(row)
    return row


def _joined(row: dict[str, float]) -> None:
    """Signs that count together."""
    row["strange_on_given"] = row["strange"] * row["from_given"]
    row["strange_planless"] = row["strange"] * row["unplanned"]
    row["strange_reachable"] = row["strange"] * (1 - row["unreachable"])


def _rescaled(value: Fraction, known: set[Fraction]) -> bool:
    return any(value * factor in known or value / factor in known for factor in _FACTORS)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text.lower()) if word not in _SKIPPED)


def _beside(work: Work, content: Content, values: list[Fraction]) -> dict[str, float]:
    """Against the authored line that is most like it in words."""
    own = _words(content.text)
    best, score = -1, 0.0
    weigh = work.weights
    for at, words in enumerate(work.words):
        shared = sum(weigh.get(word, 1.0) for word in own & words)
        likeness = shared / max(sum(weigh.get(word, 1.0) for word in own | words), 0.1)
        if likeness > score:
            best, score = at, likeness
    if best < 0 or not values:
        return {
            "alike": score,
            "alike_but_other": 0.0,
            "alike_and_same": 0.0,
            "unit_but_other": 0.0,
            "unit_and_same": 0.0,
        }
    theirs = [abs(value) for _, value in worked_sums(work.authored[best])]
    same = any(near(value, theirs) for value in values) if theirs else False
    units = {unit for claim in content.claims if (unit := claim.right.unit)}
    meant = [
        abs(claim.right.value) for line in work.authored for claim in line.claims if claim.right.unit in units
    ]
    fits = any(near(value, meant) for value in values)
    return {
        "unit_but_other": float(bool(meant) and not fits),
        "unit_and_same": float(fits),
        "alike": score,
        "alike_but_other": score * float(bool(theirs) and not same),
        "alike_and_same": score * float(same),
    }


def _ancestors(work: Work) -> set[int]:
    """The lines whose results lead to the final number."""
    found: set[int] = set()
    wanted = {abs(work.final)} if work.final is not None else set()
    for at in range(len(work.lines) - 1, -1, -1):
        for side, value in worked_sums(work.lines[at]):
            if abs(value) in wanted:
                found.add(at)
                wanted |= {abs(number) for number in side.numbers}
    return found


def _firsts(row: dict[str, float], state: dict[str, bool]) -> None:
    """Whether it is the first line with a sign."""
    for name, sign in (
        ("strange", "strange"),
        ("unreachable", "unreachable"),
        ("named", "loose"),
        ("final", "final"),
        ("op", "unplanned"),
        ("letter", "letter_equation"),
        ("answer", "answer"),
    ):
        row[f"first_{name}"] = float(bool(row[sign]) and not state[name])
        row[f"after_{name}"] = float(state[name])
        state[name] = state[name] or bool(row[sign])


def _letters(work: Work, rows: list[dict[str, float]]) -> None:
    """Equations in one letter: those that nothing the authors worked out can satisfy."""
    possible: dict[str, set[Fraction]] = {}
    lost = False
    for content, row in zip(work.lines, rows, strict=True):
        row["letter_possible"] = row["letter_impossible"] = row["first_letter_impossible"] = 0.0
        for equation in equations(content.text):
            candidates = possible.get(equation[0], {abs(v) for v in work.plan.results} | work.given)
            left = solutions_among(equation, candidates)
            if left:
                possible[equation[0]] = left
                row["letter_possible"] = 1.0
            else:
                row["letter_impossible"] = 1.0
        row["first_letter_impossible"] = float(bool(row["letter_impossible"]) and not lost)
        lost = lost or bool(row["letter_impossible"])
        row["after_letter_impossible"] = float(lost)


def _neighbours(rows: list[dict[str, float]]) -> None:
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        row["before_strange"] = following["first_strange"] if following is not None else 0.0
        row["letter_before_strange"] = row["before_strange"] * row["letter_equation"]
        row["strange_past_answer"] = row["first_strange"] * row["after_answer"]
        row["past_answer_at_once"] = rows[at - 1]["first_answer"] if at else 0.0
        row["leads_in"] = row["before_strange"] * (1 - row["sums"])
        row["unplanned_before_strange"] = row["before_strange"] * row["unplanned"]
        row["before_final"] = following["first_final"] if following is not None else 0.0
        row["final_alone"] = row["first_final"] * (1 - row["after_strange"]) * (1 - row["strange"])


def _progress(work: Work, rows: list[dict[str, float]]) -> None:
    """How many of the authored results come up for the first time before, in and after each line."""
    seen: set[Fraction] = set()
    new: list[int] = []
    for content in work.lines:
        values = {abs(value) for _, value in worked_sums(content)} & work.plan.results
        new.append(len(values - seen))
        seen |= values
    total = max(sum(new), 1)
    state = False
    for at, row in enumerate(rows):
        row["reached_before"] = sum(new[:at]) / total
        row["reached_after"] = sum(new[at + 1 :]) / total
        row["none_after"] = float(not any(new[at + 1 :]))
        row["new_result"] = float(new[at] > 0)
        row["strange_recovered"] = row["strange"] * float(any(new[at + 1 :]))
        row["strange_final_stretch"] = row["strange"] * row["none_after"]
        row["first_lost"] = float(not state and not any(new[at:]))
        state = state or bool(row["first_lost"])
        row["first_lost_strange"] = row["first_lost"] * row["strange"]
    for name in ("repair_result", "repair_reachable", "repair_given"):
        first = next((at for at, row in enumerate(rows) if row[name]), None)
        last = next((at for at in range(len(rows) - 1, -1, -1) if rows[at][name]), None)
        for at, row in enumerate(rows):
            row[f"first_{name}"] = float(at == first)
            row[f"last_{name}"] = float(at == last)
    for row in rows:
        row["repair_strange"] = row["repair_result"] * row["strange"]


def _repaired(work: Work, at: int) -> dict[str, float]:
    """With what result of this line would the rest come out right, and did the authors work that out?"""
    none = {"repair_result": 0.0, "repair_reachable": 0.0, "repair_given": 0.0, "repair_whole": 0.0}
    if work.answer is None or work.final is None:
        return none
    sums = worked_sums(work.lines[at])
    if not sums:
        return none
    value = sums[-1][1]
    tried = [_final_with(work, at, value, value + step) for step in (0, 1, 2)]
    if any(result is None for result in tried):
        return none
    first, second, third = (result for result in tried if result is not None)
    if first == second or third - second != second - first:
        return none
    needed = value + (work.answer - first) / (second - first)
    if needed == value:
        return none
    return {
        "repair_result": float(abs(needed) in work.plan.results),
        "repair_reachable": float(abs(needed) in work.plan.reachable),
        "repair_given": float(abs(needed) in work.given),
        "repair_whole": float(needed.denominator == 1 and needed > 0),
    }


def _final_with(work: Work, at: int, value: Fraction, instead: Fraction) -> Fraction | None:
    """The final number if one result had been another."""
    if work.final is None:
        return None
    changed: dict[Fraction, Fraction] = {value: instead}
    for content in work.lines[at + 1 :]:
        for side, stated in worked_sums(content):
            local = dict(changed)
            result = None
            for sign, left, right in side.operations:
                new_left, new_right = local.get(left, left), local.get(right, right)
                if sign == "/" and not (right and new_right):
                    return None
                old, result = applied(sign, left, right), applied(sign, new_left, new_right)
                local[old] = result
            if result is not None:
                changed[stated] = result
    return changed.get(work.final)


def applied(sign: str, left: Fraction, right: Fraction) -> Fraction:
    """One operation; the caller sees to zero."""
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    return left * right if sign == "*" else left / right


def _other_operation(work: Work, content: Content) -> dict[str, float]:
    """An authored operation with another sign or with one other number."""
    sign_off = operand_off = 0.0
    for side, _ in worked_sums(content):
        for sign, left, right in side.operations:
            pair = frozenset((left, right))
            if (sign, pair) in work.plan.operations:
                continue
            for theirs, numbers in work.plan.operations:
                if numbers == pair:
                    sign_off = 1.0
                elif theirs == sign and len(numbers & pair) == 1:
                    operand_off = 1.0
    return {"sign_off": sign_off, "operand_off": operand_off}
