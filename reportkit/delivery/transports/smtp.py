"""One connection to the mail server for many messages, one reader to a transaction.

smtplib reports the same error whether nothing was sent or everything was accepted. So the
steps are taken here one by one, and each failure is told by what the server can know then.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable
from contextlib import suppress

from reportkit.delivery.message_records import Outcome, ServerTrouble, State
from reportkit.delivery.transports.bounded_smtp import BoundedSmtp
from reportkit.delivery.transports.smtp_session import (
    DONE,
    FULL,
    GO_AHEAD,
    LEAVING,
    Answer,
    Server,
    answer,
    connect,
    has_left,
    why,
)

#: Some servers end a session after a hundred messages, OpenSMTPD for one.
MESSAGES_A_SESSION = 100
_FAREWELL = 2.0  # seconds to wait for the answer to QUIT, which changes nothing
_LOST = 0
FULL_SIZE = 552  # RFC 1870: the message is larger than the server takes
_SIZE = re.compile(r"[0-9]{1,15}\Z")
_OVER = (LEAVING, FULL)  # this session takes no more; a new one may go on


class SmtpTransport:
    """A way for mail to leave: a server that answers."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: BoundedSmtp | None = None
        self._sent = 0  # transactions of this session
        self._dirty = False  # the last one was left half way
        self._busy = False  # an answer is awaited, or a message is on its way

    def deliver(self, address: str, message: bytes, committing: Callable[[], None]) -> Outcome:
        """Hand over one message and tell what became of it.

        ``committing`` is called once, after all but the final dot has gone out: until it
        returns the server can have accepted nothing. Raises ServerTrouble if the trouble is
        not this reader's.
        """
        if self._sent >= MESSAGES_A_SESSION:
            self.close()
        used = self._smtp is not None
        try:
            return self._transaction(address, message, committing)
        except _SessionOver as over:
            self._drop()
            if not used:
                raise ServerTrouble(str(over)) from None
        try:
            return self._transaction(address, message, committing)  # once more, on a new session
        except _SessionOver as over:
            self._drop()
            raise ServerTrouble(str(over)) from None

    def close(self) -> None:
        """Take leave. Whatever the server answers, what it accepted stays accepted."""
        if self._smtp is not None and not self._busy:
            with suppress(OSError, smtplib.SMTPException):
                self._wait(min(self._server.timeouts.command, _FAREWELL))
                self._smtp.quit()
        self._drop()

    def _transaction(self, address: str, message: bytes, committing: Callable[[], None]) -> Outcome:
        smtp = self._session()
        if too_large := _too_large(smtp, len(message)):
            return too_large
        fresh = self._sent == 0
        self._sent += 1
        if self._dirty:
            self._demand(smtp, "RSET")
        self._dirty = True
        self._demand(smtp, f"MAIL FROM:<{self._server.sender}>")
        reached = self._ask(smtp, f"RCPT TO:<{address}>", self._server.timeouts.command)
        if not reached.is_yes:
            return self._refused(reached, fresh=fresh)
        ready = self._ask(smtp, "DATA", self._server.timeouts.data)
        if ready.code != GO_AHEAD:
            return self._refused(ready, fresh=fresh)
        self._busy = True
        if lost := self._send(smtp, dotted(message)):
            return lost
        committing()
        # Asked again: writing it down took a while, and the dot has not gone out yet.
        return self._left(smtp) or self._dot(smtp)

    def _demand(self, smtp: BoundedSmtp, command: str) -> None:
        """Take a step that names no reader; if it is refused, no reader is to blame."""
        reply = self._ask(smtp, command, self._server.timeouts.command)
        if reply.code == DONE:
            return
        if reply.code == _LOST:
            raise _SessionOver(reply.text)
        told = f"the server refuses {command.split(':', maxsplit=1)[0]}: {reply}"
        if reply.code in _OVER:
            raise _SessionOver(told)
        raise ServerTrouble(told)

    def _ask(self, smtp: BoundedSmtp, command: str, timeout: float) -> Answer:
        """Send a command and read the answer; its code is 0 if the connection was lost."""
        try:
            self._wait(timeout)
            self._busy = True
            smtp.putcmd(command)
            reply = answer(smtp.getreply(), self._server)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Answer(_LOST, f"connection lost at {command[:4]}: {why(error, self._server)}")
        self._busy = False
        return reply

    def _refused(self, reply: Answer, *, fresh: bool) -> Outcome:
        """Tell what it means that the message was not asked for: it was not accepted."""
        if reply.code in _OVER and not fresh:
            raise _SessionOver(str(reply))
        if reply.code == _LOST:
            return Outcome(State.DEFERRED, None, reply.text)
        if reply.code == LEAVING or not (reply.is_later or reply.is_never):
            self._drop()  # it goes away, or speaks no SMTP
        return Outcome(State.REJECTED if reply.is_never else State.DEFERRED, *reply)

    def _send(self, smtp: BoundedSmtp, content: bytes) -> Outcome | None:
        """Send the message without its end; losing the server here loses nothing."""
        try:
            timeouts = self._server.timeouts
            smtp.send_whole(content, block=timeouts.block, whole=timeouts.message)
        except (OSError, smtplib.SMTPException) as error:
            return self._lost(why(error, self._server))
        return self._left(smtp)

    def _left(self, smtp: BoundedSmtp) -> Outcome | None:
        """Give the outcome if the server is not there any more to take the dot."""
        try:
            gone = has_left(smtp)
        except OSError as error:
            gone = why(error, self._server)
        return self._lost(gone) if gone else None

    def _lost(self, how: str) -> Outcome:
        self._drop()
        return Outcome(State.DEFERRED, None, f"connection lost in the message: {how}")

    def _dot(self, smtp: BoundedSmtp) -> Outcome:
        """End the message and read the answer; without one nobody knows."""
        try:
            self._wait(self._server.timeouts.dot)
            smtp.send(b".\r\n")
            reply = answer(smtp.getreply(), self._server)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Outcome(
                State.UNKNOWN, None, f"no answer after the message: {why(error, self._server)}"
            )
        self._dirty = self._busy = False
        if reply.code == LEAVING:
            self._drop()
        if reply.is_yes:
            return Outcome(State.ACCEPTED, *reply)
        if reply.is_later or reply.is_never:
            return Outcome(State.DEFERRED if reply.is_later else State.REJECTED, *reply)
        self._drop()
        return Outcome(State.UNKNOWN, *reply)

    # -- the session -------------------------------------------------------------------------

    def _session(self) -> BoundedSmtp:
        """Give the open session, or begin one."""
        if self._smtp is None:
            self._smtp = connect(self._server)
            self._sent, self._dirty = 0, False
        return self._smtp

    def _wait(self, seconds: float) -> None:
        if self._smtp is not None and self._smtp.sock is not None:
            self._smtp.sock.settimeout(seconds)

    def _drop(self) -> None:
        if self._smtp is not None:
            with suppress(OSError):
                self._smtp.close()
        self._smtp, self._busy = None, False


class _SessionOver(Exception):
    """This session takes no more; the same message may go on in another."""


def _too_large(smtp: BoundedSmtp, size: int) -> Outcome | None:
    """Take an announced limit for the answer that the message would get (RFC 1870).

    Not for good: the limit may be raised within the days in which it is tried again, and
    meanwhile the smaller messages of other lists pass.
    """
    limit = smtp.esmtp_features.get("size", "")
    if not _SIZE.match(limit) or not 0 < int(limit) < size:  # no number states no limit
        return None
    told = f"the server takes messages of {int(limit):,} bytes, this one has {size:,}"
    return Outcome(State.DEFERRED, FULL_SIZE, told)


def dotted(message: bytes) -> bytes:
    """Double the dots that begin a line, so that none of them ends the message.

    The message has been proved to hold no line break but CR LF.
    """
    doubled = message.replace(b"\r\n.", b"\r\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled
