"""A copy is kept once, under its digest, with a word on who kept it; what was altered is told."""

from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from reportkit.evidence.capture_log import read_log
from reportkit.evidence.copies import altered, copy_problems
from reportkit.evidence.keep import By, keep
from reportkit.files import disk
from reportkit.model.book import Book
from reportkit.problems import IntegrityBroken, MachineUnable
from reportkit.publish.every_code import CODES
from tests.records import book_of, by_id

NOW = By("A. Clerk", datetime(2026, 1, 9, 12, tzinfo=UTC), "saved with the browser")
PAGE = b"%PDF what was read"
DIGEST = sha256(PAGE).hexdigest()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.pdf"
    file.write_bytes(PAGE)
    return file


@pytest.fixture
def series(tmp_path: Path) -> Path:
    folder = tmp_path / "series"
    folder.mkdir()
    return folder


def book(digest: str = DIGEST) -> Book:
    return book_of(by_id({"type": "source", "id": "wire", "sha256": digest}).values())


def codes(series: Path, cache: Path | None = None, digest: str = DIGEST) -> list[str]:
    return [problem.code for problem in copy_problems(series, book(digest), cache)]


def test_a_copy_lies_under_its_digest_and_only_its_own_account_writes_there(
    series: Path, page: Path
) -> None:
    kept = keep(series, "wire", page, NOW)

    assert kept.path == series / "evidence" / DIGEST
    assert kept.path.read_bytes() == page.read_bytes() == PAGE
    assert stat.S_IMODE(kept.path.stat().st_mode) & 0o227 == 0
    assert codes(series) == []


def test_the_log_says_who_kept_what_when_and_how(series: Path, page: Path) -> None:
    keep(series, "wire", page, NOW)

    (capture,) = read_log(series).captures
    assert (capture.by, capture.how, capture.at) == (
        "A. Clerk",
        "saved with the browser",
        "2026-01-09T12:00:00+00:00",
    )
    assert (capture.name, capture.type, capture.size) == ("page.pdf", "application/pdf", len(PAGE))


def test_the_same_bytes_are_kept_and_logged_once(series: Path, page: Path) -> None:
    first, again = (keep(series, "wire", page, NOW) for _ in range(2))
    for_another = keep(series, "copy", page, NOW)

    assert [(one.new, one.logged) for one in (first, again, for_another)] == [
        (True, True),
        (False, False),
        (False, True),
    ]


def test_a_copy_that_is_not_what_its_name_says_is_never_written_over(
    series: Path, page: Path
) -> None:
    copy = series / "evidence" / DIGEST
    copy.parent.mkdir()
    copy.write_bytes(b"another")

    with pytest.raises(IntegrityBroken, match="nothing was written over it"):
        keep(series, "wire", page, NOW)
    assert copy.read_bytes() == b"another"


def test_links_and_pipes_are_not_kept(series: Path, page: Path, tmp_path: Path) -> None:
    link, pipe = tmp_path / "link.pdf", tmp_path / "pipe"
    link.symlink_to(page)
    os.mkfifo(pipe)

    for odd in (link, pipe):
        with pytest.raises(MachineUnable):
            keep(series, "wire", odd, NOW)
    assert disk.names(series / "evidence") == ()


