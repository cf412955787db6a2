"""The notice to readers that a source fell: what we printed on its word, and what stands.

Nothing is judged here: whether we were wrong or the source was, and what stands, is what the
seeds say. What only a person knows is left in brackets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from reportkit.changes.edition_view import EditionView
from reportkit.editions.history import view_of
from reportkit.editions.manifest import EditionName, spoken_names
from reportkit.editions.snapshot import FACTS, Snapshot, at_marking, read_snapshot, snapshot_of
from reportkit.editions.store import Store
from reportkit.editions.withheld import as_known_now, is_withheld
from reportkit.loading.snippets import NAME_WANTED, REASON_WANTED, WORD_WANTED, quoted
from reportkit.model.book import ENDED, Book
from reportkit.model.dependents import (
    dependents_of,
    sources_below,
    standing_of,
    statements_of,
    with_copies,
)
from reportkit.model.envelope import Record
from reportkit.model.evidence import Figure, Source
from reportkit.model.redaction import abridged
from reportkit.model.vocabulary.series import PageOne, Status, Tlp
from reportkit.phrasing.source import source_called
from reportkit.queries.known import as_known_today
from reportkit.queries.later_editions import LaterEditions
from reportkit.queries.printed import published_as
from reportkit.queries.show import report_text, sentence_of

#: Stands where the seeds say that the source stands.
_NOT_SAID = "(say what became of it: was withdrawn, is disputed)"


class Fate(StrEnum):
    """What the seeds say of a record that was printed on the word of the source."""

    STANDS = "stands"  # looked at again for it
    CHANGED = "changed"  # it says something else now, or rests on others
    ENDED = "ended"  # withdrawn, dropped or superseded
    UNDER_REVIEW = "under_review"
    OPEN = "open"  # nobody has said yet


class PrintedSentence(NamedTuple):
    """What readers read: a sentence, where it stood, and in which editions."""

    heading: str  # "Page 1, bottom line", or that of the section
    text: str
    record: str | None  # as it is called now; None: a sentence of page 1
    alone: bool  # it rested on nothing else
    editions: tuple[EditionName, ...]


class Decision(NamedTuple):
    """What became of a record, with the reason that the seeds give."""

    record: str
    fate: Fate
    reason: str
    text: str  # as it was printed last


class EditionOut(NamedTuple):
    """An edition that readers hold."""

    name: EditionName
    published: date
    marking: Tlp
    manifest: str  # its digest, by which the ledger knows it


@dataclass(frozen=True, kw_only=True)
class DraftNotice:
    """A notice, all but what only a person knows."""

    source: str
    called: str  # ": publisher, title, day"; of one that is not to be named, that
    state: str  # "was withdrawn", "is disputed"; in brackets while the seeds do not say
    reason: str
    title: str  # of the series
    producer: str
    marking: Tlp  # the highest of the editions: the notice quotes them
    editions: tuple[EditionOut, ...]
    sentences: tuple[PrintedSentence, ...]
    decisions: tuple[Decision, ...]
    paste: str  # YAML for the seeds

    def of(self, *fates: Fate) -> tuple[Decision, ...]:
        """Give the records of which the seeds say one of these."""
        return tuple(one for one in self.decisions if one.fate in fates)

    @property
    def subject(self) -> str:
        """The subject of the mail."""
        numbers = spoken_names(one.name for one in self.editions)
        return f"[{self.marking}] CORRECTION: {self.title}, No. {numbers}: a source {self.state}"


def draft_notice(
    source: Source,
    store: Store,
    book: Book,
    names: Collection[EditionName],
    later: LaterEditions,
) -> DraftNotice:
    """Draft the notice on a source from the editions ``names``, which rest on it.

    It is marked as the highest of these; what the seeds say above that is left out of it.
    """
    seeds = snapshot_of(at_marking(book), store.next_name())
    editions: list[EditionOut] = []
    printed: dict[tuple[str, str, str | None], tuple[bool, list[EditionName]]] = {}
    for name in sorted(names):
        sealed = store.edition(name)
        snapshot = read_snapshot(store.read(sealed, FACTS))
        known = as_known_now(as_known_today(snapshot, later), seeds, {})
        manifest = sealed.manifest
        editions.append(
            EditionOut(name, manifest.published.date(), manifest.marking, sealed.sha256)
        )
        called = _Called(later.renamed_since(name), book)
        for heading, text, record, alone in _sentences(called.then(source), snapshot, known):
            key = (heading, text, record and called.now(record))
            printed.setdefault(key, (alone, []))[1].append(name)
    sentences = tuple(
        PrintedSentence(heading, text, record, alone, tuple(held))
        for (heading, text, record), (alone, held) in printed.items()
    )
    marking = max((one.marking for one in editions), key=lambda tlp: tlp.rank, default=book.tlp)
    if marking.rank < book.tlp.rank:
        seeds = snapshot_of(at_marking(abridged(book, marking)), store.next_name())
    now = view_of(seeds)
    by_age = sorted(sentences, key=lambda one: max(one.editions))
    decisions = tuple(_decisions(source, by_age, book, now))
    standing = standing_of(source, book)
    return DraftNotice(
        source=source.id,
        called=_called(source, now),
        state=standing.words if standing.fallen else _NOT_SAID,
        reason="" if is_withheld(source) else _reason(standing.cause, now),
        title=book.brief.title,
        producer=book.brief.producer,
        marking=marking,
        editions=tuple(editions),
        sentences=sentences,
        decisions=decisions,
        paste=_paste(source, sentences, decisions, book),
    )


class _Called:
    """What records of an edition are called now, and a source was called then."""

    def __init__(self, renamed_since: Mapping[str, str], book: Book) -> None:
        self._then = renamed_since
        self._published = {old: new for new, old in renamed_since.items()}
        self._in_work = {record.formerly: record.id for record in book if record.formerly}
        self._book = book

    def now(self, id: str) -> str:
        """Give the id in the seeds of what an edition called so."""
        newest = self._published.get(id, id)
        return newest if newest in self._book.by_id else self._in_work.get(newest, newest)

    def then(self, source: Source) -> tuple[str, ...]:
        """Give the ids under which an edition may have a source of the seeds."""
        newest = (source.id, *published_as(source.id, self._book))
        return tuple(self._then.get(id, id) for id in newest)


def _called(source: Source, now: EditionView) -> str:
    if is_withheld(source):
        return "; its name is withheld"
    named = now.records.get(source.id)
    return f": {source_called(named, now)}" if isinstance(named, Source) else ""


def _reason(cause: str, now: EditionView) -> str:
    fallen = now.records.get(cause)
    return (fallen.status_reason or "") if fallen else ""


# What was printed -----------------------------------------------------------------------------

_HEADINGS: Mapping[PageOne, str] = {
    PageOne.BOTTOM_LINE: "Page 1, bottom line",
    PageOne.HIGHLIGHTS: "Page 1, highlights",
    PageOne.TREND_RATIONALE: "Page 1, reason of the trend",
    PageOne.SECTION_TRENDS: "Page 1, reason of a section's trend",
}


def _sentences(
    source: Collection[str], snapshot: Snapshot, known: Snapshot
) -> Iterator[tuple[str, str, str | None, bool]]:
    """Give each sentence of an edition that rests on the source, as it may be told now."""
    book = snapshot.book
    family = frozenset(id for one in source for id in with_copies(one, book))
    resting = {one.record.id: one.alone for one in dependents_of(family, book)}
    for key, statements in statements_of(known.edition).items():
        for statement in statements:
            if not resting.keys().isdisjoint(statement.basis):
                below = {each for id in statement.basis for each in sources_below(id, book)}
                yield _HEADINGS[key], statement.text, None, below <= family
    page = report_text(known, view_of(known))
    rows = [("Page 1, key figures", page.key_figures)]
    rows += [(section.title, section.sentences) for section in page.sections]
    for heading, sentences in rows:
        for sentence in sentences:
            if sentence.record in resting:
                yield heading, sentence.text, sentence.record, resting[sentence.record]


# What became of it ----------------------------------------------------------------------------


def _decisions(
    source: Source, sentences: Iterable[PrintedSentence], book: Book, now: EditionView
) -> Iterator[Decision]:
    last = {sentence.record: sentence.text for sentence in sentences if sentence.record}
    family = with_copies(source.id, book)
    resting = {one.record.id for one in dependents_of(family, book)}
    causes = {source.id, standing_of(source, book).cause}
    reviews = [review for review in book.edition.source_reviews if review.source in causes]
    why = {id: review.reason for review in reviews for id in review.records}
    for id, text in last.items():
        record = book.by_id.get(id)
        if record is None:
            yield Decision(id, Fate.OPEN, "it is not on file any more", text)
            continue
        fate, reason = _fate(record, text, resting, why, now)
        # What is marked above the notice tells its readers nothing more.
        yield Decision(id, fate, reason if id in now.records else "", text)


def _fate(
    record: Record, text: str, resting: Collection[str], why: Mapping[str, str], now: EditionView
) -> tuple[Fate, str]:
    if record.status in ENDED:
        return Fate.ENDED, _ending(record)
    if record.status is Status.UNDER_REVIEW:
        return Fate.UNDER_REVIEW, record.status_reason or ""
    if record.id in why:
        return Fate.STANDS, why[record.id]
    if record.id not in resting:
        return Fate.CHANGED, "it rests on other sources now"
    if record.id in now.records and (says := sentence_of(record, now)) != text:
        return Fate.CHANGED, f"it says now: {says}"
    return Fate.OPEN, ""


def _ending(record: Record) -> str:
    return f"{record.status}: {record.status_reason}" if record.status_reason else record.status


# What the desk pastes -------------------------------------------------------------------------


def _paste(
    source: Source,
    sentences: Iterable[PrintedSentence],
    decisions: Collection[Decision],
    book: Book,
) -> str:
    """Write what is still to be said: how the source stands, what stands, and what does not."""
    sentences = tuple(sentences)
    undecided = [
        one.record for one in decisions if one.fate is Fate.OPEN and one.record in book.by_id
    ]
    lines: list[str] = []
    if not standing_of(source, book).fallen:
        lines += [
            f"# {source.at().file}, under {source.id}:",
            f"    source_status: {WORD_WANTED}  # withdrawn, disputed",
            f"    status_reason: {REASON_WANTED}",
        ]
    statements = list(_said_again(source, sentences, book))
    if undecided or statements:
        lines += [
            "# seeds/edition.yaml, of what stands all the same; leave out what does not:",
            "source_reviews:",
            f"  - source: {source.id}",
        ]
        lines += [f"    records: [{', '.join(undecided)}]"] if undecided else []
        lines += [f"    statements: [{', '.join(statements)}]"] if statements else []
        lines += [f"    reason: {REASON_WANTED}"]
    if undecided:
        lines += [
            "# of what does not stand, in its own record (its change explains itself):",
            "    status: withdrawn  # or under_review, until it is decided",
            f"    status_reason: {REASON_WANTED}",
        ]
    alone = {one.record for one in sentences if one.alone}
    wrong = [one for one in decisions if one.record in alone and one.record in undecided]
    if wrong:
        lines += ["# in a file of seeds/, of what we should have known when we printed it:"]
        lines += ["corrections:"]
    for decision in wrong:
        so = (
            one for one in sentences if (one.record, one.text) == (decision.record, decision.text)
        )
        lines += _correction(decision.record, [name for one in so for name in one.editions], book)
    return "\n".join(lines)


#: Of a figure, the first that it has is the number that was printed.
_NUMBERS = ("best", "low", "high", "word")


def _correction(id: str, names: Collection[EditionName], book: Book) -> Iterator[str]:
    """Write a correction: for what we should have known; else the source's fall is news."""
    record = book.by_id[id]
    fields = _NUMBERS if isinstance(record, Figure) else record.title_fields
    field = next((one for one in fields if getattr(record, one, None) is not None), "statement")
    held = getattr(record, field, None)
    numbers = dict.fromkeys((min(names).number, max(names).number))
    yield f"  - id: {record.id}.correction"
    yield f"    record: {record.id}"
    yield f"    field: {field}"
    yield f"    editions_affected: [{', '.join(map(str, numbers))}]"
    yield f"    was: {quoted(str(held))}"
    yield f"    now: {WORD_WANTED}"
    yield f"    cause: {WORD_WANTED}"
    yield f"    because: {REASON_WANTED}"
    yield f"    found_by: {WORD_WANTED}"
    yield f"    severity: {WORD_WANTED}"
    yield f"    approved_by: {NAME_WANTED}"
    yield f"    date: {book.edition.published.date()}"


def _said_again(
    source: Source, sentences: Iterable[PrintedSentence], book: Book
) -> Iterator[PageOne]:
    """Name the keys of page 1 that say again what was printed, and that nobody looked at."""
    causes = {source.id, standing_of(source, book).cause}
    reviews = (one for one in book.edition.source_reviews if one.source in causes)
    reviewed = {key for one in reviews for key in one.statements}
    printed = {one.text for one in sentences if one.record is None}
    resting = {one.record.id for one in dependents_of(with_copies(source.id, book), book)}
    for key, statements in statements_of(book.edition).items():
        again = [one for one in statements if one.text in printed]
        if key not in reviewed and any(not resting.isdisjoint(one.basis) for one in again):
            yield key
