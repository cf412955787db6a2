"""The messages of a mailbox that anybody can write to: each by itself, and of each the start.

What a report says stands before the message that it returns, so that its first megabyte is
enough, and a mailbox of any size is read in little memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportkit.files import disk
from reportkit.files.plain import open_plain
from reportkit.problems import MachineUnable, ReportkitError

MOST_BYTES = 1_000_000  # of a message that are read


def messages_in(path: Path) -> Iterator[bytes | None]:
    """Give the messages of a Maildir, a folder of .eml files, or an mbox file.

    None stands for what cannot be read: a link, a pipe, what is another's.
    """
    if (path / "new").is_dir() and (path / "cur").is_dir():
        for part in ("new", "cur"):
            for name in disk.names(path / part):
                yield _start_of(path / part / name)
    elif path.is_dir():
        for name in disk.names(path):
            if name.endswith(".eml"):
                yield _start_of(path / name)
    elif path.is_file():
        try:
            yield from _in_mbox(path)
        except OSError as error:
            raise MachineUnable(f"cannot read the mailbox {path}: {error.strerror}") from error
    else:
        raise ReportkitError(f"there is no mailbox {path}")


def _start_of(path: Path) -> bytes | None:
    try:
        with open_plain(path) as file:
            return file.read(MOST_BYTES)
    except OSError:
        return None


def _in_mbox(path: Path) -> Iterator[bytes]:
    """Split at the lines "From ..." that follow an empty line; one message alone has none."""
    message, after_blank = bytearray(), True
    with path.open("rb") as file:
        while line := file.readline(MOST_BYTES):
            if after_blank and line.startswith(b"From "):
                if message:
                    yield bytes(message)
                message.clear()
            elif len(message) < MOST_BYTES:
                message += line
            after_blank = line in (b"\n", b"\r\n")
    if message:
        yield bytes(message)
