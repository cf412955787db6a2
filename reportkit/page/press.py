"""The press: HTML to PDF with WeasyPrint, refusing whatever the engine would pass over.

Runs only inside the child of ``engine``. The engine logs a missing picture, an unknown
property or a glyph that no font has, and makes a PDF all the same; here each of these
refuses the edition.
"""

from __future__ import annotations

import gc
import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

from reportkit.page.assets import Design
from reportkit.page.fitting import Sheet, body_alone, broken, extent_of, guess, least
from reportkit.page.html import render_html
from reportkit.problems import MachineUnable, Mark, Problem, SeedsRejected

#: A host that cannot exist. A scheme of our own would break relative addresses.
BASE = "https://assets.invalid/"
#: Tagged and titled, so that a screen reader hears what the eye sees.
VARIANT = "pdf/ua-1"
MAX_PIXELS = 40_000_000
_PAGE = Mark("templates/brief.html.j2", 1, 1)


@dataclass(frozen=True, slots=True)
class Pressed:
    """One document off the press; its files lie in the workshop."""

    name: str
    pages: int
    left: int  # how many of the things that may leave have left


def press(
    sheets: Sequence[Sheet],
    design: Design,
    moment: datetime,
    workshop: Path,
    progress: Callable[[str], None],
) -> list[Pressed]:
    """Write an HTML and a PDF file for each sheet, or raise with all that is wrong with one."""
    progress("setting")
    first = render_html(design, sheets[0].compose(0, {}), sheets[0].template)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    os.environ["FONTCONFIG_FILE"] = str(_fonts(design, workshop))
    progress("loading the engine")
    weasyprint = _engine()
    pressed: list[Pressed] = []
    for sheet in sheets:
        progress("rendering")
        settled = {each.name: each.left for each in pressed}
        with _watch(weasyprint, design) as watch:
            done = _settle(_Press(weasyprint, design, watch), sheet, settled, first)
            pdf = _written(done.laid_out)
        first = ""
        noise = (workshop / "noise.txt").read_text(errors="replace") if _noise(workshop) else ""
        if complaints := re.findall(r"(?:CRITICAL|WARNING) \*\*: (.*)", noise):
            raise SeedsRejected(_warned(complaint) for complaint in complaints)
        progress("inspecting")
        from reportkit.page.gate import inspect

        if problems := inspect(done.tree, pdf):
            raise SeedsRejected(problems)
        (workshop / f"{sheet.name}.html").write_text(done.html)
        (workshop / f"{sheet.name}.pdf").write_bytes(pdf)
        pressed.append(Pressed(sheet.name, len(done.laid_out.pages), done.left))
    return pressed


def tool_versions() -> dict[str, str]:
    """Name what can change the bytes of a PDF; asks the libraries that are loaded."""
    from weasyprint.text.ffi import pango

    number = pango.pango_version()  # 15012 is 1.50.12
    pango_version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    names = ("weasyprint", "pydyf", "jinja2", "fonttools")
    return {**{name: version(name) for name in names}, "pango": pango_version}


def _engine() -> Any:
    """Import WeasyPrint; the collector rests meanwhile, for nothing imported is garbage."""
    gc.disable()
    try:
        import weasyprint
    except OSError as error:
        raise MachineUnable(
            f"WeasyPrint cannot load a library of the system: {error}\n"
            "  on Debian or Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0\n  on macOS: brew install pango"
        ) from None
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    gc.enable()
    return weasyprint


def _fonts(design: Design, workshop: Path) -> Path:
    """Lay out the design's fonts and a fontconfig file that knows no others."""
    folder = workshop / "fonts"
    folder.mkdir()
    for name, content in design.files.items():
        if name.startswith("styles/fonts/") and not name.endswith(".svg"):
            (folder / Path(name).name).write_bytes(content)
    config = workshop / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{escape(str(folder))}</dir><cachedir>{escape(str(workshop / 'cache'))}</cachedir>"
        "</fontconfig>"
    )
    return config


class _Watch(NamedTuple):
    """What the engine may fetch, and what it said meanwhile."""

    fetcher: Any
    heard: _Listener


class _Press(NamedTuple):
    """All that a layout needs but the page."""

    weasyprint: Any
    design: Design
    watch: _Watch


class _Settled(NamedTuple):
    """A document as it is laid out, with what had to leave left out."""

    html: str
    laid_out: Any
    tree: Any
    left: int


