"""``build`` of the shipped No. 5 against the bare engine over the very page that the press sets."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.bars import FLOOR, row
from bench.measure import PYTHON, REPORTKIT, ROOT, Command, side_by_side
from bench.table import Result
from reportkit.page.assets import Design
from reportkit.page.charts.arabic_script import drawn_for_pdf
from reportkit.page.html.screen import for_paper
from reportkit.page.pagination import Document
from reportkit.page.pdf.engine import Rendered, render_all
from reportkit.publish import render
from reportkit.publish.check import Candidate, check_series

FORMS = ("full", "one-page", "changes")
#: Kept from earlier builds, as in any week; what it costs to draw all anew is a row of its own.
PICTURES = "pictures"

#: What a user would write without reportkit: the same page, with its files, through the engine.
BARE = """
import sys, weasyprint
folder = sys.argv[1]
html = weasyprint.HTML(folder + "/page.html", base_url=folder + "/")
html.write_pdf(folder + "/bare.pdf", pdf_variant="pdf/ua-1")
"""


def measure_build(scratch: Path, rounds: int) -> Iterator[Result]:
    """Build cold with all forms and with the full one, beside the engine; then unchanged."""
    cache = scratch / "cache"
    three = Series(scratch / "three", cache, FORMS)
    alone = Series(scratch / "alone", cache, ("full",))
    bare = bare_engine(alone.folder, scratch / "bare")
    only_full, peers, all_forms = side_by_side(rounds, alone.build, bare, three.build)
    yield Result(row=row("build-cold"), ours=all_forms, peers=peers)
    yield Result(row=row("build-cold-cpu"), ours=all_forms, peers=peers)
    yield Result(row=row("build-full"), ours=only_full, peers=peers)
    unchanged, floors = side_by_side(rounds, three.again, FLOOR)
    yield Result(row=row("build-unchanged"), ours=unchanged, peers=floors)


class Series:
    """The shipped series before its No. 5, with the forms asked for."""

    def __init__(self, folder: Path, cache: Path, forms: Sequence[str] = FORMS) -> None:
        self.folder = folder
        self._cache = cache / "reportkit"
        words = [REPORTKIT, "-C", folder, "build"]
        environment = {"XDG_CACHE_HOME": str(cache)}
        #: Builds No. 5 once more.
        self.again = Command(words, folder, environment=environment)
        #: Builds No. 5 cold: nothing is kept of earlier runs but their pictures.
        self.build = Command(words, folder, self.rewind, environment)
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        self.replace("brief.yaml", r"(?m)^profiles: \[.*?\]", f"profiles: [{', '.join(forms)}]")
        self.rewind()

    def replace(self, file: str, pattern: str, text: str) -> None:
        """Write the first place of a file of seeds otherwise."""
        path = self.folder / "seeds" / file
        changed, count = re.subn(pattern, text, path.read_text(encoding="utf-8"), count=1)
        if not count:
            sys.exit(f"bench: seeds/{file} does not say '{pattern}'")
        path.write_text(changed, encoding="utf-8")

    def rewind(self) -> None:
        """Take No. 5 back, and what was kept to save time."""
        empty(self.folder, but="seeds")
        empty(self._cache, but=PICTURES)
        for name in (".designs", *(f"00{number}" for number in range(1, 5))):
            shutil.copytree(ROOT / "reports" / name, self.folder / "reports" / name)


def empty(folder: Path, *, but: str) -> None:
    """Remove what a folder holds but one entry; it need not exist."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.name == but:
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def bare_engine(series: Path, folder: Path) -> Command:
    """Lay out the page that the press sets with all its files; give the command that sets it."""
    lay_out(series, folder)
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    return Command([PYTHON, folder / "bare.py", folder], folder, environment=fonts_alone(folder))


def fonts_alone(folder: Path) -> dict[str, str]:
    """Give the environment in which a page that is laid out has its own fonts and no others."""
    file = folder / "fonts.conf"
    file.write_text(
        f"<fontconfig><dir>{folder}/styles/fonts</dir>"
        f"<cachedir>{folder}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {"FONTCONFIG_FILE": str(file)}


def lay_out(series: Path, folder: Path) -> None:
    """Write ``page.html``, the full form as it is set, with its styles, fonts and pictures."""
    candidate, whole = candidate_of(series)

    def laid_out(
        sheets: Sequence[Document], design: Design, **options: Any
    ) -> tuple[Rendered, ...]:
        made = render_all(sheets, design, **options)
        for name, content in design.files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(drawn_for_pdf(content) if file.suffix == ".svg" else content)
        (folder / "page.html").write_text(for_paper(made[0].html), encoding="utf-8")
        return made

    with patch.object(render, "render_all", laid_out):
        render.print_edition(candidate.book, candidate.name, candidate.history, whole)


def candidate_of(series: Path) -> tuple[Candidate, Design]:
    """Check a series; give what would be built and its design."""
    checked = check_series(series)
    if checked.candidate is None:
        sys.exit(f"bench: {series} cannot be built")
    return checked.candidate, checked.design
