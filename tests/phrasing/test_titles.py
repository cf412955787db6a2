"""How a record is called: true by itself, with who says it, in which mood and in what state."""

from __future__ import annotations

import pytest

from reportkit.model.analysis import Correction
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Claim
from reportkit.model.vocabulary.analysis import GapStatus, IndicatorStatus
from reportkit.model.vocabulary.diplomacy import CommitmentStatus, MeasureStatus, RoundOutcome
from reportkit.phrasing.claims import actor_in_sentence, dated_claim
from reportkit.phrasing.notice import notice_sentence
from reportkit.phrasing.sentence import full_title
from reportkit.phrasing.titles import title_of, what_is_counted
from tests.records import Written, book_of, edition_view, record_of, value_of

NORTH: Written = {"type": "actor", "id": "north", "name": "North", "party_to_conflict": True}
ARMY: Written = {"type": "actor", "id": "army", "name": "Northern army", "part_of": "north"}
SOUTH: Written = {"type": "actor", "id": "south", "name": "South", "party_to_conflict": True}
UN: Written = {"type": "actor", "id": "un", "name": "UN mission"}
FORD: Written = {"type": "place", "id": "ford", "name": "the Ford"}
CLASH: Written = {"type": "event", "id": "clash", "summary": "Shots at the bridge"}


def title(record: Written, *others: Written) -> str:
    records = (NORTH, ARMY, SOUTH, UN, FORD, CLASH, *others, record)
    view = edition_view(name="1", records={str(one["id"]): one for one in records})
    return title_of(view.records[str(record["id"])], view)


def speakers(*actors: Written) -> Book:
    return book_of(record_of({"type": "actor", **actor}) for actor in actors)


STATES = [
    ("measure", "measure_status", MeasureStatus, {"statement": "North shuts the bridge"}),
    ("indicator", "indicator_status", IndicatorStatus, {"statement": "Troops mass"}),
    ("commitment", "commitment_status", CommitmentStatus, {"text": "Guns rest", "by": ["north"]}),
    ("round", "outcome", RoundOutcome, {"summary": "They met", "number": 2, "venue": "ford"}),
    ("gap", "gap_status", GapStatus, {"question": "Who fired?"}),
]


@pytest.mark.parametrize(
    ("type_", "field", "state", "fields"),
    [(*row[:2], state, row[3]) for row in STATES for state in row[2]],
)
def test_what_has_a_state_is_never_called_without_it(
    type_: str, field: str, state: str, fields: Written
) -> None:
    """A promise, a threat or an indicator alone would read as a deed."""
    record: Written = {"type": type_, "id": "x", field: str(state), **fields}
    others: Written = {**record, field: next(s for s in _states(field) if s != state)}

    called = title(record)

    text = str(next(iter(fields.values())))
    assert called.endswith(f": {text}") or f"“{text}”" in called
    assert called != title(others)


def _states(field: str) -> list[str]:
    return [str(state) for row in STATES if row[1] == field for state in row[2]]


def test_a_promise_that_was_due_is_said_not_to_have_been_reported() -> None:
    visit: Written = {
        "type": "commitment", "id": "visit", "by": ["north", "south"], "text": "Ministers meet",
        "due": "2025-11-16", "commitment_status": "overdue",
    }  # fmt: skip

    assert title(visit) == (
        "a commitment by North and South, due by 16 Nov 2025, has not been reported as met: "
        "Ministers meet"
    )


def test_a_breach_is_alleged_by_somebody() -> None:
    """By those who say so: a denial, or a state without claims, names nobody."""
    claim: Written = {"type": "claim", "statement": "South fired", "modality": "asserts"}
    charge, denial = (
        {**claim, "id": "charge", "speaker": "north"},
        {**claim, "id": "denial", "speaker": "south", "modality": "denies"},
    )
    truce: Written = {
        "type": "commitment", "id": "truce", "by": ["north", "south"], "text": "Guns rest",
        "commitment_status": "breach_alleged", "status_by": ["charge", "denial"],
    }  # fmt: skip

    assert title(truce, charge, denial) == (
        "a breach of a commitment by North and South is alleged by North: Guns rest"
    )
    assert title({**truce, "status_by": ["denial"]}, denial) == (
        "a breach is alleged of a commitment by North and South: Guns rest"
    )


@pytest.mark.parametrize(
    ("written", "plural"),
    [
        ({"name": "Afghan de facto authorities"}, True),
        ({"name": "Police of the north (border unit)"}, True),
        ({"name": "Clearing agents at the bridge"}, True),
        ({"name": "Officials, north"}, True),
        ({"name": "Residents"}, True),
        ({"name": "Reuters"}, False),
        ({"name": "United States"}, False),
        ({"name": "Ministry of public works"}, False),
        ({"name": "Institute for Economics and Peace"}, False),
        # The form that is printed counts: "the DFA says", "the authorities say".
        ({"name": "Afghan de facto authorities", "short": "DFA"}, False),
        # What the seeds say counts before any guess.
        ({"name": "Houthis", "number": "plural"}, True),
        ({"name": "Armed Forces", "number": "singular"}, False),
    ],
)
def test_verbs_agree_with_the_number_of_a_name(written: Written, plural: bool) -> None:  # noqa: FBT001
    assert plural is actor_in_sentence(value_of(Actor, {"id": "a", **written})).plural


def test_a_claim_says_for_whom_and_when_somebody_speaks() -> None:
    army: Written = {"id": "army", "name": "Northern army", "short": "NA", "article": True}
    claim: Written = {
        "type": "claim", "id": "c", "speaker": "army", "spokesperson": "Col. Vo",
        "modality": "denies", "statement": "it fired", "date": "2025-10-14",
    }  # fmt: skip

    assert dated_claim(value_of(Claim, claim), speakers(army)) == (
        "the NA (Col. Vo) denies that it fired (said on 14 Oct 2025)"
    )


