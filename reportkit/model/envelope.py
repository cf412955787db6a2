"""What every record has and says of its type, and the few forms a text field may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Annotated, ClassVar, NamedTuple

from reportkit.model.base import Located
from reportkit.model.vocabulary.series import AttributionRule, Status, Tlp
from reportkit.problems import Code


class TextFormat(Enum):
    """How a text field is read, beyond being one paragraph of text."""

    SLUG = auto()  # lower-case letters and digits, joined by . - or _
    URL = auto()  # http or https
    EMAIL = auto()
    LANGUAGE = auto()  # BCP 47, such as "en" or "fa-AF"
    ZONE = auto()  # IANA, such as "Asia/Kabul"
    CLOCK = auto()  # "18:00"
    COLOUR = auto()  # "#0b4f6c"
    HOST = auto()  # of a server: a name or an address
    SPAN = auto()  # "30 days", "4 weeks"
    DAY_OR_SPAN = auto()  # "2026-01-08", or a span
    ISO = auto()  # ISO 3166: "AF", "AFG", "AF-KAN"
    PCODE = auto()  # OCHA: "AF0101"


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Marks a field that names another record; no types means any record."""

    types: tuple[str, ...] = ()


Slug = Annotated[str, TextFormat.SLUG]
Url = Annotated[str, TextFormat.URL]
Email = Annotated[str, TextFormat.EMAIL]
Language = Annotated[str, TextFormat.LANGUAGE]
Zone = Annotated[str, TextFormat.ZONE]
Clock = Annotated[str, TextFormat.CLOCK]
Colour = Annotated[str, TextFormat.COLOUR]
Host = Annotated[str, TextFormat.HOST]
TimeSpan = Annotated[str, TextFormat.SPAN]
DayOrSpan = Annotated[str, TextFormat.DAY_OR_SPAN]
IsoCode = Annotated[str, TextFormat.ISO]
Pcode = Annotated[str, TextFormat.PCODE]

AnyRef = Annotated[str, RefersTo()]
SourceRef = Annotated[str, RefersTo(("source",))]
ActorRef = Annotated[str, RefersTo(("actor",))]
PlaceRef = Annotated[str, RefersTo(("place",))]
EventRef = Annotated[str, RefersTo(("event",))]
FigureRef = Annotated[str, RefersTo(("figure",))]
ClaimRef = Annotated[str, RefersTo(("claim",))]
AssumptionRef = Annotated[str, RefersTo(("assumption",))]
JudgementRef = Annotated[str, RefersTo(("judgement",))]
GapRef = Annotated[str, RefersTo(("gap",))]
MeasureRef = Annotated[str, RefersTo(("measure",))]
RoundRef = Annotated[str, RefersTo(("round",))]
IndicatorRef = Annotated[str, RefersTo(("indicator",))]

#: A calendar day; the name leaves ``date`` free for the fields that are called so.
Day = date


class DayRule(NamedTuple):
    """Of which days a record speaks: its own fields, or those of a record that it names."""

    start: str = ""  # a path: "period.end"
    end: str = ""  # "": it goes on, and stays in the body; of one day, the field of ``start`` again
    via: str = ""  # a field that names records: the earliest days among them


class Column(NamedTuple):
    """A column of the table in which a type of record is printed."""

    head: str  # noted for translation
    field: str  # a text in it is set as a sentence, with its full stop


class PrintedTable(NamedTuple):
    """A table of the body for a type that has no picture, board or matrix of its own."""

    caption: str  # noted for translation, as the heads are
    day_head: str
    columns: tuple[Column, ...]  # the last one bears the numbers of the sources


class ExternalId(Located):
    """What another data set or register calls the same thing; an import finds it again by this."""

    scheme: Slug  # whose number it is: `acled`, `ucdp-ged`, `glide`
    id: str  # the number or name, exactly as it stands there: "AFG12345"


class Record(Located):
    """Any item with an id, whatever its type: what is compared, cited and told of in the log."""

    # A type of record describes itself in its class: what follows up to ``id`` is all that the
    # rooms ask of it. What is worded in a way of its own stands in ``phrasing``.
    type: ClassVar[str]
    plural: ClassVar[str]  # the key of its list in the seeds
    heading: ClassVar[str] = ""  # of its group in 'show'; "": it is named there and not listed
    order: ClassVar[int] = 0  # of the groups of 'show', facts first; of equals as registered

    title_fields: ClassVar[tuple[str, ...]] = ("statement",)  # the first one set is its title
    sentence: ClassVar[str] = ""  # noted; calls it by its fields: "people went from {from}"
    state_field: ClassVar[str] = ""  # what state it is in
    state_sentences: ClassVar[Mapping[str, str]] = {}  # noted; state to "this is: {statement}"
    moves_with_state: ClassVar[frozenset[str]] = frozenset()  # explained by the state's move
    inner_states: ClassVar[tuple[str, ...]] = ()  # states inside it, by their path

    days: ClassVar[tuple[DayRule, ...]] = ()  # the first that gives a day
    past_days: ClassVar[tuple[str, ...]] = ()  # fields that cannot lie after the cut-off
    unsourced: ClassVar[Code | None] = None  # of the rule: it cites a source or rests on what does
    in_section: ClassVar[bool] = False  # printed in a section's body, and nowhere without one
    table: ClassVar[PrintedTable | None] = None

    id: Slug  # names it for good: stable across editions, never reused
    #: the section of brief.yaml in which it is printed; a file may say it once for all its records
    section: Slug | None = None
    status: Status = Status.CURRENT  # what the desk thinks of it. Left out: current
    #: the record that takes its place; needed with `status: superseded`
    superseded_by: AnyRef | None = None
    #: why it ended, or why its source is withdrawn or disputed; readers are told it
    status_reason: str | None = None
    tlp: Tlp | None = None  # its marking. None: that of brief.yaml
    #: whether the source or speaker may be named
    attribution_rule: AttributionRule = AttributionRule.OPEN
    valid_from: Day | None = None  # from this day on it is so
    valid_to: Day | None = None  # until this day it was so
    as_of: Day | None = None  # the day it was true, not the day it was typed
    #: the last day on which it was looked at and still so; a later one needs no note on changes
    confirmed: Day | None = None
    #: when it must have been confirmed again, or dropped: after this day, or so long after it was
    #: last confirmed: "30 days", "4 weeks". None: as `freshness` of brief.yaml says
    stale_after: DayOrSpan | None = None
    milestone: bool = False  # a turning point: it stands in the strip "How we got here"
    headline: str | None = None  # what a picture calls a milestone or a fact, at most 45 characters
    formerly: Slug | None = None  # the id it had in earlier editions
    external_ids: tuple[ExternalId, ...] = ()  # what other data sets call the same thing
    internal_note: str | None = None  # for the desk; appears in no output
