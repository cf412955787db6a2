"""What the desk assesses: judgements, assumptions, indicators, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import noted, noted_in, say, say_in, say_many
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
from reportkit.model.vocabulary import Degree, GapStatus, Outcome
from reportkit.page.compose.annexes_model import Ground
from reportkit.page.compose.sections import Desk
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
    Degree.LOW: noted("Low confidence"),
    Degree.MODERATE: noted("Moderate confidence"),
    Degree.HIGH: noted("High confidence"),
}
#: What confidence rests on, as ends of one sentence.
_EVIDENCE = {
    Degree.LOW: noted_in("the evidence is", "thin"),
    Degree.MODERATE: noted_in("the evidence is", "partial"),
    Degree.HIGH: noted_in("the evidence is", "good"),
}
_RIGOUR = {
    Degree.LOW: noted_in("the analysis is", "provisional"),
    Degree.MODERATE: noted_in("the analysis is", "fairly rigorous"),
    Degree.HIGH: noted_in("the analysis is", "rigorous"),
}
_SITUATION = {
    Degree.LOW: noted_in("the situation is", "simple and steady"),
    Degree.MODERATE: noted_in("the situation is", "moderately complex and volatile"),
    Degree.HIGH: noted_in("the situation is", "complex and volatile"),
}


def judgements_of(desk: Desk, *, key: bool) -> tuple[JudgementView, ...]:
    """Compose the key judgements of the body, or the others, in the order of the seeds."""
    chosen = [j for j in desk.book.all(Judgement) if j.key is key and desk.selection.in_body(j)]
    name = noted("Key judgement {number}") if key else noted("Judgement {number}")
    return tuple(
        _judgement(
            desk, judgement, say("Decided") if _outcome(judgement) else say(name, number=number)
        )
        for number, judgement in enumerate(chosen, 1)
    )


def past_judgements(desk: Desk) -> tuple[JudgementView, ...]:
    """Compose those that were decided, and those that the desk no longer stands behind."""
    past = [j for j in desk.book.all(Judgement) if not desk.selection.in_body(j)]
    return tuple(_judgement(desk, judgement, _standing(judgement)) for judgement in past)


def _standing(judgement: Judgement) -> str:
    if not is_carried(judgement):
        return capital(label(judgement.status))
    return say("Decided") if _outcome(judgement) else say("Judgement")


def _outcome(judgement: Judgement) -> Outcome | None:
    return judgement.resolution.outcome if judgement.resolution else None


def _judgement(desk: Desk, judgement: Judgement, name: str) -> JudgementView:
    before, term, after = _cut(desk.book, judgement)
    likelihood = judgement.likelihood
    known = find_term(desk.book.brief.scales.likelihood, likelihood.term)
    return JudgementView(
        spot=desk.apparatus.spot(judgement.id),
        label=name,
        before=before,
        term=term,
        after=after,
        likelihood=capital(likelihood_term(likelihood.term)),
        band=band_of(known) if known else "",
        horizon=say("to {day}", day=day(judgement.horizon)) if judgement.horizon else "",
        level=say(_LEVELS[judgement.confidence.level]),
        confidence=_confidence(judgement.confidence),
        points=tuple(_points(desk, judgement)),
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
    said = []
    if basis := confidence.basis:
        said.append(
            say(
                "The evidence is {evidence}, the analysis {rigour}, the situation {situation}",
                evidence=say_in("the evidence is", _EVIDENCE[basis.information_base]),
                rigour=say_in("the analysis is", _RIGOUR[basis.rigour]),
                situation=say_in("the situation is", _SITUATION[basis.complexity_volatility]),
            )
        )
    if confidence.text:
        said.append(confidence.text)
    return " ".join(stop(part) for part in said)


def _points(desk: Desk, judgement: Judgement) -> Iterator[Point]:
    """Give what stands under a judgement, each kind on lines of its own."""
    if state := state_of(judgement):
        yield _plain(say("Status"), state)
    if outcome := _outcome(judgement):
        yield _plain(say("Outcome"), capital(label(outcome)))
    yield from _evidence(desk, judgement)
    if not _outcome(judgement):  # else the world has told
        yield from _other_views(desk.book, judgement)
        yield from _unsettled(desk.book, judgement)
    if resolution := judgement.resolution:
        criteria = unstopped(resolution.criteria)
        if resolution.due != judgement.horizon:  # which stands beside it
            criteria = say("{criteria}, due {day}", criteria=criteria, day=day(resolution.due))
        yield _plain(say("How it is decided"), criteria)


def _unsettled(book: Book, judgement: Judgement) -> Iterator[Point]:
    if judgement.implications:
        items = tuple(_implication(each) for each in judgement.implications)
        yield Point(label=say("What it means"), items=items)
    gaps = tuple(gap for id in judgement.gaps if (gap := book.get(Gap, id)))
    if gaps:
        yield Point(label=say("Not known"), items=tuple(Prose(gap.question) for gap in gaps))


def _evidence(desk: Desk, judgement: Judgement) -> Iterator[Point]:
    against = say("Against it")
    for name, ids in ((say("Rests on"), judgement.basis), (against, judgement.evidence_against)):
        if ids:
            cites = desk.apparatus.under(ids)
            counted = say_many("{n} record", "{n} records", len(ids))
            link = Link(counted, f"grounds-{judgement.id}")
            yield Point(label=name, items=(Prose("", cites),), records=link)
    if judgement.none_found and not judgement.evidence_against:
        yield _plain(against, say("Looked for; none found"))
    if judgement.assumptions:
        yield Point(label=say("Assumes"), items=_assumed(desk.book, judgement.assumptions))


def grounds_of(desk: Desk) -> tuple[Ground, ...]:
    """Name the records under each judgement; the body says how many and by whom."""
    return tuple(
        Ground(
            anchor=f"grounds-{judgement.id}",
            judgement=desk.apparatus.link(judgement.id),
            basis=desk.apparatus.links(judgement.basis),
            against=desk.apparatus.links(judgement.evidence_against),
        )
        for judgement in desk.book.all(Judgement)
        if judgement.basis or judgement.evidence_against
    )


def _other_views(book: Book, judgement: Judgement) -> Iterator[Point]:
    if judgement.alternatives:
        items = tuple(_alternative(book, each) for each in judgement.alternatives)
        yield Point(label=say("Alternatives"), items=items)
    elif judgement.no_alternative_reason:
        yield _plain(
            say("Alternatives"), say("None given: {reason}", reason=judgement.no_alternative_reason)
        )
    for each in judgement.dissent:
        yield _plain(say("Dissent"), f"{each.by}: {stop(each.view)} {each.reason}")


def _plain(name: str, text: str) -> Point:
    return Point(label=name, items=(Prose(stop(text)),))


def _implication(implied: Implication) -> Prose:
    told = f"{capital(implied.audience)}: {unstopped(implied.so_what)}"
    if implied.by_when:
        told = say("{meaning} (by {day})", meaning=told, day=day(implied.by_when))
    return Prose(stop(told))


def _assumed(book: Book, ids: Iterable[str]) -> tuple[Prose, ...]:
    found = (book.get(Assumption, id) for id in ids)
    return tuple(
        Prose(
            " ".join(
                [
                    stop(each.statement),
                    *([say("If wrong: {what}", what=stop(each.if_wrong))] if each.if_wrong else []),
                ]
            )
        )
        for each in found
        if each
    )


def _alternative(book: Book, alternative: Alternative) -> Prose:
    parts = [stop(alternative.statement)]
    if alternative.likelihood:
        parts.append(stop(capital(_likelihood(book, alternative.likelihood))))
    if alternative.why_less_likely:
        parts.append(stop(capital(alternative.why_less_likely)))
    return Prose(" ".join(parts))


def assumptions_table(desk: Desk) -> Table | None:
    """List what is taken for granted; a linchpin says what falls with it."""
    rows = tuple(
        TableRow(
            spot=desk.apparatus.spot(each.id),
            head=say("Linchpin") if each.linchpin else say("Assumption"),
            cells=(
                stop(each.statement),
                stop(each.if_wrong) if each.if_wrong else "–",
                day(each.checked_on) if each.checked_on else "–",
            ),
            state=state_of(each),
        )
        for each in desk.book.all(Assumption)
    )
    if not rows:
        return None
    return Table(
        caption=say("Assumptions"),
        css="assumptions",
        heads=(say("Kind"), say("Assumption"), say("If wrong"), say("Checked")),
        rows=rows,
        cited=0,
    )


def indicators_table(desk: Desk) -> Table | None:
    """List what is watched, in a shape and a word, and what it would change."""
    book = desk.book
    year = book.edition.period.end.year
    rows = tuple(
        TableRow(
            spot=desk.apparatus.spot(each.id),
            head=f"{INDICATOR_SIGNS[each.indicator_status]} "
            f"{capital(label(each.indicator_status))}",
            cells=(
                " ".join(
                    stop(capital(part))
                    for part in (
                        each.statement,
                        say("Threshold: {what}", what=each.threshold) if each.threshold else "",
                    )
                    if part
                ),
                capital(label(each.direction)),
                stop(each.if_observed) if each.if_observed else "–",
                short_day(each.last_checked, year),
            ),
            cites=desk.apparatus.under(each.evidence),
            state=state_of(each),
        )
        for each in book.all(Indicator)
    )
    if not rows:
        return None
    return Table(
        caption=say("Indicators to watch"),
        css="indicators",
        heads=(
            say("Status"),
            say("Indicator"),
            say("Direction"),
            say("If observed"),
            say("Checked"),
        ),
        rows=rows,
        cited=0,
    )


def gaps_of(desk: Desk, *, body: bool) -> tuple[GapView, ...]:
    """List the open questions of the body, or those that were closed or given up."""
    return tuple(
        GapView(
            spot=desk.apparatus.spot(gap.id),
            question=gap.question,
            text=" ".join(
                stop(part)
                for part in (
                    state_of(gap),
                    say("Closed") if gap.gap_status is GapStatus.CLOSED else "",
                    gap.why_it_matters,
                )
                if part
            ),
            closing=stop(say("To close it: {how}", how=gap.how_to_close))
            if gap.how_to_close
            else "",
            cites=desk.apparatus.under(gap.basis),
        )
        for gap in desk.book.all(Gap)
        if desk.selection.in_body(gap) is body
    )
