"""What HAPI's conflict events hold beside values: each trap with a small file of its own."""

from __future__ import annotations

from pathlib import Path

from reportkit.imports.candidate import LeftOut
from reportkit.imports.convert import Options, candidates
from reportkit.imports.filters import Filters
from reportkit.imports.profile_files import recognised
from reportkit.loading.loader import load
from reportkit.tables.table import open_table
from tests.cli.series import run, write
from tests.imports.files import PLACES, Taken, errors_of, series, take

HEAD = (
    "location_code,has_hrp,in_gho,provider_admin1_name,provider_admin2_name,admin1_code,"
    "admin1_name,admin2_code,admin2_name,admin_level,event_type,events,fatalities,"
    "reference_period_start,reference_period_end,dataset_hdx_id,resource_hdx_id,warning,error\n"
)


def row(place: str, *, end: str = ",", fatalities: str = "2") -> str:
    """Give a row of September: place is "code,provider's name", end "warning,error"."""
    code, name = place.split(",")
    return (
        f"NLD,True,True,Mill Valley,{name},NL01,Mill Valley,{code},Upper Mill,2,"
        f"political_violence,3,{fatalities},2025-09-01,2025-09-30,set,file,{end}\n"
    )


def killed(taken: Taken) -> list[tuple[object, object]]:
    return [(one["place"], one["best"]) for one in taken.of("figure") if one["metric"] == "killed"]


def test_all_columns_make_figures_that_check_clean_behind_a_byte_order_mark(
    tmp_path: Path,
) -> None:
    taken = take(tmp_path, "\ufeff" + HEAD + row("NL0101,Upper Mill"))

    assert [] == taken.told
    assert [("upper-mill", "2")] == killed(taken)
    assert [] == errors_of(tmp_path, taken)


def test_a_row_that_its_provider_calls_faulty_is_refused_with_its_words(tmp_path: Path) -> None:
    faulty = row("NL0102,Lower Mill", end=",Duplicate admin unit")

    taken = take(tmp_path, HEAD + row("NL0101,Upper Mill") + faulty)

    assert ["import-remark:3 the provider says of 1 row: Duplicate admin unit; refused"] == (
        taken.told
    )
    assert [("upper-mill", "2")] == killed(taken)


def test_what_its_provider_warns_of_is_shown_once_and_taken(tmp_path: Path) -> None:
    end = "Pcode mapped by name,"
    content = HEAD + row("NL0101,Upper Mill", end=end) + row("NL0102,Lower Mill", end=end)

    taken = take(tmp_path, content)

    assert ["import-remark:2 the provider warns of 2 rows: Pcode mapped by name"] == taken.told
    assert ["warning"] == [one.level for one in taken.problems]
    assert 2 == len(killed(taken))


def test_of_rows_that_nobody_asked_for_no_remark_is_shown(tmp_path: Path) -> None:
    faulty = row("NL0102,Lower Mill", end=",Duplicate admin unit")
    warned = row("NL0102,Lower Mill", end="Pcode mapped by name,")
    asked = Options(Filters(places=("NL0101",)))

    taken = take(tmp_path, HEAD + row("NL0101,Upper Mill") + faulty + warned, options=asked)

    assert [] == taken.told


def test_a_row_that_is_asked_about_is_left_out_and_has_not_vanished(tmp_path: Path) -> None:
    """It has no number of its own, so that any figure of before may be this one."""
    file = tmp_path / "file.csv"
    file.write_text(HEAD + row("NL0109,Far Mill") + row("NL0101,Upper Mill", end=",Faulty"))
    table, loaded = open_table(file), load(series(tmp_path))

    given = candidates(table, recognised(table.columns), loaded.records, Options())

    assert [LeftOut("", 2), LeftOut("", 3)] == [one for one in given if isinstance(one, LeftOut)]


def test_the_providers_name_of_a_place_that_differs_from_the_official_is_shown(
    tmp_path: Path,
) -> None:
    taken = take(tmp_path, HEAD + row("NL0101,Uper Mill"))

    assert [
        "import-place-name:2 NL0101 is Upper Mill in the seeds and Uper Mill in the file, in 1 row"
    ] == taken.told
    assert [("upper-mill", "2")] == killed(taken)


def test_rows_that_share_a_disagreement_are_counted(tmp_path: Path) -> None:
    content = HEAD + row("NL0101,Uper Mill") + row("NL0101,Uper Mill").replace("-09-", "-10-")

    [told] = take(tmp_path, content.replace("2025-10-30", "2025-10-31")).told

    assert told.startswith("import-place-name:2 ")  # the first of them
    assert told.endswith("and Uper Mill in the file, in 2 rows")


def test_a_wrong_code_beside_a_known_name_is_shown(tmp_path: Path) -> None:
    """The name, with province and country, finds the place; that its code differs is not hidden."""
    taken = take(tmp_path, HEAD + row("NL9999,Lower Mill"))

    assert ["import-place-name"] == [one.code for one in taken.problems]
    assert "no place of the series has NL9999; lower-mill, found by name, has NL0102, in 1 row" == (
        taken.problems[0].message
    )
    assert [("lower-mill", "2")] == killed(taken)


def test_a_wrong_code_that_another_place_has_counts_and_the_name_is_shown(tmp_path: Path) -> None:
    taken = take(tmp_path, HEAD + row("NL0101,Lower Mill"))

    assert "NL0101 is Upper Mill in the seeds and Lower Mill in the file" in taken.told[0]
    assert [("upper-mill", "2")] == killed(taken)


def test_a_repeated_key_that_says_otherwise_is_refused_with_both_lines(tmp_path: Path) -> None:
    write(tmp_path, 1)
    (tmp_path / "seeds/more.yaml").write_text(PLACES)
    once, again = row("NL0101,Upper Mill"), row("NL0101,Upper Mill", fatalities="9")
    (tmp_path / "hapi.csv").write_text(HEAD + once + again)

    ran = run(tmp_path, "import", "hapi.csv")

    assert "hapi.csv:3:1: error[import-key-repeated]" in ran.err
    assert "the first is on line 2" in ran.err


def test_rows_that_stand_there_twice_are_counted_as_rows_and_not_as_records(tmp_path: Path) -> None:
    write(tmp_path, 1)
    (tmp_path / "seeds/more.yaml").write_text(PLACES)
    (tmp_path / "hapi.csv").write_text(HEAD + 2 * row("NL0101,Upper Mill"))

    ran = run(tmp_path, "import", "hapi.csv")

    assert "1 row stands there twice (line 3)" in ran.out
