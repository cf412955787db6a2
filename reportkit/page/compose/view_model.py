"""What the page shows, ready to print: every text worded, every number formatted, every id set.

A template prints these values and decides nothing. A text that is absent is "", a list that
is absent is (), so that a template can ask ``if`` of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import NamedTuple

_CHIP_LETTERS = 22  # that fit on a line beside a sentence: "last confirmed 16 Oct" does


class Cite(NamedTuple):
    """One number of a run such as "1,3–5": what stands before it, the number, its target."""

    before: str  # "", "," or "–"
    number: str
    anchor: str  # "src-dawn-2025-10-08"


class Link(NamedTuple):
    """A text that leads to a place in the same document."""

    text: str
    anchor: str


class NameNote(NamedTuple):
    """A note on a disputed name, which is printed where the name first stands."""

    key: str  # in addresses
    term: str  # as it is looked for
    name: str  # the same, kept together where it stands in a text of another direction
    sign: str
    text: str
    label: str  # of the link to it, for those who do not see the sign
    back: str  # of the link from it
    pointer: str  # what page 1 calls it where it stands on another page
    see: str  # what the list of names says in its place


class Row(NamedTuple):
    """A label with its text: one line of a masthead, of a list of names."""

    label: str
    text: str


class ChangeMark(NamedTuple):
    """What became of a record since the edition before: a sign, a word, and its row in the log."""

    sign: str  # "+"
    word: str  # "new"
    css: str  # "mark-new"
    anchor: str  # "chg-kurram-raid"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a record lives on the page and what hangs at it there."""

    id: str  # "kurram-raid"
    fragment: str  # "rec-kurram-raid"; each record has it once
    shown: str = ""  # the id where the brief prints ids, else ""
    mark: ChangeMark | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """A passage with the numbers of the sources it rests on."""

    text: str
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Better or worse: a sign, its word, and why."""

    sign: str
    word: str
    css: str
    rationale: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A small picture by its name among the files of the design, with the words around it."""

    src: str  # "pictures/map.svg"
    alt: str  # the finding
    caption: str = ""
    source: str = ""
    note: str = ""
    measure: str = ""  # below the caption: what is counted, in which unit
    items: tuple[str, ...] = ()  # the same as a list, for a screen that is too small for it
    css: str = ""  # "beside": its words stand beside it; "half": two fill a line; "timeline"
    width: str = ""  # "174mm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A labelled part of a judgement or a round."""

    label: str
    items: tuple[Prose, ...]
    on_paper: bool = True  # else the HTML edition alone has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """An assessed sentence, cut around its likelihood term."""

    anchor: Anchor
    label: str  # "Judgement 1"
    before: str
    term: str
    after: str
    likelihood: str  # "Likely"
    band: str  # "55–80%"
    horizon: str  # "to 31 Dec 2025"
    level: str  # "Moderate confidence"
    confidence: str  # why so sure and no surer
    points: tuple[Point, ...]
    moved: str = ""  # "was 45–55%", where the edition before had another likelihood


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what, and when."""

    anchor: Anchor
    lead: str  # "ISPR, 12 Oct"
    text: str
    quote: str = ""
    language: str = ""
    direction: str = "ltr"
    translation: str = ""
    cites: tuple[Cite, ...] = ()
    state: str = ""
    struck: bool = False
    elsewhere: str = ""  # on paper: where each by itself is, of many
    silences: tuple[Statement, ...] = ()  # "No comment from Lowerland was found."


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one party says; the sides of one matter stand in columns of equal width."""

    party: str
    css: str  # "party-1"; others than parties have "party-0"
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Columns of equal width beside each other."""

    columns: tuple[Side, ...]
    headed: bool = False  # the sentences do not say themselves whose they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One sentence in the desk's own voice."""

    anchor: Anchor
    date: str
    chips: tuple[str, ...]  # "contested", "one side’s account", "unverified"
    prose: Prose
    state: str = ""  # "Withdrawn: the source took it back."
    struck: bool = False  # withdrawn: never silently gone
    sides: Sides | None = None

    @property
    def chip_lines(self) -> int:
        """How many lines the chips take beside it: a long one takes two."""
        return sum(len(wrap(chip, _CHIP_LETTERS)) for chip in self.chips)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellValue:
    """One provider's value in a cell of the claim matrix."""

    anchor: Anchor
    value: str
    provider: str
    detail: str  # "counts its own; 12 Oct"
    mark: str  # of its footnote: "a"
    cites: tuple[Cite, ...]


class Cell(NamedTuple):
    """A cell of the matrix; without values it prints "no figure given"."""

    values: tuple[CellValue, ...]


class MatrixColumn(NamedTuple):
    """Who counts: a party, the United Nations, others."""

    title: str
    css: str


class MatrixRow(NamedTuple):
    """What is counted, and each column's answer."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Figures of one event by who gives them, never merged."""

    title: str
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    notes: tuple[Row, ...]  # mark and text
    sentence: str
    others: Link | None = None  # "Figures on 3 more events", and where they stand


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of a plain table: the first cell heads it."""

    anchor: Anchor
    head: str
    cells: tuple[str, ...]
    cites: tuple[Cite, ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A plain table; ``css`` sets the widths of its columns."""

    caption: str
    css: str
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    cited: int  # the cell, from 0, after which sources and id stand


class Status(NamedTuple):
    """The state of a measure, in a shape and in words."""

    anchor: Anchor
    sign: str
    word: str
    detail: str
    cites: tuple[Cite, ...]


class StatusRow(NamedTuple):
    """A crossing with its status for each kind of traffic; an empty cell has no statuses."""

    head: str
    cells: tuple[tuple[Status, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTable:
    """Crossings by kind of traffic."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[StatusRow, ...]
    notes: tuple[Prose, ...]
    drawing: Drawing | None = None  # the map that shows them, beside which they stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of talks in full."""

    anchor: Anchor
    title: str  # "Round 2, Istanbul, 25–30 Oct 2025"
    outcome: str
    summary: Prose
    rows: tuple[Row, ...]
    points: tuple[Point, ...]
    demands: Sides | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the brief, or its part in the earlier record."""

    anchor: str
    title: str
    lead: str
    trend: Trend | None
    quiet: str  # "No change since No. 4."
    leads: bool = False  # its first fact stands for the lead that it has not
    facts: tuple[Fact, ...]  # what is new; of a first edition and of an annex all
    matrices: tuple[Matrix, ...]
    status_tables: tuple[StatusTable, ...]
    rounds: tuple[Round, ...]
    tables: tuple[Table, ...]
    drawings: tuple[Drawing, ...] = ()
    standing: tuple[tuple[Fact, ...], ...] = ()  # of earlier editions and still so, in columns
    figures: tuple[tuple[Statement, ...], ...] = ()  # those of no event, in columns
    back: Link | None = None  # "6 more on record in the annex", for want of room
    elsewhere: tuple[Link, ...] = ()  # "2 more under Humanitarian access"
    filed: Link | None = None  # "2 earlier records", where the body has none of them

    @property
    def empty(self) -> bool:
        """Nothing is printed here; ``filed`` tells whether something is on record elsewhere."""
        tables = self.matrices or self.status_tables or self.rounds or self.tables or self.figures
        listed = self.facts or self.standing or self.elsewhere or self.back
        return not (listed or tables or self.drawings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A question without an answer yet."""

    anchor: Anchor
    question: str
    text: str
    closing: str = ""  # what would answer it, with the sources of it all
    cites: tuple[Cite, ...] = ()
