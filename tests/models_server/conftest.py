from __future__ import annotations

import pytest
import torch


@pytest.fixture(autouse=True, scope="session")
def threads() -> None:
    """As the server runs by default: several threads on small tensors fight over the cores, and lose."""
    torch.set_num_threads(1)
