"""The change log for people: we said, we now say, because; each line true by itself."""

from __future__ import annotations

import pytest

from reportkit.changes.classify import classify
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.translate import use_language
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.events import Modality
from reportkit.phrasing.reasons import because, with_reason
from reportkit.phrasing.what_changed import WhatChanged, what_changed
from tests.records import Written, edition_view

ACTORS: list[Written] = [
    {"type": "actor", "id": "army", "name": "Upper army"},
    {"type": "actor", "id": "rebels", "name": "Lower rebels"},
    {"type": "actor", "id": "un", "name": "UN mission", "short": "UNAMA"},
]
CLAIM: Written = {
    "type": "claim", "id": "answer", "speaker": "rebels", "modality": "asserts",
    "statement": "they shelled the ford", "date": "2025-10-09",
}  # fmt: skip
FACT: Written = {
    "type": "fact", "id": "ford", "statement": "The ford was shelled.",
    "verification": "single_origin",
}  # fmt: skip
TOLL: Written = {
    "type": "figure", "id": "toll", "metric": "killed", "population": "civilian",
    "provider": "un", "low": "3", "event": "fire",
}  # fmt: skip


def side(name: str, *records: Written) -> EditionView:
    return edition_view(name=name, records={str(one["id"]): one for one in (*ACTORS, *records)})


def changed(was: tuple[Written, ...], now: tuple[Written, ...], *notes: ChangeNote) -> WhatChanged:
    before, after = side("3", *was), side("4", *now)
    return what_changed(classify(before, after, list(notes)).changes, after)


def lines(log: WhatChanged) -> list[str]:
    return [f"{one.text}{one.about}{one.was}{one.now}" for one in (*log.first, *log.passages)]


SPOKEN = {
    Modality.ASSERTS: "Lower rebels say that they shelled the ford (said on 9 Oct 2025).",
    Modality.DENIES: "Lower rebels deny that they shelled the ford (said on 9 Oct 2025).",
    Modality.CONFIRMS: "Lower rebels confirm that they shelled the ford (said on 9 Oct 2025).",
    Modality.REVISES: "Lower rebels now say that they shelled the ford (said on 9 Oct 2025).",
    Modality.RETRACTS: (
        "Lower rebels withdraw their statement that they shelled the ford (said on 9 Oct 2025)."
    ),
    Modality.NO_COMMENT: "No comment from Lower rebels was found on the shelling of the ford.",
    Modality.NOT_AVAILABLE: (
        "No statement by Lower rebels was available on the shelling of the ford."
    ),
}


@pytest.mark.parametrize("modality", Modality)
def test_a_new_claim_keeps_its_speaker_and_its_mood(modality: Modality) -> None:
    """A denial or a silence is never printed as a statement; the verb follows the speaker."""
    silent = modality in (Modality.NO_COMMENT, Modality.NOT_AVAILABLE)
    matter = "the shelling of the ford" if silent else CLAIM["statement"]
    log = changed((), ({**CLAIM, "modality": modality.value, "statement": matter},))

    assert lines(log) == [SPOKEN[modality]]


def test_in_urdu_a_denial_is_no_statement_either() -> None:
    with use_language("ur", "en"):
        texts = {
            modality: lines(changed((), ({**CLAIM, "modality": modality.value},)))[0]
            for modality in Modality
        }

    assert len(set(texts.values())) == len(Modality)
    assert all("Lower rebels" in text for text in texts.values())


def test_a_fact_tells_of_its_claims_and_figures_once() -> None:
    """Six records of one matter are one line, to which all their marks lead."""
    fact: Written = {**FACT, "claims": ["answer"], "about": ["toll"], "event": "fire"}
    event: Written = {"type": "event", "id": "fire", "summary": "Fire at the ford"}

    log = changed((), (fact, CLAIM, TOLL, event))

    assert lines(log) == ["The ford was shelled."]
    assert {log.lines[id] for id in ("ford", "answer", "toll", "fire")} == {"ford"}


def test_what_several_count_of_one_event_stands_side_by_side() -> None:
    other: Written = {**TOLL, "id": "toll-2", "provider": "army", "low": "5"}

    assert lines(changed((), (TOLL, other))) == [
        "Civilians killed: at least 3 (UNAMA), at least 5 (Upper army)."
    ]


def test_a_bound_is_not_put_at_at_least() -> None:
    assert lines(changed((), (TOLL,))) == ["UNAMA gives civilians killed as at least 3."]
    exact = {name: value for name, value in TOLL.items() if name != "low"}
    assert lines(changed((), ({**exact, "best": "3"},))) == ["UNAMA puts civilians killed at 3."]


