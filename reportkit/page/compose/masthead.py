"""The head of page 1: of which days it is, until when it knows, who made it."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.editions.history import History
from reportkit.editions.sealed import Sealed
from reportkit.i18n.bidi import left_to_right
from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.book import Book
from reportkit.model.vocabulary.series import EditionKind
from reportkit.page.compose.front_model import Masthead
from reportkit.page.compose.view_model import Row
from reportkit.page.labels import commas, day, edition_title, moment, short_day, span
from reportkit.periods import next_due

_KINDS = {
    EditionKind.FLASH: gettext_noop("Flash edition"),
    EditionKind.SPECIAL: gettext_noop("Special edition"),
    EditionKind.CORRECTION: gettext_noop("Correction edition"),
    EditionKind.NOTE: gettext_noop("Note edition"),
}


def masthead_of(book: Book, history: History | None, handling: str) -> Masthead:
    """Compose the head; ``handling`` is what the marking adds to its label."""
    return Masthead(tuple(_dated(book, history)), tuple(_small(book, handling)))


def _dated(book: Book, history: History | None) -> Iterator[str]:
    edition, zone = book.edition, book.brief.cadence.zone
    note = f" ({edition.period_note})" if edition.period_note else ""
    yield f"{span(edition.period.start, edition.period.end)}{note}"
    yield gettext("information up to {moment}", moment=moment(edition.cut_off, zone))
    if history and history.revision:
        yield gettext("replaces {edition}", edition=replaced(history.revision.replaced))
    if edition.kind is not EditionKind.REGULAR:
        yield gettext(_KINDS[edition.kind])


def _small(book: Book, handling: str) -> Iterator[Row]:
    brief, edition = book.brief, book.edition
    year = edition.period.end.year
    yield Row(gettext("Published"), short_day(edition.published.date(), year))
    yield Row(gettext("Next edition due"), short_day(next_due(edition, brief.cadence), year))
    yield Row("", commas(_once([brief.producer, *(edition.authors or brief.authors)])))
    if edition.review:
        yield Row(gettext("Reviewed by"), edition.review.by)
    yield Row("", left_to_right(brief.contact.email))
    if handling:
        yield Row("", unstopped(handling))


def _once(names: list[str]) -> list[str]:
    """A desk may be producer and author; it is named once."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(name.casefold(), name)
    return list(known.values())


def replaced(sealed: Sealed) -> str:
    """Name what a revision takes the place of: "No. 2 of 17 Nov 2025"."""
    return gettext(
        "{edition} of {day}",
        edition=edition_title(sealed.name.spoken),
        day=day(sealed.manifest.published.date()),
    )
