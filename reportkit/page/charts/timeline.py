"""What the timeline shows: who is said to have done what on which day of the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.book import Book
from reportkit.model.corroboration import is_claimed_by_others, position_of
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.evidence import Event, Fact
from reportkit.model.vocabulary.diplomacy import MeasureStatus, RoundOutcome
from reportkit.model.vocabulary.events import Attribution, DatePrecision, Position, Role
from reportkit.page.charts.svg import Shape
from reportkit.page.labels import (
    CHIPS_OF_POSITION,
    actor,
    capital,
    label,
    listed,
    measure_state,
    outcome,
    place_name,
)
from reportkit.page.parties import parties
from reportkit.page.selection import is_carried

MEDIATION, SEVERAL, OTHERS = "mediation", "several", "others"
#: What is said of an event of which the facts are contested: that it happened may be agreed.
_ACCOUNTS = CHIPS_OF_POSITION | {Position.CONTESTED: gettext_noop("accounts differ")}
_SHAPES = {Position.CONTESTED: Shape.DIAMOND, Position.SINGLE_PARTY: Shape.RING}
_STATES = {
    MeasureStatus.IN_FORCE: Shape.SQUARE,
    MeasureStatus.EASED: Shape.SQUARE,
    MeasureStatus.THREATENED: Shape.OPEN_TRIANGLE,
    MeasureStatus.ANNOUNCED: Shape.OPEN_TRIANGLE,
    MeasureStatus.LIFTED: Shape.OPEN_SQUARE,
    MeasureStatus.EXPIRED: Shape.OPEN_SQUARE,
}
#: How many days a date may be off when only its week or month is known.
_ROUGHLY = {DatePrecision.WEEK: 7, DatePrecision.MONTH: 30}
_LATER = date.max  # after any period


@dataclass(frozen=True, slots=True)
class Happening:
    """One mark of a lane, with its words."""

    start: date
    end: date
    words: str
    aside: str  # "accounts differ": the meaning of the shape, said
    shape: Shape
    records: tuple[str, ...]
    rough: bool = False  # the day is not known, only that it lies in the span


@dataclass(frozen=True, slots=True)
class Lane:
    """One party, or the mediation between them."""

    name: str
    note: str  # what being in this lane means
    party: int  # place among the parties, -1 for everybody else
    happenings: tuple[Happening, ...]
    talks: bool = False  # the lane of mediation


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that the picture shows."""

    start: date
    end: date
    lanes: tuple[Lane, ...]
    events: int
    contested: int
    measures: int


def timeline_of(book: Book) -> Timeline | None:
    """Choose what happened in the period, lane by lane; None when nothing did.

    An event stands with the party that acted or is said to have acted, else with the party
    that was attacked. Where several parties are said to have begun, it stands with none.
    """
    start, end = book.edition.period.start, book.edition.period.end
    lanes: dict[str, list[Happening]] = defaultdict(list)
    contested = 0
    events = [e for e in book.all(Event) if is_carried(e) and _meets(book, *_days(e))]
    for event, position in zip(events, _positions(book, events), strict=True):
        contested += position is Position.CONTESTED
        lanes[_lane_of(book, event)].append(_event(event, position))
    measures = list(_measures(book))
    for by, happening in measures:
        lanes[by].append(happening)
    lanes[MEDIATION] += [*_rounds(book), *_commitments(book)]
    if not any(lanes.values()):
        return None
    shown = tuple(_lane(book, id, lanes) for id in _order(book, lanes))
    return Timeline(start, end, shown, len(events), contested, len(measures))


def _order(book: Book, lanes: Mapping[str, Sequence[Happening]]) -> Iterator[str]:
    """Both parties or none, then what is between them, then the talks if there are any at all."""
    if _party_lanes(book, lanes):
        yield from parties(book)[:4]
    if lanes[SEVERAL]:
        yield SEVERAL
    if lanes[OTHERS]:
        yield OTHERS
    if lanes[MEDIATION] or book.all(Round):
        yield MEDIATION


def _party_lanes(book: Book, lanes: Mapping[str, Sequence[Happening]]) -> bool:
    """Tell whether the parties have lanes: empty ones tell something beside one that is not."""
    return any(lanes[party] for party in (*parties(book)[:4], SEVERAL))


def _lane(book: Book, id: str, lanes: Mapping[str, Sequence[Happening]]) -> Lane:
    happenings = lanes[id]
    ordered = tuple(sorted(happenings, key=lambda h: (h.start, h.end)))
    match id:
        case "mediation":
            return Lane(
                gettext("Mediation"), gettext("talks and promises"), -1, ordered, talks=True
            )
        case "several":
            several = gettext("More than one party")
            return Lane(several, gettext("each said to have acted"), -1, ordered)
        case "others":
            if not _party_lanes(book, lanes):
                return Lane(gettext("Events"), "", -1, ordered)
            return Lane(gettext("Others"), gettext("no party is named"), -1, ordered)
    note = gettext("acts or is attacked")
    return Lane(actor(book, id), note, parties(book).index(id), ordered)


