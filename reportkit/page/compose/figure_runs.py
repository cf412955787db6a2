"""Figures as sentences: what one provider counted on one day is one line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import gettext, gettext_noop, pgettext
from reportkit.model.book import Book
from reportkit.model.evidence import Event, Figure
from reportkit.model.vocabulary.events import Relation
from reportkit.model.vocabulary.series import Status
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.record_model import Part, RecordLine
from reportkit.page.compose.view_model import Anchor
from reportkit.page.labels import (
    actor_short,
    capital,
    commas,
    counted,
    listed,
    place_name,
    semicolons,
    short_day,
    span,
    state_of,
    stop,
)
from reportkit.phrasing.quantity import quantity

_RELATIONS = {
    Relation.OWN: gettext_noop("counts its own losses"),
    Relation.ENEMY: gettext_noop("counts the other side’s losses"),
}
#: The place of a note on paper hangs at the fact that says the number.
_NOWHERE = Anchor("", "")


class _Run(NamedTuple):
    """What the figures of one line have in common."""

    provider: str
    as_of: date | None
    relation: Relation | None
    state: str
    struck: bool
    on_paper: bool


def figure_runs(
    book: Book,
    event: Event | None,
    figures: Iterable[Figure],
    citations: Citations,
    *,
    on_paper: Callable[[Figure], bool],
) -> Iterator[RecordLine]:
    """Tell the figures of a matter; those that its facts say already stand on the screen alone."""
    runs: dict[_Run, list[Figure]] = defaultdict(list)
    for figure in figures:
        struck = figure.status is Status.WITHDRAWN
        common = (figure.provider, figure.as_of, figure.relation, state_of(figure), struck)
        runs[_Run(*common, on_paper(figure))].append(figure)
    for run, together in runs.items():
        yield _line(book, event, run, together, citations)


def notes_on(book: Book, figures: Sequence[Figure], citations: Citations) -> Iterator[RecordLine]:
    """Say what must be known of numbers that a sentence of the paper gives, each note once."""
    by_note: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if note := semicolons(_notes(figure)):
            by_note[note].append(figure)
    for note, together in by_note.items():
        names = dict.fromkeys(counted(book, figure) for figure in together)
        text = gettext("On {what}: {note}", what=listed(list(names)), note=stop(note))
        cites = citations.cite(id for figure in together for id in figure.source_refs)
        yield RecordLine(parts=(Part(_NOWHERE, text, cites),), on_screen=False)


def _line(
    book: Book, event: Event | None, run: _Run, figures: list[Figure], citations: Citations
) -> RecordLine:
    year = book.edition.period.end.year
    given = [actor_short(book, run.provider)]
    given += [short_day(run.as_of, year)] if run.as_of else []
    texts = [_counted(book, event, figure) for figure in figures]
    if run.relation in _RELATIONS:
        texts[-1] = semicolons([texts[-1], gettext(_RELATIONS[run.relation])])
    texts = [f"{text}{pgettext('list', '; ').rstrip()}" for text in texts[:-1]] + [stop(texts[-1])]
    cites = [citations.of(figure) for figure in figures]
    shown = [*(one if one != after else () for one, after in pairwise(cites)), cites[-1]]
    return RecordLine(
        lead=gettext("{provider}:", provider=capital(commas(given))),
        parts=tuple(
            Part(citations.anchor(figure.id), text, numbers)
            for figure, text, numbers in zip(figures, texts, shown, strict=True)
        ),
        aside=run.state,
        struck=run.struck,
        on_paper=run.on_paper,
    )


def _counted(book: Book, event: Event | None, figure: Figure) -> str:
    """Say what is counted, where and over which days, and the number."""
    what = counted(book, figure)
    known = " ".join([without_marks(what), without_marks(event.summary) if event else ""])
    where = place_name(book, figure.place)
    parts = [
        what,
        "" if not where or without_marks(where) in known else where,
        span(figure.period.start, figure.period.end) if figure.period else "",
    ]
    text = gettext(
        "{what}: {value}",
        what=commas(part for part in parts if part),
        value=quantity(figure),
    )
    notes = semicolons(_notes(figure))
    return f"{text} ({notes})" if notes else text


def _notes(figure: Figure) -> list[str]:
    notes = [
        gettext("covers {what}", what=figure.covers) if figure.covers else "",
        gettext("leaves out {what}", what=figure.excludes) if figure.excludes else "",
        figure.note or "",
    ]
    return [unstopped(note) for note in notes if note]
