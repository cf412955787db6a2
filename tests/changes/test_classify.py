"""Every class of change: found by comparing, or said by the author where only he can know."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from reportkit.changes.classify import classify
from reportkit.changes.diff import Difference
from reportkit.changes.edition_view import EditionView
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass, JudgementChange, Significance
from reportkit.model.vocabulary.events import Position
from reportkit.model.vocabulary.series import Tlp
from tests.records import Written, edition_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportkit.changes.change import Change, Classified
    from reportkit.loading.serialize import Plain

WHY = "Round three ended without any text on verification"
UNAMA: Written = {"type": "actor", "id": "un", "name": "UN mission", "kind": "io"}
TOLL: Written = {"type": "figure", "id": "toll", "metric": "injured", "provider": "un"}
TRUCE: Written = {
    "type": "judgement",
    "id": "truce",
    "statement": "The ceasefire is unlikely to hold.",
    "key": True,
    "likelihood": {"term": "unlikely"},
    "confidence": {"level": "moderate"},
    "basis": ["talks"],
}
TALKS: Written = {"type": "fact", "id": "talks", "statement": "Talks began."}
GATE: Written = {
    "type": "measure",
    "id": "gate",
    "statement": "Torkham is closed",
    "measure_status": "in_force",
}


def side(name: str, *records: Written, **fields: Plain) -> EditionView:
    edition: Written = {name: value for name, value in fields.items() if name != "brief"}
    brief = fields.get("brief", {"tlp": "TLP:CLEAR"})
    assert isinstance(brief, dict)
    return edition_view(
        name=name,
        records={str(record["id"]): record for record in records},
        brief=brief,
        edition=edition,
    )


def told(was: Written, now: Written, *notes: ChangeNote) -> Classified:
    return classify(side("1", UNAMA, was), side("2", UNAMA, now), notes)


def note(record: str, class_: ChangeClass, **fields: str | Sequence[str]) -> ChangeNote:
    return ChangeNote(record=record, class_=class_, **fields)  # type: ignore[arg-type]


def classes(found: Classified) -> list[ChangeClass]:
    return [change.class_ for change in found.changes]


def codes(found: Classified) -> list[str]:
    return [problem.code for problem in found.problems]


def only(found: Classified) -> Change:
    (change,) = found.changes
    return change


def test_a_new_record_is_added_and_needs_no_note() -> None:
    """ADDED is found by comparing."""
    found = classify(side("1", TALKS), side("2", TALKS, GATE))

    assert (only(found).record, only(found).class_, codes(found)) == (
        "gate",
        ChangeClass.ADDED,
        [],
    )


def test_a_new_judgement_says_so_in_its_kind() -> None:
    """A new judgement is an added record; its kind lets page 1 find it."""
    found = classify(side("1"), side("2", TRUCE))

    assert (only(found).class_, only(found).kinds) == (
        ChangeClass.ADDED,
        (JudgementChange.NEW,),
    )


@pytest.mark.parametrize(
    ("status", "class_"),
    [
        ("superseded", ChangeClass.SUPERSEDED),
        ("withdrawn", ChangeClass.WITHDRAWN),
        ("dropped", ChangeClass.DROPPED),
        ("under_review", ChangeClass.UNDER_REVIEW),
    ],
)
def test_the_end_of_a_record_is_its_class(status: str, class_: ChangeClass) -> None:
    """Status, reason and successor are one change, and the reason is the record's own."""
    ended = {**TALKS, "status": status, "status_reason": "Two sources fell away."}

    found = told(TALKS, ended)

    assert (classes(found), codes(found)) == ([class_], [])
    assert only(found).reason == "Two sources fell away."


def test_a_record_that_had_ended_is_added_again() -> None:
    """Carried again after it was dropped."""
    found = told({**TALKS, "status": "dropped", "status_reason": "old"}, TALKS)

    assert classes(found) == [ChangeClass.ADDED]


def test_a_record_born_ended_is_refused() -> None:
    """No edition has carried it."""
    found = classify(side("1"), side("2", {**TALKS, "status": "withdrawn"}))

    assert (classes(found), codes(found)) == ([], ["record-born-ended"])


