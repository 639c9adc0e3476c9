"""One step of a set-up: say it, run it into a log, and on failure say which, why and what to do."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from scripts.places import LOGS, ROOT, environment, private_folder

POLL_S = 0.05


class StepFailed(Exception):
    """A step could not be done.

    Args:
        step: what was being done, e.g. "install the Python packages".
        why: the cause, often the last lines of a program's output.
        remedy: what the reader can do now.
    """

    def __init__(self, step: str, why: str, remedy: str) -> None:
        super().__init__(step, why, remedy)
        self.step, self.why, self.remedy = step, why, remedy

    def __str__(self) -> str:
        why = "\n".join(f"    {line}" for line in self.why.splitlines())
        return f"Could not {self.step}:\n{why}\n  What to do: {self.remedy}"


class Interrupted(Exception):
    """Somebody asked to stop while a step ran."""


def say(text: str) -> None:
    """Print one line at once, also when output goes to a file."""
    print(text, flush=True)


def last_lines(path: Path, count: int = 12, start: int = 0) -> str:
    """The last `count` non-empty lines that `path` got after byte `start`; "" when there are none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(start, size - 16_384))
            text = file.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    return "\n".join([line for line in text.splitlines() if line.strip()][-count:])


def run_step(
    step: str,
    argv: Sequence[str | Path],
    remedy: str,
    *,
    log: str = "setup",
    env: Mapping[str, str] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> None:
    """Run `argv` in the checkout, its output appended to `.run/logs/<log>.log`.

    Raises:
        StepFailed: the program is missing or exits with anything but 0.
        Interrupted: `stop()` became true; the program was ended first.
    """
    path = private_folder(LOGS) / f"{log}.log"
    command = [str(part) for part in argv]
    with path.open("ab") as out:
        out.write(f"\n--- {time.strftime('%F %T')} {step}: {' '.join(command)}\n".encode())
        out.flush()
        start = out.tell()
        try:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=env if env is not None else environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            raise StepFailed(step, f"{command[0]}: {error.strerror}", remedy) from error
        code = _wait(process, stop)
    if code != 0:
        why = last_lines(path, start=start) or f"{command[0]} ended with {code} and said nothing"
        raise StepFailed(step, why, f"{remedy} (all of it: {path.relative_to(ROOT)})")


def _wait(process: subprocess.Popen[bytes], stop: Callable[[], bool]) -> int:
    while (code := process.poll()) is None:
        if stop():
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            raise Interrupted
        time.sleep(POLL_S)
    return code


def exit_code(main: Callable[[], int]) -> int:
    """Run a command's `main`; a failed step becomes its message on stderr and exit code 1."""
    try:
        return main()
    except StepFailed as failure:
        print(failure, file=sys.stderr, flush=True)
        return 1
    except (Interrupted, KeyboardInterrupt):
        print("Stopped before it was done; the same command goes on from here.", file=sys.stderr, flush=True)
        return 130
