"""What a screen reader meets in a PDF: its structure tree, read with other programs than ours."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
from pypdfium2 import raw


class Element(NamedTuple):
    """One element of the tree."""

    kind: str  # "P", "TH"
    lang: str  # its own or that of what holds it
    attributes: dict[str, str]  # of all owners
    alt: str
    text: str  # of its own content and of all inside, in the order of the tree
    children: tuple[Element, ...]

    def within(self) -> Iterator[Element]:
        """Give this element and all inside."""
        yield self
        for child in self.children:
            yield from child.within()


class Link(NamedTuple):
    """One area to click."""

    words: str  # what it is announced by
    height: float  # in points
    in_tree: bool


def tree_of(pdf: bytes) -> Element:
    """Read the structure tree."""
    spoken = _spoken(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        root = document.Root.StructTreeRoot.K[0]
        return _element(root, pages, spoken, str(document.Root.Lang), None)


def links_of(pdf: bytes) -> list[Link]:
    """Give the links of all pages."""
    with pikepdf.open(BytesIO(pdf)) as document:
        known = {
            kid.Obj.objgen
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and "/S" in each and "/K" in each
            for kid in _kids(each)
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
        }
        return [
            Link(
                words=str(link.get("/Contents", "")),
                height=float(link.Rect[3] - link.Rect[1]),
                in_tree=link.objgen in known,
            )
            for page in document.pages
            for link in page.get("/Annots", [])
        ]


def order_kept(pdf: bytes) -> list[float]:
    """Tell for each page which share of its content is drawn in the order of the tree."""
    marks_by_page: dict[int, list[int]] = {}
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        for page, mark in _marks(document.Root.StructTreeRoot.K[0], pages, None):
            marks_by_page.setdefault(page, []).append(mark)
    return [len(_rising(marks)) / len(marks) for _, marks in sorted(marks_by_page.items())]


def _rising(numbers: list[int]) -> list[int]:
    """Give a list as long as the longest run of growing numbers among these (patience)."""
    heaps: list[int] = []
    for number in numbers:
        at = bisect_left(heaps, number)
        heaps[at : at + 1] = [number]
    return heaps


def faults_in(pdf: bytes) -> list[str]:
    """Tell what would mislead or hinder who reads by ear or by keyboard."""
    return [*_faults_of(tree_of(pdf)), *_bad_links(pdf)]


def _faults_of(root: Element) -> Iterator[str]:
    level = 0
    for element in root.within():
        if element.kind == "TH" and "/Scope" not in element.attributes:
            yield f"the table head '{element.text}' has no direction"
        if element.kind == "Figure" and not element.alt:
            yield "a picture has no alternative text"
        if element.kind == "P" and not element.text.strip() and not element.children:
            yield "a paragraph is empty"
        if element.kind[0] == "H" and element.kind[1:].isdigit():
            if int(element.kind[1:]) > level + 1:
                yield f"from a head of level {level} to {element.kind}: '{element.text}'"
            level = int(element.kind[1:])
    if not root.lang:
        yield "the document names no language"


def _bad_links(pdf: bytes) -> Iterator[str]:
    for link in links_of(pdf):
        if link.height < 5:
            yield f"the link '{link.words}' is {link.height} pt high"
        if not link.words:
            yield "a link has no words"
        if not link.in_tree:
            yield f"the link '{link.words}' is not in the tree"


def _element(
    element: Any,
    pages: dict[tuple[int, int], int],
    spoken: dict[tuple[int, int], str],
    lang: str,
    page: int | None,
) -> Element:
    lang = str(element.get("/Lang", lang))
    if "/Pg" in element:
        page = pages[element.Pg.objgen]
    children = tuple(
        _element(kid, pages, spoken, lang, page) for kid in _kids(element) if _is_element(kid)
    )
    return Element(
        kind=str(element.S).removeprefix("/"),
        lang=lang,
        attributes=_attributes(element),
        alt=str(element.get("/Alt", "")),
        text="".join(spoken.get(mark, "") for mark in _marks(element, pages, page)),
        children=children,
    )


def _marks(
    element: Any, pages: dict[tuple[int, int], int], page: int | None
) -> Iterator[tuple[int, int]]:
    """Give page and number of each piece of content inside an element, in order."""
    if "/Pg" in element:
        page = pages[element.Pg.objgen]
    for kid in _kids(element):
        if _is_element(kid):
            yield from _marks(kid, pages, page)
        elif isinstance(kid, pikepdf.Dictionary):
            if kid.get("/Type") == "/MCR":
                yield pages[kid.Pg.objgen] if "/Pg" in kid else page or 0, int(kid.MCID)
        else:
            yield page or 0, int(kid)


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _attributes(element: Any) -> dict[str, str]:
    owned = element.get("/A", pikepdf.Array())
    owned = owned if isinstance(owned, pikepdf.Array) else [owned]
    return {key: str(value) for each in owned for key, value in each.items()}


def _spoken(pdf: bytes) -> dict[tuple[int, int], str]:
    """Give the text of each piece of marked content, by page and number."""
    texts: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document):
            textpage = page.get_textpage()
            for text in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,)):
                mark = (number, raw.FPDFPageObj_GetMarkedContentID(text.raw))
                texts[mark] = texts.get(mark, "") + _text(text.raw, textpage.raw)
            textpage.close()
            page.close()
    finally:
        document.close()
    return texts


def _text(text: Any, textpage: Any) -> str:
    size = raw.FPDFTextObj_GetText(text, textpage, None, 0)
    room = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(
        text, textpage, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), size
    )
    return room.raw[: size - 2].decode("utf-16-le")
