"""The number that a worked answer ends with, or why it ends with none. Knows no solution."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tutor.grading.prose.claims import Content, Sum
from tutor.grading.prose.tokens import Token, tokens

UNFINISHED = "Your last line is a sum that is not worked out yet. Write what it comes to."
SEVERAL = "I read more than one number at the end. Write the one that you mean."
UNCLEAR = "I cannot read the end as one number. Write the number that you mean as the last one."
LISTED = "There are several numbers and no sum. Write how you get from one to the next."
# Numbers that come from nowhere and lead nowhere, where no sum gives the last one.
MAX_STRAY = 2
MAX_STRAY_BESIDE_SUMS = 5
_JOINS = frozenset({"or", "and", "to", "maybe", "perhaps", "possibly", "either", "oder", "ou", "o", "vs"})
_CHOOSING = frozenset({"or", "oder", "vs", "between", "either"})
_GUESS = re.compile(
    r"\b(?:maybe|perhaps|possibly|guess\w*|could be|might be|answer|option|try)\b|^\s*(?:[a-z]\s*)?=",
    re.IGNORECASE,
)
# ±53, about 53 or so, 53 + C, print(53), {"answer": "53"}: something else is done with the number.
_CODE = re.compile(
    r"[±∓~]\s*\(?\s*\d|\d\s*(?:\+|\*|\^|<|>)\s*[A-Za-z]|[\"']\s*-?\d[\d.,]*\s*[\"']|(?<![\\A-Za-z])[a-z]\w*\([\"']?\s*-?\d|"
    r"\bor so\b|(?:≥|≤|<|>|≠)=?\s*-?\d|\bnot\s+-?\d|\d\s*±|\?\s*$"
)
_LABEL = re.compile(
    r"^\s*(?:step\s*)?\(?\d{1,2}[.):]\s+|\b(?:step|part|day|week|year|line)\s+\d+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Final:
    """`value` with its sign; `percent`: it was written with a percent sign."""

    value: Fraction
    percent: bool = False


def final_number(lines: Sequence[Content]) -> Final | None:
    """The last number of the last line that has one; of a sum that is not worked out, its last number."""
    line = _last(lines)
    if line is None:
        return None
    found = tokens(line.text)
    at = max(k for k, token in enumerate(found) if token.kind == "number" or token.value)
    side = _sum_at(line, at)
    if side is not None:
        value = _worked_out(line, side)
        return Final(found[at].value if value is None else value, found[at].percent)
    return Final(-found[at].value if _is_negative(found, at) else found[at].value, found[at].percent)


def _last(lines: Sequence[Content]) -> Content | None:
    return next((content for content in reversed(lines) if content.numbers), None)


def _sum_at(line: Content, at: int) -> Sum | None:
    """The sum that the number is a part of."""
    return next((side for side in line.sums if side.start <= at < side.end), None)


def _worked_out(line: Content, side: Sum) -> Fraction | None:
    """What a sum at the end comes to, where the line says so too: 7/2, 53 = 35 + 18, 53 (35 + 18)."""
    claim = next((claim for claim in line.claims if claim.right == side), None)
    if claim is not None and not claim.left.operations:
        return claim.left.value
    if _is_written_as_number(side):
        return side.value
    bare = (other for other in line.sides if not other.operations)
    return next((other.value for other in bare if other.value == side.value), None)


def _is_written_as_number(side: Sum) -> bool:
    """7/2 and 3 1/2, which comes as (3 + 1/2)."""
    signs = [sign for sign, _, _ in side.operations]
    if side.value.denominator == 1 or not all(number.denominator == 1 for number in side.numbers):
        return False
    whole = re.sub(r"[\s()]", "", side.text)
    return signs == ["/"] or bool(re.fullmatch(r"\d+\+\d+/\d+", whole) and "(" in side.text)


def _is_negative(found: Sequence[Token], at: int) -> bool:
    """A minus sign that touches the number and stands behind nothing it could be taken from."""
    if at == 0 or found[at - 1].text != "-" or not found[at].tight:
        return False
    before = found[at - 2] if at > 1 else None
    if before is not None and before.kind in ("number", "close"):
        return False
    return before is None or before.kind == "equals" or not found[at - 1].tight


def objection(lines: Sequence[Content], known: frozenset[Fraction]) -> str:
    """Why nobody can tell which number is meant: alternatives, guesses, an unfinished sum; "" if one can."""
    last, final = _last(lines), final_number(lines)
    if last is None or final is None:
        return ""
    if _offers_several(last):
        return SEVERAL
    if not last.sums and _CODE.search(last.text):
        return UNCLEAR
    found = tokens(last.text)
    side = _sum_at(last, max(k for k, token in enumerate(found) if token.kind == "number" or token.value))
    if side is not None and _worked_out(last, side) is None:
        return UNFINISHED
    return LISTED if _is_list(lines, final, known) else ""


def _offers_several(line: Content) -> bool:
    """52 or 53; 52, 53; 52 53; between 50 and 53."""
    found = tokens(line.text)
    numbers = [k for k, token in enumerate(found) if token.kind == "number"]
    operands = {k for side in line.sides if side.operations for k in range(side.start, side.end)}
    if any(token.text.lower() == "between" for token in found) and len(numbers) > 1 and not operands:
        return True
    if len(numbers) < 2:
        return False
    first, second = numbers[-2:]
    if found[first].value == found[second].value:
        return False
    between = found[first + 1 : second]
    words = [token.text.lower() for token in between if token.kind == "word"]
    if any(word in _CHOOSING for word in words):
        return True
    if second in operands or any(first in range(side.start, side.end) for side in _claimed(line)):
        return False
    signs = all(token.text in ",;|/·&" or token.kind in ("word", "open", "close") for token in between)
    return signs and all(word in _JOINS for word in words)


def _claimed(line: Content) -> list[Sum]:
    """Sums that an equals sign gives a value."""
    return [side for claim in line.claims for side in (claim.left, claim.right) if side.operations]


def _is_list(lines: Sequence[Content], final: Final, known: frozenset[Fraction]) -> bool:
    bare = {content.numbers[-1] for content in lines if _is_bare(content)}
    guessed = {content.numbers[-1] for content in lines if content.numbers and _is_guess(content)}
    if len(bare) > 1 or len(guessed) > 1:
        return True
    used, results = _of_sums(lines)
    stray = {value for content in lines for value in _figures(content)} - used - known - {abs(final.value)}
    return len(stray) > (MAX_STRAY_BESIDE_SUMS if abs(final.value) in results else MAX_STRAY)


def _is_bare(content: Content) -> bool:
    """A line that is one number, or `= 3`, and nothing else."""
    letters = re.sub(r"[^\w]|\d|_", "", content.text)
    return len(content.numbers) == 1 and not letters and "=" not in content.text[1:]


def _is_guess(content: Content) -> bool:
    return not content.sums and len(content.numbers) == 1 and _GUESS.search(content.text) is not None


def _of_sums(lines: Sequence[Content]) -> tuple[frozenset[Fraction], frozenset[Fraction]]:
    """All numbers that stand in sums, and what true sums give."""
    used = {number for content in lines for side in content.sums for number in side.numbers}
    given = {
        abs(claim.right.value) for content in lines for claim in content.claims if claim.left.operations
    } | {side.value for content in lines for side in content.sums}
    return frozenset(used | given), frozenset(given)


def _figures(content: Content) -> frozenset[Fraction]:
    text = _LABEL.sub(" ", content.text)
    return frozenset(token.value for token in tokens(text) if token.kind == "number")
