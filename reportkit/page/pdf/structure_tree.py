"""The structure tree of a PDF: what a screen reader hears, in the order of the HTML.

The engine's own tree gives every line a tag of its own, cuts a paragraph or a table in two
where a page ends, reads repeated table heads again on each page, and names neither the
language of a passage nor the direction of a table head. This one follows the elements of the
HTML, whatever lines and pages they fall on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: Elements whose kind means something to a reader; all others only group or style.
KINDS = {
    "main": "Part",
    "article": "Art",
    "aside": "Note",
    "section": "Sect",
    "blockquote": "BlockQuote",
    "figure": "Div",  # a picture and its caption belong together
    "p": "P",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "dt": "LI",
    "dd": "LI",
    "li::marker": "Lbl",
    "table": "Table",
    "caption": "Caption",
    "figcaption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}
#: These hold other elements, never text itself: text straight inside them is a paragraph.
_GROUPS = frozenset(
    "Document Part Art Sect Div BlockQuote L Table THead TBody TFoot TR".split()  # noqa: SIM905
)
_CELLS = frozenset({"TH", "TD"})
_SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}
_SVG = "{http://www.w3.org/2000/svg}"
_POINTS = 0.75  # of one CSS pixel
_LOG = logging.getLogger("weasyprint")  # where the press listens


@dataclass(frozen=True, slots=True)
class _Mark:
    """A piece of a page's content, by its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class _Area:
    """Where a link can be clicked on a page."""

    page: int
    annotation: Any


@dataclass(slots=True, eq=False)
class _Node:
    """One element of the tree in the making."""

    kind: str
    lang: str
    element: Any = None  # of the HTML
    parent: _Node | None = None
    kids: list[_Node | _Mark | _Area] = field(default_factory=list)
    entries: dict[str, Any] = field(default_factory=dict)  # Alt, A


def add_tags(pdf: Any, document: Any, _version: object, streams: list[Any]) -> None:
    """Give a PDF its structure; stands in for the engine's function of the same name."""
    lang = document.metadata.lang or ""
    if not lang:
        _LOG.error("the page names no language: <html> has no lang")
    reader = _Reader(_Node("Document", lang))
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        aside = reader.read(number, page._page_box, stream._tags)  # noqa: SLF001
        _set_aside(stream, aside)
    _prune(reader.root)
    _Writer(pdf).write(reader.root, len(document.pages))


