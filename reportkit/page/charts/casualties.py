"""The toll of one event as it was reported, provider by provider and day by day, never merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Event, Figure
from reportkit.model.metrics import LOSSES
from reportkit.model.vocabulary.events import Relation, Scope
from reportkit.model.vocabulary.series import Status
from reportkit.page.charts.series import reading_of
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import circle, line, path, sheet, text
from reportkit.page.labels import (
    actor_short,
    capital,
    commas,
    event_days,
    label,
    short_day,
    what_is_counted,
)
from reportkit.page.parties import parties
from reportkit.page.selection import is_carried
from reportkit.phrasing.claims import actor_in_sentence

_SIZE, _ROW, _HEAD = 8.5, 12.5, 16.0
_DAY = 38.0  # points: where the provider begins
_MOST_WHO = 0.46  # of the width: where the plot begins at the latest
_MOST_ROWS = 24
_RELATIONS = {Relation.OWN: gettext_noop("own side"), Relation.ENEMY: gettext_noop("other side")}


@dataclass(frozen=True, slots=True)
class Report:
    """One toll as one provider gave it on one day."""

    day: str
    name: str  # of the provider
    who: str  # the same, with whose dead it counts: "ISPR, own side"
    party: int  # place among the parties, -1 for everybody else
    low: Decimal | None
    best: Decimal | None
    high: Decimal | None
    words: str
    record: str
    provider: str


@dataclass(frozen=True, slots=True)
class Tolls:
    """All that the picture shows: groups of people, and what was reported of each."""

    event: str
    section: str
    title: str
    when: str
    groups: tuple[tuple[str, tuple[Report, ...]], ...]
    providers: int
    left_out: int


def tolls_of(book: Book) -> tuple[Tolls, ...]:
    """Give the tolls of every event of the period that several providers counted.

    One metric for each event: the killed, or what most providers counted. What only one of
    them counted of one group of people can be set against nothing and stays in the tables.
    """
    period = book.edition.period
    by_event: dict[str, list[Figure]] = defaultdict(list)
    for figure in book.all(Figure):
        kept = is_carried(figure) or figure.status is Status.SUPERSEDED
        if figure.event and figure.metric in LOSSES and kept:
            by_event[figure.event].append(figure)
    return tuple(
        tolls
        for event in sorted(book.all(Event), key=lambda event: (event.date_start, event.id))
        if is_carried(event)
        and event.date_start <= period.end
        and (event.date_end or event.date_start) >= period.start
        and (tolls := _tolls(book, event, by_event[event.id]))
    )


def _tolls(book: Book, event: Event, figures: Sequence[Figure]) -> Tolls | None:
    providers: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        providers[figure.metric].add(figure.provider)
    metric = max(sorted(providers), key=lambda m: (len(providers[m]), m == "killed"), default="")
    groups: dict[str, list[tuple[date, Report]]] = defaultdict(list)
    for figure in figures:
        if figure.metric == metric and (report := _report(book, figure)):
            head = _head(book, event, figure)
            # What was counted so far and what was counted of some days are not set side by side.
            if figure.scope is not Scope.PERIOD:
                head = commas([head, label(figure.scope)])
            groups[head].append((figure.as_of or date.min, report))
    if all(len({report.provider for _, report in group}) == 1 for group in groups.values()):
        return None
    compared = {head: group for head, group in groups.items() if len(group) > 1}
    alone = len(groups) - len(compared)
    shown, left_out = _at_most(compared)
    return Tolls(
        event=event.id,
        section=event.section or "",
        title=capital(event.summary),
        when=event_days(event, book.edition.period.end.year),
        groups=shown,
        providers=len({report.provider for _, group in shown for report in group}),
        left_out=left_out + alone,
    )


def _at_most(
    groups: Mapping[str, Sequence[tuple[date, Report]]],
) -> tuple[tuple[tuple[str, tuple[Report, ...]], ...], int]:
    """Order groups by how much was reported of them, reports by day; keep what a page holds."""
    shown, space = [], _MOST_ROWS
    for head, found in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        reports = [report for _, report in sorted(found, key=lambda f: (f[0], f[1].record))]
        if space > 0:
            shown.append((head, tuple(reports[:space])))
        space -= len(reports)
    return tuple(shown), max(-space, 0)


def _head(book: Book, event: Event, figure: Figure) -> str:
    """Say who was counted; one side's own and the other's enemy are the same people."""
    sides = {party for one in event.actors if (party := book.party_of(one.actor))}
    provider = book.party_of(figure.provider)
    hit = {"own_forces": provider, "enemy_forces": next(iter(sides - {provider}), None)}
    whose = hit.get(figure.population) if len(sides) == len(("one", "other")) else None
    if whose and provider in sides:
        counted = capital(what_is_counted(book, figure.metric, ""))
        side = actor_in_sentence(book.get(Actor, whose), whose).name
        return gettext("{counted}, forces on the side of {side}", counted=counted, side=side)
    return capital(what_is_counted(book, figure.metric, figure.population))


def _report(book: Book, figure: Figure) -> Report | None:
    year = book.edition.period.end.year
    reading = reading_of(figure, year)
    if reading is None:
        return None
    party, known = book.party_of(figure.provider), parties(book)
    whose = _RELATIONS.get(figure.relation) if figure.relation else None
    who = actor_short(book, figure.provider)
    words = reading.words
    if figure.status is Status.SUPERSEDED:
        words = gettext("{value} (since replaced)", value=words)
    return Report(
        day=short_day(figure.as_of, year) if figure.as_of else "",
        name=who,
        who=commas([who, gettext(whose)]) if whose else who,
        party=known.index(party) if party in known else -1,
        low=reading.low,
        best=reading.best,
        high=reading.high,
        words=words,
        record=figure.id,
        provider=figure.provider,
    )


# -- on paper --------------------------------------------------------------------------------


def draw_tolls(shown: Tolls, style: Style, width: float) -> tuple[str, float]:
    """Draw a row for each report, from zero; give the SVG and its height."""
    reports = [report for _, group in shown.groups for report in group]
    known = [v for r in reports for v in (r.low, r.best, r.high) if v is not None]
    space = max(style.regular.width(report.words, _SIZE) for report in reports) + 14
    names = max(style.regular.width(style.readable(report.who), _SIZE) for report in reports)
    plot = min(_DAY + names + 10, _MOST_WHO * width)
    per_unit = max(width - plot - space, 30) / (float(max([*known, Decimal(0)])) or 1.0)
    marks: list[str] = []
    y = 0.0
    for head, group in shown.groups:
        marks.append(text((0, y + 10), style.readable(head), fill=style.ink, size=_SIZE, bold=True))
        y += _HEAD
        marks.append(
            line((plot, y - 1), (plot, y + len(group) * _ROW - 1), stroke=style.ink, width=0.7)
        )
        for report in group:
            marks += _row(report, y + _ROW / 2 - 1, plot, per_unit, style)
            y += _ROW
        y += 3
    return sheet(width, y, marks), y


def _row(report: Report, y: float, plot: float, per_unit: float, style: Style) -> Iterator[str]:
    colour = style.party(report.party)
    base = y + 2.6
    yield text((0, base), report.day, fill=style.grey, size=_SIZE)
    who = style.regular.wrap(style.readable(report.who), _SIZE, plot - _DAY - 8, 1)
    yield text((_DAY, base), who[0], fill=style.ink, size=_SIZE)

    def x(value: Decimal) -> float:
        return plot + float(value) * per_unit

    low, high = report.low, report.high
    reach = max((v for v in (low, report.best, high) if v is not None), default=Decimal(0))
    yield line((plot, y), (x(reach), y), stroke=style.pale, width=1.2)  # leads the eye to the name
    end = plot
    if low is not None and high is not None and low != high:
        yield line((x(low), y), (x(high), y), stroke=colour, width=2.0)
        for edge in (low, high):
            yield line((x(edge), y - 3), (x(edge), y + 3), stroke=colour, width=1.2)
        end = x(high)
    value = report.best if report.best is not None else low if high is None else None
    if value is None and low is None and high is not None:
        value = high
    if value is not None:
        yield circle((x(value), y), 2.6, fill=colour)
        end = max(end, x(value) + 2.6)
    elif low is not None and low == high:
        yield circle((x(low), y), 2.6, fill=colour)
        end = x(low) + 2.6
    if high is None:  # at least so many: an arrow, for nobody knows how many more
        yield line((end, y), (end + 6, y), stroke=colour, width=1.2)
        yield path([(end + 4, y - 2.5), (end + 7, y), (end + 4, y + 2.5)], stroke=colour, width=1.2)
        end += 7
    yield text((end + 5, base), report.words, fill=style.ink, size=_SIZE)
