"""How much of what a source wrote may leave the desk: as much as is fair quotation. Pure."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TypeVar

from reportkit.model.envelope import Record
from reportkit.model.evidence import Event

R = TypeVar("R", bound=Record)
#: Words of a source on paper, on the screen and in files alike. The notes of a data set are its
#: work, most licences forbid to hand them on whole, and the point of one needs no more.
MOST_WORDS = 40
#: Chinese and Japanese, and scripts of South-East Asia and Tibet, set no spaces between words:
#: two of their signs, or five, are taken for one.
_HAN, _ASIAN = (
    "\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff",
    "\u0e00-\u109f\u1780-\u17ff",
)
_WORD = re.compile(rf"[{_HAN}]{{1,2}}|[{_ASIAN}]{{1,5}}|[^\s{_HAN}{_ASIAN}]+")


def quoted_fairly(record: R) -> R:
    """Give a record with no more of the words of its sources than is printed of them."""
    if not isinstance(record, Event) or not record.source_notes:
        return record
    notes = tuple(note.replace(text=shortened(note.text)) for note in record.source_notes)
    return record if notes == record.source_notes else record.replace(source_notes=notes)


def quoted_words(text: str) -> int:
    """Count the words of a quotation, also of one whose script sets no spaces between them."""
    return sum(any(map(str.isalnum, word)) for word in _WORD.findall(text))


def shortened(text: str) -> str:
    """Give the first words of a text, with a sign where it goes on; a short one stays."""
    words = list(islice(_WORD.finditer(text), MOST_WORDS + 1))
    if len(words) <= MOST_WORDS:
        return text
    end = words[MOST_WORDS - 1].end()
    while unicodedata.category(text[end]).startswith("M"):  # a vowel belongs to its letter
        end += 1
    return f"{' '.join(text[:end].split()).rstrip(',;:')} […]"
