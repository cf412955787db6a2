"""One value, one spelling: the JSON of everything that is sealed, and its digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, NoReturn

from reportkit.problems import IntegrityBroken

if TYPE_CHECKING:  # it imports yaml, which `verify` does without
    from reportkit.loading.serialize import Plain


def canonical(plain: Mapping[str, Plain]) -> bytes:
    """Spell a mapping: keys sorted, one value a line, UTF-8, a line feed at the end."""
    return (json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def on_one_line(plain: Plain) -> str:
    """Spell a value without breaks and spaces, keys sorted."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(content: bytes) -> str:
    """Give the digest of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_json(content: bytes, what: str) -> dict[str, Plain]:
    """Read what was sealed as JSON; ``what`` names it in the message.

    Raises IntegrityBroken if it is no JSON object. Floats are refused, since they do not
    hold the number that was written.
    """
    try:
        plain = json.loads(content.decode("utf-8"), parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as error:
        raise IntegrityBroken(f"{what} cannot be read: {error}") from error
    if not isinstance(plain, dict):
        raise IntegrityBroken(f"{what} cannot be read: it holds no JSON object")
    return plain


def text(value: Plain) -> str:
    """Take a text; TypeError if it is none."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def count(value: Plain) -> int:
    """Take a whole number from 0; TypeError if it is none."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is no count")
    return value


def mapping(value: Plain) -> Mapping[str, Plain]:
    """Take a mapping; TypeError if it is none."""
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no mapping")
    return value


def items(value: Plain) -> list[Plain]:
    """Take a list; TypeError if it is none."""
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value


def _no_float(written: str) -> NoReturn:
    raise ValueError(f"{written} is no exact number")
