"""What a player may ask of a file."""

import asyncio
import os

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404
from django.test import AsyncRequestFactory, RequestFactory

from kb.recordings.ranges import Span, UnsatisfiableError, parse_range, ranged_response

CONTENT = bytes(range(256)) * 40


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(CONTENT)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def ask(path, *, method="GET", **headers):
    names = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    request = RequestFactory().generic(method, "/x", **names)
    return ranged_response(request, path, content_type="video/mp4")


def body(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("bytes=0-0", Span(0, 0), id="one-byte"),
        pytest.param("bytes=10-", Span(10, 99), id="open"),
        pytest.param("bytes=10-5000", Span(10, 99), id="past-the-end"),
        pytest.param("bytes=-5", Span(95, 99), id="last-bytes"),
        pytest.param("bytes=-5000", Span(0, 99), id="more-than-there-is"),
        pytest.param("Bytes=1-2", Span(1, 2), id="unit-in-capitals"),
        pytest.param("bytes=5-2", None, id="backwards"),
        pytest.param("bytes=-", None, id="neither"),
        pytest.param("bytes=a-b", None, id="no-numbers"),
        pytest.param("lines=1-2", None, id="another-unit"),
        pytest.param("bytes=0-1,5-6", None, id="several"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_range_is_read_as_the_standard_says(header, expected):
    assert parse_range(header, 100) == expected


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=100-", 100), ("bytes=-0", 9), ("bytes=0-", 0)]
)
def test_a_range_without_a_byte_of_the_file_is_refused(header, size):
    with pytest.raises(UnsatisfiableError):
        parse_range(header, size)


def test_without_a_range_the_whole_file_is_sent(file):
    response = ask(file)
    assert (response.status_code, body(response)) == (200, CONTENT)
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Length"] == str(len(CONTENT))


def test_a_range_is_sent_alone(file):
    response = ask(file, range="bytes=100-299")
    assert (response.status_code, body(response)) == (206, CONTENT[100:300])
    assert response["Content-Range"] == f"bytes 100-299/{len(CONTENT)}"
    assert response["Content-Length"] == "200"


def test_a_range_outside_says_how_long_the_file_is(file):
    response = ask(file, range="bytes=999999-")
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(CONTENT)}")


def test_a_head_tells_of_the_whole_file_and_sends_nothing(file):
    response = ask(file, method="HEAD", range="bytes=0-9")
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == str(len(CONTENT))


def test_the_same_version_continues(file):
    etag = ask(file)["ETag"]
    assert ask(file, range="bytes=0-1", if_range=etag).status_code == 206


def test_the_same_date_continues(file):
    date = ask(file)["Last-Modified"]
    assert ask(file, range="bytes=0-1", if_range=date).status_code == 206


def test_another_version_is_sent_whole(file):
    assert ask(file, range="bytes=0-1", if_range='"other"').status_code == 200


def test_what_the_browser_has_is_not_sent_again(file):
    response = ask(file, if_none_match=ask(file)["ETag"])
    assert (response.status_code, response.content) == (304, b"")
    assert response["Cache-Control"] == "private, no-store"


def test_a_private_file_is_kept_nowhere(file):
    response = ask(file)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_public_file_may_be_kept(file):
    request = RequestFactory().get("/x")
    response = ranged_response(request, file, content_type="video/mp4", private=False, max_age=60)
    assert response["Cache-Control"] == "public, max-age=60"


def test_a_name_for_saving_is_given(file):
    response = ranged_response(
        RequestFactory().get("/x"),
        file,
        content_type="video/mp4",
        filename="Déclaration.mp4",
        attachment=True,
    )
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''D%C3%A9")


def test_an_empty_file_is_sent_empty(tmp_path):
    path = tmp_path / "empty.vtt"
    path.touch()
    response = ask(path)
    assert (response.status_code, body(response), response["Content-Length"]) == (200, b"", "0")


@pytest.mark.parametrize("name", ["absent.mp4", "."])
def test_no_file_is_not_found(tmp_path, name):
    with pytest.raises(Http404):
        ask(tmp_path / name)


def test_under_asgi_the_pieces_come_one_by_one(file):
    request = AsyncRequestFactory().get("/x", headers={"Range": "bytes=5-99"})
    assert isinstance(request, ASGIRequest)
    response = ranged_response(request, file, content_type="video/mp4")

    async def collect():
        return b"".join([piece async for piece in response.streaming_content])

    assert response.is_async
    assert asyncio.run(collect()) == CONTENT[5:100]


@pytest.mark.parametrize("asked", [f"bytes=0-{'9' * 5000}", f"bytes={'9' * 5000}-", "bytes=²-"])
def test_a_range_of_thousands_of_digits_is_passed_over(file, asked):
    assert ask(file, range=asked).status_code == 200


def test_a_public_file_without_an_age_is_asked_for_at_each_use(file):
    request = RequestFactory().get("/x")
    response = ranged_response(request, file, content_type="video/mp4", private=False)
    assert response["Cache-Control"] == "public, no-cache"
