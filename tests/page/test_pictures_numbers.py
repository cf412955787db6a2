"""Charts, sparklines and tolls: honest scales, ranges, nothing merged."""

from __future__ import annotations

import re
from pathlib import Path

from reportkit.model.evidence import Event
from reportkit.page.charts.casualties import tolls_of
from reportkit.page.charts.findings import clause_of, finding_of
from reportkit.page.charts.series import Reading, draw_series, series_of
from reportkit.page.charts.series_multiples import groups_of
from reportkit.page.charts.series_plan import sparkline
from reportkit.page.charts.sparkline import movement
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.claim_matrix import matrix_of
from reportkit.page.tolls import figures_of
from tests.page.pictured import book_of, events, figure, look, pictures, words_of


def yearly(*values: str) -> str:
    """Write a series of the killed per year from 2020 on."""
    return "figures:\n" + "".join(
        figure(
            at,
            series="per-year",
            period=f"{{start: {2020 + at}-01-01, end: {2020 + at}-12-31}}",
            as_of=f"{2020 + at}-12-31",
            best=value,
        )
        for at, value in enumerate(values)
    )


def readings(tmp_path: Path, records: str) -> tuple[Reading, ...]:
    (series,) = series_of(book_of(tmp_path, records))
    return series.readings


def test_one_value_is_no_chart_and_two_are_no_sparkline(tmp_path: Path) -> None:
    assert series_of(book_of(tmp_path, yearly("7"))) == ()
    assert sparkline("f", readings(tmp_path, yearly("7", "8")), look()) is None
    assert sparkline("f", readings(tmp_path, yearly("7", "8", "9")), look()) is not None


def test_two_values_alone_are_no_picture_and_three_are(tmp_path: Path) -> None:
    assert groups_of(series_of(book_of(tmp_path, yearly("7", "8")))) == []
    assert [len(g) for g in groups_of(series_of(book_of(tmp_path, yearly("7", "8", "9"))))] == [1]


def test_of_many_series_the_newest_have_a_picture_and_the_rest_is_counted(tmp_path: Path) -> None:
    many = "figures:\n" + "".join(
        yearly("7", "8", str(at))
        .removeprefix("figures:\n")
        .replace("per-year", f"of-{at}")
        .replace("id: f", f"id: f{at}-")
        .replace("2020-", f"20{at + 10}-")
        .replace("2021-", f"20{at + 11}-")
        .replace("2022-", f"20{at + 12}-")
        for at in range(12)
    )
    drawn = pictures(book_of(tmp_path, many))
    charts = {id: one for id, one in drawn.items() if id.startswith("series-")}

    assert [f"series-of-{at}" for at in range(6, 12)] == list(charts)
    assert [""] * 5 + ["6 further series of this section are told in words and numbers alone."] == [
        chart.note for chart in charts.values()
    ]


def test_series_of_one_provider_and_the_same_years_stand_side_by_side(tmp_path: Path) -> None:
    two = yearly("7", "8") + yearly("70", "20").removeprefix("figures:\n").replace(
        "per-year", "hurt-per-year"
    ).replace("killed", "injured").replace("id: f", "id: g")
    picture = pictures(book_of(tmp_path, two))["series-per-year"]

    assert picture.caption == (
        "People killed rose from 7 in 2020 to 8 in 2021; "
        "people injured fell from 70 in 2020 to 20 in 2021"
    )
    assert picture.measure == "Number per year"
    assert {"People killed", "People injured", "8", "70"} <= set(words_of(picture.svg))


def test_providers_that_differ_have_no_axis_in_common(tmp_path: Path) -> None:
    other = yearly("70", "20").removeprefix("figures:\n").replace("id: f", "id: g")
    other = other.replace("per-year", "radios").replace("provider: un", "provider: radio")

    assert groups_of(series_of(book_of(tmp_path, yearly("7", "8") + other))) == []


def test_a_title_gives_no_direction_that_the_ranges_leave_open(tmp_path: Path) -> None:
    wide = yearly("10", "40").replace("best: 10", "low: 10, high: 50")
    (series,) = series_of(book_of(tmp_path, wide))

    assert clause_of(series).startswith("people killed: 10")
    (exact,) = series_of(book_of(tmp_path, yearly("10", "40", "20")))
    assert finding_of((exact,)) == (
        "People killed rose from 10 in 2020 to 20 in 2022, with a peak of 40 in 2021"
    )


def test_bars_are_as_high_as_their_values_from_zero(tmp_path: Path) -> None:
    (series,) = series_of(book_of(tmp_path, yearly("10", "40", "20")))
    svg, _ = draw_series(series, look(), 240)

    bars = re.findall(r'<path d="M[\d.]+ ([\d.]+)L[\d.]+ ([\d.]+)L[^"]*Z"', svg)
    heights = [float(bottom) - float(top) for bottom, top in bars]
    assert [0.25, 1.0, 0.5] == [round(height / max(heights), 2) for height in heights]
    assert len({bottom for bottom, _ in bars}) == 1


