"""A room with people in it: what passes, what is written, and what never is."""

from __future__ import annotations

import asyncio
import json
import re

import pytest

from live.rtc.errors import Refused
from live.rtc.packet_log import Event, Packet, Stream, logs, read_log
from tests.live.rtc.clients import ROOM, Colours, Person, Tone, studio_in, token, until

pytestmark = pytest.mark.timeout(120)


def run(scene) -> None:
    asyncio.run(asyncio.wait_for(scene, 100))


def written(folder) -> list:
    return [record for log in logs(folder / ROOM) for record in read_log(log)]


def events(folder) -> list[str]:
    return [record.fields["kind"] for record in written(folder) if isinstance(record, Event)]


async def two(studio):
    learner = await Person(studio, "learner", "Odile").enter(picture=Colours(), sound=Tone())
    helper = await Person(studio, "helper", "Sam").enter(sound=Tone(880))
    await until(lambda: helper.pictures and helper.loudness[0] and learner.loudness[0])
    return learner, helper


def test_picture_and_voices_pass_and_are_written(tmp_path):
    async def scene():
        async with studio_in(tmp_path) as studio:
            learner, helper = await two(studio)
            await until(lambda: helper.heard("people")[-1]["recording"])
            assert max(helper.loudness[0][-5:] or [0]) > 500
            helper.say(kind="pointer", x=0.5, y=0.25, phase="press", text="le bouton bleu")
            helper.say(kind="pointer", x=0.5, y=0.3, phase="move")
            await until(lambda: len(learner.heard("pointer")) == 2)
            press = learner.heard("pointer")[0]
            assert (press["by"], press["name"], press["text"]) == (
                "helper",
                "Sam",
                "le bouton bleu",
            )
            # One's own press comes back, moves do not.
            assert [event["phase"] for event in helper.heard("pointer")] == ["press"]
            learner.say(kind="end")
            await until(lambda: helper.heard("ended"))
            assert helper.heard("ended")[-1]["why"] == "end"
            # Noted before anybody is told.
            assert studio.registrar.over == [ROOM]
            assert studio.registrar.living == {ROOM}

    run(scene())
    streams = {(s.role, s.media, s.codec) for s in written(tmp_path) if isinstance(s, Stream)}
    assert streams == {
        ("learner", "video", "vp8"),
        ("learner", "audio", "opus"),
        ("helper", "audio", "opus"),
    }
    assert events(tmp_path) == ["pointer", "pointer"]


def test_off_the_record_nothing_is_written_and_everything_passes(tmp_path):
    async def scene():
        async with studio_in(tmp_path) as studio:
            learner, helper = await two(studio)
            learner.say(kind="off_record")
            await until(lambda: helper.heard("people")[-1]["off_record"] == ["learner"])
            assert not helper.heard("people")[-1]["recording"]
            before = sum(isinstance(record, Packet) for record in written(tmp_path))
            seen = len(helper.pictures)
            helper.say(kind="chat", text="mot de passe")
            await until(lambda: learner.heard("chat") and len(helper.pictures) > seen + 5)
            assert sum(isinstance(record, Packet) for record in written(tmp_path)) == before
            learner.say(kind="on_record")
            await until(lambda: helper.heard("people")[-1]["recording"])

    run(scene())
    assert events(tmp_path) == ["off_record", "on_record"]
    assert b"mot de passe" not in b"".join(log.read_bytes() for log in logs(tmp_path / ROOM))


def test_off_the_record_outlives_the_process(tmp_path):
    async def scene():
        async with studio_in(tmp_path) as studio:
            learner = await Person(studio, "learner", "Odile").enter()
            learner.say(kind="off_record")
            await until(lambda: learner.heard("off_record"))
        async with studio_in(tmp_path) as studio:
            again = await Person(studio, "learner", "Odile").enter(sound=Tone())
            await until(lambda: again.heard("people"))
            assert again.heard("people")[-1]["off_record"] == ["learner"]
            assert not again.heard("people")[-1]["recording"]

    run(scene())
    assert not [record for record in written(tmp_path) if isinstance(record, Packet)]


def test_without_both_agreements_nothing_is_written(tmp_path):
    async def scene():
        async with studio_in(tmp_path) as studio:
            learner = await Person(studio, "learner", "Odile", record=False).enter(sound=Tone())
            helper = await Person(studio, "helper", "Sam", record=False).enter()
            await until(lambda: helper.loudness[0])
            assert not helper.heard("people")[-1]["recording"]
            learner.say(kind="end")
            await until(lambda: studio.registrar.over)

    run(scene())
    assert not (tmp_path / ROOM).exists() or not list((tmp_path / ROOM).iterdir())


def test_an_agreement_taken_back_removes_what_was_written(tmp_path):
    async def scene():
        async with studio_in(tmp_path) as studio:
            learner, helper = await two(studio)
            learner.record = False
            studio.renew(learner.secret, token(learner))
            await until(lambda: not helper.heard("people")[-1]["recording"])
            assert not logs(tmp_path / ROOM)

    run(scene())
    assert not logs(tmp_path / ROOM)


