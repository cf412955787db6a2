"""The one wording of a claim: who says it, in which mood, and what.

Page, change log, ``show``, ``log``, ``diff`` and mail print a claim by no other words: a
statement without its speaker and its mood would be ours, and a denial its opposite.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from reportkit.i18n import formats
from reportkit.i18n.bidi import isolate, without_marks
from reportkit.i18n.catalog import base_of
from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import ENGLISH, current_locale, gettext, gettext_noop
from reportkit.model.book import Records
from reportkit.model.evidence import Actor, Claim
from reportkit.model.vocabulary.events import DatePrecision, Modality
from reportkit.model.vocabulary.series import AttributionRule
from reportkit.model.vocabulary.sources import GrammaticalNumber

#: The fields of a claim that its wording tells: none of them is printed alone.
SPOKEN_TOGETHER = frozenset({"speaker", "spokesperson", "modality", "statement"})
#: With these nobody has said anything, and there is no day on which it was said.
SILENCE = frozenset({Modality.NO_COMMENT, Modality.NOT_AVAILABLE})

_ONE: Mapping[Modality, str] = {
    Modality.ASSERTS: gettext_noop("{speaker} says that {statement}"),
    Modality.DENIES: gettext_noop("{speaker} denies that {statement}"),
    Modality.CONFIRMS: gettext_noop("{speaker} confirms that {statement}"),
    Modality.REVISES: gettext_noop("{speaker} now says that {statement}"),
    Modality.RETRACTS: gettext_noop("{speaker} withdraws its statement that {statement}"),
    Modality.NO_COMMENT: gettext_noop("no comment from {speaker} was found on {statement}"),
    Modality.NOT_AVAILABLE: gettext_noop("no statement by {speaker} was available on {statement}"),
}
_MANY: Mapping[Modality, str] = {
    **_ONE,
    Modality.ASSERTS: gettext_noop("{speaker} say that {statement}"),
    Modality.DENIES: gettext_noop("{speaker} deny that {statement}"),
    Modality.CONFIRMS: gettext_noop("{speaker} confirm that {statement}"),
    Modality.REVISES: gettext_noop("{speaker} now say that {statement}"),
    Modality.RETRACTS: gettext_noop("{speaker} withdraw their statement that {statement}"),
}
_UNTIL = gettext_noop("{claim} (said on or before {day})")
#: Nouns for several people, by which an English name tells that its verb is plural.
_SEVERAL = frozenset(
    {"agents", "authorities", "clerics", "diplomats", "doctors", "elders", "envoys", "farmers",
     "fighters", "forces", "groups", "guards", "insurgents", "journalists", "leaders", "militants",
     "militias", "ministers", "monitors", "observers", "officers", "officials", "people", "police",
     "rebels", "refugees", "representatives", "residents", "soldiers", "sources", "spokesmen",
     "spokespeople", "traders", "troops", "witnesses", "workers"}
)  # fmt: skip
#: What follows the head of a name: "Police of Khyber", "Agents at Torkham", "Officials (north)".
_AFTER_HEAD = re.compile(r"\s+(?:of|in|at|on|for|from|near|with)\s|\s*[(,]")


class Speaker(NamedTuple):
    """Who says something, as a sentence names them."""

    name: str
    plural: bool


def claim_clause(claim: Claim, records: Records) -> str:
    """Say a claim as one clause, without capital and full stop: "DFA denies that it ...".

    ``records`` hold its speaker. A speaker whom a rule of attribution withholds is not named.
    """
    who = speaker_of(claim, records)
    patterns = _MANY if who.plural else _ONE
    statement = isolate(unstopped(claim.statement))
    return gettext(patterns[claim.modality], speaker=who.name, statement=statement)


def dated_claim(claim: Claim, records: Records) -> str:
    """Say a claim with its day, for a line that stands under none; silence has no day."""
    clause = claim_clause(claim, records)
    if claim.modality in SILENCE:
        return clause
    known = claim.date_precision is DatePrecision.DAY
    pattern = gettext_noop("{claim} (said on {day})") if known else _UNTIL
    return gettext(pattern, claim=clause, day=formats.day(claim.date))


def speaker_of(claim: Claim, records: Records) -> Speaker:
    """Name who speaks, and for whom, as far as the rule of attribution lets it be known."""
    if claim.attribution_rule is not AttributionRule.OPEN:
        return Speaker(gettext("a speaker who may not be named"), plural=False)
    speaker = actor_in_sentence(records.get(Actor, claim.speaker), claim.speaker)
    if not claim.spokesperson:
        return speaker
    person = isolate(claim.spokesperson)
    name = gettext("{speaker} ({spokesperson})", speaker=speaker.name, spokesperson=person)
    return speaker._replace(name=name)


def actor_in_sentence(actor: Actor | None, id: str = "", *, full: bool = False) -> Speaker:
    """Name an actor as the subject of a sentence, by its short form unless asked in full."""
    if actor is None:
        return Speaker(id, plural=False)
    written = (not full and actor.short) or actor.name
    name = isolate(written)
    if actor.article:
        name = gettext("the {name}", name=name)
    return Speaker(name, _is_plural(actor, written))


def _is_plural(actor: Actor, written: str) -> bool:
    """What the seeds say; else what the last word of the name's head says, in English."""
    if actor.number:
        return actor.number is GrammaticalNumber.PLURAL
    if base_of(current_locale().records) != ENGLISH:
        return False
    head = _AFTER_HEAD.split(without_marks(written), maxsplit=1)[0]
    return head.casefold().rpartition(" ")[2] in _SEVERAL
