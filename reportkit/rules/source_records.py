"""Does a source say of itself what a reader must know: its day, its language, its release?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from reportkit.i18n.catalog import base_of
from reportkit.model.book import Book, is_live
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Fact, Source
from reportkit.model.vocabulary.sources import SourceKind
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.carrying import under_key_judgements
from reportkit.rules.charges import SILENT
from reportkit.rules.rule import rule

#: A paper of another time zone may bear the day before.
_ZONES = timedelta(days=1)
_SAYS_ITS_DAY = re.compile(
    r"\b(?:dat(?:e|ed|es)|undated|days?|weeks?|months?|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\b",
    re.IGNORECASE,
)
_SAYS_ITS_RELEASE = re.compile(
    r"\b(?:versions?|releases?|editions?|updated|revised|continuous(?:ly)?|export(?:ed)?)\b",
    re.IGNORECASE,
)
_SAYS_WHO_READ_IT = re.compile(r"\btranslat|\bthe desk reads\b|\bread in\b", re.IGNORECASE)
#: What several examples hold: a source under a key judgement, without its last keys.
_JUDGED = (
    "facts: [{id: seen, source_refs: [note]}]\n"
    "judgements: [{key: true, no_alternative_reason: It is law., basis: [seen],\n"
    "  implications: [{audience: carriers, so_what: wait}]}]"
)


def _under_a_key_judgement(keys: str, descriptor: str = "A clerk who saw it.") -> str:
    return f"sources: [{{id: note, descriptor: {descriptor}, {keys}}}]\n{_JUDGED}"


@rule(
    Code(
        "source-undated",
        "ICS 206-01",
        "A source that carries a key judgement has the day on which it came out "
        "('published'), or its descriptor says that the day is not known: else nobody can "
        "tell whether it is older than what it is cited for.",
        (
            Example(
                _under_a_key_judgement("kind: wire"),
                _under_a_key_judgement("published: 2025-10-18"),
            ),
            Example(
                _under_a_key_judgement("kind: wire"),
                _under_a_key_judgement("kind: wire", "A clerk; the day of the page is unknown."),
            ),
        ),
        level=Level.WARNING,
    )
)
def carrying_sources_are_dated(book: Book) -> Iterator[Problem]:
    """A source under a key judgement has its day, or says that it is not known (ICS 206-01)."""
    read = base_of(book.brief.written_in) == "en"
    for source in under_key_judgements(book):
        descriptor = source.descriptor or ""
        told = _SAYS_ITS_DAY.search(descriptor) if read else descriptor
        # Without a descriptor it is asked for that first.
        if source.published is None and descriptor and not told:
            yield Problem(
                "source-undated",
                f"{source.id} carries a key judgement and has no day",
                source.at(),
                "add 'published:', or say in the descriptor that the day was not noted",
                Level.WARNING,
            )


@rule(
    Code(
        "source-older",
        "ICD 206",
        "A source cannot tell of what came after it. A fact, a claim or an event is of a "
        "later day than each source that it cites: one of the days is wrong, or the source "
        "that tells of it is missing. A day's difference is left to time zones; 'accessed' "
        "counts where it is the later day.",
        (
            Example(
                "sources: [{id: daily, published: 2025-10-12}]\n"
                "facts: [{date: 2025-10-14, source_refs: [daily]}]",
                "sources: [{id: daily, published: 2025-10-13}]\n"
                "facts: [{date: 2025-10-14, source_refs: [daily]}]",
            ),
            Example(
                "sources: [{id: daily, published: 2025-10-12, accessed: 2025-10-12}]\n"
                "claims: [{date: 2025-10-14, source_refs: [daily]}]",
                "# the page was added to and read again\n"
                "sources: [{id: daily, published: 2025-10-12, accessed: 2025-10-15}]\n"
                "claims: [{date: 2025-10-14, source_refs: [daily]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def sources_are_no_older_than_what_they_tell(book: Book) -> Iterator[Problem]:
    """Of what a record tells, one of its sources is not older than the day of it."""
    cut_off = book.edition.cut_off.date()
    for record in book:
        told = _told_on(record)
        if told is None or not is_live(record) or told[0] > cut_off:
            continue  # past the cut-off the day is refused for that: record-after-cut-off
        day, field, cited = told
        sources = [source for id in cited if (source := book.get(Source, id))]
        last = [max(days) for source in sources if (days := _days_of(source))]
        if last and len(last) == len(cited) and max(last) + _ZONES < day:
            yield Problem(
                "source-older",
                f"{record.id} is of {day}, and the newest source that it cites is of {max(last)}",
                record.at(field),
                "correct the day of the record or of the source, or cite the one that tells of it",
                Level.WARNING,
            )


@rule(
    Code(
        "source-untranslated",
        "ICS 206-01",
        "A source in another language that carries a key judgement says who brought it into "
        "the language of the records, and how ('translation'); a descriptor may say that "
        "this was not noted, or that the desk reads that language.",
        (
            Example(
                _under_a_key_judgement("published: 2025-10-18, language: fa"),
                _under_a_key_judgement(
                    "published: 2025-10-18, language: fa,\n"
                    "  translation: {by: A. Writer, method: human}"
                ),
            ),
        ),
        level=Level.WARNING,
    )
)
def foreign_sources_are_translated(book: Book) -> Iterator[Problem]:
    """A source under a key judgement that is in another language says who translated it."""
    for source in under_key_judgements(book):
        same = base_of(source.language) == base_of(book.brief.written_in)
        told = _SAYS_WHO_READ_IT.search(source.descriptor or "")
        if not same and source.translation is None and not told:
            yield Problem(
                "source-untranslated",
                f"{source.id} carries a key judgement, is in the language {source.language}, and "
                "does not say who translated it",
                source.at("language"),
                "add 'translation: {by: ..., method: human}', with machine or agency as it was",
                Level.WARNING,
            )


@rule(
    Code(
        "dataset-unversioned",
        "ICS 206-01",
        "A data set is revised without a word: who cites one says which release was read, by "
        "'version' or by the day it came out ('published'), or has its digest ('sha256'); of one "
        "that has no releases the descriptor says so, beside the day of access ('accessed').",
        (
            Example(
                "sources: [{id: counts, kind: dataset, accessed: 2025-10-18}]\n"
                "facts: [{source_refs: [counts]}]",
                "sources: [{id: counts, kind: dataset, accessed: 2025-10-18, version: '25.1'}]\n"
                "facts: [{source_refs: [counts]}]",
            ),
            Example(
                "sources: [{id: counts, kind: dataset, descriptor: Has no versions.}]\n"
                "facts: [{source_refs: [counts]}]",
                "sources: [{id: counts, kind: dataset, descriptor: Has no versions.,\n"
                "  accessed: 2025-10-18}]\n"
                "facts: [{source_refs: [counts]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def cited_data_sets_say_which_release(book: Book) -> Iterator[Problem]:
    """A data set that is cited says which release was read (ICS 206-01)."""
    cited = {
        reference.id for record in book if is_live(record) for reference in book.mentions(record)
    }
    for source in book.all(Source):
        if source.kind is not SourceKind.DATASET or source.id not in cited or not is_live(source):
            continue
        says_why = source.accessed and _SAYS_ITS_RELEASE.search(source.descriptor or "")
        if not (source.version or source.published or source.sha256 or says_why):
            yield Problem(
                "dataset-unversioned",
                f"{source.id} is a data set, and does not say which release of it was read",
                source.at(),
                "add 'version:' as its publisher calls it, or say in the descriptor that it has "
                "no versions, with 'accessed:'",
                Level.WARNING,
            )


def _told_on(record: Record) -> tuple[date, str, tuple[str, ...]] | None:
    """Give the day of what a record tells as done, the field that says it, and what it cites."""
    match record:
        case Fact(date=date() as day):
            return day, "date", record.source_refs
        case Claim(date=day, modality=modality) if modality not in SILENT:
            return day, "date", record.source_refs
        case Event(date_start=day):
            return day, "date_start", record.source_refs
    return None


def _days_of(source: Source) -> list[date]:
    return [day for day in (source.published, source.accessed) if day]


RULES = (
    carrying_sources_are_dated,
    sources_are_no_older_than_what_they_tell,
    foreign_sources_are_translated,
    cited_data_sets_say_which_release,
)
