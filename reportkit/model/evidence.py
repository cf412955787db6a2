"""What is known and who says so: sources, actors, places, events, figures, claims, facts."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from reportkit.model.base import Located
from reportkit.model.envelope import (
    ActorRef,
    AnyRef,
    ClaimRef,
    Day,
    DayRule,
    EventRef,
    FigureRef,
    Language,
    PlaceRef,
    Record,
    Slug,
    SourceRef,
    Url,
)
from reportkit.model.vocabulary.events import (
    Attribution,
    DatePrecision,
    EventType,
    HarmGrade,
    Method,
    Modality,
    Operator,
    RangeKind,
    Rank,
    Relation,
    Role,
    Scope,
    Topic,
    VagueTerm,
    Verification,
)
from reportkit.model.vocabulary.sources import (
    Access,
    ActorKind,
    Credibility,
    GeoPrecision,
    GrammaticalNumber,
    LinkStatus,
    PlaceKind,
    Reliability,
    SourceKind,
    SourceStatus,
)
from reportkit.problems import Code, Example


class Translation(Located):
    """Who brought a source into the brief's language, and how."""

    by: str
    method: str  # human, machine, agency


class AiUse(Located):
    """A tool that took part in a step of the work (ICS 206-01)."""

    tool: str
    model: str | None = None
    step: str


class Source(Record):
    """One text, broadcast, data set or picture that was read."""

    type: ClassVar[str] = "source"
    plural: ClassVar[str] = "sources"
    title_fields = ("title", "publisher")
    past_days = ("published",)

    publisher: str  # two sources of one publisher are one origin
    author: str | None = None
    title: str | None = None
    url: Url | None = None  # where it was read
    archive_url: Url | None = None  # a copy that stays
    sha256: str | None = None  # of the archived copy
    published: Day | None = None  # the day; with the publisher it makes a good id
    accessed: Day | None = None  # the day it was last looked at
    language: Language = "en"  # of the text itself
    translation: Translation | None = None  # who brought it into the language of the records
    kind: SourceKind
    access: Access
    originates_from: SourceRef | None = None  # ten outlets quoting one agency are one origin
    party_alignment: ActorRef | None = None  # the party whose voice it is, if any
    reliability: Reliability = Reliability.F
    descriptor: str | None = None  # what a reader must know of it
    covers: str | None = None  # of which time or place it speaks
    ai_use: AiUse | None = None  # a tool that took part in reading it
    link_status: LinkStatus | None = None  # of the address, when last looked at
    source_status: SourceStatus = SourceStatus.OK  # else ``status_reason`` says why


class Alias(Located):
    """Another name in use; a name that is not neutral stands only inside quotations."""

    term: str
    used_by: ActorRef | None = None
    neutral: bool = False


class Actor(Record):
    """Who acts or speaks. How a contested authority is named is decided here, once."""

    type: ClassVar[str] = "actor"
    plural: ClassVar[str] = "actors"
    title_fields = ("short", "name")

    name: str  # as the page calls it
    short: str | None = None  # explained by the name: "TNC"
    number: GrammaticalNumber | None = None  # None: as the name itself tells, else singular
    article: bool = False  # "the" stands before the name in a sentence: "the DFA says"
    kind: ActorKind
    party_to_conflict: bool = False  # has a column, a lane and a colour of its own
    part_of: ActorRef | None = None  # a ministry of its state: its voice is that party's
    aliases: tuple[Alias, ...] = ()  # other names in use


class Place(Record):
    """A named place; precision tells what may be drawn as a point (UCDP)."""

    type: ClassVar[str] = "place"
    plural: ClassVar[str] = "places"
    title_fields = ("name",)

    name: str
    kind: PlaceKind  # only a crossing stands on the board of crossings
    admin1: str | None = None  # province
    admin2: str | None = None  # district
    country: str  # "Afghanistan", or "Afghanistan/Pakistan" where it straddles
    lat: Decimal | None = None  # WGS 84, degrees
    lon: Decimal | None = None
    geo_precision: GeoPrecision
    disputed: bool = False  # a line that not all accept; drawn dashed
    capital: bool = False  # a seat of government: a map names it before anything else
    note: str | None = None


class Participant(Located):
    """An actor's part in an event, and on whose word it rests."""

    actor: ActorRef
    role: Role
    attribution: Attribution | None = None  # on whose word; required of an initiator
    by: tuple[ClaimRef, ...] = ()


class Event(Record):
    """Something that happened at a place and time (ACLED types, UCDP precision)."""

    type: ClassVar[str] = "event"
    plural: ClassVar[str] = "events"
    heading, order = "Events", 3
    title_fields = ("summary",)
    days = (DayRule("date_start", "date_end"),)
    past_days = ("date_start", "date_end")
    unsourced = Code(
        "event-unsourced",
        "ICD 206",
        "An event cites a source.",
        (
            Example(
                "events: [{id: clash, source_refs: []}]",
                "events: [{id: clash, source_refs: [wire]}]",
            ),
        ),
    )

    summary: str  # a few words for a timeline
    event_type: EventType
    sub_type: str | None = None  # in your own words, beside the type
    date_start: Day
    date_end: Day | None = None  # of what lasted longer than a day
    date_precision: DatePrecision = DatePrecision.DAY
    place: PlaceRef
    actors: tuple[Participant, ...] = ()  # who did it, to whom
    harm_grade: HarmGrade | None = None  # of harm to civilians (Airwars)
    clarity: int | None = None  # UCDP: 1 clear, 2 pieced together
    source_refs: tuple[SourceRef, ...] = ()


