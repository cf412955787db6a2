"""What changed since the edition before, on page 1, in the margin and in the annex."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.page.compose.edition import compose
from reportkit.page.compose.log_model import LogLine
from reportkit.page.compose.page_model import Page
from reportkit.page.compose.view_model import Prose
from tests.page.composing import book_of, history_after, lines_of_record, marks_in

BEFORE = """
section: talks
figures:
  - {id: toll, metric: killed, best: 20, provider: un, method: count, as_of: 2025-10-05,
     series: un-killed, event: null, source_refs: [s3]}
  - {id: homes, metric: injured, best: 5, provider: un, method: count, as_of: 2025-10-05,
     source_refs: [s3]}
facts:
  - {id: gate, statement: The gate is shut, date: 2025-10-07, verification: unverified,
     source_refs: [s1]}
  - {id: rumour, statement: The dam leaks, date: 2025-10-07, verification: unverified,
     source_refs: [s2]}
judgements:
  - id: open
    key: true
    statement: The gate is unlikely to open
    likelihood: {term: unlikely}
    confidence: {level: low}
    basis: [gate]
    none_found: true
""".replace(" event: null,", "")
NOW = (
    BEFORE.replace("best: 20", "best: 25")
    .replace("as_of: 2025-10-05,\n     series", "as_of: 2025-10-12,\n     series")
    .replace("The gate is unlikely", "The gate is very unlikely")
    .replace("term: unlikely", "term: very unlikely")
    .replace("The dam leaks,", "The dam leaks, status: withdrawn, status_reason: no leak seen,")
    .replace(
        "facts:",
        "facts:\n  - {id: talks, statement: Talks began, date: 2025-10-11, "
        "verification: unverified, source_refs: [s1]}",
    )
)
NOTES = """
key_figures: [toll, homes]
changes:
  - {record: toll, class: UPDATED, reason: The mission went on counting}
  - {record: open, class: JUDGEMENT-CHANGED, kind: likelihood_lowered, evidence: [talks],
     reason: The talks that began on 11 October have not touched the gate}
