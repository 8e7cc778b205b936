"""What we lean on inside aiortc is where it was. If this fails, aiortc has moved: read its changes
before the version in requirements.in is raised."""

import inspect
from importlib.metadata import version

import aiortc.rtcpeerconnection as original
import pytest
from aioice import turn
from aiortc import RTCRtpReceiver, RTCRtpSender, rtp
from aiortc.rtcdtlstransport import RTCDtlsTransport, RtpRouter

from live.rtc import connection
from live.rtc.receiving import PacketReceiver
from live.rtc.sending import PacketSender


def test_the_versions_are_those_that_were_read():
    assert version("aiortc").startswith("1.16.")
    assert version("aioice").startswith("0.13.")


@pytest.mark.parametrize(
    ("ours", "theirs"), [(PacketReceiver, RTCRtpReceiver), (PacketSender, RTCRtpSender)]
)
def test_what_we_replace_is_still_called_so(ours, theirs):
    replaced = [name for name in vars(ours) if name in vars(theirs) and callable(vars(ours)[name])]
    assert {"stop", "_handle_rtcp_packet"} <= set(replaced)
    for name in replaced:
        if name != "__init__":
            assert len(inspect.signature(getattr(ours, name)).parameters) == len(
                inspect.signature(getattr(theirs, name)).parameters
            ), name


def test_no_other_method_of_theirs_is_called_by_the_transport():
    called = {"_handle_disconnect", "_handle_rtcp_packet", "_handle_rtp_packet"}
    source = inspect.getsource(RTCDtlsTransport) + inspect.getsource(RtpRouter)
    assert all(name in source for name in called)


def test_the_transport_still_has_the_doors_we_use():
    for name in (
        "_register_rtp_receiver",
        "_register_rtp_sender",
        "_unregister_rtp_receiver",
        "_unregister_rtp_sender",
        "_send_rtp",
    ):
        assert hasattr(RTCDtlsTransport, name), name
    assert hasattr(rtp, "unwrap_rtx")
    assert isinstance(turn.UDP_SOCKET_BUFFER_SIZE, int)


def test_the_names_that_the_copy_replaces_are_those_that_the_original_uses():
    source = inspect.getsource(original)
    for use in ("sender=RTCRtpSender(", "receiver=RTCRtpReceiver(", "CODECS[media.kind]"):
        assert use in source, use


def test_aiortc_itself_is_left_as_it_is():
    assert original.RTCRtpSender is RTCRtpSender
    assert original.RTCRtpReceiver is RTCRtpReceiver
    assert connection._connection.RTCRtpSender is PacketSender
    assert len(original.CODECS["audio"]) == 4