def test_all_zero_is_drawn_as_zero(tmp_path: Path) -> None:
    (series,) = series_of(book_of(tmp_path, yearly("0", "0")))

    assert words_of(draw_series(series, look(), 240)[0]) == ["0", "2021", "0", "2020"]


def test_years_stand_where_they_lie_in_time(tmp_path: Path) -> None:
    """A year without a value leaves its gap."""
    records = yearly("10", "20", "30").replace("2022-", "2029-")
    (series,) = series_of(book_of(tmp_path, records))
    svg, _ = draw_series(series, look(), 240)

    xs = [float(x) for x in re.findall(r'<path d="M([\d.]+) [\d.]+L[\d.]+ [\d.]+L[^"]*Z"', svg)]
    assert xs[2] - xs[1] > 5 * (xs[1] - xs[0])


def test_the_finding_names_first_last_and_highest(tmp_path: Path) -> None:
    found = readings(tmp_path, yearly("10", "40", "20"))

    assert movement(found) == "up from 10 (2020) to 20 (2022); highest 40 (2021)"


def test_superseded_and_withdrawn_values_are_in_no_chart(tmp_path: Path) -> None:
    records = yearly("10", "40", "20").replace("id: f1,", "id: f1, status: withdrawn,")
    records = records.replace("status: withdrawn,", "status: withdrawn, status_reason: wrong,")

    assert ["f0", "f2"] == [reading.record for reading in readings(tmp_path, records)]


def tolls(*fields: dict[str, str]) -> str:
    return (
        events(1)
        + "figures:\n"
        + "".join(figure(at, event="e0", **each) for at, each in enumerate(fields))
    )


def test_tolls_of_several_providers_stand_in_rows_and_are_never_added(tmp_path: Path) -> None:
    records = tolls(
        {"population": "civilian", "best": "5", "as_of": "2025-10-09"},
        {
            "population": "civilian",
            "low": "7",
            "operator": "at_least",
            "provider": "radio",
            "as_of": "2025-10-08",
        },
    )
    picture = pictures(book_of(tmp_path, records))["tolls-e0"]

    assert words_of(picture.svg) == [
        *("Civilians killed",),
        *("8 Oct", "River Radio", "at least 7"),
        *("9 Oct", "UN", "5"),
    ]
    assert picture.records == ("f1", "f0")


def test_a_label_of_one_provider_makes_no_row_of_its_own(tmp_path: Path) -> None:
    """What the picture sets under one axis the table sets in one row, with the label as a note."""
    records = tolls(
        {"population": "civilian", "best": "5", "as_of": "2025-10-09"},
        {
            "population": "civilian",
            "best": "7",
            "label": "people killed at the ford",
            "provider": "lower",
            "as_of": "2025-10-09",
        },
    )
    book = book_of(tmp_path, records)

    (shown,) = tolls_of(book)
    event = book.by_id["e0"]
    assert isinstance(event, Event)
    matrix = matrix_of(book, event, figures_of(book, event), Citations(book))
    assert [head for head, _ in shown.groups] == [row.label for row in matrix.rows]
    assert matrix.sentence.startswith("The accounts differ wherever more than one gives a number.")
    assert [note.text for note in matrix.notes] == ["Counts people killed at the ford."]


def test_counts_of_different_people_are_no_picture(tmp_path: Path) -> None:
    records = tolls(
        {"population": "civilian", "best": "5", "as_of": "2025-10-09"},
        {"population": "militants", "best": "7", "provider": "radio", "as_of": "2025-10-08"},
    )

    assert tolls_of(book_of(tmp_path, records)) == ()


def test_own_and_enemy_losses_of_the_same_side_stand_together(tmp_path: Path) -> None:
    actors = "actors: [{actor: upper, role: initiator, attribution: alleged}"
    records = tolls(
        {"population": "own_forces", "relation": "own", "provider": "upper", "best": "2"},
        {"population": "enemy_forces", "relation": "enemy", "provider": "lower", "best": "9"},
    ).replace(actors, f"{actors}, {{actor: lower, role: target, attribution: alleged}}")
    records = records.replace("method: count", "method: claim, as_of: 2025-10-09")
    (shown,) = tolls_of(book_of(tmp_path, records))

    ((head, reports),) = shown.groups
    assert head == "Killed, forces on the side of Upperland"
    assert [("Upperland, own side", "2"), ("Lowerland, other side", "9")] == [
        (report.who, report.words) for report in reports
    ]


def test_the_title_of_tolls_gives_every_day_of_the_event(tmp_path: Path) -> None:
    records = tolls(
        {"population": "civilian", "best": "5", "as_of": "2025-10-09"},
        {"population": "civilian", "best": "7", "provider": "radio", "as_of": "2025-10-09"},
    ).replace("date_start: 2025-10-08", "date_start: 2025-10-08, date_end: 2025-10-09")
    (shown,) = tolls_of(book_of(tmp_path, records))

    assert shown.when == "8–9 Oct"
