"""The owner of every room, connection and log of one live process; it closes them all."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from live.rtc.chunks import keep_chunk
from live.rtc.connection import TICK, Connection
from live.rtc.errors import Refused
from live.rtc.member import Member
from live.rtc.room import Room
from live.rtc.token import Claims, ReadToken

logger = logging.getLogger(__name__)

ALIVE_EVERY = 5.0
SYNC_EVERY = 3.0
"""Seconds between two writes through to the disk: what a power cut may take."""


class Registrar(Protocol):
    """Whoever keeps the book of rooms."""

    async def alive(self, rooms: Collection[str]) -> None:
        """Takes note that these rooms go on."""

    async def ended(self, room: str) -> None:
        """Takes note that a room is over and its files are closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudioOptions:
    """`root`: a folder a room. `grace`: seconds that an empty room is kept. `longest`: seconds
    that a session may last. `public_address`: where a translating router forwards to us from."""

    root: Path
    grace: float = 60.0
    longest: float = 3 * 3600.0
    rooms: int = 200
    public_address: str = ""


class Studio:
    """Rooms by id and sessions by secret. Start it with `async with`."""

    def __init__(self, options: StudioOptions, registrar: Registrar, read_token: ReadToken) -> None:
        self.options, self._registrar, self._read_token = options, registrar, read_token
        self.rooms: dict[str, Room] = {}
        self.draining = False
        self._sessions: dict[str, tuple[Room, Member]] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Studio:
        self._tasks = [asyncio.create_task(run) for run in (self._tick(), self._keep())]
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Closes everything. The rooms are not over: whoever is in them comes to the next
        process, and the sweep ends those to which nobody comes back."""
        self.draining = True
        # A room that is just being ended is ended to the last line.
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(room.close("") for room in self.rooms.values()))
        self.rooms.clear()
        self._sessions.clear()

    # --- what the server calls -------------------------------------------------------------------

    async def enter(self, room_id: str, token: str, offer: str) -> tuple[str, str]:
        """The secret of the new session and the answer to `offer`."""
        claims = self._claims(token, room_id)
        self._may_open(room_id)
        connection = Connection()
        try:
            answer = await connection.answer(offer, self.options.public_address)
            room, member = self._admit(claims)
            await room.connect(member, connection)
        except BaseException:
            await connection.close()
            raise
        return member.session, answer

    async def enter_by_events(self, room_id: str, token: str) -> str:
        """The secret of a session without a connection: events alone, by HTTP."""
        claims = self._claims(token, room_id)
        self._may_open(room_id)
        room, member = self._admit(claims)
        room.greet(member)
        room.tell_people()
        return member.session

    def session(self, secret: str) -> tuple[Room, Member]:
        """The room and the member of a session; `Refused` (404) where there is none."""
        found = self._sessions.get(secret)
        if found is None or found[1].session != secret:
            raise Refused(404, "This session is over.")
        return found

    async def leave(self, secret: str) -> None:
        """Ends one session at its own wish; the last one closes the room."""
        room, member = self.session(secret)
        del self._sessions[secret]
        await room.leave(member)
        await self._end_if_due(room)

    def renew(self, secret: str, token: str) -> None:
        """Takes a newer token of the same participant: what was agreed has changed."""
        room, member = self.session(secret)
        claims = self._claims(token, room.id)
        if claims.participant != member.id:
            raise Refused(401, "This token is somebody else's.")
        room.agree(claims)

    async def keep_chunk(self, secret: str, number: int, t: float, data: bytes) -> None:
        """Keeps a piece of what the browser recorded itself, where it is to be recorded.

        `t`: when that recording began, on the room's clock.
        """
        room, member = self.session(secret)
        member.seen = time.monotonic()
        if room.recorder.writing:
            began = time.time() - (room.time - t)
            await asyncio.to_thread(
                keep_chunk, room.folder, member.id, member.role, number, began, data
            )

    # --- inside ----------------------------------------------------------------------------------

    def _claims(self, token: str, room_id: str) -> Claims:
        claims = self._read_token(token)
        if claims is None or claims.room != room_id:
            raise Refused(401, "This token is not valid (any more).")
        return claims

    def _may_open(self, room_id: str) -> None:
        if self.draining:
            raise Refused(503, "The service is about to restart.")
        if room_id not in self.rooms and len(self.rooms) >= self.options.rooms:
            raise Refused(503, "All rooms are taken.")

    def _admit(self, claims: Claims) -> tuple[Room, Member]:
        room = self.rooms.get(claims.room)
        if room is None:
            room = Room(claims.room, self.options.root / claims.room)
        member = room.admit(claims)
        self.rooms[claims.room] = room
        self._sessions.pop(member.session, None)
        member.renew()
        self._sessions[member.session] = room, member
        return room, member

    async def _tick(self) -> None:
        while not self.draining:
            await asyncio.sleep(TICK)
            now = time.monotonic()
            for room in list(self.rooms.values()):
                for member in list(room.members.values()):
                    if member.connection is not None:
                        await self._tick_one(room, member, now)

    async def _tick_one(self, room: Room, member: Member, now: float) -> None:
        try:
            await member.connection.tick(now)
        except Exception:
            logger.exception("a connection failed", extra={"room": room.id})
            await room.leave(member)

    async def _keep(self) -> None:
        """Says which rooms live, writes through, and ends those that are due."""
        said = synced = 0.0
        while not self.draining:
            now = time.monotonic()
            if now - said >= ALIVE_EVERY and self.rooms:
                said = now
                await self._note_alive()
            if now - synced >= SYNC_EVERY:
                synced = now
                recorders = [room.recorder for room in self.rooms.values()]
                await asyncio.to_thread(lambda all_=recorders: [one.sync() for one in all_])
            for room in list(self.rooms.values()):
                room.tell_people()
                await self._end_if_due(room)
            await asyncio.sleep(0.25)

    async def _note_alive(self) -> None:
        try:
            await self._registrar.alive(list(self.rooms))
        except Exception:
            logger.exception("the book of rooms does not answer")

    async def _end_if_due(self, room: Room) -> None:
        why = room.due_to_end(self.options.grace, self.options.longest)
        if not why or self.rooms.pop(room.id, None) is None:
            return
        for secret in [key for key, (its, _) in self._sessions.items() if its is room]:
            del self._sessions[secret]
        # Noted before anybody is told: whoever goes on to the next page finds the session over.
        room.recorder.close()
        try:
            await self._registrar.ended(room.id)
        except Exception:
            # The sweep finds the room: nobody says any more that it lives.
            logger.exception("the end of a room was not noted", extra={"room": room.id})
        await room.close(why)
