"""How each party to the conflict is treated in an edition, measured row by row; never a score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportkit.model.book import Book
from reportkit.page.selection import Selection
from reportkit.queries.balance_counts import Asked, Counts
from reportkit.queries.balance_records import (
    charged,
    naming,
    numbers,
    quotations,
    sources,
    statements,
)
from reportkit.queries.balance_wording import manner, order, room

#: Below it a row shows no habit.
ENOUGH = 6
#: The share of a row above which it is one party's.
ONE_SIDED = 0.7
#: How far two shares may lie apart, of what each party could have had.
APART = 0.3
_TWO = 2


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing that is counted of each party, in the order of the parties."""

    id: str
    group: str
    what: str
    counts: tuple[int, ...]
    of: tuple[int, ...] = ()  # out of how many each; empty where the parties share one whole
    note: str = ""

    @property
    def difference(self) -> int:
        """How much more one party has than another; of shares, in percentage points."""
        shown = [round(100 * one / all_) for one, all_ in self._shares] if self.of else self.counts
        return max(shown, default=0) - min(shown, default=0)

    @property
    def _shares(self) -> list[tuple[int, int]]:
        return [(one, all_) for one, all_ in zip(self.counts, self.of, strict=True) if all_]


@dataclass(frozen=True, kw_only=True)
class Balance:
    """What was measured of an edition, or of one section of it."""

    title: str
    parties: tuple[str, ...]  # ids, by the alphabet of their names
    names: tuple[str, ...]
    rows: tuple[Row, ...]


class _Group(NamedTuple):
    """Rows that stand under one heading."""

    heading: str
    rows: Callable[[Asked], Iterator[Counts]]
    of_sections: bool = True  # False: of the edition as a whole alone


_GROUPS = (
    _Group("Statements", statements),
    _Group("Charges and answers", charged),
    _Group("Numbers", numbers),
    _Group("Room", room, of_sections=False),
    _Group("Who stands first", order, of_sections=False),
    _Group("Naming", naming),
    _Group("Sources", sources),
    _Group("Quotations", quotations),
    _Group("Words beside it", manner, of_sections=False),
)


def balance_of(book: Book, selection: Selection) -> Balance:
    """Measure an edition: its records, and the wording of page 1 and of the body."""
    return _measured(Asked(book, selection, None), book.brief.title, _GROUPS)


def balance_of_section(book: Book, selection: Selection, section: str) -> Balance:
    """Measure what stands under one heading; page 1 and the order of names are the edition's."""
    asked = Asked(book, selection, section)
    groups = [group for group in _GROUPS if group.of_sections]
    return _measured(asked, book.section_title(section), groups)


def _measured(asked: Asked, title: str, groups: Sequence[_Group]) -> Balance:
    parties = tuple(party.id for party in asked.parties)
    names = tuple(party.short or party.name for party in asked.parties)
    rows = []
    for group in groups if parties else ():
        for counts in group.rows(asked):
            counted = tuple(counts.counts.get(party, 0) for party in parties)
            of = (
                tuple(counts.of.get(party, 0) for party in parties) if counts.of is not None else ()
            )
            rows.append(
                Row(
                    id=counts.id,
                    group=group.heading,
                    what=counts.what,
                    counts=counted,
                    of=of,
                    note=counts.remark or _note(names, counted, of),
                )
            )
    return Balance(title=title, parties=parties, names=names, rows=tuple(rows))


def _note(names: Sequence[str], counted: Sequence[int], of: Sequence[int]) -> str:
    """Say plainly where a row is one party's; "" where it is not, or too small to tell."""
    if len(names) < _TWO:
        return ""
    if of:
        shares = {
            name: one / all_
            for name, one, all_ in zip(names, counted, of, strict=True)
            if all_ >= ENOUGH
        }
        if len(shares) < _TWO or max(shares.values()) - min(shares.values()) <= APART:
            return ""
        most, least = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
        return f"{most} {shares[most]:.0%}, {least} {shares[least]:.0%}"
    total, most_of_all = sum(counted), max(counted)
    if total < ENOUGH or most_of_all <= ONE_SIDED * total:
        return ""
    who = names[counted.index(most_of_all)]
    return f"{who} {most_of_all:,} of {total:,}, {most_of_all / total:.0%}"
