"""Which version of it is this? What an edition gives, followed through those before. Pure.

Calendars and STIX bundles are read again and again: the same thing must come under the same id,
a changed one as a newer version, and one that is gone must be taken back. None of that is typed;
it follows from what the editions before gave in the same form.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from reportkit.model.book import Book

C = TypeVar("C")
K = TypeVar("K", bound=Hashable)
#: Between two versions of one moment, such as an edition and a draft that is to replace it.
_NEWER = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Version(Generic[C]):
    """What is given of one thing, since when, and in which version."""

    content: C  # of what is gone: as it was last given
    created: datetime  # when the first edition that gave it appeared
    modified: datetime  # when the first edition that gave it like this appeared
    sequence: int  # 0 as it was first given; each change adds one
    gone: bool  # given before, and not in this edition


def versions(issues: Iterable[tuple[datetime, Mapping[K, C]]]) -> dict[K, Version[C]]:
    """Follow what editions give, the oldest first: when each appeared, and what it gave."""
    known: dict[K, Version[C]] = {}
    for published, given in issues:
        for key, content in given.items():
            before = known.get(key)
            if before is None:
                known[key] = Version(content, published, published, 0, gone=False)
            elif before.gone or before.content != content:
                known[key] = _changed(before, content, published, gone=False)
        for key, before in known.items():
            if key not in given and not before.gone:
                known[key] = _changed(before, before.content, published, gone=True)
    return known


def _changed(before: Version[C], content: C, published: datetime, *, gone: bool) -> Version[C]:
    moment = max(published, before.modified + _NEWER)
    return Version(content, before.created, moment, before.sequence + 1, gone)


# Ids ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ids:
    """The lasting ids of what one edition gives: the same as in the editions before it."""

    namespace: UUID  # of the series
    first: Mapping[str, str]  # the id of a record to the id under which it was first published

    def of(self, *name: str) -> UUID:
        """Give the id of something that a record, or the series, has: `of(record.id, "due")`."""
        head, *rest = name
        return uuid5(self.namespace, "\n".join((self.first.get(head, head), *rest)))


def ids_of(books: Sequence[Book]) -> Iterator[Ids]:
    """Give the ids of each edition, the oldest first; a record that was renamed keeps its own.

    Two producers may call their series alike, so the first edition's producer is in them too.
    """
    namespace = uuid5(NAMESPACE_URL, f"{books[0].brief.producer}\n{books[0].brief.id}")
    first: dict[str, str] = {}
    for book in books:
        first = {
            record.id: first.get(record.id) or first.get(record.formerly or "") or record.id
            for record in book
        } | {id: known for id, known in first.items() if id not in book.by_id}
        yield Ids(namespace, first)
