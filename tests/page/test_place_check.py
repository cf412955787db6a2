"""A place lies in its country, and a country is written so that the map knows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.files.package import package_folder
from reportkit.page.charts.place_check import place_problems
from reportkit.problems import Problem
from tests.page.pictured import book_of


def problems(series: Path, place: str, cache: Path | None = None) -> list[Problem]:
    records = f"places:\n  - {{id: gate, name: Gate, kind: crossing, {place}}}\n"
    return place_problems(book_of(series, records), package_folder("mapdata"), cache)


@pytest.mark.parametrize(
    ("place", "code", "hint"),
    [
        ("country: Afghanistan, lat: 66.4, lon: 31.0, geo_precision: 1",
         "place-outside-country", "lat and lon are swapped"),
        ("country: Sudan, lat: 32.5, lon: 15.6, geo_precision: 1",  # a place in Libya, were it true
         "place-outside-country", "lat and lon are swapped"),
        ("country: AFG, lat: 34.0, lon: 71.53, geo_precision: 1",  # Peshawar
         "place-outside-country", "look at lat, lon and country"),
        ("country: Afganistan, geo_precision: 1", "country-unknown",
         "did you mean 'Afghanistan'?"),
        ("country: Sudann, lat: 15.6, lon: 32.5, geo_precision: 1", "country-unknown",
         "did you mean 'Sudan'?"),
        ("country: Afghanistan/Pakistann, geo_precision: 3", "country-unknown",
         "did you mean 'Pakistan'?"),
    ],
)  # fmt: skip
def test_a_misplaced_place_and_a_misspelt_country_are_warned_of(
    tmp_path: Path, place: str, code: str, hint: str
) -> None:
    (problem,) = problems(tmp_path, place)

    assert (code, hint, "warning") == (problem.code, problem.hint, problem.level.value)
    assert problem.mark.file == "seeds/records.yaml"
    assert problem.mark.column > 1


@pytest.mark.parametrize(
    "place",
    [
        "country: Afghanistan, lat: 31.006, lon: 66.4, geo_precision: 1",
        "country: af, lat: 31.006, lon: 66.4, geo_precision: 1",
        "country: Afghanistan/Pakistan, lat: 34.115, lon: 71.085, geo_precision: 1",
        "country: Türkiye, lat: 41.014, lon: 28.95, geo_precision: 1",
        "country: Côte d’Ivoire, lat: 5.3, lon: -4.0, geo_precision: 1",
        "country: Fiji, lat: -16.8, lon: -179.99, geo_precision: 2",  # over the date line
        "country: Pakistan, lat: 24.7, lon: 66.9, geo_precision: 3",  # off Karachi, a vague area
        "country: Ruritania, lat: 10.0, lon: 10.0, geo_precision: 1",  # fictional
        "country: Afghanistan, lat: 0.0, lon: 0.0, geo_precision: 7",  # at sea, by its own word
    ],
)
def test_a_place_in_its_country_is_quiet(tmp_path: Path, place: str) -> None:
    assert [] == problems(tmp_path, place)


def test_a_country_may_be_named_in_the_language_of_the_brief(tmp_path: Path) -> None:
    place = "country: پاکستان, lat: 34.5, lon: 69.2, geo_precision: 1"  # Kabul
    records = f"places:\n  - {{id: gate, name: Gate, kind: crossing, {place}}}\n"
    book = book_of(tmp_path, records, brief="language: ur\n")

    (problem,) = place_problems(book, package_folder("mapdata"))
    assert "place-outside-country" == problem.code


def test_places_found_good_are_not_measured_again_and_changed_ones_are(tmp_path: Path) -> None:
    cache = tmp_path / "cache"

    assert [] == problems(tmp_path, "country: QAT, lat: 25.3, lon: 51.5, geo_precision: 1", cache)
    assert [] == problems(tmp_path, "country: QAT, lat: 25.3, lon: 51.5, geo_precision: 1", cache)
    assert 1 == len([*(cache / "places").iterdir()])
    (moved,) = problems(tmp_path, "country: QAT, lat: 51.5, lon: 25.3, geo_precision: 1", cache)

    assert "place-outside-country" == moved.code


def test_a_point_that_is_none_is_not_also_outside_its_country(tmp_path: Path) -> None:
    """The rule of coordinates refuses it; a second problem would hide that."""
    assert [] == problems(tmp_path, "country: Kenya, lat: 5.0, lon: 200, geo_precision: 1")
    assert [] == problems(tmp_path, "country: Kenya, lat: 95, lon: 36.8, geo_precision: 1")


def test_a_country_is_known_by_the_iso_code_of_its_record(tmp_path: Path) -> None:
    """Whatever the series calls it; the point is measured against the country of that code."""
    sudan = "{id: sd, name: Sudann, kind: country, country: Sudann, iso: SD, geo_precision: 6}"
    gate = "{id: gate, name: Gate, kind: city, country: Sudann, geo_precision: 1, lat: 34, lon: 71}"
    book = book_of(tmp_path, f"places: [{sudan}, {gate}]")

    found = place_problems(book, package_folder("mapdata"))

    assert ["place-outside-country"] == [problem.code for problem in found]
