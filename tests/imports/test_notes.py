"""A source that revised its own words: what 'check' then asks for is offered ready to paste."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from reportkit.authoring.written import Value
from reportkit.editions.snapshot import FACTS, read_snapshot
from reportkit.editions.store import Store
from reportkit.imports.candidate import Candidate
from reportkit.imports.compare import Verdict
from reportkit.imports.notes import (
    change_notes,
    data_set_of,
    is_published,
    owed,
    vanished_reason,
)
from reportkit.imports.preview import Preview
from reportkit.loading.loader import load
from reportkit.model.evidence import Place
from reportkit.publish.check import check_series
from tests.cli.series import publish, write
from tests.imports.made import event, run, source, toll


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def series(tmp_path: Path, opened: ExitStack) -> Path:
    """The river, with two imported events and a toll, published once; then week 2."""
    write(tmp_path, 1)
    run(tmp_path, opened, *imported(source()))
    publish(tmp_path)
    edition = tmp_path / "seeds/edition.yaml"
    week = (
        edition.read_text().replace("2025-10-13", "2025-10-20").replace("2025-10-19", "2025-10-26")
    )
    edition.write_text(week.replace("changes: []\n", ""))
    return tmp_path


def imported(of: Candidate, best: str = "2", **more: Value) -> list[Candidate]:
    days: dict[str, Value] = {"date_start": "2025-10-15", "place": "bridge"}
    return [
        of,
        event(1, line=2, row="", **{**days, **more}),
        toll(1, best, as_of="2025-10-16"),
        event(2, line=3, row="", **days),
    ]


def notes(series: Path, preview: Preview) -> str:
    store = Store(series / "reports")
    latest = store.latest()
    assert latest is not None
    published = read_snapshot(store.read(latest, FACTS)).book
    book = load(series).book
    assert book is not None
    data_set = data_set_of("monitor", preview, book)
    return change_notes(owed(preview, published, book.edition), data_set, preview)


def test_notes_on_what_the_source_revised_are_ready_to_paste(
    series: Path, opened: ExitStack
) -> None:
    later = source(version="2025-10-25", accessed="2025-10-26")
    preview, _ = run(series, opened, *imported(later, "5", date_start="2025-10-14"))

    block = notes(series, preview)
    with (series / "seeds/edition.yaml").open("a") as edition:
        edition.write(block + "\n")

    assert block == (
        "changes:\n"
        "  - record: monitor.v1\n"
        "    class: SOURCE-REVISED\n"
        '    reason: "Valley Monitor (version 2025-10-25) now gives the day as 14 October 2025 in '
        'place of 15 October 2025."\n'
        "    evidence: [monitor]\n"
        "  - record: monitor.v1.killed\n"
        "    class: SOURCE-REVISED\n"
        '    reason: "Valley Monitor (version 2025-10-25) now gives 5 in place of 2."\n'
        "    evidence: [monitor]"
    )
    assert [] == [
        (one.code, one.message)
        for one in check_series(series, today=date(2025, 10, 26)).problems
        if one.code.startswith(("change", "record"))
    ]


def test_a_place_is_called_by_its_name_as_well_as_it_is_known(
    series: Path, opened: ExitStack
) -> None:
    town = {"id": "mill-town", "name": "Mill Town", "kind": "city", "country": "North"}
    new = Candidate(Place, "P1", {**town, "geo_precision": "2"}, 2)
    preview, _ = run(series, opened, new, *imported(source(), place="mill-town"))

    assert "now gives the place as near Mill Town instead of The bridge." in notes(series, preview)


def test_notes_are_offered_until_they_stand_in_the_edition(series: Path, opened: ExitStack) -> None:
    run(series, opened, *imported(source(), "5"))
    again, _ = run(series, opened, *imported(source(), "5"))
    offered = notes(series, again)
    with (series / "seeds/edition.yaml").open("a") as edition:
        edition.write(offered + "\n")
    pasted, _ = run(series, opened, *imported(source(), "5"))

    assert 0 == again.counts[Verdict.CHANGED]
    assert "now gives 5 in place of 2." in offered
    assert "" == notes(series, pasted)


def test_a_second_revision_in_a_week_is_measured_by_what_readers_know(
    series: Path, opened: ExitStack
) -> None:
    run(series, opened, *imported(source(), "5"))
    higher, _ = run(series, opened, *imported(source(), "7"))
    offered = notes(series, higher)
    back, _ = run(series, opened, *imported(source(), "2"))

    assert "now gives 7 in place of 2." in offered
    assert "" == notes(series, back)


def test_without_the_notes_the_check_asks_for_them(series: Path, opened: ExitStack) -> None:
    run(series, opened, *imported(source(), "5"))

    codes = {one.code for one in check_series(series).problems}

    assert "change-unexplained" in codes


def test_a_note_says_of_an_account_that_it_is_worded_anew_and_nothing_of_the_description(
    series: Path, opened: ExitStack
) -> None:
    later = source(publisher="Valley Long Monitor (VLM)")
    moved: dict[str, Value] = {
        "place": "market",
        "summary": "Shots, market",
        "source_notes": [{"text": "Shots were heard.", "source": "monitor"}],
    }
    market: dict[str, Value] = {"id": "market", "name": "Old Market", "kind": "city"}
    market |= {"country": "Nomeland", "geo_precision": "1"}
    place = Candidate(Place, "market", market, 2)

    preview, _ = run(series, opened, place, *imported(later, "2", **moved))

    assert (
        "VLM (version 2026-01-12) now gives the place as Old Market instead of The bridge and "
        "words its account anew."
    ) in notes(series, preview)
    assert "The publisher has revised its publisher." in notes(series, preview)


def test_no_note_is_owed_of_an_account_that_differs_where_no_edition_quotes_it(
    series: Path, opened: ExitStack
) -> None:
    def third(last: str) -> Candidate:
        notes: Value = [{"text": f"{'word ' * 40}{last}", "source": "monitor"}]
        return event(3, date_start="2025-10-15", place="bridge", source_notes=notes)

    run(series, opened, *imported(source()), third("one"))
    publish(series)
    preview, _ = run(series, opened, *imported(source()), third("other"))

    assert 1 == preview.counts[Verdict.CHANGED]
    assert "" == notes(series, preview)


def test_nothing_is_owed_of_what_no_edition_carried(series: Path, opened: ExitStack) -> None:
    run(series, opened, *imported(source()), event(3, date_start="2025-10-15", place="bridge"))
    preview, _ = run(
        series, opened, *imported(source()), event(3, date_start="2025-10-14", place="bridge")
    )

    assert 1 == preview.counts[Verdict.CHANGED]
    assert "" == notes(series, preview)


def test_what_vanished_is_withdrawn_with_a_reason_that_readers_are_told(
    series: Path, opened: ExitStack
) -> None:
    of_source, one, killed, _ = imported(source())
    book = load(series).book
    assert book is not None

    gone = "Valley Monitor no longer lists it."
    preview, _ = run(series, opened, of_source, one, killed, withdraw=gone)

    (entry,) = preview.all(Verdict.VANISHED)
    assert is_published(entry, preview, book)
    assert "Valley Monitor (version 2026-01-12) no longer lists it." == vanished_reason(
        entry, preview, data_set_of("monitor", preview, book)
    )
    assert [] == [
        one.message
        for one in check_series(series).problems
        if one.code.startswith(("change", "record"))
    ]
