"""Verdict on a derivation: the value of its last line, its form, and whether every line follows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tutor.grading import forms
from tutor.grading.derivation import gains, guesses
from tutor.grading.derivation.judge import MAX_LINES, Found, Rules, judge
from tutor.grading.derivation.logic import Atom, Every, Formula, Letter, Not, Some, Truth
from tutor.grading.derivation.reading import Line, read
from tutor.grading.derivation.relate import Kind, relate
from tutor.grading.equal import Result, compare
from tutor.grading.milestones import marked
from tutor.grading.spec_lines import DerivationSpec
from tutor.grading.tree import CONSTANTS, Name, Node, variables_of
from tutor.grading.verdicts import FORM_SCORE, not_an_attempt
from tutor.types import Finding, Outcome, Verdict

# A right end by lines that do not hold earns no more: it may be a list of guesses.
UNSOUND_SCORE = FORM_SCORE
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]|\\\\")


def check(spec: DerivationSpec, response: str) -> Verdict:
    """Never raises. Lines count from 1, empty ones not at all."""
    texts = [text for text in _BREAK.split(response) if text.strip()]
    lines = [read(text, number, spec.known_names) for number, text in enumerate(texts, 1)]
    readable = [line for line in lines if not line.error]
    if not readable:
        return not_an_attempt("I cannot read any of that as a line of maths.")
    given = spec.line(spec.given)
    if given is not None and all((line.value, line.says) == (given.value, given.says) for line in readable):
        return not_an_attempt("That stands in the question already. Write the next line.")
    found = gains.without_excuse(judge(lines, _rules(spec), given), lines, given)
    return _verdict(spec, found, lines, guesses.listed(lines, given))


def _rules(spec: DerivationSpec) -> Rules:
    conditions, answer = spec.line(spec.conditions), spec.line(spec.answer)
    return Rules(
        strict=spec.strict,
        positive=spec.domain == "positive",
        complex_=spec.domain == "complex",
        conditions=conditions.says if conditions is not None else None,
        answer=(answer.says or answer.value) if answer is not None else None,
    )


def process_of(found: Sequence[Found], *, from_given: bool = False) -> tuple[Finding, Found | None]:
    """The finding on the whole way, and the line that decides it."""
    for status in ("wrong", "suspect"):
        first = next((line for line in found if line.status == status), None)
        if first is not None:
            return Finding(status), first
    sure = (from_given or len(found) > 1) and all(line.status == "ok" for line in found)
    return (Finding.OK if sure else Finding.UNCHECKED), None


def _verdict(spec: DerivationSpec, found: list[Found], lines: Sequence[Line], guessed: int | None) -> Verdict:
    last = next(line for line in reversed(lines) if not line.error)
    process, culprit = process_of(found, from_given=spec.given is not None)
    if guessed is not None and culprit is None:
        why = "Here and elsewhere stand values of your own that you do not go on with. Which one do you mean?"
        found = [replace(line, status="suspect", why=why) if line.line == guessed else line for line in found]
        process, culprit = process_of(found, from_given=spec.given is not None)
    # What stands beyond the limit is not judged, and guesses could hide there.
    value = _value(spec, last) if len(found) <= MAX_LINES else Finding.UNCHECKED
    form, left = _form(spec, last) if value is Finding.OK else (Finding.UNCHECKED, "")
    outcome, score = _outcome(value, form, process)
    return Verdict(
        outcome,
        score,
        _reason(value, form, left, process, culprit),
        value=value,
        form=form,
        process=process,
        lines=marked(
            [one.as_dict() | {"text": line.text} for one, line in zip(found, lines, strict=True)],
            spec.milestones,
            _reached(spec, lines),
        ),
        first_wrong_line=culprit.line if culprit is not None and process is Finding.WRONG else None,
    )


def _reached(spec: DerivationSpec, lines: Sequence[Line]) -> Callable[[int, int], bool]:
    """Whether a line says what a milestone says, side for side: all lines are worth the same."""
    ways = [[spec.line(text) for text in one.lines] for one in spec.milestones]
    return lambda line, milestone: any(_says(lines[line], way) for way in ways[milestone] if way is not None)


def _says(line: Line, way: Line) -> bool:
    match line.says, way.says:
        case Atom(sign, left, right), Atom(wanted, first, second):
            turned = sign == "=" and _same((left, right), (second, first))
            return sign == wanted and (turned or _same((left, right), (first, second)))
    return (line.value, line.says) == (way.value, way.says)


def _same(sides: tuple[Node, Node], wanted: tuple[Node, Node]) -> bool:
    return all(compare(one, other).result is Result.SAME for one, other in zip(sides, wanted, strict=True))


def _value(spec: DerivationSpec, last: Line) -> Finding:
    """The last line against the answer."""
    answer = spec.line(spec.answer)
    if answer is None:
        return Finding.UNCHECKED
    if answer.value is not None:
        ending = last.value if last.value is not None else _ending(last, answer.value)
        if ending is None:
            return Finding.UNCHECKED
        result = compare(ending, answer.value).result
        return {Result.SAME: Finding.OK, Result.DIFFERENT: Finding.WRONG}.get(result, Finding.UNCHECKED)
    if answer.says is None or last.says is None:
        return Finding.UNCHECKED
    rules = _rules(spec)
    first, second = answer.says, last.says
    if rules.conditions is not None:
        first, second = Every((first, rules.conditions)), Every((second, rules.conditions))
    kind = relate(first, second, positive=rules.positive, complex_=rules.complex_).kind
    if kind is Kind.EQUIVALENT:
        return Finding.OK
    return Finding.UNCHECKED if kind is Kind.UNKNOWN else Finding.WRONG


def _ending(last: Line, answer: Node) -> Node | None:
    """The last side of `f = … = answer`, where f is a name of its own or equal to the answer.

    `1 = x² + 6x + 9` is another statement, whatever stands on its right.
    """
    if last.chain:
        first, end = last.chain[0], last.chain[-1]
        if any(compare(side, answer).result is Result.DIFFERENT for side in last.chain[1:]):
            return None
    elif isinstance(last.says, Atom) and last.says.sign == "=":
        first, end = last.says.left, last.says.right
    else:
        return None
    named = isinstance(first, Name) and first.name not in variables_of(answer) | CONSTANTS
    return end if named or compare(first, answer).result is Result.SAME else None


def _form(spec: DerivationSpec, last: Line) -> tuple[Finding, str]:
    """Whether the last line is as far as the answer: solved for its letters, or in the form asked for."""
    answer = spec.line(spec.answer)
    if answer is None:
        return Finding.UNCHECKED, ""
    if answer.says is not None:
        if not _is_solved(answer.says) or (last.says is not None and _is_solved(last.says)):
            return Finding.OK, ""
        return Finding.WRONG, "it is not solved yet"
    if spec.form == "any" or last.value is None:
        return Finding.UNCHECKED, ""
    left = forms.left_to_do(spec.form, last.value)
    if left is None:
        return Finding.UNCHECKED, ""
    return (Finding.WRONG, left) if left else (Finding.OK, "")


def _is_solved(says: Formula) -> bool:
    match says:
        case Atom(_, Name(name), right):
            return name not in variables_of(right)
        case Atom(_, left, Name()):
            return not variables_of(left)
        case Every(parts) | Some(parts):
            return all(map(_is_solved, parts))
        case Not(part):
            return _is_solved(part)
        case Truth() | Letter():
            return True
    return False


def _outcome(value: Finding, form: Finding, process: Finding) -> tuple[Outcome, float]:
    if value is Finding.WRONG:
        return Outcome.INCORRECT, 0.0
    if value is Finding.OK and form is Finding.WRONG:
        return Outcome.PARTIAL, FORM_SCORE
    if value is Finding.OK:
        sound = process in (Finding.OK, Finding.UNCHECKED)
        return (Outcome.CORRECT, 1.0) if sound else (Outcome.PARTIAL, UNSOUND_SCORE)
    if process is Finding.WRONG:
        return Outcome.INCORRECT, 0.0
    return Outcome.CANNOT_CHECK, 0.0


def _reason(value: Finding, form: Finding, left: str, process: Finding, culprit: Found | None) -> str:
    """What was compared with what, the decisive line last."""
    ends = {
        Finding.OK: "Your last line is what is asked for.",
        Finding.WRONG: "Your last line is not what is asked for.",
        Finding.SUSPECT: "",
        Finding.UNCHECKED: "",
    }[value]
    if form is Finding.WRONG:
        ends = f"Your last line is equal to what is asked for, but {left}."
    if culprit is not None:
        verb = "does not follow" if process is Finding.WRONG else "needs a second look"
        way = f"Line {culprit.line} {verb}: {culprit.why}"
    elif process is Finding.OK:
        way = "I compared every line with the one before, and each follows."
    else:
        way = "I could not check every line."
    return " ".join(part for part in (ends, way) if part)
