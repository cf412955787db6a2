"""The codes of this room: what may be wrong when an edition is published."""

from __future__ import annotations

from reportkit.problems import Code

CODES = (
    Code(
        "section-hidden-changed",
        "W3C Process",
        "A section with 'shown: false' has changes since the last edition. They are in "
        "the change log and in the annexes, and no reader of the body sees them.",
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
        "date-far-ahead",
        "house rule: no news that is none",
        "Period, cut-off and publication of an edition lie at most 31 days ahead of the "
        "clock. A year typed wrongly (2062) would be sealed, and no edition of today "
        "could follow it.",
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
    ),
    Code(
        "text-copied",
        "guidance for refugee emergencies",
        "A report says what changed since the last one. More than half of the sentences that "
        "an edition writes anew (page 1, the summary of the sources, records that are new and "
        "neither background nor standing) stand word for word in the edition before. Fewer "
        "than six such sentences are not counted, and sentences of fewer than five words "
        "neither.",
    ),
)
