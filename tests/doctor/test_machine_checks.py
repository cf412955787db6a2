"""Room, time, zones, terminal, git: each row on a machine where it is not as it should be."""

from __future__ import annotations

import os
import sys
import zoneinfo
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import reportkit
from tests.doctor.looking import NOW, as_nobody, asked, code_of, context_of, small_disk

LATER = timedelta(days=730)


@pytest.fixture
def no_zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without zone data, as slim containers are."""
    read = [name for name in sys.modules if name.startswith("tzdata.")]
    for name in ("tzdata", *read):  # the package, which some libraries bring
        monkeypatch.setitem(sys.modules, name, None)
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()
    zoneinfo.ZoneInfo.clear_cache()


def test_temporary_files_that_cannot_be_written_fail(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    context = context_of(None, temporary=tmp_path)
    with as_nobody():
        status, detail, remedy = asked("temporary files", context)

    assert ("FAIL", f"cannot write to {tmp_path}: permission denied") == (status, detail)
    assert 'mkdir -p "$HOME/tmp" && export TMPDIR="$HOME/tmp"' == remedy


def test_no_folder_for_temporary_files_fails() -> None:
    assert "FAIL" == asked("temporary files", context_of(None, temporary=None))[0]


def test_a_full_disk_fails_and_one_that_is_nearly_full_warns(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", "500k") as full:
        written = asked("temporary files", context_of(None, temporary=full))
    with small_disk(tmp_path / "smaller", "20m") as small:
        tried = asked("temporary files", context_of(None, temporary=small))
        editions = asked("disk", context_of(None, here=small))
    with small_disk(tmp_path / "tight", "300m") as tight:
        warned = asked("disk", context_of(None, here=tight))

    assert ("FAIL", f"cannot write to {full}: no space left on device") == written[:2]
    assert ("FAIL", f"1 MB was written to {small}, 20 MB free") == (
        tried[0],
        tried[1].split("; ")[0],
    )
    assert ("FAIL", f"df -h {small}") == (editions[0], editions[2])
    assert ("WARN", f"{tight}, 300 MB free") == warned[:2]


def test_a_zone_that_does_not_exist_is_a_fault_of_the_series(own_river: Path) -> None:
    brief = own_river / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text().replace("zone: UTC", "zone: Asia/Kabull"))
    context = context_of(own_river)

    assert ("FAIL", "there is no zone 'Asia/Kabull'", "reportkit check") == asked(
        "time zone", context
    )
    assert 1 == code_of("time zone", context)


@pytest.mark.usefixtures("no_zones")
def test_a_machine_without_zones_fails_with_the_package(own_river: Path) -> None:
    status, detail, remedy = asked("time zone", context_of(own_river))

    assert ("FAIL", "sudo apt-get install tzdata") == (status, remedy)
    assert "this machine knows no time zones" in detail
    assert 3 == code_of("time zone", context_of(own_river))


def test_a_clock_before_the_installation_fails() -> None:
    installed = Path(str(reportkit.__file__)).stat().st_mtime
    early = NOW.fromtimestamp(installed, NOW.tzinfo) - timedelta(days=1)
    before = asked("clock", context_of(None, now=early))

    assert ("FAIL", "sudo timedatectl set-ntp true") == (before[0], before[2])
    assert "is before reportkit was installed" in before[1]
    assert "PASS" == asked("clock", context_of(None, now=early + timedelta(days=2)))[0]


def test_a_clock_before_what_was_published_fails(
    river: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "old.py"
    old.touch()
    os.utime(old, (0, 0))
    monkeypatch.setattr(reportkit, "__file__", str(old))
    status, detail, _ = asked("clock", context_of(river, now=NOW - timedelta(days=40)))

    assert ("FAIL", "2025-09-24 12:00 UTC; No. 3 was published at 2025-11-02 20:00 UTC") == (
        status,
        detail,
    )
    ahead = asked("clock", context_of(river, now=NOW - timedelta(days=2)))
    assert ("WARN", "date") == (ahead[0], ahead[2])
    assert "built ahead of its day, or the clock is slow" in ahead[1]
    assert "PASS" == asked("clock", context_of(river, now=NOW))[0]
    far = asked("clock", context_of(river, now=NOW + LATER))
    assert ("WARN", "reportkit run --dry-run --accept-clock") == (far[0], far[2])


def test_a_terminal_without_every_letter_warns() -> None:
    status, detail, remedy = asked("terminal", context_of(None, encoding="iso8859-1"))

    assert ("WARN", "export LC_ALL=C.UTF-8") == (status, remedy)
    assert detail.startswith("prints iso8859-1")


def test_git_is_not_needed_and_one_that_does_not_start_warns(tmp_path: Path) -> None:
    none = asked("git", context_of(None, environment={"PATH": str(tmp_path)}))
    (tmp_path / "git").write_text("#!/bin/sh\necho broken >&2\nexit 1\n")
    (tmp_path / "git").chmod(0o755)
    broken = asked("git", context_of(None, environment={"PATH": str(tmp_path)}))

    assert ("SKIP", "sudo apt-get install git") == (none[0], none[2])
    assert ("WARN", f"{tmp_path}/git does not start: broken") == broken[:2]
