"""One person of a room, whatever becomes of their connection."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from live.rtc.connection import Connection
from live.rtc.events import Allowance, Event, Role

KEPT = 500
"""Events kept for somebody who fetches them by HTTP."""

CONGESTED = 64 * 1024
"""Bytes waiting in a data channel at which pointer moves are left out: newer ones follow."""

FETCHES = 30.0
"""Seconds without a fetch after which somebody without a connection is gone."""


@dataclass(eq=False, slots=True)
class Member:
    """`id`, `role` and `name` are the token's; `session` is the secret of the present visit."""

    id: str
    role: Role
    name: str
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    connection: Connection | None = None
    channel: Any = None
    picture: bool = False
    left: bool = False
    seen: float = field(default_factory=time.monotonic)
    allowance: Allowance = field(default_factory=lambda: Allowance(time.monotonic()))
    outbox: deque[tuple[int, Event]] = field(default_factory=lambda: deque(maxlen=KEPT))
    said: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def here(self) -> bool:
        """Whether this person is reached: connected, or fetching events by HTTP."""
        if self.left:
            return False
        if self.connected:
            return True
        return time.monotonic() - self.seen < FETCHES

    @property
    def connected(self) -> bool:
        return self.connection is not None and self.connection.pc.connectionState == "connected"

    def renew(self) -> None:
        """Begins a new visit: a new secret, and nothing waiting from the visit before."""
        self.session = secrets.token_urlsafe(24)
        self.outbox.clear()

    def send(self, event: Event) -> None:
        """Has the person get `event`: at once where there is a channel, else at the next fetch."""
        channel = self.channel
        fleeting = event["kind"] == "pointer" and event.get("phase") == "move"
        if channel is not None and channel.readyState == "open":
            if not (fleeting and channel.bufferedAmount > CONGESTED):
                channel.send(json.dumps(event, ensure_ascii=False))
            return
        if not fleeting:
            self.said += 1
            self.outbox.append((self.said, event))
            self.news.set()

    async def fetch(self, after: int, seconds: float) -> tuple[list[Event], int]:
        """The events after number `after`, as soon as there are any, and the newest number."""
        self.seen = time.monotonic()
        if not self.outbox or self.outbox[-1][0] <= after:
            self.news.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.news.wait(), seconds)
        self.seen = time.monotonic()
        return [event for number, event in self.outbox if number > after], self.said
