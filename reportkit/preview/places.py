"""Where a record is printed: on the page for browsers by its anchors, in a PDF by its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

#: What is met on the way through a page: where a part begins, its heading, ids and links.
_MET = re.compile(
    r'<section class="(?P<part>[^"]*)"'
    r'|<h2 class="part-head">(?P<head>.*?)</h2>'
    r'|\sid="(?P<id>[^"]+)"'
    r'|\shref="#(?P<link>[^"]+)"',
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
#: Before the id of a record: where it stands, and where its change is told.
STANDS, CHANGED = "rec-", "chg-"
PAGE_ONE = "Page 1"


class Place(NamedTuple):
    """A place on the page that tells of a record."""

    anchor: str  # to which the page can be moved; "" where it only links from there
    where: str  # "Page 1", "Militancy"
    how: str  # "stands", "its change", "linked"


def places_in(html: str, record: str) -> tuple[Place, ...]:
    """Give where a page tells of a record, in the order of reading, each part once a way."""
    return tuple(dict.fromkeys(_places(html, record)))


def pages_in(anchors: Mapping[str, int], record: str) -> tuple[tuple[int, str], ...]:
    """Give the pages of a PDF on which a record stands or its change is told."""
    wanted = ((f"{STANDS}{record}", "stands"), (f"{CHANGED}{record}", "its change"))
    return tuple((anchors[anchor], how) for anchor, how in wanted if anchor in anchors)


def _places(html: str, record: str) -> Iterator[Place]:
    wanted = {f"{STANDS}{record}": "stands", f"{CHANGED}{record}": "its change"}
    where, pending = "", False
    for met in _MET.finditer(html):
        if met["part"] is not None:
            classes = met["part"].split()
            where = PAGE_ONE if "front" in classes else where
            pending = "part" in classes
        elif met["head"] is not None:
            where = unescape(_TAG.sub("", met["head"])).strip() if pending or where else where
        elif met["id"] is not None and unescape(met["id"]) in wanted:
            anchor = unescape(met["id"])
            yield Place(anchor, where, wanted[anchor])
        elif met["link"] is not None and unescape(met["link"]) == f"{STANDS}{record}":
            yield Place("", where, "linked")
