"""The map: window, precision, crossings, lines that not all accept."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from math import hypot
from pathlib import Path

import pytest

from reportkit.i18n.translate import use_language
from reportkit.page.charts.border_map import border_map_of
from reportkit.page.charts.border_map_plan import map_problems
from reportkit.page.charts.chart import drawn
from reportkit.page.charts.gallery import plans_of
from reportkit.page.charts.geography import bounds_of, boxes_of, codes_of, land_in
from reportkit.page.charts.projection import Bounds, frame_of
from reportkit.page.charts.style import Style
from reportkit.rules.places import map_window_is_on_earth
from tests.page.pictured import book_of, events, look, mapdata, pictures, words_of


def place(id: str, precision: int, *, kind: str = "city", lat: str = "0.7") -> str:
    """Write one place in Kenya."""
    return (
        f"  - {{id: {id}, name: {id.title()}, kind: {kind}, country: Kenya, lat: {lat}, "
        f"lon: 37.4, geo_precision: {precision}}}\n"
    )


def test_without_crossing_and_event_there_is_no_map(tmp_path: Path) -> None:
    assert border_map_of(book_of(tmp_path)) is None


def test_an_exact_place_is_a_dot_and_a_district_an_area_without_one(tmp_path: Path) -> None:
    places = "places:\n" + place("exact", 1) + place("district", 3, lat="0.2")
    book = book_of(tmp_path, places + events(1, place="exact").replace("e0", "a"))
    exact = pictures(book)["map"].svg
    book = book_of(tmp_path, places + events(1, place="district").replace("e0", "a"))
    vague = pictures(book)["map"].svg

    dot = r'<circle [^>]*r="3.2" fill="#0b4f6c"/>'  # a second one explains it in the key
    assert (2, 0) == (len(re.findall(dot, exact)), len(re.findall(dot, vague)))
    assert 'stroke-width="0.35"' in vague  # the hatching


def test_land_water_and_lines_are_of_the_inks_of_the_theme(tmp_path: Path) -> None:
    """Lighter or darker, for much lies upon them; none keeps a grey of its own."""
    book = book_of(tmp_path, "places:\n" + place("exact", 1) + events(1, place="exact"))
    sand = replace(look(), pale="#ead9b8", rule="#c9b37d", grey="#6b4f1d")

    def greys(style: Style) -> set[str]:
        svg = drawn(plans_of(book, style, mapdata()), {})["map"].svg
        found = set(re.findall(r'(?:fill|stroke)="#([0-9a-f]{6})"', svg))
        return {colour for colour in found if colour[:2] == colour[2:4] == colour[4:]}

    assert {"e2e2e2", "cfcfcf"} <= greys(look())
    assert {"ffffff", "111111"} >= greys(sand)


def test_a_vague_area_without_a_point_is_told_below_the_map(tmp_path: Path) -> None:
    records = (
        "places:\n  - {id: east, name: The East, kind: region, country: Kenya, geo_precision: 5}\n"
        + place("gate", 1, kind="crossing")
        + events(1, place="east")
    )
    picture = pictures(book_of(tmp_path, records))["map"]

    assert "Not on the map: The East (area)." in picture.note
    assert "The East" not in " ".join(words_of(picture.svg))


def test_a_crossing_says_what_may_pass_by_shape_and_word(tmp_path: Path) -> None:
    records = """
        places:
          - {id: gate, name: Gate, kind: crossing, country: Kenya, lat: 0.1, lon: 37,
             geo_precision: 1}
        measures:
          - {id: m1, statement: Shut, kind: crossing_closure, by: upper, place: gate,
             traffic: trade, measure_status: in_force, since: 2025-10-01, source_refs: [s1]}
          - {id: m2, statement: Shut, kind: crossing_closure, by: upper, place: gate,
             traffic: returnees, measure_status: lifted, since: 2025-10-01, until: 2025-10-02,
             source_refs: [s1]}
        """
    shown = border_map_of(book_of(tmp_path, records))

    assert shown is not None
    (crossing,) = shown.crossings
    assert ("▬", "trade closed, returnees open") == (crossing.shape.value, crossing.state)


def test_a_disputed_line_of_the_places_is_drawn_dashed_and_named(tmp_path: Path) -> None:
    records = """
        places:
          - {id: line, name: Old Line, kind: line, country: Afghanistan/Pakistan, disputed: true,
             geo_precision: 5}
          - {id: gate, name: Gate, kind: crossing, country: Afghanistan/Pakistan, lat: 34.1,
             lon: 71.1, geo_precision: 1}
        """
    picture = pictures(book_of(tmp_path, records))["map"]

    assert 'stroke-width="1.1" stroke-dasharray="5 2.2"' in picture.svg
    assert "Old Line (disputed)" in words_of(picture.svg)
    assert "line that not every side accepts as a border" in words_of(picture.svg)


def test_nothing_is_laid_upon_a_disputed_line_but_marks_and_letters(tmp_path: Path) -> None:
    records = """
        places:
          - {id: line, name: Old Line, kind: line, country: Afghanistan/Pakistan, disputed: true,
             geo_precision: 5}
          - {id: gate, name: Gate, kind: crossing, country: Afghanistan/Pakistan, lat: 34.1,
             lon: 71.1, geo_precision: 1}
        """
    svg = pictures(book_of(tmp_path, records))["map"].svg

    grounds = [match.start() for match in re.finditer('fill-opacity="0.78"', svg)]
    line = svg.index('stroke-dasharray="5 2.2"')
    assert sum(at < line for at in grounds) == 2  # of the gate's name and of the line's
    assert sum(at > line for at in grounds) == 1  # of the scale, in its corner


def test_a_capital_is_a_star_and_is_named_though_nothing_happened_there(tmp_path: Path) -> None:
    seat = place("seat", 1, lat="0.9").replace("}", ", capital: true}")
    places = "places:\n" + place("gate", 1) + seat
    picture = pictures(book_of(tmp_path, places + events(1, place="gate")))["map"]

    assert {"Seat", "capital"} <= set(words_of(picture.svg))


def test_the_ring_of_a_place_without_events_is_in_the_key(tmp_path: Path) -> None:
    both = events(1, place="ford") + events(1, place="gate").removeprefix("events:\n").replace(
        "e0", "e1"
    )
    quiet_ford, no_quiet = (
        words_of(pictures(book_of(tmp_path, "places:\n" + place("gate", 1) + records))["map"].svg)
        for records in (events(1, place="gate"), both)
    )
    assert {"The Ford", "other place"} <= set(quiet_ford)
    assert "other place" not in no_quiet


def test_where_something_happened_before_is_grey_and_told_below(tmp_path: Path) -> None:
    places = "places:\n" + place("now", 1) + place("then", 1, lat="0.3")
    before = events(1, place="then", date_start="2025-09-01").removeprefix("events:\n")
    records = events(1, place="now") + before.replace("e0", "e1")
    picture = pictures(book_of(tmp_path, places + records))["map"]

    (name,) = re.findall(r"<text[^>]*>Then<", picture.svg)
    assert f'fill="{look().grey}"' in name
    assert picture.items == ("Now: 8 Oct", "Earlier, Then: 1 Sep")
    assert "Earlier: Then 1 Sep." in picture.alt


@pytest.mark.parametrize(
    ("events_there", "item"),
    [
        (1, "Now: about 8 Oct"),
        (4, "Now: 4 events, about 8 Oct"),
    ],
)
def test_a_day_that_stands_for_its_week_is_no_day_on_the_map(
    tmp_path: Path, events_there: int, item: str
) -> None:
    records = events(events_there, place="now", date_precision="week")
    picture = pictures(book_of(tmp_path, "places:\n" + place("now", 1) + records))["map"]

    assert picture.items == (item,)


def test_the_scale_lies_on_no_mark(tmp_path: Path) -> None:
    places, records = "places:\n" + place("gate", 1), events(1, place="gate")
    for number, at in enumerate(("-4.6, lon: 32.2", "-1.5, lon: 31.4"), start=1):
        there = place(f"p{number}", 1, lat=at).replace("lon: 37.4, ", "")
        records += (
            events(1, place=f"p{number}").removeprefix("events:\n").replace("e0", f"e{number}")
        )
        places += there
    svg = pictures(book_of(tmp_path, places + records))["map"].svg

    boxes = re.findall(r'<rect x="(\S+)" y="(\S+)" width="(\S+)" height="13"', svg)
    ((left, top, wide),) = (map(float, box) for box in boxes)
    marks = re.findall(r'<circle cx="(\S+)" cy="(\S+)" r="3.2"', svg)
    lying_under = [
        (x, y)
        for x, y in ((float(x), float(y)) for x, y in marks)
        if left - 3 < x < left + wide + 3 and top - 3 < y < top + 13 + 3
    ]
    assert lying_under == []
    assert len(marks) == 3 + 1  # and that of the key


def test_a_window_upon_the_region_lies_in_a_corner(tmp_path: Path) -> None:
    shown = pictures(book_of(tmp_path, "places:\n" + place("gate", 1) + events(1, place="gate")))

    assert f'stroke="{look().accent}" stroke-width="1.3"' in shown["map"].svg


def test_no_name_of_a_map_is_smaller_than_eight_points_and_a_half(tmp_path: Path) -> None:
    shown = pictures(book_of(tmp_path, "places:\n" + place("gate", 1) + events(1, place="gate")))

    sizes = [float(size) for size in re.findall(r'font-size="([^"]*)"', shown["map"].svg)]
    assert min(sizes) == 8.5


def test_a_series_names_its_countries_and_gets_their_map(tmp_path: Path) -> None:
    brief = "map: {countries: [ECU, Peru], disputed: [{between: [ECU, PER], name: The River}]}\n"
    records = (
        "places:\n  - {id: gate, name: Gate, kind: crossing, country: Ecuador, lat: -3.5, "
        "lon: -80.2, geo_precision: 1}\n"
    )
    picture = pictures(book_of(tmp_path, records, brief=brief))["map"]

    assert {"ECUADOR", "PERU", "The River (disputed)"} <= set(words_of(picture.svg))


def test_a_mistyped_code_is_not_guessed_to_be_another_countrys(tmp_path: Path) -> None:
    book = book_of(tmp_path, brief="map: {countries: [SUD]}\n")

    (problem,) = map_problems(book, mapdata())
    assert problem.hint == "a code of three letters such as AFG, or a name"


def test_a_territory_that_is_on_no_map_is_a_problem_with_its_place(tmp_path: Path) -> None:
    book = book_of(tmp_path, brief="map: {countries: [AFG, Pakistann]}\n")

    (problem,) = map_problems(book, mapdata())
    assert ("map-territory", "did you mean 'pakistan'?") == (problem.code, problem.hint)
    assert problem.mark.column > 1


@pytest.mark.parametrize(
    ("brief", "said"),
    [
        ("map: {box: [60, 28, 75]}", "the box has 3 numbers"),
        ("map: {box: [60, 38, 75, 28]}", "the box reaches from 38 to 28 degrees of latitude"),
        ("map: {box: [60, 28, 185, 38]}", "the box reaches from 60 to 185 degrees of longitude"),
        ("map: {disputed: [{between: [AFG]}]}", "a disputed line has 1 sides"),
    ],
)
def test_a_window_that_is_none_is_a_problem(tmp_path: Path, brief: str, said: str) -> None:
    book = book_of(tmp_path, brief=f"{brief}\n")

    assert [said] == [problem.message for problem in map_window_is_on_earth(book)]


def test_a_box_over_the_date_line_shows_both_its_sides(tmp_path: Path) -> None:
    brief = "map: {countries: [FJI], box: [176, -20, -178, -15]}\n"
    records = """
        places:
          - {id: west, name: Suva, kind: crossing, country: Fiji, lat: -18.1, lon: 178.4,
             geo_precision: 1}
          - {id: east, name: Vanua Balavu, kind: crossing, country: Fiji, lat: -17.2, lon: -179,
             geo_precision: 1}
        """
    picture = pictures(book_of(tmp_path, records, brief=brief))["map"]

    assert {"Suva", "Vanua Balavu"} <= set(words_of(picture.svg))
    assert picture.height_mm < picture.width_mm


def test_the_smallest_box_around_places_may_cross_the_date_line() -> None:
    assert bounds_of([(179.0, 1.0), (-178.0, 2.0)]) == Bounds(179.0, 1.0, 182.0, 2.0)
    assert bounds_of([(71.1, 34.0)]) == Bounds(71.1, 34.0, 71.1, 34.0)


@pytest.mark.parametrize(
    "box", [Bounds(60, 29, 75, 37), Bounds(-75, -55, -65, -40), Bounds(170, -5, 190, 5)]
)
def test_the_scale_is_true_along_the_middle_of_the_map(box: Bounds) -> None:
    """100 km on earth are as many points north to south as west to east: no shape is bent."""
    frame = frame_of(box, 493, 400)
    x, y = (box.west + box.east) / 2, (box.south + box.north) / 2
    (x1, y1), (x2, y2) = frame.to_paper(x, y - 0.45), frame.to_paper(x, y + 0.45)

    per_km = hypot(x2 - x1, y2 - y1) / (0.9 * 111.195)
    assert per_km == pytest.approx(frame.points_per_km, rel=0.01)


def test_what_the_window_cuts_is_what_lies_in_it() -> None:
    frame = frame_of(Bounds(60.5, 29, 75, 37.5), 493, 400)
    land = land_in(mapdata(), frame)

    assert {"AFG", "PAK", "IRN", "IND", "TKM", "UZB", "TJK", "CHN"} == {
        country.code for country in land.countries
    }
    (line,) = [border for border in land.borders if border.sides == {"AFG", "PAK"}]
    assert sum(map(len, line.lines)) > 100
    far = [
        (x, y)
        for country in land.countries
        for ring in country.rings
        for x, y in ring
        if not (-60 < x < 560 and -60 < y < 460)
    ]
    assert far == []


def test_land_on_the_other_side_of_the_date_line_is_drawn_where_it_belongs() -> None:
    land = land_in(mapdata(), frame_of(Bounds(176, -22, 190, -12), 493, 400))

    middle = {c.code: c.rings[0][0][0] for c in land.countries if c.code in ("FJI", "WSM")}
    assert middle["FJI"] < middle["WSM"] < 493


def test_the_boxes_that_ship_are_those_of_the_shapes() -> None:
    assert json.loads((mapdata() / "boxes.json").read_bytes()) == boxes_of(mapdata())


def test_countries_are_found_by_code_and_by_name() -> None:
    codes = codes_of(mapdata())

    assert ("AFG", "AFG", "AFG") == (codes["afg"], codes["af"], codes["afghanistan"])


def test_a_translated_map_has_the_names_of_its_language(tmp_path: Path) -> None:
    names = "names: [{name: فورڈ, language: ur}, {name: Furd}]"
    furd = place("furd", 1).replace("name: Furd", f"name: Big Ford, {names}")
    records = "places:\n" + furd + place("gate", 1, kind="crossing") + events(1, place="furd")
    book = book_of(tmp_path, records, brief="language: ur\ntext_language: en\n")
    with use_language("ur", "en"):
        translated = border_map_of(book)
    own = border_map_of(book)

    assert translated
    assert own
    assert [["فورڈ"], ["Big Ford"]] == [
        [s.name for s in shown.spots] for shown in (translated, own)
    ]
    assert ["Gate"] == [crossing.name for crossing in translated.crossings]


def test_a_country_is_found_on_the_map_by_the_code_of_its_record(tmp_path: Path) -> None:
    kenya = "{id: kenya, name: Kenia, kind: country, country: Kenia, iso: KEN, geo_precision: 6}"
    gate = place("gate", 1, kind="crossing").replace("Kenya", "Kenia")
    records = f"places:\n  - {kenya}\n{gate}"
    book = book_of(tmp_path, records, brief="map: {countries: [Kenia]}")

    shown = border_map_of(book)

    assert shown
    assert ("KEN",) == shown.countries
    assert [] == map_problems(book, mapdata())


def test_what_is_called_alike_is_named_once_beside_the_map(tmp_path: Path) -> None:
    alike = "places:\n" + "".join(
        f"  - {{id: p{at}, name: Town {at}, kind: city, admin1: Khost, country: Afghanistan, "
        f"lat: 33.3{at}, lon: 69.9, geo_precision: 4}}\n"
        for at in range(9)
    )
    shots = "events:\n" + "".join(
        f"  - {{id: e{at}, summary: Shots, event_type: battle, date_start: 2025-10-08, "
        f"place: p{at}, source_refs: [s1]}}\n"
        for at in range(9)
    )
    drawing = pictures(book_of(tmp_path, shots + alike))["map"]

    assert drawing.note.endswith("Unnamed on the map: somewhere in Khost.")