def test_a_full_disk_leaves_no_half_copy(
    series: Path, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int, _content: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(MachineUnable, match="free some space"):
        keep(series, "wire", page, NOW)
    assert disk.names(series / "evidence") == ()


def test_a_disk_that_is_full_at_the_log_leaves_no_half_line(
    series: Path, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(series, "wire", page, NOW)
    other = tmp_path / "other.html"
    other.write_text("other")
    write = os.write

    def full(handle: int, content: bytes | memoryview) -> int:
        if bytes(content[:1]) != b"{":
            return write(handle, content)
        write(handle, content[:20])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(MachineUnable, match="free some space"):
            keep(series, "other", other, NOW)
    keep(series, "other", other, NOW)

    read = read_log(series)
    assert ([one.source for one in read.captures], read.broken) == (["wire", "other"], ())


def test_a_file_that_is_called_by_bytes_of_no_alphabet_is_kept_once(
    series: Path, tmp_path: Path
) -> None:
    odd = tmp_path / os.fsdecode(b"caf\xe9\n.pdf")
    odd.write_bytes(PAGE)

    assert keep(series, "wire", odd, NOW._replace(how="\udce9")).logged
    assert not keep(series, "wire", odd, NOW).logged
    (capture,) = read_log(series).captures
    assert (capture.name, capture.how) == ("caf\ufffd\n.pdf", "\ufffd")


def test_an_altered_copy_is_an_error(series: Path, page: Path) -> None:
    copy = keep(series, "wire", page, NOW).path
    copy.chmod(0o600)
    copy.write_bytes(b"%PDF what was READ")

    assert codes(series) == ["evidence-altered"]
    ((name, why),) = altered(series)
    assert name == f"evidence/{DIGEST}"
    assert why.startswith("its digest is ")


def test_a_link_in_the_place_of_a_copy_is_an_error(series: Path, page: Path) -> None:
    copy = keep(series, "wire", page, NOW).path
    copy.unlink()
    copy.symlink_to(page)

    assert codes(series) == ["evidence-altered"]


def test_an_altered_copy_that_no_source_names_any_more_is_an_error_too(
    series: Path, page: Path
) -> None:
    copy = keep(series, "wire", page, NOW).path
    copy.chmod(0o600)
    copy.write_bytes(b"other")

    nobodys = book_of(by_id({"type": "source", "id": "wire"}).values())
    assert [problem.code for problem in copy_problems(series, nobodys)] == ["evidence-altered"]


def test_a_digest_without_a_copy_is_a_warning(series: Path) -> None:
    (problem,) = copy_problems(series, book())

    assert (problem.code, problem.level) == ("evidence-missing", "warning")


def test_what_is_no_digest_is_an_error(series: Path) -> None:
    assert codes(series, digest="see the archive") == ["evidence-digest"]


def test_what_lies_there_without_a_word_or_a_digest_is_told(series: Path, page: Path) -> None:
    keep(series, "wire", page, NOW)
    other = b"kept by hand"
    (series / "evidence" / sha256(other).hexdigest()).write_bytes(other)
    (series / "evidence" / "photo.jpg").write_bytes(b"x")

    assert sorted(codes(series)) == ["evidence-stray", "evidence-unlogged"]
    assert {"warning"} == {str(problem.level) for problem in copy_problems(series, book(), None)}
    assert {"warning"} == {str(CODES[code].level) for code in codes(series)}


@pytest.mark.parametrize("line", [0, 1], ids=["altered", "dropped"])
def test_a_line_that_was_altered_or_dropped_breaks_the_chain(
    series: Path, tmp_path: Path, line: int
) -> None:
    for number in range(3):
        file = tmp_path / f"{number}.html"
        file.write_text(str(number))
        keep(series, f"source-{number}", file, NOW)
    log = series / "evidence" / "log.jsonl"
    lines = log.read_text().splitlines()
    lines[line : line + 1] = [lines[line].replace("A. Clerk", "Nobody")] if line == 0 else []
    log.write_text("\n".join(lines) + "\n")

    assert [broken.line for broken in read_log(series).broken] == [2]
    assert [name for name, _ in altered(series)] == ["evidence/log.jsonl"]  # as 'verify' tells
    problems = list(copy_problems(series, book_of([])))
    assert [one.mark.line for one in problems if one.code == "evidence-log"] == [2]


def test_a_line_that_a_power_cut_left_half_written_stays_apart(
    series: Path, page: Path, tmp_path: Path
) -> None:
    keep(series, "wire", page, NOW)
    log = series / "evidence" / "log.jsonl"
    with log.open("a") as file:
        file.write('{"at": "2026')
    other = tmp_path / "other.html"
    other.write_text("other")
    keep(series, "other", other, NOW)

    read = read_log(series)
    assert [one.source for one in read.captures] == ["wire", "other"]
    assert [(one.line, one.what) for one in read.broken] == [(2, "it is no whole entry")]


def test_a_line_of_brackets_in_brackets_is_no_entry(series: Path, page: Path) -> None:
    keep(series, "wire", page, NOW)
    with (series / "evidence" / "log.jsonl").open("a") as file:
        file.write("[" * 100_000 + "\n")

    assert [broken.line for broken in read_log(series).broken] == [2]


def test_a_copy_is_hashed_once_until_somebody_writes_it(
    series: Path, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = keep(series, "wire", page, NOW).path
    hashed: list[Path] = []
    measure = disk.measure

    def measured(path: Path) -> disk.Measured:
        hashed.append(path)
        return measure(path)

    monkeypatch.setattr(disk, "measure", measured)
    cache = tmp_path / "cache"

    assert codes(series, cache) == codes(series, cache) == []
    assert hashed == [copy]
    copy.chmod(0o600)
    copy.write_bytes(b"%PDF what was READ")
    assert codes(series, cache) == ["evidence-altered"]


def test_each_entry_can_be_read_by_any_program(series: Path, page: Path) -> None:
    keep(series, "wire", page, NOW)

    (line,) = (series / "evidence" / "log.jsonl").read_text().splitlines()
    assert json.loads(line)["sha256"] == DIGEST
