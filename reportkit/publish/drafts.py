"""Drafts: an edition as it would be, watermarked, beside the sealed ones."""

from __future__ import annotations

from pathlib import Path

from reportkit.editions.store import Store
from reportkit.editions.variants import lower_name
from reportkit.page.confined import Progress
from reportkit.phrasing.change_log import counts_of
from reportkit.publish.built import (
    Built,
    Options,
    classes_of,
    counts_by_type,
    paths_of,
    previous_of,
)
from reportkit.publish.candidate import Candidate
from reportkit.publish.check import Checked
from reportkit.publish.outputs import PDF
from reportkit.publish.press import Press
from reportkit.publish.printed import PrintedEdition, PrintedVariant, PrintOrder


def write_draft(  # noqa: PLR0913  # what a build is made of
    store: Store,
    checked: Checked,
    candidate: Candidate,
    options: Options,
    *,
    press: Press,
    cache: Path | None,
    workers: int | None,
    progress: Progress,
) -> Built:
    """Write a draft under drafts/, as readers up to ``options.max_tlp`` would have it."""
    own = candidate.book.tlp
    ceiling = options.max_tlp if options.max_tlp and options.max_tlp.rank < own.rank else None
    order = PrintOrder(
        reports=store.reports,
        book=candidate.book,
        name=candidate.name,
        history=candidate.history,
        design=checked.design,
        whole=ceiling is None,
        ceilings=(ceiling,) if ceiling else (),
        draft=True,
        only=options.only,
        withheld=candidate.withheld,
        above=candidate.above,
        cache=cache,
        workers=workers,
    )
    printed = press.print_set(order, progress=progress)
    if ceiling:
        return _lower_draft(store, checked, candidate, printed.lower[0])
    return _whole_draft(store, checked, candidate, printed.whole)


def _whole_draft(
    store: Store, checked: Checked, candidate: Candidate, printed: PrintedEdition
) -> Built:
    folder = store.write_draft(str(candidate.name), printed.files, candidate.book.tlp)
    return Built(
        edition="draft",
        sealed=False,
        reason="",
        folder=folder,
        outputs=paths_of(folder, printed.outputs),
        pages=printed.pages,
        bytes=len(printed.files[printed.outputs[PDF.suffix]]),
        records=counts_by_type(checked.records),
        changes=classes_of(candidate),
        summary=counts_of(candidate.history.step),
        previous=previous_of(candidate),
        profiles=printed.profiles,
        warnings=(*checked.problems, *printed.warnings),
        aside=checked.aside,
    )


def _lower_draft(
    store: Store, checked: Checked, candidate: Candidate, made: PrintedVariant
) -> Built:
    ceiling = made.release.marking
    folder = store.write_draft(
        lower_name(str(candidate.name), ceiling, str(candidate.name)), made.files, ceiling
    )
    return Built(
        edition="draft",
        sealed=False,
        reason="",
        folder=folder,
        outputs=paths_of(folder, made.outputs),
        pages=made.release.pages,
        bytes=len(made.files[made.outputs[PDF.suffix]]),
        records=made.records,
        changes=made.release.changes,
        previous=made.release.since.spoken if made.release.since else None,
        profiles=made.release.profiles,
        warnings=(*checked.problems, *made.warnings),
        aside=checked.aside,
    )
