"""A book to the files of an edition: what ``build`` seals and ``rebuild`` compares."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass

from reportkit.editions.history import History
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import FACTS, snapshot_of, write_snapshot
from reportkit.facts.book import Book
from reportkit.page.assets import Design
from reportkit.page.compose import compose
from reportkit.page.engine import Progress, render, unwatched
from reportkit.page.html import alone
from reportkit.page.illustrated import illustrate
from reportkit.page.pictures.picture import Drawing
from reportkit.tongue.speech import speaking


@dataclass(frozen=True, kw_only=True)
class PrintedEdition:
    """The files of one edition, before they are sealed."""

    pdf: str  # names
    html: str
    files: Mapping[str, bytes]
    pages: int
    tools: Mapping[str, str]


def print_edition(  # noqa: PLR0913  # these are what an edition is made of
    book: Book,
    name: EditionName,
    history: History,
    design: Design,
    *,
    draft: bool = False,
    kept: MutableMapping[str, Drawing] | None = None,
    progress: Progress = unwatched,
) -> PrintedEdition:
    """Compose, set and render: the same book, history, design and tools give the same bytes.

    ``kept`` holds pictures drawn before; none is needed. The pictures are no part of the
    design that is sealed: they follow from the facts.

    Raises SeedsRejected with what the templates, the engine or the inspection found, and
    MachineUnable when the engine is missing or a limit was reached.
    """
    progress("drawing")
    drawn = illustrate(book, history, design, {} if kept is None else kept)
    page = compose(book, name=name.spoken, history=history, pictures=drawn.pictures, draft=draft)
    design = Design({**design.files, **drawn.files})
    rendered = render(page, design, moment=book.edition.published, progress=progress)
    with speaking(book.brief.language, book.brief.text_language):
        logs = history.files()
    stem = f"{book.brief.id}-{'draft' if draft else name}"
    files = {
        f"{stem}.pdf": rendered.pdf,
        f"{stem}.html": alone(rendered.html, design).encode(),
        FACTS: write_snapshot(snapshot_of(book, name)),
        **logs,
    }
    return PrintedEdition(
        pdf=f"{stem}.pdf",
        html=f"{stem}.html",
        files=files,
        pages=rendered.pages,
        tools=rendered.tools,
    )
