"""smtplib with an end to everything a server says: lines, bytes, and the time of a whole reply.

smtplib waits anew for each byte and keeps every line: one line a second would hold a run for
ever, and fill its memory. Here the socket's timeout is for the whole reply.
"""

from __future__ import annotations

import smtplib
import socket
import time

MOST_LINES = 100  # of a reply; EHLO's has some twenty
MOST_BYTES = 64 * 1024  # of a reply
_AT_ONCE = 4096
_CHUNK = 64 * 1024  # of a message, handed over with a timeout of its own


class BoundedSmtp(smtplib.SMTP):
    """A connection in the open, or one that STARTTLS will protect."""

    unread = b""  # received and not yet part of a reply
    _read_from: socket.socket | None = None

    def getreply(self) -> tuple[int, bytes]:
        """Read a reply, of at most so many lines and bytes, in the time that the socket has.

        Raises TimeoutError, SMTPServerDisconnected, or SMTPException if it is none.
        """
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        patience = self.sock.gettimeout()
        try:
            return self._reply(None if patience is None else time.monotonic() + patience)
        except BaseException:
            self.close()
            raise
        finally:
            if self.sock is not None:
                self.sock.settimeout(patience)

    def send_whole(self, content: bytes, *, block: float, whole: float) -> None:
        """Send a message in blocks, each within its time and all within theirs."""
        until = time.monotonic() + whole
        view = memoryview(content)
        for start in range(0, len(view), _CHUNK):
            if self.sock is None:
                raise smtplib.SMTPServerDisconnected("not connected")
            self.sock.settimeout(min(block, _left(until)))
            self.sock.sendall(view[start : start + _CHUNK])

    def _reply(self, until: float | None) -> tuple[int, bytes]:
        lines: list[bytes] = []
        size = 0
        while True:
            line = self._line(until)
            size += len(line)
            if len(lines) == MOST_LINES or size > MOST_BYTES:
                raise smtplib.SMTPException("its answer has no end")
            lines.append(line[4:].strip(b" \t\r\n"))
            code = line[:3]
            if not code.isdigit():
                return -1, b"\n".join(lines)
            if line[3:4] != b"-":
                return int(code), b"\n".join(lines)

    def _line(self, until: float | None) -> bytes:
        """Read up to the next line break."""
        sock = self.sock
        if sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        if self._read_from is not sock and self._read_from is not None and self.unread:
            raise smtplib.SMTPException("it spoke before it was protected")
        self._read_from = sock
        while b"\n" not in self.unread:
            if len(self.unread) > MOST_BYTES:
                raise smtplib.SMTPException("its answer has no end")
            if until is not None:
                sock.settimeout(_left(until))
            more = sock.recv(_AT_ONCE)
            if not more:
                raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
            self.unread += more
        line, _, self.unread = self.unread.partition(b"\n")
        return line


class BoundedSmtpTls(BoundedSmtp, smtplib.SMTP_SSL):
    """A connection that is protected from its first byte."""


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
