"""The words of the series and its editions."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property


class Tlp(StrEnum):
    """TLP 2.0 labels, least restricted first; capitals, no space, never translated."""

    CLEAR = "TLP:CLEAR"  # for everybody
    GREEN = "TLP:GREEN"  # for the community that brief.yaml's `tlp_community` names
    AMBER = "TLP:AMBER"  # for the recipient's organisation and its clients, where they need to know
    AMBER_STRICT = "TLP:AMBER+STRICT"  # for the recipient's organisation alone
    RED = "TLP:RED"  # for the recipient's eyes and ears alone

    @cached_property  # asked of every record, more than once
    def rank(self) -> int:
        """0 for CLEAR up to 4 for RED."""
        return list(Tlp).index(self)


class AttributionRule(StrEnum):
    OPEN = "open"  # source and speaker may be named
    CHATHAM_HOUSE = "chatham_house"  # what was said may be told, by whom may not
    NO_SOURCE_NAME = "no_source_name"  # the source is not named


class Status(StrEnum):
    """What the desk thinks of a record; the last three need a reason."""

    CURRENT = "current"  # carried
    UNDER_REVIEW = "under_review"  # in doubt; still printed, with a mark
    SUPERSEDED = "superseded"  # another record takes its place (`superseded_by`)
    WITHDRAWN = "withdrawn"  # the desk no longer stands behind it
    DROPPED = "dropped"  # no longer carried, though not wrong


class EditionStatus(StrEnum):
    DRAFT = "draft"  # with a watermark
    INTERIM = "interim"  # published, more is to come
    FINAL = "final"  # published


class EditionKind(StrEnum):
    REGULAR = "regular"  # of its period
    FLASH = "flash"  # short, between two regular ones
    SPECIAL = "special"  # on one matter
    CORRECTION = "correction"  # for the sake of a correction
    NOTE = "note"  # nothing changed: one page says so


class Trend(StrEnum):
    DETERIORATED = "deteriorated"  # worse than in the period before
    UNCHANGED = "unchanged"  # neither better nor worse
    IMPROVED = "improved"  # better than in the period before


class Alert(StrEnum):
    CONFLICT_RISK = "conflict_risk"  # it may become worse
    RESOLUTION_OPPORTUNITY = "resolution_opportunity"  # it may become better


class Every(StrEnum):
    DAY = "day"  # daily
    WEEK = "week"  # weekly; `on` says on which day
    FORTNIGHT = "fortnight"  # every two weeks, counted from `first`
    MONTH = "month"  # monthly


class Weekday(StrEnum):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Standing(StrEnum):
    """Records that go on until somebody says that they have ended."""

    FACT = "fact"  # with `standing: true`
    FIGURE = "figure"  # of a moment or since a beginning; what is of a period stays so
    MEASURE = "measure"  # until it is lifted or has expired
    COMMITMENT = "commitment"  # until it is met, broken or lapsed


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

    FRESH = "fresh"  # no: page 1 has to be written anew first
    ANY = "any"  # yes


class PageOne(StrEnum):
    """The sentences of page 1 that rest on records, by the key of edition.yaml that holds them."""

    BOTTOM_LINE = "bottom_line"  # the main message
    HIGHLIGHTS = "highlights"  # each of those that are printed again as they were
    TREND_RATIONALE = "trend_rationale"  # why the arrow of page 1 points so
    SECTION_TRENDS = "section_trends"  # the reasons for the arrows of sections


class LikelihoodScale(StrEnum):
    ICD203 = "icd203"  # the terms of US intelligence (ICD 203), in two rows
    PHIA = "phia"  # the terms of British intelligence (PHIA yardstick, 2025)


class FigurePolicy(StrEnum):
    CONSERVATIVE = "conservative"  # the most conservative figure, where none is better
    UCDP_BEST = "ucdp_best"  # a low, a best and a high estimate, as UCDP gives them
    RANGE_ONLY = "range_only"  # the range and who gives each end; no best value


class Annex(StrEnum):
    """What stands behind the body, in the order of the page."""

    CHANGES = "changes"  # What changed
    RECORD = "record"  # The record so far
    SOURCES = "sources"  # Sources
    METHODS = "methods"  # Methods


class Paper(StrEnum):
    A4 = "A4"  # 210 by 297 mm
    LETTER = "Letter"  # 8.5 by 11 inches
