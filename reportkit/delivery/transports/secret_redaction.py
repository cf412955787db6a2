"""Every form in which a server may give a secret back, struck out of what it says."""

from __future__ import annotations

import json
import re
from base64 import b32encode, b64encode
from collections.abc import Iterator
from functools import cache
from html import escape
from urllib.parse import quote, quote_plus

_STRUCK = "***"
_LEAST = 4  # letters of an encoded part that are worth striking
#: Between two signs of a form: a new line, which may begin with a status (5.7.8, RFC 2034).
_BROKEN = r"(?:\s+(?:[245]\.\d{1,3}\.\d{1,3}\s+)?)?"


def redacted(text: str, login: str, secret: str) -> str:
    """Strike a secret out of a text, however it is written there.

    To be done before anything is cut: half a secret would not be found.
    """
    return _pattern(login, secret).sub(_STRUCK, text) if secret else text


@cache
def _pattern(login: str, secret: str) -> re.Pattern[str]:
    """Find any form, the longest first; a server may break lines within one."""
    forms = sorted(set(_forms(login, secret)), key=len, reverse=True)
    spelt = (_BROKEN.join(map(re.escape, form)) for form in forms if form)
    return re.compile("|".join(spelt), re.IGNORECASE)


def _forms(login: str, secret: str) -> Iterator[str]:
    raw = secret.encode()
    yield secret
    yield escape(secret)
    yield json.dumps(secret)[1:-1]
    yield from (quote(secret), quote(secret, safe=""), quote_plus(secret))
    for before, after in (("%", ""), ("=", ""), ("\\x", ""), ("0x", ""), ("&#x", ";")):
        yield "".join(f"{before}{byte:02x}{after}" for byte in raw)
    yield "".join(f"&#{byte};" for byte in raw)
    yield from (raw.hex(), raw.hex(":"), raw.hex("-"), b32encode(raw).decode().rstrip("="))
    yield secret[::-1]
    # AUTH PLAIN and LOGIN, and the secret inside any other base64.
    whole = [f"\0{login}\0{secret}", f"{login}\0{login}\0{secret}", f"{login}:{secret}", secret]
    whole += [b64encode(each.encode()).decode() for each in whole]
    inside = [core for before in range(3) if len(core := _core(raw, before)) >= _LEAST]
    for form in (*(b64encode(each.encode()).decode() for each in whole), *inside):
        yield from (form, form.rstrip("="), form.rstrip("=").translate(_URL_SAFE))


def _core(raw: bytes, before: int) -> str:
    """Give the letters of base64 that depend on the secret alone, after so many other bytes."""
    encoded = b64encode(b"\0" * before + raw).decode().rstrip("=")
    end = (before + len(raw)) * 8 // 6
    return encoded[-(-before * 8 // 6) : end]


_URL_SAFE = str.maketrans("+/", "-_")
