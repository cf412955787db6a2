"""The timeline: lanes, shapes, labels that keep apart."""

from __future__ import annotations

import re
from pathlib import Path

from reportkit.loading.loader import load
from reportkit.page.charts.shapes import Shape
from reportkit.page.charts.style import Face, Style
from reportkit.page.charts.timeline import timeline_of
from tests.page.pictured import book_of, events, look, pictures, words_of

POINTS = 174 * 72 / 25.4


def texts(svg: str) -> list[tuple[float, float, str, bool]]:
    """Give x, y, words and whether they are bold."""
    found = re.findall(r'<text x="([\d.-]+)" y="([\d.-]+)"([^>]*)>([^<]*)</text>', svg)
    return [(float(x), float(y), words, "weight" in rest) for x, y, rest, words in found]


def test_nothing_in_the_period_gives_no_timeline(tmp_path: Path) -> None:
    book = book_of(tmp_path, events(1, date_start="2025-09-01"))

    assert timeline_of(book) is None


def test_an_event_stands_in_the_lane_of_the_party_said_to_have_acted(tmp_path: Path) -> None:
    shown = timeline_of(book_of(tmp_path, events(1)))

    assert shown is not None
    lanes = [(lane.name, [h.words for h in lane.happenings]) for lane in shown.lanes]
    assert lanes == [("Upperland", ["Shots"])]


def test_parties_that_did_nothing_in_the_period_have_no_empty_lanes(tmp_path: Path) -> None:
    by_others = events(1).replace("actor: upper", "actor: gang")
    gang = "actors: [{id: gang, name: A gang, kind: armed_group}]\n"
    shown = timeline_of(book_of(tmp_path, gang + by_others))

    assert shown is not None
    assert [(lane.name, lane.note) for lane in shown.lanes] == [("Events", "")]


def test_where_nobody_is_a_party_no_lane_says_that_no_party_acted(tmp_path: Path) -> None:
    records = events(1)
    (tmp_path / "seeds").mkdir()
    book = book_of(tmp_path, records)
    for path in (tmp_path / "seeds").glob("*.yaml"):
        path.write_text(path.read_text().replace(", party_to_conflict: true", ""))
    shown = timeline_of(load(tmp_path).book or book)

    assert shown is not None
    assert [(lane.name, lane.note) for lane in shown.lanes] == [("Events", "")]


def test_who_was_hit_is_told_in_words_and_has_no_lane_for_it(tmp_path: Path) -> None:
    hit = "actors: [{actor: upper, role: target, attribution: accepted}]"
    actor = "actors: [{actor: upper, role: initiator, attribution: alleged}]"
    shown = timeline_of(book_of(tmp_path, events(1).replace(actor, hit)))

    assert shown is not None
    (lane,) = shown.lanes
    assert ("Events", "target: Upperland") == (lane.name, lane.happenings[0].aside)


SAID = """
claims:
  - {id: c1, speaker: lower, modality: asserts, statement: it is so, date: 2025-10-08,
     source_refs: [s1]}
facts:
  - {id: f1, statement: Lowerland says that it is so., headline: All is so, claims: [c1],
     date: 2025-10-08, verification: unverified, source_refs: [s1]}
  - {id: f2, statement: It rained., date: 2025-10-09, verification: unverified, source_refs: [s1]}
  - {id: f3, statement: It will rain., date: 2025-10-19, headline: Rain is to come,
     verification: unverified, source_refs: [s1]}
"""


def test_what_was_said_stands_with_who_said_it_where_it_has_a_headline(tmp_path: Path) -> None:
    picture = pictures(book_of(tmp_path, SAID))["timeline"]

    assert picture.items == ("Lowerland, 8 Oct: All is so (said)",)
    assert "1 further fact of these days is in the sections." in picture.note


def test_the_key_explains_the_signs_that_are_used_and_no_others(tmp_path: Path) -> None:
    words = words_of(pictures(book_of(tmp_path, SAID + events(1)))["timeline"].svg)

    assert ["happened", "said"] == words[-2:]


def test_no_words_are_smaller_than_eight_points_and_a_half(tmp_path: Path) -> None:
    svg = pictures(book_of(tmp_path, SAID + events(1)))["timeline"].svg

    assert {"8.5"} == set(re.findall(r'font-size="([^"]*)"', svg))


