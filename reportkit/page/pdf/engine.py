"""HTML and PDF, made and inspected in a confined child; the engine is imported in it alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reportkit.page.assets import Design
from reportkit.page.confined import Limits, Progress, confined, unwatched
from reportkit.page.html.render import TEMPLATE
from reportkit.page.pagination import Document
from reportkit.page.render_job import INSPECTING, Attached, RenderJob
from reportkit.page.scratch import scratch_folder
from reportkit.problems import Mark, Problem, SeedsRejected

#: Whoever renders finds them here.
__all__ = [
    "Limits",
    "OnWritten",
    "Progress",
    "Rendered",
    "render",
    "render_all",
    "unwatched",
    "warm_engine",
]

#: Given each PDF as soon as it is written; nobody has inspected it yet.
OnWritten = Callable[[bytes], None]


def warm_engine() -> None:
    """Load the engine into this process: each child that sets type then has it at once."""
    import pypdfium2  # noqa: F401  # reads what was written

    from reportkit.page.pdf.typesetter import load_engine
    from reportkit.page.preflight import html, inspect  # noqa: F401  # they judge it

    load_engine()


@dataclass(frozen=True, slots=True)
class Rendered:
    """One brief, ready to be sealed."""

    html: str  # as it was set, for both media
    screen: str  # the one file that a browser shows alone
    pdf: bytes
    pages: int
    tools: Mapping[str, str]  # versions of what made it
    demoted: int = 0  # how many of the things that may be demoted are
    step: int = 0  # how many steps page 1 gave way


def render(  # noqa: PLR0913  # these are what a PDF is made of
    page: Any,  # what the template of the design prints
    design: Design,
    *,
    moment: datetime,
    attached: tuple[Attached, ...] = (),
    marking: str = "",
    limits: Limits | None = None,
    progress: Progress = unwatched,
) -> Rendered:
    """Set, render and inspect one page that carries all files; see ``render_all``."""
    carries = tuple(each.name for each in attached)
    document = Document("brief", TEMPLATE, lambda *_: page, carries=carries)
    made = render_all(
        [document],
        design,
        moment=moment,
        attached=attached,
        marking=marking,
        limits=limits,
        progress=progress,
    )
    return made[0]


def render_all(  # noqa: PLR0913  # as above
    documents: Sequence[Document],
    design: Design,
    *,
    moment: datetime,
    attached: tuple[Attached, ...] = (),
    marking: str = "",
    limits: Limits | None = None,
    progress: Progress = unwatched,
    on_written: OnWritten | None = None,
) -> tuple[Rendered, ...]:
    """Set, render and inspect the documents of an edition, the engine loaded once.

    ``moment`` is the only clock: the edition's own time of publication. The files
    ``attached`` travel as they are inside each PDF that carries them, and no others. Every
    page must bear ``marking``, the label of the edition; "" asks for none. Whoever cannot wait
    for the inspection asks to be given each PDF ``on_written``.
    Raises SeedsRejected with what the templates, the engine or the inspection found, and
    MachineUnable when the engine is missing or a limit was reached.
    """
    bounds = limits or Limits()
    job = RenderJob(tuple(documents), design, moment, attached, marking)

    def work(scratch: Path, progress: Progress) -> Mapping[str, object]:
        from reportkit.page.pdf.typesetter import tool_versions, typeset

        typeset_documents = typeset(job, scratch, progress)
        if (pages := max(document.pages for document in typeset_documents)) > bounds.pages:
            raise SeedsRejected([_too_long(pages, bounds.pages)])
        return {
            "typeset_documents": [asdict(document) for document in typeset_documents],
            "tools": tool_versions(),
        }

    with scratch_folder() as scratch:
        unseen = [scratch / f"{document.name}.pdf" for document in documents]

        def watch(stage: str) -> None:
            progress(stage)
            if stage == INSPECTING and on_written is not None:
                on_written(unseen.pop(0).read_bytes())

        answer = confined(work, scratch, limits=bounds, progress=watch)
        return tuple(
            _rendered(scratch, document, answer["tools"])
            for document in answer["typeset_documents"]
        )


def _rendered(scratch: Path, typeset: Mapping[str, Any], tools: Mapping[str, str]) -> Rendered:
    name = typeset["name"]
    return Rendered(
        html=(scratch / f"{name}.html").read_text(encoding="utf-8"),
        screen=(scratch / f"{name}.screen.html").read_text(encoding="utf-8"),
        pdf=(scratch / f"{name}.pdf").read_bytes(),
        pages=typeset["pages"],
        tools=tools,
        demoted=typeset["demoted"],
        step=typeset["step"],
    )


def _too_long(pages: int, most: int) -> Problem:
    return Problem(
        "page-limit",
        f"the brief has {pages} pages; at most {most}",
        Mark("seeds/brief.yaml", 1, 1),
        "carry fewer records",
    )
