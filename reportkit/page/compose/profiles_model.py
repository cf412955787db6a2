"""What the shorter documents of an edition show: one page, the changes, the note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportkit.page.compose.log_model import LogExcerpt
from reportkit.page.compose.page_model import DocumentHead
from reportkit.page.compose.view_model import NameNote, Prose


class ShortSource(NamedTuple):
    """A source in the line at the foot: "3 Dawn, 16 Nov"."""

    anchor: str
    number: str  # as in the full edition
    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePage(DocumentHead):
    """Page 1 alone, complete in itself."""

    sources: tuple[ShortSource, ...]  # all that are cited here
    whole: str  # where the full edition is
    omitted: str  # what lack of room left to it; "" where nothing
    name_notes: tuple[NameNote, ...] = ()  # set where each name first stands, if there is room


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage(DocumentHead):
    """What changed, for those who read the last edition."""

    annexes: LogExcerpt
    sources: tuple[ShortSource, ...]
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePage(DocumentHead):
    """One page that says that nothing changed."""

    title: str  # "No significant change since No. 5"
    statement: str  # "No. 5 said, and it stands"
    stands: Prose
    checked: tuple[str, ...]  # sentences
    sources: tuple[ShortSource, ...]
    whole: str
