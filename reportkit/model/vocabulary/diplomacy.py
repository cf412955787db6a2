"""The words of measures, rounds, commitments and displacements."""

from __future__ import annotations

from enum import StrEnum


class MeasureKind(StrEnum):
    RECALL_ENVOY = "recall_envoy"  # an envoy is called home
    SUMMON_ENVOY = "summon_envoy"  # the other side's envoy is called in
    EXPULSION = "expulsion"  # diplomats or others are sent out
    #: a crossing is shut, for one sort of `traffic` each; stands on the board of crossings
    CROSSING_CLOSURE = "crossing_closure"
    TRADE_SUSPENSION = "trade_suspension"  # goods are not let through
    AIRSPACE = "airspace"  # the air is closed or restricted
    TRANSIT = "transit"  # passage to third countries
    DEPORTATION = "deportation"  # people are sent back
    SANCTION = "sanction"  # assets, travel or arms
    STATEMENT = "statement"  # words alone: a note, a protest
    UN_ACTION = "un_action"  # of an organ of the United Nations
    AID = "aid"  # help given, held back or cut


class MeasureStatus(StrEnum):
    THREATENED = "threatened"  # spoken of as possible
    ANNOUNCED = "announced"  # decided, not yet in force
    IN_FORCE = "in_force"  # it holds
    EASED = "eased"  # it holds in part
    LIFTED = "lifted"  # ended by who took it
    EXPIRED = "expired"  # ended with its time


#: A measure that no longer holds.
ENDED_MEASURES = frozenset({MeasureStatus.LIFTED, MeasureStatus.EXPIRED})


class Traffic(StrEnum):
    """What a crossing measure stops; a crossing can be open for one and shut for another."""

    ALL = "all"  # everything
    TRADE = "trade"  # goods
    TRANSIT = "transit"  # goods on their way to third countries
    RETURNEES = "returnees"  # people who go back to their country
    PEDESTRIANS = "pedestrians"  # people on foot
    AID = "aid"  # relief goods


class RoundLevel(StrEnum):
    TECHNICAL = "technical"  # experts
    SENIOR_OFFICIAL = "senior_official"  # secretaries, envoys, heads of departments
    MINISTERIAL = "ministerial"  # ministers
    PRINCIPALS = "principals"  # those next to the leaders, such as heads of intelligence
    LEADERS = "leaders"  # heads of state or government


class RoundOutcome(StrEnum):
    """``ongoing`` is ours: a round still sitting at the cut-off has no outcome yet."""

    AGREEMENT = "agreement"  # something was agreed
    JOINT_STATEMENT = "joint_statement"  # a common text, without more
    EXTENDED = "extended"  # they sat longer than planned
    ADJOURNED = "adjourned"  # they parted and mean to go on
    DEADLOCK = "deadlock"  # no agreement
    WALKOUT = "walkout"  # one side left
    CANCELLED = "cancelled"  # it did not take place
    ONGOING = "ongoing"  # they still sit at the cut-off
    UNKNOWN = "unknown"  # nobody says


class DocumentStage(StrEnum):
    PRE_NEGOTIATION = "pre_negotiation"  # about the talks themselves
    CEASEFIRE = "ceasefire"  # about an end of fighting
    SUBSTANTIVE_PARTIAL = "substantive_partial"  # settles a part of the matter
    SUBSTANTIVE_COMPREHENSIVE = "substantive_comprehensive"  # settles the whole matter
    IMPLEMENTATION = "implementation"  # says how it is carried out
    RENEWAL = "renewal"  # prolongs an earlier text


class TextStatus(StrEnum):
    PUBLISHED = "published"  # its words can be read
    SUMMARY_ONLY = "summary_only"  # others tell what it says
    UNDISCLOSED = "undisclosed"  # nobody tells


class NextRoundStatus(StrEnum):
    AGREED = "agreed"  # both sides agreed
    PROPOSED = "proposed"  # one side or a mediator proposed it
    NONE = "none"  # no further round is planned


class CommitmentStatus(StrEnum):
    ANNOUNCED = "announced"  # one side or a mediator told of it
    AGREED_IN_PRINCIPLE = "agreed_in_principle"  # agreed, details are left
    IN_FORCE = "in_force"  # it holds
    PARTLY_MET = "partly_met"  # done in part
    MET = "met"  # done
    OVERDUE = "overdue"  # its day passed, and nobody reports it as done
    #: somebody says that it was broken; `status_by` names the claims
    BREACH_ALLEGED = "breach_alleged"
    BREACH_CONFIRMED = "breach_confirmed"  # broken, and not on one party's word alone
    LAPSED = "lapsed"  # ended with its time
    NOT_CONCLUDED = "not_concluded"  # announced, and never agreed


class DisplacementReason(StrEnum):
    """Why people left, as those who register them ask (IOM DTM, UNHCR)."""

    FIGHTING = "fighting"  # fighting where they lived
    EXPULSION = "expulsion"  # sent back over a border, or told to go
    DISASTER = "disaster"  # flood, earthquake, drought
    HARDSHIP = "hardship"  # no work, food or services where they lived
    UNKNOWN = "unknown"  # nobody says


class CeasefireForm(StrEnum):
    VERBAL = "verbal"  # spoken
    WRITTEN = "written"  # in writing
    UNKNOWN = "unknown"  # nobody says


class Sides(StrEnum):
    UNILATERAL = "unilateral"  # one side binds itself
    BILATERAL = "bilateral"  # two sides
    MULTILATERAL = "multilateral"  # more than two


class CeasefireClass(StrEnum):
    #: the fighting stops, without rules or monitors
    CESSATION_OF_HOSTILITIES = "cessation_of_hostilities"
    PRELIMINARY = "preliminary"  # with rules or monitors, for the time of talks
    DEFINITIVE = "definitive"  # for good, with what becomes of the fighters
    UNKNOWN = "unknown"  # nobody says


class MonitoringStatus(StrEnum):
    NONE = "none"  # nobody watches
    PROPOSED = "proposed"  # somebody proposed it
    AGREED = "agreed"  # agreed, not yet at work
    OPERATING = "operating"  # at work
    ENDED = "ended"  # at work no more
