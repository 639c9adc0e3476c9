"""What may be quoted in answer to a learner's question. Knows texts and the open question, finds neither.

Nothing is made up: an answer is whole sentences of a course, in their order, with their source, or a sentence
of the question itself, or how the answer is to be written. What gives the open question away is never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tutor.dialogue import words
from tutor.dialogue.intent import Intent
from tutor.dialogue.plain import plain
from tutor.grading import Spec
from tutor.grading.how_to_write import how_to_write

MOST, FEWEST, AHEAD = 4, 2, 2  # sentences: of what was met, at least, and of what is still to come
ROOM = 420  # characters after which no further sentence is taken in
SURE_ELSEWHERE = 0.35  # relevance that another course needs: several find something more easily than one
NEAR = 0.2  # relevance from which a text is quoted, with the doubt said
LEAD = 0.1  # how far ahead of the next text one must be to be quoted without a doubt
MOST_TRIED = 2  # texts: what stands third seldom answers


class Source(StrEnum):
    """Where an answer comes from."""

    TASK = "task"  # the question's own words, or how its answer is written
    HERE = "here"  # this course
    AHEAD = "ahead"  # this course, in a passage that was not met yet
    NEAR = "near"  # this course, perhaps
    ELSEWHERE = "elsewhere"  # another course
    CLOSED = "closed"  # this course, where it would give the open question away
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to say to a question, as the policy gets it.

    Attributes:
        slot: which words say it.
        text: Markdown that is quoted.
        title: of the text that it stands in, or of the nearest one where nothing answers.
        course: the title of another course.
        place: the id of that text, as it was searched.
        score: how near it is to the question.
        skill: the title of a prerequisite to go round by; `detour` is its id.
    """

    source: Source
    slot: str
    text: str = ""
    title: str = ""
    course: str = ""
    place: str = ""
    score: float = 0.0
    skill: str = ""
    detour: str = ""

    @property
    def answers(self) -> bool:
        return self.source not in (Source.CLOSED, Source.NOTHING)


@dataclass(frozen=True, slots=True)
class Found:
    """A text that search has found, with the few words of it that fit best.

    `met`: whether the learner has read it. `hides`: what may not be said of it before it is met. `lead`: how
    far ahead of the next one it is, in the order of the search.
    """

    place: str
    title: str
    body: str
    excerpt: str
    score: float = 0.0
    skills: tuple[str, ...] = ()
    met: bool = True
    hides: Callable[[str], bool] | None = None
    lead: float = 1.0


def spoken(told: Told, seed: int | str, heard: Sequence[str]) -> str:
    """What is said of it, with an offer or the nearest text where there is one."""

    def say(slot: str) -> str:
        named = {"title": told.title, "course": told.course, "skill": told.skill}
        return words.say(slot, seed, heard, text=told.text, **named)

    if told.skill:
        return f"{say(told.slot)}\n\n{say('detour_offer')}"
    if told.source is Source.NOTHING and told.title:
        return f"{say(told.slot)} {say('told_nearest')}"
    return say(told.slot)


ASKS = (Intent.ASKS_SUBJECT, Intent.ASKS_TASK)
# Said of the subject with a question in it, and taken for something else: answered if there is an answer.
_MAY_ASK = (Intent.REMARK, Intent.PART, Intent.OFF_TOPIC)
_BEGINS = re.compile(
    r"^(?:(?:so|and|but|ok|okay|wait|hey|hi|um|oh|also|sorry|please|then|well)[\s,]+)*"
    r"(?:what|whats|why|how|hows|when|where|which|who|whos|does|do|did|is|are|can|could|should|must"
    r"|in what)\b"
)
_ASKING = re.compile(r"\b(?:what|whats|why|how|which|when|where)\b|\bhelp\W*$")
_FEWEST_WORDS = 3


def is_question(intent: Intent, text: str) -> bool:
    """Whether an answer is to be looked for."""
    return intent in ASKS or may_be_question(intent, text)


def may_be_question(intent: Intent, text: str) -> bool:
    """Whether a message that was taken for something else asks something: no answer is missed by it."""
    said = plain(text)
    if intent not in _MAY_ASK or len(text.split()) < _FEWEST_WORDS:
        return False
    if intent is Intent.REMARK and (text.rstrip().endswith("?") or _BEGINS.match(said)):
        return True
    return _ASKING.search(said) is not None


_ABOUT = re.compile(
    r"^(?:(?:so|and|but|ok|okay|wait|hey|hi)[\s,]+)*(?:what|whats|why|how|who|whos|when|where|which)\b"
)


def wants_any_answer(intent: Intent, text: str) -> bool:
    """Whether it is so plainly a question that it is told where nothing answers it."""
    if intent in ASKS:
        return True
    said = plain(text)
    return intent is Intent.REMARK and _ABOUT.match(said) is not None and bool(_content(said))


