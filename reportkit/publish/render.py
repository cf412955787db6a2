"""A book to the files of an edition: what ``build`` seals and ``rebuild`` compares."""

from __future__ import annotations

from collections.abc import Collection, Mapping, MutableMapping
from dataclasses import dataclass, field

from reportkit.editions.history import CHANGES, History
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import FACTS, snapshot_of, write_snapshot
from reportkit.i18n.translate import gettext, use_language
from reportkit.model.book import Book
from reportkit.model.vocabulary.mail import Profile
from reportkit.page.assets import Design
from reportkit.page.charts.chart import Drawing
from reportkit.page.compose.edition import compose
from reportkit.page.compose.illustrations import illustrate
from reportkit.page.compose.language_isolation import in_language_of, isolated
from reportkit.page.compose.page_model import Page
from reportkit.page.design.house_colours import with_house_colours
from reportkit.page.design.language_sheets import design_in
from reportkit.page.pdf.documents import documents_of, stood_back
from reportkit.page.pdf.engine import Progress, render_all, unwatched
from reportkit.page.preflight.placing import placed
from reportkit.page.render_job import Attached, Relationship
from reportkit.problems import Problem, SeedsRejected


@dataclass(frozen=True, kw_only=True)
class PrintedEdition:
    """The files of one edition, before they are sealed."""

    pdf: str  # names
    html: str  # "" where a draft shows another profile alone
    files: Mapping[str, bytes]
    pages: int
    tools: Mapping[str, str]
    profiles: Mapping[str, int] = field(default_factory=dict)  # pages of each but the first
    warnings: tuple[Problem, ...] = ()
    set_from: Mapping[str, bytes] = field(default_factory=dict)  # HTML of the other forms, unsealed


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
) -> PrintedEdition:
    """Compose, set and render: the same book, history, design and tools give the same bytes.

    An edition has the profiles of its brief, the full one always; ``only`` asks for one alone.
    ``kept`` holds pictures drawn before; none is needed. The pictures are no part of the
    design that is sealed: they follow from the facts.

    Raises SeedsRejected with what the templates, the engine or the inspection found, and
    MachineUnable when the engine is missing or a limit was reached.
    """
    design = with_house_colours(design, book)
    progress("drawing")
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
    try:
        made = render_all(
            sheets,
            design,
            moment=book.edition.published,
            attached=attached,
            marking=book.tlp.value,
            progress=progress,
        )
    except SeedsRejected as rejected:
        raise SeedsRejected(placed(rejected.problems, book)) from None
    stem = f"{book.brief.id}-{'draft' if draft else name}"
    files = {FACTS: facts, **changes}
    set_from: dict[str, bytes] = {}
    pages: dict[str, int] = {}
    for sheet, rendered in zip(sheets, made, strict=True):
        files[pdf_name(stem, sheet.name)] = rendered.pdf
        pages[sheet.name] = rendered.pages
        if sheet.name == Profile.FULL:
            files[f"{stem}.html"] = rendered.screen.encode()
        else:
            set_from[f"{stem}-{sheet.name}.html"] = rendered.html.encode()
    left = made[0].demoted if sheets[0].name == Profile.FULL else 0
    return PrintedEdition(
        pdf=pdf_name(stem, sheets[0].name),
        html=f"{stem}.html" if f"{stem}.html" in files else "",
        files=files,
        pages=made[0].pages,
        tools=made[0].tools,
        profiles={name: count for name, count in pages.items() if name != sheets[0].name},
        warnings=tuple(stood_back(book, history, left)),
        set_from=set_from,
    )


def pdf_name(stem: str, profile: str) -> str:
    """Name the PDF of a profile: "durand-line-005.pdf", "durand-line-005-one-page.pdf"."""
    return f"{stem}.pdf" if profile == Profile.FULL else f"{stem}-{profile}.pdf"


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
