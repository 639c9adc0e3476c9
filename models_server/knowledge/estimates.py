"""What a posterior says of skills and items: probability, interval, information, gain. Changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import log

import torch
from torch import Tensor

from models_server.knowledge.course import Kind
from models_server.knowledge.filter import Filter
from models_server.knowledge.graph import Graph
from models_server.knowledge.posterior import Posterior
from models_server.knowledge.threads import one_thread

BAND = (0.60, 0.85)  # predicted unassisted success at a learner's edge
_Z = 1.6448536269514722  # 90 % of a normal lies within ± this many standard deviations
_NOISE = 1e-6  # nats: what float32 makes of nothing
_PRIOR_COUNT = 2.0  # attempts that the graph alone is worth
_LEAST = 1e-9
_AHEAD = 0.5  # what a skill is worth that can be learnt only after this one, against one that can be now


@dataclass(frozen=True, slots=True)
class Estimates:
    """One value for each kind asked about: float64 [Q] on the CPU. wire.ItemEstimate says what they mean."""

    p: Tensor
    low: Tensor
    high: Tensor
    information: Tensor
    gain: Tensor


def interval(p: Tensor, count: Tensor) -> tuple[Tensor, Tensor]:
    """90 % interval of a share p seen in `count` trials, in [0, 1] and around p (Wilson 1927)."""
    spread = _Z**2 / count
    middle = (p + spread / 2) / (1 + spread)
    half = (p * (1 - p) * spread + (spread / 2) ** 2).sqrt() / (1 + spread)
    return torch.minimum(middle - half, p).clamp(0.0, 1.0), torch.maximum(middle + half, p).clamp(0.0, 1.0)


def skill_beliefs(posterior: Posterior) -> tuple[Tensor, Tensor, Tensor]:
    """p, low, high of every skill: float64 [L, K] each."""
    p = posterior.beliefs()
    low, high = interval(p, posterior.seen + _PRIOR_COUNT)
    return p, low, high


@one_thread()
def of_kinds(knowledge: Filter, posterior: Posterior, kinds: Sequence[Kind]) -> Estimates:
    """Estimates of Q kinds of item for the first learner of the posterior; Q may be 0."""
    sets = sorted({kind.skill_set for kind in kinds})
    place = {position: column for column, position in enumerate(sets)}
    column = torch.tensor([place[kind.skill_set] for kind in kinds], dtype=torch.long)
    members = knowledge.members[sets].cpu()  # bool [G, K]
    columns, weights = posterior.columns[0].cpu(), posterior.weights[0].cpu()
    known = posterior.beliefs()[0].cpu()  # [K]
    held = _held(columns, members)  # float32 [G, S]
    mass = (held.double() @ weights).clamp(0.0, 1.0)  # [G]
    both = held @ (weights.float() * columns).T  # [G, K]: P(skill known and the item's skills known)

    guess = torch.tensor([kind.guess for kind in kinds], dtype=torch.float64)  # [Q]
    reach = (1.0 - knowledge.parameters.slip) - guess
    low, high = interval(mass, _counts(posterior.seen[0].cpu(), members))
    ready = knowledge.ready_to_learn(posterior)[0].cpu()  # [K]
    worth = ready * ahead(knowledge.course.graph, columns, weights, 1.0 - known)  # [K]
    gain = knowledge.parameters.learn * (members.double() @ worth)  # [G]
    return Estimates(
        p=(guess + reach * mass[column]).clamp(0.0, 1.0),
        low=(guess + reach * low[column]).clamp(0.0, 1.0),
        high=(guess + reach * high[column]).clamp(0.0, 1.0),
        information=_told(known, mass, both, column, guess, reach),
        gain=gain[column],
    )


def ahead(graph: Graph, columns: Tensor, weights: Tensor, open_: Tensor) -> Tensor:
    """What it is worth to learn each skill, float64 [K], 1 or more.

    1 for itself, and a share of each skill that builds on it and then is missing nothing else, with what that
    one is worth in turn: worth_k = 1 + ½ Σ_c P(all else known that c rests on | c not known) · worth_c.
    Of states as columns, bool [K, S], with weights [S]; open_ [K]: P(not known).
    """
    parents = [k for k, after in enumerate(graph.children) for _ in after]
    at, child = (
        torch.tensor(parents, dtype=torch.long),
        torch.tensor(sum(graph.children, ()), dtype=torch.long),
    )
    missing = (~columns).to(torch.uint8)
    alone = missing[at]
    lacking = torch.zeros_like(missing).index_add_(0, child, alone)  # of its prerequisites
    free = (lacking[child] == alone) & ~columns[child]  # [E, S]: nothing but this one, if anything
    share = (free.float() @ weights.float()).double() / open_[child].clamp(min=_LEAST)
    shares = iter((_AHEAD * share.clamp(max=1.0)).tolist())
    of = [list(zip(after, islice(shares, len(after)), strict=True)) for after in graph.children]
    found = [1.0] * len(columns)
    for k in reversed(graph.order):
        for after, part in of[k]:
            found[k] += part * found[after]
    return torch.tensor(found, dtype=torch.float64)


def ranked_by_information(estimates: Estimates) -> list[int]:
    """Positions, most informative first; equal ones in the order given."""
    values = estimates.information.tolist()
    return sorted(range(len(values)), key=lambda i: -values[i])


def ranked_by_fit(estimates: Estimates, kinds: Sequence[Kind], slip: float) -> list[int]:
    """Positions, best to serve first: nearest to the band, then more gain, then more information."""
    guess = torch.tensor([kind.guess for kind in kinds], dtype=torch.float64)
    return ranked_by_reach(estimates, guess, torch.full_like(guess, 1.0 - slip))


def ranked_by_reach(estimates: Estimates, least: Tensor, most: Tensor) -> list[int]:
    """The same, with what each item can reach: float64 [Q] each."""
    p, gain, information = (v.tolist() for v in (estimates.p, estimates.gain, estimates.information))
    reaches = zip(p, least.tolist(), most.tolist(), strict=True)
    away = [distance(value, low, high) for value, low, high in reaches]
    return sorted(range(len(p)), key=lambda i: (away[i], -gain[i], -information[i]))


def distance(p: float, least: float, most: float) -> float:
    """0 within the band, else the share of the way from it to the least or most an item can reach, in 0..1.

    Shares, because the way up is short: no item passes 1 − slip, and by plain difference one long known would
    always seem nearer to the band than one not yet learnt.
    """
    low, high = BAND
    if p > high:
        return min((p - high) / max(most - high, 1e-9), 1.0)
    if p < low:
        return min((low - p) / max(low - least, 1e-9), 1.0)
    return 0.0


def _counts(seen: Tensor, members: Tensor) -> Tensor:
    """An item is as well known as the least tried of its skills: float64 [G]."""
    least = torch.where(members, seen, torch.inf).amin(-1) if seen.numel() else torch.zeros(len(members))
    return torch.where(least.isinf(), 0.0, least) + _PRIOR_COUNT


def _held(columns: Tensor, members: Tensor) -> Tensor:
    """Which states hold all of each set: float32 [G, S]. One skill: its row; several are counted."""
    sizes = members.sum(-1)
    held = columns[members.byte().argmax(-1)].float()
    several = sizes != 1
    if bool(several.any()):
        counts = members[several].float() @ columns.float()  # small whole numbers: exact
        held[several] = (counts == sizes[several][:, None]).float()
    return held


def _told(known: Tensor, mass: Tensor, both: Tensor, column: Tensor, guess: Tensor, reach: Tensor) -> Tensor:
    """Information of each kind: float64 [Q]. Kinds alike in skills and guess rate are worked out once."""
    alike = {
        pair: i for i, pair in enumerate(dict.fromkeys(zip(column.tolist(), guess.tolist(), strict=True)))
    }
    if not alike:
        return guess
    place = torch.tensor([alike[pair] for pair in zip(column.tolist(), guess.tolist(), strict=True)])
    first = torch.zeros(len(alike), dtype=torch.long).scatter_(
        0, place.flip(0), torch.arange(len(place)).flip(0)
    )
    at = column[first]
    found = _information(
        known.float(), mass[at].float(), both.index_select(0, at), guess[first].float(), reach[first].float()
    )
    return found[place].double()


def _information(known: Tensor, mass: Tensor, both: Tensor, guess: Tensor, reach: Tensor) -> Tensor:
    """Expected bits an answer tells about each skill, summed over the skills: float32 [Q].

    known [K], mass [Q], both [Q, K]. Correlated skills are counted each: it is the bars that an answer moves.
    """
    right = (guess + reach * mass)[:, None]
    cell = (both * reach[:, None]).addcmul_(guess[:, None], known[None])  # P(known and right)
    bits = torch.zeros_like(cell)
    for part in (cell, known - cell, right - cell, cell + (1.0 - right) - known):
        held = part.clamp_(min=1e-12)
        bits += held.log().mul_(held)
    bits += _entropy(known)
    bits += _entropy(right)
    found: Tensor = torch.nn.functional.threshold(bits, _NOISE, 0.0).sum(1) / log(2.0)
    return found


def _entropy(p: Tensor) -> Tensor:
    """Nats of a yes-or-no with probability p."""
    nats: Tensor = torch.special.entr(p) + torch.special.entr((1.0 - p).clamp(min=0.0))
    return nats