"""


@pytest.fixture
def page(tmp_path: Path) -> Page:
    """Compose No. 2 of a series in which much has moved."""
    before = book_of(tmp_path / "before", BEFORE, edition="key_figures: [toll, homes]")
    now = book_of(tmp_path, NOW, edition=NOTES)
    history = history_after(tmp_path, before, now)
    assert history.problems == ()
    return compose(now, name="2", history=history)


WHY = "talks that began on 11 October have not touched the gate."


def test_the_box_tells_what_the_page_says_nowhere_else(page: Page) -> None:
    """How far a key judgement moved stands on page 1 as its figures do; here stands why."""
    since = page.front.since

    assert since.title == "What changed since No. 1"
    assert [line.text for line in since.lines] == [
        "Withdrawn, we no longer stand behind it: The dam leaks. Reason: No leak seen.",
        f"The likelihood in judgement 1 fell because the {WHY}",
    ]
    assert since.more == ("All changes", "annex-log")


def test_the_log_explains_each_sign_once(page: Page) -> None:
    assert [(mark.sign, mark.word) for mark in page.annexes.log.legend] == [
        ("×", "withdrawn"), ("~", "changed"), ("+", "new"),
    ]  # fmt: skip


def test_changed_records_carry_the_sign_of_their_change(page: Page) -> None:
    assert marks_in(page) == {"toll": "~", "rumour": "×", "open": "~", "talks": "+"}


def _lines(page: Page) -> list[LogLine]:
    log = page.annexes.log
    parts = (line for part in log.parts for line in (*part.moved, *part.kept, *part.new))
    return [*log.first, *parts, *log.asides]


def test_every_mark_leads_to_a_line_that_leads_back(page: Page) -> None:
    lines = {line.anchor: line.place.anchor for line in _lines(page) if line.place}

    assert lines == {f"chg-{id}": f"rec-{id}" for id in ("rumour", "open", "toll", "talks")}


def test_the_log_says_what_we_said_what_we_say_and_why(page: Page) -> None:
    (part,) = page.annexes.log.parts
    toll, judgement = part.moved

    assert (toll.about, toll.was, toll.now) == (
        "People killed (UN)", "20 on 5 Oct 2025.", "25 on 12 Oct 2025.",
    )  # fmt: skip
    assert (toll.why, toll.is_clause) == ("the mission went on counting.", True)
    assert (judgement.was, judgement.now) == (
        "The gate is unlikely (20–45%) to open.", "Very unlikely (5–20%).",
    )  # fmt: skip
    assert judgement.why == "the talks that began on 11 October have not touched the gate."


def test_what_is_withdrawn_comes_first_with_its_reason(page: Page) -> None:
    (rumour,) = page.annexes.log.first

    assert rumour.text.startswith("Withdrawn, we no longer stand behind it: The dam leaks.")


def test_what_is_new_is_said_in_its_own_words(page: Page) -> None:
    (part,) = page.annexes.log.parts

    assert [line.text for line in part.new] == ["Talks began."]


def test_what_was_withdrawn_stands_struck_in_the_annex(page: Page) -> None:
    (fact,) = (line for line in lines_of_record(page) if line.struck)

    assert fact.parts[0].text == "The dam leaks."
    assert fact.aside.startswith("Withdrawn: no leak seen.")


def test_key_figures_say_how_they_moved(page: Page) -> None:
    toll, homes = page.front.key_figures

    assert toll.delta == "▲ up 5 from 20 (+25%) since No. 1"
    assert (homes.delta, homes.mark) == ("", None)  # that it stayed says nothing


def test_a_quiet_section_says_so(page: Page) -> None:
    talks, floods = page.sections

    assert (talks.quiet, floods.quiet) == ("", "No change since No. 1.")


def test_the_edition_history_names_digests_of_what_is_sealed(page: Page) -> None:
    now, before = page.annexes.methods.editions

    assert (now.edition, now.sha256) == ("No. 2", "given in No. 3")
    assert (before.edition, len(before.sha256)) == ("No. 1", 12)


def test_figures_of_another_scope_are_not_subtracted(tmp_path: Path) -> None:
    """A figure whose coverage changed shows both values and no difference."""
    before = book_of(tmp_path / "before", BEFORE, edition="key_figures: [toll]")
    now = book_of(
        tmp_path,
        BEFORE.replace("best: 20,", "best: 25, covers: both banks,"),
        edition="key_figures: [toll]",
    )
    page = compose(now, name="2", history=history_after(tmp_path, before, now))

    assert page.front.key_figures[0].delta == "not comparable with No. 1: 20 then"


def test_new_sources_share_one_line(tmp_path: Path) -> None:
    """Three new sources are told by their numbers; the list describes them."""
    before = book_of(tmp_path / "before", "section: talks")
    sources = "".join(
        f"  - {{id: n{at}, publisher: P, kind: wire, access: primary}}\n" for at in range(3)
    )
    now = book_of(tmp_path, f"sources:\n{sources}")
    page = compose(now, name="2", history=history_after(tmp_path, before, now))

    (line,) = page.annexes.log.asides
    assert (line.anchor, line.text) == ("chg-sources", "3 sources are new:")
    assert {s.mark.anchor for s in page.annexes.sources if s.mark} == {"chg-sources"}


def test_figures_side_by_side_have_the_sources_of_each(tmp_path: Path) -> None:
    before = book_of(tmp_path / "before", "section: talks")
    now = book_of(
        tmp_path,
        """
        section: talks
        events:
          - {id: fire, summary: Fire at the ford, event_type: battle,
             place: ford, date_start: 2025-10-08, source_refs: [s1]}
        facts:
          - {id: burnt, statement: The ford burnt, date: 2025-10-08, event: fire,
             verification: unverified, source_refs: [s1]}
        figures:
          - {id: a, metric: injured, best: 5, provider: un, method: count, event: fire,
             as_of: 2025-10-08, source_refs: [s1]}
          - {id: b, metric: injured, best: 6, provider: radio, method: claim, event: fire,
             as_of: 2025-10-08, source_refs: [s3]}
        """,
    )
    page = compose(now, name="2", history=history_after(tmp_path, before, now))

    (line,) = (line for line in _lines(page) if line.text.startswith("People injured"))
    assert [cite.anchor for cite in line.cites] == ["src-s1", "src-s3"]


def test_a_line_has_the_sign_of_the_change_that_it_tells_of(tmp_path: Path) -> None:
    """What moved is not marked as kept because evidence came to it as well."""
    truce = """
    section: talks
    commitments:
      - {id: truce, by: [upper, lower], text: Guns rest, made_on: 2025-10-01,
         commitment_status: in_force, source_refs: [s1],
         ceasefire: {sides: bilateral, form: written, class: preliminary, start: 2025-10-01,
           monitoring: {status: agreed, mechanism: a joint patrol}}}
    """
    moved = truce.replace("status: agreed", "status: none").replace("[s1]", "[s1, s3]")
    notes = """
    changes:
      - {record: truce, class: UPDATED, reason: Each side said so again.}
      - {record: truce, class: STATUS-MOVED, reason: The talks ended without a text.}
    """
    before, now = book_of(tmp_path / "before", truce), book_of(tmp_path, moved, edition=notes)
    page = compose(now, name="2", history=history_after(tmp_path, before, now))

    (line,) = (line for line in _lines(page) if line.now)
    assert (line.now, line.mark and line.mark.sign) == ("None.", "~")
    assert marks_in(page)["truce"] == "~"


def test_an_edition_without_a_change_says_so(tmp_path: Path) -> None:
    before, now = book_of(tmp_path / "before", BEFORE), book_of(tmp_path, BEFORE)
    page = compose(now, name="2", history=history_after(tmp_path, before, now))

    assert page.front.since.lines == (Prose("Nothing has changed since No. 1."),)
    assert page.annexes.log.lead == ("Nothing has changed since No. 1.",)
    assert page.annexes.log.empty


TRUCE = """
section: talks
claims:
  - {id: charge, speaker: lower, modality: asserts, statement: Upperland shelled the ford,
     about: [truce], date: 2025-10-08, source_refs: [s1]}
  - {id: answer, speaker: upper-army, modality: denies, statement: it shelled the ford,
     about: [truce], contradicts: [charge], date: 2025-10-09, source_refs: [s3]}
