"""Does a reader see a text on a screen? The cascade of what hides a text that is there.

Read as a browser reads it: style sheets, style attributes, inherited colours, custom properties;
at a plain screen, and again under the conditions (dark, narrow, ...) that a sheet names, alone
and together. What this cannot follow (a filter, a property that ``harmless_css`` does not know)
counts as hidden: the one text that is looked for, the marking, needs none of it. A box that is
laid over the text by another element is not seen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

from reportkit.page.design.colour import contrast
from reportkit.page.html.css_rules import Rule, declarations_of, medium_of, rules_of
from reportkit.page.html.harmless_css import hides
from reportkit.page.html.parser import parse_html
from reportkit.page.html.sought_text import SoughtText, bearers_of, sought

#: WCAG 2.2, 1.4.3, of large text and 1.4.11, of signs.
LEAST_CONTRAST = 3.0
#: CSS pixels of a letter; on paper 8 pt are asked for, which are 10.7.
LEAST_SIZE = 9.0


@dataclass(frozen=True, kw_only=True)
class _ComputedStyle:
    """How the text of an element looks: what it inherits, and what is behind it."""

    colour: str = "#000000"  # "" where it cannot be told
    ground: str = "#ffffff"
    size: float = 16.0  # in CSS pixels
    root: float = 16.0  # the size of the outermost element, of which "rem" speaks
    hidden: bool = False  # for good: nothing within is seen
    invisible: bool = False  # by 'visibility', which an element within can take back
    variables: tuple[tuple[str, str], ...] = ()


def is_seen(wanted: str, html: str) -> bool:
    """Tell whether a reader sees a text on every kind of screen; spaces may break it."""
    if _BACKWARDS.search(html):
        return False
    try:
        return _is_seen_everywhere(wanted, html)
    except RecursionError:  # nested past all measure: nobody can tell
        return False


#: From here on letters run from right to left whatever they are: "RED" reads "DER".
_BACKWARDS = re.compile("\u202e|&#0*8238;|&#x0*202e;", re.IGNORECASE)


def _is_seen_everywhere(wanted: str, html: str) -> bool:
    page = _page_of(html)
    text = sought(wanted, is_plain=True)
    bearers = list(bearers_of(page.root, text))
    return bool(bearers) and all(
        _is_seen(bearers, text, page.cascade(holding))
        for holding in _worlds(rule.condition for rule in page.rules)
    )


def largest_seen(wanted: str, html: str, *, however: bool = False) -> float:
    """Give the size of letters, in CSS pixels, in which a text is seen at a plain screen; or 0.

    ``however`` it is written: in small, raised or struck letters, in any case, with what nobody
    sees between them. So a label is looked for that should not be there.
    """
    page = _page_of(html)
    text = sought(wanted, is_plain=not however)
    bearers = list(bearers_of(page.root, text))
    cascade = page.cascade(frozenset({""})) if bearers else None
    return max(
        (
            cascade.style_of(bearer).size
            for bearer in bearers
            if cascade and _is_seen([bearer], text, cascade)
        ),
        default=0.0,
    )


@dataclass(frozen=True)
class _Page:
    """A page that was read: its elements, its rules, the colour of the browser's own ground."""

    root: Any
    rules: Sequence[Rule]
    ground: str

    def cascade(self, holding: frozenset[str]) -> _Cascade:
        return _Cascade([rule for rule in self.rules if rule.condition in holding], self.ground)


@lru_cache(maxsize=1)  # several labels are looked for in the same page
def _page_of(html: str) -> _Page:
    from cssselect2 import ElementWrapper

    root = ElementWrapper.from_html_root(parse_html(html))
    rules = [
        rule if not condition else rule._replace(condition=f"{condition} {rule.condition}".strip())
        for sheet in root.etree_element.iter("style")
        if (condition := medium_of(sheet)) is not None
        for rule in rules_of(sheet.text or "")
    ]
    return _Page(root, rules, "" if _is_night(root) else _ComputedStyle.ground)


def _worlds(conditions: Iterable[str]) -> Iterator[frozenset[str]]:
    """Give the conditions that may hold together: none, each, each two, all."""
    known = [each for each in dict.fromkeys(conditions) if each]
    most = 2 if len(known) <= _MOST_PAIRED else 1
    for count in dict.fromkeys((*range(min(most, len(known)) + 1), len(known))):
        for held in combinations(known, count):
            if not _contradict(held):
                yield frozenset({"", *held})


