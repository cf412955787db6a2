"""The HTML edition alone: composed and set as ``print_edition`` does, without setting type."""

from __future__ import annotations

from collections.abc import Collection, MutableMapping
from pathlib import Path

from reportkit.editions.history import History
from reportkit.editions.manifest import EditionName
from reportkit.i18n.translate import use_language
from reportkit.model.book import Book
from reportkit.model.vocabulary.mail import Profile
from reportkit.page.assets import Design
from reportkit.page.charts.chart import Drawing
from reportkit.page.compose.edition import compose
from reportkit.page.compose.illustrations import illustrate
from reportkit.page.compose.language_isolation import in_language_of, isolated
from reportkit.page.compose.page_model import Page
from reportkit.page.confined import Limits, confined
from reportkit.page.confined import Progress as Stages
from reportkit.page.design.house_colours import with_house_colours
from reportkit.page.design.language_sheets import design_in
from reportkit.page.html.compiled import CompiledTemplates
from reportkit.page.html.render import render_html
from reportkit.page.html.screen import for_screen
from reportkit.page.pdf.documents import documents_of
from reportkit.page.scratch import scratch_folder

#: A page of 300 pages' worth of records takes some seconds; a save waits for the one before it.
LIMITS = Limits(cpu_seconds=10, wall_seconds=20, memory_bytes=1024**3)


def screen_edition(  # noqa: PLR0913  # these are what an edition is made of
    book: Book,
    name: EditionName,
    history: History,
    design: Design,
    *,
    kept: MutableMapping[str, Drawing],
    templates: CompiledTemplates,
) -> str:
    """Give the one HTML file of a draft, before anything has to leave the body for want of room.

    ``templates`` keeps those of the design compiled.
    Raises what ``render_html`` and ``confined`` raise.
    """
    design = with_house_colours(design, book)
    drawn = illustrate(book, history, design, kept)
    design = design_in(Design({**design.files, **drawn.files}), book.brief.language)

    environment = templates.of(design)

    def full(demoted: Collection[str]) -> Page:
        return compose(
            book,
            name=name.spoken,
            history=history,
            pictures=drawn.pictures,
            draft=True,
            demoted=demoted,
        )

    def work(scratch: Path, _stages: Stages) -> dict[str, object]:
        with use_language(book.brief.language, book.brief.written_in):
            document = documents_of(isolated(book), history, {Profile.FULL}, full)[0]
        page = in_language_of(book, document.compose)(0, {}, 0)
        html = render_html(design, page, document.template, environment=environment)
        (scratch / "screen.html").write_text(for_screen(html, design), encoding="utf-8")
        return {}

    with scratch_folder() as scratch:
        confined(work, scratch, limits=LIMITS)
        return (scratch / "screen.html").read_text(encoding="utf-8")
