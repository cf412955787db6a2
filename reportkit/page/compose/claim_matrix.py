"""The claim matrix: figures of one event by who gives them, side by side, never merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Event, Figure
from reportkit.model.metrics import LOSSES
from reportkit.model.vocabulary.events import Relation
from reportkit.model.vocabulary.sources import ActorKind
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
    place,
    place_name,
    semicolons,
    short_day,
    short_span,
    stop,
    what_is_counted,
)
from reportkit.page.parties import party_css
from reportkit.page.selection import is_carried
from reportkit.phrasing.claims import actor_in_sentence
from reportkit.phrasing.quantity import quantity

_UN, _OTHERS = gettext_noop("United Nations and other organisations"), gettext_noop("Others")
_RELATIONS = {
    Relation.OWN: gettext_noop("counts its own losses"),
    Relation.ENEMY: gettext_noop("counts the other side’s losses"),
}


def matrix_of(book: Book, event: Event, figures: Sequence[Figure], citations: Citations) -> Matrix:
    """Lay out the figures of one event: rows are what is counted, columns who counts."""
    year = book.edition.period.end.year
    columns = _columns(book, figures)
    noted = _noted(book, event, figures)
    footnotes = {id: ascii_lowercase[at] for at, id in enumerate(noted)}
    rows: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        rows[_row_label(book, event, figure)].append(figure)
    when = short_span(event.date_start, event.date_end, year)
    return Matrix(
        title=commas([capital(event.summary), when, *_where(book, event)]),
        columns=tuple(MatrixColumn(title, party_css(book, id)) for id, title in columns.items()),
        rows=tuple(
            MatrixRow(
                capital(row),
                tuple(
                    Cell(
                        tuple(
                            _value(book, figure, citations, footnotes.get(figure.id, ""))
                            for figure in counted
                            if _column_of(book, figure) == column
                        )
                    )
                    for column in columns
                ),
            )
            for row, counted in rows.items()
        ),
        notes=tuple(Row(footnotes[id], note) for id, note in noted.items()),
        sentence=_sentence(book, rows),
    )


def _where(book: Book, event: Event) -> Iterator[str]:
    """Give the place of an event, unless its title has it already."""
    if without_marks(place_name(book, event.place)) not in without_marks(event.summary):
        yield place(book, event.place)


def has_matrix(book: Book, event: Event) -> bool:
    """Figures of at least two columns make a matrix; what one side counts is a table."""
    return len({_column_of(book, figure) for figure in figures_of(book, event)}) > 1


def figures_of(book: Book, event: Event) -> list[Figure]:
    """Give the figures about one event that the desk still carries."""
    return [f for f in book.all(Figure) if f.event == event.id and is_carried(f)]


def _columns(book: Book, figures: Iterable[Figure]) -> dict[str, str]:
    """Order the columns: parties by name, then the UN, then others. Both parties always."""
    parties = {a.id for a in book.all(Actor) if a.party_to_conflict and not a.part_of}
    given = {_column_of(book, figure) for figure in figures}
    if not given & parties:
        parties = set()
    columns = {id: actor(book, id) for id in sorted(parties, key=lambda id: actor(book, id))}
    return columns | {title: gettext(title) for title in (_UN, _OTHERS) if title in given}


def _column_of(book: Book, figure: Figure) -> str:
    if party := book.party_of(figure.provider):
        return party
    provider = book.get(Actor, figure.provider)
    return _UN if provider and provider.kind is ActorKind.IO else _OTHERS


def _row_label(book: Book, event: Event, figure: Figure) -> str:
    """Say what a row counts; whose loss it is where the two sides can be told apart.

    Losses stand in rows by metric and population, as in the picture of them: a label of one
    provider's own is a note on its number, or the same dead would seem to be others.
    """
    if hit := _side_hit(book, event, figure):
        counted = what_is_counted(book, figure.metric, "")
        side = actor_in_sentence(book.get(Actor, hit), hit).name
        return gettext("{counted}, forces on the side of {side}", counted=counted, side=side)
    if figure.label and figure.metric not in LOSSES:
        return figure.label
    return what_is_counted(book, figure.metric, figure.population)


def _side_hit(book: Book, event: Event, figure: Figure) -> str | None:
    """Tell whose loss a count of "own" or "enemy" forces is, where two parties fought.

    "Own" of one side and "enemy" of the other are about the same people, hence one row; the
    two counts stay apart in their cells.
    """
    sides = {party for one in event.actors if (party := book.party_of(one.actor))}
    provider = book.party_of(figure.provider)
    others = sides - {provider}
    if provider not in sides or len(others) != 1:
        return None
    return {"own_forces": provider, "enemy_forces": others.pop()}.get(figure.population)


def _noted(book: Book, event: Event, figures: Iterable[Figure]) -> dict[str, str]:
    """Collect what a reader must know of a number, by figure."""
    notes = {}
    for figure in figures:
        parts = [
            gettext("Counts {what}", what=figure.label)
            if figure.label and figure.label != _row_label(book, event, figure)
            else "",
            gettext("Covers {what}", what=figure.covers) if figure.covers else "",
            gettext("Leaves out {what}", what=figure.excludes) if figure.excludes else "",
            figure.note or "",
        ]
        if any(parts):
            notes[figure.id] = " ".join(stop(capital(part)) for part in parts if part)
    return dict(list(notes.items())[: len(ascii_lowercase)])


def _value(book: Book, figure: Figure, citations: Citations, mark: str) -> CellValue:
    year = book.edition.period.end.year
    details = [gettext(_RELATIONS[figure.relation])] if figure.relation in _RELATIONS else []
    if figure.as_of:
        details.append(gettext("as of {day}", day=short_day(figure.as_of, year)))
    return CellValue(
        anchor=citations.anchor(figure.id),
        value=quantity(figure),
        provider=actor_short(book, figure.provider),
        detail=semicolons(details),
        mark=mark,
        cites=citations.of(figure),
    )


def _sentence(book: Book, rows: dict[str, list[Figure]]) -> str:
    """Say in one neutral sentence where the providers differ."""
    differences = []
    for row, figures in rows.items():
        values = {quantity(figure) for figure in figures}
        columns = {_column_of(book, figure) for figure in figures}
        if len(columns) > 1 and len(values) > 1:
            differences.append(row)
    if differences:
        return gettext(
            "The providers differ on: {rows}. Nothing is averaged or added up.",
            rows=semicolons(differences),
        )
    if any(len({_column_of(book, f) for f in figures}) > 1 for figures in rows.values()):
        return gettext("Where two sides count the same, their figures agree.")
    return gettext(
        "No two sides count the same here; the figures cannot be set against each other."
    )
