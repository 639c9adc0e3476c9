"""A step that fails says which, why and what to do; one that is done costs nothing."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from scripts import stamps
from scripts.places import LOGS
from scripts.steps import Interrupted, StepFailed, exit_code, last_lines, run_step

REMEDY = "turn it off and on again"


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-S", "-c", code)


def test_a_failing_program_is_reported_with_its_last_lines() -> None:
    code = "import sys\nprint('much earlier\\n' * 50)\nprint('no space left', file=sys.stderr)\nsys.exit(2)"
    with pytest.raises(StepFailed) as failed:
        run_step("fill the disk", python(code), REMEDY, log="test")
    message = str(failed.value)
    assert message.startswith("Could not fill the disk:")
    assert "no space left" in message
    assert f"What to do: {REMEDY}" in message
    assert ".run/logs/test.log" in message


def test_lines_of_an_earlier_step_in_the_same_log_are_not_blamed() -> None:
    run_step("say something", python("print('from the first step')"), REMEDY, log="test")
    with pytest.raises(StepFailed) as failed:
        run_step("fail in silence", python("raise SystemExit(4)"), REMEDY, log="test")
    assert "from the first step" not in str(failed.value)
    assert "ended with 4 and said nothing" in str(failed.value)


def test_a_missing_program_is_named() -> None:
    with pytest.raises(StepFailed, match="no-such-program: No such file"):
        run_step("run nothing", ("no-such-program",), REMEDY, log="test")


def test_a_request_to_stop_ends_the_program() -> None:
    began = time.monotonic()
    with pytest.raises(Interrupted):
        run_step("wait", python("import time; time.sleep(60)"), REMEDY, log="test", stop=lambda: True)
    assert time.monotonic() - began < 5


def test_a_failed_step_is_one_message_and_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    def main() -> int:
        raise StepFailed("find Redis", "none here", "install one")

    assert exit_code(main) == 1
    assert capsys.readouterr().err == "Could not find Redis:\n    none here\n  What to do: install one\n"


def test_last_lines_of_a_file_that_is_not_there_are_none() -> None:
    assert last_lines(LOGS / "never-written.log") == ""


def test_a_stamp_holds_until_an_input_changes(tmp_path: Path) -> None:
    lock, stamp = tmp_path / "requirements.lock", tmp_path / "stamps" / "packages"
    lock.write_text("django==5.2\n")
    before = stamps.digest([lock], "3.11")
    assert not stamps.is_current(stamp, before)
    stamps.mark(stamp, before)
    assert stamps.is_current(stamp, stamps.digest([lock], "3.11"))
    lock.write_text("django==5.3\n")
    assert not stamps.is_current(stamp, stamps.digest([lock], "3.11"))
    assert stamps.digest([lock], "3.11") != stamps.digest([lock], "3.12")
