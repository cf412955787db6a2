"""The words of events, figures, claims and facts."""

from __future__ import annotations

from enum import StrEnum


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


class Topic(StrEnum):
    """What a fact is about across the sections; it has a part of the body of its own."""

    HUMANITARIAN_ACCESS = "humanitarian_access"


class Position(StrEnum):
    """Who stands behind a fact; computed, never typed."""

    AGREED = "agreed"
    CONTESTED = "contested"
    SINGLE_PARTY = "single_party"
    INDEPENDENT_ONLY = "independent_only"
    UNKNOWN = "unknown"
