"""The edition of a period in which no record changed: one page that says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from reportkit.editions.history import History
from reportkit.editions.sealed import Sealed
from reportkit.i18n.bidi import left_to_right
from reportkit.i18n.formats import number
from reportkit.i18n.translate import gettext, ngettext
from reportkit.model.analysis import Gap, Indicator
from reportkit.model.book import Book
from reportkit.model.vocabulary.analysis import GapStatus
from reportkit.model.vocabulary.series import EditionKind
from reportkit.page.compose.excerpt import self_contained, short_sources
from reportkit.page.compose.page_model import DocumentHead, Page
from reportkit.page.compose.profiles_model import NotePage
from reportkit.page.compose.quotation_marks import typeset
from reportkit.page.labels import day, edition_title, moment, short_digest


def note_of(page: Page, book: Book, history: History | None) -> NotePage:
    """Compose the note out of what the whole page would say."""
    before = history.base if history else None
    spoken = edition_title(before.name.spoken) if before else page.number
    front = page.front
    cited = (front.bottom_line, front.trend, front.key_figures)
    return typeset(
        self_contained(
            NotePage(
                **{item.name: getattr(page, item.name) for item in fields(DocumentHead)},
                title=gettext("No significant change since {edition}", edition=spoken),
                statement=gettext("What {edition} said stands", edition=spoken),
                stands=front.bottom_line,
                checked=tuple(_checked(book, history)),
                sources=short_sources(book, page, cited),
                whole=_whole(history, book.brief.cadence.zone),
            )
        )
    )


def _checked(book: Book, history: History | None) -> Iterator[str]:
    """Say what was looked at and found as it was; nothing that nobody did."""
    if history and history.base:
        last = edition_title(history.base.name.spoken)
        yield gettext(
            "{number} records on file were compared with {edition}, record by record and field "
            "by field: none is new, none changed, none ended.",
            number=number(book.carried()),
            edition=last,
        )
    yield gettext(
        "Nothing that reached us by {moment} changed a record.",
        moment=moment(book.edition.cut_off, book.brief.cadence.zone),
    )
    if indicators := book.all(Indicator):
        latest = max(each.last_checked for each in indicators)
        yield ngettext(
            "{n} indicator to watch, last checked on {day}.",
            "{n} indicators to watch, last checked on {day}.",
            len(indicators),
            day=day(latest),
        )
    questions = [gap for gap in book.all(Gap) if gap.gap_status is GapStatus.OPEN]
    if questions:
        yield ngettext(
            "{n} question without an answer, as before.",
            "{n} questions without an answer, as before.",
            len(questions),
        )


def _whole(history: History | None, zone: str) -> str:
    """Name the last edition that had something to tell."""
    edition = next(
        (each for each in (history.recent if history else ()) if _has_changes(each)), None
    )
    if edition is None:
        return ""
    manifest = edition.manifest
    return gettext(
        "Sections, judgements, sources and change log stand in {edition}, published {moment}, "
        "digest {digest}.",
        edition=edition_title(edition.name.spoken),
        moment=moment(manifest.published, zone),
        digest=left_to_right(short_digest(edition.sha256)),
    )


def _has_changes(sealed: Sealed) -> bool:
    return sealed.manifest.kind is not EditionKind.NOTE
