"""The live process: HTTP around one studio. `uvicorn live.server:application`."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings")
django.setup()

from django.conf import settings
from django.db import close_old_connections
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from live import services, tokens
from live.rtc import events
from live.rtc.chunks import MAX_CHUNK
from live.rtc.errors import Refused
from live.rtc.studio import Studio, StudioOptions

OFFER_MAX = 64 * 1024
EVENTS_MAX = 16 * 1024
WAIT = 20.0
"""Seconds that a fetch waits for something to happen."""


class Book:
    """The registrar of this process: the rows of the site, in a thread of their own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "book")

    async def alive(self, rooms: Collection[str]) -> None:
        await self._do(services.rooms_alive, rooms)

    async def ended(self, room: str) -> None:
        await self._do(services.room_ended, room)

    async def _do(self, service: Any, argument: Any) -> None:
        def work() -> None:
            try:
                service(argument)
            finally:
                # As at the end of a request: this thread sees none.
                close_old_connections()

        await asyncio.get_running_loop().run_in_executor(self._thread, work)


async def enter(request: Request) -> Response:
    """An offer in, the answer out."""
    offer = await _body(request, OFFER_MAX)
    secret, answer = await _studio(request).enter(
        request.path_params["room"], _bearer(request), offer.decode("utf-8", "replace")
    )
    headers = {"Location": f"/sessions/{secret}"}
    return Response(answer, 201, headers, "application/sdp")


async def enter_by_events(request: Request) -> Response:
    """A session of events alone."""
    secret = await _studio(request).enter_by_events(request.path_params["room"], _bearer(request))
    return JSONResponse({}, 201, {"Location": f"/sessions/{secret}"})


async def leave(request: Request) -> Response:
    """Ends one's own session."""
    await _studio(request).leave(request.path_params["secret"])
    return Response(status_code=204)


async def say(request: Request) -> Response:
    """Takes one event, or a list of them."""
    room, member = _studio(request).session(request.path_params["secret"])
    value = events.read_json(await _body(request, EVENTS_MAX))
    said = value if isinstance(value, list) else [value]
    for event in [events.check(event, member.role) for event in said]:
        if not member.allowance.take(time.monotonic()):
            raise Refused(429, "Too many messages at once.")
        room.take(member, event)
    return Response(status_code=204)


async def listen(request: Request) -> Response:
    """What happened since the event `after`, as soon as something has."""
    _, member = _studio(request).session(request.path_params["secret"])
    after = _number(request, "after")
    news, newest = await member.fetch(int(after), WAIT)
    return JSONResponse({"events": news, "next": newest})


async def renew(request: Request) -> Response:
    """Takes a newer token."""
    _studio(request).renew(request.path_params["secret"], _bearer(request))
    return Response(status_code=204)


async def keep_chunk(request: Request) -> Response:
    """Takes a piece of the browser's own recording."""
    data = await _body(request, MAX_CHUNK)
    await _studio(request).keep_chunk(
        request.path_params["secret"], request.path_params["n"], _number(request, "t"), data
    )
    return Response(status_code=204)


async def health(request: Request) -> Response:
    """How many rooms there are."""
    studio = _studio(request)
    return JSONResponse({"rooms": len(studio.rooms), "draining": studio.draining})


def _studio(request: Request) -> Studio:
    return request.app.state.studio


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Refused(401, "A token is needed.")
    return token


async def _body(request: Request, limit: int) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            raise Refused(413, "This is too large.")
    return bytes(body)


def _number(request: Request, name: str) -> float:
    try:
        number = float(request.query_params.get(name, "0"))
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e9:
        raise Refused(400, f"“{name}” is a number from 0.")
    return number


async def refused(_request: Request, error: Exception) -> Response:
    """The sentence of whatever could not be done."""
    return JSONResponse({"error": error.sentence}, error.status)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def studio_options() -> StudioOptions:
    """The studio as the settings want it."""
    return StudioOptions(
        root=settings.KB_LIVE_ROOT,
        grace=settings.KB_LIVE_GRACE_SECONDS,
        longest=settings.KB_LIVE_MAX_HOURS * 3600,
        public_address=settings.KB_LIVE_PUBLIC_ADDRESS,
    )


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Opens the studio, and closes all its rooms before the process is gone."""
    async with Studio(studio_options(), Book(), tokens.token_read) as studio:
        app.state.studio = studio
        yield


application = Starlette(
    routes=[
        Route("/rooms/{room}", enter, methods=["POST"]),
        Route("/rooms/{room}/events-only", enter_by_events, methods=["POST"]),
        Route("/sessions/{secret}", leave, methods=["DELETE"]),
        Route("/sessions/{secret}/events", say, methods=["POST"]),
        Route("/sessions/{secret}/events", listen, methods=["GET"]),
        Route("/sessions/{secret}/token", renew, methods=["POST"]),
        Route("/sessions/{secret}/chunks/{n:int}", keep_chunk, methods=["POST"]),
        Route("/health", health, methods=["GET"]),
    ],
    middleware=[
        Middleware(
            CORSMiddleware,
            allow_origins=[_origin(settings.KB_PUBLIC_URL)],
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["authorization", "content-type"],
            expose_headers=["Location"],
        )
    ],
    exception_handlers={Refused: refused},
    lifespan=lifespan,
)
