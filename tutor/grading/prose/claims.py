"""The sums that a line of prose claims: "18 × $3 = $54". Works each out exactly, compares with nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from tutor.grading.effort import spend
from tutor.grading.prose.tokens import Token, tokens

MAX_WORDS = 5  # of a unit between a number and the sign after it
_ROUNDED = re.compile(r"round|approx|about|around|nearly|roughly|≈|whole number|nearest", re.IGNORECASE)
# A letter that stands for an unknown ends what can be worked out; 5m and 3h are units.
_UNKNOWNS = frozenset("xyznpqXYZNPQ")
_SHORT_UNITS = frozenset("mghslLcCFdpk")
_RELATIONS = frozenset("<>≤≥≠")
# Words of someone who compares on purpose.
_COMPARING = re.compile(
    r"\b(?:than|more|less|fewer|enough|least|most|above|below|over|under|because|since|if|so)\b",
    re.IGNORECASE,
)
_ODD = frozenset({("sign", "sign"), ("number", "number")})
_JOINING = frozenset({"and", "so", "then", "is", "or", "which", "but", "are", "was"})
_MEASURES = frozenset(
    [
        *("second", "sec", "minute", "min", "hour", "hr", "day", "week", "month", "year"),
        *("cent", "penny", "pennie", "nickel", "dime", "quarter", "dollar", "dozen"),
        *("inch", "inche", "foot", "feet", "yard", "mile", "meter", "metre", "cm", "km", "kilometer"),
        *("ounce", "oz", "pound", "lb", "gram", "kg", "kilogram"),
        *("cup", "pint", "quart", "gallon", "liter", "litre", "ml", "milliliter"),
    ]
)
Operation = tuple[str, Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Sum:
    """One side of a claim: its numbers, the operations in it, its value and the unit words after it."""

    value: Fraction
    numbers: tuple[Fraction, ...]
    operations: tuple[Operation, ...]
    unit: str
    text: str
    places: int = 0
    percent: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """`left = right`. `holds`: True, False, or None where rounding or a change of units may explain it."""

    left: Sum
    right: Sum
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Content:
    """What there is to check in one line."""

    text: str
    claims: tuple[Claim, ...]
    sums: tuple[Sum, ...]  # all that is worked out, also without an equals sign
    numbers: tuple[Fraction, ...]  # every number in it, in order
    sides: tuple[Sum, ...] = ()  # all runs of arithmetic, bare numbers too; places count tokens
    unread: bool = False  # an equals sign stands between things that were not understood
    doubt: str = ""  # what stands between two numbers where a sum is worked out, and makes no true sum


def read(text: str) -> Content:
    """Never raises."""
    found = tokens(text)
    sides = _sides(found)
    rounded = _ROUNDED.search(text) is not None
    claims, doubt = [], ""
    for at, token in enumerate(found):
        if token.text in _RELATIONS and not _COMPARING.search(text) and _between_numbers(found, at):
            doubt = doubt or f"the sign {token.text}"
        if token.kind != "equals":
            continue
        left = next((side for side in sides if side.end <= at and _only_words(found, side.end, at)), None)
        right = next((side for side in sides if side.start == at + 1), None)
        if left is not None and right is not None and not _goes_on(found, right.end):
            loose = rounded or token.text == "≈"
            holds = _holds(left, right, loose=loose)
            if holds is False and _unsure(
                found[left.start : left.end + 1], found[right.start : right.end + 1]
            ):
                holds = None
            unsure = holds is True and _may_be_negative(found, left.start)
            claims.append(Claim(left, right, None if unsure else holds))
            percent = holds is None and (left.percent or right.percent)
            doubt = doubt or ("the minus sign" if unsure else "the percent sign" if percent else "")
        if (left is None or not left.operations) and _between_numbers(found, at) and _is_broken(found, at):
            doubt = doubt or "what stands before the equals sign"
    signs = sum(token.kind == "equals" or token.text in _RELATIONS for token in found)
    numbers = tuple(token.value for token in found if token.kind == "number" or token.value)
    worked = tuple(side for side in sides if side.operations)
    return Content(text, tuple(claims), worked, numbers, tuple(sides), signs > len(claims), doubt)


def _between_numbers(found: Sequence[Token], at: int) -> bool:
    """Whether a number with at most a unit stands before a token, and a number after it."""
    near = reversed(found[max(0, at - 2) : at])
    before = next((token for token in near if token.kind != "word" and token.text not in "!%"), None)
    rest = [token for token in found[at + 1 : at + 3] if token.text != "="]  # >= is two signs
    after = rest[0] if rest else None
    return (
        before is not None
        and before.kind in ("number", "close")
        and after is not None
        and after.kind == "number"
    )


def _is_broken(found: Sequence[Token], at: int) -> bool:
    """Whether the signs before an equals sign make no sum: `240 - -2 =`, `12! x 31 =`, `190  5 =`."""
    run = []
    for token in reversed(found[:at]):
        if (token.kind in ("equals", "word") and token.text not in "xX") or token.text in ".,;:?\n":
            break
        run.append(token)
    kinds = [(one.kind, other.kind) for one, other in pairwise(run)]
    led = len(run) > 1 and run[-1].kind == "sign" and run[-2].tight and not run[-1].tight  # are -240 - 2
    odd = led or any(token.text in "!%^" for token in run) or bool(_ODD.intersection(kinds))
    return odd and sum(token.kind == "number" for token in run) > 1


def _may_be_negative(found: Sequence[Token], start: int) -> bool:
    """`are -240 - 2`: a minus sign that touches the number, behind a word; it may be a dash too."""
    if start < 2 or found[start - 1].text != "-":
        return False
    return found[start].tight and not found[start - 1].tight


def _only_words(found: Sequence[Token], start: int, end: int) -> bool:
    """At most a unit stands between."""
    between = found[start:end]
    return len(between) <= MAX_WORDS and all(token.kind == "word" for token in between)


def _is_unknown(token: Token | None) -> bool:
    """A letter behind a number that stands for another number: 5x, 5 x, 5a."""
    if token is None or token.kind != "word" or len(token.text) != 1:
        return False
    return token.text in _UNKNOWNS or (token.tight and token.text not in _SHORT_UNITS)


def _goes_on(found: Sequence[Token], end: int) -> bool:
    """A sign follows that could not be read on: the 20 of 20/x is not the whole side."""
    return end < len(found) and found[end].kind == "sign"


def _unsure(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """A letter may be an unknown (5a + 14), and hours less minutes may be worked out in minutes."""
    before, after = (
        {t.text for t in part if t.kind == "word" and len(t.text) == 1} for part in (left, right)
    )
    if before != after or not before <= _SHORT_UNITS:
        return True
    words = {t.text.lower().removesuffix("s") for t in (*left, *right) if t.kind == "word"}
    return len(_MEASURES & words) > 1 and not any(t.kind == "sign" and t.text in "*/" for t in left)


def _holds(left: Sum, right: Sum, *, loose: bool) -> bool | None:
    gap = abs(left.value - right.value)
    if not gap:
        return True
    if (left.percent or right.percent) and left.value in (right.value * 100, right.value / 100):
        return _holds_in_percent(left, right)
    if left.unit and right.unit and left.unit != right.unit:
        return None
    if not left.operations:
        return None
    step = Fraction(1, 10**right.places)
    if gap < step and (right.places or loose):
        return True
    # 7/2 = 3 boxes: rounded without saying so.
    rounded = gap <= 2 * step if right.places else gap < 1 and left.value.denominator > 1
    about = loose and gap <= abs(left.value) / 50 and _is_rounder(right.value, left.value)
    return None if rounded or about else False


def _is_rounder(stated: Fraction, exact: Fraction) -> bool:
    """240 may stand for 242, and 238 for 237.6; 238 stands for no 242."""
    return exact.denominator > stated.denominator or stated % 10 == 0


def _holds_in_percent(left: Sum, right: Sum) -> bool | None:
    """20/50 * 100 = 40% and 5% + 3% = 8 are ways of writing; 4% * 69 = 276 may be a slip."""
    if right.percent and left.value > right.value:
        return True
    return True if all(sign in "+-" for sign, _, _ in left.operations) else None


def _sides(found: Sequence[Token]) -> list[Sum]:
    """All maximal runs of arithmetic, in order."""
    sides: list[Sum] = []
    at = 0
    while at < len(found):
        spend(20)
        side = _Run(found, at).read()
        if side is None:
            at += 1
        else:
            sides.append(side)
            at = max(side.end, at + 1)
    return sides


class _Stop(Exception):
    """The run of arithmetic cannot be read here."""


class _Run:
    """A small descent parser over tokens, with unit words allowed after every number."""

    def __init__(self, found: Sequence[Token], start: int) -> None:
        self.found = found
        self.start = self.at = start
        self.end = start
        self.depth = 0
        self.numbers: list[Fraction] = []
        self.operations: list[Operation] = []
        self.places = 0

    def read(self) -> Sum | None:
        first = self.found[self.start]
        before = self.found[self.start - 1] if self.start else None
        if first.kind == "sign":
            lead = before is None or before.kind in ("equals", "open", "stop")
            if first.text not in "+-" or not lead:
                return None
        elif first.kind not in ("number", "open"):
            return None
        if before is not None and before.kind == "sign" and first.kind != "sign":
            return None
        try:
            value = self.sum()
        except (_Stop, ZeroDivisionError, OverflowError):
            return None
        if not self.numbers:
            return None
        text = " ".join(token.text for token in self.found[self.start : self.end])
        if _is_unknown(self.peek()):
            return None
        own = self.found[self.start : self.end]
        percent = any(token.percent for token in own) or Fraction(100) in self.numbers
        return Sum(
            value,
            tuple(self.numbers),
            tuple(self.operations),
            self.unit(),
            text,
            self.places,
            percent,
            self.start,
            self.end,
        )

    def unit(self) -> str:
        """The first word after the run, in the singular."""
        token = self.peek()
        if token is None or token.kind != "word":
            return ""
        return token.text.lower().removesuffix("s")

    def peek(self) -> Token | None:
        return self.found[self.end] if self.end < len(self.found) else None

    def sign(self, signs: str) -> str | None:
        """Consume a sign, with a unit before it, if another operand follows."""
        at = self.end
        while at < len(self.found) and at - self.end < MAX_WORDS and self.found[at].kind == "word":
            if self.found[at].text.lower() in _JOINING or self.found[at].text in _UNKNOWNS:
                return None
            at += 1
        if self.depth == 0 and at < len(self.found) and self.found[at].kind == "open" and "*" in signs:
            return None
        token = self.found[at] if at < len(self.found) else None
        if token is None or token.kind != "sign" or token.text not in signs or not self.operand_at(at + 1):
            return None
        self.end = at + 1
        return token.text

    def operand_at(self, at: int) -> bool:
        token = self.found[at] if at < len(self.found) else None
        if token is not None and token.kind == "sign" and token.text == "-":
            token = self.found[at + 1] if at + 1 < len(self.found) else None
        return token is not None and token.kind in ("number", "open")

    def sum(self) -> Fraction:
        value = self.product()
        while (sign := self.sign("+-")) is not None:
            other = self.product()
            self.operations.append((sign, value, other))
            value = value + other if sign == "+" else value - other
        return value

    def product(self) -> Fraction:
        value = self.factor()
        while (sign := self.sign("*/")) is not None:
            other = self.factor()
            self.operations.append((sign, value, other))
            value = value * other if sign == "*" else value / other
        return value

    def factor(self) -> Fraction:
        value = self.operand()
        if self.sign("^") is None:
            return value
        exponent = self.operand()
        if exponent.denominator != 1 or abs(exponent) > 12 or value.numerator.bit_length() > 64:
            raise _Stop
        self.operations.append(("^", value, exponent))
        return value**exponent.numerator

    def operand(self) -> Fraction:
        token = self.peek()
        if token is None or self.depth > 20:
            raise _Stop
        if token.kind == "sign" and token.text in "+-":
            self.end += 1
            self.depth += 1  # a row of signs is no deeper than brackets may be
            inner = self.operand()
            self.depth -= 1
            return -inner if token.text == "-" else inner
        if token.kind == "number":
            return self.number(token)
        if token.kind != "open":
            raise _Stop
        self.end += 1
        self.depth += 1
        value = self.sum()
        while (after := self.peek()) is not None and after.kind == "word":
            self.end += 1
        if after is None or after.kind != "close":
            raise _Stop
        self.end += 1
        self.depth -= 1
        return value

    def number(self, token: Token) -> Fraction:
        self.end += 1
        if _is_unknown(self.peek()):
            raise _Stop
        self.numbers.append(token.value)
        self.places = token.places
        return token.value
