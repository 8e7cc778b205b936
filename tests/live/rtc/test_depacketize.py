"""Payloads as browsers send them, and as nobody should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.rtc.depacketize import (
    Vp8,
    opus_samples,
    red_blocks,
    vp8_descriptor,
    vp8_is_key,
    vp8_size,
)


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        pytest.param("10 aa", Vp8(1, True), id="nothing but the start"),
        pytest.param("00 aa", Vp8(1, False), id="a continuation"),
        pytest.param("11 aa", Vp8(1, False), id="another partition"),
        pytest.param("90 80 11 aa", Vp8(3, True), id="a short picture number"),
        pytest.param("90 80 91 22 aa", Vp8(4, True), id="a long picture number"),
        pytest.param("90 e0 91 22 05 40 aa", Vp8(6, True), id="layers"),
        pytest.param("80 10 05 aa", Vp8(3, False), id="key index alone"),
        pytest.param("90 80 91 22", None, id="nothing behind it"),
        pytest.param("90 80", None, id="torn"),
        pytest.param("90", None, id="torn at once"),
        pytest.param("", None, id="empty"),
    ],
)
def test_vp8_descriptors(payload, expected):
    assert vp8_descriptor(bytes.fromhex(payload)) == expected


def test_a_key_frame_says_its_size():
    picture = bytes.fromhex("10 02 00 9d 01 2a 00 45 d0 02")
    assert vp8_is_key(picture)
    assert vp8_size(picture) == (1280, 720)
    assert vp8_size(picture[:9]) is None
    assert not vp8_is_key(b"\x11")
    assert not vp8_is_key(b"")


def red(*blocks, last=b"now"):
    heads = b"".join(
        b"\xef" + (offset << 10 | len(data)).to_bytes(3, "big") for offset, data in blocks
    )
    return heads + b"\x6f" + b"".join(data for _, data in blocks) + last


def test_redundant_blocks_come_oldest_first():
    payload = red((1920, b"older"), (960, b"old"))
    assert red_blocks(payload) == [(1920, b"older"), (960, b"old"), (0, b"now")]
    assert red_blocks(red()) == [(0, b"now")]
    assert red_blocks(red((960, b""))) == [(0, b"now")]


@pytest.mark.parametrize(
    "payload", [b"", b"\xef\x00", red((960, b"old"))[:5], red((9, b"x" * 9))[:9]]
)
def test_damaged_redundancy_gives_nothing(payload):
    assert red_blocks(payload) == []


@pytest.mark.parametrize(
    ("packet", "milliseconds"),
    [
        pytest.param("fc", 20, id="CELT"),
        pytest.param("e0", 2.5, id="the shortest"),
        pytest.param("18", 60, id="SILK"),
        pytest.param("68", 20, id="hybrid"),
        pytest.param("f9", 40, id="two frames"),
        pytest.param("ff 03", 60, id="three frames"),
        pytest.param("ff 00", 0, id="no frame"),
        pytest.param("1b 03", 0, id="too long"),
        pytest.param("ff", 0, id="torn"),
        pytest.param("", 0, id="empty"),
    ],
)
def test_an_opus_packet_says_how_long_it_lasts(packet, milliseconds):
    assert opus_samples(bytes.fromhex(packet)) == milliseconds * 48


@given(st.binary(max_size=40))
def test_garbage_never_raises(payload):
    descriptor = vp8_descriptor(payload)
    assert descriptor is None or descriptor.length < len(payload)
    assert all(data for _, data in red_blocks(payload))
    assert 0 <= opus_samples(payload) <= 5760
