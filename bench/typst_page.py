"""The brief as a user of Typst would write it: the words, tables and pictures of a page as markup.

Made from the HTML that the press sets, so that both set the same content, each in its own idiom:
Typst's headings, lists, tables, figures, links and columns with a short template above, not a
copy of every rule of the style sheets. The faces and the paper are the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tinyhtml5 import parse

#: Set beside each other, by class: how many columns.
_SIDE_BY_SIDE = {"beside": 2, "sides-2": 2, "sides-3": 3, "columns": 2}
#: Text that runs through columns.
_FLOWING = "annexes"
#: Its paragraphs follow each other on one line.
_RUN_ON = "matter"
#: Set in small type.
_SMALL = frozenset({"source", "footnote", "method"})
_INLINE = frozenset({"a", "b", "i", "span", "sup", "em", "strong", "br", "cite"})
#: Whatever Typst's markup gives a meaning.
_SIGNS = re.compile(r"""([\\#$*_`<>@~\[\]/=+\-'".])""")
_SPACE = re.compile(r"[ \t\r\n]+")

TEMPLATE = """\
#set document(title: {title}, author: {author})
#set text(font: "Source Serif 4", size: 9.5pt, lang: "en", hyphenate: false)
#set smartquote(enabled: false)
#set par(leading: 0.45em, spacing: 0.55em)
#set page(
  paper: "a4",
  margin: (x: 18mm, top: 17mm, bottom: 15mm),
  header: align(right, strong({marking})),
  footer: context [{foot} #h(1fr) #counter(page).display("1 / 1", both: true)],
)
#set table(stroke: (x: none, y: 0.4pt + gray), inset: 3pt)
#set figure(gap: 3pt)
#show table: set text(size: 8.5pt)
#show figure.caption: set text(font: "Source Sans 3", weight: "bold")
#show heading: set text(font: "Source Sans 3")
#show heading.where(level: 1): set text(size: 22pt)
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 3): set text(size: 9.5pt)
#show super: set text(font: "Source Sans 3")
#let anchor(name) = [#metadata(none)#label(name)]
#let source(name, body) = link(label(name), super(body))
#let band(start, width) = box(width: 100%, height: 4pt, fill: luma(225),
  place(dx: start, rect(width: width, height: 4pt, fill: rgb("#1b4f72"))))
"""


def typst_of(html: str) -> str:
    """Give the markup of a page; its pictures are named as there."""
    document = parse(html, namespace_html_elements=False)
    body = document.find("body")
    if body is None:
        return ""
    page = _Page({name for element in body.iter() if (name := element.get("id"))})
    masthead = next(body.iter("header")).attrib
    head = TEMPLATE.format(
        title=json.dumps(masthead["data-title"], ensure_ascii=False),
        author=json.dumps(_meta(document, "author"), ensure_ascii=False),
        marking=json.dumps(_meta(document, "keywords"), ensure_ascii=False),
        foot=escaped(masthead["data-foot"]),
    )
    return head + "\n" + "\n\n".join(page.blocks(body)) + "\n"


def escaped(text: str) -> str:
    """Give text that Typst prints as it stands."""
    return _SIGNS.sub(r"\\\1", _SPACE.sub(" ", text))


class _Page:
    """The elements of a page as markup; ``names`` are the places that a link can lead to."""

    def __init__(self, names: set[str]) -> None:
        self._names = names

    def blocks(self, element: Element) -> Iterator[str]:
        """Give what an element holds, paragraph by paragraph."""
        run = escaped(element.text or "")
        for child in element:
            if child.tag in _INLINE:
                run += self._inline(child)
            else:
                if run.strip():
                    yield run.strip()
                yield from self._block(child)
                run = ""
            run += escaped(child.tail or "")
        if run.strip():
            yield run.strip()

    def _block(self, element: Element) -> Iterator[str]:
        classes = _classes(element)
        if "marking" in classes:  # stands in the page's header
            return
        if anchor := _anchor(element):
            yield anchor
        match element.tag:
            case "h1" | "h2" | "h3" | "h4":
                yield f"#heading(level: {element.tag[1]})[{self._text(element)}]"
            case "p" if classes & _SMALL:
                yield f"#text(size: 8pt)[{self._text(element)}]"
            case "p":
                yield self._text(element)
            case "ul" | "ol":
                items = ", ".join(f"[{self._all(item)}]" for item in element)
                yield f"#{'list' if element.tag == 'ul' else 'enum'}({items})"
            case "table":
                yield self._table(element)
            case "figure":
                yield from self._figure(element)
            case "img":
                yield _picture(element)
            case _:
                yield from self._division(element, classes)

    def _division(self, element: Element, classes: set[str]) -> Iterator[str]:
        if "band" in classes:
            yield _band(element)
        elif _RUN_ON in classes:
            yield " ".join(self.blocks(element))
        elif _FLOWING in classes:
            yield f"#columns(2, gutter: 7mm)[\n{self._all(element)}\n]"
        elif count := max((_SIDE_BY_SIDE.get(name, 0) for name in classes), default=0):
            cells = ",\n".join(f"[{self._all(child)}]" for child in element)
            yield f"#grid(columns: {count}, column-gutter: 5mm, row-gutter: 3mm,\n{cells})"
        else:
            yield from self.blocks(element)

    def _figure(self, element: Element) -> Iterator[str]:
        caption = element.find("figcaption")
        words = "" if caption is None else f", caption: [{self._text(caption)}]"
        for picture in element.iter("img"):
            yield f"#figure({_picture(picture).removeprefix('#')}{words}, numbering: none)"
        for note in element.findall("p"):
            yield from self._block(note)

    def _table(self, element: Element) -> str:
        first, *rows = element.iter("tr")
        columns = max(len(row) for row in (first, *rows))
        head = ", ".join(f"[#strong[{self._all(cell)}]]" for cell in first)
        cells = ",\n".join(self._cell(cell, row) for row in rows for cell in row)
        widths = ", ".join(["auto", *["1fr"] * (columns - 1)])
        table = f"table(columns: ({widths}), align: left, table.header({head}),\n{cells})"
        caption = element.find("caption")
        words = "" if caption is None else f", caption: [{self._text(caption)}]"
        return f"#figure({table}{words}, numbering: none)"

    def _cell(self, cell: Element, row: Element) -> str:
        content = f"[{self._all(cell)}]"
        if cell.tag == "th":
            content = f"[#strong{content}]"
        if cell is row[0]:
            content = f"[{_anchor(row)}{content[1:]}"
        span = cell.get("colspan", "1")
        return content if span == "1" else f"table.cell(colspan: {span}){content}"

    def _all(self, element: Element) -> str:
        return "\n\n".join(self.blocks(element))

    def _text(self, element: Element) -> str:
        """Give what an element says in one run."""
        inner = escaped(element.text or "")
        for child in element:
            inner += self._inline(child) + escaped(child.tail or "")
        return inner

    def _inline(self, element: Element) -> str:
        inner = self._text(element)
        anchor = _anchor(element)
        match element.tag:
            case "a":
                return anchor + self._link(element, inner)
            case "b" | "strong":
                return f"{anchor}#strong[{inner}]"
            case "i" | "em":
                return f"{anchor}#emph[{inner}]" if inner else anchor
            case "sup":
                return f"{anchor}#super[{inner}]"
            case "br":
                return " \\\n"
            case _:
                return anchor + inner

    def _link(self, element: Element, inner: str) -> str:
        target = element.get("href", "")
        if target.startswith("#"):
            name = target[1:]
            if name not in self._names:
                return inner
            if "cite" in _classes(element):
                return f"#source({json.dumps(name)})[{inner}]"
            return f"#link(label({json.dumps(name)}))[{inner}]"
        return f"#link({json.dumps(target)})[{inner}]" if target else inner


def _classes(element: Element) -> set[str]:
    return set(element.get("class", "").split())


def _anchor(element: Element) -> str:
    """Give the place that links lead to, where an element has a name."""
    name = element.get("id")
    return f"#anchor({json.dumps(name)})" if name else ""


def _band(element: Element) -> str:
    """Give the bar of a likelihood, which the style of an element places."""
    start, width = re.findall(r"(\d+)%", element.get("style", "")) or ("0", "0")
    return f"#band({start}%, {width}%)"


def _picture(element: Element) -> str:
    words = json.dumps(element.get("alt", ""), ensure_ascii=False)
    width = re.search(r"width: ([\d.]+mm)", element.get("style", ""))
    wide = width[1] if width else "100%"
    return f"#image({json.dumps(element.get('src'))}, alt: {words}, width: {wide})"


def _meta(document: Element, name: str) -> str:
    for meta in document.iter("meta"):
        if meta.get("name") == name:
            return meta.get("content", "")
    return ""
