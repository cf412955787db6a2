"""Does a fact's sentence say itself what a claim or a figure of it says? Then paper has it once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.catalog import base_of
from reportkit.i18n.formats import MONTHS, number
from reportkit.i18n.translate import ENGLISH
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Claim, Fact, Figure
from reportkit.model.vocabulary.events import Modality
from reportkit.model.vocabulary.sources import ActorKind
from reportkit.page.compose.attribution import SAYS, stands_before
from reportkit.page.compose.shared_words import (
    clauses,
    holds_content,
    holds_note,
    holds_number,
    holds_words,
    in_full,
)
from reportkit.page.labels import counted, says_place

#: What follows a name whose mood must not be lost; a plain statement needs none.
_MOODS = {
    Modality.DENIES: re.compile(
        r"\b[^.:]{0,80}?\b(?:den(?:y|ies|ied)\b|reject(?:s|ed)?\b"
        r"|call(?:s|ed)?\b[^.;:]{0,40}\b(?:baseless|false|unfounded|untrue)\b)"
    ),
    Modality.RETRACTS: re.compile(r"\b[^.:]{0,80}?\b(?:(?:took|takes|take) back\b|withdr[ae]w)"),
}
#: How a fact says that somebody was silent, around the name.
_SILENCES = {
    Modality.NO_COMMENT: (
        r"\bno (?:comment|answer) by (?:the )?(?:{names})\b"
        r"|\b(?:{names})\b[^.:;]{{0,80}}?\b(?:(?:did|does|had|has) not|declined to|made no|no) "
        r"(?:answer|comment)"
    ),
    Modality.NOT_AVAILABLE: r"\bno statement by (?:the )?(?:{names})\b",
}
_PLAIN = frozenset({Modality.ASSERTS, Modality.CONFIRMS})
#: What follows the name of one who speaks by doing so: "Iran offered help", and of its people.
_ACTS = re.compile(
    r"i?\b[^.:]{0,80}?\b(?:appealed|invited|offer(?:ed|s)?|promise[ds]?|telephoned"
    r"|threaten(?:ed|s)?|reports?|said|says?|told)\b"
)
_BOTH = frozenset({"Both sides"})  # names every party to the conflict


def tells_claim(book: Book, fact: Fact, claim: Claim) -> bool:
    """Tell whether a fact says what a claim does, who speaks, and in which mood.

    A fact that names the claim may say it in shorter words than another.
    """
    if not _is_english(book):
        return False
    sentence = without_marks(fact.statement)
    names = _names(book, claim)
    if claim.modality in _SILENCES:
        pattern = _SILENCES[claim.modality]
        return _is_about(fact, claim) and bool(_silent(names, pattern).search(sentence))
    if claim.modality in _PLAIN:
        media = _kind(book, claim) is ActorKind.MEDIA
        spoken = [clause for clause in clauses(sentence) if _speaks(names, clause, media=media)]
        if claim.id in fact.claims and holds_most(spoken, claim):
            return True
        if book.party_of(claim.speaker):
            spoken += [clause for clause in clauses(sentence) if _acts(_BOTH, clause)]
        return any(holds_content(clause, claim.statement) for clause in spoken)
    mood = _MOODS.get(claim.modality)
    if claim.id not in fact.claims or not mood:
        return False
    return stands_before(names, mood, sentence) and holds_most([sentence], claim)


def holds_most(passages: Iterable[str], claim: Claim) -> bool:
    """Tell whether what a speaker says in a fact holds what the claim is about, quote and all."""
    texts = (claim.statement, *([claim.quote.text] if claim.quote else []))
    whole = " ".join(passages)
    return bool(whole) and all(holds_words(whole, text) for text in texts)


def tells_figure(book: Book, fact: Fact, figure: Figure) -> bool:
    """Tell whether a fact gives the number of a figure, and of another fact who counts what."""
    sentence = without_marks(fact.statement)
    if figure.id in fact.about:
        return _gives_number(_DAYS.sub("", sentence), figure) and _names_count(
            book, sentence, figure
        )
    if not _is_english(book) or not _same_matter(fact, figure):
        return False
    return any(_counts(book, clause, figure) for clause in clauses(sentence))


def tells_counted(book: Book, sentence: str, figure: Figure) -> bool:
    """Tell whether a claim of its matter, as a sentence, gives who counts what and the number.

    An event has its place.
    """
    plain = without_marks(sentence)
    there = bool(figure.event) or says_place(book, plain, figure.place)
    return _is_english(book) and there and _counts(book, plain, figure)


def tells_note(book: Book, sentences: Iterable[str], note: str) -> bool:
    """Tell whether one of some sentences says what a note does."""
    return _is_english(book) and any(holds_note(each, note) for each in sentences)


def _counts(book: Book, clause: str, figure: Figure) -> bool:
    provider = book.get(Actor, figure.provider)
    names = {provider.name, provider.short or ""} - {""} if provider else set()
    return (
        any(re.search(rf"\b{re.escape(without_marks(name))}\b", clause) for name in names)
        and _gives_number(clause, figure)
        and holds_content(clause, counted(book, figure), most=1)
    )


def _names_count(book: Book, sentence: str, figure: Figure) -> bool:
    """A fact that names a figure says what is counted, in any language but English unread."""
    if not _is_english(book):
        return True
    words = _COUNTED.get(figure.metric)
    named = holds_content(sentence, counted(book, figure), most=_ANY_WORD)
    return named or (words is not None and bool(words.search(sentence))) or words is None


#: How a sentence may say that somebody was killed or hurt; other metrics have their own words.
_COUNTED = {
    "killed": re.compile(r"kill|dead|d(?:ie|ied|ying)\b|death|bod(?:y|ies)|fatal", re.IGNORECASE),
    "injured": re.compile(r"injur|wound|hurt", re.IGNORECASE),
}
_ANY_WORD = 0.3
_DAYS = re.compile(rf"\b\d\d?(?:(?: to | and | or |–)\d\d?)? (?:{'|'.join(MONTHS)})\b")


def _same_matter(fact: Fact, figure: Figure) -> bool:
    """Both are of one event, or of one day."""
    if figure.event or fact.event:
        return figure.event == fact.event
    return bool(fact.date) and fact.date == figure.as_of and not figure.place


def _gives_number(sentence: str, figure: Figure) -> bool:
    ends = (figure.low, figure.high) if figure.best is None else (figure.best,)
    values = [value for value in ends if value is not None]
    scale = in_full((figure.unit or "").partition(" ")[0])
    return bool(values) and all(
        holds_number(sentence, value * scale, without_marks(number(value))) for value in values
    )


def _is_about(fact: Fact, claim: Claim) -> bool:
    """The fact names the claim, or the claim speaks of the fact or of what it names."""
    return claim.id in fact.claims or bool({fact.id, *fact.claims, *fact.about} & {*claim.about})


def _is_english(book: Book) -> bool:
    return base_of(book.brief.written_in) == ENGLISH


def _kind(book: Book, claim: Claim) -> ActorKind | None:
    speaker = book.get(Actor, claim.speaker)
    return speaker.kind if speaker else None


def _names(book: Book, claim: Claim) -> frozenset[str]:
    """Give the names by which a sentence may call who speaks, or the party spoken for."""
    party = book.party_of(claim.speaker)
    names = {claim.spokesperson or ""}
    for id in {claim.speaker, party}:
        if actor := book.get(Actor, id):
            names |= {actor.name, actor.short or "", *(alias.term for alias in actor.aliases)}
    return frozenset(without_marks(name) for name in names if name)


def _speaks(names: frozenset[str], clause: str, *, media: bool) -> bool:
    """Tell whether a clause has one of some names speak, or an outlet be told."""
    if stands_before(names, SAYS, clause) or _acts(names, clause):
        return True
    return media and "told" in clause and bool(_told(names).search(clause))


def _acts(names: frozenset[str], clause: str) -> bool:
    return stands_before(_in_sentence(names), _ACTS, clause)


def _in_sentence(names: frozenset[str]) -> frozenset[str]:
    """Give some names as they begin a sentence and as they stand within one."""
    return names.union(name[:1].lower() + name[1:] for name in names)


def _listed(names: frozenset[str]) -> str:
    longest_first = sorted(sorted(_in_sentence(names)), key=len, reverse=True)
    return "|".join(map(re.escape, longest_first))


@lru_cache(maxsize=256)
def _told(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\btold (?:the )?(?:{_listed(names)})\b")


@lru_cache(maxsize=256)
def _silent(names: frozenset[str], pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.format(names=_listed(names)), re.IGNORECASE)
