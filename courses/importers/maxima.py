"""The little Maxima that STACK questions are written in, as trees of our checker's grammar and parameters.

Nothing is evaluated by Maxima: a variable is followed only when a text or an answer needs it, and what our
parameters cannot say (lists, matrices, functions of its own) raises Skip. Knows no XML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from fractions import Fraction

from courses.importers.questions import Skip
from tutor.grading import show
from tutor.grading.derivative import derivative
from tutor.grading.parser import parse
from tutor.grading.tidy import tidied
from tutor.grading.tree import (
    CONSTANTS,
    Add,
    Call,
    Div,
    Group,
    MathsError,
    Mul,
    Name,
    Neg,
    Node,
    Number,
    Pow,
    Relation,
    children,
    names_of,
    substitute,
    walk,
)

BEYOND = "its variables use what our parameters do not have"
RANDOM = "it draws at random in a way that our parameters do not have"
SHAPE = "it shows a formula in a form that would be simplified here"

_STATEMENT = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*)\s*:(?!=)\s*(.+)", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPECIAL = re.compile(
    r"\b(rand_with_step|rand_with_prohib|rand|expand|fullratsimp|ratsimp|ratexpand|trigsimp|radcan|factor|diff)"
    r"\s*\("
)
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_RENAMED = {"log": "ln", "lg": "log", "acos": "arccos", "asin": "arcsin", "atan": "arctan"}
_FUNCTIONS = {"sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh", "exp", "sqrt", "abs", "floor"}
_FUNCTIONS |= {"ln", "log", "arcsin", "arccos", "arctan", "max", "min", "gcd", "lcm"}
_TIDY, _FACTOR = "tidy!", "factor!"  # calls of ours: how Maxima would show what is inside
_LARGEST, _LONGEST = 400, 20_000  # nodes of an expression, characters of all definitions
_MOST = 200  # numbers to draw one from


class Variables:
    """The definitions of one question. `where` grows with the draws that were needed."""

    def __init__(self, text: str) -> None:
        if len(text) > _LONGEST:
            raise Skip(BEYOND, "definitions that are too long")
        self.where: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._trees: dict[str, Node] = {}
        self._waiting: list[str] = []
        self._twice: set[str] = set()
        for statement in split(_COMMENT.sub(" ", text), ";$\n"):
            if found := _STATEMENT.fullmatch(statement.strip()):
                if found[1] in self._texts:
                    self._twice.add(found[1])
                self._texts[found[1]] = found[2].strip()

    def with_more(self, text: str) -> Variables:
        """With the definitions that only one response tree has; draws are shared."""
        more = Variables(text)
        more._texts = {**self._texts, **more._texts}
        more._twice |= self._twice
        more._trees, more.where = self._trees, self.where
        return more

    def read(self, text: str) -> Node:
        """An expression with all definitions put in. Raises Skip."""
        tree = self._tree(text.strip(), "v")
        if sum(1 for _ in walk(tree)) > _LARGEST:
            raise Skip(BEYOND, "an expression that is too long")
        return tree

    def drawn(self, tree: Node) -> bool:
        return bool(names_of(tree) & self.where.keys())

    def _variable(self, name: str) -> Node:
        if name in self._twice:
            raise Skip(BEYOND, f"{name} gets a value twice")
        if name in self._waiting:
            raise Skip(BEYOND, f"{name} depends on itself")
        if name not in self._trees:
            self._waiting.append(name)
            self._trees[name] = self._tree(self._texts[name], name)
            self._waiting.pop()
        return self._trees[name]

    def _tree(self, text: str, name: str) -> Node:
        held: dict[str, Node] = {}
        while found := _SPECIAL.search(text):
            inside, end = argument(text, found.end())
            mark = f"zz{len(held)}"
            held[mark] = self._special(found[1], inside, name)
            text = f"{text[: found.start()]} {mark} {text[end:]}"
        return substitute(self._plain(text, held), held)

    def _special(self, function: str, inside: str, name: str) -> Node:
        parts = split(inside, ",")
        if function.startswith("rand"):
            return Name(self._draw(function, parts, name))
        if function == "diff":
            if len(parts) != 2 or not re.fullmatch(r"\s*[A-Za-z]\w*\s*", parts[1]):
                raise Skip(BEYOND, "diff")
            try:
                tree = derivative(bare(self._tree(parts[0], name)), parts[1].strip())
            except MathsError as error:
                raise Skip(BEYOND, "diff") from error
            return Call(_TIDY, (tree,)) if is_polynomial(tree, self.where) else tree
        return Call(_FACTOR if function == "factor" else _TIDY, (self._tree(parts[0], name),))

    def _draw(self, function: str, parts: list[str], name: str) -> str:
        clause = _clause(function, [part.strip() for part in parts])
        base = re.sub(r"[^A-Za-z0-9]", "", name) or "v"
        base = base if base not in CONSTANTS | {"i", "pi", "x", "y", "z", "t"} else f"{base}v"
        at = 0
        while (ours := f"{base}{at or ''}") in self.where or (ours in self._texts and (at or ours != name)):
            at += 1
        self.where[ours] = clause
        return ours

    def _plain(self, text: str, held: Mapping[str, Node]) -> Node:
        text = re.sub(r"%(pi|e|i|gamma|phi)\b", r"\1", text)
        if '"' in text or "[" in text or "matrix" in text or ":" in text or "'" in text:
            raise Skip(BEYOND, "a list, a matrix or a text")
        values: dict[str, Node] = {}
        text = re.sub(r"\b(log|lg|acos|asin|atan)\s*\(", lambda found: f"{_RENAMED[found[1]]}(", text)
        for word in dict.fromkeys(word for word in _WORD.findall(text) if word not in held):
            called = re.search(rf"\b{word}\s*\(", text)
            if word in self._texts and not called:
                values[word] = self._variable(word)
            elif called and word not in _FUNCTIONS:
                raise Skip(BEYOND, word)
            elif not called and len(word) > 1 and word not in ("pi", "and", "or", "not", "inf"):
                values[word] = Name(word)
        marks = {word: f"zy{at}" for at, word in enumerate(sorted(values))}
        text = _WORD.sub(lambda found: marks.get(found[0], found[0]), text)
        names = frozenset(marks.values()) | held.keys() | {char for char in text if char.isalpha()}
        try:
            tree = parse(text, names, grouping=False)
        except MathsError as error:
            raise Skip(BEYOND, error.detail[:60]) from error
        return substitute(tree, {marks[word]: value for word, value in values.items()})


def _clause(function: str, parts: list[str]) -> str:
    """`rand(5)` as `0..4`, a list as a set. Raises Skip."""
    try:
        if function == "rand" and len(parts) == 1 and parts[0].startswith(("[", "{")):
            return _set([Fraction(item.replace(" ", "")) for item in split(parts[0][1:-1], ",")])
        if function == "rand" and len(parts) == 1:
            if int(parts[0]) < 1:
                raise ValueError
            return f"0..{int(parts[0]) - 1}"
        low, high = int(parts[0]), int(parts[1])
        if function == "rand_with_step" and len(parts) == 3:
            return _set([Fraction(k) for k in range(low, high + 1, int(parts[2]))])
        if function == "rand_with_prohib" and len(parts) == 3:
            without = [int(item) for item in split(parts[2].strip("[]{} "), ",")]
            return f"{low}..{high} \\ {{{', '.join(map(str, without))}}}"
    except (ValueError, ZeroDivisionError, IndexError):
        pass
    raise Skip(RANDOM, f"{function}({', '.join(parts)})"[:60])


def _set(values: list[Fraction]) -> str:
    if not 0 < len(values) <= _MOST:
        raise ValueError
    return f"{{{', '.join(map(str, values))}}}"


def split(text: str, signs: str) -> list[str]:
    """At the signs that stand in no bracket and no string."""
    parts, depth, start, quoted = [], 0, 0, False
    for at, char in enumerate(text):
        quoted ^= char == '"'
        depth += 0 if quoted else {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(char, 0)
        if char in signs and depth <= 0 and not quoted:
            parts.append(text[start:at])
            start = at + 1
    return [part for part in (*parts, text[start:]) if part.strip()]


def argument(text: str, start: int) -> tuple[str, int]:
    """What stands in the bracket that opened just before `start`, and where it ends. Raises Skip."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return text[start:at], at + 1
    raise Skip(BEYOND, "a bracket that does not close")


