"""The line that a problem is about: quoted where it may be, shown and never obeyed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportkit.cli.shell import describe, show_problems
from reportkit.problems import Mark, Problem, visible
from tests.cli.series import run


def shown(capsys: pytest.CaptureFixture[str], series: Path, file: str, line: int = 1) -> str:
    show_problems([Problem("c", "m", Mark(file, line, 1))], series, to_stdout=True)
    return capsys.readouterr().out


@pytest.mark.parametrize("line", ["    as_of:", "    as_of: ", "as_of: # later", "", "   ", "'"])
@pytest.mark.parametrize("beyond", [0, 1, 5])
def test_a_problem_at_the_end_of_a_line_is_shown(line: str, beyond: int) -> None:
    column = len(line) + 1 + beyond
    output = describe(Problem("value-empty", "is empty", Mark("a.yaml", 1, column)), [line])

    assert output[0] == f"a.yaml:1:{column}: error[value-empty]: is empty"
    if line.strip():
        assert output[1] == f"    1 | {line.rstrip()}"
        assert output[2] == "      | " + " " * (column - 1) + "^"


def test_an_empty_key_is_a_problem_and_no_crash(own_river: Path) -> None:
    front = own_river / "seeds" / "front.yaml"
    front.write_text("section: front\nfacts:\n  - id: a\n    statement:\n    as_of:\n")

    for command in ("check", "build", "diff"):
        ran = run(own_river, command)
        assert ran.code == 1, ran.err
        assert "seeds/front.yaml:5:11: error[value-empty]: a as_of is empty" in ran.out + ran.err
        assert "Traceback" not in ran.err


def test_escapes_of_the_terminal_are_shown_and_not_obeyed() -> None:
    problem = Problem("c", "has \x1b[31m", Mark("se\x1bed\n.yaml", 1, 7), "type \x9b\u202e")

    said = describe(problem, ["a: \x1b[2Jb \u202ec"])

    assert said == [
        r"se\x1bed\n.yaml:1:7: error[c]: has \x1b[31m",
        r"    1 | a: \x1b[2Jb \u202ec",
        "      |          ^^",
        r"  hint: type \x9b\u202e",
    ]


@pytest.mark.parametrize("words", [["\x1b[2Jx"], ["show", "\x1b[2J"], ["check", "-C", "\x1b[2J"]])
def test_escapes_among_the_arguments_are_not_obeyed_either(river: Path, words: list[str]) -> None:
    ran = run(river, *words)

    assert ran.code == 2
    assert "\x1b" not in ran.err


def test_text_of_every_script_is_shown_as_it_is() -> None:
    text = "Kābul «می\u200cشود» — 中文"

    assert visible(text) == text


def test_a_file_name_that_is_no_utf8_is_told(own_river: Path) -> None:
    seeds = os.fsencode(own_river / "seeds")
    with open(seeds + b"/b\xff\x1b[31m.yaml", "wb") as file:  # noqa: PTH123  # bytes for a name
        file.write(b"facts: {}")

    text, as_json = run(own_river, "check"), run(own_river, "check", "--json")

    assert (text.code, as_json.code) == (1, 1)
    assert r"seeds/b\udcff\x1b[31m.yaml:1:8: error[value-type]" in text.out
    assert "\x1b" not in text.out + as_json.out
    assert "seeds/b\udcff\x1b[31m.yaml" in [each["file"] for each in as_json.json["problems"]]


def test_only_plain_files_of_the_series_are_quoted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    series, outside = tmp_path / "series", tmp_path / "shadow"
    (series / "seeds").mkdir(parents=True)
    outside.write_text("secret: 1\n", encoding="utf-8")
    (series / "seeds" / "link.yaml").symlink_to(outside)
    (series / "elsewhere").symlink_to(tmp_path)
    os.mkfifo(series / "seeds" / "pipe.yaml")
    (series / "seeds" / "folder.yaml").mkdir()
    with (series / "seeds" / "holes.yaml").open("wb") as file:
        file.truncate(4_000_000_000)
    (series / "seeds" / "own.yaml").write_text("of the series\n", encoding="utf-8")

    unquoted = [
        "seeds/link.yaml",
        "seeds/pipe.yaml",
        "seeds/folder.yaml",
        "seeds/holes.yaml",
        "seeds/../../shadow",
        f"seeds/{outside}",
        str(outside),
        "elsewhere/shadow",
        "seeds/no\0name",
    ]

    assert [len(shown(capsys, series, file).splitlines()) for file in unquoted] == [1] * 9
    assert "of the series" in shown(capsys, series, "seeds/own.yaml")
    assert "of the series" in shown(capsys, series, "seeds/../seeds/own.yaml")
