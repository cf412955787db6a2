"""Which editions are there, and which one does somebody mean?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from reportkit.editions.manifest import EditionName
from reportkit.editions.sealed import Sealed
from reportkit.editions.store import Store
from reportkit.problems import ReportkitError

#: What stands in the place of an edition's number for what is not published yet.
SEEDS = "seeds"
_WRITTEN = re.compile(r"(?:no\.? ?)?0*([1-9][0-9]{0,8})(?:[- ]?r(?:ev\.? ?)?([1-9][0-9]{0,3}))?\Z")


class NotPublished(ReportkitError):
    """The question names something that no edition holds."""

    exit_code = 2


class ListedEdition(NamedTuple):
    """A published edition, and the revision that stands in its place, if there is one."""

    sealed: Sealed
    revised_by: EditionName | None


def list_editions(store: Store) -> tuple[ListedEdition, ...]:
    """List the editions, oldest first. Reads every manifest and proves the chain."""
    editions = store.editions()
    newest = {sealed.name.number: sealed.name for sealed in editions}
    return tuple(
        ListedEdition(sealed, None if (last := newest[sealed.name.number]) == sealed.name else last)
        for sealed in editions
    )


def revised_by(store: Store, name: EditionName) -> EditionName | None:
    """Give the revision that stands in the place of an edition, if there is one."""
    last = max(other for other in store.names_found() if other.number == name.number)
    return last if last != name else None


def read_name(written: str) -> EditionName | None:
    """Read an edition's name as people write it: 5, 005, "No. 5", 7-r1; None if it is none."""
    found = _WRITTEN.match(written.strip().lower())
    return EditionName(int(found[1]), int(found[2] or 0)) if found else None


def edition_named(store: Store, written: str) -> EditionName:
    """Find the edition that is meant; raises NotPublished, naming those there are."""
    name, names = read_name(written), store.names_found()
    if name in names and name is not None:
        return name
    if not names:
        raise NotPublished(f"there is no edition {written}: nothing was published yet")
    last = names[-1].spoken
    there = f"No. 1 to No. {last} are published" if len(names) > 1 else f"there is No. {last} alone"
    if name is None:
        raise NotPublished(f"'{written}' names no edition; {there}")
    raise NotPublished(f"there is no edition {name.spoken}; {there}")


def newest(store: Store) -> Sealed:
    """Give the newest edition; raises NotPublished before the first."""
    latest = store.latest()
    if latest is None:
        raise NotPublished("nothing was published yet; 'reportkit build' publishes")
    return latest


def published_by(store: Store, day: date) -> Sealed:
    """Give what readers held at the end of a day: the newest edition published by then.

    The day is that of the edition's own time zone. Raises NotPublished if there was none.
    """
    for sealed in _newest_first(store):
        if sealed.manifest.published.date() <= day:
            return sealed
    raise NotPublished(f"nothing was published by {day}")


def side_name(edition: str) -> str:
    """Call one side of a comparison: "No. 4", "seeds"."""
    return edition if edition == SEEDS else f"No. {edition}"


def _newest_first(store: Store) -> Iterator[Sealed]:
    names = store.names()
    if names:
        yield newest(store)
        yield from store.recent(before=names[-1], most=len(names))
