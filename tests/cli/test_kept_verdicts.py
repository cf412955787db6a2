"""A series that has not changed is answered from what was found before, in the same words."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from reportkit import cli
from reportkit.autopilot import forecast
from reportkit.cli.format.check import NAMES
from reportkit.delivery.ledger import open_ledger
from reportkit.files.notes import Notes
from reportkit.publish import build as building
from reportkit.publish import check as checking
from reportkit.publish import verdicts
from tests.cli.series import note_the_design, write
from tests.editions.sealing import NOW


class Answer(NamedTuple):
    """What a command said, and how often it looked at the series for it."""

    code: int
    out: str
    err: str
    looks: int


Asked = Callable[..., Answer]


@pytest.fixture
def asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Asked:
    """Ask in a series, in this process; files that were written just now count as settled."""
    looks: list[Path] = []
    look = checking.check_series

    def counted(series: Path, **asked: object) -> checking.Checked:
        looks.append(series)
        return look(series, **asked)  # type: ignore[arg-type]

    for module in (checking, building, forecast):
        monkeypatch.setattr(module, "check_series", counted)
    monkeypatch.setattr(verdicts, "SETTLED", timedelta(hours=-1))
    cache = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))

    def ask(series: Path, *words: str) -> Answer:
        if not cache.exists() and os.environ.get("REPORTKIT_CACHE") != "off":
            note_the_design(cache)
        monkeypatch.chdir(series)
        looks.clear()
        code = cli.run(list(words))
        return Answer(code, *capsys.readouterr(), len(looks))

    return ask


@pytest.fixture(params=["clean", "a warning", "errors", "unread", "published"])
def series(request: pytest.FixtureRequest, own_river: Path) -> Path:
    """No. 4 of a series in several states, or No. 3, which is published."""
    front, edition = (own_river / "seeds" / name for name in ("front.yaml", "edition.yaml"))
    if request.param not in ("errors", "unread"):
        write(own_river, 3 if request.param == "published" else 4)
    if request.param == "a warning":
        edition.write_text(edition.read_text().replace("trend: unchanged", "trend: improved"))
    if request.param == "unread":
        front.write_text(front.read_text() + "facts: [\n")
    return own_river


@pytest.mark.parametrize("form", ["text", "json", *NAMES])
def test_a_kept_verdict_is_printed_as_a_new_one(series: Path, asked: Asked, form: str) -> None:
    words = ["check", "--format", form]

    new, kept = asked(series, *words), asked(series, *words)

    assert new[:3] == kept[:3]
    assert (True, 0) == (new.looks > 0, kept.looks)


def test_one_verdict_serves_each_form_and_the_strict(series: Path, asked: Asked) -> None:
    strict = asked(series, "check", "--strict", "--format", "github")
    asked(series, "check", "--json")

    again = asked(series, "check", "--strict", "--format", "github")

    assert (strict[:3], 0) == (again[:3], 0)


def test_a_kept_verdict_holds_what_is_set_aside(own_river: Path, asked: Asked) -> None:
    brief = own_river / "seeds" / "brief.yaml"
    setting = "{rule: quote-long, level: off, reason: It is quoted whole in this series.}"
    brief.write_text(f"{brief.read_text()}rules:\n  - {setting}\n")

    new, kept = asked(own_river, "check", "--json"), asked(own_river, "check", "--json")

    assert (new.out, 0) == (kept.out, kept.looks)
    assert "It is quoted whole in this series." in kept.out


def test_a_revision_is_another_question(own_river: Path, asked: Asked) -> None:
    write(own_river, 3)
    asked(own_river, "check")

    new, kept = (asked(own_river, "check", "--revise") for _ in range(2))

    assert (new[:3], 1, 0) == (kept[:3], new.looks, kept.looks)
    assert "there is nothing to revise" in kept.err


def test_colours_are_those_of_the_terminal_that_asks(
    own_river: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = asked(own_river, "check")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)

    kept = asked(own_river, "check")
    monkeypatch.setenv("REPORTKIT_CACHE", "off")

    assert ("\x1b[31m" in kept.out, "\x1b[31m" in plain.out) == (True, False)
    assert kept[:3] == asked(own_river, "check")[:3]


@pytest.mark.parametrize("words", [["--json"], ["--strict"], ["--unchanged"], []])
def test_a_build_that_found_nothing_to_do_is_printed_again(
    own_river: Path, asked: Asked, words: list[str]
) -> None:
    write(own_river, 3)

    new, kept = (asked(own_river, "build", *words) for _ in range(2))

    assert (1, 0, 0) == (new.looks, kept.looks, kept.code)
    if words == ["--json"]:
        objects = [json.loads(answer.out) for answer in (new, kept)]
        assert [["checking", "total"]] * 2 == [list(each.pop("timings")) for each in objects]
        assert objects[0] == objects[1]
    else:
        assert new[:3] == kept[:3]
        assert "already published as No. 3" in kept.err


def test_a_build_is_not_answered_from_a_check_nor_from_other_options(
    own_river: Path, asked: Asked
) -> None:
    write(own_river, 3)
    asked(own_river, "check")

    assert 1 == asked(own_river, "build").looks
    assert 1 == asked(own_river, "build", "--strict").looks


def test_paths_are_named_as_the_folder_is_named_now(own_river: Path, asked: Asked) -> None:
    write(own_river, 3)
    asked(own_river, "build")

    kept = asked(own_river.parent, "-C", own_river.name, "build")

    assert ("own/reports/003/river-003.pdf\n", 0) == (kept.out, kept.looks)


def test_problems_stop_a_build_each_time(own_river: Path, asked: Asked) -> None:
    new, again = (asked(own_river, "build") for _ in range(2))

    assert (new[:3], 1, 1) == (again[:3], again.looks, again.code)


def test_what_the_hour_decides_is_asked_each_time(own_river: Path, asked: Asked) -> None:
    """The seeds go on while edition.yaml speaks of the week that is published."""
    write(own_river, 3)
    front = own_river / "seeds" / "front.yaml"
    front.write_text(front.read_text().replace("to all lorries", "to lorries and cars"))

    answers = [asked(own_river, "check") for _ in range(2)]

    assert all("edition.yaml still speaks of" in answer.err for answer in answers)
    assert all(answer.looks for answer in answers)
    assert asked(own_river, "check", "--due", "--now", "2025-11-03T18:00").looks


# -- what is noticed -------------------------------------------------------------------------


def _tampered(series: Path) -> None:
    """Alter a sealed file and hide it as well as a program can: same size, same times."""
    facts = series / "reports" / "003" / "facts.json"
    status, content = facts.stat(), facts.read_bytes()
    facts.chmod(0o644)
    facts.write_bytes(content.replace(b"North shut", b"South shut"))
    facts.chmod(status.st_mode & 0o777)
    os.utime(facts, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_sealed_file_that_was_altered_is_found_all_the_same(
    own_river: Path, asked: Asked, command: str
) -> None:
    write(own_river, 3)
    for _ in range(2):
        assert 0 == asked(own_river, command).code

    _tampered(own_river)

    answer = asked(own_river, command)
    assert (7, True) == (answer.code, "facts.json is not what was sealed" in answer.err)


# -- what is not kept ------------------------------------------------------------------------


def test_with_the_cache_off_nothing_is_kept_or_read(
    own_river: Path, asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTKIT_CACHE", "off")

    assert [True, True] == [asked(own_river, "check").looks > 0 for _ in range(2)]
    assert not (tmp_path / "cache").exists()


def test_a_home_that_cannot_be_written_costs_time_alone(
    own_river: Path, asked: Asked, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("no folder")

    new, again = (asked(own_river, "check") for _ in range(2))

    assert (new[:3], True) == (again[:3], again.looks > 0)


def test_a_verdict_that_makes_no_sense_is_found_anew(
    own_river: Path, asked: Asked, tmp_path: Path
) -> None:
    new = asked(own_river, "check")
    (note,) = (tmp_path / "cache" / "reportkit" / "verdicts").iterdir()
    notes = Notes(note.parent, 9)
    for content in (b"", b"[]", b"{}", b'{"problems": [{}]}', b'{"problems": 1, "counts": 2}'):
        notes.write(note.name, content)

        assert new[:3] == asked(own_river, "check")[:3]


def test_what_was_written_during_the_check_or_just_before_is_not_kept(
    own_river: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = checking.check_series

    def disturbed(series: Path, **asked: object) -> checking.Checked:
        checked = look(series, **asked)  # type: ignore[arg-type]
        file = series / "seeds" / "talks.yaml"
        file.write_text(file.read_text())
        return checked

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(checking, "check_series", disturbed)
        asked(own_river, "check")
    assert asked(own_river, "check").looks

    (own_river / "reports" / "note.txt").touch()
    monkeypatch.setattr(verdicts, "SETTLED", timedelta(seconds=60))
    assert [True, True] == [asked(own_river, "check").looks > 0 for _ in range(2)]


@pytest.mark.parametrize("command", ["check", "build"])
def test_what_came_and_went_during_the_check_is_not_kept(
    own_river: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """An editor, or git, puts a file there for a moment: its problems are not those of later."""
    write(own_river, 3)
    look = checking.check_series

    def disturbed(series: Path, **asked: object) -> checking.Checked:
        passing = series / "seeds" / "passing.yaml"
        passing.write_text("facts: []\n")
        checked = look(series, **asked)  # type: ignore[arg-type]
        passing.unlink()
        return checked

    with monkeypatch.context() as meanwhile:
        for module in (checking, building):
            meanwhile.setattr(module, "check_series", disturbed)
        asked(own_river, command)

    assert asked(own_river, command).looks


def test_a_ledger_that_is_read_keeps_no_verdict_away(own_river: Path, asked: Asked) -> None:
    write(own_river, 3)
    with open_ledger(own_river / "reports", NOW):
        pass

    assert [True, False] == [asked(own_river, "build").looks > 0 for _ in range(2)]


def test_what_the_machine_could_not_do_just_now_is_tried_again(
    own_river: Path, asked: Asked
) -> None:
    (own_river / "seeds" / "link.yaml").symlink_to("front.yaml")

    answers = [asked(own_river, "check") for _ in range(2)]

    assert all("file-unreadable" in answer.out and answer.looks for answer in answers)
