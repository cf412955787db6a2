"""A series at TLP:AMBER that also appears at TLP:CLEAR, full of words that must not get there."""

from __future__ import annotations

from pathlib import Path

import yaml

from reportkit.loading.loader import load
from reportkit.loading.serialize import to_plain
from reportkit.model.book import Book
from reportkit.model.redaction import abridged
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import Problem
from reportkit.rules.book import check

#: Each stands in a record marked above TLP:CLEAR, or in one that only such a record names.
SECRETS = (
    "cable-77", "Embassy Quill", "Heliotrope", "heliotrope.example",  # a marked source
    "note-osprey", "The Osprey", "osprey.example",  # a source that only marked records cite
    "source-vale", "Zarquon Vale",  # a marked actor
    "column-9", "Peregrine",  # an actor that only marked records name
    "ford-3", "Saltmarsh",  # a place that only marked records name
    "hideout.seen", "mortars", "raid-9", "moonlit", "toll-9", "night shift", "6,543", "6543",
    "judgement.spring-9", "spring offensive", "claim-9", "gap-9", "tunnels",
)  # fmt: skip

BRIEF = """\
format: 1
id: heron
title: The heron marshes
producer: Desk
contact: {name: Desk, email: desk@example.org}
tlp: "TLP:CLEAR"
tlp_restrictions: not for the press
releases: ["TLP:CLEAR"]
profiles: [one-page, changes]
cadence: {every: week, on: monday, at: "06:00", zone: UTC}
sections:
  - {id: marsh, title: The marsh}
"""
EDITION = """\
period: {start: 2026-01-05, end: 2026-01-11}
cut_off: 2026-01-11T18:00Z
published: 2026-01-12T06:00Z
tlp: "TLP:AMBER"
bottom_line:
  text: Mortars lie at Saltmarsh Ford and 16 people are dead.
  abridged: Sixteen people are dead.
  basis: [toll.reported, hideout.seen]
highlights:
  - {text: The mission counts the dead., basis: [toll.reported]}
  - {text: The road is shut., basis: [road.shut]}
  - {text: The Peregrine Column stores mortars., tlp: "TLP:AMBER", basis: [hideout.seen]}
key_figures: [toll, toll-9]
trend: unchanged
trend_rationale: {text: No new clash was reported., basis: [toll.reported]}
source_summary: Most rests on Zarquon Vale.
changes: []
"""
RECORDS = """\
section: marsh
actors:
  - {id: mission, name: The mission, kind: io}
  - {id: column-9, name: Peregrine Column, kind: armed_group}
  - {id: source-vale, name: Zarquon Vale, kind: civilian, tlp: "TLP:AMBER"}
places:
  - {id: marsh-road, name: The marsh road, kind: crossing, country: Herony, geo_precision: 3}
  - {id: ford-3, name: Saltmarsh Ford, kind: city, country: Herony, geo_precision: 1,
     lat: 34.1, lon: 71.1}
sources:
  - {id: paper, publisher: The Paper, kind: national_media, access: secondary,
     published: 2026-01-08}
  - {id: note-osprey, publisher: The Osprey, url: "https://osprey.example/2", kind: local_media,
     access: secondary, published: 2026-01-08}
  - {id: cable-77, publisher: Embassy Quill, title: Heliotrope, kind: official_statement,
     url: "https://heliotrope.example/77", access: primary, published: 2026-01-08,
     tlp: "TLP:AMBER"}
events:
  - {id: raid-9, summary: A moonlit raid on the ford, event_type: battle, date_start: 2026-01-07,
     place: ford-3, source_refs: [note-osprey], tlp: "TLP:AMBER"}
figures:
  - {id: toll, metric: killed, population: civilian, best: 16, provider: mission, method: count,
     as_of: 2026-01-08, series: killed, source_refs: [paper, cable-77]}
  - {id: toll-9, metric: killed, population: civilian, best: 6543, provider: mission,
     method: count, as_of: 2026-01-08, source_refs: [note-osprey], tlp: "TLP:AMBER",
     note: Counted by the night shift of Zarquon Vale.}
claims:
  - {id: claim-9, speaker: column-9, modality: asserts, statement: the mortars are old,
     date: 2026-01-08, source_refs: [note-osprey], tlp: "TLP:AMBER"}
facts:
  - {id: toll.reported, statement: The mission reports on civilians killed in the marsh.,
     date: 2026-01-08, about: [toll], verification: single_origin, source_refs: [paper]}
  - {id: road.shut, statement: The road through the marsh is shut., date: 2026-01-07,
     about: [marsh-road], verification: single_origin, source_refs: [paper]}
  - {id: hideout.seen, statement: The Peregrine Column stores mortars at Saltmarsh Ford.,
     date: 2026-01-08, verification: single_origin, source_refs: [cable-77, note-osprey],
     tlp: "TLP:AMBER"}
judgements:
  - {id: judgement.road, statement: It is likely that the road stays shut., key: true,
     likelihood: {term: likely}, confidence: {level: low}, basis: [road.shut], none_found: true,
     gaps: [gap-9], no_alternative_reason: nobody speaks of opening it}
  - {id: judgement.spring-9, statement: A spring offensive is likely., key: true, tlp: "TLP:AMBER",
     likelihood: {term: likely}, confidence: {level: low}, basis: [hideout.seen],
     none_found: true, gaps: [gap-9], no_alternative_reason: nothing else fits the mortars}
gaps:
  - {id: gap-9, question: Where do the tunnels end?, why_it_matters: They lead to the ford.,
     judgements: [judgement.road, judgement.spring-9], tlp: "TLP:AMBER"}
"""
#: What the next week brings: numbers above and below the ceiling move, each with its reason.
NEXT = """\
changes:
  - {record: toll, class: UPDATED, reason: Two of the wounded died., evidence: [paper]}
  - {record: toll-9, class: UPDATED, reason: The night shift counted on., evidence: [note-osprey]}
  - {record: road.shut, class: UPDATED, reason: Told by Zarquon Vale., evidence: [cable-77],
     abridged: It is told by the mission too.}
"""


