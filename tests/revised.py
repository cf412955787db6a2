"""A series with everything that can go wrong: an error, a source and a figure taken back.

No. 1 to No. 3, and No. 2 once more; at TLP:AMBER, and abridged at TLP:CLEAR.
"""

from __future__ import annotations

from pathlib import Path

from reportkit.publish.build import build
from reportkit.publish.built import Options
from tests.building import build_quickly

BRIEF = """\
format: 1
id: wadi
title: The wadi
producer: Water desk
authors: [Water desk]
contact: {name: Water desk, email: desk@example.org}
tlp: "TLP:CLEAR"
tlp_community: the river commission
releases: ["TLP:CLEAR"]
profiles: [one-page, changes]
cadence: {every: week, on: monday, at: "06:00", zone: Africa/Khartoum}
sections:
  - {id: floods, title: Floods}
  - {id: talks, title: Talks}
  - {id: relief, title: Relief}
"""
EDITION = """\
period: {{start: 2026-01-{start}, end: 2026-01-{end}}}
cut_off: 2026-01-{end}T18:00+02:00
published: 2026-01-{published}T06:00+02:00
tlp: "TLP:AMBER"
bottom_line: {{text: "{line}", basis: [toll]}}
highlights:
  - {{text: The mission counts the dead., basis: [toll]}}
  - {{text: The ford is shut., basis: [ford.shut]}}
key_figures: [{key}]
trend: unchanged
trend_rationale: {{text: The water stands as high as before., basis: [ford.shut]}}
changes: [{changes}]
"""
RECORDS = """\
section: floods
actors:
  - {{id: mission, name: The mission, kind: io}}
  - {{id: north, name: North, kind: state, party_to_conflict: true}}
  - {{id: south, name: South, kind: state, party_to_conflict: true}}
places:
  - {{id: ford, name: The ford, kind: crossing, country: North/South, geo_precision: 3}}
  - {{id: clinic, name: Clinic of the ford, kind: city, country: North, geo_precision: 3}}
sources:
  - {{id: note, publisher: The mission, title: Flash note, kind: un_report, access: primary,
     published: 2026-01-08}}
  - {{id: wire, publisher: The Wire, title: Ford dead, kind: wire, access: secondary,
     published: 2026-01-09, {wire}}}
  - {{id: post, publisher: The Wire, title: Ford again, kind: wire, access: secondary,
     published: 2026-01-10}}
figures:
  - {{id: toll, metric: killed, population: civilian, best: {toll}, provider: mission,
     method: count, as_of: {counted}, place: clinic, series: killed, source_refs: [note]}}
  - {{id: hurt, metric: injured, population: civilian, low: 90, operator: at_least,
     provider: mission, method: count, as_of: 2026-01-09, place: clinic, source_refs: [post]{hurt}}}
facts:
  - {{id: ford.shut, statement: The ford is shut to lorries., date: 2026-01-06, about: [ford],
     verification: single_origin, source_refs: [note]}}
  - {{id: ford.dead, statement: Bodies were found below the ford., date: 2026-01-09,
     verification: unverified, source_refs: [wire], status: under_review, status_reason: Unseen.}}
  - {{id: cable, statement: An envoy reports mortars., date: 2026-01-09, tlp: "TLP:AMBER",
     verification: single_origin, source_refs: [note]}}
judgements:
  - {{id: stays, statement: It is likely that the ford stays shut., key: true, section: talks,
     likelihood: {{term: likely}}, confidence: {{level: low}}, basis: [ford.shut],
     none_found: true, no_alternative_reason: nobody speaks of opening it}}
"""
ARREST = """\
  - {id: arrest, statement: A dam keeper was arrested in North., date: 2026-01-14,
     claims: [south.arrest, north.arrest], verification: unverified, source_refs: [note]}
claims:
  - {id: south.arrest, speaker: south, modality: asserts, about: [arrest], date: 2026-01-14,
     statement: North arrested the keeper for opening the dam, source_refs: [note]}
  - {id: north.arrest, speaker: north, modality: denies, about: [arrest], date: 2026-01-15,
     contradicts: [south.arrest], statement: the keeper was arrested, source_refs: [note]}
"""
CORRECTION = """\
corrections:
  - {id: correction.toll, record: toll, field: best, editions_affected: [2], was: "500",
     now: "450", cause: double_count, because: The clinic and its annex were added up.,
     found_by: reader, severity: serious, approved_by: Editor, date: 2026-01-20}
"""
GREW = "{record: toll, class: UPDATED, reason: The mission reached the clinic., evidence: [note]}"
LATER = "{record: toll, class: UPDATED, reason: Ten of the injured died since., evidence: [note]}"
TAKEN_BACK = "source_status: withdrawn, status_reason: Its picture was taken in 2021."
DROPPED = ", status: withdrawn, status_reason: The mission found that it had counted visitors."


def _write(  # noqa: PLR0913  # what one edition differs in from the next
    series: Path,
    week: int,
    *,
    toll: int,
    key: str,
    changes: str = "",
    published: int = 0,
    wire: str = "link_status: live",
    hurt: str = "",
    more: str = "",
    line: str = "People died at the ford.",
) -> Path:
    seeds = series / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    start = 5 + 7 * (week - 1)
    edition = EDITION.format(
        start=f"{start:02}", end=f"{start + 6:02}", published=f"{published or start + 7:02}",
        line=line, key=key, changes=changes,
    )  # fmt: skip
    counted = f"2026-01-{start + 3:02}"
    records = RECORDS.format(toll=toll, counted=counted, wire=wire, hurt=hurt)
    (seeds / "brief.yaml").write_text(BRIEF)
    (seeds / "edition.yaml").write_text(edition)
    (seeds / "records.yaml").write_text(records.replace("judgements:\n", f"{more}judgements:\n"))
    return series


def write_first(series: Path) -> Path:
    """No. 1: 16 dead, at least 90 injured."""
    return _write(series, 1, toll=16, key="toll, hurt")


def write_second(series: Path) -> Path:
    """No. 2, wrong: 500 dead; the injured and a source are taken back, an arrest is contested."""
    return _write(
        series, 2, toll=500, key="toll", changes=GREW, wire=TAKEN_BACK, hurt=DROPPED, more=ARREST
    )


def write_revision(series: Path) -> Path:
    """No. 2 rev. 1: 450 dead. The notes of No. 2 stay where they are."""
    _write(
        series, 2, toll=450, key="toll", changes=GREW, published=20, wire=TAKEN_BACK, hurt=DROPPED,
        more=ARREST,
    )  # fmt: skip
    (series / "seeds" / "corrections.yaml").write_text(CORRECTION)
    return series


def write_third(series: Path) -> Path:
    """No. 3: ten more died."""
    return _write(
        series, 3, toll=460, key="toll", changes=LATER, wire=TAKEN_BACK, hurt=DROPPED, more=ARREST
    )


def publish_all(series: Path) -> Path:
    """Publish the four of them; of No. 1 nobody reads the page."""
    from datetime import UTC, datetime

    now = datetime(2026, 2, 1, tzinfo=UTC)
    build_quickly(write_first(series), now=now)
    build(write_second(series), now=now)
    build(write_revision(series), now=now, options=Options(revise=True))
    build(write_third(series), now=now)
    return series
