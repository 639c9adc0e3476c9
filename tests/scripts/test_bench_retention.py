"""The retention bench: which rows of a review log count, and that nothing is known too early."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.bench import Args
from tests.bench.retention import DAY_START, outcome_rows, read, run

HEAD = "id,cid,usn,ease,ivl,lastIvl,factor,time,type"
DAY_MS = 86_400_000
MORNING = 1_700_000_000_000 - 1_700_000_000_000 % DAY_MS + 10 * 3_600_000


def row(day: float, card: int, ease: int = 3, kind: int = 1, factor: int = 2500) -> str:
    return f"{MORNING + int(day * DAY_MS)},{card},0,{ease},1,1,{factor},2000,{kind}"


def log(path: Path, rows: list[str]) -> Path:
    path.write_text("\n".join([HEAD, *rows]) + "\n")
    return path


def made_up(days: int) -> list[str]:
    draw = random.Random(0)
    rows = []
    for card in range(150):
        day = card % 10 + draw.random() / 10
        while day < days:
            rows.append(row(day, card, 3 if draw.random() < 0.85 else 1))
            day += draw.choice((1, 2, 4, 7))
    return rows


def test_cramming_manual_rows_and_the_same_day_are_no_outcomes(tmp_path: Path) -> None:
    rows = [
        row(0, 1, kind=0),
        row(0.01, 1, ease=1, kind=0),  # the same day
        row(1, 1, ease=1),
        row(1.01, 1, kind=2),  # relearning on the same day
        row(2, 1, kind=3, factor=0),  # cramming
        row(3, 1, ease=0, kind=4),  # rescheduled by hand
        row(3.1, 1, kind=3),  # a filtered deck that reschedules
        row(3.65, 1),  # 01:36 at night is still that day
    ]
    cards = read(log(tmp_path / "log.csv", list(reversed(rows))))
    outcomes = outcome_rows(cards)
    assert DAY_START == 4 * 3600
    assert [(one.index, one.right) for one in outcomes] == [(2, False), (4, True)]


def test_the_bench_has_the_keys_and_its_baselines(tmp_path: Path) -> None:
    result = run(Args(log=log(tmp_path / "log.csv", made_up(40))))
    assert {"log_loss", "over_fsrs", "over_moving_average"} <= set(result.metrics)
    assert set(result.baselines) == {"fsrs_default", "fsrs_optimised", "moving_average"}
    fsrs = min(result.baselines[name]["log_loss"] for name in ("fsrs_default", "fsrs_optimised"))
    assert result.metrics["over_fsrs"] == pytest.approx(result.metrics["log_loss"] - fsrs)


@pytest.mark.parametrize(
    ("text", "said"), [("id,cid\n1,2\n", "no column"), (f"{HEAD}\n{row(0, 1)}\n", "too few")]
)
def test_a_log_it_cannot_use_is_refused_with_the_reason(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(text)
    with pytest.raises(SystemExit, match=said):
        run(Args(log=path))


def test_no_log_is_refused() -> None:
    with pytest.raises(SystemExit, match="--log"):
        run(Args())
