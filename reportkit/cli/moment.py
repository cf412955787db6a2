"""A moment as it is typed and printed: in the zone of the series, which is said."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from pathlib import Path

import click

from reportkit.zones import zone_or_none

#: A day and no hour.
DAY = click.DateTime(formats=["%Y-%m-%d"])


class Moment(click.ParamType[datetime]):
    """A day, or a day and an hour, with or without a zone; see ``moment_in``."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read what was typed."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            moment = None
        if moment is None or not _FIRST <= moment.year <= _LAST:
            self.fail(f"{value!r} is no date such as 2025-11-17 or 2025-11-17T06:00Z", param, ctx)
        return moment


_FIRST, _LAST = 1900, 9000  # years that leave room to reckon


def zone_of(series: Path) -> tzinfo:
    """Give the zone in which a series lives; UTC where brief.yaml does not tell."""
    from reportkit.loading.loader import load_brief  # no completion of an option needs it

    brief, _ = load_brief(series)
    return (zone_or_none(brief.cadence.zone) if brief else None) or UTC  # 'check' tells of none


def moment_in(zone: tzinfo, typed: datetime | None) -> datetime:
    """Give the moment that was typed, by the clock of the zone unless it names one; else now."""
    if typed is None:
        return datetime.now(UTC)
    return typed if typed.tzinfo else typed.replace(tzinfo=zone)
