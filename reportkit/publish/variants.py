"""The lower editions beside one: made from the abridged book, and searched before they leave."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportkit.editions.history import History
from reportkit.editions.manifest import EditionName, Variant
from reportkit.editions.snapshot import snapshot_of
from reportkit.editions.store import Store
from reportkit.editions.variants import hidden_at, history_at, lower_name, without_past
from reportkit.editions.withheld import Hidden
from reportkit.model.book import RECORD_TYPES, Book
from reportkit.model.redaction import abridged
from reportkit.model.sensitive_terms import SensitiveTerms
from reportkit.model.vocabulary.series import Tlp
from reportkit.publish.leaks import refuse_leaks
from reportkit.publish.printed import PrintedEdition, PrintedVariant


@dataclass(frozen=True, kw_only=True)
class RedactedVariant:
    """An edition as readers up to a marking are to have it, before it is printed."""

    ceiling: Tlp
    book: Book
    history: History
    hidden: Hidden


def redacted_variant(store: Store, book: Book, name: EditionName, ceiling: Tlp) -> RedactedVariant:
    """Cut a book down and compare it with what its readers had before."""
    cut = abridged(book, ceiling)
    hidden = hidden_at(book, cut)
    history = history_at(store, cut, snapshot_of(cut, name), ceiling, hidden)
    known = without_past(cut, history)
    if known is not cut:
        history = history_at(store, known, snapshot_of(known, name), ceiling, hidden)
    return RedactedVariant(ceiling=ceiling, book=known, history=history, hidden=hidden)


def lower_files(
    lower: RedactedVariant, printed: PrintedEdition, stem: str, withheld: SensitiveTerms
) -> PrintedVariant:
    """Name the files of a lower edition, and prove that nothing above its marking is in it.

    ``withheld`` are names that no edition may hold. Raises SeedsRejected with
    ``above-ceiling`` or ``withheld-named``.
    """
    ceiling = lower.ceiling
    refuse_leaks(printed, lower.book, withheld, lower.hidden.words)
    return PrintedVariant(
        release=_release(lower, printed),
        outputs={
            suffix: lower_name(stem, ceiling, file) for suffix, file in printed.outputs.items()
        },
        files={lower_name(stem, ceiling, file): made for file, made in printed.files.items()},
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
