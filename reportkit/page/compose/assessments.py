"""What the desk assesses: judgements, assumptions, indicators, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import gettext, gettext_noop, ngettext, pgettext, pgettext_noop
from reportkit.model.analysis import (
    Alternative,
    Assumption,
    Confidence,
    Gap,
    Implication,
    Indicator,
    Judgement,
    Likelihood,
)
from reportkit.model.book import Book
from reportkit.model.scales import find_term, forms
from reportkit.model.vocabulary.analysis import Degree, GapStatus, Outcome
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.view_model import Gap as GapView
from reportkit.page.compose.view_model import Judgement as JudgementView
from reportkit.page.compose.view_model import Link, Point, Prose, Table, TableRow
from reportkit.page.labels import (
    INDICATOR_SIGNS,
    band_of,
    capital,
    commas,
    day,
    label,
    likelihood_term,
    short_day,
    state_of,
    stop,
)
from reportkit.page.selection import is_carried

_LEVELS = {
    Degree.LOW: gettext_noop("Low confidence"),
    Degree.MODERATE: gettext_noop("Moderate confidence"),
    Degree.HIGH: gettext_noop("High confidence"),
}
#: What confidence rests on, as ends of one sentence.
_EVIDENCE = {
    Degree.LOW: pgettext_noop("the evidence is", "thin"),
    Degree.MODERATE: pgettext_noop("the evidence is", "partial"),
    Degree.HIGH: pgettext_noop("the evidence is", "good"),
}
_RIGOUR = {
    Degree.LOW: pgettext_noop("the analysis is", "provisional"),
    Degree.MODERATE: pgettext_noop("the analysis is", "fairly rigorous"),
    Degree.HIGH: pgettext_noop("the analysis is", "rigorous"),
}
_SITUATION = {
    Degree.LOW: pgettext_noop("the situation is", "simple and steady"),
    Degree.MODERATE: pgettext_noop("the situation is", "moderately complex and volatile"),
    Degree.HIGH: pgettext_noop("the situation is", "complex and volatile"),
}


def judgements_of(context: ComposeContext, *, key: bool) -> tuple[JudgementView, ...]:
    """Compose the key judgements of the body, or the others, in the order of the seeds."""
    chosen = [
        j for j in context.book.all(Judgement) if j.key is key and context.selection.in_body(j)
    ]
    name = gettext_noop("Key judgement {number}") if key else gettext_noop("Judgement {number}")
    return tuple(
        _judgement(
            context,
            judgement,
            gettext("Decided") if _outcome(judgement) else gettext(name, number=number),
        )
        for number, judgement in enumerate(chosen, 1)
    )


def past_judgements(
    context: ComposeContext, in_body: AbstractSet[str]
) -> tuple[JudgementView, ...]:
    """Compose those that were decided, and those that the desk no longer stands behind."""
    past = [j for j in context.book.all(Judgement) if j.id not in in_body]
    return tuple(_judgement(context, judgement, _standing(judgement)) for judgement in past)


def _standing(judgement: Judgement) -> str:
    if not is_carried(judgement):
        return capital(label(judgement.status))
    return gettext("Decided") if _outcome(judgement) else gettext("Judgement")


def _outcome(judgement: Judgement) -> Outcome | None:
    return judgement.resolution.outcome if judgement.resolution else None


def _judgement(context: ComposeContext, judgement: Judgement, name: str) -> JudgementView:
    before, term, after = _cut(context.book, judgement)
    likelihood = judgement.likelihood
    known = find_term(context.book.brief.scales.likelihood, likelihood.term)
    return JudgementView(
        anchor=context.citations.anchor(judgement.id),
        label=name,
        before=before,
        term=term,
        after=after,
        likelihood=capital(likelihood_term(likelihood.term)),
        band=band_of(known) if known else "",
        horizon=gettext("to {day}", day=day(judgement.horizon)) if judgement.horizon else "",
        level=gettext(_LEVELS[judgement.confidence.level]),
        confidence=_confidence(judgement.confidence),
        points=tuple(_points(context, judgement)),
    )


def _cut(book: Book, judgement: Judgement) -> tuple[str, str, str]:
    """Cut the sentence around its term, in whatever form of it the sentence has."""
    scale = book.brief.scales.likelihood
    known = find_term(scale, judgement.likelihood.term)
    words = forms(known) if known else (judgement.likelihood.term,)
    pattern = "|".join(re.escape(word) for word in words)
    text = stop(judgement.statement)
    found = re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
    if found is None:
        return text, "", ""
    return text[: found.start()], found[0], text[found.end() :]


def _likelihood(book: Book, likelihood: Likelihood) -> str:
    known = find_term(book.brief.scales.likelihood, likelihood.term)
    term = likelihood_term(likelihood.term)
    return commas([term, band_of(known)]) if known else term


def _confidence(confidence: Confidence) -> str:
    sentences = []
    if basis := confidence.basis:
        sentences.append(
            gettext(
                "The evidence is {evidence}, the analysis {rigour}, the situation {situation}",
                evidence=pgettext("the evidence is", _EVIDENCE[basis.information_base]),
                rigour=pgettext("the analysis is", _RIGOUR[basis.rigour]),
                situation=pgettext("the situation is", _SITUATION[basis.complexity_volatility]),
            )
        )
    if confidence.text:
        sentences.append(confidence.text)
    return " ".join(stop(part) for part in sentences)


def _points(context: ComposeContext, judgement: Judgement) -> Iterator[Point]:
    """Give what stands under a judgement, each kind on lines of its own."""
    if state := state_of(judgement):
        yield _plain(gettext("Status"), state)
    if outcome := _outcome(judgement):
        yield _plain(gettext("Outcome"), capital(label(outcome)))
    yield from _evidence(context, judgement)
    if not _outcome(judgement):  # else the world has told
        yield from _other_views(context.book, judgement)
        yield from _unsettled(context.book, judgement)
    if resolution := judgement.resolution:
        criteria = unstopped(resolution.criteria)
        if resolution.due != judgement.horizon:  # which stands beside it
            criteria = gettext("{criteria}, due {day}", criteria=criteria, day=day(resolution.due))
        yield _plain(gettext("How it is decided"), criteria)


def _unsettled(book: Book, judgement: Judgement) -> Iterator[Point]:
    if judgement.implications:
        items = tuple(_implication(each) for each in judgement.implications)
        yield Point(label=gettext("What it means"), items=items)
    gaps = tuple(gap for id in judgement.gaps if (gap := book.get(Gap, id)))
    if gaps:
        yield Point(label=gettext("Not known"), items=tuple(Prose(gap.question) for gap in gaps))


def _evidence(context: ComposeContext, judgement: Judgement) -> Iterator[Point]:
    against = gettext("Against it")
    for name, ids in (
        (gettext("Rests on"), judgement.basis),
        (against, judgement.evidence_against),
    ):
        if ids:
            cites = context.citations.under(ids)
            counted = ngettext("{n} record", "{n} records", len(ids))
            link = Link(counted, f"grounds-{judgement.id}")
            yield Point(label=name, items=(Prose("", cites),), records=link)
    if judgement.none_found and not judgement.evidence_against:
        yield _plain(against, gettext("Looked for; none found"))
    if judgement.assumptions:
        yield Point(label=gettext("Assumes"), items=_assumed(context.book, judgement.assumptions))


def _other_views(book: Book, judgement: Judgement) -> Iterator[Point]:
    if judgement.alternatives:
        items = tuple(_alternative(book, alternative) for alternative in judgement.alternatives)
        yield Point(label=gettext("Alternatives"), items=items)
    elif judgement.no_alternative_reason:
        yield _plain(
            gettext("Alternatives"),
            gettext("None given: {reason}", reason=judgement.no_alternative_reason),
        )
    for dissent in judgement.dissent:
        yield _plain(gettext("Dissent"), f"{dissent.by}: {stop(dissent.view)} {dissent.reason}")


def _plain(name: str, text: str) -> Point:
    return Point(label=name, items=(Prose(stop(text)),))


def _implication(implied: Implication) -> Prose:
    told = f"{capital(implied.audience)}: {unstopped(implied.so_what)}"
    if implied.by_when:
        told = gettext("{meaning} (by {day})", meaning=told, day=day(implied.by_when))
    return Prose(stop(told))


def _assumed(book: Book, ids: Iterable[str]) -> tuple[Prose, ...]:
    assumptions = (book.get(Assumption, id) for id in ids)
    return tuple(
        Prose(
            " ".join(
                [
                    stop(assumption.statement),
                    *(
                        [gettext("If wrong: {what}", what=stop(assumption.if_wrong))]
                        if assumption.if_wrong
                        else []
                    ),
                ]
            )
        )
        for assumption in assumptions
        if assumption
    )


def _alternative(book: Book, alternative: Alternative) -> Prose:
    parts = [stop(alternative.statement)]
    if alternative.likelihood:
        parts.append(stop(capital(_likelihood(book, alternative.likelihood))))
    if alternative.why_less_likely:
        parts.append(stop(capital(alternative.why_less_likely)))
    return Prose(" ".join(parts))


def indicators_table(context: ComposeContext) -> Table | None:
    """List what is watched, in a shape and a word, and what it would change."""
    book = context.book
    year = book.edition.period.end.year
    rows = tuple(
        TableRow(
            anchor=context.citations.anchor(indicator.id),
            head=f"{INDICATOR_SIGNS[indicator.indicator_status]} "
            f"{capital(label(indicator.indicator_status))}",
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
                short_day(indicator.last_checked, year),
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
            closing=stop(gettext("To close it: {how}", how=gap.how_to_close))
            if gap.how_to_close
            else "",
            cites=context.citations.under(gap.basis),
        )
        for gap in gaps
    )
