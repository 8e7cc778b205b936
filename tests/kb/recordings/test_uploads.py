"""The upload protocol, as a sender meets it."""

import base64
import errno
import fcntl
import hashlib
import os
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.http import parse_http_date

from kb.recordings import uploads
from kb.recordings.upload_models import LIFETIME, Upload

pytestmark = pytest.mark.django_db

VIDEO = b"\x1a\x45\xdf\xa3" + bytes(range(256)) * 20
SIZE = len(VIDEO)
TUS = {"Tus-Resumable": "1.0.0"}
START = "/enregistrements/tus/"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.KB_UPLOADS_ROOT = tmp_path / "uploads"


@pytest.fixture
def sender():
    return get_user_model().objects.create_user("camille")


@pytest.fixture
def visitor(client, sender):
    client.force_login(sender)
    return client


def encoded(**pairs):
    return ",".join(f"{key} {base64.b64encode(v.encode()).decode()}" for key, v in pairs.items())


def begin(visitor, size=SIZE, body=None, **metadata):
    pairs = {"filename": "seance.webm", "role": "main"} | metadata
    headers = TUS | {"Upload-Length": str(size), "Upload-Metadata": encoded(**pairs)}
    kind = "application/offset+octet-stream" if body is not None else ""
    return visitor.post(START, data=body or b"", content_type=kind, headers=headers)


def add(visitor, address, body, offset, **headers):
    return visitor.patch(
        address,
        data=body,
        content_type="application/offset+octet-stream",
        headers=TUS | {"Upload-Offset": str(offset)} | headers,
    )


def offset_of(visitor, address):
    return int(visitor.head(address, headers=TUS)["Upload-Offset"])


@pytest.fixture
def address(visitor):
    return begin(visitor)["Location"]


