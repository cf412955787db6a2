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
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

from reportkit.page.assets import Design
from reportkit.page.charts.arabic_script import drawn_for_pdf
from reportkit.page.design.svg_check import unfit_svg
from reportkit.page.html.parser import keep_patterns
from reportkit.page.html.render import render_html
from reportkit.page.html.sandbox import environment_of
from reportkit.page.html.screen import for_paper
from reportkit.page.pagination import Document, LaidOut, cut_after, paginate
from reportkit.page.pdf.compress import pack_table
from reportkit.page.pdf.engine_warnings import warning
from reportkit.page.pdf.pdfa import attachments, finish
from reportkit.page.pdf.structure_tree import add_tags
from reportkit.page.render_job import HTML, INSPECTING, PDF, RenderJob
from reportkit.problems import MachineUnable, Mark, Problem, ReportkitError, SeedsRejected

#: A host that cannot exist. A scheme of our own would break relative addresses.
BASE = "https://assets.invalid/"
#: To be kept and with files inside (ISO 19005-3, level A); ``pdfa`` adds PDF/UA-1.
VARIANT = "pdf/a-3a"
MAX_PIXELS = 40_000_000
_PAGE = Mark("templates/brief.html.j2", 1, 1)


@dataclass(frozen=True, slots=True)
class Typeset:
    """A document typeset; its files lie in the scratch folder."""

    pages: int
    demoted: int  # how many of the things that may be demoted are
    step: int  # how many steps page 1 gave way


class _LaidOutDocument(NamedTuple):
    """What the engine made of one document, not looked at yet."""

    layout: LaidOut
    pages: list[Any]  # boxes
    pdf: bytes


def typeset(
    job: RenderJob,
    document: Document,
    demoted_before: Mapping[str, int],
    scratch: Path,
    progress: Callable[[str], None],
) -> Typeset:
    """Write HTML and PDF of a document, and inspect the PDF; raise with all that is wrong with it.

    ``demoted_before`` says how many things left each document before it.
    """
    from reportkit.page.preflight.inspect import inspect

    progress("setting")
    environment = environment_of(job.design)

    @cache
    def set_(demoted: int, step: int) -> str:
        page = document.compose(demoted, demoted_before, step)
        return render_html(job.design, page, document.template, environment=environment)

    set_(0, 0)  # a template is refused before the engine is loaded
    os.environ["SOURCE_DATE_EPOCH"] = str(int(job.moment.timestamp()))
    os.environ["FONTCONFIG_FILE"] = str(_fonts(job.design, scratch))
    weasyprint = load_engine()
    progress("rendering")
    with _warnings_as_problems():
        result = _render(_Setting(weasyprint, set_, job, document))
    noise = (scratch / "noise.txt").read_text("utf-8", "replace") if _noise(scratch) else ""
    if complaints := re.findall(r"(?:CRITICAL|WARNING) \*\*: (.*)", noise):
        raise SeedsRejected(warning(complaint, job.design) for complaint in complaints)
    layout = result.layout
    (scratch / f"{document.name}{HTML}").write_text(layout.html, encoding="utf-8")
    (scratch / f"{document.name}{PDF}").write_bytes(result.pdf)  # for who looks on meanwhile
    progress(INSPECTING)
    carried = replace(job, attached=job.carried_by(document))
    if problems := inspect(layout.tree, result.pages, result.pdf, carried):
        raise SeedsRejected(problems)
    return Typeset(len(result.pages), layout.demoted, layout.step)


class _Setting(NamedTuple):
    """A document about to be laid out."""

    weasyprint: Any
    set: Callable[[int, int], str]
    render_job: RenderJob
    document: Document


def tool_versions() -> dict[str, str]:
    """Name what can change the bytes of a PDF; asks the libraries that are loaded."""
    from weasyprint.text.ffi import pango

    number = pango.pango_version()  # 15012 is 1.50.12
    pango_version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    names = ("weasyprint", "pydyf", "jinja2", "fonttools")
    return {**{name: version(name) for name in names}, "pango": pango_version}


def load_engine() -> Any:
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
    keep_patterns()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    gc.enable()
    return weasyprint


