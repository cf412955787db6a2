"""The patches that wait for the engine's makers fit the engine that is installed."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from bench.upstream import PATCHES, apply_patch, patched_engines

README = Path(__file__).resolve().parents[1] / "docs" / "upstream" / "README.md"

#: Eight paragraphs, each with a note, under a rule of half a point.
NOTES = """
import sys
sys.path.insert(0, sys.argv[1])
import weasyprint
css = "@page { @footnote { border-top: 0.5pt solid; padding-top: 2pt } } i { float: footnote }"
text = "".join(f"<p>Paragraph {number}<i>note {number}</i></p>" for number in range(8))
page = weasyprint.HTML(string=f"<style>{css}</style>{text}")
print(len(page.render().pages))
"""


def test_each_patch_is_described_for_the_version_that_is_installed() -> None:
    text = README.read_text(encoding="utf-8")

    assert f"WeasyPrint {version('weasyprint')}" in text
    assert [] == [patch.name for patch in PATCHES if f"({patch.name})" not in text]


def test_a_patch_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    module = folder / "weasyprint" / "layout" / "__init__.py"
    module.parent.mkdir(parents=True)
    module.write_text("overflow = False\n", encoding="utf-8")

    with pytest.raises(subprocess.CalledProcessError):
        apply_patch(PATCHES[-1], folder)


def test_with_all_patches_no_page_is_spent_on_one_note(tmp_path: Path) -> None:
    engines = patched_engines(tmp_path)

    pages = {
        engine.name: subprocess.run(
            [sys.executable, "-c", NOTES, engine.folder],
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout.strip()
        for engine in (engines[0], engines[-1])
    }

    assert pages == {"as it is": "9", engines[-1].name: "1"}
