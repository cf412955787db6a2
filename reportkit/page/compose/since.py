"""The box of page 1: what changed since the edition before, in at most six sentences."""

from __future__ import annotations

from reportkit.editions.history import History
from reportkit.i18n.translate import gettext
from reportkit.page.compose.log_model import Since
from reportkit.page.compose.view_model import Link
from reportkit.page.labels import edition_title
from reportkit.phrasing.since_box import MAX_LINES, stands


def since_of(history: History | None, lines: int = MAX_LINES) -> Since:
    """Word the box: corrections first, then in the order of weight; a first edition says so."""
    box = history.box_of(lines).lines if history else ()
    sentences, whole = tuple(line.text for line in box), sum(line.always for line in box)
    base = history.base if history else None
    more = Link(gettext("All changes, with reasons"), "annex-log")
    if history is None or base is None:
        first = gettext("This is the first edition.")
        return Since(
            title=gettext("What changed"),
            lines=(*sentences, first),
            whole=len(sentences) + 1,
            more=more if sentences else None,
        )
    before = edition_title(base.name.spoken)
    return Since(
        title=gettext("What changed since {edition}", edition=before),
        lines=sentences or stands(history.shown_changes, before),
        whole=whole,
        more=more if history.shown_changes else None,
    )
