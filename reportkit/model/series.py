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
    SourceRef,
    TimeSpan,
    Url,
    Zone,
)
from reportkit.model.evidence import AiUse, Span
from reportkit.model.overruling import RuleSetting, Silence
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
    PageOne,
    Paper,
    Standing,
    Tlp,
    Trend,
    Unchanged,
    Weekday,
)
from reportkit.problems import Threshold


class Contact(Located):
    """Where a reader turns with a question or an error found."""

    name: str  # a person, a desk or an office
    email: Email  # printed in the brief
    url: Url | None = None  # a page of yours


class Cadence(Located):
    """When the series appears, in its own time zone whatever the machine's."""

    every: Every  # how often it appears
    on: Weekday | None = None  # the day of the week; needed of a week and a fortnight
    at_: Clock  # ``at`` in YAML. the time of day, in quotes
    zone: Zone  # in which that time is meant, whatever the machine's
    first: Day | None = None  # a day on which it appeared: fortnights are counted from it


class Schedule(Located):
    """What a timer may publish and mail without a person."""

    unchanged: Unchanged = Unchanged.SKIP  # what becomes of a period in which no record changed
    #: what becomes of periods that went by while no run could publish
    missed: Missed = Missed.NEWEST
    dates: Dates = Dates.COMPUTED  # whose period and cut-off a scheduled edition has
    #: whether changed records may appear under page 1 of the edition before
    bottom_line: BottomLine = BottomLine.FRESH
    #: the lists of distribution.yaml that get it. None: nothing is mailed
    send_to: tuple[Slug, ...] = ()
    owner: Email | None = None  # who is told when an edition cannot appear. None: nobody is mailed


class Section(Located):
    """A heading of the brief, under which records are printed; every series has its own."""

    #: Records name it under `section`. The id `outlook` is special: it names the heading of what
    #: closes the body (dates to watch, indicators, open questions, earlier forecasts), which stands
    #: there as "Outlook" even where no section is called so.
    id: Slug
    title: str  # the heading
    #: sentences with which it begins in each edition; else the weightiest fact begins
    lead: str | None = None
    shown: bool = True  # false: out of the body; its records stay on file, in log and annexes


class Metric(Located):
    """A metric or population that this series counts beside the built-in ones."""

    id: Slug  # what figures name under `metric` or `population`
    label: str  # what it is called in a sentence: "containers held up"
    #: printed with the number: "USD", "km"; left out where things are counted
    unit: str | None = None


class Naming(Located):
    """A term that takes sides, and what the brief writes in its place."""

    term: str  # the term
    prefer: str  # what the brief writes
    used_by: ActorRef | None = None  # the actor who calls it so
    #: true: outside of quotations it is an error; false: it may stand there too
    only_in_quotes: bool = True
    #: what a reader must know of it: of a term that may stand outside quotations it is printed
    #: where the term first stands, of others under "Names"
    note: str | None = None


class Freshness(Located):
    """How long what goes on may stand in the brief without another look."""

    type: Standing  # of which type of record
    after: TimeSpan  # so long after it was last confirmed it is stale: "30 days"


class Abbreviation(Located):
    """A short form and what it stands for."""

    short: str  # the short form: "TNC"
    long: str  # what it stands for


class Scales(Located):
    """Which published scales the brief uses."""

    likelihood: LikelihoodScale = LikelihoodScale.ICD203  # whose terms of likelihood judgements use


class DisputedLine(Located):
    """A line that not all accept as a border; a map draws it dashed and may name it."""

    between: tuple[str, ...]  # two codes (AFG) or names of territories
    name: str | None = None  # what the map calls it


class MapOf(Located):
    """The window of the series' map; what is left out follows from the places of the seeds."""

    countries: tuple[str, ...] = ()  # codes (AFG) or names of the territories it is about
    box: tuple[Decimal, ...] = ()  # west, south, east, north; east < west over the date line
    disputed: tuple[DisputedLine, ...] = ()  # lines that are drawn dashed


class PartyColour(Located):
    """The colour of one party to the conflict, on its signs and marks and nowhere else."""

    actor: ActorRef  # the party
    colour: Colour  # its colour; one that can be told from all others in print and on a screen


class House(Located):
    """What the publishing house adds to the look; the theme says all else."""

    accent: Colour | None = None  # the colour of headings and rules
    parties: tuple[PartyColour, ...] = ()  # colours of single parties; the others keep theirs
    logo: str | None = None  # an SVG or PNG of the series: styles/logo.svg
    #: what it shows, for those who do not see it. None: names the producer
    logo_alt: str | None = None


