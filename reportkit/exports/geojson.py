"""Events and places on a map: GeoJSON (RFC 7946), in WGS 84, longitude first.

A place that is known less well than to 25 km (UCDP where_prec 3 and above) has no point: its
feature stands there with an empty geometry, so that nothing is lost and nothing pretended.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from reportkit.exports.columns import Cell, columns_of, may_be_a_point
from reportkit.exports.export import Export
from reportkit.exports.jsonl import texts_in
from reportkit.model.envelope import Record
from reportkit.model.evidence import Event, Place

TYPES: tuple[type[Record], ...] = (Event, Place)


def feature_collection(export: Export) -> bytes:
    """Write a feature for each event and each place, in the order of the files."""
    brief = export.book.brief
    whole = {
        "type": "FeatureCollection",
        "name": f"{brief.id}, {export.edition}",
        # Foreign members (RFC 7946, 6.1): what a reader of the file must know of it.
        "series": brief.id,
        "title": brief.title,
        "edition": export.edition,
        "draft": export.draft,
        "marking": str(export.marking),
        "attribution": brief.producer,
        "published": export.book.edition.published.isoformat(),
        "features": [],
    }
    head, tail = json.dumps(whole, ensure_ascii=False, indent=1).rsplit("[]", 1)
    features = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in _features(export))
    return f"{head}[\n{features}\n]{tail}\n".encode()


def readings(content: bytes) -> Iterator[str]:
    """Read each text in quotes of its own, with the escapes of JSON undone."""
    yield from texts_in(json.loads(content))


def _features(export: Export) -> Iterator[Mapping[str, object]]:
    for record in export.records:
        if not isinstance(record, Event | Place):
            continue
        place = record if isinstance(record, Place) else export.book.get(Place, record.place)
        yield {
            "type": "Feature",
            "id": record.id,
            "geometry": _point(place),
            "properties": _properties(record, place, export),
        }


def _point(place: Place | None) -> Mapping[str, object] | None:
    if place is None or place.lon is None or place.lat is None or not may_be_a_point(place):
        return None
    return {"type": "Point", "coordinates": [float(place.lon), float(place.lat)]}


def _properties(record: Record, place: Place | None, export: Export) -> dict[str, object]:
    """Give what is set of the columns that CSV has, and what each feature must say of itself."""
    cells = {column.key: column.read(record, export.view) for column in columns_of(type(record))}
    if place is None or not may_be_a_point(place):
        for key in ("lat", "lon"):
            cells.pop(key, None)
    return {
        "type": record.type,
        **{key: _plain(cell) for key, cell in cells.items() if cell is not None},
        "edition": export.edition,
        "attribution": export.book.brief.producer,
    }


def _plain(cell: Cell) -> object:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
