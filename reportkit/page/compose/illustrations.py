"""The pictures of an edition, drawn and ready to be set: what compose and the press need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from reportkit.changes.delta import ELAPSED
from reportkit.editions.history import History
from reportkit.files.package import package_folder
from reportkit.model.book import Book
from reportkit.model.evidence import Figure
from reportkit.page.assets import Design
from reportkit.page.charts.border_map_plan import MAP
from reportkit.page.charts.chart import Drawing as Kept
from reportkit.page.charts.chart import Picture, Plan, drawn
from reportkit.page.charts.gallery import plans_of
from reportkit.page.charts.series import reading_of
from reportkit.page.charts.series_plan import sparkline
from reportkit.page.charts.strip import STRIP
from reportkit.page.charts.style import Style, style_of
from reportkit.page.compose.language_isolation import in_its_language
from reportkit.page.compose.page_model import Illustration, Pictures
from reportkit.page.compose.view_model import Drawing

#: Where the pictures of an edition lie among the files of its design.
FOLDER = "pictures/"


@dataclass(frozen=True, slots=True)
class Illustrated:
    """Pictures as the page names them, and their files by that name."""

    pictures: Pictures
    files: Mapping[str, bytes]


@in_its_language
def illustrate(
    book: Book, history: History | None, design: Design, kept: MutableMapping[str, Kept]
) -> Illustrated:
    """Draw what the records show; only what is not in ``kept`` costs anything.

    A brief that wants no pictures has none, and a picture without data is left out.
    """
    style = style_of(design.files)
    mapdata = package_folder("mapdata")
    plans = list(plans_of(book, style, mapdata))
    sparks = dict(_sparks(book, history, style))
    pictures = drawn([*plans, *sparks.values()], kept)
    return Illustrated(
        Pictures(
            whole=tuple(
                _drawing(plan, pictures[plan.id])
                for plan in plans
                if not plan.section and plan.id not in (STRIP, MAP)
            ),
            strip=_one_of(plans, pictures, STRIP),
            map=_one_of(plans, pictures, MAP),
            parts=tuple(
                Illustration(plan.section, plan.records, _drawing(plan, pictures[plan.id]))
                for plan in plans
                if plan.section
            ),
            sparks={id: _drawing(plan, pictures[plan.id]) for id, plan in sparks.items()},
        ),
        {_file(id): picture.svg.encode() for id, picture in pictures.items()},
    )


def _sparks(book: Book, history: History | None, style: Style) -> Iterator[tuple[str, Plan]]:
    """Plan a sparkline for each key figure that moved over three editions or more."""
    year = book.edition.period.end.year
    for id in book.edition.key_figures:
        figure = book.get(Figure, id)
        if figure is None or history is None or figure.metric in ELAPSED:
            continue
        readings = [reading_of(told, year) for told in history.time_series(figure)]
        plan = sparkline(id, [reading for reading in readings if reading], style)
        if plan:
            yield id, plan


def _one_of(plans: Sequence[Plan], pictures: Mapping[str, Picture], id: str) -> Drawing | None:
    return next((_drawing(plan, pictures[id]) for plan in plans if plan.id == id), None)


def _drawing(plan: Plan, picture: Picture) -> Drawing:
    return Drawing(
        src=_file(plan.id),
        alt=picture.alt,
        caption=picture.caption,
        source=picture.source,
        note=picture.note,
        css=plan.css,
        measure=picture.measure,
        items=picture.items,
        width=f"{picture.width_mm:g}mm",
    )


def _file(id: str) -> str:
    return f"{FOLDER}{id}.svg"
