"""Whether a changed answer is still right, told without the checker: its own way from the pool's notation to
plain typed maths, then `grading.oracle`, which evaluates through Python's grammar at exact random points.

What it cannot read it does not call the same, so that an acceptance it cannot explain counts against us.
"""

from __future__ import annotations

import re

from tests.bench.grading.oracle import Unreadable, same_items, same_relation, same_value

_INNER = r"\{([^{}]*)\}"
_FRAC = re.compile(rf"\\d?frac\s*{_INNER}\s*{_INNER}")
_ROOT = re.compile(rf"\\sqrt\s*\[([^\[\]]*)\]\s*{_INNER}")
_SQRT = re.compile(rf"\\sqrt\s*{_INNER}")
_NAMED = re.compile(rf"\\(?:operatorname|mathrm|text)\s*{_INNER}")
_GROUP = re.compile(rf"(?<!frac)(?<!sqrt)(?<!name)(?<![}}\]]){_INNER}")  # none that a command still needs
_POINTS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*(?:,\s*[(\[][^()\[\]]*[)\]]\s*)+")
_POINT = re.compile(r"[(\[][^()\[\]]*[)\]]")
_SIGNS = {
    **dict.fromkeys((r"\left", r"\right", r"\,", r"\ ", r"\;"), ""),
    **dict.fromkeys((r"\cdot", r"\times", "×", "·"), "*"),
    **dict.fromkeys((r"\leq", r"\le", "≤"), "<="),
    **dict.fromkeys((r"\geq", r"\ge", "≥"), ">="),
    **dict.fromkeys((r"\neq", r"\ne", "≠"), "!="),
    r"\infty": "inf",
    r"\cup": "∪",
    r"\div": "/",
    "**": "^",
    "−": "-",
    "π": "pi",
}
_SIGN = re.compile("|".join(re.escape(sign) + r"(?![A-Za-z])" * sign[-1].isalpha() for sign in _SIGNS))
_COMMAND = re.compile(r"\\(pi|sin|cos|tan|ln|exp)(?![A-Za-z])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_UNITED = re.compile(r"(?<=[)\]])\s*[U∪]\s*(?=[(\[])")
_LIST = re.compile(r",|\bor\b|\band\b")


def typed(text: str) -> str | None:
    """The pool's LaTeX or typed maths as plain typed maths; None when something of it is not known."""
    for _ in range(40):
        new = _FRAC.sub(r"((\1)/(\2))", text)
        new = _ROOT.sub(r"((\2)^(1/(\1)))", new)
        new = _NAMED.sub(r" \1 ", _SQRT.sub(r"sqrt(\1)", new))
        new = new if new != text else _GROUP.sub(r"(\1)", text, count=1)
        if new == text:
            break
        text = new
    text = _COMMAND.sub(r" \1", _SIGN.sub(lambda found: _SIGNS[found.group()], text))
    return None if set(text) & set("\\{}") else text.strip()


def same(stored: str, given: str) -> bool:
    """Whether both mean the same, as far as this reader reads."""
    left, right = typed(stored), typed(given)
    if left is None or right is None:
        return False
    try:
        return _same(_plain(left), _plain(right))
    except (Unreadable, ArithmeticError, ValueError, RecursionError):
        return False


def _plain(text: str) -> str:
    money = text.strip().removeprefix("$").strip()
    return money if _LIST.search(_THOUSANDS.sub("", money)) else _THOUSANDS.sub("", money)


def _same(left: str, right: str) -> bool:
    first, second = _UNITED.split(left), _UNITED.split(right)
    if len(first) > 1 or len(second) > 1:
        return len(first) == len(second) and all(map(_same, sorted(first), sorted(second)))
    if _POINTS.fullmatch(left) and _POINTS.fullmatch(right):
        ours, theirs = _POINT.findall(left), _POINT.findall(right)
        return len(ours) == len(theirs) and all(any(_same(a, b) for b in theirs) for a in ours)
    if (
        left[:1] in "(["
        and right[:1] in "(["
        and _LIST.search(left)
        and left[-1:] in ")]"
        and right[-1:] in ")]"
    ):
        return same_items(left, right, ordered=True, brackets=True)
    if _LIST.search(left) or _LIST.search(right):
        return same_items(_commas(left), _commas(right), ordered=False, brackets=False)
    if any(sign in left + right for sign in "=<>"):
        return same_relation(left, right)
    return same_value(left, right)


def _commas(text: str) -> str:
    return _LIST.sub(",", text)
