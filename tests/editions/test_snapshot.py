from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportkit.editions.canonical import mapping
from reportkit.editions.manifest import EditionName, Period
from reportkit.editions.snapshot import (
    Snapshot,
    at_marking,
    facts_digest,
    read_line,
    read_snapshot,
    record_lines,
    snapshot_of,
    write_snapshot,
)
from reportkit.editions.withheld import with_records
from reportkit.loading.loader import load
from reportkit.loading.serialize import Plain
from reportkit.model.book import Book
from reportkit.model.evidence import Actor
from reportkit.model.vocabulary.series import Tlp
from reportkit.model.vocabulary.sources import ActorKind
from reportkit.problems import IntegrityBroken, MachineUnable

BRIEF = """
format: 1
id: shelter
title: Shelter after the flood
producer: Example desk
contact: {name: Example desk, email: desk@example.org}
tlp: "TLP:GREEN"
cadence: {every: week, on: monday, at: "06:00", zone: UTC}
sections: [{id: shelter, title: Shelter}]
"""
EDITION = """
period: {start: 2025-10-13, end: 2025-10-19}
cut_off: 2025-10-19T18:00+04:30
published: 2025-10-20T06:00Z
bottom_line: {text: Less room than needed., basis: [shelter.housed]}
trend: unchanged
trend_rationale: {text: Nothing moved.}
changes:
  - {record: shelter.housed, class: UPDATED, reason: A new count.}
  - {record: shelter.secret, class: UPDATED, reason: A name that must not be told.}
"""
FACTS = """
section: shelter
facts:
  - id: shelter.housed
    statement: "1,240 families have a roof: “null”"
    verification: unverified
    internal_note: ask again
  - {id: shelter.open, statement: Halls are open., verification: unverified, tlp: "TLP:CLEAR"}
  - {id: shelter.secret, statement: One is kept back., verification: unverified, tlp: "TLP:AMBER"}
"""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return book_of(tmp_path)


def book_of(folder: Path, *, facts: str = FACTS, edition: str = EDITION) -> Book:
    seeds = folder / "seeds"
    seeds.mkdir()
    for name, text in (("brief", BRIEF), ("edition", edition), ("shelter", facts)):
        (seeds / f"{name}.yaml").write_text(text)
    loaded = load(folder)
    assert loaded.problems == ()
    assert loaded.book is not None
    return loaded.book


def test_each_record_has_a_line_in_the_order_of_the_seeds(book: Book) -> None:
    """A changed record is one changed line for any tool that compares texts."""
    text = write_snapshot(snapshot_of(book, EditionName(7, 1))).decode()

    wanted = dedent("""\
         "name": "007-r1",
         "positions": {
          "shelter.housed": "unknown",
          "shelter.open": "unknown"
         },
         "records": {
          "shelter.housed": {"id":"shelter.housed","section":"shelter","statement":"1,240 families have a roof: “null”","type":"fact","verification":"unverified"},
          "shelter.open": {"id":"shelter.open","section":"shelter","statement":"Halls are open.","tlp":"TLP:CLEAR","type":"fact","verification":"unverified"}
         }
        }
        """)  # noqa: E501  # a record is a line
    assert text.endswith(wanted)
    assert text.startswith('{\n "brief": {\n  "cadence": {\n')


def test_what_is_marked_higher_is_nowhere_in_it(book: Book) -> None:
    """No record above the edition's marking, no note on its change, no internal note."""
    content = write_snapshot(snapshot_of(book, EditionName(1)))

    for hidden in (b"kept back", b"must not be told", b"ask again"):
        assert hidden not in content
    red = replace(book, edition=book.edition.replace(tlp=Tlp.RED))
    assert b"kept back" in write_snapshot(snapshot_of(red, EditionName(1)))


