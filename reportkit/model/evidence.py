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
    IsoCode,
    Language,
    Pcode,
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
    VictimNaming,
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

    by: str  # a person, an agency or a tool
    method: str  # `human`, `machine` or `agency`


class AiUse(Located):
    """A tool that took part in a step of the work (ICS 206-01)."""

    tool: str  # its name
    model: str | None = None  # the model and its version
    step: str  # what it did: "translation of the transcript"


class Source(Record):
    """One text, broadcast, data set or picture that was read."""

    type: ClassVar[str] = "source"
    plural: ClassVar[str] = "sources"
    title_fields = ("title", "publisher")
    past_days = ("published",)

    #: who brought it out; two sources of one publisher are one origin, and so are two of one agency
    #: that stands in brackets: "Dawn (Reuters)"
    publisher: str
    author: str | None = None  # the person or agency who wrote it
    title: str | None = None  # as it is printed there, in its own language
    url: Url | None = None  # where it was read
    archive_url: Url | None = None  # a copy that stays
    sha256: str | None = None  # digest of the archived copy, 64 hexadecimal digits
    published: Day | None = None  # the day it came out; with the publisher it makes a good id
    accessed: Day | None = None  # the day it was last looked at
    language: Language = "en"  # the language of the text itself
    translation: Translation | None = None  # who brought it into the language of the records
    kind: SourceKind  # what sort of text it is
    access: Access  # how near it stands to who first said it
    #: the source that it repeats: ten outlets quoting one agency are one origin
    originates_from: SourceRef | None = None
    party_alignment: ActorRef | None = None  # the party whose voice it is, if any
    reliability: Reliability = Reliability.F  # Admiralty grade of the source, whatever it says here
    descriptor: str | None = None  # what a reader must know of it
    covers: str | None = None  # of which time or place it speaks
    #: the release of a data set that was read, as its publisher calls it
    version: str | None = None
    licence: str | None = None  # on what terms it may be used: "CC BY 4.0", "CC BY-IGO"
    ai_use: AiUse | None = None  # a tool that took part in reading it
    link_status: LinkStatus | None = None  # whether the address opened when last looked at
    #: whether it still stands; else `status_reason` says why not
    source_status: SourceStatus = SourceStatus.OK


class Alias(Located):
    """Another name in use; a name that is not neutral stands only inside quotations."""

    term: str  # the other name
    used_by: ActorRef | None = None  # the actor who calls it so
    neutral: bool = False  # true: it takes no side, and may stand outside of quotations


class Actor(Record):
    """Who acts or speaks. How a contested authority is named is decided here, once."""

    type: ClassVar[str] = "actor"
    plural: ClassVar[str] = "actors"
    title_fields = ("short", "name")

    name: str  # in full, as the page calls it
    short: str | None = None  # the short form that sentences use: "TNC"; the name explains it
    #: whether verbs after its name are plural. None: as the name itself tells, else singular
    number: GrammaticalNumber | None = None
    article: bool = False  # true: "the" stands before the name in a sentence: "the DFA says"
    kind: ActorKind  # what sort of actor it is
    #: true: a side of the conflict, with a column, a lane and a colour of its own
    party_to_conflict: bool = False
    #: the actor it belongs to: a ministry names its state, and its voice is that party's
    part_of: ActorRef | None = None
    aliases: tuple[Alias, ...] = ()  # other names in use


class PlaceName(Located):
    """Another name or spelling of a place; texts of the brief use the place's own `name`."""

    name: str  # as it is written there: "Kandahar", "کندهار"
    #: of the name; a map in that language shows it. None: another spelling of the brief's language
    language: Language | None = None


