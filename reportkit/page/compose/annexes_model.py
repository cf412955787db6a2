"""What the annexes show, ready to print; the pieces are those of ``view_model``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportkit.page.compose.record_model import RecordSoFar
from reportkit.page.compose.view_model import Anchor, ChangeMark, Cite, Link, Row


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
    names: tuple[Row, ...]  # terms that take sides, and what is written instead
    abbreviations: tuple[Row, ...]
    editions: tuple[EditionRow, ...]
    verifying: str  # what a digest is and who proves it


class Field(NamedTuple):
    """One field of a record that changed, in words."""

    name: str
    was: str
    now: str
    key: str = ""  # its name in English, by which other modules know it


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One change; ``fields`` is empty where the record as a whole came, went or was kept."""

    anchor: str  # "chg-kurram-raid"; "" where another row of the record has it
    record: Link
    section: str
    what: str
    fields: tuple[Field, ...]
    why: str
    evidence: tuple[Link, ...]
    notice: Link | None  # of a correction: where it is told in full
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPart:
    """All changes of one class."""

    title: str  # "Updated (4)"
    sign: str
    css: str
    rows: tuple[LogRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The change log: what became of every record since the edition before."""

    lead: str  # "Since No. 4, ..."; of a first edition: that it is one
    reconciliation: str  # "699 records before + 65 added − 3 ended = 761 now."
    parts: tuple[LogPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An error of ours: the wrong value stands here once, struck."""

    anchor: Anchor
    where: str  # "Killed, Kunduz (UNAMA): in No. 3 we wrote"
    wrong: str
    right: str
    because: str
    details: str  # judgements re-examined, who approved


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
    notices: tuple[Notice, ...]
    record: RecordSoFar
    sources: tuple[Source, ...]
    methods: Methods
    printed: frozenset[str]  # those that paper has: "changes", "record", ...
    elsewhere: str  # where the others are; "" where paper has them all
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LogExcerpt:
    """The change log as the only annex; the same template prints both."""

    log: Log
    notices: tuple[Notice, ...] = ()
    whole: bool = False
