"""The bare engine over the very page that the press sets."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.measure import PYTHON, Command
from reportkit.model.vocabulary.mail import Profile
from reportkit.page.assets import Design
from reportkit.page.charts.arabic_script import drawn_for_pdf
from reportkit.page.html.screen import for_paper
from reportkit.publish.candidate import Candidate
from reportkit.publish.check import check_series
from reportkit.publish.render import compose_edition, print_composed

PAGE = "page.html"
#: What a user would write without reportkit: the same page, with its files, through the engine.
BARE = """
import sys, weasyprint
folder = sys.argv[1]
html = weasyprint.HTML(folder + "/page.html", base_url=folder + "/")
html.write_pdf(folder + "/bare.pdf", pdf_variant="pdf/ua-1")
"""


def bare_engine(series: Path, folder: Path) -> Command:
    """Lay out the page of a series with all its files; give the command that sets it."""
    lay_out(series, folder)
    script = folder / "bare.py"
    script.write_text(BARE, encoding="utf-8")
    return Command([PYTHON, script, folder], folder, environment=fonts_alone(folder))


def fonts_alone(folder: Path) -> dict[str, str]:
    """Give the environment in which a page that is laid out has its own faces and no others."""
    file = folder / "fonts.conf"
    file.write_text(
        f"<fontconfig><dir>{folder}/styles/fonts</dir>"
        f"<cachedir>{folder}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {"FONTCONFIG_FILE": str(file)}


def lay_out(series: Path, folder: Path) -> None:
    """Write the full form as it is set into an empty folder, with its styles, faces, pictures."""
    candidate, whole = candidate_of(series)
    edition = compose_edition(
        candidate.book, candidate.name, candidate.history, whole, only=Profile.FULL
    )
    (printed,) = print_composed([edition])
    if isinstance(printed, Exception):
        sys.exit(f"bench: {series} cannot be set: {printed}")
    for name, content in edition.design.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(drawn_for_pdf(content) if file.suffix == ".svg" else content)
    (html,) = printed.set_from.values()
    (folder / PAGE).write_text(for_paper(html.decode()), encoding="utf-8")


def candidate_of(series: Path) -> tuple[Candidate, Design]:
    """Check a series; give what would be built and its design."""
    checked = check_series(series)
    if checked.candidate is None:
        sys.exit(f"bench: {series} cannot be built")
    return checked.candidate, checked.design