def test_who_reloads_comes_back_to_the_same_place(tmp_path):
    async def scene():
        async with studio_in(tmp_path) as studio:
            learner, helper = await two(studio)
            await learner.away()
            again = await Person(studio, "learner", "Odile").enter(
                picture=Colours(400, 300), sound=Tone()
            )
            await until(lambda: (400, 300) in helper.pictures)
            heard = len(helper.loudness[0])
            await until(lambda: len(helper.loudness[0]) > heard + 10)
            assert again.heard("people")[-1]["recording"]
            assert len(again.heard("people")[-1]["people"]) == 2

    run(scene())
    streams = [s for s in written(tmp_path) if isinstance(s, Stream) and s.role == "learner"]
    assert len(streams) == 4


def test_a_room_holds_four(tmp_path):
    async def scene():
        async with studio_in(tmp_path) as studio:
            people = [Person(studio, "learner", "Odile")]
            people += [Person(studio, "helper", f"Sam{number}") for number in range(3)]
            for person in people:
                await person.enter(sound=Tone())
            await until(lambda: all(people[0].loudness))
            with pytest.raises(Refused, match="full"):
                await Person(studio, "helper", "Zoé").enter()

    run(scene())


def test_a_demonstration_is_seen_by_the_learner(tmp_path):
    async def scene():
        async with studio_in(tmp_path) as studio:
            learner = await Person(studio, "learner", "Odile").enter()
            await Person(studio, "helper", "Sam").enter(picture=Colours(200, 100))
            await until(lambda: (200, 100) in learner.pictures)

    run(scene())


def test_who_is_alone_for_too_long_ends_the_room(tmp_path):
    async def scene():
        async with studio_in(tmp_path, grace=0.5) as studio:
            learner = await Person(studio, "learner", "Odile").enter()
            await studio.leave(learner.secret)
            await until(lambda: studio.registrar.over == [ROOM])
            with pytest.raises(Refused):
                studio.session(learner.secret)

    run(scene())


def test_nobody_comes_in_with_a_token_of_another_room(tmp_path):
    async def scene():
        async with studio_in(tmp_path) as studio:
            person = Person(studio, "learner", "Odile")
            for bad in (token(person, "room-2"), "", "x" * 5_000, "[]"):
                with pytest.raises(Refused) as refused:
                    await studio.enter(ROOM, bad, "v=0")
                assert refused.value.status == 401
            assert not studio.rooms

    run(scene())


def test_a_broken_offer_opens_no_room_and_touches_no_other(tmp_path):
    async def scene():
        async with studio_in(tmp_path) as studio:
            learner, helper = await two(studio)
            sdp = learner.pc.localDescription.sdp
            broken = [
                "",
                "v=0",
                "\x00" * 50,
                sdp[: len(sdp) // 2],
                sdp.replace("m=video", "m=audio"),
                sdp.replace("VP8", "VP7"),
                re.sub(r"a=fingerprint.*\r\n", "", sdp),
                re.sub(r"a=ice-ufrag.*\r\n", "", sdp),
                sdp.replace("a=rtpmap:", "a=rtpmap:999999999999999999999"),
            ]
            for offer in broken:
                stranger = Person(studio, "helper", "Intrus")
                with pytest.raises(Refused):
                    await studio.enter(ROOM, token(stranger), offer)
            assert len(studio.rooms[ROOM].members) == 2
            seen = len(helper.pictures)
            await until(lambda: len(helper.pictures) > seen + 3)

    run(scene())


def test_a_bad_message_is_refused_to_its_sender_alone(tmp_path):
    async def scene():
        async with studio_in(tmp_path) as studio:
            learner, helper = await two(studio)
            for message in ("{", "[]", json.dumps({"kind": "done"}), "é" * 3_000, b"\xff\x00"):
                helper.channel.send(message)
            await until(lambda: len(helper.heard("refused")) == 5)
            assert not learner.heard("refused")
            helper.say(kind="chat", text="Bonjour")
            await until(lambda: learner.heard("chat"))

    run(scene())


def test_who_has_no_connection_still_hears_and_speaks(tmp_path):
    async def scene():
        async with studio_in(tmp_path) as studio:
            learner = await Person(studio, "learner", "Odile").enter()
            helper = Person(studio, "helper", "Sam")
            secret = await studio.enter_by_events(ROOM, token(helper))
            _, member = studio.session(secret)
            news, after = await member.fetch(0, 1)
            assert news[0]["kind"] == "people"
            learner.say(kind="stuck")
            news, after = await member.fetch(after, 5)
            assert [event["kind"] for event in news if event["kind"] != "people"] == ["stuck"]
            assert (await member.fetch(after, 0.1))[0] == []

    run(scene())
