"""The command as a new user meets it: empty folders, wrong words, narrow terminals, full disks."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportkit.cli import COMMANDS
from tests import tiny
from tests.cli.series import Ran, environment_of, run, write

READING = (
    ["check"],
    ["editions"],
    ["show"],
    ["show", "--as-known", "2025-10-19"],
    ["log", "toll"],
    ["diff"],
    ["diff", "1", "3"],
    ["verify"],
    ["verify", "2"],
    ["impact", "wire"],
    ["search", "bridge"],
    ["explain", "key-unknown"],
)
#: Known to these modules only: the engine, the language of templates, the reader of PDFs.
HEAVY = {"weasyprint", "jinja2", "pypdfium2", "smtplib", "sqlite3", "email", "PIL", "fontTools"}


def _in_shell(folder: Path, redirected: str) -> Ran:
    """Run with the shell's own redirections: "check >/dev/full"."""
    command = f'exec "{sys.executable}" -m reportkit {redirected}'
    return Ran(
        subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=folder,
            env=environment_of(folder),
            capture_output=True,
            timeout=60,
            check=False,
        )
    )


# A first look -------------------------------------------------------------------------------


def test_help_names_every_command_and_every_exit_code(tmp_path: Path) -> None:
    ran = run(tmp_path, "--help")

    told = " ".join(ran.out.split())
    assert 0 == ran.code
    assert [] == [name for name in COMMANDS if f" {name} " not in told]
    assert [] == [code for code in (0, 1, 2, 3, 4, 5, 6, 7, 70, 130) if f" {code} " not in told]


@pytest.mark.parametrize("command", ["check", "build", "explain", "show", "diff", "verify"])
def test_each_command_explains_itself_in_forty_columns(tmp_path: Path, command: str) -> None:
    ran = run(tmp_path, command, "--help", COLUMNS="40")

    assert 0 == ran.code
    assert ran.out.startswith(f"Usage: reportkit {command} ")
    assert [] == [line for line in ran.out.splitlines() if len(line) > 50]  # click needs 50


@pytest.mark.parametrize("words", [["check"], ["build"], ["editions"], ["diff"], ["verify"]])
def test_an_empty_folder_is_told_what_is_missing_and_stays_empty(
    tmp_path: Path, words: list[str]
) -> None:
    ran = run(tmp_path, *words)

    assert (2, "") == (ran.code, ran.out)
    assert "no series here" in ran.err
    assert "-C DIR" in ran.err
    assert [] == list(tmp_path.iterdir())


def test_a_series_is_found_upwards(river: Path) -> None:
    assert 0 == run(river / "seeds", "editions").code


def test_a_series_can_be_named_by_flag_or_environment(river: Path, tmp_path: Path) -> None:
    assert [0, 0, 2] == [
        run(tmp_path, "-C", river, "editions").code,
        run(tmp_path, "editions", REPORTKIT_SERIES=str(river)).code,
        run(tmp_path, "-C", tmp_path / "lost", "editions").code,
    ]


def test_nothing_published_yet_is_no_error_to_list_and_one_to_show(tmp_path: Path) -> None:
    write(tmp_path, 1)

    assert [(0, ""), (2, ""), (2, ""), (2, "")] == [
        ((ran := run(tmp_path, *words)).code, ran.out)
        for words in (["editions"], ["show"], ["diff"], ["log", "toll"])
    ]
    assert not (tmp_path / "reports").exists()


# Wrong words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["chek"], "did you mean 'check'?"),
        (["check", "--jsn"], "--json"),
        (["explain", "key-unknwon"], "did you mean 'key-unknown'?"),
        (["show", "9"], "there is no edition 9; No. 1 to No. 3 are published"),
        (["show", "soon"], "'soon' names no edition"),
        (["show", "2", "--seeds"], "name one"),
        (["show", "--as-of", "tomorrow"], "does not match the format"),
        (["log"], "Missing argument 'RECORD'"),
        (["diff", "1", "2", "3"], "unexpected extra argument"),
        (["rebuild", "9"], "there is no edition 9"),
    ],
)
def test_a_wrong_word_is_answered_with_a_next_step(
    river: Path, words: list[str], answer: str
) -> None:
    ran = run(river, *words)

    assert (2, "") == (ran.code, ran.out)
    assert answer in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "words",
    ["show \\xff", "log \\xff", "impact \\xff", "explain \\xff", "diff 1 \\xff", "send \\xff"],
)
def test_a_word_that_is_no_utf8_is_wrong_usage(river: Path, words: str) -> None:
    ran = _in_shell(river, f"$(printf '{words}')".replace("\\xff", "\\377"))

    assert ran.code == 2, ran.err
    assert "Traceback" not in ran.err


