"""What the page shows of a book: selection, attribution, numbering, links."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.model.evidence import Actor, Place
from reportkit.page.compose.edition import compose
from reportkit.page.compose.log_model import Since
from reportkit.page.compose.view_model import Prose
from reportkit.page.labels import edition_title
from tests.page.composing import (
    anchors_in,
    book_of,
    history_after,
    lines_of_record,
    targets_in,
)

CLASH = """
section: floods
events:
  - id: breach
    summary: dyke breached
    event_type: strategic_development
    date_start: 2025-10-08
    place: ford
    actors:
      - {actor: upper-army, role: initiator, attribution: alleged}
      - {actor: lower, role: target, attribution: accepted}
    source_refs: [s1]
figures:
  - {id: breach.lower-own, metric: killed, population: own_forces, best: 4, provider: lower,
     relation: own, method: claim, event: breach, as_of: 2025-10-09, source_refs: [s3]}
  - {id: breach.upper-enemy, metric: killed, population: enemy_forces, low: 30,
     operator: more_than, provider: upper-army, relation: enemy, method: claim, event: breach,
     note: given by radio, source_refs: [s2]}
  - {id: breach.un, metric: injured, population: civilian, low: 7, operator: at_least,
     provider: un, method: count, event: breach, source_refs: [s3]}
claims:
  - {id: c.upper, speaker: upper-army, modality: asserts, statement: the dyke fell by itself,
     date: 2025-10-08, about: [breach], source_refs: [s1]}
  - {id: c.lower, speaker: lower, modality: asserts, statement: the dyke was blown up,
     date: 2025-10-09, about: [breach], contradicts: [c.upper], source_refs: [s3]}
facts:
  - {id: f.breach, statement: A dyke broke on 8 October, date: 2025-10-08, event: breach,
     claims: [c.upper, c.lower], verification: unverified, source_refs: [s1, s2]}
"""


@pytest.mark.parametrize(("name", "printed"), [("5", "No. 5"), ("7-r1", "No. 7 rev. 1")])
def test_edition_titles(name: str, printed: str) -> None:
    """The name of an edition's folder is printed as a reader says it."""
    assert edition_title(name) == printed


def test_next_due_stands_in_the_masthead(tmp_path: Path) -> None:
    """The masthead says when the next edition appears, by the cadence."""
    page = compose(book_of(tmp_path), name="1")

    assert page.masthead.rows["Next edition due"] == "20 Oct"


def test_series_without_records(tmp_path: Path) -> None:
    """Each section stays in its place when nothing is on record in it."""
    page = compose(book_of(tmp_path), name="1")

    assert [(s.title, s.empty) for s in page.sections] == [("Talks", True), ("Floods", True)]
    assert page.front.since == Since(
        "What changed", (Prose("This is the first edition."),), whole=1
    )


def test_each_record_is_printed_once_and_every_link_arrives(tmp_path: Path) -> None:
    """All records have one place on the page; no link leads nowhere, in any edition."""
    book = book_of(
        tmp_path,
        CLASH
        + """
gaps:
  - {id: g, question: Who closed the gate?, why_it_matters: It decides, status: withdrawn,
     status_reason: answered}
""",
        edition="key_figures: [breach.un]",
    )
    empty = book_of(tmp_path / "before")
    history = history_after(tmp_path, empty, book)
    printed = [r for r in book if not isinstance(r, Actor | Place)]
    expected = {f"src-{r.id}" if r.type == "source" else f"rec-{r.id}" for r in printed}

    for page in (compose(book, name="1"), compose(book, name="2", history=history)):
        anchors = anchors_in(page)
        assert len(set(anchors)) == len(anchors)
        assert {a for a in anchors if not a.startswith(("chg-", "grounds-"))} == expected
        assert targets_in(page) <= set(anchors)


def test_sides_stand_in_alphabetical_order(tmp_path: Path) -> None:
    """Under a contested fact each party has a column, by name, whoever spoke first."""
    page = compose(book_of(tmp_path, CLASH), name="1")

    fact = page.sections[1].facts[0]
    assert fact.chips[0] == "contested"
    assert fact.sides is not None
    assert [side.party for side in fact.sides.columns] == ["Lowerland", "Upperland"]
    assert [
        ["Lowerland says that the dyke was blown up (said on 9 Oct)."],
        ["Upper army says that the dyke fell by itself."],  # on the day of the fact
    ] == [[each.text for each in side.statements] for side in fact.sides.columns]


