"""A name is found in whatever spelling, and a word of the language is none."""

from __future__ import annotations

import random
import time

import pytest

from reportkit.model.folding import Search, folded
from reportkit.model.sensitive_terms import bare_address, is_name


def found(name: str, text: str) -> bool:
    """Tell whether a name is found in a text."""
    return [0] == list(Search({0: name}).found_in(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Rashid Amin Colonel", "says RASHID AMIN COLONEL, it seems"),
        ("Rashid Amin Colonel", "says rashid amin colonel"),
        ("Rashid Amin", "Ra\u00adshid A\u00admin said"),  # soft hyphens
        ("Rashid Amin", "Rashid\u200d Amin\u200e said"),  # joiners, bidi marks
        ("Rashid Amin", "\u2067Rashid\u2069 Amin"),
        ("Rashid Amin", "Rashid-Amin"),
        ("Rashid Amin", "Rashid\u2011Amin"),  # a hyphen that does not break
        ("Rashid Amin", "Rashid \u2013 Amin"),
        ("Rashid Amin", "RashidAmin"),
        ("Rashid Amin", "Ra-\nshid Amin"),  # broken at the end of a line
        ("Rashid Amin", "Rashid\u00a0\u2009 Amin\u2019s men"),
        ("Rashid Amin", "Rāshīd Amîn"),
        ("Rashid Amin", "Ｒａｓｈｉｄ Amin"),  # full width
        ("Rashid Amin", "Rаshid Аmin"),  # Cyrillic letters that look alike
        ("Rashid Amin", "rashid_amin.jpg"),
        ("Al-Qa'im", "al Qaim"),
        ("Straße von Øland", "STRASSE VON OLAND"),
        ("Peregrine", "the PEREGRINE men"),
        ("ISKP", "by ISKP"),
        ("رشید امین", "رشيد امين"),  # Arabic for Persian letters
        ("كابل بانک", "کابل بانك"),
        ("أحمد آغا", "احمد اغا"),
        ("مدرسة الهدى", "مدرسه الهدي"),
        ("محمد عمر", "مُحَمَّد عُمَر"),  # vowels
        ("محمد عمر", "محـــمد عـمر"),  # drawn out
        ("کرم ایجنسی", "کرم\u200cایجنسی"),
        ("ملا ہیبت", "ملا ھیبت"),
        ("Unit 31 East", "unit ۳۱ east"),
        ("Rashid Amin", "write to @rashidamin77"),
        ("Rashid Amin", "rashidamin.1@example.org"),
        ("Rashid Amin", "https://example.org/OnRashidAmin2"),
        ("Rashid Amin", "https://example.org/?q=Rashid%20Amin"),
        ("Rashid Amin", "https://example.org/%52%61shid%20%41min"),
        ("رشید امین", "https://example.org/%D8%B1%D8%B4%DB%8C%D8%AF_%D8%A7%D9%85%DB%8C%D9%86"),
        ("Rashid Amin", "Rashid&nbsp;Amin"),
        ("Rashid Amin", "&#82;ashid Amin"),
        ("Rashid Amin", "the Rashid Amins of this world"),
        ("Peregrine", "peregrine".upper() + "2"),
    ],
)
def test_a_name_is_found_in_another_spelling(name: str, text: str) -> None:
    assert found(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("WHO", "those who shut the road"),
        ("WHO", "Who shut the road?"),
        ("Ana", "in an a-class lorry"),
        ("Ali", "alibi of the Alian"),
        ("The rapist", "the therapist"),
        ("Column", "the third column of the table"),
        ("Press release", "said in a press release"),
        ("Rashid Amin", "Rashid Aminullah"),
        ("Rashid Amin", "Amin Rashid"),
        ("Amin Rashid", "Benamin Rashid"),
        ("Donald", "Mr McDonald"),
        ("Express", "expresses"),
        ("Column", "TableColumn2"),
    ],
)
def test_a_word_of_the_language_is_no_name(name: str, text: str) -> None:
    assert not found(name, text)


@pytest.mark.parametrize("text", ["US", "Xi", "staff", "press briefing"])
def test_what_is_too_short_or_no_name_is_not_looked_for(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    "spelling",
    ["https://www.heron.example/77/", "http://heron.example/77", "heron.example/77",
     "www.HERON.example/77/", "https://heron.example:/77"],
)  # fmt: skip
def test_an_address_is_one_with_and_without_its_scheme(spelling: str) -> None:
    assert folded("heron.example/77") == folded(bare_address(spelling))


def test_five_thousand_names_are_looked_for_in_a_megabyte_in_seconds() -> None:
    """Twice the text takes about twice the time, and names cost next to nothing."""
    chosen = random.Random(4)  # noqa: S311
    letters = "abcdefghijklmnoprstuvw"
    words = ["".join(chosen.choices(letters, k=chosen.randint(2, 9))) for _ in range(20_000)]
    names = {
        number: " ".join(word.capitalize() for word in chosen.choices(words, k=3))
        for number in range(5_000)
    }
    text = " ".join(
        [*chosen.choices(words, k=80_000), names[77].upper(), *chosen.choices(words, k=80_000)]
    )
    assert len(text) > 1_000_000
    search = Search(names)
    begun = time.process_time()
    met = list(search.found_in(text))

    assert [77] == met
    assert 5 > time.process_time() - begun  # 0.5 s where nothing else runs


def test_names_of_one_beginning_do_not_slow_the_search_down() -> None:
    names = {number: f"Mohammad Abdullah Khan {number}x" for number in range(3_000)}
    search = Search(names)
    begun = time.process_time()
    assert [] == list(search.found_in("Mohammad Abdullah Khan said so. " * 2_000))

    assert 1 > time.process_time() - begun
