"""Why a name is kept back, and what to do where a text holds it: the same wherever it is met."""

from __future__ import annotations

from typing import NamedTuple

from reportkit.model.book import Records
from reportkit.model.evidence import Claim, Event, Source
from reportkit.model.sensitive_terms import SensitiveTerm

_WORD = "word the text without it"


class KeptBack(NamedTuple):
    """The end of a message on a name that stands where it must not, and its hint."""

    why: str
    hint: str


def kept_back(term: SensitiveTerm, records: Records) -> KeptBack:
    """Say by what a name is kept back: of a victim that is 'naming:', of a source its rule."""
    record = records.by_id.get(term.record)
    if isinstance(record, Event):
        return KeptBack(
            f"which names a victim of {term.record}, whose name is withheld",
            f"{_WORD}; if the person or the family agreed or made it public, write "
            "'naming: consent' or 'naming: public' with its ground",
        )
    if isinstance(record, Source | Claim):
        return KeptBack(
            f"which names {term.record}: its rule of attribution keeps that back",
            f"{_WORD}; if everybody may read it, set attribution_rule: open",
        )
    return KeptBack(f"a name that is kept back now, of {term.record}", _WORD)
