"""Can a page under a judgement be read again when it is gone: a copy, the day it was read?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportkit.model.book import Book
from reportkit.model.evidence import Source
from reportkit.model.vocabulary.sources import LinkStatus, SourceKind
from reportkit.problems import Code, Example, Level, Problem, counted
from reportkit.rules.carrying import under_page_one
from reportkit.rules.rule import rule

#: What is taken down, rewritten or put behind a wall within weeks.
_PERISHABLE = frozenset(
    {
        SourceKind.WIRE,
        SourceKind.NATIONAL_MEDIA,
        SourceKind.INTERNATIONAL_MEDIA,
        SourceKind.LOCAL_MEDIA,
        SourceKind.OFFICIAL_STATEMENT,
        SourceKind.SOCIAL_POST,
    }
)
_GONE = frozenset({LinkStatus.DEAD, LinkStatus.CHANGED})
_FIRST_IDS = 3
#: What the examples hold: a page under a key judgement, and one that nothing rests on.
_JUDGED = (
    "facts: [{id: seen, source_refs: [note]}]\n"
    "judgements: [{key: true, no_alternative_reason: It is law., basis: [seen],\n"
    "  implications: [{audience: carriers, so_what: wait}]}]"
)
_NOTE = (
    "{id: note, descriptor: A clerk who saw it., published: 2025-10-18,\n"
    "  url: 'https://note.example/1'"
)
_OTHER = "{publisher: Other, url: 'https://other.example/1'"
_ARCHIVED = "archive_url: 'https://archive.example/1'"


@rule(
    Code(
        "source-unkept",
        "ICS 206-01",
        "Pages of the press, of offices and of people change and go. One that carries a key "
        "judgement or a key figure has a copy that stays: 'archive_url', or the digest of a "
        "kept copy in 'sha256'. It is asked of each post of a person or office, of each page "
        "that no longer opens as it was ('link_status'), and, where a series keeps a copy of "
        "any source, of all such pages: one warning for each file, with their number.",
        (
            Example(
                f"sources: [{_NOTE}, kind: social_post}}]\n{_JUDGED}",
                f"sources: [{_NOTE}, kind: social_post,\n  {_ARCHIVED}}}]\n{_JUDGED}",
            ),
            Example(
                "# the series keeps copies: it has one of another page\n"
                f"sources: [{_NOTE}}},\n  {_OTHER}, {_ARCHIVED}}}]\n{_JUDGED}",
                f"sources: [{_NOTE}}},\n  {_OTHER}}}]\n{_JUDGED}",
            ),
        ),
        level=Level.WARNING,
    )
)
def carrying_pages_are_kept(book: Book) -> Iterator[Problem]:
    """A page under a key judgement or key figure that may go has a copy that stays."""
    keeps = any(_has_copy(source) for source in book.all(Source))
    lacking = [page for page in _pages(book) if not _has_copy(page)]
    yield from _by_file(
        "source-unkept",
        [one for one in lacking if keeps or _is_gone(one) or one.kind is SourceKind.SOCIAL_POST],
        "without a copy that stays",
        "add 'archive_url' (web.archive.org, archive.today), or keep a copy and write its 'sha256'",
    )


@rule(
    Code(
        "source-unaccessed",
        "ICS 206-01",
        "A page of the web is cited with the day on which it was last looked at "
        "('accessed'). Where a series notes this day of any source, one warning for each "
        "file counts the pages under key judgements and key figures that lack it.",
        (
            Example(
                "# the series notes the day: it has that of another page\n"
                f"sources: [{_NOTE}}},\n  {_OTHER}, accessed: 2025-10-18}}]\n{_JUDGED}",
                f"sources: [{_NOTE}, accessed: 2025-10-18}},\n"
                f"  {_OTHER}, accessed: 2025-10-18}}]\n{_JUDGED}",
            ),
        ),
        level=Level.WARNING,
    )
)
def carrying_pages_say_when_they_were_read(book: Book) -> Iterator[Problem]:
    """A page under a key judgement or key figure says when it was last looked at."""
    if any(source.accessed for source in book.all(Source)):
        yield from _by_file(
            "source-unaccessed",
            [page for page in _pages(book) if page.accessed is None],
            "without the day they were read",
            "add 'accessed:' with the day on which it was last looked at",
        )


def _pages(book: Book) -> Iterator[Source]:
    """Give the pages of the web under page 1 that may change or go."""
    for source in under_page_one(book):
        if source.url and source.kind in _PERISHABLE:
            yield source


def _has_copy(source: Source) -> bool:
    return bool(source.archive_url or source.sha256)


def _is_gone(source: Source) -> bool:
    return source.link_status in _GONE


def _by_file(code: str, sources: Iterable[Source], lack: str, hint: str) -> Iterator[Problem]:
    """Warn once for each file: a hundred pages are one piece of work."""
    files: dict[str, list[Source]] = {}
    for source in sources:
        files.setdefault(source.at().file, []).append(source)
    for lacking in files.values():
        ids = ", ".join(source.id for source in lacking[:_FIRST_IDS])
        more = len(lacking) - _FIRST_IDS
        yield Problem(
            code,
            f"{counted(len(lacking), 'page')} under key judgements or key figures {lack}: {ids}"
            + (f" and {more} more" if more > 0 else ""),
            lacking[0].at("url"),
            hint,
            Level.WARNING,
        )


RULES = (carrying_pages_are_kept, carrying_pages_say_when_they_were_read)