def _fonts(design: Design, scratch: Path) -> Path:
    """Lay out the design's fonts, once in a folder, and a fontconfig file that knows no others."""
    folder, config = scratch / "fonts", scratch / "fonts.conf"
    if config.exists():
        return config
    folder.mkdir()
    for name, content in design.files.items():
        if name.startswith("styles/fonts/") and not name.endswith(".svg"):
            file = folder / name.removeprefix("styles/fonts/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{escape(str(folder))}</dir><cachedir>{escape(str(scratch / 'cache'))}</cachedir>"
        "</fontconfig>",
        encoding="utf-8",
    )
    return config


def _render(setting: _Setting) -> _LaidOutDocument:
    """Render under watch: any warning and any address refused ends in SeedsRejected."""
    weasyprint, render_job = setting.weasyprint, setting.render_job
    heard = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(heard)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    fetcher = _fetcher(render_job.design)
    result: _LaidOutDocument | None = None

    def lay_out(html: str, *, until: str = "") -> tuple[Any, Any]:
        known = len(heard.messages)
        document = weasyprint.HTML(string=for_paper(html), base_url=BASE, url_fetcher=fetcher)
        if until:  # is measured and never written: its links into the annexes may lead nowhere
            cut_after(document.etree_element, until)
        laid_out = document.render(pdf_variant=VARIANT)
        if until:
            del heard.messages[known:]
        return laid_out, document.etree_element

    try:
        result = _written(setting, paginate(setting.document, setting.set, lay_out))
    except RecursionError:
        raise SeedsRejected([Problem("render", "the page is nested too deeply", _PAGE)]) from None
    except weasyprint.urls.FatalURLFetchingError:
        pass  # told below, from the fetcher's own list: not every refusal gets here
    finally:
        logger.removeHandler(heard)
    warned = (warning(message, render_job.design) for message in heard.messages)
    problems = [*map(_refused, fetcher.refused), *warned]
    if result is not None and not problems:
        return result
    raise SeedsRejected(problems or [_endless()])


def _written(setting: _Setting, layout: LaidOut) -> _LaidOutDocument:
    """Write the PDF of what was laid out."""
    render_job = setting.render_job
    setting.weasyprint.pdf.add_tags = add_tags  # it offers no other way in
    laid_out = layout.laid_out
    laid_out.metadata.created = laid_out.metadata.modified = render_job.moment.isoformat()
    target = BytesIO()
    laid_out.write_pdf(
        target,
        pdf_variant=VARIANT,
        attachments=attachments(render_job.carried_by(setting.document), render_job.moment),
        finisher=finish,
    )
    pages = [page._page_box for page in laid_out.pages]  # noqa: SLF001
    return _LaidOutDocument(layout, pages, pack_table(target.getvalue()))


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
                    if name.endswith(".svg"):
                        content = drawn_for_pdf(content)
                    return URLFetcherResponse(url, content, {"Content-Type": _media_type(name)})
            self.refused.append((url, why))
            raise ValueError(f"{url}: {why}")

    return AssetFetcher()


def _unfit(name: str, content: bytes) -> str:
    """Say why a file of the design cannot be shown; the engine would draw half of it."""
    kind = Path(name).suffix
    if kind == ".svg":
        why = unfit_svg(content)
        return f"it {why}" if why else ""
    if kind in (".png", ".jpg", ".jpeg"):
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


@contextmanager
def _warnings_as_problems() -> Iterator[None]:
    """Tell what the engine raises of what it is given to set: a strange size, a bad number."""
    try:
        yield
    except Exception as error:
        if not _is_engines(error):
            raise
        raise SeedsRejected([_stumbled(error)]) from None


def _is_engines(error: Exception) -> bool:
    """Tell whether the engine raised it, of what it was given to set; not we, nor the machine."""
    if isinstance(error, ReportkitError | MemoryError | OSError):
        return False
    last = ""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        room = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        last = room if room in ("reportkit", "weasyprint") else last
    return last == "weasyprint"


def _stumbled(error: Exception) -> Problem:
    said = str(error).splitlines() or [""]
    return Problem(
        "render",
        f"the engine cannot set the page: {type(error).__name__}: {said[0][:200]}",
        _PAGE,
        "some size or number in the templates or style sheets is one that it cannot reckon with, "
        "or something is nested too deeply",
    )


def _endless() -> Problem:
    return Problem(
        "render",
        "a style sheet or a picture brings in itself, or the engine cannot follow it",
        _PAGE,
        "link each style sheet from the template by itself",
    )


def _noise(scratch: Path) -> bool:
    noise = scratch / "noise.txt"
    return noise.exists() and noise.stat().st_size > 0
