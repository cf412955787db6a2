"""What a series sets otherwise than the rules have it, in the open: brief.yaml."""

from __future__ import annotations

from decimal import Decimal

from reportkit.model.base import Located
from reportkit.model.envelope import Day
from reportkit.model.vocabulary.rules import RuleLevel


class RuleSetting(Located):
    """A rule at another level or threshold than its own; readers are told why."""

    rule: str  # the code of the rule, as `check` prints it in brackets
    #: at which level it is told from now on. None: its own
    level: RuleLevel | None = None
    #: from which number on it speaks. None: its own; `explain RULE` tells it
    threshold: Decimal | None = None
    which: str | None = None  # the name of the threshold, where the rule has several
    #: Why, in a sentence: the methods of each edition print it.
    reason: str


class Silence(Located):
    """One finding of a rule that is not to be told for a while."""

    #: the fingerprint of the finding: 12 signs, which `check` prints behind it in brackets
    finding: str
    rule: str  # the code of the rule
    reason: str  # why it does not hold here, in a sentence
    until: Day  # the last day on which it is silent, held against the day of publication
    by: str | None = None  # who decided it
