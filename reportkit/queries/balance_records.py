"""What the records say of each party: claims, charges, numbers, speakers, sources, quotations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reportkit.model.book import is_live
from reportkit.model.evidence import Actor, Figure, Source
from reportkit.model.metrics import LOSSES
from reportkit.model.vocabulary.events import Modality, Relation
from reportkit.model.vocabulary.sources import Access
from reportkit.queries.balance_counts import Asked, Counts
from reportkit.rules.charges import SILENT, answers_to, charges
from reportkit.rules.party_shares import speech_of_parties

#: The words by which the page says a claim, by its mood.
_SAID = {
    Modality.ASSERTS: "says",
    Modality.CONFIRMS: "confirms",
    Modality.DENIES: "denies",
    Modality.REVISES: "now says",
    Modality.RETRACTS: "withdraws",
}
_OFFICE = re.compile(
    r"\b(?:officials?|sources?|authorities|spokes(?:man|men|woman|people))\b", re.IGNORECASE
)


def statements(asked: Asked) -> Iterator[Counts]:
    """Count the claims by the words with which the page says them."""
    spoken = [claim for claim in asked.claims() if claim.modality not in SILENT]
    yield Counts("claims", "claims", asked.by_party(claim.speaker for claim in spoken))
    for modality, said in _SAID.items():
        speakers = asked.by_party(c.speaker for c in spoken if c.modality is modality)
        if speakers:
            yield Counts(f"claims.{modality}", f"“{said}”", speakers)


def charged(asked: Asked) -> Iterator[Counts]:
    """Count who charges whom, and what is recorded of the answer."""
    made, met = Counter[str](), Counter[str]()
    outcomes = {name: Counter[str]() for name in ("answered", "silent", "open")}
    for charge in charges(asked.book):
        if asked.section not in (None, charge.claim.section):
            continue
        made[asked.book.party_of(charge.claim.speaker) or ""] += 1
        met[charge.accused] += 1
        answers = list(answers_to(asked.book, charge))
        spoken = any(answer.modality not in SILENT for answer in answers)
        outcomes["answered" if spoken else "silent" if answers else "open"][charge.accused] += 1
    yield Counts("charges.made", "charges made", made)
    yield Counts("charges.received", "charges received", met)
    for name, what in (
        ("answered", "answered"),
        ("silent", "left in silence"),
        ("open", "neither"),
    ):
        yield Counts(f"charges.{name}", f"of them {what}", outcomes[name], met)
    silences = (claim.speaker for claim in asked.claims() if claim.modality in SILENT)
    yield Counts("silences", "searches without result", asked.by_party(silences))


def numbers(asked: Asked) -> Iterator[Counts]:
    """Count the figures that each gives, by whose losses they are."""
    figures = [
        figure
        for figure in asked.book.all(Figure)
        if is_live(figure) and asked.section in (None, figure.section)
    ]
    yield Counts("figures", "figures given", asked.by_party(f.provider for f in figures))
    losses = [figure for figure in figures if figure.metric in LOSSES]
    for relation, what in (
        (Relation.OWN, "own losses"),
        (Relation.ENEMY, "losses of the other side"),
        (Relation.CIVILIAN, "losses of civilians"),
    ):
        given = asked.by_party(f.provider for f in losses if f.relation is relation)
        yield Counts(f"figures.{relation}", what, given)
    if asked.section is None:
        shown = (asked.book.get(Figure, id) for id in asked.book.edition.key_figures)
        key = asked.by_party(figure.provider for figure in shown if figure)
        yield Counts("figures.key", "key figures of page 1", key)


def naming(asked: Asked) -> Iterator[Counts]:
    """Count whose speakers have a name, and whose an office."""
    spoken = [claim for claim in asked.claims() if claim.modality not in SILENT]
    all_ = asked.by_party(claim.speaker for claim in spoken)
    named = asked.by_party(claim.speaker for claim in spoken if claim.spokesperson)
    yield Counts("naming.person", "claims whose speaker is named", named, all_)
    office = asked.by_party(
        claim.speaker
        for claim in spoken
        if not claim.spokesperson
        and (actor := asked.book.get(Actor, claim.speaker))
        and _OFFICE.search(actor.name)
    )
    yield Counts("naming.office", "claims of “officials” and the like", office, all_)


def sources(asked: Asked) -> Iterator[Counts]:
    """Count the sources that are its voice, and those under its claims."""
    book = asked.book
    aligned = (source.party_alignment for source in book.all(Source) if is_live(source))
    if asked.section is None:
        yield Counts("sources.aligned", "sources that are its voice", asked.by_party(aligned))
    cited: dict[str, set[str]] = {}
    for claim in asked.claims():
        if party := book.party_of(claim.speaker):
            cited.setdefault(party, set()).update(claim.source_refs)
    all_ = {party: len(ids) for party, ids in cited.items()}
    first = {source.id for source in book.all(Source) if source.access is Access.PRIMARY}
    primary = {party: len(ids & first) for party, ids in cited.items()}
    yield Counts("sources.claims", "sources under its claims", all_)
    yield Counts("sources.primary", "of them primary", primary, all_)


def quotations(asked: Asked) -> Iterator[Counts]:
    """Count whose own words are printed."""
    speech = speech_of_parties(asked.book, asked.claims())
    all_ = {party: one.claims for party, one in speech.items()}
    quoted = {party: one.quoted for party, one in speech.items()}
    yield Counts("quotes", "claims with a quotation", quoted, all_)
    words = {party: one.quoted_words for party, one in speech.items()}
    yield Counts("quotes.words", "words quoted", words)
