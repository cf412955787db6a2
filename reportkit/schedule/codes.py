"""The codes of this room: why the timer does not publish."""

from __future__ import annotations

from reportkit.problems import Code

CODES = (
    Code(
        "edition-ahead",
        "house rule: no news that is none",
        "edition.yaml speaks of a later period than the one that is due. Its words cannot "
        "stand over the earlier one: publish that by hand, or let it be missed.",
    ),
    Code(
        "edition-later",
        "house rule: no news that is none",
        "edition.yaml names an hour of publication that has not come; the scheduled run "
        "waits for it.",
    ),
    Code(
        "edition-not-moved",
        "house rule: no news that is none",
        "The schedule waits until the author has written the edition of the period that "
        "is due: always for the first edition, later where the series asks for it "
        "('dates: written').",
    ),
    Code(
        "words-old",
        "house rule: no news that is none",
        "A scheduled run found changed records, and the highlights or the reason for a "
        "trend are word for word those of the edition before. Readers would take last "
        "period's summary for this one's. Write them anew, or allow it for all of page 1 "
        "with 'bottom_line: any' under 'schedule:'. A single highlight may stay as long "
        "as the records that it rests on do.",
    ),
    Code(
        "bottom-line-old",
        "ICD 203, standard 6",
        "The main message is that of the edition before although records have changed "
        "since. A person writes the new one; a series fed by machines may allow it "
        "('bottom_line: any').",
    ),
)
