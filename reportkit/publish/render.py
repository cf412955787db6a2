"""A book to the files of an edition: what ``build`` seals and ``rebuild`` compares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reportkit.editions.history import CHANGES, History
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import FACTS, snapshot_of, write_snapshot
from reportkit.i18n.translate import gettext, use_language
from reportkit.model.book import Book
from reportkit.model.vocabulary.mail import Profile
from reportkit.page.assets import Design
from reportkit.page.charts.chart import Drawing
from reportkit.page.charts.drawing_cache import FOLDER, DrawingCache
from reportkit.page.compose.edition import compose
from reportkit.page.compose.illustrations import illustrate
from reportkit.page.compose.language_isolation import in_language_of, isolated
from reportkit.page.compose.page_model import DocumentHead, Page
from reportkit.page.design.house_colours import with_house_colours
from reportkit.page.design.language_sheets import design_in
from reportkit.page.pagination import Document
from reportkit.page.pdf.documents import documents_of, stood_back
from reportkit.page.pdf.engine import OnWritten, Progress, Rendered, render_jobs, unwatched
from reportkit.page.preflight.placing import placed
from reportkit.page.render_job import Attached, Relationship, RenderJob
from reportkit.problems import SeedsRejected, first_failure
from reportkit.publish.output import Form, stem_of
from reportkit.publish.outputs import files_of, names_of
from reportkit.publish.printed import PrintedEdition


@dataclass(frozen=True, kw_only=True)
class ComposedEdition:
    """An edition whose documents are ready to be set."""

    book: Book
    name: EditionName
    history: History
    design: Design  # with the pictures
    draft: bool
    facts: bytes
    changes: Mapping[str, bytes]  # the change log, by file
    job: RenderJob


def print_edition(  # noqa: PLR0913  # these are what an edition is made of
    book: Book,
    name: EditionName,
    history: History,
    design: Design,
    *,
    draft: bool = False,
    only: Profile | None = None,
    kept: MutableMapping[str, Drawing] | None = None,
    progress: Progress = unwatched,
    on_written: OnWritten | None = None,
) -> PrintedEdition:
    """Compose, set and render: the same book, history, design and tools give the same bytes.

    An edition has the profiles of its brief, the full one always; ``only`` asks for one alone.
    ``kept`` holds pictures drawn before; none is needed. The pictures are no part of the
    design that is sealed: they follow from the facts.

    Raises SeedsRejected with what the templates, the engine or the inspection found, and
    MachineUnable when the engine is missing or a limit was reached.
    """
    progress("drawing")
    edition = compose_edition(book, name, history, design, draft=draft, only=only, kept=kept)
    (printed,) = print_composed([edition], progress=progress, on_written=on_written)
    if isinstance(printed, Exception):
        raise printed
    return printed


def compose_edition(  # noqa: PLR0913  # as above
    book: Book,
    name: EditionName,
    history: History,
    design: Design,
    *,
    draft: bool = False,
    only: Profile | None = None,
    kept: MutableMapping[str, Drawing] | None = None,
    beside: str = "",
) -> ComposedEdition:
    """Draw the pictures and compose the documents; see ``print_edition``.

    ``beside`` is told beside the stages of its printing.
    """
    design = with_house_colours(design, book)
    drawn = illustrate(book, history, design, {} if kept is None else kept)
    design = design_in(Design({**design.files, **drawn.files}), book.brief.language)

    def full(left: Collection[str]) -> Page:
        pictures = drawn.pictures
        return compose(
            book, name=name.spoken, history=history, pictures=pictures, draft=draft, demoted=left
        )

    facts = write_snapshot(snapshot_of(book, name))
    wanted = {only} if only else {Profile.FULL, *book.brief.profiles}
    with use_language(book.brief.language, book.brief.written_in):
        changes = history.files()
        attached = (attached_facts(facts), attached_changes(changes[CHANGES]))
        sheets = tuple(
            sheet._replace(compose=in_language_of(book, sheet.compose))
            for sheet in documents_of(isolated(book), history, wanted, full)
        )
    job = RenderJob(sheets, design, book.edition.published, attached, book.tlp.value, beside)
    return ComposedEdition(
        book=book,
        name=name,
        history=history,
        design=design,
        draft=draft,
        facts=facts,
        changes=changes,
        job=job,
    )


def print_composed(
    editions: Sequence[ComposedEdition],
    *,
    workers: int | None = None,
    progress: Progress = unwatched,
    on_written: OnWritten | None = None,
) -> list[PrintedEdition | Exception]:
    """Set several editions side by side; give the files of each, or why there are none.

    What is wrong is that which ``print_edition`` would raise.
    """
    made = render_jobs(
        [edition.job for edition in editions],
        workers=workers,
        progress=progress,
        on_written=on_written,
    )
    return [
        _placed(failure, edition.book)
        if (failure := first_failure(result.failures))
        else _printed(edition, result.rendered)
        for edition, result in zip(editions, made, strict=True)
    ]


def _placed(failure: Exception, book: Book) -> Exception:
    """Put the problems of a page at the records that it printed there."""
    if isinstance(failure, SeedsRejected):
        return SeedsRejected(placed(failure.problems, book))
    return failure


def _printed(edition: ComposedEdition, made: Sequence[Rendered]) -> PrintedEdition:
    book, history, sheets = edition.book, edition.history, edition.job.documents
    stem = f"{book.brief.id}-{'draft' if edition.draft else edition.name}"
    files = {FACTS: edition.facts, **edition.changes}
    forms = [
        Form(sheet.name, book, edition.name, history, edition.design, page, rendered)
        for sheet, page, rendered in zip(sheets, _pages(sheets, made), made, strict=True)
    ]
    with use_language(book.brief.language, book.brief.written_in):
        for form in forms:
            files |= files_of(stem, form)
    first = forms[0]
    demoted = first.rendered.demoted if first.profile == Profile.FULL else 0
    return PrintedEdition(
        outputs=names_of(stem, first.profile, files),
        files=files,
        pages=first.rendered.pages,
        tools=first.rendered.tools,
        profiles={form.profile: form.rendered.pages for form in forms[1:]},
        warnings=tuple(stood_back(book, history, demoted)),
        set_from={
            f"{stem_of(stem, form.profile)}.html": form.rendered.html.encode() for form in forms
        },
    )


def attached_facts(facts: bytes) -> Attached:
    """Give the snapshot of an edition as it travels inside its PDF."""
    return Attached(FACTS, facts, gettext("Every record that this document shows, as data"))


def attached_changes(changes: bytes) -> Attached:
    """Give the change log of an edition as it travels inside its PDF."""
    return Attached(
        CHANGES,
        changes,
        gettext("Every change since the edition before, as data"),
        Relationship.SUPPLEMENT,
    )


def _pages(
    documents: Sequence[Document], made: Sequence[Rendered]
) -> Iterator[Callable[[], DocumentHead]]:
    """Give the composed page of each document as it was set, for who asks for it."""
    demoted: dict[str, int] = {}
    for document, rendered in zip(documents, made, strict=True):
        yield partial(document.compose, rendered.demoted, {**demoted}, rendered.step)
        demoted[document.name] = rendered.demoted


def pictures_kept(cache: Path | None) -> MutableMapping[str, Drawing]:
    """Give the pictures drawn before; without a cache folder all are drawn anew."""
    return DrawingCache(cache / FOLDER) if cache else {}
