"""All hostile content of tests/page/test_hostile.py in one edition, after one that was tame."""

from __future__ import annotations

from pathlib import Path

from reportkit.editions.history import History
from reportkit.model.book import Book
from tests.page.composing import book_of, history_after
from tests.page.test_hostile import CHIPS, LONG_NAMES, QUOTATIONS, TEN_SOURCES, facts, measures

#: A crossing and a crowded day on the map: labels that want the same spot.
CROWDED = """
section: talks
places:
  - {id: gate, name: The Gate, kind: crossing, country: Kenya, lat: 0.1, lon: 36.2,
     geo_precision: 1}
  - {id: weir, name: The Weir, kind: city, country: Kenya, lat: 0.5, lon: 37, geo_precision: 1}
  - {id: delta, name: The Delta, kind: district, country: Kenya, lat: -0.4, lon: 37.6,
     geo_precision: 3}
measures:
  - {id: shut, kind: crossing_closure, by: upper, place: gate, traffic: trade,
     measure_status: in_force, since: 2025-10-08, statement: The gate is shut, source_refs: [s1]}
events:
""" + "".join(
    f"  - {{id: e{at}, event_type: battle, summary: Volleys of shots at the {spot} {at},"
    f" date_start: 2025-10-{day:02}, place: {spot}, source_refs: [s1],"
    f" actors: [{{actor: {who}, role: initiator, attribution: alleged}}]}}\n"
    for at, (day, spot, who) in enumerate(
        [(8, "weir", "upper"), (8, "weir", "lower"), (8, "delta", "upper"), (9, "weir", "lower")]
    )
)
TOLL = """
section: talks
figures:
  - {{id: toll, metric: killed, best: {killed}, provider: un, method: count,
     as_of: 2025-10-{day:02}, series: toll, source_refs: [s1]}}
"""
EDITION = """
key_figures: [toll, loss]
alerts: [conflict_risk]
highlights:
  - {text: The gate is shut, basis: [shut]}
  - {text: A dyke broke, basis: [dyke]}
"""
FORMS = "profiles: [full, one-page, changes]\n"


def hostile(folder: Path, *, brief: str = "") -> tuple[Book, History]:
    """Write and read the edition before and this one; ``brief`` ends brief.yaml of both."""
    before, now = folder / "before", folder
    _write(before, CROWDED, facts(20), TOLL.format(killed=4, day=6))
    _write(
        now,
        *(CROWDED, LONG_NAMES, QUOTATIONS, CHIPS, TEN_SOURCES, measures(40)),
        facts(40, "The gauge at the ford reads number {at} today and so on"),
        TOLL.format(killed=7, day=11),
    )
    first = book_of(before, edition="key_figures: [toll]\n", brief=FORMS + brief)
    book = book_of(now, edition=EDITION, brief=FORMS + brief)
    return book, history_after(folder, first, book)


def crowded(folder: Path, *, brief: str = "") -> tuple[Book, History]:
    """Write a small edition that has each kind of block once, after one without the dyke."""
    first = book_of(folder / "before", TOLL.format(killed=4, day=6), brief=FORMS + brief)
    _write(folder, CROWDED, LONG_NAMES, QUOTATIONS, TOLL.format(killed=7, day=11))
    book = book_of(folder, edition=EDITION, brief=FORMS + brief)
    return book, history_after(folder, first, book)


def _write(folder: Path, *pieces: str) -> None:
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    for at, piece in enumerate(pieces):
        (seeds / f"piece-{at}.yaml").write_text(piece)
