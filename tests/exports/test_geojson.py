"""Events and places as GeoJSON, read by GDAL as map programs do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from reportkit.exports.geojson import feature_collection
from tests.exports.exporting import export_of
from tests.exports.test_csv import CLASH, MILL, WORLD


def features(*records: Any) -> dict[str, dict[str, Any]]:
    """Give the features by their ids."""
    read = json.loads(feature_collection(export_of(*records)))
    return {feature["id"]: feature for feature in read["features"]}


def test_longitude_stands_before_latitude() -> None:
    assert {"type": "Point", "coordinates": [-71.05, 34.1]} == features(MILL)["mill"]["geometry"]


def test_an_event_stands_at_its_place() -> None:
    clash = features(*WORLD)["clash"]

    assert [-71.05, 34.1] == clash["geometry"]["coordinates"]
    assert ("event", "The mill", "2026-01-07") == (
        clash["properties"]["type"],
        clash["properties"]["place.name"],
        clash["properties"]["date_start"],
    )


@pytest.mark.parametrize("precision", [3, 4, 5, 6, 7])
def test_what_is_not_known_to_25_km_has_no_point(precision: int) -> None:
    read = features({**MILL, "geo_precision": precision}, CLASH)

    for feature in read.values():
        assert feature["geometry"] is None
        assert not {"lat", "lon", "place.lat", "place.lon"} & feature["properties"].keys()
    assert precision == read["mill"]["properties"]["geo_precision"]


def test_nothing_but_events_and_places_is_on_the_map() -> None:
    assert {"mill", "clash"} == features(*WORLD).keys()


def test_the_whole_and_each_feature_say_whose_it_is_and_of_which_edition() -> None:
    read = json.loads(feature_collection(export_of(MILL, draft=True)))

    assert ("draft of 3", True, "TLP:GREEN", "Desk") == (
        read["edition"], read["draft"], read["marking"], read["attribution"],
    )  # fmt: skip
    (feature,) = read["features"]
    assert ("draft of 3", "TLP:GREEN", "Desk") == tuple(
        feature["properties"][key] for key in ("edition", "tlp", "attribution")
    )
    assert "crs" not in read  # RFC 7946, 4


@pytest.mark.parametrize("count", [0, 3])
def test_gdal_reads_points_and_properties(count: int, tmp_path: Path) -> None:
    path = tmp_path / "valley.geojson"
    path.write_bytes(feature_collection(export_of(*(MILL, CLASH)[:count])))
    meta, _, geometry, fields = pyogrio.raw.read(path)

    assert "EPSG:4326" == meta["crs"]
    assert min(count, 2) == len(geometry)
    if count:
        by_name = dict(zip(meta["fields"], fields, strict=True))
        assert {"place", "event"} == set(by_name["type"])
        assert "Clash at the mill" in by_name["summary"]
