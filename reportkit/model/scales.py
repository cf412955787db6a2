"""The published scales, as data: likelihood (ICD 203, PHIA), Admiralty grades, confidence.

The percent bands are printed beside the terms by the page and typed by nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reportkit.model.vocabulary.analysis import Degree
from reportkit.model.vocabulary.series import LikelihoodScale
from reportkit.model.vocabulary.sources import Reliability


class Term(NamedTuple):
    """One likelihood term with its band; terms of one order mean the same band."""

    term: str
    low: int  # percent
    high: int  # percent
    order: int  # 1 least likely to 7 most likely
    row: str  # "A" or "B" of ICD 203, whose rows do not mix; "" for PHIA
    band: str  # as the standard prints it: "40-<50%" ends short of 50
    also: tuple[str, ...] = ()  # other forms of the same term in a sentence


def _icd203(row: str, *names: tuple[str, ...]) -> tuple[Term, ...]:
    bands = ((1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99))
    return tuple(
        Term(term, low, high, order, row, f"{low}–{high}%", tuple(also))
        for order, ((term, *also), (low, high)) in enumerate(zip(names, bands, strict=True), 1)
    )


_ROW_A = _icd203(
    "A",
    ("almost no chance",),
    ("very unlikely",),
    ("unlikely",),
    ("roughly even chance",),
    ("likely",),
    ("very likely",),
    ("almost certain", "almost certainly"),
)
_ROW_B = _icd203(
    "B",
    ("remote",),
    ("highly improbable",),
    ("improbable", "improbably"),
    ("roughly even odds",),
    ("probable", "probably"),
    ("highly probable", "very probably", "highly probably"),
    ("nearly certain", "nearly certainly"),
)
#: The 2025 bands leave gaps on purpose: a number in a gap has no term.
_PHIA = (
    Term("remote chance", 0, 5, 1, "", ">0–5%"),
    Term("highly unlikely", 10, 20, 2, "", "10–20%"),
    Term("unlikely", 25, 35, 3, "", "25–35%"),
    Term("realistic possibility", 40, 50, 4, "", "40–<50%"),
    Term("likely", 55, 75, 5, "", "55–75%"),
    Term("probable", 55, 75, 5, "", "55–75%", ("probably",)),
    Term("highly likely", 80, 90, 6, "", "80–90%"),
    Term("almost certain", 95, 100, 7, "", "95–<100%", ("almost certainly",)),
)

LIKELIHOOD: Mapping[LikelihoodScale, tuple[Term, ...]] = {
    LikelihoodScale.ICD203: (*_ROW_A, *_ROW_B),
    LikelihoodScale.PHIA: _PHIA,
}

RELIABILITY: Mapping[Reliability, str] = {
    Reliability.A: "completely reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "reliability cannot be judged",
}
CONFIDENCE: Mapping[Degree, str] = {
    Degree.HIGH: "well corroborated by reliable sources, with few assumptions and minor gaps",
    Degree.MODERATE: "partly corroborated, with several assumptions",
    Degree.LOW: "uncorroborated, with many assumptions and large gaps",
}


def find_term(scale: LikelihoodScale, term: str) -> Term | None:
    """Give the term of a scale as a judgement names it; None when the scale lacks it."""
    return next((known for known in LIKELIHOOD[scale] if known.term == term), None)


def forms(term: Term) -> tuple[str, ...]:
    """Give every spelling of a term in running text, longest first."""
    return tuple(sorted((term.term, *term.also), key=len, reverse=True))
