"""Whether two equations, inequalities or lists say the same. Knows no specification.

Two equations are the same when one is the other times a factor that is a number; a list of equations
with "or"
counts as the product of them. Conditions on one letter are compared as sets of numbers (`regions`).
"""

from __future__ import annotations

from fractions import Fraction

from tutor.grading import exact, poly, regions
from tutor.grading.equal import (
    DIFFERENT,
    ENOUGH,
    SAME,
    TRIED,
    UNDECIDED,
    Comparison,
    Result,
    all_of,
    compare,
    evaluator_for,
    value_or_code,
)
from tutor.grading.numeric import points
from tutor.grading.tree import (
    Add,
    Group,
    MathsError,
    Mul,
    Name,
    Neg,
    Node,
    Relation,
    names_of,
    substitute,
    variables_of,
)

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_LOGIC = frozenset({"and", "or", "not", "∪"})


def groups(left: Node, right: Node, within: Fraction = Fraction(0)) -> Comparison:
    """Two trees of which one is a list, a set, a tuple, an interval or a compound condition."""
    left, right = _listed(left), _listed(right)
    if isinstance(left, Group) and isinstance(right, Group) and left.brackets == right.brackets:
        if left.brackets in ("", "{}"):
            return _lists(left, right, within)
        if left.brackets not in _LOGIC:
            if len(left.items) != len(right.items):
                return DIFFERENT
            return all_of(compare(a, b, within) for a, b in zip(left.items, right.items, strict=True))
    by_set = regions.same(left, right)
    if by_set is not None:
        return SAME if by_set else DIFFERENT
    if _is_set(left) != _is_set(right):
        return _one_is_set(left, right, within)
    one, other = _as_one_equation(left), _as_one_equation(right)
    if one is not None and other is not None:
        return relations(one, other, within)
    if _is_logic(left) and _is_logic(right):
        return _logic(left, right, within)
    return DIFFERENT


def _listed(tree: Node) -> Node:
    """`x = 1 or x = 2` as a list, where all are equations in the same letters."""
    if not (isinstance(tree, Group) and tree.brackets == "or"):
        return tree
    equations = all(isinstance(item, Relation) and item.signs == ("=",) for item in tree.items)
    alike = len({variables_of(item) for item in tree.items}) == 1
    return Group("", tree.items) if equations and alike else tree


def _is_set(tree: Node) -> bool:
    return isinstance(tree, Group) and tree.brackets == "{}"


def _is_logic(tree: Node) -> bool:
    return isinstance(tree, Relation) or (isinstance(tree, Group) and tree.brackets in _LOGIC)


def _one_is_set(left: Node, right: Node, within: Fraction) -> Comparison:
    """{1, 2} is 1, 2; {1} is 1."""
    left, right = (
        Group("", tree.items) if _is_set(tree) and isinstance(tree, Group) else tree for tree in (left, right)
    )
    left, right = (tree if isinstance(tree, Group) else Group("", (tree,)) for tree in (left, right))
    return _lists(left, right, within) if left.brackets == right.brackets == "" else DIFFERENT


def _lists(left: Group, right: Group, within: Fraction) -> Comparison:
    found = _unordered(left.items, right.items, within)
    if found.result is not Result.SAME and left.brackets == "":
        one, other = _as_one_equation(left), _as_one_equation(right)
        if one is not None and other is not None:
            as_one = relations(one, other, within)
            solved = all(_gives_number(item) for item in (*left.items, *right.items))
            return found if solved and as_one.result is Result.UNKNOWN else as_one
    return found


def _gives_number(item: Node) -> bool:
    """`x = 3`: such an equation is the same as another only if the numbers are."""
    solved = _isolated(item) if isinstance(item, Relation) else None
    return solved is not None and not variables_of(solved[1])


