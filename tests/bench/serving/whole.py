"""All measures of the serving bench, one after another, against one server."""

from __future__ import annotations

import asyncio
import importlib.util
import random
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import torch

from tests.bench import Args, Result
from tests.bench.meaning.speed import door_and_own
from tests.bench.serving import estimates, first, gpu, notes, overload, rates, start
from tests.bench.serving.child import Child
from tests.bench.serving.client import Client
from tests.bench.serving.notes import NONE_SHARE
from tests.bench.serving.outcomes import percentile, ratio

MINUTES, SHORTEST = 10.0, 0.2
GENERATE, ALONE, LLAMA = "generate", "engine alone", "llama.cpp"

_BUDGETS = {
    "ttft_1": 0.35,
    "ttft_warm_ratio": 0.25,
    "observe_ratio": 3.0,
    "predict_ratio": 3.0,
    "knowledge_ready_s": 5.0,
    "language_ready_s": 20.0,
    "unanswered": 0.0,
    "p99_over_p50": 3.0,
    "still_inside": 0.0,
    "engine_deaths": 0.0,
}
_FLOORS = {"tokens_ratio_1": 0.85, "tokens_ratio_16": 0.75, "embed_ratio": 0.9}
# How many at once each baseline is asked for.
_SIZES: Mapping[str, Sequence[int]] = {GENERATE: rates.SIZES, ALONE: (1, 16), LLAMA: (1,)}

_Numbers = dict[str, float]


@dataclass(frozen=True)
class Asked:
    """What one server was measured at."""

    rates: rates.Rates
    first: first.First
    idle: estimates.Waits
    busy: estimates.Waits
    written: float
    gpu: _Numbers
    gpu_generate: _Numbers
    storm: overload.Storm


def run(args: Args) -> Result:
    minutes = MINUTES if args.minutes is None else args.minutes
    if minutes < SHORTEST:
        raise SystemExit(f"--minutes {minutes:g}: growth of memory needs {SHORTEST} at least")
    torch.set_num_threads(1)
    starts = start.Starts()
    said = [notes.on_machine()]
    modules = {GENERATE: "tests.bench.serving.plain", ALONE: "tests.bench.serving.alone"}
    if importlib.util.find_spec("llama_cpp") is not None:
        modules[LLAMA] = "tests.bench.serving.llama"
    else:
        said.append("llama.cpp: llama-cpp-python is not installed")
    if not torch.cuda.is_available():
        said.append("no GPU here: no gpu_* rows")
    with ExitStack() as stack:
        server = stack.enter_context(start.server(starts))
        children = {name: stack.enter_context(Child.running(one)) for name, one in modules.items()}
        luck = random.Random(args.seed)
        asked = asyncio.run(_asked(server.url, server.pid, children, minutes, luck))
    door, own = door_and_own(args.seed)
    said += notes.on_rates(asked.rates, asked.first, GENERATE, ALONE)
    said += [notes.on_estimates(asked.busy, asked.written), *notes.on_storm(asked.storm, minutes)]
    metrics = _on_words(asked, LLAMA in modules) | _on_estimates(asked) | starts.medians()
    baselines = {name: asked.rates.of(name) for name in modules}
    baselines[GENERATE] |= {"ttft_1": asked.first.plain} | asked.gpu_generate
    baselines["idle"] = asked.idle.p95_ms()
    return Result(
        metrics | {"embed_ratio": door / own} | _on_storm(asked.storm) | asked.gpu,
        baselines,
        _BUDGETS | {"memory_growth_mb": NONE_SHARE * asked.storm.memory.before},
        said,
        _FLOORS,
    )


async def _asked(
    url: str, pid: int, children: Mapping[str, Child], minutes: float, luck: random.Random
) -> Asked:
    """One measure after another: nothing else works meanwhile."""
    plain = children[GENERATE]
    async with Client.of(url) as client:
        sized = {name: (child, _SIZES[name]) for name, child in children.items()}
        found = await rates.measured(client, pid, sized, luck)
        told = await first.measured(client, plain, luck)
        idle, busy, written = await estimates.measured(client, luck)
        ours: _Numbers = {}
        theirs: _Numbers = {}
        if torch.cuda.is_available():
            ours, theirs = await gpu.measured(client, pid, plain, luck)
        storm = await overload.measured(client, pid, minutes, luck)
    return Asked(found, told, idle, busy, written, ours, theirs, storm)


def _on_words(asked: Asked, llama_too: bool) -> _Numbers:
    ours, theirs, told = asked.rates.ours, asked.rates.theirs, asked.first
    metrics = {f"tokens_ratio_{size}": ratio(ours[size], theirs[GENERATE][size]) for size in rates.SIZES}
    metrics |= asked.rates.tokens_per_s() | asked.rates.cpu_ms()
    if llama_too:
        metrics["llama_cpp_ratio_1"] = ratio(ours[1], theirs[LLAMA][1])
    return metrics | {
        "ttft_1": told.alone,
        "ttft_16": told.among_16,
        "ttft_warm_ratio": told.warm / told.cold,
        "ttft_warm": told.warm,
        "ttft_cold": told.cold,
    }


def _on_estimates(asked: Asked) -> _Numbers:
    idle, busy = asked.idle.p95_ms(), asked.busy.p95_ms()
    ratios = {f"{call}_ratio": busy[f"{call}_p95_ms"] / idle[f"{call}_p95_ms"] for call in estimates.ASKED}
    return busy | ratios


def _on_storm(storm: overload.Storm) -> _Numbers:
    counts = storm.counts
    return {
        "capacity_per_s": storm.capacity,
        "accepted_per_s": len(storm.accepted_s) / storm.seconds,
        "refused_share": (counts["refused"] + counts["late"]) / storm.sent,
        "refused_late": counts["late"],
        "deadline_share": counts["deadline"] / storm.sent,
        "unanswered": counts["unanswered"],
        "accepted_p50_s": percentile(storm.accepted_s, 50),
        "p99_over_p50": storm.p99_over_p50,
        "memory_growth_mb": storm.memory.growth,
        "still_inside": storm.inside,
        "engine_deaths": storm.deaths,
    }
