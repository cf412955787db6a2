"""The codes of this room: what may be wrong when an edition is published."""

from __future__ import annotations

from decimal import Decimal

from reportkit.problems import Code, Example, Level, Threshold

#: How far an edition may be written before its period ends: not months.
AHEAD = Threshold(
    "days",
    Decimal(31),
    "days ahead of the clock",
    Decimal(1),
    Decimal(400),
    "a later day is doubted",
)

COPIED = Threshold(
    "share",
    Decimal(50),
    "% of the sentences written anew",
    Decimal(10),
    Decimal(100),
    "with more of them word for word as before an edition is a copy",
)
ENOUGH_COPIED = Threshold(
    "sentences",
    Decimal(6),
    "sentences written anew",
    Decimal(2),
    Decimal(1_000),
    "of fewer a share tells nothing",
)

CODES = (
    Code(
        "section-hidden-changed",
        "W3C Process",
        "A section with 'shown: false' has changes since the last edition. They are in "
        "the change log and in the annexes, and no reader of the body sees them.",
        level=Level.WARNING,
    ),
    Code(
        "forecast-undecided",
        "ICD 203, standards 8 and 9",
        "A forecast whose day has come is decided before it is ended, moved to another day or "
        "given another sentence, and what was decided stays so: as it was published, with its day, "
        "sentence, criteria and likelihood. Else a desk would only be measured by what came out "
        "well.",
    ),
    Code(
        "note-changed",
        "W3C Process",
        "An edition of the kind note says that nothing changed since the one before, so "
        "there is one before and no record changed since.",
    ),
    Code(
        "revision-undated",
        "W3C Process",
        "A revision has its own moment of publication, later than that of the edition "
        "that it replaces; the period and the cut-off are those of that edition.",
    ),
    Code(
        "revision-period",
        "CSAF, OCHA",
        "A revision is the newest edition once more: its period is that of the edition that it "
        "replaces. Else no edition would be left that speaks of those days.",
    ),
    Code(
        "review-outdated",
        "EUAA and ACCORD, two-person rule",
        "`of` under `review:` is the digest of what was read. The seeds were changed since, so "
        "that nobody has reviewed what would be published. The days of the edition may move.",
    ),
    Code(
        "date-far-ahead",
        "house rule: no news that is none",
        "Period, cut-off and publication of an edition lie at most 31 days ahead of the "
        "clock. A year typed wrongly (2062) would be sealed, and no edition of today "
        "could follow it.",
        level=Level.WARNING,
        thresholds=(AHEAD,),
    ),
    Code(
        "above-ceiling",
        "TLP 2.0, STIX markings",
        "The last look at a finished lower edition: its PDF with all that it encloses, "
        "its HTML, facts and change log hold no id, name, address or sentence of a record "
        "marked above it, or that only such records name, in whatever spelling. This one "
        "does, so it is not published. The page's templates, or texts that no rule reads, "
        "have brought it in. Not looked for: names of fewer than three letters, texts of "
        "fewer than four words that are no name, numbers, parts of a name.",
    ),
    Code(
        "correction-immediate",
        "ICMJE, COPE",
        "An error in casualties, attribution, a person, a place of attack, the marking or "
        "access is corrected at once, as a revision of the edition that carries it: a "
        "reader may act upon it before the next one.",
        level=Level.WARNING,
    ),
    Code(
        "period-published",
        "OCHA",
        "The period has an edition already. Move the period on, or publish a revision of "
        "that edition.",
    ),
    Code(
        "period-gap",
        "OCHA",
        "Each day has one edition. A period that begins before the last one ended tells of "
        "days twice, and one that begins later leaves days to none; the masthead tells readers "
        "why, with 'period_note'.",
        level=Level.WARNING,
    ),
    Code(
        "text-copied",
        "guidance for refugee emergencies",
        "A report says what changed since the last one. More than half of the sentences that "
        "an edition writes anew (page 1, the summary of the sources, records that are new and "
        "neither background nor standing) stand word for word in the edition before. Fewer "
        "than six such sentences are not counted, and sentences of fewer than five words "
        "neither.",
        level=Level.WARNING,
        thresholds=(COPIED, ENOUGH_COPIED),
    ),
)

_SECTIONS = "sections:\n  - {id: front, title: The front}"
_WHY = "reason: Both sides fall silent on market days."


def _setting(text: str) -> str:
    return f"rules:\n  - {{{text}}}\n{_SECTIONS}"


def _silence(text: str) -> str:
    return f"silenced:\n  - {{{text}, rule: judgement-hedged, {_WHY}}}\n{_SECTIONS}"


