"""The fields of an answer ⇄ its specification as a mapping. What has no field stands as YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from courses.folder.yamlfile import FileProblem, parse_yaml
from courses.forms.declared import KIND, MORE, Declared, Kind
from courses.forms.tree import Tree

Complaint = tuple[str, str]  # (key of the field, what is wrong)
_SEP = ","


def to_tree(mapping: Mapping[str, Any]) -> Tree:
    """The fields of a specification, the kind among them."""
    name = str(mapping.get("kind", ""))
    rest = {key: value for key, value in mapping.items() if key != "kind"}
    tree: Tree = {"kind": name}
    kind = KIND.get(name)
    if kind is not None:
        tree |= _places(name, rest)
        for field in kind.fields:
            if field.key in rest:
                shown = _shown(field, rest[field.key])
                if shown is not None:
                    tree[field.key] = shown
                    del rest[field.key]
    if rest:
        tree[MORE.key] = _written(rest)
    return tree


def to_mapping(tree: Tree) -> tuple[dict[str, Any], list[Complaint]]:
    """The specification that the fields describe, and what of them cannot be read."""
    kind = KIND.get(str(tree.get("kind", "")))
    if kind is None:
        return {"kind": str(tree.get("kind", ""))}, [("kind", "is no kind of answer")]
    mapping: dict[str, Any] = {"kind": kind.name}
    for field in kind.fields:
        value = _meant(field, tree)
        if value is not None:
            mapping[field.key] = value
    _set_places(kind, tree, mapping)
    more, complaints = _more(str(tree.get(MORE.key, "")))
    if kind.name == "choice" and "options" in mapping and "correct" not in {**more, **mapping}:
        complaints.append(("options", "say which one is right"))
    for key, value in more.items():
        if key in mapping:
            complaints.append((MORE.key, f"{key} is given twice: here and in a field of its own"))
        mapping.setdefault(key, value)
    for at, gap in enumerate(tree.get("gaps", ()) if kind.name == "cloze" else ()):
        _, inside = to_mapping(gap.get("answer", {}))
        complaints += [(f"gaps-{at}-answer-{key}", words) for key, words in inside]
    return mapping, complaints


def alike(one: Any, other: Any) -> bool:
    """Whether two specifications are written alike: 5 and "5" are, an empty field and none at all too."""
    return bool(_plainly(one) == _plainly(other))


def _plainly(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plainly(one) for key, one in value.items() if one is not None and one != ""}
    if isinstance(value, (list, tuple)):
        return [_plainly(one) for one in value]
    return value if isinstance(value, bool) else str(value)


def _shown(field: Declared, value: Any) -> Any:
    """What stands in the field; None where it cannot: then it stays YAML."""
    scalar = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    match field.control:
        case "tick":
            return "on" if value is True else None
        case "select":
            return value if value in dict(field.choices) else None
        case "line" | "whole" if scalar and "\n" not in str(value):
            return str(value)
        case "text" if scalar:
            return str(value)
        case "lines" | "words" if isinstance(value, (list, tuple)):
            texts = [str(one) for one in value]
            apart = "\n" if field.control == "lines" else _SEP
            fits = all(text.strip() == text and text and apart not in text for text in texts)
            return (apart + " " * (apart == _SEP)).join(texts) if fits else None
        case "rows":
            return _shown_rows(field.key, value)
    return None


def _shown_rows(key: str, value: Any) -> list[Tree] | None:
    if key == "pairs" and isinstance(value, Mapping):
        return [{"left": str(left), "to": str(right)} for left, right in value.items()]
    if key == "gaps" and isinstance(value, (list, tuple)):
        return [{"answer": to_tree(gap)} for gap in value]
    if key in ("options", "items") and isinstance(value, (list, tuple)):
        return [{"text": str(text)} for text in value]
    return None


def _places(kind: str, rest: dict[str, Any]) -> Tree:
    """Options with the right ones marked, where `correct` says which in plain figures."""
    options, correct = rest.get("options"), rest.get("correct")
    places = [correct] if kind == "choice" else correct
    is_plain = isinstance(places, (list, tuple)) and all(type(place) is int for place in places)
    if kind not in ("choice", "several") or not isinstance(options, (list, tuple)) or not is_plain:
        return {}
    if any(place not in range(len(options)) for place in places or ()):
        return {}
    del rest["options"], rest["correct"]
    return {
        "options": [
            {"text": str(text), **({"right": "on"} if at in (places or ()) else {})}
            for at, text in enumerate(options)
        ]
    }


def _set_places(kind: Kind, tree: Tree, mapping: dict[str, Any]) -> None:
    if kind.name not in ("choice", "several"):
        return
    right = [at for at, row in enumerate(tree.get("options", ())) if row.get("right")]
    written = "correct:" in str(tree.get(MORE.key, ""))  # a formula says which: it is no field
    if kind.name == "several" and not written:
        mapping["correct"] = right
    elif right:
        mapping["correct"] = right[0] if len(right) == 1 else right


def _meant(field: Declared, tree: Tree) -> Any:
    """What the field says; None where nothing is in it."""
    value = tree.get(field.key)
    match field.control:
        case "tick":
            return True if value else None
        case "lines" | "words":
            apart = "\n" if field.control == "lines" else _SEP
            return [text for part in str(value or "").split(apart) if (text := part.strip())] or None
        case "rows":
            return _meant_rows(field.key, value if isinstance(value, list) else [])
    text = str(value or "").strip()
    if field.control == "whole" and text.isascii() and text.isdecimal() and len(text) < 6:
        return int(text)
    return text or None


def _meant_rows(key: str, rows: list[Tree]) -> Any:
    if key == "pairs":
        return {row.get("left", "").strip(): row.get("to", "").strip() for row in rows} or None
    if key == "gaps":
        return [to_mapping(row.get("answer", {}))[0] for row in rows] or None
    return [row.get("text", "").strip() for row in rows] or None


def _more(text: str) -> tuple[dict[str, Any], list[Complaint]]:
    if not text.strip():
        return {}, []
    try:
        document = parse_yaml(text)
    except FileProblem as problem:
        where = f"line {problem.line}: " if problem.line else ""
        return {}, [(MORE.key, where + problem.message)]
    if not isinstance(document.value, dict):
        return {}, [(MORE.key, "must be fields (lines `name: value`)")]
    return document.value, [(MORE.key, f"line {line}: {words}") for _, line, words in document.complaints]


def _written(rest: Mapping[str, Any]) -> str:
    text: str = yaml.safe_dump(_listed(rest), allow_unicode=True, sort_keys=False, width=100)
    return text.strip()


def _listed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _listed(one) for key, one in value.items()}
    return [_listed(one) for one in value] if isinstance(value, (list, tuple)) else value


def in_field(message: str, kind: str) -> Iterator[Complaint]:
    """A complaint of the checker (`value: …; figures: …`) for the fields that it names, "" for no field."""
    if kind not in KIND:
        yield "", message
        return
    fields = [field.key for field in KIND[kind].fields]
    named = rf"(?:{kind}: )?(?P<key>{'|'.join(fields)})(?:\.\d+)?: "
    for part in re.split(rf"; (?={named.replace('?P<key>', '?:')})", message):
        begins = re.match(named, part)
        if begins is None:
            yield "", part.removeprefix(f"{kind}: ")
        else:
            yield begins["key"], part[begins.end() :].removeprefix(f"{begins['key']}: ")
