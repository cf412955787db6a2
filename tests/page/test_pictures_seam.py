"""A further chart is one entry: it is drawn, kept, and stands on the page like the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportkit.model.book import Book
from reportkit.model.evidence import Actor
from reportkit.page.charts import gallery
from reportkit.page.charts.chart import HALF_MM, Canvas, Drawing, Plan, cache_key
from reportkit.page.charts.gallery import CHARTS
from reportkit.page.charts.svg import sheet
from reportkit.page.compose.edition import compose
from reportkit.page.compose.illustrations import illustrate
from tests.page.composing import book_of
from tests.page.test_illustrated import design

drawings: list[str] = []  # each time that one was drawn


def plan_actors(book: Book, canvas: Canvas) -> Iterator[Plan]:
    """Plan a picture of how many actors there are."""
    names = tuple(actor.name for actor in book.all(Actor))

    def draw() -> Drawing:
        drawings.append("actors")
        return Drawing(sheet(100, 20, []), 7.0)

    yield Plan(
        id="actors",
        section="",
        key=cache_key(names, canvas.style, HALF_MM),
        alt=f"{len(names)} actors.",
        caption="Who acts",
        source=f"Information to {canvas.cut_off}.",
        note="",
        records=(),
        width_mm=HALF_MM,
        draw=draw,
    )


def test_a_chart_that_is_entered_is_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gallery, "CHARTS", (*CHARTS, plan_actors))
    book, kept = book_of(tmp_path), dict[str, Drawing]()
    first = illustrate(book, None, design(), kept)
    page = compose(book, name="1", history=None, pictures=first.pictures)
    (shown,) = (each for each in page.drawings if each.src == "pictures/actors.svg")

    assert f"{len(book.all(Actor))} actors." == shown.alt
    assert "Information to 12 Oct 2025, 23:59 UTC." == shown.source
    assert first.files["pictures/actors.svg"].startswith(b"<svg")
    assert first.files == illustrate(book, None, design(), kept).files
    assert ["actors"] == drawings