def test_bare_reportkit_shows_its_help(tmp_path: Path) -> None:
    ran = run(tmp_path)

    assert "Usage: reportkit" in ran.out + ran.err
    assert "Traceback" not in ran.err


# Problems -------------------------------------------------------------------------------------


def test_check_shows_place_excerpt_and_hint_and_leaves_with_one(own_river: Path) -> None:
    front = own_river / "seeds" / "front.yaml"
    front.write_text(front.read_text().replace("source_refs: [copy]", "source_refs: [copi]"))

    ran = run(own_river, "check")

    assert 1 == ran.code
    assert "seeds/front.yaml:10:56: error[ref-unknown]: toll" in ran.out
    assert "^^^^" in ran.out
    assert "hint: did you mean 'copy'?" in ran.out
    assert ran.out.splitlines()[-1].startswith("2 errors in 1 file; 14 records read")


def test_check_tells_the_same_in_json_with_the_same_code(own_river: Path) -> None:
    text_run, ran = run(own_river, "check"), run(own_river, "check", "--json")

    problem = ran.json["problems"][0]
    assert (1, 1, 1, False) == (text_run.code, ran.code, ran.json["schema_version"], ran.json["ok"])
    assert {"code", "level", "message", "file", "line", "column", "hint"} == set(problem)
    assert f"{problem['file']}:{problem['line']}:{problem['column']}: error" in text_run.out


def test_check_tells_what_a_revision_would_owe(own_river: Path) -> None:
    """Without --revise the same seeds are those of the next period, and another note is owed."""
    write(own_river, 3)
    front, edition = (own_river / "seeds" / name for name in ("front.yaml", "edition.yaml"))
    same = run(own_river, "check", "--revise")
    front.write_text(front.read_text().replace("best: 3", "best: 4"))
    edition.write_text(edition.read_text().replace("T20:00+00:00", "T21:00+00:00"))
    revised, carried = run(own_river, "check", "--revise"), run(own_river, "check")

    assert (0, "nothing has changed since No. 3") == (same.code, same.err.partition(":")[0])
    assert (1, 1) == (revised.code, carried.code)
    assert "if No. 3 was wrong, paste into a file of seeds/:" in revised.out
    assert "checked as No. 3-r1, a revision of No. 3" in revised.err
    assert "if No. 3 was wrong" not in carried.out
    assert "'reportkit check --revise' checks them as a revision" in carried.err


def test_a_series_without_an_edition_has_nothing_to_revise(own_river: Path) -> None:
    shutil.rmtree(own_river / "reports")

    assert "there is no edition to revise" in run(own_river, "check", "--revise").err
    assert 2 == run(own_river, "check", "--revise", "--due").code


def test_a_good_series_passes_and_is_left_as_it_was(own_river: Path) -> None:
    write(own_river, 3)
    edition = own_river / "seeds" / "edition.yaml"
    before = sorted(own_river.rglob("*"))

    ran = run(own_river, "check", HOME=str(own_river.parent))

    assert "no problems in 14 records" in ran.out, (ran.out, edition.read_text())
    assert (0, before) == (ran.code, sorted(own_river.rglob("*")))


@pytest.mark.parametrize("words", [words for words in READING if words != ["check"]])
def test_each_reading_command_gives_one_json_object(river: Path, words: list[str]) -> None:
    ran = run(river, *words, "--json")

    assert (0, 1, True) == (ran.code, ran.json["schema_version"], ran.json["ok"])
    assert isinstance(ran.json["problems"], list)


# Terminals and streams ------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["editions"], ["show"], ["log", "toll"], ["diff", "1", "3"]])
def test_text_fits_a_narrow_terminal(river: Path, words: list[str]) -> None:
    lines = run(river, *words, COLUMNS="40").out.splitlines()

    assert [] == [line for line in lines if len(line) > 40]
    assert len(lines) > 3


