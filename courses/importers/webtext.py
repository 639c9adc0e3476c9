"""Texts of other systems, HTML above all, as our Markdown with $maths$. Says what it had to drop.

Knows no question. What runs or looks up something (scripts, handlers, frames, pictures of other hosts) never
gets through: the cleaning is nh3's, the Markdown markdownify's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import nh3
from bs4 import BeautifulSoup
from markdownify import MarkdownConverter

from courses.importers.questions import Skip

# (the match, is it inside a formula) → what stands there in our Markdown
Fill = Callable[[re.Match[str], bool], str]
Holes = tuple[re.Pattern[str], Fill]

ACTIVE = "a script, form or frame in it was dropped"
MEDIA = "a drawing, sound or film in it was dropped"
FORMULA = (
    "a formula in it is written in MathML only"  # without it nobody can answer: such a question stays out
)
LONG = "it is too long"
HANDLERS = "what its tags would have done (onclick and the like) was dropped"
STYLES = "its colours and fonts were dropped"
PICTURE = "a picture was dropped"
DESCRIBED = "a picture was replaced by its description"
LINK = "a link that leads nowhere safe was dropped"
DEEP = "its HTML was too deep: only the words were kept"

_TAGS = set(
    "a b strong i em u s sub sup code pre p br hr div span blockquote h1 h2 h3 h4 h5 h6 ul ol li table thead "  # noqa: SIM905
    "tbody tfoot tr th td caption dl dt dd img".split()
)
_ACTIVE = set(
    "script style iframe frame frameset object embed applet form input button select textarea noscript "  # noqa: SIM905
    "template svg math link meta base audio video canvas".split()
)
_MEDIA = {"svg", "audio", "video", "canvas"}
_ATTRIBUTES = {"a": {"href"}, "img": {"alt"}, "ol": {"start"}}
_OPEN, _CLOSE = "\ue000", "\ue001"  # of the private use area: no author's text needs them
_PROTECTED = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_INSTRUCTION = re.compile(r"<\?[^>]{0,1000}>")
_DATA = re.compile(r"""(src=["'])data:[^"']*""", re.IGNORECASE)
_MATHS = re.compile(
    # Bounded, so that openings without an end cost no more than their number.
    r"\\\((?P<a>.{1,1000}?)\\\)|\\\[(?P<b>.{1,1000}?)\\\]|(?<!\\)\$\$(?P<c>.{1,1000}?)\$\$"
    r"|\[tex\](?P<d>.{1,1000}?)\[/tex\]"
    # Single dollars are money more often than maths, unless something in between is only written in TeX.
    r"|(?<![\\$])\$(?P<e>(?!\s)[^$\n]{0,500}?[\\^_][^$\n]{0,500}?)(?<![\\\s])\$(?![0-9$])",
    re.DOTALL,
)
_SPECIAL = re.compile(
    r"([\\`*\[\]$]|&(?=#?[0-9A-Za-z]{1,31};)|<(?=[A-Za-z][A-Za-z0-9+.-]{1,31}:|[^<>\s]{1,64}@))"
)
_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_LINE_START = re.compile(
    r"^(\s*)(?:(#{1,6}(?=\s|$)|>|[+-](?=\s|$)|[-=]+(?=\s*$)|[-~|:](?=[-~|: ]*$)|~~~)"
    r"|([0-9]{1,9})([.)](?=\s|$)))",
    re.MULTILINE,
)
_RAISED = str.maketrans("0123456789+-\N{MINUS SIGN}=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-\N{MINUS SIGN}=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISABLE = re.compile("[0-9+\N{MINUS SIGN}=()ni-]+")
_LOWERABLE = re.compile("[0-9+\N{MINUS SIGN}=()-]+")
_DEPTH = 60
_LONGEST = 50_000  # characters of one text, pictures in it aside


@dataclass(slots=True)
class Words:
    """A text in our Markdown, and what was dropped on the way: (reason, what it was)."""

    text: str
    dropped: list[tuple[str, str]] = field(default_factory=list)


class _Converter(MarkdownConverter):
    """Escapes what our Markdown would misread, and no more."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return _started(escaped(text))

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        alt = " ".join(str(el.get("alt") or "").split())
        return f"*{escaped(alt)}*" if alt else ""

    def convert_sup(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """5² must not become 52."""
        plain = el.get_text().strip()
        return (
            plain.translate(_RAISED) if _RAISABLE.fullmatch(plain) else f"^({text.strip()})" if plain else ""
        )

    def convert_sub(self, el: Any, text: str, parent_tags: set[str]) -> str:
        plain = el.get_text().strip()
        return (
            plain.translate(_LOWERED)
            if _LOWERABLE.fullmatch(plain)
            else f"\\_{text.strip()}"
            if plain
            else ""
        )

    def convert_u(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return text


def escaped(text: str) -> str:
    """Words as Markdown that shows just these words."""
    return _UNDERSCORE.sub(r"\\_", _SPECIAL.sub(r"\\\1", text))


def _started(text: str) -> str:
    """What would begin a heading, a quotation or a list at the start of a line, with a backslash."""

    def mended(found: re.Match[str]) -> str:
        return f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}"

    return _LINE_START.sub(mended, text)


class _Kept:
    """Pieces that no cleaning may touch, each behind a mark of its own."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def keep(self, piece: str) -> str:
        self.pieces.append(piece)
        return f"{_OPEN}{len(self.pieces) - 1}{_CLOSE}"

    def back(self, text: str) -> str:
        """The text with its pieces; a formula before a digit gets a space, or it would be read as money."""
        text = re.sub(f"({_CLOSE})(?=[0-9])", r"\1 ", text)
        while _PROTECTED.search(text):  # a hole may stand in a formula
            text = _PROTECTED.sub(lambda found: self.pieces[int(found[1])], text)
        return text


def from_html(source: str, holes: Holes | None = None) -> Words:
    """HTML as Markdown. What `holes` finds is filled in by its function, also in formulas. Raises Skip."""
    kept = _Kept()
    source = _INSTRUCTION.sub("", _DATA.sub(r"\1data:", _without_marks(source)))
    soup = _soup(source)
    if _tex_in_tags(soup):
        source = str(soup)
    dropped = _what_goes(soup)
    clean = nh3.clean(
        source,
        tags=_TAGS,
        clean_content_tags=_ACTIVE,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel=None,
    )
    clean = _protected(clean, kept, holes, html=True)
    soup = _soup(clean)
    if _depth(soup) > _DEPTH:
        dropped.append((DEEP, ""))
        text = escaped(soup.get_text(" "))
    else:
        converter = _Converter(heading_style="ATX", bullets="-", escape_misc=False, newline_style="backslash")
        text = str(converter.convert_soup(soup))
    return Words(_tidy(kept.back(text)), dropped)


def from_plain(source: str, holes: Holes | None = None) -> Words:
    """Plain text: its lines stay lines, and nothing in it is Markdown but its formulas."""
    kept = _Kept()
    source = _without_marks(source).replace("\r\n", "\n").replace("\r", "\n")
    text = _protected(source, kept, holes, html=False)
    text = _started(escaped(text))
    text = re.sub(r"(?<!\n)\n(?!\n)", "\\\n", text.strip())
    return Words(_tidy(kept.back(text)))


def from_markdown(source: str, holes: Holes | None = None) -> Words:
    """Markdown of another system: only its formulas are spelled in our way."""
    kept = _Kept()
    text = _protected(_without_marks(source), kept, holes, html=False)
    text = text.replace("$", "\\$").replace("\\\\$", "\\$")
    return Words(_tidy(kept.back(text)))


def one_line(text: str) -> str:
    """For titles, options and answers: blocks become spaces."""
    return " ".join(text.replace("\\\n", " ").split())


def _soup(source: str) -> BeautifulSoup:
    """Parsed. With a line's end, or the library warns of words that look like an address or a file's name."""
    return BeautifulSoup(f"{source}\n", "html.parser")


def _without_marks(source: str) -> str:
    if len(_DATA.sub("", source)) > _LONGEST:
        raise Skip(LONG)
    return source.replace(_OPEN, "").replace(_CLOSE, "")


def _tex_in_tags(soup: BeautifulSoup) -> bool:
    """TeX that stands in a script or beside MathML, put where it is read; whether there was any."""
    found = False
    for script in soup.find_all("script", type=re.compile("^math/tex")):
        script.replace_with(f"\\({script.string or ''}\\)")
        found = True
    for formula in soup.find_all("math"):
        note = formula.find("annotation", encoding="application/x-tex")
        if note is not None:
            formula.replace_with(f"\\({note.get_text()}\\)")
            found = True
    return found


def _protected(text: str, kept: _Kept, holes: Holes | None, html: bool) -> str:
    """The text with holes filled and formulas in our spelling, all of them behind marks."""
    if holes is not None:
        pattern, fill = holes
        spans = [found.span() for found in _MATHS.finditer(text)]

        def hole(found: re.Match[str]) -> str:
            return kept.keep(fill(found, any(start <= found.start() < end for start, end in spans)))

        text = pattern.sub(hole, text)

    def formula(found: re.Match[str]) -> str:
        tex = next(part for part in found.groups() if part is not None)
        if html:
            tex = unescape(re.sub(r"<[^>]+>", " ", tex))
        tex = " ".join(tex.split()).replace("$", "")
        return kept.keep(f"${tex}$") if tex else ""

    return _MATHS.sub(formula, text)


def _what_goes(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """What the cleaning drops that a person would want to hear of; each picture by itself."""
    found: dict[tuple[str, str], None] = {}
    for tag in soup.find_all(True):
        if tag.name == "math":
            found[(FORMULA, "")] = None
        elif tag.name in _ACTIVE:
            found[(MEDIA if tag.name in _MEDIA else ACTIVE, tag.name)] = None
        if any(name.startswith("on") for name in tag.attrs):
            found[(HANDLERS, "")] = None
        if "style" in tag.attrs or tag.name == "font":
            found[(STYLES, "")] = None
        if tag.name == "img":
            alt = str(tag.get("alt") or "").strip()
            place = str(tag.get("src") or "")
            name = "in the text itself" if place.startswith("data:") else place.rsplit("/", 1)[-1][:80]
            found[(DESCRIBED if alt else PICTURE, name)] = None
        if tag.name == "a" and not re.match(r"https?://", str(tag.get("href") or ""), re.IGNORECASE):
            found[(LINK, str(tag.get("href") or "")[:80])] = None
    return list(found)


def _depth(soup: BeautifulSoup) -> int:
    deepest, waiting = 0, [(soup, 0)]
    while waiting:
        tag, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in getattr(tag, "children", ())]
    return deepest


def _tidy(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