def test_a_value_stands_in_full_on_both_sides() -> None:
    loss: Written = {
        "type": "figure", "id": "loss", "metric": "trade", "label": "Trade lost since the closure",
        "provider": "un", "vague_term": "tens", "unit": "USD million",
    }  # fmt: skip
    note = ChangeNote(record="loss", class_=ChangeClass.UPDATED, reason="The closure went on.")
    log = changed((loss,), ({**loss, "vague_term": "hundreds"},), note)

    (line,) = log.passages
    assert (line.about, line.was, line.now) == (
        "Trade lost since the closure (UNAMA)",
        "Tens of millions of US dollars.",
        "Hundreds of millions of US dollars.",
    )
    assert line.why == ("the closure went on.", True)


def test_what_its_provider_revised_is_not_called_what_we_said() -> None:
    revised = ChangeNote(
        record="toll", class_=ChangeClass.SOURCE_REVISED, reason="The UN gives 5.", evidence=("s",)
    )
    now: Written = {**TOLL, "low": "5"}

    (passage,) = changed((TOLL,), (now,), revised).passages

    assert passage.was == ""
    assert passage.text.startswith("Revised by UNAMA itself: civilians killed")


@pytest.mark.parametrize(
    ("reason", "begins", "why"),
    [
        (
            "ACLED (version 3) now gives 5 in place of 3.",
            "Revised by UNAMA itself (version 3): civilians killed",
            None,
        ),
        ("ACLED now gives 5 in place of 3.", "Revised by UNAMA itself: civilians killed", None),
        (
            "ACLED (version 3) now gives 5 in place of 3 and words its account anew.",
            "Revised by UNAMA itself: civilians killed",
            "ACLED (version 3) now gives 5 in place of 3 and words its account anew.",
        ),
    ],
)
def test_a_revised_number_is_not_given_twice(reason: str, begins: str, why: str | None) -> None:
    note = ChangeNote(
        record="toll", class_=ChangeClass.SOURCE_REVISED, reason=reason, evidence=("s",)
    )

    (passage,) = changed((TOLL,), ({**TOLL, "low": "5"},), note).passages

    assert passage.text.startswith(begins)
    assert (passage.why.text if passage.why else None) == why


def test_one_person_is_no_people() -> None:
    dropped: Written = {**TOLL, "population": "unspecified", "low": "1"}
    ended: Written = {**dropped, "status": "withdrawn", "status_reason": "It is gone."}

    (passage,) = changed((dropped,), (ended,)).first

    assert "at least 1 person killed" in passage.text
    assert "1 people" not in passage.text


def test_more_sources_are_one_plain_line() -> None:
    log = changed((FACT,), ({**FACT, "source_refs": ["un"]},))

    assert lines(log) == []
    assert [aside.text for aside in log.asides] == [
        "Sources or evidence of 1 earlier entry were updated; what it says has not changed."
    ]


def test_a_record_more_that_a_fact_tells_of_is_no_source() -> None:
    log = changed((FACT,), ({**FACT, "about": ["killed"]},))

    assert [aside.text for aside in log.asides] == [
        "Remarks or details of 1 earlier entry were updated."
    ]


def test_no_line_speaks_in_fields() -> None:
    """Of a measure: what it is, how it stood and how it stands."""
    gate: Written = {
        "type": "measure", "id": "gate", "statement": "Torkham is closed to trade",
        "measure_status": "in_force",
    }  # fmt: skip

    (line,) = changed((gate,), ({**gate, "measure_status": "lifted"},)).passages

    assert (line.about, line.was, line.now) == (
        "Measure “Torkham is closed to trade”", "In force.", "Lifted.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "text", "clause"),
    [
        ("The talks ended without a text; trade stayed shut.",
         "the talks ended without a text; trade stayed shut.", True),
        ("After the attack Pakistan does not rule out strikes.",
         "after the attack Pakistan does not rule out strikes.", True),
        ("Because nobody confirmed it.", "nobody confirmed it.", True),
        ("Another seven days; the chamber reports no trade.",
         "Another seven days; the chamber reports no trade.", False),
        ("Shots were exchanged at the dam.", "Shots were exchanged at the dam.", False),
        ("Ortel's minister said so.", "Ortel's minister said so.", True),
    ],
)  # fmt: skip
def test_because_stands_before_sentences_alone(reason: str, text: str, clause: object) -> None:
    """One that would go on in capitals must begin with a name."""
    ortel: Written = {"type": "actor", "id": "ortel", "name": "Ortel", "kind": "state"}

    assert because(reason, edition_view("1", {"ortel": ortel}).book) == (text, clause)


def test_a_reason_that_repeats_the_sentence_is_left_out() -> None:
    sentence = "The visit of three ministers had not been reported by 16 November."

    book = edition_view("1", {}).book

    assert because("The visit of ministers had not been reported.", book, sentence) is None
    assert with_reason(sentence, "The visit had not been reported.") == sentence
