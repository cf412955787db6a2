"""The editions before, as the annex lists them."""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.editions.history import History
from reportkit.editions.sealed import Sealed
from reportkit.i18n.bidi import left_to_right
from reportkit.i18n.formats import number as number_of
from reportkit.i18n.translate import gettext
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.page.compose.annexes_model import EditionRow
from reportkit.page.compose.sections import ComposeContext
from reportkit.page.labels import edition_title, moment, short_digest, span
from reportkit.phrasing.change_log import counts_of
from reportkit.phrasing.counts import counts_line


def editions_of(
    context: ComposeContext, history: History | None, number: str
) -> tuple[EditionRow, ...]:
    """List this edition and those before it, newest first."""
    edition, zone = context.book.edition, context.book.brief.cadence.zone
    now = EditionRow(
        edition=number,
        period=span(edition.period.start, edition.period.end),
        cut_off=moment(edition.cut_off, zone),
        published=moment(edition.published, zone),
        records=number_of(context.book.carried()),
        changes=counts_of(history.step) if history else gettext("baseline"),
        sha256=gettext("printed in the next edition"),
    )
    return (now, *(_sealed_row(sealed, zone) for sealed in (history.recent if history else ())))


def _sealed_row(sealed: Sealed, zone: str) -> EditionRow:
    imprint = sealed.manifest
    return EditionRow(
        edition=edition_title(sealed.name.spoken),
        period=span(imprint.period.start, imprint.period.end),
        cut_off=moment(imprint.cut_off, zone),
        published=moment(imprint.published, zone),
        records=number_of(imprint.records),
        changes=_counted(imprint.changes)
        or (gettext("no change") if imprint.previous else gettext("baseline")),
        sha256=left_to_right(short_digest(sealed.sha256)),
    )


def _counted(changes: Mapping[str, int]) -> str:
    return counts_line({ChangeClass(name): number for name, number in changes.items()})
