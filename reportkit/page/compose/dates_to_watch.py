"""Dates to watch: when forecasts and promises fall due, and when talks go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from reportkit.i18n.formats import MONTHS
from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import gettext
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.vocabulary.diplomacy import ENDED_MEASURES
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.forecasts import open_judgements
from reportkit.page.compose.outlook_model import DateToWatch, DueItem
from reportkit.page.compose.view_model import Link, Prose
from reportkit.page.labels import actors, commas, place_name, short_day, stop
from reportkit.page.selection import is_carried


class _Due(NamedTuple):
    day: date
    prose: Prose
    link: Link | None = None


def dates_to_watch(context: ComposeContext) -> tuple[DateToWatch, ...]:
    """List what lies behind the cut-off, the nearest first; a day stands once."""
    cut_off = context.book.edition.period.end
    days: dict[date, list[DueItem]] = {}
    for due in _due(context):
        if due.day > cut_off:
            days.setdefault(due.day, []).append(DueItem(due.prose, due.link))
    return tuple(
        DateToWatch(short_day(day, cut_off.year), tuple(items))
        for day, items in sorted(days.items(), key=lambda entry: entry[0])
    )


def _without_day(question: str, day: date) -> str:
    """Leave out the day that stands beside the question already: "... meet by 30 November?"."""
    written = rf"{day.day} {MONTHS[day.month - 1]}(?: {day.year})?"
    return re.sub(rf" (?:by|on|until|before) {written}(?=\?)", "", question)


def _due(context: ComposeContext) -> Iterator[_Due]:
    book, citations = context.book, context.citations
    for number, judgement in enumerate(open_judgements(book, context.selection), 1):
        day = judgement.resolution.due if judgement.resolution else judgement.horizon
        if day:
            link = Link(gettext("judgement {number}", number=number), f"rec-{judgement.id}")
            question = _without_day(judgement.question or "", day)
            yield _Due(day, Prose(question or stop(judgement.statement)), link)
    for commitment in filter(is_carried, book.all(Commitment)):
        if commitment.due:
            by = actors(book, commitment.by)
            text = gettext("Due by {party}: {text}", party=by, text=stop(commitment.text))
            yield _Due(commitment.due, Prose(text, citations.of(commitment)))
    for measure in filter(is_carried, book.all(Measure)):
        if measure.until and measure.measure_status not in ENDED_MEASURES:
            text = gettext("Last day of: {text}", text=unstopped(measure.statement))
            yield _Due(measure.until, Prose(stop(text), citations.of(measure)))
    for round_ in filter(is_carried, book.all(Round)):
        if round_.next_round and round_.next_round.date:
            where = place_name(book, round_.next_round.venue)
            text = commas([gettext("Next round of talks"), *([where] if where else [])])
            yield _Due(round_.next_round.date, Prose(stop(text), citations.of(round_)))
