"""Does an edition go on where the last one ended, in words of its own?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Fact
from reportkit.problems import Level, Mark, Problem, counted
from reportkit.publish.candidate import Candidate
from reportkit.publish.codes import COPIED, ENOUGH_COPIED
from reportkit.rules.texts import Printed, sentences, sentences_of_page_one, texts_of, word_count

_DAY = timedelta(days=1)
_WORDS = 5  # fewer make no sentence that is a copy: "No change."
#: Explains what does not change from week to week.
_BACKGROUND = "background"


class _Sentence(NamedTuple):
    text: str
    mark: Mark


def unlike_the_last(candidate: Candidate) -> Iterator[Problem]:
    """Find days that no edition or two editions tell of, and words taken from the one before."""
    if candidate.name.revision or candidate.latest is None:
        return
    yield from _days_apart(candidate)
    if candidate.history.was is not None:
        yield from _copied(candidate.book, candidate.history.was.book)


def _days_apart(candidate: Candidate) -> Iterator[Problem]:
    """Each day has one edition, or the edition says why not (OCHA)."""
    edition, latest = candidate.book.edition, candidate.latest
    if latest is None or edition.period_note:
        return
    was, start = latest.manifest.period, edition.period.start
    if start <= was.end:
        first, last = max(start, was.start), min(was.end, edition.period.end)
        what = f"tells of {_days(first, last)} again" if first <= last else "lies before that"
    elif start > was.end + _DAY:
        what = f"leaves {_days(was.end + _DAY, start - _DAY)} to no edition"
    else:
        return
    yield Problem(
        "period-gap",
        f"the period begins on {start}, and that of No. {latest.name.spoken} ended on {was.end}: "
        f"it {what}",
        edition.period.at("start"),
        f"begin it on {was.end + _DAY}, or tell readers why not with 'period_note:'",
        Level.WARNING,
    )


def _copied(book: Book, before: Book) -> Iterator[Problem]:
    """What is new in an edition is not told in the words of the one before."""
    then = {_plain(sentence.text) for sentence in _told(before, before.by_id.keys())}
    fresh = [id for id in book.by_id if id not in before.by_id]
    now = list(_told(book, fresh))
    same = [sentence for sentence in now if _plain(sentence.text) in then]
    most, enough = (book.brief.threshold("text-copied", one) for one in (COPIED, ENOUGH_COPIED))
    if len(now) >= enough and 100 * len(same) > most * len(now):
        yield Problem(
            "text-copied",
            f"{len(same)} of {counted(len(now), 'sentence')} that this edition writes anew stand "
            f"word for word in the one before, to begin with “{same[0].text}”",
            same[0].mark,
            "say what happened in this period; what stays true belongs to the background, or to a "
            "fact with 'standing: true'",
            Level.WARNING,
        )


def _told(book: Book, ids: Iterable[str]) -> Iterator[_Sentence]:
    """Give the sentences of page 1, and of some records that are no background."""
    for _, statement in sentences_of_page_one(book):
        yield from _split(statement.text, statement.at("text"))
    if book.edition.source_summary:
        yield from _split(book.edition.source_summary, book.edition.at("source_summary"))
    for id in ids:
        record = book.by_id[id]
        standing = isinstance(record, Fact) and record.standing
        if is_live(record) and not standing and record.section != _BACKGROUND:
            for printed in texts_of(record):
                yield from _of_record(printed)


def _of_record(printed: Printed) -> Iterator[_Sentence]:
    if printed.field in ("statement", "summary", "text"):
        yield from _split(printed.text, printed.mark)


def _split(text: str, mark: Mark) -> Iterator[_Sentence]:
    for sentence in sentences(text):
        if word_count(sentence) >= _WORDS:
            yield _Sentence(sentence, mark)


def _plain(sentence: str) -> str:
    return " ".join(sentence.casefold().split()).strip(' .!?”"')


def _days(first: date, last: date) -> str:
    return str(first) if first == last else f"{first} to {last}"
