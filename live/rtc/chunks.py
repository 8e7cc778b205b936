"""The browser's own recording, for whom WebRTC is impossible: pieces of WebM, kept in order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from live.rtc.errors import Refused

MAX_CHUNK = 4 * 1024 * 1024
"""Bytes of one piece: some seconds of picture and sound."""

WEBM = b"\x1a\x45\xdf\xa3"
"""How a WebM begins: each time the browser starts recording, a new file."""


def keep_chunk(
    folder: Path, participant: str, role: str, number: int, began: float, data: bytes
) -> None:
    """Appends piece `number` of what a browser records from the Unix time `began` on.

    A piece with which a recording begins is always taken: nothing depends on what was before.
    Another follows the one before it, or is `Refused` (409): then a new recording is to begin.
    A repeated piece changes nothing.
    """
    if not data:
        raise Refused(400, "This piece is empty.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    index = folder / f"chunks-{participant}.json"
    known = json.loads(index.read_text()) if index.exists() else _nothing(participant, role)
    if number < known["next"]:
        return
    files = known["files"]
    if data.startswith(WEBM):
        name = f"chunks-{participant}-{len(files)}.webm"
        files.append({"name": name, "began": began, "size": 0})
    elif not files or number != known["next"]:
        raise Refused(409, "A piece is missing: begin a new recording.")
    file = folder / files[-1]["name"]
    with file.open("r+b" if file.exists() else "wb") as out:
        # A kill between the two writes left a piece that was not counted: it is written over.
        out.seek(files[-1]["size"])
        out.truncate()
        out.write(data)
    files[-1]["size"] += len(data)
    known["next"] = number + 1
    aside = index.with_suffix(".part")
    aside.write_text(json.dumps(known))
    aside.replace(index)


def chunk_files(folder: Path) -> Iterator[tuple[str, str, Path, float]]:
    """`(participant, role, file, began)` of everything that browsers recorded themselves."""
    for index in sorted(folder.glob("chunks-*.json")):
        known = json.loads(index.read_text())
        for file in known["files"]:
            yield known["participant"], known["role"], folder / file["name"], file["began"]


def _nothing(participant: str, role: str) -> dict:
    return {"participant": participant, "role": role, "next": 0, "files": []}
