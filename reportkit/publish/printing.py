"""An edition and its lower ones composed, set side by side, and searched before they leave."""

from __future__ import annotations

from reportkit.editions.store import Store
from reportkit.editions.variants import RedactedVariant, redacted_variant
from reportkit.page.pdf.engine import Progress, unwatched
from reportkit.problems import ReportkitError, first_failure
from reportkit.publish.leaks import refuse_leaks
from reportkit.publish.printed import PrintedEdition, PrintedSet, PrintedVariant, PrintOrder
from reportkit.publish.render import (
    ComposedEdition,
    compose_edition,
    pictures_kept,
    print_composed,
)
from reportkit.publish.variants import lower_files


def print_set(order: PrintOrder, *, progress: Progress = unwatched) -> PrintedSet:
    """Print all that is ordered, every document of every marking in one go.

    Raises what ``print_edition`` raises, the problems of all editions together, and
    SeedsRejected with ``above-ceiling`` or ``withheld-named``.
    """
    progress("drawing")
    book, name = order.book, order.name
    store = Store(order.reports)
    lower = [redacted_variant(store, book, name, ceiling) for ceiling in order.ceilings]
    whole = [_composed(order)] if order.whole else []
    printed = print_composed(
        [*whole, *(_composed(order, variant) for variant in lower)],
        workers=order.workers,
        progress=progress,
    )
    failures: list[Exception] = []
    editions = [_whole(order, edition, failures) for edition in printed[: len(whole)]]
    variants = [
        _lower(order, variant, edition, failures)
        for variant, edition in zip(lower, printed[len(whole) :], strict=True)
    ]
    if failure := first_failure(failures):
        raise failure
    return PrintedSet(tuple(filter(None, editions)), tuple(filter(None, variants)))


def _composed(order: PrintOrder, lower: RedactedVariant | None = None) -> ComposedEdition:
    return compose_edition(
        lower.book if lower else order.book,
        order.name,
        lower.history if lower else order.history,
        order.design,
        draft=order.draft,
        only=order.only,
        kept=pictures_kept(order.cache),
        beside=str(lower.ceiling) if lower else "",
    )


def _whole(
    order: PrintOrder, printed: PrintedEdition | Exception, failures: list[Exception]
) -> PrintedEdition | None:
    """Give the whole edition, searched; what went wrong is added to the ``failures``."""
    try:
        edition = _or_raise(printed)
        refuse_leaks(edition, order.book, order.withheld, order.above)
    except (ReportkitError, RuntimeError) as failure:
        failures.append(failure)
        return None
    return edition


def _lower(
    order: PrintOrder,
    variant: RedactedVariant,
    printed: PrintedEdition | Exception,
    failures: list[Exception],
) -> PrintedVariant | None:
    """Give a lower edition, searched; what went wrong is added to the ``failures``."""
    stem = f"{order.book.brief.id}-{'draft' if order.draft else order.name}"
    try:
        return lower_files(variant, _or_raise(printed), stem, order.withheld)
    except (ReportkitError, RuntimeError) as failure:
        failures.append(failure)
        return None


def _or_raise(printed: PrintedEdition | Exception) -> PrintedEdition:
    if isinstance(printed, Exception):
        raise printed
    return printed
