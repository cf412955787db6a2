"""What the patches of ``docs/upstream`` gain: one upon the other, in copies of the engine."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from bench.bare import fonts_alone, lay_out
from bench.bars import row
from bench.measure import PYTHON, ROOT, Command, side_by_side
from bench.shipped import Series
from bench.table import Result

PATCHES = sorted((ROOT / "docs" / "upstream").glob("*.patch"))

#: Sets the page of the shipped edition, and writes a digest of the PDF beside it.
SET_PAGE = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
import weasyprint
page = weasyprint.HTML(sys.argv[2] + "/page.html", base_url=sys.argv[2] + "/")
pdf = page.write_pdf(pdf_variant="pdf/ua-1")
open(sys.argv[1] + "/digest", "w").write(hashlib.sha256(pdf).hexdigest())
"""
#: Writes the declarations out, as a wheel would be built with patch 4.
WRITE_DECLARATIONS = """
import sys
sys.path.insert(0, sys.argv[1])
from weasyprint.text import ffi
getattr(ffi, "write_declarations", lambda: None)()
"""


class PatchedEngine(NamedTuple):
    """The engine with some patches, in a folder to be put before the installed one."""

    name: str  # of the last patch; "as it is" without any
    folder: Path


def measure_upstream(scratch: Path, rounds: int) -> Iterator[Result]:
    """Set No. 5 with each patch upon those before it, beside the engine as it is.

    A patch that changes the bytes of the PDF is named.
    """
    page = scratch / "page"
    lay_out(Series(scratch / "series", scratch / "cache", ["full"]).folder, page)
    engines = patched_engines(scratch / "engines")
    ways = [
        Command([PYTHON, "-c", SET_PAGE, engine.folder, page], environment=fonts_alone(page))
        for engine in engines
    ]
    plain, *patched = side_by_side(rounds, *ways)
    digests = [(engine.folder / "digest").read_text(encoding="ascii") for engine in engines]
    for engine, costs, digest in zip(engines[1:], patched, digests[1:], strict=True):
        note = "the same bytes" if digest == digests[0] else "OTHER BYTES"
        yield Result(row=row(f"upstream-{engine.name}"), ours=costs, peers=plain, note=note)


def patched_engines(scratch: Path) -> list[PatchedEngine]:
    """Copy the installed engine, and copy it again with each patch on top of those before."""
    spec = find_spec("weasyprint")
    assert spec  # noqa: S101  # the engine is what is measured
    assert spec.origin  # noqa: S101
    installed = Path(spec.origin).parent
    engines = [PatchedEngine("as it is", scratch / "0")]
    shutil.copytree(installed, engines[0].folder / "weasyprint")
    for patch in PATCHES:
        engine = PatchedEngine(patch.stem, scratch / patch.stem)
        shutil.copytree(engines[-1].folder, engine.folder)
        apply_patch(patch, engine.folder)
        engines.append(engine)
    for engine in engines:
        words = [str(PYTHON), "-c", WRITE_DECLARATIONS, str(engine.folder)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return engines


def apply_patch(patch: Path, folder: Path) -> None:
    """Apply one patch; raises CalledProcessError where it does not fit without guessing."""
    words = ["git", "apply", "--unsafe-paths", f"--directory={folder}", str(patch)]
    subprocess.run(words, check=True, cwd=folder)
