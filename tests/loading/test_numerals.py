"""Numbers as people write them: each habit is refused with the way the seeds want it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.loading.loader import load
from reportkit.loading.numerals import hint_for
from reportkit.model.evidence import Place
from tests.loading.test_seeds_refusals import told

HABITS = {
    "1,200": "drop the comma: 1200",
    "12,345,678.5": "drop the comma: 12345678.5",
    "70 894": "drop the space: 70894",
    "70\u00a0894": "drop the space: 70894",
    "70\u202f894": "drop the space: 70894",
    "1'200": "drop the apostrophe: 1200",
    "70’894": "drop the apostrophe: 70894",
    "1_000": "drop the underscore: 1000",
    "71k": "write it out: 71000",
    "0.71m": "write it out: 710000",
    "1.5 million": "write it out: 1500000",
    "~71000": "write 'best: 71000' and 'operator: about'",
    "about 71,000": "write 'best: 71000' and 'operator: about'",
    "1-2": "write 'low: 1', 'high: 2' and 'operator: between'",
    "10,000 – 12,000": "write 'low: 10000', 'high: 12000' and 'operator: between'",
    ">=460": "write 'low: 460' and 'operator: at_least'",
    "more than 460": "write 'low: 460' and 'operator: more_than'",
    "460+": "write 'low: 460' and 'operator: at_least'",
    "up to 30": "write 'high: 30' and 'operator: at_most'",
    "<5": "write the highest number that it can be as 'high', and 'operator: at_most'",
    "30%": "drop the %: 30",
    "dozens": "write 'vague_term: dozens' in place of a number",
    "1,5": "a dot for the comma: 1.5",
    "+49": "drop the +: 49",
    "08": "drop the 0 in front: 8",
    ".5": "a 0 before the dot: 0.5",
    "1.234.567": "drop the dots: 1234567",
    "3 killed": "the number alone: 3",
    "$30": "the number alone: 30",
    "3.55 S": "north and east are positive, south and west negative: -3.55",
    "32°30'E": "in degrees with decimals, south and west negative: 32.5",
    "33° 27' 6.12″ S": "in degrees with decimals, south and west negative: -33.4517",
    "78.4°E": "north and east are positive, south and west negative: 78.4",
    "5.": "drop the dot: 5",
    "٧٠٨٩٤": "in Western digits: 70894",
    "9" * 19: "at most 18 digits before the dot",
    "1e3": "digits with at most one dot: 1240 or 12.5",
    "1,20,000": "digits with at most one dot: 1240 or 12.5",
}


@pytest.mark.parametrize("written", HABITS)
def test_a_habit_is_answered_with_what_to_write(tmp_path: Path, written: str) -> None:
    (problem,) = told(
        tmp_path,
        f'figures: [{{id: f, metric: killed, provider: p, method: count, best: "{written}"}}]',
    )

    assert problem.code == "value-type"
    assert problem.hint == HABITS[written]


def test_bounds_are_offered_to_figures_alone() -> None:
    assert "operator" not in hint_for("34-35")
    assert "operator" in hint_for("34-35", quantity=True)


def test_a_long_text_is_no_number_and_costs_nothing() -> None:
    assert hint_for("1 " * 500_000) == "digits with at most one dot: 1240 or 12.5"


def test_a_number_with_many_decimals_is_read(tmp_path: Path) -> None:
    """Coordinates come out of other programs with ten decimals and more."""
    lat, lon = "31.2752047000", "66.45012345678901234567"

    problems = told(
        tmp_path,
        "places: [{id: p, name: P, kind: city, country: Afghanistan, geo_precision: 1, "
        f"lat: {lat}, lon: {lon}}}]",
    )

    assert problems == []
    assert [(lat, lon)] == [(str(p.lat), str(p.lon)) for p in load(tmp_path).records.all(Place)]
