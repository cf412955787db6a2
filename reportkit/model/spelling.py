"""One name in the spellings that transliteration gives it: Muttaqi and Mottaki. Pure.

A name written in another script has no one spelling in this one. Its consonants stay what they
are, up to some that stand for one sound (q and k, kh and k, w and v); its vowels are heard
differently by each ear.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Signs for one sound, the longer first.
_SOUNDS = (
    ("tch", "ch"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("dh", "d"), ("th", "t"), ("zh", "j"),
    ("dj", "j"), ("ck", "k"), ("ch", "1"), ("sh", "2"), ("q", "k"), ("c", "k"), ("x", "ks"),
    ("w", "v"), ("1", "ch"), ("2", "sh"),
)  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+(?:['’ʼ‘][^\W\d_]+)*")
_VOWELS = frozenset("aeiouy")
_OPENING = str.maketrans("eiyou", "iiiuu")  # by what a name opens with it is known
_OPENINGS = frozenset("aiu")
_TWICE = re.compile(r"(.)\1+")
#: Endings that make several words of one: of a people, of several, of an office.
_ENDING = re.compile(
    r"|s|i|is|n|an|ans|ian|ians|ese|ic|ist|ists|er|ers|ern|or|ors|ry|y|ies|ing|ed|al|ish|ia|e|es"
)
#: Fewer letters or consonants are too common to tell a name by.
_LETTERS_ENOUGH, _SOUNDS_ENOUGH = 5, 3
_STEM = 4  # letters of a stem from which English makes words
_MOST_EDITS = 2
_LONG = 7  # letters from which two may differ


def words_of(text: str) -> list[str]:
    """Give the words of a text without digits and signs; an apostrophe stays inside."""
    return _LETTERS.findall(text)


def skeleton(word: str) -> str:
    """Give what all spellings of a name share; "" of a word too short to tell."""
    if len(word) < _LETTERS_ENOUGH:
        return ""
    heard = sound(word)
    return heard if len(heard) - (heard[:1] in _OPENINGS) >= _SOUNDS_ENOUGH else ""


@lru_cache(maxsize=16_384)  # names come again in each text
def sound(word: str) -> str:
    """Give the consonants of a word as they are heard, and the vowel that it opens with."""
    plain = _plain(word)
    for signs, heard in _SOUNDS:
        plain = plain.replace(signs, heard)
    first = plain[:1].translate(_OPENING) if plain[:1] in _VOWELS else ""
    consonants = "".join(letter for letter in plain if letter not in _VOWELS)
    single = _TWICE.sub(r"\1", consonants)
    return first + (single[:-1] if len(single) > 1 and single.endswith("h") else single)


def is_other_spelling(word: str, name: str) -> bool:
    """Tell whether a word is a name that is written otherwise: Torkhum is Torkham.

    A word made from the name is none: Pakistani, Kabul's; and so is one of the same stem, such as
    Minister beside Ministry.
    """
    if not skeleton(word) or skeleton(word) != skeleton(name):
        return False
    one, other = _plain(word), _plain(name)
    stem = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
                min(len(one), len(other)))  # fmt: skip
    endings = (one[stem:], other[stem:])
    if one != other and stem >= _STEM and all(map(_ENDING.fullmatch, endings)):
        return False
    return is_near(word, name, 1 if max(len(one), len(other)) < _LONG else _MOST_EDITS)


def is_near(word: str, name: str, most: int = _MOST_EDITS) -> bool:
    """Tell whether two words that sound alike differ by accents or by a letter or two."""
    if _bare(word) == _bare(name):
        return False
    return _edits(_plain(word), _plain(name)) <= most


def _bare(word: str) -> str:
    return unicodedata.normalize("NFC", "".join(filter(str.isalpha, word.casefold())))


def _plain(word: str) -> str:
    """Give the letters of a word in lower case, without accents and apostrophes."""
    parts = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i"))
    return "".join(letter for letter in parts if letter.isalpha())


def _edits(one: str, other: str) -> int:
    """Count the letters to change, put in or take out (Levenshtein)."""
    row = list(range(len(other) + 1))
    for count, letter in enumerate(one, 1):
        above, row[0] = row[0], count
        for place, against in enumerate(other, 1):
            above, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, above + (letter != against)),
            )
    return row[-1]
