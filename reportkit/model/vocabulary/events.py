"""The words of events, figures, claims and facts."""

from __future__ import annotations

from enum import StrEnum


class EventType(StrEnum):
    BATTLE = "battle"  # two armed sides fight
    EXPLOSION_REMOTE = "explosion_remote"  # shelling, air strike, drone, bomb, mine
    VIOLENCE_AGAINST_CIVILIANS = "violence_against_civilians"  # armed people harm civilians
    PROTEST = "protest"  # a crowd, without violence of its own
    RIOT = "riot"  # a crowd that is violent
    #: no violence, but of weight: a deployment, an arrest, a base taken over
    STRATEGIC_DEVELOPMENT = "strategic_development"


class DatePrecision(StrEnum):
    DAY = "day"  # that day
    WEEK = "week"  # within a week
    MONTH = "month"  # within a month
    RANGE = "range"  # within some days, more or fewer


class Role(StrEnum):
    INITIATOR = "initiator"  # did it; needs `attribution`
    TARGET = "target"  # had it done to them
    OTHER = "other"  # took part otherwise


class Attribution(StrEnum):
    SELF_CLAIMED = "self_claimed"  # they say so themselves
    ACCEPTED = "accepted"  # others say so, and they accept it
    ALLEGED = "alleged"  # others say so; `by` names their claims
    DENIED = "denied"  # others say so, and they deny it
    ASSESSED = "assessed"  # the desk judges so from what it saw
    UNKNOWN = "unknown"  # nobody knows


class VictimNaming(StrEnum):
    """Whether the name of a person who was killed or hurt may be read (Every Casualty)."""

    #: nobody was asked, or they do not wish it: the name leaves the desk in no output
    WITHHELD = "withheld"
    CONSENT = "consent"  # the person or the family agreed; `ground` says who and when
    #: the family or an office made it public; `source_refs` or `ground` says where
    PUBLIC = "public"


class HarmGrade(StrEnum):
    CONFIRMED = "confirmed"  # the side that did it accepts it
    FAIR = "fair"  # two independent origins, and it is likely
    WEAK = "weak"  # one origin
    CONTESTED = "contested"  # several are said to have done it
    DISCOUNTED = "discounted"  # shown to be wrong


class Operator(StrEnum):
    EXACT = "exact"  # that number; give `best`
    AT_LEAST = "at_least"  # that number or more; give `low`
    MORE_THAN = "more_than"  # more than that number; give `low`
    AT_MOST = "at_most"  # that number or less; give `high`
    ABOUT = "about"  # near that number; give `best`
    BETWEEN = "between"  # a range; give `low` and `high`


class VagueTerm(StrEnum):
    """Words that stand for a lower bound only (ACLED's reading)."""

    SEVERAL = "several"  # a `low` of 3
    TENS = "tens"  # a `low` of 10
    DOZENS = "dozens"  # a `low` of 12
    SCORES = "scores"  # a `low` of 20
    HUNDREDS = "hundreds"  # a `low` of 100
    THOUSANDS = "thousands"  # a `low` of 1000


class Scope(StrEnum):
    PERIOD = "period"  # of the days in `period`
    CUMULATIVE = "cumulative"  # since a beginning, up to `as_of`
    MOMENT = "moment"  # at one moment, `as_of`


class Relation(StrEnum):
    """Whose loss a provider counts: its own and the enemy's are never one series."""

    OWN = "own"  # the provider's own loss
    ENEMY = "enemy"  # the loss of those it fights
    THIRD_PARTY = "third_party"  # the loss of another armed side
    CIVILIAN = "civilian"  # the loss of civilians


class Method(StrEnum):
    COUNT = "count"  # counted one by one
    ESTIMATE = "estimate"  # reckoned from a part
    CLAIM = "claim"  # said without telling how
    PROJECTION = "projection"  # reckoned for a time to come


class RangeKind(StrEnum):
    REPORTED_MIN_MAX = "reported_min_max"  # the lowest and the highest that sources give
    EXPERT = "expert"  # what somebody who knows holds possible
    STATISTICAL = "statistical"  # an interval that was computed


class Modality(StrEnum):
    ASSERTS = "asserts"  # says that it is so
    DENIES = "denies"  # says that it is not so
    CONFIRMS = "confirms"  # says so against its own interest, or of what is verified
    REVISES = "revises"  # now says something else than before
    RETRACTS = "retracts"  # takes back what it said
    NO_COMMENT = "no_comment"  # asked or searched, and nothing was said
    NOT_AVAILABLE = "not_available"  # no statement could be had


class Rank(StrEnum):
    PREFERRED = "preferred"  # the one that the desk goes by
    NORMAL = "normal"  # one among others
    DEPRECATED = "deprecated"  # no longer counts; `rank_reason` says why


class Verification(StrEnum):
    #: the desk checked it itself; brief.yaml's `proof_standard` says how
    VERIFIED_BY_US = "verified_by_us"
    #: somebody who takes no side confirms it; needs two independent origins
    INDEPENDENTLY_CONFIRMED = "independently_confirmed"
    #: two or more independent origins; ten outlets quoting one agency are one
    MULTI_ORIGIN = "multi_origin"
    SINGLE_ORIGIN = "single_origin"  # every report goes back to one text
    UNVERIFIED = "unverified"  # nobody independent has confirmed it
    DISPROVED = "disproved"  # shown to be wrong


class Topic(StrEnum):
    """What a fact is about across the sections; it has a part of the body of its own."""

    HUMANITARIAN_ACCESS = "humanitarian_access"  # whether help reaches those who need it


class Position(StrEnum):
    """Who stands behind a fact; computed, never typed."""

    AGREED = "agreed"
    CONTESTED = "contested"
    SINGLE_PARTY = "single_party"
    INDEPENDENT_ONLY = "independent_only"
    UNKNOWN = "unknown"
