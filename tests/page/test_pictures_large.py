"""Pictures of more than can be marked: circles that count, cells of places and weeks."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from math import hypot
from pathlib import Path

import pytest

from reportkit.loading.loader import load
from reportkit.model.book import Book
from reportkit.model.evidence import Event
from reportkit.page.charts.border_map import MOST_SPOTS, Spot, border_map_of
from reportkit.page.charts.border_map_clusters import APART, clusters_of
from reportkit.page.charts.chart import Picture
from reportkit.page.charts.svg import Point
from reportkit.page.charts.timeline import timeline_of
from reportkit.page.tallies import Step, Stretch, stretch_name, stretches_of, tally_of
from tests.large import Large, write
from tests.page.pictured import look, pictures, words_of

HALF_A_YEAR = Large(whole=True)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    loaded = load(write(tmp_path_factory.mktemp("large"), HALF_A_YEAR))
    assert loaded.book is not None
    return loaded.book


@pytest.fixture(scope="module")
def drawn(book: Book) -> dict[str, Picture]:
    return pictures(book)


def spot(name: str, events: int, *, is_area: bool = False) -> Spot:
    records = tuple(f"{name}{number}" for number in range(events))
    return Spot(name, 0, 0, 0, is_area, is_capital=False, when="", records=records)


def placed() -> list[tuple[Point, Spot]]:
    """Give places on a paper so close together that most marks would touch."""
    return [
        ((number % 10 * 7.0, number // 10 * 9.0), spot(f"p{number}", 1 + number * 7 % 13))
        for number in range(100)
    ]


def test_no_two_circles_of_a_crowded_map_touch_and_every_event_is_in_one() -> None:
    clusters = clusters_of(placed())

    for one, other in combinations(clusters, 2):
        assert hypot(one.at[0] - other.at[0], one.at[1] - other.at[1]) >= APART
    assert sum(cluster.events for cluster in clusters) == sum(len(s.records) for _, s in placed())
    assert sorted(place.name for cluster in clusters for place in cluster.places) == sorted(
        place.name for _, place in placed()
    )


def test_circles_are_the_same_in_whatever_order_places_come() -> None:
    assert clusters_of(placed()) == clusters_of(reversed(placed()))


def test_a_circle_stands_at_the_place_that_had_most() -> None:
    (cluster,) = clusters_of([((0, 0), spot("less", 2)), ((5, 5), spot("most", 9))])

    assert (cluster.at, cluster.events, cluster.places[0].name) == ((5, 5), 11, "most")


def test_the_map_of_a_large_series_counts_every_event_once(
    book: Book, drawn: dict[str, Picture]
) -> None:
    shown = border_map_of(book)
    assert shown is not None
    assert len(shown.spots) > MOST_SPOTS
    numbers = re.findall(r'font-weight="600">([\d,]+)</text>', drawn["map"].svg)

    assert 1500 == sum(int(number) for number in numbers) - 2 * 7  # two signs of the key
    assert "number of events of this period" in words_of(drawn["map"].svg)


def test_the_words_beside_a_crowded_map_say_how_far_a_circle_reaches(
    drawn: dict[str, Picture],
) -> None:
    assert re.search(
        r"A circle counts the events at places within \d+ km that no other circle counts, and",
        drawn["map"].note,
    )
    assert "Unnamed on the map" not in drawn["map"].note
    assert len(drawn["map"].alt) < 700
    assert len(drawn["map"].items) <= 41


def test_the_timeline_of_half_a_year_counts_by_week_and_province(
    book: Book, drawn: dict[str, Picture]
) -> None:
    shown = timeline_of(book)
    assert shown is not None
    (counts,) = [lane.counts for lane in shown.lanes if lane.counts]
    cells = sum(count > 0 for row in counts.tally.counts for count in row)

    assert (counts.tally.step, len(counts.tally.stretches), len(counts.tally.places)) == (
        Step.WEEK,
        26,
        6,
    )
    assert 1500 == counts.events == sum(counts.tally.by_place)
    assert cells == drawn["timeline"].svg.count("fill-opacity")
    assert drawn["timeline"].height_mm < 90
    assert "Numbers are events by place and week; darker means more." in drawn["timeline"].note
    assert len(drawn["timeline"].alt) < 700


def test_an_event_known_to_its_month_alone_is_in_no_cell(tmp_path: Path) -> None:
    large = Large(events=90, weeks=6, districts=12, week=6, whole=True)
    seeds = write(tmp_path, large) / "seeds" / "events.yaml"
    text = seeds.read_text("utf-8")
    seeds.write_text(text.replace(", place:", ", date_precision: month, place:", 40), "utf-8")
    book = load(tmp_path).book
    assert book is not None
    shown = timeline_of(book)
    assert shown is not None
    (counts,) = [lane.counts for lane in shown.lanes if lane.counts]

    assert (50, 40) == (sum(counts.tally.by_place), counts.rough)
    assert (
        "Numbers are events by place and week; darker means more. 40 more are known only to "
        "their week or month and may not be of these days."
    ) in pictures(book)["timeline"].note


def test_an_event_that_has_all_days_of_its_week_is_in_no_cell_either(tmp_path: Path) -> None:
    """As data sets are imported: its first day is no better known than the others."""
    large = Large(events=90, weeks=6, districts=12, week=6, whole=True)
    seeds = write(tmp_path, large) / "seeds" / "events.yaml"
    text, week = seeds.read_text("utf-8"), "date_start: 2025-06-09, date_end: 2025-06-15, "
    for line in [row for row in text.splitlines() if "event_type" in row][:40]:
        roughly = re.sub(r"date_start: \S+ ", f"{week}date_precision: week, ", line)
        text = text.replace(line, roughly)
    seeds.write_text(text, "utf-8")
    book = load(tmp_path).book
    assert book is not None
    shown = timeline_of(book)
    assert shown is not None
    (counts,) = [lane.counts for lane in shown.lanes if lane.counts]

    assert (50, 40) == (sum(counts.tally.by_place), counts.rough)
    said = "40 more are known only to their week or month and are in no cell."
    assert said in pictures(book)["timeline"].note


def test_events_none_of_which_has_a_day_make_no_timeline(tmp_path: Path) -> None:
    seeds = write(tmp_path, Large(events=90, weeks=2, week=2)) / "seeds"
    for name, was, now in (
        ("events.yaml", ", place:", ", date_precision: month, place:"),
        ("desk.yaml", "    standing: true\n", ""),
    ):
        text = (seeds / name).read_text("utf-8")
        (seeds / name).write_text(text.replace(was, now), "utf-8")
    book = load(tmp_path).book
    assert book is not None

    assert timeline_of(book) is None


def test_no_number_of_a_cell_is_wider_than_its_cell(drawn: dict[str, Picture]) -> None:
    svg = drawn["timeline"].svg
    cells = re.findall(
        r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"[^>]*fill-opacity[^>]*/>'
        r'<text x="([\d.]+)"[^>]*>(\d+)</text>',
        svg,
    )

    assert cells
    for left, wide, at, number in cells:
        assert float(at) >= float(left)
        end = float(at) + look().regular.width(number, 8.5)
        assert end <= float(left) + float(wide) + 0.1


@pytest.mark.parametrize(
    ("days", "most", "step", "names"),
    [
        (("2025-06-02", "2025-06-04"), 7, Step.DAY, ["2 Jun", "3 Jun", "4 Jun"]),
        (("2025-06-04", "2025-06-16"), 7, Step.WEEK, ["4–8 Jun", "9–15 Jun", "16 Jun"]),
        (("2024-12-09", "2025-02-03"), 7, Step.MONTH, ["Dec 2024", "Jan", "Feb"]),
        (("2025-02-01", "2025-09-01"), 5, Step.QUARTER, ["Feb–Mar", "Apr–Jun", "Jul–Sep"]),
        (("2023-05-01", "2025-02-03"), 3, Step.YEAR, ["2023", "2024", "2025"]),
    ],
)
def test_events_are_counted_by_the_shortest_step_for_which_there_is_room(
    book: Book, days: tuple[str, str], most: int, step: Step, names: list[str]
) -> None:
    within = Stretch(*map(date.fromisoformat, days))
    tally = tally_of(
        book, book.all(Event)[:1], within, most_stretches=dict.fromkeys(Step, most), most_places=3
    )
    called = [
        stretch_name(stretch, step, 2025).replace("\u2060", "")
        for stretch in stretches_of(within, step)
    ]

    assert (tally.step, called) == (step, names)
    assert tuple(stretches_of(within, step)) == tally.stretches


def test_places_beyond_those_that_have_room_are_counted_together(book: Book) -> None:
    days = Stretch(date(2025, 6, 2), date(2025, 11, 30))
    tally = tally_of(
        book, book.all(Event), days, most_stretches=dict.fromkeys(Step, 7), most_places=3
    )

    assert tally.places[-1] == "elsewhere"
    assert (len(tally.places), sum(tally.by_place)) == (3, 1500)
    assert tally.by_place[0] >= tally.by_place[1]


def test_a_large_picture_is_drawn_to_the_byte_again(book: Book, drawn: dict[str, Picture]) -> None:
    again = pictures(book)

    assert {id: picture.svg for id, picture in again.items()} == {
        id: picture.svg for id, picture in drawn.items()
    }


def test_few_places_keep_a_mark_and_a_name_each(tmp_path: Path) -> None:
    few = load(write(tmp_path, Large(events=40, weeks=4, districts=12, week=4))).book
    assert few is not None

    assert "number of events of this period" not in words_of(pictures(few)["map"].svg)