class Place(Record):
    """A named place; precision tells what may be drawn as a point (UCDP)."""

    type: ClassVar[str] = "place"
    plural: ClassVar[str] = "places"
    title_fields = ("name",)

    name: str  # as the page calls it
    kind: PlaceKind  # what sort of place; only a crossing stands on the board of crossings
    admin1: str | None = None  # the province that it lies in
    admin2: str | None = None  # the district that it lies in
    admin3: str | None = None  # the sub-district, municipality or tehsil that it lies in
    #: local and other names of it: `search` finds it by them, and a text that uses one is asked
    names: tuple[PlaceName, ...] = ()
    iso: IsoCode | None = None  # ISO 3166 code, of a country or a province: "AF", "AF-KAN"
    #: OCHA's place code: "AF2710"; an import finds a place by this, never by its name alone
    pcode: Pcode | None = None
    country: str  # where it lies: "Afghanistan", or "Afghanistan/Pakistan" where it straddles
    #: latitude in degrees (WGS 84), north positive; with `lon` it stands on the map
    lat: Decimal | None = None
    lon: Decimal | None = None  # longitude in degrees, east positive
    geo_precision: GeoPrecision  # how far the point may lie from the place itself
    disputed: bool = False  # true: a line that not all accept; drawn dashed
    capital: bool = False  # true: a seat of government, which a map names before anything else
    note: str | None = None  # what else the desk must know of it


class Participant(Located):
    """An actor's part in an event, and on whose word it rests."""

    actor: ActorRef  # who took part
    role: Role  # did it, or had it done to them
    #: on whose word that part rests; required of an initiator
    attribution: Attribution | None = None
    by: tuple[ClaimRef, ...] = ()  # the claims that say so


class Victim(Located):
    """A private person whom an event killed or hurt, and whether the name may be read.

    An official or a commander, whose part in public life is the news, is no such victim.
    """

    name: str  # the person's name, in full; no text of the series may hold it while it is withheld
    naming: VictimNaming = VictimNaming.WITHHELD  # on what ground the name may be read
    ground: str | None = None  # who agreed, and when; or who made the name public
    source_refs: tuple[SourceRef, ...] = ()  # where it was made public


class SourceNote(Located):
    """What a source wrote of an event in its own words: a quotation, never the desk's own."""

    text: str  # as it stands there, in the language of the source
    source: SourceRef  # who wrote it
    language: Language = "en"  # of the text


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

    summary: str  # a few words for a timeline, without full stop: "Clash at the mill"
    event_type: EventType  # what sort of event, by ACLED's six types
    sub_type: str | None = None  # in your own words, beside the type
    date_start: Day  # the day it happened, or began
    date_end: Day | None = None  # the last day, of what lasted longer than one
    #: how well the day is known; the date is then the first it can be
    date_precision: DatePrecision = DatePrecision.DAY
    place: PlaceRef  # where it happened
    actors: tuple[Participant, ...] = ()  # who did it, to whom
    #: private persons whom it killed or hurt, whose names the desk knows; whose name is withheld
    #: leaves the desk in no output
    victims: tuple[Victim, ...] = ()
    #: how sure harm to civilians is (Airwars); left out where none is spoken of
    harm_grade: HarmGrade | None = None
    clarity: int | None = None  # UCDP: 1 told clearly, 2 pieced together from several accounts
    #: what data sets and reports wrote of it, word for word; printed as their quotation
    source_notes: tuple[SourceNote, ...] = ()
    source_refs: tuple[SourceRef, ...] = ()  # the sources that say so, by their ids

    @property
    def is_rough(self) -> bool:
        """Its day is not known: all days from the first to the last are those that it can be."""
        return self.date_precision in (DatePrecision.WEEK, DatePrecision.MONTH)

    @property
    def is_about_a_day(self) -> bool:
        """One day stands for the week or month in which it was."""
        return self.is_rough and not self.date_end


class Span(Located):
    """Days from ``start`` to ``end``, both counted in."""

    start: Day  # the first day
    end: Day  # the last day


