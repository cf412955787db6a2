"""How likely something is, with the percent that the term stands for."""

from __future__ import annotations

import re

from reportkit.i18n.bidi import isolate, left_to_right
from reportkit.i18n.catalog import base_of
from reportkit.i18n.formats import between
from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import ENGLISH, current_locale, gettext, pgettext, word
from reportkit.model.analysis import Judgement
from reportkit.model.scales import Term, find_term, forms
from reportkit.model.vocabulary.series import LikelihoodScale


def band(term: Term) -> str:
    """Print the percent that a term stands for as its standard does: "55–80%"."""
    if current_locale().is_english:
        return term.band.replace(" %", "%")
    more = ">" if term.band.startswith(">") else ""
    less = "<" if "<" in term.band else ""
    low, high = left_to_right(f"{more}{term.low}"), left_to_right(f"{less}{term.high}")
    return pgettext("band", "{range}%", range=between(low, high))


def with_band(judgement: Judgement, scale: LikelihoodScale, was: Judgement | None = None) -> str:
    """Say a judgement with its band behind the term, without a full stop.

    With ``was`` the band that it had before follows: "(45–55%, before 55–80%)".
    """
    statement = unstopped(judgement.statement)
    term = find_term(scale, judgement.likelihood.term)
    if term is None:
        return isolate(statement)
    percent = _inside(term)
    before = find_term(scale, was.likelihood.term) if was else None
    if before and before.order != term.order:
        percent = f"{percent}, {_before()} {_inside(before)}"
    match = re.search(rf"\b(?:{'|'.join(map(re.escape, forms(term)))})\b", statement, re.IGNORECASE)
    if match is None:
        said = f"{word('likelihood', term.term)}, {percent}"
        return isolate(f"{statement} ({said})")
    return isolate(f"{statement[: match.end()]} ({percent}){statement[match.end() :]}")


def _inside(term: Term) -> str:
    """Print a band inside a record's own sentence, whose language it follows."""
    english = base_of(current_locale().records) == ENGLISH
    return term.band.replace(" %", "%") if english else band(term)


def _before() -> str:
    english = base_of(current_locale().records) == ENGLISH
    return "before" if english else pgettext("band", "before")


def term_with_band(term: str, scale: LikelihoodScale) -> str:
    """Say a term with its band: "roughly even chance (45–55%)"."""
    known = find_term(scale, term)
    said = word("likelihood", term)
    return gettext("{term} ({band})", term=said, band=band(known)) if known else said


def differs_in_likelihood_alone(was: Judgement, now: Judgement, scale: LikelihoodScale) -> bool:
    """Tell whether two sentences say the same but for how likely it is."""
    return _without_term(was, scale) == _without_term(now, scale)


#: What English puts around a term and says nothing: "it is likely that", "there is a chance of".
_AROUND = frozenset({"there", "is", "are", "it", "that", "a", "an", "to", "of", "the"})


def _without_term(judgement: Judgement, scale: LikelihoodScale) -> list[str]:
    term = find_term(scale, judgement.likelihood.term)
    text = unstopped(judgement.statement).casefold()
    for form in forms(term) if term else ():
        text = re.sub(rf"\b{re.escape(form)}\b", " ", text)
    return [each.rstrip("s") for each in re.findall(r"\w+", text) if each not in _AROUND]
