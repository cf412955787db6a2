"""What a chart shows, as the sentence that stands above it: never more than the numbers say."""

from __future__ import annotations

from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.page.charts.series import Reading, Series
from reportkit.page.labels import capital, semicolons

_ROSE = gettext_noop("{what} rose from {was} to {now}")
_FELL = gettext_noop("{what} fell from {was} to {now}")
_SAME = gettext_noop("{what} stayed at {now}, from {was}")
_OPEN = gettext_noop("{what}: {was}, then {now}")


def finding_of(several: tuple[Series, ...]) -> str:
    """Say from what to what series of one place went: "Pakistan: attacks rose from ..."."""
    sentence = semicolons(clause_of(shown) for shown in several)
    where = several[0].where
    return (
        gettext("{place}: {finding}", place=where, finding=sentence) if where else capital(sentence)
    )


def clause_of(shown: Series) -> str:
    """Say from what to what a series went; of ranges that overlap, no direction."""
    first, last = shown.readings[0], shown.readings[-1]
    # "attacks, all groups, rose": what is in between ends with a comma too.
    what = f"{shown.what}," if "," in shown.what else shown.what
    clause = gettext(_way(first, last), what=what, was=_at(first), now=_at(last))
    peak = max(shown.readings, key=lambda reading: reading.value)
    if peak.value > max(first.value, last.value):
        clause = gettext("{finding}, with a peak of {value}", finding=clause, value=_at(peak))
    return clause


def _way(first: Reading, last: Reading) -> str:
    if first.high is not None and last.low is not None and last.low > first.high:
        return _ROSE
    if first.low is not None and last.high is not None and last.high < first.low:
        return _FELL
    exact = first.low == first.high and last.low == last.high
    return _SAME if exact and first.value == last.value else _OPEN


def _at(reading: Reading) -> str:
    """Give a value with its day or stretch of time: "482 in 2024"."""
    if reading.start == reading.end:
        return gettext("{value} on {day}", value=reading.words, day=reading.when)
    if reading.whole:
        return gettext("{value} in {period}", value=reading.words, period=reading.when)
    return gettext("{value} ({days})", value=reading.words, days=reading.when)
