"""The recipe: the only module that knows the order of all the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reportkit import __version__
from reportkit.checking import Checked, check_series
from reportkit.editions.designs import design_digest
from reportkit.editions.manifest import EditionName, Imprint, Period, inputs_digest
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import (
    FACTS,
    Snapshot,
    at_marking,
    facts_digest,
    snapshot_of,
    write_snapshot,
)
from reportkit.editions.store import Store
from reportkit.facts.book import RECORD_TYPES, Book, Records
from reportkit.page.assets import Design
from reportkit.page.compose import compose
from reportkit.page.engine import Progress, Rendered, render, unwatched
from reportkit.page.html import inline_styles
from reportkit.problems import Problem, SeedsRejected, errors_in


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build did. ``sealed`` is False for a draft and when nothing was to be done."""

    edition: str  # "005", "005-r1", "draft"
    sealed: bool
    said: str  # why nothing was done; "" otherwise
    folder: Path
    pdf: Path
    html: Path
    pages: int
    bytes: int  # of the PDF
    records: Mapping[str, int]  # count per type
    changes: Mapping[str, int] = field(default_factory=dict)  # count per class
    previous: str | None = None
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Options:
    """How an edition is wanted."""

    draft: bool = False  # watermarked, beside the editions, sealed by nobody
    revise: bool = False  # the newest number once more
    unchanged: bool = False  # even though no record changed
    strict: bool = False  # warnings stop it too


def build(
    series: Path,
    *,
    now: datetime,
    cache: Path | None = None,
    options: Options = Options(),  # a value, never changed
    progress: Progress = unwatched,
) -> Built:
    """Build the next edition of a series, whole or not at all.

    ``now`` is told to whoever waits for the lock, and is nowhere in what is published.
    Raises SeedsRejected with all problems, MachineUnable, Busy or IntegrityBroken.
    """
    progress("checking")
    checked = check_series(series, cache)
    book = checked.book
    if book is None or errors_in(checked.problems) or (options.strict and checked.problems):
        raise SeedsRejected(checked.problems)
    store = Store(series / "reports")
    if options.draft:
        return _draft(store, book, checked, progress)
    with store.lock(now) as lock:
        latest = store.latest()
        facts = facts_digest(snapshot_of(book, EditionName(1)))
        if done := _nothing_to_do(latest, facts, checked, options):
            return done
        name = store.next_name(revision=options.revise)
        _refuse_same_period(book, latest, options)
        page = compose(at_marking(book), name=name.spoken)
        rendered = render(page, checked.design, moment=book.edition.published, progress=progress)
        progress("sealing")
        snapshot = snapshot_of(book, name)
        files = _files(book, str(name), snapshot, rendered, checked.design)
        design = store.keep_design(lock, checked.design.files)
        sealed = store.seal(lock, name, files, _imprint(book, snapshot, facts, design, rendered))
    return _built(sealed, checked)


def _draft(store: Store, book: Book, checked: Checked, progress: Progress) -> Built:
    name = store.next_name()
    page = compose(at_marking(book), name=name.spoken, draft=True)
    rendered = render(page, checked.design, moment=book.edition.published, progress=progress)
    stem = f"{book.brief.id}-draft"
    files = {
        f"{stem}.pdf": rendered.pdf,
        f"{stem}.html": inline_styles(rendered.html, checked.design).encode(),
    }
    folder = store.write_draft(str(name), files)
    return Built(
        edition="draft",
        sealed=False,
        said="",
        folder=folder,
        pdf=folder / f"{stem}.pdf",
        html=folder / f"{stem}.html",
        pages=rendered.pages,
        bytes=len(rendered.pdf),
        records=_counts(checked.records),
        warnings=checked.problems,
    )


def _nothing_to_do(
    latest: Sealed | None, facts: str, checked: Checked, options: Options
) -> Built | None:
    """Recognise a series that is published as it stands, before the engine is loaded."""
    if latest is None or options.revise or latest.manifest.facts != facts:
        return None
    said = f"already published as No. {latest.name.spoken}"
    if latest.manifest.design != design_digest(checked.design.files):
        said += "; the design has changed since: '--revise' publishes it anew"
    return _built(latest, checked, said=said)


def _refuse_same_period(book: Book, latest: Sealed | None, options: Options) -> None:
    """A number stands for a period; the same period again is a revision, and asked for."""
    period = book.edition.period
    if latest is None or options.revise or latest.manifest.period != (period.start, period.end):
        return
    raise SeedsRejected(
        [
            Problem(
                "period-published",
                f"No. {latest.name.spoken} covers {period.start} to {period.end} already, "
                "and the facts have changed since",
                period.at(),
                "move the period on for the next edition, or publish a revision: build --revise",
            )
        ]
    )


def _files(
    book: Book, name: str, snapshot: Snapshot, rendered: Rendered, design: Design
) -> dict[str, bytes]:
    stem = f"{book.brief.id}-{name}"
    return {
        f"{stem}.pdf": rendered.pdf,
        f"{stem}.html": inline_styles(rendered.html, design).encode(),
        FACTS: write_snapshot(snapshot),
    }


def _imprint(
    book: Book, snapshot: Snapshot, facts: str, design: str, rendered: Rendered
) -> Imprint:
    tools = {"reportkit": __version__, **rendered.tools}
    edition = book.edition
    return Imprint(
        series=book.brief.id,
        kind=edition.kind,
        period=Period(edition.period.start, edition.period.end),
        cut_off=edition.cut_off,
        published=edition.published,
        marking=book.tlp,
        facts=facts,
        design=design,
        inputs=inputs_digest(facts, design, tools),
        tools=tools,
        pages=rendered.pages,
        records=len(snapshot.records),
        changes={},
    )


def _built(sealed: Sealed, checked: Checked, *, said: str = "") -> Built:
    manifest = sealed.manifest
    stem = f"{manifest.series}-{sealed.name}"
    sizes = {file.name: file.size for file in manifest.files}
    return Built(
        edition=str(sealed.name),
        sealed=not said,
        said=said,
        folder=sealed.folder,
        pdf=sealed.folder / f"{stem}.pdf",
        html=sealed.folder / f"{stem}.html",
        pages=manifest.pages,
        bytes=sizes[f"{stem}.pdf"],
        records=_counts(checked.records),
        changes=manifest.changes,
        warnings=checked.problems,
        previous=str(manifest.previous.edition) if manifest.previous else None,
    )


def _counts(records: Records) -> dict[str, int]:
    return {kind.plural: len(records.all(kind)) for kind in RECORD_TYPES}
