"""Our own Pratt parser: tokens to a tree, with limits on depth. Evaluates nothing.

Binding, loosest first: list, or, and, not, relation, union, sum, product (written or implied, left to right:
1/2x is half of x), sign, power (to the right), postfix.
"""

from __future__ import annotations

from fractions import Fraction

from tutor.grading import matrices
from tutor.grading.joins import joined, said_apart
from tutor.grading.lexer import FUNCTIONS, Token, tokens
from tutor.grading.tree import (
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
    Percent,
    Pow,
    Relation,
    depth,
)

MAX_NESTING = 40
MAX_DEPTH = 120
_SUM, _PRODUCT, _SIGN, _POWER, _POSTFIX = 10, 20, 25, 30, 40
_RELATIONS = frozenset({"=", "!=", "<", "<=", ">", ">=", "∈"})
_CLOSERS = {"(": ")]", "[": ")]", "{": "}", "\\{": "}"}
_INVERSE = {name: f"a{name}" for name in ("sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh")}
_FUNCTION_NAMES = frozenset(FUNCTIONS.values())
_ARITY = {
    "mod": (2, 2),
    **dict.fromkeys(("gcd", "lcm", "min", "max"), (2, 8)),
    **dict.fromkeys(("log", "root"), (1, 2)),
    "binomial": (2, 2),
}


def parse(text: str, names: frozenset[str] | None = None, *, grouping: bool = True) -> Node:
    """The tree of typed maths, LaTeX or Unicode. Arguments as in `lexer.tokens`. Raises MathsError."""
    stream = tokens(text, names, grouping=grouping)
    if stream[0].kind == "end":
        raise MathsError("empty", "nothing was written")
    tree = _Parser(stream).whole()
    if depth(tree) > MAX_DEPTH:
        raise MathsError("costly", "that is nested too deeply")
    return tree


def _term(node: Node) -> Node:
    """Refuse a relation or a list where a value is needed."""
    if isinstance(node, Relation | Group):
        raise MathsError("syntax", "a list or a relation inside an expression")
    return node


def _sum(left: Node, right: Node) -> Node:
    if matrices.is_matrix(left) or matrices.is_matrix(right):
        return matrices.plus(left, right)
    terms = left.terms if isinstance(left, Add) else (_term(left),)
    return Add((*terms, _term(right)))


def _product(left: Node, right: Node) -> Node:
    if matrices.is_matrix(left) or matrices.is_matrix(right):
        return matrices.times(left, right)
    factors = left.factors if isinstance(left, Mul) else (_term(left),)
    return Mul((*factors, _term(right)))


def _negative(node: Node) -> Node:
    return matrices.negative(node) if matrices.is_matrix(node) else Neg(_term(node))


