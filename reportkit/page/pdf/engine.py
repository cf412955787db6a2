"""HTML and PDF, made and inspected in confined children, side by side as processors allow."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from reportkit.page.assets import Design
from reportkit.page.confined import Limits, Progress, Work, unwatched
from reportkit.page.html.render import TEMPLATE
from reportkit.page.pagination import Document
from reportkit.page.pdf.sheet import Batch, Sheet, batches_of, outdated, sheets_of
from reportkit.page.render_job import INSPECTING, Attached, RenderJob
from reportkit.page.scratch import scratch_folder
from reportkit.page.side_by_side import Task, processors, side_by_side
from reportkit.problems import MachineUnable, first_failure

#: Whoever renders finds them here.
__all__ = [
    "Limits",
    "Made",
    "OnWritten",
    "Progress",
    "Rendered",
    "render",
    "render_all",
    "render_jobs",
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


class Made(NamedTuple):
    """The documents of one edition, or why there are none."""

    rendered: tuple[Rendered, ...]
    #: SeedsRejected with what the templates, the engine or the inspection found, MachineUnable
    #: when the engine is missing or a limit was reached; the first document's first.
    failures: tuple[Exception, ...] = ()


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
) -> tuple[Rendered, ...]:
    """Set, render and inspect the documents of one edition; see ``render_jobs``.

    ``moment`` is the only clock: the edition's own time of publication. The files
    ``attached`` travel as they are inside each PDF that carries them, and no others. Every
    page must bear ``marking``, the label of the edition; "" asks for none.
    Raises what ``Made`` tells of.
    """
    job = RenderJob(tuple(documents), design, moment, attached, marking)
    (made,) = render_jobs([job], limits=limits, progress=progress)
    if failure := first_failure(made.failures):
        raise failure
    return made.rendered


def render_jobs(
    jobs: Sequence[RenderJob],
    *,
    limits: Limits | None = None,
    workers: int | None = None,
    progress: Progress = unwatched,
    on_written: OnWritten | None = None,
) -> list[Made]:
    """Set, render and inspect the documents of several editions, in ``workers`` children at once.

    Without a number as many as there are processors; it changes no byte of what is made. The
    limits are those of each child. Whoever cannot wait for the inspection asks to be given
    each PDF ``on_written``.
    """
    editions = sheets_of(jobs)
    sheets = [sheet for edition in editions for sheet in edition]
    if len(sheets) > 1:
        warm_engine()  # once, and not in each child
    with scratch_folder() as scratch:
        making = _Making(scratch, limits or Limits(), workers or processors(), progress, on_written)
        due = sheets
        while due:
            making.make(due)
            due = [sheet for edition in editions for sheet in outdated(edition)]
        return [_made(edition) for edition in editions]


class _Making:
    """How documents are made side by side."""

    def __init__(
        self,
        scratch: Path,
        limits: Limits,
        workers: int,
        progress: Progress,
        on_written: OnWritten | None,
    ) -> None:
        self._scratch, self._limits, self._workers = scratch, limits, workers
        self._progress, self._on_written = progress, on_written
        self._tasks: deque[Task] = deque()
        self._folders = 0
        self._told = ""

    def make(self, sheets: Sequence[Sheet]) -> None:
        """Make some documents to their end, good or bad."""
        batches = batches_of(sheets, self._workers)
        by_rank = {batch.rank: batch for batch in batches}
        self._tasks.clear()
        for batch in batches:
            task = self._task(batch, partial(batch.make, self._limits))
            for sheet in batch.sheets:
                sheet.set_in = sheet.judged_in = task.scratch
            self._tasks.append(task._replace(progress=partial(self._hear, batches, batch)))
        for outcome in side_by_side(self._tasks, limits=self._limits, workers=self._workers):
            batch = by_rank[outcome.task.rank]
            batch.take(outcome, self._limits)
            if batch.is_beyond_help:
                for task in [task for task in self._tasks if task.rank > batch.rank]:
                    self._tasks.remove(task)
            self._tell(batches)

    def _hear(self, batches: Sequence[Batch], batch: Batch, stage: str) -> None:
        """Take note of a stage; when the files of a document lie there, let who waits have them."""
        batch.stage = stage
        self._tell(batches)
        if stage != INSPECTING:
            return
        if batch.judged_beside:
            task = self._task(batch, batch.judge)
            batch.sheets[0].judged_in = task.scratch
            self._tasks.appendleft(task)
        if self._on_written is not None:
            written = [sheet for sheet in batch.sheets if sheet.pdf.exists()]
            self._on_written(written[-1].pdf.read_bytes())

    def _tell(self, batches: Sequence[Batch]) -> None:
        """Tell the stage of the first that is not ready: of all that goes on, one at a time."""
        first = next((batch for batch in batches if batch.tasks), None)
        if first and first.stage and first.told != self._told:
            self._told = first.told
            self._progress(first.told)

    def _task(self, batch: Batch, work: Work) -> Task:
        folder = self._scratch / str(self._folders)
        folder.mkdir()
        self._folders += 1
        batch.tasks += 1
        return Task(work, folder, batch.rank)


def _made(edition: Sequence[Sheet]) -> Made:
    failures = tuple(failure for sheet in edition for failure in sheet.failures)
    if not failures and not all(sheet.is_set for sheet in edition):
        failures = (MachineUnable("what stands before it could not be made"),)
    return Made(() if failures else tuple(map(_rendered, edition)), failures)


def _rendered(sheet: Sheet) -> Rendered:
    answer: Mapping[str, Any] = sheet.answer
    return Rendered(
        html=sheet.html.read_text(encoding="utf-8"),
        screen=sheet.screen.read_text(encoding="utf-8"),
        pdf=sheet.pdf.read_bytes(),
        pages=answer["pages"],
        tools=answer["tools"],
        demoted=answer["demoted"],
        step=answer["step"],
    )
