"""The filter through its own interface: what moves, which way, and what never happens."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import fields
from itertools import combinations
from math import exp
from typing import Any

import pytest
import torch

from models_server.knowledge import course as courses
from models_server.knowledge.filter import Filter, Finding
from models_server.knowledge.parameters import Parameters
from models_server.knowledge.posterior import Posterior, join
from models_server.wire import CourseSpec
from tests.bench._course import course as large_course
from tests.models_server.cast import DAY, MONDAY, course

CPU = torch.device("cpu")


def knowing(spec: CourseSpec | None = None, seed: int = 1) -> Filter:
    parameters = Parameters()
    return Filter(courses.build(spec or course(), parameters), parameters, seed, CPU)


def finding(filter_: Filter, n: int, item: str, score: float = 1.0, learner: str = "ada", **more) -> Finding:
    kind = filter_.course.kind_of[f"{item}/1"]
    values = {"assisted": False, "void": False, "says_unknown": False, "at": MONDAY + 60.0 * n} | more
    return Finding(learner=learner, n=n, kind=kind, score=score, **values)


def after(filter_: Filter, answers: Sequence[tuple[str, float]], learner: str = "ada", **more) -> Posterior:
    posterior = filter_.prior([learner])
    for n, (item, score) in enumerate(answers, start=1):
        posterior = filter_.observe(posterior, [finding(filter_, n, item, score, learner, **more)])
    return posterior


def beliefs(filter_: Filter, posterior: Posterior) -> dict[str, float]:
    return dict(zip(filter_.course.graph.skills, posterior.beliefs()[0].tolist(), strict=True))


def closed(filter_: Filter, posterior: Posterior) -> bool:
    graph = filter_.course.graph
    return all(
        bool((posterior.states[..., before] | ~posterior.states[..., skill]).all())
        for skill in graph.order
        for before in graph.prerequisites[skill]
    )


def same_bits(one: Posterior, other: Posterior) -> bool:
    pairs = [(getattr(one, f.name), getattr(other, f.name)) for f in fields(Posterior)]
    return all(torch.equal(a.nan_to_num(-1.0), b.nan_to_num(-1.0)) for a, b in pairs)


def chain(length: int) -> CourseSpec:
    names = [f"s{i}" for i in range(length)]
    return {
        "skills": [{"id": n, "prerequisites": names[i - 1 : i] if i else []} for i, n in enumerate(names)],
        "items": [{"id": f"{n}/1", "problem": n, "skills": [n], "choices": 0} for n in names],
    }


def trees(count: int) -> CourseSpec:
    """As many separate trees of a root and two skills on it: 5 feasible states each, 5**count together."""
    names = [(f"t{tree}-{part}", tree, part) for tree in range(count) for part in range(3)]
    return {
        "skills": [{"id": n, "prerequisites": [f"t{tree}-0"] if part else []} for n, tree, part in names],
        "items": [{"id": f"{n}/1", "problem": n, "skills": [n], "choices": 0} for n, _, _ in names],
    }


def test_a_new_learner_is_below_mastery_and_surest_of_what_comes_first():
    filter_ = knowing()
    p = beliefs(filter_, filter_.prior(["ada"]))
    assert 0.3 <= p["count"] <= 0.4
    assert p["count"] > p["add"] > p["multiply"] > 0.0


def test_a_right_answer_lifts_its_skill_what_it_rests_on_and_what_rests_on_it():
    filter_ = knowing()
    before, p = beliefs(filter_, filter_.prior(["ada"])), beliefs(filter_, after(filter_, [("add1", 1.0)]))
    assert p["add"] > before["add"] + 0.3
    assert p["count"] > before["count"]
    assert p["multiply"] > before["multiply"]


def test_a_wrong_answer_lowers_what_was_believed():
    filter_ = knowing()
    right = [("count1", 1.0), ("add1", 1.0)]
    before, p = (
        beliefs(filter_, after(filter_, right)),
        beliefs(filter_, after(filter_, [*right, ("add2", 0.0)])),
    )
    assert p["add"] < before["add"] - 0.2
    assert p["multiply"] < before["multiply"]


def test_evidence_is_ordered_by_its_worth():
    filter_ = knowing()

    def count(score: float, **more) -> float:
        return beliefs(filter_, after(filter_, [("count1", score)], **more))["count"]

    scores = [count(score) for score in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert scores == sorted(scores)
    assert count(0.0, says_unknown=True) < count(0.0)
    assert count(0.0) < count(1.0, assisted=True) < count(1.0)
    choice = beliefs(filter_, after(filter_, [("add-choice", 1.0)]))["add"]
    assert choice < beliefs(filter_, after(filter_, [("add1", 1.0)]))["add"]


def test_one_missing_skill_explains_a_failure_on_two():
    filter_ = knowing()
    known = [("subtract1", 1.0), ("subtract2", 1.0), ("both", 0.0)]
    p = beliefs(filter_, after(filter_, known))
    assert p["subtract"] > 0.85
    assert p["multiply"] < 0.3


def exact(filter_: Filter, posterior: Posterior) -> list[float]:
    """Beliefs by summing over all closed states what the prior, `known`, `open` and `found` say."""
    graph, skills = filter_.course.graph, range(len(filter_.course.graph.skills))
    known, open_, found = (v[0].tolist() for v in (posterior.known, posterior.open, posterior.found))
    total, having = 0.0, [0.0 for _ in skills]
    for size in range(len(skills) + 1):
        for state in combinations(skills, size):
            if all(before in state for skill in state for before in graph.prerequisites[skill]):
                ready = [k for k in skills if all(before in state for before in graph.prerequisites[k])]
                energy = sum(known[k] if k in state else open_[k] for k in ready)
                energy += filter_.log_prior(torch.tensor([[k in state for k in skills]])).item()
                energy += sum(found[g] for g, s in enumerate(filter_.course.sets) if set(s) <= set(state))
                total += exp(energy)
                for skill in state:
                    having[skill] += exp(energy)
    return [value / total for value in having]


def test_a_small_course_is_exact():
    filter_, chance = knowing(), random.Random(4)
    items = [item.removesuffix("/1") for item in filter_.course.kind_of]
    posterior = filter_.prior(["ada"])
    for n in range(1, 61):
        score = chance.choice([0.0, 0.5, 1.0])
        posterior = filter_.observe(posterior, [finding(filter_, n, chance.choice(items), score)])
        assert posterior.beliefs()[0].tolist() == pytest.approx(exact(filter_, posterior), abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_a_sample_stays_near_the_distribution_it_stands_for(seed: int):
    filter_, chance = knowing(trees(4), seed=seed), random.Random(seed)
    names = filter_.course.graph.skills
    known = {name for name in names if name.endswith("0") or chance.random() < 0.4}
    posterior, errors = filter_.prior(["ada"]), []
    for n in range(1, 41):
        name = chance.choice(names)
        score = float(chance.random() < (0.9 if name in known else 0.05))
        posterior = filter_.observe(posterior, [finding(filter_, n, name, score)])
        truth = torch.tensor(exact(filter_, posterior), dtype=torch.float64)
        errors.append((posterior.beliefs()[0] - truth).abs().mean().item())
    assert sum(errors) / len(errors) < 0.03
    assert max(errors) < 0.08


def test_a_single_skill_is_knowledge_tracing():
    filter_ = knowing(chain(1))
    posterior, p = filter_.prior(["ada"]), 0.35
    for n, score in enumerate([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0], start=1):
        posterior = filter_.observe(posterior, [finding(filter_, n, "s0", score)])
        right, wrong = p * 0.90, p * 0.10
        p = right / (right + (1 - p) * 0.05) if score else wrong / (wrong + (1 - p) * 0.95)
        p += (1 - p) * 0.10
        assert posterior.beliefs().item() == pytest.approx(p, abs=0.02)


def test_help_never_makes_mastery():
    filter_ = knowing()
    p = beliefs(filter_, after(filter_, [("count1", 1.0)] * 40, assisted=True))
    assert p["count"] <= 0.8


@pytest.mark.parametrize("score", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("history", [[], [("add1", 1.0)], [("count1", 0.0), ("count2", 0.0)]])
def test_help_never_raises_belief_above_what_the_same_answer_without_it_would(score, history):
    filter_ = knowing()
    so_far = after(filter_, history)
    n = len(history) + 1
    alone, helped = (
        beliefs(filter_, filter_.observe(so_far, [finding(filter_, n, "add2", score, assisted=assisted)]))
        for assisted in (False, True)
    )
    assert helped["add"] <= alone["add"] + 1e-9


def test_void_evidence_changes_no_bit():
    filter_ = knowing()
    posterior = after(filter_, [("count1", 1.0)])
    void = finding(filter_, 2, "add1", 1.0, void=True, at=MONDAY + 900 * DAY)
    assert same_bits(filter_.observe(posterior, [void]), posterior)


def test_practice_teaches_even_those_who_still_fail():
    filter_ = knowing()
    failing = after(filter_, [("count1", 0.0)] * 50)
    assert 0.01 < beliefs(filter_, failing)["count"] < 0.2  # neither hopeless nor learnt by failing


def test_time_lowers_what_is_known_towards_the_prior_and_no_further():
    filter_ = knowing()
    posterior = after(filter_, [("count1", 1.0), ("count2", 1.0)])

    def count(seconds: float) -> float:
        now = torch.tensor([MONDAY + seconds], dtype=torch.float64)
        return beliefs(filter_, filter_.aged(posterior, now))["count"]

    fresh, month, years = count(0), count(30 * DAY), count(3650 * DAY)
    assert fresh == count(-100 * DAY)  # a clock that runs backwards is no time
    assert fresh > month > years >= 0.34


def test_after_a_long_pause_an_error_is_believed_again():
    filter_ = knowing()
    mastered = after(filter_, [("count1", 1.0)] * 20)
    error = finding(filter_, 21, "count1", 0.0, at=MONDAY + 700 * DAY)
    assert beliefs(filter_, filter_.observe(mastered, [error]))["count"] < 0.5


def test_old_success_does_not_outweigh_the_present():
    filter_ = knowing()
    turned = after(filter_, [("count1", 1.0)] * 200 + [("count1", 0.0)] * 4)
    assert beliefs(filter_, turned)["count"] < 0.5


@pytest.mark.parametrize("spec", [course(), trees(5)], ids=["exact", "sampled"])
@pytest.mark.parametrize("seed", [1, 2])
def test_three_hundred_random_answers_leave_a_sane_state(spec: CourseSpec, seed: int):
    filter_ = knowing(spec, seed=seed)
    chance = random.Random(seed)
    items = [item.removesuffix("/1") for item in filter_.course.kind_of]
    posterior = filter_.prior(["ada"])
    for n in range(1, 301):
        item, score = chance.choice(items), chance.choice([0.0, 0.0, 0.5, 1.0])
        at = MONDAY + n * chance.choice([30.0, 3000.0, -5.0])
        flags: dict[str, Any] = {
            "assisted": chance.random() < 0.3,
            "says_unknown": chance.random() < 0.1,
            "at": at,
        }
        posterior = filter_.observe(posterior, [finding(filter_, n, item, score, **flags)])
        p = posterior.beliefs()
        assert bool(((p >= 0.0) & (p <= 1.0)).all())
        if posterior.states.shape[1] == 512:  # a sample: it must not collapse
            assert posterior.effective_states().item() >= 512 / 3 - 1e-6
    assert closed(filter_, posterior)
    assert all(bool(getattr(posterior, f.name).isfinite().all()) for f in fields(Posterior))


def test_states_reach_the_end_of_a_long_chain_and_stay_closed():
    spec = chain(40)
    spec["skills"] += [{"id": f"free{i}", "prerequisites": []} for i in range(12)]
    filter_ = knowing(spec)
    posterior = filter_.prior(["ada"])
    for n in range(1, 161):
        posterior = filter_.observe(posterior, [finding(filter_, n, f"s{(n - 1) // 4}")])
        assert closed(filter_, posterior)
    assert posterior.beliefs()[0, 39].item() > 0.9
    others, beginning = posterior.beliefs()[0, 40:], filter_.prior(["bob"]).beliefs()[0, 40:]
    assert 0.999 > others.mean() > beginning.mean()  # an able learner, but nobody asked about these


def test_a_replay_gives_the_same_bits_and_another_seed_or_learner_does_not():
    answers = [(f"t{i % 5}-{i % 3}", float(i % 4 > 0)) for i in range(40)]
    first = after(knowing(trees(5)), answers)
    assert same_bits(first, after(knowing(trees(5)), answers))
    assert not torch.equal(first.states, after(knowing(trees(5), seed=2), answers).states)
    assert not torch.equal(first.states, after(knowing(trees(5)), answers, learner="bob").states)


def test_who_else_is_in_the_batch_changes_no_bit():
    filter_ = knowing(trees(5))
    names, chance = ["ada", "bob", "eve"], random.Random(5)
    items = filter_.course.graph.skills
    alone, batch = [filter_.prior([name]) for name in names], filter_.prior(names)
    for n in range(1, 31):
        findings = [
            finding(
                filter_,
                n,
                chance.choice(items),
                float(chance.random() < 0.6),
                name,
                void=chance.random() < 0.1,
            )
            for name in names
        ]
        batch = filter_.observe(batch, findings)
        alone = [filter_.observe(one, [found]) for one, found in zip(alone, findings, strict=True)]
    assert same_bits(batch, join(alone))


def test_the_number_of_threads_changes_no_bit():
    answers = [(f"t{i % 20}-{i % 3}", float(i % 3 > 0)) for i in range(20)]
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    one = after(knowing(trees(20)), answers)
    torch.set_num_threads(2)
    two = after(knowing(trees(20)), answers)
    torch.set_num_threads(before)
    assert same_bits(one, two)


def test_on_a_large_course_neither_batch_nor_threads_change_a_bit():
    """Items on one and two skills, answers of all kinds, pauses: learners in all states of being redrawn."""
    filter_ = knowing(large_course())
    names, chance = [f"learner {i}" for i in range(6)], random.Random(8)
    kinds, before = len(filter_.course.kinds), torch.get_num_threads()
    alone, batch = [filter_.prior([name]) for name in names], filter_.prior(names)
    at = MONDAY
    for n in range(1, 11):
        at += chance.choice([60.0, 60.0, 7200.0, 40 * DAY])
        findings = [
            Finding(
                name,
                n,
                chance.randrange(kinds),
                chance.choice([0.0, 0.3, 1.0]),
                assisted=chance.random() < 0.2,
                void=chance.random() < 0.1,
                says_unknown=chance.random() < 0.1,
                at=at - chance.choice([0.0, 3000.0]),
            )
            for name in names
        ]
        torch.set_num_threads(2)
        batch = filter_.observe(batch, findings)
        torch.set_num_threads(1)
        alone = [filter_.observe(one, [found]) for one, found in zip(alone, findings, strict=True)]
    torch.set_num_threads(before)
    assert same_bits(batch, join(alone))


def test_a_day_s_pause_redraws_and_an_hour_s_does_not():
    filter_ = knowing(trees(5))
    posterior = after(filter_, [("t0-0", 1.0)])

    def later(seconds: float) -> Posterior:
        hardly = finding(filter_, 2, "t0-0", 1.0, at=MONDAY + 60.0 + seconds, weight=0.01)
        return filter_.observe(posterior, [hardly])

    assert torch.equal(later(7200.0).states, posterior.states)
    assert not torch.equal(later(2 * DAY).states, posterior.states)


def test_what_redraws_states_is_all_on_one_device():
    """The device `meta` computes nothing, but refuses numbers from elsewhere, as a GPU does."""
    meta, parameters = torch.device("meta"), Parameters()
    filter_ = Filter(courses.build(large_course(), parameters), parameters, 1, meta)
    tables = [v for part in (filter_, filter_._from, filter_._sweeps) for v in vars(part).values()]
    assert {v.device.type for v in tables if isinstance(v, torch.Tensor)} == {"meta"}
    skills = len(filter_.course.graph.skills)
    columns = torch.empty(skills, parameters.states, dtype=torch.bool, device=meta)
    ready = filter_._sweeps.closed(filter_._sweeps.ready(columns))
    noise = filter_._chance.uniform([5], 1 + filter_._from.topics)
    lean = filter_._from.leaning(columns, ready, noise)
    other, odds = filter_._from.other(lean, noise)
    assert filter_._from.theta(lean.mixed(other, odds > 0.0)).shape == (skills, parameters.states)
