"""Who counts what of an event, and which event has its table of tolls in the body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Actor, Event, Figure
from reportkit.model.metrics import LOSSES
from reportkit.model.vocabulary.sources import ActorKind
from reportkit.page.labels import what_is_counted
from reportkit.phrasing.claims import actor_in_sentence

UN, OTHERS = gettext_noop("United Nations and other organisations"), gettext_noop("Others")
MAX_ROWS = 4


@dataclass(frozen=True)
class Toll:
    """The one table of tolls that the story turns on: an event, and the figures shown of it."""

    event: Event
    figures: tuple[Figure, ...]


def main_toll(book: Book) -> Toll | None:
    """Choose the event whose table stands in the body: the one named, or that of most at stake.

    That is where two parties count the same and, of several, where somebody counts most killed;
    of equals the youngest. A table has at most four rows: first what both parties count, then
    the killed, then the order of the seeds.
    """
    event = book.get(Event, book.edition.main_toll) or _most_at_stake(book)
    if event is None or not is_live(event):
        return None
    rows = rows_of(book, event, figures_of(book, event))
    chosen = sorted(rows, key=lambda row: _rank(book, rows[row]), reverse=True)[:MAX_ROWS]
    figures = tuple(figure for row in rows if row in chosen for figure in rows[row])
    return Toll(event, figures) if figures else None


def figures_of(book: Book, event: Event) -> list[Figure]:
    """Give the figures about one event that the desk still carries."""
    return list(book.once(_by_event).get(event.id, ()))


def _by_event(book: Book) -> Mapping[str, Sequence[Figure]]:
    by_event: dict[str, list[Figure]] = defaultdict(list)
    for figure in book.all(Figure):
        if figure.event and is_live(figure):
            by_event[figure.event].append(figure)
    return by_event


def has_matrix(book: Book, event: Event) -> bool:
    """Figures of at least two columns make a matrix; what one side counts is a table."""
    return len({column_of(book, figure) for figure in figures_of(book, event)}) > 1


def column_of(book: Book, figure: Figure) -> str:
    """Name the column of a figure: its party, the United Nations or others."""
    if party := book.party_of(figure.provider):
        return party
    provider = book.get(Actor, figure.provider)
    return UN if provider and provider.kind is ActorKind.IO else OTHERS


def rows_of(book: Book, event: Event, figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    """Sort the figures of an event by what they count."""
    rows: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        rows[row_label(book, event, figure)].append(figure)
    return dict(rows)


def row_label(book: Book, event: Event, figure: Figure) -> str:
    """Say what a row counts; whose loss it is where the two sides can be told apart.

    Losses stand in rows by metric and population, as in the picture of them: a label of one
    provider's own is a note on its number, or the same dead would seem to be others.
    """
    if hit := side_hit(book, event, figure):
        return _forces(book, figure, hit)
    if figure.label and figure.metric not in LOSSES:
        return figure.label
    return what_is_counted(book, figure.metric, figure.population)


def side_hit(book: Book, event: Event, figure: Figure) -> str | None:
    """Tell whose loss a count of "own" or "enemy" forces is, where two parties fought.

    "Own" of one side and "enemy" of the other are about the same people, hence one row; the
    two counts stay apart in their cells.
    """
    sides = {party for one in event.actors if (party := book.party_of(one.actor))}
    return _hit(figure, book.party_of(figure.provider), sides)


def loser(book: Book, figure: Figure) -> str:
    """Say a count of one side's losses with that side; "" for other counts."""
    event = book.get(Event, figure.event)
    parties = {one.id for one in book.all(Actor) if one.party_to_conflict and not one.part_of}
    provider = book.party_of(figure.provider)
    hit = side_hit(book, event, figure) if event else None
    return _forces(book, figure, hit) if (hit := hit or _hit(figure, provider, parties)) else ""


def _hit(figure: Figure, provider: str | None, sides: set[str]) -> str | None:
    others = sides - {provider}
    if provider not in sides or len(others) != 1:
        return None
    return {"own_forces": provider, "enemy_forces": others.pop()}.get(figure.population)


def _forces(book: Book, figure: Figure, side: str) -> str:
    name = actor_in_sentence(book.get(Actor, side), side).name
    counted = what_is_counted(book, figure.metric, "")
    return gettext("{counted}, forces on the side of {side}", counted=counted, side=name)


def _most_at_stake(book: Book) -> Event | None:
    hidden = {section.id for section in book.brief.sections if not section.shown}
    events = (e for e in book.all(Event) if is_live(e) and e.section not in hidden)
    compared = [event for event in events if has_matrix(book, event)]
    return max(compared, key=lambda event: _stake(book, event), default=None)


def _stake(book: Book, event: Event) -> tuple[bool, Decimal, str, str]:
    figures = figures_of(book, event)
    both = any(_sides(book, row) > 1 for row in rows_of(book, event, figures).values())
    killed = max((_most(f) for f in figures if f.metric == "killed"), default=Decimal(0))
    return both, killed, event.date_start.isoformat(), event.id


def _rank(book: Book, row: Sequence[Figure]) -> tuple[bool, bool, bool]:
    metrics = {figure.metric for figure in row}
    return _sides(book, row) > 1, "killed" in metrics, bool(metrics & LOSSES)


def _sides(book: Book, row: Iterable[Figure]) -> int:
    return len({party for figure in row if (party := book.party_of(figure.provider))})


def _most(figure: Figure) -> Decimal:
    given = [value for value in (figure.low, figure.best, figure.high) if value is not None]
    return max(given, default=Decimal(0))
