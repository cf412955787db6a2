"""The record as matters: an event or a topic with its facts, claims and figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date

from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Fact, Figure


@dataclass
class Matter:
    """What belongs together; each record of the book is in one matter alone."""

    section: str  # its id; "" where the brief has none of that name
    event: Event | None = None
    facts: list[Fact] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)  # also those that a fact names
    figures: list[Figure] = field(default_factory=list)

    @property
    def day(self) -> date:
        """The day by which it is ordered."""
        if self.event:
            return self.event.date_start
        days = [fact.date for fact in self.facts] or [
            *(claim.date for claim in self.claims),
            *(figure.as_of for figure in self.figures),
        ]
        return min((day for day in days if day), default=date.min)


def matters_of(book: Book) -> tuple[Matter, ...]:
    """Share out facts, claims, figures and events: each stands where it is told of first."""
    filed = _Filed(book, {section.id for section in book.brief.sections})
    for event in book.all(Event):
        filed.events[event.id] = filed.open(event, event)
    for fact in sorted(book.all(Fact), key=lambda fact: fact.date or date.min):
        filed.add_fact(fact)
    for figure in book.all(Figure):
        filed.add_figure(figure)
    for claim in sorted(book.all(Claim), key=lambda claim: (claim.date, claim.id)):
        filed.add_claim(claim)
    return tuple(sorted(filed.matters, key=lambda matter: matter.day))


def parted(matter: Matter, ids: AbstractSet[str]) -> tuple[Matter | None, Matter | None]:
    """Part a matter into what has these ids and the rest; a counted event goes with its tolls."""
    if matter.event and matter.event.id in ids:
        return matter, None
    within = [figure for figure in matter.figures if figure.id in ids]
    if not within:
        return None, matter
    others = [figure for figure in matter.figures if figure.id not in ids]
    rest = replace(matter, figures=others)
    told = matter.event or matter.facts or matter.claims or others
    return Matter(matter.section, figures=within), rest if told else None


def facts_naming(facts: Iterable[Fact]) -> Mapping[str, Fact]:
    """Give the fact that is the first to name a claim or a figure, by the id of these."""
    named: dict[str, Fact] = {}
    for fact in facts:
        for id in (*fact.claims, *fact.about):
            named.setdefault(id, fact)
    return named


@dataclass
class _Filed:
    """The matters so far, and where each record went."""

    book: Book
    sections: set[str]
    matters: list[Matter] = field(default_factory=list)
    events: dict[str, Matter] = field(default_factory=dict)
    places: dict[str, Matter] = field(default_factory=dict)  # record to its matter
    loose: dict[tuple[str, str], Matter] = field(default_factory=dict)

    def open(self, record: Record, event: Event | None = None) -> Matter:
        section = record.section if record.section in self.sections else None
        matter = Matter(section or "", event)
        self.matters.append(matter)
        self.places[record.id] = matter
        return matter

    def add_fact(self, fact: Fact) -> None:
        matter = self.events.get(fact.event or "")
        if matter is not None and not matter.facts and not matter.section:
            matter.section = fact.section if fact.section in self.sections else ""
        if matter is None or (fact.section or "") != matter.section:
            matter = self.open(fact)
        matter.facts.append(fact)
        self.places[fact.id] = matter
        for id in (*fact.claims, *fact.about):
            if isinstance(self.book.by_id.get(id), Claim | Figure):
                self.places.setdefault(id, matter)

    def add_figure(self, figure: Figure) -> None:
        home = self.places.get(figure.id) or self.events.get(figure.event or "")
        (home or self._loose(figure, figure.provider)).figures.append(figure)

    def add_claim(self, claim: Claim) -> None:
        near = (claim.id, *claim.about, *claim.contradicts)
        home = next((self.places[id] for id in near if id in self.places), None)
        if home is None:
            home = self._loose(claim, claim.id)
        self.places.setdefault(claim.id, home)
        home.claims.append(claim)

    def _loose(self, record: Record, voice: str) -> Matter:
        """Figures of one provider of which no fact tells are one matter."""
        key = (record.section or "", voice)
        if key not in self.loose:
            self.loose[key] = self.open(record)
        return self.loose[key]