#: More conditions than a design has are tried one by one, and all together.
_MOST_PAIRED = 16


def _contradict(held: Sequence[str]) -> bool:
    """Tell whether it would have to be day and night at once."""
    schemes = {found for each in held for found in _SCHEME.findall(each)}
    return len(schemes) > 1 and not any(each.startswith("not ") for each in held)


_SCHEME = re.compile(r"prefers-color-scheme\s*:\s*(dark|light)")


def _is_night(root: Any) -> bool:
    """Tell whether a page asks for the dark ground of the browser, whose colour nobody knows."""
    return any(
        "dark" in each.get("content", "").lower()
        for each in root.etree_element.iter("meta")
        if "color-scheme" in each.get("name", "").lower()
    )


# -- what of an element is seen ------------------------------------------------------------------


def _is_seen(bearers: Sequence[Any], wanted: SoughtText, cascade: _Cascade) -> bool:
    return any(
        wanted.stands_in(_seen_text(bearer, cascade.style_of(bearer), cascade, wanted.out))
        for bearer in bearers
    )


def _seen_text(
    element: Any, style: _ComputedStyle, cascade: _Cascade, out: frozenset[str]
) -> Iterator[str]:
    """Give the text of an element as far as it is seen."""
    if element.local_name in out or style.hidden:
        return
    seen = _is_legible(style)
    yield (element.etree_element.text or "") if seen else ""
    children = element.iter_children()
    for node in element.etree_element:
        if isinstance(node.tag, str):  # else a comment: what stands behind it is text
            child = next(children)
            yield from _seen_text(child, cascade.within(child, style), cascade, out)
        yield (node.tail or "") if seen else ""


def _is_legible(style: _ComputedStyle) -> bool:
    return (
        not style.invisible
        and style.size >= LEAST_SIZE
        and bool(style.colour and style.ground)
        and contrast(style.colour, style.ground) >= LEAST_CONTRAST
    )


# -- the cascade --------------------------------------------------------------------------------


class _Cascade:
    """The rules of a page under one condition."""

    def __init__(self, rules: Sequence[Rule], ground: str) -> None:
        from cssselect2 import Matcher

        self._matcher = Matcher()
        self._ground = ground
        for rule in rules:
            for selector in _compiled(rule.selector) or _compiled("*"):
                self._matcher.add_selector(selector, rule)

    def style_of(self, element: Any) -> _ComputedStyle:
        """Give how an element looks, with all that is around it."""
        parent = element.parent
        return self.within(element, self._around(parent))

    def _around(self, parent: Any) -> _ComputedStyle:
        return _ComputedStyle(ground=self._ground) if parent is None else self.style_of(parent)

    def within(self, element: Any, around: _ComputedStyle) -> _ComputedStyle:
        """Give how an element looks whose parent looks so."""
        values = self._values(element)
        own = {name: value for name, value in values.items() if name.startswith("--")}
        known = {**dict(around.variables), **own}
        values = {name: _resolved(value, known) for name, value in values.items()}
        colour = _colour_of(values.get("color", "inherit"), around.colour)
        hidden = any(hides(name, value) for name, value in values.items())
        size = _size_of(values, around)
        if "dark" in values.get("color-scheme", ""):
            around = replace(around, ground="")
        closed = element.local_name == "details" and "open" not in element.etree_element.attrib
        return replace(
            around,
            colour=colour,
            ground=_ground_of(values, around.ground, colour),
            size=size,
            root=around.root if element.parent is not None else size,
            hidden=around.hidden or hidden or closed,
            invisible=values.get("visibility", "hidden" if around.invisible else "visible")
            not in ("visible", "initial"),
            variables=tuple(known.items()),
        )

    def _values(self, element: Any) -> dict[str, str]:
        """Give what holds of each property: by importance, place, specificity and order."""
        ranked: list[tuple[tuple[Any, ...], str, str]] = []
        for specificity, order, pseudo, rule in self._matcher.match(element):
            if pseudo not in (None, "first-letter", "first-line"):
                continue
            for name, value, important in rule.declarations:
                layered = important and rule.condition.startswith("@layer")
                ranked.append(((important, 0, layered, specificity, order), name, value))
        for name, value, important in declarations_of(element.etree_element.get("style", "")):
            ranked.append(((important, 1, False, (0, 0, 0), 0), name, value))
        ground = element.etree_element.get("bgcolor")
        values = {"background-color": ground.lower()} if ground else {}
        for _, name, value in sorted(ranked, key=lambda entry: entry[0]):
            for said_anew in _REDECLARED.get(name, ()):
                values.pop(said_anew, None)
            values[name] = value
        return values


