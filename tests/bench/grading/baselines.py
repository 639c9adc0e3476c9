"""Two rules in use elsewhere, for comparison: difflib ≥ .85, and SymPy's parse + simplify. Only for
the bench.

SymPy reads texts of this bench's own making, of few characters, and under a time limit.
"""

from __future__ import annotations

import difflib
import re
import signal
from collections import Counter
from tokenize import TokenError
from types import FrameType

from tests.bench.grading.right import Right

EVERY = 6  # SymPy is slow: it sees one in so many
LIMIT_S = 0.5
_SAFE = re.compile(r"[0-9A-Za-z+\-*/^().\s]{1,80}")
_NAMES = re.compile(r"[A-Za-z]+")
_KNOWN = {"sqrt", "sin", "cos", "tan", "ln", "exp", "pi"}


class Naive:
    """Counts what the two rules accept."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()
        self.calls = 0

    def see(self, right: Right, text: str) -> None:
        self.seen["difflib ≥ .85"] += 1
        self.taken["difflib ≥ .85"] += difflib.SequenceMatcher(None, right.typed, text).ratio() >= 0.85
        self.calls += 1
        if right.shape == "value" and self.calls % EVERY == 0:
            self.seen["sympy"] += 1
            self.taken["sympy"] += simplifies_to_zero(right.typed, text)

    def accepted(self) -> dict[str, float]:
        """Shares of what each rule was shown."""
        return {name: self.taken[name] / count for name, count in self.seen.items() if count}


class _TooSlow(Exception):
    pass


def simplifies_to_zero(left: str, right: str) -> bool:
    """parse_expr on both and simplify(a - b) == 0, given up after `LIMIT_S`."""
    if not (_harmless(left) and _harmless(right)):
        return False
    from sympy import simplify
    from sympy.parsing.sympy_parser import (
        convert_xor,
        implicit_multiplication,
        parse_expr,
        standard_transformations,
    )

    how = (*standard_transformations, convert_xor, implicit_multiplication)

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, LIMIT_S)
    try:
        first, second = (parse_expr(text, transformations=how) for text in (left, right))
        return bool(simplify(first - second) == 0)
    except (
        _TooSlow,
        SyntaxError,
        TokenError,
        TypeError,
        ValueError,
        AttributeError,
        ArithmeticError,
        LookupError,
    ):
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _harmless(text: str) -> bool:
    if not _SAFE.fullmatch(text) or re.search(r"\d{6}|[\^*]{1,2}\s*\(?\d{2}", text):
        return False
    return all(len(name) == 1 or name in _KNOWN for name in _NAMES.findall(text))
