"""Page 1: the point, better or worse, what we expect, what changed, the numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from reportkit.changes.change import Change
from reportkit.changes.delta import ELAPSED, Delta, NotComparable, delta
from reportkit.editions.history import History
from reportkit.i18n.translate import gettext
from reportkit.model.evidence import Event, Figure
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.expectations import expectations_of, track_record_line
from reportkit.page.compose.front_model import AlertLine
from reportkit.page.compose.last_confirmed import last_confirmed_words
from reportkit.page.compose.masthead import replaced
from reportkit.page.compose.page_model import Front, KeyFigure
from reportkit.page.compose.since import corrections_of, since_of
from reportkit.page.compose.view_model import Drawing, Trend
from reportkit.page.labels import (
    ALERTS,
    actor_short,
    capital,
    commas,
    counted,
    edition_title,
    label,
    place_name,
    says_place,
    short_day,
    stop,
)
from reportkit.page.signs import DOWN, TREND_SIGNS, UP
from reportkit.page.tolls import loser
from reportkit.phrasing.quantity import moved, quantity
from reportkit.phrasing.titles import window_of

_BEFORE_NUMBER = re.compile(r" (?=\d)")
_SIGNS = {1: f"{UP} ", -1: f"{DOWN} ", 0: ""}


def front_of(
    context: ComposeContext, history: History | None, sparks: Mapping[str, Drawing]
) -> Front:
    """Compose page 1; its numbers are cited in the order in which a reader meets them."""
    edition, citations = context.book.edition, context.citations
    line, why = edition.bottom_line, edition.trend_rationale
    bottom_line = citations.prose(stop(line.text), line.basis)
    trend = Trend(
        sign=TREND_SIGNS[edition.trend],
        word=capital(label(edition.trend)),
        css=edition.trend.value,
        rationale=citations.prose(stop(why.text), why.basis),
    )
    figures = [figure for id in edition.key_figures if (figure := context.book.get(Figure, id))]
    revision = history.revision if history else None
    since, corrections = since_of(context, history), corrections_of(context, history)
    return Front(
        replaces=replaced(revision.replaced) if revision else "",
        corrections=corrections,
        bottom_line=bottom_line,
        trend=trend,
        alerts=tuple(AlertLine(*map(gettext, ALERTS[alert])) for alert in edition.alerts),
        expectations=expectations_of(context, history),
        track_record=track_record_line(context.book, history),
        key_figures=tuple(
            replace(_key_figure(context, figure, history), spark=sparks.get(figure.id))
            for figure in figures
        ),
        since=since,
        highlights=tuple(
            citations.prose(stop(each.text), each.basis) for each in edition.highlights
        ),
        strip=context.pictures.strip,
    )


def _key_figure(context: ComposeContext, figure: Figure, history: History | None) -> KeyFigure:
    book = context.book
    event = None if figure.label else book.get(Event, figure.event)
    what = figure.label or loser(book, figure) or counted(book, figure)
    where = figure.place or (event.place if event else None)
    place = [place_name(book, where)] if where and not says_place(book, what, where) else []
    movement = _worth_a_line(delta_of(figure, history), figure, history)
    days = [short_day(figure.as_of, book.edition.period.end.year)] if figure.as_of else []
    if confirmed := last_confirmed_words(book, figure):
        days.append(confirmed)
    return KeyFigure(
        value=_unbroken(quantity(figure)),
        what=commas([what, *place, *window_of(figure)]),
        delta=movement,
        provider=actor_short(book, figure.provider),
        as_of=commas(days),
        target=f"rec-{figure.id}",
        cites=context.citations.of(figure),
        mark=context.citations.mark(figure.id) if movement else None,
    )


def _unbroken(value: str) -> str:
    """Keep "about" on the line of its number, however narrow the column is."""
    return _BEFORE_NUMBER.sub("\N{NO-BREAK SPACE}", value, count=1)


def _worth_a_line(movement: str, figure: Figure, history: History | None) -> str:
    """Leave out what says nothing: that a count of days went on, that a number stayed or is new."""
    new = any(
        change.record == figure.id and change.class_ is ChangeClass.ADDED
        for change in (history.shown_changes if history else ())
    )
    runs_by_itself = figure.metric in ELAPSED and not _wrong_in(figure, history)
    return "" if new or runs_by_itself or movement == _unchanged(history) else movement


def delta_of(figure: Figure, history: History | None) -> str:
    """Say how a figure moved in its series since the edition before, where it can be said."""
    if wrong := _wrong_in(figure, history):  # the world did not move, we were wrong
        return gettext("corrected since {edition}", edition=edition_title(wrong))
    before = history.base if history else None
    if history is None or before is None:
        return ""
    since = edition_title(before.name.spoken)
    changes = [change for change in history.shown_changes if change.record == figure.id]
    movement = next((delta for change in changes if (delta := _movement(change))), None)
    if movement is None:
        added = any(change.class_ is ChangeClass.ADDED for change in changes)
        return gettext("new since {edition}", edition=since) if added else _unchanged(history)
    if isinstance(movement, Delta) and quantity(movement.was) == quantity(movement.now):
        return _unchanged(history)  # counted again, on another day
    return _movement_in_words(movement, since)


def _movement_in_words(movement: Delta | NotComparable, since: str) -> str:
    if isinstance(movement, NotComparable):
        value = quantity(movement.was)
        return gettext("not comparable with {edition}: {value} then", edition=since, value=value)
    if movement.now.metric in ELAPSED:  # it moves by itself
        return gettext("{was} in {edition}", was=quantity(movement.was), edition=since)
    said = gettext("{movement} since {edition}", movement=moved(movement), edition=since)
    return f"{_SIGNS[movement.direction]}{said}"


def _wrong_in(figure: Figure, history: History | None) -> str:
    """Name the edition in which a figure was wrong, which this one puts right."""
    if history is None:
        return ""
    revision = history.revision
    if revision and figure.id in revision.put_right:
        return revision.first.spoken
    own = [each for each in history.shown_changes if each.record == figure.id]
    wrong = any(each.class_ is ChangeClass.CORRECTED for each in own)
    moved_too = (each for each in own if each.class_ is ChangeClass.UPDATED)
    if any(each.difference(name) for each in moved_too for name in ("low", "best", "high")):
        wrong = False  # its day or its place was: the number moved in the world
    before = history.base
    return before.name.spoken if before and wrong else ""


def _unchanged(history: History | None) -> str:
    before = history.base if history else None
    if before is None:
        return ""
    return gettext("unchanged since {edition}", edition=edition_title(before.name.spoken))


def _movement(change: Change) -> Delta | NotComparable | None:
    before, after = change.before, change.after
    if not (isinstance(before, Figure) and isinstance(after, Figure)):
        return None
    compared = delta(before, after)
    if change.class_ is ChangeClass.METHOD_CHANGED:
        return NotComparable(compared.was, compared.now, ("method",))
    return compared
