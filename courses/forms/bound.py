"""Declared fields with what stands in them and what is wrong with it, as templates want them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from courses.forms.declared import KIND, KINDS, MORE, NO_QUESTION, Declared, Words
from courses.forms.faults import Faults
from courses.forms.tree import Tree


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: Words
    on: bool
    line: Words = ""


@dataclass
class Row:
    """One row of a list, with its fields: those that are always shown, and those folded away."""

    name: str
    number: int
    total: int
    title: Words
    fields: list[Field]
    aside: list[Field]
    key: str
    said: str = ""  # what it is about, in a few words of its own
    faults: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"id_{self.name}"

    @property
    def is_open(self) -> bool:
        """Whether what is folded away has to be seen: something in it is wrong."""
        return any(one.faults for one in self.aside)

    @property
    def is_first(self) -> bool:
        return self.number == 1

    @property
    def is_last(self) -> bool:
        return self.number == self.total


@dataclass
class Field:
    """A field, a list of rows, or an answer with the fields of its kind."""

    name: str
    declared: Declared
    value: str = ""
    faults: tuple[str, ...] = ()
    choices: list[Choice] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    aside: list[Field] = field(default_factory=list)
    is_tried: bool = False  # an answer that a learner's response can be tried on
    right_name: str = ""  # of a box or a button that marks its row as right
    at: str = ""
    gives: Words = ""  # what holds where nothing is typed

    @property
    def id(self) -> str:
        return f"id_{self.name}"

    @property
    def control(self) -> str:
        return self.declared.control

    @property
    def is_on(self) -> bool:
        return bool(self.value)

    @property
    def size(self) -> int:
        """Lines of the box to type in: as many as are in it, and not more than fit beside the rest."""
        return min(max(2, self.value.count("\n") + 1 + len(self.value) // 90), 14)

    @property
    def line(self) -> Words:
        """Of an answer: what its kind is for."""
        kind = KIND.get(self.value)
        return kind.line if kind else ""

    @property
    def is_open(self) -> bool:
        """Whether what is folded away has to be seen: something in it is wrong."""
        return any(one.faults for one in self.aside)


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the summary: what is wrong, where, and what to go to."""

    where: str
    words: str
    target: str


class Form:
    """All fields of a page. `boxes`: key of a field with boxes → (value, label) of what can be ticked."""

    def __init__(
        self,
        declared: Sequence[Declared],
        tree: Tree,
        faults: Faults | None = None,
        boxes: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        gives: Mapping[str, str] | None = None,
    ) -> None:
        self._by_name = faults.by_name if faults else {}
        self._boxes = boxes or {}
        self._gives = gives or {}
        self.labels: dict[str, str] = {}
        bound = self._all(declared, tree, "", "")
        self.fields = [one for one in bound if not one.declared.aside]
        self.aside = [one for one in bound if one.declared.aside]
        self._place_faults()

    @property
    def is_open(self) -> bool:
        return any(one.faults for one in self.aside)

    @property
    def summary(self) -> list[Fault]:
        return [
            Fault(self.labels.get(target, ""), words, f"id_{target}" if target else "editor")
            for name, all_ in self._by_name.items()
            for target in [self._target(name)]
            for words in all_
        ]

    def _all(self, declared: Sequence[Declared], tree: Tree, before: str, within: str) -> list[Field]:
        return [self._bound(one, tree, before, within) for one in declared]

    def _bound(self, declared: Declared, tree: Tree, before: str, within: str) -> Field:
        name = before + declared.key
        where = f"{within} · {declared.label}" if within else str(declared.label)
        self.labels[name] = where
        value = tree.get(declared.key)
        bound = Field(name, declared, gives=self._gives.get(name, declared.gives))
        match declared.control:
            case "rows":
                bound.rows = list(
                    self._rows(declared, value if isinstance(value, list) else [], name, within)
                )
            case "answer":
                self._answer(bound, value if isinstance(value, dict) else {}, where)
            case "boxes":
                ticked = value if isinstance(value, list) else []
                bound.choices = self._ticks(declared.key, tree, ticked)
            case "select":
                bound.value = str(value or "")
                bound.choices = [Choice(one, label, one == bound.value) for one, label in declared.choices]
            case _:
                bound.value = "" if value is None else str(value)
        return bound

    def _rows(self, declared: Declared, rows: list[Tree], name: str, within: str) -> Iterator[Row]:
        for at, tree in enumerate(rows):
            here = f"{name}-{at}"
            title = f"{declared.one} {at + 1}"
            where = f"{within} · {title}" if within else title
            self.labels[here] = where
            siblings = [(one.get("id", ""), _called(one)) for one in rows[:at] if one.get("id")]
            fields = self._all(declared.rows, {**tree, "_before": siblings}, f"{here}-", where)
            for one in fields:
                if one.declared.key == "right":
                    one.at = str(at)
                    parent = name.rpartition("-")[0]
                    one.right_name = (f"{parent}-right" if parent else "right") if declared.one_right else ""
            yield Row(
                here,
                at + 1,
                len(rows),
                title,
                [one for one in fields if not one.declared.aside],
                [one for one in fields if one.declared.aside],
                key=str(at),
                said=_called(tree),
            )

    def _ticks(self, key: str, tree: Tree, ticked: list[str]) -> list[Choice]:
        """What can be ticked. What is ticked and no longer there stays, to be seen and unticked."""
        offered = list(tree.get("_before", ())) if key == "requires" else list(self._boxes.get(key, ()))
        known = {value for value, _ in offered}
        offered += [(value, value) for value in ticked if value not in known]
        return [Choice(value, label, value in ticked) for value, label in offered]

    def _answer(self, bound: Field, tree: Tree, where: str) -> None:
        kind = str(tree.get("kind", ""))
        bound.value = kind
        allowed = bound.declared.kinds
        is_hint = "-hints-" in bound.name
        offered = [one for one in KINDS if not allowed or one.name in allowed]
        bound.choices = [Choice(one.name, one.label, one.name == kind, one.line) for one in offered]
        if is_hint:
            bound.choices.insert(0, Choice(*NO_QUESTION, on=not kind))
        if kind in KIND:
            inside = self._all((*KIND[kind].fields, MORE), tree, f"{bound.name}-", where)
            bound.fields = [one for one in inside if not one.declared.aside]
            bound.aside = [one for one in inside if one.declared.aside]
            bound.is_tried = not allowed
        self.labels[f"{bound.name}-kind"] = where

    def _target(self, name: str) -> str:
        """The field itself, or the nearest thing around it that is on the page."""
        if f"{name}-text" in self.labels:
            return f"{name}-text"
        while name and name not in self.labels:
            name = name.rpartition("-")[0]
        return name

    def _place_faults(self) -> None:
        at: dict[str, list[str]] = {}
        for name, words in self._by_name.items():
            at.setdefault(self._target(name), []).extend(words)
        stack = [*self.fields, *self.aside]
        while stack:
            one = stack.pop()
            one.faults = tuple(at.get(one.name, ()))
            stack += [*one.fields, *one.aside]
            for row in one.rows:
                row.faults = tuple(at.get(row.name, ()))
                stack += [*row.fields, *row.aside]


def _called(tree: Tree) -> str:
    """The first words of a row: its title, what it asks or what it says."""
    said = next((str(tree[key]) for key in ("title", "name", "prompt", "text") if tree.get(key)), "")
    words = " ".join(said.split())
    return words if len(words) <= 60 else words[:57] + "…"
