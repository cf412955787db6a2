"""What ended: withdrawn or no longer carried, by whom, with its last value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportkit.changes.change import Change
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.sentences import capital, stop
from reportkit.i18n.translate import gettext, gettext_noop, ngettext, pgettext
from reportkit.model.evidence import Figure
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.counted import valued
from reportkit.phrasing.in_numbers import are_counted, in_numbers
from reportkit.phrasing.passages import without_repetition
from reportkit.phrasing.reasons import with_reason
from reportkit.phrasing.unlisted import unlisted_by
from reportkit.phrasing.values import change_title

_MOST_NAMED = 20  # records that ended together, in one sentence
#: Of records that ended without one in their place.
_ENDED: Mapping[ChangeClass, str] = {
    ChangeClass.WITHDRAWN: gettext_noop("withdrawn, we no longer stand behind it: {title}"),
    ChangeClass.DROPPED: gettext_noop("we no longer carry: {title}"),
}


def ended(changes: Sequence[Change], now: EditionView) -> str:
    """Say in one sentence what ended in one way for one reason, each with its last value.

    Of very many the first are named: each stands, struck, in the record so far. Events and tolls
    of a data set are counted.
    """
    first = changes[0]
    title = _gone(changes, now)
    unlisted = unlisted_by(first.reason) if first.class_ is ChangeClass.WITHDRAWN else None
    if unlisted:
        return stop(capital(unlisted.said_of(title, len(changes))))
    said = gettext(_ENDED[first.class_], title=title)
    return stop(capital(with_reason(said, first.reason)))


def _gone(changes: Sequence[Change], now: EditionView) -> str:
    """Call what ended, or say how many there are."""
    if are_counted(changes):
        return in_numbers([change.before for change in changes if change.before])
    told = without_repetition(changes)
    named, more = told[:_MOST_NAMED], len(told) - _MOST_NAMED
    figures = [change.before for change in named if isinstance(change.before, Figure)]
    if len(figures) == len(named):
        titles = valued(figures, now)
    else:
        titles = pgettext("list", "; ").join(last_wording(change, now) for change in named)
    if more > 0:
        rest = ngettext("and {n} more", "and {n} more", more)
        titles = pgettext("list", "; ").join([titles, rest])
    return titles


def last_wording(change: Change, now: EditionView) -> str:
    """Call a record that ended, with the value that a figure had and that no longer stands."""
    if isinstance(change.before, Figure):
        return valued([change.before], now)
    return change_title(change, now)
