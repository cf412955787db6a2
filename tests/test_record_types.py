"""Each registered type of record is checked, printed, worded, dated and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.editions.history import view_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import snapshot_of
from reportkit.i18n.translate import use_language
from reportkit.loading.loader import Loaded, load
from reportkit.model.book import RECORD_TYPES, Book
from reportkit.model.days import days_of
from reportkit.model.fields import spec_of
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.page.compose.edition import compose
from reportkit.phrasing.change_log import to_markdown
from reportkit.phrasing.sentence import sentence
from reportkit.problems import errors_in
from reportkit.queries.show import report_text
from reportkit.rules.book import check
from tests.page.composing import anchors_in, book_of, history_after

#: One record of each type, called "new", with what tells of it in a sentence.
EXAMPLES = {
    "source": (
        "{publisher: Gazette, kind: wire, access: primary, published: 2025-10-07}",
        "Gazette",
    ),
    "actor": ("{name: Canal guild, kind: business}", "Canal guild"),
    "place": ("{name: Lock nine, kind: city, country: Lowerland, geo_precision: 1}", "Lock nine"),
    "event": (
        (
            "{summary: The dam broke, event_type: strategic_development,"
            " date_start: 2025-10-07, place: ford, source_refs: [s1]}"
        ),
        "The dam broke",
    ),
    "figure": (
        (
            "{metric: killed, population: civilian, best: 7, provider: un, method: count,"
            " as_of: 2025-10-07, source_refs: [s1]}"
        ),
        "UN puts civilians killed at 7",
    ),
    "claim": (
        (
            "{speaker: upper, modality: denies, statement: it opened the dam, date: 2025-10-07,"
            " about: [ford], source_refs: [s1]}"
        ),
        "Upperland denies that it opened the dam",
    ),
    "fact": (
        (
            "{statement: The dam is open., date: 2025-10-07, verification: single_origin,"
            " source_refs: [s1]}"
        ),
        "The dam is open",
    ),
    "assumption": ("{statement: The winter is mild}", "The winter is mild"),
    "judgement": (
        (
            "{statement: The dam is likely to close by 1 December., horizon: 2025-12-01,"
            " likelihood: {term: likely}, confidence: {level: low}, basis: [known],"
            " none_found: true, resolution: {criteria: It is shut., due: 2025-12-01},"
            " no_alternative_reason: nobody speaks of another way}"
        ),
        "The dam is likely (55–80%) to close",
    ),
    "gap": (
        "{question: Who opened the dam?, why_it_matters: It may open again.}",
        "Who opened the dam",
    ),
    "measure": (
        (
            "{statement: The canal is shut, kind: transit, by: upper, measure_status: in_force,"
            " since: 2025-10-07, source_refs: [s1]}"
        ),
        "the measure “The canal is shut” is in force",
    ),
    "round": (
        (
            "{track: official, number: 1, venue: ford, start: 2025-10-07, outcome: adjourned,"
            " summary: They met, source_refs: [s1]}"
        ),
        "ound 1 of the talks in The Ford was adjourned: They met",
    ),
    "commitment": (
        (
            "{by: [upper], text: The gate stays open, made_on: 2025-10-07,"
            " commitment_status: announced, source_refs: [s1]}"
        ),
        "Upperland announced: The gate stays open",
    ),
    "displacement": (
        (
            "{from: ford, to: hill, reason: fighting, count: moved, since: 2025-10-07,"
            " source_refs: [s1]}"
        ),
        "eople displaced from The Ford to The Hill (fighting)",
    ),
    "indicator": (
        (
            "{statement: Pumps run at night, direction: escalatory, indicator_status: observed,"
            " last_checked: 2025-10-07, evidence: [known]}"
        ),
        "We now watch for “Pumps run at night”",
    ),
    "correction": (
        (
            "{record: known, field: date, editions_affected: [1], was: 2025-10-05, now: 2025-10-06,"
            " cause: transcription, because: we misread the diary, found_by: team, severity: minor,"
            " approved_by: Editor, date: 2025-10-12}"
        ),
        "Reason: We misread the diary",
    ),
}
#: What the examples lean on.
KNOWN = """
section: floods
places:
  - {id: hill, name: The Hill, kind: city, country: Lowerland, geo_precision: 1}
figures:
  - {id: moved, metric: displaced, population: civilian, best: 120, provider: un, method: count,
     as_of: 2025-10-07, source_refs: [s1]}
facts:
  - {id: known, statement: The dam was shut., date: 2025-10-06, verification: single_origin,
     source_refs: [s1]}
