"""verify, as a user runs it; ``rebuild`` needs the engine and is in tests/publish/test_build.py."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.series import publish, run, write


def _alter(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"\n")


def test_an_untouched_series_is_proved_whole(river: Path) -> None:
    ran = run(river, "verify")

    assert (0, "3 editions checked; nothing was altered\n") == (ran.code, ran.out)


def test_an_altered_file_is_named_with_its_edition(own_river: Path) -> None:
    _alter(own_river / "reports" / "002" / "river-002.pdf")

    ran = run(own_river, "verify")
    json_run = run(own_river, "verify", "--json")

    assert (7, 7) == (ran.code, json_run.code)
    assert "002/river-002.pdf is not what was sealed: 12 bytes, not 11\n" in ran.out
    assert (3, False) == (json_run.json["editions_checked"], json_run.json["ok"])
    assert [("002", "river-002.pdf")] == [
        (one["edition"], one["file"]) for one in json_run.json["findings"]
    ]


def test_one_edition_is_proved_alone(own_river: Path) -> None:
    _alter(own_river / "reports" / "002" / "river-002.pdf")

    assert [0, 7] == [run(own_river, "verify", number).code for number in ("1", "2")]


def test_a_file_from_a_mail_is_recognised_whatever_its_name(own_river: Path) -> None:
    shutil.copy(own_river / "reports" / "002" / "river-002.pdf", own_river / "from a mail.pdf")

    ran = run(own_river, "verify", "from a mail.pdf")

    assert (0, "from a mail.pdf is river-002.pdf of No. 2, as it was sealed\n") == (
        ran.code,
        ran.out,
    )


def test_a_superseded_file_is_told_with_its_revision(own_river: Path) -> None:
    write(own_river, 4)
    publish(own_river, revision=True)

    ran = run(own_river, "verify", own_river / "reports" / "003" / "river-003.pdf", "--json").json

    assert ("3", "3-r1") == (ran["edition"], ran["revised_by"])


def test_a_file_of_no_edition_is_no_proof(own_river: Path) -> None:
    (own_river / "forged.pdf").write_bytes(b"%PDF of 009")

    ran = run(own_river, "verify", "forged.pdf")

    assert (7, "") == (ran.code, ran.out)
    assert "forged.pdf is in no edition of this series" in ran.err


def test_a_design_that_was_kept_without_fonts_makes_no_edition_again(river: Path) -> None:
    ran = run(river, "rebuild", "1")

    assert 1 == ran.code
    assert "error[asset-unusable]: there is no styles/fonts/SourceSans3-Regular.ttf" in ran.out
    assert "No. 1 cannot be made again from the design kept with it" in ran.err


def test_what_is_neither_a_number_nor_a_file_is_wrong_usage(river: Path) -> None:
    assert [2, 2] == [run(river, "verify", what).code for what in ("9", "lost.pdf")]


def test_a_series_that_never_published_has_nothing_altered(tmp_path: Path) -> None:
    write(tmp_path, 1)

    assert (0, "nothing published yet\n") == (
        (ran := run(tmp_path, "verify")).code,
        ran.out,
    )
