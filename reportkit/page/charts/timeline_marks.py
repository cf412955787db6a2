"""Marks of the timeline beside events: what was said, steps, talks, promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import gettext
from reportkit.model.book import Book
from reportkit.model.corroboration import position_of
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.evidence import Claim, Fact
from reportkit.model.vocabulary.diplomacy import RoundOutcome
from reportkit.model.vocabulary.events import Modality, Position
from reportkit.page.charts.shapes import Shape
from reportkit.page.labels import (
    capital,
    label,
    listed,
    measure_state,
    outcome,
    place_name,
    short_span,
)
from reportkit.page.parties import parties
from reportkit.page.selection import is_carried
from reportkit.page.signs import COMMITMENT_SIGNS

MEDIATION, SEVERAL, OTHERS = "mediation", "several", "others"
_LATER = date.max  # after any period


@dataclass(frozen=True, slots=True)
class Happening:
    """One mark of a lane, with its words."""

    start: date
    end: date
    words: str
    aside: str  # "accounts differ": the meaning of the shape, said; "target: Pakistan"
    shape: Shape
    records: tuple[str, ...]
    rough: bool = False  # the day is not known, only that it lies in the span

    def told(self, year: int) -> str:
        """Say it in words alone: "11 Nov: Bomb at the court (accounts differ)"."""
        goes_on = self.end == _LATER
        day = short_span(self.start, self.start if goes_on else self.end, year)
        aside = self.aside or (gettext("said") if self.shape is Shape.SPEECH else "")
        words = f"{self.words} ({aside})" if aside else self.words
        return gettext("{day}: {headline}", day=day, headline=words)


def meets(book: Book, start: date, end: date) -> bool:
    """Tell whether days touch the period of the edition."""
    period = book.edition.period
    return start <= period.end and end >= period.start


def facts_of(book: Book) -> Iterator[tuple[str, Happening]]:
    """Give the facts of the period that have a headline, each with its lane."""
    for fact in book.all(Fact):
        if fact.headline and is_carried(fact) and (day := _within(book, fact.date)):
            yield _speaker(book, fact), _fact(book, fact, day)


def _fact(book: Book, fact: Fact, day: date) -> Happening:
    contested = position_of(book, fact) is Position.CONTESTED
    shape = Shape.DIAMOND if contested else Shape.SPEECH if fact.claims else Shape.DISC
    aside = gettext("accounts differ") if contested else ""
    return Happening(day, day, capital(unstopped(fact.headline or "")), aside, shape, (fact.id,))


def _speaker(book: Book, fact: Fact) -> str:
    """Give the lane of who says so; of what nobody is on file to have said, the others'.

    The claims that a fact names first carry it; what a side only remarks on it comes after.
    """
    claims = [claim for id in fact.claims if (claim := book.get(Claim, id))]
    asserting = [claim for claim in claims if claim.modality is Modality.ASSERTS] or claims
    speakers = {claim.speaker for claim in asserting[:2]}
    sides = {party for id in speakers if (party := book.party_of(id)) in parties(book)[:4]}
    if speakers & {mediator for talks in book.all(Round) for mediator in talks.mediators}:
        return MEDIATION
    if len(sides) > 1 and position_of(book, fact) is not Position.CONTESTED:
        return SEVERAL
    first = book.party_of(asserting[0].speaker) if asserting else None
    return first if first in sides else OTHERS


def measures_of(book: Book) -> Iterator[tuple[str, Happening]]:
    """Give each step of the period; the same step at several places is one mark."""
    alike: dict[tuple[object, ...], list[Measure]] = defaultdict(list)
    for measure in book.all(Measure):
        days = _within(book, measure.since), _within(book, measure.until)
        if any(days) and is_carried(measure):
            where = "" if measure.place else measure.id  # what has no place stands alone
            state = measure.measure_status, measure.kind
            alike[(measure.by, *days, *state, where)].append(measure)
    for steps in alike.values():
        party = book.party_of(steps[0].by)
        lane = party if party in parties(book)[:4] else None
        yield lane or OTHERS, _steps(book, steps)


def _steps(book: Book, steps: Sequence[Measure]) -> Happening:
    first = steps[0]
    since, until = _within(book, first.since), _within(book, first.until)
    words = unstopped(first.statement)
    if len(steps) > 1:
        where = [place_name(book, step.place) for step in steps]
        words = f"{capital(label(first.kind))}: {listed(list(dict.fromkeys(where)))}"
    sign, state = measure_state(first.measure_status)
    start = since or until or book.edition.period.start
    return Happening(
        start,
        until or start,
        words,
        gettext("{state} on this day", state=state) if until and not since else state,
        Shape(sign),
        tuple(step.id for step in steps),
    )


def rounds_of(book: Book) -> Iterator[Happening]:
    """Give the rounds of talks of the period, each with what came of it."""
    for talks in book.all(Round):
        if is_carried(talks) and meets(book, talks.start, talks.end or talks.start):
            words = gettext(
                "Round {number}, {place}",
                number=talks.number,
                place=place_name(book, talks.venue),
            )
            sitting = talks.outcome is RoundOutcome.ONGOING
            yield Happening(
                talks.start,
                talks.end or (_LATER if sitting else talks.start),
                words,
                outcome(talks.outcome).lower(),
                Shape.DISC,
                (talks.id,),
            )


def commitments_of(book: Book) -> Iterator[Happening]:
    """Give promises on the day they were made, or else the day they fall due."""
    for promise in book.all(Commitment):
        made, due = _within(book, promise.made_on), _within(book, promise.due)
        when, text = made or due, unstopped(promise.text)
        if when and is_carried(promise):
            yield Happening(
                when,
                when,
                text if made else gettext("Due: {promise}", promise=text),
                label(promise.commitment_status),
                Shape(COMMITMENT_SIGNS[promise.commitment_status]),
                (promise.id,),
            )


def _within(book: Book, when: date | None) -> date | None:
    return when if when and meets(book, when, when) else None