class _Parser:
    def __init__(self, stream: list[Token]) -> None:
        self.stream = stream
        self.at = 0
        self.nesting = 0
        self.bars = 0

    @property
    def token(self) -> Token:
        return self.stream[self.at]

    def next(self) -> Token:
        token = self.token
        self.at += token.kind != "end"
        return token

    def sees(self, *symbols: str) -> bool:
        return self.token.kind == "symbol" and self.token.text in symbols

    def accept(self, *symbols: str) -> bool:
        if self.sees(*symbols):
            self.at += 1
            return True
        return False

    def fail(self) -> MathsError:
        if self.token.kind == "end":
            return MathsError("syntax", "it stops too early")
        return MathsError("syntax", f"“{self.token.text}” stands where I did not expect it")

    def whole(self) -> Node:
        items = [self.either()]
        while self.accept(","):
            self.accept("and", "or")
            items.append(self.either())
        if self.token.kind != "end":
            raise self.fail()
        if len(items) == 1:
            return items[0]
        return Group("", tuple(part for item in items for part in said_apart(item)))

    def either(self) -> Node:
        """Statements or answers with "or" between them."""
        items = [self.both()]
        while self.accept("or"):
            items.append(self.both())
        return joined("or", items)

    def both(self) -> Node:
        items = [self.denied()]
        while self.accept("and"):
            items.append(self.denied())
        return joined("and", items)

    def denied(self) -> Node:
        if self.accept("not"):
            return Group("not", (self.denied(),))
        return self.relation()

    def relation(self) -> Node:
        sides, signs = [self.union()], []
        while self.token.kind == "symbol" and self.token.text in _RELATIONS:
            signs.append(self.next().text)
            sides.append(self.union())
        if not signs:
            return sides[0]
        if any(isinstance(side, Relation) for side in sides):
            raise MathsError("syntax", "an equation inside an equation")
        return Relation(tuple(signs), tuple(sides))

    def union(self) -> Node:
        parts = [self.expression(0)]
        while self.accept("∪"):
            parts.append(self.expression(0))
        return parts[0] if len(parts) == 1 else Group("∪", tuple(parts))

    def expression(self, binding: int) -> Node:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise MathsError("costly", "that is nested too deeply")
        left = self.operand()
        while True:
            longer = self.continued(left, binding)
            if longer is None:
                self.nesting -= 1
                return left
            left = longer

    def continued(self, left: Node, binding: int) -> Node | None:
        """`left` with what follows it, if that binds tighter than `binding`."""
        if self.sees("+", "-") and binding < _SUM:
            minus = self.next().text == "-"
            right = self.expression(_SUM)
            return _sum(left, _negative(right) if minus else right)
        if self.sees("±", "∓") and binding < _SUM:
            sign = "pm" if self.next().text == "±" else "mp"
            return _sum(left, Call(sign, (_term(self.expression(_SUM)),)))
        if self.sees("*", "/", ":") and binding < _PRODUCT:
            divide = self.next().text != "*"
            right = self.expression(_PRODUCT)
            return Div(_term(left), _term(right)) if divide else _product(left, right)
        if self.sees("^") and binding < _POWER:
            self.next()
            return Pow(_term(left), _term(self.expression(_POWER - 1)))
        if self.sees("!", "%", "°") and binding < _POSTFIX:
            return self.postfix(left)
        if binding < _PRODUCT and self.starts_operand() and not self.digits_collide():
            return _product(left, self.expression(_PRODUCT))
        return None

    def postfix(self, left: Node) -> Node:
        mark = self.next().text
        if mark == "!":
            return Call("factorial", (_term(left),))
        if mark == "%":
            return Percent(_term(left))
        return Div(Mul((_term(left), Name("π"))), Number(Fraction(180)))

    def starts_operand(self) -> bool:
        if self.token.kind == "symbol":
            return self.token.text in ("(", "[", "{", "\\{", "matrix begin") or (
                self.token.text == "|" and not self.bars
            )
        return self.token.kind != "end"

    def digits_collide(self) -> bool:
        """`2 3` is not a product; `(2)3` is."""
        before = self.stream[self.at - 1].kind
        return self.token.kind in ("number", "vulgar") and before in ("number", "vulgar")

    def operand(self) -> Node:
        token = self.next()
        match token.kind:
            case "number":
                return self.literal(token)
            case "vulgar":
                return Number(token.value, "mixed")
            case "name":
                return Name(token.text)
            case "function":
                return self.applied(token.text)
            case "frac":
                return Div(self.argument(), self.argument())
            case "sqrt":
                return self.radical(token.text)
            case "symbol":
                return self.bracketed(token.text)
        self.at -= token.kind != "end"
        raise self.fail()

    def literal(self, token: Token) -> Node:
        """A number, or a mixed number: `1 1/2`, `1½`, `1\\frac{1}{2}`, `1\\frac12`."""
        plain = Number(token.value, token.style)
        if token.style != "integer":
            return plain
        following = self.token
        if following.kind == "vulgar":
            self.next()
            return Number(token.value + following.value, "mixed")
        part = self.proper_fraction()
        return plain if part is None else Number(token.value + part, "mixed")

    def proper_fraction(self) -> Fraction | None:
        """Consume `1/2` after a space, or `\\frac{1}{2}`, if whole numbers smaller over greater follow."""
        following = self.stream[self.at + 1 : self.at + 2]
        if self.token.kind == "frac" and following and following[0].kind == "number":
            digits = following[0].text
            if len(digits) != 2 or not "0" < digits[0] < digits[1]:
                return None
            self.at += 2
            return Fraction(int(digits[0]), int(digits[1]))
        if self.token.kind == "frac":
            marks = ["frac", "{", "", "}", "{", "", "}"]
        elif self.token.kind == "number" and self.token.spaced:
            marks = ["", "/", ""]
        else:
            return None
        window = self.stream[self.at : self.at + len(marks)]
        if len(window) < len(marks):
            return None
        parts: list[Fraction] = []
        for mark, token in zip(marks, window, strict=True):
            if mark == "" and token.kind == "number" and token.style == "integer":
                parts.append(token.value)
            elif mark not in (token.text, token.kind) or mark == "":
                return None
        if not parts[0] < parts[1]:
            return None
        self.at += len(marks)
        return parts[0] / parts[1]

    def argument(self) -> Node:
        """An argument of a LaTeX command: {…}, or one digit or letter."""
        if self.accept("{"):
            return _term(self.closed("{"))
        token = self.token
        if token.kind == "number" and token.style == "integer" and len(token.text) > 1:
            rest = token.text[1:]
            self.stream[self.at] = Token("number", rest, False, Fraction(rest))
            return Number(Fraction(token.text[0]))
        return _term(self.expression(_POSTFIX))

    def radical(self, spelling: str) -> Node:
        if spelling == "√":
            return Call("sqrt", (_term(self.expression(_POSTFIX)),))
        if self.accept("["):
            index = self.expression(0)
            if not self.accept("]"):
                raise self.fail()
            return Call("root", (self.argument(), _term(index)))
        return Call("sqrt", (self.argument(),))

    def bracketed(self, symbol: str) -> Node:
        if symbol == "-":
            return _negative(self.expression(_SIGN))
        if symbol == "+":
            return _term(self.expression(_SIGN))
        if symbol in ("±", "∓"):
            return Call("pm" if symbol == "±" else "mp", (_term(self.expression(_SIGN)),))
        if symbol == "∅":
            return Group("{}", ())
        if symbol == "matrix begin":
            return self.matrix()
        if symbol == "|":
            self.bars += 1
            inside = _term(self.expression(0))
            self.bars -= 1
            if not self.accept("|"):
                raise self.fail()
            return Call("abs", (inside,))
        if symbol in _CLOSERS:
            return self.closed(symbol)
        self.at -= 1
        raise self.fail()

    def closed(self, opening: str) -> Node:
        """What stands after an opening bracket, to its closing one: a value, or several as a Group."""
        if opening != "(" and self.accept(_CLOSERS[opening][-1]):
            return Group(opening[-1] + _CLOSERS[opening][-1], ())
        bars, self.bars = self.bars, 0
        items = [self.either()]
        while self.accept(","):
            items.append(self.either())
        self.bars = bars
        if not self.sees(*_CLOSERS[opening]):
            raise self.fail()
        closing = self.next().text
        if opening == "\\{" or len(items) > 1:
            return Group(opening[-1] + closing, tuple(items))
        if (opening, closing) in (("(", "]"), ("[", ")")):
            raise MathsError("syntax", "brackets that do not match")
        return items[0]

    def matrix(self) -> Node:
        """The rows between \\begin{…matrix} and its end; a row may stay open at the end."""
        rows: list[tuple[Node, ...]] = []
        while not self.accept("matrix end"):
            row = [self.relation()]
            while self.accept("&"):
                row.append(self.relation())
            rows.append(tuple(row))
            if not self.accept("\\") and not self.sees("matrix end"):
                raise self.fail()
        return Group("[]", tuple(Group("[]", row) for row in rows))

    def applied(self, name: str) -> Node:
        base: Node | None = None
        if name == "log" and self.accept("_"):
            base = self.argument()
        power: Node | None = None
        if self.accept("^"):
            power = self.exponent_of_function()
        args = self.arguments()
        if base is not None:
            args = (*args, base)
        if power == Neg(Number(Fraction(1))) and name in _INVERSE:
            name, power = _INVERSE[name], None
        low, high = _ARITY.get(name, (1, 1) if name in _FUNCTION_NAMES else (1, 8))
        if not low <= len(args) <= high:
            raise MathsError("syntax", f"{name} with {len(args)} values")
        call = Call(name, args) if name != "root" or len(args) == 2 else Call("sqrt", args)
        return call if power is None else Pow(call, power)

    def exponent_of_function(self) -> Node:
        if self.accept("-"):
            return Neg(_term(self.expression(_POSTFIX)))
        return _term(self.expression(_POSTFIX))

    def arguments(self) -> tuple[Node, ...]:
        if self.sees("(", "{"):
            inside = self.closed(self.next().text)
            if isinstance(inside, Group) and inside.brackets in ("()", "{}"):
                return tuple(map(_term, inside.items))
            return (_term(inside),)
        first = _term(self.expression(_PRODUCT))
        while self.starts_operand() and self.token.kind != "function" and not self.digits_collide():
            first = _product(first, self.expression(_PRODUCT))
        return (first,)
