"""Does an assessment stand on evidence, and can its parts carry what it says?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportkit.i18n.catalog import base_of
from reportkit.model.analysis import Assumption, Indicator, Judgement
from reportkit.model.book import Book, is_live
from reportkit.model.vocabulary.analysis import Degree, IndicatorStatus
from reportkit.problems import Code, Example, Level, Mark, Problem, counted
from reportkit.rules.event_words import event_words
from reportkit.rules.forecasts import live_forecasts
from reportkit.rules.resting import is_whole
from reportkit.rules.rule import rule

#: "Confirmed by other sources" begins with the second.
_CORROBORATED = 2
#: What a criterion begins with, and what says in it that something was so.
_TRUE_IF = re.compile(
    r"^\s*(?:(?:it is )?(?:true|right|yes)|(?:it )?occurred|counts? as true)\s*(?:if|when)\b[,:]?",
    re.IGNORECASE,
)
_SAYS_NOTHING = frozenset({"happen", "occur", "tru", "com"})
#: Of a judgement that rests on other records of the desk's thinking alone.
_THOUGHT = frozenset({"judgement", "assumption", "gap", "indicator"})


@rule(
    Code(
        "judgement-circular",
        "ICD 203, standards 3 and 6",
        "A judgement rests on what was seen or said. One whose basis holds only judgements, "
        "assumptions, gaps and indicators rests on the desk's own opinion.",
        (
            Example(
                "judgements: [{id: rain}, {id: flood, basis: [rain]}]",
                "judgements: [{id: rain}, {id: flood, basis: [rain, toll]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def judgements_rest_on_evidence(book: Book) -> Iterator[Problem]:
    """The basis of a judgement holds a record of what was seen or said (ICD 203)."""
    for judgement in live_forecasts(book):
        types = {_type_of(book, id) for id in judgement.basis}
        if types and types <= _THOUGHT:
            yield _advice(
                "judgement-circular",
                f"{judgement.id} rests on {' and '.join(judgement.basis)} alone",
                judgement.at("basis"),
                "name the facts, claims or figures that these rest on",
            )


@rule(
    Code(
        "confidence-origins",
        "PHIA, ICD 203, standard 2",
        "High confidence means well corroborated: what the judgement rests on comes from at least "
        "two independent origins. Reports of one publisher, of one party's voices, or copied from "
        "one agency, are one.",
        (
            Example(
                "judgements: [{confidence: {level: high}, basis: [toll]}]",
                "judgements: [{confidence: {level: high}, basis: [toll, bridge-shut]}]",
            ),
        ),
        level=Level.WARNING,
    ),
    Code(
        "confidence-parts",
        "PHIA",
        "Confidence is not high where the information base or the rigour is low.",
        (
            Example(
                "judgements: [{basis: [toll, bridge-shut], confidence: {level: high,\n"
                "  basis: {information_base: low, rigour: high, complexity_volatility: high}}}]",
                "judgements: [{basis: [toll, bridge-shut], confidence: {level: moderate,\n"
                "  basis: {information_base: low, rigour: high, complexity_volatility: high}}}]",
            ),
        ),
        level=Level.WARNING,
    ),
)
def high_confidence_is_earned(book: Book) -> Iterator[Problem]:
    """High confidence rests on two origins, and on no part that is low (PHIA)."""
    for judgement in live_forecasts(book):
        confidence = judgement.confidence
        if confidence.level is not Degree.HIGH:
            continue
        sources = {source for id in judgement.basis for source in book.sources_under(id)}
        origins = len(book.origins_of(sources))
        whole = is_whole(book, judgement.basis) and sources <= book.by_id.keys()
        if judgement.basis and whole and origins < _CORROBORATED:
            yield _advice(
                "confidence-origins",
                f"{judgement.id} has high confidence and rests on "
                f"{counted(origins, 'independent origin')}",
                confidence.at("level"),
                "lower it to moderate, or name a second origin in 'basis:'",
            )
        parts = confidence.basis
        low = [
            name.replace("_", " ")
            for name in ("information_base", "rigour")
            if parts and getattr(parts, name) is Degree.LOW
        ]
        if low:
            yield _advice(
                "confidence-parts",
                f"{judgement.id} has high confidence, and its {' and '.join(low)} is low",
                confidence.at("level"),
                "lower the level, or say why the part is not low",
            )


@rule(
    Code(
        "linchpin-unchecked",
        "ICD 203, standard 3",
        "A linchpin assumption under a judgement is looked at again in each period: when it "
        "falls, the judgement falls. 'checked_on:' is the day.",
        (
            Example(
                "# the period begins on 13 October\n"
                "judgements: [{id: rain, assumptions: [wet]}]\n"
                "assumptions: [{id: wet, linchpin: true, if_wrong: All falls., checked_on: "
                "2025-10-12}]",
                "# the period begins on 13 October\n"
                "judgements: [{id: rain, assumptions: [wet]}]\n"
                "assumptions: [{id: wet, linchpin: true, if_wrong: All falls., checked_on: "
                "2025-10-13}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def linchpins_were_checked(book: Book) -> Iterator[Problem]:
    """A linchpin that a judgement stands on was looked at in the period (ICD 203)."""
    judgements = list(live_forecasts(book))
    under = {id for judgement in judgements for id in judgement.assumptions}
    named = {judgement.id for judgement in judgements}
    for assumption in book.all(Assumption):
        carries = assumption.id in under or not named.isdisjoint(assumption.supports)
        if not (assumption.linchpin and carries and is_live(assumption)):
            continue
        checked = assumption.checked_on
        if checked is not None and checked < book.edition.period.start:
            yield _advice(
                "linchpin-unchecked",
                f"the linchpin {assumption.id} was last checked on {checked}, before the period",
                assumption.at("checked_on"),
                "ask whether it still holds, and move the day",
            )


@rule(
    Code(
        "criteria-repeat",
        "ICD 203, standard 8",
        "The criteria of a forecast say who must report what for it to have come true. The "
        "statement once more decides nothing.",
        (
            Example(
                "judgements: [{statement: It is likely that cargo crosses the bridge.,\n"
                "  resolution: {criteria: True if cargo crosses the bridge., due: 2025-10-30}}]",
                "judgements: [{statement: It is likely that cargo crosses the bridge.,\n"
                "  resolution: {criteria: True if customs report that cargo crosses the bridge., "
                "due: 2025-10-30}}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def criteria_say_who_decides(book: Book) -> Iterator[Problem]:
    """The criteria of a forecast say more than its statement (ICD 203)."""
    if base_of(book.brief.written_in) != "en":
        return
    near = book.edition.period.end
    for judgement in live_forecasts(book):
        if judgement.resolution is None:
            continue
        statement = event_words(judgement.statement, near)
        criteria = event_words(_TRUE_IF.sub(" ", judgement.resolution.criteria), near)
        alike = statement.is_denied == criteria.is_denied
        if alike and statement.words and criteria.words <= statement.words | _SAYS_NOTHING:
            yield _advice(
                "criteria-repeat",
                f"the criteria of {judgement.id} repeat its statement",
                judgement.resolution.at("criteria"),
                "say who must report it, and what counts: everybody should decide it alike",
            )


@rule(
    Code(
        "dissent-reason",
        "ICD 203, standard 7",
        "A colleague's other view comes with its reason, or a reader cannot weigh it. The view "
        "once more is none.",
        (
            Example(
                "judgements: [{dissent: [{by: B. Writer, view: Rain is unlikely., "
                "reason: It is unlikely to rain.}]}]",
                "judgements: [{dissent: [{by: B. Writer, view: Rain is unlikely., "
                "reason: The wind turned on Monday.}]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def dissent_has_its_reason(book: Book) -> Iterator[Problem]:
    """The reason of another view says more than the view (ICD 203)."""
    if base_of(book.brief.written_in) != "en":
        return
    near = book.edition.period.end
    for judgement in live_forecasts(book):
        for other in judgement.dissent:
            if event_words(other.reason, near).words <= event_words(other.view, near).words:
                yield _advice(
                    "dissent-reason",
                    f"the reason of {other.by}'s view on {judgement.id} repeats the view",
                    other.at("reason"),
                    "name what the view rests on",
                )


@rule(
    Code(
        "indicator-unlinked",
        "ICD 203, standards 2 and 4",
        "An indicator is watched for the sake of a judgement or an alternative: it names the "
        "judgement in 'linked:', or the judgement names it in 'indicators:'.",
        (
            Example(
                "judgements: [{id: rain}]\nindicators: [{id: clouds}]",
                "judgements: [{id: rain}]\nindicators: [{id: clouds, linked: [rain]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def indicators_bear_upon_a_judgement(book: Book) -> Iterator[Problem]:
    """What is watched bears upon a judgement, where the series judges at all (ICD 203)."""
    judgements = [one for one in book.all(Judgement) if is_live(one)]
    named = {id for judgement in judgements for id in _indicators_of(judgement)}
    for indicator in book.all(Indicator):
        watched = indicator.indicator_status is not IndicatorStatus.NOT_MONITORED
        linked = bool(indicator.linked) or indicator.id in named
        if judgements and watched and is_live(indicator) and not linked:
            yield _advice(
                "indicator-unlinked",
                f"{indicator.id} bears upon no judgement",
                indicator.at("statement"),
                "name the judgement in 'linked:', or set not_monitored",
            )


def _indicators_of(judgement: Judgement) -> Iterator[str]:
    yield from judgement.indicators
    for other in judgement.alternatives:
        yield from other.indicators


def _type_of(book: Book, id: str) -> str:
    record = book.by_id.get(id)
    return record.type if record else ""


def _advice(code: str, message: str, mark: Mark, hint: str) -> Problem:
    return Problem(code, message, mark, hint, Level.WARNING)


RULES = (
    judgements_rest_on_evidence,
    high_confidence_is_earned,
    linchpins_were_checked,
    criteria_say_who_decides,
    dissent_has_its_reason,
    indicators_bear_upon_a_judgement,
)
