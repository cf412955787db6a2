"""What may lie in templates/ and styles/ of a series: plain files by names that are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportkit.page.assets import read_design
from reportkit.page.design.lint import lint
from tests.cli.series import run


def told(series: Path) -> list[tuple[str, str]]:
    """Give the problems of a series' design: file and message."""
    return [(problem.mark.file, problem.message) for problem in read_design(series)[1]]


def test_a_picture_among_the_templates_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "crest.png").write_bytes(b"\xff\xd8\xff\xe0")
    design, problems = read_design(tmp_path)

    assert [] == problems
    assert "crest.png" not in design.templates()
    assert [] == lint(design)


def test_a_name_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    with open(os.fsencode(tmp_path) + b"/styles/\xff.css", "wb") as file:  # noqa: PTH123  # bytes for a name
        file.write(b"a {}")

    ran = run(tmp_path, "check", "-C", ".")

    assert ran.code == 1
    assert "name that is not UTF-8" in ran.out


@pytest.mark.parametrize("kind", ["link", "file", "pipe", "link to nothing"])
def test_a_folder_that_is_none_is_told(tmp_path: Path, kind: str) -> None:
    styles = tmp_path / "styles"
    if kind == "file":
        styles.write_text("a {}")
    elif kind == "pipe":
        os.mkfifo(styles)
    else:
        styles.symlink_to("/etc" if kind == "link" else "/nowhere")
    said = "is a link" if kind.startswith("link") else "is no folder"

    assert [("styles", f"styles {said}")] == told(tmp_path)


def test_what_would_not_be_read_is_told(tmp_path: Path) -> None:
    deep = tmp_path / "styles" / "1" / "2" / "3" / "4" / "5" / "6" / "7"
    deep.mkdir(parents=True)
    (tmp_path / "styles" / "theme.CSS").write_text("a {}")

    assert [
        ("styles/1/2/3/4/5/6/7", "styles/1/2/3/4/5/6/7 lies too deep and is not read"),
        ("styles/theme.CSS", "styles/theme.CSS is not read"),
    ] == told(tmp_path)


def test_a_folder_of_too_many_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    for number in range(1_001):
        (tmp_path / "styles" / f"{number}.css").touch()

    assert [("styles", "styles holds 1,001 files")] == told(tmp_path)


@pytest.mark.parametrize(
    ("content", "at"),
    [
        (b"a {}\nb\0 {}", (2, 2)),
        ("a { content: '\u202eevil' }".encode(), (1, 15)),
        ("<!DOCTYPE svg><svg/>".encode("utf-16-le"), (1, 2)),
    ],
)
def test_what_no_reader_sees_and_programs_obey_is_told(
    tmp_path: Path, content: bytes, at: tuple[int, int]
) -> None:
    """UTF-16 would hide a document type from the judge of pictures."""
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "odd.svg").write_bytes(content)
    (problem,) = read_design(tmp_path)[1]

    assert ("character", *at) == (problem.code, problem.mark.line, problem.mark.column)


def test_no_line_of_a_file_that_is_refused_is_quoted(tmp_path: Path) -> None:
    """A second name could be that of a file which is nobody's business."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "styles").mkdir()
    (tmp_path / "shadow").write_text("root:secret\n")
    os.link(tmp_path / "shadow", tmp_path / "styles" / "page.css")

    ran = run(tmp_path, "check", "-C", ".")

    assert "styles/page.css is a second name of another file" in ran.out
    assert "secret" not in ran.out
