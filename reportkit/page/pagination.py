"""How much fits: where the parts of a document must end, and what leaves it until they do.

An edition is set with all that it has to say. Where that is too long, the least important
leaves first, in an order that the page knows, until every bound holds; what has left is told
on the page, and what must not leave is a Problem instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from reportkit.page.compose.page_model import DocumentHead
from reportkit.problems import Problem, SeedsRejected

#: The template's hooks: page 1, a part of the body, an annex.
FRONT, PART, ANNEX = "front", "part", "annex"
#: Where page 1 is not full enough to stand alone: what follows begins on it.
FLOWING = -1
#: So far down its page 1 must reach to stand alone.
_FULL_ENOUGH = 0.66
#: The whole document, where a bound is of no part of it.
WHOLE = ""


class Bound(NamedTuple):
    """Where a part of a document must end."""

    part: str  # FRONT, PART (the body: all parts before the first annex) or WHOLE
    last: int  # the page, from 1
    refusal: Problem  # when it does not hold and nothing more can leave
    yields: bool = True  # what leaves can help


class Document(NamedTuple):
    """One document of an edition: a template, and its page with more or less left out.

    ``compose`` is given how many of the things that may leave have left, how many left each
    document before it, by name, and how many steps page 1 has given way, or FLOWING. The same
    numbers give the same page.
    """

    name: str  # of its files: "brief", "one-page"
    template: str
    compose: Callable[[int, Mapping[str, int], int], DocumentHead]
    demotable: tuple[str, ...] = ()  # what may leave, the first first: its place or its name
    steps: int = 0  # in which page 1 can give way
    bounds: tuple[Bound, ...] = ()
    carries: tuple[str, ...] = ()  # names of the files that travel inside


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the parts of a document reach."""

    front: int  # the page on which page 1's own part ends; 0 where a document has none
    front_ends: float  # how far down its page that part reaches: 1.0 is the foot
    body: int
    whole: int
    heights: tuple[float, ...]  # of the body's fragments, page by page, in CSS pixels
    places: Mapping[str, float]  # the height of each thing that may leave

    def of(self, part: str) -> int:
        """Give the page on which a part ends."""
        return {FRONT: self.front, PART: self.body, WHOLE: self.whole}[part]


class LaidOut(NamedTuple):
    """A document as it is laid out, with what had to leave left out."""

    html: str
    laid_out: Any  # weasyprint.Document
    tree: Any  # as it was set
    demoted: int
    step: int = 0


class LayOut(Protocol):
    """Lays a page out, or a part of it; gives the document and the tree that was set."""

    def __call__(self, html: str, *, until: str = "") -> tuple[Any, Any]:
        """Lay it out ``until`` the end of page 1's own part, or of the body.

        Of a part alone nothing is said, and nothing is written.
        """


def paginate(document: Document, set_: Callable[[int, int], str], lay_out: LayOut) -> LaidOut:
    """Lay a document out with as much as its bounds allow.

    ``set_`` gives the page with so many things left out and page 1 so many steps shorter. Raises
    SeedsRejected with what the bounds say where neither helps.
    """
    left, step, most = 0, 0, len(document.demotable)

    def lacking(left: int) -> int:
        extent = extent_of(*lay_out(set_(left, step), until=PART), document.demotable)
        return guess(extent, document, left) if broken(extent, document.bounds) else 0

    def front_fits(step: int) -> bool:
        bad = broken(extent_of(*lay_out(set_(left, step), until=FRONT)), document.bounds)
        return not any(bound.part == FRONT for bound in bad)

    while True:
        html = set_(left, step)
        laid_out, tree = lay_out(html)
        extent = extent_of(laid_out, tree, document.demotable)
        bad = broken(extent, document.bounds)
        if not bad:
            if step == 0 and document.steps and 0 < extent.front_ends < _FULL_ENOUGH:
                step = FLOWING
                continue
            return LaidOut(html, laid_out, tree, left, step)
        if any(bound.part == FRONT for bound in bad) and 0 <= step < document.steps:
            further = range(step + 1, document.steps)
            step = next((at for at in further if front_fits(at)), document.steps)
            if more := lacking(left):  # before all of it is laid out again
                left = least(lacking, most, more)
        elif left < most and all(bound.yields for bound in bad):
            # With its annexes a body may run over where alone it did not; then one more leaves.
            left = left + 1 if left else least(lacking, most, guess(extent, document))
        else:
            raise SeedsRejected(bound.refusal for bound in bad)
        if left > most:
            raise SeedsRejected(bound.refusal for bound in bad)


