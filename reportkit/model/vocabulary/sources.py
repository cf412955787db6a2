"""The words of sources, actors and places."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class SourceKind(StrEnum):
    OFFICIAL_STATEMENT = "official_statement"
    JOINT_TEXT = "joint_text"
    UN_REPORT = "un_report"
    DATASET = "dataset"
    WIRE = "wire"
    NATIONAL_MEDIA = "national_media"
    INTERNATIONAL_MEDIA = "international_media"
    LOCAL_MEDIA = "local_media"
    SOCIAL_POST = "social_post"
    IMAGERY = "imagery"
    INTERVIEW = "interview"
    RESEARCH = "research"


class Access(StrEnum):
    """How near the text that was read stands to who first said it."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"


class LinkStatus(StrEnum):
    LIVE = "live"
    DEAD = "dead"
    CHANGED = "changed"


class SourceStatus(StrEnum):
    OK = "ok"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Reliability(StrEnum):
    """Admiralty, of a source; F means "cannot be judged", not "worst"."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Admiralty, of a piece of information; 6 means "cannot be judged", not "worst"."""

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


class ActorKind(StrEnum):
    STATE = "state"
    STATE_FORCE = "state_force"
    DE_FACTO_AUTHORITY = "de_facto_authority"
    ARMED_GROUP = "armed_group"
    MEDIATOR = "mediator"
    IO = "io"
    NGO = "ngo"
    MEDIA = "media"
    RESEARCH = "research"
    BUSINESS = "business"
    CIVILIAN = "civilian"


class GrammaticalNumber(StrEnum):
    """What the verb after a name agrees with: "authorities say", "the ministry says"."""

    SINGULAR = "singular"
    PLURAL = "plural"


class PlaceKind(StrEnum):
    CROSSING = "crossing"
    CITY = "city"
    DISTRICT = "district"
    PROVINCE = "province"
    REGION = "region"
    COUNTRY = "country"
    LINE = "line"


class GeoPrecision(IntEnum):
    """UCDP where_prec: how far the point may lie from the place itself."""

    EXACT = 1
    WITHIN_25_KM = 2
    DISTRICT = 3
    PROVINCE = 4
    VAGUE_AREA = 5
    COUNTRY = 6
    SEA_OR_AIR = 7
