"""A small series, published three times without the engine, and the command as a user runs it."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reportkit.editions.history import history_of
from reportkit.editions.manifest import Period
from reportkit.editions.snapshot import FACTS, at_marking, facts_digest, snapshot_of, write_snapshot
from reportkit.editions.store import Store
from reportkit.loading.loader import load
from reportkit.page.assets import read_design
from reportkit.page.design.glyph_coverage import known_glyphs
from reportkit.page.design.lint import lint_once
from tests.editions.sealing import DESIGN, IMPRINT, NOW

BRIEF = """\
format: 1
id: river
title: River crisis
producer: The desk
authors: [A. Writer]
contact: {name: Desk, email: desk@example.org}
tlp: TLP:CLEAR
cadence: {every: week, on: sunday, at: "18:00", zone: UTC}
sections:
  - {id: front, title: The front}
  - {id: talks, title: The talks}
"""

EDITION = """\
period: {{start: {start}, end: {end}}}
cut_off: {end}T18:00+00:00
published: {end}T20:00+00:00
bottom_line: {{text: "The bridge is shut, week {week}.", basis: [bridge-shut]}}
key_figures: [toll]
trend: unchanged
trend_rationale: {{text: The bridge is shut to trade., basis: [bridge-shut]}}
changes: [{changes}]
"""

SOURCES = """\
sources:
  - {id: paper, publisher: The Paper, kind: national_media, access: secondary}
  - {id: wire, publisher: The Wire, kind: wire, access: secondary, descriptor: An agency.}
  - {id: copy, publisher: The Copy, kind: national_media, access: tertiary,
     originates_from: wire}
actors:
  - {id: north, name: North, kind: state, party_to_conflict: true}
  - {id: south, name: South, kind: state, party_to_conflict: true}
  - {id: observers, name: Observers, kind: io}
places:
  - {id: bridge, name: The bridge, kind: crossing, country: North/South, geo_precision: 1,
     lat: 34.1, lon: 71.1}
"""

FRONT = """\
section: front
events:
  - {id: clash, summary: Shots at the bridge, event_type: battle, date_start: 2025-10-14,
     place: bridge, source_refs: [wire]}
facts:
  - {id: bridge-shut, statement: North shut the bridge., date: 2025-10-13,
     verification: single_origin, source_refs: [paper]}
figures:
  - {id: toll, metric: killed, population: civilian, best: 3, as_of: 2025-10-18, event: clash,
     provider: observers, method: count, source_refs: [copy]}
measures:
  - {id: closure, statement: North shuts the bridge to lorries., kind: crossing_closure, by: north,
     measure_status: in_force, since: 2025-10-13, source_refs: [paper]}
"""

OUTLOOK = """\
section: talks
judgements:
  - {id: more-shots, statement: It is likely that shots fall again., likelihood: {term: likely},
     confidence: {level: low}, basis: [toll], none_found: true}
"""

TALKS = """\
section: talks
rounds:
  - {id: round-1, track: river, number: 1, venue: bridge, start: 2025-10-22, outcome: deadlock,
     summary: No text., source_refs: [wire]}
claims:
  - {id: south.clash, speaker: south, modality: asserts, statement: North fired first,
     about: [clash], date: 2025-10-29, source_refs: [paper]}
"""

GREW = (
    "{record: toll, class: UPDATED, reason: Two of the injured died., evidence: [copy]},"
    "{record: closure, class: UPDATED, reason: Told by the paper., evidence: [paper]}"
)
TAKEN_BACK = "{record: toll, class: SOURCE-REVISED, reason: Counted twice., evidence: [copy]}"


def write(series: Path, week: int) -> None:
    """Lay the seeds of a week: the toll grows and is taken back, a record is renamed."""
    seeds = series / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    start = date(2025, 10, 6) + timedelta(weeks=week)
    end = start + timedelta(days=6)
    changes = {1: "", 2: GREW, 3: TAKEN_BACK, 4: ""}[week]
    front = FRONT if week != 2 else FRONT.replace("best: 3", "best: 5")
    if week > 1:
        front = front.replace("{id: closure,", "{id: bridge-closure, formerly: closure,")
        changes = changes.replace("record: closure", "record: bridge-closure")
        front = front.replace("to lorries", "to all lorries")
    files = {
        "brief": BRIEF,
        "edition": EDITION.format(start=start, end=end, week=week, changes=changes),
        "sources": SOURCES,
        "front": front,
        "outlook": OUTLOOK,
        "talks": TALKS if week > 2 else "",
    }
    for name, text in files.items():
        path = seeds / f"{name}.yaml"
        path.unlink(missing_ok=True)
        if text:
            path.write_text(text, encoding="utf-8")


def publish(series: Path, *, revision: bool = False) -> None:
    """Seal what the seeds say, with bytes that stand for the PDF."""
    loaded = load(series)
    assert loaded.book is not None, loaded.problems
    assert () == loaded.problems
    book, store = at_marking(loaded.book), Store(series / "reports")
    edition = book.edition
    with store.lock(NOW) as lock:
        name = store.next_name(revision=revision)
        snapshot = snapshot_of(book, name)
        history = history_of(store, book, snapshot)
        assert () == history.problems, history.problems
        imprint = replace(
            IMPRINT,
            series=book.brief.id,
            period=Period(edition.period.start, edition.period.end),
            cut_off=edition.cut_off,
            published=edition.published,
            facts=facts_digest(snapshot),
            design=store.keep_design(lock, DESIGN),
            records=len(book),
            changes={class_.value: count for class_, count in history.log.counts.items()},
        )
        files = {
            f"{imprint.series}-{name}.pdf": f"%PDF of {name}".encode(),
            f"{imprint.series}-{name}.html": f"<p>{name}</p>".encode(),
            FACTS: write_snapshot(snapshot),
            **history.files(),
        }
        store.seal(lock, name, files, imprint)


class Ran:
    """What a command left behind."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.code = done.returncode
        self.out, self.err = (text.decode("utf-8") for text in (done.stdout, done.stderr))

    @property
    def json(self) -> Any:
        """The one object on stdout."""
        return json.loads(self.out)


def run(folder: Path, *words: str | Path, **environment: str) -> Ran:
    """Run the real command in a folder, piped, at home nowhere."""
    done = subprocess.run(
        [sys.executable, "-m", "reportkit", *map(str, words)],
        cwd=folder,
        env=environment_of(folder, **environment),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ran(done)


def environment_of(folder: Path, **more: str) -> dict[str, str]:
    """Give an environment in which nothing of this machine's user counts."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    kept |= {"PYTHONPATH": os.getcwd(), "HOME": str(folder / ".home")}  # noqa: PTH109
    return {**kept, "XDG_CACHE_HOME": notes_folder(), **more}


def note_the_design(cache_home: Path) -> None:
    """Note in an empty XDG_CACHE_HOME that the shipped design is good, and nothing else.

    A first command in a new home would read each of its templates, sheets and fonts for a second.
    """
    shutil.copytree(_design_noted(), cache_home)


@cache
def _design_noted() -> Path:
    home = _folder_until_the_end()
    design, problems = read_design(home)
    assert [] == problems + lint_once(design, home / "reportkit")
    assert [] == known_glyphs(design, home / "reportkit")[1]
    return home


@cache
def notes_folder() -> str:
    """Give one folder for what only saves time: that the shipped design is good, above all."""
    return str(_folder_until_the_end())


def _folder_until_the_end() -> Path:
    kept = TemporaryDirectory(prefix="reportkit-tests-")
    atexit.register(kept.cleanup)
    return Path(kept.name)