def test_a_claim_whose_day_is_not_known_says_so() -> None:
    claim: Written = {
        "type": "claim", "id": "c", "speaker": "north", "modality": "asserts",
        "statement": "it fired", "date": "2025-10-14", "date_precision": "range",
    }  # fmt: skip

    assert dated_claim(value_of(Claim, claim), speakers(NORTH)) == (
        "North says that it fired (said on or before 14 Oct 2025)"
    )


@pytest.mark.parametrize("modality", ["no_comment", "not_available"])
def test_nobody_made_a_silence_on_a_day(modality: str) -> None:
    """A search without result is no act of the party, hence of no day."""
    claim: Written = {
        "type": "claim", "id": "c", "speaker": "north", "modality": modality,
        "statement": "the shots", "date": "2025-10-14",
    }  # fmt: skip

    assert "2025" not in dated_claim(value_of(Claim, claim), speakers(NORTH))


def _told(speaker: str, **fields: str) -> Written:
    claim = {"type": "claim", "id": f"by.{speaker}", "speaker": speaker, "modality": "asserts"}
    return {**claim, **fields, "about": ["clash"]}


def test_an_event_that_one_party_alone_tells_of_is_its_account() -> None:
    silence = _told("south", modality="no_comment")

    assert title(CLASH, _told("army"), silence) == "Shots at the bridge (by the account of North)"


def test_a_party_that_speaks_through_a_source_of_the_event_tells_of_it_too() -> None:
    radio: Written = {"type": "source", "id": "radio", "party_alignment": "south"}
    clash: Written = {**CLASH, "source_refs": ["radio"]}

    assert "Shots at the bridge" == title(clash, _told("army"), radio)


@pytest.mark.parametrize(
    "other",
    [
        _told("south"),
        _told("un"),
        {"type": "figure", "id": "toll", "event": "clash", "provider": "un"},
    ],
)
def test_an_event_that_others_tell_of_too_is_nobodys_account(other: Written) -> None:
    assert title(CLASH, _told("army"), other) == "Shots at the bridge"


def test_a_figure_names_its_event_and_its_place_once() -> None:
    """Killed where, and in what?"""
    toll: Written = {
        "type": "figure", "id": "toll", "metric": "killed", "event": "clash", "place": "ford",
        "provider": "un", "population": "civilian",
    }  # fmt: skip

    assert title(toll) == "civilians killed, Shots at the bridge, the Ford (UN mission)"
    assert title({**toll, "label": "people killed at the Ford"}) == (
        "people killed at the Ford (UN mission)"
    )


@pytest.mark.parametrize(
    ("window", "called"),
    [
        (
            {"period": {"start": "2025-10-01", "end": "2025-10-31"}, "as_of": "2025-10-31"},
            "attacks, 1–31 Oct 2025 (UN mission): 89",
        ),
        (
            {"period": {"start": "2025-01-01", "end": "2025-09-15"}, "as_of": "2025-10-10"},
            "attacks, 1 Jan – 15 Sep 2025 (UN mission), as of 10 Oct 2025: 89",
        ),
        (
            {"covers": "the border alone", "excludes": "raids", "as_of": "2025-10-31"},
            "attacks, the border alone, without raids (UN mission), as of 31 Oct 2025: 89",
        ),
    ],
)
def test_a_figure_says_of_which_time_and_scope_it_is_the_count(
    window: Written, called: str
) -> None:
    """The attacks of a month and those of a year are two numbers."""
    count: Written = {
        "type": "figure", "id": "count", "metric": "attacks", "best": "89", "provider": "un",
    }  # fmt: skip
    side = edition_view(name="1", records={"un": UN})

    assert called == full_title(record_of({**count, **window}), side)


def test_a_wrong_period_is_not_told_by_the_right_one() -> None:
    """What was wrong and what is right follow: neither stands in what the figure is called."""
    count: Written = {
        "type": "figure", "id": "count", "metric": "attacks", "best": "89", "provider": "un",
        "period": {"start": "2025-10-01", "end": "2025-10-31"},
    }  # fmt: skip
    error: Written = {
        "type": "correction", "id": "error", "record": "count", "field": "period.start",
        "editions_affected": ["3"], "was": "2025-09-01", "now": "2025-10-01",
        "because": "We took the wrong month.",
    }  # fmt: skip
    side = edition_view(name="4", records={"un": UN, "count": count, "error": error})

    assert notice_sentence(value_of(Correction, error), side) == (
        "Attacks (UN mission), period start: in No. 3 we wrote 1 September 2025; right is "
        "1 October 2025. Reason: We took the wrong month."
    )


def test_an_account_is_that_of_a_party_as_a_sentence_names_it() -> None:
    north: Written = {**NORTH, "name": "Northern authorities", "article": True}
    claim: Written = {
        "type": "claim", "id": "told", "speaker": "army", "modality": "asserts", "about": ["clash"],
        "statement": "shots fell",
    }  # fmt: skip

    assert title(CLASH, north, claim) == (
        "Shots at the bridge (by the account of the Northern authorities)"
    )


@pytest.mark.parametrize(
    ("metric", "population", "words"),
    [
        ("killed", "civilian", "civilians killed"),
        ("detained", "unspecified", "people detained"),
        ("injured", "own_forces", "members of its own forces injured"),
        ("casualties", "civilian", "casualties (killed and injured), civilians"),
        ("attacks", "unspecified", "attacks"),
        ("killed", "", "killed"),
    ],
)
def test_what_happened_is_said_of_people(metric: str, population: str, words: str) -> None:
    """ "Killed, civilians" is how a database says it."""
    assert what_is_counted(book_of(()).brief, metric, population) == words
