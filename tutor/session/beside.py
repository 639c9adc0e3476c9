"""What a move needs of the course beside its step. Made only once the policy asks for it.

Then it is asked again. The policy is pure and asked in the event loop; what is made here reads records and
may take a while.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Protocol

from channels.db import database_sync_to_async

from tutor.session import choosing, siblings
from tutor.session.view import View
from tutor.types import Event, Move, Sibling


class Decides(Protocol):
    """`policy.next_move` with all but this filled in."""

    def __call__(self, *, sibling: Callable[[], Sibling | None]) -> Move: ...


async def next_move(view: View, opener: Event, decides: Decides) -> Move:
    """The move, with what it asked for."""
    makers: dict[str, Callable[[], Awaitable[Any]]] = {"sibling": partial(_sibling, view, opener)}
    known: dict[str, Any] = {}
    while True:
        missing: list[str] = []

        def give(what: str, missing: list[str] = missing) -> Any:
            if what not in known:
                missing.append(what)
            return known.get(what)

        move = decides(sibling=partial(give, "sibling"))
        if not missing:
            return move
        for what in missing:
            known[what] = await makers[what]()


async def _sibling(view: View, opener: Event) -> Sibling | None:
    past = await database_sync_to_async(choosing.past_of)(view)
    return await asyncio.to_thread(siblings.find, view, past, opener)
