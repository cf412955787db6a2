"""A small series for the tests of composing: brief and edition given, records as YAML text."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

from reportkit.editions.designs import design_digest
from reportkit.editions.history import CHANGES, History, history_of
from reportkit.editions.manifest import EditionName, Imprint, Period
from reportkit.editions.snapshot import FACTS, snapshot_of, write_snapshot
from reportkit.editions.store import Store
from reportkit.loading.loader import load
from reportkit.model.book import Book
from reportkit.model.vocabulary.mail import Profile
from reportkit.page.compose.annexes_model import Source
from reportkit.page.compose.edition import compose
from reportkit.page.compose.front_model import Contents
from reportkit.page.compose.log_model import LogLine, Notice
from reportkit.page.compose.page_model import KeyFigure, Page
from reportkit.page.compose.record_model import Ground, RecordLine
from reportkit.page.compose.view_model import Anchor, ChangeMark, Cite, Link
from reportkit.page.pagination import Document
from reportkit.page.pdf.documents import documents_of

BRIEF = """
format: 1
id: river
title: The River Dispute
producer: Water desk
contact: {name: Water desk, email: desk@example.org}
tlp: "TLP:GREEN"
tlp_community: river commissions
cadence: {every: week, on: monday, at: "06:00", zone: UTC}
sections:
  - {id: talks, title: Talks}
  - {id: floods, title: Floods}
"""
EDITION = """
period: {start: 2025-10-06, end: 2025-10-12}
cut_off: 2025-10-12T23:59:00Z
published: 2025-10-13T06:00:00Z
bottom_line: {text: The dam is closed}
trend: unchanged
trend_rationale: {text: Nothing moved}
"""
#: Two parties with a ministry each, a UN body, an outlet, a place and three sources.
CAST = """
actors:
  - {id: upper, name: Upperland, kind: state, party_to_conflict: true}
  - {id: upper-army, name: Army of Upperland, short: Upper army, kind: state_force, part_of: upper}
  - {id: lower, name: Lowerland, kind: state, party_to_conflict: true}
  - {id: un, name: United Nations mission, short: UN, kind: io}
  - {id: radio, name: River Radio, kind: media}
places:
  - {id: ford, name: The Ford, kind: city, country: Lowerland, geo_precision: 1}
sources:
  - {id: s1, publisher: Daily, kind: wire, access: secondary, url: "https://example.org/1"}
  - {id: s2, publisher: Weekly, kind: wire, access: secondary, originates_from: s1}
  - {id: s3, publisher: Monthly, kind: wire, access: primary}
"""


def book_of(tmp_path: Path, records: str = "", *, edition: str = "", brief: str = "") -> Book:
    """Load a series whose records are the cast and these; extra lines end edition and brief."""
    seeds = tmp_path / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    (seeds / "brief.yaml").write_text(BRIEF + dedent(brief))
    (seeds / "edition.yaml").write_text(EDITION + dedent(edition))
    (seeds / "cast.yaml").write_text(CAST)
    if records:
        (seeds / "records.yaml").write_text(dedent(records))
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert loaded.book is not None
    return loaded.book


def history_after(tmp_path: Path, before: Book, now: Book) -> History:
    """Publish a book as No. 1 and compare the other with it as No. 2."""
    store = Store(tmp_path / "reports")
    first, edition, design = EditionName(1), before.edition, {"templates/x.html.j2": b"x"}
    snapshot = snapshot_of(before, first)
    files = {
        FACTS: write_snapshot(snapshot),
        CHANGES: history_of(store, before, snapshot).files()[CHANGES],
    }
    imprint = Imprint(
        series=before.brief.id,
        kind=edition.kind,
        period=Period(edition.period.start, edition.period.end),
        cut_off=edition.cut_off,
        published=edition.published,
        marking=before.tlp,
        facts="f" * 64,
        design=design_digest(design),
        inputs="1" * 64,
        tools={},
        pages=1,
        records=len(before),
        changes={},
    )
    with store.lock(edition.published) as lock:
        store.keep_design(lock, design)
        store.seal(lock, first, files, imprint)
    return history_of(store, now, snapshot_of(now, EditionName(2)))


def first_history(tmp_path: Path, book: Book) -> History:
    """Give the history of a book before which nothing was published."""
    return history_of(Store(tmp_path / "reports"), book, snapshot_of(book, EditionName(1)))


def full_form(book: Book, history: History, name: str) -> Document:
    """Give the form ``full``, whose page 1 gives way and lets what follows begin on it."""
    (document,) = documents_of(
        book,
        history,
        [Profile.FULL],
        lambda left: compose(book, name=name, history=history, demoted=left),
    )
    return document


def anchors_in(value: Any) -> list[str]:
    """Collect every place of the page that carries an id, as often as it does."""
    if isinstance(value, Anchor):
        return [value.fragment] if value.fragment else []
    if isinstance(value, Notice):
        return [place for place in (value.place, value.anchor.fragment) if place]
    own = [value.anchor] if isinstance(value, Source | LogLine | Ground) and value.anchor else []
    return own + [anchor for part in _parts(value) for anchor in anchors_in(part)]


def targets_in(value: Any) -> set[str]:
    """Collect every id of the page that something links to; a legend leads to the whole log."""
    if isinstance(value, Cite | Link | ChangeMark):
        return {value.anchor} - {"", "annex-log", "annex-sources"}
    if isinstance(value, Anchor):
        return {value.mark.anchor if value.mark else ""} - {""}
    if isinstance(value, Contents):
        return set()  # leads to parts, not to records
    own = {value.target} if isinstance(value, KeyFigure) else set()
    return own.union(*(targets_in(part) for part in _parts(value)))


def lines_of_record(page: Page) -> list[RecordLine]:
    """Give the lines of the annex of the record, by section and day."""
    sections = page.annexes.record.sections
    return [line for part in sections for matter in part.matters for line in matter.lines]


def marks_in(page: Page) -> dict[str, str]:
    """Give the sign beside each record that has one."""
    return dict(_marks(page))


def _marks(value: Any) -> list[tuple[str, str]]:
    if isinstance(value, Anchor):
        return [(value.id, value.mark.sign)] if value.mark else []
    return [found for part in _parts(value) for found in _marks(part)]


def _parts(value: Any) -> list[Any]:
    if isinstance(value, tuple):
        return list(value)
    if is_dataclass(value):
        return [getattr(value, item.name) for item in fields(value)]
    return []