def test_the_server_says_what_it_can(client, settings):
    response = client.options(START)
    assert (response.status_code, response["Tus-Version"]) == (204, "1.0.0")
    assert response["Tus-Max-Size"] == str(settings.KB_UPLOAD_MAX_BYTES)
    assert set(response["Tus-Extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "expiration",
        "checksum",
        "termination",
    }


def test_an_upload_begins_empty(visitor):
    response = begin(visitor, filename="Séance d’essai.webm", modified="1700000000123")
    upload = Upload.objects.get()
    assert (response.status_code, response["Location"]) == (201, f"{START}{upload.pk}/")
    assert (upload.name, upload.size, upload.offset) == ("Séance d’essai.webm", len(VIDEO), 0)
    assert upload.modified == 1700000000123


def test_an_upload_may_begin_with_its_first_bytes(visitor):
    response = begin(visitor, body=VIDEO[:100])
    assert (response.status_code, response["Upload-Offset"]) == (201, "100")


def test_pieces_make_the_file(visitor, address):
    first = add(visitor, address, VIDEO[:1000], 0)
    second = add(visitor, address, VIDEO[1000:], 1000)
    assert (first.status_code, first["Upload-Offset"]) == (204, "1000")
    assert (second.status_code, second["Upload-Offset"]) == (204, str(len(VIDEO)))
    assert Upload.objects.get().path.read_bytes() == VIDEO


def test_the_state_is_told(visitor):
    header = encoded(filename="seance.webm", role="main")
    address = begin(visitor)["Location"]
    add(visitor, address, VIDEO[:7], 0)
    response = visitor.head(address, headers=TUS)
    assert (response.status_code, response["Upload-Offset"]) == (200, "7")
    assert response["Upload-Length"] == str(len(VIDEO))
    assert response["Upload-Metadata"] == header
    assert response["Cache-Control"] == "no-store"


def test_a_server_that_starts_again_believes_the_file(visitor, address):
    add(visitor, address, VIDEO[:1000], 0)
    os.truncate(Upload.objects.get().path, 600)
    assert offset_of(visitor, address) == 600
    assert add(visitor, address, VIDEO[600:], 600).status_code == 204
    assert Upload.objects.get().path.read_bytes() == VIDEO


def test_a_piece_for_another_place_is_a_conflict(visitor, address):
    add(visitor, address, VIDEO[:1000], 0)
    assert add(visitor, address, VIDEO[:1000], 0).status_code == 409
    assert offset_of(visitor, address) == 1000


def test_two_cannot_add_at_once(visitor, address):
    path = Upload.objects.get().path
    with path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert add(visitor, address, VIDEO, 0).status_code == 423
    assert add(visitor, address, VIDEO, 0).status_code == 204


def test_more_than_was_said_is_refused(visitor, address):
    assert add(visitor, address, VIDEO + b"x", 0).status_code == 413
    assert offset_of(visitor, address) == 0


def test_a_piece_of_another_type_is_refused(visitor, address):
    response = visitor.patch(
        address, data=VIDEO, content_type="video/webm", headers=TUS | {"Upload-Offset": "0"}
    )
    assert response.status_code == 415


def test_networks_without_patch_have_a_way(visitor, address):
    response = visitor.post(
        address,
        data=VIDEO,
        content_type="application/offset+octet-stream",
        headers=TUS | {"Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"},
    )
    assert (response.status_code, response["Upload-Offset"]) == (204, str(len(VIDEO)))


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_piece_with_its_checksum_is_kept(visitor, address, algorithm):
    digest = base64.b64encode(hashlib.new(algorithm, VIDEO).digest()).decode()
    response = add(visitor, address, VIDEO, 0, **{"Upload-Checksum": f"{algorithm} {digest}"})
    assert response.status_code == 204


def test_a_damaged_piece_is_thrown_away(visitor, address):
    add(visitor, address, VIDEO[:10], 0)
    wrong = base64.b64encode(hashlib.sha1(b"other").digest()).decode()
    response = add(visitor, address, VIDEO[10:], 10, **{"Upload-Checksum": f"sha1 {wrong}"})
    assert response.status_code == 460
    assert offset_of(visitor, address) == 10


def test_an_unknown_checksum_is_refused(visitor, address):
    response = add(visitor, address, VIDEO, 0, **{"Upload-Checksum": "md99 AAAA"})
    assert response.status_code == 400


def test_an_upload_can_be_dropped(visitor, address):
    path = Upload.objects.get().path
    assert visitor.delete(address, headers=TUS).status_code == 204
    assert not path.exists()
    assert visitor.head(address, headers=TUS).status_code == 404


@pytest.mark.parametrize("version", [None, "0.2.2"])
def test_another_version_is_refused(visitor, version):
    headers = {"Upload-Length": "5"} | ({"Tus-Resumable": version} if version else {})
    response = visitor.post(START, headers=headers)
    assert (response.status_code, response["Tus-Version"]) == (412, "1.0.0")
    assert not Upload.objects.exists()


def test_a_stranger_sends_nothing(client):
    assert begin(client).status_code == 403


def test_somebody_else_finds_nothing(address):
    other = Client()
    other.force_login(get_user_model().objects.create_user("dominique"))
    assert other.head(address, headers=TUS).status_code == 404
    assert add(other, address, VIDEO, 0).status_code == 404
    assert other.delete(address, headers=TUS).status_code == 404


def test_a_page_of_another_site_sends_nothing(sender):
    visitor = Client(enforce_csrf_checks=True)
    visitor.force_login(sender)
    assert begin(visitor).status_code == 403
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("size", "metadata", "status"),
    [
        pytest.param(0, {}, 400, id="empty"),
        pytest.param(10**9, {}, 413, id="too-large"),
        pytest.param(9, {"filename": "notes.pdf"}, 415, id="document"),
        pytest.param(9, {"filename": "sans-extension"}, 415, id="no-extension"),
        pytest.param(9, {"role": "other"}, 400, id="unknown-part"),
        pytest.param(9, {"role": "timeline"}, 415, id="video-as-timeline"),
    ],
)
def test_what_cannot_be_a_recording_is_refused_before_it_is_sent(
    visitor, settings, size, metadata, status
):
    settings.KB_UPLOAD_MAX_BYTES = 10**8
    response = begin(visitor, size, **metadata)
    assert response.status_code == status
    assert response.content.decode()
    assert not Upload.objects.exists()


@pytest.mark.parametrize("length", ["", "-1", "1e3", "٣", "9" * 30])
def test_a_length_that_is_no_number_is_refused(visitor, length):
    response = visitor.post(START, headers=TUS | {"Upload-Length": length})
    assert response.status_code == 400


@pytest.mark.parametrize("header", ["filename !!!", "filename gICA"])
def test_metadata_that_cannot_be_read_are_refused(visitor, header):
    response = visitor.post(START, headers=TUS | {"Upload-Length": "5", "Upload-Metadata": header})
    assert response.status_code == 400


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"%PDF-1.7 something", id="document"),
        pytest.param(b"\x89PNG\r\n\x1a\n0000000000", id="image"),
        pytest.param(b"PK\x03\x04..............", id="archive"),
        pytest.param(b"<!DOCTYPE html><html>", id="page"),
    ],
)
def test_another_kind_of_file_is_refused_at_its_first_bytes(visitor, address, head):
    assert add(visitor, address, head, 0).status_code == 415
    assert not Upload.objects.exists()


def test_a_full_disk_is_said_and_the_sending_goes_on_later(visitor, address, monkeypatch):
    add(visitor, address, VIDEO[:1000], 0)

    def full(_file, _data):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(uploads.os, "write", full)
        response = add(visitor, address, VIDEO[1000:], 1000)
    assert response.status_code == 507
    assert "place" in response.content.decode() or "room" in response.content.decode()
    assert offset_of(visitor, address) == 1000
    assert add(visitor, address, VIDEO[1000:], 1000).status_code == 204


