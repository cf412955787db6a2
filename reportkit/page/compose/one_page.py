"""The edition on one page: page 1 alone, complete in itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from reportkit.editions.history import History
from reportkit.i18n.bidi import left_to_right
from reportkit.i18n.translate import gettext, pgettext, pgettext_noop
from reportkit.model.book import Book
from reportkit.page.compose.excerpt import self_contained, short_sources
from reportkit.page.compose.front_fit import notes_fit
from reportkit.page.compose.log_model import Since
from reportkit.page.compose.page_model import DocumentHead, Front, Page
from reportkit.page.compose.profiles_model import OnePage
from reportkit.page.compose.quotation_marks import typeset
from reportkit.page.compose.since import lines_below
from reportkit.page.labels import commas, listed, stop

#: The first thing that gives way is a white space: the column beside the key figures.
COLUMN = "the column of key figures"
#: What may leave the one page, the least important first: the five questions go last.
HIGHLIGHTS, CHANGES, FIGURES, JUDGEMENTS = (
    pgettext_noop("kind of content", "highlights"),
    pgettext_noop("kind of content", "sentences on what changed"),
    pgettext_noop("kind of content", "key figures"),
    pgettext_noop("kind of content", "key judgements"),
)
#: How many of each stay whatever happens.
_KEPT = {CHANGES: 2, FIGURES: 2, JUDGEMENTS: 1}


def demotable_from_one_page(page: Page, history: History | None) -> tuple[str, ...]:
    """Name what may leave, the first to go first; each name stands once for each of its kind.

    Of a kind the last goes first. Corrections, what no longer stands, the bottom line, the trend
    and the alerts stay.
    """
    may_go = {
        kind: count - _kept(kind, page, history) for kind, count in _counts(page, history).items()
    }
    return (COLUMN, *(kind for kind, count in may_go.items() for _ in range(count)))


def one_page_of(page: Page, book: Book, history: History | None, gone: int) -> OnePage:
    """Compose the page with so many things left to the full edition."""
    left = demotable_from_one_page(page, history)[:gone]
    counts = _counts(page, history)
    stay = {kind: counts[kind] - left.count(kind) for kind in counts}
    front = _front(page.front, history, stay)
    front = replace(front, close=COLUMN in left)
    return typeset(
        self_contained(
            OnePage(
                **document_head(page, front=front, form=gettext("on one page")),
                sources=short_sources(book, page, front),
                whole=whole_of(page, book),
                omitted=_omissions_in_words(left[1:], counts),
                name_notes=() if left or not notes_fit(page) else page.name_notes,
            )
        )
    )


def document_head(page: DocumentHead, *, front: Front, form: str) -> dict[str, Any]:
    """Give what every document of an edition has; ``form`` says which one this is."""
    return {item.name: getattr(page, item.name) for item in fields(DocumentHead)} | {
        "document_title": commas([page.document_title, form]),
        "masthead": page.masthead._replace(dated=(*page.masthead.dated, form)),
        "front": front,
    }


def whole_of(page: DocumentHead, book: Book) -> str:
    """Say where the full edition is."""
    contact = book.brief.contact
    return gettext(
        "{edition} in full gives every section, what each judgement rests on, all sources "
        "and the change log, with the same numbers of sources. It comes from {name}, {address}.",
        edition=page.number,
        name=contact.name,
        address=left_to_right(contact.email),
    )


def _front(front: Front, history: History | None, stay: Mapping[str, int]) -> Front:
    return replace(
        front,
        since=_most_weighty(front.since, history, stay[CHANGES]),
        strip=None,
        expectations=front.expectations[: stay[JUDGEMENTS]],
        highlights=front.highlights[: stay[HIGHLIGHTS]],
        key_figures=front.key_figures[: stay[FIGURES]],
    )


def _most_weighty(since: Since, history: History | None, count: int) -> Since:
    """Keep so many sentences of the box, each kind's first before any kind's second."""
    box = lines_below(history) if history and history.base else ()
    if history is None or count >= len(box):
        return since
    kept = {line.record for line in history.box_of(count).lines}
    rows = zip(since.lines, box, strict=True)
    return since._replace(lines=tuple(prose for prose, line in rows if line.record in kept))


def _counts(page: Page, history: History | None) -> dict[str, int]:
    """Count what there is of each kind that may leave, in the order in which it leaves."""
    line_count = len(lines_below(history))
    return {
        HIGHLIGHTS: len(page.front.highlights),
        CHANGES: line_count,
        FIGURES: len(page.front.key_figures),
        JUDGEMENTS: len(page.front.expectations),
    }


def _kept(kind: str, page: Page, history: History | None) -> int:
    count = _counts(page, history)[kind]
    always = 0
    if kind == CHANGES and history:
        always = sum(line.always for line in lines_below(history))
    return min(count, max(_KEPT.get(kind, 0), always))


def _omissions_in_words(omitted: tuple[str, ...], counts: Mapping[str, int]) -> str:
    parts = list(_omitted_parts(omitted, counts))
    if not parts:
        return ""
    return gettext("For want of room this page leaves out {what}", what=stop(listed(parts)))


def _omitted_parts(omitted: tuple[str, ...], counts: Mapping[str, int]) -> Iterator[str]:
    for kind in dict.fromkeys(omitted):
        yield gettext(
            "{left} of {number} {kind}",
            left=omitted.count(kind),
            number=counts[kind],
            kind=pgettext("kind of content", kind),
        )
