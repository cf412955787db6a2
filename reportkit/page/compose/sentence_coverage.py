"""Does a fact's sentence say itself what a claim or a figure of it says? Then paper has it once."""

from __future__ import annotations

import re
from functools import lru_cache

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.catalog import base_of
from reportkit.i18n.formats import number
from reportkit.i18n.translate import ENGLISH
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Claim, Fact, Figure
from reportkit.model.vocabulary.events import Modality
from reportkit.page.compose.attribution import speaking

#: The words by which English says a mood that must not be lost; a plain statement needs none.
_MOODS = {
    Modality.DENIES: r"den(?:y|ies|ied)\b|reject(?:s|ed)?\b",
    Modality.NO_COMMENT: r"comment\b",
    Modality.RETRACTS: r"(?:took|takes|take) back\b|withdr[ae]w",
}
_PLAIN = frozenset({Modality.ASSERTS, Modality.CONFIRMS})
_NEAR = 80  # characters from a name to the word of its mood


def tells_claim(book: Book, fact: Fact, claim: Claim) -> bool:
    """Tell whether a fact that names a claim says who speaks, and in which mood."""
    if claim.id not in fact.claims or base_of(book.brief.written_in) != ENGLISH:
        return False
    sentence = without_marks(fact.statement)
    names = _names(book, claim)
    if claim.modality in _PLAIN:
        return any(speaking(names).search(clause) for clause in sentence.split(";"))
    mood = _MOODS.get(claim.modality)
    return bool(mood and _in_mood(names, mood).search(sentence))


def tells_figure(fact: Fact, figure: Figure) -> bool:
    """Tell whether a fact that names a figure prints its number."""
    if figure.id not in fact.about:
        return False
    sentence = without_marks(fact.statement)
    ends = (figure.low, figure.high) if figure.best is None else (figure.best,)
    numbers = [without_marks(number(value)) for value in ends if value is not None]
    return bool(numbers) and all(
        re.search(rf"(?<![\d.,]){re.escape(each)}(?![\d]|[.,]\d)", sentence) for each in numbers
    )


def _names(book: Book, claim: Claim) -> frozenset[str]:
    """Give the names by which a sentence may call who speaks, or the party spoken for."""
    party = book.party_of(claim.speaker)
    names = {claim.spokesperson or ""}
    for id in {claim.speaker, party}:
        if actor := book.get(Actor, id):
            names |= {actor.name, actor.short or "", *(alias.term for alias in actor.aliases)}
    return frozenset(without_marks(name) for name in names if name)


@lru_cache(maxsize=256)
def _in_mood(names: frozenset[str], mood: str) -> re.Pattern[str]:
    named = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    return re.compile(rf"\b(?:{named})\b[^.:]{{0,{_NEAR}}}?\b(?:{mood})")
