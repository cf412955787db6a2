"""Python, packages, libraries, engine, fonts: each row on a machine that lacks what it asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportkit.doctor.engine_child import EngineChild, start_engine
from reportkit.doctor.remedies import Machine
from reportkit.doctor.versions import admits
from reportkit.files.package import package_folder
from tests.doctor.looking import asked, code_of, context_of


def _installed(folder: Path, *metadata: str) -> None:
    """Put the metadata of another reportkit where it is met first."""
    (folder / "reportkit-9.dist-info").mkdir()
    lines = ("Metadata-Version: 2.1", "Name: reportkit", "Version: 9", *metadata)
    (folder / "reportkit-9.dist-info" / "METADATA").write_text("\n".join(lines) + "\n")


def test_a_good_installation_passes_with_what_was_seen(engine: EngineChild) -> None:
    context = context_of(None, engine=engine)
    rows = {
        what: asked(what, context)
        for what in ("python", "packages", "libraries", "engine", "fonts")
    }

    assert {"PASS"} == {status for status, *_ in rows.values()}, rows
    assert sys.executable in rows["python"][1]
    assert ", harfbuzz-subset, fontconfig 2." in rows["libraries"][1]
    assert rows["engine"][1].startswith("WeasyPrint 70")


def test_a_python_that_is_too_old_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(tmp_path, "Requires-Python: >=3.99")
    monkeypatch.syspath_prepend(tmp_path)
    status, detail, remedy = asked("python", context_of(None))

    assert ("FAIL", "sudo apt-get install python3") == (status, remedy)
    assert detail.endswith("; reportkit asks for >=3.99")
    assert 3 == code_of("python", context_of(None))


def test_packages_that_are_missing_or_of_another_version_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _installed(
        tmp_path,
        "Requires-Dist: click~=7.0",
        "Requires-Dist: no-such-package>=2",
        "Requires-Dist: neither-this ; extra == 'dkim'",
    )
    monkeypatch.syspath_prepend(tmp_path)
    status, detail, remedy = asked("packages", context_of(None))

    assert "FAIL" == status
    assert detail.startswith("not installed: no-such-package; click is ")
    assert detail.endswith(", and reportkit asks for ~=7.0")
    assert "neither-this" not in detail
    assert "/venv/bin/python -m pip install 'click~=7.0' 'no-such-package>=2'" == remedy


@pytest.mark.parametrize(
    ("asked_for", "version", "fits"),
    [
        ("~=8.3", "8.5.1", True),
        ("~=8.3", "9.0", False),
        ("~=0.10.1", "0.10.0", False),
        ("~=0.10.1", "0.11.0", False),
        (">=1.0,<2", "1.10.0", True),
        (">=1.0,<2", "2.0", False),
        ("<2", "2.0rc1", True),
        (">=2.0.0b1", "2.0.0", True),
        (">=2.0", "2.0b1", False),
        ("==1.*", "1.9", True),
        ("!=1.5", "1.5.0", False),
        ("", "3", True),
        ("===2", "2", None),
        (">=1", "seven", None),
    ],
)
def test_a_version_fits_or_not_or_cannot_be_told(
    asked_for: str,
    version: str,
    fits: bool | None,  # noqa: FBT001  # a table
) -> None:
    assert fits is admits(asked_for, version)


def test_a_library_that_cannot_be_opened_fails_with_its_package(tmp_path: Path) -> None:
    """The file is there, as after a broken upgrade, and is no library."""
    (tmp_path / "libpango-1.0.so.0").touch()
    child = start_engine({**os.environ, "LD_LIBRARY_PATH": str(tmp_path)})
    context = context_of(None, engine=child)
    status, detail, remedy = asked("libraries", context)
    engine_row = asked("engine", context)
    child.close()

    assert ("FAIL", "pango, pangoft2") == (status, detail.split(": ")[1].split(" (")[0])
    assert "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0" == remedy
    assert ("FAIL", remedy) == (engine_row[0], engine_row[2])
    assert engine_row[1].startswith("WeasyPrint does not start: cannot load library")


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("dnf", "sudo dnf install pango"),
        ("pacman", "sudo pacman -S pango"),
        ("brew", "brew install pango"),
        ("", "(no known package manager here: install pango by hand)"),
    ],
)
def test_the_remedy_is_that_of_the_system(tmp_path: Path, manager: str, command: str) -> None:
    """A child that said of one library that it is not there."""
    said = 'print(\'{"libraries": {"pango": {"error": "no such file"}}}\')'
    process = subprocess.Popen(
        [sys.executable, "-S", "-c", said],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    machine = Machine(manager=manager, root="sudo ", python=str(tmp_path))
    context = context_of(None, engine=EngineChild(process, 10), machine=machine)

    assert ("FAIL", "cannot be opened: pango (no such file)", command) == asked(
        "libraries", context
    )


def test_an_engine_that_hangs_is_ended_and_fails() -> None:
    child = start_engine(os.environ, patience=0.01)
    status, detail, _ = asked("engine", context_of(None, engine=child))

    assert ("FAIL", "no page was set: it did not answer in 0.01 s") == (status, detail)
    assert child.process.poll() is not None


def test_an_engine_that_crashes_fails() -> None:
    child = start_engine(os.environ)
    child.process.kill()
    status, detail, _ = asked("engine", context_of(None, engine=child))

    assert ("FAIL", "no page was set: it was ended by SIGKILL") == (status, detail)


def test_the_child_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, str] = {}
    monkeypatch.setattr(subprocess, "Popen", lambda *_, env, **__: given.update(env))
    start_engine({"PATH": "/bin", "LC_ALL": "C", "REPORTKIT_SMTP_PASSWORD": "x", "SSH_KEY": "y"})

    assert {"PATH": "/bin", "LC_ALL": "C"} == given


def test_a_font_that_is_none_fails_with_the_file_to_remove(own_river: Path) -> None:
    font = own_river / "styles" / "fonts" / "House.ttf"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"no font")
    status, detail, remedy = asked("fonts", context_of(own_river))

    assert ("FAIL", "cannot be read: styles/fonts/House.ttf") == (status, detail)
    assert f"rm '{font}'" == remedy


def test_fonts_that_lack_the_letters_of_the_language_fail(own_river: Path) -> None:
    """The series lays Latin faces over those of Urdu."""
    brief = own_river / "seeds" / "brief.yaml"
    brief.write_text(f"{brief.read_text()}language: ur\n")
    assert "PASS" == asked("fonts", context_of(own_river))[0]
    shipped, own = package_folder("styles") / "fonts", own_river / "styles" / "fonts"
    own.mkdir(parents=True)
    for face in (*shipped.glob("Amiri*.ttf"), *shipped.glob("Vazirmatn*.ttf")):
        shutil.copy(shipped / "SourceSans3-Regular.ttf", own / face.name)
    status, detail, _ = asked("fonts", context_of(own_river))

    assert "FAIL" == status
    assert "none of them has آ ؤ ئ" in detail
    assert "'ur'" in detail
