"""One value for one thing, and changes in percent that are computed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

ProblemsIn = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("series: s", "series: s, best: 4", ["figure-differs"]),
        (
            "place: bridge, metric: houses_damaged",
            "place: bridge, metric: houses_damaged, best: 4",
            ["figure-differs"],
        ),
        ("series: s", "series: s, best: 4, as_of: 2025-10-19", []),
        ("place: bridge", "place: bridge, best: 4, method: estimate", []),
        ("place: bridge", "place: bridge, best: 4, label: killed at sea", []),
        ("place: bridge", "place: bridge, best: 4, status: dropped, status_reason: Old.", []),
        ("series: s", "series: s", []),
        ("series: s, best: 4", "series: s, low: 4, best: 4", []),  # one number, written twice
        ("method: count", "best: 4", []),  # of no place, event or series
    ],
)
def test_two_figures_of_one_thing_and_day_give_one_value(
    problems_in: ProblemsIn, one: str, other: str, codes: list[str]
) -> None:
    assert codes == problems_in(f"figures: [{{{one}}}, {{{other}}}]")


RISE = (
    "figures: [{id: was, series: s, best: 40, as_of: 2025-10-14}, {id: now, series: s, best: 50}]\n"
)


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("The toll rose by 20%.", ["percent-differs"]),
        ("The toll is up 20 per cent.", ["percent-differs"]),
        ("The toll fell by 25%.", ["percent-differs"]),
        ("The clinic counts 20% more dead.", ["percent-differs"]),
        ("The toll rose by about 30%.", ["percent-differs"]),
        ("The toll rose by 25%.", []),
        ("The toll rose from 40 to 50, a 25% increase.", []),
        ("The toll rose by about 24%.", []),
        ("The clinic says that the toll rose by 20%.", []),
        ("Of the dead 20% were guards.", []),
    ],
)
def test_a_typed_change_is_the_one_between_the_figures(
    problems_in: ProblemsIn, sentence: str, codes: list[str]
) -> None:
    assert codes == problems_in(f"{RISE}facts: [{{statement: '{sentence}', about: [was, now]}}]")


def test_without_two_values_a_typed_change_has_nothing_to_differ_from(
    problems_in: ProblemsIn,
) -> None:
    alone = RISE.replace("series: s, best: 50", "metric: missing, best: 50")
    fact = "facts: [{statement: The toll rose by 20%., about: [was, now]}]"
    on_one_day = "figures: [{id: was, best: 40}, {id: now, best: 50}]\n"

    assert [] == problems_in(alone + fact)
    assert [] == problems_in(on_one_day + fact)


def test_what_a_speaker_claims_is_the_speakers(problems_in: ProblemsIn) -> None:
    claim = "claims: [{statement: the toll rose by 20%, about: [was, now]}]"

    assert [] == problems_in(RISE + claim)


def test_a_key_figure_is_the_newest_of_its_series(problems_in: ProblemsIn) -> None:
    assert ["key-figure-older"] == problems_in(
        RISE, edition=("key_figures: [toll]", "key_figures: [was]")
    )
    assert [] == problems_in(RISE, edition=("key_figures: [toll]", "key_figures: [now]"))


@pytest.mark.parametrize(
    ("day", "codes"), [("2025-10-12", ["toll-place-doubtful"]), ("2025-10-13", [])]
)
def test_equal_tolls_of_events_of_two_days_are_not_one_toll(
    problems_in: ProblemsIn, day: str, codes: list[str]
) -> None:
    events = (
        "{id: first, place: bridge, date_start: 2025-10-12}, "
        f"{{id: second, place: hill, date_start: {day}}}"
    )
    figures = "{best: 35, event: first}, {best: 35, event: second}"

    written = f"places: [{{id: hill}}]\nevents: [{events}]\nfigures: [{figures}]"

    assert codes == problems_in(written)
