"""Our own errors as the log prints them: the wrong value stands there once, struck."""

from __future__ import annotations

from collections.abc import Iterable

from reportkit.changes.edition_view import EditionView
from reportkit.editions.history import History, view_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import snapshot_of
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.analysis import Correction
from reportkit.model.book import is_live
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.log_model import Notice
from reportkit.page.labels import day, label, stop
from reportkit.phrasing.notice import notice_wording
from reportkit.phrasing.titles import name_of


def notices_of(context: ComposeContext, history: History | None) -> tuple[Notice, ...]:
    """Give our own errors, newest first: what we wrote, what is right, why, and what follows."""
    judged = {n.correction: n.judgements for n in history.notices} if history else {}
    view = history.now if history else view_of(snapshot_of(context.book, EditionName(1)))
    standing = filter(is_live, context.book.all(Correction))
    corrections = sorted(standing, key=lambda each: each.date, reverse=True)
    return tuple(
        _notice(context, each, view, judged.get(each.id, ()), is_new=each.id in judged)
        for each in corrections
    )


def _notice(
    context: ComposeContext,
    correction: Correction,
    view: EditionView,
    judged: Iterable[tuple[str, bool]],
    *,
    is_new: bool,
) -> Notice:
    wording = notice_wording(correction, view)
    return Notice(
        anchor=context.citations.anchor(correction.id),
        place=f"chg-{correction.id}" if is_new else "",
        where=gettext(
            "{what}: in {editions} we wrote", what=wording.what, editions=wording.editions
        ),
        wrong=wording.was,
        right=stop(wording.now),
        because=stop(gettext("Reason: {reason}", reason=wording.because)),
        details=_details(correction, view, judged),
    )


def _details(
    correction: Correction, view: EditionView, judgements: Iterable[tuple[str, bool]]
) -> str:
    parts = [gettext("Cause: {cause}", cause=label(correction.cause))]
    parts += [
        gettext(
            gettext_noop("Judgement re-examined and changed: {title}")
            if changed
            else gettext_noop("Judgement re-examined and kept: {title}"),
            title=name_of(id, view),
        )
        for id, changed in judgements
    ]
    parts.append(
        gettext("Approved by {name}, {day}", name=correction.approved_by, day=day(correction.date))
    )
    return " ".join(stop(part) for part in parts)
