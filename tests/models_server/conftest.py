from __future__ import annotations

import pytest
import torch

from models_server.knowledge.predictor import Fitted
from tests.models_server import cast


@pytest.fixture(autouse=True, scope="session")
def threads() -> None:
    """As the server runs by default: several threads on small tensors fight over the cores, and lose."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def fitted(threads: None) -> Fitted:
    """Made once: it takes seconds."""
    return cast.fitted()
