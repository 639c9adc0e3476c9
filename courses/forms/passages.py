"""A passage ⇄ the fields of its form. Judges as a ramp's folder is judged, and says it at the field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from courses import types
from courses.folder import agree, schema
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


def read(tree: Tree, skills: Iterable[str]) -> types.Passage:
    """The passage that a `tidied` form describes. Raise FormError with everything that is wrong, by field."""
    faults = Faults()
    body = str(tree.get("body", "")).strip()
    if not body:
        faults.add("body", "is missing")
    try:
        fields = schema.PassageFile.model_validate(_data(tree))
    except ValidationError as error:
        for path, words in schema.complaints(error):
            faults.add(_name(path), words)
        raise FormError(faults) from None
    for path, words in agree.passage_complaints(fields, set(skills)):
        faults.add(_name(path), _of_a_form(words))
    if faults:
        raise FormError(faults)
    return fields.value(body)


def rough(tree: Tree) -> types.Passage:
    """The passage as far as it is written, for looking at it: nothing is judged."""
    guess = None
    for one in tree.get("guess", ())[:1]:
        rows = one.get("choices", ())
        choices = tuple(types.GuessChoice(row.get("text", ""), row.get("reply", "")) for row in rows)
        right = [at for at, row in enumerate(rows) if row.get("right")]
        guess = types.Guess(one.get("prompt", ""), choices, right[0] if right else -1)
    skills = tuple(tree.get("skills", ()))
    return types.Passage(
        str(tree.get("id", "")), str(tree.get("title", "")), str(tree.get("body", "")), skills, guess
    )


def _data(tree: Tree) -> dict[str, Any]:
    data: dict[str, Any] = {key: text for key in ("id", "title") if (text := tree.get(key, "").strip())}
    data["skills"] = list(tree.get("skills", ()))
    for guess in tree.get("guess", ())[:1]:
        data["guess"] = {
            "prompt": guess.get("prompt", ""),
            "choices": [
                {"text": row.get("text", ""), "reply": row.get("reply", ""), "truth": bool(row.get("right"))}
                for row in guess.get("choices", ())
            ],
        }
    return data


def _name(path: FieldPath) -> str:
    parts = ["guess", "0", *map(str, path[1:])] if path[:1] == ("guess",) else list(map(str, path))
    return "-".join(parts)


def _of_a_form(words: str) -> str:
    return words.replace("exactly one choice needs `truth: true`", "exactly one choice turns out right")