class _Reader:
    """Walks the boxes of page after page and grows one tree."""

    def __init__(self, root: _Node) -> None:
        self.root = root
        self._made: dict[tuple[_Node, Any, str], _Node] = {}
        self._page = 0
        self._height = 0.0
        self._marks: dict[Any, dict[str, Any]] = {}
        self._earlier: frozenset[Any] = frozenset()  # elements of the pages before

    def read(self, number: int, page: Any, marks: dict[Any, dict[str, Any]]) -> set[int]:
        """Add a page; give the marks that are no part of the text, and empty ``marks``."""
        self._page, self._height, self._marks = number, page.margin_height(), marks
        self._earlier = frozenset(element for _, element, _ in self._made)
        self._walk_all(page, self.root, page)
        aside = {mark["mcid"] for mark in marks.values()}
        marks.clear()
        return aside

    def _walk_all(self, box: Any, node: _Node, block: Any) -> None:
        for child in box.children:
            self._walk(getattr(child, "_box", child), node, block)  # a placeholder holds a box

    def _walk(self, box: Any, parent: _Node, block: Any) -> None:
        if _is_margin(box) or self._is_tagged_already(box):
            return
        if not _is_inline(box):
            block = box
        node = self._node_of(box, parent, block)
        if box in self._marks and not _is_decoration(box) and not _is_gap(box, node):
            holder = node if _is_replaced(box) else self._holder(node, block)
            holder.kids.append(_Mark(self._page, self._marks.pop(box)["mcid"]))
        self._walk_all(box, node, block)

    def _is_tagged_already(self, box: Any) -> bool:
        """Tell what the engine sets again on each page: heads of tables, fixed boxes."""
        again = (
            getattr(box, "is_header", False)
            or getattr(box, "is_footer", False)
            or box.style["position"] == "fixed"
        )
        return again and box.element in self._earlier and not _holds_link(box)

    def _node_of(self, box: Any, parent: _Node, block: Any) -> _Node:
        """Find or make the node for a box; a box that means nothing belongs to its parent."""
        kind = _kind(box)
        lang = box.style["lang"] or parent.lang
        if kind in ("", parent.kind) and box.element is parent.element:
            kind = ""  # an anonymous box inside its element
        if kind == "LI" and parent.kind == "LBody" and box.element is parent.element:
            kind = ""
        if not kind and lang != parent.lang:
            kind = "Span" if _is_inline(box) else "Div"
        node = self._made_for(box, kind, lang, parent, block) if kind else parent
        if box.link_annotation:
            node.kids.append(_Area(self._page, box.link_annotation))
            self._describe(box)
        return node

    def _made_for(self, box: Any, kind: str, lang: str, parent: _Node, block: Any) -> _Node:
        if kind in ("Link", "Span"):
            parent = self._holder(parent, block)
        if kind == "LI":
            parent = self._join(parent, "LI", lang, box.element)
            kind = "LBody"
        if kind == "Lbl" and parent.kind == "LBody":
            return self._label(parent, lang, box.element)
        node = self._join(parent, kind, lang, box.element)
        node.entries |= self._entries(box, kind)
        return node

    def _join(self, parent: _Node, kind: str, lang: str, element: Any) -> _Node:
        """Give the node of an element, which may have begun on another line or page."""
        key = (parent, element, kind)
        if key not in self._made:
            self._made[key] = _Node(kind, lang, element, parent)
            parent.kids.append(self._made[key])
        return self._made[key]

    def _label(self, body: _Node, lang: str, element: Any) -> _Node:
        """Give the label of a list item, which stands before its body."""
        item = body.parent or body
        label = _Node("Lbl", lang, element, item)
        item.kids.insert(0, label)
        return label

    def _holder(self, node: _Node, block: Any) -> _Node:
        """Give the node that may hold text: ``node``, or a paragraph inside it."""
        if node.kind not in _GROUPS:
            return node
        last = node.kids[-1] if node.kids else None
        if isinstance(last, _Node) and last.kind == "P" and last.element is block.element:
            return last
        node.kids.append(_Node("P", node.lang, block.element, node))
        return self._holder(node, block)

    def _entries(self, box: Any, kind: str) -> dict[str, Any]:
        if kind == "Figure":
            return {"Alt": _string(_alternative(box)), "A": self._figure(box)}
        if kind in _CELLS:
            return {"A": _cell(box, kind)}
        if kind == "Note":  # PDF/UA asks each for a name of its own
            return {"ID": _string(box.element.get("id", ""))}
        if box.element_tag == "ol":
            return {"A": _attributes("List", ListNumbering="/Decimal")}
        return {}

    def _figure(self, box: Any) -> Any:
        demoted, top = box.content_box_x(), box.content_box_y()
        corners = (
            demoted,
            self._height - top - box.height,
            demoted + box.width,
            self._height - top,
        )
        return _attributes("Layout", BBox=_array([side * _POINTS for side in corners]))

    def _describe(self, box: Any) -> None:
        """Let a link be announced by its own words, not by an id, and be hit where it is read.

        The engine gives it the height of its line, which is none for a raised number.
        """
        link, element = box.link_annotation, box.element
        words = element.get("title") or element.get("aria-label") or _words(element)
        if words:
            link["Contents"] = _string(words)
        demoted, top, right, bottom = link["Rect"]
        texts = [each for each in _within(box) if _is_text(each)]
        if texts and not any(each.transformation_matrix for each in (box, *texts)):
            baselines = [self._height - each.position_y - each.baseline for each in texts]
            size = max(each.style["font_size"] for each in texts)
            top = max(top, (max(baselines) + size * 0.8) * _POINTS)
            bottom = min(bottom, (min(baselines) - size * 0.25) * _POINTS)
        link["Rect"] = _array([round(side, 2) for side in (demoted, bottom, right, top)])


