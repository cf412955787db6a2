"""What is too much to stand one by one: events and figures of a data set that are counted.

A table of a data set brings hundreds of events of which nothing else tells. A reader looks at how
many there were, when and where; each by itself stands in the HTML edition and in what is exported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Event, Figure
from reportkit.model.vocabulary.series import Status

K = TypeVar("K")
#: So many events, or figures of one kind that are not zero, of one section are listed; more are
#: counted.
MOST_LISTED = 60
#: So many figures that say zero, alike in who counts what, are listed.
MOST_ZEROS = 12


class Ended(NamedTuple):
    """How and why events ended that are counted together."""

    section: str | None
    status: Status
    reason: str | None


class Kind(NamedTuple):
    """What figures that are counted together have in common."""

    section: str | None
    provider: str
    metric: str
    population: str
    unit: str | None
    label: str | None = None  # in words of the data set, which many share: "events (protests)"


@dataclass(frozen=True)
class Numerous:
    """The records of a book that are counted and not listed; each is in one group alone."""

    events: Mapping[str | None, tuple[Event, ...]]  # by section
    ended: Mapping[Ended, tuple[Event, ...]]  # that the desk carries no longer
    tolls: Mapping[str, tuple[Figure, ...]]  # of all these events, by event
    figures: Mapping[Kind, tuple[Figure, ...]]  # of no event
    ids: AbstractSet[str]  # of all of them


def numerous(book: Book) -> Numerous:
    """Give what is counted and not listed; in most books that is nothing."""
    return book.once(_numerous)


def _numerous(book: Book) -> Numerous:
    named = _named(book)
    tolls: dict[str, list[Figure]] = defaultdict(list)
    loose: dict[Kind, list[Figure]] = defaultdict(list)
    for figure in book.all(Figure):
        if figure.event:
            tolls[figure.event].append(figure)
        elif is_plain_figure(figure) and figure.id not in named:
            what = (figure.metric, figure.population, figure.unit, figure.label)
            loose[Kind(figure.section, figure.provider, *what)].append(figure)
    plain = [e for e in book.all(Event) if _is_plain_event(e, named, tolls.get(e.id, ()))]
    events = _many_events((event.section, event) for event in plain if is_plain(event))
    ended = _many_events((_ended(event), event) for event in plain if not is_plain(event))
    counted = {event.id for group in (*events.values(), *ended.values()) for event in group}
    of_events = {id: tuple(tolls[id]) for id in counted if id in tolls}
    figures = {kind: many for kind, group in loose.items() if (many := _many(group))}
    return Numerous(
        events=events,
        ended=ended,
        tolls=of_events,
        figures=figures,
        ids=frozenset(
            [
                *counted,
                *(figure.id for group in of_events.values() for figure in group),
                *(figure.id for group in figures.values() for figure in group),
            ]
        ),
    )


def _many_events(grouped: Iterable[tuple[K, Event]]) -> Mapping[K, tuple[Event, ...]]:
    groups: dict[K, list[Event]] = defaultdict(list)
    for key, event in grouped:
        groups[key].append(event)
    return {key: tuple(some) for key, some in groups.items() if len(some) > MOST_LISTED}


def _ended(event: Event) -> Ended:
    return Ended(event.section, event.status, event.status_reason)


def _is_plain_event(event: Event, named: AbstractSet[str], tolls: Iterable[Figure]) -> bool:
    """Nobody but one data set tells of it, and it has nothing that must be read.

    What ended did so with its tolls.
    """
    marked = event.milestone or event.headline or event.victims
    return (
        event.id not in named
        and event.status in (Status.CURRENT, Status.WITHDRAWN, Status.DROPPED)
        and not marked
        and all(_has_no_words(figure) and figure.id not in named for figure in tolls)
        and all(figure.status is event.status for figure in tolls)
        and not any(figure.label for figure in tolls)
        and len({figure.provider for figure in tolls}) <= 1
    )


def is_plain_figure(figure: Figure) -> bool:
    """Its number says all, with what is counted: there is nothing else to know of it."""
    return is_plain(figure) and _has_no_words(figure)


def _has_no_words(figure: Figure) -> bool:
    words = (figure.note, figure.covers, figure.excludes, figure.vague_term)
    return not any(words) and not figure.parts


def is_plain(record: Record) -> bool:
    """The desk stands behind it as it stands."""
    return record.status is Status.CURRENT


def is_zero(figure: Figure) -> bool:
    """Nothing was counted, and nothing can have been."""
    values = [each for each in (figure.low, figure.best, figure.high) if each is not None]
    return bool(values) and not any(values)


def _many(group: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give those of one kind that are counted: all, or those that say zero, or none."""
    zeros = tuple(figure for figure in group if is_zero(figure))
    if len(group) - len(zeros) > MOST_LISTED:
        return tuple(group)
    return zeros if len(zeros) > MOST_ZEROS else ()


def _named(book: Book) -> frozenset[str]:
    """Name what something else tells of: a record but the toll of an event, or page 1."""
    edition = book.edition
    statements = (edition.bottom_line, edition.trend_rationale, *edition.highlights)
    trends = (trend.rationale for trend in edition.section_trends)
    return frozenset(
        [
            *edition.key_figures,
            *([edition.main_toll] if edition.main_toll else []),
            *(id for statement in (*statements, *trends) for id in statement.basis),
            *(
                reference.id
                for record in book
                if not isinstance(record, Event)
                for reference in book.mentions(record)
                if not (isinstance(record, Figure) and reference.field == "event")
            ),
        ]
    )
