"""The types of questions of Moodle, each as a question of ours or with the reason why not. Reads no file."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from courses.importers import asking
from courses.importers.asking import Changes, Option
from courses.importers.gift import ESSAY
from courses.importers.questions import Asked, Question, Skip
from courses.importers.webtext import Holes, from_html, from_markdown, from_plain, one_line

NOT_READ = "questions of this type are not read"
UNIT = "its unit is not asked for: it may be left out in Moodle, and never here"
_MARKS_OF_ALL = 99.99  # thirds do not add up to a hundred


class Reading:
    """One question's element, its texts as Markdown on demand, and what was dropped from them."""

    def __init__(self, element: Element, language: str, holes: Holes | None = None) -> None:
        self.element, self.language, self.holes = element, language, holes
        self.changes: Changes = []
        self.key = self.raw("idnumber")
        self.title = one_line(from_plain(self.raw("name/text")).text)

    def raw(self, path: str) -> str:
        return (self.element.findtext(path) or "").strip()

    def text(self, path: str) -> str:
        found = self.element.find(path)
        return "" if found is None else self.words(found)

    def words(self, element: Element | None, inherit: str = "html") -> str:
        """The `<text>` in an element, read as its `format` says."""
        if element is None:
            return ""
        text = (element.findtext("text") or "").strip()
        format_ = element.get("format") or inherit
        if not text:
            return ""
        if format_ == "plain_text":
            read = from_plain(text, self.holes)
        elif format_ == "markdown":
            read = from_markdown(text, self.holes)
        else:
            html = (
                text.replace("\n", "<br>") if format_ == "moodle_auto_format" and "<p" not in text else text
            )
            read = from_html(html, self.holes)
        self.changes += read.dropped
        return read.text

    def line(self, element: Element | None) -> str:
        return one_line(self.words(element))

    def all(self, path: str) -> list[Element]:
        return self.element.findall(path)

    def yes(self, path: str) -> bool:
        return self.raw(path).lower() in ("1", "true")

    def question(self, asked: Asked) -> Question:
        """With what every type has: hints, general feedback, tags."""
        asked.hints += [self.words(hint) for hint in self.all("hint")]
        asked.solution.append(self.text("generalfeedback"))
        return Question(self.key, self.title, [asked], tags=self.tags(), changes=self.changes)

    def tags(self) -> list[str]:
        return [(tag.findtext("text") or "").strip() for tag in self.all("tags/tag")]


def question_of(kind: str, reading: Reading) -> Question:
    """Raises Skip."""
    # Here, because these types build on this module.
    from courses.importers import moodle_calculated, moodle_cloze, moodle_stack

    if kind in ("calculated", "calculatedsimple", "calculatedmulti"):
        return moodle_calculated.question(kind, reading)
    if kind == "stack":
        return moodle_stack.question(reading)
    if kind in ("multianswer", "cloze"):
        return reading.question(moodle_cloze.embedded(reading))
    if kind in ("gapselect", "ddwtos"):
        return reading.question(moodle_cloze.selected(reading))
    if kind == "essay":
        raise Skip(ESSAY)
    if kind not in _SIMPLE:
        raise Skip(NOT_READ, kind)
    return reading.question(_SIMPLE[kind](reading, reading.text("questiontext")))


def marks(answer: Element) -> float:
    try:
        value = float(answer.get("fraction", "0"))
    except ValueError:
        return 0.0
    return 100.0 if value >= _MARKS_OF_ALL else value


def _options(reading: Reading, text: Callable[[Element], str]) -> list[Option]:
    return [
        Option(text(answer), marks(answer), reading.words(answer.find("feedback")))
        for answer in reading.all("answer")
    ]


def _multichoice(reading: Reading, prompt: str) -> Asked:
    single = reading.raw("single") == "" or reading.yes("single")
    return asking.picked(prompt, _options(reading, reading.line), single, reading.changes)


def _truefalse(reading: Reading, prompt: str) -> Asked:
    by_value = {(one.findtext("text") or "").strip().lower(): one for one in reading.all("answer")}
    if set(by_value) != {"true", "false"}:
        raise Skip(asking.NONE_RIGHT)
    to_true, to_false = (reading.words(by_value[value].find("feedback")) for value in ("true", "false"))
    return asking.truth(prompt, marks(by_value["true"]) >= 100, to_true, to_false, reading.language)


def _shortanswer(reading: Reading, prompt: str) -> Asked:
    options = _options(reading, raw_text)
    return asking.typed(prompt, options, reading.yes("usecase"), reading.changes)


def _numerical(reading: Reading, prompt: str) -> Asked:
    options = _options(reading, raw_text)
    offs = [(answer.findtext("tolerance") or "0").strip() for answer in reading.all("answer")]
    unit = required_unit(reading)
    return asking.numeric(prompt, list(zip(options, offs, strict=True)), reading.changes, unit)


def raw_text(answer: Element) -> str:
    return (answer.findtext("text") or "").strip()


def required_unit(reading: Reading) -> str:
    """The unit an answer must have; where Moodle lets it be left out it is not asked for."""
    units = [
        (unit.findtext("unit_name") or "").strip()
        for unit in reading.all("units/unit")
        if asking.decimal(unit.findtext("multiplier") or "1") == "1"
    ]
    if not units or not units[0]:
        return ""
    if reading.raw("unitgradingtype") in ("1", "2"):
        return units[0]
    reading.changes.append((UNIT, units[0]))
    return ""


def _matching(reading: Reading, prompt: str) -> Asked:
    pairs = []
    for one in reading.all("subquestion"):
        right = one_line(from_plain((one.findtext("answer/text") or "").strip(), reading.holes).text)
        if right:
            pairs.append((reading.line(one), right))
    return asking.matched(prompt, pairs)


def _ordering(reading: Reading, prompt: str) -> Asked:
    return Asked(
        prompt, {"kind": "order", "items": [reading.line(answer) for answer in reading.all("answer")]}
    )


_SIMPLE: dict[str, Callable[[Reading, str], Asked]] = {
    "multichoice": _multichoice,
    "multichoiceset": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
}
