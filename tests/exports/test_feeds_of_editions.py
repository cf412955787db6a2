"""Calendars and bundles of published editions, at every marking at which they appeared."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from stix2validator import validate_string  # type: ignore[import-untyped]

from reportkit.changes.edition_view import EditionView
from reportkit.editions.history import view_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import snapshot_of
from reportkit.editions.store import Store
from reportkit.exports import ical, stix
from reportkit.exports.earlier import earlier_editions
from reportkit.loading.loader import load
from reportkit.model.book import RECORD_TYPES
from reportkit.model.sensitive_terms import SensitiveTerm, SensitiveTerms
from reportkit.model.vocabulary.series import Tlp
from tests.building import build_quickly, made_once
from tests.exports.test_stix import STRICT, of_record
from tests.variants import heron

ROOT = Path(__file__).parents[2]
Write = Callable[[EditionView, Sequence[EditionView]], bytes]


@pytest.fixture(scope="session")
def marshes(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two editions at TLP:AMBER that appear at TLP:CLEAR too; to be read only."""

    def publish(series: Path) -> None:
        build_quickly(heron.write(series), now=datetime(2026, 1, 12, 7, tzinfo=UTC))
        build_quickly(heron.write_next(series), now=datetime(2026, 1, 19, 7, tzinfo=UTC))

    return Store(made_once(tmp_path_factory, "heron-feeds", publish) / "reports")


@pytest.mark.parametrize("ceiling", [Tlp.CLEAR, Tlp.AMBER])
def test_the_editions_before_are_those_that_its_readers_had(marshes: Store, ceiling: Tlp) -> None:
    editions = earlier_editions(marshes, ceiling)

    assert [(edition.name, edition.tlp) for edition in editions] == [("1", ceiling), ("2", ceiling)]


def test_editions_after_it_are_none_of_those_before(marshes: Store) -> None:
    (first,) = earlier_editions(marshes, Tlp.AMBER, before=EditionName(2))

    assert first.name == "1"


@pytest.mark.parametrize(
    ("write", "readings"),
    [(ical.calendar, ical.readings), (stix.bundle, stix.readings)],
    ids=["ical", "stix"],
)
def test_a_lower_one_holds_no_word_of_what_is_marked_higher(
    marshes: Store, write: Write, readings: Callable[[bytes], Sequence[str]]
) -> None:
    *before, newest = earlier_editions(marshes, Tlp.CLEAR)
    terms = SensitiveTerms(SensitiveTerm(secret, "it") for secret in heron.SECRETS)

    content = write(newest, before)

    assert [] == [term.text for text in readings(content) for term in terms.found_in(text)]
    assert b"TLP:AMBER" not in content


def test_readers_of_a_lower_marking_are_given_the_same_ids(marshes: Store) -> None:
    clear, amber = (
        stix.bundle(newest, before)
        for ceiling in (Tlp.CLEAR, Tlp.AMBER)
        for *before, newest in [earlier_editions(marshes, ceiling)]
    )

    assert of_record(clear, "toll")["id"] == of_record(amber, "toll")["id"]


def test_what_is_cut_out_of_an_edition_makes_no_newer_version(marshes: Store) -> None:
    """The other readers had a newer toll too, and a tunnel that these never had."""
    *before, newest = earlier_editions(marshes, Tlp.CLEAR)
    content = stix.bundle(newest, before)

    assert of_record(content, "toll")["modified"] == "2026-01-19T06:00:00.000Z"
    assert not any(plain.get("revoked") for plain in json.loads(content)["objects"])


def test_the_shipped_edition_is_valid(shipped_series: Path) -> None:
    *before, newest = earlier_editions(Store(shipped_series / "reports"), Tlp.CLEAR)

    result = validate_string(stix.bundle(newest, before).decode(), STRICT)

    assert result.is_valid, [str(error) for error in result.errors[:5]]


def test_a_record_of_each_type_is_valid() -> None:
    book = load(ROOT / "examples" / "starter").book
    assert book is not None
    assert {type(record) for record in book} == {*RECORD_TYPES}

    content = stix.bundle(view_of(snapshot_of(book, EditionName(1))), draft=True)

    assert validate_string(content.decode(), STRICT).is_valid
    kinds = {label for plain in json.loads(content)["objects"] for label in plain.get("labels", ())}
    assert {kind.type for kind in RECORD_TYPES} - {"source"} <= kinds
