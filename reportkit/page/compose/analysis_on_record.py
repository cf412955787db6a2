"""The analysis on record: past judgements, assumptions, indicators and questions off the body."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from reportkit.editions.history import History
from reportkit.i18n.translate import gettext
from reportkit.model.analysis import Assumption, Gap, Indicator, Judgement
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Figure
from reportkit.page.compose.assessments import gaps_of
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.forecasts import past_forecasts
from reportkit.page.compose.judgements import past_judgements
from reportkit.page.compose.last_confirmed import checked_words
from reportkit.page.compose.record_model import (
    Analysis,
    Ground,
    Part,
    RecordLine,
    only_on_screen,
)
from reportkit.page.compose.track_record import MOST
from reportkit.page.compose.view_model import Link
from reportkit.page.labels import actor_short, capital, counted, label, state_of, stop
from reportkit.page.selection import OUTLOOK, hidden_sections
from reportkit.phrasing.claims import claim_clause
from reportkit.phrasing.quantity import quantity
from reportkit.phrasing.titles import plain_title


def analysis_on_record(
    context: ComposeContext, history: History | None, in_body: AbstractSet[str]
) -> Analysis:
    """Compose what is assessed and does not stand in the body."""
    past = past_judgements(context, history)
    shown = OUTLOOK not in hidden_sections(context.book)
    told = {f"rec-{each.id}" for each in past_forecasts(context.book)[:MOST]} if shown else set()
    return Analysis(
        judgements=tuple(each for each in past if each.anchor.fragment not in told),
        on_screen=tuple(each for each in past if each.anchor.fragment in told),
        lines=(*_assumptions(context, in_body), *_indicators(context, in_body)),
        gaps=gaps_of(context, [g for g in context.book.all(Gap) if g.id not in in_body]),
        grounds=_grounds(context),
    )


def _assumptions(context: ComposeContext, in_body: AbstractSet[str]) -> Iterator[RecordLine]:
    """Say what is taken for granted; a judgement in the body that assumes it says so there."""
    assumed = {
        id
        for judgement in context.book.all(Judgement)
        if judgement.id in in_body
        for id in judgement.assumptions
    }
    for assumption in context.book.all(Assumption):
        if assumption.id not in in_body:
            sentences = [stop(assumption.statement)]
            if assumption.if_wrong:
                sentences.append(gettext("If wrong: {what}", what=stop(assumption.if_wrong)))
            lead = gettext("We assume:")
            if assumption.linchpin:
                lead = gettext("We assume, and judgements fall with it:")
            line = _line(context, assumption, lead, sentences)
            yield only_on_screen(line) if assumption.id in assumed else line


def _indicators(context: ComposeContext, in_body: AbstractSet[str]) -> Iterator[RecordLine]:
    for indicator in context.book.all(Indicator):
        if indicator.id in in_body:
            continue
        sentences = [stop(capital(indicator.statement))]
        if indicator.threshold:
            sentences.append(stop(gettext("Threshold: {what}", what=indicator.threshold)))
        if indicator.if_observed:
            sentences.append(stop(gettext("If observed: {what}", what=indicator.if_observed)))
        lead = gettext(
            "Indicator, {state} ({day}):",
            state=label(indicator.indicator_status),
            day=checked_words(context.book, indicator),
        )
        yield _line(context, indicator, lead, sentences)


def _line(context: ComposeContext, record: Record, lead: str, sentences: list[str]) -> RecordLine:
    citations = context.citations
    basis = record.evidence if isinstance(record, Indicator) else ()
    part = Part(citations.anchor(record.id), " ".join(sentences), citations.under(basis))
    return RecordLine(lead=lead, parts=(part,), aside=state_of(record))


def _grounds(context: ComposeContext) -> tuple[Ground, ...]:
    """Name the records under each judgement in their own words."""
    return tuple(
        Ground(
            anchor=f"grounds-{judgement.id}",
            judgement=_named(context, judgement.id),
            basis=tuple(_named(context, id) for id in judgement.basis),
            against=tuple(_named(context, id) for id in judgement.evidence_against),
        )
        for judgement in context.book.all(Judgement)
        if judgement.basis or judgement.evidence_against
    )


def _named(context: ComposeContext, id: str) -> Link:
    """Lead to a record by its own words."""
    book = context.book
    match book.by_id[id]:
        case Figure() as figure:
            given = actor_short(book, figure.provider)
            text = f"{counted(book, figure)}: {quantity(figure)} ({given})"
        case Claim() as claim:
            text = claim_clause(claim, book)
        case record:
            text = plain_title(record)
    return context.citations.link(id)._replace(text=capital(text))
