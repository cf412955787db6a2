"""What the desk has to say of an import: notes on what the source revised, ends of what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from reportkit.changes.detect import HOUSEKEEPING
from reportkit.changes.diff import UNSAID
from reportkit.changes.notes import in_message
from reportkit.i18n.formats import long_day
from reportkit.i18n.sentences import abbreviated
from reportkit.imports.compare import Difference, Verdict, canonical
from reportkit.imports.entries import Entry
from reportkit.imports.preview import Preview
from reportkit.loading.serialize import Plain, to_plain
from reportkit.loading.snippets import REASON_WANTED, quoted
from reportkit.model.base import Located
from reportkit.model.book import Book, Records, is_live
from reportkit.model.envelope import Record
from reportkit.model.evidence import Figure, Place, Source
from reportkit.model.quotation import quoted_fairly, shortened
from reportkit.model.series import Edition
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.sources import PlaceKind
from reportkit.phrasing.places import known_as, place_called
from reportkit.phrasing.unlisted import NO_LONGER_GIVES, NO_LONGER_LISTS

#: How a key is called in a sentence.
_CALLED = {
    "date_start": "the day",
    "date_end": "the last day",
    "date_precision": "how well the day is known",
    "event_type": "the type",
    "sub_type": "the sub-type",
    "place": "the place",
    "summary": "the description",
    "actors": "who took part",
    "source_notes": "the account",
    "source_refs": "the sources",
    "as_of": "the day of the count",
    "period": "the period of the count",
    "lat": "the latitude",
    "lon": "the longitude",
}
#: Of a change in these no reader has to be told: who a record is, and which release was read.
_UNNOTED = UNSAID | HOUSEKEEPING
#: What the data set moves; beside a conflict in one key another may have changed.
_MOVED = frozenset({Verdict.CHANGED, Verdict.CONFLICT})
_DAYS = frozenset({"date_start", "date_end", "as_of"})
_SHORT = _DAYS | {"event_type", "sub_type"}
#: Of what the description of an event is made: where one of these differs it says nothing more.
_DESCRIBED = frozenset({"event_type", "sub_type", "place"})


class DataSet(NamedTuple):
    """Whose words were imported."""

    id: str
    publisher: str
    version: str
    english: bool = True  # the brief is written in English
    accessed: date | None = None

    @property
    def called(self) -> str:
        """Name it with its release: "ACLED (version 2026-01-18)"; the source has the full name."""
        name = abbreviated(self.publisher)
        return f"{name} (version {self.version})" if self.version else name

    @property
    def as_read(self) -> str:
        """Name it so that a reader knows since when: with its release, else the day it was read."""
        if self.version or not self.accessed:
            return self.called
        return f"{self.called} (read on {long_day(self.accessed)})"


def data_set_of(id: str, preview: Preview, book: Book) -> DataSet:
    """Give the data set as the file gives it, else as the seeds do."""
    number = preview.number_of(id)
    known = book.get(Source, preview.known.renames.get(id, id))
    says: Mapping[str, object] = preview.spool.get(number).values if number >= 0 else {}
    publisher = says.get("publisher") or (known.publisher if known else id)
    version = says.get("version", "") if says else (known and known.version) or ""
    english = book.brief.language.partition("-")[0] == "en"
    read = says.get("accessed") or (known.accessed if known else None)
    accessed = date.fromisoformat(str(read)) if read else None
    return DataSet(known.id if known else id, str(publisher), str(version), english, accessed)


class Owed(NamedTuple):
    """A record of which a published edition said what its data set has revised since."""

    kind: type[Record]
    record: str
    differing: tuple[Difference, ...]  # `last` is what the edition said


def owed(preview: Preview, published: Records | None, edition: Edition) -> Iterator[Owed]:
    """Give what readers must be told of: the edition said so, the data set says otherwise now.

    So long as no note tells of it; and once more where this file moves it again, be it that an
    import which was cut off had put it into the seeds. What only we read otherwise, by another
    mapping or another place, no source has revised.
    """
    noted = {one.record: one.class_ for one in edition.changes}
    for id, place in preview.ids if published is not None else ():
        entry = preview.entries.get(id)
        moved = entry is not None and entry.verdict in _MOVED
        name = preview.known.renames.get(id, id)
        record = preview.records.by_id.get(name)
        was = _as_published(record, published) if record and is_live(record) else None
        if record is None or was is None:
            continue
        record = quoted_fairly(record)
        if not (moved or record != was):
            continue
        again = id in preview.moved and noted.get(name) is ChangeClass.SOURCE_REVISED
        if name in noted and not moved and not again:
            continue
        if preview.is_reread(id, place):
            continue
        kept = preview.spool.get(place)
        now = _as_printed(canonical(kept.kind, preview.known.renamed(kept.kind, kept.values)))
        keys = {one.key for one in entry.of(Verdict.CHANGED)} if entry and moved else set()
        then, seeds = to_plain(was), to_plain(record)
        differing = tuple(
            Difference(key, then.get(key), now.get(key), seeds.get(key), Verdict.CHANGED)
            for key in dict.fromkeys([*now, *sorted(keys)])
            if key not in _UNNOTED and then.get(key) != now.get(key)
            if key in keys or seeds.get(key) == now.get(key)
        )
        if differing:
            yield Owed(kept.kind, name, differing)


def _as_printed(values: dict[str, Plain]) -> dict[str, Plain]:
    """Cut the words of sources to those that an edition holds of them."""
    notes = values.get("source_notes")
    if not isinstance(notes, list):
        return values
    cut = [{**one, "text": shortened(str(one.get("text", "")))} if isinstance(one, dict) else one
           for one in notes]  # fmt: skip
    return {**values, "source_notes": cut}


def change_notes(owing: Iterable[Owed], data_set: DataSet, preview: Preview) -> str:
    """Write what is to stand under ``changes:`` of edition.yaml; "" where nothing is owed."""
    owing = tuple(owing)
    if not owing:
        return ""
    places = _place_names(preview)
    return "\n".join(("changes:", *(_note(one, data_set, places) for one in owing)))


def _place_names(preview: Preview) -> dict[str, str]:
    """Give how places are called: those of the series, and those that the file brings."""
    names = {one.id: place_called(one) for one in preview.records.all(Place)}
    new = preview.entries.of(Verdict.NEW)
    made = (preview.values_of(one) for one in new if one.kind is Place)
    return names | {str(one["id"]): _called(one) for one in made}


def _called(made: Mapping[str, object]) -> str:
    name, kind = str(made["name"]), made.get("kind")
    precision = int(str(made.get("geo_precision", 1)))
    if kind != PlaceKind.CITY:
        return name
    return known_as(name, precision, str(made.get("admin2", "")), str(made.get("admin1", "")))


def vanished_reason(entry: Entry, preview: Preview, data_set: DataSet) -> str:
    """Say to readers why a record that vanished is withdrawn."""
    record = preview.records.by_id.get(entry.record)
    event = record.event if isinstance(record, Figure) else None
    if event and preview.gives(event):
        return f"{data_set.as_read}{NO_LONGER_GIVES}"
    return f"{data_set.as_read}{NO_LONGER_LISTS}"


def withdraw_block(reasons: Iterable[str]) -> str:
    """Write what is to stand in a record that is withdrawn, for each of the reasons."""
    return "\n".join(
        f"status: withdrawn\nstatus_reason: {quoted(one)}" for one in dict.fromkeys(reasons)
    )


def is_published(entry: Entry, preview: Preview, published: Records | None) -> bool:
    """Tell whether the newest edition has a record, under this id or its former one."""
    record = preview.records.by_id.get(entry.record)
    return record is not None and _as_published(record, published) is not None


def _as_published(record: Record, published: Records | None) -> Record | None:
    names = (record.id, record.formerly) if published is not None else ()
    held = (published.by_id.get(name) for name in names if published and name)
    return next((one for one in held if one is not None), None)


def _note(entry: Owed, data_set: DataSet, places: Mapping[str, str]) -> str:
    own = entry.kind is Source
    class_ = ChangeClass.UPDATED if own else ChangeClass.SOURCE_REVISED
    sentence = _of_source(entry) if own else _sentence(entry, data_set, places)
    reason = quoted(sentence) if data_set.english else f"{REASON_WANTED}  # {sentence}"
    lines = [
        f"  - record: {entry.record}",
        f"    class: {class_}",
        f"    reason: {reason}",
        *([] if own else [f"    evidence: [{data_set.id}]"]),
    ]
    return "\n".join(lines)


def _of_source(entry: Owed) -> str:
    """Say what is new of a data set itself; that another release was read needs no note."""
    revised = ", ".join(one.key.replace("_", " ") for one in entry.differing)
    return f"The publisher has revised its {revised}."


def _sentence(entry: Owed, data_set: DataSet, places: Mapping[str, str]) -> str:
    parts = list(_parts(entry.kind, entry.differing, places))
    said = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{data_set.called} now {said}."


def _parts(
    kind: type[Located], differing: Iterable[Difference], places: Mapping[str, str]
) -> Iterator[str]:
    """Say what a data set does now, as the ends of a sentence."""
    rest: list[str] = []
    by_key = {one.key: one for one in differing}
    if by_key.keys() & _DESCRIBED:
        by_key.pop("summary", None)
    if kind is Figure and "best" in by_key:
        best = by_key.pop("best")
        yield f"gives {_value(best.now)} in place of {_value(best.last)}"
    if kind is Figure and by_key.keys() & {"low", "high"}:
        low, high = (by_key.pop(key, None) for key in ("low", "high"))
        ends = [_value(one.now) for one in (low, high) if one]
        yield f"puts its range {'at' if len(ends) > 1 else 'to'} {' to '.join(ends)}"
    if (place := by_key.pop("place", None)) is not None:
        now, last = (_place_name(held, places) for held in (place.now, place.last))
        yield f"gives the place as {now} instead of {last}"
    reworded = by_key.pop("source_notes", None) is not None
    for key, one in by_key.items():
        called = _CALLED.get(key, key.replace("_", " "))
        if key in _SHORT and one.last is not None and one.now is not None:
            now, was = _in_words(key, one.now), _in_words(key, one.last)
            yield f"gives {called} as {now} in place of {was}"
        else:
            rest.append(called)
    if rest:
        yield f"revises {', '.join(rest)}"
    if reworded:
        yield "words its account anew"


def _value(held: Plain | None) -> str:
    return in_message(held) if isinstance(held, str | int | bool | None) else "another value"


def _place_name(held: Plain | None, places: Mapping[str, str]) -> str:
    return places.get(held, held) if isinstance(held, str) else _value(held)


def _in_words(key: str, held: Plain) -> str:
    """Write a value as readers know it: a day in words."""
    if key in _DAYS and isinstance(held, str):
        return long_day(date.fromisoformat(held))
    return _value(held).replace("_", " ")
