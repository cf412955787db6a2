"""Ids of imported records: made of the provider's own number, so that they never move."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

from reportkit.loading.scalars import MAX_ID

_DIGITS = 4  # bytes of the digest that stands for what an id cannot hold


def id_of(prefix: str, key: str) -> str:
    """Make an id of a provider's number: "AFG12345" is "acled.afg12345".

    What an id cannot hold becomes a hyphen, and what is too long is cut; then a digest of the
    number follows, so that no two numbers make one id.
    """
    lower = key.strip().lower()
    if lower.isascii() and lower.isalnum() and len(prefix) + 1 + len(lower) <= MAX_ID:
        return f"{prefix}.{lower}"
    plain = re.sub(r"[^a-z0-9._]+", "-", _ascii(lower)).strip("-._")
    plain = re.sub(r"([-._])[-._]+", r"\1", plain)
    room = MAX_ID - len(prefix) - 1
    if plain == lower and len(plain) <= room:
        return f"{prefix}.{plain}"
    digest = blake2b(key.encode(), digest_size=_DIGITS).hexdigest()
    stem = plain[: room - len(digest) - 1].strip("-._")
    return f"{prefix}.{stem}-{digest}" if stem else f"{prefix}.{digest}"


def slug(text: str) -> str:
    """Make a part of an id of a name: "Spīn Bōldak" is "spin-boldak"; "" where nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", _ascii(text.lower())).strip("-")


def _ascii(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(char for char in parts if not unicodedata.combining(char))
