"""Changes to the text of a seeds file that leave its comments where they are."""

from __future__ import annotations

import re
from datetime import date, timedelta

from reportkit.loading.snippets import quoted

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?!\d)")
_IN_WORDS = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b")
_VALUE = r"(?P<value>\"[^\"\n]*\"|[^#\n]*?)"


def with_value(text: str, key: str, value: str) -> str:
    """Write another value behind a key that stands on a line of its own, where it stands first."""
    return with_plain(text, key, quoted(value))


def with_plain(text: str, key: str, value: str) -> str:
    """Write a value as it is; what follows it on the line stays in its column if it can."""
    pattern = re.compile(
        rf"^(?P<key>{re.escape(key)}: ){_VALUE}(?P<gap> *)(?P<rest>#.*)?$", re.MULTILINE
    )
    written = pattern.search(text)
    if written is None:
        raise KeyError(key)
    room = len(written["value"]) + len(written["gap"])
    comment = f"{' ' * max(room - len(value), 2)}{written['rest']}" if written["rest"] else ""
    return f"{text[: written.start()]}{written['key']}{value}{comment}{text[written.end() :]}"


def moved_days(text: str, by: timedelta, year: int) -> str:
    """Move every day of a text, "2026-01-09" and "9 January" of that year alike."""

    def iso(written: re.Match[str]) -> str:
        return (date(int(written[1]), int(written[2]), int(written[3])) + by).isoformat()

    def in_words(written: re.Match[str]) -> str:
        day = date(year, _MONTHS.index(written[2]) + 1, int(written[1])) + by
        return f"{day.day} {_MONTHS[day.month - 1]}"

    return _IN_WORDS.sub(in_words, _ISO.sub(iso, text))


def as_comments(text: str) -> str:
    """Turn lines into comments, so that they teach and say nothing."""
    return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())
