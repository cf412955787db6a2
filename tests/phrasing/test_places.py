"""A place in a sentence of a translated edition: change log, mail, title."""

from __future__ import annotations

import pytest

from reportkit.i18n.translate import use_language
from reportkit.model.evidence import Place
from reportkit.phrasing.places import known_as, names_place
from reportkit.phrasing.titles import title_of
from tests.records import Written, edition_view

KANDAHAR: Written = {
    "type": "place", "id": "kdh", "name": "Kandahar",
    "names": [{"name": "کندهار", "language": "fa"}, {"name": "قندهار", "language": "fa-AF"}],
}  # fmt: skip


def test_a_title_has_the_name_of_the_language_and_of_its_region_first() -> None:
    view = edition_view("1", {"kdh": KANDAHAR})
    place = view.records["kdh"]

    with use_language("fa-AF", "en"):
        assert "قندهار" == title_of(place, view)
    with use_language("fa", "en"):
        assert "کندهار" == title_of(place, view)
    assert "Kandahar" == title_of(place, view)


@pytest.mark.parametrize(
    ("precision", "called"),
    [
        ("1", "Wana"),
        ("2", "near Wana"),
        ("3", "South Waziristan district"),
        ("4", "somewhere in Khyber Pakhtunkhwa"),
        ("5", "Wana"),
    ],
)
def test_a_town_that_stands_for_a_wider_area_is_called_by_what_is_known(
    precision: str, called: str
) -> None:
    wana: Written = {
        "type": "place", "id": "wana", "name": "Wana", "kind": "city", "geo_precision": precision,
        "admin2": "South Waziristan", "admin1": "Khyber Pakhtunkhwa",
    }  # fmt: skip
    view = edition_view(
        "1", {"wana": wana, "district": {**wana, "id": "district", "kind": "district"}}
    )

    assert called == title_of(view.records["wana"], view)
    assert "Wana" == title_of(view.records["district"], view)
    (wana_itself, _) = view.book.all(Place)
    assert names_place(f"Attack, {called}", wana_itself)


def test_a_town_of_which_nothing_wider_is_named_keeps_its_name() -> None:
    assert "Wana" == known_as("Wana", 3, "", "")
    assert "somewhere in Khyber Pakhtunkhwa" == known_as("Wana", 3, "", "Khyber Pakhtunkhwa")