@pytest.mark.parametrize(
    ("statement", "chip"),
    [
        ("The Upper army says that the dyke fell.", ""),
        ("The spokesman of Upperland, a colonel, reports that the dyke fell.", ""),
        ("An envoy, for Upperland, called the fall of the dyke an accident.", ""),
        ("A meeting of Upperland put the length of the breach at 40 metres.", ""),
        ("The dyke fell.", "one side’s account"),
        ("Upperland opened the dyke.", "one side’s account"),
        ("Radio reports say that the dyke fell.", "one side’s account"),
        ("The dyke fell; Upperland says that it was old.", "one side’s account"),
    ],
)
def test_a_tag_says_who_tells_it_only_where_the_sentence_does_not(
    tmp_path: Path, statement: str, chip: str
) -> None:
    """A reader who has read "X says" need not read it again."""
    records = f"""
        section: talks
        claims:
          - {{id: c, speaker: upper-army, modality: asserts, statement: it fell, date: 2025-10-08}}
        facts:
          - {{id: f, statement: "{statement}", date: 2025-10-08, claims: [c],
             verification: single_origin}}
        """
    page = compose(book_of(tmp_path, records), name="1")

    assert ((chip,) if chip else ()) == page.sections[0].facts[0].chips


def test_what_others_tell_too_is_not_told_by_one_party(tmp_path: Path) -> None:
    """A hospital's count beside an official's: "one side’s account" would be wrong."""
    records = """
        section: talks
        figures:
          - {id: official, metric: killed, population: civilian, relation: civilian, best: 4,
             provider: upper, method: count, as_of: 2025-10-08, source_refs: [s1]}
          - {id: mission, metric: killed, population: civilian, best: 5, provider: un,
             method: count, as_of: 2025-10-08, source_refs: [s1]}
        facts:
          - {id: f, statement: Counts of the dead run from 4 to 5., date: 2025-10-08,
             about: [official, mission], verification: single_origin}
        """
    page = compose(book_of(tmp_path, records), name="1")

    assert () == page.sections[0].facts[0].chips


def test_under_a_contested_fact_stands_who_contests_it_and_not_a_silence_alone(
    tmp_path: Path,
) -> None:
    """Lowerland does not comment; it is the mission that contradicts."""
    records = """
        section: talks
        claims:
          - {id: blame, speaker: upper, modality: asserts, statement: rebels did it, about: [f],
             contradicts: [other], date: 2025-10-08, source_refs: [s1]}
          - {id: silence, speaker: lower, modality: no_comment, statement: the charge,
             about: [f, blame], date: 2025-10-09, source_refs: [s1]}
          - {id: other, speaker: un, modality: asserts, statement: nobody did it,
             date: 2025-10-09, source_refs: [s1]}
        facts:
          - {id: who, statement: The mission says that nobody did it., date: 2025-10-07,
             claims: [other], verification: unverified, source_refs: [s1]}
          - {id: f, statement: Upperland says that rebels did it., date: 2025-10-08,
             claims: [blame, silence], verification: unverified, source_refs: [s1]}
        """
    page = compose(book_of(tmp_path, records), name="1")

    other, fact = page.sections[0].facts
    assert (("contested",), None) == (other.chips, other.sides)  # each claim is printed once
    assert ("contested",) == fact.chips
    assert fact.sides is not None
    assert [
        ("Upperland", "Upperland says that rebels did it."),
        ("Others", "UN says that nobody did it (said on 9 Oct)."),
    ] == [(side.party, side.statements[0].text) for side in fact.sides.columns]
    assert [["No comment from Lowerland was found."], []] == [
        [each.text for each in side.statements[0].silences] for side in fact.sides.columns
    ]


@pytest.mark.parametrize(("speaker", "silent"), [("upper", "lower"), ("lower", "upper")])
def test_silence_stands_under_the_charge_whichever_side_is_silent(
    tmp_path: Path, speaker: str, silent: str
) -> None:
    """A search without result is nobody's act: it has no day and no column."""
    records = f"""
        section: talks
        claims:
          - {{id: one, speaker: {speaker}, modality: asserts, statement: it rained, about: [f],
             contradicts: [two], date: 2025-10-08, source_refs: [s1]}}
          - {{id: two, speaker: un, modality: denies, statement: it rained, date: 2025-10-08,
             source_refs: [s1]}}
          - {{id: hush, speaker: {silent}, modality: no_comment, statement: the rain,
             about: [one], date: 2025-10-11, source_refs: [s1]}}
        facts:
          - {{id: f, statement: It rained., date: 2025-10-08, claims: [one, two, hush],
             verification: unverified, source_refs: [s1]}}
        """
    sides = compose(book_of(tmp_path, records), name="1").sections[0].facts[0].sides

    assert sides is not None
    column, _ = sides.columns
    (charge,) = column.statements
    assert [(f"No comment from {column.party.replace(*_OTHER[speaker])} was found.", "")] == [
        (each.text, each.lead) for each in charge.silences
    ]