class Brief(Located):
    """The series itself: what stays the same from edition to edition."""

    format: int  # the format of the seeds, which is 1
    id: Slug  # names the files: durand-line-005.pdf
    title: str  # on page 1 and in each mail
    subtitle: str | None = None  # below the title
    producer: str  # who publishes it; in the masthead
    authors: tuple[str, ...] = ()  # who writes it; in the masthead
    contact: Contact  # where a reader turns with a question or an error found
    #: the language of headings, labels and dates: of all that is no record's
    language: Language = "en"
    text_language: Language | None = None  # the language of the records. None: the same
    tlp: Tlp  # the marking of every record and edition that says nothing else
    tlp_community: str | None = None  # for whom TLP:GREEN is green; printed at that label alone
    tlp_restrictions: str | None = None  # printed with the label
    #: Lower markings at which each edition also appears, abridged to what may be seen there;
    #: records without a `tlp` of their own have that of the brief.
    releases: tuple[Tlp, ...] = ()
    paper: Paper = Paper.A4  # the size of the page
    cadence: Cadence  # when it appears; periods and cut-offs follow from it
    schedule: Schedule = Schedule()  # what a timer may do without a person
    sections: tuple[Section, ...]  # the headings of the body, in this order
    scales: Scales = Scales()  # which published scales it uses
    #: how tolls are read where sources differ
    figure_policy: FigurePolicy = FigurePolicy.CONSERVATIVE
    metrics: tuple[Metric, ...] = ()  # what this series counts beside the built-in ones
    populations: tuple[Metric, ...] = ()  # whom it counts beside the built-in ones
    naming_policy: tuple[Naming, ...] = ()  # terms that take sides, and better ones
    abbreviations: tuple[Abbreviation, ...] = ()  # short forms, explained
    methodology: tuple[str, ...] = ()  # paragraphs on how you work, printed in the methods
    proof_standard: str | None = None  # what "verified" means here; printed in the methods
    map: MapOf | None = None  # what the series' map shows
    map_disclaimer: str | None = None  # the sentence under the map, in place of the built-in one
    house: House | None = None  # colours and logo of the house
    ai_use: tuple[AiUse, ...] = ()  # tools that took part in the work
    review_required: bool = False  # true: no edition without a review by somebody else
    #: after how long records that go on must be confirmed again, where they do not say it
    freshness: tuple[Freshness, ...] = ()
    #: what stands behind the body of the PDF; the HTML edition has all of them
    annexes: tuple[Annex, ...] = tuple(Annex)
    ids: bool = False  # true: the ids of records are printed beside them
    #: the most pages of the body; what is least important stands back above it
    max_pages: int | None = None
    #: the forms of the PDF that each edition is sealed with
    profiles: tuple[Profile, ...] = (Profile.FULL,)
    #: rules at another level or threshold than their own, each with the reason that readers get
    rules: tuple[RuleSetting, ...] = ()
    #: single findings that are not told until a day, each with its reason
    silenced: tuple[Silence, ...] = ()

    @property
    def written_in(self) -> str:
        """The language of the records."""
        return self.text_language or self.language

    def threshold(self, rule: str, threshold: Threshold) -> Decimal:
        """Give the number at which a rule speaks in this series."""
        for setting in self.rules:
            set_to = setting.threshold
            meant = setting.rule == rule and setting.which in (None, threshold.name)
            if meant and set_to is not None and threshold.least <= set_to <= threshold.most:
                return set_to
        return threshold.default


class Statement(Located):
    """A sentence of the desk with the records it rests on."""

    text: str  # The sentence. Every number and day in it stands in a record of its `basis`.
    #: The ids of the records that it rests on, at least one; of a trend's reason, one of the
    #: period.
    basis: tuple[AnyRef, ...] = ()
    tlp: Tlp | None = None  # its own marking. None: that of what it rests on
    abridged: str | None = None  # its wording in lower editions that lack some of its basis


class SectionTrend(Located):
    """Better or worse, section by section."""

    section: Slug  # a section of brief.yaml
    trend: Trend  # its arrow
    rationale: Statement  # why, from records of the period


class Review(Located):
    """Who read the edition before release (never its author: the two-person rule)."""

    by: str  # who read it
    on: Day  # the day
    role: str | None = None  # as what: "Head of desk"
    #: the digest of what was read, which `check` and `review` print: a later change is an error
    of: str | None = None


class SourceReview(Located):
    """What was looked at again because a source was withdrawn or is disputed, and stands."""

    source: SourceRef  # the source that turned
    records: tuple[AnyRef, ...] = ()  # the records that rest on it and stand all the same
    #: the keys of page 1 whose sentences stand all the same, printed again as they were
    statements: tuple[PageOne, ...] = ()
    reason: str  # why they stand, in one sentence; readers are told it
    abridged: str | None = None  # the reason in lower editions that lack some of the records


class ChangeNote(Located):
    """What the author says of a change that the tool found."""

    record: Slug  # whose change it is
    field: str | None = None  # the key that changed: `best`. None: every changed key of the record
    #: ``class`` in YAML. what the change means; `check` gives a block to paste where one is wanted
    class_: ChangeClass
    kind: JudgementChange | None = None  # of a judgement: in which way
    reason: str | None = None  # why; readers are told it
    abridged: str | None = None  # the reason in lower editions that lack some of the evidence
    evidence: tuple[AnyRef, ...] = ()  # the records that show it
    #: whether it changes what a reader would take away
    significance: Significance = Significance.SUBSTANTIVE


