"""Bounds the work of one check by counting it, so that an answer gets the same verdict on every machine.

One unit is about a microsecond on an ordinary core. Where work is done, `spend` says how much it is going to
be, and raises beyond what `within` allows. A deadline by the clock (pool.py) is the second net, for what was
counted wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# What anybody may send; and what a person might write by hand.
LITTLE = 25_000
MUCH = 1_200_000
_HAND_LINES, _HAND_CHARS, _HAND_DEPTH, _HAND_POWERS = 14, 140, 6, 12
_LARGE = re.compile(r"\d{18}|(?:\^|\*\*)[\s({+-]*(?:1[3-9]|[2-9]\d|\d{3})|[²³⁰-⁹]{2}")


class Exhausted(Exception):
    """Nothing is left. No MathsError, so that nobody takes it for a value that does not exist and goes on to
    decide."""


class _Purse:
    """Mutable, so that spending needs no new context."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left


_PURSE: ContextVar[_Purse | None] = ContextVar("effort", default=None)


@contextmanager
def within(units: int) -> Iterator[None]:
    """All that is done inside costs at most so many units, and no more than an outer allowance has left."""
    outer = _PURSE.get()
    purse = _Purse(units if outer is None else min(units, outer.left))
    given = purse.left
    token = _PURSE.set(purse)
    try:
        yield
    finally:
        _PURSE.reset(token)
        if outer is not None:
            outer.left -= given - purse.left


def spend(units: int) -> None:
    """Before work of so many units. Raises Exhausted where less is left."""
    purse = _PURSE.get()
    if purse is None:
        return
    if units > purse.left:
        purse.left = 0  # what is refused is not done, but nothing smaller may slip past it
        raise Exhausted
    purse.left -= units


@contextmanager
def share(parts: int, of: int) -> Iterator[None]:
    """As `within`, for so many of equal shares of what is left; outside `within` it bounds nothing."""
    purse = _PURSE.get()
    if purse is None:
        yield
        return
    with within(purse.left * min(parts, of) // of):
        yield


def allowance(response: str) -> int:
    """Much for what looks written by hand: few lines, short ones, brackets not deep, powers low."""
    lines = response.splitlines()
    short = len(lines) <= _HAND_LINES and all(len(line) <= _HAND_CHARS for line in lines)
    if not short or _depth(response) > _HAND_DEPTH or _LARGE.search(response):
        return LITTLE
    powers = max((line.count("^") + line.count("**") for line in lines), default=0)
    return MUCH if powers <= _HAND_POWERS else LITTLE


def _depth(text: str) -> int:
    deepest = depth = 0
    for char in text:
        if char in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in ")]}":
            depth = max(depth - 1, 0)
    return deepest