_OTHER = {"upper": ("Upperland", "Lowerland"), "lower": ("Lowerland", "Upperland")}


def test_a_key_figure_says_of_which_time_it_is_the_count(tmp_path: Path) -> None:
    records = """
        section: floods
        figures:
          - {id: drowned, metric: killed, best: 206, provider: un, method: count, place: ford,
             period: {start: 2025-09-01, end: 2025-09-30}, as_of: 2025-10-08, source_refs: [s1]}
        """
    page = compose(book_of(tmp_path, records, edition="key_figures: [drowned]"), name="1")

    assert ["people killed, The Ford, 1–30 Sep 2025"] == [
        each.what for each in page.front.key_figures
    ]


def test_a_figure_names_where_it_happened_where_neither_label_nor_place_do(tmp_path: Path) -> None:
    """ "Killed: 5" of a provider and a day could be anybody's loss."""
    records = """
        section: floods
        events:
          - {id: breach, summary: Dyke breached, event_type: explosion_remote,
             date_start: 2025-10-08, place: ford, source_refs: [s1]}
        figures:
          - {id: drowned, metric: killed, best: 5, provider: un, method: count, event: breach,
             as_of: 2025-10-08, source_refs: [s1]}
        """
    page = compose(book_of(tmp_path, records, edition="key_figures: [drowned]"), name="1")

    assert ["people killed, The Ford"] == [each.what for each in page.front.key_figures]
    (matter,) = page.annexes.record.sections[0].matters
    (line,) = matter.lines
    assert ("Dyke breached, The Ford, 8 Oct.", "UN, 8 Oct:") == (matter.title, line.lead)
    assert ["5 people killed."] == [part.text for part in line.parts]


def test_a_claim_whose_day_is_not_known_says_so(tmp_path: Path) -> None:
    """Only the last day that it can be is known: it is not printed as the day itself."""
    vague = CLASH.replace(
        "date: 2025-10-08, about", "date: 2025-10-08, date_precision: range, about"
    )
    page = compose(book_of(tmp_path, vague), name="1")

    sides = page.sections[1].facts[0].sides
    assert sides is not None
    assert [
        "Lowerland says that the dyke was blown up (said on 9 Oct).",
        "Upper army says that the dyke fell by itself (said on or before 8 Oct).",
    ] == [side.statements[0].text for side in sides.columns]


def test_matrix_keeps_own_and_enemy_counts_apart(tmp_path: Path) -> None:
    """Two counts of one side's dead share a row and stay in the columns of who counts."""
    page = compose(book_of(tmp_path, CLASH), name="1")

    (matrix,) = page.sections[1].matrices
    assert [column.title for column in matrix.columns] == [
        "According to Lowerland", "According to Upperland",
        "United Nations and other organisations",
    ]  # fmt: skip
    cells = {
        row.label: [[value.value for value in cell.values] for cell in row.cells]
        for row in matrix.rows
    }
    assert cells == {
        "Killed, forces on the side of Lowerland": [["4"], ["more than 30"], []],
        "Civilians injured": [[], [], ["at least 7"]],
    }
    assert [(note.label, note.text) for note in matrix.notes] == [("a", "Given by radio.")]
    assert matrix.sentence == (
        "The accounts differ wherever more than one gives a number. "
        "Nothing is averaged or added up."
    )


def test_earlier_facts_move_to_the_annex(tmp_path: Path) -> None:
    """A later edition keeps its own week and what changed in the body, and below what stands."""
    records = """
        section: talks
        facts:
          - {id: old, statement: Old, date: 2025-09-01, verification: unverified}
          - {id: old-changed, statement: Was, date: 2025-09-02, verification: unverified}
          - {id: old-standing, statement: Standing, date: 2025-09-03, standing: true,
             verification: unverified}
          - {id: new, statement: New, date: 2025-10-12, verification: unverified}
        """
    before = book_of(tmp_path / "before", records)
    book = book_of(tmp_path, records.replace("Was", "Changed"))
    page = compose(book, name="2", history=history_after(tmp_path, before, book))

    (section,) = [each for each in page.sections if each.facts]
    standing = [fact for column in section.standing for fact in column]
    told = [[fact.prose.text for fact in part] for part in (section.facts, standing)]
    assert told == [["Changed.", "New."], ["Standing."]]
    assert [("1 Sep", "Old.")] == [
        (line.lead, line.parts[0].text) for line in lines_of_record(page)
    ]


