"""The words of the page: labels of the vocabulary, days, spans, numbers, names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from reportkit.changes.quantity import quantity as plain_quantity
from reportkit.facts.book import Book
from reportkit.facts.envelope import Record
from reportkit.facts.evidence import Actor, Figure, Place
from reportkit.facts.metrics import metrics_of, populations_of
from reportkit.facts.plain import record_to_plain
from reportkit.facts.scales import RELIABILITY
from reportkit.facts.words import (
    Access,
    Alert,
    AttributionRule,
    CommitmentStatus,
    Direction,
    EventType,
    GeoPrecision,
    IndicatorStatus,
    MeasureKind,
    MeasureStatus,
    Modality,
    Position,
    Reliability,
    RoundOutcome,
    SourceKind,
    Status,
    TextStatus,
    Trend,
    Verification,
)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

TREND_SIGNS = {Trend.DETERIORATED: "↘", Trend.UNCHANGED: "→", Trend.IMPROVED: "↗"}
ALERTS = {
    Alert.CONFLICT_RISK: "Conflict risk alert",
    Alert.RESOLUTION_OPPORTUNITY: "Resolution opportunity",
}
CHIPS_OF_POSITION = {
    Position.CONTESTED: "contested",
    Position.SINGLE_PARTY: "as told by one party",
}
CHIPS_OF_VERIFICATION = {
    Verification.UNVERIFIED: "unverified",
    Verification.DISPROVED: "disproved",
    Verification.INDEPENDENTLY_CONFIRMED: "independently confirmed",
    Verification.VERIFIED_BY_US: "verified by us",
}
#: How a claim begins after its speaker; "that" where the seeds' statement goes on from it.
VERBS = {
    Modality.ASSERTS: "says that",
    Modality.DENIES: "denies that",
    Modality.CONFIRMS: "confirms that",
    Modality.REVISES: "now says that",
    Modality.RETRACTS: "takes back that",
    Modality.NO_COMMENT: "no comment by the cut-off:",
    Modality.NOT_AVAILABLE: "no statement found by the cut-off:",
}
MEASURE_SIGNS = {
    MeasureStatus.THREATENED: ("△", "threatened"),
    MeasureStatus.ANNOUNCED: ("△", "announced"),
    MeasureStatus.IN_FORCE: ("■", "in force"),
    MeasureStatus.EASED: ("▲", "eased"),
    MeasureStatus.LIFTED: ("○", "lifted"),
    MeasureStatus.EXPIRED: ("○", "expired"),
}
#: The same states where the measure closes a crossing: what a driver wants to read.
CROSSING_SIGNS = {
    **MEASURE_SIGNS,
    MeasureStatus.IN_FORCE: ("■", "closed"),
    MeasureStatus.EASED: ("▲", "partly open"),
    MeasureStatus.LIFTED: ("○", "open"),
    MeasureStatus.EXPIRED: ("○", "open"),
}
COMMITMENT_SIGNS = {
    CommitmentStatus.ANNOUNCED: "△",
    CommitmentStatus.AGREED_IN_PRINCIPLE: "△",
    CommitmentStatus.IN_FORCE: "●",
    CommitmentStatus.PARTLY_MET: "▲",
    CommitmentStatus.MET: "●",
    CommitmentStatus.OVERDUE: "▼",
    CommitmentStatus.BREACH_ALLEGED: "▼",
    CommitmentStatus.BREACH_CONFIRMED: "✗",
    CommitmentStatus.LAPSED: "○",
    CommitmentStatus.NOT_CONCLUDED: "✗",
}
INDICATOR_SIGNS = {
    IndicatorStatus.NOT_OBSERVED: "○",
    IndicatorStatus.EMERGING: "▲",
    IndicatorStatus.OBSERVED: "●",
    IndicatorStatus.RECEDED: "▽",
    IndicatorStatus.NOT_MONITORED: "–",
}
_LABELS: dict[StrEnum, str] = {
    EventType.EXPLOSION_REMOTE: "explosion or remote violence",
    Access.PRIMARY: "original text",
    Access.SECONDARY: "report",
    Access.TERTIARY: "copy or re-report",
    Direction.DE_ESCALATORY: "de-escalatory",
    MeasureKind.RECALL_ENVOY: "envoy recalled",
    MeasureKind.SUMMON_ENVOY: "envoy summoned",
    MeasureKind.UN_ACTION: "UN action",
    SourceKind.UN_REPORT: "UN report",
    TextStatus.SUMMARY_ONLY: "summary only",
    TextStatus.UNDISCLOSED: "text not published",
    TextStatus.PUBLISHED: "text published",
}
_PRECISION = {
    GeoPrecision.EXACT: "exact",
    GeoPrecision.WITHIN_25_KM: "within about 25 km",
    GeoPrecision.DISTRICT: "district",
    GeoPrecision.PROVINCE: "province",
    GeoPrecision.VAGUE_AREA: "area",
    GeoPrecision.COUNTRY: "country",
    GeoPrecision.SEA_OR_AIR: "sea or air",
}


def label(word: StrEnum) -> str:
    """Spell a word of the vocabulary as a reader would: "agreed in principle"."""
    return _LABELS.get(word) or word.value.replace("_", " ")


def capital(text: str) -> str:
    """Begin with a capital and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def stop(text: str) -> str:
    """End as a sentence, once."""
    return text if text.endswith((".", "!", "?", "…", ".”", '."')) else f"{text}."


