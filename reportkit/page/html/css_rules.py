"""The rules of a style sheet that may change whether a text is seen, each with its condition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from reportkit.page.html.css_allowlist import tokens_of
from reportkit.page.html.harmless_css import LOOKS, hides


class Rule(NamedTuple):
    """A rule of a style sheet that has declarations of interest."""

    selector: str
    declarations: tuple[tuple[str, str, bool], ...]  # name, value, whether it is important
    condition: str  # of @media and the like, as written; "" holds on every screen


@lru_cache(maxsize=64)  # the documents of an edition share their sheets
def rules_of(css: str) -> tuple[Rule, ...]:
    """Give the rules of a sheet that may change whether a text is seen, in their order."""
    import tinycss2

    return tuple(_rules(tinycss2.parse_stylesheet(tokens_of(css), True, True), "", ""))  # noqa: FBT003  # skips comments and spaces


@lru_cache(maxsize=64)  # as above
def written_by(css: str) -> tuple[str, ...]:
    """Give the texts that a style may set on a page: the strings of each declaration, joined."""
    return tuple(_strings_of(tokens_of(css)))


def _strings_of(tokens: Sequence[Any]) -> Iterator[str]:
    import tinycss2

    stop = tinycss2.parse_component_value_list(";")
    run: list[str] = []
    waiting: list[Any] = [*tokens[::-1]]
    while waiting:
        part = waiting.pop()
        if part.type == "string":
            run.append(part.value)
        elif part == ";":
            yield "".join(run)
            run = []
        elif part.type == "{} block":
            run = []  # those of the selector choose, and set nothing
            waiting += [*stop, *part.content[::-1]]
        else:
            inside = getattr(part, "content", None) or getattr(part, "arguments", None) or []
            waiting += inside[::-1]
    yield "".join(run)


def medium_of(sheet: Any) -> str | None:
    """Give the condition of a <style>: "" where it always holds, None where it is for paper."""
    return _condition(" ".join((sheet.get("media") or "all").split()).lower())


def _condition(query: str) -> str | None:
    if all(re.match(r"\s*(?:only )?print\b", each) for each in query.split(",")):
        return None
    return "" if query in ("screen", "all", "only screen") else query


def _rules(nodes: Sequence[Any], condition: str, parent: str) -> Iterator[Rule]:
    """Go through the rules of a sheet, or of a block in it; a rule may stand within another."""
    import tinycss2

    for node in nodes:
        if node.type == "at-rule" and node.content is not None:
            yield from _of_at_rule(node, condition, parent)
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


def _of_at_rule(node: Any, condition: str, parent: str) -> Iterator[Rule]:
    import tinycss2

    name, query = node.lower_at_keyword, _text_of(node.prelude)
    if name in _PASSIVE or (name == "font-face" and _is_plain_face(node.content)):
        return
    if name != "media" and name not in _GROUPING:  # nobody knows what it does to any element
        yield Rule("*", ((f"@{name}", query, True),), condition)
        return
    own = _condition(query) if name == "media" else f"@{name} {query}"
    if own is not None:
        under = " and ".join(filter(None, (condition, own)))
        inner = tinycss2.parse_blocks_contents(node.content, True, True)  # noqa: FBT003  # as above
        if parent and (declared := tuple(_of_interest(inner))):
            yield Rule(parent, declared, under)
        yield from _rules(inner, under, parent)


_GROUPING = frozenset({"supports", "layer", "container", "scope"})
#: They say nothing of any element by themselves.
_PASSIVE = frozenset({"page", "keyframes", "-webkit-keyframes", "counter-style"})
_OF_FACE = frozenset(
    {"font-display", "font-family", "font-stretch", "font-style", "font-weight", "src"}
    | {"font-feature-settings", "font-variation-settings", "unicode-range"}
)


def _is_plain_face(content: Sequence[Any]) -> bool:
    """Tell whether a @font-face leaves its letters as large as they are (no 'size-adjust')."""
    import tinycss2

    inner = tinycss2.parse_blocks_contents(content, True, True)  # noqa: FBT003  # as above
    return all(each.lower_name in _OF_FACE for each in inner if each.type == "declaration")


def declarations_of(css: str) -> Iterator[tuple[str, str, bool]]:
    """Give the declarations of a style attribute: name, value, whether it is important."""
    import tinycss2

    yield from _of_interest(tinycss2.parse_blocks_contents(css, True, True))  # noqa: FBT003  # as above


def _of_interest(nodes: Sequence[Any]) -> Iterator[tuple[str, str, bool]]:
    for node in nodes:
        if node.type != "declaration":
            continue
        name = node.name if node.name.startswith("--") else node.lower_name
        if name in LOOKS or name.startswith("--") or hides(name, _ODD):
            yield name, _text_of(node.value), node.important


#: Of a property that can hide, this value does.
_ODD = "-99999px line-through"


def _text_of(tokens: Sequence[Any]) -> str:
    """Give a value in lower case, its escapes read, its comments left out, its spaces made one.

    The names of custom properties alone know large letters from small ones.
    """
    import tinycss2

    kept = [token for token in tokens if token.type != "comment"]
    written = " ".join(tinycss2.serialize(kept).split())
    return _NOT_CUSTOM.sub(lambda found: found[0].lower(), written)


_NOT_CUSTOM = re.compile(r"(?<![\w-])(?!--)[^\s(),]+|[\s(),]+")
