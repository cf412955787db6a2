"""A server on loopback that says what a test writes, byte for byte, and nothing else."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

Said = bytes | float  # what is sent, or how long it waits
EHLO = b"250-localhost\r\n250 HELP\r\n"


@contextmanager
def hostile_server(*turns: Iterable[Said]) -> Iterator[int]:
    """Run a server that speaks one turn at the beginning, and one after each line it is sent.

    A turn may have no end. After the last one it only reads. Gives the port.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def serve() -> None:
        with suppress(OSError):
            connection, _ = listening.accept()
            with connection:
                heard = connection.makefile("rb")
                for number, turn in enumerate(turns):
                    if number:
                        heard.readline()
                    _speak(connection, turn, ended)
                while not ended.is_set() and heard.readline():
                    pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        ended.set()
        listening.close()
        thread.join(5)


def _speak(connection: socket.socket, turn: Iterable[Said], ended: threading.Event) -> None:
    for step in turn:
        if ended.is_set():
            return
        if isinstance(step, bytes):
            connection.sendall(step)
        else:
            time.sleep(step)
