"""Whether two trees are the same but for the names of letters. Knows no specification."""

from __future__ import annotations

from itertools import permutations

from tutor.grading.equal import DIFFERENT, UNDECIDED, Comparison, Result, compare
from tutor.grading.tree import Name, Node, substitute, variables_of

MAX_LETTERS = 5


def compare_renamed(left: Node, right: Node, fixed: frozenset[str]) -> Comparison:
    """`fixed` letters mean themselves; the others of `left` may stand for any others of `right`, one
    for one."""
    ours, theirs = sorted(variables_of(left) - fixed), sorted(variables_of(right) - fixed)
    if len(ours) != len(theirs):
        return DIFFERENT
    if len(ours) > MAX_LETTERS:
        return UNDECIDED
    doubtful = False
    for order in permutations(theirs):
        found = compare(substitute(left, dict(zip(ours, map(Name, order), strict=True))), right)
        if found.result is Result.SAME:
            return found
        doubtful |= found.result is Result.UNKNOWN
    return UNDECIDED if doubtful else DIFFERENT
