"""What must not be read, looked for in finished files as a reader's programs take them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportkit.model.book import Book
from reportkit.model.sensitive_terms import SensitiveTerm, SensitiveTerms, where_read
from reportkit.problems import Mark, Problem, SeedsRejected
from reportkit.publish.outputs import readings_of
from reportkit.publish.printed import PrintedEdition
from reportkit.rules.kept_back import kept_back

_TEMPLATE = Mark("templates/brief.html.j2", 1, 1)


class Leak(NamedTuple):
    """A text that stands in a file and should not."""

    file: str
    term: SensitiveTerm
    mark: Mark  # where the seeds say it; the page's template if they do not


def refuse_leaks(
    printed: PrintedEdition, book: Book, withheld: SensitiveTerms, above: SensitiveTerms
) -> None:
    """Publish nothing that names who is not to be named, or that tells of what is held back.

    ``book`` is what the files were made from, at their marking.
    Raises SeedsRejected with ``withheld-named`` or ``above-ceiling``.
    """
    problems = (
        *_withheld_in(printed, withheld, book),
        *_above_in(printed, above, book),
    )
    if problems:
        raise SeedsRejected(problems)


def leaks(printed: PrintedEdition, wanted: SensitiveTerms, book: Book) -> Iterator[Leak]:
    """Give what stands in the files of an edition, in their names and in what they enclose.

    Drawn letters may come out of a PDF in pieces, so the pages that it was set from are read
    too. ``book`` is what the edition was made from.
    """
    if not wanted:
        return
    shown = (book.brief, book.edition, *book)
    for file, content in {**printed.set_from, **printed.files}.items():
        known_terms: set[SensitiveTerm] = set()
        for reading in (file, *readings_of(file, content)):
            for term in wanted.found_in(reading):
                if term not in known_terms:
                    known_terms.add(term)
                    yield Leak(file, term, where_read(term, shown) or _TEMPLATE)


def _withheld_in(printed: PrintedEdition, wanted: SensitiveTerms, book: Book) -> Iterator[Problem]:
    """Refuse files that name who is not to be named."""
    for leak in leaks(printed, wanted, book):
        why, hint = kept_back(leak.term, book)
        message = f"{leak.file} holds '{leak.term.text[:60]}', {why}"
        yield Problem("withheld-named", message, leak.mark, hint)


def _above_in(printed: PrintedEdition, wanted: SensitiveTerms, book: Book) -> Iterator[Problem]:
    """Refuse files that tell of what is marked above them."""
    for leak in leaks(printed, wanted, book):
        yield Problem(
            "above-ceiling",
            f"{leak.file} at {book.tlp} tells of {leak.term.record}, which is marked higher "
            "or named by nothing else",
            leak.mark,
            f"found: '{leak.term.text[:60]}'; word the text without it, or mark it higher too",
        )
