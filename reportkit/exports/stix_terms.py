"""The fixed parts of STIX 2.1 that an export rests on: markings, scales, our own extension."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from reportkit.model.vocabulary.analysis import Degree
from reportkit.model.vocabulary.series import Tlp
from reportkit.model.vocabulary.sources import ActorKind, Credibility, GeoPrecision

#: An object as JSON has it; dictionaries are the border.
StixObject = dict[str, Any]

_TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
#: The markings of TLP 2.0, as OASIS publishes them for all.
TLP_IDS: Mapping[Tlp, str] = {
    Tlp.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    Tlp.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Tlp.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Tlp.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    Tlp.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
#: Low, medium and high of STIX (appendix A): the middle of each band.
CONFIDENCE: Mapping[Degree, int] = {Degree.LOW: 15, Degree.MODERATE: 50, Degree.HIGH: 85}
#: Admiralty credibility (the same appendix); what cannot be judged has no number.
CREDIBILITY: Mapping[Credibility, int] = {
    Credibility.CONFIRMED: 90,
    Credibility.PROBABLY_TRUE: 70,
    Credibility.POSSIBLY_TRUE: 50,
    Credibility.DOUBTFUL: 30,
    Credibility.IMPROBABLE: 10,
}
#: In metres, as the map draws it; a point that may lie further away is no point.
PRECISION: Mapping[GeoPrecision, int | None] = {
    GeoPrecision.EXACT: None,
    GeoPrecision.WITHIN_25_KM: 25_000,
    GeoPrecision.DISTRICT: 30_000,
    GeoPrecision.PROVINCE: 80_000,
}
#: What else there is besides organisations. No actor is a `threat-actor`: STIX means "believed to
#: be operating with malicious intent" by it, and the brief says that of no side.
IDENTITY_CLASS: Mapping[ActorKind, str] = {
    ActorKind.ARMED_GROUP: "group",
    ActorKind.CIVILIAN: "class",
}

_MADE = "2026-01-01T00:00:00.000Z"
_TOOL = f"identity--{uuid5(NAMESPACE_URL, 'reportkit')}"
EXTENSION = f"extension-definition--{uuid5(NAMESPACE_URL, 'reportkit record 1.0')}"
_SCHEMA = """\
Each object that stands for a record of the brief has these properties, each left out where the
record does not say it. record: its id in the brief. record_type: event, figure, claim, fact,
judgement, and so on. first_day, last_day: the days of which it speaks, counted in. day_precision:
how well the day of an event is known. state: of a measure, commitment, round, indicator or
question. position: of a fact, who stands behind it. verification: of a fact. event_type: of an
event, by ACLED's types. metric, population, operator, lowest, best, highest: of a figure.
modality: of a claim, the mood in which it is said. likelihood, least_percent, most_percent,
horizon: of a judgement, the term of its scale, the band of that term, the day up to which it
speaks. How likely it is and how good its basis is (confidence) are two matters."""


def marking_definition(tlp: Tlp) -> StixObject:
    """Give the marking as OASIS publishes it, to the letter."""
    word = tlp.value.removeprefix("TLP:").lower()
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": TLP_IDS[tlp],
        "created": "2022-10-01T00:00:00.000Z",
        "name": tlp.value,
        "extensions": {
            _TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": word},
        },
    }


def extension_definition() -> tuple[StixObject, StixObject]:
    """Give what our own extension means, and who made it."""
    head = {"spec_version": "2.1", "created": _MADE, "modified": _MADE}
    tool = {"type": "identity", "id": _TOOL, **head, "name": "reportkit"}
    return (
        {**tool, "identity_class": "system"},
        {
            "type": "extension-definition",
            "id": EXTENSION,
            **head,
            "created_by_ref": _TOOL,
            "name": "Record of a situation report",
            "description": "What STIX 2.1 has no property for, of a record of a brief.",
            "schema": _SCHEMA.replace("\n", " "),
            "version": "1.0.0",
            "extension_types": ["property-extension"],
        },
    )
