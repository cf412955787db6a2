"""What an edition said, in the order of its page, as text that needs no page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from reportkit.changes.edition_view import EditionView
from reportkit.editions.manifest import Period
from reportkit.editions.snapshot import Snapshot
from reportkit.i18n.formats import day as spoken_day
from reportkit.i18n.sentences import capital, stop
from reportkit.model.analysis import Correction, Gap, Indicator, Judgement
from reportkit.model.book import RECORD_TYPES, is_live
from reportkit.model.days import Days, days_of
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Figure, Source
from reportkit.model.freshness import unconfirmed_since
from reportkit.model.vocabulary.diplomacy import CommitmentStatus
from reportkit.model.vocabulary.events import Position
from reportkit.model.vocabulary.series import Status
from reportkit.phrasing.claims import SILENCE, claim_clause
from reportkit.phrasing.notice import notice_sentence
from reportkit.phrasing.quantity import quantity
from reportkit.phrasing.source import source_called
from reportkit.phrasing.titles import name_of, title_of

#: In the order in which a section tells them.
_LISTED = sorted((kind for kind in RECORD_TYPES if kind.heading), key=lambda kind: kind.order)
_ORDER = {kind.type: place for place, kind in enumerate(_LISTED)}
_ELSEWHERE = "other"  # what no section of the brief claims
#: Before a sentence that is not agreed upon.
CONTESTED = "[contested] "
_OUTLOOK = "outlook"  # on the page it stands when something is in it


class Quoted(NamedTuple):
    """What a source wrote of an event, whole."""

    source: str
    publisher: str
    text: str
    language: str


class Sentence(NamedTuple):
    """One record as an edition told it."""

    record: str
    type: str
    day: date | None  # the first day of which it speaks
    text: str
    sources: tuple[str, ...]
    external_ids: tuple[tuple[str, str], ...] = ()  # whose number, and the number
    quoted: tuple[Quoted, ...] = ()


class SectionText(NamedTuple):
    """A section of the brief with its records."""

    id: str
    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True)
class ReportText:
    """An edition as text. Of a view of another day the parts before the sections are empty."""

    edition: str  # "4", as printed after "No."
    title: str
    producer: str
    period: Period
    cut_off: datetime
    published: datetime
    marking: str
    zone: str = ""  # the series' own
    as_known: date | None = None
    bottom_line: str = ""
    trend: str = ""  # "deteriorated. The crossings stay shut."
    highlights: tuple[str, ...] = ()
    key_figures: tuple[Sentence, ...] = ()
    sections: tuple[SectionText, ...] = ()


def report_text(
    snapshot: Snapshot, view: EditionView, *, as_known: date | None = None
) -> ReportText:
    """Tell what an edition said; ``view`` is the same edition, whole, so that names are known.

    With ``as_known`` only the records are told: the bottom line spoke of its own day.
    """
    edition, brief = snapshot.edition, snapshot.brief
    whole = as_known is None
    key = [view.records[id] for id in edition.key_figures if whole and id in snapshot.records]
    return ReportText(
        edition=view.name,
        title=brief.title,
        producer=brief.producer,
        period=snapshot.period,
        cut_off=snapshot.cut_off,
        published=edition.published,
        marking=view.tlp.value,
        zone=brief.cadence.zone,
        as_known=as_known,
        bottom_line=edition.bottom_line.text if whole else "",
        trend=f"{edition.trend}. {stop(edition.trend_rationale.text)}" if whole else "",
        highlights=tuple(each.text for each in edition.highlights if whole),
        key_figures=tuple(_sentence(record, view) for record in key),
        sections=tuple(_sections(snapshot, view)),
    )


def _sections(snapshot: Snapshot, view: EditionView) -> Iterator[SectionText]:
    titles = {section.id: section.title for section in snapshot.brief.sections}
    gathered: dict[str, list[Sentence]] = {id: [] for id in (*titles, _ELSEWHERE)}
    for record in snapshot.records.values():
        if record.heading and is_live(record):
            section = record.section if record.section in titles else _ELSEWHERE
            gathered[section or _ELSEWHERE].append(_sentence(record, view))
    for id, sayings in gathered.items():
        if sayings or id not in (_ELSEWHERE, _OUTLOOK):
            yield SectionText(id, titles.get(id, "Other"), tuple(sorted(sayings, key=_order)))


def sentence_of(record: Record, view: EditionView) -> str:
    """Say one record as its edition told it; a source or an actor by its name."""
    if isinstance(record, Source):
        return source_called(record, view)
    if not record.heading:
        return title_of(record, view)
    return _in_its_mood(record, _worded(record, view, days_of(record, view.book)), view)


def _order(saying: Sentence) -> tuple[int, date]:
    return _ORDER[saying.type], saying.day or date.min


def _sentence(record: Record, view: EditionView) -> Sentence:
    days = days_of(record, view.book)
    worded = _in_its_mood(record, _worded(record, view, days), view)
    if day := unconfirmed_since(view.book, record):
        worded = f"{stop(worded)} Last confirmed {spoken_day(day)}."
    sources = getattr(record, "source_refs", ())
    numbers = tuple((own.scheme, own.id) for own in record.external_ids)
    quoted = tuple(_quoted(record, view)) if isinstance(record, Event) else ()
    day = _shown_day(record, days)
    return Sentence(record.id, record.type, day, worded, sources, numbers, quoted)


def _quoted(event: Event, view: EditionView) -> Iterator[Quoted]:
    for note in event.source_notes:
        source = view.book.get(Source, note.source)
        publisher = source.publisher if source else note.source
        yield Quoted(note.source, publisher, note.text, note.language)


def _in_its_mood(record: Record, worded: str, view: EditionView) -> str:
    """Set before a record that it is contested, or in doubt."""
    if view.positions.get(record.id) is Position.CONTESTED:
        worded = f"{CONTESTED}{worded}"
    if record.status is Status.UNDER_REVIEW:
        worded = f"[under review] {worded}"
    return worded


def _shown_day(record: Record, days: Days | None) -> date | None:
    """A claim is dated by the day it was made, whatever it speaks of; nobody made a silence."""
    if isinstance(record, Claim):
        return None if record.modality in SILENCE else record.date
    return days.start if days else None


def _worded(  # noqa: PLR0911  # a type each
    record: Record, view: EditionView, days: Days | None
) -> str:
    """Say a record in one sentence, with the state that its type has."""
    match record:
        case Measure() | Commitment() | Indicator() | Gap():
            return _with_state(record, view, days)
        case Event():
            return _event(record, view)
        case Figure():
            as_of = f", as of {spoken_day(record.as_of)}" if record.as_of else ""
            return f"{title_of(record, view)}: {quantity(record)}{as_of}"
        case Claim():
            return stop(capital(claim_clause(record, view.book)))
        case Round():
            head = f"{_plain(record.track)} round {record.number}, {name_of(record.venue, view)}"
            return f"{head}: {record.summary} ({_plain(record.outcome)})"
        case Judgement():  # likelihood and confidence stand in two sentences (ICD 203)
            by = f" Judged by {', '.join(record.authors)}." if record.authors else ""
            return f"{stop(record.statement)} Confidence: {record.confidence.level}.{by}"
        case Correction():
            return notice_sentence(record, view)
    return stop(capital(title_of(record, view))) if record.sentence else _text(record)


def _with_state(
    record: Measure | Commitment | Indicator | Gap, view: EditionView, days: Days | None
) -> str:
    match record:
        case Commitment(commitment_status=CommitmentStatus.BREACH_ALLEGED):
            return stop(capital(title_of(record, view)))  # it is said by whom
        case Commitment():
            return f"{record.text} ({_plain(record.commitment_status)})"
        case Measure():
            until = f" until {spoken_day(days.end)}" if days and days.end else ""
            return f"{record.statement} ({_plain(record.measure_status)}{until})"
        case Indicator():
            return f"{record.statement} ({_plain(record.indicator_status)})"
        case Gap():
            return f"{record.question} ({_plain(record.gap_status)})"


def _event(event: Event, view: EditionView) -> str:
    title, place = title_of(event, view), name_of(event.place, view)
    return f"{title}, {place}" if place.casefold() not in title.casefold() else title


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _text(record: Record) -> str:
    return str(getattr(record, record.title_fields[0]))
