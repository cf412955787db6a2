"""The documents of an edition: which there are, what leaves each first, where each must end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache

from reportkit.changes.change import Change
from reportkit.editions.history import CHANGES, History
from reportkit.editions.snapshot import FACTS
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Figure
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.mail import Profile
from reportkit.model.vocabulary.series import EditionKind
from reportkit.page.compose.changes_document import changes_of
from reportkit.page.compose.edition import selection_of
from reportkit.page.compose.front_fit import STEPS, fitted
from reportkit.page.compose.note_document import note_of
from reportkit.page.compose.one_page import demotable_from_one_page, one_page_of
from reportkit.page.compose.overflow import demotable_records
from reportkit.page.compose.page_model import DocumentHead, Page
from reportkit.page.html.render import TEMPLATE
from reportkit.page.pagination import FRONT, PART, WHOLE, Bound, Document
from reportkit.page.selection import is_carried
from reportkit.problems import Level, Mark, Problem

#: The full page of an edition without the records that are named.
Full = Callable[[Collection[str]], Page]


def documents_of(
    book: Book, history: History, profiles: Collection[Profile], full: Full
) -> tuple[Document, ...]:
    """Give the documents that are wanted of an edition, the full one first.

    ``full`` composes the whole page. An edition in which nothing changed is one note.
    """
    ids = demotable_records(selection_of(book, history), _moved(history.shown_changes))

    @lru_cache(maxsize=4)
    def whole(gone: int) -> Page:
        return full(ids[:gone])

    # Readers of a lower marking may have nothing before it, or changes of their own.
    if book.edition.kind is EditionKind.NOTE and history.base and not history.shown_changes:
        return (_note(book, history, whole),)
    made: dict[Profile, Callable[[], Document]] = {
        Profile.FULL: lambda: _full(book, ids, whole),
        Profile.ONE_PAGE: lambda: _one_page(book, history, whole),
        Profile.CHANGES: lambda: _changes(book, history, whole),
    }
    return tuple(make() for profile, make in made.items() if profile in profiles)


def stood_back(book: Book, history: History, number: int) -> Iterator[Problem]:
    """Warn that records had to leave the body for the annex."""
    if number:
        ids = demotable_records(selection_of(book, history), _moved(history.shown_changes))[:number]
        shown = ", ".join(ids[:3]) + (", ..." if number > 3 else "")  # noqa: PLR2004
        yield Problem(
            "body-shortened",
            f"{number} {'record' if number == 1 else 'records'} moved from the body to the annex "
            f"of the earlier record, to keep the body within {book.brief.max_pages} pages after "
            f"page 1: {shown}",
            book.brief.at("max_pages"),
            "end what stands no longer ('standing: false'), or raise max_pages",
            Level.WARNING,
        )


def _moved(changes: Collection[Change]) -> frozenset[str]:
    return frozenset(change.record for change in changes if change.class_ is not ChangeClass.ADDED)


# -- the documents ---------------------------------------------------------------------------


def _full(book: Book, ids: tuple[str, ...], whole: Callable[[int], Page]) -> Document:
    most = book.brief.max_pages
    front = Bound(FRONT, 1, _too_long(book, "page-one-full", "page 1 does not end"), yields=False)
    body = () if most is None else (Bound(PART, most + 1, _body_too_long(book, most)),)
    return Document(
        name=Profile.FULL,
        template=TEMPLATE,
        compose=lambda gone, _, step: fitted(whole(gone), step),
        demotable=tuple(f"rec-{id}" for id in ids) if most else (),
        steps=len(STEPS),
        bounds=(front, *body),
        carries=(FACTS, CHANGES),
    )


def _one_page(book: Book, history: History, whole: Callable[[int], Page]) -> Document:
    refusal = _too_long(book, "one-page-full", "the form one-page does not end")
    return Document(
        name=Profile.ONE_PAGE,
        template="one-page.html.j2",
        compose=lambda gone, *_: one_page_of(whole(0), book, history, gone),
        demotable=demotable_from_one_page(whole(0), history),
        bounds=(Bound(WHOLE, 1, refusal),),
    )


def _changes(book: Book, _history: History, whole: Callable[[int], Page]) -> Document:
    def compose(_: int, laid_out: Mapping[str, int], __: int) -> DocumentHead:
        return changes_of(whole(laid_out.get(Profile.FULL, 0)), book)

    return Document(
        name=Profile.CHANGES, template="changes.html.j2", compose=compose, carries=(CHANGES,)
    )


def _note(book: Book, history: History, whole: Callable[[int], Page]) -> Document:
    return Document(
        name=Profile.FULL,
        template="note.html.j2",
        compose=lambda *_: note_of(whole(0), book, history),
        bounds=(Bound(WHOLE, 1, _too_long(book, "one-page-full", "the note does not end")),),
        carries=(FACTS, CHANGES),
    )


# -- what cannot be mended by leaving out ----------------------------------------------------


def _body_too_long(book: Book, most: int) -> Problem:
    return Problem(
        "body-too-long",
        f"the body has more than {most} pages after page 1, whatever moves to the annex",
        book.brief.at("max_pages"),
        "end measures, commitments and questions that are over, shorten judgements, "
        "or raise max_pages",
    )


def _too_long(book: Book, code: str, what: str) -> Problem:
    """Name the text of page 1 that is longest for its kind."""
    name, text, _, mark = max(_texts(book), key=lambda each: len(each[1]) / each[2])
    return Problem(
        code,
        f"{what} on page 1 ({book.brief.paper.value})",
        mark,
        f"shorten {name}, which has {len(text)} letters",
    )


def _texts(book: Book) -> Iterator[tuple[str, str, int, Mark]]:
    """Give the texts of page 1 with the letters that fit well, and where each is written."""
    brief, edition = book.brief, book.edition
    line, why = edition.bottom_line, edition.trend_rationale
    yield "the bottom line", line.text, 360, line.at("text")
    yield "the trend's reason", why.text, 180, why.at("text")
    for number, each in enumerate(edition.highlights, 1):
        yield f"highlight {number}", each.text, 120, each.at("text")
    if keys := [each for each in book.all(Judgement) if each.key and is_carried(each)]:
        sentences = " ".join(each.statement for each in keys)
        yield "the text of all key judgements", sentences, 700, keys[0].at("statement")
    yield "the title", brief.title, 40, brief.at("title")
    yield "the subtitle", brief.subtitle or "", 60, brief.at("subtitle")
    yield "the note on the period", edition.period_note or "", 80, edition.at("period_note")
    yield "the restriction", brief.tlp_restrictions or "", 120, brief.at("tlp_restrictions")
    for id in edition.key_figures:
        figure = book.get(Figure, id)
        if figure is None:
            continue
        yield f"the label of {id}", figure.label or "", 30, figure.at("label")
        if provider := book.get(Actor, figure.provider):
            yield f"the name of {provider.id}", provider.name, 40, provider.at("name")
