"""What a user would pick instead, over the content of No. 5: Typst, a browser, the bare command."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from pathlib import Path

from bench.bare import PAGE, fonts_alone
from bench.measure import PYTHON, Command
from bench.typst_page import typst_of

CHROMIUM = Path("/usr/bin/chromium")
#: No sandbox within a container; nothing that would call home.
_BROWSER = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--no-pdf-header-footer")  # fmt: skip
#: As little Python as Typst's wheel can be called with.
TYPST = """
import sys, typst
folder = sys.argv[1]
typst.compile(folder + "/page.typ", output=folder + "/typst.pdf", pdf_standards=["ua-1"],
              font_paths=[folder + "/styles/fonts"], ignore_system_fonts=True)
"""


def weasyprint(folder: Path) -> Command:
    """Give the command of the engine, as its manual shows it."""
    named = [folder / PAGE, pdf_of(folder, "weasyprint")]
    words: list[str | Path] = [PYTHON.with_name("weasyprint"), "--pdf-variant", "pdf/ua-1", *named]
    return Command(words, folder, environment=fonts_alone(folder))


def typst(folder: Path) -> Command:
    """Write a page that is laid out as Typst's markup; give the command that compiles it."""
    page = (folder / PAGE).read_text(encoding="utf-8")
    (folder / "page.typ").write_text(typst_of(page), encoding="utf-8")
    script = folder / "compile.py"
    script.write_text(TYPST, encoding="utf-8")
    return Command([PYTHON, script, folder], folder)


def chromium(folder: Path) -> Command:
    """Give the command by which a browser prints a page."""
    profile = f"--user-data-dir={folder / 'profile'}"
    pdf = f"--print-to-pdf={pdf_of(folder, 'chromium')}"
    words: list[str | Path] = [CHROMIUM, *_BROWSER, profile, pdf, (folder / PAGE).as_uri()]
    return Command(words, folder, environment=fonts_alone(folder))


def missing(name: str) -> str:
    """Say why a peer cannot be measured here; "" where it can."""
    if name == "typst" and importlib.util.find_spec("typst") is None:
        return "not there: tools/setup bench installs Typst's wheel"
    if name == "chromium" and not CHROMIUM.exists():
        return "not there: apt-get install chromium"
    return ""


def version_of(name: str) -> str:
    """Give a peer's version; "" where it is not there."""
    if missing(name):
        return ""
    if name == "chromium":
        asked = subprocess.run(
            [CHROMIUM, "--version"], capture_output=True, encoding="utf-8", check=False
        )
        return next(iter(re.findall(r"\d[\d.]+", asked.stdout)), "")
    from importlib.metadata import version

    return version(name)


def pdf_of(folder: Path, name: str) -> Path:
    """Name the file that a peer makes."""
    return folder / f"{name}.pdf"


def size_of(pdf: Path) -> str:
    """Say how many pages and kB a file has."""
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        pages = len(document)
    return f"{pages} pages, {pdf.stat().st_size / 1000:.0f} kB"
