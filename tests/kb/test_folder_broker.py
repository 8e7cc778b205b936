"""The broker in a folder hands over whole messages only, and goes on after half of one."""

from __future__ import annotations

from pathlib import Path
from queue import Empty
from threading import Thread

import pytest
from kombu import Connection

from kb.folder_broker import Channel, Transport


@pytest.fixture
def channel(tmp_path: Path) -> Channel:
    folders = {name: str(tmp_path / "messages") for name in ("data_folder_in", "data_folder_out")}
    options = {**folders, "control_folder": str(tmp_path / "control")}
    return Connection(transport=Transport, transport_options=options).channel()


def taken(channel: Channel) -> list[object]:
    found = []
    while True:
        try:
            found.append(channel._get("celery"))
        except Empty:
            return found


def test_a_message_comes_as_it_was_sent(channel):
    channel._put("celery", {"body": "é", "n": 1})
    channel._put("other", {"n": 2})
    assert taken(channel) == [{"body": "é", "n": 1}]


def test_half_a_message_stops_nobody(channel, tmp_path):
    channel._put("celery", {"n": 1})
    (tmp_path / "messages" / "0_half.celery.msg").write_text("")
    assert taken(channel) == []
    assert taken(channel) == [{"n": 1}]


def test_what_is_not_yet_written_is_not_taken(channel, tmp_path):
    channel._make_folders()
    (tmp_path / "messages" / "0_half.celery.msg.part").write_text("{")
    assert taken(channel) == []


def test_no_message_is_taken_while_it_is_written(channel):
    large = {"body": "x" * 200_000}
    sender = Thread(target=lambda: [channel._put("celery", large) for _ in range(100)])
    sender.start()
    found: list[object] = []
    while sender.is_alive():
        found += taken(channel)
    found += taken(channel)
    assert found == [large] * 100
