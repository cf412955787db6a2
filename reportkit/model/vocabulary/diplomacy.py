"""The words of measures, rounds, commitments and displacements."""

from __future__ import annotations

from enum import StrEnum


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


#: A measure that no longer holds.
ENDED_MEASURES = frozenset({MeasureStatus.LIFTED, MeasureStatus.EXPIRED})


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