def test_a_note_on_no_record_of_the_book_is_kept(tmp_path: Path) -> None:
    """A note on a record that vanished is the change log's to judge."""
    book = book_of(tmp_path, edition=EDITION.replace("shelter.secret", "shelter.gone"))

    assert ["shelter.housed", "shelter.gone"] == [
        n.record for n in at_marking(book).edition.changes
    ]


def test_it_is_read_back_as_it_was_written(book: Book) -> None:
    """Period, cut-off and name are kept beside the records."""
    snapshot = snapshot_of(book, EditionName(12))
    again = read_snapshot(write_snapshot(snapshot))

    assert snapshot == again
    assert Period(book.edition.period.start, book.edition.period.end) == again.period
    assert (book.edition.cut_off, EditionName(12)) == (again.cut_off, again.name)


def test_no_records_are_records_too(book: Book) -> None:
    """The first edition of a series may hold none yet."""
    snapshot = with_records(snapshot_of(book, EditionName(1)), {})

    assert snapshot == read_snapshot(write_snapshot(snapshot))


texts = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["\n", '"records": {', '{"a": 1},', "a"]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    names=st.dictionaries(
        st.from_regex(r"[a-z0-9]{1,4}([._-][a-z]{1,3})?", fullmatch=True), texts, max_size=6
    )
)
def test_any_records_survive_and_each_is_found_alone(book: Book, names: dict[str, str]) -> None:
    """Whatever a text holds, bytes and values go there and back, whole or one by one."""
    records = {id: Actor(id=id, kind=ActorKind.IO, name=name) for id, name in names.items()}
    snapshot = with_records(snapshot_of(book, EditionName(1)), records)
    snapshot = replace(snapshot, positions={})
    content = write_snapshot(snapshot)

    assert snapshot == read_snapshot(content)
    assert list(records) == list(read_snapshot(content).records)
    assert content == write_snapshot(read_snapshot(content))
    for record in records.values():
        assert record in [read_line(line) for line in record_lines(content)]


