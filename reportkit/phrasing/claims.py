"""The one wording of a claim: who says it, in which mood, and what.

Page, change log, ``show``, ``log``, ``diff`` and mail print a claim by no other words: a
statement without its speaker and its mood would be ours, and a denial its opposite.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from reportkit.i18n import formats
from reportkit.i18n.bidi import bare, of_record
from reportkit.i18n.catalog import base_of
from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import ENGLISH, noted, say, spoken
from reportkit.model.book import Records
from reportkit.model.evidence import Actor, Claim
from reportkit.model.vocabulary import (
    AttributionRule,
    DatePrecision,
    GrammaticalNumber,
    Modality,
)

#: The fields of a claim that its wording tells: none of them is printed alone.
TOLD_TOGETHER = frozenset({"speaker", "spokesperson", "modality", "statement"})
#: With these nobody has said anything, and there is no day on which it was said.
SILENCE = frozenset({Modality.NO_COMMENT, Modality.NOT_AVAILABLE})

_ONE: Mapping[Modality, str] = {
    Modality.ASSERTS: noted("{speaker} says that {statement}"),
    Modality.DENIES: noted("{speaker} denies that {statement}"),
    Modality.CONFIRMS: noted("{speaker} confirms that {statement}"),
    Modality.REVISES: noted("{speaker} now says that {statement}"),
    Modality.RETRACTS: noted("{speaker} takes back its statement that {statement}"),
    Modality.NO_COMMENT: noted("no comment by {speaker} was found on {statement}"),
    Modality.NOT_AVAILABLE: noted("no statement by {speaker} was available on {statement}"),
}
_MANY: Mapping[Modality, str] = {
    **_ONE,
    Modality.ASSERTS: noted("{speaker} say that {statement}"),
    Modality.DENIES: noted("{speaker} deny that {statement}"),
    Modality.CONFIRMS: noted("{speaker} confirm that {statement}"),
    Modality.REVISES: noted("{speaker} now say that {statement}"),
    Modality.RETRACTS: noted("{speaker} take back their statement that {statement}"),
}
_UNTIL = noted("{claim} (said on or before {day})")
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
    statement = of_record(unstopped(claim.statement))
    return say(patterns[claim.modality], speaker=who.name, statement=statement)


def dated_claim(claim: Claim, records: Records) -> str:
    """Say a claim with its day, for a line that stands under none; silence has no day."""
    said = claim_clause(claim, records)
    if claim.modality in SILENCE:
        return said
    known = claim.date_precision is DatePrecision.DAY
    pattern = noted("{claim} (said on {day})") if known else _UNTIL
    return say(pattern, claim=said, day=formats.day(claim.date))


def speaker_of(claim: Claim, records: Records) -> Speaker:
    """Name who speaks, and for whom, as far as the rule of attribution lets it be known."""
    if claim.attribution_rule is not AttributionRule.OPEN:
        return Speaker(say("a speaker who may not be named"), plural=False)
    speaker = actor_in_sentence(records.get(Actor, claim.speaker), claim.speaker)
    if not claim.spokesperson:
        return speaker
    person = of_record(claim.spokesperson)
    name = say("{speaker} ({spokesperson})", speaker=speaker.name, spokesperson=person)
    return speaker._replace(name=name)


def actor_in_sentence(actor: Actor | None, id: str = "", *, full: bool = False) -> Speaker:
    """Name an actor as the subject of a sentence, by its short form unless asked in full."""
    if actor is None:
        return Speaker(id, plural=False)
    written = (not full and actor.short) or actor.name
    name = of_record(written)
    if actor.article:
        name = say("the {name}", name=name)
    return Speaker(name, _is_plural(actor, written))


def _is_plural(actor: Actor, written: str) -> bool:
    """What the seeds say; else what the last word of the name's head says, in English."""
    if actor.number:
        return actor.number is GrammaticalNumber.PLURAL
    if base_of(spoken().records) != ENGLISH:
        return False
    head = _AFTER_HEAD.split(bare(written), maxsplit=1)[0]
    return head.casefold().rpartition(" ")[2] in _SEVERAL
