"""GIFT, Moodle's text format for questions, read block by block. Knows one file at a time.

Written here because no parser of it is kept: the newest on the index that runs on our Python is of 2022 and
names no licence. The grammar is small: `::title:: text { answers }`, `=` right, `~` wrong, `#` words to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from courses.importers import asking
from courses.importers.asking import Changes, Option
from courses.importers.imported import LIMITS, NOTHING_SAID, About, Imported, Limits, Progress
from courses.importers.lines import lines_of
from courses.importers.questions import Asked, Bank, Question, Skip, named
from courses.importers.webtext import LONG, from_html, from_markdown, from_plain, one_line

ESSAY = "it asks for an essay, which only a person can judge"
BROKEN = "its braces do not fit together"

_LONGEST = 200_000  # characters of a question with its answers
_ESCAPED = "~=#{}:\\"
_HIDDEN = {char: chr(0xE010 + at) for at, char in enumerate(_ESCAPED)}
_SHOWN = {ord(hidden): char for char, hidden in _HIDDEN.items()}
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_LABEL = re.compile(r"\[(id|tag):([^\]]+)\]")
_ANSWER = re.compile(r"(?P<sign>[=~])\s*(?:%(?P<marks>-?[0-9.]+)%)?(?P<text>[^=~]*)")
_TRUTH = re.compile(
    r"\s*(?P<value>T|F|TRUE|FALSE)\s*(?:#(?P<wrong>[^#]*))?(?:#(?P<right>[^#]*))?\s*", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def read(
    path: Path, about: About = NOTHING_SAID, limits: Limits = LIMITS, progress: Progress | None = None
) -> Imported:
    """Raises ImportProblem, and whatever `progress` raises."""
    bank = Bank("gift", about, path.name, limits)
    for block in _blocks(lines_of(path, limits, progress)):
        _block(block, bank)
    return bank.imported()


def _blocks(lines: Iterator[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line.lstrip().startswith("$CATEGORY:"):
            yield block
            yield [line]
            block = []
        elif line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    yield block


def _block(block: list[str], bank: Bank) -> None:
    comments = [line for line in block if line.lstrip().startswith("//")]
    text = "\n".join(line for line in block if not line.lstrip().startswith("//")).strip()
    if not text:
        return
    if text.startswith("$CATEGORY:"):
        bank.category(category_path(_ESCAPE.sub(r"\1", text.removeprefix("$CATEGORY:"))))
        return
    bank.count()
    if len(text) > _LONGEST:
        bank.report.skip(named(text[:200]), LONG)
        return
    labels = _LABEL.findall(" ".join(comments))
    key = next((value.strip() for label, value in labels if label == "id"), "")
    tags = [value for label, value in labels if label == "tag"]
    try:
        _question(text, key, tags, bank)
    except Skip as skip:
        title = _TITLE.match(text)
        bank.report.skip(named(title[1] if title else "", text), skip.reason, skip.detail)


def category_path(text: str) -> tuple[str, ...]:
    """`$course$/top/Sums/Small ones` → ("Sums", "Small ones"); `//` is a stroke within a name."""
    parts = re.split(r"(?<!/)/(?!/)", text.strip())
    names = [" ".join(part.replace("//", "/").split()) for part in parts]
    return tuple(name for name in names if name and name != "top" and not re.fullmatch(r"\$\w+\$", name))


def _question(text: str, key: str, tags: list[str], bank: Bank) -> None:
    hidden = _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else _HIDDEN[found[1]], text)
    title_found = _TITLE.match(hidden)
    title = one_line(from_plain(_shown(title_found[1])).text) if title_found else ""
    hidden = hidden[title_found.end() :] if title_found else hidden
    format_found = _FORMAT.match(hidden)
    format_ = format_found[1] if format_found else "moodle"
    hidden = hidden[format_found.end() :] if format_found else hidden
    changes: Changes = []
    words = _Words(format_, changes)
    opened, closed = hidden.find("{"), hidden.rfind("}")
    if opened < 0 and closed < 0:
        bank.tell(key, title, words.block(hidden), changes)
        return
    if opened < 0 or closed < opened or hidden.count("{") > 1 or hidden.count("}") > 1:
        raise Skip(BROKEN)
    before, body, after = hidden[:opened], hidden[opened + 1 : closed], hidden[closed + 1 :]
    prompt = words.block(f"{before}_____{after}" if after.strip() else before)
    body, _, general = body.partition("####")
    asked = _asked(prompt, body.strip(), words, bank.about.language)
    if general.strip():
        asked.solution.append(words.block(general))
    bank.take(Question(key, title, [asked], tags=tags, changes=changes))


class _Words:
    """Texts of one question, in the format it names, and what was dropped from any of them."""

    def __init__(self, format_: str, changes: Changes) -> None:
        self.format, self.changes = format_, changes

    def block(self, hidden: str) -> str:
        found = _FORMAT.match(hidden)
        format_ = found[1] if found else self.format
        text = _shown(hidden[found.end() :] if found else hidden).strip()
        if format_ == "html" or (format_ == "moodle" and _TAG.search(text)):
            read = from_html(text if format_ == "html" else text.replace("\n", "<br>"))
        else:
            read = from_markdown(text) if format_ == "markdown" else from_plain(text)
        self.changes += read.dropped
        return read.text

    def line(self, hidden: str) -> str:
        return one_line(self.block(hidden))


def _shown(hidden: str) -> str:
    return hidden.translate(_SHOWN)


def _asked(prompt: str, body: str, words: _Words, language: str) -> Asked:
    if not body:
        raise Skip(ESSAY)
    if found := _TRUTH.fullmatch(body):
        right = found["value"].upper().startswith("T")
        to_wrong, to_right = (words.block(found[name] or "") for name in ("wrong", "right"))
        said = (to_right, to_wrong) if right else (to_wrong, to_right)
        return asking.truth(prompt, right, *said, language)
    if body.startswith("#"):
        return _numeric(prompt, body[1:].strip(), words)
    answers = list(_ANSWER.finditer(body))
    if not answers or body[: answers[0].start()].strip():
        raise Skip(BROKEN)
    if any("->" in answer["text"] for answer in answers):
        return _matched(prompt, answers, words)
    if any(answer["sign"] == "~" for answer in answers):
        options = [_option(answer, words.line, words) for answer in answers]
        single = any(answer["sign"] == "=" for answer in answers) or max(o.marks for o in options) >= 100
        return asking.picked(prompt, options, single, words.changes)
    options = [
        _option(answer, lambda text: _shown(text).strip().replace("*", "\\*"), words) for answer in answers
    ]
    return asking.typed(prompt, options, False, words.changes)


def _option(answer: re.Match[str], text_of: Callable[[str], str], words: _Words) -> Option:
    text, _, said = answer["text"].partition("#")
    marks = float(answer["marks"]) if answer["marks"] else (100.0 if answer["sign"] == "=" else 0.0)
    return Option(text_of(text), marks, words.block(said))


def _matched(prompt: str, answers: list[re.Match[str]], words: _Words) -> Asked:
    pairs = []
    for answer in answers:
        left, arrow, right = answer["text"].partition("#")[0].partition("->")
        if not arrow:
            raise Skip(BROKEN)
        pairs.append((words.line(left), words.line(right)))
    return asking.matched(prompt, pairs)


def _numeric(prompt: str, body: str, words: _Words) -> Asked:
    """`3:0.1`, `1..5`, or several of them behind `=`."""
    answers = list(_ANSWER.finditer(body)) if body.startswith(("=", "~")) else []
    options = []
    for text, said, marks in [(*_parted(answer["text"]), answer["marks"]) for answer in answers] or [
        (*_parted(body), None)
    ]:
        value, off = _with_range(text)
        options.append((Option(value, float(marks) if marks else 100.0, words.block(said)), off))
    return asking.numeric(prompt, options, words.changes)


def _parted(text: str) -> tuple[str, str]:
    value, _, said = text.partition("#")
    return _shown(value).strip(), said


def _with_range(text: str) -> tuple[str, str]:
    """The middle, and how far off an answer may be."""
    low, dots, high = text.partition("..")
    ends = asking.decimal(low), asking.decimal(high)
    if dots and ends[0] is not None and ends[1] is not None:
        one, other = Decimal(ends[0]), Decimal(ends[1])
        return str((one + other) / 2), str(abs(other - one) / 2)
    value, _, off = text.partition(":")
    return value, off or "0"
