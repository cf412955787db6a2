"""``reportkit scorecard``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.moment import DAY
from reportkit.cli.shell import (
    echo,
    json_option,
    print_json,
    print_lines,
    print_status,
    series_folder,
)
from reportkit.editions.store import Store
from reportkit.problems import did_you_mean

if TYPE_CHECKING:
    from reportkit.queries.forecasts import Forecast
    from reportkit.queries.scorecard import Scorecard

_NOTHING = "nothing was published yet; 'reportkit build' publishes"


@click.command(short_help="Score the forecasts that were decided.")
@click.option("--until", type=DAY, metavar="DATE", help="Only editions published by DATE.")
@click.option("--section", metavar="ID", help="Only forecasts of this section.")
@click.option("--author", metavar="NAME", help="Only forecasts that this author judged.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "md"]),
    default="text",
    show_default=True,
    help="How to write it.",
)
@json_option
@click.pass_obj
def scorecard(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    until: datetime | None,
    section: str | None,
    author: str | None,
    form: str,
    as_json: bool,
) -> int:
    """Tell how good the published forecasts were, over all sealed editions.

    Each forecast that was decided is scored once: by what the last edition before the outcome
    said of it, and beside that by what the first one said. The score is the mean of the squares
    of (how likely - what came of it). How likely is the 'probability' that the judgement keeps,
    else the middle of its term's band. What is not scored is counted and listed: nothing that was
    published is left out.
    """
    from reportkit.queries.forecasts import forecasts
    from reportkit.queries.published_judgements import published_judgements
    from reportkit.queries.scorecard import scorecard as scored

    store = Store(series_folder(series) / "reports")
    last = until.date() if until else date.max
    editions = [one for one in published_judgements(store) if one.published.date() <= last]
    known = _chosen(forecasts(editions), section, author)
    nothing = "" if editions else f"nothing was published by {last}" if until else _NOTHING
    _print(scored(known), "json" if as_json else form, nothing=nothing)
    return 0


def _chosen(
    known: tuple[Forecast, ...], section: str | None, author: str | None
) -> tuple[Forecast, ...]:
    """Keep what was asked for; a name that no forecast bears is a slip."""
    if section is not None:
        _refuse_unknown("section", section, {one.judgement.section or "" for one in known})
        known = tuple(one for one in known if one.judgement.section == section)
    if author is not None:
        _refuse_unknown("author", author, {name for one in known for name in one.authors})
        known = tuple(one for one in known if author in one.authors)
    return known


def _refuse_unknown(what: str, name: str, names: Iterable[str]) -> None:
    there = sorted(filter(None, names))
    if name in there:
        return
    listed = f"there are {', '.join(there)}" if there else "there is none"
    hint = did_you_mean(name, there) or listed
    raise click.UsageError(f"no published forecast is of {what} '{name}'; {hint}")


def _print(card: Scorecard, form: str, *, nothing: str) -> None:
    """Print a scorecard; ``nothing`` says why there is none where no edition was read."""
    from reportkit.cli.format.scorecard import (
        scorecard_csv,
        scorecard_json,
        scorecard_lines,
        scorecard_md,
    )

    if form == "json":
        print_json(ok=True, **scorecard_json(card))
    elif form == "csv":
        echo(scorecard_csv(card))
    elif form == "md":
        echo(scorecard_md(card))
    elif card.forecasts:
        print_lines(scorecard_lines(card))
    else:
        none = "no edition holds a forecast: a judgement with 'horizon' or 'resolution'"
        print_status(nothing or none)
