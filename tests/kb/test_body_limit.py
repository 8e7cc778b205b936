"""Bodies that are too long never reach the application, hence never its temporary files."""

from __future__ import annotations

import asyncio

import pytest

from kb.body_limit import FORM, MIB, PIECE, STRANGER, BodyLimit, limit_of

SIGNED_IN = "langue=fr; sessionid=abc"


def asked(pieces, *, announced=None, path="/enregistrements/nouveau/", cookie=""):
    """`(status, body, bytes that the application read)` of a request in `pieces`."""
    read, sent = [], []
    waiting = [{"type": "http.request", "body": piece} for piece in pieces]

    async def application(_scope, receive, send):
        for _piece in pieces:
            read.append(len((await receive())["body"]))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})

    async def receive():
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    headers = [(b"cookie", cookie.encode())]
    if announced is not None:
        headers.append((b"content-length", str(announced).encode()))
    scope = {"type": "http", "path": path, "headers": headers}
    asyncio.run(BodyLimit(application)(scope, receive, send))
    return sent[0]["status"], sent[1]["body"].decode(), sum(read)


def test_what_is_announced_too_long_is_not_read_at_all():
    status, sentence, read = asked([b"x"], announced=STRANGER + 1)
    assert (status, read) == (413, 0)
    assert sentence == "Ce fichier est trop gros."


def test_what_turns_out_too_long_is_read_no_further():
    status, _sentence, read = asked([bytes(MIB // 2)] * 9)
    assert (status, read) == (413, STRANGER)


def test_an_ordinary_body_goes_through_whole():
    assert asked([b"abc", b"def"], announced=6) == (200, "ok", 6)


@pytest.mark.parametrize("announced", ["-1", "abc", "²", "9" * 400])
def test_a_length_that_is_none_is_refused(announced):
    assert asked([b""], announced=announced)[0] == 413


@pytest.mark.parametrize(
    ("path", "cookie", "limit"),
    [
        ("/enregistrements/tus/", "", STRANGER),
        ("/enregistrements/tus/", SIGNED_IN, PIECE),
        ("/enregistrements/nouveau/", SIGNED_IN, FORM),
        ("/compte/connexion/", "langue=fr", STRANGER),
    ],
)
def test_whoever_has_signed_in_may_send_more(path, cookie, limit):
    assert limit_of(path, cookie) == limit
