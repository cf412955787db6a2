"""A book as STIX 2.1 objects: who, where, what happened, and notes for all else. Pure.

An actor is an `identity`, a place a `location`, an event an `incident`; whatever is said, counted
or judged is a `note` on these, and a dissent an `opinion`. Sources are external references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from reportkit.changes.edition_view import EditionView
from reportkit.exports.stix_references import references_of
from reportkit.exports.stix_regions import region_of
from reportkit.exports.stix_terms import (
    CONFIDENCE,
    CREDIBILITY,
    EXTENSION,
    IDENTITY_CLASS,
    PRECISION,
    TLP_IDS,
    StixObject,
)
from reportkit.exports.versions import Ids
from reportkit.i18n.bidi import without_marks
from reportkit.i18n.territories import country_code
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book, is_live
from reportkit.model.days import whole_days_of
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Claim, Event, Fact, Figure, Place, Source
from reportkit.model.scales import find_term
from reportkit.model.vocabulary.series import Tlp
from reportkit.model.vocabulary.sources import PlaceKind
from reportkit.phrasing.titles import name_of, title_of
from reportkit.queries.show import sentence_of

_TYPES: dict[type[Record], str] = {Actor: "identity", Place: "location", Event: "incident"}


class Given(NamedTuple):
    """One object, without its moments; what it says of which record."""

    record: str  # "" for the series and the edition themselves
    plain: StixObject


@dataclass(frozen=True)
class StixBook:
    """One edition, and under which ids its records go."""

    view: EditionView
    ids: Ids

    @property
    def book(self) -> Book:
        """The records, at the marking of the export."""
        return self.view.book

    @cached_property
    def producer(self) -> str:
        """The id of who publishes."""
        return f"identity--{self.ids.of('', 'producer')}"

    def id_of(self, record: Record | None) -> str | None:
        """Give the id of the object that stands for a record; None of what has none."""
        if record is None or isinstance(record, Source) or not is_live(record):
            return None
        return f"{_TYPES.get(type(record), 'note')}--{self.ids.of(record.id)}"

    def head(self, type_: str, id: str, marking: Tlp) -> StixObject:
        """Give what each object begins with."""
        return {
            "type": type_,
            "spec_version": "2.1",
            "id": id,
            "created_by_ref": self.producer,
            "lang": self.book.brief.written_in,
            "object_marking_refs": [TLP_IDS[marking]],
        }


def objects_of(stix: StixBook) -> Iterator[Given]:
    """Give the objects of all live records, in the order of the seeds."""
    for record in stix.book:
        if (id := stix.id_of(record)) is None:
            continue
        yield Given(record.id, {**_common(stix, record, id), **_own(stix, record)})
        match record:
            case Event():
                yield from _relations_of_event(stix, record)
            case Actor() if record.part_of:
                whole = stix.book.get(Actor, record.part_of)
                yield from _relation(stix, record, whole, "part_of", "part of")
            case Judgement():
                yield from _dissent(stix, record)


def _own(stix: StixBook, record: Record) -> StixObject:
    match record:
        case Actor():
            return _identity(record)
        case Place():
            return _location(stix, record)
        case Event():
            title = without_marks(title_of(record, stix.view))
            return {"name": title, "description": _sentence(stix, record)}
        case _:
            return _note(stix, record)


def _common(stix: StixBook, record: Record, id: str) -> StixObject:
    kind, _, _ = id.partition("--")
    plain = stix.head(kind, id, stix.book.marking(record))
    plain["labels"] = [record.type, *([record.kind.value] if isinstance(record, Actor) else [])]
    if references := references_of(stix.book, record):
        plain["external_references"] = references
    plain["extensions"] = {
        EXTENSION: {"extension_type": "property-extension", **_in_extension(stix, record)}
    }
    return plain


# Who and where ------------------------------------------------------------------------------


def _identity(actor: Actor) -> StixObject:
    plain: StixObject = {
        "name": actor.name,
        "identity_class": IDENTITY_CLASS.get(actor.kind, "organization"),
    }
    neutral = [alias.term for alias in actor.aliases if alias.neutral]
    if also := [name for name in (actor.short, *neutral) if name and name != actor.name]:
        plain["description"] = f"Also: {', '.join(also)}."
    return plain


def _location(stix: StixBook, place: Place) -> StixObject:
    """Give a point with its precision, where there is one; a country by its code."""
    plain: StixObject = {"name": place.name}
    parts = dict.fromkeys((place.admin3, place.admin2, place.admin1, place.country))
    plain["description"] = ", ".join(part for part in parts if part)
    if place.lat is not None and place.lon is not None and place.geo_precision in PRECISION:
        plain |= {"latitude": float(place.lat), "longitude": float(place.lon)}
        if metres := PRECISION[place.geo_precision]:
            plain["precision"] = metres
    code = country_code(place.iso or "") or country_code(place.country, stix.book.brief.written_in)
    if code:
        plain["country"] = code
    elif "latitude" not in plain:
        region = region_of(place.country, stix.book.brief.written_in)
        plain["region"] = region or "-".join(re.findall(r"\w+", place.country.casefold()))
    if place.admin1 and code:
        plain["administrative_area"] = place.admin1
    if place.kind is PlaceKind.CITY:
        plain["city"] = place.name
    return plain


# What happened ------------------------------------------------------------------------------


def _relations_of_event(stix: StixBook, event: Event) -> Iterator[Given]:
    """Say where it was and who took part, in which role and on whose word; STIX accuses nobody."""
    place = stix.book.get(Place, event.place)
    yield from _relation(stix, event, place, "place", "took place at")
    for participant in event.actors:
        parts = (participant.role, participant.attribution)
        part = ", ".join(str(each).replace("_", " ") for each in parts if each)
        actor = stix.book.get(Actor, participant.actor)
        yield from _relation(stix, event, actor, participant.role.value, f"took part: {part}")


def _relation(
    stix: StixBook, source: Record, target: Record | None, what: str, description: str
) -> Iterator[Given]:
    source_ref, target_ref = stix.id_of(source), stix.id_of(target)
    if target is None or source_ref is None or target_ref is None:
        return
    id = f"relationship--{stix.ids.of(source.id, what, stix.ids.first.get(target.id, target.id))}"
    marking = max(map(stix.book.marking, (source, target)), key=lambda tlp: tlp.rank)
    plain = {
        **stix.head("relationship", id, marking),
        "lang": "en",
        "relationship_type": "related-to",
        "description": description,
        "source_ref": source_ref,
        "target_ref": target_ref,
    }
    yield Given(source.id, plain)


# What is said, counted and judged -----------------------------------------------------------


def _note(stix: StixBook, record: Record) -> StixObject:
    plain: StixObject = {
        "abstract": without_marks(title_of(record, stix.view)),
        "content": _sentence(stix, record),
        "object_refs": _noted(stix, record),
    }
    if authors := [*_authors(stix, record)]:
        plain["authors"] = authors
    if confidence := _confidence(record):
        plain["confidence"] = confidence
    return plain


def _noted(stix: StixBook, record: Record) -> list[str]:
    """Give what a note is on: all that the record names; if that is nothing, the producer."""
    named = (stix.book.by_id.get(each.id) for each in stix.book.mentions(record))
    ids = dict.fromkeys(stix.id_of(each) for each in named if each is not record)
    return [id for id in ids if id] or [stix.producer]


def _authors(stix: StixBook, record: Record) -> Iterator[str]:
    """Say whose word it is: the provider of a number, the speaker of a claim, the desk itself."""
    match record:
        case Figure():
            yield without_marks(name_of(record.provider, stix.view))
        case Claim():
            yield without_marks(name_of(record.speaker, stix.view))
        case Judgement():
            book = stix.book
            yield from record.authors or book.edition.authors or book.brief.authors


def _confidence(record: Record) -> int | None:
    match record:
        case Judgement():
            return CONFIDENCE[record.confidence.level]
        case Claim() if record.grading:
            return CREDIBILITY.get(record.grading.credibility)
    return None


def _dissent(stix: StixBook, judgement: Judgement) -> Iterator[Given]:
    for dissent in judgement.dissent:
        id = f"opinion--{stix.ids.of(judgement.id, 'dissent', dissent.by)}"
        plain = {
            **stix.head("opinion", id, stix.book.marking(judgement)),
            "opinion": "disagree",
            "explanation": f"{dissent.view} {dissent.reason}",
            "authors": [dissent.by],
            "object_refs": [stix.id_of(judgement)],
        }
        yield Given(judgement.id, plain)


def _sentence(stix: StixBook, record: Record) -> str:
    return without_marks(sentence_of(record, stix.view))


# What STIX has no property for --------------------------------------------------------------


def _in_extension(stix: StixBook, record: Record) -> StixObject:
    properties = {"record": record.id, "record_type": record.type, **_days(stix, record)}
    if record.state_field:
        properties["state"] = getattr(record, record.state_field)
    match record:
        case Event():
            properties |= {"event_type": record.event_type, "day_precision": record.date_precision}
        case Figure():
            properties |= _counted(record)
        case Claim():
            properties["modality"] = record.modality
        case Fact():
            position = stix.view.positions.get(record.id)
            properties |= {"position": position, "verification": record.verification}
        case Judgement():
            properties |= _judged(stix, record)
    return {key: str(held) if isinstance(held, str) else held
            for key, held in properties.items() if held is not None}  # fmt: skip


def _days(stix: StixBook, record: Record) -> StixObject:
    days = whole_days_of(record, stix.book)
    if days is None:
        return {}
    return {"first_day": days.start.isoformat(), "last_day": days.end and days.end.isoformat()}


def _counted(figure: Figure) -> StixObject:
    return {
        "metric": figure.metric,
        "population": figure.population,
        "operator": figure.operator,
        "lowest": _number(figure.low),
        "best": _number(figure.best),
        "highest": _number(figure.high),
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _judged(stix: StixBook, judgement: Judgement) -> StixObject:
    term = find_term(stix.book.brief.scales.likelihood, judgement.likelihood.term)
    return {
        "likelihood": judgement.likelihood.term,
        "least_percent": term and term.low,
        "most_percent": term and term.high,
        "horizon": judgement.last_day and judgement.last_day.isoformat(),
    }
