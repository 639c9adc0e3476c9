"""The bench runner: its table, its JSON, its refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench import Result
from tests.bench.__main__ import as_json, machine, main, table

RESULT = Result(
    metrics={"verdict_p95_ms": 120.0, "lost": 0},
    baselines={"echo": {"verdict_p95_ms": 40.0}},
    budgets={"verdict_p95_ms": 150.0, "lost": 0},
)


def test_the_table_has_budgets_and_ratios_to_the_baselines() -> None:
    head, verdict, lost = table(RESULT).splitlines()
    assert head.split() == ["metric", "value", "budget", "echo"]
    assert verdict.split() == ["verdict_p95_ms", "120", "≤", "150", "ok", "40", "(×3.00)"]
    assert lost.split() == ["lost", "0", "≤", "0", "ok"]


def test_a_missed_budget_is_shouted() -> None:
    assert "MISSED" in table(Result({"p95_ms": 151.0}, budgets={"p95_ms": 150.0}))


def test_the_json_has_the_four_keys() -> None:
    written = json.loads(as_json("turn", RESULT, machine()))
    assert list(written) == ["bench", "machine", "metrics", "baselines"]
    assert written["metrics"] == {"verdict_p95_ms": 120.0, "lost": 0}
    assert written["baselines"] == {"echo": {"verdict_p95_ms": 40.0}}
    assert written["machine"]["cores"] >= 1


def test_an_unknown_bench_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["no-such-bench"])
    assert "invalid choice" in capsys.readouterr().err


def test_the_runner_needs_no_data_folder_but_a_named_one_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["turn", "--data", str(tmp_path / "nothing")])
