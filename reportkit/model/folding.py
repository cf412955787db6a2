"""Texts brought down to their letters, and many of them looked for in another at once. Pure.

Whoever reads RASHID AMIN, Rashid-Amin or Rāshid Amīn knows who is meant. So case, accents,
signs that nobody sees, hyphens, spaces and letters that stand for one another are folded
away; what is left is compared from the start of a word to the end of one. A word ends where
digits begin or a small letter is followed by a capital, too: rashidamin77, OnRashidAmin; and
what an address or HTML spells otherwise, Rashid%20Amin, is read as it is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator, Mapping
from html import unescape
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import unquote

K = TypeVar("K", bound=Hashable)

#: From so many letters on, a run of words that spells a text is no chance: "an a" is not Ana.
SHORT = 6
_SENTENCE = 4  # words that nobody writes by chance
_HEAD = 12  # letters by which a text is looked up before all of it is compared
_WORD = re.compile(r"[^\W_]+")
#: Where a word of letters and digits is put together of several.
_SEAM = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-z])(?=[A-Z])")
_CODED = re.compile(r"%[0-9A-Fa-f]{2}|&[#A-Za-z0-9]{2,10};")

#: Letters that are written for one another, after accents and points are gone.
_ALIKE = {
    **dict.fromkeys("ك", "ک"),
    **dict.fromkeys("يىېۍے", "ی"),
    **dict.fromkeys("ٱ", "ا"),
    **dict.fromkeys("ہھەةۃ", "ه"),
    **dict.fromkeys("ـء", ""),
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i",
}  # fmt: skip
#: Cyrillic and Greek letters that look like Latin ones, in lower case.
_LOOKALIKES = str.maketrans("авекмнорстухіјѕαβεικμνορτυχζς", "abekmhopctyxijsabeikmvoptyxzσ")


class _Letters(dict[int, str]):
    """What becomes of each sign; found out when a sign is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kind = unicodedata.category(sign)
        if sign in _ALIKE:
            folded = _ALIKE[sign]
        elif kind in ("Mn", "Me", "Cf", "Lm"):  # accents, points, soft hyphens, joiners, bidi
            folded = ""
        elif kind == "Nd":
            folded = str(unicodedata.digit(sign))
        else:
            folded = sign if len(sign.lower()) == 1 else sign.casefold()
        self[code] = folded
        return folded


_LETTERS = _Letters()


class Folded(NamedTuple):
    """The letters and digits of a text with nothing between them."""

    letters: str  # in lower case
    cased: str  # the same, as they are written
    bounds: tuple[int, ...]  # where a word begins, and where the last one ends
    seams: frozenset[int]  # those of them where a capital stands within a word


def fold(text: str) -> Folded:
    """Bring a text down to its letters."""
    if _CODED.search(text):
        text = unquote(unescape(text))
    plain = unicodedata.normalize("NFKD", text).translate(_LETTERS)
    words = _WORD.findall(plain)
    bounds, end = [0], 0
    seams: list[int] = []
    for word in words:
        if not (word.isalpha() and (word.islower() or word.istitle())):
            inner = [found.start() for found in _SEAM.finditer(word)]
            bounds += (end + at for at in inner)
            seams += (end + at for at in inner if word[at - 1 : at + 1].isalpha())
        end += len(word)
        bounds.append(end)
    cased = "".join(words)
    letters = cased.lower().translate(_LOOKALIKES)
    return Folded(letters, cased, tuple(bounds), frozenset(seams))


def folded(text: str) -> str:
    """Give the letters of a text alone, by which two spellings of it are equal."""
    return fold(text).letters


def words_of(text: str) -> list[str]:
    """Give the words of a text brought down to their letters, to be looked up one by one.

    A hyphen or an apostrophe parts words here, and capitals and digits within one do not:
    "Spin-Boldak 2" is three words.
    """
    plain = unicodedata.normalize("NFKD", text).translate(_LETTERS)
    return [word.lower().translate(_LOOKALIKES) for word in _WORD.findall(plain)]