def is_wanted(told: Told, intent: Intent, text: str) -> bool:
    """Whether it is to be said in reply to a message: the less of a question it is, the surer it must be."""
    if intent in ASKS or told.source in (Source.HERE, Source.AHEAD, Source.TASK):
        return True
    return intent is Intent.REMARK and (told.answers or wants_any_answer(intent, text))


def from_course(found: Sequence[Found], tells: Callable[[str], bool]) -> Told | None:
    """What this course says, of the texts found, best first; None where there are none.

    `tells`: whether a text gives away what is asked now. Where the best does, the next is the best guess.
    """
    if not found:
        return None
    first = found[0]
    text = quoted(first, tells)
    if text and first.lead < LEAD:
        return Told(Source.NEAR, "told_near", text, first.title, place=first.place, score=first.score)
    if text:
        source, slot = (Source.HERE, "told_here") if first.met else (Source.AHEAD, "told_ahead")
        return Told(source, slot, text, first.title, place=first.place, score=first.score)
    return near(found[1:MOST_TRIED], tells) or Told(
        Source.CLOSED, "told_closed", place=first.place, score=first.score
    )


def near(found: Sequence[Found], tells: Callable[[str], bool]) -> Told | None:
    """The nearest text of this course, where it is far from sure that it answers."""
    if not found or found[0].score < NEAR:
        return None
    first = found[0]
    text = quoted(first, tells)
    return Told(Source.NEAR, "told_near", text, first.title, "", first.place, first.score) if text else None


def from_another(found: Sequence[Found], course: str, tells: Callable[[str], bool]) -> Told | None:
    """What a course of the title `course` says."""
    if not found or found[0].score < SURE_ELSEWHERE:
        return None
    first = found[0]
    text = quoted(first, tells)
    if not text:
        return None
    return Told(Source.ELSEWHERE, "told_elsewhere", text, first.title, course, first.place, first.score)


def nothing(nearest: Found | None, tells: Callable[[str], bool]) -> Told:
    """That the course does not say, and what in it comes nearest."""
    if nearest is None:
        return Told(Source.NOTHING, "told_nothing")
    title = "" if tells(nearest.title) else nearest.title
    return Told(Source.NOTHING, "told_nothing", title=title, place=nearest.place, score=nearest.score)


def quoted(found: Found, tells: Callable[[str], bool]) -> str:
    """The excerpt with the sentences around it, as a Markdown quotation; empty where it may not be said."""

    def hidden(text: str) -> bool:  # the title is said with it
        return tells(f"{found.title}\n\n{text}") or (
            not found.met and found.hides is not None and found.hides(text)
        )

    parts = sentences(found.body)
    at = _places(parts, found.excerpt)
    if at is None or hidden(_text(parts[at[0] : at[1]])):
        return ""
    first, last = at
    most = MOST if found.met else AHEAD
    # On to the end of the thought, then back to its beginning, then into what follows.
    for grow in (_on_in_paragraph, _back_in_paragraph, _on_anywhere):
        while last - first < most and len(_text(parts[first:last])) < ROOM:
            if grow is _on_anywhere and last - first >= FEWEST and not _goes_on(parts[last - 1]):
                break
            wider = grow(parts, first, last)
            if wider is None or hidden(_text(parts[wider[0] : wider[1]])):
                break
            first, last = wider
    return _as_quotation(parts[first:last])


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    paragraph: int


# Where a sentence ends: not after the number of a list, nor inside a formula.
_ENDS = re.compile(
    r"(?<=[.!?。！？])(?<!^\d\.)(?<!^\d\d\.)([*_)\"”]*)\s+(?=[\"“(*_$]*[^\W\d_a-z]|[\"“(*_]*\$)"
)
_ITEM = re.compile(r"\n(?=\s*(?:[*+-]|\d+\.)\s)")


def sentences(body: str) -> tuple[Sentence, ...]:
    """The sentences of a Markdown text, with the paragraph or list item that each stands in."""
    paragraphs = [item for block in re.split(r"\n\s*\n", body) for item in _ITEM.split(block)]
    found = []
    for number, paragraph in enumerate(paragraphs):
        for one in _cut(" ".join(paragraph.split())):
            found.append(Sentence(one, number))
    return tuple(found)


def _cut(paragraph: str) -> list[str]:
    if not paragraph:
        return []
    pieces, start = [], 0
    for end in _ENDS.finditer(paragraph):
        piece = paragraph[start : end.end(1)]
        if piece.count("$") % 2 == 0 and end.end() < len(paragraph):
            pieces.append(piece)
            start = end.end()
    return [*pieces, paragraph[start:].strip()]


