"""The bundle of an edition: its objects, their versions, and what the reference validator says."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from stix2validator import (  # type: ignore[import-untyped]
    ValidationOptions,
    validate_string,
)
from stix2validator.v21.enums import REGION_OV  # type: ignore[import-untyped]

from reportkit.changes.edition_view import EditionView
from reportkit.exports.stix import bundle, readings
from reportkit.exports.stix_regions import _COUNTRIES, region_of
from reportkit.problems import MachineUnable
from tests.records import Written, book_of, record_of

BRIEF: Written = {
    "id": "valley",
    "title": "The valley",
    "producer": "Desk",
    "contact": {"name": "Desk", "email": "desk@example.org"},
    "tlp": "TLP:GREEN",
    "language": "en",
}
PUBLISHED = {"1": "2026-01-12T06:00:00Z", "2": "2026-01-19T06:00:00Z", "2-r1": "2026-01-20T06:00Z"}

WIRE: Written = {
    "type": "source",
    "id": "wire-1",
    "publisher": "Wire",
    "title": "Shots at the mill",
    "url": "https://example.org/mill",
    "sha256": "ab" * 32,
    "published": "2026-01-08",
}
NORTH: Written = {"type": "actor", "id": "north", "name": "The North", "kind": "state_force"}
BAND: Written = {"type": "actor", "id": "band", "name": "The band", "kind": "armed_group"}
MILL: Written = {
    "type": "place",
    "id": "mill",
    "name": "The mill",
    "kind": "city",
    "country": "Afghanistan",
    "lat": "31.5",
    "lon": "65.7",
    "geo_precision": 2,
}
CLASH: Written = {
    "type": "event",
    "id": "clash",
    "summary": "Clash at the mill",
    "event_type": "battle",
    "date_start": "2026-01-07",
    "date_precision": "day",
    "place": "mill",
    "actors": [
        {"actor": "north", "role": "initiator", "attribution": "alleged"},
        {"actor": "band", "role": "target"},
    ],
    "source_refs": ["wire-1"],
    "external_ids": [{"scheme": "acled", "id": "AFG12345"}],
}
TOLL: Written = {
    "type": "figure",
    "id": "toll",
    "metric": "killed",
    "population": "civilian",
    "best": "16",
    "as_of": "2026-01-08",
    "provider": "north",
    "event": "clash",
    "source_refs": ["wire-1"],
}
REOPENS: Written = {
    "type": "judgement",
    "id": "reopens",
    "statement": "It is unlikely that the road reopens by 1 February.",
    "likelihood": {"term": "unlikely"},
    "confidence": {"level": "high"},
    "horizon": "2026-02-01",
    "basis": ["toll"],
    "authors": ["A. Analyst"],
    "dissent": [{"by": "B. Other", "view": "It will reopen.", "reason": "Lorries wait."}],
}
ALL = (WIRE, NORTH, BAND, MILL, CLASH, TOLL, REOPENS)

#: Left out: ids that are random (103: ours follow from the records, so that they stay), a digest
#: for each address (302: not every page is kept), words of a list for regions (223: it has none
#: for countries of two continents, nor for what is taken back).
STRICT = ValidationOptions(
    version="2.1", strict=True, strict_types=True, strict_properties=True,
    disabled=["103", "302", "223"], silent=True,
)  # fmt: skip


def edition(name: str, *records: Written, brief: Written | None = None) -> EditionView:
    written = {**BRIEF, **(brief or {})}
    told: Written = {"published": PUBLISHED[name], "bottom_line": {"text": "Shots were heard."}}
    return EditionView(
        name=name, book=book_of(map(record_of, records), brief=written, edition=told)
    )


def objects(content: bytes) -> list[dict[str, Any]]:
    given: list[dict[str, Any]] = json.loads(content)["objects"]
    return given


def of_record(content: bytes, record: str) -> dict[str, Any]:
    """Give the object that stands for a record."""
    (given,) = (
        plain
        for plain in objects(content)
        if any(held.get("record") == record for held in plain.get("extensions", {}).values())
    )
    return given


def of_type(content: bytes, type_: str) -> list[dict[str, Any]]:
    return [plain for plain in objects(content) if plain["type"] == type_]


def test_the_reference_validator_takes_it_with_strict_options() -> None:
    result = validate_string(bundle(edition("1", *ALL)).decode(), STRICT)

    assert result.is_valid, [str(error) for error in result.errors]


def test_the_validator_takes_what_is_taken_back_and_restricted_too() -> None:
    brief: Written = {"tlp_restrictions": "Not for further release."}

    content = bundle(edition("2", brief=brief), [edition("1", *ALL)], draft=True)

    assert validate_string(content.decode(), STRICT).is_valid
    assert {plain["type"] for plain in objects(content) if plain.get("revoked")} == {
        "identity", "location", "incident", "note", "opinion", "relationship",
    }  # fmt: skip


def test_an_event_is_an_incident_that_accuses_nobody() -> None:
    content = bundle(edition("1", *ALL))
    clash = of_record(content, "clash")
    part = next(
        plain
        for plain in of_type(content, "relationship")
        if plain["target_ref"] == of_record(content, "north")["id"]
    )

    assert (clash["type"], clash["name"]) == ("incident", "Clash at the mill, 7 Jan 2026")
    assert (part["source_ref"], part["relationship_type"]) == (clash["id"], "related-to")
    assert part["description"] == "took part: initiator, alleged"


def test_both_sides_are_identities_and_none_a_threat_actor() -> None:
    content = bundle(edition("1", *ALL))

    assert of_record(content, "north")["identity_class"] == "organization"
    assert of_record(content, "band")["identity_class"] == "group"
    assert of_type(content, "threat-actor") == []


def test_sources_are_references_with_address_and_digest() -> None:
    clash = of_record(bundle(edition("1", *ALL)), "clash")

    assert clash["external_references"] == [
        {
            "source_name": "Wire",
            "description": "Shots at the mill. Published 2026-01-08.",
            "url": "https://example.org/mill",
            "hashes": {"SHA-256": "ab" * 32},
            "external_id": "wire-1",
        },
        {"source_name": "acled", "external_id": "AFG12345"},
    ]


def test_a_place_has_its_country_by_code_and_its_point_with_its_precision() -> None:
    mill = of_record(bundle(edition("1", *ALL)), "mill")

    assert (mill["country"], mill["latitude"], mill["longitude"]) == ("AF", 31.5, 65.7)
    assert mill["precision"] == 25_000


def test_a_place_that_may_lie_anywhere_has_no_point() -> None:
    somewhere = {**MILL, "geo_precision": 6}

    mill = of_record(bundle(edition("1", somewhere)), "mill")

    assert mill["country"] == "AF"
    assert "latitude" not in mill


def test_a_line_between_two_states_is_given_to_neither() -> None:
    line = {**MILL, "kind": "line", "country": "Afghanistan/Pakistan", "geo_precision": 5}

    mill = of_record(bundle(edition("1", line)), "mill")

    assert "country" not in mill
    assert mill["region"] == "southern-asia"


@pytest.mark.parametrize(
    ("countries", "region"),
    [
        ("Afghanistan, Pakistan and India", "southern-asia"),
        ("Iran / Iraq", "asia"),
        ("Mexico/United States", "americas"),
        ("France-Spain", ""),
        ("Türkiye – Greece", ""),
        ("Nomeland/Pakistan", ""),
        ("", ""),
    ],
)
def test_countries_of_one_region_lie_in_it(countries: str, region: str) -> None:
    assert region == region_of(countries)


def test_each_region_is_a_word_that_stix_lists() -> None:
    assert {*_COUNTRIES, "asia", "africa", "europe", "americas"} <= {*REGION_OV}


def test_a_line_of_states_that_nobody_knows_has_their_names_as_its_region() -> None:
    line = {**MILL, "kind": "line", "country": "Nomeland/Valley", "geo_precision": 5}

    assert of_record(bundle(edition("1", line)), "mill")["region"] == "nomeland-valley"


def test_a_number_is_a_note_of_its_provider_on_the_event() -> None:
    content = bundle(edition("1", *ALL))
    toll = of_record(content, "toll")

    assert toll["authors"] == ["The North"]
    assert toll["content"].endswith("(The North): 16, as of 8 Jan 2026")
    assert of_record(content, "clash")["id"] in toll["object_refs"]


def test_likelihood_and_confidence_stay_two_matters() -> None:
    reopens = of_record(bundle(edition("1", *ALL)), "reopens")
    (more,) = reopens["extensions"].values()

    assert reopens["confidence"] == 85
    assert (more["likelihood"], more["least_percent"], more["most_percent"]) == ("unlikely", 20, 45)
    assert reopens["authors"] == ["A. Analyst"]


def test_a_dissent_is_an_opinion_on_the_judgement() -> None:
    content = bundle(edition("1", *ALL))
    (opinion,) = of_type(content, "opinion")

    assert (opinion["opinion"], opinion["authors"]) == ("disagree", ["B. Other"])
    assert opinion["object_refs"] == [of_record(content, "reopens")["id"]]


def test_the_credibility_of_a_claim_is_its_confidence() -> None:
    claim: Written = {
        "type": "claim",
        "id": "claim",
        "speaker": "north",
        "modality": "asserts",
        "statement": "the road is shut",
        "date": "2026-01-08",
        "grading": {"reliability": "B", "credibility": "2"},
    }
    judged = of_record(bundle(edition("1", NORTH, claim)), "claim")
    unjudged: Written = {**claim, "grading": {"reliability": "B", "credibility": "6"}}

    assert (judged["content"], judged["confidence"]) == (
        "The North says that the road is shut.",
        70,
    )
    assert "confidence" not in of_record(bundle(edition("1", NORTH, unjudged)), "claim")


def test_markings_are_those_of_tlp_2_as_published() -> None:
    content = bundle(edition("1", {**NORTH, "tlp": "TLP:AMBER+STRICT"}, BAND))
    strict = "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"
    green = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"

    assert of_record(content, "north")["object_marking_refs"] == [strict]
    assert of_record(content, "band")["object_marking_refs"] == [green]
    assert {plain["id"] for plain in of_type(content, "marking-definition")} == {strict, green}


def test_the_report_names_all_that_is_in_it() -> None:
    content = bundle(edition("1", *ALL))
    (report,) = of_type(content, "report")
    others = {
        plain["id"]
        for plain in objects(content)
        if plain["type"] not in ("report", "marking-definition", "extension-definition")
    }

    assert report["name"] == "The valley, No. 1"
    assert report["published"] == "2026-01-12T06:00:00Z"
    assert {*report["object_refs"]} == {id for id in others if id != _tool(content)}


def test_a_draft_says_so() -> None:
    (report,) = of_type(bundle(edition("1", *ALL), draft=True), "report")

    assert report["name"] == "DRAFT The valley, No. 1"
    assert report["labels"] == ["situation-report", "draft"]


def test_what_changed_is_a_newer_version_of_the_same_object() -> None:
    counted = {**TOLL, "best": "18"}

    content = bundle(edition("2", *(WIRE, NORTH, BAND, MILL, CLASH, counted)), [edition("1", *ALL)])
    toll, clash = of_record(content, "toll"), of_record(content, "clash")

    assert toll["id"] == of_record(bundle(edition("1", *ALL)), "toll")["id"]
    assert (toll["created"], toll["modified"]) == (
        "2026-01-12T06:00:00.000Z",
        "2026-01-19T06:00:00.000Z",
    )
    assert clash["modified"] == clash["created"] == "2026-01-12T06:00:00.000Z"


def test_what_is_withdrawn_is_revoked_without_its_words() -> None:
    withdrawn = {**NORTH, "status": "withdrawn", "status_reason": "It was another."}

    content = bundle(edition("2", withdrawn), [edition("1", NORTH)])
    taken_back = next(plain for plain in objects(content) if plain.get("revoked"))

    assert taken_back["id"] == of_record(bundle(edition("1", NORTH)), "north")["id"]
    assert taken_back["name"] == "Withdrawn"
    assert taken_back["modified"] == "2026-01-19T06:00:00.000Z"
    assert b"The North" not in content


def test_what_was_dropped_stays_true_and_is_only_left_out() -> None:
    dropped = {**NORTH, "status": "dropped", "status_reason": "Nobody speaks of it."}

    content = bundle(edition("2", dropped), [edition("1", NORTH)])

    assert not any(plain.get("revoked") for plain in objects(content))
    assert b"The North" not in content


def test_a_revision_is_a_newer_version_of_its_number() -> None:
    earlier = [edition("1", NORTH), edition("2", NORTH)]

    content = bundle(edition("2-r1", NORTH, BAND), earlier)
    (report,) = of_type(content, "report")

    assert report["id"] == of_type(bundle(edition("2", NORTH), earlier[:1]), "report")[0]["id"]
    assert (report["created"], report["modified"]) == (
        "2026-01-19T06:00:00.000Z",
        "2026-01-20T06:00:00.000Z",
    )


def test_what_stays_with_the_desk_is_not_in_it() -> None:
    noted: Written = {
        **CLASH,
        "internal_note": "Ask the miller.",
        "victims": [{"name": "Somebody Private", "naming": "withheld"}],
    }

    text = "\n".join(readings(bundle(edition("1", NORTH, BAND, MILL, noted, WIRE))))

    assert "Clash at the mill" in text
    assert "miller" not in text
    assert "Somebody" not in text


def test_numbers_are_read_out_too() -> None:
    assert '"16"' in [*readings(bundle(edition("1", *ALL)))]


def test_the_same_book_gives_the_same_bytes() -> None:
    assert bundle(edition("1", *ALL)) == bundle(edition("1", *ALL))


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stix2", None)

    with pytest.raises(MachineUnable, match=r"reportkit\[stix\]"):
        bundle(edition("1", NORTH))


def _tool(content: bytes) -> str:
    (extension,) = of_type(content, "extension-definition")
    made_by: str = extension["created_by_ref"]
    return made_by


def test_an_object_speaks_the_language_that_it_names() -> None:
    closure: Written = {
        "type": "measure", "id": "shut", "statement": "The road is shut.",
        "measure_status": "in_force",
    }  # fmt: skip
    brief: Written = {"language": "ur", "text_language": "en"}

    shut = of_record(bundle(edition("1", closure, brief=brief)), "shut")

    assert ("en", "the measure “The road is shut” is in force") == (shut["lang"], shut["abstract"])
