"""Words of the vocabulary, and places, as a reader meets them."""

from __future__ import annotations

import pytest

from reportkit.i18n.translate import use_language
from reportkit.model.vocabulary.sources import SourceKind
from reportkit.page.labels import label, place, place_name, says_place
from tests.records import Written, book_of, by_id

KANDAHAR: Written = {
    "type": "place", "id": "kdh", "name": "Kandahar", "admin1": "Kandahar Province",
    "names": [{"name": "Qandahar"}, {"name": "قندھار", "language": "ur"}],
}  # fmt: skip
PROVINCE: Written = {
    "type": "place", "id": "province", "name": "Kandahar Province", "kind": "province",
    "names": [{"name": "صوبہ قندھار", "language": "ur"}],
}  # fmt: skip


def mill(id: str, admin2: str, admin3: str = "") -> Written:
    below = {"admin3": admin3} if admin3 else {}
    return {"type": "place", "id": id, "name": "Mill", "admin1": "East", "admin2": admin2, **below}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (SourceKind.UN_REPORT, "UN report"),
        (SourceKind.NGO_REPORT, "NGO report"),
        (SourceKind.LOCAL_MEDIA, "local media"),
    ],
)
def test_a_kind_of_source_is_spelled_as_a_reader_would(kind: SourceKind, text: str) -> None:
    assert text == label(kind)


def test_a_translated_page_calls_a_place_by_its_name_in_that_language() -> None:
    book = book_of(by_id(KANDAHAR, PROVINCE).values())

    with use_language("ur", "en"):
        assert "قندھار، صوبہ قندھار" == place(book, "kdh")
    with use_language("fr", "en"):  # no name of it is French
        assert "Kandahar" == place_name(book, "kdh")
    with use_language("ur", "ur"):  # the texts are Urdu, and so is the place's own name
        assert "Kandahar" == place_name(book, "kdh")


def test_a_text_names_a_place_by_any_of_its_names() -> None:
    book = book_of(by_id(KANDAHAR).values())

    assert says_place(book, "A raid near Qandahar", "kdh")
    assert not says_place(book, "A raid near Zabul", "kdh")


@pytest.mark.parametrize(
    ("places", "called"),
    [
        ((mill("a", "Upper"), mill("b", "Lower")), "Mill, Upper, East"),
        ((mill("a", "Upper", "Gorge"), mill("b", "Upper", "Plain")), "Mill, Gorge, Upper, East"),
        ((mill("a", "Upper", "Gorge"), mill("b", "Lower")), "Mill, Upper, East"),
        ((mill("a", "Upper", "Gorge"),), "Mill, East"),
    ],
)
def test_places_of_one_name_are_told_apart_by_what_they_lie_in(
    places: tuple[Written, ...], called: str
) -> None:
    assert called == place(book_of(by_id(*places).values()), "a")
