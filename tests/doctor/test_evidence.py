"""The row of the kept copies: none, sound, altered."""

from __future__ import annotations

from pathlib import Path

from reportkit.evidence.keep import By, keep
from tests.doctor.looking import NOW, asked, context_of


def test_the_row_tells_what_became_of_the_kept_copies(own_seeds: Path, tmp_path: Path) -> None:
    series = own_seeds.parent
    page = tmp_path / "page.html"
    page.write_text("what was read")

    assert asked("evidence", context_of(series))[0] == "SKIP"
    copy = keep(series, "wire", page, By("A. Clerk", NOW, "saved")).path
    assert asked("evidence", context_of(series))[:2] == (
        "PASS",
        "1 capture logged, every byte as it was kept",
    )
    copy.chmod(0o600)
    copy.write_text("what was Read")
    status, detail, remedy = asked("evidence", context_of(series))[:3]
    assert (status, remedy) == ("FAIL", "reportkit sources check")
    assert "is not what was kept" in detail