def bare(tree: Node) -> Node:
    """Without our notes of how Maxima would show it."""
    return _rebuilt(tree, lambda _, inner: bare(inner))


def is_polynomial(tree: Node, drawn: Container[str]) -> bool:
    """In the letters that are not drawn: only then is it put together when it is filled in."""

    def is_number(node: Node) -> bool:
        return all(name in drawn or name in CONSTANTS for name in names_of(node))

    def fits(node: Node) -> bool:
        match node:
            case Call(_, args):
                return all(map(is_number, args))
            case Div(_, below) | Pow(_, below):
                return is_number(below)
        return True

    return all(map(fits, walk(bare(tree))))


def settled(tree: Node) -> Node:
    """A tree without draws in the shape Maxima would show. Raises Skip."""

    def shape(note: str, inner: Node) -> Node:
        if note == _TIDY:
            return tidied(bare(inner))
        if isinstance(inner, (Mul, Pow)):
            return settled(inner)
        raise Skip(SHAPE, "factor")

    return _rebuilt(tree, shape)


def _rebuilt(tree: Node, noted: Callable[[str, Node], Node]) -> Node:
    def again(node: Node) -> Node:
        return _rebuilt(node, noted)

    match tree:
        case Call(name, (arg,)) if name in (_TIDY, _FACTOR):
            return noted(name, arg)
        case Number() | Name():
            return tree
        case Neg(arg):
            return Neg(again(arg))
        case Add(terms):
            return Add(tuple(map(again, terms)))
        case Mul(factors):
            return Mul(tuple(map(again, factors)))
        case Div(top, bottom):
            return Div(again(top), again(bottom))
        case Pow(base, exponent):
            return Pow(again(base), again(exponent))
        case Call(name, args):
            return Call(name, tuple(map(again, args)))
        case Relation(signs, sides):
            return Relation(signs, tuple(map(again, sides)))
        case Group(brackets, items):
            return Group(brackets, tuple(map(again, items)))
    raise Skip(BEYOND, "a percentage")


