"""What a data set no longer has, in its own name: who says so, and since which release."""

from __future__ import annotations

from typing import NamedTuple

from reportkit.i18n.bidi import isolate
from reportkit.i18n.translate import ngettext

#: The ends of the reasons that an import offers for what vanished from a data set.
NO_LONGER_LISTS = " no longer lists it."
NO_LONGER_GIVES = " no longer gives this number."


class Unlisted(NamedTuple):
    """A data set that took back what was imported from it."""

    data_set: str  # "ACLED (version 2026-01-18)"
    numbers_alone: bool  # the events stand

    def said_of(self, title: str, records: int) -> str:
        """Say which records are withdrawn, and that the data set took them back."""
        if self.numbers_alone:
            return ngettext(
                "withdrawn, for {data_set} no longer gives it: {title}",
                "withdrawn, for {data_set} no longer gives them: {title}",
                records,
                data_set=isolate(self.data_set),
                title=title,
            )
        return ngettext(
            "withdrawn, for {data_set} no longer lists it: {title}",
            "withdrawn, for {data_set} no longer lists them: {title}",
            records,
            data_set=isolate(self.data_set),
            title=title,
        )


def unlisted_by(reason: str | None) -> Unlisted | None:
    """Read a reason for which a record ended; None where the desk gives one of its own."""
    for end in (NO_LONGER_LISTS, NO_LONGER_GIVES):
        data_set, found, after = (reason or "").strip().rpartition(end)
        if found and data_set and not after and ". " not in data_set:
            return Unlisted(data_set, numbers_alone=end == NO_LONGER_GIVES)
    return None
