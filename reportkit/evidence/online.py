"""Does an address still open? Asked only when a person asks, of one server after the other.

Nothing is sent but the address itself. Only http and https are asked, and no machine of one's own
network unless that is allowed; each step is connected to the address that was judged, so that a
name cannot lead elsewhere meanwhile. What is read has an end: in bytes, in steps, in seconds.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic, sleep
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from reportkit import __version__
from reportkit.problems import MachineUnable

AGENT = f"reportkit/{__version__} (looks whether a cited page is still there)"
#: Stands in addresses as it is; other letters are escaped.
_SAFE = "/%:@!$&'()*+,;=~-._?[]"
_MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_GONE = frozenset({404, 410})
#: Addresses of IPv6 that a network turns into those of IPv4 (NAT64, RFC 6052).
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_WALLS = {
    401: "it asks for a login",
    402: "it asks for money",
    403: "it lets no program in",
    407: "a proxy asks for a login",
    451: "the law keeps it shut",
}


class State(StrEnum):
    """What became of an address."""

    LIVE = "live"  # it opens
    DEAD = "dead"  # its server says that it is not there
    CHANGED = "changed"  # it leads to the front page, where nobody finds what was read
    UNKNOWN = "unknown"  # it could not be seen, for a reason of the way, the server or the page


class Answer(NamedTuple):
    """What an address answered."""

    state: State
    why: str  # in a few words; "" where it opens as it did
    code: int | None = None  # of the last answer
    moved_to: str = ""  # for good; "" where it is where it was
    content: bytes = b""  # where it was asked for


@dataclass(frozen=True, kw_only=True)
class Manners:
    """How servers are asked."""

    patience: float = 10.0  # seconds for each step to answer
    in_all: float = 30.0  # seconds for one address with all its steps
    most: int = 65_536  # bytes of a page that are read
    steps: int = 6  # redirects that are followed
    pace: float = 1.0  # seconds between two questions to one server
    private: bool = False  # machines of one's own network too
    trust: ssl.SSLContext | None = None  # None: the certificates of this machine
    pause: Callable[[float], None] = sleep
    asked: dict[str, float] = field(default_factory=dict)  # when each server was asked last


class _Refused(Exception):
    """An address that is not asked; the text says why."""


def trusting(ca_file: str | None) -> ssl.SSLContext | None:
    """Trust the certificates of a file beside those of this machine; None: these alone.

    Raises MachineUnable of a file that holds none.
    """
    if not ca_file:
        return None
    trust = ssl.create_default_context()
    try:
        trust.load_verify_locations(ca_file)
    except OSError as error:
        why = error.strerror or "it holds no certificate"
        raise MachineUnable(f"cannot trust REPORTKIT_CA_FILE, {ca_file}: {why}") from error
    return trust


def look(url: str, manners: Manners, *, read: bool = False) -> Answer:
    """Ask an address whether it opens; raises nothing. ``read`` brings what it says along."""
    ends = monotonic() + manners.in_all
    moved_to, here = "", url
    try:
        for _ in range(manners.steps):
            code, location, content = _asked(here, manners, ends, read=read)
            if code not in _MOVED or not location:
                return _judged(url, here, code, moved_to, content)
            following = urljoin(here, _escaped(location))
            if here.startswith("https:") and following.startswith("http:"):
                raise _Refused(f"it leads to {following}, where anybody on the way can answer")
            if code in _FOR_GOOD and here in (url, moved_to):  # all the way so far was for good
                moved_to = following
            here = following
        return Answer(State.UNKNOWN, f"it leads on and on, {manners.steps} times")
    except (_Refused, OSError, http.client.HTTPException, ValueError) as error:
        late = monotonic() >= ends
        why = "it does not come to an end in time" if late else _why(error)
        return Answer(State.UNKNOWN, why)


def _why(error: Exception) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not to be trusted: {error.verify_message}"
        case socket.gaierror():
            return f"nobody knows the server: {error.strerror}"
        case TimeoutError():
            return "it does not answer in time"
        case _Refused():
            return str(error)
    return f"it cannot be asked: {str(error) or type(error).__name__}"


def _judged(url: str, here: str, code: int, moved_to: str, content: bytes) -> Answer:
    if code in _GONE:
        return Answer(State.DEAD, f"the server says {code}", code)
    if code in _WALLS:
        return Answer(State.UNKNOWN, f"{_WALLS[code]} ({code})", code)
    if code == http.HTTPStatus.TOO_MANY_REQUESTS:
        return Answer(State.UNKNOWN, "it was asked too often (429); try again later", code)
    if not http.HTTPStatus.OK <= code < http.HTTPStatus.MULTIPLE_CHOICES:
        return Answer(State.UNKNOWN, f"the server says {code}", code)
    if urlsplit(here).path in ("", "/") and urlsplit(url).path not in ("", "/"):
        return Answer(State.CHANGED, f"it leads to {here}", code)
    return Answer(State.LIVE, "", code, moved_to, content)


def _asked(url: str, manners: Manners, ends: float, *, read: bool) -> tuple[int, str, bytes]:
    """Ask for the head alone, and for the page where that is refused: some servers know no HEAD."""
    if not read:
        code, location, _ = _once("HEAD", url, manners, ends)
        if code < http.HTTPStatus.BAD_REQUEST or code == http.HTTPStatus.TOO_MANY_REQUESTS:
            return code, location, b""
    return _once("GET", url, manners, ends)


def _escaped(location: str) -> str:
    """Give what a server wrote as an address: its bytes, none of which commands a terminal."""
    return quote(location.strip().encode("latin-1", "replace"), safe=f"{_SAFE}#")


def _once(method: str, url: str, manners: Manners, ends: float) -> tuple[int, str, bytes]:
    parts = _parts(url)
    _wait_for(parts.hostname or "", manners)
    with _connected(parts, manners, ends) as connection:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, headers={"User-Agent": AGENT, "Accept": "*/*"})
        response = connection.getresponse()
        content = response.read(manners.most) if method == "GET" else b""
        if monotonic() >= ends:  # what was cut off looks like an end
            raise TimeoutError
        return response.status, response.headers.get("Location", ""), content


def _parts(url: str) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise _Refused(f"only http and https are asked, not {parts.scheme or 'nothing'}")
    if not parts.hostname or parts.username or parts.password:
        raise _Refused("the address names no server, or a login")
    path, query = (quote(part, safe=_SAFE) for part in (parts.path, parts.query))
    return parts._replace(path=path, query=query)


def _wait_for(host: str, manners: Manners) -> None:
    """Let a server rest between two questions."""
    since = monotonic() - manners.asked.get(host, -manners.pace)
    if since < manners.pace:
        manners.pause(manners.pace - since)
    manners.asked[host] = monotonic()


@contextmanager
def _connected(
    parts: SplitResult, manners: Manners, ends: float
) -> Iterator[http.client.HTTPConnection]:
    """Connect to an address that may be asked; whatever drips on is cut off at the end."""
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    with _reached(_addresses(host, port, manners), port, manners.patience, ends) as plain:
        cut = threading.Timer(max(ends - monotonic(), 0), _shut, [plain.fileno()])
        cut.daemon = True
        cut.start()
        connection = http.client.HTTPConnection(host, port)
        try:
            connection.sock = _protected(plain, host, manners) if secure else plain
            yield connection
        finally:
            cut.cancel()
            connection.close()


def _protected(plain: socket.socket, host: str, manners: Manners) -> ssl.SSLSocket:
    return (manners.trust or ssl.create_default_context()).wrap_socket(plain, server_hostname=host)


def _reached(addresses: Sequence[str], port: int, patience: float, ends: float) -> socket.socket:
    """Connect to the first of some addresses that answers: many machines have no way for IPv6."""
    failed: OSError = TimeoutError()
    for address in addresses:
        left = min(patience, ends - monotonic())
        if left <= 0:  # a name may lead to any number of machines that are silent
            break
        try:
            return socket.create_connection((address, port), timeout=left)
        except OSError as error:
            failed = error
    raise failed


def _addresses(host: str, port: int, manners: Manners) -> Sequence[str]:
    """Give the addresses of a server; none of one's own network unless that is allowed."""
    known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in known))
    if not manners.private:
        for address in addresses:
            if not _is_public(address):
                text = f"{host} is a machine of a private network; '--allow-private' asks it"
                raise _Refused(text)
    return addresses


def _is_public(address: str) -> bool:
    """Tell whether an address is of the open network, and so is one that it is only a way to."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        through = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if ip in _TRANSLATED:
            through = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if through is not None:
            return through.is_global
    return ip.is_global


def _shut(handle: int) -> None:
    """End a connection that another thread waits for; it reads the end of it."""
    with suppress(OSError), socket.socket(fileno=os.dup(handle)) as same:
        same.shutdown(socket.SHUT_RDWR)
