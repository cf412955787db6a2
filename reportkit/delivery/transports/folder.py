"""Mail to files, for those who send by other means: a folder of .eml files, or a Maildir."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from reportkit.delivery.message_records import IN_A_FILE, Outcome, State, sha256_of
from reportkit.delivery.transports.transport import Opening, Option, TransportKind
from reportkit.files import disk
from reportkit.problems import ReportkitError


class FolderTransport:
    """One .eml file a message; the same message again is the same file."""

    def __init__(self, folder: Path) -> None:
        _refuse_no_folder(folder)
        self._folder = folder

    def deliver(self, address: str, message: bytes, committing: Callable[[], None]) -> Outcome:  # noqa: ARG002
        """Write one file, whole and synced. Nothing is uncertain: it is there, or it is not."""
        name = f"{_stem(address, message)}.eml"
        staged, target = self._folder / f".{name}.{os.getpid()}", self._folder / name
        disk.remove(staged)
        disk.write_new(staged, message, private=True)  # it names its reader
        disk.replace_file(staged, target)
        disk.sync_folder(self._folder)
        return Outcome(State.ACCEPTED, None, f"{IN_A_FILE}{target}")

    def close(self) -> None:
        """Nothing is open."""


class MaildirTransport:
    """A Maildir, which mail programs and relays read."""

    def __init__(self, folder: Path) -> None:
        if not folder.exists():
            disk.ensure_folder(folder)
        for part in ("tmp", "new", "cur"):
            disk.ensure_folder(folder / part)
        self._folder = folder

    def deliver(self, address: str, message: bytes, committing: Callable[[], None]) -> Outcome:
        """Write under tmp/ and move to new/, unless it has been taken in before."""
        name = f"{_stem(address, message)}.reportkit"
        staged = self._folder / "tmp" / name
        known = (*disk.names(self._folder / "new"), *disk.names(self._folder / "cur"))
        if not any(each.split(":")[0] == name for each in known):
            disk.remove(staged)
            disk.write_new(staged, _with_native_lines(message), private=True)
            committing()  # from here on a mail program may take it away
            disk.replace_file(staged, self._folder / "new" / name)
            disk.sync_folder(self._folder / "new")
        return Outcome(State.ACCEPTED, None, f"{IN_A_FILE}{self._folder / 'new' / name}")

    def close(self) -> None:
        """Nothing is open."""


def _with_native_lines(message: bytes) -> bytes:
    """In a Maildir lines end as the system's do; mail programs take CRLF there for no mail."""
    return message.replace(b"\r\n", b"\n")


def _stem(address: str, message: bytes) -> str:
    """Name a message for people and for good: its reader and its digest."""
    plain = "".join(one if one.isalnum() and one.isascii() else "-" for one in address)
    return f"{plain[:60]}.{sha256_of(message)[:16]}"


def _refuse_no_folder(folder: Path) -> None:
    if not folder.exists():
        disk.ensure_folder(folder)
    if not folder.is_dir():
        raise ReportkitError(f"{folder} is not a folder; name one for the messages")


def _where(opening: Opening) -> str:
    return f"files in {opening.value}, which count as sent"


FOLDER = TransportKind(
    name="folder",
    open=lambda opening: FolderTransport(Path(opening.value)),
    where=_where,
    option=Option(
        "--to-folder", "DIR", "Write .eml files instead; they count as sent.", is_folder=True
    ),
)
MAILDIR = TransportKind(
    name="maildir",
    open=lambda opening: MaildirTransport(Path(opening.value)),
    where=_where,
    option=Option(
        "--maildir", "DIR", "Write into a Maildir instead; it counts as sent.", is_folder=True
    ),
)
