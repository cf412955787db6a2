"""The words of changes and corrections."""

from __future__ import annotations

from enum import StrEnum


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
