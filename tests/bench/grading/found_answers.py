"""The answer in a text that ends with one: the last box, formula or number, without its label and its unit.

Only for tables of model output; a learner's answer field holds the answer alone.
"""

from __future__ import annotations

import re

_BOX = re.compile(r"\\+(?:boxed|fbox)\s*(?=\{)")
_FORMULAS = re.compile(
    r"\$\$(?P<a>.+?)\$\$|\\\[(?P<b>.+?)\\\]|(?<!\\)\$(?P<c>(?:\\\$|[^$\n])+?)(?<!\\)\$|\\\((?P<d>[^\n]+?)\\\)",
    re.DOTALL,
)
_TAIL = re.compile(r"(?:I hope it is correct\.?|<\|im_\w+\|>\w*|\[Note\b.*|\s)+$", re.DOTALL)
_FINAL = re.compile(r"[Ff]inal [Aa]nswer\W")
_BETWEEN_BOXES = re.compile(r"[\s$,.;{}()]*|.{0,40}(?:\band\b|,).{0,40}", re.DOTALL)
_WORDED = re.compile(r"\\(?:text|textbf|mbox|textnormal|mathrm|textit)\s*\{([^{}]*)\}(\^\{?\d\}?)?")
_NUMBER = re.compile(
    r"(?<![\w.,])-?(?:\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+)(?:/\d+)?(?!\w*\d)"
)
_PERCENT = re.compile(r"(?<=[\d}])\s*(?:\\?%|percentage|percent|pct)")
_LABEL = re.compile(
    r"^\s*(?:[A-Za-z]{1,2}|\\[a-z]+)?(?:_\{?\w+\}?)?(?:\([A-Za-z, ]+\))?\s*(?:=|\\in(?![a-z])|\\approx)\s*"
)
_ODD_LABEL = re.compile(
    r"^\s*(?:\|[A-Z]{2}\||[A-Z][\w{}]*\s*:\s*[A-Z][\w{}]*|\\frac\{[A-Z]+\}\{[A-Z]+\}|\([a-z](?:,\s*[a-z])+\))\s*=\s*"
)


def boxes(text: str) -> list[tuple[int, int, str]]:
    """Start, end and content of every box, brackets balanced; an open one ends with the text."""
    found = []
    for match in _BOX.finditer(text):
        depth = 0
        for at in range(match.end(), len(text)):
            depth += (text[at] == "{") - (text[at] == "}")
            if depth == 0:
                found.append((match.start(), at + 1, text[match.end() + 1 : at]))
                break
        else:
            found.append((match.start(), len(text), text[match.end() + 1 :].rstrip("$ ")))
    return found


def answer_in(text: str, *, formulas: bool, plain: bool) -> str:
    """The answer's text; "" when there is none of a kind that counts."""
    text = re.sub(r"(?<!\\)\\\\(?=[A-Za-z]{2,}|[\[\](])", r"\\", text)
    text = _TAIL.sub("", text)
    final = list(_FINAL.finditer(text))
    if final:
        last = text[final[-1].end() :].split("I hope it is correct")[0]
        said = answer_in(last, formulas=formulas, plain=False)
        if re.search(r"\d|[=,]", said) or plain:
            return said if re.search(r"\d|[=,]", said) else _last_plain(last) or said
    text = re.sub(r"^\s*(?:is|are|:)\s+", "", text)
    if formulas:
        boxed = _last_boxes(text)
        if boxed:
            return boxed
        written = _last_formulas(text)
        sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z])", text)[-1]
        if written and plain and _NUMBER.search(sentence) and not _FORMULAS.search(sentence):
            return _last_plain(sentence)
        if written and not (plain and re.search(r"\d%?[.\s]*$", text)):
            return written
    if plain or (formulas and re.search(r"\\(?:frac|sqrt|begin)|[=<>]", text) and len(text) < 200):
        return _last_plain(text)
    return ""


def _last_boxes(text: str) -> str:
    found = boxes(text)
    if not found:
        return ""
    chosen = [found[-1]]
    for earlier in found[-2::-1]:
        between = _WORDED.sub(r"\1", text[earlier[1] : chosen[0][0]])
        if not _BETWEEN_BOXES.fullmatch(between) or re.search(r"[.?!]\s", between):
            break
        chosen.insert(0, earlier)
    contents = list(dict.fromkeys(content for _, _, content in chosen))
    return ", ".join(contents) + _unit_after(text[chosen[-1][1] :])


def _unit_after(rest: str) -> str:
    return "%" if re.match(r"[\s$]*(?:\\?%|pct|percent)", rest) else ""


def _last_formulas(text: str) -> str:
    found = list(_FORMULAS.finditer(text))
    if not found:
        return ""
    chosen = [found[-1]]
    for earlier in found[-2::-1]:
        if not re.fullmatch(r"\s*(?:,|and|or|,\s*and)\s*", text[earlier.end() : chosen[0].start()]):
            break
        chosen.insert(0, earlier)
    contents = [next(part for part in match.groups() if part) for match in chosen]
    return ", ".join(contents) + _unit_after(text[chosen[-1].end() :])


def _last_plain(text: str) -> str:
    text = re.sub(r"^\s*(?:is|are|:)\s+", "", text).strip()
    if len(text) <= 60 and not re.search(r"[A-Za-z]{3,} [A-Za-z]{2,}|:\s", text):
        return text
    found = list(_NUMBER.finditer(text))
    return found[-1].group() + _unit_after(text[found[-1].end() :]) if found else ""


def tidy(text: str) -> str:
    """Without what is only typography: units in words, spacing commands, full stops."""
    text = re.sub(r",\s*\\!\s*(?=\d{3})|\s*\{\s*,\s*\}\s*(?=\d)", "", text)
    text = text.replace("\\$", "").replace("$", "").replace("\\!", "").strip()
    text = re.sub(r"(?<!\\)\\ ", " ", text)
    text = re.sub(r"\\(?:displaystyle|quad|qquad|,|;|:)(?![a-z]{3})", " ", text)
    text = re.sub(r"\\(?:end|begin)\{(?:align|equation|aligned)\*?\}|\\(?:left|right)\b", "", text)
    text = re.sub(r"(?<=[\d)}\]])\s*(or|and)\s*(?=[A-Za-z(\\])", r" \1 ", text)
    text = _PERCENT.sub(r"\\%", text)
    return _WORDED.sub(_kept, text).strip().rstrip(".").strip()


def _kept(match: re.Match[str]) -> str:
    """Words inside a formula: "and" and "or" join, a letter or word alone is the answer, a unit is
    left out."""
    word = match[1].strip()
    if word in ("and", "or"):
        return f" {word} "
    before = match.string[: match.start()].strip(" {}$\\(")
    return f" {word} " if not before else " "


def value_of(text: str) -> str:
    """What stands after the label of `x = …`, `f(x) = …`, `x ∈ …`, or after the last sign of a chain."""
    text = re.split(r"\\approx", text)[0] if not re.match(r"\s*\w+\s*\\approx", text) else text
    text = _ODD_LABEL.sub("", text)
    stripped = _LABEL.sub("", text, count=1)
    if (text.count("=") > 1 and "," not in text) or re.fullmatch(
        r"[\d\s+*/{}.-]+=[\d\s+*/{}.-]+", re.sub(r"\\[a-z]+", "", text)
    ):
        return text.rsplit("=", 1)[-1]
    if stripped != text and stripped and not re.search(r"[<>]|\\[lg]e", stripped):
        return stripped.rsplit("=", 1)[-1] if "," not in stripped else stripped
    return text
