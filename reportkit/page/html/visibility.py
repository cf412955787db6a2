"""Does a reader see a text on a screen? The cascade of what hides a text that is there.

Read as a browser reads it: style sheets, style attributes, inherited colours, custom properties;
at a plain screen, and again under each condition (dark, narrow, ...) that a sheet names. What
this cannot follow (a filter, an animation, a picture under the text) counts as hidden: the one
text that is looked for, the marking, needs none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from reportkit.page.design.colour import contrast

#: WCAG 2.2, 1.4.3, of large text and 1.4.11, of signs.
LEAST_CONTRAST = 3.0
#: CSS pixels of a letter; on paper 8 pt are asked for, which are 10.7.
LEAST_SIZE = 9.0


class Rule(NamedTuple):
    """A rule of a style sheet that has declarations of interest."""

    selector: str
    declarations: tuple[tuple[str, str, bool], ...]  # name, value, whether it is important
    condition: str  # of @media, as written; "" holds on every screen


@dataclass(frozen=True, kw_only=True)
class _Look:
    """How the text of an element looks: what it inherits, and what is behind it."""

    colour: str = "#000000"  # "" where it cannot be told
    ground: str = "#ffffff"
    size: float = 16.0  # in CSS pixels
    hidden: bool = False  # for good: nothing within is seen
    invisible: bool = False  # by 'visibility', which an element within can take back
    variables: tuple[tuple[str, str], ...] = ()


def is_seen(wanted: str, html: str) -> bool:
    """Tell whether a reader sees a text on every kind of screen; spaces may break it."""
    from cssselect2 import ElementWrapper
    from tinyhtml5 import parse

    root = ElementWrapper.from_html_root(parse(html, namespace_html_elements=False))
    letters = (re.escape(letter) for letter in "".join(wanted.split()))
    pattern = re.compile(r"\s*".join(letters) + r"(?!\s*\+)")  # AMBER is not AMBER+STRICT
    bearers = list(_bearers(root, pattern))
    sheets = [each.text or "" for each in root.etree_element.iter("style") if _on_screen(each)]
    rules = [rule for sheet in sheets for rule in rules_of(sheet)]
    conditions = dict.fromkeys(rule.condition for rule in rules)
    return bool(bearers) and all(
        _is_seen(bearers, pattern, [rule for rule in rules if rule.condition in ("", condition)])
        for condition in {"": None, **conditions}
    )


def rules_of(css: str) -> Iterator[Rule]:
    """Give the rules of a sheet that may change whether a text is seen, in their order."""
    import tinycss2

    yield from _rules(tinycss2.parse_stylesheet(css, True, True), "", "")  # noqa: FBT003  # skips comments and spaces


# -- the text and where it stands ---------------------------------------------------------------


def _bearers(element: Any, pattern: re.Pattern[str]) -> Iterator[Any]:
    """Find the innermost elements that hold the text, seen or not."""
    if element.local_name in _NOT_TEXT:
        return
    if not pattern.search("".join(element.etree_element.itertext())):
        return
    inner = [bearer for child in element.iter_children() for bearer in _bearers(child, pattern)]
    yield from inner or [element]


_NOT_TEXT = frozenset({"head", "style", "script", "svg", "template", "title"})


def _is_seen(bearers: Sequence[Any], pattern: re.Pattern[str], rules: Sequence[Rule]) -> bool:
    cascade = _Cascade(rules)
    return any(
        pattern.search("".join(_seen_text(bearer, cascade.look_of(bearer), cascade)))
        for bearer in bearers
    )


def _seen_text(element: Any, look: _Look, cascade: _Cascade) -> Iterator[str]:
    """Give the text of an element as far as it is seen."""
    if element.local_name in _NOT_TEXT or look.hidden:
        return
    seen = _is_legible(look)
    yield (element.etree_element.text or "") if seen else ""
    for child in element.iter_children():
        yield from _seen_text(child, cascade.within(child, look), cascade)
        yield (child.etree_element.tail or "") if seen else ""


def _is_legible(look: _Look) -> bool:
    return (
        not look.invisible
        and look.size >= LEAST_SIZE
        and bool(look.colour and look.ground)
        and contrast(look.colour, look.ground) >= LEAST_CONTRAST
    )


# -- the cascade --------------------------------------------------------------------------------


class _Cascade:
    """The rules of a page under one condition."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        from cssselect2 import Matcher, SelectorError, compile_selector_list

        self._matcher = Matcher()
        for rule in rules:
            try:
                selectors = compile_selector_list(rule.selector)
            except SelectorError:  # of a newer CSS: browsers leave such a rule out alike
                continue
            for selector in selectors:
                self._matcher.add_selector(selector, rule)

    def look_of(self, element: Any) -> _Look:
        """Give how an element looks, with all that is around it."""
        parent = element.parent
        return self.within(element, self.look_of(parent) if parent is not None else _Look())

    def within(self, element: Any, around: _Look) -> _Look:
        """Give how an element looks whose parent looks so."""
        values = self._values(element)
        own = {name: value for name, value in values.items() if name.startswith("--")}
        known = {**dict(around.variables), **own}
        values = {name: _resolved(value, known) for name, value in values.items()}
        colour = _colour_of(values.get("color", "inherit"), around.colour)
        hidden = any(_HIDING.search(f"{name}:{value}") for name, value in values.items())
        closed = element.local_name == "details" and "open" not in element.etree_element.attrib
        return replace(
            around,
            colour=colour,
            ground=_ground_of(values, around.ground, colour),
            size=_size_of(values, around.size),
            hidden=around.hidden or hidden or closed,
            invisible=values.get("visibility", "hidden" if around.invisible else "visible")
            not in ("visible", "initial"),
            variables=tuple(known.items()),
        )

    def _values(self, element: Any) -> dict[str, str]:
        """Give what holds of each property: by importance, place, specificity and order."""
        ranked: list[tuple[tuple[Any, ...], str, str]] = []
        for specificity, order, pseudo, rule in self._matcher.match(element):
            if pseudo:
                continue
            for name, value, important in rule.declarations:
                ranked.append(((important, 0, specificity, order), name, value))
        for name, value, important in _declarations(element.etree_element.get("style", "")):
            ranked.append(((important, 1, (0, 0, 0), 0), name, value))
        ground = element.etree_element.get("bgcolor")
        values = {"background-color": ground.lower()} if ground else {}
        for _, name, value in sorted(ranked, key=lambda entry: entry[0]):
            if name == "background":  # also says anew what 'background-color' said
                values.pop("background-color", None)
            values[name] = value
        return values


