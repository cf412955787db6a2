"""The words of the series and its editions."""

from __future__ import annotations

from enum import StrEnum


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


class Annex(StrEnum):
    """What stands behind the body, in the order of the page."""

    CHANGES = "changes"
    RECORD = "record"
    SOURCES = "sources"
    METHODS = "methods"


class Paper(StrEnum):
    A4 = "A4"
    LETTER = "Letter"