# -- events ----------------------------------------------------------------------------------


def _event(event: Event, position: Position) -> Happening:
    start, end = _days(event)
    alleged = any(
        one.role is Role.INITIATOR and one.attribution in (Attribution.ALLEGED, Attribution.DENIED)
        for one in event.actors
    )
    told = _ACCOUNTS.get(position)
    aside = gettext(told) if told else gettext("actor alleged") if alleged else ""
    shape = _SHAPES.get(position, Shape.DISC)
    rough = event.date_precision in _ROUGHLY
    return Happening(start, end, capital(event.summary), aside, shape, (event.id,), rough)


def _lane_of(book: Book, event: Event) -> str:
    for role in (Role.INITIATOR, Role.TARGET, Role.OTHER):
        sides = {
            party
            for one in event.actors
            if one.role is role and (party := book.party_of(one.actor)) in parties(book)[:4]
        }
        if sides:
            return sides.pop() if len(sides) == 1 else SEVERAL
    return OTHERS


def _positions(book: Book, events: Sequence[Event]) -> Iterator[Position]:
    """Say of each event whether any fact about it is contested, else told by one party alone."""
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in book.all(Fact):
        if fact.event and is_carried(fact):
            facts[fact.event].append(fact)
    for event in events:
        held = {position_of(book, fact) for fact in facts[event.id]}
        if Position.CONTESTED in held:
            yield Position.CONTESTED
        elif held == {Position.SINGLE_PARTY} and not any(
            is_claimed_by_others(book, fact) for fact in facts[event.id]
        ):
            yield Position.SINGLE_PARTY
        else:
            yield Position.AGREED if held else Position.UNKNOWN


def _days(event: Event) -> tuple[date, date]:
    start = event.date_start
    rough = timedelta(days=_ROUGHLY.get(event.date_precision, 1) - 1)
    return start, event.date_end or start + rough


# -- measures, talks, promises ---------------------------------------------------------------


def _measures(book: Book) -> Iterator[tuple[str, Happening]]:
    """Give each step of the period; the same step at several places is one mark."""
    alike: dict[tuple[object, ...], list[Measure]] = defaultdict(list)
    for measure in book.all(Measure):
        days = _within(book, measure.since), _within(book, measure.until)
        if any(days) and is_carried(measure):
            where = "" if measure.place else measure.id  # what has no place stands alone
            state = measure.measure_status, measure.kind
            alike[(measure.by, *days, *state, where)].append(measure)
    for steps in alike.values():
        party = book.party_of(steps[0].by)
        lane = party if party in parties(book)[:4] else None
        yield lane or OTHERS, _steps(book, steps)


def _steps(book: Book, steps: Sequence[Measure]) -> Happening:
    first = steps[0]
    since, until = _within(book, first.since), _within(book, first.until)
    words = first.statement
    if len(steps) > 1:
        where = [place_name(book, step.place) for step in steps]
        words = f"{capital(label(first.kind))}: {listed(list(dict.fromkeys(where)))}"
    state = measure_state(first.measure_status)[1]
    start = since or until or book.edition.period.start
    return Happening(
        start,
        until or start,
        words,
        gettext("{state} on this day", state=state) if until and not since else state,
        _STATES[first.measure_status],
        tuple(step.id for step in steps),
    )


def _rounds(book: Book) -> Iterator[Happening]:
    for talks in book.all(Round):
        if is_carried(talks) and _meets(book, talks.start, talks.end or talks.start):
            words = gettext(
                "Round {number}, {place}",
                number=talks.number,
                place=place_name(book, talks.venue),
            )
            sitting = talks.outcome is RoundOutcome.ONGOING
            yield Happening(
                talks.start,
                talks.end or (_LATER if sitting else talks.start),
                words,
                outcome(talks.outcome).lower(),
                Shape.DISC,
                (talks.id,),
            )


def _commitments(book: Book) -> Iterator[Happening]:
    """Give promises on the day they were made, or else the day they fall due."""
    for promise in book.all(Commitment):
        made, due = _within(book, promise.made_on), _within(book, promise.due)
        when = made or due
        if when and is_carried(promise):
            yield Happening(
                when,
                when,
                promise.text if made else gettext("Due: {promise}", promise=promise.text),
                label(promise.commitment_status),
                Shape.TRIANGLE,
                (promise.id,),
            )


def _within(book: Book, when: date | None) -> date | None:
    return when if when and _meets(book, when, when) else None


def _meets(book: Book, start: date, end: date) -> bool:
    period = book.edition.period
    return start <= period.end and end >= period.start
