"""OATutor's spelling of texts becomes our Markdown with $maths$."""

import pytest

from courses.importers.oatutor_text import attribution, markdown, plain, skill_title, speaks_of_a_figure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Add $$2$$ and $$3$$.", "Add $2$ and $3$."),
        ("It costs $5, or $$5$$ coins.", r"It costs \$5, or $5$ coins."),
        (r"First\nsecond", "First\n\nsecond"),
        (r"$$a \neq b$$\n$$a \nabla b$$", "$a \\neq b$\n\n$a \\nabla b$"),
        ("(x+2)**2 and -0.5_-0.3", r"(x+2)\*\*2 and -0.5\_-0.3"),
        ("[a]", r"\[a\]"),
        ("left open $$x", r"left open x"),
        ("empty $$$$ maths", "empty  maths"),
        ("  spaced  ", "spaced"),
        ("", ""),
    ],
)
def test_texts(text, expected):
    assert markdown(text) == expected


def test_answers_lose_their_marks():
    assert plain(r"$$\frac{1}{2}$$ ") == r"\frac{1}{2}"


@pytest.mark.parametrize(
    "text", ["##figure1.gif##", "image3", "Use the image to answer.", "the graph shown", "See the picture"]
)
def test_texts_that_need_a_figure(text):
    assert speaks_of_a_figure(text)


@pytest.mark.parametrize("text", ["Graph the line.", "Similar figures", "# 3 and # 4", "imagine 3"])
def test_texts_that_need_none(text):
    assert not speaks_of_a_figure(text)


def test_credit_and_titles():
    assert attribution("https://a.org/b <A Book: One>") == "A Book: One, https://a.org/b"
    assert attribution("https://a.org/") == "https://a.org/"
    assert skill_title("use_place_value") == "Use place value"


def test_braces_that_draw_nothing_hold_nothing_together() -> None:
    assert plain(r"$$\frac{1}{{mn}^5}$$") == r"\frac{1}{mn^5}"
