"""OATutor's texts as our Markdown with $maths$. Knows its spelling, not what is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_MATHS = "$$"
# Figures are named after double hashes; a few authors left a bare "image3" or only speak of what was shown.
_FIGURE = re.compile(
    r"##|\bimages?\s?\d+\b|\b(?:use|refer to|see|in|from) the (?:image|picture|figure|graph(?! of \$\$))\b"
    r"|\b(?:image|picture|figure|graph|diagram) (?:shown|below|above)\b"
    r"|\b(?:shown|following) (?:image|picture|figure|graph|diagram)\b",
    re.IGNORECASE,
)
_SPECIAL = re.compile(r"([\\`*_\[\]$])")
_AMOUNT = re.compile(r"^\\?\$(?=[0-9.])")
_VARIABLE = re.compile(r"@\{(\w+)\}")
_LINK = re.compile(r"\s*(?P<url>https?://\S+)\s*<(?P<name>[^<>]+)>\s*\Z")


# Braces draw nothing in LaTeX: the power in `{cd}^2` stands on the d alone, and that is what the pool means.
_GROUPED = re.compile(r"\{([A-Za-z]{2,})\}\^")
_NAMED_FUNCTION = re.compile(r"\\operatorname\{(?P<name>[\d.]+|log_\w+)\}")
_PRIMED = re.compile(r"\{([A-Za-z]'+)\}")
_DEGREES = re.compile(r"(?<=\d)(?:\s*degrees?\b|(?:\^|\*\*)\s*\{?\\circ\}?)")
_ALONE = re.compile(r"\A\$([^$]+)\$\Z")
_ENDS = r"[^()\[\],]+,[^()\[\],]+"
_UNITED = re.compile(rf"(?<=[)\]])\s*U\s*(?=[(\[]{_ENDS}[)\]])")


def speaks_of_a_figure(text: str) -> bool:
    """True when the text cannot be understood without a picture (the pool as given has none)."""
    return _FIGURE.search(text) is not None


def markdown(text: str) -> str:
    """`$$x$$` becomes `$x$`, a written `\\n` a new paragraph, and what Markdown would misread is escaped."""
    pieces = text.split(_MATHS)
    if len(pieces) % 2 == 0:  # an unpaired mark: nothing after it can be maths
        pieces[-2:] = [pieces[-2] + pieces[-1]]
    out = [_maths(piece) if at % 2 else _prose(piece) for at, piece in enumerate(pieces)]
    return re.sub(r"\n{3,}", "\n\n", "".join(out)).strip()


def _prose(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace("\\n", "\n").replace("\n", "\n\n"))


def _maths(text: str) -> str:
    text = text.replace("\\n", " ").strip() if re.search(r"\\n(?![a-zA-Z])", text) else text.strip()
    return f"${text}$" if text else ""


def plain(text: str) -> str:
    """An answer without its `$$` marks and the currency of an amount, as a learner would type it."""
    drawn = _NAMED_FUNCTION.sub(_function, text.replace(_MATHS, ""))
    drawn = _DEGREES.sub("°", _PRIMED.sub(r"\1", _GROUPED.sub(r"\1^", drawn)))
    return _AMOUNT.sub("", _UNITED.sub("∪", _ALONE.sub(r"\1", drawn.strip())))


def _function(found: re.Match[str]) -> str:
    """The pool's converter took a number, or a logarithm's base, for the name of a function."""
    name = found["name"]
    return name if name[:1].isdigit() else f"\\{name}"


def has_gaps(text: str) -> bool:
    """Whether a variable stands in it that nothing was put in for."""
    return _VARIABLE.search(text) is not None


def is_typable(text: str) -> bool:
    """False for what nobody would type as words: commands of LaTeX, brackets that do not close."""
    return "\\" not in text and all(text.count(a) == text.count(b) for a, b in ("()", "[]", "{}"))


def fill(text: str, variables: Mapping[str, Sequence[str]]) -> str:
    """`@{name}` replaced by the first of its values; unknown names stay."""
    return _VARIABLE.sub(lambda found: _first(found, variables), text)


def _first(found: re.Match[str], variables: Mapping[str, Sequence[str]]) -> str:
    values = variables.get(found[1])
    return values[0] if values else found[0]


def attribution(text: str) -> str:
    """`https://… <Name>` becomes `Name, https://…`; anything else stays as it is."""
    match = _LINK.match(text)
    return f"{match['name'].strip()}, {match['url']}" if match else text.strip()


def skill_title(name: str) -> str:
    """`use_place_value` → `Use place value`: the pool gives no titles of its own."""
    words = re.sub(r"[_\s-]+", " ", name).strip()
    return words[:1].upper() + words[1:] if words else name


def whole_names(pieces: list[str]) -> list[str]:
    """A step's skills with those names put together again that the pool cut at their commas.

    A list of three or more of which the last begins with `and` or `or` is one name: two skills beside each
    other have no conjunction. A bracket that one piece opens and a later one closes holds one name, too.
    """
    if len(pieces) > 2 and pieces[-1].startswith(("and_", "or_")):
        return [",_".join(piece.strip("_ ") for piece in pieces)]
    names: list[str] = []
    for piece in pieces:
        if names and names[-1].count("(") > names[-1].count(")"):
            names[-1] = f"{names[-1]},_{piece}"
        else:
            names.append(piece)
    return names if all(name.count("(") == name.count(")") for name in names) else pieces
