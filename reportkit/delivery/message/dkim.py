"""DKIM: the sender's domain vouches for a message (RFC 6376). Needs the extra ``dkim``."""

from __future__ import annotations

import stat
from pathlib import Path

from reportkit.delivery.message.proof import HEADERS
from reportkit.delivery.paths import named_file
from reportkit.model.series import Transport
from reportkit.problems import MachineUnable

_OWN = [name.lower() for name in (each.lstrip("*") for each in HEADERS)]
#: What changes how a message reads and we never write; signed as missing.
_ABSENT = [
    "cc", "references", "content-transfer-encoding", "content-disposition", "sender",
    "disposition-notification-to",
]  # fmt: skip
#: Every header that we write is covered, the two for unsubscribing too (RFC 8058), and each one
#: time more than it stands there: then one more From or Subject breaks the signature.
_COVERED = [
    name.encode()
    for name in (*_OWN, *_OWN, *_ABSENT)
    if not name.startswith(("dkim", "x-"))
]  # fmt: skip


class Signer:
    """Signs messages with the key that the transport names."""

    def __init__(self, settings: Transport, folder: Path) -> None:
        path = named_file(folder, settings.dkim_key or "")
        self._key = _private_key(path)
        self._selector = (settings.dkim_selector or "").encode()
        self._domain = (settings.dkim_domain or settings.sender.rpartition("@")[2]).encode()

    def signature(self, message: bytes) -> bytes:
        """Give the header line that goes before all others."""
        import dkim

        try:
            signed: bytes = dkim.sign(
                message, self._selector, self._domain, self._key,
                canonicalize=(b"relaxed", b"relaxed"), include_headers=_COVERED,
            )  # fmt: skip
        except (dkim.DKIMException, ValueError, TypeError, LookupError) as error:
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
    try:
        return path.read_bytes()
    except OSError as error:
        raise MachineUnable(f"cannot read the DKIM key {path}: {error.strerror}") from error
