"""What an output is: a kind of file in which an edition is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportkit.editions.history import History
from reportkit.editions.manifest import EditionName
from reportkit.model.book import Book
from reportkit.model.vocabulary.mail import Profile
from reportkit.page.assets import Design
from reportkit.page.compose.page_model import DocumentHead
from reportkit.page.pdf.engine import Rendered


@dataclass(frozen=True, slots=True)
class Form:
    """One form of an edition as it was set: all that a file of it can be made from.

    The same form gives the same bytes: an output asks no clock, no disk and no network.
    """

    profile: str  # "full", "one-page"
    book: Book  # at the marking of this edition; nothing above it
    name: EditionName
    history: History
    design: Design
    page: Callable[[], DocumentHead]  # as composed, without what was demoted
    rendered: Rendered  # the HTML that was set, for both media; the PDF


@dataclass(frozen=True, slots=True)
class Output:
    """A kind of file: its ending, how it is made, and how its text is read out again."""

    suffix: str  # ".pdf": durand-line-005.pdf, durand-line-005-one-page.pdf
    make: Callable[[Form], bytes]  # called in the language of the edition
    #: Every way in which a reader's program could read a file; searched for what must not leave.
    readings: Callable[[bytes], Iterator[str]]
    profiles: frozenset[Profile] | None = None  # the forms it is made of; None: each

    def is_made_of(self, profile: str) -> bool:
        """Tell whether a form has such a file."""
        return self.profiles is None or profile in self.profiles

    def file(self, stem: str, profile: str = Profile.FULL) -> str:
        """Name the file of a form: "durand-line-005.pdf", "durand-line-005-one-page.pdf"."""
        return f"{stem_of(stem, profile)}{self.suffix}"


def stem_of(stem: str, profile: str) -> str:
    """Name a form without an ending; the full one is called like the edition."""
    return stem if profile == Profile.FULL else f"{stem}-{profile}"
