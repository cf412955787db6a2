"""Can anybody tell when the series appears? Asked by the rules, and before a timer is trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportkit.model.base import Located
from reportkit.model.series import Cadence
from reportkit.model.vocabulary.series import Every, Weekday
from reportkit.problems import Code, Example, Problem, did_you_mean
from reportkit.zones import zone_or_none

_CADENCE = 'cadence: {every: week, on: sunday, at: "18:00", zone: UTC}'
_FORTNIGHT = 'cadence: {every: fortnight, on: sunday, at: "18:00", zone: UTC, first: '
#: What a cadence can have wrong with it.
CADENCE = (
    Code(
        "cadence-day",
        "house rule: nothing is guessed",
        "A weekly or fortnightly series names its weekday.",
        (Example('cadence: {every: week, at: "18:00", zone: UTC}', _CADENCE, "brief", _CADENCE),),
    ),
    Code(
        "cadence-first",
        "house rule: nothing is guessed",
        "'first' is a day on which an edition appears; fortnights are counted from it, so "
        "it falls on the weekday of the cadence.",
        (
            Example(
                f"{_FORTNIGHT}2025-10-18}}  # a Saturday",
                f"{_FORTNIGHT}2025-10-19}}",
                "brief",
                _CADENCE,
            ),
        ),
    ),
    Code(
        "zone-unknown",
        "IANA time zones",
        "Cut-offs and slots are told in the series' own zone, whatever the machine's; the "
        "zone has to exist.",
        (
            Example(
                'cadence: {every: week, on: sunday, at: "18:00", zone: Asia/Kabull}',
                'cadence: {every: week, on: sunday, at: "18:00", zone: Asia/Kabul}',
                "brief",
                _CADENCE,
            ),
        ),
    ),
)


def in_cadence(cadence: Cadence) -> Iterator[Problem]:
    """Find what keeps anybody from telling when a series appears."""
    if cadence.every in (Every.WEEK, Every.FORTNIGHT) and cadence.on is None:
        yield Problem(
            "cadence-day",
            f"every {cadence.every}, and no weekday",
            Located.at(cadence),  # its own `at` is a time of day
            "add 'on:' with a weekday",
        )
    first, on = cadence.first, cadence.on
    if first is not None and (on is None or list(Weekday)[first.weekday()] is not on):
        yield Problem(
            "cadence-first",
            f"the series appears on {on or 'no weekday'}, and 'first' is a {first:%A}",
            Located.at(cadence, "first"),
            "name a day on which an edition appears, or leave it out",
        )
    if zone_or_none(cadence.zone) is None:
        yield _no_zone(cadence)


def _no_zone(cadence: Cadence) -> Problem:
    return Problem(
        "zone-unknown",
        f"'{cadence.zone}' is no time zone",
        Located.at(cadence, "zone"),
        zone_hint(cadence.zone),
    )


def zone_hint(written: str) -> str:
    """Say how to name a zone to whoever wrote one that is none."""
    from zoneinfo import available_timezones

    known = available_timezones()
    if not known:
        return "this machine knows no time zones at all: install tzdata"
    return _zone_like(written, known) or (
        "name it by a city, such as Asia/Kabul or Africa/Khartoum, or write UTC"
    )


def _zone_like(written: str, zones: Iterable[str]) -> str:
    """Know a zone by the city alone, or by a slip of the hand."""
    city = written.lower().replace(" ", "_")
    of_city = sorted(zone for zone in zones if zone.lower().endswith(f"/{city}"))
    return f"did you mean '{of_city[0]}'?" if of_city else did_you_mean(written, zones)
