"""The words of judgements, gaps and indicators."""

from __future__ import annotations

from enum import StrEnum


class Degree(StrEnum):
    LOW = "low"  # little information, weak sources or large gaps
    MODERATE = "moderate"  # partly corroborated, with several assumptions
    HIGH = "high"  # well corroborated by reliable sources, with few assumptions


class Impact(StrEnum):
    LOW = "low"  # few readers would have to act otherwise
    MEDIUM = "medium"  # some plans would have to change
    HIGH = "high"  # it would change the whole picture


class Outcome(StrEnum):
    OCCURRED = "occurred"  # it came true
    DID_NOT = "did_not"  # it did not come true
    PARTLY = "partly"  # it came true in part
    UNRESOLVABLE = "unresolvable"  # nobody can tell


class GapStatus(StrEnum):
    OPEN = "open"  # not answered yet
    CLOSED = "closed"  # answered, or asked no more


class Direction(StrEnum):
    ESCALATORY = "escalatory"  # towards more violence or tension
    DE_ESCALATORY = "de_escalatory"  # towards less of it


class IndicatorStatus(StrEnum):
    NOT_OBSERVED = "not_observed"  # looked for and not seen
    EMERGING = "emerging"  # first signs
    OBSERVED = "observed"  # seen, past its threshold
    RECEDED = "receded"  # seen before, and no more
    NOT_MONITORED = "not_monitored"  # nobody looks at present