def _in_brief(broken: str, good: str) -> tuple[Example, ...]:
    return (Example(broken, good, "brief", _SECTIONS),)


#: What may be wrong with rules that a series sets otherwise, and with findings that it silences.
OVERRULING = (
    Code(
        "overruling-unknown",
        "house rule: an exception stands in the open",
        "Under 'rules:' and 'silenced:' in brief.yaml a rule is named by its code, and one of its "
        "thresholds by its name; 'reportkit explain CODE' tells both.",
        _in_brief(
            _setting(f"rule: claims-onesided, level: off, {_WHY}"),
            _setting(f"rule: claims-one-sided, level: off, {_WHY}"),
        ),
    ),
    Code(
        "overruling-refused",
        "house rule: an exception stands in the open",
        "Some rules cannot be overruled, by level or by silence: without them the tool could not "
        "read the seeds, keep the markings, tell what changed or prove what was published. "
        "'reportkit explain CODE' tells why of each.",
        _in_brief(
            _setting(f"rule: ref-unknown, level: warning, {_WHY}"),
            _setting(f"rule: judgement-hedged, level: off, {_WHY}"),
        ),
    ),
    Code(
        "overruling-reason",
        "house rule: an exception stands in the open",
        "Whoever sets a rule otherwise or silences a finding says why in a sentence, at least five "
        "words. The reason for a rule is printed in the methods of each edition.",
        _in_brief(
            _setting("rule: judgement-hedged, level: off, reason: Not needed."),
            _setting(f"rule: judgement-hedged, level: off, {_WHY}"),
        ),
    ),
    Code(
        "overruling-empty",
        "house rule: an exception stands in the open",
        "An entry under 'rules:' gives a level, a threshold or both.",
        _in_brief(
            _setting(f"rule: judgement-hedged, {_WHY}"),
            _setting(f"rule: judgement-hedged, level: off, {_WHY}"),
        ),
    ),
    Code(
        "overruling-threshold",
        "house rule: an exception stands in the open",
        "A threshold is a number of a rule that has one, within the limits that 'reportkit explain "
        "CODE' tells. Where a rule has several, 'which' names the one that is meant.",
        _in_brief(
            _setting(f"rule: claims-one-sided, threshold: 80, {_WHY}"),
            _setting(f"rule: claims-one-sided, threshold: 80, which: share, {_WHY}"),
        ),
    ),
    Code(
        "overruling-repeated",
        "house rule: an exception stands in the open",
        "A rule is set once, each of its thresholds once, and a finding is silenced once: of two "
        "reasons nobody could tell which holds.",
        _in_brief(
            _setting(
                f"rule: judgement-hedged, level: off, {_WHY}}}\n  - {{rule: judgement-hedged,"
                f" level: error, {_WHY}"
            ),
            _setting(f"rule: judgement-hedged, level: off, {_WHY}"),
        ),
    ),
    Code(
        "overruling-idle",
        "house rule: an exception stands in the open",
        "An entry under 'rules:' that sets a rule to what it is anyway does nothing, and readers "
        "would be told of it.",
        _in_brief(
            _setting(f"rule: judgement-hedged, level: warning, {_WHY}"),
            _setting(f"rule: judgement-hedged, level: error, {_WHY}"),
        ),
        level=Level.WARNING,
    ),
    Code(
        "silence-form",
        "house rule: an exception stands in the open",
        "A finding is named by its fingerprint: twelve signs from 0 to 9 and a to f, which 'check' "
        "prints behind it. 'reportkit check --silence FINGERPRINT' gives the lines to paste.",
        _in_brief(
            _silence("finding: the second one, until: 2026-01-31"),
            f"silenced: []\n{_SECTIONS}",
        ),
    ),
    Code(
        "silence-expired",
        "house rule: an exception stands in the open",
        "A finding is silent up to the day that its entry names, held against the day of "
        "publication and not against the clock, so that an old edition is checked as it was. Then "
        "it is told again.",
        _in_brief(
            _silence("finding: 3f9c2a71b04e, until: 2025-10-19"),
            f"silenced: []\n{_SECTIONS}",
        ),
        level=Level.WARNING,
    ),
    Code(
        "silence-unused",
        "house rule: an exception stands in the open",
        "No finding has this fingerprint: what was found is mended, or the value at fault is "
        "another and must be looked at anew. Delete the entry.",
        _in_brief(
            _silence("finding: 3f9c2a71b04e, until: 2026-01-31"),
            f"silenced: []\n{_SECTIONS}",
        ),
        level=Level.WARNING,
    ),
)