def _on_a_terminal(folder: Path, words: list[str], **environment: str) -> str:
    """Give what a person would see, colours and all."""
    terminal, end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "reportkit", *words],
        cwd=folder,
        env=environment_of(folder, TERM="xterm", **environment),
        stdout=end,
        stderr=end,
        stdin=end,
    )
    os.close(end)
    seen = b""
    try:
        while chunk := os.read(terminal, 4096):
            seen += chunk
    except OSError:  # how the end of a terminal reads on Linux
        pass
    process.wait(timeout=60)
    os.close(terminal)
    return seen.decode()


def test_colour_is_for_terminals_and_those_who_want_it(river: Path) -> None:
    assert "\x1b[" in _on_a_terminal(river, ["check"])
    assert "\x1b[" in _on_a_terminal(river, ["diff", "1", "3"])
    assert "\x1b[" not in _on_a_terminal(river, ["check"], NO_COLOR="1")
    assert "\x1b[" not in _on_a_terminal(river, ["diff", "1", "3"], NO_COLOR="1")
    assert "\x1b[" not in run(river, "check").out


@pytest.mark.parametrize("words", ["check", "show", "editions --json", "explain", "diff 1 3"])
def test_a_full_device_is_no_success(river: Path, words: str) -> None:
    ran = _in_shell(river, f"{words} >/dev/full")

    assert 3 == ran.code
    assert "no space left on device" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("words", ["check", "show", "editions --json", "explain", "verify"])
def test_a_closed_stdout_is_what_the_caller_wants(river: Path, words: str) -> None:
    """Nothing to read, no traceback, and the code that it would have had."""
    ran = _in_shell(river, f"{words} >&-")

    assert (1 if words == "check" else 0, "") == (ran.code, ran.err)


def test_a_closed_or_full_stderr_hides_no_code(river: Path) -> None:
    assert [2, 2, 7] == [
        _in_shell(river, "log nothing 2>&-").code,
        _in_shell(river, "log nothing 2>/dev/full").code,
        _in_shell(river, "verify seeds/brief.yaml 2>&-").code,
    ]


def test_a_reader_that_has_seen_enough_is_no_error(river: Path) -> None:
    ran = _in_shell(river, "show | head -n 1")

    assert ("River crisis, No. 3\n", "") == (ran.out, ran.err)


# What is loaded -------------------------------------------------------------------------------


@pytest.mark.parametrize("words", READING)
def test_a_light_command_loads_no_heavy_library(river: Path, words: list[str]) -> None:
    """So that it works where Pango is missing, and begins in a quarter of a second."""
    listing = (
        "import json, sys; from reportkit.cli import run; run(sys.argv[1:]); "
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})), "
        "file=sys.stderr)"
    )
    run(river, "check")  # the first one reads the templates, and notes that they are good
    done = subprocess.run(
        [sys.executable, "-c", listing, *words],
        cwd=river,
        env=environment_of(river),
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    asks_the_index = words[0] in ("log", "impact", "search") or words == ["diff", "1", "3"]
    assert set() == loaded & (HEAVY - {"sqlite3"} if asks_the_index else HEAVY)
    assert "reportkit" in loaded


def test_an_argument_that_is_no_text_is_refused(river: Path) -> None:
    """The shell passes any bytes on; nothing could be printed or found under such a name."""
    ran = subprocess.run(
        [sys.executable, "-m", "reportkit", "-C", river, "show", b"caf\xe9"],
        capture_output=True, check=False,
    )  # fmt: skip

    assert 2 == ran.returncode
    assert b"an argument is no UTF-8 text: 'caf\\xe9'" in ran.stderr


@pytest.mark.parametrize("command", [("check",), ("run", "--dry-run"), ("schedule", "status")])
def test_a_series_in_a_folder_that_is_no_utf_8_text_is_refused(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    folder = os.fsdecode(bytes(tmp_path) + b"/caf\xe9")
    tiny.write(Path(folder))
    ran = subprocess.run(
        [sys.executable, "-m", "reportkit", *command], cwd=folder, capture_output=True, check=False
    )

    assert 2 == ran.returncode
    assert b"the path of the series is no UTF-8 text" in ran.stderr
    assert b"caf\\xe9" in ran.stderr


def test_check_warns_of_an_edition_of_another_year(tmp_path: Path) -> None:
    """Of the clock, as build does: what is sealed for 2062 blocks everything before it."""
    tiny.write(tmp_path)
    edition = tmp_path / "seeds" / "edition.yaml"
    edition.write_text(edition.read_text().replace("2026-01-1", "2062-01-1"))

    assert "warning[date-far-ahead]: cut_off is 2062-01-11" in run(tmp_path, "check").out
