"""``reportkit check``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from reportkit.checking import check_series
from reportkit.cli.shell import (
    cache_folder,
    echo,
    json_option,
    print_json,
    series_folder,
    show_problems,
    summary,
)
from reportkit.facts.book import RECORD_TYPES


@click.command(short_help="Find all problems of the series.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@json_option
@click.pass_obj
def check(series: Path | None, *, strict: bool, as_json: bool) -> int:
    """Find all problems of seeds, templates and configuration, in one run.

    Changes nothing and loads no PDF engine. Each problem names file, line and column, and
    what to do; 'reportkit explain CODE' tells the standard behind a rule.
    """
    folder = series_folder(series)
    checked = check_series(folder, cache=cache_folder(), today=datetime.now(UTC).date())
    found = {kind: len(checked.records.all(kind)) for kind in RECORD_TYPES}
    counts = {kind.plural: count for kind, count in found.items()}
    stops = checked.stops(strict=strict)
    if as_json:
        print_json(ok=not stops, problems=checked.problems, records=counts)
        return int(stops)
    show_problems(checked.problems, folder, to_stdout=True)
    told = ", ".join(
        f"{count} {kind.type if count == 1 else kind.plural}"
        for kind, count in found.items()
        if count
    )
    if checked.problems:
        echo(f"{summary(checked.problems)}; {len(checked.records)} records read")
        if checked.unread:
            echo("the rules are asked when every file of seeds/ can be read")
    else:
        echo(f"no problems in {len(checked.records)} records: {told}")
    return int(stops)
