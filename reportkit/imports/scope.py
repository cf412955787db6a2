"""Of which records a file speaks: what lies outside of it has not vanished from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from reportkit.authoring.written import Value
from reportkit.imports.candidate import Candidate
from reportkit.imports.state import Header, Imported
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Event, Place, Source

#: Named by what a file tells of: a file without them says nothing of them.
_NAMED = (Source, Actor)
#: The days of a record, the first that is there counts.
_DAYS = ("date_start", "date", "start", "as_of")

#: How well a day is known: its first and last day are none that a file begins or ends with.
_ROUGH = frozenset({"week", "month"})


class Scope:
    """The days and the types of record of which a file speaks, as it is read."""

    def __init__(self, header: Header, before: Header | None) -> None:
        own, last = (dict(one.filters) if one else {} for one in (header, before))
        days = [{key: one.pop(key, "") for key in ("from", "until")} for one in (own, last)]
        self._filtered_alike, self._zeros = own == last, bool(own.get("zeros"))
        self._kinds: set[type[Record]] = set()
        # Who asks for the same days again says that the file covers them.
        asked = days[0] if days[0] == days[1] else {}
        self._asked = any(asked.values())
        self._first, self._last = asked.get("from", ""), asked.get("until", "")

    def add(self, candidate: Candidate) -> None:
        """Take note of a record that the file gives."""
        self._kinds.add(candidate.kind)
        if candidate.values.get("date_precision") in _ROUGH:
            return
        if day := _day_of(candidate.values):
            self._first = min(self._first or day, day)
            self._last = max(self._last, day)

    def covers(self, record: Imported, event_of: Callable[[str], Imported | None]) -> bool:
        """Tell whether the file would hold a record of an earlier import if it still stood.

        ``event_of`` gives the event that a figure belongs to.
        """
        nothing = not self._kinds or issubclass(record.kind, _NAMED)
        if nothing or (record.values.get("best") == "0" and not self._zeros):
            return False
        if record.kind is Place:  # made on the way of what happened there
            return Event not in self._kinds and Place in self._kinds
        if record.kind is Event and Event not in self._kinds and not self._asked:
            return False  # read as another sort of file: it counts what was listed before
        event = record.values.get("event")
        if isinstance(event, str) and (own := event_of(event)) is not None:
            return self.covers(own, event_of)
        if record.kind is not Event and not self._filtered_alike:
            return False  # no row is found again by its key
        day = _day_of(record.values)
        return self._first <= day <= self._last if day else record.kind in self._kinds

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day of which the file speaks; "" where it names none."""
        return self._first, self._last


def _day_of(values: Mapping[str, Value]) -> str:
    if values.get("date_precision") in _ROUGH and (middle := _middle(values)):
        return middle
    for name in _DAYS:
        day = values.get(name)
        if isinstance(day, str) and _is_day(day):
            return day
    period = values.get("period")
    end = period.get("end") if isinstance(period, dict) else None
    return end if isinstance(end, str) and _is_day(end) else ""


def _middle(values: Mapping[str, Value]) -> str:
    """Give the middle of days within which something was: there a file has it."""
    start, end = str(values.get("date_start", "")), str(values.get("date_end", ""))
    if not (_is_day(start) and _is_day(end)):
        return ""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return (first + (last - first) / 2).isoformat()


@lru_cache(maxsize=8_192)
def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