def _unordered(left: tuple[Node, ...], right: tuple[Node, ...], within: Fraction) -> Comparison:
    """The same items, whatever their order and however often each is said."""
    unknown = False
    for items, others in ((left, right), (right, left)):
        for item in items:
            found = {compare(item, other, within).result for other in others}
            if Result.SAME not in found:
                if Result.UNKNOWN not in found:
                    return DIFFERENT
                unknown = True
    return UNDECIDED if unknown else SAME


def _logic(left: Node, right: Node, within: Fraction) -> Comparison:
    if isinstance(left, Group) and isinstance(right, Group) and left.brackets == right.brackets:
        found = _unordered(left.items, right.items, within)
        return found if found.result is Result.SAME else UNDECIDED
    return UNDECIDED


def _as_one_equation(tree: Node) -> Relation | None:
    """`x = 1 or x = 2` as (x - 1)(x - 2) = 0. Only where every item is an equation in the same letters."""
    if isinstance(tree, Relation):
        return tree if tree.signs == ("=",) else None
    if not (isinstance(tree, Group) and tree.brackets in ("", "or") and tree.items):
        return None
    items = [item for item in tree.items if isinstance(item, Relation) and item.signs == ("=",)]
    sides = [side for item in items for side in item.sides]
    if len(items) < len(tree.items) or any(isinstance(side, Group) for side in sides):
        return None
    if tree.brackets == "" and len({variables_of(item) for item in items}) > 1:
        return None
    factors = tuple(Add((item.sides[0], Neg(item.sides[1]))) for item in items)
    return Relation(("=",), (Mul(factors), Add((factors[0], Neg(factors[0])))))


def relations(left: Node, right: Node, within: Fraction = Fraction(0)) -> Comparison:
    if not (isinstance(left, Relation) and isinstance(right, Relation)):
        return DIFFERENT
    if left == right:
        return SAME
    if any(isinstance(side, Group) for relation in (left, right) for side in relation.sides):
        by_set = regions.same(left, right)
        return _side_by_side(left, right) if by_set is None else (SAME if by_set else DIFFERENT)
    if len(left.signs) != len(right.signs) or len(left.signs) > 1:
        return _chains(left, right, within)
    try:
        return _single(left, right, within)
    except MathsError as error:
        if error.code == "undefined":
            return Comparison(Result.UNKNOWN, "undefined")
        return _by_points(left, right, within)


def _side_by_side(left: Relation, right: Relation, within: Fraction = Fraction(0)) -> Comparison:
    if left.signs != right.signs:
        return DIFFERENT
    found = all_of(compare(a, b, within) for a, b in zip(left.sides, right.sides, strict=True))
    return found if found.result is Result.SAME else DIFFERENT


def _chains(left: Relation, right: Relation, within: Fraction) -> Comparison:
    if len(left.signs) == len(right.signs) and "∈" not in right.signs:
        mirrored = Relation(tuple(_MIRRORED[sign] for sign in right.signs[::-1]), right.sides[::-1])
        for other in (right, mirrored):
            if left.signs == other.signs:
                sides = zip(left.sides, other.sides, strict=True)
                found = all_of(compare(a, b, within) for a, b in sides)
                if found.result is Result.SAME:
                    return SAME
    by_set = regions.same(left, right)
    return DIFFERENT if by_set is None or not by_set else SAME


def _single(left: Relation, right: Relation, within: Fraction) -> Comparison:
    """L ~ R as the polynomial condition (L - R) ~ 0, known up to a constant factor."""
    first, second = (exact.minus(exact.form(r.sides[0]), exact.form(r.sides[1])) for r in (left, right))
    signs = (left.signs[0], right.signs[0])
    factor = _constant_factor(first, second)
    if factor is None and signs == ("=", "="):
        factor = poly.ratio(poly.without_negative_powers(first.top), poly.without_negative_powers(second.top))
    if factor is not None:
        expected = signs[1] if factor > 0 else _MIRRORED[signs[1]]
        return SAME if signs[0] == expected else DIFFERENT
    if first.opaque or second.opaque or within or _holds_roots(first) or _holds_roots(second):
        return _by_points(left, right, within)
    if signs != ("=", "="):
        by_set = regions.same(left, right)
        if by_set is not None:
            return SAME if by_set else DIFFERENT
    if signs[0] != signs[1] and "=" in signs:
        return DIFFERENT
    if signs == ("=", "="):
        return _two_equations(first, second)
    return DIFFERENT if _linear(first) and _linear(second) else UNDECIDED


