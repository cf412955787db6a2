"""Which spellings are of one name, and which are words of their own."""

from __future__ import annotations

import pytest

from reportkit.model.spelling import is_other_spelling, words_of


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Tehrik", "Tehreek"),
        ("Torkhum", "Torkham"),
        ("Qandahar", "Kandahar"),
        ("Mottaki", "Muttaqi"),
        ("Mojahed", "Mujahid"),
        ("Vaziristan", "Waziristan"),
        ("Peshawer", "Peshawar"),
        ("Turkiye", "Türkiye"),
        ("Chamman", "Chaman"),
        ("Gulam", "Ghulam"),
        ("Rehmatullah", "Rahmatullah"),
        ("Khartum", "Khartoum"),
        ("Zaporizhia", "Zaporizhzhia"),
    ],
)
def test_a_name_in_another_spelling_is_known_again(word: str, name: str) -> None:
    assert is_other_spelling(word, name)
    assert is_other_spelling(name, word)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Torkham", "TORKHAM"),
        ("Pakistani", "Pakistan"),
        ("Afghans", "Afghan"),
        ("Ministry", "Minister"),
        ("Turkish", "Turkey"),
        ("Forces", "Force"),
        ("Istanbul", "Stanbul"),  # opens with another sound
        ("Kabul", "Kibla"),
        ("Ghazni", "Ghazan"),
        ("Doha", "Duha"),  # too short to tell
        ("Iraq", "Iran"),
        ("Kunar", "Kunduz"),
        ("Mohammed", "Mehmetoglu"),
    ],
)
def test_words_of_their_own_are_left_alone(word: str, name: str) -> None:
    assert not is_other_spelling(word, name)
    assert not is_other_spelling(name, word)


def test_a_possessive_is_the_word_that_it_is_made_of() -> None:
    assert ["Kabul's", "Jamaat", "ul", "Ahrar"] == words_of("Kabul's 2 Jamaat-ul-Ahrar.")
    assert not is_other_spelling("Peshawar's", "Peshawar")
