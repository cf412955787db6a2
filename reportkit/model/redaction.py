"""A book cut down to a lower marking: what is marked above it never was there. Pure.

Left out are the records marked above the ceiling, the sources, actors and places that nobody
else names, and what edition.yaml says that rests on them. ``rules.release`` finds what cannot
be cut out by leaving it out; nothing here decides over words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from operator import is_not
from typing import TypeVar

from reportkit.model.base import Located
from reportkit.model.book import Book, references
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Place, Source, SourceNote
from reportkit.model.fields import spec_of
from reportkit.model.series import Brief, ChangeNote, Edition, SourceReview, Statement
from reportkit.model.vocabulary.series import Tlp

P = TypeVar("P", bound=Located)

#: Lists that lose what is marked higher and still say what they said: a fact keeps its other
#: sources, a judgement the indicators and gaps that may be shown. All else must be decided.
LOOSE = frozenset({
    "source_refs", "indicators", "gaps", "judgements", "linked", "supports",
    "judgements_affected",
})  # fmt: skip
#: Nobody reads a record of these for its own sake.
_NAMED = (Source, Actor, Place)
#: Printed only if the author gave no other words, which ``rules.release`` refuses.
_NOT_HERE = "Not in this edition."


def lower_markings(book: Book) -> tuple[Tlp, ...]:
    """Give the markings at which the edition appears abridged, the highest first."""
    lower = {each for each in book.brief.releases if each.rank < book.tlp.rank}
    return tuple(sorted(lower, key=lambda each: -each.rank))


def ceilings(book: Book) -> tuple[Tlp, ...]:
    """Give the markings to which the book is cut down: its own too, if it holds records back."""
    return (*((book.tlp,) if book.edition.hold_back else ()), *lower_markings(book))


def above(book: Book, ceiling: Tlp) -> dict[str, Record]:
    """Give the records that are marked above a ceiling."""
    return {each.id: each for each in book if book.marking(each).rank > ceiling.rank}


def abridged(book: Book, ceiling: Tlp) -> Book:
    """Cut a book down; done again, it changes nothing.

    The book holds no trace of what is gone, so that whatever is made from it (page, change
    log, numbers of sources, pictures, index) holds none either.
    """
    marked = above(book, ceiling)
    edition = _edition(book.edition, marked.keys(), ceiling)
    brief = _brief(book.brief, ceiling)
    gone = marked.keys() | _unnamed(book, marked, (brief, edition))
    kept = {each.id: pruned(each, marked.keys()) for each in book if each.id not in gone}
    notes = tuple(note for note in edition.changes if note.record not in gone)
    return replace(
        book,
        by_id=kept,
        defined={id: kind for id, kind in book.defined.items() if id not in gone},
        brief=brief,
        edition=edition.replace(changes=notes),
        abridged=True,
    )


def rests_above(statement: Statement, gone: Collection[str], ceiling: Tlp) -> bool:
    """Tell whether a sentence may not be printed as it stands."""
    marked = statement.tlp is not None and statement.tlp.rank > ceiling.rank
    return marked or any(id in gone for id in statement.basis)


def pruned(value: P, gone: Collection[str]) -> P:
    """Take ids out of the loose lists of a value, nested values included.

    The words of a source go with it, whole: they are its own.
    """
    changed: dict[str, object] = {}
    for spec in spec_of(type(value)).values():
        held = getattr(value, spec.name)
        if held is None or held == ():
            continue
        if issubclass(spec.item, Located):
            olds = held if spec.many else (held,)
            stays = (old for old in olds if not _is_of(old, gone))
            news = tuple(pruned(old, gone) for old in stays)
            if len(news) < len(olds) or any(map(is_not, news, olds)):
                changed[spec.name] = news if spec.many else news[0]
        elif spec.key in LOOSE and any(id in gone for id in held):
            changed[spec.name] = tuple(id for id in held if id not in gone)
    return value.replace(**changed) if changed else value


def _is_of(value: Located, gone: Collection[str]) -> bool:
    return isinstance(value, SourceNote) and value.source in gone


# What nobody names any more -----------------------------------------------------------------


def _unnamed(book: Book, marked: Collection[str], heads: Iterable[Located]) -> set[str]:
    """Find the sources, actors and places that only what is gone speaks of.

    One that nothing ever named stays, and so does one that says by a marking of its own who
    may know of it.
    """
    suspects = {
        id
        for id in _reached(book, marked, through=lambda record: isinstance(record, _NAMED))
        if id not in marked
        and isinstance(record := book.by_id.get(id), _NAMED)
        and record.tlp is None
    }
    roots = [record.id for record in book if record.id not in marked and record.id not in suspects]
    named = [reference.id for head in heads for reference in references(head)]
    alive = _reached(book, (*roots, *named), through=lambda record: record.id not in marked)
    return suspects - alive


def _reached(book: Book, ids: Iterable[str], *, through: Callable[[Record], bool]) -> set[str]:
    """Follow what records name, as far as ``through`` allows, those begun with included."""
    reachable: set[str] = set()
    waiting = [*ids]
    begun = set(waiting)
    while waiting:
        id = waiting.pop()
        record = book.by_id.get(id)
        if record is None or id in reachable:
            continue
        reachable.add(id)
        if id in begun or through(record):
            waiting += [reference.id for reference in book.mentions(record)]
    return reachable


# Brief and edition --------------------------------------------------------------------------


def _brief(brief: Brief, ceiling: Tlp) -> Brief:
    """Mark the series no higher; whoever may have CLEAR is under no restriction (TLP 2.0)."""
    tlp = min(brief.tlp, ceiling, key=lambda each: each.rank)
    brief = brief.replace(tlp=tlp, releases=(), silenced=())
    if ceiling is not Tlp.CLEAR:
        return brief
    return brief.replace(tlp_community=None, tlp_restrictions=None)


def _edition(edition: Edition, gone: Collection[str], ceiling: Tlp) -> Edition:
    """Keep of edition.yaml what rests on nothing that is gone.

    The summary of the sources names no basis, so that nobody can tell what it rests on.
    """
    trends = (
        trend.replace(rationale=why)
        for trend in edition.section_trends
        if (why := _sentence(trend.rationale, gone, ceiling))
    )
    return edition.replace(
        tlp=ceiling,
        hold_back=False,
        bottom_line=_needed(edition.bottom_line, gone, ceiling),
        highlights=tuple(
            said
            for highlight in edition.highlights
            if (said := _sentence(highlight, gone, ceiling))
        ),
        key_figures=tuple(id for id in edition.key_figures if id not in gone),
        main_toll=None if edition.main_toll in gone else edition.main_toll,
        trend_rationale=_needed(edition.trend_rationale, gone, ceiling),
        section_trends=tuple(trends),
        source_summary=None,
        changes=tuple(_note(note, gone) for note in edition.changes if note.record not in gone),
        source_reviews=kept_reviews(edition.source_reviews, gone),
    )


def kept_reviews(
    reviews: Iterable[SourceReview], gone: Collection[str]
) -> tuple[SourceReview, ...]:
    """Keep what was looked at again and may be named, without a reason that told of more."""
    kept = []
    for review in reviews:
        records = tuple(id for id in review.records if id not in gone)
        if review.source in gone or not (records or review.statements):
            continue
        reason = review.reason if records == review.records else review.abridged or ""
        kept.append(review.replace(records=records, reason=reason, abridged=None))
    return tuple(kept)


def _needed(statement: Statement, gone: Collection[str], ceiling: Tlp) -> Statement:
    """Give a sentence that no edition can be without."""
    said = _sentence(statement, gone, ceiling)
    return said or statement.replace(text=_NOT_HERE, basis=(), tlp=None, abridged=None)


def _sentence(statement: Statement, gone: Collection[str], ceiling: Tlp) -> Statement | None:
    """Give a sentence as a lower edition has it; None if it has none."""
    basis = tuple(id for id in statement.basis if id not in gone)
    if not rests_above(statement, gone, ceiling):
        return statement.replace(basis=basis, tlp=None, abridged=None)
    if statement.abridged is None:
        return None
    marks = {**statement.marks, "text": statement.at("abridged")}
    text = statement.abridged
    return statement.replace(text=text, basis=basis, tlp=None, abridged=None, marks=marks)


def _note(note: ChangeNote, gone: Collection[str]) -> ChangeNote:
    evidence = tuple(id for id in note.evidence if id not in gone)
    reason = note.reason if evidence == note.evidence else note.abridged
    return note.replace(evidence=evidence, reason=reason, abridged=None)
