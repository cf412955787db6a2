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
    line = re.compile(
        rf"^(?P<key>{re.escape(key)}: ){_VALUE}(?P<gap> *)(?P<rest>#.*)?$", re.MULTILINE
    )
    found = line.search(text)
    if found is None:
        raise KeyError(key)
    room = len(found["value"]) + len(found["gap"])
    comment = f"{' ' * max(room - len(value), 2)}{found['rest']}" if found["rest"] else ""
    return f"{text[: found.start()]}{found['key']}{value}{comment}{text[found.end() :]}"


def moved_days(text: str, by: timedelta, year: int) -> str:
    """Move every day of a text, "2026-01-09" and "9 January" of that year alike."""

    def iso(found: re.Match[str]) -> str:
        return (date(int(found[1]), int(found[2]), int(found[3])) + by).isoformat()

    def in_words(found: re.Match[str]) -> str:
        day = date(year, _MONTHS.index(found[2]) + 1, int(found[1])) + by
        return f"{day.day} {_MONTHS[day.month - 1]}"

    return _IN_WORDS.sub(in_words, _ISO.sub(iso, text))


def commented(text: str) -> str:
    """Turn lines into comments, so that they teach and say nothing."""
    return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())
