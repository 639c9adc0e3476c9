"""The one answer that a sentence of talk commits to: "is it 8?", "so the answer should be 15 minutes". Pure.

The checker reads answers, not sentences. `readings` gives what it should be asked about besides: the stated
value alone, where exactly one is stated. Several values, a choice between them ("7 or 8") and a list of
guesses give nothing, so that a sentence never gets more than its one value would. `chosen` picks the verdict
that stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tutor.dialogue.unusual import in_ascii_digits, is_foreign
from tutor.grading import AntiderivativeSpec, ExpressionSpec, NumberSpec, Spec, TextSpec
from tutor.grading.spoken import figures
from tutor.grading.tree import names_of
from tutor.types import Outcome, Verdict

LONGEST = 1500  # characters of talk that are read
SHORT = 300  # characters of a message that may be nothing but a value and words around it
READABLE = (NumberSpec, ExpressionSpec, AntiderivativeSpec)
NO_ANSWER = "I cannot find an answer in that."

_N = r"(?:[$£€]\s?)?[-−]?(?:[$£€]\s?)?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?/\s?\d+)?(?:\s?%)?"
_LEAD = re.compile(
    r"^(?:(?:so|and|but|ok|okay|oh|um+|uh+|hm+|hmm+|well|then|yes|no|wait|sorry|maybe|perhaps|probably|is|"
    r"isn'?t|its|it'?s|was|it|that|that'?s|this|would|could|might|should|be|does|do|equal|equals|to|the|my|"
    r"final|correct|right|answer|result|total|guess|i|i'?m|we|think|thought|get|got|say|said|guessing|about|"
    r"around|just|like|now|therefore|thus|hence|because|sir|miss|hi|hey|please|exactly|"
    r"an?(?=\s+[-−$£€]?\d))\b[\s,:;.!…]*|=\s*|[:,]\s*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,.!?]|\b(?:right|correct|i think|i guess|i believe|maybe|probably|or not|is it|please|sir|miss|"
    r"then|lol|ok|okay|yes|no)\b)+$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?!\d+\s*[-+*/=x])|\n+")
_HEDGED = re.compile(
    rf"{_N}\s?(?:or|and maybe|if not|maybe|vs\.?)\s(?:maybe\s|is\sit\s|its?\s)?{_N}"
    r"|\b(?:either|neither|between|not|isn'?t|wasn'?t|instead of|rather than|except|unless|wrong)\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"^(?:\W*(?:and|but|ok|then|oh|yes)\b\W*)*(?:so|therefore|thus|hence|finally|altogether|in total"
    r"|overall)\b"
    r"|\b(?:th(?:is|at) (?:means|gives|leaves|makes)|which means|th(?:at|is)(?:'s| is) how (?:i|we) "
    r"(?:got|get)|i concluded|for a total of|have a total of|a total of)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    rf"\b(?:answer|result|solution)\s(?:\w+\s){{0,2}}?(?:is|was|be|equals|=|:)\s"
    rf"(?:just\s|about\s|only\s|equal\sto\s|the\s|actually\s)*(?P<value>{_N}){{0,1}}",
    re.IGNORECASE,
)
_COMES_TO = re.compile(
    rf"(?:=|\b(?:equals?|equal to|gets?|got|gives?|gave|giving|leaves?|leaving|comes to|came to|total of)"
    rf"(?:\s(?:me|us|her|him|them|a|the|total|of|with))*)\s*(?P<value>{_N})(?!\s?[-+*/x×÷]\s?[\d$(])",
    re.IGNORECASE,
)
_VALUE = re.compile(rf"(?<![\w.,/]){_N}(?![\w]*\d)")
_LIST = re.compile(rf"^\s*[,;/]?\s*(?:and\s)?{_N}")
_WORDS = re.compile(r"[^\W\d_]+")
_ENDLESS = re.compile(r"\d{40}|\S{300}")
_NAMED = re.compile(r"^[a-zA-Z]\s*=\s*(?=[^=]+$)")
_NO_UNIT = r"(?i:(?:i|is|so|or|and|but|because|since|as|if|then|right|correct|what|why|how|please)\b)"
_LETTER = r"(?:[a-zA-Z]\s?=\s?)?"
# "10, but why?", "10 or do I have to round?": a value, then a question that begins with a word for one
_BESIDE = re.compile(
    rf"^(?P<value>{_LETTER}{_N}(?:\s?(?!but\b|or\b|and\b|so\b|i\b)[a-zA-Z°²³]{{1,12}})?)"
    r"(?:\s(?:i\s(?:think|guess|believe)|maybe|probably|right))?"
    r"\s*(?:[,;:.!?]+\s*|\s(?=(?:but|or|and|so)\s)|[-–—]\s)"
    r"(?P<question>(?:(?:but|or|and|so|also|though|then)\s)*(?:what|why|how|when|where|which|who|does|do|did"
    r"|is|isn'?t|are|am|was|were|can|could|would|should|must|may)\b.{0,200})$",
    re.IGNORECASE | re.DOTALL,
)
_BECAUSE = re.compile(
    rf"^(?P<value>{_LETTER}{_N})\s*,?\s(?:because|since|cause|cuz|coz|bc|as)\s.{{1,200}}$",
    re.IGNORECASE | re.DOTALL,
)
# no question about the subject: whether it is right is what the mark says
_CHECKS = re.compile(
    r"(?:(?:but|or|and|so)\s)*(?:is|isn'?t|am|was)\s(?:it|that|this|i)"
    r"(?:\s(?:right|correct|ok|okay|wrong|true|good|so|then))*\s*\?+",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(rf"(?<![\d.,/A-Za-z]){_N}(?!\d)")
_DENIED = re.compile(r"\b(?:не|нет|ليس|لا|ни|nicht|kein)\b", re.IGNORECASE)


def readings(spec: Spec, text: str, found: Verdict) -> tuple[str, ...]:
    """What else the checker should be asked about: the value that `text` states, with its unit at first.

    `found` is its verdict on the whole text. Empty where that stands, or where no one value is stated.
    """
    if not isinstance(spec, READABLE) or found.outcome in (Outcome.CORRECT, Outcome.PARTIAL):
        return ()
    if found.outcome is Outcome.INCORRECT and len(_WORDS.findall(text)) < 2:
        return ()
    plain = figures(text[-LONGEST - 1 :]).strip()
    if with_it := _with_more(plain) or _in_foreign_words(plain):
        return with_it
    maths = _peeled(plain)
    if maths is not None:
        if maths == text.strip():
            return ()
        named = _NAMED.match(maths)  # a letter of their own for what is asked
        return (maths, maths[named.end() :]) if named and isinstance(spec, NumberSpec) else (maths,)
    return concluded(plain)


def chosen(spec: Spec, text: str, found: Verdict, others: Sequence[Verdict]) -> Verdict:
    """The verdict that stands: on the stated value where the checker could read one, else `found`.

    Noise that the checker took for a product of letters, or for a wrong word, is no attempt.
    """
    judged = [one for one in others if one.outcome not in (Outcome.NOT_AN_ATTEMPT, Outcome.CANNOT_CHECK)]
    if judged:
        return max(judged, key=lambda one: one.score)
    typed = found.outcome is Outcome.INCORRECT and isinstance(spec, (*READABLE, TextSpec))
    if typed and (is_noise(text) or (not isinstance(spec, TextSpec) and _is_babble(spec, text))):
        return replace(found, outcome=Outcome.NOT_AN_ATTEMPT, score=0.0, reason=NO_ANSWER, misconception=None)
    return found


def is_noise(text: str) -> bool:
    """Whether every word is struck at random: a piece again and again, a row of keys, no vowel."""
    words = [word.casefold() for word in _WORDS.findall(text)]
    if not words or any(sign.isdigit() for sign in text) or re.search(r"[=+^√∫<>(){}\[\]]", text):
        return False
    if len(words) >= 3 and len(set(words)) == 1:
        return True
    return all(_struck(word) for word in words)


_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _struck(word: str) -> bool:
    if len(word) < 4:
        return False
    if any(word in row for row in _ROWS) or re.fullmatch(r"(.{2,4}?)\1{2,}.{0,2}", word):
        return True
    vowels = not word.isascii() or set(word) & set("aeiouy")
    return not vowels and (len(word) > 5 or re.fullmatch(r"(..)\1", word) is not None)


def _is_babble(spec: Spec, text: str) -> bool:
    """Words of letters only, several of them, where the answer has no such names."""
    if re.search(r"[\d=+*/^√∞π<>()\[\]{}|\\-]", text):
        return False
    words = _WORDS.findall(text)
    names = names_of(spec.tree) if isinstance(spec, (NumberSpec, ExpressionSpec)) else frozenset()
    long = [word for word in words if len(word) > 1 and word not in names]
    return len(words) >= 2 and len(long) == len(words)


def alone(text: str) -> str | None:
    """The one number that a message comes to without "is it", "I think" and their like."""
    if len(text) > SHORT:
        return None
    rest = _TAIL.sub("", _LEAD.sub("", text.strip())).strip()
    return rest if re.fullmatch(_N, rest) else None


def question_beside(text: str) -> str:
    """The question that comes with an answer in one message, beyond whether that is right; "" without one."""
    found = _beside(text.strip())
    question = found["question"].strip() if found else ""
    return "" if _CHECKS.fullmatch(question) else question


def _beside(text: str) -> re.Match[str] | None:
    found = _BESIDE.match(_LEAD.sub("", text)) if len(text) <= SHORT else None
    if found is None or _VALUE.search(found["question"]) or not found["question"].rstrip().endswith("?"):
        return None
    return found


def bare(text: str, value: str) -> str:
    """What there is to talk about in `text`, of which `value` was judged: not what came beside it."""
    plain = figures(text[-LONGEST - 1 :]).strip()
    about = _beside(plain) or _in_foreign_words(plain) or (_with_more(plain) and "=" not in plain)
    return value if about else text


def _with_more(text: str) -> tuple[str, ...]:
    """The value of a message that goes on with a question, or with a reason; as it stands, then bare."""
    found = _beside(text)
    if found is None and len(text) <= SHORT:
        rest = _LEAD.sub("", text)
        found = None if _HEDGED.search(rest) else _BECAUSE.match(rest)
    if found is None:
        return ()
    number = _VALUE.search(found["value"])
    return tuple(dict.fromkeys((found["value"].strip(), number.group() if number else found["value"])))


def _in_foreign_words(text: str) -> tuple[str, ...]:
    """The only number among a few words of a language that nobody here reads."""
    if len(text) > SHORT or not is_foreign(text) or _DENIED.search(text):
        return ()
    numbers = _ANYWHERE.findall(in_ascii_digits(text))
    return tuple(numbers) if len(numbers) == 1 and len(_WORDS.findall(text)) <= 5 else ()


def _peeled(text: str) -> str | None:
    """The whole message without "is it", "I think" and their like, if that leaves one piece of maths."""
    if len(text) > SHORT:
        return None
    rest = _TAIL.sub("", _LEAD.sub("", text.strip())).strip()
    if (
        not rest
        or rest == text.strip()
        or "\n" in rest
        or _HEDGED.search(rest)
        or re.search(r"[?!;]|\d[.]\s", rest)
    ):
        return None
    if " or " in rest and len(_VALUE.findall(rest)) > 1:
        return None
    words = [word for word in _WORDS.findall(rest) if len(word) > 1]
    signs = len(re.findall(r"[\d=+*/^()]", rest))
    return (
        rest if signs and len(words) <= 2 and not re.search(r"\bx\d|\d\s?,\s?\d{1,2}\b(?!\d)", rest) else None
    )


def concluded(text: str) -> tuple[str, ...]:
    """The value of the sentence that concludes; nothing where two sentences state two."""
    if len(text) > LONGEST or _ENDLESS.search(text):
        return ()
    sentences = [one.strip() for one in _SENTENCE.split(text) if _VALUE.search(one)]
    if not sentences:
        return ()
    stated = [_answered(one) or alone(one) for one in sentences]
    named = {value for value in stated if value}
    last = sentences[-1]
    if len(named) > 1 or "" in stated or _HEDGED.search(last):
        return ()
    value = stated[-1] or (_concluding(last) if not named or _CONCLUDES.search(last) else None) or None
    if value is None or (named and {value} != named):
        return ()
    after = text[text.rfind(value) + len(value) :]
    unit = re.match(rf"\s?(?!{_NO_UNIT})((?:square|cubic)\s)?([A-Za-z°²³/]+)", after)
    return (f"{value} {unit.group().strip()}", value) if unit else (value,)


def _answered(sentence: str) -> str | None:
    """The value said to be the answer; "" where it is the first of a list or a sum to be done."""
    found = [one for one in _ANSWER.finditer(sentence) if one["value"]]
    if not found:
        return None
    rest = sentence[found[-1].end() :]
    if re.match(r"\s?[-+*/x×÷]\s?[\d$(]", rest):
        result = list(_COMES_TO.finditer(sentence))
        return result[-1]["value"].strip() if result else ""
    different = len({one["value"].strip() for one in found}) > 1
    return "" if different or _LIST.match(rest) or _HEDGED.search(sentence) else found[-1]["value"].strip()


def _concluding(sentence: str) -> str | None:
    """What comes out in a sentence that concludes: after the last equals sign, else its only number."""
    results = list(_COMES_TO.finditer(sentence))
    if _CONCLUDES.search(sentence) is None and not (
        results and results[-1].end() >= len(sentence.rstrip(" .?!")) - 12
    ):
        return None
    if results and len(_VALUE.findall(sentence[results[-1].end() :])) == 0:
        return results[-1]["value"].strip()
    numbers = _VALUE.findall(sentence)
    return numbers[0].strip() if len(numbers) == 1 else None
