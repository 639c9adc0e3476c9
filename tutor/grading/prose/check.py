"""Verdict on the worked answer of a word problem: its last number, and its first wrong or suspect line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tutor.grading.derivation.evidence import said
from tutor.grading.milestones import marked
from tutor.grading.prose.claims import Claim, Content, read
from tutor.grading.prose.final import Final, final_number, objection
from tutor.grading.prose.plan import Plan, plan_of
from tutor.grading.prose.signs import signs_of
from tutor.grading.prose.suspicion import most_suspect
from tutor.grading.prose.work import Work, near, worked_sums
from tutor.grading.spec_lines import WorkedSpec
from tutor.grading.verdicts import FORM_SCORE, not_an_attempt
from tutor.types import Finding, Outcome, Verdict

# A right end by a false sum earns no more: it may be a list of guesses.
UNSOUND_SCORE = FORM_SCORE
MAX_LINES = 60
NO_NUMBER = "There is no number in that. Write down what you work out, line by line."
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_PERCENT = re.compile(r"%|per ?cent", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def check(spec: WorkedSpec, response: str) -> Verdict:
    """Never raises. Lines count from 1, empty ones not at all; one paragraph is cut into its sentences."""
    texts = lines_of(response)
    if not any(char.isalnum() for char in response):
        return not_an_attempt(NO_NUMBER)
    lines = [read(text) for text in texts[:MAX_LINES]]
    if not any(content.numbers for content in lines):
        return not_an_attempt(NO_NUMBER)
    if _is_sent_back(spec, response):
        return not_an_attempt("That stands in the question already. Write what you work out, line by line.")
    authored = _authored(spec)
    answer, final = _answer(spec, authored), final_number(lines)
    value = _value(spec, answer, final)
    objected = objection(lines, frozenset(read(spec.problem).numbers))
    if objected and value is not Finding.WRONG:
        return not_an_attempt(objected)
    found = [_arithmetic(number, content, _size(answer)) for number, content in enumerate(lines, 1)]
    if authored:
        _compared(found, work_of(spec, lines), value)
    for entry, text in zip(found, texts, strict=False):
        entry["text"] = text
    verdict = _verdict(value, found, lines, final.value if final is not None else None)
    return replace(verdict, lines=marked(verdict.lines, spec.milestones, _reached(spec, lines)))


def _reached(spec: WorkedSpec, lines: Sequence[Content]) -> Callable[[int, int], bool]:
    """Whether a line works out the number of a milestone."""
    ways = [{abs(read(text).numbers[0]) for text in one.lines} for one in spec.milestones]
    values = [{abs(value) for _, value in worked_sums(content)} for content in lines]
    return lambda line, milestone: not ways[milestone].isdisjoint(values[line])


def work_of(spec: WorkedSpec, lines: Sequence[Content]) -> Work:
    """What was read of an answer, beside the authored solution."""
    authored = _authored(spec)
    given = frozenset(read(spec.problem).numbers) | {Fraction(1)}
    answer = _size(_answer(spec, authored))
    return Work(lines, authored, plan_of(authored), given, _size(final_number(lines)), answer)


def _authored(spec: WorkedSpec) -> list[Content]:
    return [read(text) for text in spec.solution if text.strip()]


def _answer(spec: WorkedSpec, authored: Sequence[Content]) -> Final | None:
    return final_number([read(spec.answer)] if spec.answer else authored)


def _is_sent_back(spec: WorkedSpec, response: str) -> bool:
    plain = _words(response)
    return any(plain == _words(asked) for asked in (spec.problem, *spec.asked))


def _words(text: str) -> str:
    """Letters and digits only: capitals and signs make no answer of the question."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def lines_of(response: str) -> list[str]:
    texts = [text.strip() for text in _BREAK.split(response) if text.strip()]
    if len(texts) == 1:
        texts = [text.strip() for text in _SENTENCE.split(texts[0]) if text.strip()]
    return texts


def _size(number: Final | None) -> Fraction | None:
    return None if number is None else abs(number.value)


def _value(spec: WorkedSpec, answer: Final | None, final: Final | None) -> Finding:
    """40 and 40 % are the same where the problem speaks of percent."""
    if answer is None or final is None:
        return Finding.UNCHECKED
    ours, theirs = answer.value, final.value
    if answer.percent != final.percent and _PERCENT.search(spec.problem):
        ours, theirs = (ours * 100 if answer.percent else ours), (theirs * 100 if final.percent else theirs)
    return Finding.OK if ours == theirs else Finding.WRONG


def _entry(number: int, status: str, relation: str, why: str) -> dict[str, Any]:
    return {
        "line": number,
        "status": status,
        "relation": relation,
        "why": why,
        "counterexample": None,
        "kind": None,
    }


