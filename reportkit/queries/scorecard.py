"""How good the forecasts were: the Brier score, and whether 70% meant seven of ten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

from reportkit.model.scales import LIKELIHOOD, Term
from reportkit.model.vocabulary.series import LikelihoodScale
from reportkit.queries.forecasts import SCORED, Fate, Forecast, Version

#: Of fewer forecasts than these nothing is said but how many they are.
FEW = 10
#: What lies as near to a half as this says neither that it comes nor that it does not.
_NEAR_HALF = Decimal("0.05")
_HALF = Decimal("0.5")
_Z = 1.96  # of a normal distribution, for 95% of what chance alone does


class Bias(StrEnum):
    """How sure the desk is against how often it is right."""

    TOO_FEW = "too_few"  # to tell
    FITS = "fits"  # as far as so many can tell
    OVER = "overconfident"  # right less often than it says
    UNDER = "underconfident"  # right more often than it says


class Frequency(StrEnum):
    """How often what was said in one band occurred."""

    TOO_FEW = "too_few"  # to tell
    FITS = "fits"  # as far as so many can tell
    MORE = "more_often"  # than the band says
    LESS = "less_often"  # than the band says


class Score(NamedTuple):
    """The Brier score of some forecasts, beside those of two who know nothing."""

    forecasts: int
    occurred: int
    brier: Decimal  # the mean of (how likely - what came of it)²: 0 is best, 1 worst
    first: Decimal  # the same of what was published first
    even: Decimal  # of whoever always says 50%
    base_rate: Decimal  # of whoever knew beforehand how many would occur


class BandRow(NamedTuple):
    """What came of the forecasts that were said in one band."""

    scale: LikelihoodScale
    term: Term  # the first of those that share the band
    forecasts: int
    occurred: int
    verdict: Frequency


class Group(NamedTuple):
    """The score of one author or of one section."""

    name: str
    score: Score


class Scored(NamedTuple):
    """One forecast that was decided, with what it is measured by."""

    forecast: Forecast
    version: Version  # published last before what came of it could be known
    probability: Decimal
    first: Decimal
    occurred: bool

    @property
    def brier(self) -> Decimal:
        """Its own part of the score."""
        return (self.probability - self.occurred) ** 2


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """All forecasts, and the score of those that were decided."""

    forecasts: tuple[Forecast, ...]
    fates: Counter[Fate]
    scored: tuple[Scored, ...]
    score: Score | None  # None: nothing was decided
    bands: tuple[BandRow, ...]
    near_half: int
    bias: Bias
    authors: tuple[Group, ...]
    sections: tuple[Group, ...]


def scorecard(forecasts: Iterable[Forecast]) -> Scorecard:
    """Score each forecast that was decided, once, by what was published last before it was."""
    known = tuple(forecasts)
    scored = tuple(one for forecast in known if (one := _scored(forecast)))
    return Scorecard(
        forecasts=known,
        fates=Counter(forecast.fate for forecast in known),
        scored=scored,
        score=_score(scored),
        bands=tuple(_bands(scored)),
        near_half=sum(abs(one.probability - _HALF) <= _NEAR_HALF for one in scored),
        bias=_bias(scored),
        authors=tuple(_groups(scored, lambda one: one.version.authors)),
        sections=tuple(_groups(scored, lambda one: (one.forecast.judgement.section or "",))),
    )


def _scored(forecast: Forecast) -> Scored | None:
    if forecast.fate not in SCORED:
        return None
    first, last = forecast.foreseen[0].probability, forecast.foreseen[-1].probability
    if first is None or last is None:
        return None
    return Scored(forecast, forecast.foreseen[-1], last, first, forecast.fate is Fate.OCCURRED)


def _score(scored: Sequence[Scored]) -> Score | None:
    if not scored:
        return None
    count = len(scored)
    rate = Decimal(sum(one.occurred for one in scored)) / count
    return Score(
        forecasts=count,
        occurred=sum(one.occurred for one in scored),
        brier=sum((one.brier for one in scored), Decimal(0)) / count,
        first=sum(((one.first - one.occurred) ** 2 for one in scored), Decimal(0)) / count,
        even=_HALF**2,
        base_rate=rate * (1 - rate),
    )


def _bands(scored: Sequence[Scored]) -> Iterator[BandRow]:
    """Give the bands that were used, the least likely first; terms of one band are one row."""
    for scale, terms in LIKELIHOOD.items():
        for order in sorted({term.order for term in terms}):
            named = [term for term in terms if term.order == order]
            own = [one for one in scored if one.version.term in named]
            if own:
                occurred = sum(one.occurred for one in own)
                verdict = _of_band(named[0], occurred, len(own))
                yield BandRow(scale, named[0], len(own), occurred, verdict)


def _of_band(term: Term, occurred: int, count: int) -> Frequency:
    """Tell whether so many of so many can be what the band says."""
    if count < FEW:
        return Frequency.TOO_FEW
    least, most = wilson(occurred, count)
    if least > term.high / 100:
        return Frequency.MORE
    return Frequency.LESS if most < term.low / 100 else Frequency.FITS


def _bias(scored: Sequence[Scored]) -> Bias:
    """Compare how sure the desk was of the likelier side with how often that side came out."""
    sides = [one for one in scored if one.probability != _HALF]
    if len(sides) < FEW:
        return Bias.TOO_FEW
    sure = sum(max(one.probability, 1 - one.probability) for one in sides) / len(sides)
    right = sum((one.probability > _HALF) is one.occurred for one in sides)
    least, most = wilson(right, len(sides))
    if float(sure) > most:
        return Bias.OVER
    return Bias.UNDER if float(sure) < least else Bias.FITS


def wilson(hits: int, count: int) -> tuple[float, float]:
    """Give the shares between which the true one lies, 95 times of 100, after so many hits."""
    share, spread = hits / count, _Z**2 / count
    middle = share + spread / 2
    reach = _Z * sqrt(share * (1 - share) / count + spread / (4 * count))
    return (middle - reach) / (1 + spread), (middle + reach) / (1 + spread)


def _groups(scored: Sequence[Scored], names: Callable[[Scored], Iterable[str]]) -> Iterator[Group]:
    """Score by name; a forecast of two authors counts for each."""
    for name in sorted({name for one in scored for name in names(one)}):
        own = _score([one for one in scored if name in names(one)])
        if own:
            yield Group(name, own)
