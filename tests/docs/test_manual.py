"""The manual pages are what the commands say of themselves, and read well."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from reportkit.cli import COMMANDS
from tests.docs.pages import ROOT

MAN = ROOT / "man" / "man1"
PAGES = sorted(MAN.glob("*.1"))


def test_the_manual_is_up_to_date() -> None:
    """`tools/man` writes it anew."""
    ran = subprocess.run(
        [sys.executable, ROOT / "tools" / "man", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (ran.returncode, ran.stderr)


def test_each_command_has_a_page() -> None:
    assert {"reportkit.1", *(f"reportkit-{name}.1" for name in COMMANDS)} == {
        page.name for page in PAGES
    }


def test_a_wheel_brings_the_manual() -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]

    assert {"man/man1": "share/man/man1"} == built["targets"]["wheel"]["shared-data"]
    assert "man" in built["targets"]["sdist"]["include"]


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed here")
def test_no_page_makes_groff_warn() -> None:
    ran = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z", *PAGES],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (ran.returncode, ran.stderr)


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed here")
def test_man_shows_a_page_as_it_is_meant(tmp_path: Path) -> None:
    ran = subprocess.run(
        ["man", "-l", MAN / "reportkit-deliveries.1"],  # noqa: S607
        env={**os.environ, "MANWIDTH": "80", "MANPAGER": "cat", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    text = " ".join(ran.stdout.split())

    assert "NAME reportkit-deliveries - Who got which edition SYNOPSIS" in text
    assert "PATH is an mbox file, a Maildir or a folder of .eml files; nothing in it" in text
    assert "Examples reportkit deliveries bounces ~/Maildir" in text
