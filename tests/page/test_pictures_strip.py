"""The strip of turning points: to scale, whole, none upon another, mirrored where that is read."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

from reportkit.page.charts.chart import Picture
from reportkit.page.charts.mirroring import mirrored
from reportkit.page.charts.strip import strip_of
from reportkit.page.charts.strip_drawing import draw_strip
from tests.page.pictured import book_of, events, look, pictures, words_of

WIDTH = 174 * 72 / 25.4


def points(*days: str, headline: str = "Shots at the ford of #") -> str:
    """Write one event for each day, all of them turning points."""
    rows = [
        events(1, date_start=day, milestone="true", headline=headline.replace("#", day[5:]))
        .removeprefix("events:\n")
        .replace("e0", f"e{at}")
        for at, day in enumerate(days)
    ]
    return "events:\n" + "".join(rows)


def strip(tmp_path: Path, records: str) -> Picture:
    return pictures(book_of(tmp_path, records))["strip"]


def boxes(svg: str) -> list[tuple[float, float, float, float, str]]:
    found = re.findall(r'<text x="([\d.-]+)" y="([\d.-]+)"([^>]*)>([^<]*)</text>', svg)
    return [
        (float(x), float(y) - 6, float(x) + look().regular.width(words, 8.5), float(y), words)
        for x, y, _, words in found
    ]


def test_one_turning_point_makes_no_way(tmp_path: Path) -> None:
    assert strip_of(book_of(tmp_path, points("2025-10-08"))) is None
    assert strip_of(book_of(tmp_path, points("2025-09-01", "2025-10-08"))) is not None


def test_what_is_withdrawn_or_comes_after_the_period_is_not_told(tmp_path: Path) -> None:
    records = points("2025-09-01", "2025-09-20", "2025-10-08", "2025-10-20").replace(
        "id: e1,", "id: e1, status: withdrawn, status_reason: wrong,"
    )
    shown = strip_of(book_of(tmp_path, records))

    assert shown is not None
    assert ["1 Sep", "8 Oct"] == [one.when for one in shown.milestones]


def test_a_strip_tells_all_its_points_in_words_and_as_a_list(tmp_path: Path) -> None:
    picture = strip(tmp_path, points("2025-09-01", "2025-10-08"))

    assert picture.alt == (
        "Turning points from 1 Sep – 12 Oct 2025. "
        "1 Sep: Shots at the ford of 09-01; 8 Oct: Shots at the ford of 10-08."
    )
    assert picture.items == (
        "1 Sep: Shots at the ford of 09-01",
        "8 Oct: Shots at the ford of 10-08",
    )
    assert picture.note == "Shaded: the period of this edition. A tick is a Monday."


def test_eight_points_of_five_weeks_have_room_and_keep_apart(tmp_path: Path) -> None:
    days = ("09-08", "09-10", "09-13", "09-16", "09-20", "10-01", "10-08", "10-11")
    picture = strip(tmp_path, points(*(f"2025-{day}" for day in days)))

    assert "No room" not in picture.note
    assert picture.height_mm <= 36
    clashes = [
        (one[4], other[4])
        for one, other in combinations(boxes(picture.svg), 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert clashes == []
    assert max(box[2] for box in boxes(picture.svg)) <= WIDTH
    assert min(box[0] for box in boxes(picture.svg)) >= 0
    sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)"', picture.svg)}
    assert sizes == {8.5}


def test_what_has_no_room_is_said_and_the_first_and_the_last_stay(tmp_path: Path) -> None:
    days = ("2025-07-01", *(f"2025-10-{day:02}" for day in range(2, 9)))
    picture = strip(tmp_path, points(*days))

    assert "No room for: " in picture.note
    assert {"1 Jul", "8 Oct"} <= set(words_of(picture.svg))
    assert len(picture.items) == len(days)


def test_a_mirrored_strip_runs_from_right_to_left_and_its_words_do_not(tmp_path: Path) -> None:
    shown = strip_of(book_of(tmp_path, points("2025-09-01", "2025-10-08")))
    assert shown is not None
    svg, _, _ = draw_strip(shown, look(), WIDTH)
    turned = mirrored(svg, WIDTH, look())

    assert words_of(svg) == words_of(turned)
    there, back = ({words: (x, x2) for x, _, x2, _, words in boxes(each)} for each in (svg, turned))
    assert there["1 Sep"][0] < there["8 Oct"][0]
    assert back["1 Sep"][0] > back["8 Oct"][0]
    line = next(words for words in there if words.startswith("Shots"))
    assert abs(WIDTH - there[line][0] - back[line][1]) < 1
