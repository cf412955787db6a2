"""What happened day by day: every dated thing in a line that leads to where it is told in full."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportkit.page.compose.day_list_model import DayList
from reportkit.page.compose.edition import compose
from tests.page.composing import anchors_in, book_of, targets_in

WEEK = """
section: floods
events:
  - {id: breach, summary: dyke breached at the ford, event_type: explosion_remote,
     date_start: 2025-10-06, date_end: 2025-10-07, place: ford, source_refs: [s1],
     actors: [{actor: upper-army, role: initiator, attribution: denied},
              {actor: lower, role: target, attribution: accepted}]}
claims:
  - {id: yes, speaker: lower, modality: asserts, statement: the army blew up the dyke, about: [f1],
     date: 2025-10-06, contradicts: [no], source_refs: [s1]}
  - {id: no, speaker: upper, modality: denies, statement: the army blew up the dyke, about: [f1],
     date: 2025-10-06, source_refs: [s1]}
measures:
  - {id: m1, statement: Upperland stops the ferry, kind: transit, by: upper, since: 2025-10-08,
     measure_status: in_force, source_refs: [s1]}
  - {id: m2, statement: Lowerland stops the mail, kind: transit, by: lower, since: 2025-10-09,
     measure_status: in_force, source_refs: [s1]}
facts:
  - {id: f1, statement: Lowerland blames the army for the breach; Upperland denies it.,
     date: 2025-10-06, event: breach, verification: unverified, source_refs: [s1]}
  - {id: f2, statement: The harbour master of Upperland said on 8 October that the ferry stops.,
     date: 2025-10-08, about: [m1], verification: unverified, source_refs: [s1]}
  - {id: f3, statement: The mission says that 40 people are wet; no comment by Upperland was found.,
     date: 2025-10-10, verification: unverified, source_refs: [s1]}
  - {id: old, statement: The dyke is old., date: 2025-09-01, standing: true,
     verification: unverified, source_refs: [s1]}
"""


def day_list(tmp_path: Path, records: str = WEEK) -> DayList | None:
    return compose(book_of(tmp_path, records), name="1").day_list


def test_every_dated_thing_of_the_period_has_one_line(tmp_path: Path) -> None:
    """An event stands for its facts, a fact of a step has the words of the step."""
    listed = day_list(tmp_path)

    assert listed is not None
    assert "This week, day by day" == listed.title
    assert [
        ("Mon 6 Oct", ["Dyke breached at the ford."]),
        ("Wed 8 Oct", ["Upperland stops the ferry."]),
        ("Thu 9 Oct", ["Lowerland stops the mail."]),
        ("Fri 10 Oct", ["The mission says that 40 people are wet."]),
    ] == [(day.head, [line.what.text for line in day.lines]) for day in listed.days]


def test_a_line_says_who_acts_on_whose_word_and_to_whom_it_was_done(tmp_path: Path) -> None:
    listed = day_list(tmp_path)

    assert listed is not None
    (breach,) = listed.days[0].lines
    assert (
        "Until 7 Oct. Blamed on Army of Upperland, and denied. Target: Lowerland.",
        "Accounts differ.",
        ["1"],
    ) == (breach.more, breach.tag, [cite.number for cite in breach.cites])


def test_a_line_leads_to_where_the_matter_is_told_in_full(tmp_path: Path) -> None:
    page = compose(book_of(tmp_path, WEEK), name="1")

    assert page.day_list is not None
    targets = [line.what.anchor for day in page.day_list.days for line in day.lines]
    assert ["rec-f1", "rec-f2", "rec-m2", "rec-f3"] == targets
    assert targets_in(page.day_list) <= set(anchors_in(page))


def test_few_things_make_no_list(tmp_path: Path) -> None:
    """Three lines are read as quickly in their section."""
    fewer = WEEK.replace("date: 2025-10-10,", "")

    assert day_list(tmp_path, fewer) is None


def test_a_section_that_is_not_shown_is_not_listed(tmp_path: Path) -> None:
    book = book_of(tmp_path, WEEK)
    sections = tuple(section.replace(shown=False) for section in book.brief.sections)
    hidden = compose(replace(book, brief=book.brief.replace(sections=sections)), name="1")

    assert hidden.day_list is None