def _places(parts: Sequence[Sentence], excerpt: str) -> tuple[int, int] | None:
    """From where to where the sentences go in which the excerpt stands."""
    wanted = _bare(excerpt)
    if not wanted:
        return None
    whole, ends = "", []
    for part in parts:
        whole += _bare(part.text)
        ends.append(len(whole))
    begin = whole.find(wanted)
    if begin < 0:
        return None
    end = begin + len(wanted)
    first = next(n for n, stop in enumerate(ends) if stop > begin)
    last = next(n for n, stop in enumerate(ends) if stop >= end)
    return first, last + 1


def _bare(text: str) -> str:
    return "".join(text.split())


def _goes_on(sentence: Sentence) -> bool:
    return sentence.text.rstrip("*_ ").endswith(":") or not re.search(r"[.!?]", sentence.text[-3:])


def _on_in_paragraph(parts: Sequence[Sentence], first: int, last: int) -> tuple[int, int] | None:
    same = last < len(parts) and parts[last].paragraph == parts[last - 1].paragraph
    return (first, last + 1) if same else None


def _back_in_paragraph(parts: Sequence[Sentence], first: int, last: int) -> tuple[int, int] | None:
    same = first > 0 and parts[first - 1].paragraph == parts[first].paragraph
    return (first - 1, last) if same else None


def _on_anywhere(parts: Sequence[Sentence], first: int, last: int) -> tuple[int, int] | None:
    return (first, last + 1) if last < len(parts) else None


def _text(parts: Sequence[Sentence]) -> str:
    return "\n\n".join(" ".join(part.text for part in group) for group in _grouped(parts))


def _as_quotation(parts: Sequence[Sentence]) -> str:
    paragraphs = [" ".join(part.text for part in group) for group in _grouped(parts)]
    return "\n>\n".join(f"> {one}" for one in paragraphs)


def _grouped(parts: Sequence[Sentence]) -> list[list[Sentence]]:
    groups: list[list[Sentence]] = []
    for part in parts:
        if not groups or groups[-1][-1].paragraph != part.paragraph:
            groups.append([])
        groups[-1].append(part)
    return groups


# Questions about how the answer is to be written.
_FORM = re.compile(
    r"\b(?:round\w*|decimals?|places|figures?|digits?|units?|fractions?|percent\w*|simplif\w+|lowest|exact\w*"
    r"|form|format|lines?|(?:write|type|enter|put|give)\s(?:\w+\s){0,3}(?:answer|it|this|that|here))\b"
)
_FIELD = re.compile(r"\b(?:tick|choose|pick|select|type|enter)\b")  # of the page, not of the subject
_WHOLE = re.compile(
    r"\b(?:what|whats)\b.{0,20}\b(?:asking|asked|asks?|want\w*|supposed|question|problem|task)\b"
    r"|\b(?:dont|didnt)\s(?:\w+\s)?(?:get|understand)\s(?:the|this)\b"
    r"|\bwhat\s(?:do|should|must)\s(?:i|we)\s(?:have\sto\s)?do(?:\s(?:here|now))?\W*$"
)
_WORD = re.compile(r"[^\W_]+")
_COMMON = frozenset(
    _WORD.findall(
        "a about all an and any are as asked asking at be but by can could did do does find for"
        " from get go had has have he help her here how i if in is it its just like me mean means my"
        " need not number of on one or out answer please problem question say said says she should"
        " so task that the their them then there they this those to up use want was we were what"
        " when where which who why will with word would you your whats whos"
    )
)


def from_task(
    question: str, stem: str, prompt: str, spec: Spec, tells: Callable[[str], bool], about_it: bool = True
) -> Told | None:
    """What the open question says to a question about itself; None where none of it fits.

    `about_it`: it was taken for a question about the task. Else more of it must stand there word for word.
    """
    said = plain(question)
    if (_FORM if about_it else _FIELD).search(said):
        form = how_to_write(spec)
        if not tells(form):
            return Told(Source.TASK, "told_form", form)
    if about_it and _WHOLE.search(said):
        return _of_task(sentences(prompt)[-1:] if prompt.strip() else sentences(stem)[-1:])
    asked = _content(said)
    lines = sentences(f"{stem}\n\n{prompt}")
    shares = [(len(asked & _content(plain(line.text))), -place) for place, line in enumerate(lines)]
    shared, place = max(shares, default=(0, 0))
    enough = 2 * shared > len(asked) if about_it else shared >= 2 and 3 * shared >= 2 * len(asked)
    return _of_task(lines[-place : -place + 1]) if enough else None


def _of_task(lines: Sequence[Sentence]) -> Told | None:
    return Told(Source.TASK, "told_task", _as_quotation(lines)) if lines else None


def _content(said: str) -> frozenset[str]:
    """Words that say something, without their endings."""
    found = (re.sub(r"(?:ing|ed|es|s)$", "", word) if len(word) > 4 else word for word in _WORD.findall(said))
    return frozenset(word for word in found if word not in _COMMON and len(word) > 1)
