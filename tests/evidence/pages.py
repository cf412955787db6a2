"""A web server on this machine that answers in every way that a page can answer."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
CA, CERTIFICATE = TESTS / "delivery" / "localhost-ca.pem", TESTS / "delivery" / "localhost.pem"

_LEADS = {
    "/moved": (301, "/live"),
    "/moved-twice": (308, "/moved"),
    "/elsewhere": (302, "/live"),
    "/to-front": (302, "/"),
    "/loop": (302, "/loop"),
    "/to-file": (302, "file:///etc/passwd"),
    "/to-plain": (301, "http://localhost:1/live"),
    "/to-odd": (301, "/با \x1b[31m#a".encode().decode("latin-1")),  # bytes, as many servers write
}


class Pages(BaseHTTPRequestHandler):
    """Answers by path: /410 with that code, /moved, /loop, /slow, /endless, /no-head, ..."""

    protocol_version = "HTTP/1.1"
    asked: list[str]  # "HEAD /live", of the server that is running

    def do_HEAD(self) -> None:  # as http.server has it
        self._answer("HEAD")

    def do_GET(self) -> None:  # likewise
        self._answer("GET")

    def log_message(self, *_: object) -> None:
        """Stay silent."""

    def _answer(self, method: str) -> None:
        path = self.path.partition("?")[0]
        self.asked.append(f"{method} {self.path}")
        with suppress(OSError):  # whoever asked has gone
            if path in _LEADS:
                code, location = _LEADS[path]
                self._say(code, Location=location)
            elif path[1:].isdecimal():
                self._say(int(path[1:]))
            else:
                self._in_an_odd_way(path, method)

    def _in_an_odd_way(self, path: str, method: str) -> None:
        match path:
            case "/slow":
                time.sleep(5)
            case "/drip":
                self._drip()
            case "/endless":
                self._endless(method)
            case "/wayback":
                self._copies()
            case "/no-head":
                self._say(405 if method == "HEAD" else 200)
            case _:
                self._say(200)

    def _say(self, code: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def _drip(self) -> None:
        """Send a header, letter by letter, and never the end of it."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while True:
            self.wfile.write(b"x")
            time.sleep(0.05)

    def _endless(self, method: str) -> None:
        self.send_response(405 if method == "HEAD" else 200)
        self.send_header("Connection", "close")
        self.end_headers()
        while method == "GET":
            self.wfile.write(b"x" * 65_536)

    def _copies(self) -> None:
        held = {"available": True, "url": "http://web.archive.org/web/2026/https://example.org/a"}
        none = "nothing" in self.path
        answer = {"archived_snapshots": {} if none else {"closest": held}}
        self._say(200, json.dumps(answer).encode())


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server and the list of what it is asked."""
    asked: list[str] = []
    handler = type("Handler", (Pages,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        scheme = "https" if certificate else "http"
        yield f"{scheme}://localhost:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