class _Writer:
    """Turns the finished tree into objects of the PDF."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self._pages = pdf.page_references
        self._marked: list[dict[int, bytes]] = [{} for _ in self._pages]
        self._linked: list[tuple[bytes, Any]] = []

    def write(self, root: _Node, pages: int) -> None:
        """Write the tree, the way back from each piece of content, and what a reader needs."""
        import pydyf

        parents = pydyf.Dictionary()
        top = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(parents)
        self.pdf.add_object(top)
        top["ParentTree"] = parents.reference
        top["K"] = _array([self._element(root, top.reference)])
        numbers: list[Any] = []
        for page, marked in enumerate(self._marked):
            most = max(marked, default=-1) + 1
            numbers += [page, _array([marked.get(number, "null") for number in range(most)])]
        for at, (reference, annotation) in enumerate(self._linked, pages):
            annotation["StructParent"] = at
            numbers += [at, reference]
        parents["Nums"] = _array(numbers)
        self.pdf.catalog["StructTreeRoot"] = top.reference
        self.pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        self.pdf.catalog["Lang"] = _string(root.lang)

    def _element(self, node: _Node, parent: bytes, inherited: str = "") -> bytes:
        import pydyf

        written = pydyf.Dictionary({"S": f"/{node.kind}", "P": parent})
        self.pdf.add_object(written)
        page = next((kid.page for kid in node.kids if not isinstance(kid, _Node)), None)
        if page is not None:
            written["Pg"] = self._pages[page]
        if inherited and node.lang != inherited:
            written["Lang"] = _string(node.lang)
        written |= node.entries
        reference: bytes = written.reference
        written["K"] = _array([self._kid(kid, page, reference, node.lang) for kid in node.kids])
        return reference

    def _kid(self, kid: _Node | _Mark | _Area, page: int | None, own: bytes, lang: str) -> Any:
        import pydyf

        if isinstance(kid, _Node):
            return self._element(kid, own, lang)
        elsewhere = {} if kid.page == page else {"Pg": self._pages[kid.page]}
        if isinstance(kid, _Area):
            self._linked.append((own, kid.annotation))
            area = {"Type": "/OBJR", "Obj": kid.annotation.reference}
            return pydyf.Dictionary(area | elsewhere)
        self._marked[kid.page][kid.number] = own
        if not elsewhere:
            return kid.number
        return pydyf.Dictionary({"Type": "/MCR", "MCID": kid.number} | elsewhere)


def _prune(node: _Node) -> None:
    """Drop elements without content; an empty cell is content."""
    for kid in node.kids:
        if isinstance(kid, _Node):
            _prune(kid)
    node.kids = [
        kid for kid in node.kids if not isinstance(kid, _Node) or kid.kids or kid.kind in _CELLS
    ]


def _set_aside(stream: Any, marks: set[int]) -> None:
    """Mark pieces of a page's content as an artifact, which no screen reader reads."""
    for at, item in enumerate(stream.stream):
        if isinstance(item, dict) and item.get("MCID") in marks:
            stream.stream[at - 1 : at + 1] = [b"/Artifact", b"<</Type /Pagination>>"]


def _kind(box: Any) -> str:
    if box.link_annotation:
        return "Link"
    if _is_replaced(box):
        return "" if _is_decoration(box) else "Figure"
    return KINDS.get(box.element_tag or "", "")


def _cell(box: Any, kind: str) -> Any:
    entries: dict[str, Any] = {}
    if kind == "TH":
        entries["Scope"] = _SCOPES.get(box.element.get("scope", "col"), "/Column")
    if box.colspan != 1:
        entries["ColSpan"] = box.colspan
    if box.rowspan != 1:
        entries["RowSpan"] = box.rowspan
    return _attributes("Table", **entries)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _alternative(box: Any) -> str:
    if box.element.tag == f"{_SVG}svg":
        title = box.element.find(f"{_SVG}title")
        words = title.text if title is not None else box.element.get("aria-label")
    else:
        words = box.element.get("alt")
    if words is None:
        _LOG.error("a picture has no alternative text: %s", box.element.get("src", "<svg>"))
    return words or ""


def _is_decoration(box: Any) -> bool:
    """A picture that the template gives an empty alternative text, or that a style draws."""
    if not _is_replaced(box):
        return False
    return "::" in box.element_tag or box.element.get("alt") == ""


def _is_gap(box: Any, node: _Node) -> bool:
    """Tell space between the parts of a group from the text of a paragraph."""
    return node.kind in _GROUPS and _is_text(box) and not box.text.strip()


def _is_replaced(box: Any) -> bool:
    return hasattr(box, "replacement")


def _is_inline(box: Any) -> bool:
    from weasyprint.formatting_structure.boxes import InlineLevelBox, LineBox

    return isinstance(box, InlineLevelBox | LineBox)


def _is_text(box: Any) -> bool:
    from weasyprint.formatting_structure.boxes import TextBox

    return isinstance(box, TextBox)


def _is_margin(box: Any) -> bool:
    from weasyprint.formatting_structure.boxes import MarginBox

    # A link must be in the tree, or nobody reaches it by keyboard.
    return isinstance(box, MarginBox) and not _holds_link(box)


def _holds_link(box: Any) -> bool:
    return any(each.link_annotation for each in _within(box))


def _within(box: Any) -> Iterator[Any]:
    yield box
    for child in box.children:
        yield from _within(getattr(child, "_box", child))


def _attributes(owner: str, **entries: Any) -> Any:
    import pydyf

    return pydyf.Dictionary({"O": f"/{owner}"} | entries)


def _array(items: list[Any]) -> Any:
    import pydyf

    return pydyf.Array(items)


def _string(text: str) -> Any:
    import pydyf

    return pydyf.String(text)
