"""What people may say to a room, checked field by field: strangers write it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import Any, Literal

from live.rtc.errors import Refused

Role = Literal["learner", "helper"]
Event = dict[str, Any]

MAX_BYTES = 4 * 1024
MAX_TEXT = 1_000
MAX_WORDS = 200

RATE, BURST = 40.0, 120.0
"""Events a second that one person may send for long, and at once."""

_Field = Callable[[Any], Any]


def parse(message: str | bytes, role: Role) -> Event:
    """The event in a message of the data channel, fit to be passed on; `Refused` where it is
    none, or not for `role` to say."""
    if len(message) > MAX_BYTES:
        raise Refused(413, "This message is too long.")
    return check(read_json(message), role)


def read_json(text: str | bytes) -> Any:
    """The value that `text` holds; `Refused` where that is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "This is not JSON.") from error


def check(value: Any, role: Role) -> Event:
    """The same for what is JSON already; keys that nobody knows are left out."""
    if not isinstance(value, dict):
        raise Refused(400, "An event is a JSON object.")
    kind = value.get("kind")
    known = _KINDS.get(kind) if isinstance(kind, str) else None
    if known is None:
        raise Refused(400, "There is no such event.")
    roles, fields = known
    if role not in roles:
        raise Refused(400, "This event is not yours to send.")
    event: Event = {"kind": kind}
    for name, (read, needed) in fields.items():
        if value.get(name) is not None:
            event[name] = read(value[name])
        elif needed:
            raise Refused(400, f"The event lacks “{name}”.")
    return event


class Allowance:
    """How much one person may still say: a bucket that fills again by and by."""

    def __init__(self, now: float) -> None:
        self._left, self._at = BURST, now

    def take(self, now: float) -> bool:
        """Whether one more event is within measure."""
        self._left = min(BURST, self._left + (now - self._at) * RATE)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


def _share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(400, "A place is two numbers from 0 to 1.")
    if (isinstance(value, int) and abs(value) > 1_000) or not math.isfinite(value):
        raise Refused(400, "A place is two numbers from 0 to 1.")
    return round(min(1.0, max(0.0, float(value))), 4)


def _point(value: Any) -> list[float]:
    if not isinstance(value, list) or len(value) != 2:
        raise Refused(400, "A place is two numbers from 0 to 1.")
    return [_share(value[0]), _share(value[1])]


def _text(limit: int) -> _Field:
    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise Refused(400, "These words are no text.")
        # Half a surrogate pair is JSON, but no UTF-8.
        return value.encode("utf-8", "replace").decode()[:limit].strip()

    return read


def _number(low: int, high: int) -> _Field:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise Refused(400, f"A number from {low} to {high} is wanted.")
        return value

    return read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused(400, "True or false is wanted.")
    return value


def _phase(value: Any) -> str:
    if value not in ("move", "press"):
        raise Refused(400, "A pointer moves or presses.")
    return value


def _address(value: Any) -> str:
    address = _text(300)(value)
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        raise Refused(400, "The address is not of this site.")
    return address


_Fields = Mapping[str, tuple[_Field, bool]]
_HELPER, _LEARNER, _BOTH = ("helper",), ("learner",), ("learner", "helper")
_words, _id = _text(MAX_WORDS), _number(0, 2**53)

_KINDS: dict[str, tuple[tuple[str, ...], _Fields]] = {
    "pointer": (
        _HELPER,
        {
            "x": (_share, True),
            "y": (_share, True),
            "phase": (_phase, True),
            "text": (_words, False),
            "rtp": (_number(0, 2**32 - 1), False),
        },
    ),
    "arrow": (_HELPER, {"from": (_point, True), "to": (_point, True)}),
    "mark": (_HELPER, {"label": (_words, False)}),
    "tutorial": (
        _HELPER,
        {
            "id": (_id, True),
            "step": (_number(0, 1_000), False),
            "title": (_words, False),
            "address": (_address, False),
        },
    ),
    "off_record": (_BOTH, {}),
    "on_record": (_BOTH, {}),
    "done": (_LEARNER, {}),
    "stuck": (_LEARNER, {}),
    "pause": (_BOTH, {}),
    "resume": (_BOTH, {}),
    "resize": (
        _LEARNER,
        {"width": (_number(1, 16_384), True), "height": (_number(1, 16_384), True)},
    ),
    "chat": (_BOTH, {"text": (_text(MAX_TEXT), True)}),
    "picture": (_BOTH, {"on": (_flag, True)}),
    "ping": (_BOTH, {"n": (_id, True)}),
    "end": (_BOTH, {}),
}
