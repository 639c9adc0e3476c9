"""Two rules in use elsewhere, on pairs of texts: difflib ≥ .85, and SymPy's parse_expr + simplify.
Bench only."""

from __future__ import annotations

import difflib
import re
import signal
from tokenize import TokenError
from types import FrameType

LIMIT_S = 0.5
EVERY = 4  # SymPy is slow: it sees one pair in so many
_SAFE = re.compile(r"[0-9A-Za-z+\-*/^().\s]{1,120}")
_TOWER = re.compile(r"\^\s*\(?\d{3,}|\^[^+\-*/]*\^|!|__")


class _TooSlow(Exception):
    pass


class Rules:
    """Counts what the two rules make of pairs of which the truth is known."""

    def __init__(self) -> None:
        self.counts = {name: [0, 0, 0] for name in ("difflib ≥ .85", "parse + simplify")}
        self.calls = 0

    def see(self, right: str, text: str, same: bool) -> None:
        self._note(
            "difflib ≥ .85", difflib.SequenceMatcher(None, right[:300], text[:300]).ratio() >= 0.85, same
        )
        self.calls += 1
        if self.calls % EVERY == 0:
            self._note("parse + simplify", simplifies_to_zero(right, text), same)

    def _note(self, name: str, accepted: bool, same: bool) -> None:
        seen, right, wrongly = self.counts[name]
        self.counts[name] = [seen + 1, right + (accepted == same), wrongly + (accepted and not same)]

    def part(self, right: str, wrongly: str | None = None) -> dict[str, dict[str, float]]:
        """Shares of pairs judged rightly, and (scaled to all pairs) how many were falsely accepted."""
        found: dict[str, dict[str, float]] = {}
        for name, (seen, good, bad) in self.counts.items():
            if seen:
                found[name] = {right: good / seen}
                if wrongly is not None:
                    found[name][wrongly] = float(bad * round(self.calls / seen))
        return found


def simplifies_to_zero(left: str, right: str) -> bool:
    """Given up after `LIMIT_S`. Texts with towers of powers or odd signs are not handed over at all."""
    if not all(_SAFE.fullmatch(text) and not _TOWER.search(text) for text in (left, right)):
        return False
    previous = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, LIMIT_S)
    try:
        return _difference_is_zero(left, right)
    except _TooSlow:
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TooSlow


def _difference_is_zero(left: str, right: str) -> bool:
    import sympy
    from sympy.parsing.sympy_parser import convert_xor, parse_expr, standard_transformations

    rules = (*standard_transformations, convert_xor)
    try:
        first, second = (parse_expr(text, transformations=rules) for text in (left, right))
        return bool(sympy.simplify(first - second) == 0)
    except (SyntaxError, TokenError, TypeError, ValueError, AttributeError, NameError, ArithmeticError):
        return False