class Span(Located):
    """Days from ``start`` to ``end``, both counted in."""

    start: Day
    end: Day


class Figure(Record):
    """One number as one provider gives it; never overwritten by another provider's.

    Deltas are computed only inside one ``series``: the same metric, population, place,
    provider and method, over time.
    """

    type: ClassVar[str] = "figure"
    plural: ClassVar[str] = "figures"
    heading, order = "Figures", 4
    title_fields = ()  # called by what it counts
    # A toll of 12 October that was counted on the 30th speaks of the 12th.
    days = (DayRule(via="event"), DayRule("period.end"), DayRule("as_of"))

    metric: Slug  # a built-in metric or one of brief.yaml's
    population: Slug = "unspecified"  # civilian, own_forces, enemy_forces, ...
    label: str | None = None  # what is counted, where metric and population do not say it
    low: Decimal | None = None  # exactly as written; never a float
    best: Decimal | None = None
    high: Decimal | None = None
    operator: Operator = Operator.EXACT
    vague_term: VagueTerm | None = None  # the word of the source; stands for a lower bound
    unit: str | None = None  # "USD", "dollars"; empty where things are counted
    scope: Scope = Scope.PERIOD  # of a period, since a beginning, or at a moment
    period: Span | None = None  # the days that are counted
    place: PlaceRef | None = None
    event: EventRef | None = None  # puts it into the claim matrix of that event
    provider: ActorRef  # who gives the number; another provider's is another record
    relation: Relation | None = None  # required of a party that counts losses
    method: Method
    range_kind: RangeKind | None = None  # what low and high are the ends of
    covers: str | None = None  # what is counted in; printed under the number
    excludes: str | None = None  # what is left out; printed under the number
    series: Slug | None = None  # the same number over time; a delta is computed inside one alone
    parts: tuple[FigureRef, ...] = ()  # figures whose bests add up to this one
    note: str | None = None  # printed as a footnote of the number
    source_refs: tuple[SourceRef, ...] = ()


class Grading(Located):
    """Admiralty grades, each judged in isolation from the other."""

    reliability: Reliability
    credibility: Credibility


class Quote(Located):
    """Words as they were spoken, at most forty, with their translation."""

    text: str
    language: Language = "en"
    translation: str | None = None


class Claim(Record):
    """Who says what, when, about which record: the unit of a contested story."""

    type: ClassVar[str] = "claim"
    plural: ClassVar[str] = "claims"
    heading, order = "Claims", 5
    days = (DayRule(via="about"), DayRule("date"))
    past_days = ("date",)

    speaker: ActorRef  # the page puts it before the statement
    spokesperson: str | None = None  # the person who said it for the speaker
    modality: Modality  # the mood: asserts, denies, has no comment
    statement: str  # begins after "Pakistan says": attributed by the page
    quote: Quote | None = None
    about: tuple[AnyRef, ...] = ()  # the records it speaks of
    contradicts: tuple[ClaimRef, ...] = ()  # cannot both be true
    date: Day  # the day it was said
    date_precision: DatePrecision = DatePrecision.DAY  # else the date is the last day it can be
    venue: str | None = None  # where it was said
    against_interest: bool = False  # it costs the speaker something to say so
    grading: Grading | None = None  # Admiralty grades of this piece of information
    rank: Rank = Rank.NORMAL
    rank_reason: str | None = None  # needed of a deprecated claim: why it no longer counts
    source_refs: tuple[SourceRef, ...] = ()


class Fact(Record):
    """One sentence that the desk states in its own voice, without assessing.

    Its ``position`` (contested, agreed, ...) is computed from the claims behind it.
    """

    type: ClassVar[str] = "fact"
    plural: ClassVar[str] = "facts"
    heading, order = "Facts", 1
    days = (DayRule("date"), DayRule(via="event"), DayRule("as_of"))
    past_days = ("date",)
    unsourced = Code(
        "fact-unsourced",
        "ICD 206",
        "A fact cites a source, or rests on claims, figures or an event that do.",
        (
            Example(
                "facts: [{id: rain, source_refs: []}]", "facts: [{id: rain, source_refs: [wire]}]"
            ),
            Example(
                "facts: [{about: [bridge], source_refs: -}]",
                "facts: [{about: [toll], source_refs: -}]",
            ),
        ),
    )
    in_section = True

    statement: str
    date: Day | None = None  # orders the section; the day it happened
    standing: bool = False  # stays in the body of every edition, not only of its own week
    topic: Topic | None = None  # printed in the part of this topic, to which its section refers
    about: tuple[AnyRef, ...] = ()  # the records it tells of, such as figures
    claims: tuple[ClaimRef, ...] = ()  # who says so, and who says otherwise
    verification: Verification  # how far it was checked
    event: EventRef | None = None  # the event it belongs to
    source_refs: tuple[SourceRef, ...] = ()
