"""What the desk has set otherwise than the rules have it, in sentences for readers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from reportkit.i18n.bidi import left_to_right
from reportkit.i18n.formats import number
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.overruling import RuleSetting
from reportkit.model.series import Brief
from reportkit.model.vocabulary.rules import RuleLevel
from reportkit.page.labels import stop
from reportkit.problems import Threshold
from reportkit.rules.book import FAMILIES

_LEVELS = {
    RuleLevel.OFF: gettext_noop("The rule {rule} is not applied."),
    RuleLevel.WARNING: gettext_noop("A breach of the rule {rule} does not stop publication."),
    RuleLevel.ERROR: gettext_noop("A breach of the rule {rule} stops publication."),
}


def rules_set_otherwise(brief: Brief) -> str:
    """Say of each rule that the desk overruled how it is set and why; "" where there is none."""
    return " ".join(sentence for setting in brief.rules for sentence in _sentences(setting))


def _sentences(setting: RuleSetting) -> Iterator[str]:
    rule = left_to_right(setting.rule)
    if setting.level is not None:
        yield gettext(_LEVELS[setting.level], rule=rule)
    if setting.threshold is not None:
        set_to, usual = number(setting.threshold), _threshold_of(setting)
        yield (
            gettext(
                "The rule {rule} is applied with {number} in place of {usual} ({name}).",
                rule=rule,
                number=set_to,
                usual=number(usual.default),
                name=left_to_right(usual.name),
            )
            if usual
            else gettext("The rule {rule} is applied with {number}.", rule=rule, number=set_to)
        )
    yield gettext("Reason: {reason}", reason=stop(setting.reason))


def _threshold_of(setting: RuleSetting) -> Threshold | None:
    known = _thresholds().get(setting.rule, ())
    if setting.which is None:
        return known[0] if known else None
    return next((each for each in known if each.name == setting.which), None)


@cache
def _thresholds() -> dict[str, tuple[Threshold, ...]]:
    return {code.code: code.thresholds for family in FAMILIES for code in family.codes}