class Placed(NamedTuple):
    """A word of ``words_of`` with the place in the text where it is written."""

    word: str
    start: int
    end: int


def placed_words(text: str) -> list[Placed]:
    """Give the words of a text with their places; they are those of ``words_of``, only slower."""
    placed: list[Placed] = []
    word, start, end = "", 0, 0
    for at, sign in enumerate(text):
        for letter in unicodedata.normalize("NFKD", sign).translate(_LETTERS):
            if _WORD.fullmatch(letter):
                start, word, end = (start if word else at), word + letter, at + 1
            elif word:
                placed.append(Placed(word.lower().translate(_LOOKALIKES), start, end))
                word = ""
    if word:
        placed.append(Placed(word.lower().translate(_LOOKALIKES), start, end))
    return placed


class _Wanted(NamedTuple, Generic[K]):
    key: K
    text: Folded
    proper: bool  # a name that is known in any case of letters


class Search(Generic[K]):
    """Finds any of many texts in another: one look-up at each word, however many they are.

    A text of fewer than ``SHORT`` letters counts only as it is written, or all in capitals,
    and in words that end where its own do. A single word, or words of which only the first
    is written large, must begin with a capital if it does: "Column" is a name, a column none.
    """

    def __init__(self, texts: Mapping[K, str]) -> None:
        #: By the first letters, then by the number of letters, then by all of them.
        self._by_head: dict[str, dict[int, dict[str, list[_Wanted[K]]]]] = {}
        for key, written in texts.items():
            text = fold(written)
            if text.letters:
                found = _Wanted(key, text, _is_proper(text))
                sizes = self._by_head.setdefault(text.letters[:_HEAD], {})
                sizes.setdefault(len(text.letters), {}).setdefault(text.letters, []).append(found)
        self._sizes = tuple(sorted({len(head) for head in self._by_head}))
        shortest = self._sizes[0] if self._sizes else 0
        self._starts = frozenset(head[:shortest] for head in self._by_head)

    def __bool__(self) -> bool:
        return bool(self._by_head)

    def found_in(self, written: str) -> Iterator[K]:
        """Give what stands in a text, each once."""
        if not self._by_head:
            return
        text = fold(written)
        ends = frozenset(text.bounds)
        told: set[K] = set()
        for wanted, start in self._candidates(text):
            if wanted.key not in told and _stands(wanted, text, start, ends):
                told.add(wanted.key)
                yield wanted.key

    def _candidates(self, text: Folded) -> Iterator[tuple[_Wanted[K], int]]:
        letters, shortest = text.letters, self._sizes[0]
        for start in text.bounds:
            if letters[start : start + shortest] not in self._starts:
                continue
            for head in self._sizes:
                for size, texts in self._by_head.get(letters[start : start + head], {}).items():
                    for wanted in texts.get(letters[start : start + size], ()):
                        yield wanted, start


def _stands(wanted: _Wanted[K], text: Folded, start: int, ends: frozenset[int]) -> bool:
    own = wanted.text
    end = start + len(own.letters)
    if wanted.proper:
        if end not in ends and not _is_plural(text.letters, end, ends):
            return False
    elif end not in ends or not text.seams.isdisjoint((start, end)):  # Donald, in McDonald
        return False
    written = text.cased[start:end]
    if len(own.letters) < SHORT:
        size = len(own.letters)
        same_words = all((start + at in ends) == (at in own.bounds) for at in range(size))
        return same_words and written in (own.cased, own.cased.upper())
    return wanted.proper or not own.cased[0].isupper() or written[0].isupper()


def _is_plural(letters: str, end: int, ends: frozenset[int]) -> bool:
    """Tell that a word goes on with an s alone: two Rashid Amins."""
    return end + 1 in ends and letters[end] == "s"


def _is_proper(text: Folded) -> bool:
    """Tell a name, or a sentence, from a word that the language has too."""
    later = [text.cased[bound] for bound in text.bounds[1:-1]]
    return any(letter.isupper() for letter in later) or len(text.bounds) > _SENTENCE
