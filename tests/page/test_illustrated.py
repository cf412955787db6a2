"""Pictures on the page: where each stands, in the PDF and in the file for the screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportkit.changes.net import SealedChange, SealedLog
from reportkit.editions.history import History
from reportkit.model.book import Book
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.page.assets import Design, read_design
from reportkit.page.charts.chart import Drawing
from reportkit.page.compose.edition import compose
from reportkit.page.compose.illustrations import Illustrated, illustrate
from reportkit.page.compose.page_model import Page
from reportkit.page.html.screen import for_screen
from reportkit.page.pdf.engine import render
from tests.page.composing import book_of, history_after

CHART = """
    section: floods
    figures:
      - {id: y1, metric: killed, best: 4, provider: un, method: count, series: per-year,
         scope: period, period: {start: 2023-01-01, end: 2023-12-31}, source_refs: [s1]}
      - {id: y0, metric: killed, best: 5, provider: un, method: count, series: per-year,
         scope: period, period: {start: 2022-01-01, end: 2022-12-31}, source_refs: [s1]}
      - {id: y2, metric: killed, best: 7, provider: un, method: count, series: per-year,
         scope: period, period: {start: 2024-01-01, end: 2024-12-31}, source_refs: [s1]}
    """
CROSSING = """
    section: talks
    places:
      - {id: gate, name: The Gate, kind: crossing, country: Kenya, lat: 0.5, lon: 37,
         geo_precision: 1}
    measures:
      - {id: shut, kind: crossing_closure, by: upper, place: gate, traffic: trade,
         measure_status: in_force, since: 2025-10-08, statement: The gate is shut,
         source_refs: [s1]}
    """
TOLL = """
    figures:
      - {id: toll, metric: killed, best: #, provider: un, method: count, as_of: 2025-10-#,
         series: toll, source_refs: [s1]}
    """
KEY = "key_figures: [toll]"


def illustrated(book: Book, history: History | None = None) -> tuple[Illustrated, Page]:
    """Draw anew and compose."""
    shown = illustrate(book, history, design(), {})
    return shown, compose(book, name="1", history=history, pictures=shown.pictures)


def design() -> Design:
    """Give the shipped design."""
    return read_design(Path("nowhere"))[0]


def test_the_map_stands_beside_the_crossings_it_shows(tmp_path: Path) -> None:
    _, page = illustrated(book_of(tmp_path, CROSSING))

    (board,) = next(section.status_tables for section in page.sections if section.status_tables)
    assert board.drawing is not None
    assert board.drawing.alt.startswith("Map. Crossings: The Gate trade closed.")
    assert [drawing.src for drawing in page.drawings] == ["pictures/timeline.svg"]


def test_a_chart_goes_where_its_figures_go(tmp_path: Path) -> None:
    """Old numbers are sentences of the annex, without a picture."""
    before, book = book_of(tmp_path / "before", CHART), book_of(tmp_path, CHART)
    history = history_after(tmp_path, before, book)

    (first,) = (each.drawings for each in illustrated(book)[1].sections if each.drawings)
    later = [each.drawings for each in illustrated(book, history)[1].sections if each.drawings]
    assert [drawing.src for drawing in first] == ["pictures/series-per-year.svg"]
    assert later == []


def test_a_key_figure_that_moved_over_three_editions_has_a_sparkline(tmp_path: Path) -> None:
    before, book = (book_of(tmp_path / day, _toll(day), edition=KEY) for day in ("8", "9"))
    two = history_after(tmp_path, before, book)
    moved = [("best", "7"), ("as_of", "2025-10-07")]
    rows = tuple(
        SealedChange(
            record="toll",
            class_=ChangeClass.UPDATED,
            reason=None,
            evidence=(),
            field=field,
            was=was,
            now="x",
        )
        for field, was in moved
    )
    three = replace(two, logs=(SealedLog(from_="0", to="1", rows=rows, counts={}, renamed={}),))

    assert illustrated(book, two)[0].pictures.sparks == {}
    spark = illustrated(book, three)[0].pictures.sparks["toll"]
    assert spark.alt == "up from 7 (7 Oct) to 9 (9 Oct)"


def _toll(day: str) -> str:
    return TOLL.replace("-#", f"-0{day}").replace("#", day)


def test_the_same_drawing_stands_in_the_pdf_and_in_the_file_for_the_screen(tmp_path: Path) -> None:
    book = book_of(tmp_path, CROSSING)
    shown, page = illustrated(book)
    whole = Design({**design().files, **shown.files})
    rendered = render(page, whole, moment=book.edition.published)
    screen = for_screen(rendered.html, whole)

    assert '<img src="pictures/map.svg"' in rendered.html
    assert '<svg role="img" aria-label="Map. Crossings: The Gate trade closed.' in screen
    assert "pictures/" not in screen


def test_what_was_drawn_before_is_not_drawn_again(tmp_path: Path) -> None:
    book = book_of(tmp_path, CROSSING)
    kept: dict[str, Drawing] = {}
    first = illustrate(book, None, design(), kept)
    for key in kept:
        kept[key] = Drawing("<svg>kept</svg>", 10.0)

    again = illustrate(book, None, design(), kept)
    assert first.files.keys() == again.files.keys()
    assert set(again.files.values()) == {b"<svg>kept</svg>"}
