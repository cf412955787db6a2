"""What the timeline shows: who is said to have done or said what on which day of the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import current_locale, gettext, gettext_noop
from reportkit.model.book import Book
from reportkit.model.corroboration import is_claimed_by_others, position_of
from reportkit.model.evidence import Event, Fact
from reportkit.model.vocabulary.events import Attribution, DatePrecision, Position, Role
from reportkit.page.charts.shapes import Shape
from reportkit.page.charts.timeline_counts import Counts, counts_of
from reportkit.page.charts.timeline_marks import (
    MEDIATION,
    OTHERS,
    SEVERAL,
    Happening,
    commitments_of,
    facts_of,
    measures_of,
    meets,
    rounds_of,
)
from reportkit.page.labels import CHIPS_OF_POSITION, actor, actor_short, capital, commas
from reportkit.page.parties import parties
from reportkit.page.selection import is_carried

#: What is said of an event of which the facts are contested: that it happened may be agreed.
_ACCOUNTS = CHIPS_OF_POSITION | {Position.CONTESTED: gettext_noop("accounts differ")}
#: How many days a date may be off when only its week or month is known.
_ROUGHLY = {DatePrecision.WEEK: 7, DatePrecision.MONTH: 30}


@dataclass(frozen=True, slots=True)
class Lane:
    """One party, or the mediation between them."""

    name: str
    note: str  # what being in this lane means
    party: int  # place among the parties, -1 for everybody else
    happenings: tuple[Happening, ...]
    talks: bool = False  # the lane of mediation
    counts: Counts | None = None  # of the events that are too many for marks


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that the picture shows; no lane is empty."""

    start: date
    end: date
    lanes: tuple[Lane, ...]
    untold: int  # further facts of these days, which no mark stands for
    from_right: bool  # time runs as the language is read


def timeline_of(book: Book) -> Timeline | None:
    """Choose what happened in the period, lane by lane; None when nothing did.

    What was done or said stands with the party that did or said it, or is said to have done it,
    and names the target in words. Where several parties are said to have begun, it stands with
    none; where no party acted or nobody knows who did, with the others.
    """
    start, end = book.edition.period.start, book.edition.period.end
    lanes: dict[str, list[Happening]] = defaultdict(list)
    counts: dict[str, Counts] = {}
    for lane, events in _events_by_lane(book).items():
        quiet = [event for event, position in events if _is_quiet(event, position)]
        if counted := counts_of(book, quiet):
            counts[lane] = counted
        done = counted.records if counted else ()
        lanes[lane] += [_event(book, *each) for each in events if each[0].id not in done]
    for lane, happening in (*measures_of(book), *facts_of(book)):
        lanes[lane].append(happening)
    lanes[MEDIATION] += [*rounds_of(book), *commitments_of(book)]
    if not any(lanes.values()) and not any(counted.events for counted in counts.values()):
        return None
    shown = tuple(
        replace(_lane(book, id, lanes), counts=counts.get(id))
        for id in _order(book)
        if lanes[id] or id in counts
    )
    marked = {id for lane in shown for one in lane.happenings for id in one.records}
    marked.update(id for counted in counts.values() for id in counted.records)
    return Timeline(start, end, shown, _untold(book, marked), current_locale().direction == "rtl")


def _order(book: Book) -> tuple[str, ...]:
    return (*parties(book)[:4], SEVERAL, OTHERS, MEDIATION)


def _untold(book: Book, marked: set[str]) -> int:
    """Count the facts of the period of which neither they nor what they tell of has a mark."""
    return sum(
        1
        for fact in book.all(Fact)
        if is_carried(fact)
        and fact.date is not None
        and meets(book, fact.date, fact.date)
        and marked.isdisjoint({fact.id, fact.event or "", *fact.about})
    )


def _lane(book: Book, id: str, lanes: Mapping[str, Sequence[Happening]]) -> Lane:
    ordered = tuple(sorted(lanes[id], key=lambda h: (h.start, h.end)))
    match id:
        case "mediation":
            return Lane(
                gettext("Mediation"), gettext("talks and promises"), -1, ordered, talks=True
            )
        case "several":
            several = gettext("More than one party")
            return Lane(several, gettext("both act or speak, or each is said to"), -1, ordered)
        case "others":
            if not any(lanes[party] for party in (*parties(book)[:4], SEVERAL)):
                return Lane(gettext("Events"), "", -1, ordered)
            return Lane(gettext("Others"), gettext("or nobody is named"), -1, ordered)
    return Lane(actor(book, id), gettext("acts or speaks"), parties(book).index(id), ordered)


# -- events ----------------------------------------------------------------------------------


def _events_by_lane(book: Book) -> Mapping[str, Sequence[tuple[Event, Position]]]:
    lanes: dict[str, list[tuple[Event, Position]]] = defaultdict(list)
    events = [e for e in book.all(Event) if is_carried(e) and meets(book, *_days(e))]
    for event, position in zip(events, _positions(book, events), strict=True):
        lanes[_lane_of(book, event)].append((event, position))
    return lanes


def _is_quiet(event: Event, position: Position) -> bool:
    """No fact tells of it, and it is no turning point."""
    return position is Position.UNKNOWN and not (event.headline or event.milestone)


def _event(book: Book, event: Event, position: Position) -> Happening:
    start, end = _days(event)
    alleged = any(
        one.role is Role.INITIATOR and one.attribution in (Attribution.ALLEGED, Attribution.DENIED)
        for one in event.actors
    )
    accounts = _ACCOUNTS.get(position)
    word = gettext(accounts) if accounts else gettext("actor alleged") if alleged else ""
    target = _target(book, event)
    return Happening(
        start,
        end,
        unstopped(capital(event.summary)),
        commas(part for part in (target, word) if part),
        Shape.DIAMOND if position is Position.CONTESTED else Shape.DISC,
        (event.id,),
        event.date_precision in _ROUGHLY,
    )


def _target(book: Book, event: Event) -> str:
    """Name the one party that was hit, in words; "" where that is nobody, several, or the actor."""
    sides = _sides(book, event, Role.TARGET)
    if len(sides) != 1 or sides & _sides(book, event, Role.INITIATOR):
        return ""
    return gettext("target: {name}", name=actor_short(book, sides.pop()))


def _lane_of(book: Book, event: Event) -> str:
    """Give the lane of who acted; who was hit has none for that."""
    began = [one for one in event.actors if one.role is Role.INITIATOR]
    for role in (Role.INITIATOR,) if began else (Role.OTHER,):
        if sides := _sides(book, event, role):
            return sides.pop() if len(sides) == 1 else SEVERAL
    return OTHERS


def _sides(book: Book, event: Event, role: Role) -> set[str]:
    shown = parties(book)[:4]
    found = (book.party_of(one.actor) for one in event.actors if one.role is role)
    return {party for party in found if party in shown}


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
