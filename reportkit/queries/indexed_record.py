"""A record, or a change of one, in the form in which the index holds it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reportkit.changes.edition_view import EditionView
from reportkit.changes.net import SealedChange
from reportkit.loading.scalars import SLUG
from reportkit.loading.serialize import Plain
from reportkit.model.base import Located
from reportkit.model.book import is_live
from reportkit.model.days import whole_days_of
from reportkit.model.envelope import Record
from reportkit.model.evidence import Place, Source
from reportkit.model.folding import words_of
from reportkit.model.sensitive_terms import passages
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.queries.show import sentence_of

#: Between two texts that were joined: a word that nobody can type, so that none spans both.
BREAK = "¶"


class Worded(NamedTuple):
    """All that the index holds of one record in one edition."""

    record: str
    type: str
    section: str
    marking: int
    live: bool
    start: str  # the days it speaks of; "" where it names none, or goes on
    end: str
    repeats: str  # the source it originates from, if it is one itself
    mentions: str  # every id that it holds, as JSON
    places: str  # the names of each place that it names, as JSON
    line: bytes
    sentence: str


def worded(record: Record, line: bytes, view: EditionView) -> Worded:
    """Word a record as its edition did."""
    days, ids = whole_days_of(record, view.book), ids_in(record)
    return Worded(
        record=record.id,
        type=record.type,
        section=record.section or "",
        marking=view.book.marking(record).rank,
        live=is_live(record),
        start=days.start.isoformat() if days else "",
        end=days.end.isoformat() if days and days.end else "",
        repeats=(record.originates_from or "") if isinstance(record, Source) else "",
        mentions=as_text(ids),
        places=as_text(_names_of_places(ids, view)),
        line=line,
        sentence=sentence_of(record, view),
    )


def ids_in(record: Record) -> tuple[str, ...]:
    """Give every text of a record that can be an id: a type may name others in any field."""
    return tuple(sorted({*_ids(record.set_fields(), but="id")}))


def passages_of(record: Record) -> list[str]:
    """Give the texts of a record, each once."""
    return list(dict.fromkeys(passage.text for passage in passages(record)))


def version_words(id: str, sentence: str, texts: Iterable[str], places: Iterable[str]) -> str:
    """Give the words by which a wording is found: its sentence, its id, all that it says.

    A record is found by each name of a place that it names, whichever the sentence has.
    """
    return joined((sentence, id, *texts, *places))


def change_words(change: SealedChange, called: str = "") -> str:
    """Give the words by which a change is found: its sentence, its id, reason, before and now."""
    told = (change.title, change.reason or "", *_texts(change.was), *_texts(change.now))
    return joined((change.sentence, called or change.record, *told))


def joined(texts: Iterable[str]) -> str:
    """Fold texts to words with one blank around each."""
    parts = (" ".join(words_of(text)) for text in texts)
    return f" {f' {BREAK} '.join(parts)} "


def as_text(plain: Sequence[str]) -> str:
    """Write a list down."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def change_to_text(change: SealedChange) -> str:
    """Write down what a row of a change log says beside what the tables have columns for."""
    return json.dumps(
        [
            change.reason, list(change.evidence), change.field, change.was, change.now,
            change.title, change.sentence,
        ],
        ensure_ascii=False,
    )  # fmt: skip


def change_from_text(record: str, type_: str, class_: str, written: str) -> SealedChange:
    """Read a row of a change log back."""
    reason, evidence, field, was, now, title, sentence = json.loads(written)
    return SealedChange(
        record=record,
        class_=ChangeClass(class_),
        reason=reason,
        evidence=tuple(evidence),
        field=field,
        was=was,
        now=now,
        type=type_,
        title=title,
        sentence=sentence,
    )


def _names_of_places(ids: Iterable[str], view: EditionView) -> tuple[str, ...]:
    """Give one text for each place: "Kandahar / Qandahar"."""
    places = (place for id in ids if (place := view.book.get(Place, id)))
    return tuple(" / ".join((place.name, *(n.name for n in place.names))) for place in places)


def _texts(value: Plain | None) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)


def _ids(fields: Mapping[str, object], *, but: str = "") -> Iterator[str]:
    for name, held in fields.items():
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, Located):
                yield from _ids(item.set_fields())
            elif type(item) is str and name != but and SLUG.match(item):
                yield item
