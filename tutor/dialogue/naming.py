"""What of a learner's words a reply takes up, and what may be asked about it: a slot and fields. Pure.

Only what was checked is called right, and a sum whose result would tell the answer is not singled out: of
several numbers in a sentence the reply must not pick the one that is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tutor.dialogue import stated, things, words
from tutor.dialogue.sums import NUMBER, Sum, Truth, sums, values

Tells = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Named:
    slot: str
    fields: Mapping[str, str] = field(default_factory=dict)


_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CLAUSES = re.compile(
    r"(?<!\d)[.!?;\n]+|[.!?;\n]+(?!\d)|,\s+|\s[-–]\s(?=[a-z])"
    r"|\s(?=(?:and|so|because|since|which|but|then|if|in order)\s)"
)
_LEAD = re.compile(
    r"^(?:\W*(?:sure|yes|yeah|no|oh|ok|okay|well|hi|hello|hey|teacher|sorry|i see|i think|i guess|"
    r"i understand(?: now)?|i thought(?: that)?|i know(?: that)?|i knew|first(?:ly)?|then|next|finally|"
    r"so|and|but|because|since|which|also|now|that(?:['’]?s| is) how i got\b.*|that|therefore|thus|"
    r"(?:(?:that|this|which|it) )?mean(?:s|t)(?: that)?(?= )|"
    r"that's correct|that's right|i started by|i.m(?= )|i am|i concluded(?: that)?|"
    r"after that|let'?s)\b[\s,:]*)+",
    re.IGNORECASE,
)
_OPERATION = re.compile(
    r"\b(?:add(?:ed|ing|ition)?|subtract(?:ed|ing|ion)?|multipl(?:y|ied|ying|ication)|divid(?:e|ed|ing)|division|"
    r"doubl(?:e|ed|ing)|halv(?:e|ed|ing)|round(?:ed|ing)?|squar(?:ed|ing)|tripl(?:e|ed|ing))\b",
    re.IGNORECASE,
)
_EQUATION = re.compile(
    r"(?<![\w.])[\d(][\d\s.()/*+x-]*[a-wyz]\b[^=,;a-z]{0,12}=\s*[$\d][\d.,$]*\d?|(?<!\w)[a-z]\s?[-+*/]\s?\d+\s?=\s?\d+"
    r"|(?<!\w)\d*\.?\d*x(?:/\d+)?(?:\s?[-+]\s?\d*[a-z]?)*\s?=\s?[$]?\d[\d.,]*"
)
_AGREES = frozenset(
    {
        "yes",
        "yeah",
        "yep",
        "no",
        "nope",
        "ok",
        "okay",
        "done",
        "sure",
        "true",
        "false",
        "right",
        "correct",
        "finished",
    }
)
_DONE = {"addition": "added", "subtraction": "taken", "multiplication": "times", "division": "shared"}
_SHORT = 3  # words
_FIGURE = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
_LONG_WORD = 3  # letters
_SPAN = 58  # characters of a clause, before the sign that it goes on
_LEAST = 20  # characters of one that was cut
_BREAK = re.compile(
    r",?\s+(?=\(|(?:to|from|for|with|in|into|at|on|by|between|after|before|during|per|than|when|while|where|who|"
    r"that|each|every|i|he|she|we|they|you|it)\b)|,\s",
    re.IGNORECASE,
)
_LOOSE = re.compile(  # words that a phrase does not end with
    r"(?:[\s,]+(?:an?|the|to|of|in|into|by|for|with|from|at|on|and|or|is|are|was|were|has|have|had|would|should|"
    r"will|need|needs|i|he|she|we|they|it|that|which|when|his|her|their|my|your|than|as|each|every))+$",
    re.IGNORECASE,
)


# Slots that say or presume that a number answers the question.
ASK_FOR_A_NUMBER = frozenset({"word", "agreement", "told_words", "bare_number", "bare_given"})


def handle(text: str, tells: Tells) -> str:
    """A short quote of an answer: all of it, or of a long one the value that it states, or a clause."""
    plain = " ".join(text.split())
    if not is_talk(text) and not stated.alone(plain):
        return words.quote(plain)
    if len(plain) <= _SPAN and not ("?" in plain or stated.alone(plain)):
        return words.quote(plain)
    value = stated.alone(plain) or next(iter(stated.concluded(text)), None)
    if value is not None:
        return words.quote(value)
    found = _of_clauses(text, (), tells) if len(plain) > _SPAN else None
    return (found.fields.get("clause") or found.fields["said"]) if found else words.quote(plain)


def is_talk(text: str) -> bool:
    """Whether lines in a row are sentences, and not the lines of a calculation."""
    return sum(len(word) > 2 for word in _LETTERS.findall(text)) > 2 * text.strip().count("\n") + 2


def named(text: str, asked: Sequence[str], tells: Tells, *, wrong: bool) -> Named | None:
    """What to say to an attempt that is `wrong` or could not be read; None where nothing of it can be named.

    `asked`: the question's own texts. `tells`: whether a text gives the answer away.
    """
    if stated.is_noise(text) or not any(sign.isalnum() for sign in text):
        return None
    found = _of_sums(text, asked, tells)
    if found is not None:
        return found
    letters = [word for word in _LETTERS.findall(text) if len(word) > 1]
    figures = NUMBER.findall(text)
    if len(figures) == 1 and wrong:
        bare = _LEAD.sub("", stated.alone(text) or "") if letters else text
        if bare and not [word for word in _LETTERS.findall(bare) if len(word) > 2] and "\n" not in bare:
            given = _is_given(figures[0], asked)
            said = {"said": _figure(_trimmed(bare)), **things.of_question(asked)}
            return Named("bare_given" if given else "bare_number", said)
    if not letters:
        return None
    if len(letters) <= _SHORT and not figures:
        agrees = all(word.lower() in _AGREES for word in letters)
        return Named("agreement" if agrees else "word", {"said": words.quote(_trimmed(text))})
    return _of_equation(text, tells) or _of_clauses(text, asked, tells)


def _of_sums(text: str, asked: Sequence[str], tells: Tells) -> Named | None:
    claims = [one for one in sums(text) if not tells(one.quote) and len(one.quote) <= words.QUOTED]
    holds = [one for one in claims if one.truth is Truth.TRUE]
    wrong = next((one for one in claims if one.truth is Truth.FALSE), None)
    if wrong is not None:
        broken = {"left": words.quote(wrong.left), "value": words.quote(wrong.right)}
        before = [one for one in holds if one.start < wrong.start]
        if before:
            return Named("sums_then_false", {"sum": words.quote(before[-1].quote), **broken})
        return Named("sum_false", {"sum": words.quote(wrong.quote), **broken})
    if not holds:
        rounded = next((one for one in claims if one.truth is Truth.ROUNDED), None)
        return Named("sum_rounded", {"sum": words.quote(rounded.quote)}) if rounded else None
    last = holds[-1]
    fields = {"sum": words.quote(last.quote), "left": words.quote(last.left), "value": _plain(last.right)}
    fields |= _about(text, last, asked, tells)
    number = _unused(text, claims, asked, tells)
    return Named("sum_unused", {**fields, "number": number}) if number else Named("sum_stands", fields)


def _about(text: str, found: Sum, asked: Sequence[str], tells: Tells) -> dict[str, str]:
    """What else can be said of a sum: its operation, what it counts, a number in it, what is asked."""
    parts = (part.rstrip(".,") for part in NUMBER.findall(found.left))
    more = {
        "kind": things.operation(found.left),
        "thing": things.of_result(text, found.right),
        "part": next((part for part in parts if not tells(f"What does the {part} mean?")), None),
    }
    if more["kind"]:
        more[_DONE[more["kind"]]] = words.quote(found.quote)
    return {**things.of_question(asked), **{name: value for name, value in more.items() if value}}


def _unused(text: str, claims: Sequence[Sum], asked: Sequence[str], tells: Tells) -> str | None:
    """A number of the question that the learner never wrote, as it stands there."""
    used = set(values(text)).union(*(one.numbers for one in claims))
    for found in NUMBER.findall("\n".join(asked)):
        number = found.rstrip(".,")
        if (
            _value(number) not in used
            and _value(number) > 1
            and not tells(f"Where does the {number} come in?")
        ):
            return str(number)
    return None


def _of_equation(text: str, tells: Tells) -> Named | None:
    for found in reversed(list(_EQUATION.finditer(text))):
        equation = found.group().strip(" .,;")
        if len(equation) <= words.QUOTED and not tells(equation):
            return Named("equation", {"equation": words.quote(equation)})
    return None


def _of_clauses(text: str, asked: Sequence[str], tells: Tells) -> Named | None:
    """A clause of theirs: the last with a number, else one with an operation, else the first that is full."""
    clauses = [one for one in map(_cleaned, _CLAUSES.split(text)) if len(_LETTERS.findall(one)) > 1]
    whole = len(clauses) == 1
    for clause in reversed(clauses):
        numbers = [one for one in NUMBER.findall(clause) if not tells(f"What does the {one} mean?")]
        if numbers and (whole or not tells(clause)):
            operation = _OPERATION.search(clause)
            fields = {"clause": words.quote(clause), "number": numbers[-1].rstrip(".,")}
            if operation is not None:
                return Named("told_operation", {**fields, "op": words.quote(operation.group())})
            return Named("told_given" if _is_given(fields["number"], asked) else "told_derived", fields)
    for clause in clauses:
        operation = _OPERATION.search(clause)
        if operation is not None and not tells(clause):
            return Named(
                "told_operation", {"clause": words.quote(clause), "op": words.quote(operation.group())}
            )
    full = [one for one in clauses if sum(len(word) > _LONG_WORD for word in _LETTERS.findall(one)) > 1]
    if full and not tells(full[0]):
        return Named("told_words", {"clause": words.quote(full[0])})
    return Named("word", {"said": words.quote(clauses[0])}) if clauses and not tells(clauses[0]) else None


def _cleaned(clause: str | None) -> str:
    """Without the words that lead into it, and cut between phrases where it is long."""
    plain = " ".join(_LEAD.sub("", clause or "").split()).strip(" ,:-")
    return plain if len(plain) <= _SPAN else _cut(plain)


def _cut(plain: str) -> str:
    """The start of a long clause: to the last comma or preposition behind its numbers, else to a word."""
    start = plain[: _SPAN + 1].rsplit(" ", 1)[0]
    if start.count("(") > start.count(")") and start.rindex("(") >= _LEAST:
        start = start[: start.rindex("(")].rstrip()
    elif found := [
        one.start()
        for one in _BREAK.finditer(plain)
        if _LEAST <= one.start() <= len(start)
        and NUMBER.findall(plain[: one.start()]) == NUMBER.findall(start)
    ]:
        start = start[: found[-1]]
    return _LOOSE.sub("", start).rstrip(" ,") + " …"


def _trimmed(text: str) -> str:
    return text.strip().rstrip("?!. ").lstrip("= ")


def _figure(text: str) -> str:
    """A number as it stands in a sentence of ours; anything else is quoted."""
    return text if _FIGURE.fullmatch(text) else words.quote(text)


def _plain(number: str) -> str:
    return number.strip("$£€ ")


def _value(number: str) -> Fraction:
    return Fraction(number.replace(",", ""))


def _is_given(number: str, asked: Sequence[str]) -> bool:
    return _value(number.rstrip(".,")) in values("\n".join(asked))
