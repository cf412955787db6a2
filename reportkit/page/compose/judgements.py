"""The judgements in full: the sentence, and on lines of their own all that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportkit.editions.history import History
from reportkit.i18n.sentences import lowered, unstopped
from reportkit.i18n.translate import current_locale, gettext, pgettext, pgettext_noop
from reportkit.model.analysis import (
    Alternative,
    Assumption,
    Confidence,
    Implication,
    Indicator,
    Judgement,
    Likelihood,
)
from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Source
from reportkit.model.scales import find_term
from reportkit.model.vocabulary.analysis import Degree
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.forecasts import (
    CONFIDENCE,
    bands_of,
    cut_at_term,
    is_past,
    open_judgements,
    outcome_of,
)
from reportkit.page.compose.track_record import verdict_of
from reportkit.page.compose.view_model import Judgement as JudgementView
from reportkit.page.compose.view_model import Point, Prose
from reportkit.page.labels import (
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
from reportkit.phrasing.titles import plain_title

#: What confidence rests on, as ends of one sentence.
_EVIDENCE = {
    Degree.LOW: pgettext_noop("the evidence is", "thin"),
    Degree.MODERATE: pgettext_noop("the evidence is", "partial"),
    Degree.HIGH: pgettext_noop("the evidence is", "good"),
}
_SITUATION = {
    Degree.LOW: pgettext_noop("the situation", "is steady"),
    Degree.MODERATE: pgettext_noop("the situation", "is moving"),
    Degree.HIGH: pgettext_noop("the situation", "moves fast"),
}
#: So many records under a label are named in words; the numbers of the others' sources follow.
_NAMED = 1
_TRUE_IF = re.compile(r"true if,?\s+", re.IGNORECASE)


@dataclass
class _Named:
    """Which records have been named in this part: a second time a few words are enough."""

    ids: set[str] = field(default_factory=set)


def judgements_of(context: ComposeContext, history: History | None) -> tuple[JudgementView, ...]:
    """Compose the open judgements of the body in full, numbered as on page 1."""
    named = _Named()
    return tuple(
        _judgement(context, judgement, gettext("Judgement {number}", number=number), history, named)
        for number, judgement in enumerate(open_judgements(context.book, context.selection), 1)
    )


def past_judgements(
    context: ComposeContext, history: History | None = None
) -> tuple[JudgementView, ...]:
    """Compose those that are settled, and those that the desk no longer stands behind."""
    shown = {judgement.id for judgement in open_judgements(context.book, context.selection)}
    named = _Named()
    return tuple(
        _judgement(context, judgement, _standing(context.book, judgement), history, named)
        for judgement in context.book.all(Judgement)
        if judgement.id not in shown
    )


def _standing(book: Book, judgement: Judgement) -> str:
    if not is_carried(judgement):
        return capital(label(judgement.status))
    return gettext("Earlier forecast") if is_past(book, judgement) else gettext("Judgement")


def _judgement(
    context: ComposeContext,
    judgement: Judgement,
    name: str,
    history: History | None,
    named: _Named,
) -> JudgementView:
    before, term, after = cut_at_term(context.book, judgement)
    band, was, moved = bands_of(context.book, judgement, history)
    return JudgementView(
        anchor=context.citations.anchor(judgement.id),
        label=name,
        before=before,
        term=term,
        after=after,
        likelihood=capital(likelihood_term(judgement.likelihood.term)),
        band=band.text if band else "",
        horizon=gettext("to {day}", day=day(judgement.horizon)) if judgement.horizon else "",
        level=capital(gettext(CONFIDENCE[judgement.confidence.level])),
        confidence=_confidence(judgement.confidence),
        moved=moved if was else "",
        points=tuple(_points(context, judgement, history, named)),
    )


def _confidence(confidence: Confidence) -> str:
    """Say why we are as sure as we are: in the desk's words, else by the grades."""
    if confidence.text:
        return stop(confidence.text)
    if basis := confidence.basis:
        return stop(
            gettext(
                "The evidence is {evidence}, and the situation {situation}",
                evidence=pgettext("the evidence is", _EVIDENCE[basis.information_base]),
                situation=pgettext("the situation", _SITUATION[basis.complexity_volatility]),
            )
        )
    return ""


# -- what stands under it, one label each ----------------------------------------------------


def _points(
    context: ComposeContext, judgement: Judgement, history: History | None, named: _Named
) -> Iterator[Point]:
    book = context.book
    if state := state_of(judgement):
        yield _plain(gettext("Status"), state)
    if is_carried(judgement) and is_past(book, judgement):
        yield _plain(gettext("What came of it"), verdict_of(book, judgement, history))
    yield from _evidence(context, judgement, named)
    if not outcome_of(judgement):  # else the world has answered
        yield from _other_views(book, judgement)
        yield from _unsettled(book, judgement)
    if judgement.resolution:
        yield _plain(gettext("Happens if"), _criteria(judgement))


