"""What tells that a file changed, and what is left out of it."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.files import fingerprint as module
from reportkit.files.fingerprint import TooMuch, by_content, by_status, fingerprint, of_what_runs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "seeds"
    (made / "inner").mkdir(parents=True)
    (made / "a.yaml").write_text("a: 1")
    (made / "inner" / "b.yaml").write_text("b: 1")
    return made


def _same_size_and_time(folder: Path) -> None:
    file = folder / "a.yaml"
    status = file.stat()
    file.write_text("a: 2")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def _link(folder: Path) -> None:
    (folder / "a.yaml").rename(folder.parent / "elsewhere.yaml")
    (folder / "a.yaml").symlink_to(folder.parent / "elsewhere.yaml")


def _socket(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(folder / "s.yaml"))


def _file_for_folder(folder: Path) -> None:
    (folder / "inner").rename(folder.parent / "moved")
    (folder / "inner").touch()


CHANGES: dict[str, Callable[[Path], object]] = {
    "another content of the same size and time": _same_size_and_time,
    "a new file": lambda folder: (folder / "c.yaml").touch(),
    "a new folder": lambda folder: (folder / "more").mkdir(),
    "another name": lambda folder: (folder / "a.yaml").rename(folder / "z.yaml"),
    "a file gone": lambda folder: (folder / "inner" / "b.yaml").unlink(),
    "a link in the place of a file": _link,
    "a second name of a file": lambda folder: os.link(folder / "a.yaml", folder.parent / "other"),
    "a pipe": lambda folder: os.mkfifo(folder / "p.yaml"),
    "a socket": _socket,
    "a file in the place of a folder": _file_for_folder,
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_in_a_folder_is_seen(folder: Path, change: str) -> None:
    before = fingerprint((), by_content(folder)).digest

    CHANGES[change](folder)

    assert before != fingerprint((), by_content(folder)).digest


@pytest.mark.parametrize("change", [name for name in CHANGES if "second name" not in name])
def test_whatever_changes_is_seen_without_opening_it(folder: Path, change: str) -> None:
    before = fingerprint((), by_status(folder)).digest

    CHANGES[change](folder)

    assert before != fingerprint((), by_status(folder)).digest


def test_the_same_bytes_written_again_are_the_same_and_are_stamped_anew(folder: Path) -> None:
    before = fingerprint((), by_content(folder))

    (folder / "a.yaml").unlink()
    (folder / "new.yaml").write_text("a: 1")
    (folder / "new.yaml").rename(folder / "a.yaml")

    after = fingerprint((), by_content(folder))
    assert (before.digest, True) == (after.digest, before.stamps != after.stamps)


def test_hidden_files_are_left_out(folder: Path) -> None:
    before = fingerprint((), by_content(folder))

    (folder / ".a.yaml.swp").touch()

    assert before.digest == fingerprint((), by_content(folder)).digest


def test_byte_code_is_left_out_of_code_and_of_nothing_else(folder: Path) -> None:
    """A file of seeds there is told of, and a template there is read."""
    before = [fingerprint((), by_status(folder, *ends)).digest for ends in ((".py",), ())]

    (folder / "__pycache__").mkdir()

    after = [fingerprint((), by_status(folder, *ends)).digest for ends in ((".py",), ())]
    assert [True, False] == [was == now for was, now in zip(before, after, strict=True)]


def test_what_a_link_leads_to_is_not_read(folder: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    linked.symlink_to(folder)
    before = [fingerprint((), by_content(linked, follow=follow)).digest for follow in (True, False)]

    (folder / "a.yaml").write_text("a: 2")

    after = [fingerprint((), by_content(linked, follow=follow)).digest for follow in (True, False)]
    assert [True, False] == [was != now for was, now in zip(before, after, strict=True)]


def test_a_folder_that_is_too_large_is_not_read_to_its_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MAX_TOTAL_BYTES", 5)

    with pytest.raises(TooMuch):
        fingerprint((), by_content(folder))


def test_options_are_told_apart_from_each_other() -> None:
    assert fingerprint(("a", ""), ()) != fingerprint(("", "a"), ())


def test_code_edited_in_place_is_another_program(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text("LIMIT = 1")
    before = fingerprint((), of_what_runs(tmp_path))

    (tmp_path / "rules.py").write_text("LIMIT = 2")

    assert before.digest != fingerprint((), of_what_runs(tmp_path)).digest


def test_another_version_of_a_library_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyyaml-6.0.1.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    before = fingerprint((), of_what_runs(tmp_path / "none"))

    (tmp_path / "pyyaml-6.0.1.dist-info").rename(tmp_path / "pyyaml-6.0.2.dist-info")

    assert before.digest != fingerprint((), of_what_runs(tmp_path / "none")).digest


def test_the_program_is_the_same_in_every_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``python -m reportkit`` looks for modules in the folder where it is called."""
    before = module.program_digest.__wrapped__()

    monkeypatch.syspath_prepend(str(tmp_path))
    assert before == module.program_digest.__wrapped__()

    (tmp_path / "another-1.0.dist-info").mkdir()
    assert before != module.program_digest.__wrapped__()


def test_time_zones_beside_python_itself_are_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Conda keeps them there, in a package that is no library."""
    monkeypatch.setattr("sys.base_prefix", str(tmp_path))
    (tmp_path / "share" / "zoneinfo").mkdir(parents=True)
    before = fingerprint((), of_what_runs(tmp_path / "none"))

    (tmp_path / "share" / "zoneinfo" / "tzdata.zi").write_text("# version 2025c")

    assert before.digest != fingerprint((), of_what_runs(tmp_path / "none")).digest


def test_other_time_zones_are_another_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONTZPATH", str(tmp_path))
    (tmp_path / "tzdata.zi").write_text("# version 2025b")
    before = fingerprint((), of_what_runs(tmp_path / "none"))

    (tmp_path / "tzdata.zi").write_text("# version 2025c")

    assert before.digest != fingerprint((), of_what_runs(tmp_path / "none")).digest
