"""No released value changes without a word that explains it, and no word without a change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from reportkit.changes.change import Past
from reportkit.changes.classify import classify
from reportkit.changes.edition_view import EditionView
from reportkit.loading.binder import Binder
from reportkit.loading.serialize import Plain
from reportkit.loading.yaml_reader import Mapping, Sequence, read_yaml
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.events import Position
from reportkit.phrasing.sentence import sentence
from reportkit.problems import Level, Mark, Problem
from tests.records import Written, edition_view

if TYPE_CHECKING:
    from reportkit.changes.change import Classified

NEWS: Written = {"type": "source", "id": "news", "publisher": "UN", "published": "2025-10-23"}
OLD: Written = {"type": "source", "id": "old", "publisher": "UN", "published": "2025-10-16"}
WAS: Written = {"type": "figure", "id": "toll", "metric": "injured", "best": "346"}
NOW: Written = {**WAS, "best": "425", "as_of": "2025-10-19"}
TRUCE: Written = {
    "type": "judgement",
    "id": "truce",
    "statement": "It is unlikely to hold.",
    "likelihood": {"term": "unlikely"},
    "confidence": {"level": "low"},
}
RAISED: Written = {**TRUCE, "likelihood": {"term": "likely"}}
ERROR: Written = {
    "type": "correction",
    "id": "our-error",
    "record": "toll",
    "field": "best",
    "editions_affected": [1, 1],
    "was": "346",
    "now": "425",
    "because": "we copied the wrong line",
    "cause": "transcription",
}


def side(name: str, *records: Written) -> EditionView:
    return edition_view(
        name=name, records={str(record["id"]): record for record in (NEWS, OLD, *records)}
    )


LIFTED: Written = {
    "type": "measure",
    "id": "closure",
    "kind": "crossing_closure",
    "measure_status": "lifted",
    "source_refs": ["old"],
}
CLOSED: Written = {**LIFTED, "measure_status": "in_force"}


def problems_of(was: Written, now: Written, notes: str = "", *more: Written) -> Classified:
    past = Past(cut_offs={1: datetime(2025, 10, 19, tzinfo=UTC)}, reasons={"It went on counting."})
    return classify(side("1", was), side("2", now, *more), notes_of(notes), past=past)


def notes_of(text: str) -> tuple[ChangeNote, ...]:
    """Read notes as the seeds hold them."""
    root = read_yaml(f"changes:\n{text}".encode(), "seeds/edition.yaml").root
    changes = root.get("changes") if isinstance(root, Mapping) else None
    binder = Binder()
    nodes = changes.items if isinstance(changes, Sequence) else ()
    notes = [binder.bind(ChangeNote, node, "changes") for node in nodes]
    assert binder.problems == []
    return tuple(note for note in notes if note)


def codes(found: Classified) -> list[str]:
    return [problem.code for problem in found.problems]


def only(found: Classified) -> Problem:
    (problem,) = found.problems
    return problem


def test_an_unexplained_change_tells_where_and_what() -> None:
    """The problem stands at the field in the seeds and shows both values."""
    place = Mark("seeds/militancy.yaml", 41, 12)

    found = classify(side("1", WAS), side("2", NOW), locate=lambda _record, _field: place)

    assert (only(found).code, only(found).mark) == ("change-unexplained", place)
    assert only(found).message == (
        "toll.best was 346 in No. 1, is 425 now (so did as_of), and nothing says why"
    )


def test_the_hint_is_the_note_to_paste() -> None:
    """Pasted and filled in, it explains the change."""
    now: Written = {**NOW, "source_refs": ["news"]}
    hint = only(problems_of(WAS, now)).hint
    pasted = hint.partition("\n")[2]

    assert pasted.splitlines()[-2:] == [
        "    reason: (say why, in a sentence)",
        "    evidence: [news]",
    ]
    assert (
        codes(
            problems_of(
                WAS, now, pasted.replace("(say why, in a sentence)", "The mission goes on.")
            )
        )
        == []
    )


def test_a_pasted_note_that_nobody_filled_in_explains_nothing() -> None:
    """The placeholder is no reason."""
    pasted = only(problems_of(WAS, NOW)).hint.partition("\n")[2]

    assert codes(problems_of(WAS, NOW, pasted)) == ["change-reason-missing"]


def test_a_placeholder_is_no_reason_though_a_new_source_would_do() -> None:
    """Where none was needed, what was pasted is still not left as it is."""
    note = (
        "  - {record: toll, class: UPDATED, evidence: [news], reason: '(say why, in a sentence)'}"
    )

    assert ["change-reason-missing"] == codes(problems_of(WAS, NOW, note))
    assert [] == codes(
        problems_of(WAS, NOW, note.replace(", reason: '(say why, in a sentence)'", ""))
    )


def test_the_note_for_a_judgement_is_ready_too() -> None:
    """With the kind that was found."""
    hint = only(problems_of(TRUCE, RAISED)).hint

    assert "class: JUDGEMENT-CHANGED\n    kind: likelihood_raised" in hint


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("reason: Talks failed., evidence: [news]", ["change-reason-short"]),
        (
            "reason: Round three ended without any text on verification",
            ["change-evidence-missing"],
        ),
        ("evidence: [news]", ["change-unexplained"]),
        (
            "reason: Round three ended without any text on verification, evidence: [news]",
            [],
        ),
        (
            (
                "kind: confidence_raised, evidence: [news], "
                "reason: Round three ended without any text on verification"
            ),
            ["change-kind-wrong"],
        ),
    ],
)
def test_a_judgement_changes_only_with_reason_and_evidence(note: str, expected: list[str]) -> None:
    """Eight words, one record, and the kind that the comparison finds."""
    notes = f"  - {{record: truce, class: JUDGEMENT-CHANGED, {note}}}"

    assert codes(problems_of(TRUCE, RAISED, notes)) == expected


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("did_not", []),
        ("unresolvable", []),
        ("occurred", ["change-evidence-missing"]),
        ("partly", ["change-evidence-missing"]),
    ],
)
def test_what_did_not_happen_needs_no_record_that_shows_it(
    outcome: str, expected: list[str]
) -> None:
    """Nothing happened, and the note of the outcome says where was looked."""
    asked: dict[str, Plain] = {"criteria": "The clinic reports no clash.", "due": "2025-10-20"}
    decided: dict[str, Plain] = {
        "outcome": outcome,
        "on": "2025-10-20",
        "note": "the clinic reported none",
    }
    notes = (
        "  - {record: truce, class: JUDGEMENT-CHANGED, kind: resolved,"
        " reason: The day passed and the clinic reported no clash.}"
    )
    was: Written = {**TRUCE, "resolution": asked}
    now: Written = {**TRUCE, "resolution": {**asked, **decided}}

    assert codes(problems_of(was, now, notes)) == expected
    assert "none where nothing happened" in only(problems_of(was, now)).hint


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("class: UPDATED", ["change-reason-missing"]),
        ("class: METHOD-CHANGED", ["change-reason-missing"]),
        ("class: SOURCE-REVISED, reason: It took it back.", ["change-evidence-missing"]),
        ("class: SOURCE-REVISED, evidence: [news]", []),
        ("class: CORRECTED, reason: We misread it.", ["correction-missing"]),
        ("class: EDITORIAL", ["change-not-editorial"]),
        ("class: REAFFIRMED", ["change-class-wrong"]),
        ("class: RE-GRADED", ["change-class-wrong"]),
        ("class: JUDGEMENT-CHANGED", ["change-class-wrong"]),
        ("class: STATUS-MOVED, reason: It moved.", ["change-class-wrong"]),
        ("class: UPDATED, reason: 'Went on, it counting.'", ["change-reason-repeated"]),
        (
            "class: UPDATED, field: label, reason: Why not.",
            ["change-unexplained", "change-note-unused"],
        ),
    ],
)
def test_each_class_wants_its_own_word(note: str, expected: list[str]) -> None:
    """A moved number is no wording, no grade and no state."""
    assert sorted(codes(problems_of(WAS, NOW, f"  - {{record: toll, {note}}}"))) == sorted(expected)


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("The two side met.", "The two sides met.", []),
        ("They met on 12 October.", "They met on 13 October.", ["change-not-editorial"]),
        ("It cost 1,240 lives.", "It cost 1240 lives!", []),
    ],
)
def test_editorial_touches_no_number(was: str, now: str, expected: list[str]) -> None:
    """If in doubt it is not editorial."""
    fact: Written = {"type": "fact", "id": "talks"}
    note = "  - {record: talks, class: EDITORIAL}"

    found = problems_of({**fact, "statement": was}, {**fact, "statement": now}, note)

    assert codes(found) == expected


def test_a_moved_likelihood_is_never_editorial() -> None:
    """The class that was found stands, and the note is refused."""
    found = problems_of(TRUCE, RAISED, "  - {record: truce, class: EDITORIAL}")

    assert "change-class-wrong" in codes(found)


@pytest.mark.parametrize(
    "note",
    [
        "record: talks, class: UPDATED, reason: It moved.",
        "record: nobody, class: UPDATED, reason: It moved.",
        "record: news, class: UPDATED, reason: It moved.",
    ],
)
def test_a_note_about_nothing_is_refused(note: str) -> None:
    """About a record that has not changed, or that there is not."""
    assert codes(problems_of(WAS, WAS, f"  - {{{note}}}")) == ["change-note-unused"]


def test_two_notes_on_the_same_are_refused() -> None:
    """Both marks are told."""
    note = "  - {record: toll, class: UPDATED, reason: It moved on.}\n"

    assert codes(problems_of(WAS, NOW, note * 2)) == [
        "change-note-repeated",
        "change-note-repeated",
    ]


def test_a_note_about_a_new_record_may_only_call_it_added() -> None:
    """It cannot be updated before it was published."""
    fresh: Written = {"type": "fact", "id": "talks", "statement": "Talks began."}
    note = "  - {record: talks, class: UPDATED, reason: New to us.}"

    assert codes(problems_of(WAS, WAS, note, fresh)) == ["change-class-wrong"]
    assert codes(problems_of(WAS, WAS, note.replace("UPDATED", "ADDED"), fresh)) == []


def test_a_correction_explains_the_change_without_a_note() -> None:
    """Its reason is the sentence of the notice."""
    found = problems_of(WAS, NOW, "", ERROR)

    assert codes(found) == []
    assert [(change.record, change.class_, change.reason) for change in found.changes] == [
        ("our-error", ChangeClass.ADDED, None),
        ("toll", ChangeClass.CORRECTED, "We copied the wrong line."),
    ]


def test_a_correction_of_what_is_called_updated_is_refused() -> None:
    """Either we were wrong or the world moved."""
    note = "  - {record: toll, field: best, class: UPDATED, reason: The world moved.}"

    assert codes(problems_of(WAS, NOW, note, ERROR)) == ["correction-unmatched"]


def test_a_correction_without_a_changed_record_is_refused() -> None:
    """The error is still in the seeds."""
    assert codes(problems_of(WAS, WAS, "", ERROR)) == ["correction-unmatched"]


def test_a_source_that_fell_is_not_asked_twice() -> None:
    """The rule source-status-reason asks for the reason beside it."""
    wire: Written = {"type": "source", "id": "wire", "publisher": "A"}

    assert codes(problems_of(wire, {**wire, "source_status": "withdrawn"})) == []


def test_a_source_that_is_graded_anew_says_why() -> None:
    """Whoever cites it is told; the note to paste is in the hint."""
    wire: Written = {"type": "source", "id": "wire", "publisher": "A", "reliability": "B"}
    lower: Written = {**wire, "reliability": "D"}

    (problem,) = problems_of(wire, lower).problems

    assert problem.code == "change-reason-missing"
    assert problem.hint.endswith(
        "  - record: wire\n    class: RE-GRADED\n    reason: (say why, in a sentence)"
    )
    assert problems_of(wire, {**lower, "status_reason": "Two forgeries."}).problems == ()
    noted = "  - {record: wire, class: RE-GRADED, reason: It printed two forgeries.}"
    assert problems_of(wire, lower, noted).problems == ()


def test_a_fact_that_is_no_longer_contested_says_why() -> None:
    """The denial that fell away is no update beside it; who gave in, only the author knows."""
    fact: Written = {"type": "fact", "id": "fire", "statement": "It burnt.", "claims": ["no"]}
    held = edition_view(name="1", records={"fire": fact}, positions={"fire": Position.CONTESTED})
    alone = {"fire": {**fact, "claims": []}}
    now = edition_view(name="2", records=alone, positions={"fire": Position.AGREED})

    (problem,) = classify(held, now).problems

    assert problem.code == "change-reason-missing"
    assert problem.hint.endswith(
        "  - record: fire\n    class: SETTLED\n    reason: (say why, in a sentence)"
    )
    why = "  - {record: fire, class: SETTLED, reason: The army took its denial back.}"
    (change,) = classify(held, now, notes_of(why)).changes
    assert "No longer contested: It burnt. The army took its denial back." == sentence(change, now)


def test_a_withdrawn_record_is_corrected_too() -> None:
    """Nothing replaces what we had wrong."""
    gone: Written = {**WAS, "status": "withdrawn", "status_reason": "We misread it."}

    assert codes(problems_of(WAS, gone, "", ERROR)) == []


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("evidence: [news]", ["correction-newer"]),
        ("evidence: [news, old]", []),
        ("evidence: [news], reason: It was known on the day from the ministry.", []),
    ],
)
def test_a_correction_by_newer_news_asks_why_it_should_have_been_known(
    note: str, expected: list[str]
) -> None:
    """Corrections never bring in newer information (ISO/IEC); a warning, for the author knows."""
    found = problems_of(WAS, NOW, f"  - {{record: toll, class: CORRECTED, {note}}}", ERROR)

    assert codes(found) == expected
    assert {problem.level for problem in found.problems} <= {Level.WARNING}


def test_a_new_method_of_the_series_must_be_explained() -> None:
    """Another scale makes old and new judgements hard to compare."""
    was = edition_view(name="1", records={}, brief={"title": "T"})
    now = edition_view(name="2", records={}, brief={"title": "T", "figure_policy": "range_only"})
    note = "  - {record: brief, class: METHOD-CHANGED, reason: Ranges only from now on.}"

    assert codes(classify(was, now)) == ["change-unexplained"]
    assert codes(classify(was, now, notes_of(note))) == []


def test_a_revision_is_offered_the_correction_first() -> None:
    """Pasted and filled in, it is all that is asked for: no note beside it."""
    found = classify(side("2", WAS), side("2-r1", NOW), past=Past(revises=True))
    first, _, rest = only(found).hint.partition(":\n")
    correction, _, second = rest.partition("\nif it was right when it was published, ")

    assert "if No. 2 was wrong, paste into a file of seeds/" == first
    assert ["corrections:", "  - id: correction.toll", "    record: toll", "    field: best"] == (
        correction.splitlines()[:4]
    )
    assert second.startswith("paste under 'changes:' in seeds/edition.yaml:\n  - record: toll\n")


@pytest.mark.parametrize(
    ("now", "older"),
    [
        (
            LIFTED,
            "a source of 2025-10-16, before 2025-11-03, the cut-off of No. 1",
        ),
        ({**LIFTED, "until": "2025-10-20"}, "a source of 2025-10-16, before 2025-10-20, its end"),
        (
            {**LIFTED, "source_refs": ["old", "news"], "until": "2025-10-24"},
            "a source of 2025-10-23",
        ),
        ({**LIFTED, "source_refs": ["old", "news"]}, ""),  # it came along, if late
        ({**LIFTED, "source_refs": ["news"], "until": "2025-10-22"}, ""),
        ({**LIFTED, "measure_status": "expired"}, ""),  # by time alone
        ({**LIFTED, "source_refs": ["old", "undated"]}, ""),  # nobody knows
        ({**CLOSED, "statement": "Shut."}, ""),  # nothing moved
    ],
)
def test_a_state_that_moved_on_the_word_of_an_older_source_is_warned_of(
    now: Written, older: str
) -> None:
    undated: Written = {"type": "source", "id": "undated", "publisher": "UN"}
    problems = problems_of(CLOSED, now, "", undated).problems
    warnings = [problem for problem in problems if problem.code == "state-older-source"]

    assert [Level.WARNING] * bool(older) == [problem.level for problem in warnings]
    assert all(older in problem.message for problem in warnings)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (CLOSED, {**LIFTED, "source_refs": ["old", "news"], "until": "2025-10-23"}),  # on its day
        ({**CLOSED, "source_refs": ["late"]}, {**LIFTED, "source_refs": ["late"]}),  # on the day
        (  # nobody knows, though nothing came along
            {**CLOSED, "source_refs": ["old", "undated"]},
            {**LIFTED, "source_refs": ["old", "undated"]},
        ),
    ],
)
def test_a_source_that_may_have_told_of_the_move_is_not_called_older(
    was: Written, now: Written
) -> None:
    undated: Written = {"type": "source", "id": "undated", "publisher": "UN"}
    late: Written = {**undated, "id": "late", "published": "2025-11-03"}  # of the cut-off

    found = classify(side("1", was, undated, late), side("2", now, undated, late))

    assert "state-older-source" not in [problem.code for problem in found.problems]


def test_a_revision_may_move_a_state_on_the_word_of_the_sources_that_were_there() -> None:
    """We had them, and read them wrongly."""
    past = Past(revises=True)

    found = classify(side("2", CLOSED), side("2-r1", LIFTED), past=past)

    assert "state-older-source" not in [problem.code for problem in found.problems]