def _arithmetic(number: int, content: Content, answer: Fraction | None) -> dict[str, Any]:
    """What can be said of a line on its own."""
    wrong = next((claim for claim in content.claims if claim.holds is False), None)
    if wrong is not None:
        return _false(number, wrong, answer)
    if content.doubt:
        why = f"I cannot make a true sum of it. Is {content.doubt} what you mean?"
        return _entry(number, "suspect", "unknown", why)
    if content.unread or any(claim.holds is None for claim in content.claims):
        why = "I cannot tell whether rounding or a unit explains what stands at the equals sign."
        return _entry(number, "unchecked", "unknown", why)
    if any(claim.left.operations or claim.right.operations for claim in content.claims):
        return _entry(number, "unchecked", "true", "The arithmetic in this line is right.")
    return _entry(number, "unchecked", "words", "There is no arithmetic in this line to check.")


def _false(number: int, claim: Claim, answer: Fraction | None) -> dict[str, Any]:
    """What the sum gives is said, unless that is the number asked for."""
    entry = _entry(number, "wrong", "false", "")
    gives, stated = said(claim.left.value), said(claim.right.value)
    entry["kind"] = _slip(claim)
    if answer is not None and abs(claim.left.value) == answer:
        entry["why"] = f"{claim.left.text} does not give {stated}."
        return entry
    entry["why"] = f"{claim.left.text} gives {gives}, not {stated}."
    entry["counterexample"] = {"at": {}, "before": gives, "after": stated}
    return entry


def _slip(claim: Claim) -> str:
    """A sum that would be right with another sign, or with a digit more or less."""
    value = abs(claim.right.value)
    if len(claim.left.operations) == 1:
        _, left, right = claim.left.operations[0]
        others = {left + right, abs(left - right), left * right, *([left / right] if right else [])}
        if value in others:
            return "operation"
    if value and claim.left.value / value in (Fraction(10), Fraction(100), Fraction(1, 10), Fraction(1, 100)):
        return "place_value"
    return "arithmetic"


def _compared(found: list[dict[str, Any]], work: Work, value: Finding) -> None:
    """Against the authored solution: what it holds too is right; of a wrong answer one line is suspect."""
    for entry, content in zip(found, work.lines, strict=True):
        sums = worked_sums(content)
        known = not content.unread and all(claim.holds for claim in content.claims)
        if entry["status"] == "unchecked" and known and sums and _in_plan(sums, work.plan):
            entry.update(status="ok", relation="in_solution", why="This is right, and a step on the way.")
    if value is not Finding.WRONG:
        return
    at = most_suspect(signs_of(work))
    first_wrong = next((k for k, entry in enumerate(found) if entry["status"] == "wrong"), len(found))
    if at < first_wrong:
        why = "the end is not right, and this looks like the first line that leads away."
        found[at].update(status="suspect", relation="not_in_solution", why=why)


def _in_plan(sums: Sequence[tuple[Any, Fraction]], plan: Plan) -> bool:
    return all(near(value, plan.reachable) for _, value in sums)


def _verdict(
    value: Finding, found: list[dict[str, Any]], lines: Sequence[Content], final: Fraction | None
) -> Verdict:
    process, culprit = _process(value, found, lines)
    outcome, score = _outcome(value, process)
    return Verdict(
        outcome,
        score,
        _reason(value, process, culprit, final),
        value=value,
        process=process,
        lines=tuple(found),
        first_wrong_line=culprit["line"] if culprit is not None and process is Finding.WRONG else None,
    )


def _process(
    value: Finding, found: list[dict[str, Any]], lines: Sequence[Content]
) -> tuple[Finding, dict[str, Any] | None]:
    for status in ("wrong", "suspect"):
        first = next((entry for entry in found if entry["status"] == status), None)
        if first is not None:
            return Finding(status), first
    with_sums = zip(found, lines, strict=True)
    worked = [entry for entry, content in with_sums if worked_sums(content) or entry["relation"] == "unknown"]
    sure = value is Finding.OK and worked and all(entry["status"] == "ok" for entry in worked)
    return (Finding.OK if sure else Finding.UNCHECKED), None


def _outcome(value: Finding, process: Finding) -> tuple[Outcome, float]:
    if value is Finding.WRONG:
        return Outcome.INCORRECT, 0.0
    if value is Finding.OK:
        sound = process in (Finding.OK, Finding.UNCHECKED)
        return (Outcome.CORRECT, 1.0) if sound else (Outcome.PARTIAL, UNSOUND_SCORE)
    return (Outcome.INCORRECT if process is Finding.WRONG else Outcome.CANNOT_CHECK), 0.0


def _reason(value: Finding, process: Finding, culprit: dict[str, Any] | None, final: Fraction | None) -> str:
    end = said(final) if final is not None else "nothing"
    parts = {
        Finding.OK: [f"You end with {end}, and that is the number asked for."],
        Finding.WRONG: [f"You end with {end}, and that is not the number asked for."],
    }.get(value, [])
    if culprit is not None:
        mark = "is wrong" if process is Finding.WRONG else "needs a second look"
        parts.append(f"Line {culprit['line']} {mark}: {culprit['why']}")
    elif process is Finding.OK:
        parts.append("I worked out every sum in it, and each is a step of the solution.")
    else:
        parts.append("I worked out the sums in it and found no mistake; I did not check the words.")
    return " ".join(parts)
