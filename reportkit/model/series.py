"""The series and the edition in work: seeds/brief.yaml, edition.yaml, distribution.yaml."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from reportkit.model.base import Located
from reportkit.model.envelope import (
    ActorRef,
    AnyRef,
    Clock,
    Colour,
    Day,
    Email,
    EventRef,
    FigureRef,
    Host,
    Language,
    Slug,
    Url,
    Zone,
)
from reportkit.model.evidence import AiUse, Span
from reportkit.model.vocabulary.changes import ChangeClass, JudgementChange, Significance
from reportkit.model.vocabulary.mail import Enclosure, MailSecurity, Profile
from reportkit.model.vocabulary.series import (
    Alert,
    Annex,
    BottomLine,
    Dates,
    EditionKind,
    EditionStatus,
    Every,
    FigurePolicy,
    LikelihoodScale,
    Missed,
    Paper,
    Tlp,
    Trend,
    Unchanged,
    Weekday,
)


class Contact(Located):
    """Where a reader turns with a question or an error found."""

    name: str
    email: Email
    url: Url | None = None


class Cadence(Located):
    """When the series appears, in its own time zone whatever the machine's."""

    every: Every
    on: Weekday | None = None
    at_: Clock  # ``at`` in YAML
    zone: Zone
    first: Day | None = None  # a day on which it appeared: fortnights are counted from it


class Schedule(Located):
    """What a timer may publish and mail without a person."""

    unchanged: Unchanged = Unchanged.SKIP
    missed: Missed = Missed.NEWEST
    dates: Dates = Dates.COMPUTED
    bottom_line: BottomLine = BottomLine.FRESH
    send_to: tuple[Slug, ...] = ()  # lists of distribution.yaml; none: mails nothing
    owner: Email | None = None  # is told when an edition cannot appear; none: nobody is mailed


class Section(Located):
    """A heading of the brief; sections are configuration, not code."""

    id: Slug  # what records name; "outlook" titles the part with judgements, gaps and indicators
    title: str
    lead: str | None = None
    shown: bool = True  # false: out of the body; its records stay on file, in log and annexes


class Metric(Located):
    """A metric or population that this series counts beside the built-in ones."""

    id: Slug
    label: str  # "containers held up"
    unit: str | None = None


class Naming(Located):
    """A term that takes sides, and what the brief writes in its place."""

    term: str
    prefer: str
    used_by: ActorRef | None = None
    only_in_quotes: bool = True
    note: str | None = None  # printed under "Names"


class Abbreviation(Located):
    """A short form and what it stands for."""

    short: str
    long: str


class Scales(Located):
    """Which published scales the brief uses."""

    likelihood: LikelihoodScale = LikelihoodScale.ICD203


class DisputedLine(Located):
    """A line that not all accept as a border; a map draws it dashed and may name it."""

    between: tuple[str, ...]  # two codes (AFG) or names of territories
    name: str | None = None


class MapOf(Located):
    """The window of the series' map; what is left out follows from the places of the seeds."""

    countries: tuple[str, ...] = ()  # codes (AFG) or names of the territories it is about
    box: tuple[Decimal, ...] = ()  # west, south, east, north; east < west over the date line
    disputed: tuple[DisputedLine, ...] = ()


class PartyColour(Located):
    """The colour of one party to the conflict, on its signs and marks and nowhere else."""

    actor: ActorRef
    colour: Colour


class House(Located):
    """What the publishing house adds to the look; the theme says all else."""

    accent: Colour | None = None
    parties: tuple[PartyColour, ...] = ()
    logo: str | None = None  # an SVG or PNG of the series: styles/logo.svg
    logo_alt: str | None = None  # for those who do not see it; none: names the producer


class Brief(Located):
    """The series: what stays the same from edition to edition."""

    format: int  # of the seeds; 1
    id: Slug  # names the files: durand-line-005.pdf
    title: str
    subtitle: str | None = None
    producer: str  # who publishes it; in the masthead
    authors: tuple[str, ...] = ()  # in the masthead
    contact: Contact
    language: Language = "en"  # of headings, labels, dates: all that is no record's
    text_language: Language | None = None  # of the records; None: the same
    tlp: Tlp  # of every record and edition that says nothing else
    tlp_community: str | None = None  # for whom TLP:GREEN is green; printed at that label alone
    tlp_restrictions: str | None = None  # printed with the label
    releases: tuple[Tlp, ...] = ()  # lower markings at which each edition also appears, abridged
    paper: Paper = Paper.A4
    cadence: Cadence
    schedule: Schedule = Schedule()  # what a timer may do without a person
    sections: tuple[Section, ...]  # the headings of the body, in this order
    scales: Scales = Scales()
    figure_policy: FigurePolicy = FigurePolicy.CONSERVATIVE  # how tolls are read
    metrics: tuple[Metric, ...] = ()  # what this series counts beside the built-in ones
    populations: tuple[Metric, ...] = ()  # whom it counts beside the built-in ones
    naming_policy: tuple[Naming, ...] = ()  # terms that take sides, and better ones
    abbreviations: tuple[Abbreviation, ...] = ()  # short forms, explained
    methodology: tuple[str, ...] = ()  # paragraphs
    proof_standard: str | None = None  # what "verified" means here; printed in the methods
    map: MapOf | None = None
    map_disclaimer: str | None = None  # under the map, in place of the built-in one
    house: House | None = None
    ai_use: tuple[AiUse, ...] = ()  # tools that took part in the work
    review_required: bool = False  # no edition without a review by somebody else
    annexes: tuple[Annex, ...] = tuple(Annex)  # of the PDF; the HTML edition has them all
    ids: bool = False  # the ids of records are printed beside them
    max_pages: int | None = None  # of the body; what is least important stands back above it
    profiles: tuple[Profile, ...] = (Profile.FULL,)  # what each edition is sealed with

    @property
    def written_in(self) -> str:
        """The language of the records."""
        return self.text_language or self.language


