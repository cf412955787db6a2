"""The filters of a search as conditions on the tables of the index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from reportkit.editions.manifest import EditionName
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import did_you_mean
from reportkit.queries.index import Index
from reportkit.queries.index_tables import Rows
from reportkit.queries.record_names import RecordNames
from reportkit.queries.search_words import Term, WrongQuery

_GROUP = 100


class EditionSpan(NamedTuple):
    """Editions from one to another, both counted in."""

    first: EditionName
    last: EditionName


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is looked for; a filter that is left out lets everything through."""

    terms: tuple[Term, ...] = ()
    record: str | None = None  # any id that it has or had
    types: frozenset[str] = frozenset()
    section: str | None = None
    editions: EditionSpan | None = None
    since: date | None = None  # of the days a record speaks of; one that names no day has none
    until: date | None = None
    source: str | None = None  # that it cites, or that is repeated by one it cites
    max_tlp: Tlp | None = None
    classes: frozenset[ChangeClass] = frozenset()
    facts: bool = True
    changes: bool = True

    @property
    def chooses(self) -> bool:
        """Tell whether anything is looked for: all that was ever said is no answer."""
        filters = (
            self.terms, self.record, self.types, self.section, self.editions, self.since,
            self.until, self.source, self.max_tlp, self.classes,
        )  # fmt: skip
        return any(filters) or self.facts != self.changes


class Condition(NamedTuple):
    """A condition of SQL on a row ``t`` of a table, with what is set into it."""

    where: str
    given: tuple[object, ...] = ()


def version_filters(index: Index, asked: Asked) -> Condition:
    """Give the condition on the wordings of records."""
    conditions = [*_common(asked), *_spoken_of(index, asked, "t")]
    if asked.editions:
        first, last = _places(index, asked.editions)
        conditions.append(
            Condition("t.first <= ? AND COALESCE(t.last, ?) >= ?", (last, last, first))
        )
    return _all(conditions)


def change_filters(index: Index, asked: Asked) -> Condition:
    """Give the condition on changes: days and sources are those of the record before or after."""
    conditions = _common(asked)
    if about := _spoken_of(index, asked, "v"):
        where, given = _all(about)
        stood = "v.first <= t.place AND COALESCE(v.last, t.place) >= t.place - 1"
        within = f"SELECT 1 FROM versions v WHERE v.record = t.record AND {stood} AND {where}"  # noqa: S608
        conditions.append(Condition(f"EXISTS ({within})", given))
    if asked.editions:
        conditions.append(Condition("t.place BETWEEN ? AND ?", _places(index, asked.editions)))
    if asked.classes:
        conditions.append(_one_of("t.class", {one.value for one in asked.classes}))
    return _all(conditions)


def refuse_unknown(index: Index, asked: Asked) -> None:
    """Raise WrongQuery for a name that no edition holds: it would find nothing, and not say why."""
    for name, what, column, where in (
        (asked.record, "record", "called", "1"),
        (asked.source, "source", "called", "type = 'source'"),
        (asked.section, "section", "section", "section <> ''"),
    ):
        if name is None:
            continue
        known_by = f"SELECT DISTINCT {column} FROM versions"  # noqa: S608
        query = f"{known_by} WHERE called IS NOT NULL AND {where}"
        known = [str(held) for (held,) in index.connection.execute(query)]
        if name not in known:
            hint = did_you_mean(name, known) or _listed(what, sorted(known))
            nowhere = "no edition holds" if index.editions else "the seeds hold no"
            one = f"a {what}" if index.editions else what
            raise WrongQuery(f"{nowhere} {one} '{name}'{hint and f'; {hint}'}")


def repeating(index: Index, source: str) -> set[str]:
    """Give every id that a source has or had, with those of sources known to repeat it."""
    names = RecordNames(edition.renamed for edition in index.editions)
    query = "SELECT DISTINCT record, COALESCE(last, ?), repeats FROM versions WHERE type = 'source'"
    sources: Rows = index.connection.execute(query, (max(len(index.editions) - 1, 0),))
    stands = [
        (id, names.newest(id, place), repeats and names.newest(repeats, place))
        for id, place, repeats in sources
    ]
    own = {source, *(now for id, now, _ in stands if id == source)}
    while more := {now for _, now, origin in stands if origin in own} - own:
        own |= more
    return own | {id for id, now, _ in stands if now in own}


def _common(asked: Asked) -> list[Condition]:
    conditions = []
    if asked.types:
        conditions.append(_one_of("t.type", asked.types))
    if asked.section:
        conditions.append(Condition("t.section = ?", (asked.section,)))
    if asked.max_tlp:
        conditions.append(Condition("t.marking <= ?", (asked.max_tlp.rank,)))
    return conditions


def _spoken_of(index: Index, asked: Asked, row: str) -> list[Condition]:
    """Give the conditions on the days and the sources of a wording."""
    conditions = []
    if asked.since:
        ends = f"{row}.start <> '' AND ({row}.end = '' OR {row}.end >= ?)"
        conditions.append(Condition(ends, (asked.since.isoformat(),)))
    if asked.until:
        begins = f"{row}.start <> '' AND {row}.start <= ?"
        conditions.append(Condition(begins, (asked.until.isoformat(),)))
    if asked.source:
        own = sorted(repeating(index, asked.source))
        cites = _any_of([f"instr({row}.mentions, ?)"] * len(own))
        resting = f"{row}.live AND {row}.type <> 'source' AND ({cites})"
        conditions.append(Condition(resting, tuple(f'"{id}"' for id in own)))
    return conditions


def _any_of(conditions: list[str]) -> str:
    """Join conditions in groups: of a thousand in one row SQLite says that they are too deep."""
    groups = (conditions[at : at + _GROUP] for at in range(0, len(conditions), _GROUP))
    return " OR ".join(f"({' OR '.join(group)})" for group in groups)


def _all(conditions: Iterable[Condition]) -> Condition:
    held = list(conditions)
    return Condition(
        " AND ".join(f"({one.where})" for one in held) or "1",
        tuple(value for one in held for value in one.given),
    )


def _one_of(column: str, values: Iterable[str]) -> Condition:
    given = tuple(sorted(values))
    return Condition(f"{column} IN ({', '.join('?' for _ in given)})", given)


def _places(index: Index, span: EditionSpan) -> tuple[int, int]:
    inside = [
        place
        for place, edition in enumerate(index.editions)
        if span.first <= edition.name <= span.last
    ]
    return (inside[0], inside[-1]) if inside else (1, 0)


def _listed(what: str, known: list[str]) -> str:
    if what == "record":
        return "'reportkit show' lists what was published"
    few = 12  # more are no help
    return f"there are {', '.join(known)}" if 0 < len(known) <= few else ""
