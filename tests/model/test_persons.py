"""Two spellings of a name are one person, two persons are two."""

from __future__ import annotations

import pytest

from reportkit.model.persons import is_same_person


@pytest.mark.parametrize(
    "other",
    [
        "anna maria writer",
        "ANNA WRITER",
        "Writer, Anna",
        "Dr. Anna Writer",
        "Prof. Dr. A. Writer, PhD",
        "A. M. Writer",
        "Ánna Wríter",
        "Anna Writer (head of desk)",
        "Anna Writer <anna@example.org>",
        "Col. Writer, A.M.",
        "Anna-Maria Writer",
        "A\u0301nna Wri\u0301ter",  # accents behind their letters
        "An\u200bna Wri\u00adter",  # what nobody sees
    ],
)
def test_one_person_is_known_in_any_spelling(other: str) -> None:
    assert is_same_person("Anna Maria Writer", other)
    assert is_same_person(other, "Anna Maria Writer")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Writer", "Berta Writer"),
        ("Anna Writer", "B. Writer"),
        ("Anna Writer", "Anna Reader"),
        ("Writer", "Anna Writer"),  # not every Khan is one
        ("Example desk", "Other desk"),
        ("A. Writer", "W. Anders"),
        ("", "Anna Writer"),
        ("مریم خان", "مریم جان"),
    ],
)
def test_two_persons_are_two(one: str, other: str) -> None:
    assert not is_same_person(one, other)


def test_names_of_another_script_are_compared_too() -> None:
    assert is_same_person("خان مريم", "مریم خان")
    assert is_same_person("محمّد خان", "خان محمد")
    assert is_same_person("李小龍", "李 小龍")
    assert not is_same_person("राम राव", "रीता राव")