class Statement(Located):
    """A sentence of the desk with the records it rests on."""

    text: str
    basis: tuple[AnyRef, ...] = ()
    tlp: Tlp | None = None  # of the sentence itself; None: that of what it rests on
    abridged: str | None = None  # its wording in lower editions that lack some of its basis


class SectionTrend(Located):
    """Better or worse, section by section."""

    section: Slug
    trend: Trend
    rationale: Statement


class Review(Located):
    """Who read the edition before release (never its author: the two-person rule)."""

    by: str
    on: Day
    role: str | None = None


class ChangeNote(Located):
    """What the author says of a change that the tool found."""

    record: Slug  # whose change it is
    field: str | None = None  # None: every changed field of the record
    class_: ChangeClass  # ``class`` in YAML
    kind: JudgementChange | None = None  # of a judgement: in which way
    reason: str | None = None  # why; readers are told it
    abridged: str | None = None  # the reason in lower editions that lack some of the evidence
    evidence: tuple[AnyRef, ...] = ()  # the records that show it
    significance: Significance = Significance.SUBSTANTIVE


class Edition(Located):
    """The edition in work; its number is computed when it is sealed."""

    status: EditionStatus = EditionStatus.FINAL  # a draft has a watermark
    kind: EditionKind = EditionKind.REGULAR  # a note says that nothing changed
    period: Span  # the days it covers
    period_note: str | None = None  # why the period overlaps or leaves a gap
    cut_off: datetime  # with zone: the last moment from which information was taken in
    published: datetime  # with zone; the brief has no other clock
    next_due: Day | None = None  # None: computed from the cadence
    authors: tuple[str, ...] = ()  # none: the series'
    review: Review | None = None  # who read it before release
    tlp: Tlp | None = None  # None: the series'
    hold_back: bool = False  # records marked above it stay in the seeds, and out of it
    bottom_line: Statement  # the main message, at most 60 words
    highlights: tuple[Statement, ...] = ()  # at most five; what the rest of page 1 does not say
    key_figures: tuple[FigureRef, ...] = ()  # one to six
    main_toll: EventRef | None = None  # whose tolls the body compares; None: chosen by rule
    trend: Trend  # the arrow of page 1
    trend_rationale: Statement  # why, from records of the period
    section_trends: tuple[SectionTrend, ...] = ()  # arrows of single sections
    alerts: tuple[Alert, ...] = ()  # what to look out for; each needs a key judgement
    source_summary: str | None = None  # a paragraph of yours on the sources; in no abridged edition
    changes: tuple[ChangeNote, ...] = ()  # what you say of changes that the tool found


class MailingList(Located):
    """Who gets which form of the brief, up to which marking."""

    id: Slug
    name: str
    max_tlp: Tlp  # the highest marking it is cleared for
    profile: Profile = Profile.FULL  # the form that is attached
    enclosure: Enclosure = Enclosure.ATTACHMENT
    language: Language | None = None  # of the mail's own words; None: the brief's


class Recipient(Located):
    """One reader; real addresses can live in a file outside version control."""

    name: str | None = None
    address: Email
    lists: tuple[Slug, ...]  # ids of lists
    note: str | None = None  # for the desk
    until: Day | None = None  # the last day on which anything is sent


class Transport(Located):
    """How mail leaves, all but the secret, which no file of the series may hold.

    Each field can be given as REPORTKIT_SMTP_<FIELD> in the environment, which comes first. The
    secret goes to no host but the one that stands beside it there.
    """

    sender: Email  # From and envelope: where a server returns what it cannot deliver
    sender_name: str | None = None  # none: the brief's producer
    reply_to: Email | None = None  # none: the brief's contact
    host: Host | None = None  # none: only --to-folder and --maildir
    port: int | None = None  # none: 587, 465 with tls, 25 without protection
    security: MailSecurity = MailSecurity.STARTTLS
    ca_file: str | None = None  # certificates to trust beside the machine's own
    login: str | None = None
    dkim_key: str | None = None  # file of the private key, from seeds/
    dkim_selector: Host | None = None
    dkim_domain: Host | None = None  # none: that of the sender
    per_minute: int | None = None  # messages; none: as fast as the server takes them
    max_bytes: int = 20_000_000  # of a message as it goes out
    unsubscribe: Email | None = None  # none: the sender
    unsubscribe_url: Url | None = None  # one click, with {token}
    archive_url: Url | None = None  # where readers find an edition, with {edition}


class Distribution(Located):
    """seeds/distribution.yaml: the lists, their readers and the way to them."""

    lists: tuple[MailingList, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    recipients_file: str | None = None  # more of them, outside version control; from seeds/
    transport: Transport | None = None