def broken(extent: Extent, bounds: tuple[Bound, ...]) -> list[Bound]:
    """Give the bounds that do not hold."""
    return [bound for bound in bounds if extent.of(bound.part) > bound.last]


def least(lacking: Callable[[int], int], most: int, guess: int) -> int:
    """Find the least number from 1 to ``most`` with which nothing is lacking.

    ``lacking`` tries a number and guesses how many more must leave; it is asked few times, for
    a layout takes a second. 0 is known to lack ``guess``. Gives ``most`` + 1 where all is not
    enough.
    """
    low, high, more = 0, most + 1, guess
    while high - low > 1:
        at = low + more
        if not low < at < high:
            at = most if high > most else (low + high) // 2
        if found := lacking(at):
            low, more = at, found
        else:
            high = at
    return high


def guess(extent: Extent, document: Document, demoted: int = 0) -> int:
    """Guess how many more must leave, by how high they stand and how much is too much."""
    last = next((bound.last for bound in document.bounds if bound.part == PART), None)
    if last is None:
        return 1
    excess = sum(extent.heights[last:])
    for number, name in enumerate(document.demotable[demoted:], 1):
        excess -= extent.places.get(name, 0)
        if excess <= 0:
            return number
    return max(len(document.demotable) - demoted, 1)


# -- looking at what the engine laid out ------------------------------------------------------


def extent_of(laid_out: Any, tree: Any, demotable: tuple[str, ...] = ()) -> Extent:
    """Measure a laid out document (weasyprint.Document) against the tree that was set."""
    front = {element for element in tree.iter() if _is(element, FRONT)}
    body = {element for element in tree.iter() if _is(element, PART) and not _is(element, ANNEX)}
    wanted = frozenset(demotable)
    ends = {FRONT: 0, PART: 0}
    foot = 0.0
    heights: list[float] = []
    places: dict[str, float] = {}
    for number, page in enumerate(laid_out.pages, 1):
        heights.append(0.0)
        for box in _boxes(page._page_box, None):  # noqa: SLF001  # there is no public way
            if box.element in front:
                ends[FRONT] = number
                foot = (box.position_y + box.margin_height()) / page.height
            elif box.element in body:
                ends[PART] = number
                heights[-1] += box.margin_height()
            elif (name := box.element.get("id")) in wanted:
                places[name] = places.get(name, 0.0) + box.margin_height()
        if any(ends.values()) and number not in ends.values():
            break  # the annexes have begun
    return Extent(
        front=ends[FRONT],
        front_ends=foot,
        body=ends[PART],
        whole=len(laid_out.pages),
        heights=tuple(heights),
        places=places,
    )


def cut_after(tree: Any, part: str) -> None:
    """Take what follows a part out of a tree: what stands before it is laid out the same."""
    hook = PART if part == FRONT else ANNEX
    for parent in list(tree.iter()):
        for child in [child for child in parent if _is(child, hook)]:
            parent.remove(child)


def _is(element: Any, hook: str) -> bool:
    return isinstance(element.tag, str) and hook in (element.get("class") or "").split()


def _boxes(box: Any, around: Any) -> Iterator[Any]:
    """Give the outermost box of each element on a page; those inside it bear its name too."""
    for child in getattr(box, "children", ()):
        element = getattr(child, "element", None)
        if element is not None and element is not around:
            yield child
        yield from _boxes(child, element)
