"""What the finished file carries: its fonts, its attachments, no program."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from reportkit.page.assets import Design
from reportkit.page.preflight.messages import PAGE
from reportkit.page.render_job import Attached
from reportkit.problems import Problem

_FONTS = (".ttf", ".otf", ".woff2")
_FACE = re.compile(r"@font-face\s*\{[^}]*?font-family:\s*[\"']?([^;\"'}]+)")
#: What follows the family in a font's name: "Source-Sans-3-Semi-Bold-Italic".
_STYLES = re.compile(
    r"(?i:bold|italic|oblique|regular|roman|thin|light|book|medium|black|heavy|ultra|extra|semi"
    r"|demi|condensed|expanded|small|caps|[-, ])*"
)


def carried(document: Any, attached: tuple[Attached, ...]) -> Iterator[Problem]:
    """Name what a PDF (pypdfium2) carries and should not, and what it lacks."""
    from pypdfium2 import raw

    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        yield Problem("pdf-script", "the PDF carries a program", PAGE)
    wanted = {file.name: file.content for file in attached}
    attachments = dict(_attachments(document))
    for name in sorted(attachments.keys() | wanted.keys()):
        if name not in wanted:
            yield Problem("pdf-attachment", f"the PDF carries '{name}', not asked for", PAGE)
        elif attachments.get(name) != wanted[name]:
            yield Problem("pdf-attachment", f"'{name}' is not whole in the PDF", PAGE)


def fonts_of(text_objects: Iterable[Any]) -> dict[str, bool]:
    """Give each font that the texts of a page are set in, and whether the file carries it."""
    from pypdfium2 import raw

    fonts: dict[str, bool] = {}
    known = set()
    for text in text_objects:
        font = raw.FPDFTextObj_GetFont(text.raw)
        at = ctypes.addressof(font.contents)
        if at not in known:
            known.add(at)
            name = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, name, 256)
            fonts[name.value.decode(errors="replace")] = raw.FPDFFont_GetIsEmbedded(font) == 1
    return fonts


def foreign(fonts: Mapping[str, bool], design: Design) -> Iterator[Problem]:
    """Name the fonts that the design does not ship, and those that are not in the file."""
    shipped = families(design)
    for name, embedded in sorted(fonts.items()):
        plain = re.sub(r"^[A-Z]{6}\+", "", name)  # of a part of a font
        if not embedded:
            yield _foreign(f"the PDF needs the font '{plain}' and does not carry it")
        elif not any(_is_of(plain, family) for family in shipped):
            yield _foreign(f"the PDF is set in '{plain}', which is no font of this series")


def families(design: Design) -> frozenset[str]:
    """Name the families of the design's font files, and those that its styles declare."""
    family_names: set[str | None] = set()
    for name, content in design.files.items():
        if name.endswith(_FONTS):
            family_names |= _families_in(content)
        elif name.endswith((".css", ".j2")):
            family_names |= {face.strip() for face in _FACE.findall(content.decode())}
    return frozenset(name for name in family_names if name)


@lru_cache(maxsize=256)  # the documents of an edition share their fonts
def _families_in(font_file: bytes) -> frozenset[str | None]:
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(font_file), lazy=True) as font:
        names = font["name"]
        return frozenset((names.getDebugName(16), names.getDebugName(1)))


def _is_of(name: str, family: str) -> bool:
    written = family.replace(" ", "-")
    return name.startswith(written) and bool(_STYLES.fullmatch(name[len(written) :]))


def _foreign(message: str) -> Problem:
    hint = "name a family of styles/fonts/ in the style, or put the font there"
    return Problem("font-foreign", message, PAGE, hint)


def _attachments(document: Any) -> Iterator[tuple[str, bytes]]:
    from pypdfium2 import raw

    for at in range(raw.FPDFDoc_GetAttachmentCount(document.raw)):
        file = raw.FPDFDoc_GetAttachment(document.raw, at)
        size = raw.FPDFAttachment_GetName(file, None, 0)
        name = ctypes.create_string_buffer(size)
        raw.FPDFAttachment_GetName(file, ctypes.cast(name, ctypes.POINTER(raw.FPDF_WCHAR)), size)
        length = ctypes.c_ulong()
        raw.FPDFAttachment_GetFile(file, None, 0, length)
        content = ctypes.create_string_buffer(length.value)
        raw.FPDFAttachment_GetFile(file, content, length, length)
        yield name.raw[: size - 2].decode("utf-16-le"), content.raw
