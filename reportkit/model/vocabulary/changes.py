"""The words of changes and corrections."""

from __future__ import annotations

from enum import StrEnum


class ChangeClass(StrEnum):
    """What became of a record between two editions, and what that means."""

    ADDED = "ADDED"  # new in this edition
    UPDATED = "UPDATED"  # the world moved on, or more is known
    CORRECTED = "CORRECTED"  # we were wrong; needs a correction record
    SOURCE_REVISED = "SOURCE-REVISED"  # the source changed its own word
    CONTESTED = "CONTESTED"  # a party now says otherwise
    SETTLED = "SETTLED"  # no longer contested
    RE_GRADED = "RE-GRADED"  # we trust it more or less than before
    JUDGEMENT_CHANGED = "JUDGEMENT-CHANGED"  # we judge otherwise; `kind` says in which way
    REAFFIRMED = "REAFFIRMED"  # looked at again, and kept
    #: its state moved: of a measure, a round, a commitment, an indicator, a gap
    STATUS_MOVED = "STATUS-MOVED"
    SUPERSEDED = "SUPERSEDED"  # another record takes its place
    WITHDRAWN = "WITHDRAWN"  # we no longer stand behind it
    UNDER_REVIEW = "UNDER-REVIEW"  # in doubt; still printed, with a mark
    DROPPED = "DROPPED"  # no longer carried, though not wrong
    METHOD_CHANGED = "METHOD-CHANGED"  # counted differently, not comparable with before
    HANDLING_CHANGED = "HANDLING-CHANGED"  # its marking or attribution moved
    EDITORIAL = "EDITORIAL"  # wording alone; it says what it said


class JudgementChange(StrEnum):
    LIKELIHOOD_RAISED = "likelihood_raised"  # more likely than before
    LIKELIHOOD_LOWERED = "likelihood_lowered"  # less likely than before
    CONFIDENCE_RAISED = "confidence_raised"  # on a better basis
    CONFIDENCE_LOWERED = "confidence_lowered"  # on a weaker basis
    HORIZON_MOVED = "horizon_moved"  # it speaks of another time
    REWORDED = "reworded"  # the same, said otherwise
    SPLIT_OR_MERGED = "split_or_merged"  # one became two, or two one
    NEW = "new"  # judged for the first time
    WITHDRAWN = "withdrawn"  # no longer judged
    RESOLVED = "resolved"  # its day has come; `resolution` says what came of it


class Significance(StrEnum):
    """In doubt a change is substantive (W3C Process)."""

    EDITORIAL = "editorial"  # wording alone
    SUBSTANTIVE = "substantive"  # a reader takes something else away


class Cause(StrEnum):
    TRANSCRIPTION = "transcription"  # copied wrongly
    TRANSLATION = "translation"  # translated wrongly
    MISREAD_SOURCE = "misread_source"  # the source says something else
    UNIT_METRIC = "unit_metric"  # another unit, or another thing counted
    DATE = "date"  # another day
    PLACE = "place"  # another place
    ATTRIBUTION = "attribution"  # somebody else said or did it
    DOUBLE_COUNT = "double_count"  # counted twice
    CALCULATION = "calculation"  # added up or compared wrongly
    OMISSION = "omission"  # left out
    SOURCE_ERROR = "source_error"  # the source itself was wrong


class FoundBy(StrEnum):
    TEAM = "team"  # the desk
    READER = "reader"  # a reader
    SOURCE = "source"  # the source
    AUDIT = "audit"  # a check by others


class Severity(StrEnum):
    MINOR = "minor"  # nobody would act otherwise
    MATERIAL = "material"  # a sentence or number of weight was wrong
    SERIOUS = "serious"  # page 1 or a judgement was wrong
