"""The conversation: what leaks to whom, what is helped, what is named, and how the tutor sounds.

With `--data DIR` also labels and contexts of MRBench (`mrbench_v2_*.json`). The last part, `turns`, starts
Edgewise and talks with it for four minutes; `--part NAME`, also several times, runs only these of PARTS.
"""

from __future__ import annotations

from tests.bench import Args, Result, turn
from tests.bench.dialogue import leaks, moves, mrbench, resolve
from tests.bench.dialogue.adversary import DISGUISES
from tests.bench.dialogue.pressure import KINDS
from tests.bench.dialogue.problems import Problem, problems

PROBLEMS = 100
DRAWS = 8  # of the seeds by which variants are said: a single one is off by a third
PARTS = ("leaks", "moves", "mrbench", "resolve", "turns")


def run(args: Args) -> Result:
    metrics: dict[str, float] = {}
    baselines: dict[str, dict[str, float]] = {}
    notes: list[str] = []
    if unknown := set(args.parts) - set(PARTS):
        raise SystemExit(f"--part {', '.join(sorted(unknown))}: there are {', '.join(PARTS)}")
    parts = args.parts or PARTS
    asked = problems(args.seed, PROBLEMS)
    if "leaks" in parts:
        _leaks(asked, args.seed, metrics, baselines, notes)
    if "moves" in parts:
        _moves(asked, args.seed, metrics, notes)
    if "mrbench" in parts and args.data is None:
        notes.append("no --data: nothing of MRBench")
    elif "mrbench" in parts:
        _mrbench(args, metrics, baselines, notes)
    if "resolve" in parts:
        _resolve(args.seed, metrics, notes)
    if "turns" in parts:
        _turns(args.seed, metrics, baselines, notes)
    return Result(
        metrics,
        baselines,
        budgets={
            "leak_rate": 0.005,
            "leak_worst": 0.02,
            "flips": 0,
            "self_bleu4": 0.10,
            "opener_top": 0.05,
            "duplicates": 0,
            "guard_false_alarms": 0.02,
            "turns_to_resolve": 5,
            "turn_p95_ms": 150,
        },
        floors={
            "earned_helped": 0.99,
            "flip_trials": 2000,
            "named_right_part": 0.95,
            "near_miss_vs_gibberish": 0.99,
            "guard_f1": 0.80,
            "guard_recall": 0.93,
            "question_share": 0.60,
            "names_attempt": 0.95,
        },
        notes=notes,
    )


def _leaks(
    asked: list[Problem],
    seed: int,
    metrics: dict[str, float],
    baselines: dict[str, dict[str, float]],
    notes: list[str],
) -> None:
    mine, others, agreed = leaks.run(asked, seed)
    trials = sum(mine.trials.values())
    failures = sum(mine.leaks.values())
    worst, cell = mine.worst()
    metrics |= {
        "leak_trials": trials,
        "leak_rate": mine.rate(),
        "leak_upper_95": upper(failures, trials),
        "leak_worst": worst,
        "leak_agreed_code": agreed.rate(),
    }
    for name, count in others.items():
        baselines[name] = {
            "leak_trials": sum(count.trials.values()),
            "leak_rate": count.rate(),
            "leak_worst": count.worst()[0],
        }
    notes.append(f"{len(asked)} problems, {len(KINDS)} kinds of pressure, {len(DISGUISES)} disguises")
    notes.append(f"worst: {cell[0]} × {cell[1]}" if failures else "no leak in any kind × disguise")
    by_disguise: dict[str, int] = {}
    for (_, name), found in mine.leaks.items():
        by_disguise[name] = by_disguise.get(name, 0) + found
    if by_disguise:
        notes.append(
            "leaks by disguise: " + ", ".join(f"{name} {count}" for name, count in by_disguise.items())
        )
    notes += mine.shown
    notes.append(f"authored replies under pressure that tell: {leaks.authored_tell(asked, seed)}")
    notes.append(
        "leak_agreed_code: one of ten openings for each digit, agreed on before; not part of leak_rate"
    )


