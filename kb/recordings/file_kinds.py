"""What kind of file may be sent, told from its name and its first bytes.

This only turns away what is plainly something else, before hours of sending. Whether a file is a
recording is for the stage `probe` to say.
"""

from __future__ import annotations

from pathlib import PurePath

PICTURE = (".webm", ".mp4", ".m4v", ".mkv", ".mov", ".avi", ".ogv", ".mpg", ".mpeg", ".ts", ".3gp")
SOUND = (".mp3", ".m4a", ".aac", ".wav", ".ogg", ".oga", ".opus", ".flac", ".weba", ".mka", ".wma")
TIMELINE = (".jsonl", ".json", ".ndjson", ".txt")
ACCEPTED: dict[str, tuple[str, ...]] = {
    "main": PICTURE + SOUND,
    "helper": SOUND + PICTURE,
    "learner": SOUND + PICTURE,
    "timeline": TIMELINE,
}
TIMELINE_MAX_BYTES = 64 * 1024**2
HEAD = 16
"""How many first bytes `plainly_else` wants to see."""

_OTHER_KINDS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ\x90",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
)
_PAGES = (b"<!doctype", b"<html", b"<?xml", b"<svg")


def name_accepted(role: str, name: str) -> bool:
    """Whether a file of this name may be the part `role`."""
    return PurePath(name).suffix.lower() in ACCEPTED[role]


def plainly_else(role: str, head: bytes) -> bool:
    """Whether the first bytes are those of a document, an image, an archive or a program."""
    if role == "timeline":
        return b"\x00" in head or not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    return head.startswith(_OTHER_KINDS) or head.lstrip().lower().startswith(_PAGES)
