"""Every variable that a process reads stands in docs/configuration.md, and nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READERS = [ROOT / "tutor" / "settings.py", ROOT / "models_server" / "settings.py", *ROOT.glob("scripts/*.py")]
# Either a reader called with a name in upper case, or the name looked up in the environment.
READ = re.compile(
    r"""(?:env_\w+|\b_[a-z_]+|environ(?:ment)?\.get|environ)[(\[]\s*(?:environment, )?["']([A-Z][A-Z0-9_]+)["']"""
)
NOT_OURS = {
    "PATH",
    "HOME",
    "CI",
    "PYTHONPATH",
    "DJANGO_SETTINGS_MODULE",
    "HF_HUB_OFFLINE",
    "TRANSFORMERS_OFFLINE",
}


def read_by_the_code() -> set[str]:
    found = {name for path in READERS for name in READ.findall(path.read_text())}
    return found - NOT_OURS


def described() -> set[str]:
    page = (ROOT / "docs" / "configuration.md").read_text()
    return set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", page, re.MULTILINE))


def test_every_variable_is_described() -> None:
    assert read_by_the_code() - described() == set()


def test_nothing_is_described_that_nobody_reads() -> None:
    assert described() - read_by_the_code() == set()


def test_the_reading_finds_known_variables() -> None:
    assert {"DATABASE_URL", "REDIS_URL", "MODELS_URL"} <= read_by_the_code()
