"""The vocabulary: every word that a field may hold, spelled as in YAML, template and CSS.

The lists follow the field's public standards: TLP 2.0 (FIRST), Admiralty grades, ICD 203 and
PHIA likelihood terms, ACLED event types, UCDP precision codes, Airwars harm grades, PA-X
stages and the ETH/PRIO ceasefire set.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Tlp(StrEnum):
    """TLP 2.0 labels, least restricted first; capitals, no space, never translated."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"

    @property
    def rank(self) -> int:
        """0 for CLEAR up to 4 for RED."""
        return list(Tlp).index(self)


class AttributionRule(StrEnum):
    OPEN = "open"
    CHATHAM_HOUSE = "chatham_house"
    NO_SOURCE_NAME = "no_source_name"


class Status(StrEnum):
    """What the desk thinks of a record; the last three need a reason."""

    CURRENT = "current"
    UNDER_REVIEW = "under_review"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"


class EditionStatus(StrEnum):
    DRAFT = "draft"
    INTERIM = "interim"
    FINAL = "final"


class EditionKind(StrEnum):
    REGULAR = "regular"
    FLASH = "flash"
    SPECIAL = "special"
    CORRECTION = "correction"
    NOTE = "note"  # nothing changed: one page says so


class Trend(StrEnum):
    DETERIORATED = "deteriorated"
    UNCHANGED = "unchanged"
    IMPROVED = "improved"


class Alert(StrEnum):
    CONFLICT_RISK = "conflict_risk"
    RESOLUTION_OPPORTUNITY = "resolution_opportunity"


class Every(StrEnum):
    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


class Weekday(StrEnum):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Unchanged(StrEnum):
    """What a schedule makes of a period in which no record changed."""

    SKIP = "skip"  # no edition; the log of runs says so
    NOTE = "note"  # an edition of one page, which says that nothing changed
    PUBLISH = "publish"  # an edition as the seeds have it


class Missed(StrEnum):
    """What becomes of periods that went by while no run could publish."""

    NEWEST = "newest"  # one edition for the newest, which names the others
    EACH = "each"  # one for each, oldest first


class Dates(StrEnum):
    """Whose period and cut-off a scheduled edition has."""

    COMPUTED = "computed"  # the slot's, once the period of edition.yaml is published
    WRITTEN = "written"  # edition.yaml's; until it speaks of the slot, the run waits


class BottomLine(StrEnum):
    """Whether changed records may appear under page 1's sentences of the edition before."""

    FRESH = "fresh"
    ANY = "any"


class LikelihoodScale(StrEnum):
    ICD203 = "icd203"
    PHIA = "phia"


class FigurePolicy(StrEnum):
    CONSERVATIVE = "conservative"
    UCDP_BEST = "ucdp_best"
    RANGE_ONLY = "range_only"


class Paper(StrEnum):
    A4 = "A4"
    LETTER = "Letter"


# -- sources, actors, places -----------------------------------------------------------------


class SourceKind(StrEnum):
    OFFICIAL_STATEMENT = "official_statement"
    JOINT_TEXT = "joint_text"
    UN_REPORT = "un_report"
    DATASET = "dataset"
    WIRE = "wire"
    NATIONAL_MEDIA = "national_media"
    INTERNATIONAL_MEDIA = "international_media"
    LOCAL_MEDIA = "local_media"
    SOCIAL_POST = "social_post"
    IMAGERY = "imagery"
    INTERVIEW = "interview"
    RESEARCH = "research"


class Access(StrEnum):
    """How near the text that was read stands to who first said it."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"


class LinkStatus(StrEnum):
    LIVE = "live"
    DEAD = "dead"
    CHANGED = "changed"


class SourceStatus(StrEnum):
    OK = "ok"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Reliability(StrEnum):
    """Admiralty, of a source; F means "cannot be judged", not "worst"."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Admiralty, of a piece of information; 6 means "cannot be judged", not "worst"."""

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