"""


def loaded_with(folder: Path, type_: str) -> Loaded:
    """Read a series to which a record of a type came."""
    (plural,) = (kind.plural for kind in RECORD_TYPES if kind.type == type_)
    fields = EXAMPLES[type_][0].removeprefix("{")
    record = f"section: floods\n{plural}:\n  - {{id: new, {fields}\n"
    book_of(folder, KNOWN)
    (folder / "seeds" / "new.yaml").write_text(record)
    loaded = load(folder)
    assert loaded.problems == ()
    return loaded


def books(folder: Path, type_: str) -> tuple[Book, Book]:
    """Give a series before and after a record of a type came."""
    after = loaded_with(folder / "after", type_).book
    assert after is not None
    return book_of(folder / "before", KNOWN), after


@pytest.fixture(params=[kind.type for kind in RECORD_TYPES])
def type_(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_type_has_an_example_and_says_where_it_is_told(type_: str) -> None:
    (kind,) = (kind for kind in RECORD_TYPES if kind.type == type_)

    assert kind.heading or type_ in ("source", "actor", "place")
    assert kind.sentence or set(kind.title_fields) <= spec_of(kind).keys()


def test_it_passes_the_rules(type_: str, tmp_path: Path) -> None:
    problems = errors_in(list(check(loaded_with(tmp_path, type_))))

    assert [] == [problem.message for problem in problems if "new" in problem.message]


def test_the_log_the_page_and_the_mail_tell_of_it(type_: str, tmp_path: Path) -> None:
    """The mail's "Since" takes its sentences from the same wording."""
    before, book = books(tmp_path, type_)
    history = history_after(tmp_path, before, book)

    (change,) = (change for change in history.log.changes if change.record == "new")
    assert change.class_ is ChangeClass.ADDED
    assert EXAMPLES[type_][1] in sentence(change, history.now)
    assert EXAMPLES[type_][1].split()[-1] in to_markdown(history.log, history.now)
    page = compose(book, name="2", history=history)
    anchors = anchors_in(page)
    expected = {"actor": "", "source": "src-new", "place": ""}.get(type_, "rec-new")
    assert not expected or any(anchor in (expected, "rec-new") for anchor in anchors)


def test_show_tells_of_it_by_the_day_of_which_it_speaks(type_: str, tmp_path: Path) -> None:
    _, book = books(tmp_path, type_)
    snapshot = snapshot_of(book, EditionName(2))
    told = report_text(snapshot, view_of(snapshot))

    found = [one for section in told.sections for one in section.sentences if one.record == "new"]
    (kind,) = (kind for kind in RECORD_TYPES if kind.type == type_)
    assert bool(found) is bool(kind.heading)
    for one in found:
        days = days_of(book.by_id["new"], book)
        assert one.text.strip(".")
        assert bool(one.day) is (days is not None)


def test_it_is_worded_in_urdu_too(type_: str, tmp_path: Path) -> None:
    before, book = books(tmp_path, type_)
    history = history_after(tmp_path, before, book)
    (change,) = (change for change in history.log.changes if change.record == "new")

    with use_language("ur", "en"):
        words = sentence(change, history.now)

    assert any("\u0600" <= letter <= "\u06ff" for letter in words)


def test_a_type_of_a_section_is_told_of_when_it_is_past(type_: str, tmp_path: Path) -> None:
    """Out of the body, it is what its section has on file: the section does not seem empty."""
    (kind,) = (kind for kind in RECORD_TYPES if kind.type == type_)
    fields = EXAMPLES[type_][0].replace("2025-10-07", "2025-08-07").removeprefix("{")
    ended = "until: 2025-08-09, " if "until" in spec_of(kind) else ""
    book_of(tmp_path, KNOWN)
    record = f"section: talks\n{kind.plural}:\n  - {{id: new, {ended}{fields}\n"
    (tmp_path / "seeds" / "new.yaml").write_text(record)
    book = load(tmp_path).book
    assert book is not None
    page = compose(book, name="2", history=history_after(tmp_path, book, book))

    talks = next(section for section in page.sections if section.title == "Talks")
    assert not kind.in_section or talks.filed or "rec-new" in anchors_in(talks)


def test_people_displaced_stand_in_a_table_of_their_section(tmp_path: Path) -> None:
    before, book = books(tmp_path, "displacement")
    page = compose(book, name="2", history=history_after(tmp_path, before, book))

    floods = next(section for section in page.sections if section.title == "Floods")
    (table,) = floods.tables
    assert table.caption == "People displaced"
    assert table.heads == ("Since", "From", "To", "Reason", "Count")
    (row,) = table.rows
    count = "120 (UN, 7 Oct)"
    assert (row.head, row.cells) == ("7 Oct", ("The Ford", "The Hill", "Fighting", count))
    assert row.cites
    assert table.cited == row.cells.index(count)  # the cell that the numbers of sources end
    assert floods.figures == ()  # it stands in the table