def _evidence(context: ComposeContext, judgement: Judgement, named: _Named) -> Iterator[Point]:
    book = context.book
    against = gettext("Against it")
    if judgement.basis:
        yield Point(label=gettext("Rests on"), items=_in_words(context, judgement.basis, named))
    if judgement.evidence_against:
        items = _in_words(context, judgement.evidence_against, named)
        yield Point(label=against, items=items)
    elif judgement.none_found:
        yield _plain(against, gettext("We looked for evidence against it and found none"))
    assumed = [found for id in judgement.assumptions if (found := book.get(Assumption, id))]
    if assumed:
        yield Point(label=gettext("Assumes"), items=tuple(map(_assumed, assumed)))


def _in_words(context: ComposeContext, ids: tuple[str, ...], named: _Named) -> tuple[Prose, ...]:
    """Name what was not named yet, at most one record; the sources of all others follow."""
    fresh = [id for id in ids if id not in named.ids]
    known = [id for id in ids if id in named.ids]
    chosen = [id for id in (*fresh, *known)[:_NAMED] if id in context.book.by_id]
    items = [
        Prose(_short(context.book.by_id[id], again=id in named.ids), context.citations.under([id]))
        for id in ids
        if id in chosen
    ]
    named.ids.update(chosen)
    others = context.citations.under([id for id in ids if id not in chosen], cited_by=chosen)
    return (*items, Prose(gettext("See also"), others)) if others else tuple(items)


def _short(record: Record, *, again: bool) -> str:
    """Call a record by its sentence; by its first clause where it was said before."""
    text = commas([record.publisher]) if isinstance(record, Source) else plain_title(record)
    clause = re.split(r"[;:](?=\s)", text, maxsplit=1)[0] if again else text
    return stop(capital(clause))


def _assumed(assumption: Assumption) -> Prose:
    sentences = [stop(assumption.statement)]
    if wrong := assumption.if_wrong:
        whole = wrong.casefold().startswith("if ") or not current_locale().is_english
        sentences.append(
            stop(wrong) if whole else gettext("If not, {what}", what=stop(lowered(wrong)))
        )
    return Prose(" ".join(sentences))


def _other_views(book: Book, judgement: Judgement) -> Iterator[Point]:
    if judgement.alternatives:
        several = len(judgement.alternatives) > 1
        items = tuple(
            _alternative(book, alternative, f"({number}) " if several else "")
            for number, alternative in enumerate(judgement.alternatives, 1)
        )
        yield Point(label=gettext("Alternatives"), items=items)
    elif judgement.no_alternative_reason:
        reason = gettext("None: {reason}", reason=judgement.no_alternative_reason)
        yield _plain(gettext("Alternatives"), reason)
    for dissent in judgement.dissent:
        view = f"{dissent.by}: {stop(dissent.view)} {stop(dissent.reason)}"
        yield _plain(gettext("Dissent"), view)


def _alternative(book: Book, alternative: Alternative, before: str) -> Prose:
    """Say another way, how likely it is, and why it is the less likely one."""
    text = unstopped(alternative.statement)
    if alternative.likelihood:
        text = gettext(
            "{statement} ({likelihood})",
            statement=text,
            likelihood=_likelihood(book, alternative.likelihood),
        )
    why = f" {stop(capital(alternative.why_less_likely))}" if alternative.why_less_likely else ""
    return Prose(f"{before}{stop(text)}{why}")


def _likelihood(book: Book, likelihood: Likelihood) -> str:
    known = find_term(book.brief.scales.likelihood, likelihood.term)
    term = likelihood_term(likelihood.term)
    return commas([term, band_of(known)]) if known else term


def _unsettled(book: Book, judgement: Judgement) -> Iterator[Point]:
    if judgement.implications:
        items = tuple(map(_implication, judgement.implications))
        yield Point(label=gettext("What it means"), items=items, on_paper=False)
    if watched := [found for id in judgement.indicators if (found := book.get(Indicator, id))]:
        name = gettext("We watch for")
        yield Point(label=name, items=tuple(map(_watched, watched)))


def _implication(implied: Implication) -> Prose:
    meaning = f"{capital(implied.audience)}: {unstopped(implied.so_what)}"
    if implied.by_when:
        meaning = gettext("{meaning} (by {day})", meaning=meaning, day=day(implied.by_when))
    return Prose(stop(meaning))


def _watched(indicator: Indicator) -> Prose:
    statement = unstopped(indicator.statement)
    if indicator.threshold:
        statement = commas([statement, unstopped(lowered(indicator.threshold))])
    return Prose(stop(capital(statement)))


def _criteria(judgement: Judgement) -> str:
    """Say how it is decided behind the label "Happens if", and when, where no other day says it."""
    resolution = judgement.resolution
    assert resolution is not None  # noqa: S101  # asked by the caller
    criteria = unstopped(_TRUE_IF.sub("", resolution.criteria, count=1))
    if resolution.due != judgement.horizon:
        year = resolution.due.year
        due = short_day(resolution.due, year)
        criteria = gettext("{criteria}, due {day}", criteria=criteria, day=due)
    return capital(criteria)


def _plain(name: str, text: str) -> Point:
    return Point(label=name, items=(Prose(stop(text)),))
