"""What happened day by day: a line each, which leads to where it is told in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from reportkit.i18n.bidi import isolate, without_marks
from reportkit.i18n.formats import day_of_year, weekday
from reportkit.i18n.translate import gettext, gettext_noop, pgettext
from reportkit.model.book import Book
from reportkit.model.corroboration import position_of
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Event, Fact
from reportkit.model.vocabulary.events import Attribution, Position, Role
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.day_list_model import DayLine, DayList, DayOfList
from reportkit.page.compose.view_model import Link
from reportkit.page.labels import actors, capital, outcome, place_name, short_day, stop
from reportkit.page.selection import hidden_sections, is_carried

#: Fewer lines than this are read as quickly in their section.
LEAST = 4
_WEEK = 7
_BY = {
    Attribution.SELF_CLAIMED: gettext_noop("Claimed by {actors}."),
    Attribution.ACCEPTED: gettext_noop("By {actors}."),
    Attribution.ALLEGED: gettext_noop("Blamed on {actors}."),
    Attribution.DENIED: gettext_noop("Blamed on {actors}, and denied."),
    Attribution.ASSESSED: gettext_noop("By {actors}, we assess."),
}
#: Day, place in the order of the day, line.
_Dated = tuple[date, int, DayLine]


def day_list_of(context: ComposeContext) -> DayList | None:
    """List what the body has of the period; None where a list would only repeat a short body.

    An event stands in one line with what its facts of these days tell; a step, a round or a
    promise that a fact tells of is told by the words of the fact, or lends it its own.
    """
    by_day: dict[date, list[tuple[int, DayLine]]] = defaultdict(list)
    for day, rank, line in (*_events(context), *_facts(context), *_others(context)):
        by_day[day].append((rank, line))
    if len(by_day) < 2 or sum(map(len, by_day.values())) < LEAST:  # noqa: PLR2004  # two days
        return None
    period = context.book.edition.period
    week = (period.end - period.start).days + 1 == _WEEK
    return DayList(
        title=gettext("This week, day by day") if week else gettext("Day by day"),
        days=tuple(
            DayOfList(
                _head(day), tuple(line for _, line in sorted(by_day[day], key=lambda each: each[0]))
            )
            for day in sorted(by_day)
        ),
    )


def _events(context: ComposeContext) -> Iterator[_Dated]:
    book = context.book
    hidden = hidden_sections(book)
    for event in book.all(Event):
        if not is_carried(event) or event.section in hidden or not _in_period(book, event):
            continue
        facts = _facts_of(context, event)
        contested = any(position_of(book, fact) is Position.CONTESTED for fact in facts)
        until = event.date_end if event.date_end != event.date_start else None
        year = book.edition.period.end.year
        more = [
            gettext("Until {day}.", day=short_day(until, year)) if until else "",
            *_parts_in(book, event),
        ]
        yield (
            max(event.date_start, book.edition.period.start),
            0,
            DayLine(
                Link(stop(capital(event.summary)), _anchor(facts[0] if facts else event)),
                " ".join(part for part in more if part),
                gettext("Accounts differ.") if contested else "",
                context.citations.of(event),
            ),
        )


def _parts_in(book: Book, event: Event) -> Iterator[str]:
    """Say who did it, on whose word, and to whom."""
    for attribution, wording in _BY.items():
        ids = tuple(
            one.actor
            for one in event.actors
            if one.role is Role.INITIATOR and one.attribution is attribution
        )
        if ids:
            yield gettext(wording, actors=actors(book, ids))
    targets = tuple(one.actor for one in event.actors if one.role is Role.TARGET)
    if targets:
        yield gettext("Target: {actors}.", actors=actors(book, targets))


def _facts(context: ComposeContext) -> Iterator[_Dated]:
    """Give the facts of the period that no line of an event stands for."""
    book = context.book
    in_events = {
        fact.id
        for event in book.all(Event)
        if is_carried(event) and _in_period(book, event)
        for fact in _facts_of(context, event)
    }
    for fact in book.all(Fact):
        period = book.edition.period
        if fact.date is None or not period.start <= fact.date <= period.end:
            continue
        if fact.id not in in_events and context.selection.in_body(fact):
            contested = position_of(book, fact) is Position.CONTESTED
            line = DayLine(
                Link(_in_short(book, fact), _anchor(fact)),
                "",
                gettext("Contested.") if contested else "",
                context.citations.of(fact),
            )
            yield fact.date, 1, line


def _in_short(book: Book, fact: Fact) -> str:
    """Give the words of the one step that a fact tells of, or else its own up to a semicolon."""
    steps = [step for id in fact.about if (step := book.get(Measure, id))]
    if len(steps) == 1 and steps[0].since == fact.date:
        return stop(steps[0].statement)
    return stop(isolate(without_marks(fact.statement).partition(";")[0]))


def _others(context: ComposeContext) -> Iterator[_Dated]:
    """Give steps, rounds and promises of the period that no fact of it tells of."""
    book = context.book
    period = book.edition.period
    facts = [f for f in book.all(Fact) if f.date and period.start <= f.date <= period.end]
    shown = (fact for fact in facts if context.selection.in_body(fact))
    covered = {id for fact in shown for id in fact.about}
    for record, day, words in _dated(book):
        of_now = day and period.start <= day <= period.end
        if day and of_now and record.id not in covered and context.selection.in_body(record):
            cites = context.citations.of(record)
            yield day, 2, DayLine(Link(stop(words), _anchor(record)), "", "", cites)


def _dated(book: Book) -> Iterator[tuple[Record, date | None, str]]:
    for measure in book.all(Measure):
        yield measure, measure.since, measure.statement
    for talks in book.all(Round):
        place = place_name(book, talks.venue)
        named = gettext("Round {number}, {place}", number=talks.number, place=place)
        came_of = outcome(talks.outcome).lower()
        words = pgettext("list", "{name}: {outcome}", name=named, outcome=came_of)
        yield talks, talks.start, words
    for promise in book.all(Commitment):
        yield promise, promise.made_on, promise.text


def _facts_of(context: ComposeContext, event: Event) -> list[Fact]:
    """Give the facts of the body that tell of an event on its own days."""
    end = event.date_end or event.date_start
    facts = [
        fact
        for fact in context.book.all(Fact)
        if fact.event == event.id
        and context.selection.in_body(fact)
        and (fact.date is None or event.date_start <= fact.date <= end)
    ]
    return sorted(facts, key=lambda fact: fact.date or date.min)


def _in_period(book: Book, event: Event) -> bool:
    period = book.edition.period
    return event.date_start <= period.end and (event.date_end or event.date_start) >= period.start


def _anchor(record: Record) -> str:
    return f"rec-{record.id}"


def _head(day: date) -> str:
    return gettext("{weekday} {day}", weekday=weekday(day.weekday()), day=day_of_year(day))
