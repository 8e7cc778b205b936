"""The browser's own recording, where WebRTC is impossible, becomes part of the recording."""

from fractions import Fraction

import av
import numpy as np
import pytest

from live.rtc.chunks import chunk_files, keep_chunk
from live.rtc.errors import Refused
from live.rtc.finish import finish
from tests.live.rtc import played
from tests.live.rtc.coded import beeps, encoded
from tests.live.rtc.sessions import EPOCH, HELPER, LEARNER, Script, ticks

MILLISECOND = Fraction(1, 1000)


def webm(path, seconds):
    """What a browser records: pictures that flash and a voice that beeps, half past each second."""
    times = tuple(n / 10 for n in range(seconds * 10))
    pictures = zip(times, encoded(times, ((320, 240),), (0,)), strict=True)
    sounds = ((n / 50, data) for n, data in enumerate(beeps(seconds)))
    with av.open(str(path), "w", format="webm") as out:
        video = out.add_mux_stream("vp8", width=320, height=240)
        audio = out.add_stream("libopus", rate=48_000, layout="mono")
        tracks = [(time, video, data) for time, data in pictures]
        tracks += [(time, audio, data) for time, data in sounds]
        for time, stream, data in sorted(tracks, key=lambda one: one[0]):
            packet = av.Packet(data)
            packet.stream, packet.time_base = stream, MILLISECOND
            packet.pts = packet.dts = round(time * 1000)
            packet.is_keyframe = stream is audio or time == 0
            out.mux(packet)
    return path.read_bytes()


def keep(folder, data, *, began, first=0, size=7000):
    """Sends `data` in pieces; the number of the next."""
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    for number, piece in enumerate(pieces, first):
        keep_chunk(folder, LEARNER.name, "learner", number, EPOCH + began, piece)
    return first + len(pieces)


@pytest.fixture
def folder(tmp_path):
    """A room whose helper was heard by packets, and whose learner had no WebRTC."""
    script = Script()
    script.voice(HELPER, 1, 9)
    return script.write(tmp_path / "room")


def test_it_is_on_the_clock_of_the_room(folder, tmp_path):
    keep(folder, webm(tmp_path / "own.webm", 5), began=3)
    made = finish(folder, tmp_path / "out")
    assert made.has_picture
    assert (made.width, made.height) == (320, 240)
    assert sorted(made.voices) == ["helper", "learner"]
    path = tmp_path / "out" / "session.mkv"
    assert played.flashes(path) == pytest.approx(np.arange(5) + 3.5, abs=0.002)
    learner = played.beeps(path, played.voice(path, "learner"))
    assert learner == pytest.approx(np.arange(5) + 3.5, abs=0.01)
    assert not list((tmp_path / "out").glob("*.part"))


def test_nothing_of_it_that_was_off_the_record_is_kept(tmp_path):
    script = Script()
    script.voice(HELPER, 0, 8)
    script.event(4.0, kind="off_record", by="learner")
    script.event(6.0, kind="on_record", by="learner")
    folder = script.write(tmp_path / "room")
    keep(folder, webm(tmp_path / "own.webm", 8), began=0)
    finish(folder, tmp_path / "out")
    path = tmp_path / "out" / "session.mkv"
    assert not [t for t, _ in played.pictures(path) if 4 < t < 6]
    sound = played.heard(path, played.voice(path, "learner"))
    assert np.abs(sound[int(4.1 * 48_000) : int(5.9 * 48_000)]).max() < 0.01


def test_a_second_recording_follows_the_first(folder, tmp_path):
    own = webm(tmp_path / "own.webm", 2)
    following = keep(folder, own, began=1)
    keep(folder, own, began=5, first=following)
    finish(folder, tmp_path / "out")
    flashes = played.flashes(tmp_path / "out" / "session.mkv")
    assert flashes == pytest.approx([1.5, 2.5, 5.5, 6.5], abs=0.002)


def test_the_screen_that_was_first_shown_by_packets_goes_on_from_the_browser(tmp_path):
    script = Script()
    script.screen(LEARNER, ticks(0, 3))
    folder = script.write(tmp_path / "room")
    keep(folder, webm(tmp_path / "own.webm", 2), began=5)
    made = finish(folder, tmp_path / "out")
    assert made.duration == pytest.approx(7, abs=0.2)
    assert len(played.flashes(tmp_path / "out" / "session.mkv")) == 5


def test_a_torn_end_costs_no_more_than_itself(folder, tmp_path):
    data = webm(tmp_path / "own.webm", 6)
    keep(folder, data[: len(data) * 2 // 3], began=0)
    finish(folder, tmp_path / "out")
    assert len(played.flashes(tmp_path / "out" / "session.mkv")) >= 2


def test_what_is_no_webm_at_all_is_left_out(folder, tmp_path):
    keep(folder, b"\x1a\x45\xdf\xa3" + b"nonsense" * 2000, began=0)
    assert finish(folder, tmp_path / "out").voices == ("helper",)


def test_a_repeated_piece_changes_nothing(tmp_path):
    keep_chunk(tmp_path, "anna", "learner", 0, 1.0, b"\x1a\x45\xdf\xa3 head")
    for _ in range(2):
        keep_chunk(tmp_path, "anna", "learner", 1, 1.0, b" and more")
    ((participant, role, file, began),) = chunk_files(tmp_path)
    assert (participant, role, began) == ("anna", "learner", 1.0)
    assert file.read_bytes() == b"\x1a\x45\xdf\xa3 head and more"


def test_after_a_missing_piece_a_new_recording_begins(tmp_path):
    keep_chunk(tmp_path, "anna", "learner", 0, 1.0, b"\x1a\x45\xdf\xa3 one")
    with pytest.raises(Refused) as refused:
        keep_chunk(tmp_path, "anna", "learner", 2, 1.0, b"later")
    assert refused.value.status == 409
    keep_chunk(tmp_path, "anna", "learner", 3, 9.0, b"\x1a\x45\xdf\xa3 two")
    assert [began for *_, began in chunk_files(tmp_path)] == [1.0, 9.0]


def test_a_recording_begins_with_its_head(tmp_path):
    with pytest.raises(Refused):
        keep_chunk(tmp_path, "anna", "learner", 0, 1.0, b"the middle of something")
    with pytest.raises(Refused):
        keep_chunk(tmp_path, "anna", "learner", 0, 1.0, b"")
