"""A problem or passage through the fields of its form is the one that went in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from courses import folder, types
from courses.forms import answers, passages, problems, tree
from tests.docs.test_ramps import EXAMPLE if False else None
