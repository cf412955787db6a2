"""Readers of mailing lists from a table, through the command: no address is ever printed."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

from reportkit.cli import run
from tests import tiny

LISTS = """\
# who gets it
lists:
  - {id: partners, name: Partners, max_tlp: "TLP:CLEAR"}
  - {id: donors, name: Donors, max_tlp: "TLP:CLEAR"}
recipients:   # by hand
  - {name: Ada, address: ada@example.org, lists: [partners]}
"""


@pytest.fixture
def series(tmp_path: Path) -> Path:
    tiny.write(tmp_path)
    (tmp_path / "seeds" / "distribution.yaml").write_text(LISTS)
    return tmp_path


def take(series: Path, rows: str, *options: str) -> int:
    path = series / "readers.csv"
    path.write_text(dedent(rows))
    return run(["-C", str(series), "import", str(path), "--as", "recipients", *options])


def test_nothing_is_written_without_write(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "name,email,lists\nBo,bo@example.org,partners\nCy,cy@example.org,partners; donors\n"

    assert take(series, rows) == 0

    printed = capsys.readouterr()
    assert "2 new readers (lines 2, 3)" in printed.out
    assert "@" not in printed.out + printed.err
    assert (series / "seeds" / "distribution.yaml").read_text() == LISTS


def test_new_readers_come_last_and_all_else_stays(series: Path) -> None:
    rows = """\
    First name,Last name,E-mail address,Note,Until
    Bo,Roe,Bo@example.org,by phone,31 January 2026
    """

    assert take(series, rows, "--list", "donors", "--write") == 0

    written = (series / "seeds" / "distribution.yaml").read_text()
    assert written == LISTS + (
        "  - name: Bo Roe\n    address: Bo@example.org\n    lists: [donors]\n    note: by phone\n"
        "    until: 2026-01-31\n"
    )


def test_they_go_into_the_file_of_real_addresses(series: Path) -> None:
    """One that is made here is for its owner alone."""
    lists = series / "seeds" / "distribution.yaml"
    lists.write_text(f"{LISTS}recipients_file: ../people.yaml\n")
    before = lists.read_text()

    assert take(series, "email\nbo@example.org\n", "--list", "donors", "--write") == 0
    assert take(series, "email\ncy@example.org\n", "--list", "donors", "--write") == 0

    people = series / "people.yaml"
    assert [line.strip() for line in people.read_text().splitlines() if "address" in line] == [
        "- address: bo@example.org", "- address: cy@example.org",
    ]  # fmt: skip
    assert people.stat().st_mode & 0o077 == 0
    assert lists.read_text() == before


@pytest.mark.parametrize(
    ("row", "code", "line"),
    [
        ("bo@@example.org,partners", "reader-address", 2),
        (",partners", "reader-address", 2),
        ("bo@example.org,parners", "reader-list", 2),
        ("bo@example.org,", "reader-list", 2),
        ("bo@example.org,partners\nBO@example.org,donors", "reader-repeated", 3),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_its_line(
    series: Path, capsys: pytest.CaptureFixture[str], row: str, code: str, line: int
) -> None:
    rows = f"email,lists\n{row}\ncy@example.org,partners\n"

    assert take(series, rows, "--write") == 1
    printed = capsys.readouterr()

    assert f"readers.csv:{line}:" in printed.err
    assert f"error[{code}]" in printed.err
    assert "@" not in (printed.out + printed.err).replace("desk@example.org", "")
    assert (series / "seeds" / "distribution.yaml").read_text() == LISTS
    assert take(series, rows, "--write", "--skip-refused") == 0
    assert "cy@example.org" in (series / "seeds" / "distribution.yaml").read_text()


def test_who_is_known_repeated_or_gone_is_shown_by_line(
    series: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (series / "seeds" / "distribution.yaml").write_text(
        f"{LISTS}  - {{address: di@example.org, lists: [donors]}}\n"
    )
    rows = "email,lists,shoe size\nADA@example.org,partners donors,40\nbo@example.org,donors,41\n"
    rows += "Bo@example.org,donors,41\n"

    assert take(series, rows) == 0

    printed = capsys.readouterr().out
    assert "line 2: known, not on donors: add it at seeds/distribution.yaml:6" in printed
    assert "1 new reader (line 3)" in printed
    assert "1 repeated (line 4)" in printed
    assert "seeds/distribution.yaml:7: on these lists and not in the file; kept" in printed
    assert "columns not used: shoe size" in printed


def test_json_has_lines_and_no_addresses(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take(series, "email\nbo@example.org\nada@example.org\n", "--list", "partners", "--json")

    printed = capsys.readouterr().out
    assert "@" not in printed
    answer = json.loads(printed)
    assert (answer["ok"], answer["new"], answer["known"]) == (True, [2], [3])


@pytest.mark.parametrize(
    ("rows", "options"),
    [
        ("email,lists\nbo@example.org,cy@example.org\n", ()),
        ("email,cy@example.org\nbo@example.org,x\n", ("--list", "donors", "--header", "1")),
        ("who,cy@example.org\nbo@example.org,x\n", ("--header", "1")),
        ("email,until\nbo@example.org,cy@example.org\n", ("--list", "donors")),
        ("email,lists\nBožena@example.org,donors\n", ()),
    ],
)
@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_an_address_in_another_column_or_above_one_is_not_printed_either(
    series: Path,
    capsys: pytest.CaptureFixture[str],
    rows: str,
    options: tuple[str, ...],
    as_json: tuple[str, ...],
) -> None:
    (series / "readers.csv").write_bytes(rows.encode("cp1250"))
    path = str(series / "readers.csv")
    run(["-C", str(series), "import", path, "--as", "recipients", *options, *as_json])

    printed = capsys.readouterr()
    assert "example" not in printed.out + printed.err
    assert printed.out + printed.err


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        ("who,lists\nBo,partners\n", (), "no column is called 'address'"),
        ("email\nbo@example.org\n", ("--list", "nobody"), "there is no list 'nobody'"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_whole(
    series: Path,
    capsys: pytest.CaptureFixture[str],
    rows: str,
    options: tuple[str, ...],
    message: str,
) -> None:
    assert take(series, rows, *options) == 1

    printed = capsys.readouterr().err
    assert message in printed
    assert printed.endswith("; nothing was written\n")


def test_the_encoding_that_is_named_is_that_of_the_file(series: Path) -> None:
    path = series / "readers.csv"
    path.write_bytes("name,email,lists\nЖенич,zh@example.org,partners\n".encode("cp866"))
    asked = ["import", str(path), "--as", "recipients", "--encoding", "cp866", "--write"]

    assert run(["-C", str(series), *asked]) == 0
    assert "Женич" in (series / "seeds" / "distribution.yaml").read_text(encoding="utf-8")


def test_a_file_that_is_not_there_is_wrong_usage(
    series: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(series), "import", "nowhere.csv", "--as", "recipients"]) == 2
    assert "there is no file nowhere.csv" in capsys.readouterr().err
