"""What did the editions say of it? Wordings of records, and changes, by words and by filters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reportkit.model.vocabulary.series import Tlp
from reportkit.queries.index import Index
from reportkit.queries.index_tables import Rows
from reportkit.queries.indexed_record import BREAK, change_from_text
from reportkit.queries.listing import SEEDS
from reportkit.queries.record_names import RecordNames
from reportkit.queries.search_filters import Asked, Condition, change_filters, version_filters
from reportkit.queries.search_words import Span, Term, count_in, match_of, spans_in

_IN_THE_SENTENCE, _ELSEWHERE, _MORE = 4.0, 1.0, 0.25
_COUNTED = 4  # how often a word stands there makes no difference beyond


class Wording(NamedTuple):
    """What editions said of a record."""

    first: str  # "2"; of the seeds SEEDS
    last: str
    record: str  # its id then
    marking: Tlp
    text: str
    found: tuple[Span, ...]  # where the words stand in the text
    passage: str = ""  # another of its texts, where words stand that are not in this one
    found_in_passage: tuple[Span, ...] = ()


class FoundChange(NamedTuple):
    """What an edition said of a change."""

    edition: str
    record: str
    class_: str
    text: str
    found: tuple[Span, ...]
    reason: str | None = None
    found_in_reason: tuple[Span, ...] = ()


class Found(NamedTuple):
    """A record in which the words stand, or of which a change tells them."""

    record: str  # its newest id
    type: str
    section: str
    start: str  # the days of which its newest wording speaks; "" if of none
    end: str  # "" if it goes on
    wordings: tuple[Wording, ...]  # newest first
    changes: tuple[FoundChange, ...]  # newest first


class Result(NamedTuple):
    """What was found, best first."""

    records: tuple[Found, ...]
    in_all: int  # with those beyond the limit


class _Hit(NamedTuple):
    row: int
    newest: str
    place: int  # of the last edition that said so
    score: float


def search(index: Index, asked: Asked, limit: int) -> Result:
    """Find wordings and changes; ``limit`` 0 gives all.

    Records whose sentence holds the words come before those that hold them elsewhere; of equals
    first those that hold them more often, then those of the newest editions.
    """
    asking = _Asking(index, asked)
    versions = tuple(asking.hits("version", version_filters(index, asked)) if asked.facts else ())
    changes = tuple(asking.hits("change", change_filters(index, asked)) if asked.changes else ())
    best: dict[str, tuple[float, int]] = {}
    for hit in (*versions, *changes):
        best[hit.newest] = max(best.get(hit.newest, (0.0, -1)), (hit.score, hit.place))
    order = sorted(best, key=lambda id: (-best[id][0], -best[id][1], id))
    shown = order[:limit] if limit else order
    wordings = asking.wordings([hit for hit in versions if hit.newest in {*shown}])
    changed = asking.changes([hit for hit in changes if hit.newest in {*shown}])
    return Result(
        tuple(asking.found(id, wordings.get(id, ()), changed.get(id, ())) for id in shown),
        len(order),
    )


class _Asking:
    """One question to one index."""

    def __init__(self, index: Index, asked: Asked) -> None:
        self._index = index
        self._asked = asked
        self._names = RecordNames(edition.renamed for edition in index.editions)
        self._newest = max(len(index.editions) - 1, 0)
        self._records = self._ids_of(asked.record) if asked.record else None

    def hits(self, kind: str, condition: Condition) -> Iterator[_Hit]:
        """Give the rows that hold all words and pass all filters."""
        terms, words = self._asked.terms, f"{kind}_words"
        last = f"COALESCE(t.last, {self._newest})" if kind == "version" else "t.place"
        looked_up = bool(terms) and self._index.looks_up_words
        where, given = condition
        match = f"{words} MATCH ? AND " if looked_up else ""
        text, tables = "''", f"{kind}s t"
        if terms:
            text, tables = f"{words}.text", f"{words} CROSS JOIN {kind}s t ON t.id = {words}.rowid"
        rows: Rows = self._index.connection.execute(
            f"SELECT t.id, t.record, t.called, {last}, {text} FROM {tables} "  # noqa: S608
            f"WHERE {match}t.called IS NOT NULL AND {where}",
            ((match_of(terms),) if looked_up else ()) + given,
        )
        for row, record, called, place, text in rows:
            newest = self._names.newest(record, place)
            if self._records is not None and newest not in self._records:
                continue
            score = _score(text, terms)
            if score is not None:
                yield _Hit(row, called if newest == record else newest, place, score)

    def wordings(self, hits: Sequence[_Hit]) -> dict[str, list[Wording]]:
        """Give the wordings of each record, newest first; what stayed the same is known once."""
        by_record: dict[str, list[Wording]] = {}
        columns = "first, COALESCE(last, ?), called, marking, shown, passages, places"
        for hit in sorted(hits, key=lambda hit: (-hit.place, -hit.row)):
            first, last, record, rank, text, written, places = self._index.connection.execute(
                f"SELECT {columns} FROM versions WHERE id = ?",  # noqa: S608
                (self._newest, hit.row),
            ).fetchone()
            spans = spans_in(text, self._asked.terms)
            passage = self._passage(text, [*json.loads(written), *json.loads(places)])
            wording = Wording(
                self._spoken(first), self._spoken(last), record, list(Tlp)[rank], text,
                tuple(spans), passage, tuple(spans_in(passage, self._asked.terms)),
            )  # fmt: skip
            known = by_record.setdefault(hit.newest, [])
            if known and _goes_on(known[-1], wording, self._next(last)):
                wording = known.pop()._replace(first=wording.first)
            known.append(wording)
        return by_record

    def changes(self, hits: Sequence[_Hit]) -> dict[str, list[FoundChange]]:
        """Give the changes of each record, newest first; one of several fields is told once."""
        by_record: dict[str, dict[FoundChange, None]] = {}
        for hit in sorted(hits, key=lambda hit: (-hit.place, hit.row)):
            place, record, type_, class_, written, called, shown = self._index.connection.execute(
                "SELECT place, record, type, class, row, called, shown FROM changes WHERE id = ?",
                (hit.row,),
            ).fetchone()
            given = self._index.reason_shown(change_from_text(record, type_, class_, written))
            reason = given if given and given not in shown else None
            change = FoundChange(
                self._spoken(place), called, class_, shown,
                tuple(spans_in(shown, self._asked.terms)), reason,
                tuple(spans_in(reason or "", self._asked.terms)),
            )  # fmt: skip
            by_record.setdefault(hit.newest, {})[change] = None
        return {id: list(changes) for id, changes in by_record.items()}

    def found(self, id: str, wordings: Sequence[Wording], changes: Sequence[FoundChange]) -> Found:
        """Describe a record by its newest wording that may be shown, found or not."""
        then = {id, *(one.record for one in wordings), *(one.record for one in changes)}
        marks = ", ".join("?" for _ in then)
        highest = self._asked.max_tlp or list(Tlp)[-1]
        held: Rows = self._index.connection.execute(
            f"SELECT type, section, start, end FROM versions WHERE record IN ({marks}) "  # noqa: S608
            "AND marking <= ? ORDER BY first DESC LIMIT 1",
            (*then, highest.rank),
        )
        type_, section, start, end = next(iter(held), ("", "", "", ""))
        return Found(id, type_, section, start, end, tuple(wordings), tuple(changes))

    def _ids_of(self, id: str) -> set[str]:
        """Give the newest ids of whatever was ever called so."""
        places = self._index.connection.execute(
            f"SELECT COALESCE(last, {self._newest}) FROM versions WHERE called = ? "  # noqa: S608
            "UNION SELECT place FROM changes WHERE called = ?",
            (id, id),
        )
        return {self._names.newest(id, place) for (place,) in places}

    def _passage(self, text: str, passages: Iterable[str]) -> str:
        """Give the text in which most of the words stand that are not in the sentence."""
        left = [term for term in self._asked.terms if not spans_in(text, [term])]
        best, most = "", 0
        for passage in passages if left else ():
            count = sum(bool(spans_in(passage, [term])) for term in left)
            if count > most:
                best, most = passage, count
        return best

    def _spoken(self, place: int) -> str:
        return self._index.editions[place].name.spoken if self._index.editions else SEEDS

    def _next(self, place: int) -> str:
        return self._spoken(min(place + 1, self._newest))


def _goes_on(later: Wording, earlier: Wording, after: str) -> bool:
    """Tell whether two wordings read the same, one behind the other."""
    return later.first == after and earlier == later._replace(
        first=earlier.first, last=earlier.last
    )


def _score(text: str, terms: Sequence[Term]) -> float | None:
    """Weigh the words of a row; None if one of them does not stand there."""
    sentence = text[: text.find(f" {BREAK} ") + 1]
    score = 0.0
    for term in terms:
        count = count_in(term, text)
        if not count:
            return None
        score += _IN_THE_SENTENCE if count_in(term, sentence) else _ELSEWHERE
        score += _MORE * min(count, _COUNTED)
    return score
