"""Is it an attempt at all, and what was written? Reads a response; does not know whether it is right."""

from __future__ import annotations

import re
import unicodedata

from tutor.grading import exact
from tutor.grading.lexer import MAX_CHARS
from tutor.grading.parser import parse
from tutor.grading.spec_base import Base, unwrapped
from tutor.grading.tree import CONSTANTS, Div, MathsError, Name, Node, names_of, substitute, walk
from tutor.grading.verdicts import not_an_attempt, unreadable
from tutor.types import Verdict

_PREFIX = re.compile(
    r"(?:(?:i think|i guess|maybe|so)[, ]+)?"
    r"(?:(?:the |my )?(?:final )?answer(?: is|:| =)|it is|it's|its|that is|that's|i get|i got)[: ]+",
    re.IGNORECASE,
)
_GIVES_UP = re.compile(
    r"(?:sorry,? )?(?:i (?:really )?(?:do not|don't|dont|didn't) (?:know|understand|get it)|idk|dunno|"
    r"no idea|no clue|not sure|i(?:'m| am) not sure|help(?: me)?(?: please)?|hint|skip|pass|"
    r"(?:just )?(?:tell|show|give) me.*)[.!? ]*",
    re.IGNORECASE | re.DOTALL,
)
_QUOTES = str.maketrans("‘’‚‛“”„‟″′", "''''\"\"\"\"\"'")


def refused(response: str) -> Verdict | None:
    """A verdict for what no kind of answer can be: too long, nothing visible, giving up."""
    if len(response) > MAX_CHARS:
        return not_an_attempt(f"That is too long for an answer (at most {MAX_CHARS} characters).")
    if not any(_visible(char) for char in response):
        return not_an_attempt("There is no answer yet.")
    return None


def gives_up(response: str) -> bool:
    """ "I don't know" and its like."""
    plain = " ".join(response.translate(_QUOTES).split())
    return len(plain) <= 80 and _GIVES_UP.fullmatch(plain) is not None


def _visible(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Mn")


def maths(response: str, names: frozenset[str], *, lists: bool = False) -> Node | Verdict:
    """The response as a tree, with the letters a problem uses in either case; or why it is no attempt.

    `lists`: commas separate answers, so they group no thousands.
    """
    if gives_up(response):
        return not_an_attempt("That is fine. Write down what you have so far, or ask for a hint.")
    try:
        tree = parse(bare(response), names, grouping=not lists)
    except MathsError as error:
        return unreadable(error)
    return _in_case_of(tree, names)


def readable(response: str, names: frozenset[str] | None = None) -> bool:
    """Whether it can be read as maths that may have a value. `names` as for `parser.parse`."""
    try:
        tree = parse(unwrapped(response), names)
        for part in walk(tree):
            if isinstance(part, Div) and exact.rational(part.bottom) == 0:
                return False
    except MathsError as error:
        return error.code == "costly" and bool(response.strip())
    return True


def bare(response: str) -> str:
    """Without "the answer is", dollar signs, and a full stop at the end."""
    text = response.strip()
    match = _PREFIX.match(text)
    if match is not None and match.end() < len(text):
        text = text[match.end() :]
    text = unwrapped(text)
    if text.endswith((".", "?")) and len(text) > 1:
        text = text[:-1].rstrip()
    if text.startswith("$") and text[1:2].isdigit():
        text = text[1:]
    return unwrapped(text)


def _in_case_of(tree: Node, names: frozenset[str]) -> Node:
    """X counts as x where the problem has only x."""
    swaps: dict[str, Node] = {
        name: Name(name.swapcase())
        for name in names_of(tree) - names - CONSTANTS
        if len(name) == 1 and name.swapcase() in names
    }
    return substitute(tree, swaps) if swaps else tree


def is_sent_back(spec: Base, response: str, tree: Node, answer: Node) -> bool:
    """Whether a response of the right value is only the question as it was shown.

    What the author wrote as the answer is never that, even where the question holds it too.
    """
    if tree == answer:
        return False
    plain = "".join(response.split())
    return any(plain == "".join(asked.split()) or _reads_as(asked, tree) for asked in spec.asked)


def _reads_as(asked: str, tree: Node) -> bool:
    try:
        return parse(unwrapped(asked), names_of(tree)) == tree
    except MathsError:
        return False