def state_of(record: Record) -> str:
    """Word a record's status where it is not simply current: "Withdrawn: ..."."""
    if record.status is Status.CURRENT:
        return ""
    reason = f": {record.status_reason}" if record.status_reason else ""
    return stop(f"{capital(label(record.status))}{reason}")


def edition_title(name: str) -> str:
    """Print an edition's name: "5" is "No. 5", "7-r1" is "No. 7 rev. 1"."""
    number, _, revision = name.partition("-r")
    return f"No. {number} rev. {revision}" if revision else f"No. {number}"


def short_digest(sha256: str) -> str:
    """Give as much of a digest as a reader compares by eye."""
    return sha256[:12]


# -- days ----------------------------------------------------------------------------------


def day(when: date) -> str:
    """Write a day: "12 Oct 2025"."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def short_day(when: date, year: int) -> str:
    """Write a day without the year of the edition: "12 Oct"."""
    return day(when) if when.year != year else f"{when.day} {_MONTHS[when.month - 1]}"


def span(start: date, end: date | None) -> str:
    """Write days counted in at both ends: "7–19 Oct 2025"."""
    if end is None or end == start:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def short_span(start: date, end: date | None, year: int) -> str:
    """Write a span without the year of the edition."""
    return span(start, end).removesuffix(f" {year}")


def moment(when: datetime) -> str:
    """Write a time with its zone: "19 Oct 2025, 23:59 UTC"."""
    offset = when.utcoffset() or timedelta()
    minutes = abs(int(offset.total_seconds())) // 60
    sign = "+" if offset >= timedelta() else "−"
    zone = f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}" if minutes else "UTC"
    return f"{day(when)}, {when:%H:%M} {zone}"


# -- numbers -------------------------------------------------------------------------------


def quantity(figure: Figure) -> str:
    """Say a figure's value with its operator in words and its unit, as the change log does."""
    return plain_quantity(record_to_plain(figure))


def counted(book: Book, figure: Figure) -> str:
    """Say what a figure counts: "injured, civilians"."""
    return figure.label or what_is_counted(book, figure.metric, figure.population)


def what_is_counted(book: Book, metric: str, population: str) -> str:
    """Word a metric and whom it is counted among; the series' own words come first."""
    what = metrics_of(book.brief).get(metric)
    among = populations_of(book.brief).get(population)
    first = what.plural if what else metric.replace("_", " ")
    second = among.plural if among else population.replace("_", " ")
    return f"{first}, {second}" if second else first


# -- names ---------------------------------------------------------------------------------


def actor(book: Book, id: str | None) -> str:
    """Name an actor in full; an id that nobody describes stays what it is."""
    found = book.get(Actor, id)
    return found.name if found else (id or "")


def actor_short(book: Book, id: str | None) -> str:
    """Name an actor by its short form, if it has one."""
    found = book.get(Actor, id)
    return (found.short or found.name) if found else (id or "")


def actors(book: Book, ids: tuple[str, ...]) -> str:
    """Join names as a sentence does: "Qatar and Türkiye"."""
    return listed([actor(book, id) for id in ids])


def listed(names: list[str]) -> str:
    """Join with commas and a last "and"."""
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last


def place(book: Book, id: str | None) -> str:
    """Name a place with its province, as a reader far away needs it."""
    found = book.get(Place, id)
    if found is None:
        return id or ""
    if found.admin1 and found.admin1 != found.name:
        return f"{found.name}, {found.admin1}"
    return found.name


def place_name(book: Book, id: str | None) -> str:
    """Name a place alone."""
    found = book.get(Place, id)
    return found.name if found else (id or "")


def precision(where: GeoPrecision) -> str:
    """Say how exact a place is known."""
    return _PRECISION[where]


def reliability(grade: Reliability) -> str:
    """Spell an Admiralty grade; "" for F, which judges nothing."""
    return "" if grade is Reliability.F else f"{grade.value}, {RELIABILITY[grade]}"


def is_withheld(rule: AttributionRule) -> bool:
    """Tell whether a name stays with the desk."""
    return rule is not AttributionRule.OPEN


COMMITMENTS: Mapping[CommitmentStatus, str] = {
    status: f"{sign} {label(status)}" for status, sign in COMMITMENT_SIGNS.items()
}
OUTCOMES: Mapping[RoundOutcome, str] = {
    **{outcome: capital(label(outcome)) for outcome in RoundOutcome},
    RoundOutcome.ONGOING: "Still sitting at the cut-off",
    RoundOutcome.UNKNOWN: "Outcome not known",
}
