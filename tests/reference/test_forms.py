"""What the example does not use is shown in its shape, and that is read."""

from __future__ import annotations

import pytest

from reportkit.loading.binder import Binder
from reportkit.loading.yaml_reader import read_yaml
from reportkit.model.base import Located
from reportkit.reference.entries import FILES, TYPES, Place, entry_at, key_at, places
from reportkit.reference.forms import form_of


def test_a_list_of_mappings_shows_where_the_hyphen_stands() -> None:
    assert form_of(key_at("actor.aliases")) == "aliases:\n  - term: ..."


def test_what_is_needed_is_there_at_every_depth() -> None:
    assert form_of(key_at("edition.section_trends")) == (
        "section_trends:\n"
        "  - section: an-id\n"
        "    trend: deteriorated\n"
        "    rationale:\n"
        "      text: ..."
    )


def test_a_word_is_not_the_one_that_it_is_anyway() -> None:
    assert "paper: Letter" == form_of(key_at("brief.paper"))
    assert 'tlp: "TLP:CLEAR"' == form_of(key_at("record.tlp"))


@pytest.mark.parametrize("name", [*TYPES, *FILES])
def test_each_form_is_read_by_the_loader(name: str) -> None:
    """All keys of a model at once, and of each mapping in it."""
    entries = [entry_at(name), *(entry_at(place.path) for place in within(name))]
    binder = Binder()
    for entry in entries:
        root = read_yaml("\n".join(map(form_of, entry.keys)).encode(), entry.path).root
        assert root
        binder.bind(entry.model, root, entry.path)

    assert [] == [problem.message for problem in binder.problems]


def within(name: str) -> list[Place]:
    return [
        place
        for place in places()
        if place.path.startswith(f"{name}.") and issubclass(place.spec.item, Located)
    ]