def test_a_disk_that_fails_to_settle_keeps_nothing_of_the_piece(visitor, address, monkeypatch):
    def full(_file):
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    with monkeypatch.context() as patched:
        patched.setattr(uploads.os, "fsync", full)
        assert add(visitor, address, VIDEO, 0).status_code == 507
    assert offset_of(visitor, address) == 0


def test_no_room_for_the_whole_file_is_said_at_once(visitor, monkeypatch):
    monkeypatch.setattr(
        uploads.shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 10})()
    )
    assert begin(visitor).status_code == 507


def test_a_long_piece_is_read_in_bounded_memory(sender):
    class Body:
        asked: list[int] = []
        left = 5 * uploads.PIECE

        def read(self, size):
            self.asked.append(size)
            given = min(size, self.left)
            self.left -= given
            return b"\x1a" * given

    upload = uploads.upload_create(owner=sender, role="main", name="a.webm", size=5 * uploads.PIECE)
    assert uploads.upload_append(upload, 0, Body()) == 5 * uploads.PIECE
    assert max(Body.asked) <= uploads.PIECE


def test_an_unbounded_body_stops_at_the_size_that_was_said(sender):
    class Endless:
        def read(self, size):
            return b"\x1a" * size

    upload = uploads.upload_create(owner=sender, role="main", name="a.webm", size=10)
    with pytest.raises(uploads.UploadRefusedError) as refused:
        uploads.upload_append(upload, 0, Endless())
    assert (refused.value.status, upload.offset) == (413, 0)


def test_an_upload_says_when_it_expires(visitor, address):
    expires = parse_http_date(visitor.head(address, headers=TUS)["Upload-Expires"])
    assert expires == int(Upload.objects.get().expires_at.timestamp())


def test_the_sweep_takes_what_nobody_came_back_for(visitor, address, sender):
    forgotten = Upload.objects.get()
    fresh = uploads.upload_create(owner=sender, role="main", name="b.webm", size=5)
    stray = fresh.path.with_name("stray.part")
    stray.touch()
    long_ago = forgotten.path.stat().st_mtime - (LIFETIME + timedelta(hours=1)).total_seconds()
    os.utime(forgotten.path, (long_ago, long_ago))
    os.utime(stray, (long_ago, long_ago))
    assert uploads.sweep_uploads() == 1
    assert list(Upload.objects.all()) == [fresh]
    assert not forgotten.path.exists()
    assert not stray.exists()


def test_nobody_begins_more_than_they_may(sender, monkeypatch):
    monkeypatch.setattr(uploads, "BEGUN_COUNT", 2)
    for _upload in range(2):
        uploads.upload_create(owner=sender, role="main", name="a.webm", size=5)
    with pytest.raises(uploads.UploadRefusedError) as refusal:
        uploads.upload_create(owner=sender, role="main", name="a.webm", size=5)
    assert refusal.value.status == 413
    assert "abandonnez" in refusal.value.sentence


def test_nobody_announces_more_than_the_disk_of_all_can_give(visitor, settings):
    settings.KB_UPLOAD_MAX_BYTES = 1000
    for _upload in range(uploads.BEGUN_SIZES):
        assert begin(visitor, size=1000).status_code == 201
    assert begin(visitor, size=1).status_code == 413


def test_what_others_have_begun_counts_for_nobody(visitor, settings):
    settings.KB_UPLOAD_MAX_BYTES = 1000
    other = get_user_model().objects.create_user("dominique")
    for _upload in range(uploads.BEGUN_SIZES):
        uploads.upload_create(owner=other, role="main", name="a.webm", size=1000)
    assert begin(visitor, size=1000).status_code == 201


def test_signs_that_no_screen_shows_do_not_stay_in_a_name(visitor):
    begin(visitor, filename="sé\x00an\nce.webm")
    assert Upload.objects.get().name == "séance.webm"


@pytest.mark.parametrize(
    "header", [{"Upload-Metadata": "filename é"}, {"Upload-Checksum": "sha1 é"}]
)
def test_letters_where_base64_should_be_are_refused_plainly(visitor, header):
    plain = {"Upload-Length": "5", "Upload-Metadata": encoded(filename="a.webm")}
    headers = TUS | plain | header
    kind = "application/offset+octet-stream"
    assert (
        visitor.post(START, data=VIDEO[:5], content_type=kind, headers=headers).status_code == 400
    )


def test_an_upload_leaves_the_database_its_room(visitor, settings):
    settings.KB_DISK_RESERVE_BYTES = 0
    address = begin(visitor)["Location"]
    settings.KB_DISK_RESERVE_BYTES = 2**62
    assert add(visitor, address, VIDEO, 0).status_code == 507
    assert Upload.objects.get().offset == 0
    settings.KB_DISK_RESERVE_BYTES = 0
    assert add(visitor, address, VIDEO, 0).status_code == 204
