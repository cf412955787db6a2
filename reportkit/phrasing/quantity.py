"""Figures in words, and how far one moved."""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.changes.delta import Delta, NotComparable, best, operator_of
from reportkit.i18n import formats
from reportkit.i18n.bidi import isolate, without_marks
from reportkit.i18n.formats import number
from reportkit.i18n.translate import current_locale, gettext, gettext_noop, pgettext, word
from reportkit.model.evidence import Figure
from reportkit.model.metrics import METRICS
from reportkit.model.vocabulary.events import Operator, RangeKind, VagueTerm

_WORDS: Mapping[Operator, str] = {
    Operator.AT_LEAST: gettext_noop("at least {value}"),
    Operator.MORE_THAN: gettext_noop("more than {value}"),
    Operator.AT_MOST: gettext_noop("at most {value}"),
    Operator.ABOUT: gettext_noop("about {value}"),
}
_CURRENCIES: Mapping[str, str] = {
    "USD": gettext_noop("US${number}"),
    "PKR": gettext_noop("Rs {number}"),
    "EUR": gettext_noop("€{number}"),
    "GBP": gettext_noop("£{number}"),
    "AFN": gettext_noop("Af {number}"),
}


#: The same as words, for a number that is none.
_MONEY: Mapping[str, str] = {
    "USD": gettext_noop("US dollars"),
    "PKR": gettext_noop("Pakistani rupees"),
    "EUR": gettext_noop("euros"),
    "GBP": gettext_noop("pounds sterling"),
    "AFN": gettext_noop("afghanis"),
}
_SCALES = frozenset({"thousand", "million", "billion", "trillion"})


def moved(change: Delta | NotComparable) -> str:
    """Say the movement as the end of a sentence: "up 79 from 346 (+23%)"."""
    was = quantity(change.was)
    if isinstance(change, NotComparable):
        fields = pgettext("list", " and ").join(word("field", name) for name in change.differs)
        return gettext("{was} before, not comparable: {fields} changed", was=was, fields=fields)
    if not change.direction:
        same = was == quantity(change.now)
        return gettext(
            gettext_noop("unchanged at {was}") if same else gettext_noop("{was} before"), was=was
        )
    up = change.direction > 0
    if change.step is None:
        return gettext(
            gettext_noop("up from {was}") if up else gettext_noop("down from {was}"), was=was
        )
    way = gettext_noop("up {step} from {was}") if up else gettext_noop("down {step} from {was}")
    words = gettext(way, step=number(abs(change.step)), was=was)
    return f"{words} ({formats.percent(change.percent)})" if change.percent else words


def quantity(figure: Figure) -> str:
    """Say a figure's value with its operator in words: "more than 200", "25–30"."""
    low, most_likely, high = figure.low, figure.best, figure.high
    unit = figure.unit or _default_unit(figure)
    if most_likely is None and low is not None and high is not None:
        return _spanned(figure, _with_unit(formats.between(number(low), number(high)), unit))
    value, vague = best(figure), figure.vague_term
    if value is None or (vague and most_likely is None):
        # The bound is ours, the word is the source's.
        return _vague(vague, unit) if vague else gettext("no figure given")
    bound = _WORDS.get(operator_of(figure), "")
    if not bound and most_likely is None:
        bound = _WORDS[Operator.AT_LEAST if low is not None else Operator.AT_MOST]
    words = _with_unit(number(value), unit)
    if low is not None and high is not None:
        words += f" ({_spanned(figure, formats.between(number(low), number(high)))})"
    return gettext(bound, value=words) if bound else words


def _spanned(figure: Figure, span: str) -> str:
    """Say of a range over what several report that it is no estimate of anybody's."""
    if figure.range_kind is not RangeKind.REPORTED_MIN_MAX:
        return span
    return gettext("reported range {range}", range=span)


def _default_unit(figure: Figure) -> str:
    known = METRICS.get(figure.metric)
    return known.unit if known else ""


def _with_unit(amount: str, unit: str) -> str:
    """Put a currency's sign before a number and any other unit after it."""
    unit = without_marks(unit)
    money, _, scale = unit.partition(" ")
    if money in _CURRENCIES:
        return gettext(_CURRENCIES[money], number=f"{amount} {_unit(scale)}".rstrip())
    return f"{amount} {_unit(unit)}".rstrip()


def _vague(term: VagueTerm, unit: str) -> str:
    """Say "several families", "tens of millions of US dollars": the unit is half of the number."""
    amount, unit = word(VagueTerm.__name__, term), without_marks(unit)
    if not unit:
        return amount
    money, *rest = unit.split()
    if money in _MONEY:
        at = 1 if rest and rest[0] in _SCALES else 0
        unit = " ".join([*rest[:at], gettext(_MONEY[money]), *rest[at:]])
    if term is VagueTerm.SEVERAL:
        return gettext("{vague} {unit}", vague=amount, unit=_unit(unit))
    scale, _, counted = unit.partition(" ")
    if scale in _SCALES and current_locale().is_english:
        unit = f"{scale}s of {counted}" if counted else f"{scale}s"
    return gettext("{vague} of {unit}", vague=amount, unit=_unit(unit))


def _unit(unit: str) -> str:
    """A unit that the catalogue does not know is the seeds' own word."""
    return word("unit", unit, isolate(unit))
