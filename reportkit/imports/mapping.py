"""What the columns of a file mean: a mapping, which ships as a profile or is kept by the user.

A column is named by its header or by its HXL tag, in any case. ``ADM2_EN|adm2_name`` takes the
first that is there; with ``?`` behind it, ``notes?``, it may be missing. A text such as
``"{sub_event_type}, {location}"`` puts the cells of a row together; what stands in brackets
falls away with its brackets where a cell in them is empty: ``"{type}[, {place}]"``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from reportkit.model.base import Located
from reportkit.model.envelope import Language, Slug, Url
from reportkit.model.vocabulary.events import Method, RangeKind, Scope
from reportkit.model.vocabulary.sources import Access, ActorKind, PlaceKind, SourceKind
from reportkit.tables.cells import DayOrder

#: Before the name of a mapping that ships, in messages.
SHIPPED = "profile "


class Records(StrEnum):
    """What a row of the file is."""

    EVENTS = "events"  # something that happened at a place and time
    FIGURES = "figures"  # numbers of a place and a period, or rows that are counted
    PLACES = "places"  # a place of a list of codes


class Unknown(StrEnum):
    """What becomes of a place that the series does not have."""

    ASK = "ask"  # its rows are refused and the place is asked for
    MAKE = "make"  # a record of the place is made of what the row says


class DataSet(Located):
    """The file as a source: one record, which all others of the import cite."""

    id: Slug  # of the record of the source, and of its provider's file under imports/
    #: who brings the data set out. None: as the record of `--source` in the seeds says
    publisher: str | None = None
    title: str | None = None  # what it is called there
    url: Url | None = None  # where it was fetched
    version: str | None = None  # the release, as its publisher calls it; `--version-of` renews it
    licence: str | None = None  # on what terms it may be used
    language: Language = "en"  # of its notes
    kind: SourceKind = SourceKind.DATASET  # what sort of text it is
    access: Access = Access.SECONDARY  # how near it stands to who first said it
    descriptor: str | None = None  # what a reader must know of it


class Provider(Located):
    """Who gives the numbers: made as an actor where the series has none of that id."""

    id: Slug  # of the actor
    name: str  # as the page calls it
    kind: ActorKind = ActorKind.RESEARCH  # what sort of actor it is


class DayColumns(Located):
    """Where the day of a row stands."""

    start: str | None = None  # the column of the day, or of the first day
    end: str | None = None  # of the last day, where there is one
    month: str | None = None  # of the month, where it stands apart
    year: str | None = None  # of the year that belongs to the month
    year_is: int | None = None  # the year of all months, where no column says it
    precision: str | None = None  # how well the day is known; `words` say what its numbers mean
    #: a day that is known to a week or month is the middle of it; else the first it can be
    middle: bool = False
    #: how 03/04/2025 is meant, where the file itself does not tell
    order: DayOrder | None = None


class NameColumn(Located):
    """A column with another name of the place."""

    column: str  # its header or tag
    language: Language | None = None  # of that name


class PlaceColumns(Located):
    """Where the place of a row stands; it is found by code, then by number, then by name."""

    pcode: tuple[str, ...] = ()  # columns of OCHA's place codes, the most precise first
    iso: str | None = None  # the column of the ISO code of a country or province
    name: str | None = None  # the column of its name
    names: tuple[NameColumn, ...] = ()  # columns of other names
    admin1: str | None = None  # the column of the province
    admin2: str | None = None  # the column of the district
    admin3: str | None = None  # the column of the sub-district
    country: str | None = None  # the column of the country's name
    country_name: str | None = None  # the country of all rows, where no column says it
    lat: str | None = None  # the column of the latitude
    lon: str | None = None  # the column of the longitude
    precision: str | None = None  # of the point; `words` say what its numbers mean
    kind: PlaceKind = PlaceKind.CITY  # what sort of place a row names
    unknown: Unknown = Unknown.ASK  # what becomes of a place that the series does not have


class FigureColumns(Located):
    """A number of each row: the toll of an event, or of a place and a period."""

    best: str | None = None  # the column of the number
    low: str | None = None  # of the least it can be
    high: str | None = None  # of the most it can be
    metric: Slug = "killed"  # what is counted
    population: Slug = "unspecified"  # whom it counts
    label: str | None = None  # what is counted, in words: "{sector} activities"
    method: Method = Method.COUNT  # how the provider came by it
    range_kind: RangeKind | None = None  # what low and high are the ends of
    scope: Scope = Scope.PERIOD  # days of a period, all since a beginning, or what is at a moment
    unit: str | None = None  # in what it is measured


class Counted(Located):
    """Rows that are counted: how many organisations work in each district."""

    by: tuple[str, ...] = ()  # columns beside the place that make a figure of their own: the sector
    distinct: str | None = None  # the column of what is counted once. None: the rows
    metric: Slug  # what is counted
    label: str | None = None  # what is counted, in words: "{sector} organisations"


class Word(Located):
    """What a word of the file means in this series."""

    #: how to write one, for whom the message is
    how_to_write: ClassVar[str] = "write: {column: event_type, word: Battles, means: battle}"

    column: str  # in which column it stands
    word: str  # the word, in any case
    means: str  # the word or id of the series; `leave_out` passes over the row or the actor


class Mapping(Located):
    """What the columns of a file mean."""

    format: int = 1  # of this file, which is 1
    #: a profile that ships: this file says only what is otherwise, and words beside those of it
    like: str | None = None
    name: str = ""  # what the mapping is called in messages
    #: columns by which a file is known; one that has all of them needs no --profile
    recognised_by: tuple[str, ...] = ()
    #: the columns of a release without a header, in their order
    columns: tuple[str, ...] = ()
    records: Records  # what a row is
    source: DataSet  # the data set that all records cite
    provider: Provider | None = None  # who gives its numbers. None: the publisher
    key: str | None = None  # the column of the provider's own number; ids are made of it
    prefix: Slug | None = None  # before each id. None: the id of the source
    day: DayColumns = DayColumns()  # where the day stands
    place: PlaceColumns = PlaceColumns()  # where the place stands
    #: of places: other levels that each row names too, the largest first
    levels: tuple[PlaceColumns, ...] = ()
    event_type: str | None = None  # of events: the column of the type; `words` say what it means
    type_is: str | None = None  # the type of all events, where no column says it
    sub_type: str | None = None  # of events: the provider's own word for it
    summary: str | None = None  # of events: a few words of the provider's own classification
    actors: tuple[str, ...] = ()  # of events: columns of who took part, on no side
    notes: str | None = None  # of events: what the provider wrote, kept as its quotation
    cited: str | None = None  # of events: the column of the sources that the provider names
    clarity: str | None = None  # of events: UCDP's clarity, 1 or 2
    figures: tuple[FigureColumns, ...] = ()  # the numbers of a row
    count: Counted | None = None  # of figures: rows that are counted
    decimal: str | None = None  # "." or ",": the mark before decimals, where the file does not tell
    warning: str | None = None  # the column in which the provider warns of a row: shown
    error: str | None = None  # in which it says that a row is faulty: the row is refused
    words: tuple[Word, ...] = ()  # what the words of its columns mean
