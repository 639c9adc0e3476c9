"""Markdown with $maths$ → HTML that is safe to print. Knows no course, no learner and no page.

Authors are trusted with words, never with HTML: raw tags and links other than http(s) or a path of this host
come out as the characters that were typed, foreign images as their description, formulas as MathML.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from tutor.printing.maths import mathml

Env = MutableMapping[str, Any]

_GAP = "\ue000"  # of the private use area: no author's text needs it

# The page uses h1 to h3; a heading inside a text starts below them.
HEADING_SHIFT = 3

# C0 controls without tab and newline, DEL: shown by their picture, so that nothing hides and nothing is lost.
_CONTROL = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)} | {0x7F: 0x2421}
# C1 controls and lone surrogates have no picture, and a surrogate cannot even be sent as UTF-8.
_UNPRINTABLE = re.compile(r"[\x80-\x9f\ud800-\udfff]")

_OUT = re.compile(r"https?://", re.IGNORECASE)
_OWN = re.compile(r"/(?![/\\])")  # browsers read "//" and "/\\" as another host


def render(text: str) -> SafeString:
    """Blocks of HTML for a Markdown text: paragraphs, lists, tables, code, formulas."""
    return _render(_visible(text))


def render_inline(text: str) -> SafeString:
    """HTML for one line of Markdown: nothing that opens a block, so it may stand in a label or a heading."""
    return _render_inline(_visible(text))


def render_with_gaps(text: str, pieces: Sequence[str]) -> SafeString:
    """Like `render`, with ready pieces of HTML where the text has its gaps, `___` each, in order."""
    parts = _visible(text).replace(_GAP, "").split("___")
    html = _render(_GAP.join(parts)).split(_GAP)
    if len(html) != len(pieces) + 1:
        raise ValueError(f"{len(html) - 1} gaps are printed and {len(pieces)} were filled")
    return mark_safe(html[0] + "".join(piece + rest for piece, rest in zip(pieces, html[1:], strict=True)))


def plain(text: str) -> SafeString:
    """What a learner typed, character for character: escaped, and isolated from the text around it."""
    return mark_safe(f"<bdi>{escape(_visible(text))}</bdi>")


def read_out(text: str) -> str:
    """What an option is called where it cannot be drawn: its formulas as they are written, without signs."""
    return re.sub(r"\$\$?(.+?)\$\$?", r"\1", _visible(text)).replace("\n", " ")


def formulas(text: str) -> SafeString:
    """What a learner chose or typed: formulas are drawn, everything else stays as it is."""
    html: str = _only_formulas.renderInline(_visible(text).replace("\n", " "))
    return mark_safe(f"<bdi>{html}</bdi>")


def _visible(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("\ufffd", lines.translate(_CONTROL))


@lru_cache(maxsize=2048)
def _render(text: str) -> SafeString:
    html: str = _markdown.render(text)
    return mark_safe(html)


@lru_cache(maxsize=2048)
def _render_inline(text: str) -> SafeString:
    html: str = _markdown.renderInline(text.replace("\n", " "))
    return mark_safe(html)


def _closing_dollars(text: str, start: int, end: int, marker: str) -> int:
    """Index of the marker that closes a formula opened just before `start`, or -1."""
    at = start
    while at < end:
        if text[at] == "\\":
            at += 2
        elif text.startswith(marker, at) and at + len(marker) <= end:
            return at
        else:
            at += 1
    return -1


def _inline_maths(state: StateInline, silent: bool) -> bool:
    """`$…$` and `$$…$$` inside a line.

    "$5 and $6" is money: a formula has no space just inside its dollars and no digit right after them.
    """
    text, start = state.src, state.pos
    if text[start] != "$":
        return False
    marker = "$$" if text.startswith("$$", start) else "$"
    inner = start + len(marker)
    close = _closing_dollars(text, inner, state.posMax, marker)
    if close <= inner or not text[inner:close].strip():
        return False
    after = close + len(marker)
    is_money = text[inner].isspace() or text[close - 1].isspace() or text[after : after + 1].isdigit()
    if marker == "$" and is_money:
        return False
    if not silent:
        token = state.push("maths", "math", 0)
        token.content = text[inner:close]
        token.meta = {"display": marker == "$$"}
    state.pos = after
    return True


def _block_maths(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A paragraph that begins and ends with `$$`, so that lines of it are not read as lists or headings."""
    if state.is_code_block(first):
        return False
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith("$$", start):
        return False
    for line in range(first, last):
        end = state.eMarks[line]
        close = _closing_dollars(state.src, max(start + 2, state.bMarks[line]), end, "$$")
        if close == -1 and state.isEmpty(line):
            return False
        if close != -1:
            if state.src[close + 2 : end].strip():
                return False
            if not silent:
                token = state.push("maths", "math", 0)
                token.block = True
                token.content = state.src[start + 2 : close]
                token.meta = {"display": True}
                token.map = [first, line + 1]
                state.line = line + 1
            return True
    return False


def _print_maths(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Env
) -> str:
    token = tokens[index]
    formula = mathml(token.content.strip(), display=token.meta["display"])
    return f'<div class="formula">{formula}</div>\n' if token.block else formula


def _print_image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Env
) -> str:
    """Only a picture of this host is fetched; of any other its description is printed."""
    token = tokens[index]
    words = escape(renderer.renderInlineAsText(token.children or [], options, env))
    source = str(token.attrs.get("src", ""))
    if not _OWN.match(source):
        return words
    return f'<img src="{escape(source)}" alt="{words}" loading="lazy">'


def _print_link(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Env
) -> str:
    token = tokens[index]
    token.attrs |= {"rel": "noopener", "target": "_blank"}
    return renderer.renderToken(tokens, index, options, env)


def _print_heading(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Env
) -> str:
    token = tokens[index]
    token.tag = f"h{min(int(token.tag[1]) + HEADING_SHIFT, 6)}"
    return renderer.renderToken(tokens, index, options, env)


def _print_cell(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: Env
) -> str:
    """The library aligns columns by inline style, which the page's policy forbids."""
    token = tokens[index]
    if "style" in token.attrs:
        token.attrs = {"class": str(token.attrs["style"]).replace("text-align:", "to-")}
    return renderer.renderToken(tokens, index, options, env)


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return _OUT.match(url) is not None or _OWN.match(url) is not None


def _reader() -> MarkdownIt:
    reader = _Reader("commonmark", {"html": False}).enable("table").disable(["html_inline", "html_block"])
    reader.inline.ruler.before("escape", "maths", _inline_maths)
    reader.block.ruler.before("fence", "maths", _block_maths, {"alt": ["paragraph", "blockquote", "list"]})
    for name, rule in (
        ("maths", _print_maths),
        ("image", _print_image),
        ("link_open", _print_link),
        ("heading_open", _print_heading),
        ("heading_close", _print_heading),
        ("th_open", _print_cell),
        ("td_open", _print_cell),
    ):
        reader.add_render_rule(name, rule)
    return reader


def _formula_reader() -> MarkdownIt:
    reader = MarkdownIt("zero")
    reader.inline.ruler.before("text", "maths", _inline_maths)
    reader.add_render_rule("maths", _print_maths)
    return reader


_markdown = _reader()
_only_formulas = _formula_reader()
