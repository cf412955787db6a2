"""The lower editions beside one: made from the abridged book, and searched before they leave."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace

from reportkit.editions.history import History
from reportkit.editions.manifest import EditionName, Variant
from reportkit.editions.snapshot import snapshot_of
from reportkit.editions.store import Store
from reportkit.editions.variants import hidden_at, history_at, lower_name, without_past
from reportkit.editions.withheld import Hidden
from reportkit.model.book import RECORD_TYPES, Book
from reportkit.model.redaction import abridged
from reportkit.model.sensitive_terms import NOTHING, SensitiveTerms
from reportkit.model.vocabulary.mail import Profile
from reportkit.model.vocabulary.series import Tlp
from reportkit.page.assets import Design
from reportkit.page.charts.chart import Drawing
from reportkit.page.pdf.engine import Progress, unwatched
from reportkit.problems import Problem
from reportkit.publish.leaks import refuse_leaks
from reportkit.publish.render import PrintedEdition, print_edition


@dataclass(frozen=True, kw_only=True)
class RedactedVariant:
    """An edition as readers up to a marking are to have it, before it is printed."""

    ceiling: Tlp
    book: Book
    history: History
    hidden: Hidden


@dataclass(frozen=True, kw_only=True)
class PrintedVariant:
    """A lower edition as it will lie beside the whole one."""

    release: Variant
    outputs: Mapping[str, str]  # the name of its first form's file, by suffix
    files: Mapping[str, bytes]
    records: Mapping[str, int]  # count per type
    warnings: tuple[Problem, ...] = ()


def redacted_variant(store: Store, book: Book, name: EditionName, ceiling: Tlp) -> RedactedVariant:
    """Cut a book down and compare it with what its readers had before."""
    cut = abridged(book, ceiling)
    hidden = hidden_at(book, cut)
    history = history_at(store, cut, snapshot_of(cut, name), ceiling, hidden)
    known = without_past(cut, history)
    if known is not cut:
        history = history_at(store, known, snapshot_of(known, name), ceiling, hidden)
    return RedactedVariant(ceiling=ceiling, book=known, history=history, hidden=hidden)


def print_variant(  # noqa: PLR0913  # these are what an edition is made of
    store: Store,
    book: Book,
    name: EditionName,
    ceiling: Tlp,
    design: Design,
    *,
    draft: bool = False,
    only: Profile | None = None,
    kept: MutableMapping[str, Drawing] | None = None,
    withheld: SensitiveTerms = NOTHING,
    progress: Progress = unwatched,
) -> PrintedVariant:
    """Make a lower edition of a book, and prove that nothing above its marking is in it.

    ``withheld`` are names that no edition may hold. Raises what ``print_edition`` raises, and
    SeedsRejected with ``above-ceiling`` or ``withheld-named``.
    """
    lower = redacted_variant(store, book, name, ceiling)
    printed = print_edition(
        lower.book,
        name,
        lower.history,
        design,
        draft=draft,
        only=only,
        kept=kept,
        progress=lambda stage: progress(f"{stage}, {ceiling}"),
    )
    refuse_leaks(printed, lower.book, withheld, lower.hidden.words)
    stem = f"{book.brief.id}-{'draft' if draft else name}"
    files = {lower_name(stem, ceiling, file): made for file, made in printed.files.items()}
    return PrintedVariant(
        release=_release(lower, printed),
        outputs={
            suffix: lower_name(stem, ceiling, file) for suffix, file in printed.outputs.items()
        },
        files=files,
        records={kind.plural: lower.book.carried(kind) for kind in RECORD_TYPES},
        warnings=tuple(
            replace(warning, message=f"at {ceiling}: {warning.message}")
            for warning in printed.warnings
        ),
    )


def _release(lower: RedactedVariant, printed: PrintedEdition) -> Variant:
    before = lower.history.previous
    counts = lower.history.step.counts
    return Variant(
        marking=lower.ceiling,
        pages=printed.pages,
        records=lower.book.carried(),
        changes={class_.value: count for class_, count in counts.items()},
        since=before.name if before else None,
        profiles=printed.profiles,
    )
