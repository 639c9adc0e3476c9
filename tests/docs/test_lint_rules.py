"""Every rule of the linter has its line in docs/authoring-lint.md or docs/authoring-prove.md."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"""\b(?:Finding|Remark|_stop)\(\s*"([a-z-]+)",""")


def test_every_rule_is_described():
    rules = {
        rule for module in (ROOT / "courses/lint").glob("*.py") for rule in NAMED.findall(module.read_text())
    }
    assert {"leak", "term", "duplicate", "order"} <= rules
    pages = "".join((ROOT / f"docs/authoring-{name}.md").read_text() for name in ("lint", "prove"))
    assert sorted(rule for rule in rules if f"`{rule}`" not in pages) == []
