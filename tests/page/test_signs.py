"""One sign, one meaning: on the page, among the marks of change, in pictures."""

from __future__ import annotations

from reportkit.page import signs
from reportkit.page.charts.key import MEANINGS
from reportkit.page.charts.shapes import Shape
from reportkit.page.compose.change_marks import SIGNS

OF_THE_PAGE = {
    name: sign for name, sign in vars(signs).items() if name.isupper() and isinstance(sign, str)
}


def test_no_sign_has_two_names() -> None:
    assert len(OF_THE_PAGE) == len(set(OF_THE_PAGE.values()))


def test_no_mark_of_change_is_a_sign_of_something_else_nor_a_dash() -> None:
    marks = {mark.sign for mark in SIGNS.values()}

    assert set() == marks & {*OF_THE_PAGE.values(), "–", "—", "-"}


def test_each_mark_of_change_has_one_word() -> None:
    words: dict[str, set[str]] = {}
    for mark in SIGNS.values():
        words.setdefault(mark.sign, set()).add(mark.word)

    assert {1} == {len(each) for each in words.values()}


def test_every_state_of_a_kind_has_its_sign() -> None:
    for table in (signs.MEASURE_SIGNS, signs.COMMITMENT_SIGNS, signs.TREND_SIGNS):
        assert set(table) == set(type(next(iter(table))))
        assert set(table.values()) <= set(OF_THE_PAGE.values())


def test_a_key_knows_every_shape_and_calls_no_two_alike() -> None:
    assert set(MEANINGS) == set(Shape)
    assert len(MEANINGS) == len(set(MEANINGS.values()))