def test_a_contested_event_is_a_diamond_and_says_so(tmp_path: Path) -> None:
    claims = """
        claims:
          - {id: c1, speaker: upper, modality: asserts, statement: it was so, about: [e0],
             date: 2025-10-08, source_refs: [s1]}
          - {id: c2, speaker: lower, modality: denies, statement: it was so, contradicts: [c1],
             date: 2025-10-08, source_refs: [s1]}
        facts:
          - {id: f1, statement: Shots fell., event: e0, claims: [c1], verification: unverified,
             source_refs: [s1]}
        """
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "more.yaml").write_text(events(1))
    shown = timeline_of(book_of(tmp_path, claims))

    assert shown is not None
    (happening,) = shown.lanes[0].happenings
    assert (happening.shape, happening.aside) == (Shape.DIAMOND, "accounts differ")


def test_no_two_labels_of_a_crowded_week_lie_upon_each_other(tmp_path: Path) -> None:
    records = "events:\n" + "".join(
        events(1, date_start=f"2025-10-{6 + at % 7:02}", summary=f"A rather long event {at}")
        .removeprefix("events:\n")
        .replace("e0", f"e{at}")
        for at in range(14)
    )
    picture = pictures(book_of(tmp_path, records))["timeline"]

    boxes = []
    for x, y, words, bold in texts(picture.svg):
        face = look().semibold if bold else look().regular
        boxes.append((x, y - 5, x + face.width(words, 6.8), y, words))
    clashes = [
        (one[4], other[4])
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert clashes == []
    assert max(box[2] for box in boxes) <= POINTS
    assert min(box[0] for box in boxes) >= 0


def test_events_of_one_day_that_find_no_room_are_said_to_be_elsewhere(tmp_path: Path) -> None:
    picture = pictures(book_of(tmp_path, events(24)))["timeline"]

    drawn = sum(words.startswith("Shots") for words in words_of(picture.svg))
    assert f"and {24 - drawn} more in the list of events" in words_of(picture.svg)
    assert picture.height_mm < 80
    start = "Timeline of 6–12 Oct 2025. Upperland: 8 Oct: Shots (actor alleged)"
    assert picture.alt.startswith(start)
    assert len(picture.items) == 24


def test_more_events_of_a_lane_are_counted_by_day_and_place(tmp_path: Path) -> None:
    picture = pictures(book_of(tmp_path, events(60)))["timeline"]

    assert ["60"] == [words for words in words_of(picture.svg) if words.isdigit()]
    assert "Upperland: 60 events, counted by place; Kenya 60; most 8 Oct (60)." in picture.alt
    assert picture.items == ("Upperland, 60 events, counted by place; Kenya 60; most 8 Oct (60)",)
    assert "Numbers are events by place and day; darker means more." == picture.note


def test_markup_of_a_record_is_text_and_arabic_script_is_drawn(tmp_path: Path) -> None:
    picture = pictures(book_of(tmp_path, events(1, summary='"<b>Torkham</b> & طورخم"')))

    words = words_of(picture["timeline"].svg)
    assert "&lt;b&gt;Torkham&lt;/b&gt; &amp; طورخم · actor alleged" in words


def test_a_name_that_cannot_be_drawn_joined_is_left_to_the_list() -> None:
    """Pashto has letters without forms for joining, which is how WeasyPrint must get them."""
    face = Face(lambda: dict.fromkeys("Torkham ", 0.5))

    assert Style(face, face).readable("Torkham طورخم") == "Torkham طورخم"
    assert Style(face, face).readable("ښوونځی") == "(name in the list)"


def test_closures_of_several_crossings_on_one_day_are_one_mark(tmp_path: Path) -> None:
    records = """
        places:
          - {id: north, name: North Gate, kind: crossing, country: Kenya, geo_precision: 1}
          - {id: south, name: South Gate, kind: crossing, country: Kenya, geo_precision: 1}
        measures:
          - {id: m1, statement: Shut, kind: crossing_closure, by: upper, place: north,
             traffic: all, measure_status: in_force, since: 2025-10-09, source_refs: [s1]}
          - {id: m2, statement: Shut, kind: crossing_closure, by: upper, place: south,
             traffic: all, measure_status: in_force, since: 2025-10-09, source_refs: [s1]}
        """
    shown = timeline_of(book_of(tmp_path, records))

    assert shown is not None
    (happening,) = shown.lanes[0].happenings
    assert happening.words == "Crossing closure: North Gate and South Gate"
    assert happening.records == ("m1", "m2")
