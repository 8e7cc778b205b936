"""Files sent whole or in part (RFC 9110, section 14), in bounded memory, under ASGI and WSGI."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe

CHUNK = 256 * 1024
# No file is longer than eighteen digits say; more of them are nobody's range.
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)


class UnsatisfiableError(Exception):
    """The range lies outside the file."""


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def parse_range(header: str, size: int) -> Span | None:
    """The one range asked for; None where the header is to be ignored (RFC 9110 allows it for
    anything malformed, another unit, and several ranges at once).

    Raises UnsatisfiableError where the range has no byte of the file.
    """
    match = _RANGE.fullmatch(header.strip().replace(" ", ""))
    if not match:
        return None
    first, last = match.groups()
    if not first and not last:
        return None
    if not first:
        length = min(int(last), size)
        if length == 0:
            raise UnsatisfiableError
        return Span(size - length, size - 1)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise UnsatisfiableError
    return Span(int(first), min(int(last), size - 1) if last else size - 1)


def ranged_response(
    request: HttpRequest,
    path: Path,
    *,
    content_type: str,
    max_age: int = 0,
    private: bool = True,
    filename: str = "",
    attachment: bool = False,
) -> HttpResponseBase:
    """The file at `path`, or the part of it that the request asks for: 200, 206, 304, 412 or 416.

    A private file is never stored by a browser or a proxy; a public one without `max_age` is asked
    for again at each use, so that one taken back is gone everywhere. `filename` names the file
    where a person saves it. Raises Http404 where there is no file.
    """
    try:
        stat = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise Http404 from None
    if not path.is_file():
        raise Http404
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    modified = int(stat.st_mtime)
    headers = _headers(etag, modified, max_age, private, filename, attachment)
    unchanged = get_conditional_response(request, etag, modified)
    if unchanged is not None:
        for name, value in headers.items():
            unchanged.headers.setdefault(name, value)
        return unchanged
    try:
        span = _asked_span(request, stat.st_size, etag, modified)
    except UnsatisfiableError:
        headers["Content-Range"] = f"bytes */{stat.st_size}"
        return HttpResponse(status=416, content_type="text/plain", headers=headers)
    whole = span is None
    span = span or Span(0, stat.st_size - 1)
    headers["Content-Length"] = str(span.length)
    if not whole:
        headers["Content-Range"] = f"bytes {span.first}-{span.last}/{stat.st_size}"
    return _body(request, path, span, 200 if whole else 206, content_type, headers)


def _headers(
    etag: str, modified: int, max_age: int, private: bool, filename: str, attachment: bool
) -> dict[str, str]:
    headers = {
        "Accept-Ranges": "bytes",
        "ETag": etag,
        "Last-Modified": http_date(modified),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": _cache_control(max_age, private),
    }
    disposition = content_disposition_header(attachment, filename)
    if disposition:
        headers["Content-Disposition"] = disposition
    return headers


def _cache_control(max_age: int, private: bool) -> str:
    if private:
        return "private, no-store"
    return f"public, max-age={max_age}" if max_age else "public, no-cache"


def _asked_span(request: HttpRequest, size: int, etag: str, modified: int) -> Span | None:
    header = request.headers.get("Range")
    # Range is defined for GET alone: a HEAD tells of the whole file.
    if not header or request.method != "GET":
        return None
    condition = request.headers.get("If-Range")
    if condition and condition != etag and parse_http_date_safe(condition) != modified:
        return None
    return parse_range(header, size)


def _body(
    request: HttpRequest,
    path: Path,
    span: Span,
    status: int,
    content_type: str,
    headers: dict[str, str],
) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse(status=status, content_type=content_type, headers=headers)
    # An iterator of the wrong kind would be read into memory whole.
    pieces = _pieces_async if isinstance(request, ASGIRequest) else _pieces
    return StreamingHttpResponse(
        pieces(path, span), status=status, content_type=content_type, headers=headers
    )


def _pieces(path: Path, span: Span) -> Iterator[bytes]:
    left = span.length
    with path.open("rb") as file:
        file.seek(span.first)
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece


async def _pieces_async(path: Path, span: Span) -> AsyncIterator[bytes]:
    left = span.length
    file = await asyncio.to_thread(path.open, "rb")
    try:
        await asyncio.to_thread(file.seek, span.first)
        while left > 0 and (piece := await asyncio.to_thread(file.read, min(CHUNK, left))):
            left -= len(piece)
            yield piece
    finally:
        file.close()
