"""What an import says of a number that its data set revised: the sentence has it all but one."""

from __future__ import annotations

import re

#: As an import words it, where the number alone was revised.
_NUMBER = re.compile(r"[^.]+?(?: \((?P<release>[^()]+)\))? now gives \S+ in place of \S+")


def release_named(reason: str | None) -> str | None:
    """Give the release of which a reason tells, "" of none; None if it tells more than numbers."""
    found = _NUMBER.fullmatch((reason or "").strip().removesuffix("."))
    return (found["release"] or "") if found else None
