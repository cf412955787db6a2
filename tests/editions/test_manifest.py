from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.editions.canonical import canonical, read_json, sha256
from reportkit.editions.manifest import (
    EditionName,
    FileDigest,
    Imprint,
    Manifest,
    Previous,
    Reviewed,
    inputs_digest,
    read_manifest,
    write_manifest,
)
from reportkit.loading.serialize import Plain
from reportkit.problems import IntegrityBroken, MachineUnable
from tests.editions.sealing import IMPRINT

REVISION = Manifest(
    **{item.name: getattr(IMPRINT, item.name) for item in fields(Imprint)},
    edition=EditionName(7, 2),
    files=(FileDigest("durand-line.pdf", 12, "a" * 64), FileDigest("facts.json", 3, "b" * 64)),
    previous=Previous(EditionName(7, 1), "c" * 64),
)


def resealed(**changes: Plain) -> bytes:
    """The manifest with other values, its own digest computed anew."""
    plain = read_json(write_manifest(REVISION), "manifest.json")
    forged = {key: value for key, value in plain.items() if key != "seal"} | changes
    return canonical({**forged, "seal": sha256(canonical(forged))})


def test_a_manifest_is_read_back_as_it_was_written() -> None:
    """All fields go there and back, and a revision tells what it supersedes."""
    assert read_manifest(write_manifest(REVISION)) == REVISION
    assert EditionName(7, 1) == REVISION.supersedes
    first = replace(REVISION, edition=EditionName(1), previous=None)
    assert read_manifest(write_manifest(first)) == first
    assert first.supersedes is None


def test_who_wrote_an_edition_and_who_read_it_before_release_is_kept() -> None:
    review = Reviewed(("A. Writer",), "B. Reader", date(2025, 10, 19), "Head of desk", "0" * 64)
    reviewed = replace(REVISION, review=review)

    assert review == read_manifest(write_manifest(reviewed)).review
    assert b'"review"' not in write_manifest(REVISION)  # older ones keep their bytes


def test_moments_keep_their_zone() -> None:
    """A cut-off is printed in the zone it was given in."""
    kabul = datetime(2025, 10, 19, 18, 0, tzinfo=timezone(timedelta(hours=4, minutes=30)))
    content = write_manifest(replace(REVISION, cut_off=kabul))

    assert b'"cut_off": "2025-10-19T18:00:00+04:30"' in content
    assert read_manifest(content).cut_off.utcoffset() == kabul.utcoffset()


def test_one_manifest_has_one_spelling() -> None:
    """Neither the order of files nor that of mappings shows in the bytes."""
    other = replace(REVISION, files=REVISION.files[::-1], tools=dict(REVISION.tools))

    assert write_manifest(REVISION) == write_manifest(other)


def test_other_spelling_is_refused() -> None:
    """The digest is over bytes: the same values with another space are another manifest."""
    content = write_manifest(REVISION)

    for other in (content + b"\n", content.replace(b": ", b":  ", 1), content[:-1]):
        with pytest.raises(IntegrityBroken, match="not what was sealed"):
            read_manifest(other)


def test_a_newer_format_asks_for_a_newer_reportkit() -> None:
    """What a later version sealed is no damage."""
    with pytest.raises(MachineUnable, match="has format 2, this reportkit reads up to 1"):
        read_manifest(resealed(format=2))


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 8},
        {"edition": "7"},
        {"pages": "2"},
        {"pages": -1},
        {"pages": True},
        {"cut_off": "2025-10-19T18:00:00"},
        {"published": "0001-01-01T00:00:00+00:00"},
        {"marking": "TLP:PINK"},
        {"files": {}},
        {"files": [{"name": "facts.json"}]},
        {"period": {"start": "2025-10-13"}},
        {"previous": {"edition": "000", "sha256": ""}},
        {"series": 7},
    ],
)
def test_a_well_sealed_manifest_that_makes_no_sense_is_refused(changes: dict[str, Plain]) -> None:
    """Foreign software may seal nonsense: it is told, without a traceback."""
    with pytest.raises(IntegrityBroken, match="cannot be read"):
        read_manifest(resealed(**changes))


@given(number=st.integers(1, 99_999), revision=st.integers(0, 120))
def test_a_name_is_read_back_as_printed(number: int, revision: int) -> None:
    """ "005", "007-r1", "1204"."""
    name = EditionName(number, revision)

    assert EditionName.parse(str(name)) == name


@pytest.mark.parametrize(
    "written",
    ["", "000", "5", "05", "0005", "005-r0", "005-r01", "005-R1", "005-r", "005 ", "005\n", "٠٠٥"],
)
def test_what_names_no_edition(written: str) -> None:
    """Each edition has one name and no other."""
    assert EditionName.parse(written) is None


def test_names_stand_in_the_order_of_their_sealing() -> None:
    """Only the newest is revised, so that number and revision give the order."""
    names = [EditionName(1), EditionName(1, 1), EditionName(1, 2), EditionName(2), EditionName(3)]

    assert sorted(names, reverse=True) == names[::-1]
    for before, name in zip([None, *names], names, strict=False):
        assert name.follows(before)
    assert not EditionName(3).follows(EditionName(1))
    assert not EditionName(1, 1).follows(EditionName(2))
    assert not EditionName(2).follows(None)


def test_inputs_are_the_same_only_if_facts_design_and_tools_are() -> None:
    """The key does not depend on the order in which tools are named."""
    key = inputs_digest("f", "d", {"a": "1", "b": "2"})

    assert key == inputs_digest("f", "d", {"b": "2", "a": "1"})
    others = [("g", "d", "2"), ("f", "e", "2"), ("f", "d", "3")]
    keys = {inputs_digest(f, d, {"a": "1", "b": b}) for f, d, b in others}
    assert len(keys | {key}) == 4
