"""The locks: exact versions, complete, and no address in any file that pins something."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from scripts import lock
from scripts.places import ROOT

LOCKS = sorted(ROOT.glob("requirements*.lock"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pinned(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return dict(line.split("==") for line in lines)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_each_line_is_one_exact_version(path: Path) -> None:
    for line in path.read_text().splitlines():
        assert line.startswith("#") or re.fullmatch(r"[a-z0-9-]+==[0-9][0-9A-Za-z.]*", line), line


def test_no_accelerator_and_no_local_build_is_pinned() -> None:
    assert not [name for name in pinned(ROOT / "requirements.lock") if name.startswith(lock.ACCELERATOR)]
    assert pinned(ROOT / "requirements.lock")["torch"] == "2.13.0"


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["dependency-groups"]["dev"]),
        ("requirements-models.lock", PROJECT["dependency-groups"]["models"]),
        ("requirements-node.lock", PROJECT["dependency-groups"]["node"]),
    ],
)
def test_what_the_project_names_is_locked_in_that_version(file: str, wanted: list[str]) -> None:
    locked = pinned(ROOT / file)
    for line in wanted:
        name, version = re.sub(r"\[.*\]", "", line).split("==")
        assert locked[canonicalize_name(name)] == version


def test_what_is_needed_by_what_is_named_is_locked_too() -> None:
    assert lock.closure(PROJECT["project"]["dependencies"]) == set(pinned(ROOT / "requirements.lock"))


def test_a_marker_for_another_machine_is_left_out() -> None:
    assert lock.closure(["six==1.17.0; sys_platform == 'win32'"]) == set()


def test_an_extra_brings_what_it_names() -> None:
    assert {"psycopg", "psycopg-binary"} <= lock.closure(["psycopg[binary]==3.3.9"])
    assert "psycopg-binary" not in lock.closure(["psycopg==3.3.9"])


def test_front_end_packages_are_exact_and_without_addresses() -> None:
    described = json.loads((ROOT / "package.json").read_text())
    for version in {**described["dependencies"], **described["devDependencies"]}.values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    text = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in text
    packages = json.loads(text)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)
