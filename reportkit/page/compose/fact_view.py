"""One fact as the page prints it, and which fact of a section comes first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportkit.i18n.translate import gettext
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book
from reportkit.model.corroboration import is_claimed_by_others, position_of
from reportkit.model.evidence import Fact
from reportkit.model.vocabulary.events import Position, Verification
from reportkit.model.vocabulary.series import Status
from reportkit.page.compose.attribution import attributes_itself
from reportkit.page.compose.column_layout import in_two
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.last_confirmed import last_confirmed_words
from reportkit.page.compose.positions_of_parties import sides_of
from reportkit.page.compose.source_list import origins
from reportkit.page.compose.view_model import Fact as FactView
from reportkit.page.compose.view_model import Prose
from reportkit.page.labels import (
    CHIPS_OF_POSITION,
    CHIPS_OF_VERIFICATION,
    ONE_ORIGIN,
    short_day,
    state_of,
    stop,
)
from reportkit.page.selection import is_carried


def parts_of(
    context: ComposeContext, facts: Sequence[Fact], *, all_news: bool = False, led: bool = False
) -> tuple[tuple[FactView, ...], tuple[tuple[FactView, ...], ...], bool]:
    """Give the news by day, what stands in columns, and whether the first of the news leads."""
    dated = sorted(facts, key=lambda fact: fact.date or date.min)
    news = [fact for fact in dated if all_news or context.selection.is_news(fact)]
    standing = [fact for fact in dated if fact not in news]
    first = None if led else most_important(context, news)
    news.sort(key=lambda fact: fact is not first)
    return (
        tuple(fact_view(context, fact) for fact in news),
        in_two([fact_view(context, f) for f in standing], lambda view: len(view.prose.text)),
        first is not None and len(news) > 1,  # alone it leads nothing
    )


def fact_view(context: ComposeContext, fact: Fact) -> FactView:
    """Say a fact with its day, its sources, how firm it is and, where contested, both sides."""
    book = context.book
    claims = context.behind.get(fact.id, ())
    year = book.edition.period.end.year
    prose = Prose(stop(fact.statement), context.citations.of(fact))
    return FactView(
        anchor=context.citations.anchor(fact.id),
        date=short_day(fact.date, year) if fact.date else "",
        chips=tuple(chips_of(book, fact)),
        prose=prose,
        state=state_of(fact),
        struck=fact.status is Status.WITHDRAWN,
        sides=sides_of(book, claims, context.citations, fact) if claims else None,
    )


def chips_of(book: Book, fact: Fact) -> list[str]:
    """Say in a word or two how firmly a fact stands; nothing where it simply stands."""
    position = position_of(book, fact)
    chips = [gettext(CHIPS_OF_POSITION[position]) if position in CHIPS_OF_POSITION else ""]
    if position is Position.SINGLE_PARTY and (
        attributes_itself(book, fact.statement) or is_claimed_by_others(book, fact)
    ):
        chips = []
    # What is contested or told by one side alone is unverified until somebody verifies it.
    if position not in CHIPS_OF_POSITION or fact.verification is not Verification.UNVERIFIED:
        chip = CHIPS_OF_VERIFICATION.get(fact.verification)
        chips.append(gettext(chip) if chip else "")
    reports, roots = origins(book, book.sources_under(fact.id))
    if reports > 1 and roots == 1:
        chips.append(gettext(ONE_ORIGIN))
    chips.append(last_confirmed_words(book, fact))
    return [chip for chip in chips if chip]


def most_important(context: ComposeContext, facts: Sequence[Fact]) -> Fact | None:
    """Choose the fact that leads a section, if one is of more weight than the others.

    What page 1 rests on comes before the others, the bottom line first; then what a key
    judgement rests on; of equals the youngest leads.
    """
    edition = context.book.edition
    on_page_one = {id for each in edition.highlights for id in each.basis}
    on_page_one.update(edition.trend_rationale.basis)
    judged = {
        id
        for judgement in context.book.all(Judgement)
        if judgement.key and is_carried(judgement)
        for id in judgement.basis
    }

    def weight(fact: Fact) -> tuple[bool, bool, bool]:
        return fact.id in edition.bottom_line.basis, fact.id in on_page_one, fact.id in judged

    first = max(facts, key=lambda fact: (weight(fact), fact.date or date.min), default=None)
    return first if first and any(weight(first)) else None
