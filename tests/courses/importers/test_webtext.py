"""Words of other systems show as the same words on our pages, whatever signs are in them."""

from __future__ import annotations

from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.importers.webtext import Words, from_html, from_plain
from tutor.printing.markup import render

SIGNS = (
    r"a 1 1. 2) # > - + * _ ** __ ` ``` [ ] ( ! \ ~ | = == --- & &amp; <b> :// http://a.b a@b.c <a@b.c> $5"
)
PIECES = [*SIGNS.split(), "{x}", "12", "x_1", "_a_", "*b*", ":--", "|-|", "~~~"]
TEXTS = st.lists(st.sampled_from([*PIECES, "\n", "\n\n", " ", "    "]), max_size=8).map("".join)


def shown(words: Words) -> str:
    return squeezed(BeautifulSoup(f"{render(words.text)}\n", "html.parser").get_text())


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_plain_text_shows_as_it_was_typed(text):
    assert shown(from_plain(text)) == squeezed(text)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_words_in_html_show_as_a_browser_shows_them(text):
    assert shown(from_html(f"<p>{escape(text)}</p>")) == squeezed(text)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>A</h2><p>b</p>", "## A\n\nb"),
        ("<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", "- a\n- b\n  1. c"),
        ("<table><tr><th>A</th></tr><tr><td>\\(x\\)</td></tr></table>", "| A |\n| --- |\n| $x$ |"),
        ('<a href="https://example.org/x">b</a>', "[b](https://example.org/x)"),
        ("5<sup>2</sup>, 10<sup>-3</sup> and H<sub>2</sub>O", "5², 10⁻³ and H₂O"),
        ("e<sup>kt</sup> and v<sub>max</sub>", "e^(kt) and v\\_max"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
    ],
)
def test_what_html_draws_is_drawn(html, markdown):
    assert from_html(html).text == markdown