@pytest.mark.parametrize(
    ("horizon", "outcome", "expected"),
    [
        ("2025-11-01", None, ["forecast-born-late"]),
        ("2025-11-01", "occurred", ["forecast-born-late"]),  # page 1 would count it as foreseen
        ("2025-11-20", None, []),
    ],
)
def test_a_new_forecast_looks_beyond_its_edition(
    horizon: str, outcome: str | None, expected: list[str]
) -> None:
    resolution: dict[str, Plain] = {"criteria": "Seen.", "due": "2025-12-01"}
    if outcome:
        resolution["outcome"] = outcome
    forecast = {**TRUCE, "horizon": horizon, "resolution": resolution}
    cut_off = "2025-11-16T18:00+00:00"

    assert expected == codes(classify(side("1"), side("2", forecast, cut_off=cut_off)))
    assert [] == codes(told(forecast, forecast)), "it stood there before"


def test_doubt_that_ends_must_be_explained() -> None:
    """From under review back to current: the author says how it came out."""
    doubted = {**TALKS, "status": "under_review", "status_reason": "one source"}

    assert codes(told(doubted, TALKS)) == ["change-unexplained"]
    found = told(doubted, TALKS, note("talks", ChangeClass.REAFFIRMED, reason="A second source."))
    assert (classes(found), codes(found)) == ([ChangeClass.REAFFIRMED], [])


@pytest.mark.parametrize(
    ("record", "field", "was", "now"),
    [
        (GATE, "measure_status", "in_force", "lifted"),
        ({"type": "indicator", "id": "i"}, "indicator_status", "emerging", "observed"),
        ({"type": "commitment", "id": "c"}, "commitment_status", "announced", "not_concluded"),
        ({"type": "round", "id": "r"}, "outcome", "ongoing", "deadlock"),
        ({"type": "gap", "id": "g"}, "gap_status", "open", "closed"),
    ],
)
def test_a_state_that_moved_is_found(record: Written, field: str, was: str, now: str) -> None:
    """STATUS-MOVED needs no note."""
    found = told({**record, field: was}, {**record, field: now})

    assert (classes(found), codes(found)) == ([ChangeClass.STATUS_MOVED], [])


def test_what_moves_with_a_state_is_part_of_it() -> None:
    """A crossing that opened has an end and a new source; both are that change."""
    opened: Written = {
        **GATE,
        "measure_status": "lifted",
        "until": "2025-11-01",
        "source_refs": ["dawn"],
    }

    classified = told(GATE, opened)

    assert [difference.field for difference in only(classified).fields] == [
        "measure_status",
        "source_refs",
        "until",
    ]
    assert only(classified).evidence == ("dawn",)


def test_a_changed_sentence_is_not_covered_by_a_moved_state() -> None:
    """A released text changes only with a word on why; the note may name the state's class."""
    opened: Written = {**GATE, "measure_status": "lifted", "statement": "Torkham is open"}

    assert codes(told(GATE, opened)) == ["change-unexplained"]
    found = told(GATE, opened, note("gate", ChangeClass.STATUS_MOVED, reason="It opened."))
    assert (classes(found), codes(found)) == ([ChangeClass.STATUS_MOVED], [])


@pytest.mark.parametrize(
    ("type_", "was", "now"),
    [
        ("source", {"reliability": "B"}, {"reliability": "D"}),
        ("claim", {"grading": {"credibility": "3"}}, {"grading": {"credibility": "2"}}),
        ("fact", {"verification": "unverified"}, {"verification": "multi_origin"}),
        ("event", {"harm_grade": "weak"}, {"harm_grade": "fair"}),
    ],
)
def test_a_moved_grade_is_re_graded(type_: str, was: Written, now: Written) -> None:
    """Reliability, credibility, verification, harm grade."""
    named: Written = {"type": type_, "id": "x"}

    assert classes(told({**named, **was}, {**named, **now})) == [ChangeClass.RE_GRADED]


def test_a_moved_marking_is_handling_and_the_log_has_the_stricter() -> None:
    """What was hidden in one of the two editions stays hidden with its change."""
    found = told({**TALKS, "tlp": "TLP:AMBER"}, TALKS)

    assert (only(found).class_, only(found).tlp) == (ChangeClass.HANDLING_CHANGED, Tlp.AMBER)


