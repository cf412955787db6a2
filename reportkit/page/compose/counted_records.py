"""What a data set gave too much of to be listed, counted by time and place.

Each record by itself stands on the screen. Of numbers nothing is added up: it is said how many
there are, how many of them are zero, and which are the highest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from decimal import Decimal

from reportkit.i18n.formats import number
from reportkit.i18n.translate import gettext, gettext_noop, ngettext
from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Event, Figure
from reportkit.model.numerous import MOST_ZEROS, Ended, Kind, is_zero, numerous
from reportkit.model.vocabulary.series import Status
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.compose_context import ComposeContext, section_id
from reportkit.page.compose.record_model import Part, RecordLine
from reportkit.page.compose.view_model import Anchor, Cite, Statement, Table, TableRow
from reportkit.page.labels import (
    actor_short,
    capital,
    commas,
    event_days,
    label,
    place_name,
    semicolons,
    short_span,
    span,
    stop,
    what_is_counted,
)
from reportkit.page.selection import Selection
from reportkit.page.tallies import Step, Stretch, province_of, stretch_name, stretches_of, tally_of
from reportkit.phrasing.in_numbers import in_numbers
from reportkit.phrasing.quantity import quantity
from reportkit.phrasing.reasons import with_reason
from reportkit.phrasing.unlisted import unlisted_by

_NOWHERE = Anchor("", "")
_MOST_ROWS = 12  # places
#: Side by side as the words at their head have room: "19–25 Oct" in two lines, "Jan–Mar" in one.
_MOST_COLUMNS = {Step.DAY: 7, Step.WEEK: 6, Step.MONTH: 7, Step.QUARTER: 4, Step.YEAR: 7}
_LEAST_WEEKS = 3
_MOST_HIGHEST = 6  # numbers that are named
_MOST_PLACES = 8  # that a sentence names


def counted_in_body(book: Book, selection: Selection) -> Mapping[Kind, tuple[Figure, ...]]:
    """Give the figures of which a sentence in the body of their section tells, by kind."""
    within = {
        kind: tuple(figure for figure in figures if selection.in_body(figure))
        for kind, figures in numerous(book).figures.items()
    }
    return {kind: figures for kind, figures in within.items() if len(figures) > MOST_ZEROS}


def counted_statements(context: ComposeContext, section: str) -> Iterator[Statement]:
    """Say in the body of a section what there is of such figures, each kind in a sentence."""
    book, citations = context.book, context.citations
    for kind, figures in counted_in_body(book, context.selection).items():
        if section_id(book, figures[0]) == section:
            text, cites = _figures(book, kind, figures), _cites(figures, citations)
            yield Statement(
                anchor=_NOWHERE, lead="", text=text, cites=cites, elsewhere=_elsewhere()
            )


def counted_lines(
    context: ComposeContext, in_body: AbstractSet[str]
) -> Iterator[tuple[str, RecordLine]]:
    """Say in the annex what is counted and not told in the body, with the section of each."""
    book, citations = context.book, context.citations
    for events in numerous(book).events.values():
        yield section_id(book, events[0]), _events(book, events, citations)
    for how, events in numerous(book).ended.items():
        yield section_id(book, events[0]), _ended(book, how, events, citations)
    told = counted_in_body(book, context.selection)
    for kind, figures in numerous(book).figures.items():
        done = in_body | {figure.id for figure in told.get(kind, ())}
        if rest := [figure for figure in figures if figure.id not in done]:
            text = _figures(book, kind, rest)
            yield section_id(book, rest[0]), _line(text, rest, citations)


def counted_tables(book: Book, section: str, title: str) -> tuple[Table, ...]:
    """Count the events of a section that are not listed, by week or a longer step, and province."""
    return tuple(
        _table(book, events, title)
        for events in numerous(book).events.values()
        if section_id(book, events[0]) == section
    )


def _table(book: Book, events: Sequence[Event], title: str) -> Table:
    year = book.edition.period.end.year
    tally = tally_of(
        book, events, _days(events), most_stretches=_MOST_COLUMNS, most_places=_MOST_ROWS
    )
    rows = [*zip(tally.places, tally.counts, tally.by_place, strict=True)]
    rows.append((gettext("all"), tally.by_stretch, len(events)))
    return Table(
        caption=gettext("{section}: events by place and month", section=title)
        if tally.step is Step.MONTH
        else gettext("{section}: events by place and time", section=title),
        css="tally",
        heads=(
            gettext("Place"),
            *(_head(stretch_name(stretch, tally.step, year)) for stretch in tally.stretches),
            gettext("All"),
        ),
        rows=tuple(
            TableRow(anchor=_NOWHERE, head=capital(head), cells=tuple(map(_cell, (*row, total))))
            for head, row, total in rows
        ),
        cited=-1,
    )


def _ended(book: Book, how: Ended, events: Sequence[Event], citations: Citations) -> RecordLine:
    """Say how many events ended alike, and why; readers may have used them."""
    tolls = [figure for event in events for figure in numerous(book).tolls.get(event.id, ())]
    counted = in_numbers([*events, *tolls])
    unlisted = unlisted_by(how.reason) if how.status is Status.WITHDRAWN else None
    if unlisted:
        text = stop(capital(unlisted.said_of(counted, len(events))))
    else:
        said = gettext("{what}: {value}", what=capital(label(how.status)), value=counted)
        text = with_reason(said, how.reason)
    return _line(text, (*events, *tolls), citations)


def _events(book: Book, events: Sequence[Event], citations: Citations) -> RecordLine:
    """Say how many events there are, of which days, and the highest of their tolls."""
    days = _days(events)
    counted = ngettext(
        "{n} event, {days}, is counted in the table and not listed.",
        "{n} events, {days}, are counted in the table and not listed.",
        len(events),
        days=span(days.start, days.end),
    )
    tolls = [figure for event in events for figure in numerous(book).tolls.get(event.id, ())]
    by_kind: dict[Kind, list[Figure]] = {}
    for toll in tolls:
        kind = Kind(None, toll.provider, toll.metric, toll.population, toll.unit)
        by_kind.setdefault(kind, []).append(toll)
    sentences = [
        counted,
        _rough(events),
        _weeks(book, events),
        *(_tolls(book, *each) for each in by_kind.items()),
    ]
    return _line(" ".join(filter(None, sentences)), (*events, *tolls), citations)


# -- sentences -------------------------------------------------------------------------------


def _rough(events: Sequence[Event]) -> str:
    rough = sum(event.is_rough for event in events)
    if not rough:
        return ""
    return ngettext(
        "{n} of them is known only to its week or month, and is counted on the first day that it "
        "can have been.",
        "{n} of them are known only to their week or month, and are counted on the first day that "
        "they can have been.",
        rough,
    )


def _weeks(book: Book, every: Sequence[Event]) -> str:
    """Say which whole week had most events whose day is known, and which fewest."""
    events = [event for event in every if not event.is_rough]
    if not events:
        return ""
    weeks = [
        week
        for week in stretches_of(_days(events), Step.WEEK)
        if (week.end - week.start).days + 1 == Step.WEEK
    ]
    counts = Counter(event.date_start - timedelta(event.date_start.weekday()) for event in events)
    if len(weeks) < _LEAST_WEEKS:
        return ""
    year = book.edition.period.end.year
    pattern = gettext_noop("The week with most was {most} ({n}), that with fewest {fewest} ({m}).")
    if len(events) < len(every):  # the table counts these too
        pattern = gettext_noop(
            "Of those known to their day most are of {most} ({n}), fewest of {fewest} ({m})."
        )
    ranked = sorted(weeks, key=lambda week: (-counts[week.start], week))
    most, fewest = ranked[0], ranked[-1]
    return gettext(
        pattern,
        most=short_span(*most, year),
        n=number(counts[most.start]),
        fewest=short_span(*fewest, year),
        m=number(counts[fewest.start]),
    )


def _tolls(book: Book, kind: Kind, figures: Sequence[Figure]) -> str:
    zeros = sum(map(is_zero, figures))
    counts = ngettext("above zero in {n} event", "above zero in {n} events", len(figures) - zeros)
    none = ngettext("zero in {n}", "zero in {n}", zeros) if zeros else ""
    return " ".join(
        [
            stop(f"{_what(book, kind)}: {commas(filter(None, (counts, none)))}"),
            _highest(book, figures),
        ]
    ).strip()


def _figures(book: Book, kind: Kind, figures: Sequence[Figure]) -> str:
    """Word figures of no event; of those that all say zero that is all there is to say."""
    zeros = sum(map(is_zero, figures))
    many = ngettext("{n} figure", "{n} figures", len(figures))
    if zeros == len(figures):
        many = ngettext("{n} figure, which is zero", "{n} figures, all of them zero", zeros)
    elif zeros:
        many = ngettext("{many}, {n} of them zero", "{many}, {n} of them zero", zeros, many=many)
    head = stop(f"{_what(book, kind)}: {commas(filter(None, (many, _period(figures))))}")
    where = Counter(province_of(book, f.place) for f in figures if f.place)
    places = gettext("By place: {places}.", places=_ranked(where)) if where else ""
    return " ".join(filter(None, (head, places, _highest(book, figures))))


def _what(book: Book, kind: Kind) -> str:
    counted = kind.label or what_is_counted(book, kind.metric, kind.population)
    return capital(commas([actor_short(book, kind.provider), counted]))


def _highest(book: Book, figures: Iterable[Figure]) -> str:
    above = [figure for figure in figures if not is_zero(figure)]
    above.sort(key=lambda figure: (-_most(figure), figure.id))
    if not above:
        return ""
    shown = above[:_MOST_HIGHEST]
    named = [f"{quantity(figure)} ({_whereabouts(book, figure)})" for figure in shown]
    if rest := len(above) - len(shown):
        named.append(ngettext("and {n} more", "and {n} more", rest))
    return gettext("Highest first: {numbers}.", numbers=semicolons(named))


def _whereabouts(book: Book, figure: Figure) -> str:
    year = book.edition.period.end.year
    if event := book.get(Event, figure.event):
        when = event_days(event, year)
        return commas([place_name(book, event.place), when])
    days = _span_of(figure)
    when = short_span(days.start, days.end, year) if days else ""
    return commas(filter(None, (place_name(book, figure.place), when)))


def _ranked(where: Counter[str]) -> str:
    ranked = sorted(where, key=lambda place: (-where[place], place))
    named = [f"{place} {number(where[place])}" for place in ranked[:_MOST_PLACES]]
    if rest := ranked[_MOST_PLACES:]:
        named.append(ngettext("and {n} more", "and {n} more", len(rest)))
    return semicolons(named)


def _period(figures: Iterable[Figure]) -> str:
    spans = [days for figure in figures if (days := _span_of(figure))]
    if not spans:
        return ""
    return span(min(days.start for days in spans), max(days.end for days in spans))


def _span_of(figure: Figure) -> Stretch | None:
    if figure.period:
        return Stretch(figure.period.start, figure.period.end)
    return Stretch(figure.as_of, figure.as_of) if figure.as_of else None


def _elsewhere() -> str:
    return gettext("Each is in the HTML edition, which is published with this document.")


# -- parts -----------------------------------------------------------------------------------


def _days(events: Iterable[Event]) -> Stretch:
    first = [event.date_start for event in events]
    return Stretch(min(first), max(first))


def _head(words: str) -> str:
    """Let a column be as narrow as a word: behind a space a day keeps its month beside it."""
    return words.replace(" ", "\n")


def _cell(count: int) -> str:
    return number(count) if count else "–"


def _most(figure: Figure) -> Decimal:
    given = (figure.low, figure.best, figure.high)
    return max((value for value in given if value is not None), default=Decimal(0))


def _cites(records: Iterable[Record], citations: Citations) -> tuple[Cite, ...]:
    refs = (record.source_refs for record in records if isinstance(record, Event | Figure))
    return citations.cite(dict.fromkeys(id for some in refs for id in some))


def _line(text: str, records: Iterable[Record], citations: Citations) -> RecordLine:
    part = Part(_NOWHERE, text, _cites(records, citations))
    return RecordLine(parts=(part,), elsewhere=_elsewhere())
