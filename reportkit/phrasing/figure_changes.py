"""How a figure moved, in a sentence; and a figure with the day of which it was true."""

from __future__ import annotations

from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.changes.delta import Delta, delta
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.formats import day
from reportkit.i18n.translate import gettext
from reportkit.model.evidence import Figure
from reportkit.phrasing.counted import is_own_count
from reportkit.phrasing.quantity import moved, quantity
from reportkit.phrasing.titles import commas, counted_where, title_of
from reportkit.phrasing.values import change_title


def figure_moved(change: Change, now: EditionView) -> str:
    """Say a figure with how far it moved in its series."""
    before, after = change.before, change.after
    if not (isinstance(before, Figure) and isinstance(after, Figure)):
        return change_title(change, now)
    movement = delta(before, after)
    same = isinstance(movement, Delta) and quantity(before) == quantity(after)
    return gettext(
        "{title}: {value}, {movement}",
        title=dated(after, now),
        value=quantity(after),
        movement=gettext("unchanged") if same else moved(movement),
    )


def dated(figure: Figure, now: EditionView) -> str:
    """What a figure counts, with the day of which it was true."""
    title = counted_by(figure, now)
    if figure.as_of is None or (figure.period and figure.as_of == figure.period.end):
        return title  # which says the day already, if there is one
    return gettext("{title}, as of {day}", title=title, day=day(figure.as_of))


def counted_by(figure: Figure, now: EditionView) -> str:
    """What a figure counts and who says so; of our own counts nobody else does."""
    own = is_own_count(figure, now)
    return commas(counted_where(figure, now)) if own else title_of(figure, now)


def value_moved(change: Change) -> bool:
    """Tell whether the number itself changed."""
    return any(found.field in ("low", "best", "high") for found in change.fields)


def counted_again(change: Change) -> bool:
    """Tell whether a figure is what it was, of a later day."""
    fields = {found.field.partition("[")[0] for found in change.fields}
    later = isinstance(change.after, Figure) and "as_of" in fields
    return later and fields <= {"as_of", "note", "source_refs"}


class Values(NamedTuple):
    """A figure's value in words, before and now."""

    was: str
    now: str


def moved_values(change: Change) -> Values | None:
    """Give the number before and now, where it changed."""
    before, after = change.before, change.after
    if isinstance(before, Figure) and isinstance(after, Figure) and value_moved(change):
        return Values(quantity(before), quantity(after))
    return None
