"""What is written down of a room: nothing without agreement, nothing off the record."""

from __future__ import annotations

import logging
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from live.rtc.events import Event
from live.rtc.member import Member
from live.rtc.packet_log import PacketLog
from live.rtc.receiving import PacketReceiver

logger = logging.getLogger(__name__)

OFF = "off-"
"""What the names of the files begin with that say who is off the record: a live process that
starts again must not write what is."""

_NEVER = ("ping", "picture", "end")
_ALWAYS = ("off_record", "on_record")


class Recorder:
    """The packet log of one room, while there is to be one."""

    def __init__(self, folder: Path, room: str) -> None:
        self.off = {mark.name.removeprefix(OFF) for mark in folder.glob(f"{OFF}*")}
        self.log: PacketLog | None = None
        self._folder, self._room = folder, room
        self._streams: dict[object, int] = {}

    @property
    def writing(self) -> bool:
        """Whether what is said and shown now is written down."""
        return self.log is not None and not self.off

    def agree(self, *, record: bool) -> None:
        """Begins to record, or stops and forgets what was recorded."""
        if record and self.log is None:
            self._streams.clear()
            self.log = PacketLog(self._folder, self._room)
        elif not record:
            self.close()
            for left in self._folder.glob("*"):
                if not left.name.startswith(OFF):
                    shutil.rmtree(left) if left.is_dir() else left.unlink()

    def set_off(self, member: Member, *, off: bool) -> None:
        """Notes that `member` wants nothing written, or allows it again."""
        mark = self._folder / f"{OFF}{member.id}"
        if off:
            self.off.add(member.id)
            mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            mark.touch()
        else:
            self.off.discard(member.id)
            mark.unlink(missing_ok=True)

    def packet(self, member: Member, source: PacketReceiver, packet: Any) -> None:
        """Writes one packet as it came."""
        if not self.writing:
            return
        # A source may change its codec on the way, as between Opus with and without redundancy.
        key = member.id, source.key, source.codec
        try:
            stream = self._streams.get(key)
            if stream is None:
                stream = self._streams[key] = self.log.stream(
                    member.id, member.role, source.media, source.codec, source.clock
                )
            self.log.packet(
                stream, packet.sequence_number, packet.timestamp, packet.marker, packet.payload
            )
        except OSError:
            self._give_up()

    def report(self, member: Member, source: PacketReceiver, ntp: int, timestamp: int) -> None:
        """Writes a sender report: what puts picture and voices on one clock."""
        stream = self._streams.get((member.id, source.key, source.codec))
        if self.writing and stream is not None:
            try:
                self.log.report(stream, ntp, timestamp)
            except OSError:
                self._give_up()

    def event(self, event: Event) -> None:
        """Writes an event; off the record only what goes off and comes back."""
        if self.log is None or event["kind"] in _NEVER:
            return
        if self.off and event["kind"] not in _ALWAYS:
            return
        try:
            self.log.event({key: value for key, value in event.items() if key != "name"})
        except OSError:
            self._give_up()

    def sync(self) -> None:
        """Writes through to the disk, against power cuts; it may take a while."""
        log = self.log
        if log is not None:
            with suppress(OSError):
                log.sync()

    def close(self) -> None:
        """Closes the log; what was written stays."""
        log, self.log = self.log, None
        if log is not None:
            with suppress(OSError):
                log.close()

    def _give_up(self) -> None:
        """The disk is full: the session goes on, and everybody sees that it is not written."""
        logger.error("a recording stopped: the disk takes no more", extra={"room": self._room})
        self.close()
