"""Rules about forecasts, charges and page one: a broken case and its twin, side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from reportkit.rules.written_days import deadlines, written_days

ProblemsIn = Callable[..., list[str]]

NEAR = date(2025, 11, 16)


def forecast(
    likelihood: str = "likely",
    alternatives: str = "",
    statement: str = "It is {} so.",
    more: str = "",
) -> str:
    """A judgement with its alternatives: "A: unlikely, B: very unlikely"."""
    others = ", ".join(
        f"{{statement: {each.split(': ')[0]}., likelihood: {{term: {each.split(': ')[1]}}}}}"
        for each in filter(None, alternatives.split(", "))
    )
    return (
        f"judgements: [{{statement: '{statement.format(likelihood)}', "
        f"likelihood: {{term: {likelihood}}}, alternatives: [{others}]{more}}}]"
    )


# Chances --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "others"),
    [
        ("almost certain", "B: unlikely"),  # 95 + 20
        ("likely", "B: roughly even chance, C: very unlikely"),  # 55 + 45 + 5
        ("very unlikely", "B: unlikely"),  # 20 + 45: what else?
        ("very unlikely", "B: very unlikely"),
        ("unlikely", "B: unlikely"),
    ],
)
def test_bands_that_cannot_total_a_hundred_are_told(
    problems_in: ProblemsIn, own: str, others: str
) -> None:
    assert ["likelihood-sum"] == problems_in(forecast(own, others))


@pytest.mark.parametrize(
    ("own", "others"),
    [
        ("almost certain", "B: almost no chance"),
        ("roughly even chance", "B: roughly even chance"),
        ("likely", "B: unlikely, C: very unlikely"),
        ("very unlikely", "B: very likely"),
        ("very unlikely", "B: unlikely, C: likely"),
        ("likely", ""),
    ],
)
def test_bands_that_can_total_a_hundred_are_quiet(
    problems_in: ProblemsIn, own: str, others: str
) -> None:
    assert [] == problems_in(forecast(own, others))


def test_an_alternative_without_its_chance_leaves_room_below_but_not_above(
    problems_in: ProblemsIn,
) -> None:
    unnamed = "alternatives: [{statement: C.}, "
    short = forecast("very unlikely", "B: unlikely").replace("alternatives: [", unnamed)
    over = forecast("almost certain", "B: unlikely").replace("alternatives: [", unnamed)

    assert [] == problems_in(short)
    assert ["likelihood-sum"] == problems_in(over)


def test_a_decided_forecast_is_history_and_not_asked(problems_in: ProblemsIn) -> None:
    decided = ", resolution: {criteria: Seen., due: 2025-10-18, outcome: unresolvable}"

    assert [] == problems_in(forecast("very unlikely", "B: unlikely", more=decided))


@pytest.mark.parametrize(
    "typed",
    [
        "It is {} (55-80 %).",
        "An 80 % chance makes it {}.",
        "It is {}, at 70 per cent odds.",
        "It is {}, seventy per cent.",
        "It is {} (three in four).",
        "It is {} (p = 0.7).",
        "It is {}; we put it at 70%.",
    ],
)
def test_a_typed_chance_is_told(problems_in: ProblemsIn, typed: str) -> None:
    assert ["likelihood-typed"] == problems_in(forecast(statement=typed))


def test_a_typed_chance_in_an_alternative_is_told(problems_in: ProblemsIn) -> None:
    other = forecast(alternatives="None of it (20 %): unlikely")

    assert ["likelihood-typed"] == problems_in(other)


def test_a_typed_chance_on_page_one_is_told(problems_in: ProblemsIn) -> None:
    line = ("text: The bridge is shut.", "text: We judge it 70% likely that the bridge is shut.")

    assert "likelihood-typed" in problems_in(edition=line)


@pytest.mark.parametrize(
    "forecasted",
    [
        "Prices are {} to rise by 20 % by spring.",
        "Prices are {} to rise by twenty per cent by spring.",
        "It is {} that one in three houses stands empty.",
    ],
)
def test_a_percentage_that_is_itself_forecast_is_quiet(
    problems_in: ProblemsIn, forecasted: str
) -> None:
    assert [] == problems_in(forecast(statement=forecasted))


# Days -----------------------------------------------------------------------------------------

HORIZON = (
    ", horizon: 2025-11-30, question: 'Will it be so{asked}?', "
    "resolution: {{criteria: 'True if it is so{decided}.', due: 2025-11-30}}"
)


@pytest.mark.parametrize(
    ("ending", "asked", "decided"),
    [
        (" by 14 December", "", ""),
        ("", " before the year ends", ""),
        ("", "", " on any day to the end of November, by 1 November"),
        ("", "", " between 1 and 15 November, by 2025-12-15"),
    ],
)
def test_a_text_that_ends_on_another_day_is_told(
    problems_in: ProblemsIn, ending: str, asked: str, decided: str
) -> None:
    case = forecast(
        statement=f"It is {{}} so{ending}.", more=HORIZON.format(asked=asked, decided=decided)
    )

    assert ["judgement-days"] == problems_in(case)


def test_texts_that_end_on_the_horizon_are_quiet(problems_in: ProblemsIn) -> None:
    case = forecast(
        statement="What was announced on 30 October is {} to be so by 30 November.",
        alternatives="Nothing of it until the end of November: unlikely",
        more=HORIZON.format(
            asked=" before 1 December", decided=" between 17 and 30 November, or by Nov 30"
        ),
    )

    assert [] == problems_in(case)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30 November", (2025, 11, 30)),
        ("30th Nov. 2024", (2024, 11, 30)),
        ("November 30, 2026", (2026, 11, 30)),
        ("the end of February", (2026, 2, 28)),
        ("2025-11-30", (2025, 11, 30)),
        ("3 January", (2026, 1, 3)),  # the nearest one
        ("the end of the year", (2025, 12, 31)),
    ],
)
def test_days_are_found_in_words(text: str, day: tuple[int, int, int]) -> None:
    assert [date(*day)] == [found.day for found in written_days(f"until {text}.", NEAR)]


def test_what_is_no_day_is_none() -> None:
    assert () == written_days(
        "They may march in May; 31 November; 1,530 marched, 45 December", NEAR
    )


def test_the_end_of_a_span_is_a_deadline_and_its_start_is_none() -> None:
    text = "between 10 November and 14 December, as announced on 3 November"

    assert [date(2025, 12, 14)] == [found.day for found in deadlines(text, NEAR)]


# Page one -------------------------------------------------------------------------------------

KEY = (
    ", key: true, horizon: 2025-11-30, implications: [{audience: a, so_what: wait}], "
    "resolution: {criteria: Seen., due: 2025-11-30}"
)


def key(more: str = "") -> str:
    return forecast(alternatives="Not so: unlikely", more=KEY + more)


def test_the_judgement_of_an_alert_stands_first(problems_in: ProblemsIn) -> None:
    raised = ("trend: deteriorated", "trend: deteriorated\nalerts: [conflict_risk]")
    plain, assessing = key()[len("judgements: [") : -1], key(", alert: conflict_risk")[13:-1]

    assert ["alert-unassessed"] == problems_in(
        f"judgements: [{plain}, {assessing}]", edition=raised
    )
    assert [] == problems_in(f"judgements: [{assessing}, {plain}]", edition=raised)


def test_an_unchanged_trend_may_rest_on_what_stands(problems_in: ProblemsIn) -> None:
    reasoned = (
        (
            "trend: deteriorated\n"
            "trend_rationale: {text: The bridge is shut to trade., basis: [bridge-shut]}"
        ),
        "trend: unchanged\ntrend_rationale: {text: The bridge is shut to trade., basis: [f]}",
    )

    assert [] == problems_in("facts: [{id: f, date: 2025-10-12}]", edition=reasoned)


def test_what_goes_on_is_of_the_period_and_what_ended_before_is_not(
    problems_in: ProblemsIn,
) -> None:
    reasoned = ("shut to trade., basis: [bridge-shut]", "shut to trade., basis: [m, bridge-shut]")
    measure = "measures: [{{id: m, since: 2025-09-01, measure_status: {}}}]"

    assert [] == problems_in(measure.format("in_force"), edition=reasoned)
    assert ["trend-reason-old"] == problems_in(
        measure.format("lifted, until: 2025-10-12"), edition=reasoned
    )


@pytest.mark.parametrize(
    "number",
    [
        "710,000",
        "70,900 people and 12",
        "71,300",
        "80,000",
        "0.7 million",
        "Seven hundred thousand",
        "Eighty-one thousand",
        "81k",
    ],
)
def test_a_number_that_no_record_gives_is_told(problems_in: ProblemsIn, number: str) -> None:
    counted = "figures: [{id: fled, metric: displaced, best: 70894}]"
    line = (
        "text: The bridge is shut., basis: [bridge-shut]",
        f"text: '{number} fled', basis: [fled]",
    )

    assert ["number-unsupported"] == problems_in(counted, edition=line)


@pytest.mark.parametrize(
    "number",
    [
        "70,894",
        "About 71,000",
        "70 900",
        "By 19 October 2025, 70,894",
        "About 71 thousand",
        "Some seventy-one thousand",
        "71k",
        "0.07 million",
    ],
)
def test_a_number_of_the_record_may_be_rounded(problems_in: ProblemsIn, number: str) -> None:
    counted = "figures: [{id: fled, metric: displaced, best: 70894}]"
    line = (
        "text: The bridge is shut., basis: [bridge-shut]",
        f"text: '{number} fled', basis: [fled]",
    )

    assert [] == problems_in(counted, edition=line)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("14 October", []), ("16 October", []), ("20 October", ["day-unsupported"])],
)
def test_a_day_on_page_one_is_of_its_records(
    problems_in: ProblemsIn, day: str, expected: list[str]
) -> None:
    """It may lie within what lasted several days."""
    event = "events: [{id: siege, date_start: 2025-10-14, date_end: 2025-10-18}]"
    line = (
        "text: The bridge is shut., basis: [bridge-shut]",
        f"text: They fought on {day}., basis: [siege]",
    )

    assert expected == problems_in(event, edition=line)


@pytest.mark.parametrize(
    "record",
    [
        "claims: [{{date: {day}, statement: no one had come by 18 October}}]",
        "events: [{{date_start: {day}, summary: Shots at dawn of 18 October}}]",
    ],
)
def test_claims_and_events_do_not_run_ahead_either(problems_in: ProblemsIn, record: str) -> None:
    assert ["fact-runs-ahead"] == problems_in(record.format(day="2025-10-14"))
    assert [] == problems_in(record.format(day="2025-10-18"))


# Charges --------------------------------------------------------------------------------------

RAID = (
    "events:\n- id: raid\n"
    "  actors: [{{actor: {accused}, role: initiator, attribution: alleged}}]\n"
    "claims: [{{id: charge, speaker: {speaker}, about: [raid]}}{answer}]"
)
DIRECT = "claims: [{{id: charge, speaker: {speaker}, about: [{accused}]}}{answer}]"
#: Both ways round: nobody's charge needs less of an answer than the other's.
SIDES = [("north", "south"), ("south", "north"), ("south", "north-army"), ("north-army", "south")]


@pytest.mark.parametrize("case", [RAID, DIRECT])
@pytest.mark.parametrize(("speaker", "accused"), SIDES)
@pytest.mark.parametrize(
    "answer",
    [
        "modality: no_comment, about: [charge]",
        "modality: denies, about: [charge]",
        "contradicts: [charge]",
    ],
)
def test_a_charge_has_an_answer_or_a_search_for_one(
    problems_in: ProblemsIn, case: str, speaker: str, accused: str, answer: str
) -> None:
    answered = f", {{speaker: {accused}, {answer}}}"

    assert ["charge-unanswered"] == problems_in(
        case.format(speaker=speaker, accused=accused, answer="")
    )
    assert [] == problems_in(case.format(speaker=speaker, accused=accused, answer=answered))


def test_several_charges_over_one_event_are_told_once(problems_in: ProblemsIn) -> None:
    more = ", {speaker: south, about: [raid]}"

    assert ["charge-unanswered"] == problems_in(
        RAID.format(speaker="south", accused="north", answer=more)
    )


@pytest.mark.parametrize("attribution", ["self_claimed", "accepted"])
def test_what_a_party_owns_is_no_charge(problems_in: ProblemsIn, attribution: str) -> None:
    case = RAID.format(speaker="south", accused="north", answer="")

    assert [] == problems_in(case.replace("alleged", attribution))


def test_a_third_party_is_asked_for_nothing(problems_in: ProblemsIn) -> None:
    assert [] == problems_in(DIRECT.format(speaker="south", accused="observers", answer=""))
    assert [] == problems_in(DIRECT.format(speaker="observers", accused="south", answer=""))
