"""A mapping that the user keeps: what it may say, and what is asked of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.imports.convert import Options
from reportkit.imports.filters import Filters
from reportkit.imports.profile_files import NoProfile, profile_named, read_mapping, recognised
from reportkit.problems import SeedsRejected
from reportkit.tables.table import Column
from tests.imports.files import PLACES, errors_of, take

EVENTS = """\
    records: events
    source: {id: log, publisher: Valley Monitor}
    key: no
    day: {start: day}
    place: {pcode: [code], name: "place?", admin1: "province?", country_name: Nomeland}
    event_type: kind
    notes: "text?"
    figures:
      - {best: "dead?", metric: killed}
    words:
      - {column: kind, word: Clash, means: battle}
    """


def test_an_unknown_word_is_asked_for_once_with_the_line_to_paste(tmp_path: Path) -> None:
    content = """\
        no,day,code,kind
        1,2025-10-14,NL0101,clash
        2,2025-10-14,NL0101,Theft
        3,2025-10-14,NL0101,theft
        """
    taken = take(tmp_path, content, EVENTS)

    assert [one["id"] for one in taken.of("event")] == ["log.1"]
    assert taken.problems[0].mark.column == len("2,2025-10-14,NL0101,") + 1
    assert taken.told == ["import-word:3 nothing says what 'Theft' of kind means, in 2 rows"]
    assert "- {column: kind, word: Theft, means: }  # one of battle," in taken.problems[0].hint


def test_rows_of_a_word_that_is_left_out_are_passed_over_in_silence(tmp_path: Path) -> None:
    words = EVENTS + "  - {column: kind, word: Theft, means: leave_out}\n    "
    taken = take(tmp_path, "no,day,code,kind\n2,2025-10-14,NL0101,Theft\n", words)

    assert taken.of("event") == []
    assert taken.problems == ()


def test_a_word_that_means_what_the_model_lacks_is_refused_at_its_place(tmp_path: Path) -> None:
    taken = take(
        tmp_path, "no,day,code,kind\n1,2025-10-14,NL0101,x\n", EVENTS.replace("battle", "batle")
    )

    [problem] = taken.problems
    assert taken.made == ()
    assert (problem.mark.file, problem.mark.line) == ("mapping.yaml", 11)
    assert problem.hint == "did you mean 'battle'?"


def test_a_column_that_the_file_lacks_refuses_the_whole(tmp_path: Path) -> None:
    taken = take(tmp_path, "no,day,code,kynd\n1,2025-10-14,NL0101,Clash\n", EVENTS)

    assert taken.made == ()
    assert taken.told == ["import-column:6 the file has no column 'kind'"]
    assert "did you mean 'kynd'?" in taken.problems[0].hint


@pytest.mark.parametrize(
    ("key", "id"),
    [
        ("AFG12345", "log.afg12345"),
        ("2025-7", "log.2025-7"),
        ("event--4d1f", "log.event-4d1f-"),
        ("No. 7/Ä", "log.no.7-a-"),
        ("x" * 200, "log.xxxx"),
    ],
)
def test_an_id_is_made_of_the_providers_own_and_two_never_share_one(
    tmp_path: Path, key: str, id: str
) -> None:
    [event] = take(tmp_path, f"no,day,code,kind\n{key},2025-10-14,NL0101,Clash\n", EVENTS).of(
        "event"
    )

    assert str(event["id"]).startswith(id)
    assert event["external_ids"] == [{"scheme": "log", "id": key}]


def test_ids_of_keys_that_look_alike_differ(tmp_path: Path) -> None:
    content = "no,day,code,kind\nA--1,2025-10-14,NL0101,Clash\nA-1,2025-10-14,NL0101,Clash\n"
    taken = take(tmp_path, content, EVENTS)

    assert len({str(one["id"]) for one in taken.of("event")}) == 2
    assert errors_of(tmp_path, taken) == []


def test_a_name_alone_places_nothing_and_two_that_fit_are_asked(tmp_path: Path) -> None:
    twins = PLACES + (
        "  - {id: east, name: Ford, kind: city, admin1: East, country: Nomeland,"
        " geo_precision: 1}\n"
        "  - {id: west, name: Ford, kind: city, admin1: West, country: Nomeland,"
        " geo_precision: 1}\n"
    )
    content = """\
        no,day,code,place,province,kind
        1,2025-10-14,,Ford,West,Clash
        2,2025-10-14,,Ford,,Clash
        3,2025-10-14,,Nowhere,West,Clash
        """
    taken = take(tmp_path, content, EVENTS, more=twins)

    assert [one["place"] for one in taken.of("event")] == ["west"]
    assert [line.split(" ", 1)[0] for line in taken.told] == ["import-place:3", "import-place:4"]
    assert "can be any of east, west" in taken.told[0]


def test_letters_of_arabic_that_look_alike_are_one_name(tmp_path: Path) -> None:
    kaf = PLACES + (
        "  - {id: ford, name: \u0643\u0627, kind: city, admin1: West, country: Nomeland,"
        " geo_precision: 1}\n"
    )
    content = "no,day,code,place,province,kind\n1,2025-10-14,,\u06a9\u0627,West,Clash\n"

    assert [one["place"] for one in take(tmp_path, content, EVENTS, more=kaf).of("event")] == [
        "ford"
    ]


def test_a_number_that_is_absent_or_no_number_is_never_zero(tmp_path: Path) -> None:
    content = """\
        no,day,code,kind,dead
        1,2025-10-14,NL0101,Clash,N/A
        2,2025-10-14,NL0101,Clash,-
        3,2025-10-14,NL0101,Clash,12 (est.)
        4,2025-10-14,NL0101,Clash,4.0
        """
    taken = take(tmp_path, content, EVENTS, options=Options(Filters(zeros=True)))

    assert [one["best"] for one in taken.of("figure")] == ["4"]
    assert [one.mark.line for one in taken.problems] == [4]
    assert [one["id"] for one in taken.of("event")] == ["log.1", "log.2", "log.4"]


def test_a_day_that_can_be_two_is_asked_for_until_the_mapping_says_its_order(
    tmp_path: Path,
) -> None:
    content = "no,day,code,kind\n1,03/10/2025,NL0101,Clash\n"
    told = EVENTS.replace("{start: day}", "{start: day, order: day_first}")

    assert [one.code for one in take(tmp_path, content, EVENTS).problems] == ["import-cell"]
    assert take(tmp_path, content, told).of("event")[0]["date_start"] == "2025-10-03"


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(places=("NL0102",)), ["log.2"]),
        (Filters(places=("upper-mill",)), ["log.1"]),
        (Filters(types=("riot",)), []),
        (Filters(min_deaths=5), ["log.2"]),
    ],
)
def test_filters_take_what_is_asked_for(tmp_path: Path, filters: Filters, ids: list[str]) -> None:
    content = """\
        no,day,code,kind,dead
        1,2025-10-14,NL0101,Clash,2
        2,2025-10-15,NL0102,Clash,7
        """
    taken = take(tmp_path, content, EVENTS, options=Options(filters))

    assert [one["id"] for one in taken.of("event")] == ids


def test_a_mapping_may_be_like_a_profile_and_add_its_own_words(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("like: acled\nwords:\n  - {column: actor1, word: X, means: north}\n")
    mapping, shipped = read_mapping(path), profile_named("acled")

    assert mapping.words[:-1] == shipped.words
    assert mapping.words[-1].means == "north"
    assert mapping.key == shipped.key


@pytest.mark.parametrize(
    ("order", "day"), [("day_first", "2025-04-03"), ("month_first", "2025-03-04")]
)
def test_the_order_of_days_is_said_beside_a_profile_without_its_columns(
    tmp_path: Path, order: str, day: str
) -> None:
    content = (
        "event_id_cnty,event_date,time_precision,event_type,sub_event_type,country,location,"
        "fatalities\nN1,03/04/2025,1,Battles,Clash,Nomeland,Millton,1\n"
    )
    asked = take(tmp_path, content)
    taken = take(tmp_path, content, f"like: acled\nday: {{order: {order}}}\n")

    assert "'day: {order: day_first}', or month_first" in asked.problems[0].hint
    assert [day] == [one["date_start"] for one in taken.of("event")]


def test_mistakes_of_a_mapping_are_told_in_one_run_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("records: evens\nsource: {id: log}\nkeys: no\nwords:\n  - {column: a}\n")

    with pytest.raises(SeedsRejected) as refused:
        read_mapping(path, "imports/mine.yaml")

    assert [(one.code, one.mark.line) for one in refused.value.problems] == [
        ("enum-unknown", 1),
        ("key-unknown", 3),
        ("key-missing", 5),
    ]


def test_a_file_that_no_profile_knows_is_answered_with_the_way_out() -> None:
    with pytest.raises(NoProfile, match=r"these columns: a, b\n.*--new-map FILE"):
        recognised((Column("a", "", 0), Column("b", "", 1)))


@pytest.mark.parametrize(
    ("column", "numbers"),
    [
        (("10.234", "12,5"), ["10234", "12.5"]),
        (("12,345", "2.5"), ["12345", "2.5"]),
        ((*["7"] * 300, "1.234", "2,5"), [*["7"] * 300, "1234", "2.5"]),
    ],
    ids=["decided by one of two digits", "asked of a thousand", "decided far down"],
)
def test_the_whole_column_decides_what_stands_before_decimals(
    tmp_path: Path, column: tuple[str, ...], numbers: list[str]
) -> None:
    rows = "".join(f'{no},2025-10-14,NL0101,Clash,"{lost}"\n' for no, lost in enumerate(column))
    mapping = EVENTS.replace("metric: killed", "metric: trade_loss")
    taken = take(tmp_path, f"no,day,code,kind,dead\n{rows}", mapping)

    assert taken.problems == ()
    assert [one["best"] for one in taken.of("figure")] == numbers


def test_a_toll_says_whom_it_counts_where_the_mapping_does(tmp_path: Path) -> None:
    mapping = EVENTS.replace(
        '- {best: "dead?", metric: killed}',
        "- {best: dead, metric: killed}\n      "
        "- {best: civil, metric: killed, population: civilians}",
    )
    taken = take(tmp_path, "no,day,code,kind,dead,civil\n1,2025-10-14,NL0101,Clash,3,2\n", mapping)

    assert [(one["id"], one["best"], one.get("population")) for one in taken.of("figure")] == [
        ("log.1.killed", "3", None),
        ("log.1.killed-civilians", "2", "civilians"),
    ]


def test_a_place_of_a_list_is_not_the_province_whose_code_stands_beside_its_own(
    tmp_path: Path,
) -> None:
    mapping = """\
        records: places
        source: {id: codes, publisher: Valley Monitor}
        place: {pcode: [own, province], name: name, country_name: Nomeland, kind: district}
        """
    taken = take(tmp_path, "name,own,province\nFar Mill,NL9901,NL0101\n", mapping)

    assert [(one["id"], one["pcode"]) for one in taken.of("place")] == [("far-mill", "NL9901")]


def test_a_day_far_down_decides_how_the_column_is_meant(tmp_path: Path) -> None:
    days = [*["2025-10-14"] * 300, "03/10/2025", "14/10/2025"]
    rows = "".join(f"{no},{day},NL0101,Clash\n" for no, day in enumerate(days))
    taken = take(tmp_path, f"no,day,code,kind\n{rows}", EVENTS)

    assert taken.problems == ()
    assert ["2025-10-03", "2025-10-14"] == [one["date_start"] for one in taken.of("event")][-2:]


def test_a_mark_that_stands_before_no_decimals_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SeedsRejected) as rejected:
        take(tmp_path, "no,day,code,kind\n", EVENTS + "decimal: x\n")

    assert ["'x' stands before no decimals"] == [one.message for one in rejected.value.problems]


MADE = """\
    records: events
    source: {id: log, publisher: Valley Monitor}
    key: no
    day: {start: day}
    place: {name: place, admin1: province, country_name: Nomeland, lat: lat, lon: lon,
            unknown: make}
    type_is: battle
    """


def test_a_place_with_a_long_name_is_made_under_an_id_that_may_be_written(tmp_path: Path) -> None:
    name = "Camp of the displaced at the old brickworks " * 3
    rows = f"no,day,place,province,lat,lon\n1,2025-10-14,{name},Hill,10.1,10.1\n"
    taken = take(tmp_path, rows, MADE)

    assert [] == errors_of(tmp_path, taken)


def test_many_places_of_one_name_are_numbered_from_the_second_on(tmp_path: Path) -> None:
    rows = "no,day,place,province,lat,lon\n"
    rows += "".join(f"{n},2025-10-14,Ford,Hill,{n},10\n" for n in range(1, 31))
    taken = take(tmp_path, rows, MADE)

    ids = [str(one["id"]) for one in taken.of("place")]
    assert "ford-hill-nomeland-27" == ids[-1]
    assert [] == errors_of(tmp_path, taken)


@pytest.mark.parametrize(
    ("place", "district", "text", "summary"),
    [
        ("Mill", "Dale", "Raid in Mill", "Raid in Dale district"),
        ("Mill", "Dale District", "Raid in Mill", "Raid in Dale District"),
        ("Mill", "Dale", "Millers shot at", "Millers shot at"),
    ],
)
def test_a_town_that_stands_for_its_district_is_called_so_where_it_is_a_word_of_its_own(
    tmp_path: Path, place: str, district: str, text: str, summary: str
) -> None:
    mapping = """\
        records: events
        source: {id: log, publisher: Valley Monitor}
        key: no
        day: {start: day}
        place: {name: place, admin2: district, country_name: Nomeland, precision: exact,
                unknown: make}
        type_is: battle
        summary: "{text}"
        words: [{column: exact, word: rough, means: "3"}]
        """
    head = "no,day,place,district,exact,text\n"
    taken = take(tmp_path, f"{head}1,2025-10-14,{place},{district},rough,{text}\n", mapping)

    assert [summary] == [one["summary"] for one in taken.of("event")], taken.told
