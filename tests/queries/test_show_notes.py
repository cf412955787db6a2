"""The words of sources and the numbers of other data sets, in the text of an edition."""

from __future__ import annotations

from reportkit.cli.format.show import report_json, report_lines
from reportkit.editions.history import view_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import snapshot_of
from reportkit.queries.show import ReportText, report_text
from tests.records import Written, book_of, by_id

LONG = "Soldiers shelled the village" + " and the next" * 40
STRIKE: Written = {
    "type": "event", "id": "strike", "summary": "Shelling", "date_start": "2025-10-14",
    "external_ids": [{"scheme": "acled", "id": "AFG77123"}],
    "source_notes": [{"text": LONG, "source": "acled", "language": "en"}],
}  # fmt: skip
ACLED: Written = {"type": "source", "id": "acled", "publisher": "ACLED", "kind": "dataset"}


def shown() -> ReportText:
    book = book_of(by_id(STRIKE, ACLED).values())
    snapshot = snapshot_of(book, EditionName(1), whole_notes=True)
    return report_text(snapshot, view_of(snapshot))


def test_the_words_of_a_source_follow_the_event_whole() -> None:
    lines = [line.text for line in report_lines(shown())]

    (at,) = [at for at, line in enumerate(lines) if "[strike; acled AFG77123]" in line]
    assert f"ACLED: “{LONG}” [acled]" == lines[at + 1]


def test_a_program_gets_them_too() -> None:
    (section,) = report_json(shown())["sections"]

    (event,) = section["records"]
    assert [{"scheme": "acled", "id": "AFG77123"}] == event["external_ids"]
    assert [("acled", "en")] == [(n["source"], n["language"]) for n in event["source_notes"]]
