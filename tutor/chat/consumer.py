"""One open page of one conversation: who is it, which frame, call one function, send the result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog
from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import DatabaseError
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from tutor import notify, session
from tutor.chat import frames
from tutor.insight import progress
from tutor.models import Session
from tutor.printing import html
from tutor.session.checking import pool

log = structlog.get_logger(__name__)

NOT_FOUND = 4404  # the page does not reconnect after this one
TRY_AGAIN = 1013  # it does after this one; never 1000, after which hx-ws gives up for good


class ChatConsumer(AsyncWebsocketConsumer):
    """`sent_seq` is the last event this page has; the log is asked for everything after it."""

    session: Session
    sent_seq: int = 0
    greeted: bool = False  # it has said what it has; before, nobody can know what it misses

    async def connect(self) -> None:
        await self.accept()
        session_id: UUID = self.scope["url_route"]["kwargs"]["session_id"]
        try:
            self.session = await database_sync_to_async(session.session_here)(
                self.scope["session"], session_id
            )
        except session.SessionError as error:
            await self._tell(frames.error(error.code, error.words))
            await self.close(NOT_FOUND)
            return
        await self._join()

    async def disconnect(self, code: int) -> None:
        if not hasattr(self, "session"):
            return
        for group in self._groups():
            try:
                await self.channel_layer.group_discard(group, self.channel_name)
            except (RedisError, OSError) as error:
                log.warning("group_not_left", group=group, error=repr(error))

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Every coded error becomes a frame here; what may work later asks the page to keep its message."""
        if not hasattr(self, "session"):  # refused, and spoke before it heard so
            return
        client_id = None
        try:
            frame = frames.read_frame(text_data or "")
            if isinstance(frame, frames.Hello):
                await self._hello(frame)
            else:
                client_id = frame.client_id
                await self._say(frame)
        except frames.FrameError as error:
            await self._tell(frames.error(error.code, error.words, error.client_id))
        except session.SessionError as error:
            await self._tell(frames.error(error.code, error.words, client_id, retry=error.code == "busy"))
        except DatabaseError as error:
            log.error("turn_failed", session=str(self.session.id), error=repr(error))
            words = _("The server cannot write at the moment. Your answer is kept here and sent again.")
            await self._tell(frames.error("unavailable", words, client_id, retry=True))

    async def _hello(self, frame: frames.Hello) -> None:
        """Send what this page missed, and finish what an interrupted turn left."""
        pool()  # loads while the learner reads
        view = await database_sync_to_async(session.read)(self.session.id)
        # A page cannot have more than there is: after a restored backup it must not wait for its old number.
        self.sent_seq = min(frame.last_seq, view.last_seq)
        self.greeted = True
        await self._catch_up()
        async for event in session.drive(self.session.id):
            await self._reach(event.seq)
        await self._settle()

    async def _say(self, frame: frames.Say) -> None:
        turn = session.take_turn(
            self.session.id,
            frame.client_id,
            frame.answer,
            frame.step,
            frame.scaffold,
            frame.parts,
            frame.sure,
        )
        await anext(turn)  # the message stands in the log; the page shows it already, as sent
        await self._tell(frames.ack(frame.client_id))
        async for event in turn:
            await self._reach(event.seq)
        await self._settle()

    async def events_added(self, notice: dict[str, Any]) -> None:
        if self.greeted and notice["last_seq"] > self.sent_seq:
            await self._settle()

    async def beliefs_changed(self, notice: dict[str, Any]) -> None:
        view = await database_sync_to_async(session.read)(self.session.id)
        bars = await database_sync_to_async(progress.bars)(view.learner_id, view.course, view.skills)
        await self._tell(frames.bars(await sync_to_async(html.frame)([], view.session_id, bars=bars)))

    async def ruling_made(self, notice: dict[str, Any]) -> None:
        """Somebody has ruled on an answer of this learner: it is told where they are."""
        if not self.greeted:
            return
        async for event in session.tell_news(self.session.id):
            await self._reach(event.seq)
        await self._settle()

    async def layer_back(self, notice: dict[str, Any]) -> None:
        """Redis was away, and with it all notices and perhaps the groups."""
        if hasattr(self, "session"):
            await self._join()
            if self.greeted:
                await self._settle()

    async def _tell(self, frame: str) -> None:
        """Send a frame. A page that has left must not break off the turn that it began: others wait for it.

        Uvicorn raises OSError while it finds out, RuntimeError once it knows.
        """
        try:
            await self.send(frame)
        except (OSError, RuntimeError) as error:
            log.info("page_left", error=repr(error))

    async def _reach(self, seq: int) -> None:
        """Nothing is looked up for an event that went out with the one before it."""
        if seq > self.sent_seq:
            await self._catch_up()

    async def _catch_up(self) -> None:
        """Send the events of the log that this page does not have. The log, not the turn, says which."""
        events = await database_sync_to_async(session.events_after)(self.session.id, self.sent_seq)
        if not events:
            return
        self.sent_seq = events[-1].seq
        counts = self.session.version.course.trial_of_id is None
        content = await sync_to_async(html.frame)(events, self.session.id, can_appeal=counts)
        await self._tell(frames.events(content, self.sent_seq))

    async def _settle(self) -> None:
        """Send what another tab's turn has brought meanwhile, then the composer for what is asked now."""
        await self._catch_up()
        view = await database_sync_to_async(session.read)(self.session.id)
        bars = await database_sync_to_async(progress.bars)(view.learner_id, view.course, view.skills)
        content = await sync_to_async(html.frame)([], view.session_id, session.prompt_of(view), bars)
        await self._tell(frames.events(content, self.sent_seq))

    async def _join(self) -> None:
        """With Redis away the page still works; it hears of other tabs when that is back."""
        for group in self._groups():
            try:
                await self.channel_layer.group_add(group, self.channel_name)
            except (RedisError, OSError) as error:
                log.warning("group_not_joined", group=group, error=repr(error))

    def _groups(self) -> tuple[str, str]:
        return notify.session_group(self.session.id), notify.learner_group(self.session.learner_id)
