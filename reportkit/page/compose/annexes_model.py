"""What the annexes show, ready to print; the pieces are those of ``view_model``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportkit.page.compose.log_model import Log
from reportkit.page.compose.record_model import RecordSoFar
from reportkit.page.compose.view_model import ChangeMark, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One numbered source of the list."""

    anchor: str
    number: str
    mark: ChangeMark | None
    publisher: str
    text: str  # title, date, what to know of it, what shares its origin
    more: str  # its kind, when it was read, its language: on the screen
    url: str
    shown_url: str
    undated: bool = False


class ScaleRow(NamedTuple):
    """One term of the likelihood scale; those the edition uses are marked."""

    term: str
    band: str
    used: str  # "used here" or ""


class NameRow(NamedTuple):
    """A term or a name in use, and what is to be said of it."""

    label: str
    text: str
    note: str = ""  # the key of the note that says the same, where it is printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Methods:
    """How the brief is made and how to read it."""

    scale: tuple[ScaleRow, ...]
    scale_caption: str
    rows: tuple[Row, ...]  # figure policy, conflicting claims, ...
    paragraphs: tuple[str, ...]
    names: tuple[NameRow, ...]  # terms that take sides, and what is written instead
    abbreviations: tuple[Row, ...]
    editions: tuple[EditionRow, ...]
    verifying: str  # what a digest is and who proves it


class EditionRow(NamedTuple):
    """One edition of the history."""

    edition: str
    period: str
    published: str
    sha256: str  # its first letters; of this edition, which one gives it


@dataclass(frozen=True, slots=True, kw_only=True)
class Annexes:
    """What stands behind the body."""

    log: Log
    record: RecordSoFar
    sources: tuple[Source, ...]
    methods: Methods
    printed: frozenset[str]  # those that paper has: "changes", "record", ...
    elsewhere: str  # where the others are; "" where paper has them all
    whole: bool = True

    @property
    def has_undated(self) -> bool:
        """A source of the list has no date."""
        return any(source.undated for source in self.sources)
