"""`make lock`: install what pyproject.toml names and write all of it, with exact versions, into the locks."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.places import ROOT

# torch itself pins what its accelerator builds need; a machine with a CPU build must not be asked for them.
ACCELERATOR = ("nvidia-", "triton", "cuda-")
HEADER = "# Written by `make lock` from pyproject.toml; do not edit.\n"


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run: list[str] = project["project"]["dependencies"]
    groups: dict[str, list[str]] = project["dependency-groups"]
    subprocess.run(
        (
            sys.executable,
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--quiet",
            *run,
            *groups["dev"],
        ),
        check=True,
    )
    importlib.invalidate_caches()
    pinned = closure(run)
    write(ROOT / "requirements.lock", pins(pinned))
    write(ROOT / "requirements-dev.lock", pins(closure(groups["dev"]) - pinned))
    write(ROOT / "requirements-models.lock", groups["models"])
    write(ROOT / "requirements-node.lock", groups["node"])
    return 0


def closure(wanted: Iterable[str]) -> set[str]:
    """The canonical names of all distributions that `wanted` needs on this machine, itself included."""
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(line), "") for line in wanted]
    while waiting:
        requirement, extra = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name.startswith(ACCELERATOR) or (
            requirement.marker and not requirement.marker.evaluate({"extra": extra})
        ):
            continue
        found.add(name)
        for chosen in {"", *requirement.extras}:
            if (name, chosen) not in seen:
                seen.add((name, chosen))
                needs = importlib.metadata.requires(name) or []
                waiting.extend((Requirement(line), chosen) for line in needs)
    return found


def pins(names: Iterable[str]) -> list[str]:
    """One `name==version` a distribution, sorted; the local tag of a build (`+cpu`) is left out."""
    return [f"{name}=={importlib.metadata.version(name).partition('+')[0]}" for name in sorted(names)]


def write(path: Path, lines: Iterable[str]) -> None:
    path.write_text(HEADER + "\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
