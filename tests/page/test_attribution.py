"""Who speaks in a sentence is found by a name and a verb of saying behind it."""

from __future__ import annotations

import pytest

from reportkit.page.compose.attribution import SAYS, stands_before

NAMES = ["Upper Valley", "Valley", "A+B"]


@pytest.mark.parametrize(
    "clause",
    [
        "Valley officials said so",
        "the Valley Council and the Valley denied it",
        "Upper Valley government says",
        "Valley's minister, long in office, told reporters",
        "it was A+B that said so",
    ],
)
def test_a_name_speaks_where_a_verb_of_saying_follows_it(clause: str) -> None:
    assert stands_before(NAMES, SAYS, clause)


@pytest.mark.parametrize(
    "clause",
    [
        "said the Valley",
        "Valleys said so",
        "NewValley said so",
        "Valley is shut. The council said so",
        "Valley: the council said so",
        f"Valley {'and more ' * 8}said so",
        "Valley essays",
        "AAB said so",
        "the council said so",
    ],
)
def test_no_name_speaks_where_none_stands_near_before_the_verb(clause: str) -> None:
    assert not stands_before(NAMES, SAYS, clause)