def test_the_digest_of_facts_knows_no_number_and_no_line(tmp_path: Path) -> None:
    """The same facts under the next number, or with a comment, are the same facts."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "c").mkdir()
    digest = facts_digest(snapshot_of(book_of(tmp_path / "a"), EditionName(1)))
    commented = book_of(tmp_path / "b", facts="# counted by hand\n" + FACTS)
    moved = book_of(tmp_path / "c", facts=FACTS.replace("Halls", "Two halls"))

    assert digest == facts_digest(snapshot_of(commented, EditionName(2)))
    assert digest != facts_digest(snapshot_of(moved, EditionName(1)))


def in_format_2(snapshot: Snapshot) -> bytes:
    return write_snapshot(snapshot).replace(b'\n "format": 1,', b'\n "format": 2,')


def test_a_newer_format_is_refused(book: Book) -> None:
    """A field that is not understood must not look like one that went away."""
    newer = in_format_2(snapshot_of(book, EditionName(1)))

    for read in (read_snapshot, record_lines):
        with pytest.raises(MachineUnable, match="has format 2, this reportkit reads up to 1"):
            read(newer)


def test_an_older_format_is_brought_up_to_date(book: Book) -> None:
    """Each step takes a snapshot from one format to the next, from wherever it stands."""

    def from_1(old: dict[str, Plain]) -> dict[str, Plain]:
        return {**old, "brief": {**mapping(old["brief"]), "title": "one"}}

    def from_2(old: dict[str, Plain]) -> dict[str, Plain]:
        return {**old, "edition": {**mapping(old["edition"]), "period_note": "two"}}

    snapshot = snapshot_of(book, EditionName(1))
    first = read_snapshot(write_snapshot(snapshot), (from_1, from_2))
    second = read_snapshot(in_format_2(snapshot), (from_1, from_2))

    assert ("one", "two") == (first.brief.title, first.edition.period_note)
    assert (snapshot.brief, "two") == (second.brief, second.edition.period_note)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Expecting value"),
        (b"[]", "holds no JSON object"),
        (b'\xff{"format": 1}', "utf-8"),
        (b'{"format": 1.0}', "no exact number"),
        (b'{"format": NaN}', "no exact number"),
        (b'{"format": ' + b"9" * 5000 + b"}", "Exceeds the limit"),
        (b'{"a": ' + b"[" * 100_000, "recursion"),
        (b'{"format": true}', "names no format"),
        (b'{"format": 1, "name": "001"}', "it has no 'brief'"),
        (b'{"format": 1, "name": "1", "brief": {}, "edition": {}, "records": {}}', "names no ed"),
        (
            b'{"format": 1, "name": "001", "brief": {}, "edition": {}, "records": {"a": 1}}',
            "brief has no cadence",
        ),
    ],
)
def test_what_is_no_snapshot_is_refused(content: bytes, why: str) -> None:
    """No traceback, whatever the bytes; the text says what is wrong."""
    with pytest.raises(IntegrityBroken, match=why):
        read_snapshot(content)


def test_read_back_it_is_the_book_at_its_marking(book: Book) -> None:
    """A rebuild starts from the same brief, edition and records, in the same order."""
    printed = at_marking(book)
    again = read_snapshot(write_snapshot(snapshot_of(book, EditionName(1)))).book

    assert (printed.brief, printed.edition) == (again.brief, again.edition)
    records = [record.replace(internal_note=None) for record in printed]
    assert records == list(again)


def test_every_shipped_record_is_read_back_as_it_was(book: Book, shipped_series: Path) -> None:
    """All types of record, with all that they nest, survive a snapshot."""
    shipped = load(shipped_series).records
    red = book.edition.replace(tlp=Tlp.RED)
    whole = Book(shipped.by_id, shipped.defined, brief=book.brief, edition=red)

    again = read_snapshot(write_snapshot(snapshot_of(whole, EditionName(1)))).book

    assert len(shipped) > 100
    assert [record.replace(internal_note=None) for record in whole] == list(again)


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({"type": "rumour"}, "x has no known type"),
        ({"type": ["fact"]}, "x has no known type"),
        ({"type": "fact", "id": "y"}, "x stands there under another id"),
        ({"type": "fact"}, "x has no statement"),
        ({"type": "fact", "statement": 7}, "x statement is no text"),
        ({"type": "fact", "statement": None}, "x statement is no text"),
        ({"type": "fact", "source_refs": "paper"}, "x source_refs is no list"),
        ({"type": "fact", "date": "2026-02-31"}, "x date .* not a valid date"),
        ({"type": "fact", "standing": 1}, "x standing .* true"),
        ({"type": "figure", "best": "many"}, "x best .* number"),
        ({"type": "figure", "best": True}, "x best is no single value"),
        ({"type": "figure", "period": {"start": "2026-01-01", "end": 5}}, "x period end "),
        ({"type": "round", "delegations": [{"head": "A"}]}, "x delegations has no party"),
    ],
)
def test_a_record_that_the_model_cannot_have_written_is_refused(
    book: Book, record: dict[str, Plain], why: str
) -> None:
    """The field is named: a digest does not prove that we wrote it."""
    content = json.loads(write_snapshot(snapshot_of(book, EditionName(1))))
    content["records"] = {"x": {"id": "x", **record}}

    with pytest.raises(IntegrityBroken, match=why):
        read_snapshot(json.dumps(content).encode())


def test_a_field_that_the_model_does_not_know_is_passed_over(book: Book) -> None:
    """A later version of the same format may have added it."""
    content = json.loads(write_snapshot(snapshot_of(book, EditionName(1))))
    content["records"]["shelter.open"]["colour"] = "red"

    assert snapshot_of(book, EditionName(1)) == read_snapshot(json.dumps(content).encode())


def test_json_readers_need_not_know_the_layout(book: Book) -> None:
    """The line layout is still plain JSON."""
    content = write_snapshot(snapshot_of(book, EditionName(3)))

    known = ["brief", "edition", "format", "name", "positions", "records"]

    assert known == list(json.loads(content))
