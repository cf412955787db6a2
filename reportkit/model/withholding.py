"""Names that a rule of attribution keeps back, taken out of a book before anybody sees it. Pure.

The page never printed them. The facts travel with it, inside the PDF too, and the change log
calls a claim by its speaker: so they are cut out of what all of these are made from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from reportkit.model.base import default_of
from reportkit.model.book import Book, references
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Claim, Event, Source, Victim
from reportkit.model.folding import folded
from reportkit.model.sensitive_terms import (
    SensitiveTerm,
    SensitiveTerms,
    is_name,
    known_names,
    sensitive_terms,
)
from reportkit.model.vocabulary.events import VictimNaming
from reportkit.model.vocabulary.series import AttributionRule, Tlp
from reportkit.model.vocabulary.sources import ActorKind

#: Whom a claim is by whose speaker may not be named; of no party, for that would tell too.
SPEAKER = Actor(
    id="withheld.speaker",
    name="A speaker who may not be named",
    kind=ActorKind.CIVILIAN,
    tlp=Tlp.CLEAR,
)
PUBLISHER = "Name withheld"
#: How an id begins that stands for one that named somebody.
MASK = "withheld-"
#: What names a source, beside its publisher.
NAMING = (
    "author", "title", "url", "archive_url", "sha256", "version", "licence", "external_ids",
)  # fmt: skip
#: What names the speaker of a claim, beside its speaker.
SPEAKING = ("spokesperson", "venue", "external_ids")


def without_withheld_names(book: Book) -> Book:
    """Keep what was said and take away by whom, where the source set that rule (Chatham House).

    The names of victims who may not be named are taken away likewise (Every Casualty).
    """
    records = {record.id: _unnamed(record) for record in book}
    if all(records[record.id] is record for record in book):
        return book
    unheard = _speakers(book.by_id.values()) - _speakers(records.values()) - {SPEAKER.id}
    if SPEAKER.id in _speakers(records.values()):
        records.setdefault(SPEAKER.id, SPEAKER)
    named = {
        reference.id
        for value in (book.brief, book.edition, *records.values())
        for reference in references(value)
    }
    records = {id: record for id, record in records.items() if id in named or id not in unheard}
    cut = replace(book, by_id=records, defined={id: record.type for id, record in records.items()})
    names = SensitiveTerms(_names(book, cut))
    return replace(cut, by_id={id: _from_nowhere(record, names) for id, record in records.items()})


def names_kept_back(book: Book) -> tuple[SensitiveTerm, ...]:
    """Give the names that no output may hold: those that the book would lose.

    A name by which a record that stays is called is none; nor is the id of such a record.
    """
    told = without_withheld_names(book)
    return () if told is book else _names(book, told)


def is_masked(id: str | None) -> bool:
    """Tell whether an id has that form."""
    return id is not None and id.startswith(MASK)


def masked(id: str) -> str:
    """Give an earlier id in a form that is followed and names nobody."""
    if is_masked(id):
        return id
    return f"{MASK}{sha256(id.encode()).hexdigest()[:12]}"


def _names(book: Book, cut: Book) -> tuple[SensitiveTerm, ...]:
    changed = [record for record in book if cut.by_id.get(record.id) != record]
    shown = (cut.brief, *cut)
    known = known_names(shown)
    venues = (
        SensitiveTerm(record.venue, record.id)
        for record in changed
        if isinstance(record, Claim) and record.venue
    )
    earlier = (
        SensitiveTerm(record.formerly, record.id, is_id=True)
        for record in changed
        if record.formerly and record.attribution_rule is not AttributionRule.OPEN
    )
    return (
        *sensitive_terms(changed, shown),
        *(each for each in earlier if each.text not in cut.by_id),
        *(
            venue
            for venue in venues
            if is_place_name(venue.text) and folded(venue.text) not in known
        ),
    )


def is_place_name(text: str) -> bool:
    """Tell a venue that few speak of from a town: it has two words and a capital."""
    return is_name(text) and len(text.split()) > 1


def _speakers(records: Iterable[Record]) -> set[str]:
    return {record.speaker for record in records if isinstance(record, Claim)}


def _from_nowhere(record: Record, names: SensitiveTerms) -> Record:
    """Mask the id that a record had, where it names somebody: "gannet-notes-1".

    One that keeps a name back was renamed for that, and ids shorten names in ways of their own:
    "pike-1", or the speaker's id before a dot.
    """
    if record.formerly is None:
        return record
    open_to_all = record.attribution_rule is AttributionRule.OPEN
    if open_to_all and not any(names.found_in(record.formerly)):
        return record
    return record.replace(formerly=masked(record.formerly))


def withheld_victims(event: Event) -> tuple[Victim, ...]:
    """Give the victims of an event whose names leave the desk in no output."""
    return tuple(one for one in event.victims if one.naming is VictimNaming.WITHHELD)


def _unnamed(record: Record) -> Record:
    if isinstance(record, Event) and withheld_victims(record):
        kept = tuple(one for one in record.victims if one.naming is not VictimNaming.WITHHELD)
        return record.replace(victims=kept)
    if record.attribution_rule is AttributionRule.OPEN:
        return record
    if isinstance(record, Source) and record.publisher != PUBLISHER:
        return record.replace(publisher=PUBLISHER, **_unsaid(Source, NAMING))
    if isinstance(record, Claim) and record.speaker != SPEAKER.id:
        return record.replace(speaker=SPEAKER.id, **_unsaid(Claim, SPEAKING))
    return record


def _unsaid(kind: type[Record], fields: Iterable[str]) -> dict[str, Any]:
    return {name: default_of(kind, name) for name in fields}