class Edition(Located):
    """The edition in work; its number is computed when it is sealed."""

    status: EditionStatus = EditionStatus.FINAL  # how finished it is; a draft has a watermark
    #: what sort of edition; a note says that nothing changed
    kind: EditionKind = EditionKind.REGULAR
    period: Span  # the days it covers
    period_note: str | None = None  # why the period overlaps or leaves a gap
    cut_off: datetime  # the last moment from which information was taken in, with zone
    published: datetime  # the moment at which it appears, with zone; the brief has no other clock
    next_due: Day | None = None  # the day of the next edition. None: computed from the cadence
    authors: tuple[str, ...] = ()  # who wrote it. None: those of the series
    review: Review | None = None  # who read it before release
    tlp: Tlp | None = None  # its marking. None: that of the series
    hold_back: bool = False  # true: records marked above it stay in the seeds, and out of it
    bottom_line: Statement  # the main message of page 1, at most 60 words
    #: At most five sentences of page 1, each with the records it rests on; none of them says what
    #: the rest of page 1 says already.
    highlights: tuple[Statement, ...] = ()
    key_figures: tuple[FigureRef, ...] = ()  # the figures of page 1, one to six, by their ids
    #: the event whose tolls the body compares. None: the one with most at stake
    main_toll: EventRef | None = None
    trend: Trend  # the arrow of page 1
    trend_rationale: Statement  # why, from records of the period
    section_trends: tuple[SectionTrend, ...] = ()  # arrows of single sections
    alerts: tuple[Alert, ...] = ()  # what to look out for; each needs a key judgement
    source_summary: str | None = None  # a paragraph of yours on the sources; in no abridged edition
    changes: tuple[ChangeNote, ...] = ()  # what you say of changes that the tool found
    #: what rests on a withdrawn or disputed source and was looked at again; it stays as long as
    #: the source does
    source_reviews: tuple[SourceReview, ...] = ()


class MailingList(Located):
    """Who gets which form of the brief, up to which marking."""

    id: Slug  # recipients and `schedule: {send_to: ...}` name it
    name: str  # what the desk calls it
    max_tlp: Tlp  # the highest marking it is cleared for
    profile: Profile = Profile.FULL  # the form that is attached
    enclosure: Enclosure = Enclosure.ATTACHMENT  # what a mail carries
    language: Language | None = None  # the language of the mail's own words. None: the brief's


class Recipient(Located):
    """One reader; real addresses can live in a file outside version control."""

    name: str | None = None  # of the person or office
    address: Email  # one mail address
    lists: tuple[Slug, ...]  # the ids of the lists that they are on
    note: str | None = None  # for the desk
    until: Day | None = None  # the last day on which anything is sent


class Transport(Located):
    """How mail leaves, all but the secret, which no file of the series may hold.

    Each field can be given as REPORTKIT_SMTP_<FIELD> in the environment, which comes first. The
    secret goes to no host but the one that stands beside it there.
    """

    sender: Email  # From and envelope: where a server returns what it cannot deliver
    sender_name: str | None = None  # the name beside it. None: the brief's producer
    reply_to: Email | None = None  # where answers go. None: the brief's contact
    host: Host | None = None  # the mail server. None: only --to-folder and --maildir
    port: int | None = None  # its port. None: 587, 465 with tls, 25 without protection
    security: MailSecurity = MailSecurity.STARTTLS  # how the connection is protected
    ca_file: str | None = None  # certificates to trust beside the machine's own
    #: the user's name; the secret is REPORTKIT_SMTP_PASSWORD, never in a file
    login: str | None = None
    dkim_key: str | None = None  # the file of the private key, its path from seeds/
    dkim_selector: Host | None = None  # of the key, as the domain's records name it
    dkim_domain: Host | None = None  # the domain that signs. None: that of the sender
    per_minute: int | None = None  # messages a minute. None: as fast as the server takes them
    max_bytes: int = 20_000_000  # the most bytes of a message as it goes out
    unsubscribe: Email | None = None  # the address that takes cancellations. None: the sender
    #: the page that takes them with one click, with {token} in it
    unsubscribe_url: Url | None = None
    #: the page on which readers find an edition, with {edition} in it
    archive_url: Url | None = None


class Distribution(Located):
    """Mailing lists, their readers and the way to them; in use only when something is mailed."""

    lists: tuple[MailingList, ...] = ()  # who gets which form, up to which marking
    recipients: tuple[Recipient, ...] = ()  # the readers
    #: a file with more of them, outside version control; its path from seeds/
    recipients_file: str | None = None
    transport: Transport | None = None  # how mail leaves