class Figure(Record):
    """One number as one provider gives it; never overwritten by another provider's.

    It has a number (``best``, or ``low`` and ``high``, as its ``operator`` asks) or a
    ``vague_term``, and a day (``as_of``, a ``period`` or its ``event``).

    Deltas are computed only inside one ``series``: the same metric, population, place,
    provider and method, over time.
    """

    type: ClassVar[str] = "figure"
    plural: ClassVar[str] = "figures"
    heading, order = "Figures", 4
    title_fields = ()  # called by what it counts
    # A toll of 12 October that was counted on the 30th speaks of the 12th.
    days = (DayRule(via="event"), DayRule("period.end"), DayRule("as_of"))

    metric: Slug  # what is counted: a built-in metric or one of brief.yaml's
    population: Slug = "unspecified"  # whom it counts: a built-in population or one of brief.yaml's
    #: what is counted, in words of your own, where metric and population do not say it
    label: str | None = None
    low: Decimal | None = None  # the least it can be; a bound such as "at least 4" has this alone
    best: Decimal | None = None  # the number, exactly as written: digits without separators
    high: Decimal | None = None  # the most it can be
    #: how the number is meant; it is printed with this word before it
    operator: Operator = Operator.EXACT
    #: the word of the source in place of a number; `low` holds the least it can mean
    vague_term: VagueTerm | None = None
    #: in what it is measured: "USD", "km"; left out where things are counted
    unit: str | None = None
    #: whether it counts the days of a period, all since a beginning, or what is at a moment
    scope: Scope = Scope.PERIOD
    period: Span | None = None  # the days that it spans
    place: PlaceRef | None = None  # of which place it is the number
    #: the event that it is the toll of; puts it into the claim matrix of that event
    event: EventRef | None = None
    provider: ActorRef  # who gives the number; another provider's is another record
    relation: Relation | None = None  # whose loss it is; required of a party that counts losses
    method: Method  # how the provider came by it
    range_kind: RangeKind | None = None  # what low and high are the ends of
    #: what is counted in, where that is no matter of course; printed under the number
    covers: str | None = None
    excludes: str | None = None  # what is left out; printed under the number
    series: Slug | None = None  # the same number over time; a delta is computed inside one alone
    parts: tuple[FigureRef, ...] = ()  # figures whose bests add up to this one
    note: str | None = None  # printed as a footnote of the number
    source_refs: tuple[SourceRef, ...] = ()  # the sources that say so, by their ids


class Grading(Located):
    """Admiralty grades, each judged in isolation from the other."""

    reliability: Reliability  # of the source, whatever it says here
    credibility: Credibility  # of this piece of information, whoever gives it


class Quote(Located):
    """Words as they were spoken, at most forty, with their translation."""

    text: str  # the words, in the language in which they were spoken
    language: Language = "en"  # of the words
    translation: str | None = None  # in the language of the records


class Claim(Record):
    """Who says what, when, about which record: the unit of a contested story."""

    type: ClassVar[str] = "claim"
    plural: ClassVar[str] = "claims"
    heading, order = "Claims", 5
    days = (DayRule(via="about"), DayRule("date"))
    past_days = ("date",)

    speaker: ActorRef  # who says it; the page puts it before the statement
    spokesperson: str | None = None  # the person who said it for the speaker
    #: the mood in which it is said; it decides which words the page puts before the statement
    modality: Modality
    #: A clause in lower case, without "that", without a verb of saying and without full stop: the
    #: page puts "the TNC says that" before it. A denial is written without "not": `modality:
    #: denies` says it. With `no_comment` or `not_available` it is the matter alone: "the clash at
    #: the mill".
    statement: str
    quote: Quote | None = None  # what was said word for word; printed beside the claim
    about: tuple[AnyRef, ...] = ()  # the records it speaks of
    #: the claims with which it cannot be true; a fact that rests on both is contested
    contradicts: tuple[ClaimRef, ...] = ()
    date: Day  # the day it was said
    #: how well that day is known; else the date is the last day it can be
    date_precision: DatePrecision = DatePrecision.DAY
    venue: str | None = None  # where it was said
    against_interest: bool = False  # it costs the speaker something to say so
    grading: Grading | None = None  # Admiralty grades of this piece of information
    rank: Rank = Rank.NORMAL  # how much it counts among claims on the same matter
    rank_reason: str | None = None  # needed of a deprecated claim: why it no longer counts
    source_refs: tuple[SourceRef, ...] = ()  # the sources that say so, by their ids


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

    #: One whole sentence in the desk's own voice: no "reportedly", no likelihood, with its day.
    statement: str
    #: the day it happened; it orders the section, and a fact of the period is news
    date: Day | None = None
    standing: bool = False  # true: stays in the body of every edition, not only of its own week
    topic: Topic | None = None  # printed in the part of this topic, to which its section refers
    #: the records it tells of, such as figures: claims on one that is named here, and is not its
    #: own `event` too, count as claims on the fact; where they contradict each other, it is
    #: printed as contested
    about: tuple[AnyRef, ...] = ()
    claims: tuple[ClaimRef, ...] = ()  # who says so, and who says otherwise
    verification: Verification  # how far it was checked
    event: EventRef | None = None  # the event it belongs to
    source_refs: tuple[SourceRef, ...] = ()  # the sources that say so, by their ids
