"""What the page on architecture says of the code is so."""

from __future__ import annotations

import re

from tests.docs.pages import DOCS, ROOT
from tests.test_rooms import STREET

PAGE = (DOCS / "architecture.md").read_text("utf-8")
_ROOM = re.compile(r"^\| `(\w+)` \| [^|]+ \| [^|]*\|$", re.MULTILINE)
_STEP = re.compile(r"^\| (\d+) \| `([\w./-]+)` \|(?: `(\w+)`)? \|", re.MULTILINE)


def test_the_street_has_the_rooms_in_their_order() -> None:
    assert list(STREET) == _ROOM.findall(PAGE)


def test_each_step_of_a_fact_is_in_the_file_that_is_named() -> None:
    steps = _STEP.findall(PAGE)
    astray = [
        (file, name)
        for _, file, name in steps
        if name
        and not re.search(
            rf"^(?:def|class) {name}\b|^{name}\b", (ROOT / file).read_text(), re.MULTILINE
        )
    ]

    assert [] == astray
    assert [str(number) for number in range(1, len(steps) + 1)] == [step[0] for step in steps]
