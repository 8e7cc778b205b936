"""Bodies that are too long are refused before they are read: Django writes every body to the disk
before it asks who sent it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings
from django.http.cookie import parse_cookie
from django.utils import translation
from django.utils.translation import gettext as _

MIB = 1024**2
STRANGER = MIB
"""For whoever has not signed in: a form of words."""
PIECE = 64 * MIB
"""For one piece of an upload. The site's own page sends 2 MiB at once."""
FORM = 420 * MIB
"""For a form of somebody who has signed in: four files of what a form may carry."""
PIECES = "/enregistrements/tus/"

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


class TooLong(Exception):
    """More came than is taken."""


class BodyLimit:
    """The application, with 413 for every body that is longer than its sender may send."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        headers = dict(scope["headers"])
        limit = limit_of(scope["path"], headers.get(b"cookie", b"").decode("latin-1"))
        left = limit

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLong
            return message

        try:
            announced = headers.get(b"content-length", b"0")
            if not announced.isdigit() or int(announced[:18]) > limit:
                raise TooLong
            await self.application(scope, counted, send)
        except TooLong:
            await _refuse(send)


def limit_of(path: str, cookies: str) -> int:
    """How many bytes a request to `path` with these cookies may carry."""
    if settings.SESSION_COOKIE_NAME not in parse_cookie(cookies):
        return STRANGER
    return PIECE if path.startswith(PIECES) else FORM


async def _refuse(send: Send) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("This file is too large.").encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(sentence)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": sentence})
