"""``make gallery``: the test series in every form, theme and language, as pictures side by side.

    .venv/bin/python -m tests.gallery [WORD ...]

Words limit it: "one-page", "ur", "hostile letter", "screen". What is shown is what ``build``
would make; nothing is sealed, and reports/ is only read. Leaves with 1 when a variant was
refused, and shows why in its place.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit.model.vocabulary.mail import Profile
from reportkit.page.charts.chart import Drawing
from reportkit.problems import ReportkitError, SeedsRejected
from reportkit.publish.outputs import PDF
from reportkit.publish.printed import PrintedEdition
from reportkit.publish.render import print_edition
from tests.gallery.sheet import Cell, sheet
from tests.gallery.shots import pages_of, strips_of
from tests.gallery.variants import (
    GREY_PAGES,
    SCREEN,
    Edition,
    Wanted,
    edition_of,
    wanted,
    windows_of,
)
from tests.page.browser import WINDOWS, chromium
from tests.shipped import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GALLERY = ROOT / "build" / "gallery"


def main(words: list[str]) -> int:
    """Make build/gallery/ anew, with what the words ask for."""
    try:
        runs = list(wanted(words))
    except ValueError as error:
        sys.stderr.write(f"gallery: {error}\n")
        return 2
    began = time.monotonic()
    shutil.rmtree(GALLERY, ignore_errors=True)
    cells: list[Cell] = []
    refused: dict[tuple[str, str, str], str] = {}
    kept: dict[str, Drawing] = {}
    with tempfile.TemporaryDirectory() as scratch:
        screens: list[tuple[Wanted, Path]] = []
        for at, run in enumerate(runs):
            started = time.monotonic()
            series, variant = run.printing.series, run.printing.variant
            try:
                edition = edition_of(run.printing, Path(scratch) / str(at))
                printed = _print(edition, run, kept)
            except ReportkitError as error:
                why = _told(error)
                refused.update({(series, form, variant): why for form in run.forms})
                _say(f"{series} {variant}: refused\n{why}")
                continue
            made = list(_pages(printed, edition, run))
            cells += made
            if SCREEN in run.forms:
                file = Path(scratch) / f"{series}-{variant}.html"
                file.write_bytes(printed.files[printed.outputs[".html"]])
                screens.append((run, file))
            _say(f"{series} {variant}: {len(made)} pictures, {time.monotonic() - started:.1f} s")
        if screens:
            with chromium() as browser:
                cells += [cell for run, file in screens for cell in _strips(browser, run, file)]
    GALLERY.mkdir(parents=True, exist_ok=True)
    (GALLERY / "index.html").write_text(sheet(cells, refused))
    _say(f"{len(cells)} pictures in {time.monotonic() - began:.0f} s")
    sys.stdout.write(f"{GALLERY.relative_to(ROOT)}/index.html\n")
    return 1 if refused else 0


def _print(edition: Edition, run: Wanted, kept: dict[str, Drawing]) -> PrintedEdition:
    """Print the forms asked for; what is for the screen is made with the full one."""
    asked = {Profile.FULL if form == SCREEN else Profile(form) for form in run.forms}
    only = asked.pop() if len(asked) == 1 else None
    return print_edition(
        edition.book, edition.name, edition.history, edition.design, only=only, kept=kept
    )


def _pages(printed: PrintedEdition, edition: Edition, run: Wanted) -> Iterator[Cell]:
    """Picture the pages of each form; those of one variant of each theme in grey as well."""
    series, theme, language, paper = run.printing
    for form in run.forms:
        if form == SCREEN:
            continue
        pdf = printed.files[PDF.file(f"{edition.book.brief.id}-{edition.name}", form)]
        for page, picture in enumerate(pages_of(pdf), 1):
            cell = Cell(series, form, page, run.printing.variant)
            picture.save(_file(cell))
            yield cell
        if form == Profile.FULL and (language, paper) == ("en", "a4"):
            for page, picture in zip(GREY_PAGES, pages_of(pdf, grey=True), strict=False):
                cell = Cell(series, form, page, f"{theme}-grey")
                picture.save(_file(cell))
                yield cell


def _strips(browser: Browser, run: Wanted, html: Path) -> Iterator[Cell]:
    """Picture the HTML edition in each window."""
    for column, window in zip(windows_of(run.printing), WINDOWS, strict=True):
        for strip, picture in enumerate(strips_of(browser, html, window), 1):
            cell = Cell(run.printing.series, SCREEN, strip, column)
            _file(cell).write_bytes(picture)
            yield cell
        _say(f"{run.printing.series} {column}: {strip} strips")


def _told(error: ReportkitError) -> str:
    """Tell what a refusal consists of."""
    if isinstance(error, SeedsRejected):
        return "\n".join(f"{each.code}: {each.message}" for each in error.problems)
    return str(error)


def _file(cell: Cell) -> Path:
    file = GALLERY / cell.path
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def _say(what: str) -> None:
    sys.stderr.write(f"gallery: {what}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
