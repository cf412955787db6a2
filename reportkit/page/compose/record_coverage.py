"""What of the record a sentence of the paper says already, so that the annex prints it once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from reportkit.i18n.bidi import without_marks
from reportkit.model.book import Book
from reportkit.model.evidence import Claim, Fact, Figure
from reportkit.model.vocabulary.series import Status
from reportkit.page.compose.matters import Matter, facts_naming
from reportkit.page.compose.sentence_coverage import (
    tells_claim,
    tells_counted,
    tells_figure,
    tells_note,
)
from reportkit.phrasing.claims import claim_clause


class Coverage:
    """Which fact or claim of a book says what another record does."""

    def __init__(self, book: Book, matters: Sequence[Matter], in_body: AbstractSet[str]) -> None:
        self._book = book
        facts = sorted(book.all(Fact), key=lambda fact: fact.date or date.min)
        self.naming = facts_naming(facts)
        self._near = _Near(facts)
        self._holders: dict[str, str] = {}  # claim or figure to the fact or claim that says it
        for matter in matters:
            for claim in matter.claims:
                self._place(claim.id, (f for f in self._facts_on(claim) if _tells(book, f, claim)))
            for figure in matter.figures:
                facts_on = (f for f in self._facts_on(figure) if _gives(book, f, figure))
                self._place(figure.id, facts_on)
            said = [claim for claim in matter.claims if self._stands(claim)]
            for figure in matter.figures:
                if figure.id not in self._holders and figure.status is Status.CURRENT:
                    self._place(figure.id, (c for c in said if _counts(book, c, figure)))
        self._held: dict[str, list[str]] = defaultdict(list)
        for held, holder in self._holders.items():
            if held not in in_body:
                self._held[holder].append(f"rec-{held}")

    def is_told(self, record: Claim | Figure) -> bool:
        """Tell whether a sentence of the paper says a claim or a figure already."""
        return record.id in self._holders

    def held_by(self, record: Fact | Claim) -> tuple[str, ...]:
        """Give the places of what a fact or claim says besides itself."""
        return tuple(self._held.get(record.id, ()))

    def says_note(self, matter: Matter, fact: Fact | None, note: str) -> bool:
        """Tell whether a fact or claim beside a figure's fact says what its note does."""
        facts = [*matter.facts, *(self._near.on_day_of(fact) if fact else ())]
        sentences = [without_marks(each.statement) for each in facts]
        claims = (claim for claim in matter.claims if self._stands(claim))
        sentences += [without_marks(claim_clause(claim, self._book)) for claim in claims]
        return tells_note(self._book, sentences, note)

    def _place(self, id: str, holders: Iterable[Fact | Claim]) -> None:
        if holder := next(iter(holders), None):
            self._holders.setdefault(id, holder.id)

    def _facts_on(self, record: Claim | Figure) -> Iterator[Fact]:
        if first := self.naming.get(record.id):
            yield first
        yield from self._near.to(record)

    def _stands(self, claim: Claim) -> bool:
        return claim.status is Status.CURRENT and claim.id not in self._holders


class _Near:
    """The facts by event, by day and by what they name."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._by_key: dict[object, list[Fact]] = defaultdict(list)
        for fact in facts:
            for key in {fact.id, fact.event, fact.date, *fact.claims, *fact.about} - {None}:
                self._by_key[key].append(fact)

    def to(self, record: Claim | Figure) -> Iterator[Fact]:
        """Give the facts that may say what a claim or a figure does, those that name it first."""
        if isinstance(record, Claim):
            keys = (record.id, *record.about, record.date)
        else:
            keys = (record.id, *([record.event] if record.event else []), record.as_of)
        yield from dict.fromkeys(fact for key in keys for fact in self._by_key.get(key, ()))

    def on_day_of(self, fact: Fact) -> list[Fact]:
        """Give the facts of the same section and day."""
        return [each for each in self._by_key.get(fact.date, ()) if each.section == fact.section]


def _tells(book: Book, fact: Fact, claim: Claim) -> bool:
    return _stand_alike(fact, claim) and tells_claim(book, fact, claim)


def _gives(book: Book, fact: Fact, figure: Figure) -> bool:
    return _stand_alike(fact, figure) and tells_figure(book, fact, figure)


def _counts(book: Book, claim: Claim, figure: Figure) -> bool:
    return tells_counted(book, without_marks(claim_clause(claim, book)), figure)


def _stand_alike(fact: Fact, record: Claim | Figure) -> bool:
    """Both are current, or what became of the one became of the other for the same reason."""
    return fact.status is record.status and fact.status_reason == record.status_reason