def test_a_moved_marking_of_the_edition_is_handling() -> None:
    """The masthead changes, and no record."""
    found = classify(side("1", TALKS), side("2", TALKS, tlp="TLP:GREEN"))

    assert (only(found).record, only(found).class_) == ("edition", ChangeClass.HANDLING_CHANGED)


@pytest.mark.parametrize(
    ("was", "now", "class_"),
    [
        (Position.SINGLE_PARTY, Position.CONTESTED, [ChangeClass.CONTESTED]),
        (Position.CONTESTED, Position.AGREED, [ChangeClass.SETTLED]),
        (Position.SINGLE_PARTY, Position.AGREED, []),
    ],
)
def test_a_fact_becomes_contested_or_settled(
    was: Position, now: Position, class_: list[ChangeClass]
) -> None:
    """The position is computed in both books and compared here."""
    before = edition_view(name="1", records={"talks": TALKS}, positions={"talks": was})
    after = edition_view(name="2", records={"talks": TALKS}, positions={"talks": now})

    assert classes(classify(before, after)) == class_


def test_the_claims_that_make_a_fact_contested_belong_to_it() -> None:
    """One change, not an update beside it."""
    disputed: Written = {**TALKS, "claims": ["denial"]}
    before = edition_view(
        name="1", records={"talks": TALKS}, positions={"talks": Position.SINGLE_PARTY}
    )
    after = edition_view(
        name="2", records={"talks": disputed}, positions={"talks": Position.CONTESTED}
    )

    found = classify(before, after)

    assert [difference.field for difference in only(found).fields] == ["claims", "position"]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"likelihood": {"term": "likely"}}, JudgementChange.LIKELIHOOD_RAISED),
        ({"likelihood": {"term": "almost no chance"}}, JudgementChange.LIKELIHOOD_LOWERED),
        ({"likelihood": {"term": "improbable"}}, JudgementChange.REWORDED),
        ({"confidence": {"level": "high"}}, JudgementChange.CONFIDENCE_RAISED),
        ({"confidence": {"level": "low"}}, JudgementChange.CONFIDENCE_LOWERED),
        ({"horizon": "2025-12-31"}, JudgementChange.HORIZON_MOVED),
        ({"statement": "The truce is unlikely to hold."}, JudgementChange.REWORDED),
        ({"resolution": {"outcome": "occurred"}}, JudgementChange.RESOLVED),
    ],
)
def test_a_judgement_tells_how_it_changed(change: Written, kind: JudgementChange) -> None:
    """By the order of the terms in the brief's scale; another row of it is another wording."""
    why = note("truce", ChangeClass.JUDGEMENT_CHANGED, reason=WHY, evidence=("talks",))

    found = told(TRUCE, {**TRUCE, **change}, why)

    assert (only(found).kinds, codes(found)) == ((kind,), [])


def test_what_shows_an_outcome_comes_with_it_and_is_no_news_afterwards() -> None:
    """A forecast that was settled is not judged still because one more record shows it."""
    settled: Written = {**TRUCE, "resolution": {"outcome": "did_not"}}
    shown: Written = {**TRUCE, "resolution": {"outcome": "did_not", "evidence": ["talks"]}}

    at_once = told({**TRUCE, "resolution": {"criteria": "left-blank"}}, shown)
    later = told(settled, shown)

    assert [(ChangeClass.JUDGEMENT_CHANGED, (JudgementChange.RESOLVED,))] == [
        (change.class_, change.kinds) for change in at_once.changes
    ]
    assert [ChangeClass.EDITORIAL] == [change.class_ for change in later.changes]


def test_who_judged_it_is_no_news() -> None:
    (change,) = told(TRUCE, {**TRUCE, "authors": ["A. Writer"]}).changes

    assert ChangeClass.EDITORIAL is change.class_


def test_a_judgement_can_change_in_several_ways() -> None:
    """Rewording is told only where it is all that happened."""
    now: Written = {
        **TRUCE,
        "statement": "The ceasefire is likely to hold.",
        "likelihood": {"term": "likely"},
        "confidence": {"level": "low"},
    }

    assert only(told(TRUCE, now)).kinds == (
        JudgementChange.LIKELIHOOD_RAISED,
        JudgementChange.CONFIDENCE_LOWERED,
    )