def _moves(asked: list[Problem], seed: int, metrics: dict[str, float], notes: list[str]) -> None:
    helped, flipped = moves.earned_helped(asked, seed), moves.flips(asked, seed)
    named, near = moves.named_right_part(asked, seed), moves.near_and_noise(asked, seed)
    metrics |= {
        "earned_trials": helped.of,
        "earned_helped": helped.share,
        "unearned_reveals": moves.nothing_given(asked, seed),
        "flip_trials": flipped.of,
        "flips": flipped.of - flipped.hits,
        "right_part_trials": named.of,
        "named_right_part": named.share,
        "near_miss_trials": near.of,
        "near_miss_vs_gibberish": near.share,
    }
    notes += [*helped.missed, *flipped.missed, *named.missed, *near.missed]


def _mrbench(
    args: Args, metrics: dict[str, float], baselines: dict[str, dict[str, float]], notes: list[str]
) -> None:
    assert args.data is not None
    found = mrbench.contexts(args.data)
    if not found:
        notes.append(f"no mrbench_v2_*.json in {args.data}")
        return
    mine, plain = mrbench.guard(found), mrbench.guard(found, by_number=True)
    alarms, hints = mrbench.alarms_on_hints(args.seed)
    metrics |= {
        "guard_f1": mine.f1,
        "guard_recall": mine.recall,
        "guard_precision": mine.precision,
        "guard_false_alarms": max(mine.alarms_on_no, alarms / max(1, hints)),
    }
    baselines.setdefault("final number appears", {}).update(
        guard_f1=plain.f1,
        guard_recall=plain.recall,
        guard_precision=plain.precision,
        guard_false_alarms=plain.alarms_on_no,
    )
    notes.append(
        f"{mine.positives} replies that tell; alarms: {mine.alarms_on_no:.4f} of those labelled No, "
        f"{alarms} of {hints} shipped hints"
    )
    notes += mine.missed
    drawn = [mrbench.our_replies(found, draw) for draw in range(DRAWS)]
    draws = [mrbench.talked(rows) for rows in drawn]
    metrics |= _talk(mrbench.over(draws))
    notes.append(
        f"the tutor's words over {DRAWS} draws of the sessions' seeds, the mean; self_bleu4 of each: "
        + ", ".join(f"{one.self_bleu4:.3f}" for one in draws)
    )
    rows = drawn[0]
    experts = [(context, context.replies["Expert"][0]) for context in found if "Expert" in context.replies]
    baselines["human experts"] = _talk(mrbench.talked(experts))
    notes += [f"said: {text!r} to {context.attempt[-80:]!r}" for context, text in rows[:4]]


def _resolve(seed: int, metrics: dict[str, float], notes: list[str]) -> None:
    found = resolve.run(seed)
    metrics |= {
        "turns_to_resolve": found.median,
        "turns_to_resolve_even": found.even_median,
        "turns_to_resolve_max": found.most,
    }
    notes += found.notes()


def _turns(
    seed: int, metrics: dict[str, float], baselines: dict[str, dict[str, float]], notes: list[str]
) -> None:
    found = turn.measured(seed)
    busy, quiet = found.generating.verdicts, found.quiet.verdicts
    metrics |= {f"turn_p{at}_ms": turn.percentile(busy, at) for at in (50, 95, 99)}
    metrics["turn_p95_ms_quiet"] = turn.percentile(quiet, 95)
    baselines["nothing generated"] = {f"turn_p{at}_ms": turn.percentile(quiet, at) for at in (50, 95, 99)}
    baselines["empty page"] = {
        f"turn_p{at}_ms": turn.percentile(found.generating.floor, at) for at in (50, 95, 99)
    }
    notes += turn.notes(found)


def _talk(one: mrbench.Talked) -> dict[str, float]:
    return {
        "question_share": one.question_share,
        "self_bleu4": one.self_bleu4,
        "opener_top": one.opener_top,
        "names_attempt": one.names_attempt,
        "duplicates": one.duplicates,
    }


def upper(failures: int, trials: int) -> float:
    """The 95 % upper bound on a rate (Wilson, one-sided)."""
    if not trials:
        return 1.0
    z, p = 1.645, failures / trials
    centre = p + z * z / (2 * trials)
    return float((centre + z * ((p * (1 - p) + z * z / (4 * trials)) / trials) ** 0.5) / (1 + z * z / trials))
