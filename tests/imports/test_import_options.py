"""What is asked of an import is taken as it was typed, and a slip is wrong usage."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import click
import pytest

from reportkit.cli.import_options import options_of

NOTHING: dict[str, Any] = {
    "accessed": datetime(2026, 1, 9, tzinfo=UTC), "profile": None, "mapping": None, "source": None,
    "sheet": None, "encoding": None, "header": None, "version": None, "named": None,
    "start": None, "until": None, "places": (), "types": (), "min_deaths": None, "zeros": False,
}  # fmt: skip
DAY = datetime(2026, 1, 5, tzinfo=UTC)


def test_a_period_may_be_of_one_day() -> None:
    filters = options_of({**NOTHING, "start": DAY, "until": DAY}).filters

    assert (date(2026, 1, 5), date(2026, 1, 5)) == (filters.start, filters.end)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"start": DAY, "until": datetime(2026, 1, 4, tzinfo=UTC)},
            "--until 2026-01-04 lies before --from",
        ),
        ({"named": "brief.yaml"}, "'brief.yaml' is no file for records"),
        ({"source": "No Id"}, "'No Id' is no id of a source"),
    ],
)
def test_slips(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(click.UsageError, match=message):
        options_of({**NOTHING, **asked})
