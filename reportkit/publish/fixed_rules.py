"""Which rules no series may overrule, and why; all others may be, by level and by silence."""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.publish.every_code import CODES, GROUPS

_PAGE = "what it finds, readers would see or lack on the page"

#: By the heading of a group, as ``explain`` lists it.
_GROUPS: Mapping[str, str] = {
    "Reading the seeds": "what cannot be read cannot be published",
    "References": "what is named must be there, or a reader cannot follow it",
    "Markings and names": "it keeps what is marked, and who is named, from those who may not know",
    "Mailing": "it decides who gets an edition, and by which way",
    "Lower markings": "it keeps out of a lower edition what its readers may not know",
    "Changes": "a released value never changes without a word to readers",
    "Page": _PAGE,
    "Tables of others": "what it refuses is not in the seeds yet",
    "Imports": "what it refuses is not in the seeds yet",
    "Mail": "what it refuses could not be mailed",
    "Schedule": "an edition appears under its own days and words",
    "Publishing": "what was sealed follows from what was sealed before",
    "Overruling": "it asks what a series may set otherwise",
}
#: Of the other groups.
_CODES: Mapping[str, str] = {
    **dict.fromkeys(
        ("format-unknown", "sections-none", "brief-repeated", "annex-repeated", "trend-repeated",
         "key-figure-repeated", "metric-unknown", "population-unknown", "main-toll-empty"),
        "the page is made from it",
    ),
    **dict.fromkeys(
        ("review-missing", "review-author"),
        "the series asks for two persons by 'review_required', which can be left out",
    ),
    "example-record": "nothing that is invented is published",
    **dict.fromkeys(
        ("period-order", "cut-off-outside-period", "published-before-cut-off", "next-due-past",
         "record-after-cut-off", "cadence-day", "cadence-first", "zone-unknown"),
        "an edition would contradict its own days",
    ),
    **dict.fromkeys(
        ("status-reason", "status-successor", "source-status-reason", "formerly-in-use",
         "formerly-repeated", "correction-editions", "correction-unfilled", "correction-same",
         "correction-taken-back"),
        "the change log and the corrections rest on it",
    ),
    **dict.fromkeys(
        (code.code for code in GROUPS["Sources"] if code.code.endswith("-unsourced")),
        "every statement rests on a source",
    ),
    "statement-baseless": "every sentence of page 1 rests on a record",
    **dict.fromkeys(
        ("figure-empty", "figure-range", "figure-operator", "figure-count", "figure-sum",
         "series-mixed", "series-casualties", "figure-relation"),
        "a number would be printed, drawn or compared as what it is not",
    ),
    "likelihood-unknown": "without a term of the scale there is no percent band to print",
    "breach-one-party": "no party's word alone settles what both dispute",
    **dict.fromkeys(
        ("source-incomplete", "source-accessed", "source-lost", "link-dead", "link-changed",
         "link-moved", "link-unseen", "link-alive", "archive-lost", "archive-offered"),
        "'sources check' alone asks it, and it stops nothing",
    ),
}  # fmt: skip
#: Advice among the codes of fixed groups: it stops nothing, and a desk may know better.
_FREE = frozenset({
    "date-far-ahead", "place-outside-country", "section-hidden-changed", "ref-ended",
    "source-disputed",
})  # fmt: skip


def why_fixed(code: str) -> str:
    """Say why a rule cannot be overruled; "" where it can be."""
    return _FIXED.get(code, "")


_FIXED: Mapping[str, str] = {
    code.code: why
    for heading, codes in GROUPS.items()
    for code in codes
    if (why := _CODES.get(code.code) or _GROUPS.get(heading, "")) and code.code not in _FREE
}
#: Codes that a series may set otherwise.
FREE = frozenset(CODES.keys() - _FIXED.keys())
