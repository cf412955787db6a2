"""A large series on the page: paper counts what the screen lists, and nothing is lost."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from reportkit.loading.loader import load
from reportkit.model.book import Book
from reportkit.model.evidence import Event, Figure
from reportkit.model.vocabulary.events import DatePrecision
from reportkit.page.assets import Design, read_design
from reportkit.page.compose.edition import compose
from reportkit.page.compose.page_model import Page
from tests.large import Large, write
from tests.page.composing import book_of, first_history, history_after
from tests.page.test_nothing_lost import pages, text_of, unreachable

JOINER = "\u2060"  # keeps a day and its month together

#: Without files of a series.
DESIGN: Design = read_design(Path(__file__).parent)[0]
SMALL = Large(events=90, weeks=6, districts=12, week=6)


def book_in(series: Path, large: Large) -> Book:
    """Load the series of a week."""
    loaded = load(write(series, large))
    assert loaded.book is not None, loaded.problems
    return loaded.book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return book_in(tmp_path, SMALL)


def plain(html: str) -> str:
    """Give what a reader reads."""
    return text_of(html).replace(JOINER, "")


def sentences(page: Page) -> list[str]:
    """Give the lines of the record so far that paper has."""
    parts = [part for part in page.annexes.record.sections if part.title == "Clashes"]
    matters = [matter for part in parts for matter in part.matters if matter.on_paper]
    return [part.text for matter in matters for line in matter.lines for part in line.parts]


def test_events_that_nobody_tells_of_are_counted_by_place_and_week(book: Book) -> None:
    page = compose(book, name="1")
    (section,) = (part for part in page.annexes.record.sections if part.tables)
    (table,) = section.tables

    assert table.caption == "Clashes: events by place and time"
    assert table.heads[:2] == ("Place", "2–8\nJun")
    assert [row.head for row in table.rows][-1] == "All"
    *places, everything = (
        [int(cell.replace("–", "0")) for cell in row.cells] for row in table.rows
    )
    assert everything == [sum(column) for column in zip(*places, strict=True)]
    assert everything[-1] == 90
    assert all(sum(row[:-1]) == row[-1] for row in places)


def test_a_province_that_two_data_sets_write_in_two_ways_is_one_row(tmp_path: Path) -> None:
    places = write(tmp_path, SMALL) / "seeds" / "places.yaml"
    text = places.read_text("utf-8")
    places.write_text(text.replace("admin1: Province 1,", "admin1: Province 1 province,", 1))
    book = load(tmp_path).book
    assert book is not None

    tables = [t for part in compose(book, name="1").annexes.record.sections for t in part.tables]

    assert ["Province 1"] == [r.head for t in tables for r in t.rows if "1" in r.head]


@pytest.mark.parametrize(("weeks", "columns"), [(4, 4), (6, 6), (7, 2), (26, 6)])
def test_as_many_stretches_stand_side_by_side_as_their_heads_have_room(
    tmp_path: Path, weeks: int, columns: int
) -> None:
    book = book_in(tmp_path, Large(events=300, weeks=weeks, districts=12, week=weeks))
    tables = [t for part in compose(book, name="1").annexes.record.sections for t in part.tables]

    ((_, *stretches, _),) = [table.heads for table in tables]
    assert columns == len(stretches)
    assert all(" " not in head for head in stretches)  # where no line may end before a month


def test_what_is_known_to_a_month_alone_is_said_so_and_makes_no_week_the_busiest(
    tmp_path: Path,
) -> None:
    events = write(tmp_path, SMALL) / "seeds" / "events.yaml"
    text = events.read_text("utf-8")
    events.write_text(text.replace(", place:", ", date_precision: month, place:", 40), "utf-8")
    book = load(tmp_path).book
    assert book is not None
    (line,) = sentences(compose(book, name="1"))

    assert "40 of them are known only to their week or month, and are counted on" in line
    known = [e for e in book.all(Event) if e.date_precision is DatePrecision.DAY]
    assert "The week with most" not in line  # the table shows more of it
    (most,) = re.findall(r"Of those known to their day most are of [^(]+\((\d+)\)", line)
    weeks = Counter(event.date_start.isocalendar().week for event in known)
    assert int(most) == max(weeks.values())


def test_one_sentence_gives_the_number_of_zeros_and_the_highest_numbers(book: Book) -> None:
    (line,) = sentences(compose(book, name="1"))
    killed = [int(figure.best or 0) for figure in book if figure.id.endswith(".killed")]  # type: ignore[attr-defined]

    assert line.startswith("90 events, 2 Jun – ")
    assert f"above zero in {sum(map(bool, killed))} events, zero in {killed.count(0)}." in line
    assert f"Highest first: {max(killed)} (" in line


def test_each_event_is_on_the_screen_and_no_link_of_the_paper_leads_nowhere(
    tmp_path: Path, book: Book
) -> None:
    screen, paper = pages(book, DESIGN, "1", first_history(tmp_path, book))

    assert [] == unreachable(book, screen)
    assert 'id="rec-monitor.1"' not in paper
    assert "90 more, one by one" in plain(screen)
    assert "one by one" not in plain(paper)
    assert "Each is in the HTML edition" in plain(paper)
    assert "in the HTML edition" not in plain(screen)
    targets = set(re.findall(r'href="#([^"]+)"', paper))
    assert targets <= set(re.findall(r'id="([^"]+)"', paper))


def test_a_newer_table_is_a_line_of_the_change_log_and_each_change_on_the_screen(
    tmp_path: Path,
) -> None:
    before = book_in(tmp_path / "before", Large(events=130, weeks=6, districts=12, week=5))
    later = Large(events=130, weeks=6, districts=12, week=6, follows=True, revised=20)
    book = book_in(tmp_path / "now", later)
    history = history_after(tmp_path, before, book)
    screen, paper = pages(book, DESIGN, "2", history)
    new = sum(event.type == "event" and event.id not in before.by_id for event in book)

    printed = plain(paper)
    assert "Revised by The Monitor itself: 20 tolls, all now higher." in printed
    assert 2 == printed.count("Each is in the HTML edition.")
    assert f"New: {new} events of 8–13 Jul 2025 and {new} tolls." in printed
    assert " itself: people killed" not in printed
    assert "in the HTML edition" not in plain(screen)
    assert 20 == len(re.findall(r"Revised by [^:]+ itself: people killed", plain(screen)))
    assert "We said (No. 1):" not in plain(screen)
    assert [] == unreachable(book, screen)
    marks = set(re.findall(r'href="#(chg-[^"]+)"', screen))
    assert marks <= set(re.findall(r'id="(chg-[^"]+)"', screen))


def test_few_revised_tolls_stand_one_by_one_below_many_accounts_that_are_worded_anew(
    tmp_path: Path,
) -> None:
    """ACLED words its note anew wherever it revises a number."""
    before = book_in(tmp_path / "before", Large(events=130, weeks=6, districts=12, week=5))
    later = Large(events=130, weeks=6, districts=12, week=6, follows=True, revised=10)
    events = write(tmp_path / "now", later) / "seeds" / "events.yaml"
    events.write_text(events.read_text("utf-8").replace("summary: '", "summary: 'New ", 10))
    with events.with_name("edition.yaml").open("a") as edition:
        edition.writelines(
            f"  - {{record: monitor.{number}, class: SOURCE-REVISED, evidence: [monitor-data],"
            " reason: The data set words it anew.}\n"
            for number in range(1, 11)
        )
    book = load(tmp_path / "now").book
    assert book is not None
    history = history_after(tmp_path, before, book)
    screen, paper = pages(book, DESIGN, "2", history)

    printed = plain(paper)
    assert "Revised by The Monitor itself: 10 tolls, all now higher." in printed  # page 1
    assert 10 == len(re.findall(r"Revised by The Monitor itself: people killed", printed))
    assert "Revised by The Monitor itself: 10 events of 2–3 Jun 2025." in printed
    assert [] == unreachable(book, screen)


def test_what_a_data_set_took_back_is_counted_and_said_in_its_name(tmp_path: Path) -> None:
    before = book_in(tmp_path / "before", Large(events=200, weeks=6, districts=12, week=5))
    later = Large(events=200, weeks=6, districts=12, week=6, follows=True, gone=70)
    book = book_in(tmp_path / "now", later)
    history = history_after(tmp_path, before, book)
    screen, paper = pages(book, DESIGN, "2", history)

    line = "Withdrawn, for The Monitor (version 2) no longer lists them: 70 events of "
    assert 3 == plain(paper).count(line)  # page 1, the log, the record so far
    assert "we no longer stand behind" not in plain(paper)
    assert 'id="rec-monitor.100"' not in paper
    assert [] == unreachable(book, screen)
    assert "140 more, one by one" in plain(screen)
    marks = set(re.findall(r'href="#(chg-[^"]+)"', screen))
    assert marks <= set(re.findall(r'id="(chg-[^"]+)"', screen))
    assert set(re.findall(r'href="#([^"]+)"', paper)) <= set(re.findall(r'id="([^"]+)"', paper))


def test_zeros_by_the_hundred_are_one_line_and_what_is_above_zero_stands(tmp_path: Path) -> None:
    figures = "".join(
        f"  - {{id: f{at}, section: floods, metric: killed, best: {7 if at == 3 else 0}, "
        "provider: un, method: count, place: ford, as_of: 2025-10-08, source_refs: [s1]}\n"
        for at in range(400)
    )
    book = book_of(tmp_path, f"figures:\n{figures}")
    screen, paper = pages(book, DESIGN, "1", first_history(tmp_path, book))

    printed = plain(paper)
    assert "UN, people killed: 399 figures, all of them zero, 8 Oct 2025. " in printed
    assert "HTML edition" in printed
    assert "in the HTML edition" not in plain(screen)
    assert "By place: Lowerland 399." in printed
    assert 1 == printed.count("People killed: 7.")
    assert "People killed: 0." not in printed
    assert {figure.id for figure in book.all(Figure)}.isdisjoint(unreachable(book, screen))


def test_zeros_that_share_a_label_are_one_line_for_each_label(tmp_path: Path) -> None:
    figures = "".join(
        f"  - {{id: f{at}, section: floods, metric: events, best: 0, provider: un, method: count,"
        f" label: events ({'riots' if at % 2 else 'protests'}), place: ford,"
        " as_of: 2025-10-08, source_refs: [s1]}\n"
        for at in range(80)
    )
    book = book_of(tmp_path, f"figures:\n{figures}")
    _, paper = pages(book, DESIGN, "1", first_history(tmp_path, book))

    printed = plain(paper)
    assert "UN, events (riots): 40 figures, all of them zero, 8 Oct 2025. " in printed
    assert "UN, events (protests): 40 figures, all of them zero, 8 Oct 2025. " in printed
    assert "Events (riots): 0." not in printed


def test_a_section_of_nothing_else_leads_to_where_its_events_are_counted(tmp_path: Path) -> None:
    desk = write(tmp_path, SMALL) / "seeds" / "desk.yaml"
    desk.write_text(desk.read_text("utf-8").replace("    section: clashes\n", ""), "utf-8")
    book = load(tmp_path).book
    assert book is not None
    _, paper = pages(book, DESIGN, "1", first_history(tmp_path, book))

    assert "180 records elsewhere" in plain(paper)
    assert 'href="#earlier-clashes"' in paper
    assert 'href="#rec-monitor.' not in paper


def test_the_same_seeds_give_the_same_page(tmp_path: Path, book: Book) -> None:
    again = book_in(tmp_path / "again", SMALL)

    assert compose(book, name="1") == compose(again, name="1")


def test_a_few_events_stand_one_by_one(tmp_path: Path) -> None:
    book = book_in(tmp_path, Large(events=20, weeks=2, districts=6, week=2))
    _, paper = pages(book, DESIGN, "1", first_history(tmp_path, book))

    assert 'id="rec-monitor.1"' in paper
    assert "one by one" not in paper
    assert "large.css" not in paper