def write(series: Path, **swaps: tuple[str, str]) -> Path:
    """Write the seeds; ``brief=(old, new)``, ``edition=...``, ``records=...`` edit one text."""
    seeds = series / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for name, text in (("brief", BRIEF), ("edition", EDITION), ("records", RECORDS)):
        old, new = swaps.get(name, ("", ""))
        assert old in text
        (seeds / f"{name}.yaml").write_text(text.replace(old, new) if old else text)
    return series


def write_next(series: Path) -> Path:
    """Write the seeds of the week after."""
    write(series)
    edition, records = series / "seeds" / "edition.yaml", series / "seeds" / "records.yaml"
    dated = EDITION.replace("01-05", "01-12").replace("01-11", "01-18").replace("12T06", "19T06")
    dated = dated.replace(
        "start: 2026-01-12, end: 2026-01-18", "start: 2026-01-12, end: 2026-01-18"
    )
    edition.write_text(dated.replace("changes: []\n", NEXT))
    text = RECORDS.replace("best: 16", "best: 18").replace("best: 6543", "best: 6999")
    records.write_text(text.replace("marsh is shut.", "marsh is shut for good."))
    return series


def write_at_clear(series: Path) -> Path:
    """Write the first week as a series that has nothing above TLP:CLEAR."""
    cut = abridged(book_of(write(series)), Tlp.CLEAR)
    edition = to_plain(cut.edition)
    edition.pop("tlp")
    by_kind: dict[str, list[object]] = {}
    for record in cut:
        by_kind.setdefault(record.plural, []).append(to_plain(record))
    for name, plain in (("edition", edition), ("records", by_kind)):
        (series / "seeds" / f"{name}.yaml").write_text(yaml.safe_dump(plain, sort_keys=False))
    return series


def book_of(series: Path) -> Book:
    """Read a series whose seeds are sound."""
    book = load(series).book
    assert book is not None
    return book


def told(series: Path) -> list[Problem]:
    """Give what check tells of a series."""
    return list(check(load(series)))
