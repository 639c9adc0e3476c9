"""With what result of a line would the rest come out right? A sign of where it went wrong, no proof."""

from __future__ import annotations

from fractions import Fraction

from tutor.grading.prose.work import Work, worked_sums

MAX_BITS = 256  # 5 x 5 = 5, sixty times over, squares the change each time
NAMES = ("repair_result", "repair_reachable", "repair_whole", "needless")


def mended(work: Work, at: int) -> dict[str, float]:
    """Did the authors work the needed result out; or did it stand in the sum already, so that the sum is
    needless?"""
    sums = worked_sums(work.lines[at])
    needed = _needed(work, at, sums[-1][1]) if sums else None
    if needed is None:
        return dict.fromkeys(NAMES, 0.0)
    return {
        "repair_result": float(abs(needed) in work.plan.results),
        "repair_reachable": float(abs(needed) in work.plan.reachable),
        "repair_whole": float(needed.denominator == 1 and needed > 0),
        "needless": float(needed in sums[-1][0].numbers),
    }


def _needed(work: Work, at: int, value: Fraction) -> Fraction | None:
    """None where the final number does not hang on this one, or not in a straight line."""
    if work.answer is None or work.final is None:
        return None
    tried = [_final_with(work, at, value, value + step) for step in (0, 1, 2)]
    if any(result is None for result in tried):
        return None
    first, second, third = (result for result in tried if result is not None)
    if first == second or third - second != second - first:
        return None
    needed = value + (work.answer - first) / (second - first)
    return None if needed == value else needed


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
                old, result = _applied(sign, left, right), _applied(sign, new_left, new_right)
                if max(result.numerator.bit_length(), result.denominator.bit_length()) > MAX_BITS:
                    return None
                local[old] = result
            if result is not None:
                changed[stated] = result
    return changed.get(work.final)


def _applied(sign: str, left: Fraction, right: Fraction) -> Fraction:
    """One operation; the caller sees to zero."""
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    return left * right if sign == "*" else left / right
