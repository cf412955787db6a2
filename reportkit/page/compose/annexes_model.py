"""What the annexes show, ready to print; the pieces are those of ``view_model``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportkit.page.compose.log_model import Log
from reportkit.page.compose.view_model import (
    ChangeMark,
    Gap,
    Judgement,
    Link,
    Row,
    Section,
    Statement,
    Table,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One numbered source of the list."""

    anchor: str
    number: str
    mark: ChangeMark | None
    publisher: str
    text: str  # title, date, kind, what to know of it
    url: str
    shown_url: str


class ScaleRow(NamedTuple):
    """One term of the likelihood scale; those the edition uses are marked."""

    term: str
    band: str
    used: str  # "used here" or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Methods:
    """How the brief is made and how to read it."""

    scale: tuple[ScaleRow, ...]
    scale_caption: str
    rows: tuple[Row, ...]  # figure policy, conflicting claims, ...
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A record of the body by its id; the page number is set by the renderer."""

    id: str
    index: str
    anchor: str


class StatementPart(NamedTuple):
    """What was said on the matters of one section."""

    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The records that a judgement rests on, and those that speak against it."""

    anchor: str  # "grounds-judgement.truce"
    judgement: Link
    basis: tuple[Link, ...]
    against: tuple[Link, ...]


class EditionRow(NamedTuple):
    """One edition of the history."""

    edition: str
    period: str
    cut_off: str
    published: str
    records: str
    changes: str
    sha256: str  # its first letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Annexes:
    """What stands behind the body."""

    log: Log
    earlier: tuple[Section, ...]
    events: Table | None
    statements: tuple[StatementPart, ...]
    figures: tuple[StatementPart, ...]
    grounds: tuple[Ground, ...]
    judgements: tuple[Judgement, ...]  # decided, or retired
    assumptions: Table | None
    indicators: Table | None  # where the body does not show them
    gaps: tuple[Gap, ...]  # closed, or retired
    sources: tuple[Source, ...]
    methods: Methods
    names: tuple[Row, ...]
    abbreviations: tuple[Row, ...]
    editions: tuple[EditionRow, ...]
    index: tuple[IndexEntry, ...]
