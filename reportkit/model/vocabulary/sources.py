"""The words of sources, actors and places."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class SourceKind(StrEnum):
    OFFICIAL_STATEMENT = "official_statement"  # of a government, a party or an office
    JOINT_TEXT = "joint_text"  # of several sides together
    UN_REPORT = "un_report"  # of an organ of the United Nations
    DATASET = "dataset"  # tables, such as ACLED's
    WIRE = "wire"  # a news agency
    NATIONAL_MEDIA = "national_media"  # newspaper, radio or television of a country
    INTERNATIONAL_MEDIA = "international_media"  # of another part of the world
    LOCAL_MEDIA = "local_media"  # of the town or province
    SOCIAL_POST = "social_post"  # a post of a person or office
    IMAGERY = "imagery"  # satellite picture, photo, video
    INTERVIEW = "interview"  # asked by the desk or by others
    RESEARCH = "research"  # a study, a think tank
    NGO_REPORT = "ngo_report"  # of a private organisation that helps, counts or watches


class Access(StrEnum):
    """How near the text that was read stands to who first said it."""

    PRIMARY = "primary"  # the text of who said or saw it
    SECONDARY = "secondary"  # a report on it by somebody who had that text
    TERTIARY = "tertiary"  # a report on a report


class LinkStatus(StrEnum):
    LIVE = "live"  # it opens
    DEAD = "dead"  # it opens no more
    CHANGED = "changed"  # it shows something else


class SourceStatus(StrEnum):
    OK = "ok"  # it stands
    DISPUTED = "disputed"  # others contradict it with reason
    WITHDRAWN = "withdrawn"  # it took its text back, or it is false; counts for nothing


class Reliability(StrEnum):
    """Admiralty, of a source; F means "cannot be judged", not "worst"."""

    A = "A"  # completely reliable
    B = "B"  # usually reliable
    C = "C"  # fairly reliable
    D = "D"  # not usually reliable
    E = "E"  # unreliable
    F = "F"  # cannot be judged


class Credibility(StrEnum):
    """Admiralty, of a piece of information; 6 means "cannot be judged", not "worst"."""

    CONFIRMED = "1"  # confirmed by others
    PROBABLY_TRUE = "2"  # probably true
    POSSIBLY_TRUE = "3"  # possibly true
    DOUBTFUL = "4"  # doubtful
    IMPROBABLE = "5"  # improbable
    CANNOT_BE_JUDGED = "6"  # cannot be judged


class ActorKind(StrEnum):
    STATE = "state"  # a government
    STATE_FORCE = "state_force"  # its army, police or intelligence
    DE_FACTO_AUTHORITY = "de_facto_authority"  # governs without being recognised
    ARMED_GROUP = "armed_group"  # fights, and governs no state
    MEDIATOR = "mediator"  # brings the sides together
    IO = "io"  # an international organisation
    NGO = "ngo"  # a private organisation that helps or watches
    MEDIA = "media"  # a newspaper, agency or station
    RESEARCH = "research"  # an institute that studies or counts
    BUSINESS = "business"  # traders, companies, chambers
    CIVILIAN = "civilian"  # people who are no side


class GrammaticalNumber(StrEnum):
    """What the verb after a name agrees with: "authorities say", "the ministry says"."""

    SINGULAR = "singular"  # "the ministry says"
    PLURAL = "plural"  # "authorities say"


class PlaceKind(StrEnum):
    CROSSING = "crossing"  # over a border or line; stands on the board of crossings
    CITY = "city"  # city, town or village
    DISTRICT = "district"  # second level of administration
    PROVINCE = "province"  # first level of administration
    REGION = "region"  # larger than a province, or across borders
    COUNTRY = "country"  # a state or territory
    LINE = "line"  # a border or front


class GeoPrecision(IntEnum):
    """UCDP where_prec: how far the point may lie from the place itself."""

    EXACT = 1  # the place itself
    WITHIN_25_KM = 2  # within 25 km of it
    DISTRICT = 3  # somewhere in the district
    PROVINCE = 4  # somewhere in the province
    VAGUE_AREA = 5  # along a line or in a vague area
    COUNTRY = 6  # somewhere in the country
    SEA_OR_AIR = 7  # at sea or in the air
