"""Specifications of answers that are picked or put in place: choice, several, order, match, cloze."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from tutor.grading.spec_base import Base, Words

_FORMULA = re.compile(r"\$\$.+?\$\$|\$(?=[^\s$]).+?(?<=\S)\$(?!\d)", re.DOTALL)
NONE = "None of these"  # the response to `several` that chooses nothing: an empty one is no answer
MAX_TOGETHER = 3900  # characters of a response that holds all texts; the checker reads no more than 4,000


class ChoiceSpec(Base):
    """One of several options; `correct` counts from 0. Options are Markdown and must differ."""

    kind: Literal["choice"] = "choice"
    options: tuple[Words, ...] = Field(min_length=2, max_length=20)
    correct: int = Field(ge=0)

    @model_validator(mode="after")
    def _one_is_right(self) -> Self:
        if self.correct >= len(self.options):
            raise ValueError(f"correct: there is no option {self.correct} (they count from 0)")
        seen = {" ".join(option.split()) for option in self.options}
        if len(seen) < len(self.options):
            raise ValueError("options: two are the same")
        return self

    def with_answer(self, answer: str) -> Self:
        if answer not in self.options:
            raise ValueError(f"misconceptions: {answer!r} is not one of the options")
        return self._replaced(correct=self.options.index(answer))


class SeveralSpec(Base):
    """All that apply: `correct` counts the right options from 0; none may be right too.

    The response holds the chosen options' texts, one a line, or NONE. The page offers NONE by itself.
    """

    kind: Literal["several"] = "several"
    options: tuple[Words, ...] = Field(min_length=2, max_length=30)
    correct: tuple[int, ...] = Field(max_length=30)

    @model_validator(mode="after")
    def _options_exist(self) -> Self:
        if any(not 0 <= index < len(self.options) for index in self.correct):
            raise ValueError("correct: there is no such option (they count from 0)")
        _all_different(self.options, "options")
        _fit_in_a_response(self.options, "options")
        if any(is_none(option) for option in self.options):
            raise ValueError(f"options: “{NONE}” is always offered; where none is right say `correct: []`")
        return self

    def with_answer(self, answer: str) -> Self:
        chosen = [line for line in answer.split("\n") if line and not is_none(line)]
        if any(line not in self.options for line in chosen):
            raise ValueError("misconceptions: not all of these are options")
        return self._replaced(correct=tuple(self.options.index(line) for line in chosen))


class OrderSpec(Base):
    """Items to put in order, given here in the right one. The response holds their texts, one a line."""

    kind: Literal["order"] = "order"
    items: tuple[Words, ...] = Field(min_length=2, max_length=30)

    @model_validator(mode="after")
    def _items_differ(self) -> Self:
        _all_different(self.items, "items")
        _fit_in_a_response(self.items, "items")
        return self

    def with_answer(self, answer: str) -> Self:
        return self._replaced(items=tuple(line for line in answer.split("\n") if line))


class MatchSpec(Base):
    """Pairs to find. `pairs`: left → right; `others` match nothing. Lines of the response: `left = right`."""

    kind: Literal["match"] = "match"
    pairs: dict[str, str] = Field(min_length=2, max_length=30)
    others: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _sides_differ(self) -> Self:
        _all_different((*self.pairs.values(), *self.others), "pairs")
        if any("\n" in text for text in (*self.pairs, *self.partners)):
            raise ValueError("pairs: a text of more than one line")
        if not all(self.pairs) or not all(self.partners):
            raise ValueError("pairs: a text is empty")
        written = [_bare(as_pair(left, right)) for left in self.pairs for right in self.partners]
        if len(set(written)) < len(written):
            raise ValueError("pairs: with these signs = two pairs would be written alike")
        longest = max(map(len, self.partners))
        _fit_in_a_response([left + " " * longest for left in self.pairs], "pairs")
        return self

    @property
    def partners(self) -> tuple[str, ...]:
        """Everything that may stand on the right."""
        return (*self.pairs.values(), *self.others)

    def with_answer(self, answer: str) -> Self:
        pairs = dict(self._pair(line) for line in answer.split("\n") if line.strip())
        if set(pairs) != set(self.pairs):
            raise ValueError("misconceptions: each text on the left needs its partner")
        free = [text for text in self.partners if text not in pairs.values()]
        return self._replaced(pairs=pairs, others=free)

    def _pair(self, line: str) -> tuple[str, str]:
        for left in self.pairs:
            for right in self.partners:
                if _bare(line) == _bare(as_pair(left, right)):
                    return left, right
        raise ValueError(f"misconceptions: {line!r} is no pair of these texts")


class ClozeSpec(Base):
    """A text with gaps, `___` each, and the answer of each as a specification of its own.

    The response holds what was filled in, one gap a line.
    """

    kind: Literal["cloze"] = "cloze"
    text: str = Field(min_length=3, max_length=4000)
    gaps: tuple[dict[str, Any], ...] = Field(min_length=1, max_length=30)

    @model_validator(mode="after")
    def _gaps_fit(self) -> Self:
        if self.text.count("___") != len(self.gaps):
            raise ValueError("gaps: not as many as there are ___ in the text")
        if any("___" in formula for formula in _FORMULA.findall(self.text)):
            raise ValueError("text: a gap cannot stand inside a formula")
        if any(gap.get("kind") not in ("number", "expression", "text", "choice") for gap in self.gaps):
            raise ValueError("gaps: a gap is a number, an expression, a text or a choice")
        return self

    def with_answer(self, answer: str) -> Self:
        lines = answer.split("\n")
        if len(lines) != len(self.gaps):
            raise ValueError("misconceptions: as many lines as gaps")
        return self._replaced(gaps=[_refilled(gap, line) for gap, line in zip(self.gaps, lines, strict=True)])


def _refilled(gap: dict[str, Any], answer: str) -> dict[str, Any]:
    match gap["kind"]:
        case "text":
            return {**gap, "accept": [answer]}
        case "choice":
            return {**gap, "correct": list(gap["options"]).index(answer)}
    return {**gap, "value": answer}


def _all_different(texts: Sequence[str], field: str) -> None:
    if len(set(map(_bare, texts))) < len(texts):
        raise ValueError(f"{field}: two are the same")


def _fit_in_a_response(texts: Sequence[str], field: str) -> None:
    if sum(len(text) + 4 for text in texts) > MAX_TOGETHER:
        raise ValueError(f"{field}: together they are too long (at most {MAX_TOGETHER} characters)")


def as_lines(texts: Sequence[str]) -> str:
    """A response of several texts: one a line, whatever line breaks they hold themselves."""
    return "\n".join(map(_bare, texts))


def as_pair(left: str, right: str) -> str:
    """One line of the response to `match`."""
    return f"{left} = {right}"


def is_none(text: str) -> bool:
    return _bare(text).casefold() == NONE.casefold()


def _bare(text: str) -> str:
    return " ".join(text.split())
