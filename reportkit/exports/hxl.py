"""HXL tags of the columns, from the HXL core hashtag dictionary (1.1 and later). Pure.

A column for which the dictionary has no tag has none: an empty cell in the row of tags.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.model.envelope import Record

#: By type and key.
_OF_TYPE: Mapping[str, Mapping[str, str]] = {
    "event": {
        "id": "#event+id", "summary": "#event+name", "event_type": "#event+type",
        "sub_type": "#event+type+sub", "date_start": "#date+start", "date_end": "#date+end",
        "date_precision": "#date+precision", "actors.actor": "#group+id",
        "actors.actor.name": "#group+name", "actors.role": "#group+role",
        "source_notes.text": "#description",
    },
    "place": {
        "id": "#loc+id", "name": "#loc+name", "kind": "#loc+type", "names.name": "#loc+name+alt",
        "admin1": "#adm1+name", "admin2": "#adm2+name", "admin3": "#adm3+name",
        "pcode": "#loc+code", "iso": "#country+code", "country": "#country+name",
        "lat": "#geo+lat", "lon": "#geo+lon", "geo_precision": "#geo+precision",
    },
    "figure": {
        "id": "#indicator+id", "metric": "#indicator+name", "label": "#indicator+label",
        "population": "#population+type", "best": "#indicator+value+num",
        "low": "#indicator+value+min+num", "high": "#indicator+value+max+num",
        "unit": "#indicator+unit", "method": "#indicator+method",
        "period.start": "#date+start", "period.end": "#date+end",
        "event": "#event+id", "event.summary": "#event+name", "event.date_start": "#date+event",
        "provider": "#org+id", "provider.name": "#org+name",
    },
    "actor": {
        "id": "#group+id", "name": "#group+name", "short": "#group+acronym", "kind": "#group+type",
    },
    "source": {
        "id": "#meta+source+id", "publisher": "#meta+source", "title": "#meta+source+title",
        "url": "#meta+source+url", "published": "#date+published", "accessed": "#date+accessed",
        "licence": "#meta+license", "version": "#meta+version", "language": "#meta+language",
    },
    "displacement": {"id": "#activity+id", "since": "#date+start", "until": "#date+end"},
    "claim": {"id": "#meta+id", "statement": "#description", "date": "#date"},
    "fact": {"id": "#meta+id", "statement": "#description", "date": "#date"},
}  # fmt: skip
#: By key, of any other type; of the place that a record names.
_ANY: Mapping[str, str] = {
    "id": "#meta+id", "section.title": "#meta+section", "section": "#meta+section+id",
    "as_of": "#date+asof", "status": "#status", "tlp": "#meta+marking",
    "place": "#loc+id", "place.name": "#loc+name", "place.admin1": "#adm1+name",
    "place.admin2": "#adm2+name", "place.admin3": "#adm3+name", "place.pcode": "#loc+code",
    "place.country": "#country+name", "place.lat": "#geo+lat", "place.lon": "#geo+lon",
    "place.geo_precision": "#geo+precision", "source_refs": "#meta+source+id",
    "source_refs.publisher": "#meta+source", "source_refs.url": "#meta+source+url",
    "external_ids.id": "#meta+id+external", "external_ids.scheme": "#meta+id+scheme",
}  # fmt: skip
#: Of the columns that every table has, and of a table of changes.
_CHANGE: Mapping[str, str] = {
    "series": "#meta+series", "edition": "#meta+edition", "edition_tlp": "#meta+marking+edition",
    "record": "#meta+id", "type": "#meta+type", "class": "#status+change",
    "sentence": "#description", "reason": "#description+reason",
}  # fmt: skip


def tag_of(kind: type[Record], key: str) -> str:
    """Give the tag of a column of a type; "" where there is none."""
    return _OF_TYPE.get(kind.type, {}).get(key) or _ANY.get(key, "")


def change_tag(key: str) -> str:
    """Give the tag of a column of the changes, or of one that every table has."""
    return _CHANGE.get(key, "")