def _two_equations(first: exact.Form, second: exact.Form) -> Comparison:
    """Not the same up to a rational number. Numbers without letters are only true or false."""
    if not poly.atoms(first.top) and not poly.atoms(second.top):
        return SAME if bool(first.top) == bool(second.top) else DIFFERENT
    return DIFFERENT


def _constant_factor(first: exact.Form, second: exact.Form) -> Fraction | None:
    try:
        return poly.ratio(poly.multiply(first.top, second.bottom), poly.multiply(second.top, first.bottom))
    except MathsError:
        return None


def _by_points(left: Relation, right: Relation, within: Fraction) -> Comparison:
    """(L - R) of one over (L - R) of the other at points: a number when they are the same condition."""
    found = _side_by_side(left, right, within)
    if found.result is Result.SAME:
        return found
    names = variables_of(left) | variables_of(right)
    evaluator = evaluator_for(left, right, 80)
    differences = [Add((r.sides[0], Neg(r.sides[1]))) for r in (left, right)]
    ratios = []
    for point in points(names, TRIED if names else 1):
        sampled = [value_or_code(evaluator, tree, point) for tree in differences]
        values = [value for value in sampled if not isinstance(value, str)]
        if len(values) < len(sampled):
            continue
        holds = [evaluator.close(value, 0) for value in values]
        if holds[0] != holds[1]:  # here one equation is true and the other is not: 0 = 0 is not y = 2x
            equations = left.signs == right.signs == ("=",)
            return Comparison(Result.DIFFERENT, "points") if equations else _refuted(left, right)
        if holds[0]:
            continue
        ratios.append(values[0] / values[1])
        if not evaluator.close(ratios[0], ratios[-1]):
            return _refuted(left, right)
    if len(ratios) < (ENOUGH if names else 1):
        return UNDECIDED
    if left.signs == right.signs == ("=",) and ratios[0]:
        return Comparison(Result.SAME, "points")
    if isinstance(ratios[0], evaluator.context.mpc):
        return UNDECIDED
    expected = right.signs[0] if ratios[0] > 0 else _MIRRORED[right.signs[0]]
    return Comparison(Result.SAME if left.signs[0] == expected else Result.DIFFERENT, "points")


def _refuted(left: Relation, right: Relation) -> Comparison:
    """Different when a point on one equation, solved for a letter, is not on the other."""
    if left.signs != ("=",) or right.signs != ("=",):
        by_set = regions.same(left, right)
        return UNDECIDED if by_set is None else (SAME if by_set else DIFFERENT)
    for one, other in ((left, right), (right, left)):
        solved = _isolated(one)
        if solved is None:
            continue
        name, value = solved
        sides = [substitute(side, {name: value}) for side in other.sides]
        if compare(sides[0], sides[1]).result is Result.DIFFERENT:
            return Comparison(Result.DIFFERENT, "points")
    return UNDECIDED


def _isolated(relation: Relation) -> tuple[str, Node] | None:
    for this, that in (relation.sides, relation.sides[::-1]):
        if isinstance(this, Name) and this.name not in names_of(that):
            return this.name, that
    return None


def _holds_roots(form: exact.Form) -> bool:
    """Whether a constant factor need not be rational."""
    return any(name[0] in "#ⅈπe" for name in poly.atoms(form.top) | poly.atoms(form.bottom))


def _linear(form: exact.Form) -> bool:
    if form.bottom != {poly.ONE: Fraction(1)}:
        return False
    return bool(form.top) and all(
        sum(power for _, power in monomial) <= 1 and all(power == 1 for _, power in monomial)
        for monomial in form.top
    )
