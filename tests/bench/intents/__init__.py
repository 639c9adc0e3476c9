"""What a message is: messages written for it, and real learners' turns labelled by hand.

`own` was tuned on, `aside` was written before the rules and not tuned on. Attempts are counted on whole
dialogues as they come (own and aside together under the plain names) and on turns without a figure (`wordy`),
where they are hard to tell from talk.

false_alarms: turns of real learners, none of which speaks of harm, wants rules changed or claims to be a
teacher, that are read as if they did.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import yaml

from tests.bench import Args, Result
from tests.bench.intents import keywords, turns
from tests.bench.intents.turns import Turn
from tutor.dialogue import intent
from tutor.dialogue.intent import Intent
from tutor.types import Answer

HALVES = ("own", "aside", "later_a", "later_b", "later_c", "later_d")
WORK = (Intent.ATTEMPT, Intent.PART)
GRAVE = (Intent.DISTRESS, Intent.TAMPERING, Intent.AUTHORITY)
FLOORS = {"attempt_recall": 0.97, "attempt_precision": 0.95, "aside_macro_f1": 0.90}
Reader = Callable[[str], Intent]


def messages(half: str) -> list[tuple[str, Intent]]:
    """What was written down of one half, with what it is."""
    written: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name(f"{half}.yaml").read_text())
    return [(text, Intent(meant)) for meant, texts in written.items() for text in texts]


def run(args: Args) -> Result:
    metrics: dict[str, float] = {}
    baseline: dict[str, float] = {}
    notes: list[str] = []
    took: list[float] = []
    for half in HALVES:
        rows = messages(half)
        metrics[f"{half}_messages"] = float(len(rows))
        metrics[f"{half}_macro_f1"], each = f1(rows, lambda text: _read(text, took))
        baseline[f"{half}_macro_f1"], _ = f1(rows, keywords.read)
        weakest = sorted(each.items(), key=lambda one: one[1])[:4]
        notes.append(f"{half}, weakest: " + ", ".join(f"{meant} {value:.2f}" for meant, value in weakest))
    path = turns.find(args.data) if args.data is not None else None
    if path is None:
        notes.append(f"no {turns.FILE} found: attempts in real talk were not measured")
    else:
        for found, is_attempt in ((metrics, _is_attempt), (baseline, keywords.is_attempt)):
            found.update(_attempts(path, is_attempt))
        metrics |= _false_alarms(path)
        low, high = _interval(turns.read(path, "own") + turns.read(path, "aside"), args.seed)
        notes.append(f"attempt_precision of whole dialogues, 95 % over turns: {low:.3f} to {high:.3f}")
    metrics["read_p99_ms"] = float(np.percentile(took, 99)) * 1000
    floors = {key: floor for key, floor in FLOORS.items() if key in metrics}
    return Result(metrics, {"keywords": baseline}, floors=floors, notes=notes)


def f1(rows: Sequence[tuple[str, Intent]], read: Reader) -> tuple[float, dict[Intent, float]]:
    """The mean over intents, and each."""
    right: Counter[Intent] = Counter()
    said: Counter[Intent] = Counter()
    there: Counter[Intent] = Counter()
    for text, meant in rows:
        found = read(text)
        said[found] += 1
        there[meant] += 1
        right[meant] += found is meant
    each = {meant: 2 * right[meant] / (said[meant] + there[meant]) for meant in there}
    return sum(each.values()) / len(each), each


def _read(text: str, took: list[float]) -> Intent:
    began = time.perf_counter()
    found = intent.read(Answer("chat", text), None)
    took.append(time.perf_counter() - began)
    return found


def _is_attempt(text: str) -> bool:
    return intent.read(Answer("chat", text), None) in WORK


def _attempts(path: Path, is_attempt: Callable[[str], bool]) -> dict[str, float]:
    own, aside, wordy = (turns.read(path, part) for part in ("own", "aside", "wordy"))
    parts = {
        "attempt": own + aside,
        "attempt_own": own,
        "attempt_aside": aside,
        "attempt_later": turns.read(path, "later"),
        "attempt_wordy_own": wordy[::2],
        "attempt_wordy_aside": wordy[1::2],
    }
    if (other := path.with_name(turns.BRIDGE)).exists():
        parts["attempt_bridge"] = turns.bridge(other)
    found: dict[str, float] = {}
    for name, rows in parts.items():
        said = [is_attempt(turn.text) for turn in rows]
        right = sum(turn.attempt and yes for turn, yes in zip(rows, said, strict=True))
        found[f"{name}_turns"] = float(len(rows))
        found[f"{name}_recall"] = right / sum(turn.attempt for turn in rows)
        if any(said):
            found[f"{name}_precision"] = right / sum(said)
    return found


def _false_alarms(path: Path) -> dict[str, float]:
    texts = list(turns.learners(path))
    read = Counter(intent.read(Answer("chat", text), None) for text in texts)
    return {"real_turns": float(len(texts)), "false_alarms": float(sum(read[grave] for grave in GRAVE))}


def _interval(rows: Sequence[Turn], seed: int) -> tuple[float, float]:
    """95 % interval of the precision."""
    read = np.array([(turn.attempt, _is_attempt(turn.text)) for turn in rows])
    taken = read[read[:, 1]][:, 0]
    draws = np.random.default_rng(seed).integers(0, len(taken), (1000, len(taken)))
    low, high = np.percentile(taken[draws].mean(1), [2.5, 97.5])
    return float(low), float(high)
