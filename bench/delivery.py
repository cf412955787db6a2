"""Five hundred readers with a PDF of 400 kB over loopback, against the usual smtplib loop.

Both send to the same sink in a process of its own, a server that only reads, in the same run.
Ours keeps its ledger on the disk, proves each message and syncs twice a message; the loop does
neither.
"""

from __future__ import annotations

import random
import smtplib
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from bench.posted import write_series

READERS, ROUNDS, PDF_BYTES = 500, 3, 400_000
ADDRESSES = [f"reader-{number}@example.org" for number in range(READERS)]

#: A server that understands as much SMTP as a sender needs, and keeps nothing.
SINK = r"""
import socketserver, sys

class Session(socketserver.StreamRequestHandler):
    rbufsize = 1 << 20

    def handle(self):
        say = lambda text: self.wfile.write(text + b"\r\n")
        say(b"220 sink")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"DATA":
                say(b"354 go on")
                tail = b""
                while not tail.endswith(b"\r\n.\r\n"):
                    tail = tail[-4:] + self.rfile.read1(1 << 20)
                say(b"250 taken")
            elif verb == b"QUIT":
                say(b"221 bye")
                return
            else:
                say(b"250 sink" if verb != b"EHLO" else b"250 8BITMIME")

server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


def send_five_hundred(scratch: Path) -> None:
    """Print messages a second of both, and their ratio, round by round."""
    pdf = b"%PDF-1.7\n" + random.Random(5).randbytes(PDF_BYTES)  # noqa: S311  # any bytes
    with sink() as port:
        rates: list[tuple[float, float]] = []
        for turn in range(ROUNDS):
            write_series(scratch / f"{turn}", pdf, ADDRESSES)
            ours = rate(lambda here=scratch / f"{turn}": _ours(here, port))  # type: ignore[misc]
            usual = rate(lambda: _usual(pdf, port))
            rates.append((ours, usual))
    print(f"send to {READERS} readers, {PDF_BYTES // 1000} kB each, messages a second (bar 1.0)")
    for ours, usual in rates:
        print(f"  ours {ours:6.1f}, usual loop {usual:6.1f}, ratio {ours / usual:.2f}")
    print(f"  median ratio {statistics.median(ours / usual for ours, usual in rates):.2f}")


def rate(run: Callable[[], None]) -> float:
    """Give messages a second."""
    began = time.perf_counter()
    run()
    return READERS / (time.perf_counter() - began)


@contextmanager
def sink() -> Iterator[int]:
    """Run the sink in a process of its own and give its port."""
    command = [sys.executable, "-c", SINK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as run:
        assert run.stdout  # noqa: S101  # it was asked for
        port = int(run.stdout.readline())
        with socket.create_connection(("127.0.0.1", port)):
            pass
        yield port
        run.terminate()


def _ours(series: Path, port: int) -> None:
    from reportkit.cli.send import RealClock
    from reportkit.delivery.service import prepare, send
    from reportkit.delivery.transports.server import open_server
    from reportkit.editions.manifest import EditionName

    environment = {"REPORTKIT_SMTP_PORT": str(port)}
    ready = prepare(series, EditionName(1), environment=environment, now=datetime.now(UTC))
    sent = send(
        ready, lambda: open_server(ready.settings, series / "seeds", environment), RealClock()
    )
    if not sent.whole:
        sys.exit(f"bench: {sent.stopped or 'not everybody got it'}")


def _usual(pdf: bytes, port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, "example.org") as smtp:
        for address in ADDRESSES:
            message = EmailMessage()
            message["From"] = "brief@example.org"
            message["To"] = address
            message["Subject"] = "[TLP:CLEAR] Roads No. 1"
            message.set_content("All roads were open.\n")
            message.add_alternative("<p>All roads were open.</p>\n", subtype="html")
            message.add_attachment(
                pdf, maintype="application", subtype="pdf", filename="roads-001.pdf"
            )
            smtp.send_message(message)
