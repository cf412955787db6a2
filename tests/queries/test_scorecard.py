"""How good the forecasts were: each that was published is followed, and scored once or counted."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.store import Store
from reportkit.model.analysis import Judgement
from reportkit.model.vocabulary.series import LikelihoodScale
from reportkit.queries.forecasts import Fate, Forecast, forecasts
from reportkit.queries.published_judgements import EditionJudged, published_judgements
from reportkit.queries.scorecard import Bias, Frequency, Scorecard, scorecard, wilson
from tests.building import build_quickly
from tests.cli.series import run
from tests.records import value_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = date(2026, 1, 4)  # the cut-off of No. 1; each later edition is a week later
RAIN = "It is {} that rain falls on the bridge by 1 February."


def rain(term: str = "likely", **more: Any) -> Judgement:
    """A forecast for 1 February."""
    said: Any = {"id": "rain", "statement": RAIN.format(term), "likelihood": {"term": term}}
    return value_of(Judgement, {**said, "horizon": "2026-02-01", **more})


def decided(outcome: str, on: str = "2026-01-20", **more: Any) -> dict[str, Any]:
    resolution = {"criteria": "Seen.", "due": "2026-02-01", "outcome": outcome, "on": on, **more}
    return {"resolution": resolution}


def edition(
    number: int, *judgements: Judgement, revision: int = 0, authors: tuple[str, ...] = ("A",)
) -> EditionJudged:
    """No. 1 has its cut-off on 4 January and appears on the 5th; a revision three days later."""
    cut_off = datetime.combine(FIRST, datetime.min.time(), UTC) + timedelta(weeks=number - 1)
    published = cut_off + timedelta(days=1 + 3 * revision)
    name = EditionName(number, revision)
    return EditionJudged(name, cut_off, published, LikelihoodScale.ICD203, authors, judgements)


def only(*editions: EditionJudged) -> Forecast:
    (forecast,) = forecasts(editions)
    return forecast


# -- what became of a forecast ---------------------------------------------------------------


def test_what_counts_is_what_was_said_last_before_it_could_be_known() -> None:
    """No. 3, with its cut-off on 18 January, is the last before the 20th; No. 4 decides."""
    forecast = only(
        edition(1, rain("unlikely")),
        edition(2, rain("likely")),
        edition(3, rain("very likely")),
        edition(4, rain("very likely", **decided("occurred", on="2026-01-20"))),
    )

    assert forecast.fate is Fate.OCCURRED
    assert ["1", "2", "3"] == [version.edition.spoken for version in forecast.foreseen]
    assert Decimal("0.325") == forecast.foreseen[0].probability
    assert Decimal("0.875") == forecast.foreseen[-1].probability


def test_who_says_it_on_the_day_itself_foresees_nothing() -> None:
    """No. 2 has its cut-off on the evening of 11 January, the day on which the rain fell."""
    second = edition(2, rain("very likely"))
    forecast = only(
        edition(1, rain("unlikely")),
        second._replace(published=second.cut_off),
        edition(3, rain("very likely", **decided("occurred", on="2026-01-11"))),
    )

    assert ["1"] == [version.edition.spoken for version in forecast.foreseen]


def test_a_revision_that_appeared_after_the_event_does_not_count() -> None:
    """Its cut-off is that of No. 1, so it would pass for foresight."""
    forecast = only(
        edition(1, rain("unlikely")),
        edition(1, rain("very likely"), revision=1),  # 8 January
        edition(2, rain("very likely", **decided("occurred", on="2026-01-06"))),
    )

    assert ["1"] == [version.edition.spoken for version in forecast.foreseen]


def test_nothing_said_after_the_last_day_of_a_forecast_counts() -> None:
    """It was decided late, on 20 February; by 8 February everybody could know."""
    forecast = only(
        edition(5, rain("likely")),  # cut-off on 1 February, its last day
        edition(6, rain("very unlikely")),
        edition(8, rain("very unlikely", **decided("did_not", on="2026-02-20"))),
    )

    assert forecast.fate is Fate.HINDSIGHT


def test_what_was_decided_when_it_was_first_published_is_not_scored() -> None:
    forecast = only(edition(2, rain("likely", **decided("occurred"))))

    assert (Fate.HINDSIGHT, None) == (forecast.fate, scorecard([forecast]).score)


def test_one_that_is_decided_and_withdrawn_at_once_is_scored() -> None:
    """Else a desk would withdraw what came out badly in the very edition that decides it."""
    ended = rain("likely", status="withdrawn", **decided("did_not"))

    assert Fate.DID_NOT is only(edition(1, rain("likely")), edition(4, ended)).fate


def test_one_that_was_withdrawn_before_is_not_scored_by_what_came_of_it() -> None:
    """Else a desk would decide those of the withdrawn ones that came out well."""
    ended = rain("likely", status="withdrawn")
    told = rain("likely", status="withdrawn", **decided("occurred"))

    forecast = only(edition(1, rain("likely")), edition(2, ended), edition(4, told))
    assert (Fate.WITHDRAWN, "2") == (forecast.fate, forecast.ended and forecast.ended.spoken)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("rain will fall on the bridge", "rain will not fall on the bridge"),
        ("20 lorries cross the bridge", "90 lorries cross the bridge"),
        ("two lorries cross the bridge", "nine lorries cross the bridge"),
    ],
)
def test_that_it_will_not_come_or_another_number_is_another_forecast(was: str, now: str) -> None:
    first, second = (rain(statement=f"It is likely that {event}.") for event in (was, now))

    fates = [one.fate for one in forecasts([edition(1, first), edition(2, second)])]
    assert [Fate.REPLACED, Fate.OPEN] == fates


def test_that_there_is_almost_no_chance_of_it_is_the_same_forecast() -> None:
    other = "There is almost no chance that rain falls on the bridge by 1 February."
    second = rain("almost no chance", statement=other)

    assert Fate.OPEN is only(edition(1, rain("likely")), edition(2, second)).fate


def test_the_authors_are_those_who_said_what_is_scored() -> None:
    """No. 2 appears after the rain, with another author."""
    forecast = only(
        edition(1, rain("likely"), authors=("A",)),
        edition(2, rain("likely"), authors=("B",)),
        edition(3, rain("likely", **decided("occurred", on="2026-01-06")), authors=("C",)),
    )

    (author,) = scorecard([forecast]).authors
    assert ("A",) == forecast.authors == (author.name,)


def test_a_renamed_record_is_the_same_forecast() -> None:
    forecast = only(
        edition(1, rain("likely")),
        edition(2, rain("likely", id="wet", formerly="rain")),
        edition(3, rain("likely", id="wet", **decided("occurred"))),
    )

    assert ("wet", Fate.OCCURRED, "1") == (
        forecast.record,
        forecast.fate,
        forecast.foreseen[0].edition.spoken,
    )


@pytest.mark.parametrize(
    "second",
    [
        rain("likely", horizon="2026-03-01"),
        rain("likely", statement="It is likely that the parties sign the treaty by 1 February."),
    ],
    ids=["another day", "another sentence"],
)
def test_another_day_or_sentence_is_another_forecast_and_the_first_is_still_told(
    second: Judgement,
) -> None:
    first, other = forecasts([edition(1, rain("likely")), edition(2, second)])

    assert (Fate.REPLACED, "2") == (first.fate, first.ended and first.ended.spoken)
    assert Fate.OPEN is other.fate


@pytest.mark.parametrize("status", ["withdrawn", "dropped", "superseded"])
def test_a_desk_does_not_get_rid_of_a_forecast_by_ending_it(status: str) -> None:
    gone = rain("likely", status=status, status_reason="No one asks.")
    forecast = only(edition(1, rain("likely")), edition(2, gone), edition(3))

    assert (Fate.WITHDRAWN, status, "2") == (
        forecast.fate,
        forecast.status,
        forecast.ended and forecast.ended.spoken,
    )


def test_what_was_decided_stays_scored_when_it_leaves_the_seeds() -> None:
    wrong = rain("likely", **decided("did_not"))
    gone = wrong.replace(status="dropped")
    forecast = only(
        edition(1, rain("likely")), edition(4, wrong), edition(5, gone), edition(6), edition(7)
    )

    assert Fate.DID_NOT is forecast.fate


def test_an_outcome_that_was_taken_back_still_counts() -> None:
    wrong = rain("likely", **decided("did_not"))
    forecast = only(edition(1, rain("likely")), edition(4, wrong), edition(5, rain("likely")))

    assert Fate.DID_NOT is forecast.fate


def test_a_forecast_whose_day_has_passed_is_overdue_until_it_is_decided() -> None:
    """Its last day is 1 February, which is the cut-off of No. 5."""
    editions = [edition(number, rain("likely")) for number in range(1, 7)]

    assert Fate.OPEN is only(*editions[:5]).fate
    assert Fate.OVERDUE is only(*editions).fate


def test_a_judgement_that_names_no_day_is_no_forecast() -> None:
    assert () == forecasts([edition(1, rain("likely").replace(horizon=None))])


# -- the score -------------------------------------------------------------------------------


def card_of(*outcomes: tuple[str, str]) -> Scorecard:
    """Score forecasts by their terms and outcomes; each was published once, a week before."""
    ids = [f"rain-{number}" for number in range(len(outcomes))]
    open_ones = [rain(term, id=id) for id, (term, _) in zip(ids, outcomes, strict=True)]
    ended = [
        rain(term, id=id, **decided(outcome))
        for id, (term, outcome) in zip(ids, outcomes, strict=True)
    ]
    return scorecard(forecasts([edition(1, *open_ones), edition(4, *ended)]))


def test_the_score_is_the_mean_of_the_squares() -> None:
    """Likely is 67.5%, unlikely 32.5%: 0.325², 0.675² and 0.325² are 0.667 in all."""
    score = card_of(("likely", "occurred"), ("unlikely", "occurred"), ("unlikely", "did_not")).score

    assert score is not None
    assert Decimal("0.222") == round(score.brier, 3)
    assert (3, 2, Decimal("0.25")) == (score.forecasts, score.occurred, score.even)
    assert Decimal("0.222") == round(score.base_rate, 3)  # 2/3 * 1/3


def test_it_is_scored_by_what_was_said_last_and_the_first_stands_beside_it() -> None:
    """Unlikely is 32.5% and likely 67.5%; it occurred: 0.675² and 0.325²."""
    ended = rain("likely", **decided("occurred"))
    editions = [edition(1, rain("unlikely")), edition(2, rain("likely")), edition(4, ended)]
    score = scorecard(forecasts(editions)).score

    assert score is not None
    assert ("0.456", "0.106") == (str(round(score.first, 3)), str(round(score.brier, 3)))


def test_a_probability_that_was_kept_comes_before_the_middle_of_the_band() -> None:
    kept: Any = {"likelihood": {"term": "likely", "probability": "60"}}
    card = scorecard(
        forecasts([edition(1, rain(**kept)), edition(4, rain(**kept, **decided("occurred")))])
    )

    assert [Decimal("0.6")] == [one.probability for one in card.scored]


@pytest.mark.parametrize("outcome", ["partly", "unresolvable"])
def test_what_is_no_yes_or_no_is_counted_apart(outcome: str) -> None:
    card = card_of(("likely", outcome))

    assert (None, 1) == (card.score, card.fates[Fate(outcome)])


def test_of_few_forecasts_in_a_band_nothing_is_said() -> None:
    nine, ten = (card_of(*[("likely", "did_not")] * count).bands for count in (9, 10))

    assert [Frequency.TOO_FEW, Frequency.LESS] == [row.verdict for row in (*nine, *ten)]


@pytest.mark.parametrize(
    ("hits", "count", "verdict"),
    [
        (7, 10, Frequency.FITS),
        (4, 10, Frequency.FITS),  # by chance alone it can be 4 of 10 where 7 are to be expected
        (10, 10, Frequency.FITS),
        (16, 16, Frequency.MORE),
        (2, 10, Frequency.LESS),
    ],
)
def test_a_band_is_held_against_what_chance_alone_does(
    hits: int, count: int, verdict: Frequency
) -> None:
    outcomes = ["occurred"] * hits + ["did_not"] * (count - hits)

    assert [verdict] == [
        row.verdict for row in card_of(*(("likely", one) for one in outcomes)).bands
    ]


def test_the_interval_of_wilson() -> None:
    """As any table has it for 7 of 10."""
    assert wilson(7, 10) == pytest.approx((0.397, 0.892), abs=0.001)


def test_who_is_right_less_often_than_sure_is_overconfident() -> None:
    sure = card_of(*[("almost certain", "occurred")] * 5, *[("almost no chance", "occurred")] * 5)
    right = card_of(*[("likely", "occurred")] * 30)

    assert (Bias.OVER, Bias.UNDER) == (sure.bias, right.bias)
    assert Bias.TOO_FEW is card_of(*[("almost certain", "did_not")] * 9).bias


def test_what_was_called_even_takes_no_side() -> None:
    card = card_of(*[("roughly even chance", "occurred")] * 12)

    assert (12, Bias.TOO_FEW) == (card.near_half, card.bias)


def test_scores_stand_apart_by_author_and_by_section() -> None:
    """An author of its own comes before that of the edition; a forecast of two counts for both."""
    ann = rain("likely", id="a", section="front", authors=["Ann", "Bob"])
    desk = rain("unlikely", id="b", section="talks")
    ended = [one.replace(resolution=rain(**decided("occurred")).resolution) for one in (ann, desk)]
    card = scorecard(forecasts([edition(1, ann, desk, authors=("Desk",)), edition(4, *ended)]))

    assert [("Ann", "0.106"), ("Bob", "0.106"), ("Desk", "0.456")] == [
        (group.name, str(round(group.score.brier, 3))) for group in card.authors
    ]
    assert ["front", "talks"] == [group.name for group in card.sections]


# -- the shipped series, counted by hand -----------------------------------------------------

#: record: (what the first edition said, what the last one said before it was known, outcome).
BY_HAND = {
    # No. 1, 19 October: likely; opened in Istanbul on 25 October, before No. 2.
    "judgement.second-round": ("0.675", "0.675", 1),
    # No. 1 and 2 likely, No. 3 (2 November) roughly even; fire acknowledged by both on 6 November.
    "judgement.fire-across-the-line": ("0.675", "0.5", 1),
    # No. 2, 26 October: roughly even; joint statement on 30 October, before No. 3.
    "judgement.istanbul-text": ("0.5", "0.5", 1),
    # No. 1 roughly even, No. 2 and 3 unlikely, No. 4 very unlikely; no cargo by 16 November.
    "judgement.trade-november": ("0.5", "0.125", 0),
}
#: Of the last: 0.105625 + 0.25 + 0.25 + 0.015625 = 0.62125, a quarter of it is 0.1553125.
#: Of the first: 0.105625 + 0.105625 + 0.25 + 0.25 = 0.71125, a quarter of it is 0.1778125.
LAST, FIRST_SAID, BASE_RATE = "0.155", "0.178", "0.188"  # three of four occurred: 3/4 * 1/4


def test_the_shipped_series_scores_as_counted_by_hand(shipped_series: Path, tmp_path: Path) -> None:
    series = Path(shutil.copytree(shipped_series, tmp_path / "series"))
    build_quickly(series, now=NOW)  # No. 5, whose seeds decide the fourth

    known = run(series, "scorecard", "--json").json

    assert BY_HAND == {
        one["record"]: (str(first(series, one)), one["probability"], one["fate"] == "occurred")
        for one in known["forecasts"]
        if one["score"]
    }
    score = known["score"]
    assert (4, 3, 2) == (score["forecasts"], score["occurred"], known["near_half"])
    assert (LAST, FIRST_SAID) == (score["brier"], score["brier_first"])
    assert ("0.250", BASE_RATE) == (score["always_even"], score["always_base_rate"])
    assert {"occurred": 3, "did_not": 1, "open": 6} == {
        fate: count for fate, count in known["counts"].items() if count
    }


def first(series: Path, forecast: dict[str, Any]) -> Decimal | None:
    """Give how likely the first edition called a forecast."""
    known = forecasts(published_judgements(Store(series / "reports")))
    return next(one for one in known if one.record == forecast["record"]).foreseen[0].probability


def test_what_is_read_of_an_edition_is_what_it_says(shipped_series: Path) -> None:
    """The judgements are found without reading the other records; none is missed."""
    for edition in published_judgements(Store(shipped_series / "reports")):
        facts = json.loads((shipped_series / f"reports/{edition.edition}/facts.json").read_text())
        there = [id for id, held in facts["records"].items() if held["type"] == "judgement"]
        assert there == [judgement.id for judgement in edition.judgements]
        assert tuple(facts["brief"]["authors"]) == edition.authors
