"""The words of the page: labels of the vocabulary, days, spans, numbers, names."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from reportkit.i18n.bidi import left_to_right, without_marks
from reportkit.i18n.formats import between, day, moment, short_day, short_span, span
from reportkit.i18n.sentences import capital, stop
from reportkit.i18n.translate import current_locale, gettext, gettext_noop, pgettext, pgettext_noop
from reportkit.i18n.translate import word as vocabulary_word
from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Event, Figure, Place
from reportkit.model.scales import RELIABILITY, Term
from reportkit.model.vocabulary.analysis import Direction
from reportkit.model.vocabulary.diplomacy import (
    MeasureKind,
    MeasureStatus,
    RoundOutcome,
    TextStatus,
)
from reportkit.model.vocabulary.events import EventType, Position, Verification
from reportkit.model.vocabulary.series import Alert, AttributionRule, Status
from reportkit.model.vocabulary.sources import (
    Access,
    GeoPrecision,
    PlaceKind,
    Reliability,
    SourceKind,
)
from reportkit.page.signs import (
    INDICATOR_SIGNS,
    MEASURE_SIGNS,
    TREND_SIGNS,
)
from reportkit.phrasing.notice import edition_title
from reportkit.phrasing.places import names_place, place_called
from reportkit.phrasing.titles import as_known, commas, counted_by
from reportkit.phrasing.titles import what_is_counted as counted_words
from reportkit.phrasing.values import WORDS

#: Worded in i18n, drawn by signs.py; every module of the page finds them here.
__all__ = [
    "INDICATOR_SIGNS", "TREND_SIGNS", "capital", "commas", "day", "edition_title", "moment",
    "short_day", "short_span", "span", "stop",
]  # fmt: skip

ALERTS = {
    Alert.CONFLICT_RISK: (
        gettext_noop("Alert: conflict risk"),
        gettext_noop("strikes or fighting could start or resume without warning"),
    ),
    Alert.RESOLUTION_OPPORTUNITY: (
        gettext_noop("Alert: resolution opportunity"),
        gettext_noop("the parties have an opening to settle the matter"),
    ),
}
CHIPS_OF_POSITION = {
    Position.CONTESTED: gettext_noop("contested"),
    Position.SINGLE_PARTY: gettext_noop("one side’s account"),
}
CHIPS_OF_VERIFICATION = {
    Verification.UNVERIFIED: gettext_noop("unverified"),
    Verification.DISPROVED: gettext_noop("disproved"),
    Verification.INDEPENDENTLY_CONFIRMED: gettext_noop("independently confirmed"),
    Verification.VERIFIED_BY_US: gettext_noop("verified by us"),
}
ONE_ORIGIN = gettext_noop("one origin only")
_MEASURE_STATES = {
    MeasureStatus.THREATENED: gettext_noop("threatened"),
    MeasureStatus.ANNOUNCED: gettext_noop("announced"),
    MeasureStatus.IN_FORCE: gettext_noop("in force"),
    MeasureStatus.EASED: gettext_noop("eased"),
    MeasureStatus.LIFTED: gettext_noop("lifted"),
    MeasureStatus.EXPIRED: gettext_noop("expired"),
}
#: The same states where the measure closes a crossing: what a driver wants to read.
_CROSSING_STATES = {
    MeasureStatus.THREATENED: pgettext_noop("crossing", "threatened"),
    MeasureStatus.ANNOUNCED: pgettext_noop("crossing", "announced"),
    MeasureStatus.IN_FORCE: pgettext_noop("crossing", "closed"),
    MeasureStatus.EASED: pgettext_noop("crossing", "partly open"),
    MeasureStatus.LIFTED: pgettext_noop("crossing", "open"),
    MeasureStatus.EXPIRED: pgettext_noop("crossing", "open"),
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
    SourceKind.NGO_REPORT: "NGO report",
    TextStatus.SUMMARY_ONLY: "summary only",
    TextStatus.UNDISCLOSED: "text not published",
    TextStatus.PUBLISHED: "text published",
}
_PRECISION = {
    GeoPrecision.EXACT: gettext_noop("exact"),
    GeoPrecision.WITHIN_25_KM: gettext_noop("within about 25 km"),
    GeoPrecision.DISTRICT: gettext_noop("district"),
    GeoPrecision.PROVINCE: gettext_noop("province"),
    GeoPrecision.VAGUE_AREA: gettext_noop("area"),
    GeoPrecision.COUNTRY: gettext_noop("country"),
    GeoPrecision.SEA_OR_AIR: gettext_noop("sea or air"),
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
    return figure.label or without_marks(counted_by(book, figure))


def what_is_counted(book: Book, metric: str, population: str) -> str:
    """Word a metric and whom it is counted among, as the change log does."""
    return without_marks(counted_words(book.brief, metric, population))


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
    return pgettext("list", "{names} and {last}", names=commas(first), last=last) if first else last


def semicolons(parts: Iterable[str]) -> str:
    """Join what is longer than a word."""
    return pgettext("list", "; ").join(parts)


def place(book: Book, id: str | None) -> str:
    """Name a place with its province, as a reader far away needs it.

    Places of one name in one province are told apart by the district too, and by what lies below.
    """
    record = book.get(Place, id)
    if record is None:
        return id or ""
    # A town that stands for its district or province is called by that.
    known = record.geo_precision if record.kind is PlaceKind.CITY else GeoPrecision.EXACT
    parts = [place_called(record)]
    if known < GeoPrecision.DISTRICT:
        parts += _finer(book, record)
    named = f"{record.name} ".startswith(f"{record.admin1} ") and known is GeoPrecision.EXACT
    if record.admin1 and not named and known is not GeoPrecision.PROVINCE:
        parts.append(_province_called(book, record.admin1))
    return commas(parts)


def place_name(book: Book, id: str | None) -> str:
    """Name a place alone."""
    found = book.get(Place, id)
    return place_called(found) if found else (id or "")


def event_days(event: Event, year: int) -> str:
    """Write when an event was, and how well that is known."""
    return as_known(event, short_span(event.date_start, event.date_end, year))


def says_place(book: Book, text: str, id: str | None) -> bool:
    """Tell whether a text names a place already, by any of its names; an unnamed one is none."""
    found = book.get(Place, id)
    return names_place(text, found) if found else without_marks(id or "") in without_marks(text)


def _finer(book: Book, place: Place) -> list[str]:
    """Give district, then what is below it, as far as they tell a place from its namesakes."""
    alike = [
        other
        for other in book.once(_places_by_name).get((place.name, place.admin1), ())
        if other is not place
    ]
    parts: list[str] = []
    for level in ("admin2", "admin3"):
        own = getattr(place, level)
        if alike and own:
            parts.insert(0, own)
            alike = [other for other in alike if getattr(other, level) == own]
    return parts


def _places_by_name(book: Book) -> dict[tuple[str, str | None], list[Place]]:
    alike: dict[tuple[str, str | None], list[Place]] = {}
    for place in book.all(Place):
        alike.setdefault((place.name, place.admin1), []).append(place)
    return alike


def _province_called(book: Book, name: str) -> str:
    """Name a province as its own record does in the language of the page, if there is one."""
    province = book.once(_provinces).get(name)
    return place_called(province) if province else name


def _provinces(book: Book) -> dict[str, Place]:
    return {place.name: place for place in book.all(Place) if place.kind is PlaceKind.PROVINCE}


def precision(where: GeoPrecision) -> str:
    """Say how exact a place is known."""
    return gettext(_PRECISION[where])


def reliability(grade: Reliability) -> str:
    """Spell an Admiralty grade; "" for F, which judges nothing."""
    if grade is Reliability.F:
        return ""
    return commas([grade.value, pgettext("reliability", RELIABILITY[grade])])


def likelihood_term(term: str) -> str:
    """Say a term of the brief's scale; in a sentence of the desk it stays as written."""
    return vocabulary_word("likelihood", term)


