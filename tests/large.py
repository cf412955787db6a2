"""A large invented series: 1,500 events of one data set over 26 weeks, in 60 districts.

Nothing of it happened and no place of it exists; its points lie in the South Atlantic. What a desk
writes itself is little: two facts and a measure, among all that was taken over from a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

WEEKS, EVENTS, DISTRICTS, PROVINCES = 26, 1_500, 60, 6
FIRST_DAY = date(2025, 6, 2)  # a Monday
WEST, NORTH = -30.0, -30.0  # a corner, in the open sea

_WHAT = (
    ("battle", "Armed clash"),
    ("explosion_remote", "Shelling"),
    ("violence_against_civilians", "Attack on civilians"),
    ("protest", "Peaceful protest"),
    ("strategic_development", "Looting"),
)
_NAMES = ("Bel", "Dor", "Fen", "Gar", "Hal", "Kor", "Lin", "Mar", "Nor", "Pel")
_ENDINGS = ("ba", "den", "hollow", "mouth", "stead", "wick")


_GONE = 'status: withdrawn, status_reason: "The Monitor (version 2) no longer lists it.", '


@dataclass(frozen=True)
class Large:
    """How large a series is, and which of its weeks an edition is of."""

    events: int = EVENTS
    weeks: int = WEEKS
    districts: int = DISTRICTS
    week: int = WEEKS  # of the edition, from 1; nothing later is written
    whole: bool = False  # the period is all weeks, not the last
    zeros: bool = True  # an event in which nobody died has a figure all the same
    west: float = WEST
    north: float = NORTH
    language: str = "en"
    follows: bool = False  # an edition of the week before was published
    revised: int = 0  # so many tolls, the first, that the data set gives one higher than before
    gone: int = 0  # so many events, the last of the weeks before, that the data set took back


def write(series: Path, large: Large = Large()) -> Path:
    """Write the seeds of the edition of a week, with all events up to it."""
    seeds = series / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("brief.yaml", _BRIEF.format(language=large.language)),
        ("edition.yaml", _edition(large)),
        ("desk.yaml", _DESK.format(day=FIRST_DAY, end=last_day(large.week))),
        ("places.yaml", "places:\n" + "".join(_places(large))),
        ("events.yaml", _events(large)),
    ):
        (seeds / name).write_text(text, encoding="utf-8")
    return series


def last_day(week: int) -> date:
    """Give the Sunday of a week of the series."""
    return FIRST_DAY + timedelta(days=7 * week - 1)


_BRIEF = """\
format: 1
id: sarral
title: Sarral
producer: Desk
contact: {{name: Desk, email: desk@example.org}}
tlp: "TLP:CLEAR"
language: {language}
cadence: {{every: week, on: monday, at: "06:00", zone: UTC}}
sections:
  - {{id: clashes, title: Clashes}}
  - {{id: roads, title: Roads}}
"""
_DESK = """\
section: roads
actors:
  - {{id: monitor, name: The Monitor, kind: ngo}}
  - {{id: council, name: The Council, kind: state}}
sources:
  - id: monitor-data
    publisher: The Monitor
    title: Incidents in Sarral
    kind: dataset
    access: secondary
    published: {end}
    accessed: {end}
    version: "1"
    licence: public domain
facts:
  - id: road.shut
    statement: The road from Belba to Dorden is shut.
    headline: Road from Belba to Dorden shut
    date: {day}
    standing: true
    verification: single_origin
    source_refs: [monitor-data]
  - id: clashes.reported
    statement: The Monitor reports clashes in every province.
    section: clashes
    date: {day}
    standing: true
    verification: single_origin
    source_refs: [monitor-data]
measures:
  - id: curfew
    statement: A curfew of The Council holds in Belba.
    kind: transit
    by: council
    place: district-1
    measure_status: in_force
    since: {day}
    source_refs: [monitor-data]
"""


def _edition(large: Large) -> str:
    end = last_day(large.week)
    start = FIRST_DAY if large.whole else end - timedelta(days=6)
    return f"""\
period: {{start: {start}, end: {end}}}
cut_off: {end}T18:00Z
published: {end + timedelta(days=1)}T06:00Z
bottom_line: {{text: Clashes went on in all provinces of Sarral., basis: [clashes.reported]}}
highlights:
  - {{text: The road from Belba to Dorden is shut., basis: [road.shut]}}
trend: unchanged
trend_rationale: {{text: The clashes went on as before., basis: [clashes.reported]}}
{"".join(_changes(large))}"""


def _changes(large: Large) -> Iterator[str]:
    if large.follows:
        yield "changes:\n"
        yield "  - {record: monitor-data, class: UPDATED, reason: A newer release came out.}\n"
    for number in range(1, large.revised + 1):
        yield (
            f"  - {{record: monitor.{number}.killed, class: SOURCE-REVISED, "
            "evidence: [monitor-data], reason: The data set gives another number.}\n"
        )


def district_name(number: int) -> str:
    """Name a district, from 1: no two are alike."""
    at = number - 1
    first, ending = _NAMES[at % len(_NAMES)], _ENDINGS[at // len(_NAMES) % len(_ENDINGS)]
    turn = at // (len(_NAMES) * len(_ENDINGS))
    return f"{first}{ending}" + (f" {turn + 1}" if turn else "")


def _places(large: Large) -> Iterator[str]:
    chance = Random(60)  # noqa: S311
    for number in range(1, large.districts + 1):
        lon = large.west + chance.random() * 8
        lat = large.north - chance.random() * 6
        # A third is known to the district alone: it is an area and never a point.
        kind, precision = ("district", 3) if number % 3 == 0 else ("city", 1)
        province = (number - 1) * PROVINCES // large.districts + 1
        yield (
            f"  - {{id: district-{number}, name: {district_name(number)}, kind: {kind}, "
            f"admin1: Province {province}, country: Sarral, "
            f"lat: {lat:.3f}, lon: {lon:.3f}, geo_precision: {precision}}}\n"
        )


def _events(large: Large) -> str:
    chance = Random(16)  # noqa: S311
    events, figures = [], []
    days = sorted(chance.randrange(7 * large.weeks) for _ in range(large.events))
    last = sum(after < 7 * (large.week - 1) for after in days)
    for number, after in enumerate(days, start=1):
        day = FIRST_DAY + timedelta(days=after)
        # Some districts see far more than others, as everywhere.
        district = min(int(chance.expovariate(4 / large.districts)), large.districts - 1) + 1
        kind, what = _WHAT[chance.randrange(len(_WHAT))]
        killed = max(0, int(chance.expovariate(0.5)) - 1)
        if day > last_day(large.week):
            continue
        ended = _GONE if last - large.gone < number <= last else ""
        events.append(
            f"  - {{id: monitor.{number}, summary: '{what}, {district_name(district)}', "
            f"event_type: {kind}, date_start: {day}, place: district-{district}, {ended}"
            f"source_refs: [monitor-data]}}\n"
        )
        if killed or large.zeros:
            figures.append(
                f"  - {{id: monitor.{number}.killed, metric: killed, "
                f"best: {killed + (number <= large.revised)}, "
                f"provider: monitor, method: count, event: monitor.{number}, {ended}"
                f"source_refs: [monitor-data]}}\n"
            )
    return f"section: clashes\nevents:\n{''.join(events)}figures:\n{''.join(figures)}"
