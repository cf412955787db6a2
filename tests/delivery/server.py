"""A real mail server on loopback that answers, drops and hangs as a test says."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from enum import Enum
from pathlib import Path
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

HERE = Path(__file__).parent
CERTIFICATE, TRUSTED = HERE / "localhost.pem", HERE / "localhost-ca.pem"


class Do(Enum):
    """What a server can do other than answer."""

    CLOSE = "close"
    RESET = "reset"
    HANG = "hang"
    STOP_READING = "stop reading, then reset"
    GO_ON = "go on"


Action = str | Do


class MailServer:
    """A server that is running: what it took, and what it is to do next.

    ``script`` maps a phase (banner, ehlo, starttls, auth, mail, rcpt, data, body, dot, rset,
    quit) to what is done at its first, second ... time; after that the server behaves.
    """

    def __init__(self, script: dict[str, list[Action]]) -> None:
        self.script = {phase: deque(actions) for phase, actions in script.items()}
        self.port = 0
        self.taken: list[tuple[str, bytes]] = []  # reader and message, in order
        self.sessions = 0
        self.commands: list[str] = []

    @property
    def readers(self) -> list[str]:
        """The readers whose message was taken."""
        return [reader for reader, _ in self.taken]

    def message(self, reader: str) -> EmailMessage:
        """Give what a reader got, as a mail program reads it."""
        (raw,) = [content for to, content in self.taken if to == reader]
        return message_from_bytes(raw, policy=SMTP_POLICY)

    def next(self, phase: str) -> Action:
        """Take the next action of a phase."""
        actions = self.script.get(phase)
        return actions.popleft() if actions else Do.GO_ON


@contextmanager
def mail_server(  # noqa: PLR0913  # what tests say of a server
    script: dict[str, list[Action]] | None = None,
    *,
    tls: bool = False,
    password: str | None = None,
    size: int | None = None,
    host: str = "127.0.0.1",
    certificate: Path = CERTIFICATE,
) -> Iterator[MailServer]:
    """Run a server in a thread; with ``tls`` it offers STARTTLS, with a password AUTH."""
    server = MailServer(script or {})
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)

    opened: list[_Scripted] = []

    def session() -> SMTP:
        server.sessions += 1
        opened.append(_Scripted(
            _Handler(server),
            server,
            tls_context=context,
            authenticator=_asks(password) if password else None,
            auth_require_tls=tls,
            data_size_limit=size or 50_000_000,
            hostname="localhost",
            ident="test",
        ))  # fmt: skip
        return opened[-1]

    loop = asyncio.new_event_loop()
    listening = loop.run_until_complete(loop.create_server(session, host, 0))
    server.port = listening.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_end(listening, opened), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _end(listening: asyncio.Server, opened: list[_Scripted]) -> None:
    listening.close()
    for session in opened:
        if isinstance(session.transport, asyncio.Transport):
            session.transport.abort()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _asks(password: str) -> Any:
    def authenticate(*given: Any) -> AuthResult:
        good = given[-1].password == password.encode()
        return AuthResult(success=good, handled=good)  # else aiosmtpd says 535 itself

    return authenticate


class _Handler:
    """Keeps what was sent, before it does what the script says of the dot."""

    def __init__(self, server: MailServer) -> None:
        self._server = server

    async def handle_DATA(self, session_of: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        self._server.commands.append("dot")
        action = self._server.next("dot")
        kept = action in (Do.GO_ON, Do.CLOSE, Do.RESET, Do.HANG) or str(action).startswith("2")
        if kept or action == "garbage":
            content = cast("bytes", envelope.original_content)
            self._server.taken.append((envelope.rcpt_tos[0], content))
        if isinstance(action, str):
            return action
        await _do(session_of.transport, action)
        return "250 OK"


class _Scripted(SMTP):
    """aiosmtpd's own server, asked at each step whether the script says otherwise."""

    def __init__(self, handler: _Handler, server: MailServer, **settings: Any) -> None:
        super().__init__(handler, **settings)
        self._scripted = server

    async def _handle_client(self) -> None:
        if await self._instead("banner"):
            await _do(self.transport, Do.CLOSE)
            return
        await super()._handle_client()

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        if not await self._instead("ehlo"):
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        if not await self._instead("starttls"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        if not await self._instead("auth"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        if not await self._instead("mail"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        if not await self._instead("rcpt"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if not await self._instead("data"):
            await super().smtp_DATA(arg)

    async def smtp_RSET(self, arg: str) -> None:  # noqa: N802
        if not await self._instead("rset"):
            await super().smtp_RSET(arg)

    async def smtp_QUIT(self, arg: str) -> None:  # noqa: N802
        if not await self._instead("quit"):
            await super().smtp_QUIT(arg)

    async def push(self, status: Any) -> None:
        await super().push(status)
        if str(status).startswith("354"):
            action = self._scripted.next("body")
            if isinstance(action, Do):
                await _do(self.transport, action)

    async def _instead(self, phase: str) -> bool:
        self._scripted.commands.append(phase)
        action = self._scripted.next(phase)
        if action is Do.GO_ON:
            return False
        if isinstance(action, str):
            await self.push(action)
        else:
            await _do(self.transport, action)
        return True


async def _do(transport: Any, action: Do) -> None:
    if action is Do.HANG:
        await asyncio.sleep(5)
    elif action is Do.CLOSE:
        transport.close()
    elif action is Do.RESET:
        _reset(transport)
    elif action is Do.STOP_READING:
        transport.pause_reading()
        asyncio.get_running_loop().call_later(0.1, _reset, transport)


def _reset(transport: Any) -> None:
    """End the connection as a crash does: the other side reads "connection reset"."""
    raw = transport.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
