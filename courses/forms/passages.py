"""A passage ⇄ the fields of its form. Judges as a ramp's folder is judged, and says it at the field."""

from __future__ import annotations

from collections.abc import Iterable

from courses import checking, types
from courses.folder.problems import FieldPath
from courses.forms import tree as trees
from courses.forms.faults import Faults, FormError
from courses.forms.problems import slug
from courses.forms.tree import Tree


def to_tree(passage: types.Passage) -> Tree:
    tree: Tree = {
        "id": passage.id,
        "title": passage.title,
        "skills": list(passage.skills),
        "body": passage.body,
    }
    if passage.guess is not None:
        choices: list[Tree] = [{"text": one.text, "reply": one.reply} for one in passage.guess.choices]
        choices[passage.guess.truth]["right"] = "on"
        tree["guess"] = [{"prompt": passage.guess.prompt, "choices": choices}]
    return trees.renumbered(tree)


def blank() -> Tree:
    return {"title": ""}


def tidied(tree: Tree) -> Tree:
    """Without what nobody wrote into, with a name for the records."""
    guesses = [
        {**guess, "choices": [row for row in guess.get("choices", ()) if not trees.is_empty(row)]}
        for guess in tree.get("guess", ())
        if not trees.is_empty(guess)
    ]
    id_ = str(tree.get("id", "")).strip() or slug(str(tree.get("title", "")))
    return trees.renumbered({**tree, "id": id_, "guess": guesses})


def read(tree: Tree, skills: Iterable[str], old: types.Passage | None = None) -> types.Passage:
    """The passage that a `tidied` form describes. Raise FormError with everything that is wrong, by field."""
    faults = Faults()
    value, complaints = checking.judged(rough(tree), set(skills), old)
    for path, words in complaints:
        faults.add(_name(path), _of_a_form(words))
    if faults:
        raise FormError(faults)
    assert isinstance(value, types.Passage)
    return value


def rough(tree: Tree) -> types.Passage:
    """The passage as far as it is written, for looking at it: nothing is judged."""
    guess = None
    for one in tree.get("guess", ())[:1]:
        rows = one.get("choices", ())
        choices = tuple(types.GuessChoice(row.get("text", ""), row.get("reply", "")) for row in rows)
        right = [at for at, row in enumerate(rows) if row.get("right")]
        guess = types.Guess(one.get("prompt", ""), choices, right[0] if right else -1)
    id_, title, body = (str(tree.get(key, "")).strip() for key in ("id", "title", "body"))
    return types.Passage(id_, title, body, tuple(tree.get("skills", ())), guess)


def _name(path: FieldPath) -> str:
    parts = ["guess", "0", *map(str, path[1:])] if path[:1] == ("guess",) else list(map(str, path))
    return "-".join(parts)


def _of_a_form(words: str) -> str:
    return words.replace("exactly one choice needs `truth: true`", "exactly one choice turns out right")