def test_scales_are_those_of_each_edition() -> None:
    """A term of PHIA is ordered by PHIA although the edition before used ICD 203."""
    phia: Plain = {"tlp": "TLP:CLEAR", "scales": {"likelihood": "phia"}}
    now: Written = {**TRUCE, "likelihood": {"term": "realistic possibility"}}
    notes = [
        note("truce", ChangeClass.JUDGEMENT_CHANGED, reason=WHY, evidence=("talks",)),
        note("brief", ChangeClass.METHOD_CHANGED, reason="The readers asked for PHIA."),
    ]

    found = classify(side("1", TRUCE), side("2", now, brief=phia), notes)

    assert codes(found) == []
    assert [(change.record, change.class_, change.kinds) for change in found.changes] == [
        ("brief", ChangeClass.METHOD_CHANGED, ()),
        ("truce", ChangeClass.JUDGEMENT_CHANGED, (JudgementChange.LIKELIHOOD_RAISED,)),
    ]


def test_a_judgement_with_more_basis_is_no_changed_judgement() -> None:
    """New support explains itself and asks for no reason."""
    found = told(TRUCE, {**TRUCE, "basis": ["talks", "gate"]})

    assert (classes(found), codes(found)) == ([ChangeClass.UPDATED], [])


@pytest.mark.parametrize("class_", [ChangeClass.UPDATED, ChangeClass.METHOD_CHANGED])
def test_the_author_says_what_no_comparison_can(class_: ChangeClass) -> None:
    """A number that moved: did the world move, or the way of counting?"""
    why = note("toll", class_, reason="The mission went on counting.")

    found = told({**TOLL, "best": "346"}, {**TOLL, "best": "425"}, why)

    assert (classes(found), codes(found)) == ([class_], [])
    assert only(found).reason == "The mission went on counting."


def test_the_number_its_day_and_its_source_are_one_change() -> None:
    """A note on ``best`` speaks for as_of and the sources too, not for the place."""
    was: Written = {**TOLL, "best": "346", "as_of": "2025-10-16", "source_refs": ["a"]}
    now: Written = {
        **TOLL, "best": "425", "as_of": "2025-10-19", "source_refs": ["b"], "place": "kabul"
    }  # fmt: skip
    notes = [
        note("toll", ChangeClass.UPDATED, field="best", reason="It went on counting."),
        note("toll", ChangeClass.SOURCE_REVISED, field="place", evidence=("b",)),
    ]

    classified = told(was, now, *notes)

    assert [
        (change.class_, [difference.field for difference in change.fields])
        for change in classified.changes
    ] == [
        (ChangeClass.UPDATED, ["as_of", "best", "source_refs"]),
        (ChangeClass.SOURCE_REVISED, ["place"]),
    ]
    assert codes(classified) == []


def test_a_day_that_moves_alone_must_be_explained() -> None:
    """The same number on a later day says something: it was looked at again."""
    found = told({**TOLL, "as_of": "2025-10-16"}, {**TOLL, "as_of": "2025-10-23"})

    assert (classes(found), codes(found)) == ([ChangeClass.REAFFIRMED], ["change-unexplained"])


def test_another_source_explains_itself() -> None:
    """More sources for the same words are no change of a value."""
    found = told({**TALKS, "source_refs": ["a"]}, {**TALKS, "source_refs": ["a", "b"]})

    assert (classes(found), codes(found)) == ([ChangeClass.UPDATED], [])
    assert only(found).evidence == ("b",)


def test_a_source_that_is_gone_does_not() -> None:
    """Evidence is not taken away in silence."""
    found = told({**TALKS, "source_refs": ["a", "b"]}, {**TALKS, "source_refs": ["a"]})

    assert codes(found) == ["change-unexplained"]


def test_housekeeping_is_editorial_by_itself() -> None:
    """Moved to another section, looked at again: in the machine log only."""
    was = {**TALKS, "section": "background", "stale_after": "2025-11-01"}

    found = told(was, {**TALKS, "section": "mediation", "stale_after": "2025-12-01"})

    assert (classes(found), codes(found)) == ([ChangeClass.EDITORIAL], [])
    assert only(found).significance is Significance.EDITORIAL


