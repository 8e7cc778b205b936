"""The browser's own recording, for whom WebRTC is impossible: pieces of WebM, kept in order."""

from __future__ import annotations

import json
from pathlib import Path

from live.rtc.errors import Refused

MAX_CHUNK = 4 * 1024 * 1024
"""Bytes of one piece: some seconds of picture and sound."""

WEBM = b"\x1a\x45\xdf\xa3"
"""How a WebM begins: each time the browser starts recording, a new file."""


def keep_chunk(
    folder: Path, participant: str, role: str, number: int, t: float, data: bytes
) -> None:
    """Appends piece `number`; a repeated one changes nothing, `Refused` (409) for one too early.

    Beside the pieces lies what is known of them: whose, and when each file of theirs began, in
    seconds of the room's clock.
    """
    if not data:
        raise Refused(400, "This piece is empty.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    index = folder / f"chunks-{participant}.json"
    known = json.loads(index.read_text()) if index.exists() else _nothing(participant, role)
    if number < known["next"]:
        return
    if number > known["next"]:
        raise Refused(409, f"Piece {known['next']} is awaited.")
    if data.startswith(WEBM):
        known["files"].append({"name": f"chunks-{participant}-{len(known['files'])}.webm", "t": t})
    elif not known["files"]:
        raise Refused(400, "A recording begins with its header.")
    file = folder / known["files"][-1]["name"]
    with file.open("r+b" if file.exists() else "wb") as out:
        # A kill between the two writes left a piece that was not counted: it is written over.
        out.seek(known["files"][-1].get("size", 0))
        out.truncate()
        out.write(data)
    known["files"][-1]["size"] = file.stat().st_size
    known["next"] += 1
    aside = index.with_suffix(".part")
    aside.write_text(json.dumps(known))
    aside.replace(index)


def _nothing(participant: str, role: str) -> dict:
    return {"participant": participant, "role": role, "next": 0, "files": []}
