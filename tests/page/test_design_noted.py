"""A design that was found good is noted; who else may write there cannot note it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.page.assets import Design
from reportkit.page.design import lint as module
from reportkit.page.design.lint import lint_once
from reportkit.problems import Mark, Problem

DESIGN = Design({"templates/brief.html.j2": b"<p>"})
BAD = Problem("template-syntax", "no template", Mark("templates/brief.html.j2", 1, 1))


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Design]:
    """The designs that were looked at, and found good."""
    seen: list[Design] = []

    def look(design: Design) -> list[Problem]:
        seen.append(design)
        return []

    monkeypatch.setattr(module, "lint", look)
    return seen


def test_a_design_that_is_noted_is_looked_at_once(looks: list[Design], tmp_path: Path) -> None:
    for _ in range(2):
        assert [] == lint_once(DESIGN, tmp_path / "cache")

    assert [DESIGN] == looks


def test_a_design_with_a_problem_is_looked_at_each_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "lint", lambda _: [BAD])

    assert [[BAD]] * 2 == [lint_once(DESIGN, tmp_path / "cache") for _ in range(2)]


def test_a_note_in_a_folder_of_others_counts_for_nothing(
    looks: list[Design], tmp_path: Path
) -> None:
    lint_once(DESIGN, tmp_path / "cache")
    (tmp_path / "cache" / "designs").chmod(0o777)

    lint_once(DESIGN, tmp_path / "cache")

    assert [DESIGN] * 2 == looks


def test_another_program_looks_anew(
    looks: list[Design], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lint_once(DESIGN, tmp_path / "cache")
    monkeypatch.setattr(module, "program_digest", lambda: "another version")

    lint_once(DESIGN, tmp_path / "cache")

    assert [DESIGN] * 2 == looks