#: Declarations by which a text is there and is not seen, or of which this cannot tell.
_HIDING = re.compile(
    r"display:none|content-visibility:hidden|mso-hide:all"
    r"|(?:opacity|line-height|width|height|max-width|max-height):0*\.?0*(?:px|pt|em|rem|%)?\Z"
    r"|opacity:(?:0?\.[0-4]|[0-4]?\d%)"
    r"|text-indent:-\d{3,}|(?:left|top|right|bottom|inset|margin|margin-left|margin-top):-\d{3,}"
    r"|clip:rect|(?:clip-path|transform|filter|mask|mask-image|animation|animation-name"
    r"|mix-blend-mode|-webkit-text-fill-color|scale|translate|rotate|zoom):(?!none|normal)"
)


def _size_of(values: Mapping[str, str], around: float) -> float:
    """Give the size of letters; one that is computed by the browser counts as the parent's."""
    value = values.get("font-size", "")
    found = _LENGTH.fullmatch(value) or _SIZE_IN_FONT.search(values.get("font", ""))
    if not found:
        return around
    number, unit = float(found[1]), found[2]
    factor = {"px": 1.0, "pt": 4 / 3, "rem": 16.0, "em": around, "%": around / 100}.get(unit)
    if factor is None:
        return 0.0 if number == 0 else around
    return number * factor


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
        found = _VARIABLE.search(value)
        if not found:
            break
        put = variables.get(found[1], (found[2] or "").strip() or "inherit")
        value = value[: found.start()] + put + value[found.end() :]
    return value


_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")


# -- reading ------------------------------------------------------------------------------------


_INTEREST = frozenset(
    """color background background-color background-image display visibility opacity font
    font-size line-height width height max-width max-height text-indent left top right bottom inset
    margin margin-left margin-top clip clip-path transform filter mask mask-image animation
    animation-name mix-blend-mode -webkit-text-fill-color content-visibility mso-hide scale
    translate rotate zoom""".split()  # noqa: SIM905  # reads better
)


def _on_screen(element: Any) -> bool:
    return (element.get("media") or "all").strip().lower() != "print"


def _rules(nodes: Sequence[Any], condition: str, parent: str) -> Iterator[Rule]:
    """Go through the rules of a sheet, or of a block in it; a rule may stand within another."""
    import tinycss2

    for node in nodes:
        if node.type == "at-rule" and node.content is not None:
            under = condition
            if node.lower_at_keyword == "media":
                query = _text_of(node.prelude)
                if re.match(r"(?:only )?print\b", query) and "screen" not in query:
                    continue
                under = condition or ("" if query in ("screen", "all") else query)
            elif node.lower_at_keyword not in _GROUPING:
                continue
            inner = tinycss2.parse_blocks_contents(node.content, True, True)  # noqa: FBT003  # as above
            yield from _rules(inner, under, parent)
        elif node.type == "qualified-rule":
            selector = tinycss2.serialize(node.prelude).strip()
            if parent:
                outer = f":is({parent})"
                selector = (
                    selector.replace("&", outer) if "&" in selector else f"{outer} {selector}"
                )
            inner = tinycss2.parse_blocks_contents(node.content, True, True)  # noqa: FBT003  # as above
            if declared := tuple(_of_interest(inner)):
                yield Rule(selector, declared, condition)
            yield from _rules(inner, condition, selector)


_GROUPING = frozenset({"supports", "layer", "container", "scope"})


def _declarations(css: str) -> Iterator[tuple[str, str, bool]]:
    import tinycss2

    yield from _of_interest(tinycss2.parse_blocks_contents(css, True, True))  # noqa: FBT003  # as above


def _of_interest(nodes: Sequence[Any]) -> Iterator[tuple[str, str, bool]]:
    for node in nodes:
        if node.type == "declaration" and (
            node.lower_name in _INTEREST or node.name.startswith("--")
        ):
            yield node.lower_name, _text_of(node.value), node.important


def _text_of(tokens: Sequence[Any]) -> str:
    """Give a value in lower case, its escapes read, its comments left out, its spaces made one."""
    import tinycss2

    kept = [token for token in tokens if token.type != "comment"]
    return " ".join(tinycss2.serialize(kept).split()).lower()