#: What a shorthand says anew, beside what its own value says.
_REDECLARED = {
    "background": ("background-color", "background-image", "background-clip"),
    "font": ("font-size", "line-height"),
}


@lru_cache(maxsize=4096)  # a page is looked at under many conditions, by the same rules
def _compiled(selector: str) -> Sequence[Any]:
    """Give selectors ready to match; of one that is of a newer CSS, what is known of it."""
    from cssselect2 import SelectorError, compile_selector_list

    for known in (selector, _PSEUDO_CLASS.sub("", selector)):
        try:
            return list(compile_selector_list(known))
        except SelectorError:
            continue
    return []


_PSEUDO_CLASS = re.compile(r"(?<!:):(?!:)[\w-]+(?:\([^()]*\))?")


def _size_of(values: Mapping[str, str], around: _ComputedStyle) -> float:
    """Give the size of letters; 0 of one that only the browser can work out."""
    value = values.get("font-size", "")
    if not value and "font" in values:
        match = _SIZE_IN_FONT.search(values["font"])
        value = match[0] if match else values["font"]
    if value in ("", "inherit", "unset", "100%"):
        return around.size
    if value in _SIZES:
        return _SIZES[value]
    match = _LENGTH.fullmatch(value)
    number, unit = (float(match[1]), match[2]) if match else (0.0, "px")
    factor = {"px": 1.0, "pt": 4 / 3, "rem": around.root, "em": around.size, "%": around.size / 100}
    return number * factor.get(unit, 0.0)


_SIZES = {"initial": 16.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "small": 13.0}
_LENGTH = re.compile(r"(\d*\.?\d+)([a-z]+|%)?")
_SIZE_IN_FONT = re.compile(r"(?<![\w.-])(\d*\.?\d+)(px|pt|rem|em|%)")


def _colour_of(value: str, around: str, ground: str = "#ffffff") -> str:
    """Give a colour as "#rrggbb", laid upon what is behind it; "" if it cannot be told."""
    from tinycss2.color4 import parse_color

    if value in ("inherit", "unset", "currentcolor"):
        return around
    if value in ("initial", "canvastext"):
        return "#000000"
    if value == "transparent":
        return ground
    colour = parse_color(value)
    if colour is None or isinstance(colour, str):
        return ""
    red, green, blue, alpha = colour.to("srgb")
    behind = [int(ground[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    mixed = [
        alpha * part + (1 - alpha) * under
        for part, under in zip((red, green, blue), behind, strict=True)
    ]
    return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in mixed)


def _ground_of(values: Mapping[str, str], around: str, colour: str) -> str:
    """Give the colour behind the text of an element; "" if it cannot be told."""
    if "(" in values.get("background-image", "").replace("none", ""):
        return ""
    if re.search(r"\btext\b", values.get("background", "")):  # the ground of the letters alone
        return ""
    ground = around
    for name in ("background", "background-color"):
        value = values.get(name, "none")
        if value in ("none", "transparent", "initial", "inherit", "unset", "0", "0 0"):
            continue
        if re.search(r"url\(|gradient\(|image", value):
            return ""
        named = [part for part in _PARTS.findall(value) if _is_colour(part)]
        if named or name == "background-color":
            ground = _colour_of(named[0] if named else value, colour, around or "#ffffff")
    return ground


_PARTS = re.compile(r"[^\s(]+(?:\([^)]*\))?")


def _is_colour(value: str) -> bool:
    from tinycss2.color4 import parse_color

    return parse_color(value) is not None


def _resolved(value: str, variables: Mapping[str, str]) -> str:
    """Put custom properties in; a few times over, for they name each other."""
    for _ in range(8):
        match = _VARIABLE.search(value)
        if not match:
            break
        put = variables.get(match[1], (match[2] or "").strip() or "inherit")
        value = value[: match.start()] + put + value[match.end() :]
    return value


_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