def _settle(by: _Press, sheet: Sheet, settled: Mapping[str, int], first: str) -> _Settled:
    """Lay a sheet out with as much as its bounds allow; ``first`` is it set whole, if it was."""

    def set_(left: int) -> str:
        return render_html(by.design, sheet.compose(left, settled), sheet.template)

    def fits(left: int) -> bool:
        extent = extent_of(*_laid_out(by, set_(left), body=True))
        return not broken(extent, sheet.bounds)

    left, html = 0, first or set_(0)
    while True:
        laid_out, tree = _laid_out(by, html)
        extent = extent_of(laid_out, tree, sheet.leaving)
        bad = broken(extent, sheet.bounds)
        if not bad:
            return _Settled(html, laid_out, tree, left)
        most = len(sheet.leaving)
        if left < most and all(bound.yields for bound in bad):
            # With its annexes a body may run over where alone it did not; then one more leaves.
            left = left + 1 if left else least(fits, most, guess(extent, sheet))
        else:
            left = most + 1
        if left > most:
            raise SeedsRejected(bound.refusal for bound in bad)
        html = set_(left)


def _laid_out(by: _Press, html: str, *, body: bool = False) -> tuple[Any, Any]:
    """Lay out and give the document and the tree that was set; of the body alone if asked.

    A body alone is measured and never written: what the engine says of it, such as that links
    into the annexes lead nowhere, is not heard.
    """
    heard = by.watch.heard.messages
    known = len(heard)
    document = by.weasyprint.HTML(string=html, base_url=BASE, url_fetcher=by.watch.fetcher)
    if body:
        body_alone(document.etree_element)
    laid_out = document.render(pdf_variant=VARIANT)
    if body:
        del heard[known:]
    return laid_out, document.etree_element


def _written(laid_out: Any) -> bytes:
    """Write the PDF of what was laid out."""
    target = BytesIO()
    laid_out.write_pdf(target, pdf_variant=VARIANT)
    return target.getvalue()


@contextmanager
def _watch(weasyprint: Any, design: Design) -> Iterator[_Watch]:
    """Any warning and any address refused meanwhile ends in SeedsRejected."""
    watch = _Watch(_fetcher(design), _Listener())
    logger = logging.getLogger("weasyprint")
    logger.addHandler(watch.heard)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    stopped = False
    try:
        yield watch
    except RecursionError:
        raise SeedsRejected([Problem("render", "the page is nested too deeply", _PAGE)]) from None
    except weasyprint.urls.FatalURLFetchingError:
        stopped = True  # told below, from the fetcher's own list: not every refusal gets here
    finally:
        logger.removeHandler(watch.heard)
    problems = [*map(_refused, watch.fetcher.refused), *map(_warned, watch.heard.messages)]
    if stopped or problems:
        raise SeedsRejected(problems)


class _Listener(logging.Handler):
    """Keeps what the engine warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _fetcher(design: Design) -> Any:
    """Make a fetcher that knows the design's files and nothing else in the world."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class AssetFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
            self.refused: list[tuple[str, str]] = []

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            why = "it is no file of this series"
            parts = urlsplit(url)
            name = unquote(parts.path).lstrip("/")
            if url.startswith(BASE) and not parts.query and name in design.files:
                content = design.files[name]
                why = _unfit(name, content)
                if not why:
                    return URLFetcherResponse(url, content, {"Content-Type": _media_type(name)})
            self.refused.append((url, why))
            raise ValueError(f"{url}: {why}")

    return AssetFetcher()


def _unfit(name: str, content: bytes) -> str:
    """Say why a file of the design cannot be shown; the engine would draw half of it."""
    kind = Path(name).suffix
    if kind == ".svg":
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            return "an SVG with a document type can explode; delete the DOCTYPE"
    elif kind in (".png", ".jpg", ".jpeg"):
        from PIL import Image, ImageFile

        patient = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it
        try:
            with Image.open(BytesIO(content)) as image:
                if image.width * image.height > MAX_PIXELS:
                    return "the picture has more than 40 million pixels"
                image.load()
        except Exception:  # noqa: BLE001  # Pillow raises many kinds
            return "the picture is broken or cut off"
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = patient
    return ""


def _media_type(name: str) -> str:
    kinds = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
    kinds |= {".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
    return kinds.get(Path(name).suffix, "application/octet-stream")


def _refused(refusal: tuple[str, str]) -> Problem:
    url, why = refusal
    shown = url.removeprefix(BASE)
    return Problem(
        "asset-refused",
        f"the page asks for '{shown[:200]}': {why}",
        _PAGE,
        "put the file under styles/ and name it as styles/...",
    )


def _warned(message: str) -> Problem:
    return Problem(
        "render-warning",
        f"the engine warns: {message[:300]}",
        _PAGE,
        "an edition is refused on any warning",
    )


def _noise(workshop: Path) -> bool:
    noise = workshop / "noise.txt"
    return noise.exists() and noise.stat().st_size > 0
