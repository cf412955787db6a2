"""DKIM: the sender's domain vouches for a message (RFC 6376). Needs the extra ``dkim``."""

from __future__ import annotations

import stat
from pathlib import Path

from reportkit.delivery.guard import HEADERS
from reportkit.facts.series import Transport
from reportkit.problems import MachineUnable

#: Every header that we write is covered, the two for unsubscribing too (RFC 8058).
_COVERED = [
    name.lower().encode() for name in (each.lstrip("*") for each in HEADERS)
    if not name.startswith(("DKIM", "X-"))
]  # fmt: skip


class Signer:
    """Signs messages with the key that the transport names."""

    def __init__(self, way: Transport, folder: Path) -> None:
        path = folder / Path(way.dkim_key or "").expanduser()
        self._key = _private_key(path)
        self._selector = (way.dkim_selector or "").encode()
        self._domain = (way.dkim_domain or way.sender.rpartition("@")[2]).encode()

    def signature(self, message: bytes) -> bytes:
        """Give the header line that goes before all others."""
        import dkim

        try:
            signed: bytes = dkim.sign(
                message, self._selector, self._domain, self._key,
                canonicalize=(b"relaxed", b"relaxed"), include_headers=_COVERED,
            )  # fmt: skip
        except (dkim.DKIMException, ValueError, TypeError) as error:
            raise MachineUnable(f"cannot sign: the DKIM key is not usable ({error})") from None
        return signed


def _private_key(path: Path) -> bytes:
    try:
        import dkim  # noqa: F401
    except ImportError:
        raise MachineUnable(
            "signing needs a library: install reportkit with its extra, 'reportkit[dkim]'"
        ) from None
    if not path.is_file():
        raise MachineUnable(f"there is no DKIM key {path}")
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise MachineUnable(f"others can read the DKIM key {path}; set its mode: chmod 600 {path}")
    return path.read_bytes()
