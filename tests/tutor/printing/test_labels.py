"""An option that is nothing but a formula has a name that can be read out."""

from __future__ import annotations

import pytest

from tutor.printing.markup import read_out


@pytest.mark.parametrize(
    ("option", "said"),
    [("$x = 2$", "x = 2"), ("two $a$ and\n$b$", "two a and b"), ("5 apples", "5 apples"), ("$5", "$5")],
)
def test_formulas_lose_their_signs_and_nothing_else_changes(option: str, said: str) -> None:
    assert read_out(option) == said