def test_a_later_day_of_confirmation_needs_no_note() -> None:
    """It was looked at again and is still so: nothing that a reader was told has changed."""
    found = told({**TOLL, "confirmed": "2025-10-16"}, {**TOLL, "confirmed": "2025-10-23"})

    assert (classes(found), codes(found)) == ([ChangeClass.EDITORIAL], [])


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('He said "no" - twice.', "He said “no” – twice."),
        ("It's shut; 10-20 waited.", "It’s  shut; 10–20\N{NO-BREAK SPACE}waited."),
        ("They met—late.", "They met - late."),
    ],
)
def test_quotes_dashes_and_spaces_alone_are_editorial_by_themselves(was: str, now: str) -> None:
    """No note is asked for what a reader would not hear, in judgements neither."""
    fact = told({**TALKS, "statement": was}, {**TALKS, "statement": now})
    judged = told({**TRUCE, "statement": was}, {**TRUCE, "statement": now})

    for found in (fact, judged):
        assert (classes(found), codes(found)) == ([ChangeClass.EDITORIAL], [])


@pytest.mark.parametrize(
    ("field", "was", "now"),
    [
        ("statement", "He called it a ceasefire.", 'He called it a "ceasefire".'),
        ("statement", "The cooperative is shut.", "The co-operative is shut."),
        ("statement", "They met.", "They meet."),
    ],
)
def test_a_quote_or_dash_more_is_more_than_typography(field: str, was: str, now: str) -> None:
    """A word in quotes says something else, and so may a word in two parts."""
    assert codes(told({**TALKS, field: was}, {**TALKS, field: now})) == ["change-unexplained"]


def test_every_sign_of_an_address_counts() -> None:
    source: Written = {"type": "source", "id": "s", "publisher": "P"}
    was, now = ({**source, "url": f"https://example.org/a{dash}b"} for dash in "-–")

    assert codes(told(was, now)) == ["change-unexplained"]


def test_an_author_may_call_typography_more() -> None:
    """If in doubt it is not editorial."""
    noted = note("talks", ChangeClass.UPDATED, reason=WHY)

    classified = told(
        {**TALKS, "statement": "They met—late."}, {**TALKS, "statement": "They met - late."}, noted
    )

    assert (classes(classified), codes(classified)) == ([ChangeClass.UPDATED], [])


def test_of_two_notes_the_substantive_one_decides() -> None:
    """One field was touched for its wording, the other for what it says."""
    was: Written = {**GATE, "note": "Since Monday.", "until": "2025-11-01"}
    notes = [
        note("gate", ChangeClass.UPDATED, field="note", reason=WHY,
             significance=Significance.EDITORIAL),
        note("gate", ChangeClass.UPDATED, field="until", reason="The day was put off by a week."),
    ]  # fmt: skip

    found = told(was, {**was, "note": "From Monday.", "until": "2025-11-08"}, *notes)

    assert only(found).significance is Significance.SUBSTANTIVE


def test_a_judgement_reviewed_and_kept_is_reaffirmed() -> None:
    """The one class of a record that did not change."""
    found = told(TRUCE, TRUCE, note("truce", ChangeClass.REAFFIRMED))

    assert (classes(found), codes(found), only(found).fields) == ([ChangeClass.REAFFIRMED], [], ())


def test_what_nobody_explained_is_a_change_all_the_same() -> None:
    """A diff of the seeds shows it before its note is written."""
    found = told({**TOLL, "best": "346"}, {**TOLL, "best": "425"})

    assert only(found).fields == (Difference("toll", "best", Decimal(346), Decimal(425)),)
    assert (only(found).class_, only(found).reason) == (ChangeClass.UPDATED, None)


def test_a_renamed_record_keeps_its_history() -> None:
    """Its change names the id of before."""
    now: Written = {**GATE, "id": "torkham", "formerly": "gate", "measure_status": "eased"}

    found = told(GATE, now)

    assert (only(found).record, only(found).formerly) == ("torkham", "gate")
    assert found.renamed == {"torkham": "gate"}