commitments:
  - {id: truce, by: [upper, lower], text: Guns rest, made_on: 2025-10-07,
     commitment_status: breach_alleged, status_by: [charge], source_refs: [s3]}
"""


def test_an_alleged_breach_stands_with_who_alleges_and_who_denies_it(tmp_path: Path) -> None:
    page = compose(book_of(tmp_path, TRUCE), name="1")

    (table,) = page.sections[0].tables
    assert table.rows[0].cells[0] == (
        "Upperland and Lowerland: Guns rest. Lowerland says that Upperland shelled the ford. "
        "Upper army denies that it shelled the ford."
    )
    assert {cite.anchor for cite in table.rows[0].cites} == {"src-s3", "src-s1"}


def test_a_number_that_moved_is_not_called_corrected_for_its_day(tmp_path: Path) -> None:
    level = """
    section: floods
    figures:
      - {id: level, metric: length, label: water at the ford, best: BEST, provider: un,
         method: count, as_of: DAY, series: level, source_refs: [s1]}
    """
    slip = """
    corrections:
      - {id: slip, record: level, field: as_of, editions_affected: [1], was: "2025-10-08",
         now: "2025-10-07", cause: date, because: We took the day of print., found_by: reader,
         severity: minor, approved_by: Editor, date: 2025-10-12}
    """
    keys = "key_figures: [level]\n"
    note = "changes: [{record: level, class: UPDATED, reason: It was read anew.}]\n"
    before = book_of(
        tmp_path / "before", level.replace("BEST", "30").replace("DAY", "2025-10-08"), edition=keys
    )
    read_anew = level.replace("BEST", "40").replace("DAY", "2025-10-11") + slip
    now = book_of(tmp_path, read_anew, edition=keys + note)

    page = compose(now, name="2", history=history_after(tmp_path, before, now))

    (figure,) = page.front.key_figures
    assert figure.delta.removeprefix("▲ ").startswith("up 10 from 30")


def test_page_one_says_what_came_of_a_forecast_that_was_settled_since(tmp_path: Path) -> None:
    """By the first sentence of the desk's note; the dot of an abbreviation ends none."""
    resolution = (
        "resolution: {criteria: True if it opens., due: 2025-10-11, on: 2025-10-09, "
        "outcome: did_not, note: The U.S. said on 9 October that it was shut. It added more.}"
    )
    settled = BEFORE.replace("none_found: true", f"none_found: true\n    {resolution}")
    notes = """
    changes:
      - {record: open, class: JUDGEMENT-CHANGED, kind: resolved, evidence: [gate],
         reason: The mission looked at the gate on 9 October and found it shut}
    """
    before = book_of(tmp_path / "before", BEFORE)
    now = book_of(tmp_path, settled, edition=notes)

    page = compose(now, name="2", history=history_after(tmp_path, before, now))

    assert page.front.track_record == (
        "Our earlier forecast: “The gate is unlikely to open.” "
        "The U.S. said on 9 October that it was shut."
    )


def test_a_judgement_that_was_turned_round_did_not_become_less_likely(tmp_path: Path) -> None:
    turned = NOW.replace("The gate is very unlikely to open", "The dam is very unlikely to hold")
    before = book_of(tmp_path / "before", BEFORE)
    now = book_of(tmp_path, turned, edition=NOTES)

    page = compose(now, name="2", history=history_after(tmp_path, before, now))

    assert [item.moved for item in page.front.expectations] == [""]
    assert "judgement 1 fell" not in repr(page.front.since)
