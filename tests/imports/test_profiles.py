"""Each profile that ships takes files with its provider's columns, and its records check clean."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.imports.convert import Options
from reportkit.imports.filters import Filters
from reportkit.imports.mapping import Unknown
from reportkit.imports.profile_files import profile_named, profile_names
from tests.imports.files import PLACES, errors_of, take

ACLED = """\
event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,\
location,latitude,longitude,geo_precision,source,notes,fatalities
NLD0001,14 October 2025,1,Battles,Armed clash,Army of the North,Mill guards,Nomeland,Mill Valley,\
Millton,34.2,71.2,1,The Paper; Wire; The Paper,"A clash was likely, both say.",3.0
NLD0002,2025-10-15,2,Protests,Peaceful protest,Millers,,Nomeland,Mill Valley,\
Millton,34.2,71.2,2,The Paper,,0
"""
UCDP = (
    "7,NLD-2025-1-1,2025,1,Clear,1,1,1,North: Government,1,1,North - South,1,1,Army of the North,2,"
    "2,South,2,art,The Paper,2025-10-15,A clash,orig,1,Millton,near Millton,Mill Valley,Upper Mill,"
    "34.2,71.2,POINT (71.2 34.2),1,Nomeland,1,Asia,2,2,2025-10-13 00:00:00.000,"
    "2025-10-15 00:00:00.000,1,0,2,0,3,5,2,1,\n"
)
OCHA = """\
ADM2_EN,ADM2_DA,ADM2_PCODE,ADM1_EN,ADM1_PCODE,ADM0_EN,ADM0_PCODE,AREA_SQKM
Upper Mill,آسیاب بالا,NL0101,Mill Valley,NL01,Nomeland,NL,12.5
Far Mill,,NL0103,Mill Valley,NL01,Nomeland,NL,9
"""
TOTALS = """\
Country,Admin1,Admin2,ISO3,Admin2 Pcode,Admin1 Pcode,Month,Year,Events,Fatalities
Nomeland,Mill Valley,Upper Mill,NLD,NL0101,NL01,September,2025,3,5
Nomeland,Mill Valley,Lower Mill,NLD,NL0102,NL01,September,2025,0,0
"""
HAPI = """\
location_code,provider_admin2_name,admin2_code,event_type,events,fatalities,reference_period_start,\
reference_period_end
NLD,Uper Mill,NL0101,political_violence,3,2,2025-09-01T00:00:00,2025-09-30T23:59:59
"""
WHO_WHERE = """\
Organisation,Cluster,Region,Woreda,pcode
Help ,WASH,Mill Valley,Upper Mill,NL0101
help,WASH,Mill Valley,Upper Mill,NL0101
Aid,WASH,Mill Valley,Upper Mill,NL0101
Aid,Health,Mill Valley,Upper Mill,NL0101
"""


@pytest.mark.parametrize("content", [ACLED, UCDP, OCHA, TOTALS, HAPI, WHO_WHERE])
def test_what_a_profile_makes_passes_check(tmp_path: Path, content: str) -> None:
    taken = take(tmp_path, content)

    assert taken.made
    assert errors_of(tmp_path, taken) == []


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_that_ships_can_be_read(name: str) -> None:
    assert profile_named(name).recognised_by


def test_an_event_of_acled_is_its_own_words_and_never_its_notes(tmp_path: Path) -> None:
    event = take(tmp_path, ACLED).of("event")[0]

    assert event == {
        "id": "acled.nld0001",
        "summary": "Armed clash, Millton",
        "event_type": "battle",
        "sub_type": "Armed clash",
        "date_start": "2025-10-14",
        "place": "millton",
        "source_notes": [{"text": "A clash was likely, both say.", "source": "acled-events"}],
        "source_refs": ["acled-events"],
        "external_ids": [{"scheme": "acled", "id": "NLD0001"}],
        "internal_note": "ACLED cites: The Paper; Wire",
    }


def test_a_toll_is_a_figure_of_the_event_and_zero_is_none(tmp_path: Path) -> None:
    figures = take(tmp_path, ACLED).of("figure")

    assert [(one["id"], one["best"], one["event"]) for one in figures] == [
        ("acled.nld0001.killed", "3", "acled.nld0001")
    ]


def test_a_toll_that_the_series_has_is_said_to_be_zero_now(tmp_path: Path) -> None:
    known = (
        "figures:\n  - {id: acled.nld0001.killed, metric: killed, best: 3, place: nomeland,\n"
        "     provider: acled, method: count, as_of: 2025-10-14, source_refs: [wire]}\n"
    )

    figures = take(tmp_path, ACLED.replace(",3.0\n", ",0\n"), more=PLACES + known).of("figure")

    assert [("acled.nld0001.killed", "0")] == [(one["id"], one["best"]) for one in figures]


def test_a_total_that_the_series_has_is_said_to_be_zero_now(tmp_path: Path) -> None:
    ids = [str(one["id"]) for one in take(tmp_path, TOTALS).of("figure")]
    known = "".join(
        f"  - {{id: {id}, metric: killed, best: 3, place: upper-mill, provider: acled,\n"
        "     method: count, as_of: 2025-10-14, source_refs: [wire]}\n"
        for id in ids
    )

    taken = take(tmp_path, TOTALS.replace("3,5\n", "0,0\n"), more=f"{PLACES}figures:\n{known}")

    assert [(id, "0") for id in ids] == [(one["id"], one["best"]) for one in taken.of("figure")]


@pytest.mark.parametrize("number", ["-1", "-99"])
def test_a_number_below_zero_is_a_sign_and_no_toll(tmp_path: Path, number: str) -> None:
    taken = take(tmp_path, ACLED.replace(",3.0\n", f",{number}\n"))

    assert f"import-cell:2 fatalities: nobody counts {number}" in taken.told
    assert [] == taken.of("figure")


def test_a_fraction_of_a_person_is_asked_about(tmp_path: Path) -> None:
    """In a file whose dot is of thousands: 1.234 dead are neither one nor nearly so few."""
    taken = take(tmp_path, ACLED.replace(",3.0\n", ",1.234\n"))

    assert "import-cell:2 fatalities: nobody counts 1.234" in taken.told
    assert [] == taken.of("figure")


def test_a_point_near_the_equator_is_written_as_people_write_it(tmp_path: Path) -> None:
    taken = take(tmp_path, ACLED.replace("34.2,", "0.0000001,"))

    assert "0.0000001" == taken.of("place")[0]["lat"]


def test_a_toll_of_an_event_with_a_long_number_has_an_id_that_is_short_enough(
    tmp_path: Path,
) -> None:
    taken = take(tmp_path, ACLED.replace("NLD0001", "N" * 90))

    assert [] == errors_of(tmp_path, taken)


def test_of_a_row_that_is_refused_no_place_is_made_that_others_would_lack(tmp_path: Path) -> None:
    unclear = UCDP.replace(",Asia,2,2,", ",Asia,clear,2,")

    taken = take(tmp_path, unclear + UCDP.replace("7,NLD", "8,NLD"))

    assert "no number" in taken.told[0]
    assert ["millton"] == [one["place"] for one in taken.of("event")]
    assert ["millton"] == [one["id"] for one in taken.of("place")]


def test_a_code_that_two_places_of_a_list_have_is_refused_at_the_second(tmp_path: Path) -> None:
    taken = take(tmp_path, OCHA.replace("NL0103", "NL0101"))

    assert ["import-place:3 NL0101 is Far Mill here and another place above"] == taken.told


def test_two_places_of_one_name_that_lie_far_apart_are_two(tmp_path: Path) -> None:
    taken = take(tmp_path, ACLED.replace("34.2,71.2,2", "30.2,71.2,1"))

    assert ["millton", "millton-mill-valley"] == [one["place"] for one in taken.of("event")]


def test_a_place_of_the_series_that_lies_far_off_is_not_taken_by_its_name(tmp_path: Path) -> None:
    own = "{id: own-mill, name: Millton, kind: city, admin1: Mill Valley, country: Nomeland,"
    more = f"{PLACES}  - {own} lat: 34.9, lon: 71.2, geo_precision: 1}}\n"
    acled = profile_named("acled")
    mapping = acled.replace(place=acled.place.replace(unknown=Unknown.ASK))

    far = take(tmp_path, ACLED, mapping, more=more)
    near = take(tmp_path, ACLED.replace("34.2,", "34.88,"), mapping, more=more)

    assert "is 78 km away from own-mill, which has its name" in far.told[0]
    assert ["own-mill"] == [one["place"] for one in near.of("event")]


def test_zeros_are_taken_where_they_are_asked_for(tmp_path: Path) -> None:
    figures = take(tmp_path, ACLED, options=Options(Filters(zeros=True))).of("figure")

    assert [one["best"] for one in figures] == ["3", "0"]


def test_a_day_known_to_the_week_and_a_point_known_to_the_district_say_so(tmp_path: Path) -> None:
    taken = take(tmp_path, ACLED)

    assert taken.of("event")[1]["date_precision"] == "week"
    assert [(one["id"], one["geo_precision"]) for one in taken.of("place")] == [
        ("millton", "1"),
        ("millton-area", "3"),
    ]


@pytest.mark.parametrize(
    ("precision", "where"),
    [("1", "Millton"), ("2", "Upper Mill district"), ("3", "somewhere in Mill Valley")],
)
def test_a_town_that_stands_for_its_district_is_not_called_the_place(
    tmp_path: Path, precision: str, where: str
) -> None:
    head, _, row = ACLED.splitlines()
    row = row.replace("71.2,2,", f"71.2,{precision},").replace(
        "Mill Valley", "Mill Valley,Upper Mill"
    )
    taken = take(tmp_path, f"{head.replace('admin1', 'admin1,admin2')}\n{row}\n")

    assert [one["summary"] for one in taken.of("event")] == [f"Peaceful protest, {where}"]


def test_a_town_of_which_the_district_is_known_is_not_the_one_of_which_the_province_is(
    tmp_path: Path,
) -> None:
    head, row, _ = ACLED.splitlines()
    rows = [
        row.replace("71.2,1,", f"71.2,{precision},").replace("NLD0001", f"NLD{at}")
        for at, precision in enumerate("1323")
    ]
    taken = take(tmp_path, "\n".join([head, *rows]))

    assert ["1", "4", "3"] == [one["geo_precision"] for one in taken.of("place")]
    one, province, district, again = (event["place"] for event in taken.of("event"))
    assert province == again
    assert 3 == len({one, province, district})


def test_an_actor_whom_no_table_knows_is_left_out_and_listed_once(tmp_path: Path) -> None:
    problems = [one for one in take(tmp_path, ACLED).problems if "Army" in one.message]

    assert [one.message for one in problems] == [
        "nothing says what 'Army of the North' of actor1 means, in 1 row"
    ]
    assert "- {column: actor1, word: Army of the North, means: }" in problems[0].hint


def test_a_release_of_ucdp_without_header_has_its_range_and_its_days(tmp_path: Path) -> None:
    taken = take(tmp_path, UCDP)
    [event], [toll] = taken.of("event"), taken.of("figure")

    assert (event["date_start"], event["date_end"]) == ("2025-10-13", "2025-10-15")
    assert event["clarity"] == "2"
    assert (toll["low"], toll["best"], toll["high"]) == ("2", "3", "5")
    assert toll["range_kind"] == "reported_min_max"


def test_places_of_a_list_keep_the_id_that_the_series_gave_their_code(tmp_path: Path) -> None:
    places = {one["pcode"]: one for one in take(tmp_path, OCHA).of("place")}

    assert list(places) == ["NL", "NL01", "NL0101", "NL0103"]
    assert places["NL0101"]["id"] == "upper-mill"
    assert places["NL0101"]["names"] == [{"name": "آسیاب بالا", "language": "fa-AF"}]
    assert (places["NL0103"]["id"], places["NL0103"]["admin1"]) == ("far-mill", "Mill Valley")


def test_a_place_without_code_is_found_by_name_kind_and_country(tmp_path: Path) -> None:
    places = {one["pcode"]: one["id"] for one in take(tmp_path, OCHA).of("place")}

    assert places["NL"] == "nomeland"


def test_a_name_that_its_code_denies_is_shown_and_the_code_counts(tmp_path: Path) -> None:
    taken = take(tmp_path, HAPI)

    assert {one["place"] for one in taken.of("figure")} == {"upper-mill"}
    assert taken.told == [
        "import-place-name:2 NL0101 is Upper Mill in the seeds and Uper Mill in the file, in 1 row"
    ]


def test_a_district_that_the_series_lacks_is_asked_for_and_not_put_into_its_country(
    tmp_path: Path,
) -> None:
    taken = take(tmp_path, TOTALS.replace("NL0101", "NL0109").replace("Upper Mill", "New Mill"))

    assert taken.of("figure") == []
    assert [one.code for one in taken.problems] == ["import-place"]


def test_totals_of_a_country_are_of_the_country(tmp_path: Path) -> None:
    content = "Country,ISO3,Month,Year,Events,Fatalities\nNomeland,NLD,September,2025,3,5\n"
    figures = take(tmp_path, content).of("figure")

    assert {one["place"] for one in figures} == {"nomeland"}
    assert figures[0]["period"] == {"start": "2025-09-01", "end": "2025-09-30"}


def test_organisations_are_counted_once_by_place_and_cluster(tmp_path: Path) -> None:
    figures = take(tmp_path, WHO_WHERE).of("figure")

    assert [(one["label"], one["best"]) for one in figures] == [
        ("organisations active (WASH)", "2"),
        ("organisations active (Health)", "1"),
    ]


def test_hxl_tags_say_what_columns_are_whatever_their_headers(tmp_path: Path) -> None:
    content = """\
        Where,People,Killed
        #adm2 +code,#affected,#affected +killed
        NL0101,1234,N/A
        """
    source = "sources: [{id: tally, publisher: Observers, kind: dataset, access: primary}]\n"
    taken = take(tmp_path, content, more=PLACES + source, options=Options(source="tally"))

    [figure] = taken.of("figure")
    assert (figure["metric"], figure["best"], figure["provider"]) == (
        "affected",
        "1234",
        "observers",
    )
    assert (figure["scope"], figure["as_of"]) == ("moment", "2025-10-19")


def test_a_profile_for_many_publishers_asks_whose_file_it_is(tmp_path: Path) -> None:
    taken = take(tmp_path, "Where,People\n#adm2+code,#affected\nNL0101,5\n")

    assert [one.code for one in taken.problems] == ["import-source"]
    assert "'publisher:' beside it in a mapping of your own" in taken.problems[0].hint
    assert "--source ID" in taken.problems[0].hint
    assert taken.problems[0].mark.file == "profile hxl"  # no path of this machine


@pytest.mark.parametrize("head", ["ADM2_PCODE", "Admin2 Pcode", "pcode"])
def test_3w_takes_the_codes_by_each_of_their_usual_heads(tmp_path: Path, head: str) -> None:
    row = "Aid Now,Health,Mill Valley,Upper Mill,NL0101"
    content = f"Organisation,Cluster,Admin 1,Admin 2,{head}\n{row}\n"

    [figure] = take(tmp_path, content).of("figure")

    assert (figure["label"], figure["best"]) == ("organisations active (Health)", "1")


def test_a_word_that_a_profile_lacks_is_added_to_a_mapping_of_ones_own(tmp_path: Path) -> None:
    content = ACLED.replace("Battles", "Quarrels")

    hints = [one.hint for one in take(tmp_path, content).problems if one.code == "import-word"]

    assert any("a mapping of your own ('reportkit import FILE --new-map'" in one for one in hints)