class ActorKind(StrEnum):
    STATE = "state"
    STATE_FORCE = "state_force"
    DE_FACTO_AUTHORITY = "de_facto_authority"
    ARMED_GROUP = "armed_group"
    MEDIATOR = "mediator"
    IO = "io"
    NGO = "ngo"
    MEDIA = "media"
    RESEARCH = "research"
    BUSINESS = "business"
    CIVILIAN = "civilian"


class GrammaticalNumber(StrEnum):
    """What the verb after a name agrees with: "authorities say", "the ministry says"."""

    SINGULAR = "singular"
    PLURAL = "plural"


class PlaceKind(StrEnum):
    CROSSING = "crossing"
    CITY = "city"
    DISTRICT = "district"
    PROVINCE = "province"
    REGION = "region"
    COUNTRY = "country"
    LINE = "line"


class GeoPrecision(IntEnum):
    """UCDP where_prec: how far the point may lie from the place itself."""

    EXACT = 1
    WITHIN_25_KM = 2
    DISTRICT = 3
    PROVINCE = 4
    VAGUE_AREA = 5
    COUNTRY = 6
    SEA_OR_AIR = 7


# -- events, figures, claims, facts ----------------------------------------------------------


class EventType(StrEnum):
    BATTLE = "battle"
    EXPLOSION_REMOTE = "explosion_remote"
    VIOLENCE_AGAINST_CIVILIANS = "violence_against_civilians"
    PROTEST = "protest"
    RIOT = "riot"
    STRATEGIC_DEVELOPMENT = "strategic_development"


