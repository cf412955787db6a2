"""Whatever is done to a book, the log tells exactly that, and its counts reconcile."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.changes.classify import classify
from reportkit.changes.log import change_log
from reportkit.model.vocabulary.changes import ChangeClass
from tests.records import Written, edition_view

Book = dict[str, "Written"]
ENDS = {
    "withdrawn": ChangeClass.WITHDRAWN,
    "dropped": ChangeClass.DROPPED,
    "superseded": ChangeClass.SUPERSEDED,
}


class Edited(NamedTuple):
    """A book after random edits, with what a true log of them says."""

    book: Book
    expected: dict[str, ChangeClass]
    renamed: dict[str, str]


def written(number: int) -> Written:
    return {
        "type": "figure",
        "id": f"r{number}",
        "metric": "killed",
        "provider": "un",
        "best": str(number),
        "source_refs": ["b", "a"],
    }


FIRST: Book = {f"r{number}": written(number) for number in range(8)}
EDITS = ("keep", "value", "spelling", "reorder", "rename", "rename and value", *ENDS)


@st.composite
def edited(draw: st.DrawFn) -> Edited:
    book: Book = {}
    expected: dict[str, ChangeClass] = {}
    renamed: dict[str, str] = {}
    for number in draw(st.permutations(range(8))):
        old = f"r{number}"
        record, edit = dict(FIRST[old]), draw(st.sampled_from(EDITS))
        if "rename" in edit:
            record |= {"id": f"new{number}", "formerly": old}
            renamed[f"new{number}"] = old
        if "value" in edit:
            record["best"] = str(number + draw(st.integers(1, 99)))
            expected[str(record["id"])] = ChangeClass.UPDATED
        if edit == "spelling":
            record["best"] = f"{record['best']}.0"
        if edit == "reorder":
            record["source_refs"] = ["a", "b"]
        if edit in ENDS:
            record |= {"status": edit, "status_reason": "It ended."}
            expected[old] = ENDS[edit]
        book[str(record["id"])] = record
    for number in range(100, 100 + draw(st.integers(0, 4))):
        book[f"r{number}"] = written(number)
        expected[f"r{number}"] = ChangeClass.ADDED
    return Edited(book, expected, renamed)


@settings(max_examples=150, deadline=None)
@given(edited())
def test_the_log_tells_exactly_what_was_done(edit: Edited) -> None:
    """Every edit, no other, and before + added - ended = now."""
    was, now = edition_view(name="1", records=FIRST), edition_view(name="2", records=edit.book)

    classified = classify(was, now)
    log = change_log(was, now, classified)

    assert {change.record: change.class_ for change in log.changes} == edit.expected
    assert len(log.changes) == len(edit.expected)
    assert log.renamed == edit.renamed
    assert log.reconciliation.holds
    unexplained = {record for record, class_ in edit.expected.items() if class_ == "UPDATED"}
    assert {problem.code for problem in classified.problems} <= {"change-unexplained"}
    assert len(classified.problems) == len(unexplained)
