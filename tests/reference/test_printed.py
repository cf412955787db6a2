"""What is explained is printed by the words of the brief, and cut from the example as it lies."""

from __future__ import annotations

import pytest

from reportkit.loading.yaml_reader import read_yaml
from reportkit.reference.entries import FILES, TYPES, entry_at, key_at, places
from reportkit.reference.examples import example_for, example_of
from reportkit.reference.printed import example_series, printed, printed_words


def words_of(path: str) -> dict[str, str]:
    """Give how each word of a key prints."""
    piece = example_for(key_at(path))
    said = printed_words(key_at(path), piece.id if piece else "")
    return {one.word: f"{one.beside} {one.text}".lstrip() for one in said}


def test_each_operator_prints_with_the_values_that_it_asks_for() -> None:
    assert words_of("figure.operator") == {
        "exact": "best: 210 210",
        "at_least": "low: 210 at least 210",
        "more_than": "low: 210 more than 210",
        "at_most": "high: 210 at most 210",
        "about": "best: 210 about 210",
        "between": "low: 210, high: 260 210–260",
    }


def test_a_state_prints_as_a_sentence_of_its_own() -> None:
    assert " has been lifted." in words_of("measure.measure_status")["lifted"]


def test_a_claim_prints_in_each_mood() -> None:
    words = words_of("claim.modality")

    assert " says that " in words["asserts"]
    assert " denies that " in words["denies"]
    assert words["no_comment"] == "No comment from the TNC was found on the clash at the mill."
    assert words["not_available"].endswith(" was available on the clash at the mill.")


def test_words_that_change_no_sentence_are_not_printed() -> None:
    assert {} == words_of("figure.method")


def test_likelihood_and_confidence_print_in_two_sentences() -> None:
    judgement = example_of(entry_at("judgement"))

    assert judgement
    first, _, rest = printed(judgement.id).partition(" Confidence: ")
    assert first.endswith(".")
    assert "%)" in first
    assert rest


@pytest.mark.parametrize("name", TYPES)
def test_a_type_has_an_example_that_is_read_and_printed(name: str) -> None:
    piece = example_of(entry_at(name))

    assert piece
    root = read_yaml(piece.text.encode(), "piece.yaml").root
    assert root
    assert [TYPES[name].plural] == [key.text for key, _ in root.entries]
    assert TYPES[name] is type(example_series().records[piece.id])
    assert printed(piece.id)


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_an_example_that_is_read(name: str) -> None:
    piece = example_of(entry_at(name))

    assert piece
    assert read_yaml(piece.text.encode(), "piece.yaml").root


def test_each_piece_is_yaml_of_its_key_alone() -> None:
    """However the record is written: in lines of its own, or in braces with others."""
    pieces = {place.path: example_for(key_at(place.path)) for place in places()}
    cut = {path: piece for path, piece in pieces.items() if piece}
    keys = {}
    for path, piece in cut.items():
        root = read_yaml(piece.text.encode(), "piece.yaml").root
        keys[path] = [key.text for key, _ in root.entries] if root else []

    assert len(cut) > 100
    assert {} == {path: held for path, held in keys.items() if held != [path.split(".")[1]]}
    assert [] == [path for path, piece in cut.items() if piece.text.endswith((",", " ", "\n"))]
