"""What a picture is, and what makes it the same picture as last time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from reportkit.files.fingerprint import by_status, fingerprint, program_digest
from reportkit.files.package import package_folder
from reportkit.i18n.translate import current_locale, gettext
from reportkit.model.book import Book
from reportkit.page.charts.style import Style
from reportkit.page.labels import semicolons

FULL_MM, HALF_MM = 174.0, 84.0  # of the page
_MOST_RESULTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One drawing, and the words that the page sets around it."""

    svg: str
    alt: str  # the finding, for those who do not see the drawing
    caption: str  # what it shows, of where and when
    source: str  # who says so, and up to when
    width_mm: float
    height_mm: float
    note: str = ""  # how to read it, what it leaves out, a disclaimer
    records: tuple[str, ...] = ()  # the ids it shows, for the numbers of their sources
    measure: str = ""  # below the caption: what is counted, in which unit
    items: tuple[str, ...] = ()  # the same as a list, for a screen that is too small to draw on


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a pen leaves on paper: all that is worth keeping."""

    svg: str
    height_mm: float
    left_out: str = ""  # "Unnamed on the map: Wana." or nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A picture that can be drawn; planning is cheap and drawing is not."""

    id: str  # "timeline", "map", "tolls-border-night", "series-attacks-per-year"
    section: str  # the section whose records it shows, "" for the whole edition
    key: str  # digest of everything it shows: same key, same drawing
    alt: str
    caption: str
    source: str  # with the cut-off, which is no part of the drawing
    note: str
    records: tuple[str, ...]  # the ids it shows; in a section, one of them is in the body
    width_mm: float
    draw: Callable[[], Drawing]
    css: str = ""  # how the page sets it: ``Drawing`` in reportkit/page/compose/view_model.py
    measure: str = ""  # below the caption: what is counted, in which unit
    items: tuple[str, ...] = ()  # what it shows, as a list for a small screen


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a picture is planned for, beside the records."""

    style: Style
    cut_off: str  # as the page words it: "19 Oct 2025, 23:59 UTC"
    mapdata: Path  # the folder of the shapes; planning does not open it


#: An entry of ``CHARTS``: plans the pictures of one kind that the records give, if any.
Chart = Callable[[Book, Canvas], Iterator[Plan]]


def cache_key(shown: object, style: Style, width_mm: float) -> str:
    """Digest what a picture shows, how it looks, its language and the program that draws it.

    ``shown`` must be a frozen value of texts, numbers, days and tuples: its ``repr`` is
    what is digested.
    """
    language = current_locale()
    words = (_renderer(), language.language, language.records)
    return sha256(f"{words!r}|{style!r}|{width_mm}|{shown!r}".encode()).hexdigest()


def drawn(plans: Iterable[Plan], kept: MutableMapping[str, Drawing]) -> dict[str, Picture]:
    """Give every planned picture by its id; only those not in ``kept`` by key are drawn."""
    return {plan.id: _picture(plan, kept) for plan in plans}


def short_list(parts: Sequence[str]) -> str:
    """Join parts for an ear: a listener cannot skip what a reader skims."""
    more = len(parts) - _MOST_RESULTS
    rest = [gettext("and {number} more", number=more)] if more > 0 else []
    return semicolons([*parts[:_MOST_RESULTS], *rest])


def _picture(plan: Plan, kept: MutableMapping[str, Drawing]) -> Picture:
    drawing = kept.get(plan.key)
    if drawing is None:
        drawing = kept[plan.key] = plan.draw()
    return Picture(
        svg=drawing.svg,
        alt=plan.alt,
        caption=plan.caption,
        source=plan.source,
        width_mm=plan.width_mm,
        height_mm=drawing.height_mm,
        note=" ".join(part for part in (plan.note, drawing.left_out) if part),
        records=plan.records,
        measure=plan.measure,
        items=plan.items,
    )


@cache
def _renderer() -> str:
    """Digest program and shapes: a mended word, day or border is never hidden by a kept one."""
    return fingerprint((program_digest(),), by_status(package_folder("mapdata"))).digest
