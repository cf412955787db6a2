"""The one table of tolls in the body: of which event, with which rows, and where the others are."""

from __future__ import annotations

from pathlib import Path

from reportkit.page.compose.edition import compose
from reportkit.page.compose.page_model import Page
from tests.page.composing import anchors_in, book_of, lines_of_record

EVENTS = """
section: floods
events:
  - {id: small, summary: a ferry sank, event_type: battle, date_start: 2025-10-09, place: ford,
     source_refs: [s1]}
  - {id: big, summary: a dyke broke, event_type: battle, date_start: 2025-10-08, place: ford,
     source_refs: [s1]}
figures:
"""


def figure(id: str, event: str, provider: str, best: int, **more: object) -> str:
    fields = {"metric": "killed", "population": "civilian", "method": "claim", **more}
    written = ", ".join(f"{key}: {value}" for key, value in fields.items())
    return (
        f"  - {{id: {id}, event: {event}, provider: {provider}, best: {best}, {written},\n"
        f"     as_of: 2025-10-09, source_refs: [s1]}}\n"
    )


TOLLS = (
    EVENTS
    + figure("small.u", "small", "upper", 2)
    + figure("small.l", "small", "lower", 3)
    + figure("big.u", "big", "upper", 20)
    + figure("big.l", "big", "lower", 30)
)


def titles(page: Page) -> list[str]:
    return [matrix.title for section in page.sections for matrix in section.matrices]


def test_the_body_compares_the_event_with_most_at_stake_and_says_where_the_others_are(
    tmp_path: Path,
) -> None:
    page = compose(book_of(tmp_path, TOLLS), name="1")

    assert ["A dyke broke, 8 Oct, The Ford"] == titles(page)
    (matrix,) = page.sections[1].matrices
    assert ("Differing figures on 1 other event", "rec-small.u") == matrix.others
    matters = [matter for part in page.annexes.record.sections for matter in part.matters]
    assert "A ferry sank, The Ford, 9 Oct." in [matter.title for matter in matters]


def test_an_edition_names_the_event_that_its_story_turns_on(tmp_path: Path) -> None:
    page = compose(book_of(tmp_path, TOLLS, edition="main_toll: small"), name="1")

    assert ["A ferry sank, 9 Oct, The Ford"] == titles(page)


def test_an_event_of_which_one_side_alone_counts_comes_after_one_that_both_count(
    tmp_path: Path,
) -> None:
    more = figure("big.m", "big", "un", 90)
    one_sided = (
        EVENTS
        + "".join(line for line in (more, figure("big.l", "big", "lower", 30)) if line)
        + figure("small.u", "small", "upper", 2)
        + figure("small.l", "small", "lower", 3)
    )
    page = compose(book_of(tmp_path, one_sided), name="1")

    assert ["A ferry sank, 9 Oct, The Ford"] == titles(page)


def test_the_table_has_four_rows_and_the_annex_the_others(tmp_path: Path) -> None:
    """What both count comes first, then the killed; nothing is lost."""
    rows = [("vehicles", 8), ("posts_captured", 7), ("evacuated", 6), ("injured", 5)]
    rows += [("houses_damaged", 4)]
    records = TOLLS + "".join(
        figure(f"big.{metric}", "big", "upper", best, metric=metric) for metric, best in rows
    )
    page = compose(
        book_of(tmp_path, records + figure("b", "big", "lower", 9, metric="vehicles")), name="1"
    )

    (matrix,) = page.sections[1].matrices
    shown = [row.label for row in matrix.rows]
    assert {"Civilians killed", "Vehicles, civilians", "Civilians injured"} <= set(shown)
    assert 4 == len(shown)
    anchors = anchors_in(page)
    assert all(f"rec-big.{metric}" in anchors for metric, _ in rows)


def test_notes_follow_the_order_of_reading_and_one_note_has_one_letter(tmp_path: Path) -> None:
    records = (
        EVENTS
        + figure("late", "big", "upper", 20, note="a first count")
        + figure("early", "big", "lower", 30, note="from the air")
        + figure("more", "big", "lower", 5, metric="injured", note="a first count")
    )
    page = compose(book_of(tmp_path, records), name="1")

    (matrix,) = page.sections[1].matrices
    assert [("a", "From the air."), ("b", "A first count.")] == [
        (note.label, note.text) for note in matrix.notes
    ]
    assert [["a", "b"], ["b"]] == [
        [value.mark for cell in row.cells for value in cell.values] for row in matrix.rows
    ]
    assert matrix.sentence.endswith("All as of 9 Oct.")


def test_what_the_table_counts_is_not_told_again_as_standing(tmp_path: Path) -> None:
    records = (
        TOLLS
        + """
facts:
  - {id: f, statement: Counts differ., date: 2025-09-01, standing: true, event: big,
     about: [big.u, big.l], verification: unverified}
"""
    )
    page = compose(book_of(tmp_path, records), name="1")

    assert not any(section.standing or section.facts for section in page.sections)
    anchors = [line.parts[0].anchor.fragment for line in lines_of_record(page)]
    assert "rec-f" in anchors


def test_a_number_of_another_place_than_its_event_says_so(tmp_path: Path) -> None:
    """A toll of one town, in the table of a province, must not look like the province's."""
    town = "places:\n  - {id: town, name: Mill Town, kind: city, country: U, geo_precision: 1}\n"
    elsewhere = figure("big.o", "big", "upper", 4, metric="injured", place="town")
    page = compose(book_of(tmp_path, TOLLS + elsewhere + town), name="1")

    (matrix,) = page.sections[1].matrices
    details = [v.detail for row in matrix.rows for cell in row.cells for v in cell.values]
    assert ["", "", "Mill Town"] == details