def test_withdrawn_fact_is_never_silently_gone(tmp_path: Path) -> None:
    """What the desk withdrew leaves the body and says so, with its reason, in the annex."""
    page = compose(
        book_of(
            tmp_path,
            """
        section: talks
        facts:
          - {id: wrong, statement: Wrong, date: 2025-10-12, verification: unverified,
             status: withdrawn, status_reason: the source took it back}
        """,
        ),
        name="1",
    )

    assert page.sections[0].facts == ()
    (fact,) = lines_of_record(page)
    assert fact.struck
    assert fact.aside.startswith("Withdrawn: the source took it back.")


def test_sources_are_numbered_as_the_reader_meets_them(tmp_path: Path) -> None:
    """The first cited source is number 1; what nothing cites comes last."""
    book = book_of(
        tmp_path,
        """
        section: talks
        facts:
          - {id: f, statement: Said, date: 2025-10-12, verification: unverified,
             source_refs: [s3]}
        """,
        edition="highlights: [{text: Said, basis: [f]}]",
    )
    page = compose(book, name="1")

    listed = [(source.number, source.publisher) for source in page.annexes.sources]
    assert listed == [("1", "Monthly"), ("2", "Daily"), ("3", "Weekly")]
    assert [cite.number for cite in page.front.highlights[0].cites] == ["1"]


def test_copies_of_one_text_are_one_origin(tmp_path: Path) -> None:
    """Two outlets that carry the same text do not make a fact stand firmer."""
    page = compose(book_of(tmp_path, CLASH), name="1")

    # The claims bring in a third source of its own, so that only the pair alone is one origin.
    assert "one origin only" not in page.sections[1].facts[0].chips
    told = {source.anchor: source.text for source in page.annexes.sources}
    number = next(s.number for s in page.annexes.sources if s.anchor == "src-s1")
    assert f"Same text as {number}." in told["src-s2"]


def test_likelihood_is_set_apart_with_its_band(tmp_path: Path) -> None:
    """The sentence is cut around its term; the band comes from the scale, not the seeds."""
    page = compose(
        book_of(
            tmp_path,
            """
        section: talks
        judgements:
          - id: j
            key: true
            statement: The gate is very unlikely to open before winter
            likelihood: {term: very unlikely}
            confidence: {level: low}
            none_found: true
        """,
        ),
        name="1",
    )

    (judgement,) = page.judgements
    assert (judgement.before, judgement.term, judgement.after) == (
        "The gate is ", "very unlikely", " to open before winter.",
    )  # fmt: skip
    assert (judgement.likelihood, judgement.band) == ("Very unlikely", "5–20%")
    assert (judgement.level, judgement.confidence) == ("Low confidence", "")
    assert [row.term for row in page.annexes.methods.scale if row.used] == ["very unlikely"]


def test_crossings_board(tmp_path: Path) -> None:
    """A crossing shut for one traffic and open for another shows both, in shape and word."""
    page = compose(
        book_of(
            tmp_path,
            """
        section: talks
        measures:
          - {id: m1, statement: Shut, kind: crossing_closure, by: upper, place: ford,
             traffic: trade, measure_status: in_force, since: 2025-10-07}
          - {id: m2, statement: Open, kind: crossing_closure, by: upper, place: ford,
             traffic: returnees, measure_status: lifted, since: 2025-10-07, until: 2025-10-11}
          - {id: m3, statement: Eased, kind: crossing_closure, by: upper, place: ford,
             traffic: pedestrians, measure_status: eased, since: 2025-10-07}
          - {id: m4, statement: Shut for a time, kind: crossing_closure, by: upper, place: ford,
             traffic: transit, measure_status: in_force, since: 2025-10-07, until: 2025-12-01}
        """,
        ),
        name="1",
    )

    (board,) = page.sections[0].status_tables
    cells = dict(zip(board.heads, board.rows[0].cells, strict=True))
    assert cells.keys() == {"Trade", "Returnees", "Pedestrians", "Transit"}
    (trade,), (returnees,), (walkers,) = (
        cells[head] for head in ("Trade", "Returnees", "Pedestrians")
    )
    (transit,) = cells["Transit"]
    assert (transit.word, transit.detail) == ("closed", "since 7 Oct until 1 Dec")
    assert (trade.sign, trade.word, trade.detail) == ("■", "closed", "since 7 Oct")
    assert (returnees.sign, returnees.word, returnees.detail) == (
        "□",
        "open",
        "since 11 Oct",
    )
    # It was shut on that day; since when it is partly open is not on record.
    assert (walkers.word, walkers.detail) == ("partly open", "(closed on 7 Oct)")


