"""All about a record that its author may ask while writing it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportkit.editions.store import Store
from reportkit.i18n.bidi import without_marks
from reportkit.model.book import Book, Records
from reportkit.model.envelope import Record
from reportkit.model.series import Statement
from reportkit.phrasing.titles import plain_title, title_of
from reportkit.problems import Mark, Problem
from reportkit.publish.check import Checked
from reportkit.queries.record_history import history_of
from reportkit.reference.entries import entry_at
from reportkit.reference.related_rules import rules_of

_WORDS = 90  # letters of a record's first words


class RecordLine(NamedTuple):
    """A record in a list."""

    id: str
    type: str
    words: str
    mark: Mark


class RuleLine(NamedTuple):
    """A rule that looks at a type of records."""

    code: str
    text: str
    standard: str


class LifeLine(NamedTuple):
    """What one edition said of a record."""

    edition: str
    published: str
    class_: str
    sentence: str
    reason: str


class RecordCard(NamedTuple):
    """What stands beside a record."""

    line: RecordLine
    problems: tuple[Problem, ...]
    rules: tuple[RuleLine, ...]
    life: tuple[LifeLine, ...]
    rests: tuple[str, ...]  # its part in page 1: "highlight 2 rests on it"


def lines_of(checked: Checked) -> tuple[RecordLine, ...]:
    """List the records that could be read, in the order of the files."""
    return tuple(_line(record, checked) for record in checked.records)


def _line(record: Record, checked: Checked) -> RecordLine:
    """Call a record as a reader would, where the seeds can be read whole."""
    candidate = checked.candidate
    words = title_of(record, candidate.history.now) if candidate else plain_title(record)
    return RecordLine(record.id, record.type, without_marks(words)[:_WORDS], record.at())


def card_of(id: str, checked: Checked, store: Store) -> RecordCard | None:
    """Tell all about a record; None if there is none of that id."""
    record = checked.records.by_id.get(id)
    if record is None:
        return None
    candidate = checked.candidate
    return RecordCard(
        line=_line(record, checked),
        problems=tuple(_about(record, checked.records, checked.problems)),
        rules=tuple(
            RuleLine(code.code, code.text, code.standard)
            for code in rules_of(entry_at(record.type))
        ),
        life=tuple(_life(store, id)),
        rests=tuple(_resting_on(id, candidate.book)) if candidate else (),
    )


def _about(record: Record, records: Records, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Give the problems that stand between the beginning of a record and that of the next."""
    mark = record.at()
    begins = sorted(each.at().line for each in records if each.at().file == mark.file)
    for problem in problems:
        if problem.mark.file == mark.file and problem.mark.line >= mark.line:
            if begins[bisect_right(begins, problem.mark.line) - 1] == mark.line:
                yield problem
        elif problem.mark.file != mark.file and problem.message.startswith(f"{record.id} "):
            yield problem


def _life(store: Store, id: str) -> Iterator[LifeLine]:
    history = history_of(store, id) if store.names_found() else None
    for entry in history.entries if history else ():
        yield LifeLine(
            edition=entry.edition,
            published=entry.published.isoformat(),
            class_=entry.class_.replace("_", " ").lower(),
            sentence=entry.sentence,
            reason=entry.reason or "",
        )


def _resting_on(id: str, book: Book) -> Iterator[str]:
    edition = book.edition
    statements: list[tuple[str, Statement]] = [
        ("the bottom line", edition.bottom_line),
        ("the trend", edition.trend_rationale),
        *((f"highlight {at}", each) for at, each in enumerate(edition.highlights, 1)),
    ]
    for name, statement in statements:
        if id in statement.basis:
            yield f"{name} rests on it"
    if id in edition.key_figures:
        yield f"key figure {edition.key_figures.index(id) + 1}"
