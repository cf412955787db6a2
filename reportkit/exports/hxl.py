"""HXL tags of the columns, by the hashtag dictionary of HXL 1.1. Pure.

Hashtags are core ones, used for what the dictionary says that they are for; a column for which
it has none has no tag: an empty cell in the row of tags. Attributes are those that it suggests
and, as the standard allows, some of our own; tests/exports/test_hxl.py holds the list of both.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.exports.columns import columns_of
from reportkit.model.envelope import Record

#: By type and key.
_OF_TYPE: Mapping[str, Mapping[str, str]] = {
    "event": {
        "id": "#event+code", "summary": "#event+name", "event_type": "#event+type",
        "sub_type": "#event+type+sub", "date_start": "#date+start", "date_end": "#date+end",
        "actors.actor": "#group+code", "actors.actor.name": "#group+name",
        "actors.role": "#group+role", "source_notes.text": "#description",
    },
    "place": {
        "id": "#loc+code", "name": "#loc+name", "kind": "#loc+type", "names.name": "#loc+name+alt",
        "admin1": "#adm1+name", "admin2": "#adm2+name", "admin3": "#adm3+name",
        "pcode": "#loc+code+v_pcode", "iso": "#loc+code+v_iso3166", "country": "#country+name",
        "lat": "#geo+lat", "lon": "#geo+lon", "geo_precision": "#geo+precision",
    },
    # The number of people of one kind is no #affected: 'metric' may as well count trucks.
    "figure": {
        "metric": "#indicator+code", "label": "#indicator+name", "population": "#indicator+type",
        "best": "#indicator+num", "low": "#indicator+num+min", "high": "#indicator+num+max",
        "unit": "#indicator+unit", "method": "#indicator+method",
        "period.start": "#date+start", "period.end": "#date+end",
        "event": "#event+code", "event.summary": "#event+name",
        "event.date_start": "#date+occurred", "provider": "#org+code", "provider.name": "#org+name",
    },
    "actor": {
        "id": "#group+code", "name": "#group+name", "short": "#group+name+short",
        "kind": "#group+type",
    },
    "source": {
        "id": "#meta+source+id", "publisher": "#meta+source", "title": "#meta+source+title",
        "url": "#meta+source+url", "published": "#date+reported", "accessed": "#date+accessed",
        "licence": "#meta+license", "version": "#meta+version", "language": "#meta+language",
    },
    "measure": {"statement": "#description", "since": "#date+start", "until": "#date+end"},
    "round": {"start": "#date+start", "end": "#date+end", "summary": "#description"},
    "displacement": {"since": "#date+start", "until": "#date+end"},
    "claim": {"statement": "#description", "date": "#date+reported"},
    "fact": {"statement": "#description", "date": "#date+occurred"},
}  # fmt: skip
#: By key, of any other type.
_ANY: Mapping[str, str] = {
    "id": "#meta+id", "section.title": "#meta+section", "section": "#meta+section+id",
    "as_of": "#date+asof", "status": "#meta+status", "tlp": "#meta+marking",
    "source_refs": "#meta+source+id",
    "source_refs.publisher": "#meta+source", "source_refs.url": "#meta+source+url",
    "external_ids.id": "#meta+id+external", "external_ids.scheme": "#meta+id+scheme",
}  # fmt: skip
#: Of a place that a record names, by what of it stands there; "" is its id.
_PLACE: Mapping[str, str] = {
    "": "#loc+code", "name": "#loc+name", "admin1": "#adm1+name", "admin2": "#adm2+name",
    "admin3": "#adm3+name", "pcode": "#loc+code+v_pcode", "country": "#country+name",
    "lat": "#geo+lat", "lon": "#geo+lon", "geo_precision": "#geo+precision",
}  # fmt: skip
#: The keys that name one, and what they make of it.
_PLACED: Mapping[str, str] = {"place": "", "venue": "", "from": "+origin", "to": "+dest"}
#: Of the columns that every table has, and of a table of changes.
_CHANGE: Mapping[str, str] = {
    "series": "#meta+series", "edition": "#meta+edition", "edition_tlp": "#meta+marking+edition",
    "record": "#meta+id", "type": "#meta+type", "class": "#meta+change",
    "sentence": "#description", "reason": "#description+reason",
}  # fmt: skip


def tag_of(kind: type[Record], key: str) -> str:
    """Give the tag of a column of a type; "" where there is none."""
    own = _OF_TYPE.get(kind.type, {})
    if key in own or key in _ANY:
        return own.get(key) or _ANY[key]
    place, _, part = key.partition(".")
    tag = _PLACE.get(part, "") if f"{place}.lat" in {one.key for one in columns_of(kind)} else ""
    return tag and tag + _PLACED.get(place, "")


def change_tag(key: str) -> str:
    """Give the tag of a column of the changes, or of one that every table has."""
    return _CHANGE.get(key, "")