class DatePrecision(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    RANGE = "range"


class Role(StrEnum):
    INITIATOR = "initiator"
    TARGET = "target"
    OTHER = "other"


class Attribution(StrEnum):
    SELF_CLAIMED = "self_claimed"
    ACCEPTED = "accepted"
    ALLEGED = "alleged"
    DENIED = "denied"
    ASSESSED = "assessed"
    UNKNOWN = "unknown"


class HarmGrade(StrEnum):
    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Operator(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    ABOUT = "about"
    BETWEEN = "between"


class VagueTerm(StrEnum):
    """Words that stand for a lower bound only (ACLED's reading)."""

    SEVERAL = "several"
    TENS = "tens"
    DOZENS = "dozens"
    SCORES = "scores"
    HUNDREDS = "hundreds"
    THOUSANDS = "thousands"


class Scope(StrEnum):
    PERIOD = "period"
    CUMULATIVE = "cumulative"
    MOMENT = "moment"


class Relation(StrEnum):
    """Whose loss a provider counts: its own and the enemy's are never one series."""

    OWN = "own"
    ENEMY = "enemy"
    THIRD_PARTY = "third_party"
    CIVILIAN = "civilian"


class Method(StrEnum):
    COUNT = "count"
    ESTIMATE = "estimate"
    CLAIM = "claim"
    PROJECTION = "projection"


class RangeKind(StrEnum):
    REPORTED_MIN_MAX = "reported_min_max"
    EXPERT = "expert"
    STATISTICAL = "statistical"


class Modality(StrEnum):
    ASSERTS = "asserts"
    DENIES = "denies"
    CONFIRMS = "confirms"
    REVISES = "revises"
    RETRACTS = "retracts"
    NO_COMMENT = "no_comment"
    NOT_AVAILABLE = "not_available"


class Rank(StrEnum):
    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class Verification(StrEnum):
    VERIFIED_BY_US = "verified_by_us"
    INDEPENDENTLY_CONFIRMED = "independently_confirmed"
    MULTI_ORIGIN = "multi_origin"
    SINGLE_ORIGIN = "single_origin"
    UNVERIFIED = "unverified"
    DISPROVED = "disproved"


class Position(StrEnum):
    """Who stands behind a fact; computed, never typed."""

    AGREED = "agreed"
    CONTESTED = "contested"
    SINGLE_PARTY = "single_party"
    INDEPENDENT_ONLY = "independent_only"
    UNKNOWN = "unknown"


# -- analysis --------------------------------------------------------------------------------


class Degree(StrEnum):
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Impact(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Outcome(StrEnum):
    OCCURRED = "occurred"
    DID_NOT = "did_not"
    PARTLY = "partly"
    UNRESOLVABLE = "unresolvable"


class GapStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Direction(StrEnum):
    ESCALATORY = "escalatory"
    DE_ESCALATORY = "de_escalatory"


class IndicatorStatus(StrEnum):
    NOT_OBSERVED = "not_observed"
    EMERGING = "emerging"
    OBSERVED = "observed"
    RECEDED = "receded"
    NOT_MONITORED = "not_monitored"


# -- measures and mediation ------------------------------------------------------------------


class MeasureKind(StrEnum):
    RECALL_ENVOY = "recall_envoy"
    SUMMON_ENVOY = "summon_envoy"
    EXPULSION = "expulsion"
    CROSSING_CLOSURE = "crossing_closure"
    TRADE_SUSPENSION = "trade_suspension"
    AIRSPACE = "airspace"
    TRANSIT = "transit"
    DEPORTATION = "deportation"
    SANCTION = "sanction"
    STATEMENT = "statement"
    UN_ACTION = "un_action"
    AID = "aid"


class MeasureStatus(StrEnum):
    THREATENED = "threatened"
    ANNOUNCED = "announced"
    IN_FORCE = "in_force"
    EASED = "eased"
    LIFTED = "lifted"
    EXPIRED = "expired"


class Traffic(StrEnum):
    """What a crossing measure stops; a crossing can be open for one and shut for another."""

    ALL = "all"
    TRADE = "trade"
    TRANSIT = "transit"
    RETURNEES = "returnees"
    PEDESTRIANS = "pedestrians"
    AID = "aid"


class RoundLevel(StrEnum):
    TECHNICAL = "technical"
    SENIOR_OFFICIAL = "senior_official"
    MINISTERIAL = "ministerial"
    PRINCIPALS = "principals"
    LEADERS = "leaders"


class RoundOutcome(StrEnum):
    """``ongoing`` is ours: a round still sitting at the cut-off has no outcome yet."""

    AGREEMENT = "agreement"
    JOINT_STATEMENT = "joint_statement"
    EXTENDED = "extended"
    ADJOURNED = "adjourned"
    DEADLOCK = "deadlock"
    WALKOUT = "walkout"
    CANCELLED = "cancelled"
    ONGOING = "ongoing"
    UNKNOWN = "unknown"


class DocumentStage(StrEnum):
    PRE_NEGOTIATION = "pre_negotiation"
    CEASEFIRE = "ceasefire"
    SUBSTANTIVE_PARTIAL = "substantive_partial"
    SUBSTANTIVE_COMPREHENSIVE = "substantive_comprehensive"
    IMPLEMENTATION = "implementation"
    RENEWAL = "renewal"


class TextStatus(StrEnum):
    PUBLISHED = "published"
    SUMMARY_ONLY = "summary_only"
    UNDISCLOSED = "undisclosed"


class NextRoundStatus(StrEnum):
    AGREED = "agreed"
    PROPOSED = "proposed"
    NONE = "none"


class CommitmentStatus(StrEnum):
    ANNOUNCED = "announced"
    AGREED_IN_PRINCIPLE = "agreed_in_principle"
    IN_FORCE = "in_force"
    PARTLY_MET = "partly_met"
    MET = "met"
    OVERDUE = "overdue"
    BREACH_ALLEGED = "breach_alleged"
    BREACH_CONFIRMED = "breach_confirmed"
    LAPSED = "lapsed"
    NOT_CONCLUDED = "not_concluded"


class DisplacementReason(StrEnum):
    """Why people left, as those who register them ask (IOM DTM, UNHCR)."""

    FIGHTING = "fighting"
    EXPULSION = "expulsion"  # sent back over a border, or told to go
    DISASTER = "disaster"
    HARDSHIP = "hardship"  # no work, food or services where they lived
    UNKNOWN = "unknown"


class CeasefireForm(StrEnum):
    VERBAL = "verbal"
    WRITTEN = "written"
    UNKNOWN = "unknown"


class Sides(StrEnum):
    UNILATERAL = "unilateral"
    BILATERAL = "bilateral"
    MULTILATERAL = "multilateral"


class CeasefireClass(StrEnum):
    CESSATION_OF_HOSTILITIES = "cessation_of_hostilities"
    PRELIMINARY = "preliminary"
    DEFINITIVE = "definitive"
    UNKNOWN = "unknown"


class MonitoringStatus(StrEnum):
    NONE = "none"
    PROPOSED = "proposed"
    AGREED = "agreed"
    OPERATING = "operating"
    ENDED = "ended"


# -- changes and corrections -----------------------------------------------------------------


class ChangeClass(StrEnum):
    """What became of a record between two editions, and what that means."""

    ADDED = "ADDED"
    UPDATED = "UPDATED"
    CORRECTED = "CORRECTED"
    SOURCE_REVISED = "SOURCE-REVISED"
    CONTESTED = "CONTESTED"
    SETTLED = "SETTLED"
    RE_GRADED = "RE-GRADED"
    JUDGEMENT_CHANGED = "JUDGEMENT-CHANGED"
    REAFFIRMED = "REAFFIRMED"
    STATUS_MOVED = "STATUS-MOVED"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"
    UNDER_REVIEW = "UNDER-REVIEW"
    DROPPED = "DROPPED"
    METHOD_CHANGED = "METHOD-CHANGED"
    HANDLING_CHANGED = "HANDLING-CHANGED"
    EDITORIAL = "EDITORIAL"


class JudgementChange(StrEnum):
    LIKELIHOOD_RAISED = "likelihood_raised"
    LIKELIHOOD_LOWERED = "likelihood_lowered"
    CONFIDENCE_RAISED = "confidence_raised"
    CONFIDENCE_LOWERED = "confidence_lowered"
    HORIZON_MOVED = "horizon_moved"
    REWORDED = "reworded"
    SPLIT_OR_MERGED = "split_or_merged"
    NEW = "new"
    WITHDRAWN = "withdrawn"
    RESOLVED = "resolved"


class Significance(StrEnum):
    """In doubt a change is substantive (W3C Process)."""

    EDITORIAL = "editorial"
    SUBSTANTIVE = "substantive"


class Cause(StrEnum):
    TRANSCRIPTION = "transcription"
    TRANSLATION = "translation"
    MISREAD_SOURCE = "misread_source"
    UNIT_METRIC = "unit_metric"
    DATE = "date"
    PLACE = "place"
    ATTRIBUTION = "attribution"
    DOUBLE_COUNT = "double_count"
    CALCULATION = "calculation"
    OMISSION = "omission"
    SOURCE_ERROR = "source_error"


class FoundBy(StrEnum):
    TEAM = "team"
    READER = "reader"
    SOURCE = "source"
    AUDIT = "audit"


class Severity(StrEnum):
    MINOR = "minor"
    MATERIAL = "material"
    SERIOUS = "serious"


class Profile(StrEnum):
    FULL = "full"
    ONE_PAGE = "one-page"
    CHANGES = "changes"


class Enclosure(StrEnum):
    """What a mail carries."""

    ATTACHMENT = "attachment"
    TEXT_ONLY = "text_only"


class MailSecurity(StrEnum):
    """How the connection to the mail server is protected; the certificate is always proved."""

    STARTTLS = "starttls"
    TLS = "tls"  # from the first byte, usually port 465
    NONE = "none"  # only for a server on this machine
