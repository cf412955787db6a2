"""Figures in words, and how far one moved."""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.changes.delta import Delta, NotComparable, best, operator_of
from reportkit.i18n import formats
from reportkit.i18n.bidi import bare, of_record
from reportkit.i18n.formats import number
from reportkit.i18n.translate import noted, say, say_in, spoken, word
from reportkit.model.evidence import Figure
from reportkit.model.metrics import METRICS
from reportkit.model.vocabulary import Operator, VagueTerm

_WORDS: Mapping[Operator, str] = {
    Operator.AT_LEAST: noted("at least {value}"),
    Operator.MORE_THAN: noted("more than {value}"),
    Operator.AT_MOST: noted("at most {value}"),
    Operator.ABOUT: noted("about {value}"),
}
_CURRENCIES: Mapping[str, str] = {
    "USD": noted("US${number}"),
    "PKR": noted("Rs {number}"),
    "EUR": noted("€{number}"),
    "GBP": noted("£{number}"),
    "AFN": noted("Af {number}"),
}


#: The same as words, for a number that is none.
_MONEY: Mapping[str, str] = {
    "USD": noted("US dollars"),
    "PKR": noted("Pakistani rupees"),
    "EUR": noted("euros"),
    "GBP": noted("pounds sterling"),
    "AFN": noted("afghanis"),
}
_SCALES = frozenset({"thousand", "million", "billion", "trillion"})


def moved(change: Delta | NotComparable) -> str:
    """Say the movement as the end of a sentence: "up 79 from 346 (+23 %)"."""
    was = quantity(change.was)
    if isinstance(change, NotComparable):
        fields = say_in("list", " and ").join(word("field", name) for name in change.differs)
        return say("{was} before, not comparable: {fields} changed", was=was, fields=fields)
    if not change.direction:
        same = was == quantity(change.now)
        return say(noted("unchanged at {was}") if same else noted("{was} before"), was=was)
    up = change.direction > 0
    if change.step is None:
        return say(noted("up from {was}") if up else noted("down from {was}"), was=was)
    way = noted("up {step} from {was}") if up else noted("down {step} from {was}")
    words = say(way, step=number(abs(change.step)), was=was)
    return f"{words} ({formats.percent(change.percent)})" if change.percent else words


def quantity(figure: Figure) -> str:
    """Say a figure's value with its operator in words: "more than 200", "25–30"."""
    low, most_likely, high = figure.low, figure.best, figure.high
    unit = figure.unit or _default_unit(figure)
    if most_likely is None and low is not None and high is not None:
        return _with_unit(formats.between(number(low), number(high)), unit)
    value, vague = best(figure), figure.vague_term
    if value is None or (vague and most_likely is None):
        # The bound is ours, the word is the source's.
        return _vague(vague, unit) if vague else say("no figure given")
    bound = _WORDS.get(operator_of(figure), "")
    if not bound and most_likely is None:
        bound = _WORDS[Operator.AT_LEAST if low is not None else Operator.AT_MOST]
    words = _with_unit(number(value), unit)
    if low is not None and high is not None:
        words += f" ({formats.between(number(low), number(high))})"
    return say(bound, value=words) if bound else words


def _default_unit(figure: Figure) -> str:
    known = METRICS.get(figure.metric)
    return known.unit if known else ""


def _with_unit(said: str, unit: str) -> str:
    """Put a currency's sign before a number and any other unit after it."""
    unit = bare(unit)
    money, _, scale = unit.partition(" ")
    if money in _CURRENCIES:
        return say(_CURRENCIES[money], number=f"{said} {_unit(scale)}".rstrip())
    return f"{said} {_unit(unit)}".rstrip()


def _vague(term: VagueTerm, unit: str) -> str:
    """Say "several families", "tens of millions of US dollars": the unit is half of the number."""
    said, unit = word(VagueTerm.__name__, term), bare(unit)
    if not unit:
        return said
    money, *rest = unit.split()
    if money in _MONEY:
        at = 1 if rest and rest[0] in _SCALES else 0
        unit = " ".join([*rest[:at], say(_MONEY[money]), *rest[at:]])
    if term is VagueTerm.SEVERAL:
        return say("{vague} {unit}", vague=said, unit=_unit(unit))
    scale, _, counted = unit.partition(" ")
    if scale in _SCALES and spoken().is_english:
        unit = f"{scale}s of {counted}" if counted else f"{scale}s"
    return say("{vague} of {unit}", vague=said, unit=_unit(unit))


def _unit(unit: str) -> str:
    """A unit that the catalogue does not know is the seeds' own word."""
    return word("unit", unit, of_record(unit))