def band_of(term: Term) -> str:
    """Print the percent that a term stands for as its standard does."""
    if current_locale().is_english:
        return term.band
    open_end = "<" if "<" in term.band else ""
    more = ">" if term.band.startswith(">") else ""
    low, high = left_to_right(f"{more}{term.low}"), left_to_right(f"{open_end}{term.high}")
    return pgettext("band", "{range}%", range=between(low, high))


def is_withheld(rule: AttributionRule) -> bool:
    """Tell whether a name stays with the desk."""
    return rule is not AttributionRule.OPEN


def measure_state(status: MeasureStatus) -> tuple[str, str]:
    """Give the state of a measure, in a shape and in a word."""
    return MEASURE_SIGNS[status], gettext(_MEASURE_STATES[status])


def crossing_state(status: MeasureStatus) -> tuple[str, str]:
    """Give what a measure makes of a crossing, in a shape and in a word."""
    return MEASURE_SIGNS[status], pgettext("crossing", _CROSSING_STATES[status])


def outcome(reached: RoundOutcome) -> str:
    """Say what became of a round of talks."""
    special = _OUTCOMES.get(reached)
    return gettext(special) if special else capital(label(reached))


_OUTCOMES = {
    RoundOutcome.ONGOING: gettext_noop("Still sitting at the cut-off"),
    RoundOutcome.UNKNOWN: gettext_noop("Outcome not known"),
}
