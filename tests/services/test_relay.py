"""Where no UDP passes, a room is reached through the relay of `compose.yaml`, by TCP alone."""

import asyncio
import re
import socket
import subprocess
import time
from pathlib import Path
from uuid import uuid4

import pytest
from aiortc import RTCConfiguration, RTCIceServer, RTCPeerConnection

from live import tokens
from tests.e2e.site import free_port
from tests.live.rtc import clients
from tests.live.rtc.clients import Colours, Person, Tone, studio_in, until
from tests.services_needed import program

COMPOSE = Path(__file__).parent.parent.parent / "compose.yaml"
NOT_HERE = ("--cert", "--pkey", "--tls-listening-port", "--denied-peer-ip", "--log-file")


@pytest.fixture
def relay(settings, tmp_path):
    """coturn as the operator starts it, less the certificate, on a free port."""
    port = free_port()
    values = {
        "KB_LIVE_TURN_SECRET": "quiet-otter",
        "TURN_REALM": "turn.example",
        "TURN_ADDRESS": "127.0.0.1",
    }
    options = [
        re.sub(r"\$\{(\w+):[^}]*\}", lambda found: values[found[1]], line.split("- ", 1)[1])
        for line in COMPOSE.read_text().splitlines()
        if line.strip().startswith("- --")
    ]
    options = [option for option in options if not option.startswith(NOT_HERE)]
    options += [f"--listening-port={port}", "--no-tls", "--no-dtls", "--no-udp"]
    options += [f"--log-file={tmp_path}/turn.log", f"--pidfile={tmp_path}/turn.pid"]
    options = [option for option in options if "external-ip" not in option]
    process = subprocess.Popen(
        [program("turnserver"), "-n", *options], cwd=tmp_path, stdout=subprocess.DEVNULL
    )
    settings.KB_LIVE_TURN_URL = f"turn:127.0.0.1:{port}?transport=tcp"
    settings.KB_LIVE_TURN_SECRET = values["KB_LIVE_TURN_SECRET"]
    try:
        deadline = time.monotonic() + 10
        while not listens(port):
            assert time.monotonic() < deadline, "the relay is not there"
            assert process.poll() is None
            time.sleep(0.1)
        yield settings.KB_LIVE_TURN_URL
    finally:
        process.terminate()
        process.wait(10)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_learner_without_udp_is_seen_and_heard(relay, tmp_path):
    async def scene():
        async with studio_in(tmp_path) as studio:
            helper = await Person(studio, "helper", "samia").enter()
            user, password = tokens.turn_credentials(str(uuid4()))
            servers = [RTCIceServer(relay, user, password)]
            learner = Person(studio, "learner", "marie", ice_servers=servers)
            await learner.enter(picture=Colours(), sound=Tone())
            (pair,) = learner.pc.sctp.transport.transport._connection._nominated.values()
            assert pair.local_candidate.type == "relay"
            await until(lambda: len(helper.pictures) > 10)
            learner.say(kind="done")
            await until(lambda: helper.heard("done"))

    asyncio.run(scene())


def test_the_relay_believes_no_stranger(relay):
    async def candidates(user, password):
        servers = [RTCIceServer(relay, user, password)]
        pc = RTCPeerConnection(RTCConfiguration(servers))
        pc.createDataChannel("events")
        with clients.relays_only():
            await pc.setLocalDescription(await pc.createOffer())
        offer = pc.localDescription.sdp
        await pc.close()
        return offer.count(" typ relay")

    assert asyncio.run(candidates(*tokens.turn_credentials("marie")))
    assert not asyncio.run(candidates("9999999999:marie", "guessed"))