class Printer:
    """Trees as texts with `[[…]]` in the shape Maxima would give them: it does not multiply out by itself."""

    def __init__(self, variables: Variables, latex: bool) -> None:
        self.variables, self.latex = variables, latex

    def text(self, tree: Node) -> str:
        """Raises Skip."""
        if not self.variables.drawn(tree):
            return self._show(settled(tree))
        if self._settles(tree):
            return f"[[{show.plain(bare(tree))}]]"
        match tree:
            case Call(name, _) if name == _TIDY:
                raise Skip(SHAPE, "expand")
            case Call(name, (arg,)) if name == _FACTOR:
                if isinstance(arg, (Mul, Pow)):
                    return self.text(arg)
                raise Skip(SHAPE, "factor")
            case Neg(arg):
                return f"-{self._in_brackets(arg, (Add,))}"
            case Mul(factors):
                return self._product(factors)
            case Pow(base, exponent):
                power = self.text(exponent)
                power = f"{{{power}}}" if self.latex else f"({power})"
                return f"{self._in_brackets(base, (Add, Neg, Mul, Div, Pow))}^{power}"
            case Div(top, bottom):
                if self.latex:
                    return f"\\frac{{{self.text(top)}}}{{{self.text(bottom)}}}"
                return f"({self.text(top)})/({self.text(bottom)})"
            case Add(terms):
                return self._sum(terms)
            case Call() | Relation() | Group():
                return self._around(tree)
        raise Skip(SHAPE)

    def _show(self, tree: Node) -> str:
        return show.latex(tree) if self.latex else show.plain(tree)

    def _settles(self, tree: Node) -> bool:
        """Filling it in changes numbers only, or is meant to put it together."""
        match tree:
            case Call(name, (arg,)) if name == _TIDY:
                return is_polynomial(arg, self.variables.where)
            case Relation() | Group():
                return False
            case Call(_, args):
                return all(self._is_number(arg) for arg in args)
            case Mul(factors):
                return all(map(self._settles, factors)) and not any(map(self._is_sum, factors))
            case Pow(first, second) | Div(first, second):
                parts = (first, second)
                return all(map(self._settles, parts)) and not any(map(self._is_sum, parts))
        return all(map(self._settles, children(tree)))

    def _is_number(self, tree: Node) -> bool:
        return names_of(tree) <= self.variables.where.keys() | CONSTANTS

    def _is_sum(self, tree: Node) -> bool:
        match tree:
            case Neg(arg) | Call("tidy!", (arg,)):
                return self._is_sum(arg)
            case Add():
                return not self._is_number(tree)
        return False

    def _in_brackets(self, tree: Node, kinds: tuple[type, ...]) -> str:
        text = self.text(tree)
        loose = isinstance(bare(tree), kinds) or (self.variables.drawn(tree) and self._is_number(tree))
        return f"({text})" if loose else text

    def _product(self, factors: tuple[Node, ...]) -> str:
        """Numbers and letters in one piece, each sum in brackets."""
        whole = tuple(one for one in factors if self._settles(one) and not self._is_sum(one))
        parts = [self.text(whole[0] if len(whole) == 1 else Mul(whole))] if whole else []
        if parts and not self.latex:
            parts = [f"({parts[0]})"]
        parts += [self._in_brackets(one, (Add, Neg)) for one in factors if one not in whole]
        return ("" if self.latex else "*").join(parts)

    def _sum(self, terms: tuple[Node, ...]) -> str:
        out = ""
        for term in terms:
            if out and self._settles(term) and self.variables.drawn(term):
                out += f" [[+{show.plain(bare(term))}]]"
            elif out and isinstance(term, Neg):
                out += f" - {self._in_brackets(term.arg, (Add,))}"
            else:
                out += f"{' + ' if out else ''}{self.text(term)}"
        return out

    def _around(self, tree: Node) -> str:
        """What stands outside by our printer, what stands inside by us."""
        parts = children(tree)
        marks = [Name(chr(0xE020 + at)) for at in range(len(parts))]
        match tree:
            case Call(name, _):
                outer: Node = Call(name, tuple(marks))
            case Relation(signs, _):
                outer = Relation(signs, tuple(marks))
            case Group(brackets, _):
                outer = Group(brackets, tuple(marks))
        text = self._show(outer)
        for mark, part in zip(marks, parts, strict=True):
            text = text.replace(mark.name, self.text(part))
        return text
