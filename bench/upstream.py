"""What the patches of ``docs/upstream`` gain: one upon the other, in copies of the engine."""

from __future__ import annotations

import shutil
import statistics
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from bench.measure import PYTHON, ROOT, Cost, cost_of, ratio, side_by_side

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


def print_gains(page: Path, scratch: Path, rounds: int) -> None:
    """Print, for each patch, CPU and wall of setting one page against the engine as it is.

    ``page`` is a folder with ``page.html``, its files and ``fonts.conf``. A patch that changes
    the bytes of the PDF is named.
    """
    engines = patched_engines(scratch)
    commands = [
        ["env", f"FONTCONFIG_FILE={page}/fonts.conf", PYTHON, "-c", SET_PAGE, engine.folder, page]
        for engine in engines
    ]
    ways = [lambda command=command: cost_of(command, scratch) for command in commands]
    plain, *patched = side_by_side(rounds, *ways)
    digests = [(engine.folder / "digest").read_text(encoding="ascii") for engine in engines]
    print("the engine with its patches, one upon the other / the engine as it is")
    for engine, costs, digest in zip(engines[1:], patched, digests[1:], strict=True):
        same = "same bytes" if digest == digests[0] else "OTHER BYTES"
        print(f"  {engine.name:<24} {_gain(costs, plain)}, {same}")


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
        command = [PYTHON, "-c", WRITE_DECLARATIONS, engine.folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return engines


def apply_patch(patch: Path, folder: Path) -> None:
    """Apply one patch; raises CalledProcessError where it does not fit without guessing."""
    command = ["git", "apply", "--unsafe-paths", f"--directory={folder}", patch]
    subprocess.run(command, check=True, cwd=folder)


def _gain(ours: list[Cost], plain: list[Cost]) -> str:
    cpu = ratio([cost.cpu for cost in ours], [cost.cpu for cost in plain])
    wall = ratio([cost.wall for cost in ours], [cost.wall for cost in plain])
    seconds = statistics.median(cost.cpu for cost in ours)
    return f"cpu {cpu:.2f}, wall {wall:.2f} ({seconds:.2f} s cpu)"
