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

from tutor import memory
from tutor.session import choosing, siblings
from tutor.session.choosing import Way
from tutor.session.view import View
from tutor.types import Event, Move, MoveKind, Sibling


class Decides(Protocol):
    """`policy.next_move` with all but this filled in."""

    def __call__(self, *, sibling: Callable[[], Sibling | None], leads_to: Callable[[], str]) -> Move: ...


async def next_move(view: View, opener: Event, decides: Decides) -> tuple[Move, Way | None]:
    """The move with what it asked for, and where it leads if it is a detour."""
    makers: dict[str, Callable[[], Awaitable[Any]]] = {
        "sibling": partial(_sibling, view, opener),
        "way": database_sync_to_async(partial(_way, view)),
    }
    known: dict[str, Any] = {}
    while True:
        missing: list[str] = []

        def give(what: str, missing: list[str] = missing) -> Any:
            if what not in known:
                missing.append(what)
            return known.get(what)

        def leads_to(give: Callable[[str], Any] = give) -> str:
            way = give("way")
            return way.title if way is not None else ""

        move = decides(sibling=partial(give, "sibling"), leads_to=leads_to)
        if not missing:
            return move, known.get("way") if move.kind is MoveKind.DETOUR else None
        for what in missing:
            known[what] = await makers[what]()


async def _sibling(view: View, opener: Event) -> Sibling | None:
    past = await database_sync_to_async(choosing.past_of)(view)
    return await asyncio.to_thread(siblings.find, view, past, opener)


def _way(view: View) -> Way | None:
    beliefs = memory.beliefs_of(view.learner_id, view.course.id)
    return choosing.way_of_detour(view, choosing.past_of(view), beliefs)
