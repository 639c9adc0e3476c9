"""Looks for an answer that is maths in a text, in every form that the checker would accept. Knows no
words as answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any

from tutor.grading import forms, numerals, pieces, recipes, rows, spans, wordings
from tutor.grading.equal import Result, compare
from tutor.grading.lenient import accepted as _accepted
from tutor.grading.parser import parse
from tutor.grading.spans import Span, TooMuch
from tutor.grading.spec import ExpressionSpec, NumberSpec, Spec, unwrapped
from tutor.grading.spoken import figures, in_signs
from tutor.grading.told_formulas import formulas
from tutor.grading.tree import (
    Add,
    Div,
    Group,
    MathsError,
    Mul,
    Neg,
    Node,
    Number,
    Pow,
    Relation,
    variables_of,
    walk,
)
from tutor.grading.unveil import loosened, marked_latex, without_code

MAX_SPANS = 600
# Said as the answer, and not only mentioned.
_SAID = re.compile(
    r"(?:[=→⇒]|\b(?:is|are|be|equals?|get|gets|got|gives?|makes?|leaves?|answer|value|result|solution|write|type|"
    r"enter|choose|comes? to|obtain|find|say|put an?|becomes?|it's|that's|only|as|has)\b)"
    r"\W*(?:(?:just|exactly|simply|about|now|the|number|a|an|only|in|fact|then|to|be|out|it)\W+)*[\s$`\"'“(*_\\]*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:(?:so|now|and|then|first|next|ok|okay)\W+)*(?:what(?:'s|’s)?|how|which|can|could|do|does|will|would|why)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.](?=\d)[^.!?\n]*)*[.!?\n]*")
_LISTED = re.compile(r"^[ \t]*(\d{1,2})[.)](?=[ \t]+\S)", re.MULTILINE)
_NUMBERED = re.compile(
    r"\b(step|line|part|question|problem|page|example|hint|figure|chapter|exercise|row|case|stage)s?\s+(?:number\s+)?\d{1,3}\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?<![\w.,/-])(\d{1,2})(?= (?:\w+ )?(?:steps|ways|brackets|terms|solutions|sides|numbers|equations|"
    r"unknowns|"
    r"parts|products|bounds|pairs|factors|fractions|halves|kinds|cases|things|operations|lines|letters|digits|"
    r"methods|sentences|words|examples|questions|hints|coordinates|conditions)\b)",
    re.IGNORECASE,
)


def find(text: str, spec: Spec) -> str | None:
    """The words or signs that give the answer away."""
    asked = _asked(spec)
    bare = spec.model_copy(update={"asked": (), "misconceptions": ()})
    text = _without_counts(text, asked)
    for reading in readings(text):
        found = _as_span(reading, bare, asked) or _in_parts(reading, bare, asked)
        if found:
            return found
    return _as_recipe(text, bare, asked) or _as_told(text, bare, asked)


def readings(text: str) -> Iterator[str]:
    """As it stands, with words as signs, and with code as maths; only what differs."""
    latex = marked_latex(text)
    yield from dict.fromkeys((text, in_signs(text), without_code(text), latex, loosened(text)))


def _as_told(text: str, spec: Spec, asked: str) -> str | None:
    """Numbers told by other means than numerals, conditions in words, and work done to a letter."""
    plain = figures(text)
    if isinstance(spec, NumberSpec):
        for number, words in numerals.values(plain):
            is_it = _accepted(spec, number) or _works_out(spec, number)
            if is_it and not _occurs(_squeezed(words), _squeezed(asked)):
                return words
        return None
    letters = _letters(spec)
    if _is_condition(spec):
        told = {whole for letter in letters for whole, _ in wordings.conditions(asked, letter)}
        for letter in letters:
            for whole, words in wordings.conditions(plain, letter):
                if (whole not in told or _NAMES_ENDS.search(words)) and _accepted(spec, whole):
                    return words
    for reading in dict.fromkeys(formulas(plain, letters)):
        found = _as_span(reading, spec, asked)
        if found:
            return found
    return None


_NAMES_ENDS = re.compile(r"\b(?:bracket|open|closed|included|inclusive)\b", re.IGNORECASE)


def _letters(spec: Spec) -> list[str]:
    """The letter that a condition is about, x where an interval is asked for."""
    return sorted(variables_of(getattr(spec, "tree", Number(Fraction(0))))) or ["x"]


def _is_condition(spec: Spec) -> bool:
    """Whether numbers in a range are asked for."""
    tree = getattr(spec, "tree", None)
    if not isinstance(spec, ExpressionSpec) or tree is None or len(variables_of(tree)) > 1:
        return False
    if isinstance(tree, Group) and tree.brackets in ("()", "[]", "[)", "(]") and len(tree.items) == 2:
        return True
    return any(isinstance(part, Relation) and part.signs != ("=",) for part in walk(tree))


_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\b|\b{_MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b"
)


_OUT_OF = re.compile(
    r"\b\d+ (?:out )?of (?:the |your )?\d+ "
    r"(?=questions|hints|steps|problems|tasks|exercises|tries|points|for effort)"
)


def _without_counts(text: str, asked: str) -> str:
    """Without numbers of list items and steps, and without counts of things that the question does not
    ask for.
    """
    text = _OUT_OF.sub("some ", _DATE.sub("that day", text))
    text = _NUMBERED.sub(lambda found: found.group(1), _LISTED.sub("", text))
    plain = figures(text)
    if _COUNTED.search(plain) is None:
        return text
    return _COUNTED.sub(
        lambda found: found.group() if _noun(plain, found.end()) in asked.lower() else "some", plain
    )


def _noun(text: str, at: int) -> str:
    words = text[at : at + 40].split()
    return words[0].lower().strip(".,;:!?") if words else "?"


def _asked(spec: Spec) -> str:
    """All that the question shows, numerals in figures."""
    return figures("\n".join(spec.asked))


def _as_span(text: str, spec: Spec, asked: str) -> str | None:
    shown: set[str] = set()
    for count, span in enumerate(spans.spans(text)):
        if count > MAX_SPANS:
            raise TooMuch(f"over {MAX_SPANS} spans")
        key = span.text + "\0" + span.before
        if key in shown:
            continue
        shown.add(key)
        if _accepted(spec, span.text):
            told = not _stands_in(span, spec, asked)
        else:
            told = isinstance(spec, NumberSpec) and _is_sum_told(text, span.text, spec, asked)
        if told:
            return span.text
    return None


def _is_sum_told(text: str, part: str, spec: NumberSpec, asked: str) -> bool:
    """A calculation that comes to the answer, not asked for and with more than the numbers given."""
    return _works_out(spec, part) and not _asks_for(text, part) and not _only_given(part, asked)


def _works_out(spec: NumberSpec, text: str) -> bool:
    """A calculation whose value is the answer."""
    tree = _tree(text)
    if tree is None or isinstance(tree, Number) or sum(isinstance(part, Number) for part in walk(tree)) < 2:
        return False
    return _accepted(spec.model_copy(update={"form": "any"}), text)


def _stands_in(span: Span, spec: Spec, asked: str) -> bool:
    """Whether the question says it too, and the text does not say it as the answer."""
    if not asked:
        return False
    run, whole = _squeezed(span.run), _squeezed(asked)
    if len(run) > len(_squeezed(span.text)) and _occurs(run, whole):
        return True
    words = " ".join([*span.before.split()[-3:], span.text])
    if len(span.before.split()) >= 3 and _occurs(_squeezed(words), whole):
        return True
    if _tree(span.text) in _asked_trees(asked):
        return not isinstance(spec, NumberSpec) or not _SAID.search(span.before)
    if not isinstance(spec, NumberSpec) or _SAID.search(span.before):
        return False
    return any(_accepted(spec, number) for number in spans.numbers(asked))


@lru_cache(maxsize=256)
def _asked_trees(asked: str) -> tuple[Node, ...]:
    found = (_tree(span.text) for span in spans.spans(asked))
    return tuple(tree for tree in found if tree is not None)


def _occurs(part: str, whole: str) -> bool:
    """Whether it stands there and is not the middle of a longer number or name."""
    before = r"(?<![\w.])" if part[:1].isalnum() else ""
    after = r"(?![\w]|\.\d)" if part[-1:].isalnum() else ""
    return re.search(before + re.escape(part) + after, whole) is not None


_SPACED_SIGN = re.compile(r"\s*([-+*/^=<>()×·÷,])\s*")


def _squeezed(text: str) -> str:
    """In one line, without dollars and without spaces around signs."""
    return " ".join(_SPACED_SIGN.sub(r"\1", text.replace("$", " ").replace("−", "-")).lower().split())


def _asks_for(text: str, part: str) -> bool:
    """ "What is 3 + 4?" leaves the work to the learner; "it is 3 + 4" does not."""
    for sentence in _SENTENCE.findall(text):
        if part in sentence:
            return sentence.rstrip().endswith("?") and _ASKS.match(sentence) is not None
    return False


def _only_given(part: str, asked: str) -> bool:
    """A calculation with no number but those of the question sets it up, and leaves the work to the
    learner.
    """
    given, used = _sizes(asked), _sizes(part)
    return bool(used) and used <= given


def _sizes(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def said_as_answer(before: str) -> bool:
    """Whether the words before something say it as the answer."""
    return _SAID.search(before) is not None


def _as_recipe(text: str, spec: Spec, asked: str) -> str | None:
    if not isinstance(spec, NumberSpec):
        return None
    plain = figures(text)
    for words, value in recipes.outcomes(plain):
        if _accepted(spec, str(value)) and not _asks_for(plain, words) and not _only_given(words, asked):
            return words
    return None


def _in_parts(text: str, spec: Spec, asked: str) -> str | None:
    told = (
        {whole for whole, _ in (*pieces.wholes(in_signs(asked)), *rows.matrices(asked, asked))}
        if asked
        else set()
    )
    for whole, words in (*pieces.wholes(text), *rows.matrices(in_signs(text), text), *rows.points(text)):
        if whole not in told and _accepted(spec, whole):
            return words
    tree = _answer_tree(spec)
    if tree is None:
        return None
    if isinstance(tree, Neg) and forms.is_number(tree) and pieces.says_negative(text):
        return _size_of_negative(text, tree)
    return _all_parts(text, tree, asked)


def _answer_tree(spec: Any) -> Node | None:
    tree = getattr(spec, "tree", None)
    return tree if isinstance(tree, Number | Neg | Add | Mul | Div | Pow | Group) else None


def _size_of_negative(text: str, tree: Neg) -> str | None:
    for span in spans.spans(text):
        if _SAID.search(span.before) and _same(span.text, tree.arg):
            return f"negative … {span.text}"
    return None


def _all_parts(text: str, tree: Node, asked: str) -> str | None:
    """Factors, terms or items that all stand in the text, each on its own."""
    parts: tuple[Node, ...] = ()
    if isinstance(tree, Mul) and pieces.FACTORS.search(text):
        parts = tuple(factor for factor in tree.factors if not isinstance(factor, Number))
    elif isinstance(tree, Add) and pieces.TERMS.search(text):
        parts = tree.terms
    elif isinstance(tree, Group) and tree.brackets in ("", "{}", "()"):
        parts = tree.items
    if len(parts) < 2:
        return None
    found = [_part_in(text, part, asked) for part in parts]
    return " … ".join(part for part in found if part) if all(found) else None


def _part_in(text: str, part: Node, asked: str) -> str | None:
    for span in spans.spans(text):
        if not _same(span.text, part):
            continue
        if _WORKED_WITH.search(span.before) if forms.is_number(part) else part in _asked_trees(asked):
            continue
        return span.text
    return None


# A number that something is done with is no item told.
_WORKED_WITH = re.compile(
    r"\b(?:add|adds|adding|subtract|subtracting|multiply|multiplies|divide|sum|product|times|by|factors|from|of|to)\W*$",
    re.IGNORECASE,
)


def _same(text: str, wanted: Node) -> bool:
    tree = _tree(text)
    if tree is None:
        return False
    return tree == wanted or compare(tree, wanted).result is Result.SAME


def _tree(text: str) -> Node | None:
    try:
        return parse(unwrapped(text))
    except MathsError:
        return None


def same_maths(text: str, phrase: str) -> str | None:
    """A span that is the same maths as a phrase: the same tree, or the same number written otherwise."""
    wanted = _tree(phrase)
    if wanted is None or not (forms.is_number(wanted) or len(list(walk(wanted))) > 1):
        return None
    numeric = forms.is_number(wanted)
    for reading in readings(text):
        for span in spans.spans(reading):
            found = _tree(span.text)
            if found is None:
                continue
            if found == wanted or (numeric and forms.is_number(found) and _same(span.text, wanted)):
                return span.text
    return None
