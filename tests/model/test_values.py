"""Two values are equal when they say the same, wherever it is written and however much of it."""

from __future__ import annotations

import pytest

from reportkit.model.evidence import Actor
from reportkit.model.vocabulary.series import Status, Tlp
from reportkit.model.vocabulary.sources import ActorKind
from reportkit.problems import Mark

PLAIN = Actor(id="north", name="North", kind=ActorKind.STATE)


@pytest.mark.parametrize(
    "same",
    [
        Actor(id="north", name="North", kind=ActorKind.STATE, status=Status.CURRENT, tlp=None),
        PLAIN.replace(marks={"": Mark("seeds/who.yaml", 3, 5)}),
    ],
    ids=["a default written out", "another place"],
)
def test_what_says_the_same_is_equal(same: Actor) -> None:
    assert same == PLAIN
    assert PLAIN == same
    assert hash(same) == hash(PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        PLAIN.replace(name="South"),
        PLAIN.replace(tlp=Tlp.RED),
        "north",
    ],
    ids=["a field", "a field that the one leaves out", "no value at all"],
)
def test_what_says_something_else_is_not(other: object) -> None:
    assert other != PLAIN
    assert PLAIN != other
