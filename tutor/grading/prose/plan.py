"""What an authored solution works out, and what follows from it in another order. Knows no learner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from tutor.grading.effort import spend
from tutor.grading.prose.claims import Claim, Content, Sum

# A term is a product of numbers of the problem and of their inverses: (number, exponent) sorted.
Term = tuple[tuple[Fraction, int], ...]
Terms = dict[Term, int]
MAX_TERMS = 8
MAX_FACTORS = 7
MAX_POWER, MAX_COUNT = 24, 10**9  # lines that say 5 x 5 = 5 over and over would double them each time
_ONE: Terms = {(): 1}


def _add(left: Terms, right: Terms, sign: int) -> Terms | None:
    total = dict(left)
    for term, count in right.items():
        total[term] = total.get(term, 0) + sign * count
    total = {term: count for term, count in total.items() if count}
    return total if len(total) <= MAX_TERMS else None


def _join(left: Term, right: Term) -> Term:
    powers = dict(left)
    for number, power in right:
        powers[number] = powers.get(number, 0) + power
    return tuple(sorted((number, power) for number, power in powers.items() if power))


def _multiply(left: Terms, right: Terms) -> Terms | None:
    total: Terms = {}
    for first, a in left.items():
        for second, b in right.items():
            term = _join(first, second)
            total[term] = total.get(term, 0) + a * b
    small = all(abs(power) <= MAX_POWER for term in total for _, power in term)
    bounded = small and all(abs(count) <= MAX_COUNT for count in total.values())
    return total if bounded and len(total) <= MAX_TERMS else None


def _inverse(terms: Terms) -> Terms | None:
    if len(terms) != 1:
        return None
    ((term, count),) = terms.items()
    if count not in (1, -1):
        return None
    return {tuple((number, -power) for number, power in term): count}


def value_of(term: Term) -> Fraction:
    total = Fraction(1)
    for number, power in term:
        total *= number**power
    return total


@dataclass
class Plan:
    """`results` are worked out in the solution; `reachable` follows from the same sums split or merged."""

    results: set[Fraction] = field(default_factory=set)
    reachable: set[Fraction] = field(default_factory=set)
    numbers: set[Fraction] = field(default_factory=set)
    operations: set[tuple[str, frozenset[Fraction]]] = field(default_factory=set)
    order: list[Fraction] = field(default_factory=list)
    built: dict[Fraction, list[Terms]] = field(default_factory=dict)
    whole: list[Terms] = field(default_factory=list)


def plan_of(lines: Iterable[Content]) -> Plan:
    """Never raises."""
    plan = Plan()
    for content in lines:
        plan.numbers.update(content.numbers)
        for claim in content.claims:
            _take_claim(plan, claim)
        claimed = {id(side) for claim in content.claims for side in (claim.left, claim.right)}
        for side in content.sums:
            if id(side) not in claimed:
                take_sum(plan, side, side.value)
    for terms in plan.whole:
        plan.reachable.update(abs(value) for value in _parts(terms))
    plan.reachable |= plan.results
    return plan


def _take_claim(plan: Plan, claim: Claim) -> None:
    value = claim.right.value
    take_sum(plan, claim.left, value)
    if claim.right.operations:
        take_sum(plan, claim.right, claim.right.value)
    plan.results.add(value)
    plan.order.append(value)


def take_sum(plan: Plan, side: Sum, value: Fraction) -> None:
    """Follow the operations in the order they were worked out, each result known for the next."""
    if not side.operations:
        return
    local: dict[Fraction, list[Terms]] = {}
    last: list[Terms] = []
    for sign, left, right in side.operations:
        plan.operations.add((sign, frozenset((left, right))))
        spend(60)
        firsts, seconds = _known(plan, local, left), _known(plan, local, right)
        last = [made for a in firsts for b in seconds if (made := _made(sign, a, b)) is not None][:4]
        result = _result(sign, left, right)
        plan.results.add(result)
        if last:
            local[result] = last
            plan.whole.extend(last)
    if last:
        plan.built[value] = last[:3]


def _known(plan: Plan, local: dict[Fraction, list[Terms]], number: Fraction) -> list[Terms]:
    """A number by how it was worked out, and as it stands."""
    leaf: Terms = {((number, 1),): 1} if number != 1 else dict(_ONE)
    return [*local.get(number, []), *plan.built.get(number, []), leaf][:3]


def _made(sign: str, left: Terms, right: Terms) -> Terms | None:
    if sign in "+-":
        return _add(left, right, 1 if sign == "+" else -1)
    if sign == "*":
        return _multiply(left, right)
    turned = _inverse(right)
    if turned is None:
        total = sum((value_of(term) * count for term, count in right.items()), Fraction(0))
        turned = {((total, -1),): 1} if total else None
    return None if turned is None else _multiply(left, turned)


def _result(sign: str, left: Fraction, right: Fraction) -> Fraction:
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    if sign == "*":
        return left * right
    return left / right if right else Fraction(0)


def _parts(terms: Terms) -> Iterator[Fraction]:
    """Values of parts of a sum of products: some of the terms, with some of the shared factors left out."""
    items = [(term, count) for term, count in terms.items() if _small(term)]
    for size in range(1, len(items) + 1):
        for chosen in combinations(items, size):
            total = sum((value_of(term) * count for term, count in chosen), Fraction(0))
            shared = _shared([term for term, _ in chosen])
            for divisor in _divisors(shared, whole=size == 1):
                yield total / divisor


def _small(term: Term) -> bool:
    return len(term) <= MAX_FACTORS and all(number for number, _ in term)


def _shared(terms: list[Term]) -> Term:
    """The factors that all of them have."""
    first = dict(terms[0])
    for term in terms[1:]:
        powers = dict(term)
        first = {
            number: min(power, powers[number], key=abs)
            for number, power in first.items()
            if number in powers and power * powers[number] > 0
        }
    return tuple(sorted(first.items()))


def _divisors(term: Term, *, whole: bool) -> Iterator[Fraction]:
    """Products of some of the factors, not of all where that leaves nothing."""
    for size in range(len(term) + 1):
        for chosen in combinations(term, size):
            if whole and size >= len(term) and all(abs(power) == 1 for _, power in term):
                continue
            if whole and size == len(term) - 1 and len(term) > 1:
                continue  # a single number of the problem is no result
            yield value_of(chosen)
