"""The words of judgements, gaps and indicators."""

from __future__ import annotations

from enum import StrEnum


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
