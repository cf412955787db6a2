"""What the desk has to say of an import: notes on what the source revised, ends of what is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from reportkit.changes.detect import HOUSEKEEPING
from reportkit.changes.diff import UNSAID
from reportkit.changes.notes import in_message
from reportkit.i18n.formats import day
from reportkit.i18n.sentences import abbreviated
from reportkit.imports.compare import Difference, Verdict
from reportkit.imports.preview import Entry, Preview
from reportkit.loading.serialize import Plain
from reportkit.loading.snippets import REASON_WANTED, quoted
from reportkit.model.base import Located
from reportkit.model.book import Book, Records
from reportkit.model.evidence import Figure, Place, Source
from reportkit.model.vocabulary.changes import ChangeClass

#: How a key is called in a sentence.
_CALLED = {
    "date_start": "the day",
    "date_end": "the last day",
    "date_precision": "how well the day is known",
    "event_type": "the type",
    "sub_type": "the sub-type",
    "summary": "the description",
    "actors": "who took part",
    "source_refs": "the sources",
    "as_of": "the day of the count",
    "period": "the period of the count",
    "lat": "the latitude",
    "lon": "the longitude",
}
_DAYS = frozenset({"date_start", "date_end", "as_of"})
_SHORT = _DAYS | {"event_type", "sub_type"}
#: Of what the description of an event is made: where one of these differs it says nothing more.
_DESCRIBED = frozenset({"event_type", "sub_type", "place"})
#: What no reader is told, so that nothing is owed for it: a newer release alone is no change.
_NOT_OWED = UNSAID | HOUSEKEEPING


class DataSet(NamedTuple):
    """Whose words were imported."""

    id: str
    publisher: str
    version: str
    english: bool = True  # the brief is written in English

    @property
    def called(self) -> str:
        """Name it with its release: "ACLED (version 2026-01-18)"; the source has the full name."""
        name = abbreviated(self.publisher)
        return f"{name} (version {self.version})" if self.version else name


def data_set_of(id: str, preview: Preview, book: Book) -> DataSet:
    """Give the data set as the file gives it, else as the seeds do."""
    places = dict(preview.ids)
    known = book.get(Source, preview.known.renames.get(id, id))
    says: Mapping[str, object] = preview.spool.get(places[id]).values if id in places else {}
    publisher = says.get("publisher") or (known.publisher if known else id)
    version = says.get("version") or (known.version if known else None) or ""
    english = book.brief.language.partition("-")[0] == "en"
    return DataSet(known.id if known else id, str(publisher), str(version), english)


def change_notes(preview: Preview, published: Records | None, data_set: DataSet) -> str:
    """Write what is to stand under ``changes:`` of edition.yaml; "" where nothing is owed.

    A note is owed of what a published edition said, and the file says otherwise now.
    """
    called = _places_of(preview)
    notes = [
        _note(entry, differing, data_set, called)
        for entry in preview.all(Verdict.CHANGED, Verdict.CONFLICT)
        if is_published(entry, preview, published)
        if (differing := [one for one in entry.of(Verdict.CHANGED) if one.key not in _NOT_OWED])
    ]
    return "\n".join(("changes:", *notes)) if notes else ""


def vanished_reason(data_set: DataSet) -> str:
    """Say to readers why a record that vanished is withdrawn."""
    return f"{data_set.called} no longer lists it."


def withdraw_block(reason: str) -> str:
    """Write what is to stand in a record that is withdrawn."""
    return f"status: withdrawn\nstatus_reason: {quoted(reason)}"


def is_published(entry: Entry, preview: Preview, published: Records | None) -> bool:
    """Tell whether the newest edition has a record, under this id or its former one."""
    record = preview.records.by_id.get(entry.record)
    names = {entry.record, record.formerly if record else None}
    return published is not None and any(name in published.by_id for name in names if name)


def _places_of(preview: Preview) -> Callable[[str], str]:
    """Give what finds how a place is called, of the seeds or of the file."""
    made = dict(preview.ids)

    def called(id: str) -> str:
        place = preview.records.by_id.get(id)
        if isinstance(place, Place):
            return place.name
        return str(preview.spool.get(made[id]).values.get("name", id)) if id in made else id

    return called


def _note(
    entry: Entry, differing: list[Difference], data_set: DataSet, called: Callable[[str], str]
) -> str:
    own = entry.kind is Source
    class_ = ChangeClass.UPDATED if own else ChangeClass.SOURCE_REVISED
    parts = list(_parts(entry.kind, differing, called))
    sentence = _of_source(differing) if own else _sentence(parts, data_set)
    reason = quoted(sentence) if data_set.english else f"{REASON_WANTED}  # {sentence}"
    lines = [
        f"  - record: {entry.record}",
        f"    class: {class_}",
        f"    reason: {reason}",
        *([] if own else [f"    evidence: [{data_set.id}]"]),
    ]
    return "\n".join(lines)


def _of_source(differing: list[Difference]) -> str:
    """Say what is new of a data set itself."""
    keys = ", ".join(one.key.replace("_", " ") for one in differing)
    return f"The data set is described anew: {keys}."


def _sentence(parts: list[str], data_set: DataSet) -> str:
    said = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{data_set.called} now {said}."


def _parts(
    kind: type[Located], differing: list[Difference], called: Callable[[str], str]
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
        yield f"places it at {called(str(place.now))} instead of {called(str(place.last))}"
    for key, one in by_key.items():
        if key in _SHORT and one.last is not None and one.now is not None:
            now, last = (_in_words(key, held) for held in (one.now, one.last))
            yield f"gives {_CALLED[key]} as {now} in place of {last}"
        elif key != "source_notes":
            rest.append(_CALLED.get(key, key.replace("_", " ")))
    if rest:
        yield f"revises {', '.join(rest)}"
    if "source_notes" in by_key:
        yield "words its account anew"


def _in_words(key: str, held: Plain) -> str:
    if key in _DAYS and isinstance(held, str):
        return day(date.fromisoformat(held))
    return _value(held).replace("_", " ")


def _value(held: Plain | None) -> str:
    return in_message(held) if isinstance(held, str | int | bool | None) else "another value"
