"""How many threads torch takes: one, for what a learner waits for. Knows nothing of what it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def one_thread() -> Iterator[None]:
    """Its steps are short, and threads wait for each other at the end of each: little is gained on an idle
    machine, and on a busy one an update took twelve times as long with two threads as with one."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
