"""How a figure came to its present value: what each of the last editions said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from reportkit.changes.net import SealedChange, SealedLog
from reportkit.model.base import default_of
from reportkit.model.evidence import Figure
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.events import Operator

#: What a value is made of; another unit, scope or provider makes another series.
_READ: Mapping[str, Callable[[str], object]] = {
    "low": Decimal,
    "best": Decimal,
    "high": Decimal,
    "operator": Operator,
    "as_of": date.fromisoformat,
}
_ASIDE = frozenset({"note", "source_refs", "comparability_note", "quote", "url", "status"})
#: After these there is nothing earlier to compare with, or it was said by mistake.
_BEGINNINGS = frozenset({ChangeClass.ADDED, ChangeClass.METHOD_CHANGED, ChangeClass.CORRECTED})


def time_series_of(figure: Figure, logs: Sequence[SealedLog]) -> tuple[Figure, ...]:
    """Give the figure as each edition told it, oldest first, one for each day of its count.

    ``logs`` are the change logs up to this edition, newest first. The series ends where the
    figure was added, where its method changed, and where an error of ours was corrected:
    what was wrong is no point of a series.
    """
    by_day: dict[date | None, Figure] = {}
    for told in _backwards(figure, logs):
        by_day.setdefault(told.as_of, told)  # of one day the latest word counts
    return tuple(reversed(by_day.values()))


def _backwards(figure: Figure, logs: Sequence[SealedLog]) -> Iterator[Figure]:
    yield figure
    for log in logs:
        rows = [row for row in log.rows if row.record == figure.id]
        if any(row.class_ in _BEGINNINGS for row in rows):
            return
        moved = [row for row in rows if row.field and row.field not in _ASIDE]
        if any(row.field not in _READ for row in moved):
            return
        figure = figure.replace(**{str(row.field): _read(row) for row in moved})
        yield figure


def _read(row: SealedChange) -> object:
    field = str(row.field)
    return default_of(Figure, field) if row.was is None else _READ[field](str(row.was))
