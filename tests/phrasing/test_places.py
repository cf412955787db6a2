"""A place in a sentence of a translated edition: change log, mail, title."""

from __future__ import annotations

from reportkit.i18n.translate import use_language
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
