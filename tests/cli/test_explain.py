"""The manual of the codes: one line each, in groups; one paragraph for one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportkit.cli.codes import CODES, GROUPS
from reportkit.cli.explain import explain
from tests.cli.series import run


@pytest.mark.parametrize("width", ["100", "60", "40"])
def test_explain_alone_gives_each_code_one_line_under_its_heading(
    tmp_path: Path, width: str
) -> None:
    lines = run(tmp_path, "explain", COLUMNS=width).out.splitlines()

    headings = [line for line in lines if line and not line.startswith(" ")]
    codes = [line.split()[0] for line in lines if line[:2] == "  " and line[2] != " "]
    assert headings == list(GROUPS)
    assert codes == list(CODES)
    assert [] == [line for line in lines if len(line) > int(width)]


def test_a_line_says_what_its_code_means(tmp_path: Path) -> None:
    out = run(tmp_path, "explain", COLUMNS="120").out

    assert "  file-too-large            A file of seeds has at most 1 MB\n" in out


def test_one_code_has_its_whole_paragraph(tmp_path: Path) -> None:
    out = run(tmp_path, "explain", "file-too-large").out

    assert " ".join(out.split()) == CODES["file-too-large"].paragraph


def test_an_example_stands_below_the_paragraph_with_the_file_that_it_is_in(tmp_path: Path) -> None:
    out = run(tmp_path, "explain", "number-unsupported").out

    assert out.partition("\n\n")[2] == (
        "given:    figures: [{id: fled, metric: displaced, best: 70894}]\n"
        "refused:  # edition.yaml\n"
        "          bottom_line: {text: 'About 80,000 people fled.', basis: [fled]}\n"
        "accepted: # edition.yaml\n"
        "          bottom_line: {text: 'About 71,000 people fled.', basis: [fled]}\n"
    )


def test_an_example_is_written_as_in_a_series() -> None:
    """A key that a test leaves out is not there, and no record is empty."""
    shown = [CliRunner().invoke(explain, [code]).output for code in CODES]

    assert "refused:  figures: [{low: 4}]" in shown[list(CODES).index("figure-operator")]
    assert [] == [out for out in shown if re.search(r": -[,}]|\{\}|: \n$", out)]
