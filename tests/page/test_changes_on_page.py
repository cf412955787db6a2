"""What changed since the edition before, on page 1, in the margin and in the annex."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.page.compose.edition import compose
from reportkit.page.compose.page_model import Page
from tests.page.composing import book_of, history_after, marks_in

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


def test_the_box_tells_the_weightiest_first_and_reconciles(page: Page) -> None:
    since = page.front.since

    assert since.title == "Since No. 1"
    assert [line.mark.sign for line in since.lines if line.mark] == ["×", "~", "~"]
    assert since.lines[0].text.startswith("Withdrawn, we no longer stand behind it: The dam leaks")
    assert since.counts == "Also: 1 added."


def test_the_legend_explains_each_sign_once(page: Page) -> None:
    assert [(mark.sign, mark.word) for mark in page.front.since.legend] == [
        ("×", "withdrawn"), ("~", "changed"), ("+", "new"),
    ]  # fmt: skip


def test_changed_records_carry_the_sign_of_their_change(page: Page) -> None:
    assert marks_in(page) == {"toll": "~", "rumour": "×", "open": "~", "talks": "+"}


def test_every_mark_leads_to_a_row_that_leads_back(page: Page) -> None:
    rows = {row.anchor: row.record.anchor for part in page.annexes.log.parts for row in part.rows}

    assert rows == {f"chg-{id}": f"rec-{id}" for id in ("rumour", "open", "toll", "talks")}


def test_the_log_is_sorted_by_weight_and_shows_was_and_now(page: Page) -> None:
    log = page.annexes.log

    assert [part.title for part in log.parts] == [
        "Withdrawn (1)", "Judgements that changed (1)", "Updated (1)", "New (1)",
    ]  # fmt: skip
    (toll,) = log.parts[2].rows
    assert [(field.name, field.was, field.now) for field in toll.fields] == [
        ("value", "20", "25"), ("as of", "5 Oct 2025", "12 Oct 2025"),
    ]  # fmt: skip
    assert toll.why == "The mission went on counting."


def test_a_new_record_has_neither_was_nor_now(page: Page) -> None:
    (talks,) = page.annexes.log.parts[3].rows

    assert (talks.what, talks.fields) == ("Fact: Talks began.", ())


def test_what_was_withdrawn_stands_struck_in_the_annex(page: Page) -> None:
    (fact,) = page.annexes.earlier[0].facts

    assert (fact.prose.text, fact.struck, fact.state) == (
        "The dam leaks.", True, "Withdrawn: no leak seen.",
    )  # fmt: skip


def test_key_figures_say_how_they_moved(page: Page) -> None:
    toll, homes = page.front.key_figures

    assert toll.delta == "▲ up 5 from 20 (+25 %) since No. 1"
    assert (homes.delta, homes.mark) == ("unchanged since No. 1", None)


def test_a_quiet_section_says_so(page: Page) -> None:
    talks, floods = page.sections

    assert (talks.quiet, floods.quiet) == ("", "No change since No. 1.")


def test_the_edition_history_names_digests_of_what_is_sealed(page: Page) -> None:
    now, before = page.annexes.editions

    assert (now.edition, now.sha256) == ("No. 2", "printed in the next edition")
    assert (before.edition, before.changes, len(before.sha256)) == ("No. 1", "baseline", 12)


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


def test_new_sources_share_one_row(tmp_path: Path) -> None:
    """Three new sources are told by their numbers; the list describes them."""
    before = book_of(tmp_path / "before", "section: talks")
    sources = "".join(
        f"  - {{id: n{at}, publisher: P, kind: wire, access: primary}}\n" for at in range(3)
    )
    now = book_of(tmp_path, f"sources:\n{sources}")
    page = compose(now, name="2", history=history_after(tmp_path, before, now))

    (part,) = page.annexes.log.parts
    (row,) = part.rows
    assert (part.title, row.anchor, row.record.text) == ("New (3)", "chg-sources", "3 sources")
    assert {s.mark.anchor for s in page.annexes.sources if s.mark} == {"chg-sources"}


def test_an_edition_without_a_change_says_so(tmp_path: Path) -> None:
    before, now = book_of(tmp_path / "before", BEFORE), book_of(tmp_path, BEFORE)
    page = compose(now, name="2", history=history_after(tmp_path, before, now))

    assert [line.text for line in page.front.since.lines] == ["No record changed."]
    assert page.front.since.counts == ""
    assert page.annexes.log.reconciliation == "14 records before + 0 added − 0 ended = 14 now."
    assert page.annexes.log.parts == ()


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