def test_a_note_under_a_crossing_and_a_gap_have_their_sources(tmp_path: Path) -> None:
    """Every sentence of fact leads to its source, notes and open questions included."""
    page = compose(
        book_of(
            tmp_path,
            """
        section: talks
        measures:
          - {id: ford.trade, statement: Upperland shuts the ford, kind: crossing_closure, by: upper,
             place: ford, traffic: trade, measure_status: in_force, note: shut since dawn,
             source_refs: [s1]}
        facts:
          - {id: f, statement: Nobody has seen it, date: 2025-10-12, verification: unverified,
             source_refs: [s3]}
        gaps:
          - {id: g, question: Who shut it?, why_it_matters: Both deny it, basis: [f]}
        """,
        ),
        name="1",
    )

    (board,) = page.sections[0].status_tables
    assert page.outlook is not None
    gaps = [gap for column in page.outlook.gaps for gap in column]
    cites = [note.cites for note in board.notes] + [gap.cites for gap in gaps]
    assert [[cite.anchor for cite in each] for each in cites] == [["src-s1"], ["src-s3"]]
    assert board.notes[0].text == "The Ford, trade: shut since dawn."


def test_internal_notes_stay_with_the_desk(tmp_path: Path) -> None:
    """Nothing of a record's internal note reaches the page."""
    page = compose(
        book_of(
            tmp_path,
            """
        section: talks
        facts:
          - {id: f, statement: Said, date: 2025-10-12, verification: unverified,
             internal_note: SECRET}
        """,
        ),
        name="1",
    )

    assert "SECRET" not in repr(page)


def test_withheld_names(tmp_path: Path) -> None:
    """Under the Chatham House rule the words are printed and the speaker is not."""
    page = compose(
        book_of(
            tmp_path,
            """
        section: talks
        claims:
          - {id: c, speaker: upper-army, spokesperson: Colonel X, modality: asserts,
             statement: talks go on, date: 2025-10-12, attribution_rule: chatham_house}
        """,
        ),
        name="1",
    )

    (said,) = lines_of_record(page)
    assert said.parts[0].text == (
        "A speaker who may not be named says that talks go on (said on 12 Oct 2025)."
    )


def test_marking_and_handling(tmp_path: Path) -> None:
    """The label is the edition's own where it has one; a community is meant by TLP:GREEN alone."""
    green = compose(book_of(tmp_path, edition='tlp: "TLP:GREEN"'), name="1")
    page = compose(book_of(tmp_path, edition='tlp: "TLP:AMBER+STRICT"'), name="1")

    assert (page.marking.label, page.marking.css) == ("TLP:AMBER+STRICT", "tlp-amber-strict")
    handling = "For river commissions"
    assert handling not in [row.text for row in page.masthead.small]
    assert handling == green.masthead.small[-1].text
    assert page.masthead.dated == ("6–12 Oct 2025", "information up to 12 Oct 2025, 23:59 UTC")


def test_same_book_same_page(tmp_path: Path) -> None:
    """Composing has no memory: a second run numbers and orders as the first."""
    book = book_of(tmp_path, CLASH)

    assert compose(book, name="1") == compose(book, name="1")


def test_where_no_party_speaks_each_speaker_has_a_column(tmp_path: Path) -> None:
    """One claims it, another denies it: they are no side that could stand together."""
    records = """
        section: talks
        claims:
          - {id: one, speaker: radio, modality: asserts, statement: it rained, about: [f],
             contradicts: [two], date: 2025-10-08, source_refs: [s1]}
          - {id: two, speaker: un, modality: denies, statement: it rained, about: [f],
             date: 2025-10-08, source_refs: [s1]}
        facts:
          - {id: f, statement: It rained., date: 2025-10-08, claims: [one, two],
             verification: unverified, source_refs: [s1]}
        """
    sides = compose(book_of(tmp_path, records), name="1").sections[0].facts[0].sides

    assert sides is not None
    assert [
        ("River Radio", ["River Radio says that it rained."]),
        ("United Nations mission", ["UN denies that it rained."]),
    ] == [(side.party, [each.text for each in side.statements]) for side in sides.columns]
