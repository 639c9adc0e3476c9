"""Aiken, the plainest format: a question, options `A.` to `Z.`, `ANSWER: B`. Knows one file at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from courses.importers.imported import LIMITS, NOTHING_SAID, About, Imported, Limits, Progress
from courses.importers.lines import lines_of
from courses.importers.questions import Asked, Bank, Question, Skip, named
from courses.importers.webtext import from_plain, one_line

_OPTION = re.compile(r"([A-Z])[.)]\s+(.*\S)\s*")
_ANSWER = re.compile(r"ANSWER:\s*([A-Z])\s*")
UNFINISHED = "it has no line ANSWER with the letter of an option"
FEW = "it has fewer than two different options"


def read(
    path: Path, about: About = NOTHING_SAID, limits: Limits = LIMITS, progress: Progress | None = None
) -> Imported:
    """Raises ImportProblem."""
    bank = Bank("aiken", about, path.name, limits)
    for block in _blocks(lines_of(path, limits, progress)):
        bank.count()
        try:
            _take(block, bank)
        except Skip as skip:
            bank.report.skip(named(block[0]), skip.reason)
    return bank.imported()


def _blocks(lines: Iterator[str]) -> Iterator[list[str]]:
    """The lines of one question each: up to its ANSWER, or to a gap after its options."""
    block: list[str] = []
    has_options = False
    for line in lines:
        is_option, is_answer = _OPTION.fullmatch(line) is not None, _ANSWER.fullmatch(line) is not None
        # A gap after the options, or words at once: the next question begins, and this one has no answer.
        if has_options and not is_option and not is_answer:
            yield block
            block, has_options = [], False
        if line.strip():
            block.append(line)
            has_options = has_options or is_option
        if is_answer:
            yield block
            block, has_options = [], False
    if block:
        yield block


def _take(block: list[str], bank: Bank) -> None:
    options = [found for line in block if (found := _OPTION.fullmatch(line))]
    answer = _ANSWER.fullmatch(block[-1])
    text = [line for line in block if not _OPTION.fullmatch(line) and not _ANSWER.fullmatch(line)]
    prompt = from_plain("\n".join(text)).text
    letters = [found[1] for found in options]
    texts = [one_line(from_plain(found[2]).text) for found in options]
    if answer is None or answer[1] not in letters:
        bank.report.skip(named(prompt, *block), UNFINISHED)
        return
    if len(texts) < 2 or len(set(texts)) < len(texts):
        bank.report.skip(named(prompt, *block), FEW)
        return
    spec = {"kind": "choice", "options": texts, "correct": letters.index(answer[1])}
    bank.take(Question("", "", [Asked(prompt, spec)]))
