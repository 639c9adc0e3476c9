"""What the printer of words makes of Markdown, formulas and things that should not be in either."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.printing.markup import formulas, plain, render, render_inline
from tutor.printing.maths import ALLOWED, MAX_FORMULA

BLOCKS = {
    "p",
    "pre",
    "ul",
    "ol",
    "li",
    "blockquote",
    "hr",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
WORDS = BLOCKS | {"em", "strong", "code", "a", "img", "br", "h4", "h5", "h6"}
PIECES = [
    *"$\\{}[]()<>/*_#-`!|&^ \nabx12:\"'",
    "\\frac",
    "https://",
    "\\text",
    "$$",
    "<b ",
    "](",
    "javascript:",
]


class Found(HTMLParser):
    """Every tag and attribute of a piece of HTML."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


def test_words_and_formulas() -> None:
    assert render("Solve *for* $x$.") == (
        '<p>Solve <em>for</em> <math display="inline"><mrow><mi>x</mi></mrow></math>.</p>\n'
    )


def test_a_formula_of_its_own_may_span_lines_that_look_like_markdown() -> None:
    html = render("$$\n\\frac{1}{2}\n= 3\n- 4\n$$\nthen")
    assert '<div class="formula"><math display="block">' in html
    assert "<mfrac>" in html
    assert html.endswith("<p>then</p>\n")


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $6.",
        r"\$x\$",
        "`$x$`",
        "$ x $",
        "$$ $$",
        "$",
        "$x",
        "US$3",
    ],
)
def test_dollars_that_are_not_a_formula(text: str) -> None:
    assert "math" not in render(text)


@pytest.mark.parametrize(
    "latex", [r"x < 3", r"3 > x", r"a_1 \le \frac{x^2}{\sqrt[3]{5}} \cdot \left(y\right)"]
)
def test_formulas_that_need_escaping(latex: str) -> None:
    html = render_inline(f"${latex}$")
    assert html.startswith("<math")
    assert Found(html).tags <= set(ALLOWED)


def test_equations_below_each_other() -> None:
    html = render(r"$$\begin{aligned} 2x &= 6 \\ x &= 3 \end{aligned}$$")
    assert html.count("<mtr>") == 2


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{1",
        r"\nosuchthing x",
        "{",
        "x^2^3",
        "a & b",
        r"\left(",
        "{" * 5000,
        "x" * (MAX_FORMULA + 1),
        "^{" * 300,
        r"\def\a{\b\b}\a",
        r"\newcommand{\a}{x}\a",
    ],
)
def test_a_formula_that_cannot_be_set_is_shown_as_written(latex: str) -> None:
    html = render_inline(f"before ${latex}$ after")
    assert 'before <code class="unset">' in html
    assert html.endswith(" after")
    assert "<math" not in html


def test_nothing_dangerous_comes_out_of_a_formula() -> None:
    for latex in (
        r"\text{<script>alert(1)</script>}",
        r"\text{&lt;script&gt;}",
        r"\href{javascript:alert(1)}{x}",
        r"\color{red}{x}",
        r"\text{</math><img src=x onerror=alert(1)>}",
        r"\unicode{60}script\unicode{62}",
        r"\class{a}{x}",
        r"\style{color:red}{x}",
    ):
        found = Found(render_inline(f"${latex}$"))
        assert found.tags <= set(ALLOWED) | {"code"}, latex
        assert {name for name, _ in found.attributes} <= {"display", "class", "columnalign"}, latex


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b onclick=x>bold</b>",
        "<!-- a -->",
        "<div>\n\nx\n\n</div>",
        "<hx-partial hx-target='#log'>x</hx-partial>",
    ],
)
def test_html_is_printed_as_typed(text: str) -> None:
    assert Found(render(text)).tags <= {"p"}
    assert "&lt;" in render(text)
    assert Found(render_inline(text)).tags == set()


def test_links_leave_for_the_web_without_handing_over_this_page() -> None:
    html = render("[there](https://example.org/a?b=1)")
    assert '<a href="https://example.org/a?b=1" rel="noopener" target="_blank">there</a>' in html


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "ftp://x",
        "java&#115;cript:x",
    ],
)
def test_other_links_are_not_links(target: str) -> None:
    for text in (f"[x]({target})", f"[x][1]\n\n[1]: {target}", f"<{target}>"):
        for name, value in Found(render(text)).attributes:
            assert name != "href" or value.startswith("/%5C"), value


def test_only_pictures_of_this_host_are_fetched() -> None:
    assert '<img src="/media/a.png" alt="a *triangle*"' in render("![a \\*triangle\\*](/media/a.png)")
    assert render("![a triangle](https://elsewhere.example/a.png)") == "<p>a triangle</p>\n"
    assert "<img" not in render("![a](//elsewhere.example/a.png)")


def test_columns_are_aligned_without_inline_style() -> None:
    html = render("|a|b|\n|:-|-:|\n|1|2|")
    assert '<td class="to-left">1</td>' in html
    assert "style" not in html


def test_headings_stay_below_those_of_the_page() -> None:
    assert render("# One\n\n#### Four") == "<h4>One</h4>\n<h6>Four</h6>\n"


def test_control_characters_are_made_visible() -> None:
    assert render_inline("a\x00b\x1bc\x7f") == "a␀b␛c␡"
    render("\ud800 \x85").encode()


def test_what_a_learner_typed_is_printed_as_typed() -> None:
    assert plain("x^2 & <b>*no*</b>") == "<bdi>x^2 &amp; &lt;b&gt;*no*&lt;/b&gt;</bdi>"
    assert plain("$x$\r\n\x07\udfff") == "<bdi>$x$\n␇\ufffd</bdi>"
    assert plain("\u202eevil") == "<bdi>\u202eevil</bdi>"


def test_long_input_does_not_take_long() -> None:
    began = time.perf_counter()
    for text in (
        "$" * 20_000,
        "$x" * 10_000,
        "[" * 20_000,
        "> " * 5_000,
        "$$" * 10_000,
        "*a " * 10_000,
        "x" * 200_000,
    ):
        render(text)
        render_inline(text)
    assert time.perf_counter() - began < 10


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_prints_only_what_is_allowed(text: str) -> None:
    for html in (render(text), render_inline(text)):
        found = Found(html)
        assert found.tags <= WORDS | set(ALLOWED)
        assert not [name for name, _ in found.attributes if name.startswith(("on", "hx-", "style"))]
        for name, value in found.attributes:
            assert name != "href" or value.startswith(("https://", "http://", "/"))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("**x** and [a](https://b.example) <b>", "<bdi>**x** and [a](https://b.example) &lt;b&gt;</bdi>"),
        ("it costs $5 and $6", "<bdi>it costs $5 and $6</bdi>"),
        ("`3`", "<bdi>`3`</bdi>"),
    ],
)
def test_a_learners_words_stay_as_they_are(text: str, printed: str) -> None:
    assert formulas(text) == printed


def test_formulas_of_a_chosen_option_are_drawn() -> None:
    html = formulas("The number is $x + 1$ or **less**")
    assert "<math" in html
    assert html.startswith("<bdi>The number is <math")
    assert html.endswith(" or **less**</bdi>")
