"""What an edition said, in the order of its page, as text that needs no page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from reportkit.changes.claims import SILENCE, claim_clause
from reportkit.changes.edition_view import Side, inner, is_live, items, listed, text
from reportkit.changes.field_schema import PlainRecord
from reportkit.changes.notice import notice_sentence
from reportkit.changes.quantity import day as spoken_day
from reportkit.changes.quantity import quantity
from reportkit.changes.say_source import source_called
from reportkit.editions.manifest import Period
from reportkit.editions.snapshot import Snapshot
from reportkit.i18n.sentences import capital, stop
from reportkit.model.vocabulary import CommitmentStatus, Position
from reportkit.queries.record_days import Days, days_of

#: In the order in which a section tells them.
_TYPES = (
    "fact", "judgement", "event", "figure", "claim", "measure", "round", "commitment",
    "indicator", "gap", "assumption", "correction",
)  # fmt: skip
_ELSEWHERE = "other"  # what no section of the brief claims
_OUTLOOK = "outlook"  # on the page it stands when something is in it


class Saying(NamedTuple):
    """One record as an edition told it."""

    record: str
    type: str
    day: date | None  # the first day of which it speaks
    text: str
    sources: tuple[str, ...]


class SaidSection(NamedTuple):
    """A section of the brief with its records."""

    id: str
    title: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, kw_only=True)
class Said:
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
    key_figures: tuple[Saying, ...] = ()
    sections: tuple[SaidSection, ...] = ()


def said(snapshot: Snapshot, side: Side, *, as_known: date | None = None) -> Said:
    """Tell what an edition said; ``side`` is the same edition, whole, so that names are known.

    With ``as_known`` only the records are told: the bottom line spoke of its own day.
    """
    edition = snapshot.edition
    whole = as_known is None
    key = listed(edition, "key_figures") if whole else ()
    why = stop(text(inner(edition, "trend_rationale"), "text"))
    trend = f"{text(edition, 'trend')}. {why}"
    return Said(
        edition=side.name,
        title=text(snapshot.brief, "title"),
        producer=text(snapshot.brief, "producer"),
        period=snapshot.period,
        cut_off=snapshot.cut_off,
        published=datetime.fromisoformat(text(edition, "published")),
        marking=side.tlp.value,
        zone=text(inner(snapshot.brief, "cadence"), "zone"),
        as_known=as_known,
        bottom_line=text(inner(edition, "bottom_line"), "text") if whole else "",
        trend=trend if whole else "",
        highlights=tuple(text(one, "text") for one in items(edition, "highlights") if whole),
        key_figures=tuple(
            _saying(id, side.records[id], side) for id in key if id in snapshot.records
        ),
        sections=tuple(_sections(snapshot, side)),
    )


def _sections(snapshot: Snapshot, side: Side) -> Iterator[SaidSection]:
    titles = {text(one, "id"): text(one, "title") for one in items(snapshot.brief, "sections")}
    gathered: dict[str, list[Saying]] = {id: [] for id in (*titles, _ELSEWHERE)}
    for id, record in snapshot.records.items():
        if record.get("type") in _TYPES and is_live(record):
            section = text(record, "section")
            told = gathered[section if section in titles else _ELSEWHERE]
            told.append(_saying(id, record, side))
    for id, sayings in gathered.items():
        if sayings or id not in (_ELSEWHERE, _OUTLOOK):
            yield SaidSection(id, titles.get(id, "Other"), tuple(sorted(sayings, key=_order)))


def sentence_of(record: PlainRecord, side: Side) -> str:
    """Say one record as its edition told it; a source or an actor by its name."""
    type_ = text(record, "type")
    if type_ == "source":
        return source_called(record, side)
    if type_ not in _TYPES:
        return side.title(record)
    return _in_its_mood(record, _worded(record, type_, side, days_of(record, side.records)), side)


def _order(saying: Saying) -> tuple[int, date]:
    return _TYPES.index(saying.type), saying.day or date.min


def _saying(id: str, record: PlainRecord, side: Side) -> Saying:
    days = days_of(record, side.records)
    type_ = text(record, "type")
    worded = _in_its_mood(record, _worded(record, type_, side, days), side)
    return Saying(id, type_, _shown_day(record, days), worded, listed(record, "source_refs"))


def _in_its_mood(record: PlainRecord, worded: str, side: Side) -> str:
    """Set before a record that it is contested, or in doubt."""
    if side.positions.get(text(record, "id")) is Position.CONTESTED:
        worded = f"[contested] {worded}"
    if record.get("status") == "under_review":
        worded = f"[under review] {worded}"
    return worded


def _shown_day(record: PlainRecord, days: Days | None) -> date | None:
    """A claim is dated by the day it was made, whatever it speaks of; nobody made a silence."""
    if record.get("type") != "claim":
        return days.start if days else None
    written = "" if record.get("modality") in SILENCE else text(record, "date")
    return date.fromisoformat(written[:10]) if written else None


def _worded(record: PlainRecord, type_: str, side: Side, days: Days | None) -> str:
    """Say a record in one sentence, with the state that its type has."""
    if record.get("commitment_status") == CommitmentStatus.BREACH_ALLEGED:
        return stop(capital(side.title(record)))  # it is said by whom
    if type_ in _STATES:
        statement, state = _STATES[type_]
        over = _over(days) if type_ == "measure" else ""
        return f"{text(record, statement)} ({_word(record, state) or 'open'}{over})"
    if type_ in _WORDINGS:
        return _WORDINGS[type_](record, side)
    return text(record, "statement")


def _event(record: PlainRecord, side: Side) -> str:
    title, place = side.title(record), side.name_of(record.get("place"))
    return f"{title}, {place}" if place and place.casefold() not in title.casefold() else title


def _figure(record: PlainRecord, side: Side) -> str:
    as_of = f", as of {spoken_day(text(record, 'as_of'))}" if record.get("as_of") else ""
    return f"{side.title(record)}: {quantity(record)}{as_of}"


def _claim(record: PlainRecord, side: Side) -> str:
    return stop(capital(claim_clause(record, side.records)))


def _round(record: PlainRecord, side: Side) -> str:
    head = f"{_word(record, 'track')} round {text(record, 'number')}"
    venue = side.name_of(record.get("venue"))
    return f"{head}, {venue}: {text(record, 'summary')} ({_word(record, 'outcome')})"


def _judgement(record: PlainRecord, _side: Side) -> str:
    """Likelihood and confidence stand in two sentences (ICD 203)."""
    confidence = text(inner(record, "confidence"), "level")
    return f"{stop(text(record, 'statement'))} Confidence: {confidence}."


def _over(days: Days | None) -> str:
    return f" until {spoken_day(days.end.isoformat())}" if days and days.end else ""


def _word(record: PlainRecord, name: str) -> str:
    return text(record, name).replace("_", " ")


#: The statement and the state of records that have both; a gap without a state is open.
_STATES: Mapping[str, tuple[str, str]] = {
    "measure": ("statement", "measure_status"),
    "commitment": ("text", "commitment_status"),
    "indicator": ("statement", "indicator_status"),
    "gap": ("question", "gap_status"),
}
_WORDINGS: Mapping[str, Callable[[PlainRecord, Side], str]] = {
    "event": _event,
    "figure": _figure,
    "claim": _claim,
    "round": _round,
    "judgement": _judgement,
    "correction": notice_sentence,
}
