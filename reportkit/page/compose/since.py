"""The box of page 1: what changed since the edition before, in at most six sentences."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.editions.history import History
from reportkit.i18n.translate import gettext
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.page.compose.log_model import Since
from reportkit.page.compose.view_model import Link
from reportkit.page.labels import edition_title
from reportkit.phrasing.since_box import MAX_LINES

#: What a reader of an earlier edition would have to unlearn.
_UNLEARNED = frozenset(
    {
        ChangeClass.CORRECTED,
        ChangeClass.WITHDRAWN,
        ChangeClass.SUPERSEDED,
        ChangeClass.DROPPED,
        ChangeClass.UNDER_REVIEW,
        ChangeClass.METHOD_CHANGED,
    }
)


def since_of(history: History | None, lines: int = MAX_LINES) -> Since:
    """Word the box: corrections first, then in the order of weight; a first edition says so."""
    sentences = tuple(line.text for line in history.box_of(lines).lines) if history else ()
    base = history.base if history else None
    more = Link(gettext("All changes, with reasons"), "annex-log")
    if history is None or base is None:
        first = gettext("This is the first edition.")
        return Since(gettext("What changed"), (*sentences, first), more if sentences else None)
    before = edition_title(base.name.spoken)
    return Since(
        gettext("What changed since {edition}", edition=before),
        sentences or tuple(_nothing_to_unlearn(history, before)),
        more if history.shown_changes else None,
    )


def _nothing_to_unlearn(history: History, before: str) -> Iterator[str]:
    """Say what no line says: that all of the edition before still stands."""
    if not history.shown_changes:
        yield gettext("Nothing has changed since {edition}.", edition=before)
    elif not any(change.class_ in _UNLEARNED for change in history.shown_changes):
        yield gettext("Nothing in {edition} was corrected or withdrawn.", edition=before)
