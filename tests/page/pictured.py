"""Small series for the tests of pictures, the shipped look, and pictures on a real page."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path
from textwrap import dedent

from reportkit.files.package import package_folder
from reportkit.loading.loader import load
from reportkit.model.book import Book
from reportkit.page.charts.chart import Drawing, Picture, drawn
from reportkit.page.charts.gallery import plans_of
from reportkit.page.charts.style import Style, style_of

BRIEF = """
format: 1
id: river
title: The River Dispute
producer: Water desk
contact: {name: Water desk, email: desk@example.org}
tlp: "TLP:CLEAR"
cadence: {every: week, on: monday, at: "06:00", zone: UTC}
sections: [{id: floods, title: Floods}]
"""
EDITION = """
period: {start: 2025-10-06, end: 2025-10-12}
cut_off: 2025-10-12T23:59:00Z
published: 2025-10-13T06:00:00Z
bottom_line: {text: The dam is closed}
trend: unchanged
trend_rationale: {text: Nothing moved}
"""
CAST = """
actors:
  - {id: lower, name: Lowerland, kind: state, party_to_conflict: true}
  - {id: upper, name: Upperland, kind: state, party_to_conflict: true}
  - {id: un, name: United Nations mission, short: UN, kind: io}
  - {id: radio, name: River Radio, kind: media}
places:
  - {id: ford, name: The Ford, kind: city, country: Kenya, lat: 0.5, lon: 37, geo_precision: 1}
sources:
  - {id: s1, publisher: Daily, kind: wire, access: secondary, url: "https://example.org/1"}
"""


def book_of(tmp_path: Path, records: str = "", *, brief: str = "") -> Book:
    """Load a series whose records are the cast and these."""
    seeds = tmp_path / "seeds"
    seeds.mkdir(exist_ok=True)
    (seeds / "brief.yaml").write_text(BRIEF + dedent(brief))
    (seeds / "edition.yaml").write_text(EDITION)
    (seeds / "cast.yaml").write_text(CAST)
    if records:
        (seeds / "records.yaml").write_text(dedent(records))
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert loaded.book is not None
    return loaded.book


@cache
def look() -> Style:
    """Give the look of the shipped design."""
    folder = package_folder("styles") / "fonts"
    return style_of(
        {f"styles/fonts/{font.name}": font.read_bytes() for font in folder.glob("*.ttf")}
    )


def mapdata() -> Path:
    """Give the shapes that ship with the package."""
    return package_folder("mapdata")


def pictures(book: Book) -> dict[str, Picture]:
    """Draw all pictures of a book anew."""
    kept: dict[str, Drawing] = {}
    return drawn(plans_of(book, look(), mapdata()), kept)


def words_of(svg: str) -> list[str]:
    """Give the texts of a picture in the order of drawing."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def events(count: int, **fields: str) -> str:
    """Write events of one day at one place, all alike but for the fields given."""
    record = {"summary": "Shots", "date_start": "2025-10-08", "place": "ford", **fields}
    rows = [
        f"  - {{id: e{at}, event_type: battle, source_refs: [s1], "
        "actors: [{actor: upper, role: initiator, attribution: alleged}], "
        + ", ".join(f"{key}: {value.replace('#', str(at))}" for key, value in record.items())
        + "}"
        for at in range(count)
    ]
    return "\n".join(["events:", *rows, ""]) if rows else ""


def figure(at: int, **fields: str) -> str:
    """Write one figure of the killed by the UN, all alike but for the fields given."""
    record = {
        "metric": "killed",
        "provider": "un",
        "method": "count",
        **fields,
    }
    said = ", ".join(f"{key}: {value}" for key, value in record.items())
    return f"  - {{id: f{at}, source_refs: [s1], {said}}}\n"


def paged(shown: dict[str, Picture]) -> str:
    """Set pictures as a page does: an image with its words around it."""
    from base64 import b64encode

    return "".join(
        f'<p>{escape(p.caption)}</p><img alt="{escape(p.alt)}" style="width:{p.width_mm}mm" '
        f'src="data:image/svg+xml;base64,{b64encode(p.svg.encode()).decode()}">'
        for p in shown.values()
    )
