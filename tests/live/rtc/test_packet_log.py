"""What is logged is read again, whatever state the file is in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from live.rtc.packet_log import Event, Header, Packet, PacketLog, Report, Stream, logs, read_log
from tests.live.rtc.full_disk import room_for


class Clock:
    """A clock that stands where it is put."""

    now = 100.0

    def __call__(self):
        return self.now


def written(folder):
    clock = Clock()
    log = PacketLog(folder, "room", clock=clock, wall=lambda: 1.7e9)
    clock.now += 0.5
    number = log.stream("anna", "learner", "video", "vp8", 90_000)
    log.packet(number, 65_535, 2**32 - 1, 1, b"payload")
    clock.now += 0.25
    log.report(number, 2**63, 7)
    log.event({"kind": "mark", "label": "\ud800é"})
    log.packet(number, 0, 0, 0, b"")
    log.close()
    return log.path


def test_what_is_written_is_read(tmp_path):
    path = written(tmp_path)
    header, stream, packet, report, event, padding = read_log(path)
    assert header == Header(0.0, 1, "room", 1.7e9)
    assert stream == Stream(0.5, 0, "anna", "learner", "video", "vp8", 90_000)
    assert packet == Packet(0.5, 0, 65_535, 2**32 - 1, True, b"payload", packet.offset)
    assert path.read_bytes()[packet.offset :].startswith(b"payload")
    assert report == Report(0.75, 0, 2**63, 7)
    assert event == Event(0.75, {"kind": "mark", "label": "\ud800é"})
    assert (padding.marker, padding.payload) == (False, b"")


def test_each_life_has_its_own_log_in_order_of_number(tmp_path):
    made = [PacketLog(tmp_path, "room") for _ in range(11)]
    for log in made:
        log.close()
        log.close()
    (tmp_path / "packets-x.log").touch()
    assert logs(tmp_path) == [log.path for log in made]


def test_a_closed_log_takes_nothing_more(tmp_path):
    log = PacketLog(tmp_path, "room")
    log.sync()
    log.close()
    log.event({"kind": "done"})
    log.sync()
    assert len(list(read_log(log.path))) == 1


def test_a_full_disk_is_said_once_and_leaves_whole_records(tmp_path):
    log = PacketLog(tmp_path, "room")
    size = log.path.stat().st_size
    with room_for(size + 20):
        with pytest.raises(OSError, match="No space left on device"):
            log.event({"kind": "chat", "text": "x" * 100})
        log.event({"kind": "done"})
    assert not log.writing
    assert log.path.stat().st_size == size
    log.close()


@settings(deadline=None)
@given(data=st.data())
def test_a_torn_end_is_the_end(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    path = written(folder)
    whole, content = list(read_log(path)), path.read_bytes()
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    assert list(read_log(path)) == whole[: len(list(read_log(path)))]
    path.write_bytes(content + data.draw(st.binary(max_size=40)))
    assert list(read_log(path))[: len(whole)] == whole


@settings(deadline=None)
@given(data=st.data())
def test_garbage_never_raises(data, tmp_path_factory):
    path = written(tmp_path_factory.mktemp("log"))
    content = bytearray(path.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    list(read_log(path))


@given(body=st.sampled_from([b"[]", b"1", b"{}", b"null", b"{", b'{"version": 1e999}']))
def test_a_senseless_header_makes_an_empty_log(body, tmp_path_factory):
    path = tmp_path_factory.mktemp("log") / "packets-1.log"
    path.write_bytes((9 + len(body)).to_bytes(4, "big") + b"H" + bytes(8) + body)
    assert list(read_log(path)) == []
