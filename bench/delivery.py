"""Five hundred readers with a PDF of 400 kB over loopback, against the usual smtplib loop.

Both send to the same sink in a process of its own, a server that only reads, in the same run.
Ours is the command as a user calls it: it keeps its ledger on the disk, proves each message and
is safe to be killed at any moment; the loop does nothing of that.
"""

from __future__ import annotations

import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.bars import row
from bench.measure import PYTHON, REPORTKIT, Command, middle, side_by_side
from bench.posted import write_series
from bench.shipped import empty
from bench.table import Result

READERS, PDF_BYTES = 500, 400_000
ADDRESSES = [f"reader-{number}@example.org" for number in range(READERS)]

#: What is commonly written: a message made for each reader, over one connection.
USUAL = """
import smtplib, sys
from email.message import EmailMessage
port, file, readers = sys.argv[1:]
pdf = open(file, "rb").read()
with smtplib.SMTP("127.0.0.1", int(port), "example.org") as smtp:
    for number in range(int(readers)):
        message = EmailMessage()
        message["From"] = "brief@example.org"
        message["To"] = f"reader-{number}@example.org"
        message["Subject"] = "[TLP:CLEAR] Roads No. 1"
        message.set_content("All roads were open.\\n")
        message.add_alternative("<p>All roads were open.</p>\\n", subtype="html")
        message.add_attachment(
            pdf, maintype="application", subtype="pdf", filename="roads-001.pdf"
        )
        smtp.send_message(message)
"""

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


def measure_mail(scratch: Path, rounds: int) -> Iterator[Result]:
    """Send to five hundred readers, by ``send`` and by the loop, in turn."""
    pdf = b"%PDF-1.7\n" + random.Random(5).randbytes(PDF_BYTES)  # noqa: S311  # any bytes
    scratch.mkdir(parents=True, exist_ok=True)
    (scratch / "brief.pdf").write_bytes(pdf)
    (scratch / "loop.py").write_text(USUAL, encoding="utf-8")
    series = scratch / "series"

    def renew() -> None:
        """Begin with an edition that nobody has."""
        empty(series)
        write_series(series, pdf, ADDRESSES)

    with sink() as port:
        send: list[str | Path] = [REPORTKIT, "-C", series, "send", "1", "--yes"]
        settings = {"REPORTKIT_SMTP_PORT": str(port)}
        loop: list[str | Path] = [
            PYTHON,
            scratch / "loop.py",
            str(port),
            scratch / "brief.pdf",
            str(READERS),
        ]
        ours, peers = side_by_side(
            rounds, Command(send, scratch, renew, settings), Command(loop, scratch)
        )
    rates = [READERS / middle(costs).wall for costs in (ours, peers)]
    note = "{:.0f} and {:.0f} messages a second".format(*rates)
    yield Result(row=row("mail"), ours=ours, peers=peers, note=note)


@contextmanager
def sink() -> Iterator[int]:
    """Run the sink in a process of its own and give its port."""
    command = [sys.executable, "-c", SINK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as run:
        assert run.stdout  # noqa: S101  # it was asked for
        port = int(run.stdout.readline())
        with socket.create_connection(("127.0.0.1", port)) as trial:
            trial.recv(64)  # its greeting: it is there
        yield port
        run.terminate()
