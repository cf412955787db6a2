"""``import`` as it is typed: a preview, a write, a newer file, and what is left to the desk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportkit.cli.import_ import bar_width
from reportkit.imports.intake import measured
from reportkit.loading.loader import load
from tests.cli.series import Ran, publish, run, write
from tests.tables.files import xlsx_of

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


def next_week(series: Path) -> Path:
    edition = series / "seeds/edition.yaml"
    week = edition.read_text().replace("2025-10-13", "2025-10-20").replace("changes: []\n", "")
    edition.write_text(week.replace("2025-10-19", "2025-10-26"))
    return edition


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
    assert "10 new: 3 places, 3 events, 2 figures, 1 source, 1 actor" in ran.out
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
    edition = next_week(series)
    table(series, NEWER)

    ran = run(
        series, "import", "events.csv", "--accessed", "2025-10-25", "--version-of", "2025-10-24",
        "--write", "--withdraw-vanished",
    )  # fmt: skip
    block = ran.out.split("paste into seeds/edition.yaml:\n")[1]
    with edition.open("a") as file:
        file.write(block)

    assert "    best: 3 before, 5 now" in ran.out
    assert "change-unexplained" not in ran.err  # the notes that it asks for are those above
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


def test_a_note_that_differs_in_its_last_words_is_shown_from_there(series: Path) -> None:
    """Cut at its sixtieth letter it stood there twice alike, in the preview and in check."""
    long = "They shot at each other from both banks of the river until dusk; {} men fell."
    table(series, ROWS.replace("They shot.", long.format("three")))
    imported(series, "--write", "--section", "front")
    publish(series)
    next_week(series)
    table(series, ROWS.replace("They shot.", long.format("five")))

    ran = imported(series, "--write")

    now = " ".join(ran.out.split())
    assert "text '… river until dusk; three men fell.', source acled-events before" in now
    assert "text '… river until dusk; five men fell.', source acled-events now" in now
    checked = run(series, "check")
    assert (
        "was '… river until dusk; three men fell.' in No. 1, is '… river"
        in checked.out + checked.err
    )


def test_each_number_that_a_data_set_revised_is_shown(series: Path) -> None:
    row = "VAL{0},2025-10-14,1,Battles,Armed clash,,Valley,North,Ford,34.20,70.20,1,Wire,,{1}\n"
    table(series, "".join(row.format(at, at) for at in range(1, 10)))
    imported(series, "--write", "--section", "front")
    table(series, "".join(row.format(at, at + 1) for at in range(1, 10)))

    ran = imported(series)

    assert [f"best: {at} before, {at + 1} now" for at in range(1, 10)] == [
        line.strip() for line in ran.out.splitlines() if "best:" in line
    ]


def test_a_toll_that_becomes_zero_is_revised_and_one_that_becomes_empty_is_withdrawn(
    series: Path,
) -> None:
    imported(series, "--write", "--section", "front")
    publish(series)
    next_week(series)
    table(series, ROWS.replace("shot.,3", "shot.,0").replace("Stones.,1", "Stones.,"))

    ran = imported(series, "--write", "--withdraw-vanished")

    assert "  line 2: acled.val1.killed\n    best: 3 before, 0 now" in ran.out
    assert "now gives 0 in place of 3." in ran.out
    records = load(series).records.by_id
    assert "acled.val2.killed" not in records  # a 0 that was none before is not asked for
    reason = records["acled.val3.killed"].status_reason or ""
    assert reason.endswith("(version 2025-10-17) no longer gives this number.")
    assert "current" == records["acled.val3"].status


def test_what_another_mapping_reads_otherwise_is_no_revision_of_the_source(series: Path) -> None:
    mapping = series / "imports/acled.yaml"
    mapping.parent.mkdir()
    words = 'format: 1\nlike: acled\nsummary: "{sub_event_type} at {location}"\n'
    imported(series, "--write", "--section", "front")
    publish(series)
    next_week(series)
    mapping.write_text(words)

    seen = imported(series, "--map", "imports/acled.yaml")
    written = imported(series, "--map", "imports/acled.yaml", "--write")
    again = imported(series, "--map", "imports/acled.yaml")

    assert "3 records may differ because we read them otherwise than last time" in seen.out
    assert "SOURCE-REVISED" not in seen.out + written.out + again.out
    assert "change-unexplained" in written.err
    table(series, ROWS.replace("Old Mill", "New Mill"))
    later = imported(series, "--map", "imports/acled.yaml")
    assert 1 == later.out.count("class: SOURCE-REVISED")


def test_a_release_that_nobody_names_is_not_the_last_one(series: Path) -> None:
    imported(series, "--write", "--section", "front")
    publish(series)
    next_week(series)
    table(series, ROWS.replace("shot.,3", "shot.,4"))

    ran = run(series, "import", "events.csv", "--accessed", "2025-10-25")

    assert "ACLED now gives 4 in place of 3." in ran.out


def test_an_actor_of_the_mapping_that_the_series_lacks_is_refused_before_it_is_written(
    series: Path,
) -> None:
    mapping = series / "imports/acled.yaml"
    mapping.parent.mkdir()
    mapping.write_text(
        "format: 1\nlike: acled\nwords:\n"
        "  - {column: actor1, word: Army, means: nort}\n"
        "  - {column: actor1, word: Mob, means: leave_out}\n"
        "  - {column: actor1, word: Watchers, means: observers}\n"
    )

    ran = imported(series, "--map", "imports/acled.yaml", "--write")

    assert 1 == ran.code
    assert "imports/acled.yaml:4:41: error[import-mapping]: 'nort' is no actor" in ran.err
    assert "did you mean 'north'?; else add it to seeds/actors.yaml, or give 'leave_out'" in ran.err
    assert 1 == ran.err.count("is no actor")
    assert not (series / "seeds/acled-events.yaml").exists()


def test_a_section_that_the_brief_lacks_and_a_misspelt_type_are_wrong_usage(series: Path) -> None:
    section, type_ = imported(series, "--section", "frnt"), imported(series, "--type", "battel")

    assert (2, 2) == (section.code, type_.code)
    assert "the brief has no section 'frnt'; did you mean 'front'?" in section.err
    assert "no type is called 'battel'; did you mean 'battle'?" in type_.err


def test_a_bar_of_progress_stays_on_its_line() -> None:
    assert [36, 11, 1] == [bar_width("reading events.csv", size) for size in (80, 39, 20)]


def test_notes_go_below_those_that_are_there(series: Path) -> None:
    imported(series, "--write", "--section", "front")
    publish(series)
    edition = next_week(series)
    edition.write_text(
        edition.read_text()
        + "changes:\n  - {record: clash, class: UPDATED, reason: It is open again.}\n"
    )
    table(series, ROWS.replace("shot.,3", "shot.,4"))

    ran = imported(series)

    _, heading, block = ran.out.partition("paste below 'changes:' in seeds/edition.yaml")
    assert heading
    assert "changes:" not in block
    assert "  - record: acled.val1.killed" in block


def test_how_far_reading_is_is_seen_by_lines_of_text_and_not_in_a_workbook(tmp_path: Path) -> None:
    book = xlsx_of(tmp_path, {"Data": [["id", "day"], *([number, "x"] for number in range(50))]})
    (tmp_path / "a.csv").write_text("id\n1\n2\n")

    assert (3, 0) == (measured(tmp_path / "a.csv").lines, measured(book).lines)


def test_refused_rows_stop_the_writing_unless_they_are_skipped(series: Path) -> None:
    table(series, ROWS.replace("Riots", "Quarrels"))
    before = files(series)

    seen = imported(series)
    stopped = imported(series, "--write")
    kept = files(series)
    skipped = imported(series, "--write", "--skip-refused")

    assert (1, before) == (stopped.code, kept)
    assert "Quarrels" in stopped.err
    assert "--skip-refused" in stopped.err
    assert "--write writes it" not in seen.err
    assert "mend them, or write the others with --write --skip-refused" in seen.err
    assert 0 == skipped.code
    assert {"acled.val1", "acled.val2"} <= load(series).records.by_id.keys()
    assert "acled.val3" not in load(series).records.by_id


def test_a_file_that_was_warned_of_is_not_read_again_and_warned_of_once_more(
    series: Path,
) -> None:
    table(series, ROWS.replace("Armed clash,,", "Armed clash,A Band,"))
    imported(series, "--write")

    again = imported(series, "--json")
    (series / "moved.csv").write_bytes((series / "events.csv").read_bytes())
    moved = run(series, "import", "moved.csv", *READ, "--json")
    words = ("import", "events.csv", *READ, "--json")
    elsewhere = run(series, *words, XDG_CACHE_HOME=str(series / "another"))

    assert [True, True, False] == [one.json["same_file"] for one in (again, moved, elsewhere)]
    for ran, file in (again, "events.csv"), (moved, "moved.csv"), (elsewhere, "events.csv"):
        (warned,) = ran.json["problems"]
        assert (file, 2) == (Path(warned["file"]).name, warned["line"])
        assert "nothing says what 'A Band' of actor1 means" in warned["message"]


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
        (("events.csv", "--map", "nowhere.yaml"), "'nowhere.yaml' does not exist"),
        (("events.csv", "--map", "own.yaml", "--profile", "acled"), "--map or --profile"),
        (("events.csv", "--list", "weekly"), "--list goes with --as recipients"),
        (("events.csv", "--as", "recipients", "--type", "riot"), "--type chooses records"),
        (("events.csv", "--as", "recipients", "--source", "acled"), "--source chooses records"),
        (("events.csv", "--source", "../../x"), "'../../x' is no id of a source"),
        (
            ("events.csv", "--file", "a/b.yaml"),
            "'a/b.yaml': name a file of seeds/ without a folder",
        ),
        (("events.csv", "--file", "../x.yaml"), "'../x.yaml': name a file of seeds/"),
        (("events.doc",), "nothing reads a file like events.doc"),
    ],
    ids=lambda words: words[-1] if isinstance(words, tuple) else "",
)
def test_wrong_usage_is_told_in_a_line(series: Path, words: tuple[str, ...], message: str) -> None:
    (series / "link.csv").symlink_to("events.csv")
    (series / "events.doc").write_text("x")
    (series / "own.yaml").write_text("like: acled\n")

    ran = run(series, "import", *words)

    assert (2, True) == (ran.code, message in ran.err), ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("words", [(), ("--write",), ("--write", "--skip-refused")])
def test_a_mapping_that_does_not_fit_is_mended_and_no_row_skipped(
    series: Path, words: tuple[str, ...]
) -> None:
    (series / "own.yaml").write_text("like: acled\nevent_type: kind_of_event\n")
    before = files(series)

    ran = imported(series, "--map", "own.yaml", *words)

    assert 1 == ran.code
    assert "the file has no column 'kind_of_event'" in ran.err
    assert "nothing of the file can be taken until that is mended" in ran.err
    assert "skip-refused" not in ran.err
    assert before == files(series)


def test_of_many_problems_of_a_kind_the_first_are_printed_and_json_has_all(series: Path) -> None:
    rows = [ROWS.splitlines()[0].replace("VAL1", f"VAL{n}") for n in range(30)]
    table(series, "\n".join(rows).replace("2025-10-14", "03/04/2025") + "\n")

    ran, held = imported(series), imported(series, "--json")

    assert 20 == ran.err.count("'03/04/2025' can be 3 April or 4 March")
    assert "error[import-cell]: and 10 more of this kind (all with --json)" in ran.err
    assert 30 == sum("can be 3 April" in one["message"] for one in held.json["problems"])


@pytest.mark.parametrize("name", ["refs.bib", "records.jsonl"])
@pytest.mark.parametrize(
    "words", [("--place", "NL01"), ("--from", "2025-10-01"), ("--zeros",), ("--source", "wire")]
)
def test_an_option_of_tables_is_refused_where_a_file_is_taken_whole(
    series: Path, name: str, words: tuple[str, ...]
) -> None:
    (series / name).write_text("")

    ran = run(series, "import", name, *words)

    assert (2, f"{words[0]} is of tables; {name} is taken whole" in ran.err) == (ran.code, True)


def test_a_workbook_of_another_program_is_named_with_what_to_save_it_as(series: Path) -> None:
    (series / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    (series / "letter.doc").write_text("Dear desk")

    ran = run(series, "import", "old.xls")

    assert 1 == ran.code
    assert (
        "old.xls:1:1: error[table-format]: it is a workbook of the old format (.xls)\n"
        "  hint: open it in its program and save it as .xlsx or as CSV UTF-8\n"
    ) in ran.err
    assert "tables: .csv, .tsv, .txt, .xlsx;" in run(series, "import", "letter.doc").err


def test_a_csv_that_is_called_xls_is_read(series: Path) -> None:
    """Web forms hand out CSV under that name."""
    (series / "events.csv").rename(series / "events.xls")

    assert "events.xls: 10 new (ACLED, utf-8)" in run(series, "import", "events.xls").out


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


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_what_differs_in_victims_is_shown_without_names_that_are_withheld(
    series: Path, words: tuple[str, ...]
) -> None:
    front = series / "seeds/front.yaml"
    victims = "victims: [{name: Mira Oduya}, {name: Jon Pell, naming: public, ground: himself}]"
    front.write_text(front.read_text().replace("place: bridge,", f"place: bridge, {victims},", 1))
    head = {"format": "reportkit-records", "version": 1, "series": "river", "edition": "1",
            "marking": "TLP:CLEAR"}  # fmt: skip
    clash = {"type": "event", "id": "clash", "summary": "Shots at the bridge",
             "event_type": "battle", "date_start": "2025-10-14", "place": "bridge",
             "source_refs": ["wire"], "victims": [{"name": "Ana Broz"}]}  # fmt: skip
    lines = "".join(f"{json.dumps(line)}\n" for line in (head, clash))
    (series / "clash.jsonl").write_text(lines)

    ran = run(series, "import", str(series / "clash.jsonl"), *words)

    assert "Jon Pell" in ran.out, ran.err
    assert ("Oduya" in ran.out, "Broz" in ran.out) == (False, False)
