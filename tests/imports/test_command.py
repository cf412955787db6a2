"""``import`` as it is typed: a preview, a write, a newer file, and what is left to the desk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportkit.loading.loader import load
from tests.cli.series import Ran, publish, run, write

HEAD = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,country,admin1,"
    "location,latitude,longitude,geo_precision,source,notes,fatalities\n"
)
ROWS = (
    "VAL1,2025-10-14,1,Battles,Armed clash,,Valley,North,Old Mill,34.10,70.10,1,Wire,They shot.,3\n"
    "VAL2,2025-10-15,1,Protests,Peaceful protest,,Valley,North,Ford,34.20,70.20,1,Wire,A march.,0\n"
    "VAL3,2025-10-16,1,Riots,Mob violence,,Valley,South,Weir,34.30,70.30,1,Wire,Stones.,1\n"
)
#: A day later: VAL1 revised, VAL2 gone, VAL4 new.
NEWER = (
    "VAL1,2025-10-14,1,Battles,Armed clash,,Valley,North,Old Mill,34.10,70.10,1,Wire,They shot.,5\n"
    "VAL3,2025-10-16,1,Riots,Mob violence,,Valley,South,Weir,34.30,70.30,1,Wire,Stones.,1\n"
    "VAL4,2025-10-16,1,Riots,Mob violence,,Valley,South,Weir,34.30,70.30,1,Wire,Fire.,0\n"
)
READ = ("--accessed", "2025-10-18", "--version-of", "2025-10-17")


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """Week 1 of the river, and an export beside it."""
    write(tmp_path, 1)
    table(tmp_path, ROWS)
    return tmp_path


def table(series: Path, rows: str) -> None:
    (series / "events.csv").write_text(HEAD + rows)


def files(series: Path) -> dict[str, bytes]:
    folders = (series / "seeds", series / "imports")
    return {
        str(path.relative_to(series)): path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def imported(series: Path, *words: str) -> Ran:
    return run(series, "import", "events.csv", *READ, *words)


def test_a_preview_tells_what_is_new_and_writes_nothing(series: Path) -> None:
    before = files(series)

    ran = imported(series)

    assert 0 == ran.code, ran.err
    assert "events.csv: 10 new (ACLED, utf-8)" in ran.out
    assert "  line 2: acled.val1\n" in ran.out
    assert "--write would change: seeds/sources.yaml, seeds/acled-events.yaml" in ran.out
    assert "nothing was written; --write writes it" in ran.err
    assert before == files(series)


def test_what_is_written_is_checked_and_a_second_time_nothing_changes(series: Path) -> None:
    first = imported(series, "--write", "--section", "front")
    before = files(series)
    again = imported(series, "--write", "--section", "front")

    assert (0, "") == (first.code, first.err)
    assert "seeds/acled-events.yaml, imports/acled-events.jsonl" in first.out
    records = load(series).records.by_id
    assert "front" == records["acled.val1"].section
    assert "it was not read again" in again.out
    assert before == files(series)
    assert 0 == run(series, "check").code


def test_a_newer_file_after_an_edition_gives_notes_and_ends_to_paste(series: Path) -> None:
    imported(series, "--write", "--section", "front")
    publish(series)
    edition = series / "seeds/edition.yaml"
    week = edition.read_text().replace("2025-10-13", "2025-10-20").replace("changes: []\n", "")
    edition.write_text(week.replace("2025-10-19", "2025-10-26"))
    table(series, NEWER)

    ran = run(
        series, "import", "events.csv", "--accessed", "2025-10-25", "--version-of", "2025-10-24",
        "--write", "--withdraw-vanished",
    )  # fmt: skip
    block = ran.out.split("paste into seeds/edition.yaml:\n")[1]
    with edition.open("a") as file:
        file.write(block)

    assert "    best: 3 before, 5 now" in ran.out
    assert "class: SOURCE-REVISED" in block
    assert "now gives 5 in place of 3." in block
    withdrawn = load(series).records.by_id["acled.val2"]
    assert ("withdrawn", True) == (
        withdrawn.status,
        (withdrawn.status_reason or "").endswith("(version 2025-10-24) no longer lists it."),
    )
    checked = run(series, "check")
    assert 0 == checked.code, checked.out + checked.err
    changes = run(series, "diff", "--json").json["changes"]
    assert ("SOURCE-REVISED", "WITHDRAWN") == tuple(
        next(one["class"] for one in changes if one["record"] == record)
        for record in ("acled.val1.killed", "acled.val2")
    )


def test_refused_rows_stop_the_writing_unless_they_are_skipped(series: Path) -> None:
    table(series, ROWS.replace("Riots", "Quarrels"))
    before = files(series)

    stopped = imported(series, "--write")
    kept = files(series)
    skipped = imported(series, "--write", "--skip-refused")

    assert (1, before) == (stopped.code, kept)
    assert "Quarrels" in stopped.err
    assert "--skip-refused" in stopped.err
    assert 0 == skipped.code
    assert {"acled.val1", "acled.val2"} <= load(series).records.by_id.keys()
    assert "acled.val3" not in load(series).records.by_id


def test_json_holds_each_record_with_its_line_and_its_differences(series: Path) -> None:
    imported(series, "--write")
    table(series, NEWER)

    ran = imported(series, "--json")

    assert True is ran.json["ok"]
    assert (1, 1) == (ran.json["counts"]["changed"], ran.json["counts"]["vanished"])
    changed = next(one for one in ran.json["records"] if one["verdict"] == "changed")
    assert ("acled.val1.killed", 2) == (changed["record"], changed["line"])
    assert [("best", "3", "5", "3")] == [
        (one["key"], one["last"], one["now"], one["seeds"]) for one in changed["differences"]
    ]
    assert False is ran.json["written"]


def test_rows_can_be_chosen_by_day_type_and_size(series: Path) -> None:
    ran = imported(series, "--json", "--from", "2025-10-15", "--until", "2025-10-16",
                   "--type", "riot", "--min-deaths", "1")  # fmt: skip

    events = [one["record"] for one in ran.json["records"] if one["type"] == "event"]
    assert ["acled.val3"] == events


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nothing.csv",), "there is no file nothing.csv"),
        (("events.csv", "--from", "2025-10-15", "--until", "2025-10-01"), "lies before --from"),
        (("events.csv", "--profile", "aclde"), "did you mean 'acled'?"),
        (("seeds",), "seeds cannot be read"),
        (("link.csv",), "link.csv cannot be read"),
        (("events.csv", "--source", "../../x"), "'../../x' is no id of a source"),
        (("events.doc",), "nothing reads a file like events.doc"),
    ],
    ids=lambda words: words[-1] if isinstance(words, tuple) else "",
)
def test_wrong_usage_is_told_in_a_line(series: Path, words: tuple[str, ...], message: str) -> None:
    (series / "link.csv").symlink_to("events.csv")
    (series / "events.doc").write_text("x")

    ran = run(series, "import", *words)

    assert (2, True) == (ran.code, message in ran.err), ran.err
    assert "Traceback" not in ran.err


def test_a_series_that_cannot_be_read_is_not_imported_into(series: Path) -> None:
    (series / "seeds/broken.yaml").write_text("facts: [\n")

    ran = imported(series, "--write")

    assert (1, True) == (ran.code, "seeds/broken.yaml" in ran.err)
    assert not (series / "imports").exists()


def test_a_file_in_the_way_of_what_is_kept_leaves_all_as_it_was(series: Path) -> None:
    (series / "imports").write_text("in the way\n")
    before = files(series)

    ran = imported(series, "--write")

    assert (1, before) == (ran.code, files(series))
    assert "Traceback" not in ran.err


def test_what_was_imported_is_kept_line_by_line(series: Path) -> None:
    imported(series, "--write")

    first, *lines = (series / "imports/acled-events.jsonl").read_text().splitlines()

    head = json.loads(first)
    assert ("events.csv", "2025-10-18", "2025-10-17") == (
        head["file"], head["day"], head["release"],
    )  # fmt: skip
    ids = [json.loads(line)["id"] for line in lines]
    assert ids == sorted(ids)


def test_what_a_comment_keeps_from_being_written_is_asked_again_of_the_same_file(
    series: Path,
) -> None:
    imported(series, "--write")
    seeds = series / "seeds/acled-events.yaml"
    seeds.write_text(
        seeds.read_text().replace("source_notes:\n", "source_notes:\n      # as sent\n", 1)
    )
    table(series, ROWS.replace("They shot.", "They shot back."))

    for _ in range(2):
        ran = imported(series, "--write")
        assert "acled.val1: a comment stands within source_notes" in ran.out


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_why_the_whole_is_refused_is_told_with_its_line(
    series: Path, words: tuple[str, ...]
) -> None:
    imported(series, "--write")
    state = series / "imports/acled-events.jsonl"
    state.write_text(state.read_text() + "<<<<<<< main\n")

    ran = imported(series, *words)

    told = json.loads(ran.out)["problems"][0]["file"] if words else ran.err
    assert (1, True) == (ran.code, "imports/acled-events.jsonl" in told), ran.err


def test_a_data_set_named_like_a_file_of_another_sort_has_a_file_of_its_own(series: Path) -> None:
    edition = (series / "seeds/edition.yaml").read_bytes()

    ran = imported(series, "--write", "--source", "edition")

    assert (0, edition) == (ran.code, files(series)["seeds/edition.yaml"]), ran.err
    assert b"acled.val1" in files(series)["seeds/edition-records.yaml"]
