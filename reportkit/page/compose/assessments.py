"""What the desk takes for granted, watches and does not know."""

from __future__ import annotations

from collections.abc import Iterable

from reportkit.i18n.translate import gettext
from reportkit.model.analysis import Gap, Indicator
from reportkit.model.vocabulary.analysis import GapStatus
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.last_confirmed import checked_words
from reportkit.page.compose.view_model import Gap as GapView
from reportkit.page.compose.view_model import Table, TableRow
from reportkit.page.labels import capital, label, state_of, stop


def indicators_table(context: ComposeContext) -> Table | None:
    """List what is watched, in a shape and a word, and what it would change."""
    book = context.book
    rows = tuple(
        TableRow(
            anchor=context.citations.anchor(indicator.id),
            head=capital(label(indicator.indicator_status)),
            cells=(
                " ".join(
                    stop(capital(part))
                    for part in (
                        indicator.statement,
                        gettext("Threshold: {what}", what=indicator.threshold)
                        if indicator.threshold
                        else "",
                    )
                    if part
                ),
                capital(label(indicator.direction)),
                stop(indicator.if_observed) if indicator.if_observed else "–",
                checked_words(book, indicator),
            ),
            cites=context.citations.under(indicator.evidence),
            state=state_of(indicator),
        )
        for indicator in book.all(Indicator)
    )
    if not rows:
        return None
    return Table(
        caption=gettext("Indicators to watch"),
        css="indicators",
        heads=(
            gettext("Status"),
            gettext("Indicator"),
            gettext("Direction"),
            gettext("If observed"),
            gettext("Checked"),
        ),
        rows=rows,
        cited=0,
    )


def gaps_of(context: ComposeContext, gaps: Iterable[Gap]) -> tuple[GapView, ...]:
    """List open questions, or those that were closed or given up."""
    return tuple(
        GapView(
            anchor=context.citations.anchor(gap.id),
            question=gap.question,
            text=" ".join(
                stop(part)
                for part in (
                    state_of(gap),
                    gettext("Closed") if gap.gap_status is GapStatus.CLOSED else "",
                    gap.why_it_matters,
                )
                if part
            ),
            closing=stop(gettext("What would settle it: {how}", how=gap.how_to_close))
            if gap.how_to_close
            else "",
            cites=context.citations.under(gap.basis),
        )
        for gap in gaps
    )
