"""A book to the files of an edition: what ``build`` seals and ``rebuild`` compares."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass

from reportkit.editions.history import CHANGES, History
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import FACTS, snapshot_of, write_snapshot
from reportkit.facts.book import Book
from reportkit.page.assets import Design
from reportkit.page.compose import compose
from reportkit.page.engine import Progress, render, unwatched
from reportkit.page.house import dressed
from reportkit.page.illustrated import illustrate
from reportkit.page.order import Attached, Relationship
from reportkit.page.pictures.picture import Drawing
from reportkit.page.screen import for_screen
from reportkit.page.tongue_sheet import design_in
from reportkit.tongue.speech import say, speaking


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
    design = dressed(design, book)
    progress("drawing")
    drawn = illustrate(book, history, design, {} if kept is None else kept)
    page = compose(book, name=name.spoken, history=history, pictures=drawn.pictures, draft=draft)
    design = design_in(Design({**design.files, **drawn.files}), book.brief.language)
    facts = write_snapshot(snapshot_of(book, name))
    with speaking(book.brief.language, book.brief.written_in):
        changes = history.files()
        attached = (attached_facts(facts), attached_changes(changes[CHANGES]))
    rendered = render(
        page,
        design,
        moment=book.edition.published,
        attached=attached,
        progress=progress,
    )
    stem = f"{book.brief.id}-{'draft' if draft else name}"
    files = {
        f"{stem}.pdf": rendered.pdf,
        f"{stem}.html": for_screen(rendered.html, design).encode(),
        FACTS: facts,
        **changes,
    }
    return PrintedEdition(
        pdf=f"{stem}.pdf",
        html=f"{stem}.html",
        files=files,
        pages=rendered.pages,
        tools=rendered.tools,
    )


def attached_facts(facts: bytes) -> Attached:
    """Give the snapshot of an edition as it travels inside its PDF."""
    return Attached(FACTS, facts, say("Every record that this document shows, as data"))


def attached_changes(changes: bytes) -> Attached:
    """Give the change log of an edition as it travels inside its PDF."""
    return Attached(
        CHANGES,
        changes,
        say("Every change since the edition before, as data"),
        Relationship.SUPPLEMENT,
    )
