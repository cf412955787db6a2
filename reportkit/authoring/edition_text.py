"""Changes to edition.yaml at the places that its parser gives; every other letter stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reportkit.authoring.edits import Edit, edited
from reportkit.loading.yaml_reader import ODD_BREAKS

_LINE_END = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
#: Stands where the notes stood, so that what 'check' offers has a place.
NOTES = "# changes:   # paste here what 'reportkit check' offers, and say what changed and why"


def rewritten(text: str, values: Mapping[str, str], without: frozenset[str]) -> str:
    """Write other values behind keys, "cut_off" or "period.end", and take keys out.

    A key that the text lacks is passed over. Notes on changes leave a comment in their place.
    """
    from ruamel.yaml import YAML  # only this command and few others need it

    root = YAML(typ="rt", pure=True).compose(text.translate(ODD_BREAKS))
    return edited(text, [*_values(root, values, ""), *_without(text, root, without)])


def _values(node: Any, values: Mapping[str, str], path: str) -> Iterator[Edit]:
    for key, value in node.value:
        name = f"{path}{key.value}"
        if name in values:
            yield Edit(value.start_mark.index, value.end_mark.index, values[name])
        elif any(wanted.startswith(f"{name}.") for wanted in values):
            yield from _values(value, values, f"{name}.")


def _without(text: str, root: Any, names: frozenset[str]) -> Iterator[Edit]:
    for key, value in root.value:
        if key.value not in names:
            continue
        start, end = key.start_mark.index, len(text[: end_of(value)].rstrip())
        if root.flow_style:
            yield _in_braces(text, start, end)
        else:
            line_end = _LINE_END.match(text, end)
            leaves = key.value == "changes" and "\n# changes:" not in text
            yield Edit(start, line_end.end() if line_end else end, f"{NOTES}\n" if leaves else "")


def _in_braces(text: str, start: int, end: int) -> Edit:
    """Take an entry out with the comma that follows it, or else with the one before."""
    if after := re.compile(r"\s*,\s*").match(text, end):
        return Edit(start, after.end(), "")
    before = re.search(r",\s*\Z", text[:start])
    return Edit(before.start() if before else start, end, "")


def end_of(node: Any) -> int:
    """Tell where a value ends: of a block, the parser counts the comments that follow it too."""
    if isinstance(node.value, str) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return end_of(last[1] if isinstance(last, tuple) else last)
