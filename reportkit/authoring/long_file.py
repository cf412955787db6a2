"""A long file without the middle of its lists: enough to see where and how it is added to.

The parser that finds places takes seconds for a long file; what is added stands behind the last
record of a list, and in the manner of those that are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportkit.authoring.edits import Edit
from reportkit.loading import yaml_reader as reading

#: Letters of a file that is read whole.
_SHORT = 64 * 1024
#: Records that stay at either end of a list.
_KEPT = 20


class Cut(NamedTuple):
    """Lines that are left out: from where in the whole text, and where they end."""

    start: int
    end: int


class Shortened(NamedTuple):
    """A text without some of its lines."""

    text: str
    cuts: tuple[Cut, ...] = ()

    def in_whole(self, edit: Edit) -> Edit:
        """Give an edit of the short text as one of the whole."""
        return edit._replace(start=self._whole(edit.start), end=self._whole(edit.end))

    def _whole(self, at: int) -> int:
        for cut in self.cuts:
            if cut.start <= at:
                at += cut.end - cut.start
        return at


def shortened(text: str) -> Shortened:
    """Leave out the middle of the lists of a long file; a list in brackets stays whole."""
    if len(text) <= _SHORT:
        return Shortened(text)
    cuts = tuple(_cuts(text))
    ends = [0, *(cut.end for cut in cuts)]
    starts = [*(cut.start for cut in cuts), len(text)]
    kept = (text[end:start] for end, start in zip(ends, starts, strict=True))
    return Shortened("".join(kept), cuts)


def _cuts(text: str) -> Iterator[Cut]:
    root = reading.read_yaml(text.encode(), "").root
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    for _, listed in root.entries if root else ():
        items = listed.items if isinstance(listed, reading.Sequence) else ()
        if len(items) <= 2 * _KEPT:
            continue
        first, last = (lines[items[at].mark.line - 1] for at in (_KEPT, -_KEPT))
        if all(re.match(r" *- ", text[at : at + 200]) for at in (first, last)):
            yield Cut(first, last)
