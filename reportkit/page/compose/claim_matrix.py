"""The claim matrix: figures of one event by who gives them, side by side, never merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from string import ascii_lowercase

from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Event, Figure
from reportkit.model.vocabulary.events import Relation
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.view_model import (
    Cell,
    CellValue,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Row,
)
from reportkit.page.labels import (
    actor,
    actor_short,
    capital,
    commas,
    event_days,
    place,
    place_name,
    says_place,
    semicolons,
    short_day,
    stop,
)
from reportkit.page.parties import party_css
from reportkit.page.tolls import OTHERS, UN, column_of, row_label, rows_of, side_hit
from reportkit.phrasing.claims import actor_in_sentence
from reportkit.phrasing.quantity import quantity

_RELATIONS = {
    Relation.OWN: gettext_noop("counts its own losses"),
    Relation.ENEMY: gettext_noop("counts the other side’s losses"),
}


def matrix_of(book: Book, event: Event, figures: Sequence[Figure], citations: Citations) -> Matrix:
    """Lay out the figures of one event: rows are what is counted, columns who counts."""
    year = book.edition.period.end.year
    columns = _columns(book, figures)
    rows = rows_of(book, event, figures)
    # Notes follow the order of reading: row by row, and there column by column.
    read = [
        figure
        for row in rows.values()
        for column in columns
        for figure in row
        if column_of(book, figure) == column
    ]
    notes = _noted(book, event, read)
    letters = {text: ascii_lowercase[at] for at, text in enumerate(dict.fromkeys(notes.values()))}
    when = event_days(event, year)
    day = _common_day(figures)
    dated = gettext("All as of {day}.", day=short_day(day, year)) if day else ""

    def value(figure: Figure) -> CellValue:
        return CellValue(
            anchor=citations.anchor(figure.id),
            value=quantity(figure),
            provider=actor_short(book, figure.provider),
            detail=_detail(book, event, figure, day),
            mark=letters.get(notes.get(figure.id, ""), ""),
            cites=citations.of(figure),
        )

    return Matrix(
        title=commas([capital(event.summary), when, *_where(book, event)]),
        columns=tuple(MatrixColumn(title, party_css(book, id)) for id, title in columns.items()),
        rows=tuple(
            MatrixRow(
                capital(row),
                tuple(
                    Cell(tuple(value(f) for f in counted if column_of(book, f) == column))
                    for column in columns
                ),
            )
            for row, counted in rows.items()
        ),
        notes=tuple(Row(letter, text) for text, letter in letters.items()),
        sentence=" ".join(part for part in (_sentence(book, rows), dated) if part),
    )


def _where(book: Book, event: Event) -> Iterator[str]:
    """Give the place of an event, unless its title has it already."""
    if not says_place(book, event.summary, event.place):
        yield place(book, event.place)


def _columns(book: Book, figures: Iterable[Figure]) -> dict[str, str]:
    """Order the columns: parties by name, then the UN, then others. Both parties always."""
    parties = {a.id for a in book.all(Actor) if a.party_to_conflict and not a.part_of}
    given = {column_of(book, figure) for figure in figures}
    if not given & parties:
        parties = set()
    columns = {
        id: gettext("According to {party}", party=actor_in_sentence(book.get(Actor, id), id).name)
        for id in sorted(parties, key=lambda id: actor(book, id))
    }
    return columns | {title: gettext(title) for title in (UN, OTHERS) if title in given}


def _noted(book: Book, event: Event, figures: Iterable[Figure]) -> dict[str, str]:
    """Collect what a reader must know of a number, by figure."""
    notes = {}
    for figure in figures:
        parts = [
            gettext("Counts {what}", what=figure.label)
            if figure.label and figure.label != row_label(book, event, figure)
            else "",
            gettext("Covers {what}", what=figure.covers) if figure.covers else "",
            gettext("Leaves out {what}", what=figure.excludes) if figure.excludes else "",
            figure.note or "",
        ]
        if any(parts):
            notes[figure.id] = " ".join(stop(capital(part)) for part in parts if part)
    known = list(dict.fromkeys(notes.values()))[: len(ascii_lowercase)]
    return {id: text for id, text in notes.items() if text in known}


def _detail(book: Book, event: Event, figure: Figure, day: date | None) -> str:
    """Say whose loss it is, where and of which day, as far as row and table do not say it."""
    details = []
    if figure.relation in _RELATIONS and not side_hit(book, event, figure):
        details.append(gettext(_RELATIONS[figure.relation]))
    if figure.place and figure.place != event.place:
        details.append(place_name(book, figure.place))
    if figure.as_of and figure.as_of != day:
        of = short_day(figure.as_of, book.edition.period.end.year)
        details.append(gettext("as of {day}", day=of))
    return semicolons(details)


def _common_day(figures: Sequence[Figure]) -> date | None:
    """Give the one day of all counts of a table, if there is one."""
    days = {figure.as_of for figure in figures}
    return days.pop() if len(days) == 1 and len(figures) > 1 else None


def _sentence(book: Book, rows: dict[str, list[Figure]]) -> str:
    """Say in one neutral sentence where the providers differ."""
    compared = [
        row for row, figures in rows.items() if len({column_of(book, f) for f in figures}) > 1
    ]
    differences = [row for row in compared if len({quantity(f) for f in rows[row]}) > 1]
    if compared and differences == compared:
        return gettext(
            "The accounts differ wherever more than one gives a number. "
            "Nothing is averaged or added up."
        )
    if differences:
        return gettext(
            "The accounts differ on: {rows}. Nothing is averaged or added up.",
            rows=semicolons(differences),
        )
    if compared:
        return gettext("Where two sides count the same thing, their figures agree.")
    return gettext("No two sides count the same thing here, so their figures cannot be compared.")
