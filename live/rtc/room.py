"""One room: who is in it, what is passed on to whom, and what is written down."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

from live.rtc import events
from live.rtc.connection import VOICES, Connection
from live.rtc.errors import Refused
from live.rtc.events import Event
from live.rtc.member import Member
from live.rtc.receiving import PacketReceiver
from live.rtc.recorder import Recorder
from live.rtc.sending import PacketSender
from live.rtc.token import Claims

KEY_FRAME_EVERY = 30.0
"""Seconds between key frames of a recorded picture: where a later cut can begin."""


class Room:
    """Everything that happens in one session; its folder holds the packet logs."""

    def __init__(self, room_id: str, folder: Path) -> None:
        self.id, self.folder = room_id, folder
        self.members: dict[str, Member] = {}
        self.recorder = Recorder(folder, room_id)
        self.opened = time.monotonic()
        self.empty_since: float | None = self.opened
        self.ended = ""
        self._issued = 0.0
        self._key_frame_at = 0.0
        self._shown: tuple[Any, ...] = ()
        self._routes: dict[tuple[str, str], list[PacketSender]] = {}

    @property
    def time(self) -> float:
        """Seconds since the room opened in this process."""
        return time.monotonic() - self.opened

    # --- who is here -----------------------------------------------------------------------------

    def admit(self, claims: Claims) -> Member:
        """The member that `claims` speak of, with a fresh session; `Refused` where it is full."""
        member = self.members.get(claims.participant)
        if member is None:
            others = [other for other in self.members.values() if other.here]
            if len(others) > VOICES:
                raise Refused(429, "The room is full.")
            member = self.members[claims.participant] = Member(
                claims.participant, claims.role, claims.name
            )
        member.name, member.left, member.seen = claims.name, False, time.monotonic()
        self.agree(claims)
        return member

    def agree(self, claims: Claims) -> None:
        """Records or stops recording, as the newest token says."""
        if claims.issued < self._issued:
            return
        self._issued = claims.issued
        self.recorder.agree(record=claims.record)
        self.tell_people()

    async def connect(self, member: Member, connection: Connection) -> None:
        """Takes `connection` in place of the one that the member had."""
        before, member.connection, member.channel = member.connection, connection, None
        self._routes.clear()
        for receiver in (connection.microphone, connection.picture):
            receiver.on_packet = lambda source, packet: self._pass_on(member, source, packet)
            receiver.on_report = lambda source, *report: self._pass_report(member, source, *report)
        for sender in (connection.view, *connection.voices):
            sender.wants_picture = lambda: self._picture_wanted(member)

        @connection.pc.on("datachannel")
        def opened(channel: Any) -> None:
            member.channel = channel
            channel.on("message", lambda message: self.hear(member, message))
            self.greet(member)

        @connection.pc.on("connectionstatechange")
        def changed() -> None:
            if member.connection is connection and connection.pc.connectionState == "connected":
                self._picture_wanted(member)
            self.tell_people()

        if before is not None:
            await before.close()

    async def leave(self, member: Member) -> None:
        """Lets the member go; the others stay."""
        if member.role == "helper" and member.id in self.recorder.off:
            # Nobody else could take it back. A learner's stays: it is their session.
            self.take(member, {"kind": "on_record"})
        member.left, member.picture = True, False
        connection, member.connection, member.channel = member.connection, None, None
        if connection is not None:
            await connection.close()
        self.tell_people()

    # --- packets ---------------------------------------------------------------------------------

    async def _pass_on(self, member: Member, source: PacketReceiver, packet: Any) -> None:
        now = time.monotonic()
        self.recorder.packet(member, source, packet)
        key = source.key
        for sender in self._listeners(member, source.media):
            await sender.forward(key, source.codec, packet, now)
        if (
            source.media == "video"
            and self.recorder.writing
            and now - self._key_frame_at > KEY_FRAME_EVERY
        ):
            self._key_frame_at = now
            await source.ask_for_picture(now)

    async def _pass_report(
        self, member: Member, source: PacketReceiver, ntp: int, timestamp: int
    ) -> None:
        self.recorder.report(member, source, ntp, timestamp)
        for sender in self._listeners(member, source.media):
            await sender.report(source.key, ntp, timestamp)

    def _listeners(self, member: Member, media: str) -> list[PacketSender]:
        """Who gets what `member` says or shows, and on which of their lines."""
        found = self._routes.get((member.id, media))
        if found is not None:
            return found
        found = self._routes[member.id, media] = []
        for other in self.members.values():
            if other is member or other.connection is None:
                continue
            if media == "audio":
                found.append(other.connection.voices[self._place(member, other)])
            elif self._seen_by(other) is member:
                found.append(other.connection.view)
        return found

    def _place(self, member: Member, other: Member) -> int:
        """On which of the other's voices `member` is heard; the learner always on the first."""
        speakers = [one for one in self.members.values() if one is not other and not one.left]
        speakers.sort(key=lambda one: one.role != "learner")
        place = speakers.index(member) if member in speakers else 0
        return min(place, VOICES - 1)

    def _seen_by(self, viewer: Member) -> Member | None:
        """Whose picture `viewer` sees: a helper the learner's, the learner a demonstration."""
        others = [one for one in self.members.values() if one is not viewer and one.picture]
        wanted = [one for one in others if one.role != viewer.role]
        return next(iter(wanted or others), None)

    def _picture_wanted(self, viewer: Member) -> None:
        shown = self._seen_by(viewer)
        if shown is not None and shown.connection is not None:
            shown.connection.picture_wanted = True

    # --- words -----------------------------------------------------------------------------------

    def hear(self, member: Member, message: str | bytes) -> None:
        """Takes one message of a member; whatever is wrong with it is told to that member alone."""
        try:
            if not member.allowance.take(time.monotonic()):
                raise Refused(429, "Too many messages at once.")
            self.take(member, events.parse(message, member.role))
        except Refused as error:
            member.send({"kind": "refused", "why": error.sentence})

    def take(self, member: Member, event: Event) -> None:
        """Does what a checked event asks for, writes it down, and lets everybody know."""
        member.seen = time.monotonic()
        kind = event["kind"]
        if kind == "ping":
            member.send({"kind": "pong", "n": event["n"], "t": round(self.time, 3)})
            return
        event |= {
            "t": round(self.time, 3),
            "by": member.role,
            "from": member.id,
            "name": member.name,
        }
        self._translate(member, event)
        if kind in ("off_record", "on_record"):
            self.recorder.set_off(member, off=kind == "off_record")
        elif kind == "picture":
            member.picture = event["on"]
        elif kind == "end":
            self.ended = "end"
        self.recorder.event(event)
        self._tell(event, member)
        if kind in ("off_record", "on_record", "picture"):
            self._ask_pictures()
            self.tell_people()

    def _translate(self, member: Member, event: Event) -> None:
        """The frame that a helper pointed at, in the time stamps of who showed it."""
        shown, seen = self._seen_by(member), event.pop("rtp", None)
        if seen is None or shown is None or shown.connection is None or member.connection is None:
            return
        source = shown.connection.picture.key
        original = member.connection.view.original_timestamp(source, seen)
        if original is not None:
            event["rtp"] = original

    def _tell(self, event: Event, sender: Member) -> None:
        fleeting = event["kind"] == "pointer" and event["phase"] == "move"
        for member in self.members.values():
            if not member.left and not (fleeting and member is sender):
                member.send(event)

    def _ask_pictures(self) -> None:
        for member in self.members.values():
            if member.picture and member.connection is not None:
                member.connection.picture_wanted = True

    def greet(self, member: Member) -> None:
        """Tells somebody who comes what stands."""
        member.send(self._people())

    def tell_people(self) -> None:
        """Tells everybody who is here and what is recorded, where that has changed."""
        self._routes.clear()
        people = self._people()
        shown = (people["people"], people["recording"], people["off_record"])
        if shown != self._shown:
            self._shown = shown
            for member in self.members.values():
                if not member.left:
                    member.send(people)

    def _people(self) -> Event:
        members = self.members.values()
        return {
            "kind": "people",
            "people": [
                {
                    "id": one.id,
                    "role": one.role,
                    "name": one.name,
                    "here": one.here,
                    "picture": one.picture,
                }
                for one in members
                if not one.left
            ],
            "recording": self.recorder.writing,
            "off_record": sorted({one.role for one in members if one.id in self.recorder.off}),
            "t": round(self.time, 3),
        }

    # --- the end ---------------------------------------------------------------------------------

    def due_to_end(self, grace: float, longest: float) -> str:
        """Why the room should end now; empty while it goes on."""
        now = time.monotonic()
        if self.ended:
            return self.ended
        if now - self.opened > longest:
            return "too_long"
        if any(member.here for member in self.members.values()):
            self.empty_since = None
            return ""
        if self.members and all(member.left for member in self.members.values()):
            return "left"
        self.empty_since = self.empty_since or now
        return "timeout" if now - self.empty_since > grace else ""

    async def close(self, why: str) -> None:
        """Ends every connection and the log. With `why` everybody is told that it is over."""
        if why:
            for member in self.members.values():
                member.send({"kind": "ended", "why": why})
            # What was just sent must leave before the line is cut.
            await asyncio.sleep(0.1)
        self.recorder.close()
        connections = [one.connection for one in self.members.values() if one.connection]
        await asyncio.gather(*(one.close() for one in connections), return_exceptions=True)
