"""Which of the encodings of Latin letters makes words of a text? By the letters of its language."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from math import log
from typing import NamedTuple

#: How often letters beyond ASCII stand in a text, of a thousand such letters.
_FREQUENT: dict[str, tuple[dict[str, int], ...]] = {
    "cp1252": (
        {"é": 640, "è": 120, "à": 120, "ê": 45, "ç": 25, "ô": 15, "î": 10, "â": 10, "û": 5,
         "ù": 5, "ë": 4, "ï": 4, "œ": 4, "ü": 1},
        {"ó": 290, "í": 220, "á": 210, "é": 130, "ñ": 90, "ú": 50, "ü": 5, "ª": 1, "º": 1},
        {"ã": 220, "ç": 180, "á": 140, "é": 130, "í": 90, "ó": 80, "ê": 60, "õ": 50, "ú": 30,
         "â": 25, "à": 25, "ô": 10, "ü": 1, "ª": 1, "º": 1},
        {"ü": 400, "ä": 350, "ö": 180, "ß": 70, "é": 5},
        {"à": 350, "è": 300, "ò": 120, "ù": 100, "ì": 60, "é": 50},
        {"å": 350, "ä": 350, "ö": 250, "é": 10},
        {"å": 390, "ø": 350, "æ": 240, "é": 10},
        {"á": 120, "í": 120, "ð": 140, "þ": 60, "ó": 100, "ö": 100, "é": 80, "ú": 70, "æ": 80,
         "ý": 50},
    ),
    "cp1250": (
        {"ł": 260, "ę": 160, "ą": 150, "ó": 120, "ż": 120, "ś": 100, "ć": 60, "ń": 30, "ź": 10},
        {"í": 220, "á": 190, "ě": 120, "é": 100, "ř": 90, "č": 80, "ž": 80, "š": 70, "ý": 70,
         "ů": 40, "ú": 10, "ť": 4, "ň": 4, "ó": 3, "ď": 3},
        {"á": 200, "í": 120, "č": 100, "ú": 100, "ý": 90, "é": 80, "š": 80, "ž": 80, "ť": 60,
         "ľ": 40, "ô": 20, "ň": 20, "ď": 20, "ä": 10, "ó": 10, "ĺ": 2, "ŕ": 1},
        {"á": 300, "é": 280, "ö": 90, "ó": 90, "ő": 80, "í": 50, "ü": 50, "ú": 30, "ű": 20},
        {"ă": 300, "î": 200, "ş": 180, "ţ": 180, "â": 120},
        {"č": 250, "š": 250, "ć": 220, "ž": 150, "đ": 130},
    ),
    "cp1254": (
        {"ı": 330, "ü": 160, "ş": 140, "ç": 100, "ğ": 100, "ö": 70, "i̇": 50, "â": 10, "î": 3,
         "û": 3},
    ),
}  # fmt: skip
_RARE, _SYMBOL = log(0.0005), log(0.0001)
#: So many times likelier than any other reading is what is taken without being asked for.
_SURELY = log(20)
_POSSIBLY = log(10**6)
_WORD = re.compile(r"[^\s,;|\"\t0-9]*[^\x00-\x7f\s][^\s,;|\"\t0-9]*")
#: Two scripts in one word, or a capital within a word.
_MIXED = re.compile(r"[A-Za-z][^\W\d_A-Za-z]|[^\W\d_A-Za-z][A-Za-z]|[а-яёіїєґ][А-ЯЁІЇЄҐ]")
_DENSE, _SHOWN = 0.7, 3
#: Stand beside words in any language.
_BESIDE = frozenset("‘’‚“”„«»‹›–—…•·°§€£©®™¿¡\xa0\xad")


class Reading(NamedTuple):
    """A text in one encoding."""

    codec: str
    text: str
    likely: float  # a logarithm


def latin_readings(sample: bytes) -> list[Reading]:
    """Read bytes in each encoding of Latin letters that gives a text of its own, likeliest first.

    None where most letters of words lie beyond ASCII: it is another script.
    """
    readings: dict[str, Reading] = {}
    for codec, languages in _FREQUENT.items():
        text = sample.decode(codec, "replace")
        if _is_dense(text):
            return []
        if text not in readings:
            readings[text] = Reading(codec, text, _likely(text, languages))
    best = max(one.likely for one in readings.values())
    possible = (one for one in readings.values() if best - one.likely < _POSSIBLY)
    return sorted(possible, key=lambda one: -one.likely)


def is_of_one_script(text: str) -> bool:
    """Tell a text whose odd letters are all Arabic, or all Cyrillic with no capital inside a word.

    In another encoding it is full of symbols, of letters of two scripts, or of capitals.
    """
    if _MIXED.search(text):
        return False
    odd = {sign for sign in text if not sign.isascii()} - _BESIDE
    letters = {sign for sign in odd if unicodedata.category(sign)[0] == "L"}
    if any(unicodedata.category(sign)[0] in "SC" for sign in odd - letters - {"\u200c", "\u200d"}):
        return False
    scripts = {unicodedata.name(sign, "").split()[0] for sign in letters}
    return len(scripts) == 1 and scripts <= {"ARABIC", "CYRILLIC"}


def is_clear(readings: list[Reading]) -> bool:
    """Tell that the first reading is far likelier than the others."""
    return len(readings) == 1 or readings[0].likely - readings[1].likely > _SURELY


def telling_words(readings: list[Reading]) -> list[tuple[str, ...]]:
    """Give for each reading the same few words, of those that differ."""
    words = [_WORD.findall(one.text) for one in readings]
    rows = dict.fromkeys(row for row in zip(*words, strict=False) if len(set(row)) > 1)
    return list(zip(*list(rows)[:_SHOWN], strict=True)) or [() for _ in readings]


def _is_dense(text: str) -> bool:
    words: list[str] = [
        word for word in _WORD.findall(text) if any(_is_odd_letter(sign) for sign in word)
    ]
    letters = sum(not sign.isascii() or sign.isalpha() for word in words for sign in word)
    odd = sum(not sign.isascii() for word in words for sign in word)
    return odd > letters * _DENSE


def _likely(text: str, languages: tuple[dict[str, int], ...]) -> float:
    signs: Counter[str] = Counter()
    symbols = 0
    for word in dict.fromkeys(_WORD.findall(text)):
        inner = word.strip("".join(_BESIDE) + "'()[].:!?-/")
        for sign in inner:
            if _is_odd_letter(sign):
                signs[sign.lower()] += 1
            elif not sign.isascii() and sign not in "’–-":
                symbols += 1
    of_letters = max(
        sum(
            many * (log(language[sign] / 1000) if sign in language else _RARE)
            for sign, many in signs.items()
        )
        for language in languages
    )
    return of_letters + symbols * _SYMBOL


def _is_odd_letter(sign: str) -> bool:
    return not sign.isascii() and unicodedata.category(sign)[0] == "L"
