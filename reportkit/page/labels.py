"""The words of the page: labels of the vocabulary, days, spans, numbers, names."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from reportkit.i18n.bidi import bare, left_to_right
from reportkit.i18n.formats import between, day, moment, short_day, short_span, span
from reportkit.i18n.sentences import capital, stop
from reportkit.i18n.translate import noted, noted_in, say, say_in, spoken
from reportkit.i18n.translate import word as vocabulary_word
from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Figure, Place
from reportkit.model.scales import RELIABILITY, Term
from reportkit.model.vocabulary import (
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
    Position,
    Reliability,
    RoundOutcome,
    SourceKind,
    Status,
    TextStatus,
    Trend,
    Verification,
)
from reportkit.phrasing.notice import edition_title
from reportkit.phrasing.titles import commas
from reportkit.phrasing.titles import what_is_counted as counted_words
from reportkit.phrasing.values import WORDS

#: Worded in the room of tongues; every module of the page finds them here.
__all__ = [
    "capital", "commas", "day", "edition_title", "moment", "short_day", "short_span", "span",
    "stop",
]  # fmt: skip

TREND_SIGNS = {Trend.DETERIORATED: "↘", Trend.UNCHANGED: "→", Trend.IMPROVED: "↗"}
ALERTS = {
    Alert.CONFLICT_RISK: noted("Conflict risk alert"),
    Alert.RESOLUTION_OPPORTUNITY: noted("Resolution opportunity"),
}
CHIPS_OF_POSITION = {
    Position.CONTESTED: noted("contested"),
    Position.SINGLE_PARTY: noted("as told by one party"),
}
CHIPS_OF_VERIFICATION = {
    Verification.UNVERIFIED: noted("unverified"),
    Verification.DISPROVED: noted("disproved"),
    Verification.INDEPENDENTLY_CONFIRMED: noted("independently confirmed"),
    Verification.VERIFIED_BY_US: noted("verified by us"),
}
MEASURE_SIGNS = {
    MeasureStatus.THREATENED: ("△", noted("threatened")),
    MeasureStatus.ANNOUNCED: ("△", noted("announced")),
    MeasureStatus.IN_FORCE: ("■", noted("in force")),
    MeasureStatus.EASED: ("▲", noted("eased")),
    MeasureStatus.LIFTED: ("○", noted("lifted")),
    MeasureStatus.EXPIRED: ("○", noted("expired")),
}
#: The same states where the measure closes a crossing: what a driver wants to read.
CROSSING_SIGNS = {
    MeasureStatus.THREATENED: ("△", noted_in("crossing", "threatened")),
    MeasureStatus.ANNOUNCED: ("△", noted_in("crossing", "announced")),
    MeasureStatus.IN_FORCE: ("■", noted_in("crossing", "closed")),
    MeasureStatus.EASED: ("▲", noted_in("crossing", "partly open")),
    MeasureStatus.LIFTED: ("○", noted_in("crossing", "open")),
    MeasureStatus.EXPIRED: ("○", noted_in("crossing", "open")),
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
    GeoPrecision.EXACT: noted("exact"),
    GeoPrecision.WITHIN_25_KM: noted("within about 25 km"),
    GeoPrecision.DISTRICT: noted("district"),
    GeoPrecision.PROVINCE: noted("province"),
    GeoPrecision.VAGUE_AREA: noted("area"),
    GeoPrecision.COUNTRY: noted("country"),
    GeoPrecision.SEA_OR_AIR: noted("sea or air"),
}


def label(word: StrEnum) -> str:
    """Spell a word of the vocabulary as a reader would: "agreed in principle"."""
    english = _LABELS.get(word) or WORDS.get(word, "")
    return vocabulary_word(type(word).__name__, word.value, english)


def state_of(record: Record) -> str:
    """Word a record's status where it is not simply current: "Withdrawn: ..."."""
    if record.status is Status.CURRENT:
        return ""
    reason = f": {record.status_reason}" if record.status_reason else ""
    return stop(f"{capital(label(record.status))}{reason}")


def short_digest(sha256: str) -> str:
    """Give as much of a digest as a reader compares by eye."""
    return sha256[:12]


# -- numbers -------------------------------------------------------------------------------


def counted(book: Book, figure: Figure) -> str:
    """Say what a figure counts: "civilians injured"."""
    return figure.label or what_is_counted(book, figure.metric, figure.population)


def what_is_counted(book: Book, metric: str, population: str) -> str:
    """Word a metric and whom it is counted among, as the change log does."""
    return bare(counted_words(book.brief, metric, population))


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
    return say_in("list", "{names} and {last}", names=commas(first), last=last) if first else last


def semicolons(parts: Iterable[str]) -> str:
    """Join what is longer than a word."""
    return say_in("list", "; ").join(parts)


def place(book: Book, id: str | None) -> str:
    """Name a place with its province, as a reader far away needs it."""
    found = book.get(Place, id)
    if found is None:
        return id or ""
    if found.admin1 and not f"{found.name} ".startswith(f"{found.admin1} "):
        return commas([found.name, found.admin1])
    return found.name


def place_name(book: Book, id: str | None) -> str:
    """Name a place alone."""
    found = book.get(Place, id)
    return found.name if found else (id or "")


def precision(where: GeoPrecision) -> str:
    """Say how exact a place is known."""
    return say(_PRECISION[where])


def reliability(grade: Reliability) -> str:
    """Spell an Admiralty grade; "" for F, which judges nothing."""
    if grade is Reliability.F:
        return ""
    return commas([grade.value, say_in("reliability", RELIABILITY[grade])])


def likelihood_term(term: str) -> str:
    """Say a term of the brief's scale; in a sentence of the desk it stays as written."""
    return vocabulary_word("likelihood", term)


def band_of(term: Term) -> str:
    """Print the percent that a term stands for as its standard does."""
    if spoken().is_english:
        return term.band
    open_end = "<" if "<" in term.band else ""
    more = ">" if term.band.startswith(">") else ""
    low, high = left_to_right(f"{more}{term.low}"), left_to_right(f"{open_end}{term.high}")
    return say_in("band", "{range} %", range=between(low, high))


def is_withheld(rule: AttributionRule) -> bool:
    """Tell whether a name stays with the desk."""
    return rule is not AttributionRule.OPEN


def measure_state(status: MeasureStatus) -> tuple[str, str]:
    """Give the state of a measure, in a shape and in a word."""
    sign, told = MEASURE_SIGNS[status]
    return sign, say(told)


def crossing_state(status: MeasureStatus) -> tuple[str, str]:
    """Give what a measure makes of a crossing, in a shape and in a word."""
    sign, told = CROSSING_SIGNS[status]
    return sign, say_in("crossing", told)


def commitment_state(status: CommitmentStatus) -> str:
    """Give the state of a promise, in a shape and in a word."""
    return f"{COMMITMENT_SIGNS[status]} {label(status)}"


def outcome(reached: RoundOutcome) -> str:
    """Say what became of a round of talks."""
    special = _OUTCOMES.get(reached)
    return say(special) if special else capital(label(reached))


_OUTCOMES = {
    RoundOutcome.ONGOING: noted("Still sitting at the cut-off"),
    RoundOutcome.UNKNOWN: noted("Outcome not known"),
}
