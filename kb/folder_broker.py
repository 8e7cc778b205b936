"""Kombu's file-system broker, which goes on when somebody empties or removes its folders, and hands
over no message before it is written.

Nothing is lost with them (the rows are the truth, the sweep rings again), so a worker has no reason
to die of it.
"""

from __future__ import annotations

from pathlib import Path
from queue import Empty
from time import monotonic_ns
from typing import Any
from uuid import uuid4

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """A channel that makes its folders again where they are gone."""

    def _get(self, queue: str) -> Any:
        try:
            return super()._get(queue)
        except FileNotFoundError:
            self._make_folders()
            raise Empty from None
        except ValueError:  # Half a message, as a power cut leaves it.
            raise Empty from None

    def _put(self, queue: str, payload: Any, **options: Any) -> None:
        """The message in place at once: Kombu opens its file first and writes then, and who reads
        in between gets nothing."""
        self._make_folders()
        name = f"{monotonic_ns() // 1_000_000}_{uuid4()}.{queue}.msg"
        whole = Path(self.data_folder_out) / name
        part = whole.with_name(f"{name}.part")
        part.write_text(dumps(payload), "utf-8")
        part.replace(whole)

    def _queue_bind(self, *binding: Any) -> None:
        self._make_folders()
        super()._queue_bind(*binding)

    def _size(self, queue: str) -> int:
        self._make_folders()
        return super()._size(queue)

    def _make_folders(self) -> None:
        for folder in (self.data_folder_in, self.data_folder_out, self.control_folder):
            Path(folder).mkdir(parents=True, exist_ok=True)


class Transport(filesystem.Transport):
    """What `filesystem://` means here."""

    Channel = Channel


def install() -> None:
    """Has every `filesystem://` of this process mean the transport above."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
