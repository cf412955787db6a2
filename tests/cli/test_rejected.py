"""A command that did nothing shows the lines that forbid it, of the folders that it may quote."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.cli.rejected import print_rejected
from reportkit.problems import Mark, Problem, SeedsRejected


@pytest.mark.parametrize("quoted", [True, False])
def test_a_line_is_shown_of_a_folder_that_is_quoted_alone(
    quoted: bool,  # noqa: FBT001
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "series").mkdir()
    (tmp_path / "series" / "notes.yaml").write_text("summary: a secret word\n", encoding="utf-8")
    rejected = SeedsRejected([Problem("text-long", "too long", Mark("notes.yaml", 1, 1))])

    code = print_rejected(rejected, *([tmp_path / "series"] if quoted else []), as_json=False)

    shown = "".join(capsys.readouterr())
    assert rejected.exit_code == code
    assert quoted == ("a secret word" in shown)
    assert "too long" in shown
    assert "nothing was written" in shown
