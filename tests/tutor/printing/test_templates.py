"""A conversation as HTML: every kind of event, the composer, and what goes over the websocket."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from tutor.types import Event

PROBLEM: dict[str, Any] = {
    "problem": "p1",
    "title": "Tripled",
    "stem": "A number is tripled.",
    "step": "a",
    "index": 0,
    "steps": 2,
    "prompt": "Solve $3x = 6$.",
    "control": {"kind": "text", "options": []},
    "skills": [{"id": "undo", "title": "Undoing times"}],
    "reason": "It is next.",
    "source": "A book",
    "licence": "CC BY 4.0",
}
BODIES: dict[str, dict[str, Any]] = {
    "opened": {"course": "c", "version": 1, "title": "Course"},
    "guess": {"passage": "p", "title": "Balance", "prompt": "What now?", "choices": ["Add", "Take away"]},
    "message": {"kind": "answer", "text": "x = 2 <b>&", "step": "p1/a", "scaffold": None},
    "passage": {
        "passage": "p",
        "title": "Balance",
        "body": "Read.",
        "reply": "Well guessed.",
        "truth": "Add",
    },
    "example": {
        "title": "Doubled",
        "prompt": "Solve $2x = 8$.",
        "lines": ["The letter is doubled, so halve both sides."],
        "line": 2,
        "of": 2,
        "reason": "It is new.",
    },
    "worked": {
        "reply": "`5` is another way.",
        "lines": ["The letter is doubled, so halve both sides.", "$x = 4$"],
        "line": 2,
        "answer": "$x = 4$",
    },
    "problem": PROBLEM | {"given": ["Halve *first*."]},
    "step": {"problem": "p1", "step": "b", "index": 1, "steps": 2, "prompt": "And $x$?"},
    "verdict": {"outcome": "incorrect", "reason": "Try $2$ in it."},
    "move": {"kind": "nudge", "title": "Look", "words": "What was *last*?", "solution": []},
    "eureka": {"skills": [{"id": "a", "title": "Adding", "misses": 2}]},
    "opening": {"item": "opening", "question": "What brings you to *this*?"},
    "placing": {"item": "placing", "words": "A few questions now.", "level": 1},
    "placed": {"words": "You can skip 1 of 8 skills.", "skip": [{"id": "undo", "title": "Undoing $x$"}]},
    "lookback": {"item": "p1/a", "words": "Line 1 held *at once*."},
    "ruled": {"item": "p1/a", "text": "2", "state": "right", "verdict": 7, "words": "You were *right*."},
    "closing": {"item": "p1/a", "words": "Which line was *it*?", "choices": []},
    "closed": {"item": "p1/a", "kind": "line", "chosen": 0, "line": 1, "words": "Line 1, *then*."},
    "finished": {"words": "Well done."},
    "greeting": {"words": "Hello again. Last time it was *one problem*.", "days": 3, "stood": {"a": 30}},
    "autonomy": {"level": 4, "asked": 5, "floor": 1, "ceiling": 4},
    "summary": {
        "words": "That was today.",
        "minutes": 6,
        "problems": 4,
        "alone": 3,
        "got": [{"id": "a", "title": "Adding"}],
        "kept": [],
        "eurekas": [],
        "moved": [{"id": "a", "title": "Adding", "before": 30, "after": 64}],
        "hard": [{"id": "b", "title": "Taking $x$ away"}],
        "next": "Tripled",
        "review": {"days": 4, "skills": ["Adding"]},
    },
}
WORDS = {
    "opened": "Started",
    "guess": "What now?",
    "message": "<bdi>x = 2 &lt;b&gt;&amp;</bdi>",
    "passage": "Well guessed.",
    "example": "Predict it below",
    "worked": '<li class="words predicted">',
    "problem": "Halve <em>first</em>.",
    "step": "Step 2 of 2",
    "verdict": "Not yet",
    "move": "<em>last</em>",
    "eureka": "The first one on “Adding” without help, after 2 that went wrong.",
    "opening": "What brings you to <em>this</em>?",
    "placing": "A few questions now.",
    "placed": "You can skip 1 of 8 skills.",
    "lookback": "Line 1 held <em>at once</em>.",
    "ruled": "You were <em>right</em>.",
    "closing": "Which line was <em>it</em>?",
    "closed": "Line 1, <em>then</em>.",
    "finished": "Well done.",
    "greeting": "Last time it was <em>one problem</em>.",
    "autonomy": "Your teacher has set how far it goes",
    "summary": "4 problems in about 6 minutes, 3 of them right without help.",
}
COMPOSER = {
    "kind": "text",
    "step": "p1/a",
    "scaffold": None,
    "prompt_label": "Your answer",
    "options": (),
    "buttons": ("hint", "idk", "reveal"),
    "post_url": "/s/1/answer",
    "client_id": "abc",
}


def frame(**context: Any) -> str:
    return render_to_string("session/_frame.html", context)


@pytest.mark.parametrize("kind", BODIES)
def test_every_kind_of_event_has_its_words_and_its_place(kind: str) -> None:
    html = frame(events=[Event(7, kind, BODIES[kind])])
    assert WORDS[kind] in html
    assert '<article id="e-7"' in html
    assert 'data-seq="7"' in html


def test_one_like_it_is_printed_whole_and_a_solution_without_its_end_has_a_gap() -> None:
    like_it = {"title": "Tripled", "stem": "A *number*.", "prompt": "Solve it.", "lines": ["Halve *both*."]}
    like_it |= {"answer": "$x = 4$", "source": "A book", "licence": ""}
    shown = frame(events=[Event(7, "move", {"kind": "sibling", "words": "See this.", "sibling": like_it})])
    for text in (
        "One like it",
        "Tripled",
        "A <em>number</em>.",
        "Solve it.",
        "Halve <em>both</em>.",
        "A book",
    ):
        assert text in shown
    assert "The answer there" in shown
    left = frame(events=[Event(7, "move", {"kind": "blank", "words": "Finish it.", "begun": ["Take *3*."]})])
    assert "but for its end" in left
    assert "Take <em>3</em>." in left
    assert "What comes here is yours." in left


def test_a_closing_choice_is_one_tap_that_works_without_scripts() -> None:
    asked = COMPOSER | {"kind": "closing", "question": "Which *line*?", "options": ("Take *3*.", "I see it")}
    html = frame(composer=asked | {"buttons": ("skip",)})
    assert 'name="kind" value="guess"' in html
    assert "Which <em>line</em>?" in html
    assert 'type="submit" class="option" name="text" value="Take *3*."' in html
    assert "Take <em>3</em>." in html
    assert 'name="button" value="skip"' in html
    assert 'id="answer"' not in html


def test_a_probe_says_which_question_it_is_and_what_it_asks_for() -> None:
    html = frame(events=[Event(7, "problem", {**PROBLEM, "nth": 3, "about": 6})])
    assert "question 3 of about 6" in html
    assert "step 1 of 2" not in html
    assert "It asks for:" in html


def test_a_summary_says_what_moved_what_was_hard_what_is_open_and_when() -> None:
    html = " ".join(frame(events=[Event(7, "summary", BODIES["summary"])]).split())
    assert "<span>Adding from 30 to 64 %</span>" in html
    assert "It comes again, from another side." in html
    assert "Open for next time: “Tripled”." in html
    assert "In 4 days comes back: Adding." in html
    soon = BODIES["summary"] | {"review": {"days": 1, "skills": ["Adding"]}, "next": None, "moved": []}
    html = " ".join(frame(events=[Event(7, "summary", soon)]).split())
    assert "Tomorrow comes back: Adding." in html
    assert "Open for next time" not in html


def test_a_review_says_what_was_guessed_weeks_ago() -> None:
    guessed = {"said": "Add $5$", "title": "Balance", "weeks": 3}
    html = frame(events=[Event(7, "problem", {**PROBLEM, "guessed": guessed})])
    assert "3 weeks ago, before you read “Balance”, you guessed:" in html


def test_an_example_without_a_prediction_asks_for_none() -> None:
    html = frame(events=[Event(7, "example", {**BODIES["example"], "lines": [], "asks": False})])
    assert "Predict it below" not in html


def test_no_kind_of_event_is_forgotten_here() -> None:
    folder = Path(settings.BASE_DIR) / "templates" / "session" / "events"
    assert {path.stem for path in folder.glob("*.html")} == set(BODIES)


def test_a_frame_replaces_only_what_it_brings() -> None:
    only_events = frame(events=[Event(1, "finished", BODIES["finished"], client_id=None)])
    assert 'hx-target="#log" hx-swap="beforeend"' in only_events
    assert "#composer" not in only_events
    assert "#bars" not in only_events
    assert frame(composer=COMPOSER).count("<hx-partial") == 1


def test_a_message_carries_its_client_id() -> None:
    assert 'data-client-id="abc"' in frame(events=[Event(2, "message", BODIES["message"], client_id="abc")])


@pytest.mark.parametrize(
    ("text", "said"),
    [("hint", "asked for a hint"), ("idk", "don’t know"), ("reveal", "asked for the solution")],
)
def test_buttons_are_quiet_lines(text: str, said: str) -> None:
    html = frame(events=[Event(3, "message", {"kind": "button", "text": text})])
    assert said in html
    assert "bubble" not in html


def test_a_chosen_option_shows_its_formula() -> None:
    html = frame(events=[Event(3, "message", {"kind": "answer", "text": "$x + 1$"})])
    assert "<math" in html


def test_the_text_composer_works_without_script() -> None:
    html = frame(composer=COMPOSER)
    assert '<form id="composer" class="composer" method="post" action="/s/1/answer"' in html
    for field in ('name="client_id" value="abc"', 'name="step" value="p1/a"', 'name="scaffold" value=""'):
        assert field in html
    assert html.index(">Send<") < html.index('value="hint"'), "Enter takes the first button"


def test_a_detour_is_one_tap_and_names_where_it_goes() -> None:
    html = frame(composer=COMPOSER | {"buttons": ("detour", "hint"), "detour": "Undoing <b>"})
    assert 'name="button" value="detour">A short detour to “Undoing &lt;b&gt;”, and back</button>' in html


def test_a_guess_is_one_tap_and_so_is_no_idea() -> None:
    html = frame(composer=COMPOSER | {"kind": "guess", "options": ("$x$ & y", "z"), "buttons": ()})
    assert 'name="text" value="$x$ &amp; y" data-option' in html
    assert 'name="text" value="">' in html
    assert 'name="kind" value="guess"' in html


def test_a_prediction_is_typed_or_no_idea_and_enter_sends_what_was_typed() -> None:
    html = frame(composer=COMPOSER | {"kind": "guess", "buttons": ()})
    assert 'name="kind" value="guess"' in html
    assert html.index(">Send<") < html.index('formnovalidate name="text" value="">')


def test_options_keep_their_exact_text() -> None:
    html = frame(composer=COMPOSER | {"kind": "choice", "options": ("<b>", "$y$")})
    assert '<input type="radio" name="text" value="&lt;b&gt;"' in html
    assert "<math" in html


def test_no_piece_has_inline_style_or_script() -> None:
    for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        text = path.read_text()
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert " onclick" not in text, path
        assert text.count("<script") == text.count('<script type="module" src='), path
