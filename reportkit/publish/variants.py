"""The lower editions beside one: made from the abridged book, and searched before they leave."""

from __future__ import annotations

from dataclasses import replace

from reportkit.editions.manifest import Variant
from reportkit.editions.variants import RedactedVariant, lower_name
from reportkit.model.book import RECORD_TYPES
from reportkit.model.sensitive_terms import SensitiveTerms
from reportkit.publish.leaks import refuse_leaks
from reportkit.publish.printed import PrintedEdition, PrintedVariant


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
